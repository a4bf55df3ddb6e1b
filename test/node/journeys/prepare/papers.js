// Papers: the secretary writes down what stands on one and gives the unit's words to it, the head reads what will be
// signed, returns it, signs it, the number comes from the book afterwards, the signed copy is attached, all may read it.
import { expect, same } from '../../lib/faults.js';
import { fill, text } from '../../lib/browser.js';

const paper = 'announcement', title = 'Thông báo công khai kết quả tự đánh giá';

async function writeDown({ origin, look }, secretary, list) {
  await secretary.goto(origin + list);
  await look(secretary, 'van-ban');
  await secretary.getByRole('link', { name: title }).click();
  await secretary.locator('svg.trang').first().waitFor();
  await look(secretary, 'van-ban-dang-soan');
  await secretary.locator('#f-date').fill('7/1/2025');
  await secretary.locator('#f-signer_title').fill('KT. HIỆU TRƯỞNG / PHÓ HIỆU TRƯỞNG');
  await secretary.locator('#f-recipients').fill('Phòng GD&ĐT (để b/c)\nLưu: VT');
  await secretary.getByRole('button', { name: 'Lưu', exact: true }).click();
  await secretary.getByText('Đã lưu.').waitFor();
  const sheet = await secretary.locator('.trang-in').textContent();
  for (const words of ['PHÓ', 'KT.', '07', '(để']) expect(sheet.includes(words), `the paper does not say ${words}`);
}

/* The whole paper stands below while somebody types; a wrong name is told with its line and never kept. */
export async function giveWords({ look }, secretary) {
  await secretary.getByRole('link', { name: 'Sửa lời văn' }).click();
  const field = secretary.locator('#f-text'), standard = await field.inputValue();
  await look(secretary, 'loi-van');
  await field.fill(`${standard}\n{{sai_ten}}\n`);
  await secretary.locator('[data-tried]').getByText('Không có dữ liệu tên là “sai_ten”').waitFor();
  await look(secretary, 'loi-van-sai');
  await secretary.getByRole('button', { name: 'Lưu lời văn' }).click();
  await secretary.locator('#loi').getByText('sai_ten').waitFor();
  await secretary.locator('#f-text').fill(standard.replace('bảng tin của', 'cổng và bảng tin của'));
  await secretary.locator('[data-tried] svg.trang').first().waitFor();
  expect((await secretary.locator('[data-tried] .trang-in').textContent()).includes('cổng'), 'the trial does not have the new words');
  await secretary.getByText('Bản nháp đã lưu lúc').waitFor();
  await secretary.getByRole('button', { name: 'Lưu lời văn' }).click();
  await secretary.getByText('Đã lưu lời văn.').waitFor();
  expect((await secretary.locator('.diff').innerText()).includes('cổng và bảng tin'), 'it is not compared with the standard');
  await look(secretary, 'loi-van-khac-chuan');
  await secretary.getByRole('link', { name: 'Về văn bản' }).click();
}

async function submit(secretary) {
  await secretary.getByRole('button', { name: /^Trình ký/ }).click();
  await secretary.getByText('Đã trình ký.').waitFor();
}

async function returnAndSign({ origin, look }, head, secretary, list) {
  await head.goto(`${origin}/trinh-ky`);
  await look(head, 'trinh-ky');
  await head.getByRole('link', { name: title, exact: true }).click();
  await head.getByText('Trả lại', { exact: true }).first().click();
  await fill(head, { remarks: 'Ghi thêm UBND phường vào nơi nhận.' });
  await look(head, 'van-ban-tra-lai');
  await head.getByRole('button', { name: 'Trả lại' }).click();
  await head.getByText('Đã trả lại kèm ý kiến.').waitFor();
  await secretary.goto(`${origin}${list}/${paper}`);
  await secretary.getByText('Ghi thêm UBND phường vào nơi nhận.').waitFor();
  await look(secretary, 'van-ban-bi-tra-lai');
  await secretary.locator('#f-recipients').fill('Phòng GD&ĐT (để b/c)\nUBND phường\nLưu: VT');
  await secretary.getByRole('button', { name: 'Lưu', exact: true }).click();
  await submit(secretary);
  await head.goto(`${origin}/trinh-ky`);
  await head.getByLabel(`Chọn ${title}`).check();
  await head.getByRole('button', { name: 'Ký', exact: true }).click();
  await head.getByText('Đã ký 1 văn bản.').waitFor();
}

async function numberAndCopy({ origin, look }, secretary, list) {
  await secretary.goto(`${origin}${list}?xem=so`);
  await secretary.getByLabel(`Số: ${title}`).fill('3');
  await secretary.getByRole('button', { name: 'Lưu sổ' }).click();
  await secretary.getByText('Đã lưu sổ văn bản.').waitFor();
  await look(secretary, 'so-van-ban');
  await secretary.getByRole('link', { name: title }).click();
  const pdf = await secretary.request.get(await secretary.getByRole('link', { name: 'Bản in (PDF)' }).evaluate((link) => link.href));
  same(pdf.status(), 200, 'the PDF');
  const signed = Buffer.concat([await pdf.body(), Buffer.from('\n% signed\n')]);
  await secretary.locator('#f-signed').setInputFiles({ name: 'da-ky.pdf', mimeType: 'application/pdf', buffer: signed });
  await secretary.getByRole('button', { name: 'Gắn bản đã ký' }).click();
  await secretary.getByText('khớp bản gốc', { exact: true }).waitFor();
  await secretary.getByRole('button', { name: 'Ban hành' }).click();
  await secretary.getByText('Đã ban hành.').waitFor();
  await look(secretary, 'van-ban-da-ban-hanh');
}

async function read({ origin, look }, teacher, list) {
  await teacher.goto(`${origin}${list}/${paper}/doc`);
  await look(teacher, 'doc-van-ban');
  await teacher.getByRole('button', { name: 'Tôi đã đọc' }).click();
  expect((await text(teacher)).includes('Bạn đã đọc lúc'), 'it is not told that it was read');
}

/* `people`: pages of head, secretary and teacher, logged in; `list`: "/dot/2024/van-ban", with the announcement not
 * begun. */
export async function papers(place, { head, secretary, teacher }, list) {
  await writeDown(place, secretary, list);
  await giveWords(place, secretary);
  await submit(secretary);
  await returnAndSign(place, head, secretary, list);
  await numberAndCopy(place, secretary, list);
  await read(place, teacher, list);
}
