// After the round: the decision with its scan, the plan of improvement made from the weaknesses and followed by an
// owner, the next year opened from this one, evidence taken over, both years side by side.
import { expect, same } from '../../lib/faults.js';
import { fill, text } from '../../lib/browser.js';

const scan = { name: 'quyet-dinh.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n') };

async function decided({ origin, look }, secretary, round, year) {
  await secretary.goto(`${origin}${round}/ket-qua`);
  await look(secretary, 'ket-qua-chua-co');
  await fill(secretary, { number: '123/QĐ-UBND', date: `10/02/${year + 1}`, valid_until: `10/02/${year + 3}` });
  await secretary.locator('#f-tep').setInputFiles(scan);
  await secretary.getByRole('button', { name: 'Lưu kết quả' }).click();
  await secretary.locator('#loi').getByText('Khác ngày đề xuất').waitFor();
  await look(secretary, 'ket-qua-thieu-ly-do');
  await fill(secretary, { valid_until: '' });
  await secretary.locator('#f-tep').setInputFiles(scan);
  await secretary.getByRole('button', { name: 'Lưu kết quả' }).click();
  await secretary.getByText('Đã ghi kết quả của đợt.').waitFor();
  expect((await text(secretary)).includes(`có thể đề nghị mức độ 2 từ 10/02/${year + 2}`), 'when level 2 may be asked for');
  await look(secretary, 'ket-qua');
}

async function improve({ origin, look }, secretary, teacher, round, year) {
  await secretary.goto(`${origin}${round}/cai-tien`);
  await look(secretary, 'cai-tien-chua-co');
  await secretary.getByRole('button', { name: 'Đề xuất việc từ điểm yếu' }).click();
  await secretary.getByText(/^Đã thêm \d+ việc/).waitFor();
  await look(secretary, 'cai-tien');
  await secretary.locator('a.work').first().click();
  await teacher.goto(`${origin}/`);
  const name = await teacher.locator('.who').textContent();
  await secretary.locator('#f-task').fill('Lập tủ sách của tổ');
  await secretary.locator('#f-due').fill(`01/10/${year + 10}`);
  await secretary.getByRole('combobox', { name: 'Người phụ trách' }).fill(name);
  await secretary.getByRole('option', { name }).first().click();
  await look(secretary, 'viec-cai-tien');
  await secretary.getByRole('button', { name: 'Lưu việc' }).click();
  await secretary.getByText('Đã lưu việc cải tiến.').waitFor();
  await teacher.goto(`${origin}/`);
  await teacher.getByRole('link', { name: 'Lập tủ sách của tổ' }).click();
  await teacher.locator('#f-result').fill('Đã có 120 cuốn');
  await teacher.locator('[name=xong]').check();
  await look(teacher, 'viec-cai-tien-cua-toi');
  await teacher.getByRole('button', { name: 'Lưu kết quả' }).click();
  await teacher.getByText('Đã ghi xong việc cải tiến.').waitFor();
}

async function openNext({ origin, look }, head, round, next) {
  await head.goto(`${origin}${round}`);
  await head.getByRole('link', { name: 'Mở đợt năm sau' }).click();
  await head.locator('#f-den').fill(String(next));
  await head.locator('#f-submit_before').fill('');
  await head.getByRole('button', { name: 'Xem những gì sẽ có' }).click();
  await look(head, 'mo-nam-sau');
  await head.getByRole('button', { name: `Mở đợt năm ${next}` }).click();
  await head.getByText(`Đã mở đợt đánh giá năm ${next}.`).waitFor();
  await look(head, 'nam-moi');
  await head.goto(`${origin}${round}/nam-sau?den=${next}`);
  await look(head, 'nam-sau-da-co');
}

async function takeEvidence({ origin, look }, secretary, next) {
  await secretary.goto(`${origin}/dot/${next}/minh-chung-nam-truoc`);
  await look(secretary, 'minh-chung-nam-truoc');
  await secretary.locator('[name=chosen]').first().check();
  await secretary.locator('[name=so]').first().fill('05/KH-THGT');
  await secretary.locator('[name=ngay]').first().fill(`12/09/${next}`);
  await secretary.getByRole('button', { name: 'Lấy lại minh chứng đã chọn' }).click();
  await secretary.getByText('Đã lấy lại 1 minh chứng.').waitFor();
  await look(secretary, 'minh-chung-da-lay-lai');
}

async function sideBySide({ origin, look }, head, year, next) {
  await head.goto(`${origin}/dot/${next}/to`);
  await head.locator('.years summary').click();
  await head.getByRole('link', { name: `Đợt năm ${year}` }).click();
  await head.waitForURL(`**/dot/${year}/to`);
  await look(head, 'nam-cu');
  await head.goto(`${origin}/dot/${next}/cai-tien`);
  expect((await text(head)).includes('Đã có 120 cuốn'), 'the next year tells what came of it');
  same(await head.locator('.rail-title').textContent(), `Đợt đánh giá năm ${next}`, 'the rail');
  await look(head, 'cai-tien-nam-moi');
}

/* `people`: pages of head, secretary and teacher, logged in; `year`: of a round with ratings and evidence, which
 * nobody has decided on; `next`: a later one with time before its dossier is due. */
export async function nextYear(place, { head, secretary, teacher }, year, next) {
  const round = `/dot/${year}`;
  await decided(place, secretary, round, year);
  await improve(place, secretary, teacher, round, year);
  await openNext(place, head, round, next);
  await takeEvidence(place, secretary, next);
  await sideBySide(place, head, year, next);
}
