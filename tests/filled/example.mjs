// SPDX-License-Identifier: MIT
// PLACARD=build/placard node tests/filled/example.mjs: makes the returns of the example site anew that are no text, each filled by a program that is not
// ours. Who they are of and what they say is made up. The blanks are without a font in them, so that the files are small.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { launchBrowser } from '../browser/common.mjs';
import { PLACARD, asXfdf, byChromium, byLibreOffice, byPdfLib, byPdfjs, byPoppler, byWord, docxWith, savedAgain } from '../browser/fill.mjs';

const content = path.resolve('content'), work = fs.mkdtempSync(path.join(os.tmpdir(), 'example-'));
fs.cpSync(content, path.join(work, 'content'), { recursive: true });
fs.appendFileSync(path.join(work, 'content/site.yaml'), '\nform-font: viewer\n');
fs.writeFileSync(path.join(work, 'fonts.conf'), `<fontconfig><dir>/usr/share/fonts/truetype/wqy</dir><cachedir>${work}/cache</cachedir></fontconfig>`);

function blank(form, ext) {
  const out = path.join(work, `${path.basename(form)}.${ext}`);
  execFileSync(PLACARD, ['form', '-C', work, form, '-q', '-o', out, '--as-of', '2026-11-30'], { env: { ...process.env, FONTCONFIG_FILE: path.join(work, 'fonts.conf') } });
  return out;
}

function put(form, name, bytes) {
  const file = path.join(content, path.dirname(form), 'submissions', path.basename(form), name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, bytes);
  return file;
}

function word(form, values) {
  const filled = path.join(work, 'filled.docx');
  fs.rmSync(filled, { force: true });
  docxWith(blank(form, 'docx'), filled, (text) => byWord(text, values));
  return savedAgain(work, filled);
}

// A table of activities, its sums worked out.
function statistics(unit, filler, day, rows, more = {}) {
  const values = { unit, filled_on: day, filler, ...more };
  rows.forEach(([kind, events, visitors, helpers, grant, last], i) => {
    Object.entries({ kind, events, visitors, helpers, grant, last_on: last }).forEach(([id, v]) => { values[`kinds.${i + 1}.${id}`] = String(v); });
  });
  const sum = (at) => String(rows.reduce((all, row) => all + row[at], 0));
  return { ...values, events_all: sum(1), visitors_all: sum(2) };
}

const STATISTICS = 'notices/quarter-statistics/statistics';
const blankPdf = blank(STATISTICS, 'pdf');
put(STATISTICS, '2026-10-09 禾东区青联.pdf', await byPdfLib(fs.readFileSync(blankPdf), statistics('禾东区青联', '伏明珈', '2026-10-09', [
  ['读书会', 14, 322, 20, 1200, '2026-09-25'], ['篮球赛', 6, 480, 36, 3000, '2026-09-19'], ['求职讲座', 5, 210, 8, 800, '2026-08-28'],
], { phone: '0000-5550111', checked: true })));
byPoppler(blankPdf, statistics('禾西区青联', '竺远岫', '2026年10月12日', [
  ['读书会', 9, 171, 9, 600, '2026-09-12'], ['河道清理', 12, 264, 240, 2400, '2026-09-26'],
], { phone: '0000-5550112', checked: true }), put(STATISTICS, '2026-10-12 禾西区青联.pdf', ''));
put(STATISTICS, '2026-10-13 澄湾区青联.docx', word(STATISTICS, statistics('澄湾区青联', '鄢若棠', '2026-10-13', [
  ['夜校', 24, 720, 24, 4800, '2026-09-29'], ['政策咨询', 8, 96, 8, 0, '2026-09-15'],
], { phone: '0000-5550113', checked: true })));
put(STATISTICS, '2026-10-14 柏岭县青联.xlsx', byLibreOffice(work, statistics('柏岭县青联', '巫小榆', '2026-10-14', [
  ['田间课堂', 11, 187, 11, 1650.5, '2026-09-20'], ['读书会', 4, 60, 4, 300, '2026-07-31'],
], { phone: '0000-5550114', checked: true })));
put(STATISTICS, '2026-10-15 望泽县青联.xfdf', asXfdf(statistics('望泽县青联', '仲雨畦', '2026-10-15', [
  ['放映会', 18, 900, 36, 2700, '2026-09-30'], ['义诊', 3, 141, 30, 450, '2026-06-14'],
], { phone: '0000-5550115' }), { _form: STATISTICS, _version: 1 }));

const SURVEY = 'notices/open-day-survey/survey', survey = blank(SURVEY, 'pdf');
put(SURVEY, '2026-10-08 Q021.pdf', await byPdfjs(fs.readFileSync(survey), {
  no: 'Q021', came: 0, hours: '1.5', 'heard-1': true, 'heard-3': true, best: 0, arrived: '9:40', s_staff: '9', s_wait: '6', s_content: '8',
  wish: '手作桌的剪刀不够分，\n能不能多备两把？', again: true,
}));
const browser = await launchBrowser();
put(SURVEY, '2026-10-09 Q022.pdf', await byChromium(browser, survey, {
  no: 'Q022', came: 2, hours: '3', 'heard-2': true, best: 3, arrived: '14:05', s_staff: '8', s_wait: '7', s_content: '9', again: true,
}));
await browser.close();
put(SURVEY, '2026-10-10 Q023.docx', word(SURVEY, {
  no: 'Q023', 'came-2': true, hours: '2', 'heard-1': true, 'best-2': true, arrived: '10:15', s_staff: '10', s_wait: '5', s_content: '9', 'again-1': true, again: true,
}));
put(SURVEY, '2026-10-10 Q024.xlsx', byLibreOffice(work, {
  no: 'Q024', came: '第一次', hours: '0.5', heard: ['路过'], best: '政策咨询', arrived: '16:30', s_staff: '7', s_wait: '2', s_content: '6', wish: '登记排了二十分钟。', again: true,
}));
put(SURVEY, '2026-10-11 Q025.xfdf', asXfdf({
  no: 'Q025', came: '两三次', hours: '2.5', 'heard-3': true, best: '读书角', arrived: '10:00', s_staff: '9', s_wait: '8', s_content: '8', again: true,
}, { _form: SURVEY, _version: 1 }));
fs.rmSync(work, { recursive: true });
