// form_page.mjs HOMES.html: what form.mjs cannot know of every form, tried on the page of
// site/content/plans/homes/forms/homes.yaml: mistakes and their links, drafts, files that do not
// belong here, undo, the draft in the browser, the keyboard, and what is printed.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { check, judge, launchBrowser, watchPage } from '../browser/common.mjs';

const HARD = '镕喆䶮𠮷😀“引”〔2026〕\'"<&\\\n\n第二行\tTab  两个空格 </script><!--\n末行';
const LONG = '走访了三个社区，面对面谈了场地、经费和人手。'.repeat(160).slice(0, 3000) + '完毕。';
const GOOD = {
  unit: '禾东区青年联合会', term: '2026-09', filled_on: '2026-09-28', name: '贺知远', phone: '0000-5550102',
};

const is = (found, wanted) => (JSON.stringify(found) === JSON.stringify(wanted) ? []
  : `${JSON.stringify(found)}, not ${JSON.stringify(wanted)}`);
const has = (text, part) => (text.includes(part) ? [] : `no “${part}” in “${text}”`);

async function fillGood(page) {
  for (const [name, value] of Object.entries(GOOD)) {
    if (name === 'unit') await page.selectOption('[name=unit]', value);
    else await page.fill(`[name=${name}]`, value);
  }
  await page.check('[name=way][value=走访]');
}

async function download(page, action) {
  const [file] = await Promise.all([page.waitForEvent('download', { timeout: 3000 }), page.click(`[data-action=${action}]`)]);
  return { name: file.suggestedFilename(), json: JSON.parse(fs.readFileSync(await file.path(), 'utf8')) };
}

const alertText = (page) => page.innerText('[role=alert]');
const statusText = (page) => page.innerText('[role=status]');
const value = (page, name) => page.inputValue(`[name="${name}"]`);

async function openText(page, text, name = 'x.json') {
  await page.setInputFiles('[data-action=open]', { name, mimeType: 'application/json', buffer: Buffer.from(text) });
  await page.waitForTimeout(100);
}

async function mistakes(page) {
  await page.click('[data-action=save]');
  const links = await page.$$eval('[role=alert] a', (all) => all.map((a) => a.textContent));
  check('what is required is told with its label', is(links, ['报送单位：请选择', '填表日期：请填写', '姓名：请填写',
    '联系电话：请填写', '活动形式：请选择']));
  check('the list of mistakes has the focus', is(await page.evaluate(() => document.activeElement.getAttribute('role')), 'alert'));
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  check('a link goes to its field by keyboard', is(await page.evaluate(() => document.activeElement.name), 'name'));
  check('the field is marked', is(await page.getAttribute('[name=name]', 'aria-invalid'), 'true'));
  const line = await page.getAttribute('[name=name]', 'aria-describedby');
  check('the mark is described', is(await page.innerText(`[id="${line}"]`), '请填写'));
  await page.keyboard.type('贺知远');
  await page.keyboard.press('Tab');
  check('a mended field loses its mark', is(await page.getAttribute('[name=name]', 'aria-invalid'), null));
  await page.click('[role=alert] a:has-text("活动形式")');
  check('a link goes to the first button of a choice', is(await page.evaluate(() => document.activeElement.value), '座谈'));
}

async function oneMistake(page, name, text, words) {
  await page.fill(`[name="${name}"]`, text);
  await page.click('[data-action=save]');
  check(`${name} “${text.slice(0, 12)}” is refused`, has(await alertText(page), words));
  await page.fill(`[name="${name}"]`, '');
}

async function limits(page) {
  await oneMistake(page, 'n_youth', '12人', '服务人次/青年：“12人”不是整数');
  await oneMistake(page, 'n_youth', '-1', '不能小于 0');
  await oneMistake(page, 'n_youth', '100001', '不能大于 100000');
  await oneMistake(page, 'rate', '101%', '不能大于 100');
  await oneMistake(page, 'mail', '没有', '不像邮箱地址');
  await oneMistake(page, 'work', '字'.repeat(3501), '最多 3500 个字，现在有 3501 个');
  await oneMistake(page, 'name', '𠮷'.repeat(21), '最多 20 个字，现在有 21 个');
  await oneMistake(page, 'staff.2.hours', '8', '工作人员名册 第2行 姓名：这一行填了别的格');
  await page.fill('[name=name]', GOOD.name);
  for (const row of [1, 2, 3]) {
    await page.fill(`[name="staff.${row}.who"]`, '乐一舟');
    await page.fill(`[name="staff.${row}.hours"]`, '41');
  }
  await page.click('[data-action=save]');
  check('a rule over a table', has(await alertText(page), '每周时数合计不能多于 120'));
  for (const row of [1, 2, 3]) {
    await page.fill(`[name="staff.${row}.who"]`, '');
    await page.fill(`[name="staff.${row}.hours"]`, '');
  }
  await page.fill('[name=work]', '有');
  await page.click('[data-action=save]');
  check('a rule over blank numbers', has(await alertText(page), '服务人次就不能都是零'));
  await page.fill('[name=work]', '');
}

