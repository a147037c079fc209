// SPDX-License-Identifier: MIT
// folders.mjs FOLDER: output folders that may not be written, in whole or in part. Root may write
// everywhere, so placard runs as nobody, from a folder that nobody can reach.
import fs from 'node:fs';
import path from 'node:path';
import { badSums, build, contents, differences, finish, installForAll, NOBODY, report, siteFiles, writeSite } from './common.mjs';

const top = installForAll();
const [oldFiles, newFiles] = ['old', 'new'].map((version) => siteFiles(version, 3));
const as = { args: ['-j', '2'], ...NOBODY };

function own(dir) {
  fs.chownSync(dir, NOBODY.uid ?? process.getuid(), NOBODY.gid ?? process.getgid());
}

// A site of the old version, with the new content beside it, all of it nobody's.
async function oldSite(name) {
  const dir = path.join(top, name);
  writeSite(dir, oldFiles);
  own(dir);
  const run = await build(dir, as);
  if (run.code !== 0) throw new Error(run.said);
  writeSite(dir, newFiles);
  return { dir, site: path.join(dir, 'public'), before: contents(path.join(dir, 'public')) };
}

async function refused(name, spoil, { id, status = 3 }) {
  const { dir, site, before } = await oldSite(name);
  const mend = spoil(dir, site);
  const run = await build(dir, as);
  mend();
  const faults = [...(run.code === status ? [] : [`exit ${run.code}`]),
    ...(run.said.includes(`[${id}]`) && run.said.match(/error: /g).length === 1 ? [] : [`it says ${run.said}`]),
    ...(id === 'write-cut' ? [] : differences(contents(site), before))];
  const next = await build(dir, as);
  report(name, [...faults, ...(next.code === 0 ? [] : [`then: exit ${next.code}: ${next.said}`]), ...badSums(site),
    ...fs.readdirSync(dir).filter((one) => one.includes('stage')).map((one) => `${one} is left`)]);
}

function mode(file, bits) {
  const before = fs.statSync(file).mode;
  fs.chmodSync(file, bits);
  return () => fs.chmodSync(file, before);
}

await refused('a site that may not be written', (dir, site) => mode(site, 0o555), { id: 'write-failed' });
await refused('a manifest that may not be read', (dir, site) => mode(path.join(site, 'manifest.sha256'), 0), { id: 'write-failed' });
await refused('a site that may not be listed', (dir, site) => mode(site, 0o300), { id: 'write-failed' });
await refused('a folder of the site that may not be written', (dir, site) => mode(path.join(site, 'plans/branches'), 0o555), { id: 'write-cut' });
await refused('a stale page that may not be removed', (dir, site) => mode(path.join(site, 'gone/deep'), 0o555), { id: 'write-cut' });
await refused('neither the site nor what it lies in may be written', (dir, site) => {
  const mends = [mode(site, 0o555), mode(dir, 0o555)];
  return () => mends.forEach((mend) => mend());
}, { id: 'write-failed' });

// Where only the site itself may be written, the staging folder lies in it.
{
  const { dir, site } = await oldSite('only the site may be written');
  const mend = mode(dir, 0o555);
  const run = await build(dir, as);
  const faults = [...(run.code === 0 ? [] : [`exit ${run.code}: ${run.said}`]), ...badSums(site)];
  if (fs.existsSync(path.join(site, '.placard-stage'))) faults.push('the staging folder is left');
  // What a first build leaves there when it is killed does not make the folder somebody else's.
  fs.rmSync(site, { recursive: true });
  fs.mkdirSync(path.join(site, '.placard-stage/plans'), { recursive: true });
  own(site);
  own(path.join(site, '.placard-stage'));
  own(path.join(site, '.placard-stage/plans'));
  const next = await build(dir, as);
  mend();
  faults.push(...(next.code === 0 ? badSums(site) : [`then exit ${next.code}: ${next.said}`]));
  if (fs.existsSync(path.join(site, '.placard-stage'))) faults.push('what was left is still there');
  report('only the site may be written', faults);
}
fs.rmSync(top, { recursive: true, force: true });
finish();
