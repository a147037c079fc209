// SPDX-License-Identifier: MIT
// kill.mjs FOLDER [SEED]: 100 builds into the site of an older version, each killed. After each every
// file of the site is whole, and the next build makes what a build into an empty folder makes.
import fs from 'node:fs';
import path from 'node:path';
import {
  badSums, bothManifests, build, buildLibrary, contents, differences, finish, home, inParallel, mustBuild,
  random, report, restore, siteFiles, torn, writeSite,
} from './common.mjs';

const KILLS = 100;
const RENAMING = 60; // of these die at a rename; 50 are asked for
const REMOVING = 10; // and these when what is stale is removed
const INTO_NOTHING = 20; // more, where there is no older site
const ENTRIES = 24;
const WORKERS = 2;
const seed = Number(process.argv[3] || Date.now() % 1e9);

buildLibrary();
const chance = random(seed);
const args = ['-j', String(WORKERS)];
const [oldDir, newDir] = ['old', 'new'].map((name) => path.join(home, name, 'public'));
for (const version of ['old', 'new']) {
  writeSite(path.join(home, version), siteFiles(version, ENTRIES));
  await mustBuild(path.join(home, version), { args });
}
const [oldSite, newSite] = [oldDir, newDir].map(contents);
const manifests = bothManifests(oldDir, newDir);

// A folder with the new content and the old site.
function fresh(name) {
  const dir = path.join(home, name);
  writeSite(dir, siteFiles('new', ENTRIES));
  restore(dir, oldDir);
  return dir;
}

// An undisturbed build into the old site: how long it takes, what it calls.
const whole = fresh('whole');
const began = performance.now();
const run = await build(whole, { args, fault: '' });
let took = performance.now() - began;
const calls = run.counts[0];
report('undisturbed', [
  ...(run.code === 0 && !run.said ? [] : [`exit ${run.code}: ${run.said}`]),
  ...differences(contents(path.join(whole, 'public')), newSite)]);

function howToKill(i) {
  if (i >= KILLS && i % 2) return { fault: `0 ${['mkdir', 'write', 'rename'][chance(3)]} 1 ${chance(2) ? 'before' : 'after'}` };
  if (i < RENAMING) return { fault: `0 rename ${1 + chance(calls.rename)} ${chance(2) ? 'before' : 'after'}` };
  if (i < RENAMING + REMOVING) {
    const call = chance(2) ? 'unlink' : 'rmdir';
    return { fault: `0 ${call} ${1 + chance(calls[call])} ${chance(2) ? 'before' : 'after'}` };
  }
  return { clock: chance(1e6) / 1e6 * took };
}

// Workers die with their parent: else they would write into what the next build makes.
function orphans(dir) {
  return fs.readdirSync('/proc').filter((pid) => {
    try {
      return /^\d+$/.test(pid) && fs.readlinkSync(`/proc/${pid}/cwd`) === dir
        && !fs.readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
    } catch {
      return false; // gone, or not ours
    }
  }).map((pid) => ({ pid: Number(pid), text: `process ${pid} outlives its parent` }));
}

let [killed, renaming, quiet] = [0, 0, 0];
const bad = [];
async function one(i, lane) {
  const dir = fresh(`lane-${lane}`);
  const how = howToKill(i);
  if (i >= KILLS) restore(dir);
  const site = path.join(dir, 'public');
  const run = await build(dir, { args, fault: '', ...how });
  if (run.signal !== 'SIGKILL') {
    // It was done before its time came: another goes in its place, with less time.
    if (how.clock !== undefined) took = Math.min(took, how.clock);
    quiet += 1;
    if (quiet > 3 * KILLS) throw new Error('too many builds end before they are killed');
    return one(i, lane);
  }
  killed += 1;
  const renamed = run.counts[0]?.rename || 0;
  // At the first rename before it is done nothing has changed, after the last all.
  const first = renamed === 1 && how.fault?.endsWith('before');
  const last = renamed === calls.rename && !how.fault?.endsWith('before');
  if (i < KILLS && renamed && !first && !last) renaming += 1;
  const faults = torn(contents(site), oldSite, newSite, manifests);
  const next = await build(dir, { args });
  if (next.code !== 0 || next.said) faults.push(`the next build: exit ${next.code}: ${next.said}`);
  faults.push(...differences(contents(site), newSite), ...badSums(site), ...orphans(dir).map(({ text }) => text));
  faults.push(...fs.readdirSync(dir).filter((name) => name.includes('stage')).map((name) => `${name} is left`));
  if (faults.length) bad.push(`${how.fault || `after ${how.clock} ms`}: ${faults.slice(0, 3).join(', ')}`);
}
await inParallel(Array.from({ length: KILLS + INTO_NOTHING }, (_, i) => i), one);

// A worker that is at a page for ever when its parent is killed ends too. The first process of the parent's reads the
// history, the second is a worker.
async function dieTogether() {
  const dir = fresh('stalled');
  const run = await build(dir, { args, fault: '2 write 1 stall', killAfter: 1000 });
  await new Promise((resolve) => setTimeout(resolve, 300));
  const left = orphans(dir);
  left.forEach(({ pid }) => process.kill(pid, 'SIGKILL'));
  return [...(run.signal && run.counts[2]?.hits ? [] : ['no worker stood still']), ...left.map(({ text }) => text)];
}

console.log(`# seed ${seed}: ${killed} killed, ${renaming} of them while files were renamed; ${quiet} ended too soon`);
report(`${KILLS} kills, and ${INTO_NOTHING} where there was no site`, bad);
report('workers die with their parent', await dieTogether());
report('50 of them while files were renamed', renaming >= 50 ? [] : [`${renaming}`]);
finish();
