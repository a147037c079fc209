// timeline.mjs FOLDER: pictures of phases that are hard to draw (twelve titles of twenty characters, three days beside
// a year, one day, open ends, ten years, a letter or two, no phase with days), measured in Chromium at 375 and 1280
// pixels, dark, and as printed: no text lies on another or beyond the picture, no bar beyond it or thinner than can be
// seen, texts stand out from what they lie on, and the page is no wider than the window.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { check, judge, launchBrowser } from './common.mjs';

const PLACARD = path.resolve(process.env.PLACARD || 'build/debug/placard');
const long = (i) => `${'一二三四五六七八九十甲乙'[i]}至基层支部逐个走访听取青年意见建议并记录`.slice(0, 20);
const month = (i) => `2026-${String(i + 1).padStart(2, '0')}`;

const PLANS = {
  twelve: { phases: Array.from({ length: 12 }, (_, i) => ({ title: long(i), period: month(i), motto: '先听完再开口' })) },
  uneven: { phases: [{ title: '全年推进', period: '2026' }, { title: '集中三天把全部门牌换成新的并拍照', period: '2026-12-29/2026-12-31' },
    { title: '动员', period: '2026-01-01/2026-01-03' }] },
  day: { phases: [{ title: '只有一天的阶段', period: '2026-03-05/2026-03-05' }] },
  open: { phases: [{ title: '从那时起', period: '2026-03/' }, { title: '到那时止', period: '/2026-09' }] },
  decade: { phases: [{ title: '前五年', period: '2020/2024' }, { title: '后五年', period: '2025/2029' }] },
  week: { phases: [{ title: '第一周', period: '2026-06-29/2026-07-05' }, { title: '第二周', period: '2026-07-06/2026-07-12' }] },
  latin: { phases: [{ title: 'Preparation and consultation with WWWWW', period: '2026-05/2026-06' }, { title: 'Q', period: '2026-07' }] },
  // The day of the build at either end of the axis, where its label must turn.
  first: { phases: [{ title: '从今天起', period: '2026-06-15/2026-12-31' }] },
  last: { phases: [{ title: '到今天止', period: '2026-01-01/2026-06-15' }] },
};

function makeSite(dir) {
  const put = (name, text) => {
    fs.mkdirSync(path.dirname(path.join(dir, name)), { recursive: true });
    fs.writeFileSync(path.join(dir, name), text);
  };
  put('content/site.yaml', 'title: 青禾市青年联合会\n');
  put('content/plans/_index.md', '---\ntitle: 方案\nkind: plan\n---\n');
  for (const [name, { phases }] of Object.entries(PLANS)) {
    put(`content/plans/${name}/index.md`, `---\ntitle: ${name}\n---\n\n{{schedule}}\n`);
    put(`content/plans/${name}/schedule.yaml`, JSON.stringify({ phases: phases.map((phase, i) => ({ id: `p${i + 1}`, ...phase })) }));
  }
  const run = spawnSync(PLACARD, ['build', '-q', '-C', dir, '--as-of', '2026-06-15'], { encoding: 'utf8' });
  if (run.status !== 0) throw new Error(run.stderr);
}

// Runs in the page: what the pictures measure.
function measure() {
  const box = (el) => { const r = el.getBoundingClientRect(); return { x: r.left, y: r.top, r: r.right, b: r.bottom, text: el.textContent }; };
  // The box of a text has the room that its face keeps above and below the signs; these are as high as the type.
  const inked = (el) => {
    const all = box(el), spare = (all.b - all.y - parseFloat(getComputedStyle(el).fontSize)) / 2;
    return { ...all, y: all.y + spare, b: all.b - spare };
  };
  const rgb = (css) => (css.match(/[\d.]+/g) || [0, 0, 0]).map(Number);
  const shine = ([r, g, b]) => [r, g, b].map((c) => c / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = (el) => {
    for (let at = el; at; at = at.parentElement) {
      const color = rgb(getComputedStyle(at).backgroundColor);
      if (color.length === 3 || color[3] > 0) return color;
    }
    return [255, 255, 255];
  };
  const contrast = (a, b) => { const [hi, lo] = [shine(a), shine(b)].sort((p, q) => q - p); return (hi + 0.05) / (lo + 0.05); };
  return {
    wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    pictures: [...document.querySelectorAll('svg.timeline, .view-schedule svg')].map((svg) => ({
      box: box(svg),
      texts: [...svg.querySelectorAll('text')].map(inked),
      bars: [...svg.querySelectorAll('.tl-bar')].map(box),
      tracks: [...svg.querySelectorAll('.tl-track')].map(box),
      contrast: [...svg.querySelectorAll('text')].map((t) => contrast(rgb(getComputedStyle(t).fill), ground(svg))),
      title: svg.querySelector('title')?.textContent, desc: svg.querySelector('desc')?.textContent, role: svg.getAttribute('role'),
    })),
  };
}

const EDGE = 0.6; // of a pixel: what rounding may add
function faultsOf({ wide, pictures }, phases) {
  const faults = [];
  if (wide > 0) faults.push(`the page is ${wide} pixels wider than the window`);
  if (pictures.length !== 1) return [...faults, `${pictures.length} pictures`];
  const [{ box, texts, bars, tracks, contrast, title, desc, role }] = pictures;
  texts.forEach((t, i) => {
    if (t.x < box.x - EDGE || t.r > box.r + EDGE || t.y < box.y - EDGE || t.b > box.b + EDGE) faults.push(`“${t.text}” lies beyond the picture`);
    if (contrast[i] < 4.5) faults.push(`“${t.text}” has a contrast of ${contrast[i].toFixed(1)}`);
    for (const u of texts.slice(i + 1))
      if (t.x < u.r - EDGE && u.x < t.r - EDGE && t.y < u.b - EDGE && u.y < t.b - EDGE) faults.push(`“${t.text}” lies on “${u.text}”`);
    for (const bar of bars)
      if (t.x < bar.r - EDGE && bar.x < t.r - EDGE && t.y < bar.b - EDGE && bar.y < t.b - EDGE) faults.push(`“${t.text}” lies on a bar`);
  });
  for (const bar of bars) {
    if (bar.x < box.x - EDGE || bar.r > box.r + EDGE) faults.push('a bar lies beyond the picture');
    if (bar.r - bar.x < 3) faults.push('a bar is too thin to be seen');
  }
  if (tracks.length !== phases.length || bars.length !== phases.length) faults.push(`${bars.length} bars for ${phases.length} phases`);
  if (!title || role !== 'img' || !phases.every((phase) => desc?.includes(phase.title))) faults.push('title or description says not all');
  return faults;
}

await judge('timeline.mjs FOLDER', 1, async (folder) => {
  const dir = path.join(path.resolve(folder), 'timeline');
  makeSite(dir);
  const browser = await launchBrowser();
  for (const look of [{ width: 375 }, { width: 1280 }, { width: 375, dark: true }, { width: 1280, dark: true }, { width: 794, print: true }]) {
    const page = await browser.newPage({ viewport: { width: look.width, height: 900 }, colorScheme: look.dark ? 'dark' : 'light' });
    if (look.print) await page.emulateMedia({ media: 'print' });
    for (const [name, { phases }] of Object.entries(PLANS)) {
      await page.goto(pathToFileURL(path.join(dir, 'public/plans', name, 'index.html')).href);
      check(`${name} at ${look.width}${look.dark ? ', dark' : ''}${look.print ? ', printed' : ''}`, faultsOf(await page.evaluate(measure), phases));
    }
    await page.close();
  }
  await browser.close();
});
