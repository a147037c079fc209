// SPDX-License-Identifier: MIT
// Where two values of JSON differ first, as a path into them; undefined: nowhere.
export function difference(a, b, at = '') {
  if (a === b) return undefined;
  if (typeof a === 'string' && typeof b === 'string') {
    const [x, y] = [a.split('\n'), b.split('\n')];
    const line = x.findIndex((text, i) => text !== y[i]);
    return `${at}: theirs “${x[line] ?? ''}”, ours “${y[line] ?? ''}”`;
  }
  if (typeof a !== 'object' || typeof b !== 'object' || !a || !b) return `${at}: theirs ${JSON.stringify(a)}, ours ${JSON.stringify(b)}`;
  for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
    const found = difference(a[key], b[key], `${at}.${key}`);
    if (found) return found;
  }
  return undefined;
}
