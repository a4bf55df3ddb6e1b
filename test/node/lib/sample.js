// The sample school with its whole round, and nine of its people, each on a device of their own.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { desk, phone } from './browser.js';
import { enter } from './school.js';

const root = new URL('../../../', import.meta.url).pathname;
export const site = 'https://tieu-hoc.example'; // what codes on papers lead to
export const round = '/dot/2024';
export const names = {
  head: 'Bùi Thị Thu Hằng', leader: 'Nguyễn Thị Lan', secretary: 'Trần Thị Minh Ngọc', union: 'Lê Thị Hoa', member: 'Phạm Văn Đức',
  second: 'Lê Thị Thu Việt', colleague: 'Đinh Thị Hồng Liên', absent: 'Đỗ Thị Bích Linh', teacher: 'Đặng Hữu Ân',
};
const phones = ['teacher', 'absent'];
const codes = {}; // who → what their password is chosen with

/* The case in a data folder, with the address that the outside has; codes for all nine. */
export function loadSample(dvht, data) {
  const run = (...words) => execFileSync(dvht, [...words, '--data', data], { encoding: 'utf8' });
  run('load', `${root}test/cases/gia-thuy-2024`);
  writeFileSync(join(data, 'smtp.url'), `smtp://127.0.0.1:9?from=dvht@tieu-hoc.example&site=${site}\n`);
  for (const line of run('user', 'list').trim().split('\n')) {
    const who = Object.keys(names).find((one) => line.includes(names[one]));
    if (who) [codes[who]] = /[0-9A-Z]{4}(-[0-9A-Z]{4})+/.exec(run('user', 'reset', line.split(' ')[0]));
  }
}

/* Pages of these, logged in. */
export async function gather({ browser, origin }, who = Object.keys(names)) {
  const people = {};
  for (const one of who) people[one] = await enter(browser, `${origin}/phieu?ma=${encodeURIComponent(codes[one])}`, phones.includes(one) ? phone : desk);
  return people;
}
