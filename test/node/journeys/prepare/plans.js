// A plan of self-study returned and handed in again; what the union's chair says of the plan that was entered for her.
import { expect } from '../../lib/faults.js';
import { fill, text } from '../../lib/browser.js';
import { names } from './people.js';

export async function ownPlanReturned({ origin, look }, { head, second }, round) {
  const top = `${origin}${round}/tu-hoc`;
  await second.goto(`${top}/cua-toi`);
  await fill(second, { subject: 'Toán', goal: 'Dạy phân số chắc hơn', content: 'Đọc sách', schedule: 'Tối thứ Ba', outcome: 'Một chuyên đề' });
  await second.getByRole('button', { name: 'Gửi duyệt' }).click();
  await second.getByText('Đã gửi kế hoạch để duyệt').waitFor();
  await head.goto(`${top}/danh-sach?xem=cho-duyet`);
  await head.getByRole('link', { name: names.second }).click();
  await head.locator('#m-remarks').fill('Ghi rõ đọc sách nào, dạy thử mấy tiết.');
  await head.locator('.beside-one').getByRole('button', { name: 'Trả lại' }).click();
  await head.getByText('Đã trả lại').first().waitFor();
  await second.goto(`${origin}/`);
  await second.getByRole('link', { name: /kế hoạch tự học/i }).first().click();
  await second.getByText('Ghi rõ đọc sách nào').first().waitFor();
  await look(second, 'tu-hoc-bi-tra-lai');
  await second.goto(`${top}/cua-toi`);
  await fill(second, { content: 'Đọc hai cuốn về phân số\nDạy thử 4 tiết' });
  await second.getByRole('button', { name: 'Gửi duyệt' }).click();
  await second.getByText('Đã gửi kế hoạch để duyệt').waitFor();
  await head.goto(`${top}/danh-sach?xem=cho-duyet`);
  await head.getByLabel(`Chọn ${names.second}`).check();
  await head.getByRole('button', { name: 'Duyệt', exact: true }).click();
  await head.getByText('Đã duyệt: 1 kế hoạch').waitFor();
}

export async function objection({ origin, look }, { head, union }, round) {
  const top = `${origin}${round}/tu-hoc`;
  await union.goto(top);
  expect((await text(union)).includes(`${names.secretary} đã nhập hộ bạn`), 'she is not told who entered her plan');
  await look(union, 'tu-hoc-duoc-nhap-ho');
  await union.locator('#khong-dung summary').click();
  await fill(union, { objection: 'Phiếu tôi ký ghi môn Đạo đức.' });
  await union.getByRole('button', { name: 'Gửi ý kiến' }).click();
  await union.getByText('Phiếu tôi ký ghi môn Đạo đức.').first().waitFor();
  await head.goto(`${top}/danh-sach?xem=co-y-kien`);
  await head.getByRole('link', { name: names.union }).click();
  await look(head, 'tu-hoc-co-y-kien');
  await head.locator('#f-answer').fill('Đã xem lại phiếu, sẽ mở lại để chị sửa.');
  await head.getByRole('button', { name: 'Trả lời' }).click();
  await union.goto(top);
  await union.getByText('Đã xem lại phiếu').first().waitFor();
}
