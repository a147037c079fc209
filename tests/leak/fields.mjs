// SPDX-License-Identifier: MIT
// node fields.mjs FOLDER: each key and column that an author may write (fields_test.c lists them, from the program's
// own tables) holds a secret of its own, in an entry that is public, an internal one, a draft, one to be
// published later and one whose text is withheld. What shows of the public one must show of the others where they
// are meant to be shown, and nothing of them where they are not. A key that is new in the tables has no line here
// yet: then this fails until somebody has said what becomes of it.
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { check, findFiles, judge } from '../browser/common.mjs';
import { secretsIn, wordOf } from './search.mjs';

const PLACARD = path.resolve(process.env.PLACARD || 'build/debug/placard');
const LISTER = 'build/debug/tests/leak/fields_test';
const AS_OF = '2026-10-08', LATER = '2026-12-01';

// --- what is planted ---

let count = 5000, days = 0;
const word = () => { count += 1; return wordOf(count); };
// A day of its own, in years that occur nowhere else. A calendar writes the day after it as an end, so every other one.
const day = () => { days += 2; return new Date(Date.UTC(2040, 0, days)).toISOString().slice(0, 10); };

// How a value is made: called with the place, it gives what is written; place.mark() notes the secret in it.
const text = (p) => p.mark(word());
const texts = (p) => [p.mark(word())];
const date = (p) => p.mark(day());
const unit = (p) => p.party('unit');
const person = (p) => p.party('person');
const is = (value) => () => value; // no secret can stand in it: a word of the program's, a number, a name to be found
const of = (key) => (p) => p.known(key); // the secret of another field, by which this one names it
const quiet = (plant) => Object.assign((p) => plant(p), { quiet: true }); // read, and shown nowhere

