// The decision on the team as its head signs it, and the register that warns of a number given twice.
import { expect } from '../../lib/faults.js';
import { names } from './people.js';

/* Composed from the team; its own words; signed in one act by who heads and leads. */
export async function teamDecision({ origin, look }, { head, secretary }, round, day = '20/01/2025') {
  const paper = `${origin}${round}/van-ban/team_decision`;
  await secretary.goto(paper);
  const sheet = await secretary.locator('.trang-in').textContent();
  for (const name of [names.secretary, names.leaver]) expect(sheet.includes(name.split(' ').at(-1)), `the decision does not list ${name}`);
  await secretary.locator('#f-number').fill('6');
  await secretary.locator('#f-date').fill(day);
  await secretary.getByRole('button', { name: 'Lưu', exact: true }).click();
  await secretary.getByText('Đã lưu.').waitFor();
  await secretary.getByRole('button', { name: /^Trình ký/ }).click();
  await secretary.getByText('Đã trình ký.').waitFor();
  await head.goto(`${origin}/`);
  await look(head, 'viec-cua-thu-truong');
  await head.getByRole('link', { name: /^Ký: Quyết định thành lập Tổ/ }).click();
  await look(head, 'quyet-dinh-cho-ky');
  await head.getByRole('button', { name: 'Ký', exact: true }).click();
  await head.getByText('Đã ký').first().waitFor();
}

export async function register({ origin, look }, { secretary }, round) {
  const list = `${origin}${round}/van-ban`, number = secretary.getByRole('textbox', { name: /^Số: Kế hoạch/ });
  await secretary.goto(`${list}?xem=so`);
  for (const one of [0, 1]) {
    await number.nth(one).fill('5');
    await secretary.getByRole('textbox', { name: /^Ngày: Kế hoạch/ }).nth(one).fill('10/01/2025');
  }
  await secretary.getByRole('button', { name: 'Lưu sổ' }).click();
  await secretary.getByText('Đã lưu sổ văn bản.').waitFor();
  expect(await secretary.locator('.row-warning').first().isVisible(), 'nothing warns of a number given twice');
  await look(secretary, 'so-van-ban-trung-so');
}
