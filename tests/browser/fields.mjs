// How form.mjs finds, fills and reads the fields of any form page: by their type,
// not by their names, so that one test serves every form.
import { HARD_LINES, HARD_TEXT, cutTo } from './common.mjs';

export const FIELDS = 'form :is(input, textarea, select)[name]';
const NO_FIELD = ['hidden', 'file', 'submit', 'button', 'reset', 'image'];

// Runs in the page: what stands in the fields, as one value for each name.
export function readFields(selector) {
  const values = {};
  const group = (name) => [...document.querySelectorAll(selector)].filter((other) => other.name === name);
  for (const field of document.querySelectorAll(selector)) {
    if (field.type === 'radio') {
      values[field.name] = group(field.name).find((radio) => radio.checked)?.value ?? '';
    } else if (field.type === 'checkbox') {
      const boxes = group(field.name);
      values[field.name] = boxes.length === 1 ? field.checked
        : boxes.filter((box) => box.checked).map((box) => box.value);
    } else if (field.multiple && field.options) {
      values[field.name] = [...field.selectedOptions].map((option) => option.value);
    } else {
      values[field.name] = field.value;
    }
  }
  return values;
}

// Runs in the page: what a sample must respect.
export function describeField(field) {
  const required = field.required || field.getAttribute('aria-required') === 'true';
  const group = [...document.getElementsByName(field.name)];
  return {
    name: field.name, type: field.type, required, min: field.min, max: field.max, step: field.step,
    maxLength: field.maxLength > 0 ? field.maxLength : Infinity,
    mode: field.inputMode, readOnly: field.readOnly || field.disabled,
    listed: field.list?.options[0]?.value,
    options: [...field.options ?? []].filter((option) => option.value && !option.disabled).map((option) => option.value),
    place: group.indexOf(field), last: group.length - 1,
  };
}

function sampleNumber({ min, max, step }) {
  const lowest = min === '' || min === undefined ? 0 : Number(min);
  const stride = Number(step) > 0 ? Number(step) : 1;
  const value = lowest + 3 * stride;
  return String(max !== '' && max !== undefined && value > Number(max) ? lowest : value);
}

// Between the limits of the field where it has some: all these compare as text.
function sampleDay(text, { min, max }) {
  if (min && text < min) return min;
  return max && text > max ? max : text;
}

function sampleText(field) {
  if (field.mode === 'numeric' || field.mode === 'decimal') return '3';
  switch (field.type) {
    case 'number': case 'range': return sampleNumber(field);
    case 'date': return sampleDay('2026-02-28', field);
    case 'month': return sampleDay('2026-02', field);
    case 'time': return sampleDay('09:05', field);
    case 'datetime-local': return sampleDay('2026-02-28T09:05', field);
    case 'email': return 'wang.wu@example.org';
    case 'tel': return '010-12345678';
    case 'url': return 'https://example.org/?a=1&b=2';
    case 'textarea': return cutTo(HARD_LINES, field.maxLength);
    default: return field.listed ?? cutTo(HARD_TEXT, field.maxLength);
  }
}

// Sets one field. Tells the text that was typed, null for a choice that was made
// by click, and undefined for a field that a person could not reach.
async function fillField(handle, field, samples) {
  if (NO_FIELD.includes(field.type) || field.readOnly || !(await handle.isVisible())) return undefined;
  if (field.type === 'radio') {
    if (field.place === field.last) await handle.check();
  } else if (field.type === 'checkbox') {
    // In a group one stays empty, else a page that ticks everything would pass.
    if (field.last === 0 || field.place > 0) await handle.check();
  } else if (field.type === 'select-one') {
    await handle.selectOption(samples[field.name] ?? field.options.at(-1) ?? []);
  } else if (field.type === 'select-multiple') {
    await handle.selectOption(field.options.slice(1));
  } else {
    const text = samples[field.name] ?? sampleText(field);
    await handle.fill(text);
    return text;
  }
  return null;
}

// Tells what should from now on be found under each name.
export async function fillForm(page, samples, leaveOut) {
  const filled = {};
  // Twice, since a choice such as 其他 may bring up a field that was not there.
  for (let round = 0; round < 2; round += 1) {
    for (const handle of await page.$$(FIELDS)) {
      const field = await handle.evaluate(describeField);
      if (field.name === leaveOut) continue;
      const typed = await fillField(handle, field, samples);
      if (typed !== undefined) filled[field.name] = typed;
    }
  }
  const shown = await page.evaluate(readFields, FIELDS);
  for (const name of Object.keys(filled)) filled[name] ??= shown[name];
  return filled;
}
