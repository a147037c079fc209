// axe.mjs DIR: every HTML page of DIR as a reader without a server sees it, over
// file://, wide and narrow, light and dark. Fails on a violation of axe-core, on a
// console or script error, on anything asked of the network, and on sideways
// scrolling of the narrow page.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { check, findFiles, judge, launchBrowser, note, watchPage } from './common.mjs';

const AXE = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const WIDE = { width: 1280, height: 800 };
const NARROW = { width: 375, height: 800 };
const SCHEMES = ['light', 'dark'];

// Lazy pictures below the fold would otherwise never be asked for, so that a
// missing or a remote one went unseen; the same goes for hints to connect early,
// which open connections without a request. Runs in the page.
async function settle() {
  for (const lazy of document.querySelectorAll('[loading=lazy]')) lazy.loading = 'eager';
  await document.fonts.ready;
  await Promise.all([...document.images].map((image) => image.decode().catch(() => {})));
  return [...document.querySelectorAll('link[rel~=preconnect], link[rel~=dns-prefetch]')]
    .map((link) => link.href);
}

// Runs in the page.
function sidewaysFaults(width) {
  const root = document.documentElement;
  if (root.scrollWidth <= width) return [];
  const widest = [...document.body.querySelectorAll('*')]
    .filter((element) => element.getBoundingClientRect().right > width + 0.5)
    .slice(-1)
    .map((element) => element.outerHTML.slice(0, 80));
  return [`page is ${root.scrollWidth} px wide, ${widest[0] ?? 'by the page itself'}`];
}

async function audit(page) {
  await page.evaluate(AXE);
  const result = await page.evaluate(() => window.axe.run(document, {
    resultTypes: ['violations', 'incomplete'],
    // It would fetch the style sheets, which file:// forbids; no rule here needs their text.
    preload: false,
  }));
  // Without a single rule passed or failed axe did not look at the page.
  if (result.passes.length + result.violations.length === 0) throw new Error('axe found no rule to apply');
  return {
    violations: result.violations.map((violation) => {
      const [first] = violation.nodes;
      return `${violation.id} (${violation.impact}, ${violation.nodes.length}x): ${violation.help}, `
        + `first ${first.target.join(' ')} ${first.html.slice(0, 120)}`;
    }),
    undecided: result.incomplete.map((rule) => `${rule.id} ${rule.nodes.length}x`),
  };
}

// One context for both schemes of a width, since a new page costs more time than
// the audit; each scheme still loads the page anew, for scripts that read it then.
async function lookAtWidth(browser, root, file, viewport) {
  const narrow = viewport === NARROW;
  const context = await browser.newContext({
    viewport,
    // As a phone lays it out: a page without <meta name=viewport> then is 980 px wide.
    isMobile: narrow,
    // A colour half-way through a transition would be measured as the colour.
    reducedMotion: 'reduce',
  });
  const looks = [];
  try {
    const page = await context.newPage();
    const seen = watchPage(page, pathToFileURL(root + path.sep).href);
    for (const colorScheme of SCHEMES) {
      await page.emulateMedia({ colorScheme });
      await page.goto(pathToFileURL(path.join(root, file)).href);
      const hints = await page.evaluate(settle);
      const sideways = narrow ? await page.evaluate(sidewaysFaults, NARROW.width) : [];
      looks.push({ view: `${viewport.width} ${colorScheme}`, sideways, hints, ...await audit(page) });
    }
    return looks.map((one) => ({ ...one, errors: seen.errors, remote: [...seen.remote, ...one.hints] }));
  } finally {
    await context.close();
  }
}

async function lookAt(browser, root, file) {
  return [
    ...await lookAtWidth(browser, root, file, WIDE),
    ...await lookAtWidth(browser, root, file, NARROW),
  ];
}

function report(file, looks) {
  for (const { view, violations, undecided } of looks) {
    check(`axe ${file} ${view}`, violations);
    if (undecided.length) note(`axe could not decide, ${file} ${view}: ${undecided.join(', ')}`);
  }
  const all = (key) => [...new Set(looks.flatMap((seen) => seen[key]))];
  check(`no error in ${file}`, all('errors'));
  check(`nothing from outside in ${file}`, all('remote'));
  check(`no sideways scrolling in ${file}`, all('sideways'));
}

await judge('axe.mjs DIR', 1, async (dir) => {
  const root = fs.realpathSync(dir);
  const files = findFiles(root, /\.html$/);
  const browser = await launchBrowser();
  try {
    // One after the other: more at a time was no faster, the browser is the brake.
    for (const file of files) {
      // The page of an old address sends the browser away at once; where to is what counts.
      const [, target] = fs.readFileSync(path.join(root, file), 'utf8').match(/http-equiv="refresh" content="0; url=([^"]+)"/) ?? [];
      if (target) {
        const there = path.join(root, path.dirname(file), decodeURI(target));
        check(`${file} leads on`, fs.existsSync(there) ? '' : `${target} is not there`);
        continue;
      }
      try {
        report(file, await lookAt(browser, root, file));
      } catch (error) {
        // A page that cannot be looked at is its own fault, not the end of the run.
        check(`look at ${file}`, error.message);
      }
    }
  } finally {
    await browser.close();
  }
});
