// Plans of self-study: a teacher writes one on a phone from a sample, the secretary enters a colleague's from the signed
// form, the head approves, the teacher tells how far it has come with photos, the team classifies.
import { expect, same } from '../../lib/faults.js';
import { fill, text } from '../../lib/browser.js';

/* A photo of a signed form, drawn on the spot; `side`: of the picture, px. */
async function photo(page, name, side) {
  const data = await page.evaluate((size) => {
    const sheet = Object.assign(document.createElement('canvas'), { width: size, height: size }), pen = sheet.getContext('2d');
    for (let i = 0; i < size; i++) { // fine and many-coloured, so that it is as large as a photo
      pen.fillStyle = `hsl(${(i * 47) % 360} 80% ${30 + (i % 40)}%)`;
      for (let k = 0; k < 24; k++) pen.fillRect((i * 131 + k * 977) % size, (i * 71 + k * 499) % size, 9, 9);
    }
    return sheet.toDataURL('image/jpeg', 0.98);
  }, side);
  return { name, mimeType: 'image/jpeg', buffer: Buffer.from(data.split(',')[1], 'base64') };
}

async function writeOnPhone({ origin, look }, teacher, top) {
  await teacher.goto(`${origin}/`);
  await teacher.getByRole('link', { name: 'Viết kế hoạch tự học' }).click();
  await teacher.goto(origin + top);
  await look(teacher, 'tu-hoc-chua-co');
  await teacher.getByRole('link', { name: 'Tiếng Việt, Ngữ văn' }).click();
  await look(teacher, 'tu-hoc-ban-mau');
  await teacher.getByRole('button', { name: 'Gửi duyệt' }).click();
  expect((await text(teacher)).includes('Còn chỗ […] của bản mẫu chưa điền'), 'a sample is not handed in as it stands');
  await look(teacher, 'tu-hoc-con-cho-trong');
  await fill(teacher, { goal: 'Giúp học sinh lớp 3 đọc hiểu và viết đoạn văn tốt hơn.', content: '- Đọc hai cuốn sách về dạy đọc\n- Dạy thử 4 tiết',
    schedule: 'Tối thứ Ba hằng tuần', outcome: 'Bộ phiếu dùng chung trong tổ' });
  await teacher.getByText('Bản nháp đã lưu lúc').waitFor();
  await teacher.getByRole('button', { name: 'Gửi duyệt' }).click();
  await teacher.getByText('Đã gửi kế hoạch để duyệt').waitFor();
  await look(teacher, 'tu-hoc-da-gui');
}

async function enterFor({ origin, look }, secretary, top, absent) {
  await secretary.goto(`${origin + top}/danh-sach?xem=chua-co`);
  await look(secretary, 'tu-hoc-ai-chua-co');
  await secretary.getByRole('link', { name: `Nhập hộ ${absent}` }).click();
  await fill(secretary, { subject: 'Toán', goal: 'Dạy phân số chắc hơn', content: 'Đọc sách giáo viên' });
  await secretary.getByRole('button', { name: 'Lưu, báo cho' }).click();
  expect(await secretary.locator('#f-phieu').evaluate((field) => field.matches(':invalid')), 'without the scan nothing is sent');
  await secretary.locator('#f-phieu').setInputFiles(await photo(secretary, 'phieu.jpg', 400));
  await look(secretary, 'tu-hoc-nhap-ho');
  await secretary.getByRole('button', { name: 'Lưu, báo cho' }).click();
  await secretary.getByText('Đã nhập hộ cho').waitFor();
}

async function approve({ origin, look }, head, top) {
  await head.goto(`${origin}/`);
  await head.getByRole('link', { name: 'Duyệt 2 kế hoạch tự học' }).click();
  await look(head, 'tu-hoc-cho-duyet');
  await head.locator('tbody th a').first().click();
  await head.locator('.beside-one').waitFor();
  await look(head, 'tu-hoc-mo-ben-canh');
  await head.getByRole('link', { name: 'Đóng, về danh sách' }).click();
  await head.getByLabel('Chọn tất cả').check();
  await head.getByRole('button', { name: 'Duyệt', exact: true }).click();
  await head.getByText('Đã duyệt: 2 kế hoạch').waitFor();
  await head.locator('#tim').fill('vai');
  await head.waitForURL(/tim=vai/);
}

async function tellProgress({ origin, look }, teacher, top) {
  await teacher.goto(origin + top);
  await look(teacher, 'tu-hoc-da-duyet');
  await teacher.getByRole('link', { name: 'Ghi kết quả, thêm minh chứng' }).click();
  await fill(teacher, { done: '62,5', progress: 'Đã đọc hai cuốn, dạy thử 2 tiết.' });
  const large = await photo(teacher, 'du-gio.jpg', 3200);
  await teacher.locator('#f-tep').setInputFiles(large);
  await teacher.locator('.file-name li').waitFor();
  await teacher.locator('#f-tep').setInputFiles(await photo(teacher, 'phieu-bai.jpg', 300));
  await teacher.locator('.file-name li').nth(1).waitFor();
  const sent = await teacher.locator('#f-tep').evaluate((field) => [...field.files].map((file) => file.size));
  expect(large.buffer.length > 1 << 20 && sent[0] < large.buffer.length, `a photo of ${large.buffer.length} bytes is sent as ${sent[0]}`);
  await look(teacher, 'tu-hoc-ket-qua');
  await teacher.getByRole('button', { name: 'Lưu', exact: true }).click();
  await teacher.getByText('Đã lưu kết quả thực hiện').waitFor();
  same(await teacher.locator('.files li').count(), 2, 'files kept');
}

async function endOfYear({ origin, look }, secretary, top, year) {
  await secretary.goto(`${origin + top}/danh-sach?xem=chua-xep`);
  await look(secretary, 'tu-hoc-chua-xep-loai');
  await secretary.getByLabel('Chọn tất cả').check();
  await secretary.locator('#f-rank').selectOption('Khá');
  await secretary.getByRole('button', { name: 'Xếp loại' }).click();
  await secretary.getByText('Đã xếp loại: 2 kế hoạch').waitFor();
  await secretary.goto(`${origin}/dot/${year}/ket-qua-nam`);
  const titles = secretary.locator('[name=emulation]');
  await titles.first().focus();
  await secretary.keyboard.type('Lao động tiên tiến');
  await secretary.keyboard.press('Enter');
  expect(await titles.nth(1).evaluate((field) => field === document.activeElement), 'Enter goes down the column');
  await secretary.getByLabel('Kỷ luật lao động: tất cả').check();
  await look(secretary, 'ket-qua-nam');
  await secretary.getByRole('button', { name: 'Lưu bảng' }).click();
  await secretary.getByText('Đã lưu kết quả năm').waitFor();
}

/* `people`: pages of those who have logged in, the teacher's a phone's; `absent`: the name of somebody without a plan.
 * Nobody else has handed in a plan. */
export async function study(place, { teacher, secretary, head, absent, year }) {
  const top = `/dot/${year}/tu-hoc`;
  await writeOnPhone(place, teacher, top);
  await enterFor(place, secretary, top, absent);
  await approve(place, head, top);
  await tellProgress(place, teacher, top);
  await endOfYear(place, secretary, top, year);
}
