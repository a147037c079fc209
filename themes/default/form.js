/* SPDX-License-Identifier: MIT */
/*
 * A form that one person fills in on one machine, without a network: it checks answers, saves them
 * as a file, opens such a file again and prints. What the fields are stands in <script id="form-data">.
 *
 * Words of this file: raw is what stands in a control (text, a list for several ticks, true or false);
 * a value is what it means (a number, an ISO date …) and what is saved. A blank answer is not saved.
 */
(function () {
	'use strict';

	const {
		narrow, plainNumber, today, readers, isNumber, isBlank, count, textOf, filePart, expand, evaluate,
	} = placardValues;
	const byId = (id) => document.getElementById(id);
	const data = JSON.parse(byId('form-data').textContent);
	const form = byId('form-page');
	const alertBox = byId('form-alert');
	const statusBox = byId('form-status');
	const LARGEST_FILE = 4e6;
	let tried = false; // saving was tried: from then on what is missing is marked at once
	let unsaved = false;
	let undo = null; // what stood in the form before a file was opened

	// A sentence of the interface with its arguments in place of {1}, {2} …
	function say(key, ...args) {
		return (data.words[key] || key).replace(/\{(\d)\}/g, (all, n) => String(args[n - 1]));
	}

	function make(tag, className, text) {
		const element = document.createElement(tag);
		if (className) element.className = className;
		if (text !== undefined) element.textContent = text;
		return element;
	}

	/* --- Fields and their controls --- */

	function textControl(field, element) {
		return {
			elements: [element],
			read: () => element.value,
			write(raw) {
				const text = raw === undefined ? '' : String(raw);
				const value = field.options ? readers.choice(text, field) : text;
				element.value = value === undefined ? text : value;
				return element.value === text || element.value === value;
			},
			// A browser that has its own date picker hides what it could not read.
			unreadable: () => Boolean(element.validity && element.validity.badInput),
		};
	}

	function tickControl(field, element) {
		return {
			elements: [element],
			read: () => element.checked,
			write(raw) {
				element.checked = raw === true;
				return raw === undefined || typeof raw === 'boolean';
			},
		};
	}

	// Radio buttons and boxes; the one with data-other takes its value from the text beside it.
	function groupControl(field, boxes) {
		const one = field.type === 'choice';
		const otherBox = boxes.find((box) => 'other' in box.dataset);
		const otherText = byId(`${field.id}-other`);
		const nameOther = (text) => {
			otherText.value = text;
			otherBox.value = text.trim() || data.words.other;
		};
		if (otherText) {
			otherText.addEventListener('input', () => {
				nameOther(otherText.value);
				otherBox.checked = otherBox.checked || otherText.value !== '';
			});
		}
		return {
			elements: boxes,
			otherText,
			readOther: () => (otherBox.checked ? otherText.value : ''),
			read() {
				const chosen = boxes.filter((box) => box.checked).map((box) => box.value);
				return one ? chosen[0] || '' : chosen;
			},
			write(raw) {
				let known = true;
				for (const box of boxes) box.checked = false;
				if (otherText) nameOther('');
				for (const text of [].concat(raw === undefined || raw === '' ? [] : raw)) {
					const box = boxes.find((each) => each !== otherBox && each.value === text) || otherBox;
					if (box) box.checked = true;
					if (box && box === otherBox && text !== data.words.other) nameOther(String(text));
					known = known && Boolean(box);
				}
				return known;
			},
		};
	}

	function controlOf(field) {
		const elements = Array.from(document.getElementsByName(field.id));
		if (field.type === 'checkbox') return tickControl(field, elements[0]);
		const grouped = elements[0].type === 'radio' || elements[0].type === 'checkbox';
		return grouped ? groupControl(field, elements) : textControl(field, elements[0]);
	}

	const tables = data.fields.filter((field) => field.type === 'table');
	const fields = [].concat(...data.fields.map((field) => expand(field, (row) => say('row', row))))
		.filter((field) => document.getElementsByName(field.id).length > 0);
	for (const field of fields) field.control = controlOf(field);
	const fieldNamed = (id) => fields.find((field) => field.id === id);
	const fieldOf = (element) => fieldNamed((element.name || element.id).replace(/-other$/, ''));

	function valueOf(field) {
		const raw = field.control.read();
		if (isBlank(raw)) return field.type === 'checkbox' ? false : undefined;
		return typeof raw === 'string' && readers[field.type] ? readers[field.type](raw, field) : raw;
	}

	function valueText(field) {
		const value = valueOf(field);
		return value === undefined || value === false ? '' : textOf(value);
	}

	/* --- Mistakes --- */

	function limitMistake(field, value) {
		if (isNumber(field)) {
			if (value < field.min) return say('min', field.min);
			if (value > field.max) return say('max', field.max);
		} else if (Array.isArray(value)) {
			if (value.length < field.min) return say('few', field.min);
			if (value.length > field.max) return say('many', field.max);
		} else if (['text', 'multiline'].includes(field.type) && count(value) > field.max) {
			return say('length', field.max, count(value));
		}
		return '';
	}

	function missingMistake(field) {
		const key = { choice: 'choose', choices: 'choose', checkbox: 'tick', party: 'choose' }[field.type];
		return say(key || 'required');
	}

	// What is wrong with one answer, in words; '' where nothing is. A blank one is wrong where asked for.
	function mistakeOf(field, asked) {
		const raw = field.control.read();
		if (field.control.unreadable && field.control.unreadable()) return say(field.type, '');
		if (isBlank(raw)) return field.required && asked ? missingMistake(field) : '';
		const value = valueOf(field);
		return value === undefined ? say(field.type, raw) : limitMistake(field, value);
	}

	// A column that is required wants an answer in each row where something stands.
	function tableMistakes(table) {
		const cells = fields.filter((field) => field.table === table);
		const filled = new Set(cells.filter((cell) => !isBlank(cell.control.read())).map((cell) => cell.row));
		if (table.required && !filled.size && cells.length) return [{ field: cells[0], text: say('no_row') }];
		return cells.filter((cell) => cell.asks && filled.has(cell.row) && isBlank(cell.control.read()))
			.map((cell) => ({ field: cell, text: say('fill_row') }));
	}

	function allMistakes() {
		const found = fields.map((field) => ({ field, text: mistakeOf(field, true) }))
			.filter((mistake) => mistake.text);
		return found.concat(...tables.map(tableMistakes), brokenRules());
	}

	/* --- Rules over several answers --- */

	// table.column names all its cells.
	const cellsNamed = (name) => fields.filter((field) => field.table && `${field.table.id}.${field.column}` === name);

	// A blank number counts as 0 and a blank text as ''. What cannot be read stops the rule: it is
	// told as a mistake of its own.
	function lookUp(name) {
		const cells = cellsNamed(name);
		if (cells.length) return cells.map((cell) => lookUp(cell.id));
		const field = fieldNamed(name);
		if (!field) throw new ReferenceError(name);
		if (mistakeOf(field, false)) throw new RangeError(name);
		const value = valueOf(field);
		if (value !== undefined) return value;
		return isNumber(field) ? 0 : field.type === 'choices' ? [] : '';
	}

	function brokenRules() {
		return data.rules.map((rule) => {
			const names = rule.check.match(/[A-Za-z_][\w.]*/g) || [];
			const field = names.map((name) => fieldNamed(name) || cellsNamed(name)[0]).find(Boolean);
			try {
				return evaluate(rule.check, lookUp) ? null : { field, text: rule.message };
			} catch (error) {
				// The build has checked the rule; an answer that it cannot take is told by itself.
				return null;
			}
		}).filter(Boolean);
	}

	/* --- Telling mistakes --- */

	const lineId = (field) => `${field.id}-mistake`;

	function describedBy(element, id, on) {
		const ids = (element.getAttribute('aria-describedby') || '').split(' ').filter((each) => each && each !== id);
		if (on) ids.push(id);
		if (ids.length) element.setAttribute('aria-describedby', ids.join(' '));
		else element.removeAttribute('aria-describedby');
	}

	// text '' takes the mark away.
	function mark(field, text) {
		let line = byId(lineId(field));
		if (text && !line) {
			line = make('p', 'mistake');
			line.id = lineId(field);
			field.control.elements[0].closest('.control').appendChild(line);
		}
		if (text) line.textContent = text;
		else if (line) line.remove();
		for (const element of field.control.elements) {
			if (text) element.setAttribute('aria-invalid', 'true');
			else element.removeAttribute('aria-invalid');
			describedBy(element, lineId(field), Boolean(text));
		}
	}

	function markAll(mistakes) {
		for (const field of fields) {
			const own = mistakes.find((mistake) => mistake.field === field);
			mark(field, own ? own.text : '');
		}
	}

	// Sentences, each perhaps a link to its field.
	function alarm(heading, items) {
		alertBox.textContent = '';
		alertBox.appendChild(make('p', 'heading', heading));
		const list = alertBox.appendChild(make('ul'));
		for (const item of items) {
			const line = list.appendChild(make('li'));
			if (!item.field) {
				line.textContent = item.text;
				continue;
			}
			const link = line.appendChild(make('a', '', item.field.label + data.words.colon + item.text));
			link.href = `#${item.field.control.elements[0].id || item.field.id}`;
			link.dataset.field = item.field.id;
		}
		if (!items.length) list.remove();
		alertBox.focus();
		alertBox.scrollIntoView({ block: 'start' });
	}

	function tell(text, canUndo) {
		statusBox.textContent = text;
		if (!canUndo) return;
		const button = make('button', 'plain', say('undo'));
		button.type = 'button';
		button.dataset.action = 'undo';
		statusBox.append(' ', button);
	}

	function goTo(field) {
		const { elements } = field.control;
		const target = elements.find((element) => element.checked) || elements[0];
		target.focus({ preventScroll: true });
		target.closest('.control').scrollIntoView({ block: 'center' });
	}

	/* --- What follows an answer: what is printed, room for long text, counters --- */

	// A day as it is written by hand, with room for one where there is none.
	function printed(field, raw) {
		const [first] = field.control.elements;
		if (Array.isArray(raw)) return raw.join(data.lang.startsWith('zh') ? '、' : ', ');
		if (first.localName === 'select' && raw) return first.selectedOptions[0].textContent;
		if (!['date', 'month', 'time'].includes(field.type) || (raw && !valueOf(field))) return raw;
		const parts = raw ? valueOf(field).split(/[-:]/) : [];
		const plain = data.lang.startsWith('zh') && field.type !== 'time' ? (part) => Number(part) : (part) => part;
		const room = field.table ? '\u3000' : '\u3000\u3000';
		return say(`${field.type}_text`, ...[0, 1, 2].map((i) => (parts[i] ? plain(parts[i]) : room)));
	}

	// Outside of the grid a day has rules to write on, as all else there has.
	function ruled(field, text) {
		if (!field.control.elements[0].closest('.ask')) return [text];
		return text.split(/(\u3000+)/).filter(Boolean).map((part) => (part.trim() ? part : make('u', '', part)));
	}

	// Browsers cut what they print of a text field at its edge; this element is printed in its place.
	function addMirror(element) {
		const mirror = make('span', 'mirror');
		mirror.setAttribute('aria-hidden', 'true');
		element.insertAdjacentElement('afterend', mirror);
		return mirror;
	}

	function prepare(field) {
		const { control } = field;
		const [first] = control.elements;
		if (control.otherText) field.mirror = addMirror(control.otherText);
		else if (first.type !== 'radio' && first.type !== 'checkbox') field.mirror = addMirror(first);
		else if (field.table && field.type === 'choices') field.mirror = addMirror(first.closest('.options'));
		if (field.type === 'multiline' && field.max) {
			field.counter = first.closest('.control').appendChild(make('p', 'count'));
			field.counter.id = `${field.id}-count`;
			describedBy(first, field.counter.id, true);
		}
		if (field.type === 'choice' && first.type === 'radio' && !field.required) {
			field.unset = first.closest('.options').appendChild(make('button', 'plain', say('unset')));
			field.unset.type = 'button';
			field.unset.dataset.action = 'unset';
		}
	}

	function grow(element) {
		if (!element.offsetHeight) return; // not shown, as in print
		element.style.height = 'auto';
		element.style.height = `${element.scrollHeight + element.offsetHeight - element.clientHeight}px`;
	}

	function refresh(field) {
		const raw = field.control.read();
		const [first] = field.control.elements;
		const { otherText, readOther } = field.control;
		if (field.mirror) field.mirror.replaceChildren(...ruled(field, otherText ? readOther() : printed(field, raw)));
		if (field.counter) {
			field.counter.textContent = say('count', count(raw), field.max);
			field.counter.classList.toggle('over', count(raw) > field.max);
		}
		if (field.unset) field.unset.hidden = isBlank(raw);
		if (first.localName !== 'textarea') return;
		grow(first);
		// The label of an answer that runs over pages stands where the answer begins.
		first.closest('tr, .ask').classList.toggle('long', raw.length > 500);
	}

	function refreshAll() {
		fields.forEach(refresh);
		refreshMail();
	}

	/* --- Saving and opening --- */

	// In a draft what cannot be read stands as it was typed.
	function answers(draft) {
		const values = {};
		for (const field of fields) {
			const raw = field.control.read();
			const value = draft && mistakeOf(field, false) && !isBlank(raw) ? raw : valueOf(field);
			if (value !== undefined) values[field.id] = value;
		}
		return values;
	}

	function saved(draft) {
		const file = { form: data.form, version: data.version, values: answers(draft) };
		if (draft) file.draft = true;
		return file;
	}

	// What tells this return from others: the fields of the key, else who and when.
	function nameParts() {
		const day = fields.find((field) => ['date', 'month'].includes(field.type) && valueOf(field));
		const wanted = data.key.length ? data.key.map(fieldNamed) : [fieldNamed('unit'), day];
		const parts = wanted.filter(Boolean).map(valueText).filter(Boolean);
		return parts.length ? parts : [today()];
	}

	// The title comes first: a day at the beginning of a file's name would mean when it was received.
	function fileName(draft) {
		const parts = [data.title].concat(nameParts(), draft ? [data.words.draft_mark] : []);
		return `${parts.map(filePart).join('_')}.json`;
	}

	function save(draft) {
		tried = tried || !draft;
		const mistakes = draft ? [] : allMistakes();
		if (!draft) markAll(mistakes);
		if (mistakes.length) {
			tell('');
			alarm(say('heading', mistakes.length), mistakes);
			return;
		}
		alertBox.textContent = '';
		const link = make('a');
		link.download = fileName(draft);
		const text = `${JSON.stringify(saved(draft), null, 2)}\n`;
		link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
		document.body.appendChild(link);
		link.click();
		link.remove();
		setTimeout(() => URL.revokeObjectURL(link.href), 60000);
		unsaved = false;
		tell(say(draft ? 'saved_draft' : 'saved', link.download));
	}

	const isMap = (value) => Object(value) === value && !Array.isArray(value);
	const snapshot = () => fields.map((field) => field.control.read());

	function restore(raws) {
		fields.forEach((field, i) => field.control.write(raws[i]));
		markAll([]);
		refreshAll();
	}

	// Fills in a saved file, and gives what of it had no place here, in words.
	function fill(values) {
		const troubles = [];
		for (const field of fields) {
			const value = Object.prototype.hasOwnProperty.call(values, field.id) ? values[field.id] : undefined;
			const plain = [].concat(value).every((each) => each === undefined || each === null || Object(each) !== each);
			const known = plain && (field.type === 'choices' || !Array.isArray(value))
				&& field.control.write(value === null ? undefined : value);
			if (!known) troubles.push({ field, text: say('bad_value', textOf(plain ? value : JSON.stringify(value))) });
			if (!plain) field.control.write(undefined);
		}
		const unknown = Object.keys(values).filter((id) => !fieldNamed(id));
		if (unknown.length) troubles.unshift({ text: say('unknown', unknown.slice(0, 20).join('、')) });
		return troubles;
	}

	function openText(text, name) {
		let file;
		try {
			file = JSON.parse(text);
		} catch (error) {
			alarm(say('not_json', name), []);
			return;
		}
		if (!isMap(file) || typeof file.form !== 'string' || !isMap(file.values)) {
			alarm(say('not_form', name), []);
		} else if (file.form !== data.form) {
			alarm(say('other_form', name, file.form), []);
		} else {
			undo = snapshot();
			const troubles = fill(file.values);
			const older = file.version !== data.version
				? [{ text: say('other_version', file.version, data.version) }] : [];
			unsaved = false;
			tried = false;
			markAll([]);
			alertBox.textContent = '';
			refreshAll();
			keep();
			tell(say('opened', name), undo.some((raw) => !isBlank(raw)));
			if (older.length || troubles.length) alarm(say('opened', name), older.concat(troubles));
		}
	}

	function openFile(file) {
		tell('');
		if (file.size > LARGEST_FILE) {
			alarm(say('too_big', file.name), []);
			return;
		}
		const reader = new FileReader();
		reader.onload = () => openText(reader.result, file.name);
		reader.onerror = () => alarm(say('unreadable', file.name), []);
		reader.readAsText(file);
	}

	/* --- A draft in this browser, only where the box is ticked --- */

	const keepBox = document.querySelector('[data-action=keep]');
	const keepKey = `placard:${data.form}`;

	// Private windows and some browsers on file: have no storage and throw.
	function storage(use) {
		try {
			return use(window.localStorage);
		} catch (error) {
			if (keepBox.checked) tell(say('keep_failed'));
			keepBox.checked = false;
			keepBox.disabled = true;
			return null;
		}
	}

	function keep() {
		if (keepBox && keepBox.checked) storage((store) => store.setItem(keepKey, JSON.stringify(saved(true))));
	}

	function startKeeping() {
		const text = keepBox && storage((store) => store.getItem(keepKey));
		if (!text) return;
		keepBox.checked = true;
		try {
			fill(JSON.parse(text).values);
			tell(say('kept_restored'));
		} catch (error) {
			storage((store) => store.removeItem(keepKey));
		}
	}

	/* --- Buttons --- */

	function refreshMail() {
		const link = document.querySelector('a[data-action=mail]');
		if (!link || !data.email) return;
		const who = ['unit', 'term'].map(fieldNamed).filter(Boolean).map(valueText);
		const subject = [data.title].concat(who.filter(Boolean)).join(' ');
		const address = encodeURIComponent(data.email).replace(/%40/g, '@');
		const body = say('mail_body', data.title, fileName(false));
		link.href = `mailto:${address}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body)}`;
	}

	function clearAll() {
		if (!window.confirm(say('clear'))) return;
		restore([]);
		tried = false;
		unsaved = false;
		alertBox.textContent = '';
		keep();
		tell(say('cleared'));
	}

	const actions = {
		save: () => save(false),
		draft: () => save(true),
		print: () => window.print(),
		clear: clearAll,
		mail: () => tell(say('mail_hint')),
		undo() {
			restore(undo);
			keep();
			tell(say('undone'));
		},
		unset(button) {
			const field = fields.find((each) => each.unset === button);
			field.control.write(undefined);
			field.control.elements[0].focus();
			answered(field);
		},
	};

	function answered(field) {
		unsaved = true;
		refresh(field);
		refreshMail();
		keep();
	}

	// Leaving a field: what was typed is shown as it is read, and told where it cannot be.
	function left(field) {
		const value = valueOf(field);
		if (value !== undefined && isNumber(field)) field.control.write(plainNumber(narrow(field.control.read())));
		else if (typeof value === 'string' && readers[field.type]) field.control.write(value);
		whenReleased(() => mark(field, mistakeOf(field, tried)));
		answered(field);
	}

	// Leaving a field by a click must not move what is clicked before the button is up again.
	let pressed = false;
	const waiting = [];
	function whenReleased(action) {
		waiting.push(action);
		if (!pressed) release();
	}
	function release() {
		pressed = false;
		for (const action of waiting.splice(0)) action();
	}
	document.addEventListener('pointerdown', () => { pressed = true; }, true);
	for (const end of ['pointerup', 'pointercancel']) document.addEventListener(end, () => setTimeout(release), true);

	document.addEventListener('click', (event) => {
		const link = event.target.closest('a[data-field]');
		const button = event.target.closest('[data-action]');
		if (link) {
			event.preventDefault();
			goTo(fieldNamed(link.dataset.field));
		} else if (button && actions[button.dataset.action]) {
			actions[button.dataset.action](button);
		}
	});
	form.addEventListener('submit', (event) => event.preventDefault());
	form.addEventListener('input', (event) => answered(fieldOf(event.target)));
	form.addEventListener('change', (event) => left(fieldOf(event.target)));
	document.querySelector('input[data-action=open]').addEventListener('change', (event) => {
		if (event.target.files.length) openFile(event.target.files[0]);
		event.target.value = ''; // the same file may be opened again
	});
	if (keepBox) {
		keepBox.addEventListener('change', () => {
			if (keepBox.checked) keep();
			else storage((store) => store.removeItem(keepKey));
		});
	}
		for (const name of ['beforeprint', 'afterprint', 'resize']) window.addEventListener(name, refreshAll);
	window.addEventListener('beforeunload', (event) => {
		if (unsaved && !(keepBox && keepBox.checked)) event.returnValue = 'unsaved'; // asks first
	});

	fields.forEach(prepare);
	startKeeping();
	refreshAll();
	document.documentElement.classList.add('ready');
	for (const element of document.querySelectorAll('[data-needs-script]')) element.hidden = false;
	// Their windows open pages but do not save files.
	if (/MicroMessenger|QQ\//.test(navigator.userAgent)) tell(say('in_app'));
}());
