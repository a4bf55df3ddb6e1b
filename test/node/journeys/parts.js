// The parts that pages are made of, each tried on the design system page: editor, files, tables, dialogs.
import { execFileSync } from 'node:child_process';
import { desk, fill, open, password, phone } from '../lib/browser.js';
import { expect, same } from '../lib/faults.js';
import { tabTo } from '../lib/keys.js';

const root = new URL('../../../', import.meta.url).pathname;
process.env.DVHT_UI_DIR = `${root}data/ui`; // else there is no such page

const run = (dvht, ...words) => execFileSync(dvht, words, { encoding: 'utf8' });

export function prepare(dvht, data) {
  const [, login] = /^login (\S+)/m.exec(run(dvht, 'load', `${root}test/cases/gia-thuy-2024`, '--data', data));
  [prepare.code] = /[0-9A-Z]{4}(-[0-9A-Z]{4})+/.exec(run(dvht, 'user', 'reset', login, '--data', data));
}

/* What the bar writes is what one would type; it can be taken back, and looked at as it prints. */
async function write(page) {
  const field = page.getByLabel('Hiện trạng', { exact: true }), press = (name) => page.getByRole('button', { name }).click();
  await field.fill('một hai');
  await field.evaluate((one) => one.setSelectionRange(4, 7));
  await press('Chữ đậm');
  same(await field.inputValue(), 'một **hai**', 'bold');
  await press('Chữ đậm');
  same(await field.inputValue(), 'một hai', 'bold twice');
  await page.keyboard.press('Control+I');
  same(await field.inputValue(), 'một *hai*', 'italic by keys');
  await page.keyboard.press('Control+Z');
  same(await field.inputValue(), 'một hai', 'taken back');
  await field.fill('một\nhai');
  await field.evaluate((one) => one.setSelectionRange(0, 7));
  await press('Danh sách gạch đầu dòng');
  same(await field.inputValue(), '- một\n- hai', 'a list');
  await press('Danh sách đánh số');
  same(await field.inputValue(), '1. một\n2. hai', 'a numbered list in its stead');
  await press('Bảng');
  expect((await field.inputValue()).includes('| Cột 1 | Cột 2 |'), 'no table is written');
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press(' ');
  const shown = page.getByRole('region', { name: 'Xem trước Hiện trạng' });
  await shown.waitFor();
  expect((await shown.locator('.to').innerText()).includes('1. một'), 'the preview is another text');
  expect(await field.isHidden(), 'the text stands beside its preview');
  await press('Xem trước');
  expect(await field.isVisible(), 'the text does not come back');
}

async function tables(page) {
  const table = page.locator('#bang table').first(), names = () => table.locator('tbody th a').allInnerTexts();
  await table.getByRole('button', { name: 'Họ và tên' }).click();
  same((await names()).join(', '), 'Đỗ Văn An, Bùi Thị Thu Hằng, Nguyễn Thị Lan, Công Tằng Tôn Nữ Thị Hồng Nhung', 'by given names');
  await table.getByRole('button', { name: 'Họ và tên' }).click();
  same((await names())[0], 'Công Tằng Tôn Nữ Thị Hồng Nhung', 'the other way round');
  await table.getByRole('button', { name: 'Ngày sinh' }).click();
  same((await names())[1], 'Bùi Thị Thu Hằng', 'days by the calendar');
  await page.getByLabel('Chọn tất cả').check();
  await page.getByText('Đã chọn 4').waitFor();
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await page.getByText('Đã chọn 3').waitFor();
}

async function ask(page) {
  const button = page.locator('#hoi').getByRole('button', { name: 'Khóa tài khoản' });
  await button.focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  same(await page.evaluate(() => document.activeElement.textContent), 'Thôi', 'the safe answer has the focus; it is');
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
}

async function files(page, touch) {
  const field = page.locator('#f-tep');
  await field.setInputFiles([{ name: 'quyết định.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-') }]);
  await page.locator('#tep').getByText('quyết định.pdf').waitFor();
  const camera = page.getByRole('button', { name: 'Chụp ảnh' });
  same(await camera.count(), touch ? 1 : 0, 'cameras offered');
  if (!touch) return;
  const asked = page.waitForEvent('filechooser');
  await camera.tap();
  await asked;
  same(await field.getAttribute('accept'), 'image/*,application/pdf', 'what the field takes afterwards');
}

export async function journey({ browser, origin, look }) {
  const page = await open(browser, desk);
  await page.goto(`${origin}/phieu?ma=${prepare.code}`);
  await fill(page, { new_password: password, repeat: password });
  await page.getByRole('button', { name: 'Đặt mật khẩu' }).click();
  await page.waitForURL((url) => url.pathname === '/');
  await page.goto(`${origin}/dev/ui`);
  await look(page, 'he-thong-thiet-ke', { paper: false });
  await page.goto(`${origin}/dev/ui`);
  await write(page);
  await tables(page);
  await ask(page);
  await files(page, false);
  await tabTo(page, page.getByRole('link', { name: 'Đến nội dung chính' }), 200); // round and to the first
  const hand = await open(browser, phone);
  await hand.goto(`${origin}/dev/ui`);
  await files(hand, true);
}
