// ics_readers.mjs DIR: three outside readers (ical.js, node-ical, Python's icalendar with dateutil) over the calendars
// of a site of every way to repeat, made in DIR, and each must find the days of data.json, in Shanghai and in New York.
// ics_readers.mjs DIR READER FILE UNTIL: what one reader finds, for the first to compare.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import ICAL from 'ical.js';
import nodeIcal from 'node-ical';
import { check, judge } from './common.mjs';

const PLACARD = path.resolve(process.env.PLACARD || 'build/debug/placard');
const HERE = path.dirname(fileURLToPath(import.meta.url));
const ZONES = ['Asia/Shanghai', 'America/New_York'];
const AS_OF = '2020-08-15';

// --- the site ---

const WORDS = ['weekly on fri', 'weekly', 'monthly on 28', 'monthly on 10', 'monthly on 30', 'monthly on last', 'monthly in week 1',
  'monthly in week 5', 'monthly', 'quarterly on 28 of month 3', 'quarterly in month 3', 'quarterly', 'half-yearly on last of month 6',
  'half-yearly', 'yearly on 05-04', 'yearly on 02-29', 'yearly', 'RRULE:FREQ=MONTHLY;BYMONTHDAY=31', 'RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH',
  'RRULE:FREQ=MONTHLY;BYDAY=-1FR', 'RRULE:FREQ=YEARLY;BYMONTH=3,9;BYMONTHDAY=-1', 'RRULE:FREQ=DAILY;COUNT=9', 'RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1'];
const SHIFTS = ['none', 'previous-workday', 'next-workday'];

function makeSite(dir) {
  const put = (name, text) => {
    fs.mkdirSync(path.dirname(path.join(dir, name)), { recursive: true });
    fs.writeFileSync(path.join(dir, name), text);
  };
  const rows = (kind, shifts, more) => WORDS.flatMap((word, i) => shifts.map((shift) => `  - { id: ${kind}${i}-${shift}, title: ${kind}事项${i}，标题长得一行放不下，还要折到下一行、再下一行，每个字都不能折断, repeat: "${word}", shift: ${shift}${more} }\n`));
  put('content/site.yaml', 'title: 青禾市青年联合会\nbase_url: https://example.org/\n');
  put('content/calendar.csv', 'date,kind,name\n2020-10-01,rest,国庆节\n2020-10-02,rest,国庆节\n2020-10-05,rest,国庆节\n2020-10-10,work,国庆节调休\n');
  put('content/org/units.csv', 'id,name\noffice,办公室\n');
  put('content/org/people.csv', 'id,name,unit,until,successor\nqu,屈小满,office,2020-10-15,gu\ngu,顾砚,office,,\n');
  put('content/plans/_index.md', '---\ntitle: 方案\nkind: plan\n---\n');
  const page = (period, more = '') => `---\ntitle: 方案\nissued: 2020-06-20\nperiod: ${period}\n${more}---\n`;
  const schedule = `phases:\n  - { id: p, title: 阶段, period: 2020-07/2020-09 }\nevents:\n  - { id: once, title: 会, date: 2020-09-10/2020-09-12 }\n  - { id: some-day, title: 未定 }\n${rows('e', ['none'], '').join('')}deadlines:\n  - { id: due, title: 报, who: office, due: 2020-11 }\n  - { id: moved, title: 报, who: office, due: 2020-10-05, shift: next-workday }\n  - { id: after, title: 后报, who: office, due: d2-previous-workday + 3d }\n${rows('d', SHIFTS, ', who: office').join('')}  - { id: handed, title: 交接, who: qu, repeat: monthly on 28 }\n`;
  for (const [name, text] of [['ends', page('2020-07/2021-12')], ['goes-on', page('2020-07-01/')], ['ceased', page('2020-07/2021-12', 'ceased: { date: 2020-08-01, kind: repealed }\n')]]) {
    put(`content/plans/${name}/index.md`, text);
    put(`content/plans/${name}/schedule.yaml`, schedule);
  }
}

// --- the readers: [uid, first day, last day, status] ---

const iso = (t) => t.toISOString().slice(0, 10);
const plus = (day, n) => iso(new Date(Date.parse(day) + n * 864e5));
const days = (from, to) => Math.round((Date.parse(to) - Date.parse(from)) / 864e5);

function withIcalJs(text, until) {
  const end = ICAL.Time.fromDateString(until);
  return new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent').flatMap((component) => {
    const event = new ICAL.Event(component), found = [], status = component.getFirstPropertyValue('status');
    const length = days(event.startDate.toString(), event.endDate.toString());
    const add = (start) => found.push([event.uid, start.toString(), plus(start.toString(), length - 1), status]);
    if (!event.isRecurring()) add(event.startDate);
    else for (let it = event.iterator(), next = it.next(); next && next.compare(end) < 0; next = it.next()) add(next);
    return found;
  }).filter(([, first]) => first < until);
}