// Tables whose rows stand in files beside an entry, in its front matter, or in its forms.
const ENTRY = {
  'front matter': {
    kind: is('notice'), title: text, description: text, motto: text, number: (p) => `青联发〔2026〕${p.no}号`, index_no: text,
    class: text, issuer: unit, signer: text, urgency: text, secrecy: null, to: texts, copy_to: texts, issued: is('2026-07-01'),
    printed: date, published: null, effective: is('2026-07-02'), ceased: (p) => p.record('ceased'), supersedes: null, basis: null,
    version: (p) => p.record('version'), issues: null, period: (p) => `${p.mark(day())}/2099-12-31`, contact: (p) => p.record('contact'),
    attachments: null, audience: null, draft: null, keywords: texts, filters: null, outputs: is(['html']), layout: is('plain'), seal: is('area'),
    remark: text, printed_by: text, redirects: null, withhold: null,
  },
  ceased: { date: is('2098-01-01'), kind: is('repealed'), by: text },
  version: { no: is(2), date, kind: is('revision'), by: text, note: text, withheld: null },
  withhold: { no: null, reason: null },
  contact: { people: texts, phone: text, fax: text, email: text },
  'groups.yaml': { id: text, title: text, chair: person, vice: texts, head: person, members: (p) => [p.party('person')], duty: text, contact: text, under: null },
  'tasks.csv': {
    id: text, group: text, title: text, lead: unit, person, support: unit, due: date, phase: of('phases id'), target: of('targets.csv id'), value: text,
    unit: text, status: is('doing'), progress: is(40), note: text, shift: is('none'),
  },
  phases: { id: text, title: text, period: is('2027-01/2099-12'), motto: text },
  events: { id: text, title: text, date, repeat: null, from: null, until: null, shift: is('none'), place: text, who: unit },
  deadlines: {
    id: text, title: text, who: unit, to: unit, due: date, repeat: null, from: null, until: null, shift: is('none'), form: is('open'),
    with: text, copies: is(3), channel: text, public: is('yes'),
  },
  'ledger.csv': {
    id: text, problem: text, measure: text, lead: unit, person, due: date, status: is('closed'), closed: is('2026-09-01'), reviewer: person,
    evidence: text, history: is('2026-09-01 closed'), audience: null,
  },
  'checklists.yaml': {
    id: text, title: text, who: (p) => p.party('person'), per: is('person'), period: is('once'), from: is('2026-07-01'), until: is('2026-12-31'), due: date,
    items: (p) => [p.record('items')],
  },
  items: { id: text, title: text },
  'records.csv': { checklist: of('checklists.yaml id'), item: of('items id'), party: of('checklists.yaml who'), date: is('2026-08-03'), link: text },
  'targets.csv': { id: text, title: text, per: is('unit'), who: unit, target: is('7'), unit: text, every: null, by: date },
  'actuals.csv': { target: of('targets.csv id'), party: of('targets.csv who'), date: is('2026-08-01'), value: is('3') },
  'rota.yaml': {
    id: text, title: text, people: person, batches: is(1), period: is('2026-07/2026-12'), group_size: is('1-2'), hosts: unit, per_host: is(1), seed: quiet(text),
  },
  'rota.lock.csv': {
    rota: of('rota.yaml id'), batch: is(1), group: is(1), host: of('rota.yaml hosts'), person: of('rota.yaml people'), from: is('2026-07-01'), to: is('2026-12-31'),
  },
  'received.csv': { file: quiet((p) => `${p.mark(word())}.json`), date: is('2026-09-02') },
  'liaison.csv': { person, unit, since: date },
  'pledges.csv': { id: text, party: person, text, due: date, round: text, status: is('made'), kept: null },
  'forms/*.yaml': {
    title: text, subtitle: text, number: text, audience: null, submit: (p) => p.record('submit'), key: quiet(is(['t'])), layout: (p) => p.record('layout'),
    rows: (p) => [[p.record('rows')], [{ id: 't', label: '表', type: 'table', rows: 2, columns: [p.record('columns')] }]],
    summary: is({ by: 'unit', columns: [{ count: 'unit' }] }), rules: (p) => [p.record('rules')], min_group: is(5), version: is(1),
  },
  rules: { check: (p) => `'${p.mark(word())}' != ''`, message: text },
  submit: { to: unit, email: text },
  layout: { columns: is([1]), paper: is('A4'), orientation: is('portrait') },
  rows: {
    id: (p) => p.mark(word()), label: text, type: is('choice'), of: null, options: (p) => [p.mark(word()), '乙'], other: is('yes'), required: is('yes'), min: null, max: null,
    lines: null, place: null, note: text, columns: null, rows: null,
  },
  columns: { id: text, label: text, type: is('choice'), of: null, required: is('no'), min: null, max: null, options: (p) => [p.mark(word()), '乙'] },
};
// What is read and not shown yet: a line here says so.
const NOT_SHOWN = {};
// The site as a whole, and the register: all is public but what is marked so in the program's tables.
const SITE = {
  'site.yaml': ['title', 'description', 'language', 'base_url', 'time_zone', 'issuer', 'audience', 'theme', 'form-font', 'form-font-name', 'print-address', 'heading_marks', 'markdown', 'filters', 'columns', 'identity', 'sign'],
  sign: ['key', 'signers'],
  markdown: ['raw_html', 'smart'],
  identity: ['site_code', 'icp', 'contact_unit'],
  'schedule.yaml': ['phases', 'events', 'deadlines'],
  'units.csv': ['id', 'name', 'short', 'parent', 'kind', 'email', 'phone', 'public', 'seal'],
  'people.csv': ['id', 'name', 'unit', 'post', 'kind', 'email', 'phone', 'public', 'until', 'successor', 'seal'],
  'org/groups.yaml': ['id', 'title', 'members'],
  'print.yaml': ['left_margin', 'top_margin', 'text_width', 'text_height', 'characters', 'line_pitch', 'indent', 'mark_top', 'mark_size',
    'number_gap', 'rule_gap', 'red_rule', 'letter_mark_top', 'letter_rule', 'letter_bottom', 'title_size', 'title_pitch', 'title_gap',
    'signature_right', 'seal_right', 'seal_size', 'colophon_size', 'colophon_pitch', 'outer_rule', 'inner_rule', 'page_number_size',
    'page_number_gap', 'page_number_side', 'red', 'page_number', 'page_number_dashes', 'colophon'],
  'fonts.yaml': ['body', 'title', 'heading', 'kai', 'song', 'latin', 'folders'],
  face: ['families', 'stand_ins', 'bold'],
  'calendar.csv': ['date', 'kind', 'name'],
  '_index.md': ['title', 'description', 'kind'],
};
const PRIVATE = ['units.csv email', 'units.csv phone', 'people.csv email', 'people.csv phone', 'units.csv seal', 'people.csv seal'];

