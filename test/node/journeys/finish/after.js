// What comes after a round: the decision with its scan, the weaknesses made into work that one person owns and follows, the next
// year that begins with the same team and plan, evidence taken over, both years side by side.
import { expect, same } from '../../lib/faults.js';
import { fill, text } from '../../lib/browser.js';
import { names } from '../../lib/sample.js';

const scan = { name: 'quyet-dinh.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n%%EOF\n') };

async function outcome({ origin, look }, { secretary, member }, round) {
  await secretary.goto(`${origin}${round}/ket-qua`);
  await look(secretary, 'ket-qua-chua-co');
  await fill(secretary, { number: '123/QĐ-UBND', issuer: 'Ủy ban nhân dân phường Bồ Đề' });
  await secretary.locator('#f-level').selectOption('1');
  const save = async (fields) => {
    await fill(secretary, fields);
    await secretary.locator('[name=tep]').setInputFiles(scan);
    await secretary.getByRole('button', { name: 'Lưu kết quả' }).click();
  };
  await save({ date: '10/02/2127' });
  await secretary.locator('.field.wrong').getByText('chưa tới').waitFor();
  await look(secretary, 'ket-qua-ngay-chua-toi');
  await save({ date: '10/02/2025', valid_until: '10/02/2027' });
  await secretary.locator('#loi').getByText('Khác ngày đề xuất').waitFor();
  await look(secretary, 'ket-qua-thieu-ly-do');
  await save({ valid_until: '' });
  await secretary.getByRole('link', { name: 'quyet-dinh.pdf' }).waitFor();
  await member.goto(`${origin}${round}/ket-qua`);
  const told = await text(member);
  for (const word of ['123/QĐ-UBND', '10/02/2028', 'mức độ 2 từ']) expect(told.includes(word), `the outcome does not say ${word}`);
  await look(member, 'ket-qua');
}

async function improve({ origin, look }, { secretary, teacher }, round) {
  await secretary.goto(`${origin}${round}/cai-tien`);
  await look(secretary, 'cai-tien-chua-co');
  await fill(secretary, { due: '30/11/2025' });
  await secretary.getByRole('button', { name: 'Đề xuất việc từ điểm yếu' }).click();
  await secretary.getByText(/^Đã thêm \d+ việc/).waitFor();
  await look(secretary, 'cai-tien');
  await secretary.locator('a.work').first().click();
  await secretary.locator('#f-task').fill('Lập tủ sách của tổ');
  await secretary.getByRole('combobox', { name: 'Người phụ trách' }).fill(names.teacher);
  await secretary.getByRole('option', { name: names.teacher }).first().click();
  await look(secretary, 'viec-cai-tien');
  await secretary.getByRole('button', { name: 'Lưu việc' }).click();
  await secretary.getByText('Đã lưu việc cải tiến.').waitFor();
  await teacher.goto(`${origin}/`);
  await teacher.getByRole('link', { name: 'Lập tủ sách của tổ' }).click();
  await teacher.locator('#f-result').fill('Đã có 120 cuốn');
  await teacher.getByLabel('Đã làm xong').check();
  await look(teacher, 'viec-cai-tien-cua-toi');
  await teacher.getByRole('button', { name: 'Lưu kết quả' }).click();
  await teacher.getByText('Đã ghi xong việc cải tiến.').waitFor();
  await secretary.goto(`${origin}${round}/cai-tien`);
  expect(/ xong 1$/m.test(await secretary.locator('table caption').first().innerText()), 'nothing is counted as done');
}

async function openNext({ origin, look }, { head, member }, round, next) {
  await head.goto(`${origin}${round}`);
  await head.getByRole('link', { name: 'Mở đợt năm sau' }).click();
  await head.locator('#f-den').fill(String(next));
  await head.locator('#f-submit_before').fill('');
  await head.getByRole('button', { name: 'Xem những gì sẽ có' }).click();
  await look(head, 'mo-nam-sau');
  await head.getByRole('button', { name: `Mở đợt năm ${next}` }).click();
  await head.getByText(`Đã mở đợt đánh giá năm ${next}.`).waitFor();
  await look(head, 'nam-sau');
  await head.goto(`${origin}${round}/nam-sau?den=${next}`);
  await look(head, 'nam-sau-da-co');
  await head.goto(`${origin}/dot/${next}/to`);
  const team = await text(head);
  for (const who of ['secretary', 'member', 'second']) expect(team.includes(names[who]), `${names[who]} is not in next year’s team`);
  await head.goto(`${origin}/dot/${next}/phan-cong`);
  expect((await head.locator('table').first().locator('tbody tr').count()) >= 9, 'next year’s work is not given');
  await member.goto(`${origin}/dot/${next}/chi-tieu`);
  same((await text(member)).includes('đã thống nhất'), false, 'a rating of this year stands in the next one');
}

async function takeEvidence({ origin, look }, { secretary }, next) {
  await secretary.goto(`${origin}/dot/${next}/minh-chung-nam-truoc`);
  await look(secretary, 'minh-chung-nam-truoc');
  await secretary.locator('[name=chosen]').first().check();
  await secretary.locator('[name=so]').first().fill('05/KH-THGT');
  await secretary.locator('[name=ngay]').first().fill(`12/09/${next}`);
  await secretary.getByRole('button', { name: 'Lấy lại minh chứng đã chọn' }).click();
  await secretary.getByText('Đã lấy lại 1 minh chứng.').waitFor();
  await look(secretary, 'minh-chung-da-lay-lai');
}

async function sideBySide({ origin, look }, { head }, round, next) {
  const year = round.split('/').at(-1);
  await head.goto(`${origin}/dot/${next}/to`);
  await head.locator('.years summary').click();
  await head.getByRole('link', { name: `Đợt năm ${year}` }).click();
  await head.waitForURL(`**${round}/to`);
  await look(head, 'nam-cu');
  await head.goto(`${origin}/dot/${next}/cai-tien`);
  expect((await text(head)).includes('Đã có 120 cuốn'), 'the next year does not tell what came of it');
  same(await head.locator('.rail-title').textContent(), `Đợt đánh giá năm ${next}`, 'the rail');
  await look(head, 'cai-tien-nam-sau');
}

/* `people`: pages of head, secretary, member and teacher; nobody has decided on the round yet. */
export async function after(place, people, round) {
  const next = Number(round.split('/').at(-1)) + 1;
  await outcome(place, people, round);
  await improve(place, people, round);
  await openNext(place, people, round, next);
  await takeEvidence(place, people, next);
  await sideBySide(place, people, round, next);
}
