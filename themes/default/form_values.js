/* SPDX-License-Identifier: MIT */
/*
 * What the answers of a form mean, and its rules: text to values and no more, so that it can be tried
 * without a page. form.js stands behind it in the same script. The same rules are kept by the program
 * when it reads returns; tests/form/*.json hold cases for both.
 */
const placardValues = (function () {
	'use strict';

	// Full-width digits, letters and signs as people type them in Chinese.
	function narrow(text) {
		return text.replace(/[\uff01-\uff5e]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
			.replace(/[\u3000\u00a0]/g, ' ').trim();
	}

	// Without the commas between thousands, and without a per cent sign behind it.
	function plainNumber(text) {
		const number = text.replace(/\s*%$/, '');
		return /^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(number) ? number.replace(/,/g, '') : number;
	}

	// Beyond 15 digits a number would come out of the saved file as another one.
	function readNumber(text, shape) {
		const number = plainNumber(text);
		return shape.test(number) && number.replace(/\D/g, '').length <= 15 ? Number(number) : undefined;
	}

	const pad = (n) => String(n).padStart(2, '0');

	function readDate(text) {
		const parts = /^(\d{4})(?:\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?|(\d\d)(\d\d))$/.exec(text);
		if (!parts) return undefined;
		const [year, month, day] = [parts[1], parts[2] || parts[4], parts[3] || parts[5]].map(Number);
		const date = new Date(Date.UTC(year, month - 1, day));
		const exists = year >= 1000 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
		return exists ? `${year}-${pad(month)}-${pad(day)}` : undefined;
	}

	function readMonth(text) {
		const parts = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*月?$/.exec(text);
		const exists = parts && parts[1] >= 1000 && parts[2] >= 1 && parts[2] <= 12;
		return exists ? `${parts[1]}-${pad(parts[2])}` : undefined;
	}

	function readTime(text) {
		const parts = /^(\d{1,2})\s*[:时]\s*(\d{1,2})\s*分?(?::00)?$/.exec(text);
		return parts && parts[1] < 24 && parts[2] < 60 ? `${pad(parts[1])}:${pad(parts[2])}` : undefined;
	}

	function readPhone(text) {
		return /^[\d\s()+\-/,;转]+$/.test(text) && /\d{3}/.test(text) ? text : undefined;
	}

	// A party or an option may be written by any of its names; the first is saved.
	function readOption(text, field) {
		if (!field.options) return text;
		const found = field.options.find((names) => names.includes(text));
		if (found) return found[0];
		return field.other ? text : undefined;
	}

	// Lists set short names with blanks in them, 王　五: where no name is written so, they count for nothing.
	function readParty(text, field) {
		if (!field.options) return text;
		const is = (name) => field.options.some((names) => names.includes(name));
		const written = [text, narrow(text), narrow(text).replace(/\s/g, '')].find(is);
		return readOption(written === undefined ? text : written, field);
	}

	// Raw text to a value; undefined where it cannot be read.
	const readers = {
		integer: (raw) => (narrow(raw).endsWith('%') ? undefined : readNumber(narrow(raw), /^[+-]?\d+$/)),
		decimal: (raw) => (narrow(raw).endsWith('%') ? undefined : readers.percent(raw)),
		percent: (raw) => readNumber(narrow(raw), /^[+-]?(\d+(\.\d*)?|\.\d+)$/),
		date: (raw) => readDate(narrow(raw)),
		month: (raw) => readMonth(narrow(raw)),
		time: (raw) => readTime(narrow(raw)),
		phone: (raw) => readPhone(narrow(raw)),
		email: (raw) => (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(narrow(raw)) ? narrow(raw) : undefined),
		party: (raw, field) => readParty(raw.trim(), field),
		choice: (raw, field) => readOption(raw, field),
	};
	const isNumber = (field) => ['integer', 'decimal', 'percent'].includes(field.type);
	const isBlank = (raw) => (Array.isArray(raw) ? raw.length === 0
		: typeof raw === 'string' ? raw.trim() === '' : raw !== true);
	const count = (text) => Array.from(text).length;

	// What may stand in the name of a file on any system.
	function filePart(text) {
		return Array.from(text.replace(/[\s\\/:*?"<>|\u0000-\u001f]+/g, '')).slice(0, 40).join('');
	}

	function today() {
		const now = new Date();
		return `${now.getFullYear()}-${pad(now.getMonth() + 1)}-${pad(now.getDate())}`;
	}

	// A table's cells are fields like any other, named field.row.column.
	function expand(field, rowText) {
		if (field.type !== 'table') return [field];
		const cells = [];
		for (let row = 1; row <= field.rows; row += 1) {
			for (const column of field.columns) {
				cells.push(Object.assign({}, column, {
					id: `${field.id}.${row}.${column.id}`, table: field, row, column: column.id,
					label: `${field.label} ${rowText(row)} ${column.label}`,
					required: false, asks: column.required,
				}));
			}
		}
		return cells;
	}

	/* --- Rules: numbers, texts, names, + - * / comparisons, and or not, len(), sum() --- */

	// The same language as resolve/expr.h has it, with the same limits.
	const SPACE = '[ \\t\\n\\r\\u3000\\u00a0]*';
	const TOKEN = new RegExp(`${SPACE}(?:(\\d+(?:\\.\\d+)?)|"([^"]*)"|'([^']*)'|([A-Za-z_][A-Za-z0-9_.]*|<=|>=|==|!=|[-+*/<>(),]))`, 'y');
	const MOST_TOKENS = 500;
	const DEEPEST = 64;
	const DIGITS = 15;

	// Each is { value } of a number or text as written, or { word }: a name, an operator, a bracket.
	function tokensOf(text) {
		const tokens = [];
		const end = text.replace(new RegExp(`${SPACE}$`), '').length;
		for (TOKEN.lastIndex = 0; TOKEN.lastIndex < end;) {
			const found = TOKEN.exec(text);
			if (!found || tokens.length + 1 >= MOST_TOKENS) throw new SyntaxError(text);
			const [, number, double, single, word] = found;
			if (number !== undefined && number.replace('.', '').length > DIGITS) throw new SyntaxError(text);
			if (word !== undefined) tokens.push({ word });
			else tokens.push({ value: number === undefined ? double || single || '' : Number(number) });
		}
		return tokens;
	}

	const isPlain = (value) => ['number', 'boolean'].includes(typeof value);

	function numberOf(value) {
		const number = typeof value === 'boolean' ? Number(value) : value;
		if (!Number.isFinite(number)) throw new RangeError(String(value));
		return number;
	}

	// Numbers to 15 digits, as every number that can be filled in has them; no exponent.
	function textOf(value) {
		if (Array.isArray(value)) return value.map(textOf).join('、');
		if (!isPlain(value)) return String(value);
		const size = Math.abs(Number(value));
		if (size !== 0 && !(size < 1e15 && size >= 1e-6)) throw new RangeError(String(value));
		return size === 0 ? '0' : String(Number(Number(value).toPrecision(DIGITS)));
	}

	const truth = (value) => (Array.isArray(value) ? value.length > 0 : Boolean(value));
	const addUp = (value) => numberOf(Array.isArray(value) ? value.reduce((sum, each) => sum + numberOf(each), 0) : value);

	// By code point, as UTF-8 sorts, and not by the halves of what stands beyond U+FFFF.
	function compareTexts(a, b) {
		const [left, right] = [Array.from(a), Array.from(b)];
		const at = left.findIndex((sign, i) => sign !== right[i]);
		if (at < 0) return left.length - right.length;
		return at < right.length ? left[at].codePointAt(0) - right[at].codePointAt(0) : 1;
	}

	// Fractions are not exact: 0.1 + 0.2 is 0.3 to whoever adds them up. Whole numbers are.
	function compareNumbers(a, b) {
		const near = Math.max(1e-12, 1e-14 * Math.max(Math.abs(a), Math.abs(b)));
		const whole = Number.isInteger(a) && Number.isInteger(b);
		return !whole && Math.abs(a - b) <= near ? 0 : (a > b) - (a < b);
	}
	const compare = (a, b) => (isPlain(a) && isPlain(b) ? compareNumbers(Number(a), Number(b))
		: compareTexts(textOf(a), textOf(b)));

	// From the loosest to the tightest; not stands before a comparison.
	const COMPARISON = 2;
	const OPERATORS = [
		[['or', (a, b) => truth(a) || truth(b)]],
		[['and', (a, b) => truth(a) && truth(b)]],
		[['<', (a, b) => compare(a, b) < 0], ['<=', (a, b) => compare(a, b) <= 0],
			['==', (a, b) => compare(a, b) === 0], ['!=', (a, b) => compare(a, b) !== 0],
			['>', (a, b) => compare(a, b) > 0], ['>=', (a, b) => compare(a, b) >= 0]],
		[['+', (a, b) => numberOf(numberOf(a) + numberOf(b))], ['-', (a, b) => numberOf(numberOf(a) - numberOf(b))]],
		[['*', (a, b) => numberOf(numberOf(a) * numberOf(b))], ['/', (a, b) => numberOf(numberOf(a) / numberOf(b))]],
	].map((level) => new Map(level));
	const FUNCTIONS = {
		sum: (values) => values.reduce((sum, value) => numberOf(sum + addUp(value)), 0),
		len: ([value]) => (Array.isArray(value) ? value.length : count(textOf(value))),
	};

	function evaluate(text, lookUp) {
		const tokens = tokensOf(text);
		let at = 0;
		let depth = 0;
		const word = () => (at < tokens.length ? tokens[at].word : undefined);
		const take = (wanted) => {
			if (word() !== wanted) throw new SyntaxError(text);
			at += 1;
		};
		function list(several) {
			const values = [];
			take('(');
			do {
				if (values.length) take(',');
				values.push(level(0));
			} while (several && word() === ',');
			take(')');
			return values;
		}
		function atom() {
			const token = tokens[at];
			if (word() === '(') return list(false)[0];
			if (!token) throw new SyntaxError(text);
			at += 1;
			if (token.word === undefined) return token.value;
			if (token.word === '-') return -numberOf(level(OPERATORS.length));
			if (!/^[A-Za-z_]/.test(token.word) || ['and', 'or', 'not'].includes(token.word)) throw new SyntaxError(text);
			if (word() !== '(') return lookUp(token.word);
			if (!Object.hasOwn(FUNCTIONS, token.word)) throw new SyntaxError(text);
			return FUNCTIONS[token.word](list(token.word === 'sum'));
		}
		function operation(n) {
			let value = level(n + 1);
			for (let operator; (operator = OPERATORS[n].get(word()));) {
				at += 1;
				value = operator(value, level(n + 1));
			}
			return value;
		}
		function level(n) {
			const negated = n === COMPARISON && word() === 'not';
			const counted = negated || n === 0 || n === OPERATORS.length ? 1 : 0;
			depth += counted;
			if (depth > DEEPEST) throw new RangeError(text);
			let value;
			if (negated) {
				at += 1;
				value = !truth(level(n));
			} else {
				value = n === OPERATORS.length ? atom() : operation(n);
			}
			depth -= counted;
			return value;
		}
		const value = level(0);
		if (at < tokens.length) throw new SyntaxError(text);
		return truth(value);
	}

	return {
		narrow, plainNumber, today, readers, isNumber, isBlank, count, textOf, filePart, expand, evaluate,
	};
}());