function readTables(folder) {
  execFileSync(LISTER, [folder]);
  const rows = fs.readFileSync(path.join(folder, 'fields.tsv'), 'utf8').trim().split('\n').map((line) => line.split('\t'));
  const sources = findFiles('gen', /\.c$/).map((name) => fs.readFileSync(path.join('gen', name), 'utf8')).join('\n');
  return { rows, tables: (sources.match(/^[^#\n]*\bSCHEMA\(/gm) ?? []).length };
}

function decisionFaults({ rows, tables }) {
  const said = new Set(), listed = new Set(rows.map(([schema, field]) => `${schema} ${field}`));
  for (const group of [ENTRY, NOT_SHOWN]) for (const [schema, fields] of Object.entries(group)) for (const field of Object.keys(fields)) said.add(`${schema} ${field}`);
  for (const [schema, fields] of Object.entries(SITE)) for (const field of fields) said.add(`${schema} ${field}`);
  const reached = new Set(rows.map(([schema]) => schema)).size;
  const isPrivate = new Set(rows.filter(([, , flag]) => flag === 'private').map(([schema, field]) => `${schema} ${field}`));
  return [...[...listed].filter((key) => !said.has(key)).map((key) => `${key}: say in fields.mjs who may see it`),
    ...[...said].filter((key) => !listed.has(key)).map((key) => `${key}: there is no such field`),
    ...PRIVATE.filter((key) => !isPrivate.has(key)).map((key) => `${key} is no longer private`),
    ...[...isPrivate].filter((key) => !PRIVATE.includes(key)).map((key) => `${key} is private: plant a secret in it`),
    reached !== tables && `fields_test.c reaches ${reached} of ${tables} tables`];
}

// --- the site ---

const register = { units: [{ id: 'office', name: '青禾市青联办公室', kind: 'office', email: 'none' }], people: [] };

class Planting {
  constructor(name, no) {
    Object.assign(this, { name, no, secrets: new Map(), values: new Map() });
  }

  row(schema, fields) {
    const made = {};
    for (const [field, plant] of Object.entries(fields)) {
      if (!plant) continue;
      const place = {
        no: this.no,
        mark: (secret) => { this.secrets.set(secret, { place: `${schema} ${field}`, quiet: plant.quiet ?? fields === NOT_SHOWN[schema] }); return secret; },
        party: (kind) => {
          const id = word(), row = { id, name: place.mark(word()) };
          (kind === 'unit' ? register.units : register.people).push(kind === 'unit' ? row : { ...row, unit: 'office' });
          return id;
        },
        known: (key) => this.values.get(key),
        record: (sub) => this.row(sub, ENTRY[sub]),
      };
      made[field] = plant(place);
      this.values.set(`${schema} ${field}`, made[field]);
    }
    return made;
  }

  file(name) { return [this.row(name, ENTRY[name] ?? NOT_SHOWN[name])]; }
}

// JSON is YAML, so every file of an entry may be written as it.
function writeEntry(content, p, more) {
  const put = (name, value) => {
    const file = path.join(content, 'plans', p.name, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, typeof value === 'string' ? value : JSON.stringify(value));
  };
  const front = { ...p.row('front matter', ENTRY['front matter']), ...more.front };
  if (more.withheld) front.version.withheld = '不公开';
  const open = p.row('forms/*.yaml', ENTRY['forms/*.yaml']);
  put('forms/open.yaml', open);
  const phases = p.file('phases');
  put('schedule.yaml', { phases, events: p.file('events'), deadlines: p.file('deadlines') });
  for (const name of ['targets.csv', 'groups.yaml', 'tasks.csv', 'ledger.csv', 'checklists.yaml', 'records.csv', 'liaison.csv', 'pledges.csv', 'actuals.csv', 'rota.yaml', 'rota.lock.csv'])
    put(name.replace('.csv', '.yaml'), p.file(name));
  // What came in is nobody's but the office's: neither the name of the file nor an answer is ever shown.
  const received = p.file('received.csv')[0];
  put('received.csv', `file,date\n${Object.values(received).join(',')}\n`);
  const answers = { unit: p.values.get('deadlines who'), [p.values.get('rows id')]: p.row('submissions/', { answer: quiet(text) }).answer };
  put(`submissions/open/${received.file}`, { form: `plans/${p.name}/open`, version: 1, values: answers });
  put('index.md', `---\n${JSON.stringify(front)}\n---\n${p.row('body', { text }).text}\n\n见[附文](rules.md)和[附件](list.txt)。\n\n{{tasks}}\n\n{{ledger}}\n`);
  put('rules.md', `# ${p.row('attachment', { title: text }).title}\n`);
  put('list.txt', p.row('attachment', { file: text }).file);
}

const CONTEXTS = {
  open: { front: { attachments: ['rules.md', 'list.txt'] } },
  closed: { front: { audience: 'internal', attachments: ['rules.md', 'list.txt'] } },
  draft: { front: { draft: true, attachments: ['rules.md', 'list.txt'] } },
  coming: { front: { published: LATER, attachments: ['rules.md', 'list.txt'] } },
  withheld: { withheld: true, front: { attachments: ['rules.md', 'list.txt'] } },
};

function makeSite(dir) {
  const content = path.join(dir, 'content'), planted = {}, own = [], seals = [];
  fs.mkdirSync(path.join(content, 'org'), { recursive: true });
  fs.mkdirSync(path.join(content, 'plans'));
  for (const [i, [name, more]] of Object.entries(CONTEXTS).entries()) {
    planted[name] = new Planting(name, i + 1);
    writeEntry(content, planted[name], more);
  }
  for (const row of [...register.units, ...register.people]) {
    row.email = `${word()}@example.org`;
    row.phone = word();
    own.push(row.email.slice(0, row.email.indexOf('@')), row.phone);
    const seal = word(), inside = word();
    row.seal = `${seal}.svg`;
    fs.writeFileSync(path.join(content, `org/${seal}.svg`), `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><title>${inside}</title></svg>`);
    seals.push(seal, inside);
  }
  fs.writeFileSync(path.join(content, 'site.yaml'), 'title: 青禾市青年联合会\nbase_url: https://example.org/\n');
  fs.writeFileSync(path.join(content, 'plans/_index.md'), '---\ntitle: 方案\nkind: plan\n---\n');
  fs.writeFileSync(path.join(content, 'org/units.yaml'), JSON.stringify(register.units));
  fs.writeFileSync(path.join(content, 'org/people.yaml'), JSON.stringify(register.people));
  return { planted, own, seals };
}

function build(dir, out, ...more) {
  const run = spawnSync(PLACARD, ['build', '-C', dir, '-o', out, '--as-of', AS_OF, ...more], { encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`build ${more.join(' ')}: ${run.stderr}`);
  return secretsIn(out);
}

// Every unit and person has a page, and a name on the pages that list them: that alone tells nothing.
const isRegister = (name) => /^parties\//.test(name);
const shownOf = (p, hits) => [...p.secrets].filter(([secret]) => (hits.get(secret) ?? []).some((name) => !isRegister(name)));
const places = (list) => list.map(([, s]) => s.place);
const missing = (want, have) => want.filter((place) => !have.includes(place));

await judge('fields.mjs FOLDER', 1, (folder) => {
  check('each field is listed here', decisionFaults(readTables(folder)));
  const dir = path.join(folder, 'site'), { planted, own, seals } = makeSite(dir);
  const open = build(dir, path.join(folder, 'public'));
  const all = places([...planted.open.secrets].filter(([, s]) => !s.quiet)), quietOnes = places([...planted.open.secrets].filter(([, s]) => s.quiet));
  const shown = places(shownOf(planted.open, open));
  check('a public entry shows each field', missing(all, shown));
  check('what is not shown yet is not', quietOnes.filter((place) => shown.includes(place)).map((place) => `${place} shows now: take it out of NOT_SHOWN or quiet()`));
  for (const name of ['closed', 'draft', 'coming'])
    check(`a public build shows nothing of ${name}`, places(shownOf(planted[name], open)));
  const front = Object.keys(ENTRY['front matter']), isFront = (place) => /^(front matter|ceased|version|contact) /.test(place);
  check('a withheld text shows its head alone', [...places(shownOf(planted.withheld, open)).filter((place) => !isFront(place)), !front.length && 'no head']);
  const office = build(dir, path.join(folder, 'internal'), '--audience', 'internal');
  check('an internal build shows all of what is internal', missing(all, places(shownOf(planted.closed, office))));
  check('an internal build shows no draft', [...places(shownOf(planted.draft, office)), ...places(shownOf(planted.coming, office))]);
  check('addresses of the register are in an internal build alone', [own.some((secret) => open.has(secret)) && 'public', own.some((secret) => !office.has(secret)) && 'not internal']);
  check('pictures of seals are files of no build', seals.filter((secret) => open.has(secret) || office.has(secret)));
  const drafts = build(dir, path.join(folder, 'drafts'), '--drafts');
  check('with --drafts a draft shows, and nothing internal', [...missing(all, places(shownOf(planted.draft, drafts))), ...places(shownOf(planted.closed, drafts))]);
  const later = build(dir, path.join(folder, 'public'), '--as-of', LATER);
  check('on its day what comes shows, and nothing internal', [...missing(all, places(shownOf(planted.coming, later))), ...places(shownOf(planted.closed, later))]);
});
