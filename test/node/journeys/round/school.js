// The sample school as it is before anything is written down in the program, and its nine who work with it in a browser.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { desk, phone } from '../../lib/browser.js';
import { enter, foundSchool, giveRole, printSlip } from '../../lib/school.js';
import { cases, names } from '../assess/people.js';

export { cases, names };
export const year = 2024, round = `/dot/${year}`;
export const facts = JSON.parse(readFileSync(join(cases, 'case.json'), 'utf8'));

/* Rows of a table of the case: the code of a person → cells. */
function table(name) {
  const [, ...lines] = readFileSync(join(cases, name), 'utf8').replace(/^\uFEFF/, '').trim().split(/\r?\n/);
  return new Map(lines.map((line) => line.split(',')).map((cells) => [cells[0], cells]));
}

export const staff = table('staff.csv'), results = table('results.csv');
export const nameOf = (code) => staff.get(code)[1];
const logins = {
  secretary: 'tran.thi.minh.ngoc', member: 'nguyen.thi.lan', second: 'pham.van.duc', third: 'le.thi.thu.viet', union: 'le.thi.hoa',
  teacher: 'dang.huu.an', colleague: 'dinh.thi.hong.lien', absent: 'do.thi.bich.linh',
};

/* The list that the office keeps; the two with phones have no address of mail. */
const list = readFileSync(join(cases, 'staff.csv'), 'utf8').replace(/gv0(08|10)@truong\.example/g, '');

/* The head herself stands in the list, too. */
async function oneHead({ origin, glance }, head) {
  await head.goto(`${origin}/nguoi/trung`);
  await head.getByRole('link', { name: new RegExp(names.head) }).first().click();
  await glance(head, 'gop');
  await head.locator('input[name=giu]').first().check();
  await head.getByRole('button', { name: 'Gộp' }).click();
  await head.waitForURL(/\/nguoi\/\d+$/);
}

/* Who has retired by then, as the head notes it. */
async function retire({ origin, glance }, head) {
  const [, name] = [...staff.values()].find((cells) => cells[8] === 'nghỉ chế độ');
  await head.goto(`${origin}/nguoi`);
  await head.locator('#tim').fill(name);
  await head.waitForURL(/tim=/);
  await head.getByRole('link', { name, exact: true }).click();
  await head.getByLabel('Nghỉ chế độ').check();
  await head.locator('#f-day').fill(`31/05/${year}`);
  await head.getByRole('button', { name: 'Ghi nghỉ việc' }).click();
  await head.locator('dialog').getByRole('button', { name: 'Ghi nghỉ việc' }).click();
  await head.getByText('nghỉ chế độ từ ngày').waitFor();
  await glance(head, 'nguoi-da-nghi');
}

/* Step before all: first-run page, people from a spreadsheet, accounts, roles, slips.  Pages of the nine. */
export async function begin(place) {
  const { origin, glance, browser } = place;
  const over = [facts.unit.governing_body, facts.authority.receiver];
  const head = await foundSchool(place, { year, head: names.head, list, news: staff.size, tidy: (page) => oneHead(place, page), over });
  await head.goto(`${origin}/nguoi`);
  await glance(head, 'nguoi');
  await head.goto(`${origin}/tai-khoan`);
  await glance(head, 'tai-khoan');
  await retire(place, head);
  await giveRole(head, origin, names.union, 'Công đoàn');
  const people = { head };
  for (const [who, login] of Object.entries(logins)) {
    const slip = await printSlip(place, head, { name: names[who], login });
    people[who] = await enter(browser, slip, who === 'teacher' || who === 'absent' ? phone : desk);
  }
  await glance(people.teacher, 'viec-cua-giao-vien');
  return people;
}
