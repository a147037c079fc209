// SPDX-License-Identifier: MIT
// node places.mjs FOLDER: a site with a secret in every place that is not for the public, built for the public,
// after an internal build, and once more after a change; no byte of the output may hold one, however it is
// written (search.mjs). The internal build must show those that are for the office, else nothing would have been hidden.
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';
import { check, judge } from '../browser/common.mjs';
import { pack } from '../use/pack.mjs';
import { secretsIn, wordOf } from './search.mjs';

const PLACARD = path.resolve(process.env.PLACARD || 'build/debug/placard');
const AS_OF = '2026-10-08';

// --- secrets ---

// Where each stands, whether an internal build must show it.
const secrets = new Map();
function secret(place, shown = false) {
  const word = wordOf(secrets.size);
  secrets.set(word, { place, shown });
  return word;
}
const OFFICE = true; // for the office: an internal build shows it

// --- pictures with what a camera writes ---

const segment = (marker, body) => Buffer.concat([Buffer.from([0xFF, marker, (body.length + 2) >> 8, (body.length + 2) & 255]), body]);

function jpeg(plain) {
  const text = (word) => Buffer.from(`Exif\0\0II*\0\x08\0\0\0\x01\0\x0e\x01\x02\0${String.fromCharCode(word.length)}\0\0\0\x1a\0\0\0\0\0\0\0${word}`, 'latin1');
  return Buffer.concat([plain.subarray(0, 2),
    segment(0xE1, text(secret('JPEG: Exif'))),
    segment(0xE1, Buffer.from(`http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>${secret('JPEG: XMP')}</x:xmpmeta>`)),
    segment(0xED, Buffer.from(`Photoshop 3.0\x008BIM${secret('JPEG: IPTC')}`)),
    segment(0xFE, Buffer.from(secret('JPEG: comment'))),
    plain.subarray(2), Buffer.from(secret('JPEG: behind the end'))]);
}

function chunk(type, body) {
  const whole = Buffer.concat([Buffer.from(type, 'latin1'), body]);
  const head = Buffer.alloc(4), sum = Buffer.alloc(4);
  head.writeUInt32BE(body.length);
  sum.writeUInt32BE(zlibCrc(whole));
  return Buffer.concat([head, whole, sum]);
}

function zlibCrc(bytes) {
  let c = ~0;
  for (const b of bytes) {
    c ^= b;
    for (let k = 0; k < 8; k += 1) c = c & 1 ? 0xEDB88320 ^ (c >>> 1) : c >>> 1;
  }
  return ~c >>> 0;
}

const PNG_HEAD = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
const size = Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 0, 0, 0]);
const pixel = zlib.deflateSync(Buffer.from([0, 200, 30, 30]));
const plainPng = Buffer.concat([PNG_HEAD, chunk('IHDR', size), chunk('IDAT', pixel), chunk('IEND', Buffer.alloc(0))]);

function png() {
  return Buffer.concat([PNG_HEAD, chunk('IHDR', size),
    chunk('tEXt', Buffer.from(`Author\0${secret('PNG: text')}`)),
    chunk('zTXt', Buffer.concat([Buffer.from('Comment\0\0'), zlib.deflateSync(Buffer.from(secret('PNG: deflated text')))])),
    chunk('iTXt', Buffer.from(`XML:com.adobe.xmp\0\0\0\0\0${secret('PNG: XMP')}`)),
    chunk('eXIf', Buffer.from(`II*\0\x08\0\0\0\0\0${secret('PNG: Exif')}`, 'latin1')),
    chunk('prVt', Buffer.from(secret('PNG: private chunk'))),
    chunk('IDAT', pixel), chunk('IEND', Buffer.alloc(0)), Buffer.from(secret('PNG: behind the end'))]);
}

const GIF = Buffer.from('R0lGODlhAQABAIAAAP///wAAACwAAAAAAQABAAACAkQBADs=', 'base64');
function gif() {
  const words = secret('GIF: comment');
  const comment = Buffer.concat([Buffer.from([0x21, 0xFE, words.length]), Buffer.from(words), Buffer.from([0])]);
  const xmp = secret('GIF: application');
  const application = Buffer.concat([Buffer.from([0x21, 0xFF, 11]), Buffer.from('XMP DataXMP'), Buffer.from([xmp.length]), Buffer.from(xmp), Buffer.from([0])]);
  return Buffer.concat([GIF.subarray(0, 19), comment, application, GIF.subarray(19), Buffer.from(secret('GIF: behind the end'))]);
}