async function badDate(page) {
  await page.focus('[name=checked_on]');
  await page.keyboard.type('02312026');
  await page.click('[data-action=save]');
  check('a day that does not exist is told', has(await alertText(page), '审核日期：没有这一天'));
  await page.fill('[name=checked_on]', '');
}

async function saving(page) {
  await page.fill('[name=n_youth]', '１，２３４');
  await page.fill('[name=rate]', '８５％');
  await page.fill('[name=work]', HARD);
  await page.fill('#way-other', '线上');
  await page.check('[name=topics][value=学业辅导]');
  await page.fill('#topics-other', '安全');
  await page.fill('[name="staff.1.who"]', '乐一舟');
  await page.selectOption('[name="staff.1.role"]', '管理员');
  check('full-width digits are narrowed in the field', is([await value(page, 'n_youth'), await value(page, 'rate')], ['1234', '85']));
  const { name, json } = await download(page, 'save');
  check('the file is named by the key', is(name, '青年之家建设情况登记表_禾东区青年联合会_2026-09.json'));
  check('what is saved', is(json, { form: 'plans/homes/homes', version: 2, values: {
    unit: GOOD.unit, term: GOOD.term, filled_on: GOOD.filled_on, name: GOOD.name, phone: GOOD.phone, n_youth: 1234,
    rate: 85, way: '线上', topics: ['学业辅导', '安全'], work: HARD, 'staff.1.who': '乐一舟', 'staff.1.role': '管理员',
    agree: false } }));
  check('saving is told', has(await statusText(page), name));
  check('the mail names unit and term', has(decodeURIComponent(await page.getAttribute('a[data-action=mail]', 'href')),
    'subject=青年之家建设情况登记表 禾东区青年联合会 2026-09&'));
  return json;
}

async function opening(page, json) {
  await openText(page, '﻿' + JSON.stringify(json));
  check('a file is opened, with a byte order mark', is([await value(page, 'work'), await page.inputValue('#way-other'),
    await page.isChecked('[name=topics][data-other]')], [HARD, '线上', true]));
  await openText(page, '{"form": ', '坏.json');
  check('broken JSON', has(await alertText(page), '打不开“坏.json”：它不是本页保存的'));
  await openText(page, '[1]');
  check('JSON of another kind', has(await alertText(page), '里面没有表格的内容'));
  await openText(page, JSON.stringify({ ...json, form: 'plans/x/y' }));
  check('another form', has(await alertText(page), '另一张表（plans/x/y）'));
  check('what was there stays', is(await value(page, 'name'), GOOD.name));
  await openText(page, JSON.stringify({ ...json, version: 1,
    values: { name: '鲍禾苗', old_field: 1, unit: '禾西区青联', way: null, agree: 'x', work: { a: 1 }, season: '雨季', toString: 1 } }));
  const words = await alertText(page);
  check('another version', has(words, '按第 1 版表式填的，现在是第 2 版'));
  check('unknown fields', has(words, 'old_field、toString'));
  check('values that do not fit', [has(words, '同意公开：文件里的“x”填不进'), has(words, '工作开展情况：文件里的“{"a":1}”'),
    has(words, '重点季节：文件里的“雨季”')].flat());
  check('the rest is filled in', is([await value(page, 'name'), await value(page, 'unit'), await value(page, 'work')],
    ['鲍禾苗', '禾西区青年联合会', '']));
  await page.click('[data-action=undo]');
  check('opening can be undone', is([await value(page, 'name'), await value(page, 'work')], [GOOD.name, HARD]));
}

async function drafts(page) {
  await page.fill('[name=n_youth]', '约十人');
  await page.fill('[name=name]', '');
  const { name, json } = await download(page, 'draft');
  check('a draft may have mistakes', is([json.draft, json.values.n_youth, json.values.name], [true, '约十人', undefined]));
  check('a draft says so in its name', has(name, '_草稿.json'));
  await openText(page, JSON.stringify(json));
  check('a draft is opened as it was', is(await value(page, 'n_youth'), '约十人'));
  await page.fill('[name=n_youth]', '');
}

