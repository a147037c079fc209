// SPDX-License-Identifier: MIT
// once.mjs FOLDER: a site of 100 forms, made by several workers at once: the font that forms embed is
// made and kept once, each PDF holds it, and none is larger than it may be.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { build, buildLibrary, contents, finish, formFiles, home, report, siteFiles, writeSite } from './common.mjs';

const FORMS = 100, ENTRIES = 10, WORKERS = 4;
const LEAST = 1e6, MOST = 1.8e6; // bytes of a PDF with the font of all that GBK has

buildLibrary();
const dir = path.join(home, 'forms');
const files = siteFiles('new', 1), [[, form]] = Object.entries(formFiles());
for (let i = 0; i < ENTRIES; i += 1) files[`content/plans/many-${i}/index.md`] = `---\ntitle: 第${i}个方案\n---\n`;
for (let i = 0; i < FORMS; i += 1) files[`content/plans/many-${i % ENTRIES}/forms/form-${i}.yaml`] = form.replace(/^title: .*$/m, `title: 第${i}张表`);
writeSite(dir, files);
fs.rmSync(path.join(dir, '.placard'), { recursive: true, force: true });

// TrueType faces alone, none of which is cut, and a cache of fontconfig's own that is full: then nothing else is kept.
const config = path.join(home, 'fonts.conf');
fs.writeFileSync(config, `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>/usr/share/fonts/truetype</dir><cachedir>${path.resolve(home)}/fontcache</cachedir></fontconfig>`);
process.env.FONTCONFIG_FILE = path.resolve(config);
execFileSync('fc-cache', ['-r']);

const args = ['-j', String(WORKERS)];
// What workers rename is what they keep in the cache: the site's files are the first process's.
const kept = (run) => run.counts.slice(1).reduce((sum, one) => sum + one.rename, 0);
const cold = await build(dir, { args, fault: '' });
const cache = path.join(dir, '.placard');
const fonts = () => fs.readdirSync(cache).filter((name) => name.includes('formfont'));
report('the font is made once', [cold.code !== 0 && cold.said, kept(cold) !== 1 && `kept ${kept(cold)} times`,
  fonts().length !== 1 && fonts().join(' ')].filter(Boolean));
const out = path.join(dir, 'public');
const sizes = [...contents(out).keys()].filter((name) => /\/forms\/.*\.pdf$/.test(name)).map((name) => fs.statSync(path.join(out, name)).size);
report('each form holds it, and is no larger than it may be', [sizes.length !== FORMS && `${sizes.length} forms`,
  ...sizes.filter((size) => size < LEAST || size > MOST)].filter(Boolean));
const warm = await build(dir, { args, fault: '' });
report('it is found again', [warm.code !== 0 && warm.said, kept(warm) !== 0 && `kept ${kept(warm)} times`].filter(Boolean));
finish();
