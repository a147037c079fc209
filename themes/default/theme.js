/* SPDX-License-Identifier: MIT */
/* Small comforts. Every page is whole without them. */
(function () {
	"use strict";

	function offerPrinting() {
		document.querySelectorAll("button.print").forEach(function (button) {
			button.hidden = false;
			button.addEventListener("click", function () { window.print(); });
		});
	}

	/* On paper nothing may stay folded; what was folded before is folded again. */
	function unfoldForPrint() {
		var folded = [];
		window.addEventListener("beforeprint", function () {
			folded = Array.from(document.querySelectorAll(".prose details:not([open])"));
			folded.forEach(function (details) { details.open = true; });
		});
		window.addEventListener("afterprint", function () {
			folded.forEach(function (details) { details.open = false; });
		});
	}

	/* Marks, in the contents beside the text, the heading that was passed last. */
	function followHeadings() {
		var marks = [];
		document.querySelectorAll(".side-toc a").forEach(function (link) {
			var heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
			if (heading) marks.push({ link: link, heading: heading });
		});
		if (marks.length === 0 || !("IntersectionObserver" in window)) return;

		function mark() {
			var current = null;
			marks.forEach(function (one) {
				if (one.heading.getBoundingClientRect().top < window.innerHeight / 3) current = one.link;
			});
			marks.forEach(function (one) {
				if (one.link === current) one.link.setAttribute("aria-current", "true");
				else one.link.removeAttribute("aria-current");
			});
		}

		var observer = new IntersectionObserver(mark, { rootMargin: "0px 0px -66% 0px" });
		marks.forEach(function (one) { observer.observe(one.heading); });
	}

	/* Contents that were opened on a phone close when a line of them was chosen. */
	function closeContents() {
		document.querySelectorAll(".toc-fold a").forEach(function (link) {
			link.addEventListener("click", function () { link.closest("details").open = false; });
		});
	}

	/* Tells the style at which sides of a table there is more to scroll to. */
	function showMore() {
		var wraps = Array.from(document.querySelectorAll(".table-wrap"));

		function look(wrap) {
			var rest = wrap.scrollWidth - wrap.clientWidth - wrap.scrollLeft;
			wrap.classList.toggle("more-left", wrap.scrollLeft > 1);
			wrap.classList.toggle("more-right", rest > 1);
		}

		wraps.forEach(function (wrap) {
			wrap.addEventListener("scroll", function () { look(wrap); }, { passive: true });
			look(wrap);
		});
		window.addEventListener("resize", function () { wraps.forEach(look); });
	}

	offerPrinting();
	showMore();
	unfoldForPrint();
	followHeadings();
	closeContents();
}());
