// The papers of the round with the numbers and days that the sample's have: submitted one by one, signed at one stroke.
import { facts, round } from './school.js';

const day = (text) => text.split('-').reverse().join('/');

export async function signed({ origin, glance }, { secretary, head }) {
  const papers = Object.entries(facts.documents).filter(([kind]) => kind !== 'team_decision'); // signed already
  for (const [kind, { number, date }] of papers) {
    await secretary.goto(`${origin}${round}/van-ban/${kind}`);
    await secretary.locator('#f-number').fill(String(number));
    await secretary.locator('#f-date').fill(day(date));
    await secretary.getByRole('button', { name: 'Lưu', exact: true }).click();
    await secretary.getByText('Đã lưu.').waitFor();
    await secretary.getByRole('button', { name: /^Trình ký/ }).click();
    await secretary.getByText('Đã trình ký.').waitFor();
  }
  await head.goto(`${origin}/trinh-ky`);
  await glance(head, 'trinh-ky');
  await head.getByLabel('Chọn tất cả').check();
  await head.getByRole('button', { name: 'Ký', exact: true }).click();
  await head.getByText(`Đã ký ${papers.length} văn bản.`).waitFor();
}
