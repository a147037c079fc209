/* SPDX-License-Identifier: MIT */
/* Raw TeX: how far a command or an environment reaches, and which of them are words of a line. */
#include "parse/markdown_parts.h"

static bool is_letter(char c)
{
	return char_is_alnum(c) && !char_is_digit(c);
}

/* [ … ] or { … } with what is nested in it; 0: it does not end, and to see that has cost. */
static size_t skip_group(struct str s, size_t at, size_t *patience)
{
	if (*patience < s.n - at)
		return 0;
	char open = s.p[at], close = open == '{' ? '}' : ']';
	size_t depth = 0;
	for (size_t i = at; i < s.n; i++) {
		if (s.p[i] == '\\')
			i++;
		else if (s.p[i] == open)
			depth++;
		else if (s.p[i] == close && --depth == 0)
			return i + 1;
	}
	*patience -= s.n - at;
	return 0;
}

size_t md_tex_command(struct str s, size_t *patience)
{
	size_t i = 1;
	while (i < s.n && (is_letter(s.p[i]) || (i > 1 && char_is_digit(s.p[i]))))
		i++;
	if (i == 1)
		return 0;
	i += i < s.n && s.p[i] == '*';
	size_t name = i;
	for (const char *open = "[{"; *open; open++)
		while (i < s.n && s.p[i] == *open) {
			size_t end = skip_group(s, i, patience);
			if (!end)
				return i;
			i = end;
		}
	/* Blanks behind a bare command end its name. */
	if (i == name && !char_is_digit(s.p[i - 1]))
		while (i < s.n && (s.p[i] == ' ' || s.p[i] == '\t'))
			i++;
	/* But at the end of a line they are nothing. */
	if (i == s.n || s.p[i] == '\n' || s.p[i] == '\r')
		while (i > name && (s.p[i - 1] == ' ' || s.p[i - 1] == '\t'))
			i--;
	return i;
}

size_t md_tex_environment(struct str s)
{
	size_t name_end = str_find_char(str_sub(s, 0, 60), '}');
	if (!str_starts(s, STR("\\begin{")) || name_end == SIZE_MAX || name_end == 7)
		return 0;
	struct str name = str_sub(s, 7, name_end + 1); /* with its } */
	size_t depth = 0;
	for (size_t i = 0; i < s.n;) {
		size_t n = str_find_char(str_after(s, i), '\\');
		if (n == SIZE_MAX)
			return 0;
		i += n;
		struct str here = str_after(s, i);
		bool begin = str_starts(here, STR("\\begin{")),
		     end = str_starts(here, STR("\\end{"));
		bool same = (begin || end) && str_starts(str_after(here, begin ? 7 : 5), name);
		depth += same && begin;
		if (same && end && --depth == 0)
			return i + 5 + name.n;
		i += 2;
	}
	return 0;
}

static bool is_command_of(struct str command, const char *const *names, size_t n_names)
{
	size_t n = 1;
	while (n < command.n && is_letter(command.p[n]))
		n++;
	for (size_t i = 0; i < n_names; i++)
		if (str_eq(str_sub(command, 1, n), str_from(names[i])))
			return true;
	return false;
}

bool md_tex_is_word(struct str command)
{
	static const char *const words[] = {"textbf", "textit", "textsc", "texttt", "textrm",
		"textsf", "textsl", "textup", "textsuperscript", "textsubscript", "text", "emph",
		"underline", "uline", "sout", "mbox", "cite", "citep", "citet", "citeauthor",
		"citeyear", "parencite", "textcite", "autocite", "footcite", "nocite", "ref",
		"eqref", "pageref", "autoref", "cref", "Cref", "footnote", "url", "href",
		"hyperref", "LaTeX", "TeX", "ldots", "dots", "lq", "rq", "slash", "enquote", "gls",
		"acrshort", "acrlong", "verb", "lstinline", "textcolor", "SI", "si", "num", "today",
		"noindent", "index", "newline", "thanks"};
	return is_command_of(command, words, ARRAY_LEN(words));
}

bool md_tex_is_block(struct str command)
{
	static const char *const blocks[] = {"special", "pdfannot", "pdfstringdef",
		"bibliographystyle", "bibliography", "maketitle", "makeindex", "makeglossary",
		"addcontentsline", "addtocontents", "addtocounter", "ignore", "hyperdef",
		"markboth", "markright", "markleft", "hspace", "vspace", "newpage", "clearpage",
		"pagebreak", "listoffigures", "listoftables", "write", "raggedright", "par", "item",
		"caption", "include", "input", "usepackage", "section", "subsection",
		"subsubsection", "chapter", "part", "rule", "centerline", "hrule", "title",
		"author", "date", "begin"};
	return is_command_of(command, blocks, ARRAY_LEN(blocks));
}
