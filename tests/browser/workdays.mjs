// workdays.mjs DIR: every day of China's years 2019 to 2025, moved off its rest days both ways, against chinese-days,
// which keeps what the State Council announced.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import chineseDays from 'chinese-days';
import { check, judge } from './common.mjs';

const PLACARD = path.resolve(process.env.PLACARD || 'build/debug/placard');
const FIRST = '2019-01-01', LAST = '2025-12-31';
const plus = (day, n) => new Date(Date.parse(day) + n * 864e5).toISOString().slice(0, 10);
const isWeekend = (day) => [0, 6].includes(new Date(day).getUTCDay());

const days = [];
for (let day = FIRST; day <= LAST; day = plus(day, 1)) days.push(day);

await judge('workdays.mjs DIR', 1, (folder) => {
  const dir = path.join(folder, 'workdays-site');
  const put = (name, text) => {
    fs.mkdirSync(path.dirname(path.join(dir, name)), { recursive: true });
    fs.writeFileSync(path.join(dir, name), text);
  };
  const odd = days.filter((day) => chineseDays.isWorkday(day) === isWeekend(day));
  put('content/site.yaml', 'title: 青禾市青年联合会\n');
  put('content/calendar.csv', `date,kind\n${odd.map((day) => `${day},${isWeekend(day) ? 'work' : 'rest'}\n`).join('')}`);
  put('content/plans/_index.md', '---\ntitle: 方案\nkind: plan\n---\n');
  put('content/plans/days/index.md', `---\ntitle: 方案\nperiod: ${FIRST}/${LAST}\n---\n`);
  put('content/plans/days/schedule.yaml', `deadlines:\n${['previous', 'next'].map((way) => `  - { id: ${way}, title: 日报, repeat: RRULE:FREQ=DAILY, shift: ${way}-workday }\n`).join('')}`);
  const run = spawnSync(PLACARD, ['build', '-q', '-C', dir, '--as-of', FIRST], { encoding: 'utf8' });
  if (run.status !== 0) throw new Error(run.stderr);
  const data = JSON.parse(fs.readFileSync(path.join(dir, 'public/plans/days/data.json'), 'utf8'));
  for (const [way, step] of [['previous', -1], ['next', 1]]) {
    const found = data.deadlines.find((d) => d.id === way).times;
    const expected = days.map((day) => {
      let at = day;
      while (!chineseDays.isWorkday(at)) at = plus(at, step);
      return at;
    }).sort();
    // The first and last days may be moved into a year that nobody has announced here.
    check(`${days.length} days, each on the ${way} workday of China's calendar`, [found.length !== days.length && `${found.length} days`,
      ...expected.filter((day, i) => day !== found[i] && day <= LAST && day >= FIRST).slice(0, 3)]);
  }
  check('the years have rest days and make-up days', [odd.length < 150 && `${odd.length} only`]);
});
