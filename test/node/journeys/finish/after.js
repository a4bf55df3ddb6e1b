// What comes after a round: the decision with its scan, the weaknesses made into work and followed, the next year that begins with
// the same team and plan.
import { expect, same } from '../../lib/faults.js';
import { fill, text } from '../../lib/browser.js';
import { names } from '../../lib/sample.js';

async function outcome({ origin, look }, { secretary, member }, round) {
  await secretary.goto(`${origin}${round}/ket-qua`);
  await look(secretary, 'ket-qua-chua-co');
  await fill(secretary, { number: '123/QĐ-UBND', date: '10/02/2127', issuer: 'Ủy ban nhân dân phường Bồ Đề' });
  await secretary.locator('#f-level').selectOption('1');
  await secretary.locator('[name=tep]').setInputFiles({ name: 'quyet-dinh.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n%%EOF\n') });
  await secretary.getByRole('button', { name: 'Lưu kết quả' }).click();
  await secretary.locator('.field.wrong').getByText('chưa tới').waitFor();
  await look(secretary, 'ket-qua-ngay-chua-toi');
  await fill(secretary, { date: '10/02/2025' });
  await secretary.locator('[name=tep]').setInputFiles({ name: 'quyet-dinh.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n%%EOF\n') });
  await secretary.getByRole('button', { name: 'Lưu kết quả' }).click();
  await secretary.getByRole('link', { name: 'quyet-dinh.pdf' }).waitFor();
  await member.goto(`${origin}${round}/ket-qua`);
  const told = await text(member);
  for (const word of ['123/QĐ-UBND', '10/02/2028', 'mức độ 2 từ']) expect(told.includes(word), `the outcome does not say ${word}`);
  await look(member, 'ket-qua');
}

async function improve({ origin, look }, { secretary }, round) {
  await secretary.goto(`${origin}${round}/cai-tien`);
  await fill(secretary, { due: '30/11/2025' });
  await secretary.getByRole('button', { name: 'Đề xuất việc từ điểm yếu' }).click();
  await secretary.locator('table[data-rows] tbody a').first().waitFor();
  await look(secretary, 'cai-tien');
  await secretary.locator('table[data-rows] tbody a').first().click();
  await fill(secretary, { result: 'Đã xếp lịch học tập chung mỗi tháng một buổi.' });
  await secretary.getByLabel('Đã làm xong').check();
  await look(secretary, 'cai-tien-mot-viec');
  await secretary.getByRole('button', { name: 'Lưu kết quả' }).click();
  await secretary.goto(`${origin}${round}/cai-tien`);
  expect(/ xong 1$/m.test(await secretary.locator('table caption').first().innerText()), 'nothing is counted as done');
}

async function nextYear({ origin, look }, { head, member }, round) {
  const next = `/dot/${Number(round.split('/').at(-1)) + 1}`;
  await head.goto(`${origin}${round}/nam-sau`);
  await look(head, 'mo-nam-sau');
  await head.getByRole('button', { name: /^Mở đợt năm/ }).click();
  await head.waitForURL((url) => url.pathname.startsWith(next));
  await look(head, 'nam-sau');
  await head.goto(`${origin}${next}/to`);
  const team = await text(head);
  for (const who of ['secretary', 'member', 'second']) expect(team.includes(names[who]), `${names[who]} is not in next year’s team`);
  await head.goto(`${origin}${next}/phan-cong`);
  expect((await head.locator('table').first().locator('tbody tr').count()) >= 9, 'next year’s work is not given');
  await member.goto(`${origin}${next}/chi-tieu`);
  same((await text(member)).includes('đã thống nhất'), false, 'a rating of this year stands in the next one');
}

export async function after(place, people, round) {
  await outcome(place, people, round);
  await improve(place, people, round);
  await nextYear(place, people, round);
}
