// The clerk at a desk, secretary: brings in a spreadsheet and keeps the list, by keyboard.
import { desk, fill, open, password, text } from '../../lib/browser.js';
import { expect, same } from '../../lib/faults.js';
import { pressAt, tabTo } from '../../lib/keys.js';
import { people } from './people.js';

const list = 'Mã;HO TEN;Ngày sinh;Chức vụ;Tổ chuyên môn;Ghi chú\n'
  + 'GV005;Lê Thị Hoa;1/2/1990;Giáo viên;Tổ 2;x\n'
  + 'GV006;Đỗ Văn An;31/02/1990;Giáo viên;Tổ 1;\n'
  + 'GV003;Nguyễn Thị Lan;16/01/1985;Giáo viên;Tổ 1;\n'
  + 'GV007;Lê Thị Hòa;;Giáo viên;Tổ 2;\n';

async function firstLogIn({ look }, page, slip) {
  await page.goto(slip);
  await look(page, 'phieu', { paper: false });
  await fill(page, { new_password: password, repeat: password });
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.pathname === '/');
}

/* From the menu to the saved list without a mouse; what the file would change is shown before. */
async function importByKeyboard({ origin, look }, page) {
  const asked = page.waitForEvent('filechooser', { timeout: 120000 }); // long before it opens: taking it over takes its time
  await page.goto(origin);
  await pressAt(page, page.getByRole('link', { name: 'Danh sách người' }).first());
  await page.waitForURL(/\/nguoi$/);
  await pressAt(page, page.getByRole('link', { name: 'Nhập từ bảng tính' }));
  await page.waitForURL(/\/nguoi\/nhap$/);
  await look(page, 'nhap', { paper: false });
  await tabTo(page, page.locator('[name=tep]'));
  await page.keyboard.press('Enter');
  await (await asked).setFiles({ name: 'danh-sach.csv', mimeType: 'text/csv', buffer: Buffer.from(list) });
  await pressAt(page, page.getByRole('button', { name: 'Xem trước' }));
  await page.getByRole('heading', { name: 'Cột trong tệp' }).waitFor();
  const seen = await text(page);
  for (const words of ['HO TEN → Họ và tên', 'Tổ chuyên môn → Tổ', 'Ghi chú → không dùng', '“31/02/1990” không phải ngày'])
    expect(seen.includes(words), `the preview does not say ${words}`);
  await look(page, 'nhap-xem');
  await pressAt(page, page.getByRole('button', { name: 'Lưu 3 người' }));
  await page.waitForURL(/nguoi\/nhap\/\d+$/);
  await look(page, 'nhap-xong');
}

/* "/", typing, j, F2, Enter, Esc: as the line above the table says. */
async function editByKeyboard({ origin, look }, page) {
  await page.goto(`${origin}/nguoi`);
  await look(page, 'nguoi');
  await page.keyboard.press('/');
  await page.keyboard.type('le thi hoa');
  await page.waitForURL(/tim=le/);
  same(await page.locator('tbody tr').count(), 2, 'people found as one types, without accents');
  await page.keyboard.press('Escape');
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('k');
  same(await page.evaluate(() => document.activeElement.textContent), 'Lê Thị Hoa', 'j j k stands at');
  await page.keyboard.press('F2');
  await page.locator('tr.editing').waitFor();
  await look(page, 'sua-tai-cho', { paper: false });
  const position = page.locator('tr.editing input[name=position]');
  await page.locator('tr.editing input').first().focus();
  await tabTo(page, position);
  await page.keyboard.type('Tổ phó');
  await page.keyboard.press('Escape');
  same(await page.locator('tr.editing').count(), 0, 'rows being edited after Esc');
  const saves = [];
  page.on('request', (request) => request.method() === 'POST' && saves.push(request.url()));
  await page.keyboard.press('F2');
  await page.locator('tr.editing').waitFor();
  same(await position.inputValue(), 'Giáo viên', 'Esc keeps nothing; the field');
  await tabTo(page, position);
  await page.keyboard.type('Tổ trưởng');
  await page.keyboard.press('Enter');
  await page.getByText('Đã lưu lúc').waitFor();
  expect((await text(page)).includes('Tổ trưởng'), 'Enter does not save');
  same(saves.length, 1, 'saves by one Enter');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/nguoi\/\d+$/);
  await look(page, 'mot-nguoi');
}

