// A school is there: its head logged in, its people in the list, each with an account.
import { join } from 'node:path';
import { desk, fill, open, password } from './browser.js';
import { expect } from './faults.js';
import { readQr } from './qr.js';

const next = (page) => page.getByRole('button', { name: 'Tiếp tục' }).click();

async function bringIn({ origin }, page, list, news) {
  await page.goto(`${origin}/nguoi/nhap`);
  await page.locator('[name=tep]').setInputFiles({ name: 'danh-sach.csv', mimeType: 'text/csv', buffer: Buffer.from(list) });
  await page.getByRole('button', { name: 'Xem trước' }).click();
  await page.getByRole('button', { name: `Lưu ${news} người` }).click();
  await page.waitForURL(/nguoi\/nhap\/\d+$/);
}

/* Founds it on an empty server; `list`: the spreadsheet of its people, `news`: how many are new; `tidy (page)`: what is
 * to be done with them before they have accounts; `over`: who governs it and appraises.  Returns the head's page. */
export async function foundSchool({ browser, origin, server }, { year, head, list, news, tidy = () => {}, over = ['UBND phường Bồ Đề', 'UBND phường Bồ Đề'] }) {
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
  await fill(page, { governing_body: over[0], appraiser: over[1], place: 'Hà Nội' });
  await page.getByRole('button', { name: 'Thiết lập xong' }).click();
  await page.waitForURL((url) => url.pathname === '/');
  await bringIn({ origin }, page, list, news);
  await tidy(page);
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

/* A printed slip: its QR code is all that the person (name, login) needs.  The address that the code holds. */
export async function printSlip({ origin, server }, head, person) {
  await head.goto(`${origin}/tai-khoan`);
  await head.getByLabel('Chọn tất cả').check(); // all who have not logged in yet are chosen already
  await head.getByLabel('Chọn tất cả').uncheck();
  await head.getByLabel(`Chọn ${person.name}`).check();
  const [slip] = await Promise.all([head.waitForEvent('download'), head.getByRole('button', { name: 'In phiếu đăng nhập' }).click()]);
  const file = join(server.folder, `${person.login}.pdf`);
  await slip.saveAs(file);
  const address = readQr(file);
  expect(address?.startsWith(`${origin}/phieu?ma=`), `the QR code of ${person.name} says ${address}`);
  return address;
}

/* A page on a device of one's own, through the address on one's slip: a password is chosen. */
export async function enter(browser, slip, device) {
  const page = await open(browser, device);
  await page.goto(slip);
  await fill(page, { new_password: password, repeat: password });
  await page.getByRole('button', { name: 'Đặt mật khẩu' }).click();
  await page.waitForURL((url) => url.pathname === '/');
  return page;
}

/* The person's page on a device of their own, logged in with a code that the head reads out. */
export async function begin({ browser, origin }, head, name, device) {
  await openAccount(head, origin, name);
  await head.getByRole('button', { name: 'Cấp mã mới' }).click();
  await head.locator('dialog').getByRole('button', { name: 'Cấp mã mới' }).click();
  const code = await head.locator('.code-shown').innerText();
  return enter(browser, `${origin}/phieu?ma=${encodeURIComponent(code.trim())}`, device);
}