async function clearing(page) {
  page.once('dialog', (dialog) => dialog.dismiss());
  await page.click('[data-action=clear]');
  check('clearing asks first', is(await value(page, 'work'), HARD));
  page.once('dialog', (dialog) => dialog.accept());
  await page.click('[data-action=clear]');
  check('clearing', is([await value(page, 'work'), await value(page, 'unit'), await page.isChecked('[name=way][data-other]')],
    ['', '', false]));
  await page.check('[name=season][value=夏]');
  await page.click('#season [data-action=unset]');
  check('a choice can be taken back', is(await page.$$eval('[name=season]', (all) => all.some((one) => one.checked)), false));
}

async function keeping(page) {
  await page.fill('[name=name]', '不留');
  await page.reload();
  check('nothing is kept unasked', is(await value(page, 'name'), ''));
  await page.check('[data-action=keep]');
  await page.fill('[name=name]', '留下');
  await page.reload();
  check('a draft is kept where asked for', is([await value(page, 'name'), await page.isChecked('[data-action=keep]')], ['留下', true]));
  check('that it was brought back is told', has(await statusText(page), '已恢复'));
  await page.uncheck('[data-action=keep]');
  await page.reload();
  check('and is gone when no longer', is(await value(page, 'name'), ''));
}

async function printing(page) {
  await page.fill('[name=work]', LONG);
  const printed = path.join(os.tmpdir(), `form_page_${process.pid}.txt`);
  await page.emulateMedia({ media: 'print' });
  fs.writeFileSync(printed, await page.innerText('.sheet'));
  const text = fs.readFileSync(printed, 'utf8').replace(/\s/g, '');
  fs.rmSync(printed);
  check('long text is printed in full', has(text, LONG.slice(-500)));
  check('a day has room to be written', has(text, '填表日期*年月日'));
  check('no button and no field is printed', is(await page.$$eval('button, input:not([type=radio], [type=checkbox]), textarea, select',
    (all) => all.filter((one) => one.checkVisibility()).length), 0));
  await page.emulateMedia({ media: 'screen' });
  const height = await page.$eval('[name=work]', (area) => area.scrollHeight - area.clientHeight);
  check('a long answer has room on the screen', is(height, 0));
}

// As Chromium prints it: over pages, none of it lost, the title again on each.
async function paper(page) {
  await page.fill('[name=work]', LONG);
  await page.emulateMedia({ media: null });
  const printed = path.join(os.tmpdir(), `form_page_${process.pid}.pdf`);
  fs.writeFileSync(printed, await page.pdf({ preferCSSPageSize: true }));
  const sheets = execFileSync('pdftotext', [printed, '-'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).split('\f').slice(0, -1)
    .map((sheet) => sheet.replace(/\s/g, ''));
  fs.rmSync(printed);
  const times = (text, part) => text.split(part).length - 1;
  check('3,000 characters take several pages', sheets.length > 2 ? [] : `${sheets.length} pages`);
  check('each page has the title', sheets.every((sheet) => sheet.includes('情况登记表')) ? [] : sheets.map((sheet) => sheet.slice(0, 30)));
  // A sentence may be cut by the end of a page, its marks are not.
  check('no sentence is lost on paper', is(times(sheets.join(''), '。') >= times(LONG, '。'), true));
  check('the last words are printed', has(sheets.join(''), '完毕。'));
}

// Whatever the page itself should try, the browser forbids.
async function forbidden(page) {
  const told = await page.evaluate(async () => {
    const seen = [];
    document.addEventListener('securitypolicyviolation', (event) => seen.push(event.effectiveDirective));
    await fetch('https://elsewhere.example/').catch(() => {});
    new Image().src = 'https://elsewhere.example/a.png';
    const script = document.createElement('script');
    script.textContent = 'document.title = "changed"';
    document.head.append(script);
    await new Promise((done) => { setTimeout(done, 300); });
    return [...seen, document.title];
  });
  for (const what of ['connect-src', 'img-src', 'script-src-elem']) check(`the page may not: ${what}`, has(told.join(' '), what));
  check('a script put into the page does not run', is(told.at(-1) === 'changed', false));
}

await judge('form_page.mjs HOMES.html', 1, async (file) => {
  const browser = await launchBrowser();
  try {
    const page = await (await browser.newContext({ locale: 'en-US' })).newPage();
    page.setDefaultTimeout(6000);
    const seen = watchPage(page, 'file:///');
    await page.goto(pathToFileURL(fs.realpathSync(file)).href);
    await mistakes(page);
    await fillGood(page);
    await limits(page);
    await badDate(page);
    const json = await saving(page);
    await opening(page, json);
    await drafts(page);
    await clearing(page);
    await keeping(page);
    await printing(page);
    await paper(page);
    check('no error', seen.errors);
    check('nothing from the network', seen.remote);
    await forbidden(page);
  } finally {
    await browser.close();
  }
});
