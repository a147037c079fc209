// SPDX-License-Identifier: MIT
// inject.mjs FOLDER [SEED]: builds into the site of an older version, in each of which one call of
// the system or of malloc fails. The build fails with status 3, one message and the old site as it
// was, or the failure did no harm and the site is the new one; it never crashes. FAULTS=N tries N
// calls of each kind that a process makes instead of a few; all renames and mkdirs are tried always.
import fs from 'node:fs';
import { constants } from 'node:os';
import path from 'node:path';
import {
  badSums, bothManifests, build, buildLibrary, contents, differences, finish, formFiles, home, inParallel, mustBuild,
  random, report, restore, siteFiles, torn, writeSite,
} from './common.mjs';

const ENTRIES = 5;
const FEW = Number(process.env.FAULTS || 20);
const seed = Number(process.argv[3] || 1);
const MEMORY = ['ENOMEM', 'ENOMEM+']; // once, and from then on
const HOW = {
  malloc: MEMORY, calloc: MEMORY, realloc: MEMORY, mmap: MEMORY,
  fork: ['EAGAIN'], pipe: ['EMFILE', 'EMFILE+'], open: ['EACCES', 'EIO', 'EMFILE+', 'ENOSPC'], opendir: ['EACCES', 'EIO'],
  read: ['EIO'], write: ['ENOSPC', 'EIO', 'ENOSPC+'], close: ['EIO', 'ENOSPC+'], mkdir: ['ENOSPC', 'EACCES'],
  rename: ['EACCES', 'EIO', 'ENOSPC+'], unlink: ['EACCES', 'EIO'], rmdir: ['EACCES'], realpath: ['ENOMEM'],
};
const ALL = ['rename', 'mkdir', 'fork', 'pipe', 'unlink', 'rmdir'];
// What cannot be read is told as a fault of the content, and with what follows from it.
const READS = ['open', 'opendir', 'read'];
const args = ['-j', '1']; // so that each process makes the same calls each time
const chance = random(seed);

buildLibrary();

// A site in its old version, or none, and the one that is built into it.
async function scene(name, oldFiles, newFiles) {
  const [oldDir, newDir, quiet] = ['old', 'new', 'quiet'].map((one) => path.join(home, name, one));
  if (oldFiles) {
    writeSite(oldDir, oldFiles);
    await mustBuild(oldDir, { args });
  }
  writeSite(newDir, newFiles);
  await mustBuild(newDir, { args });
  const s = { name, oldDir: oldFiles && path.join(oldDir, 'public') };
  s.oldSite = contents(path.join(oldDir, 'public'));
  s.newSite = contents(path.join(newDir, 'public'));
  s.manifests = bothManifests(s.oldDir, path.join(newDir, 'public'));
  writeSite(quiet, newFiles);
  await mustBuild(quiet, { args }); // so that what it keeps between runs is there
  restore(quiet, s.oldDir);
  const run = await build(quiet, { args, fault: '' });
  s.counts = run.counts;
  report(`${name} undisturbed`, [...(run.code === 0 && !run.said ? [] : [run.said]), ...differences(contents(path.join(quiet, 'public')), s.newSite)]);
  return s;
}

// In each process some calls of each kind, one of each stretch, so that they lie all over the run.
function casesOf(s, few) {
  return s.counts.flatMap((counts, process) => Object.entries(HOW).flatMap(([call, hows]) => {
    const total = counts[call];
    const n = ALL.includes(call) || total <= few ? total : Math.ceil(few);
    return Array.from({ length: n }, (_, i) => {
      const from = Math.floor((i * total) / n);
      const to = Math.floor(((i + 1) * total) / n);
      const how = hows[i % hows.length].replace(/E\w+/, (name) => constants.errno[name]);
      return { scene: s, call, process, fault: `${process} ${call} ${1 + from + chance(to - from)} ${how}` };
    });
  }));
}

async function nextBuild(dir, { newSite }) {
  const next = await build(dir, { args });
  const site = path.join(dir, 'public');
  return [...(next.code === 0 ? [] : [`the next build: exit ${next.code}: ${next.said}`]),
    ...differences(contents(site), newSite).map((one) => `after the next build ${one}`), ...badSums(site),
    ...fs.readdirSync(dir).filter((name) => name.includes('stage')).map((name) => `${name} is left`)];
}

async function judge(run, dir, { call, scene: { oldSite, newSite, manifests } }) {
  const found = contents(path.join(dir, 'public'));
  if (run.code === 0) return [...(run.said ? [`it says ${run.said}`] : []), ...differences(found, newSite)];
  const faults = [];
  const reads = READS.includes(call);
  const messages = (run.said.match(/(^|: )error: /gm) || []).length;
  if (run.code !== 3 && !(run.code === 1 && reads)) faults.push(`exit ${run.signal || run.code}`);
  if (messages !== 1 && !(messages && reads)) faults.push(`${messages} messages: ${run.said}`);
  // Memory may also be gone when all is in its place.
  const done = run.said.includes('[out-of-memory]') && !differences(found, newSite).length;
  const changed = done ? [] : differences(found, oldSite);
  if (changed.length) faults.push(...torn(found, oldSite, newSite, manifests));
  if ((changed.length > 0) !== run.said.includes('[write-cut]')) faults.push(`it says ${run.said}, and the site: ${changed}`);
  const left = fs.readdirSync(dir).some((name) => name.includes('stage'));
  if (left && !run.said.includes('[out-of-memory]')) faults.push('a staging folder is left');
  return changed.length || left ? [...faults, ...await nextBuild(dir, { newSite })] : faults;
}

const tally = {};
async function tryOne(one, lane) {
  const { name, oldDir } = one.scene;
  const dir = path.join(home, name, `lane-${lane}`);
  if (!fs.existsSync(dir)) fs.cpSync(path.join(home, name, 'quiet'), dir, { recursive: true });
  restore(dir, oldDir);
  const run = await build(dir, { args, fault: one.fault });
  const group = (tally[`${name}, ${one.call} fails`] ||= { tried: 0, harmless: 0, spared: 0, bad: [] });
  // How often a process reads is a matter of chance.
  if (!run.counts[one.process]?.hits) {
    group.spared += 1;
    return;
  }
  const faults = await judge(run, dir, one);
  group.tried += 1;
  group.harmless += run.code === 0;
  if (faults.length) group.bad.push(`${one.fault}: ${faults.slice(0, 3).join(', ')}`);
}

const [oldFiles, newFiles] = ['old', 'new'].map((version) => siteFiles(version, ENTRIES));
const pages = await scene('pages', oldFiles, newFiles);
const forms = await scene('forms', oldFiles, { ...newFiles, ...formFiles() });
const fresh = await scene('fresh', undefined, newFiles);
await inParallel([...casesOf(pages, FEW), ...casesOf(forms, FEW / 2), ...casesOf(fresh, FEW / 2)], tryOne);
for (const [name, { tried, harmless, spared, bad }] of Object.entries(tally)) {
  report(`${name}, ${tried} times`, tried > spared ? bad : ['it was seldom tried']);
  console.log(`# ${harmless} of them did no harm`);
}
finish();
