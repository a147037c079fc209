// ics.mjs FILE|DIR: ical.js over a calendar, or over each calendar below a folder.
// Bytes are looked at before ical.js sees them, since it forgives what other readers do not.
import fs from 'node:fs';
import path from 'node:path';
import ICAL from 'ical.js';
import { check, findFiles, judge, note } from './common.mjs';

const LINE_OCTETS = 75;

function lineFaults(bytes) {
  const faults = [];
  // One octet, one unit: a byte that is no part of a line end stays where it is.
  const text = bytes.toString('latin1');
  if (!text.endsWith('\r\n')) faults.push('the last line is not ended');
  if (/(^|[^\r])\n/.test(text) || /\r(?!\n)/.test(text)) faults.push('a line end is not CR LF');
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  text.split('\r\n').forEach((line, index) => {
    if (line.length > LINE_OCTETS) faults.push(`line ${index + 1} has ${line.length} octets`);
    try {
      decoder.decode(Buffer.from(line, 'latin1'));
    } catch {
      faults.push(`line ${index + 1} cuts a character`);
    }
  });
  return faults;
}

// What was escaped and folded must come back as it was: written again, it is the same.
function textFaults(source, calendar) {
  const lines = (text) => text.replace(/\r\n /g, '').split('\r\n').filter(Boolean).sort();
  const before = lines(source);
  const after = lines(calendar.toString().replace(/\r?\n/g, '\r\n'));
  return before.filter((line) => !after.includes(line)).map((line) => `not read back: ${line}`);
}

const isDate = (event, name) => event.getFirstProperty(name)?.type === 'date';

function eventFaults(event) {
  const faults = [];
  const uid = event.getFirstPropertyValue('uid');
  const say = (fault) => faults.push(`${uid}: ${fault}`);
  if (!uid || Buffer.byteLength(uid) > 255) say('no UID of at most 255 octets');
  for (const name of ['uid', 'dtstamp', 'dtstart', 'dtend', 'summary', 'status']) {
    const count = event.getAllProperties(name).length;
    if (count !== 1) say(`${count} times ${name.toUpperCase()}`);
  }
  const stamp = event.getFirstPropertyValue('dtstamp');
  if (!/T00:00:00Z$/.test(String(stamp))) say(`DTSTAMP ${stamp} is no midnight in UTC`);
  if (!isDate(event, 'dtstart') || !isDate(event, 'dtend')) say('not all-day');
  else if (event.getFirstPropertyValue('dtend').compare(event.getFirstPropertyValue('dtstart')) <= 0) {
    say('ends before it has begun');
  }
  if (!event.getFirstPropertyValue('summary')) say('no title');
  if (!['CONFIRMED', 'CANCELLED'].includes(event.getFirstPropertyValue('status'))) say('status');
  return faults;
}

function calendarFaults(calendar) {
  const faults = [];
  if (calendar.name !== 'vcalendar') faults.push(`a ${calendar.name}`);
  if (calendar.getFirstPropertyValue('version') !== '2.0') faults.push('no VERSION:2.0');
  for (const name of ['prodid', 'name', 'x-wr-calname']) {
    if (!calendar.getFirstPropertyValue(name)) faults.push(`no ${name.toUpperCase()}`);
  }
  return faults;
}

function judgeFile(name, file) {
  const bytes = fs.readFileSync(file);
  check(`ics ${name} lines`, lineFaults(bytes));
  let calendar;
  try {
    calendar = new ICAL.Component(ICAL.parse(bytes.toString('utf8')));
  } catch (error) {
    check(`ics ${name} parses`, error.message);
    return;
  }
  check(`ics ${name} parses`, calendarFaults(calendar));
  const events = calendar.getAllSubcomponents('vevent');
  const uids = events.map((event) => event.getFirstPropertyValue('uid'));
  const twice = uids.filter((uid, index) => uids.indexOf(uid) !== index);
  check(`ics ${name} has events`, events.length ? [] : 'none');
  check(`ics ${name} unique UIDs`, twice.map((uid) => `${uid} stands twice`));
  check(`ics ${name} events`, events.flatMap(eventFaults));
  check(`ics ${name} text`, textFaults(bytes.toString('utf8'), calendar));
  note(`${events.length} events in ${name}`);
}

await judge('ics.mjs FILE|DIR', 1, (arg) => {
  const isDir = fs.statSync(arg).isDirectory();
  const names = isDir ? findFiles(arg, /\.ics$/) : [path.basename(arg)];
  if (!names.length) throw new Error('no .ics file');
  for (const name of names) judgeFile(name, isDir ? path.join(arg, name) : arg);
});