// A day is midnight of the reader's own zone.
const local = (t) => `${t.getFullYear()}-${String(t.getMonth() + 1).padStart(2, '0')}-${String(t.getDate()).padStart(2, '0')}`;

function withNodeIcal(text, until) {
  return Object.values(nodeIcal.sync.parseICS(text)).filter((e) => e.type === 'VEVENT').flatMap((e) => {
    const first = local(e.start), length = days(first, local(e.end));
    if (e.datetype !== 'date') throw new Error(`${e.uid} is not all-day`);
    const starts = e.rrule ? e.rrule.between(new Date(0), new Date(`${until}T00:00Z`), true).map((t) => (e.rrule.options.tzid ? local(t) : iso(t))) : [first];
    return starts.filter((d) => d < until).map((d) => [e.uid, d, plus(d, length - 1), e.status]);
  });
}

const READERS = {
  'ical.js': (file, until) => withIcalJs(fs.readFileSync(file, 'utf8'), until),
  'node-ical': (file, until) => withNodeIcal(fs.readFileSync(file, 'utf8'), until),
};

function read(reader, zone, file, until) {
  const command = reader === 'icalendar' ? ['/usr/bin/python3', [path.join(HERE, 'ics_reader.py'), file, until]]
    : [process.execPath, [fileURLToPath(import.meta.url), '.', reader, file, until]];
  const run = spawnSync(...command, { env: { ...process.env, TZ: zone }, encoding: 'utf8', maxBuffer: 1 << 26 });
  if (run.status !== 0) throw new Error(`${reader}: ${run.stderr}`);
  return JSON.parse(run.stdout);
}

// --- what data.json says ---

const span = (text) => { const [first, last = first] = text.split('/'); return [first, last]; };

function known(data, ceased) {
  const status = ceased ? 'CANCELLED' : 'CONFIRMED', all = [];
  const add = (kind, id, [first, last]) => all.push([`${data.entry}/${kind}/${id}`, first, last, status]);
  for (const p of data.phases ?? []) add('phase', p.id, [p.period.from, p.period.to]);
  for (const [kind, list, when] of [['event', data.events, 'date'], ['deadline', data.deadlines, 'due']])
    for (const x of list ?? []) {
      const one = x[when];
      if (x.times) x.times.forEach((t) => add(kind, x.id, span(t)));
      else if (typeof one === 'string') add(kind, x.id, [one, one]);
      else if (one?.to) add(kind, x.id, kind === 'deadline' ? [one.to, one.to] : [one.from, one.to]);
    }
  return all;
}

// Times of one series are events of their own, by the day that was planned, or a rule.
const plain = ([uid, ...rest]) => [uid.replace(/@.*/, '').replace(/\/\d{4}-\d\d-\d\d$/, ''), ...rest].join(' ');

// ical.js 2.2.1 takes no notice of BYSETPOS, nor of months that differ in length; where a series has no end there is
// no other way to say it, so those are left out for this reader.
const misread = ([uid]) => /(deadline\/d|event\/e)(4|15|20|22)-/.test(uid);

function differences(expected, found, until) {
  const want = expected.filter(([, first]) => first < until).map(plain).sort(), have = found.map(plain).sort();
  return [...want.filter((w) => !have.includes(w)).slice(0, 3).map((w) => `lacks ${w}`),
    ...have.filter((h) => !want.includes(h)).slice(0, 3).map((h) => `has ${h}`), want.length !== have.length && `${have.length} times, not ${want.length}`];
}

if (process.argv.length > 3) {
  const [, , , reader, file, until] = process.argv;
  console.log(JSON.stringify(READERS[reader](file, until)));
} else {
  await judge('ics_readers.mjs DIR', 1, (folder) => {
    const dir = path.join(folder, 'ics-site');
    makeSite(dir);
    const run = spawnSync(PLACARD, ['build', '-q', '-C', dir, '--as-of', AS_OF], { encoding: 'utf8' });
    if (run.status !== 0) throw new Error(run.stderr);
    for (const name of ['ends', 'goes-on', 'ceased']) {
      const out = path.join(dir, 'public/plans', name);
      const expected = known(JSON.parse(fs.readFileSync(path.join(out, 'data.json'), 'utf8')), name === 'ceased');
      // A series without an end is in data.json for two years only, where rules go on.
      const until = name === 'goes-on' ? '2022-08-01' : '2031-01-01';
      const text = fs.readFileSync(path.join(out, 'calendar.ics'), 'utf8');
      check(`${name}: no exceptions and no zones`, [/EXDATE|RDATE|TZID|VALARM/.test(text) && 'there are']);
      for (const reader of [...Object.keys(READERS), 'icalendar'])
        for (const zone of ZONES)
          check(`${name}: ${reader} in ${zone} finds the days of data.json`, (() => {
            const all = name === 'goes-on' && reader === 'ical.js' ? (times) => times.filter((t) => !misread(t)) : (times) => times;
            return differences(all(expected), all(read(reader, zone, path.join(out, 'calendar.ics'), until)), until);
          })());
    }
  });
}
