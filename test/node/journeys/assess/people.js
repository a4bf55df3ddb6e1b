// The sample school before step 2, and nine of its people, each on a device of their own.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { desk, phone } from '../../lib/browser.js';
import { enter } from '../../lib/school.js';

export const cases = join(dirname(fileURLToPath(import.meta.url)), '../../../cases/gia-thuy-2024');
export const round = '/dot/2024';
export const names = {
  head: 'Bùi Thị Thu Hằng', secretary: 'Trần Thị Minh Ngọc', member: 'Nguyễn Thị Lan', second: 'Phạm Văn Đức', third: 'Lê Thị Thu Việt',
  union: 'Lê Thị Hoa', teacher: 'Đặng Hữu Ân', colleague: 'Đinh Thị Hồng Liên', absent: 'Đỗ Thị Bích Linh',
};
const phones = ['teacher', 'absent'];
const codes = {}; // who → what their password is chosen with

/* What the nine have told of themselves, taken out. */
function withoutPoints(table) {
  const mine = new Set(['GV001', 'GV002', 'GV003', 'GV004', 'GV005', 'GV006', 'GV007', 'GV008', 'GV010']);
  return table.split('\n').map((line) => {
    const cells = line.split(',');
    return mine.has(cells[0]) ? [...cells.slice(0, 7), ...cells.slice(7).map((cell) => (cell.endsWith('\r') ? '\r' : ''))].join(',') : line;
  }).join('\n');
}

/* The case without what `change` (case) takes out of it, in a data folder; codes for all who have an account.
 * `blank`: none of the nine has told anything of themselves. */
export function load(dvht, data, change, { blank = false } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'dvht-case-')), file = join(folder, 'case.json'), results = join(folder, 'results.csv');
  cpSync(cases, folder, { recursive: true });
  const facts = JSON.parse(readFileSync(file, 'utf8'));
  change(facts);
  writeFileSync(file, JSON.stringify(facts));
  if (blank) writeFileSync(results, withoutPoints(readFileSync(results, 'utf8')));
  const run = (...args) => execFileSync(dvht, [...args, '--data', data], { encoding: 'utf8' });
  run('load', folder, '--draft');
  rmSync(folder, { recursive: true });
  for (const line of run('user', 'list').trim().split('\n')) {
    const who = Object.keys(names).find((one) => line.includes(names[one]));
    if (who) codes[who] = run('user', 'reset', line.split(' ')[0]).trim().split(' ').at(-1);
  }
}

/* Pages of these, logged in. */
export async function gather({ browser, origin }, who = Object.keys(names)) {
  const people = {};
  for (const one of who) people[one] = await enter(browser, `${origin}/phieu?ma=${encodeURIComponent(codes[one])}`, phones.includes(one) ? phone : desk);
  return people;
}