/* Typed and not saved: kept by itself, offered when the form is opened again, gone with the save. */
async function draft({ origin, look }, page) {
  await page.goto(`${origin}/nguoi/moi`);
  await fill(page, { name: 'Phạm Thị Dung' });
  await page.getByText('Bản nháp đã lưu lúc').waitFor();
  await page.evaluate(() => { for (const form of document.forms) delete form.dataset.dirty; });
  await page.goto(`${origin}/nguoi/moi`);
  await page.getByText('Bạn có bản nháp chưa lưu').waitFor();
  await look(page, 'ban-nhap', { paper: false });
  await page.getByRole('button', { name: 'Dùng bản nháp' }).click();
  same(await page.locator('main [name=name]').inputValue(), 'Phạm Thị Dung', 'the draft');
  await fill(page, { code: 'NV009', position: 'Bảo vệ' });
  await page.getByRole('button', { name: 'Lưu' }).click();
  await page.waitForURL((url) => url.pathname === '/nguoi');
  await page.goto(`${origin}/nguoi/moi`);
  await page.waitForLoadState('networkidle');
  expect(!(await page.getByText('Bạn có bản nháp').isVisible()), 'the draft is still offered after the save');
}

/* The head and the clerk save the same person: the second is shown both and keeps both. */
async function meet({ origin, look }, page, head) {
  for (const tab of [page, head]) {
    await tab.goto(`${origin}/nguoi?tim=lan`);
    await tab.getByRole('link', { name: people.teacher.name }).click();
    await tab.locator('main [name=department]').waitFor();
  }
  await fill(head, { department: 'Tổ Khoa học tự nhiên và Công nghệ', degree: 'Đại học' });
  await head.getByRole('button', { name: 'Lưu' }).click();
  await head.waitForURL((url) => url.pathname === '/nguoi');
  await fill(page, { department: 'Tổ 3', phone: '0912 345 678' });
  await page.getByRole('button', { name: 'Lưu' }).click();
  await page.getByRole('heading', { name: 'Hai người cùng sửa' }).waitFor();
  await look(page, 'cung-sua', { paper: false });
  await page.getByLabel('Tổ, ghi lại').fill('Tổ Khoa học tự nhiên');
  await page.getByRole('button', { name: 'Lưu' }).click();
  await page.waitForURL((url) => url.pathname === '/nguoi');
  await page.getByRole('link', { name: people.teacher.name }).click();
  const kept = await Promise.all(['department', 'degree', 'phone'].map((field) => page.locator(`main [name=${field}]`).inputValue()));
  same(kept.join('|'), 'Tổ Khoa học tự nhiên|Đại học|0912 345 678', 'of two savers is left');
}

/* Doubles made one, somebody leaves, the list goes out as a file. */
async function tidyUp({ origin, look }, page) {
  await page.goto(`${origin}/nguoi/trung`);
  await look(page, 'trung');
  await page.getByRole('link', { name: /Lê Thị Hoa/ }).first().click();
  await look(page, 'gop', { paper: false });
  await page.locator('input[name=giu]').first().check();
  await page.getByRole('button', { name: 'Gộp' }).click();
  await page.waitForURL(/\/nguoi\/\d+$/);
  await page.goto(`${origin}/nguoi?tim=dung`);
  await page.getByRole('link', { name: 'Phạm Thị Dung' }).click();
  await page.getByLabel('Chuyển đi').check();
  await page.getByRole('button', { name: 'Ghi nghỉ việc' }).click();
  await page.locator('dialog').getByRole('button', { name: 'Ghi nghỉ việc' }).click();
  await page.getByText('chuyển đi từ ngày').waitFor();
  await page.goto(`${origin}/nguoi?xem=da-nghi`);
  expect((await text(page)).includes('chuyển đi'), 'how she left is not listed');
  await look(page, 'nguoi-da-nghi');
  await page.goto(`${origin}/nguoi`);
  await page.getByLabel('Tìm theo tên, mã, chức vụ, tổ').fill('giao vien');
  await page.waitForURL(/tim=giao/);
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'CSV' }).click()]);
  const sent = await (await file.createReadStream()).toArray();
  const lines = Buffer.concat(sent).toString().trim().split('\r\n');
  same(lines.length - 1, await page.locator('tbody tr').count(), 'people in the file as on the page');
}

export async function clerkWorks(place, slip, head) {
  const page = await open(place.browser, desk);
  await firstLogIn(place, page, slip);
  await importByKeyboard(place, page);
  await editByKeyboard(place, page);
  await draft(place, page);
  await meet(place, page, head);
  await tidyUp(place, page);
  const refused = await page.request.get(`${place.origin}/tai-khoan`, { headers: { Accept: 'text/html' } });
  same(refused.status(), 403, 'a secretary asks for the accounts');
}
