// A school is there: its head logged in, its people in the list, each with an account.
import { desk, fill, open, password } from './browser.js';

const next = (page) => page.getByRole('button', { name: 'Tiếp tục' }).click();

/* Founds it on an empty server; `people`: lines of a spreadsheet below "Mã;Họ và tên;Chức vụ;Tổ;Email".  Returns the head's page. */
export async function foundSchool({ browser, origin, server }, { year, head, people }) {
  const page = await open(browser, desk);
  await page.goto(server.setup);
  await fill(page, { person: head, position: 'Hiệu trưởng', new_password: password, repeat: password });
  await page.getByLabel('Tôi là thủ trưởng đơn vị').check();
  await next(page);
  await fill(page, { name: 'Trường Tiểu học Gia Thụy', short_name: 'Gia Thụy', code: 'THGT' });
  await page.getByLabel('Loại hình').selectOption({ label: 'Trường tiểu học' });
  await next(page);
  await fill(page, { year: String(year) });
  await next(page);
  await fill(page, { governing_body: 'UBND phường Bồ Đề', appraiser: 'UBND phường Bồ Đề', place: 'Hà Nội' });
  await page.getByRole('button', { name: 'Thiết lập xong' }).click();
  await page.waitForURL((url) => url.pathname === '/');
  await page.goto(`${origin}/nguoi/nhap`);
  await page.locator('[name=tep]').setInputFiles({ name: 'danh-sach.csv', mimeType: 'text/csv', buffer: Buffer.from(`Mã;Họ và tên;Chức vụ;Tổ;Email\n${people.join('\n')}\n`) });
  await page.getByRole('button', { name: 'Xem trước' }).click();
  await page.getByRole('button', { name: `Lưu ${people.length} người` }).click();
  await page.waitForURL(/nguoi\/nhap\/\d+$/);
  await page.goto(`${origin}/tai-khoan`);
  await page.getByRole('button', { name: 'Cấp tài khoản cho tất cả' }).click();
  await page.getByText('Đã cấp').waitFor();
  return page;
}

async function openAccount(head, origin, name) {
  await head.goto(`${origin}/tai-khoan`);
  await head.getByRole('link', { name, exact: true }).click();
}

export async function giveRole(head, origin, name, role) {
  await openAccount(head, origin, name);
  await head.locator('select[name=role]').selectOption({ label: role });
  await head.getByRole('button', { name: 'Giao vai trò' }).click();
  await head.locator('.tasks strong').getByText(role, { exact: true }).waitFor();
}

/* The person's page on a device of their own, logged in with a code that the head reads out. */
export async function begin({ browser, origin }, head, name, device) {
  await openAccount(head, origin, name);
  await head.getByRole('button', { name: 'Cấp mã mới' }).click();
  await head.locator('dialog').getByRole('button', { name: 'Cấp mã mới' }).click();
  const code = await head.locator('.code-shown').innerText();
  const page = await open(browser, device);
  await page.goto(`${origin}/phieu?ma=${encodeURIComponent(code.trim())}`);
  await fill(page, { new_password: password, repeat: password });
  await page.getByRole('button', { name: 'Đặt mật khẩu' }).click();
  await page.waitForURL((url) => url.pathname === '/');
  return page;
}
