// SPDX-License-Identifier: MIT
// Forms by chance: the same seed makes the same form. Narrow cells, wide tables, labels and options of any length.

// mulberry32, in whole numbers below 2^32.
function dice(seed) {
  let state = seed >>> 0;
  return (n) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) % n;
  };
}

const HAN = '青年之家活动服务志愿学习走访座谈组织联系单位情况登记报告人数时间地点内容负责意见说明';
const TYPES = ['text', 'text', 'multiline', 'integer', 'decimal', 'percent', 'date', 'month', 'time', 'phone', 'email', 'choice', 'choices', 'checkbox', 'signature', 'party'];
const COLUMN_TYPES = ['text', 'integer', 'decimal', 'percent', 'date', 'month', 'time', 'choice', 'choices', 'checkbox', 'phone', 'email', 'multiline', 'signature'];
const LATIN = ['E-mail', 'QQ', 'No.', '2026', 'Wi-Fi'];

export function randomForm(seed) {
  const roll = dice(seed);
  const pick = (list) => list[roll(list.length)];
  const han = (least, most) => Array.from({ length: least + roll(most - least + 1) }, () => HAN[roll(HAN.length)]).join('');
  const words = (least, most) => (roll(6) ? han(least, most) : `${pick(LATIN)}${han(1, most)}`);
  let last = 0;
  const id = () => `f${last += 1}`;
  const options = (n) => {
    const all = new Set();
    while (all.size < n) all.add(words(1, 7));
    return `, options: [${[...all].join(', ')}]`;
  };
  const extras = (type) => {
    let more = roll(4) ? '' : ', required: true';
    if (type === 'choice' || type === 'choices') more += options(2 + roll(4)) + (roll(2) ? ', other: true' : '');
    if (type === 'multiline') more += `, lines: ${2 + roll(6)}`;
    if (!roll(5)) more += `, note: ${han(4, 30)}。`;
    return more;
  };
  const field = (types = TYPES) => {
    const type = pick(types);
    return `{ id: ${id()}, label: ${words(2, 8)}, type: ${type}${extras(type)} }`;
  };
  const column = () => {
    const type = pick(COLUMN_TYPES), more = type === 'choice' || type === 'choices' ? options(2 + roll(2)) : '';
    return `        - { id: ${id()}, label: ${words(1, 6)}, type: ${type}${more} }`;
  };
  const heads = () => `        - label: ${words(2, 8)}\n          of:\n${Array.from({ length: 1 + roll(3) }, column).join('\n').replace(/^ {8}/gm, '            ')}`;
  const across = 1 + roll(3), widths = Array.from({ length: 2 * across }, (_, i) => (i % 2 ? 2 + roll(4) : 1 + roll(3)));
  const rows = [];
  if (roll(2)) rows.push(`  - - { id: ${id()}, label: ${han(2, 4)}, type: date, place: above-right }\n    - { id: ${id()}, label: ${han(2, 6)}, type: text, place: above-left }`);
  const n = 3 + roll(6);
  for (let i = 0; i < n; i += 1) {
    const kind = roll(8);
    if (kind === 0)
      rows.push(`  - - id: ${id()}\n      label: ${han(2, 6)}\n      type: table\n      rows: ${2 + roll(4)}\n      columns:\n${Array.from({ length: 2 + roll(6) }, () => (roll(5) ? column() : heads())).join('\n')}`);
    else if (kind === 1 && widths.length > 2)
      rows.push(`  - - label: ${words(2, 6)}\n      of:\n${Array.from({ length: 2 + roll(3) }, () => `        - ${field()}`).join('\n')}`);
    else
      rows.push(`  - - ${Array.from({ length: 1 + roll(across) }, () => field()).join('\n    - ')}`);
  }
  if (roll(2)) rows.push(`  - - { id: ${id()}, label: ${han(2, 6)}, type: text, place: below-left }\n    - { id: ${id()}, label: ${han(2, 4)}, type: date, place: below-right }`);
  const wide = roll(3) ? '' : ', orientation: landscape';
  return `title: ${han(4, 22)}\n${roll(2) ? '' : `subtitle: （${han(4, 9)}）\n`}number: 附件${seed}\nlayout: { columns: [${widths.join(', ')}]${wide} }\nrows:\n${rows.join('\n')}\n`;
}