const WEBP = Buffer.from('UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA', 'base64');
function webp() {
  const part = (type, text) => {
    const body = Buffer.from(text.length & 1 ? `${text} ` : text), head = Buffer.alloc(8);
    head.write(type);
    head.writeUInt32LE(body.length, 4);
    return Buffer.concat([head, body]);
  };
  const whole = Buffer.concat([WEBP, part('EXIF', secret('WebP: Exif')), part('XMP ', secret('WebP: XMP'))]);
  whole.writeUInt32LE(whole.length - 8, 4);
  return whole;
}

const JPEG = Buffer.from('/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAAMCAgICAgMCAgIDAwMDBAYEBAQEBAgGBgUGCQgKCgkICQkKDA8MCgsOCwkJDRENDg8QEBEQCgwSExIQEw8QEBD/yQALCAABAAEBAREA/8wABgAQEAX/2gAIAQEAAD8A0s8g/9k=', 'base64');

// Who builds, and where, is nobody's business.
const MACHINE = Object.fromEntries(['USER', 'LOGNAME', 'HOSTNAME', 'EMAIL', 'HOME', 'GIT_AUTHOR_NAME'].map((name) => [name, secret(`the environment’s ${name}`)]));

// --- the site ---

// Taken with the camera on its side: how to turn it stays, where it was taken goes.
const turn = (bytes) => Buffer.concat([JPEG.subarray(0, 2), segment(0xE1, bytes), JPEG.subarray(2)]);
const onSide = (order, more) => Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), Buffer.from(order === 'II' ? '49492a0008000000' : '4d4d002a00000008', 'hex'),
  Buffer.from(order === 'II' ? '0100120103000100000006000000' : '0001011200030000000100060000', 'hex'), Buffer.from(`\0\0\0\0${more}`, 'latin1')]);

const S = (place) => secret(place);
const I = (place) => secret(place, OFFICE);

