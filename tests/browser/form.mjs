// form.mjs FORM.html [VALUES.json]: a person fills the form from file://, saves it,
// opens the saved file on another day, and sends it by mail.
//
// What the page promises, named here alone so that it is easy to follow the page:
//   [data-action=save]                   downloads {"form", "version", "values"}
//   input[type=file][data-action=open]   reads such a file back into the fields
//   a[data-action=mail]                  a mailto: link with a subject
//   [role=alert]                         says in words what keeps the form from saving
// VALUES.json ({"name": "text"}) replaces the sample of a field whose rules the
// samples below cannot know; without it, samples/FORM.json does, where there is one.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { check, judge, launchBrowser, note, watchPage } from './common.mjs';
import { FIELDS, describeField, fillForm, readFields } from './fields.mjs';

const SAVE = '[data-action=save]';
const OPEN = 'input[type=file][data-action=open]';
const MAIL = 'a[data-action=mail]';
const WAIT = 3000;

const alerts = (page) => page.$$eval('[role=alert]', (list) =>
  list.filter((one) => one.checkVisibility()).map((one) => one.innerText).join(' ').trim());

async function pressSave(page) {
  try {
    const [download] = await Promise.all([
      page.waitForEvent('download', { timeout: WAIT }), page.click(SAVE),
    ]);
    return { file: await download.path(), name: download.suggestedFilename() };
  } catch (error) {
    throw new Error(`save gave no file, the page says "${await alerts(page)}" (${error.message.split('\n')[0]})`);
  }
}

// A number may be stored as a number; all else must come back as it was typed.
function same(stored, filled) {
  if (typeof stored === 'number') return String(stored) === filled || stored === Number(filled);
  return JSON.stringify(stored) === JSON.stringify(filled);
}

const differences = (values, filled) => Object.keys(filled)
  .filter((name) => !same(values[name], filled[name]))
  .map((name) => `${name} is ${JSON.stringify(values[name])}, not ${JSON.stringify(filled[name])}`);

function readReturn(file) {
  // Fatal and with the mark kept: neither wrong bytes nor a byte order mark are JSON.
  const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(fs.readFileSync(file));
  return JSON.parse(text);
}

function returnFaults(json) {
  return [
    Object.keys(json).join() !== 'form,version,values' && `its keys are ${Object.keys(json)}`,
    !(typeof json.form === 'string' && json.form) && `form is ${JSON.stringify(json.form)}`,
    !(Number.isInteger(json.version) && json.version > 0) && `version is ${JSON.stringify(json.version)}`,
  ];
}

function mailFaults(href) {
  // Read as mail programs do, for which + is no blank.
  const subject = /[?&]subject=([^&]*)/i.exec(href ?? '');
  if (!href?.startsWith('mailto:')) return [`its address is ${href}`];
  if (!subject) return [`no subject in ${href}`];
  return [!/\p{L}/u.test(decodeURIComponent(subject[1])) && `the subject is "${subject[1]}"`];
}

await judge('form.mjs FORM.html [VALUES.json]', 1, async (formFile, samplesFile) => {
  const own = path.join(path.dirname(fileURLToPath(import.meta.url)), 'samples', `${path.basename(formFile, '.html')}.json`);
  const values = samplesFile ?? (fs.existsSync(own) ? own : undefined);
  const samples = values ? JSON.parse(fs.readFileSync(values, 'utf8')) : {};
  const file = fs.realpathSync(formFile);
  const label = path.basename(file);
  const browser = await launchBrowser();
  const seen = [];
  // Each time a new context, so that a draft kept by the browser helps nobody.
  const openPage = async () => {
    const page = await (await browser.newContext()).newPage();
    page.setDefaultTimeout(2 * WAIT);
    // The page may use the site's assets, which lie in a folder not known here.
    seen.push(watchPage(page, 'file:///'));
    await page.goto(pathToFileURL(file).href);
    return page;
  };
  try {
    const page = await openPage();
    const filled = await fillForm(page, samples);
    const unset = Object.keys(filled).filter((name) => String(filled[name] || '') === '');
    check(`${label} takes values`, Object.keys(filled).length ? unset.map((name) => `${name} stays empty`) : 'no field to fill');

    const saved = await pressSave(page);
    const json = readReturn(saved.file);
    check(`${label} saves form, version and values`, returnFaults(json));
    check(`${label} saves a .json file`, /^[^/\\]+\.json$/.test(saved.name) ? [] : `it is named ${saved.name}`);
    check(`${label} saves what was typed`, differences(json.values ?? {}, filled));
    check(`${label} sends by mail`, mailFaults(await page.getAttribute(MAIL, 'href')));

    const later = await openPage();
    const fresh = await later.evaluate(readFields, FIELDS);
    check(`${label} starts empty`, Object.keys(filled)
      .filter((name) => same(fresh[name], filled[name])).map((name) => `${name} has its value before the file is opened`));
    await later.setInputFiles(OPEN, saved.file);
    const reopened = () => later.evaluate(readFields, FIELDS);
    for (let waited = 0; waited < WAIT && differences(await reopened(), filled).length; waited += 100) {
      await later.waitForTimeout(100);
    }
    check(`${label} opens what it saved`, differences(await reopened(), filled));
    const again = readReturn((await pressSave(later)).file);
    check(`${label} saves the opened file unchanged`,
      JSON.stringify(again) === JSON.stringify(json) ? [] : JSON.stringify(again));

    const described = await Promise.all((await page.$$(FIELDS)).map((handle) => handle.evaluate(describeField)));
    const required = [...new Set(described.filter((field) => field.required).map((field) => field.name))];
    if (!required.length) check(`${label} asks for what is required`, 'no field is marked required');
    for (const name of required) {
      const lacking = await openPage();
      let downloads = 0;
      lacking.on('download', () => { downloads += 1; });
      await fillForm(lacking, samples, name);
      const before = await alerts(lacking);
      await lacking.click(SAVE);
      // Also the time in which a file that must not come would come.
      await lacking.waitForTimeout(500);
      const words = await alerts(lacking);
      note(`without ${name}: ${words}`);
      check(`${label} asks for ${name}`, [
        downloads > 0 && 'it was saved all the same',
        !/\p{L}{2}/u.test(words) && 'no message in words in a role=alert',
        before !== '' && before === words && 'the message stood there before',
      ]);
    }
    check(`${label} makes no error`, seen.flatMap((one) => one.errors));
    check(`${label} asks nothing of the network`, seen.flatMap((one) => one.remote));
  } finally {
    await browser.close();
  }
});