function makeSite(dir) {
  const put = (name, text) => {
    const file = path.join(dir, 'content', name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
  };
  put('site.yaml', `title: 青禾市青年联合会\nbase_url: https://example.org/\nmarkdown: { raw_html: true }\n# ${S('site.yaml: a comment')}\n`);
  put('calendar.csv', `date,kind,name\n2026-10-01,rest,国庆节\n`);
  put('org/units.csv', `id,name,short,kind,email,phone,public\nfederation,青禾市青年联合会,青联,top,post@q.example,0555-1000,是\noffice,青禾市青联办公室,办公室,office,${I('units.csv: e-mail')}@q.example,${I('units.csv: phone')},\n`);
  put('org/people.csv', `id,name,unit,post,email,phone,public\nqu,屈小满,office,主任,${I('people.csv: e-mail')}@q.example,${I('people.csv: phone')},否\n`);
  put('data/lists.yaml', `- { name: ${S('data/: a value')} }\n`);
  put('plans/_index.md', `---\ntitle: 方案\nkind: plan\n---\n`);
  // A public plan with what is not for the public in it and beside it.
  put('plans/open/index.md', `---\ntitle: 公开方案\nissued: 2026-07-01\nperiod: 2026-07/2026-12\nbasis: [plans/${NAME}]\nattachments: [forms/closed, forms/open]\n# ${S('front matter: a comment')}\n---\n正文。<!-- ${S('Markdown: a comment in a line')} -->见[内部方案](plans/${NAME} "题")、[表](forms/closed)。\n\n<!--\n${S('Markdown: a comment of its own')}\n-->\n\n<div>原样<!-- ${S('raw HTML: a comment')} --></div>\n\n[${S('Markdown: the name of a reference that nothing uses')}]: plans/${NAME} "${S('Markdown: the title of a reference that nothing uses')}"\n\n![图](a.jpg) ![图](b.png) ![图](c.gif) ![图](d.webp) ![图](e.jpg)\n`);
  put('plans/open/tasks.csv', '编号,任务,责任部室,责任人\na,摸底,办公室,屈小满\n');
  put('plans/open/schedule.yaml', `# ${S('schedule.yaml: a comment')}\ndeadlines:\n  - { id: m, title: 月报, who: 办公室, form: [closed], repeat: monthly on 28 }\n`);
  put('plans/open/ledger.csv', `编号,问题,措施,责任单位,责任人,时限,状态,销号日期,审核人,佐证,经过,公开范围\nl1,公开的问题,措施,办公室,屈小满,2026-12-31,,,,,,\n${I('ledger.csv: id')},${I('ledger.csv: problem')},${I('ledger.csv: measure')},办公室,屈小满,2026-09-01,已销号,2026-09-01,屈小满,${I('ledger.csv: evidence')},,内部\n`);
  put('plans/open/forms/closed.yaml', `title: ${I('internal form: title')}\nsubtitle: ${I('internal form: subtitle')}\naudience: internal\n# ${S('form: a comment')}\nrows:\n  - - { id: ${FIELD}, label: ${I('internal form: label')}, type: text, note: ${I('internal form: note')} }\n`);
  put('plans/open/forms/open.yaml', `title: 公开的表\nrows:\n  - - { id: name, label: 姓名, type: text }\n`);
  put(`plans/open/submissions/open/2026-09/${S('submissions: a file name')}.json`, `{"form": "plans/open/open", "version": 1, "values": {"name": "${S('submissions: a value')}"}}`);
  put('plans/open/a.jpg', jpeg(JPEG));
  put('plans/open/b.png', png());
  put('plans/open/c.gif', gif());
  put('plans/open/d.webp', webp());
  put('plans/open/e.jpg', turn(onSide('II', S('JPEG: behind the way it is turned'))));
  put(`plans/open/${S('a picture that no text names')}.png`, plainPng);
  put(`plans/open/note.txt`, S('a file that no text names'));
  // An internal plan: its name, all it says, all that lies beside it.
  put(`plans/${NAME}/index.md`, `---\ntitle: ${I('internal entry: title')}\naudience: internal\nmotto: ${I('internal entry: motto')}\nissued: 2026-07-02\nperiod: 2026-07/2026-12\nclass: ${I('internal entry: class')}\nkeywords: [${I('internal entry: keyword')}]\ncontact: { people: [${I('internal entry: contact')}], phone: ${I('internal entry: phone')} }\nattachments: [forms/in.yaml, list.md, file.pdf]\nredirects: [old/${I('internal entry: redirect')}]\n---\n${I('internal entry: body')}\n\n![${I('internal entry: alt text')}](${PICTURE}.png)\n`.replace('forms/in.yaml', 'forms/in'));
  put(`plans/${NAME}/list.md`, `# ${I('internal attachment: title')}\n\n${I('internal attachment: text')}\n`);
  put(`plans/${NAME}/file.pdf`, `%PDF-1.4\n% ${I('internal attachment: a file')}\n`);
  put(`plans/${NAME}/${PICTURE}.png`, plainPng);
  put(`plans/${NAME}/tasks.csv`, `编号,项目,任务,责任部室,责任人,指标,备注\n${I('internal task: id')},${I('internal task: group')},${I('internal task: title')},办公室,屈小满,${I('internal task: target')},${I('internal task: note')}\n`);
  put(`plans/${NAME}/schedule.yaml`, `phases:\n  - { id: p, title: ${I('internal phase: title')}, period: 2026-07/2026-12, motto: ${I('internal phase: motto')} }\nevents:\n  - { id: e, title: ${I('internal event: title')}, date: 2026-11-01, place: ${I('internal event: place')}, who: 办公室 }\ndeadlines:\n  - { id: d, title: ${I('internal deadline: title')}, who: 办公室, to: 青联, due: 2026-11-20, with: ${I('internal deadline: with')}, channel: ${I('internal deadline: channel')} }\n`);
  put(`plans/${NAME}/groups.yaml`, `- { id: g, title: ${I('internal group: title')}, head: 屈小满, duty: ${I('internal group: duty')} }\n`);
  put(`plans/${NAME}/ledger.csv`, `编号,问题,措施,责任单位,时限\nl,${I('internal ledger: problem')},${I('internal ledger: measure')},办公室,2026-11-30\n`);
  put(`plans/${NAME}/checklists.yaml`, `- { id: c, title: ${I('internal checklist: title')}, who: 屈小满, items: [{ id: i, title: ${I('internal checklist: item')} }] }\n`);
  put(`plans/${NAME}/records.csv`, `清单,事项,对象,日期,佐证\nc,i,屈小满,2026-08-01,${I('internal record: evidence')}\n`);
  put(`plans/${NAME}/pledges.csv`, `编号,承诺人,承诺,时限,轮次\np,屈小满,${I('internal pledge: text')},2026-11-30,${I('internal pledge: round')}\n`);
  put(`plans/${NAME}/liaison.csv`, '责任人,联系点\n屈小满,办公室\n');
  put(`plans/${NAME}/forms/in.yaml`, `title: ${I('form of an internal entry: title')}\nrows:\n  - - { id: name, label: ${I('form of an internal entry: label')}, type: choice, options: [${I('form of an internal entry: option')}, 乙] }\n`);
  // What is not published yet.
  put(`plans/${S('draft: name')}/index.md`, `---\ntitle: ${S('draft: title')}\ndraft: true\n---\n${S('draft: body')}\n`);
  put(`plans/${S('later entry: name')}.md`, `---\ntitle: ${S('later entry: title')}\npublished: 2026-12-01\n---\n${S('later entry: body')}\n`);
  // What nobody reads: another language, what editors leave, what a spreadsheet locks, a template's comment.
  put('plans/open/index.en.md', `---\ntitle: ${S('a translation: title')}\n---\n${S('a translation: body')}\n`);
  put('plans/open/.hidden.md', S('a hidden file'));
  put('plans/open/index.md~', S('an editor’s copy'));
  put('plans/open/~$tasks.xlsx', S('a spreadsheet’s lock'));
  put('../templates/note.html', `{# ${S('templates/: a comment')} #}<p>${S('templates/: a template that no page uses')}</p>\n`);
  put('../scripts/filter.lua', `-- ${S('scripts/: a comment')}\n`);
  put('../.placard/old', S('what the program remembers'));
  fs.writeFileSync(path.join(dir, S('a file beside content')), S('a file beside content: bytes'));
}

const NAME = secret('internal entry: name', OFFICE);
const PICTURE = secret('internal entry: name of a picture', OFFICE);
const FIELD = `f${secret('internal form: id of a field', OFFICE)}`;

const found = (out) => new Map([...secretsIn(out)].filter(([word]) => secrets.has(word)));

function build(dir, ...more) {
  const run = spawnSync(PLACARD, ['build', '-C', dir, '--as-of', AS_OF, ...more], { encoding: 'utf8', env: { ...process.env, ...MACHINE } });
  if (run.status !== 0) throw new Error(`build ${more.join(' ')}: ${run.stderr}`);
  return run.stderr;
}

function leaks(out) {
  return [...found(out)].map(([word, files]) => `${secrets.get(word).place} in ${files.slice(0, 3).join(', ')}`);
}

const AUTHOR = secret('the author of a commit');
const git = (dir, ...words) => execFileSync('git', ['-C', dir, '-c', `user.name=${AUTHOR}`, '-c', `user.email=${AUTHOR}@example.org`, ...words], { stdio: 'ignore' });

// A notice with a past: what was for the office, a draft, what was taken off, one that may be seen, and what is now.
const SEEN = '旧版里谁都可以看的话';
function makePast(dir) {
  const file = path.join(dir, 'content/plans/past.md');
  const say = (version, more, body) => {
    fs.writeFileSync(file, `---\ntitle: 有旧版的通知\nkind: notice\nnumber: 青联发〔2026〕30号\nissued: 2026-07-01\nversion: ${version}\n# ${S('an old version: a comment')}\n${more}---\n${body}\n\n<!-- ${S('an old version: a comment in the text')} -->\n`);
    git(dir, 'add', '-A');
    git(dir, 'commit', '-q', '-m', S('the message of a commit'));
  };
  say(`{ no: 1, date: 2026-07-01, by: ${I('a version for the office: by')}, note: ${I('a version for the office: note')} }`,
    `audience: internal\nmotto: ${I('a version for the office: motto')}\nremark: ${I('a version for the office: remark')}\ncontact: { phone: ${I('a version for the office: phone')} }\n`,
    I('a version for the office: text'));
  say('{ no: 2, date: 2026-07-02 }', `draft: true\nmotto: ${S('a version in a draft: motto')}\n`, S('a version in a draft: text'));
  say(`{ no: 3, date: 2026-07-03, withheld: 涉及个人信息 }`, `motto: ${S('a version withheld at once: motto')}\n`, S('a version withheld at once: text'));
  say('{ no: 4, date: 2026-07-04 }', `motto: ${S('a version withheld later: motto')}\n`, S('a version withheld later: text'));
  say('{ no: 5, date: 2026-07-05 }', '', `${SEEN}。[表](forms/${S('an old version: where a link led')})`);
  say('{ no: 6, date: 2026-07-06 }', 'withhold: [{ no: 4, reason: 涉及个人信息 }]\n', '现在的话');
  // A plan whose data has a past: what was for the office then, and what is now.
  const folder = path.join(dir, 'content/plans/was');
  fs.mkdirSync(folder);
  const then = I('an old ledger: a row that was for the office'), now = I('an old ledger: a row that is for the office now');
  for (const no of [1, 2]) {
    fs.writeFileSync(path.join(folder, 'index.md'), `---\ntitle: 有旧数据的方案\nissued: 2026-07-01\nversion: { no: ${no}, date: 2026-07-0${no} }\n---\n方案。\n`);
    fs.writeFileSync(path.join(folder, 'ledger.csv'), `编号,问题,措施,责任单位,时限,佐证,公开范围\n`
      + `was,${then},${I(`an old ledger: a measure that was for the office, ${no}`)},办公室,2026-11-30,,内部\n`
      + `is,${now},${I(`an old ledger: a measure of what is for the office now, ${no}`)},办公室,2026-11-2${no},,${no === 1 ? '公开' : '内部'}\n`
      + `seen,看得见的旧问题,看得见的措施${no},办公室,2026-11-20,,公开\n`);
    fs.writeFileSync(path.join(folder, 'tasks.csv'), `编号,任务,责任部室,责任人,备注\nt,旧任务,办公室,屈小满,${no === 1 ? S('an old task: a remark') : ''}\n`);
    // Forms too: one that was for the office, one that is now. What became of an item is nobody's to read.
    const form = (id, office, title) => fs.writeFileSync(path.join(folder, `forms/${id}.yaml`),
      `title: ${title}\n${office ? 'audience: internal\n' : ''}rows: [[{ id: a${no}, label: ${office || id === 'is' ? I(`an old form ${id}: a field, ${no}`) : '看得见的栏'}, type: text }]]\n`);
    fs.mkdirSync(path.join(folder, 'forms'), { recursive: true });
    form('was', no === 1, no === 1 ? I('an old form that was for the office') : '看得见的表');
    form('is', no === 2, I(`an old form that is for the office now, ${no}`));
    fs.writeFileSync(path.join(folder, 'checklists.yaml'), `- { id: list, title: 看得见的清单, who: 办公室, per: unit, due: 2026-11-2${no}, items: [{ id: one, title: 事 }] }\n`);
    fs.writeFileSync(path.join(folder, 'records.csv'), `checklist,item,party,date,link\nlist,one,办公室,2026-07-0${no},${no === 1 ? S('an old record: a link') : '今天的佐证'}\n`);
    git(dir, 'add', '-A');
    git(dir, 'commit', '-q', '-m', 'x');
  }
  const gone = path.join(dir, 'content/plans/gone.md');
  fs.writeFileSync(gone, `---\ntitle: ${S('a document that is gone: title')}\nnumber: 青联发〔2026〕31号\nversion: { no: 1, date: 2026-07-01 }\n---\n${S('a document that is gone: text')}\n`);
  git(dir, 'add', '-A');
  git(dir, 'commit', '-q', '-m', 'x');
  fs.rmSync(gone);
  git(dir, 'commit', '-q', '-a', '-m', 'x');
}

await judge('places.mjs FOLDER', 1, (folder) => {
  const dir = path.join(folder, secret('the name of the site’s folder'));
  makeSite(dir);
  // The past of the site holds a secret too.
  const page = path.join(dir, 'content/plans/open/index.md'), text = fs.readFileSync(page, 'utf8');
  git('.', 'init', '-q', dir);
  fs.writeFileSync(page, `${text}\n${secret('an old version of a page')}\n`);
  git(dir, 'add', '-A');
  git(dir, 'commit', '-q', '-m', secret('a commit message'));
  fs.writeFileSync(page, text);
  git(dir, 'commit', '-q', '-a', '-m', 'x');
  makePast(dir);

  build(dir, '--audience', 'internal');
  const shown = found(path.join(dir, 'internal'));
  check('an internal build shows what is for the office',
    [...secrets].filter(([word, s]) => s.shown && !shown.has(word)).map(([, s]) => s.place));
  check('an internal build shows neither drafts nor what is nobody’s', [...shown].filter(([word]) => !secrets.get(word).shown)
    .map(([word, files]) => `${secrets.get(word).place} in ${files[0]}`));
  build(dir);
  check('a public build after an internal one holds no secret', leaks(path.join(dir, 'public')));
  const old = (n) => path.join(dir, `public/plans/past/versions/${n}/index.html`);
  check('old versions that may be seen are there', [5, 6].filter((n) => !fs.existsSync(old(n))).concat(fs.readFileSync(old(5), 'utf8').includes(SEEN) ? [] : ['its text']));
  check('what changed in old data that may be seen is told', fs.readFileSync(path.join(dir, 'public/plans/was/versions/2/index.html'), 'utf8').includes('看得见的措施1')
    ? [] : ['it is not']);
  const both = path.join(dir, 'internal');
  build(dir, '-o', both);
  check('a public build in the place of an internal one holds no secret', leaks(both));
  check('pictures are published all the same', ['a.jpg', 'b.png', 'c.gif', 'd.webp', 'e.jpg']
    .filter((name) => !fs.existsSync(path.join(dir, 'public/plans/open', name))));
  check('pictures keep what is seen', [
    ['a.jpg', JPEG], ['b.png', plainPng], ['c.gif', GIF], ['d.webp', WEBP], ['e.jpg', turn(onSide('MM', ''))],
  ].filter(([name, plain]) => !fs.readFileSync(path.join(dir, 'public/plans/open', name)).equals(plain)).map(([name]) => name));
  // What was public becomes internal: the next build takes it off the site.
  fs.writeFileSync(page, text.replace('---\n', `---\naudience: internal\nmotto: ${secret('an entry that became internal', true)}\n`));
  build(dir);
  check('an entry that becomes internal leaves the site', [...leaks(path.join(dir, 'public')),
    fs.existsSync(path.join(dir, 'public/plans/open')) && 'its folder is still there']);
  const word = [...secrets.keys()][0], probe = path.join(folder, 'probe');
  fs.mkdirSync(probe, { recursive: true });
  const ways = { plain: word, utf16: Buffer.from(word, 'utf16le'), base64: Buffer.from(`xy${word}z`).toString('base64'),
    deflated: zlib.deflateSync(Buffer.from(`aaaaaaaaaaaaaaaaaaaa${word}`)), zipped: pack([['a', Buffer.from(`aaaaaaaaaaaaaaaaaaaa${word}`)]]), folded: `DESCRIPTION:${word.slice(0, 4)}\r\n ${word.slice(4)}`, hex: Buffer.from(word, 'utf16le').swap16().toString('hex'),
    percent: [...word].map((c) => `%${c.charCodeAt().toString(16)}`).join(''), json: [...word].map((c) => `\\u00${c.charCodeAt().toString(16)}`).join(''), html: [...word].map((c) => `&#${c.charCodeAt()};`).join('') };
  for (const [name, bytes] of Object.entries(ways)) fs.writeFileSync(path.join(probe, name), bytes);
  const seen = found(probe).get(word) ?? [];
  check('a secret is found in every way of writing', Object.keys(ways).filter((name) => !seen.includes(name)));
});
