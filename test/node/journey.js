// A school sets itself up in a browser, against the real server: administrator, clerk's work, a teacher on a phone.
// usage: node journey.js DVHT SHOTS
// exit 0: done, nothing to say; 1: faults, printed one a line; 2: could not run
import { spawn } from 'node:child_process';
import { mkdtempSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const [dvht, shots] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const password = 'trời xanh mây trắng';
const faults = [];
const looks = [[1280, 800, 'light'], [1280, 800, 'dark'], [390, 844, 'light'], [390, 844, 'dark'], [320, 640, 'light']];

const fault = (text) => faults.push(text);
const expect = (truth, text) => truth || fault(text);

/* The server on a folder of its own; its address and the address of the first set-up. */
async function serve(folder) {
  const server = spawn(dvht, ['serve', '--data', folder, '--listen', '127.0.0.1:0'], { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  for await (const piece of server.stdout) {
    text += piece;
    if (text.includes('/thiet-lap?ma=')) break;
  }
  return { server, origin: /listening on (\S+)/.exec(text)[1], setup: /(http\S+\/thiet-lap\?ma=\S+)/.exec(text)[1] };
}

/* The page as it stands at every width, light and dark: nothing sticks out, nothing that axe knows of. */
async function look(page, name) {
  const before = page.viewportSize();
  for (const [width, height, theme] of looks) {
    const place = `${name} (${width} ${theme})`;
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(over <= 0, `${place}: sticks out by ${over} px`);
    if (width !== 320) {
      if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe);
      const found = await page.evaluate(() => window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'] }));
      for (const one of found.violations) fault(`${place}: ${one.id} ${one.help}: ${one.nodes[0].html.slice(0, 120)}`);
    }
    await page.screenshot({ path: join(shots, `${name}.${width}.${theme}.png`), fullPage: true });
  }
  await page.setViewportSize(before);
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
}

async function open(browser, width, height) {
  const context = await browser.newContext({ viewport: { width, height }, locale: 'vi-VN', hasTouch: width < 720, reducedMotion: 'reduce' });
  const page = await context.newPage();
  page.on('console', (message) => message.type() === 'error' && !message.text().includes('409 (Conflict)') && fault(`console: ${message.text()} at ${page.url()}`));
  page.on('pageerror', (error) => fault(`script: ${error.message} at ${page.url()}`));
  return page;
}

/* Fills what stands there and goes on, step by step, as a person does. */
async function setUp(page, address) {
  const values = {
    person: 'Bùi Thị Thu Hằng', position: 'Hiệu trưởng', new_password: password, repeat: password,
    name: 'Trường Tiểu học Gia Thụy', short_name: 'Gia Thụy', code: 'THGT', governing_body: 'UBND phường Bồ Đề',
    appraiser: 'Phòng Văn hóa - Xã hội phường Bồ Đề', place: 'Hà Nội',
  };
  await page.goto(address);
  await look(page, 'thiet-lap');
  for (let step = 0; step < 4; step++) {
    for (const [name, value] of Object.entries(values)) {
      const field = page.locator(`[name="${name}"]`);
      if (await field.isVisible() && (await field.inputValue()) === '') await field.fill(value);
    }
    if (await page.getByLabel('Tôi là thủ trưởng đơn vị').isVisible()) await page.getByLabel('Tôi là thủ trưởng đơn vị').check();
    const next = page.getByRole('button', { name: 'Tiếp tục' });
    if (await next.isVisible()) await next.click();
  }
  await page.getByRole('button', { name: 'Thiết lập xong' }).click();
}

async function logIn(page, origin, login) {
  await page.goto(`${origin}/dang-nhap`);
  await page.locator('[name=login]').fill(login);
  await page.locator('[name=password]').fill(password);
  await page.getByRole('button', { name: 'Đăng nhập', exact: true }).click();
  await page.waitForURL((url) => !url.pathname.startsWith('/dang-nhap'));
}

async function addPerson(page, origin, person) {
  await page.goto(`${origin}/nguoi/moi`);
  for (const [name, value] of Object.entries(person)) await page.locator(`main [name="${name}"]`).fill(value);
  await page.getByRole('button', { name: 'Lưu' }).click();
  await page.waitForURL(/\/nguoi/);
}

/* The code on a log-in slip is printed; the page of the account gives one to be read out. */
async function newCode(page, origin, name) {
  await page.goto(`${origin}/tai-khoan`);
  await page.getByRole('link', { name }).click();
  await look(page, 'tai-khoan-mot-nguoi');
  const login = await page.locator('main').innerText();
  await page.getByRole('button', { name: /mã/i }).first().click();
  const sure = page.locator('dialog button').first();
  if (await sure.isVisible().catch(() => false)) await sure.click();
  const code = await page.locator('code').filter({ hasText: /^[0-9A-Za-z]{4}([- ]?[0-9A-Za-z]{4}){3}$/ }).first().innerText();
  return { code, login: /thgt\.[a-z.]+/.exec(login)[0] };
}

/* The same person open in two tabs, both saved: the second is shown both and keeps both. */
async function meet(page, origin, name) {
  const other = await page.context().newPage();
  for (const tab of [page, other]) {
    await tab.goto(`${origin}/nguoi?tim=${encodeURIComponent(name)}`);
    await tab.getByRole('link', { name }).click();
    await tab.locator('main [name=department]').waitFor();
  }
  await other.locator('main [name=department]').fill('Tổ Khoa học tự nhiên và Công nghệ');
  await other.locator('main [name=degree]').fill('Đại học');
  await other.getByRole('button', { name: 'Lưu' }).click();
  await other.waitForURL((url) => url.pathname === '/nguoi');
  await other.close();
  await page.locator('main [name=department]').fill('Tổ 3');
  await page.locator('main [name=phone]').fill('0912 345 678');
  await page.getByRole('button', { name: 'Lưu' }).click();
  await page.getByRole('heading', { name: 'Hai người cùng sửa' }).waitFor();
  await look(page, 'cung-sua');
  await page.getByLabel('Tổ, ghi lại').fill('Tổ Khoa học tự nhiên');
  await page.getByRole('button', { name: 'Lưu' }).click();
  await page.waitForURL((url) => url.pathname === '/nguoi');
  await page.getByRole('link', { name }).click();
  const kept = await Promise.all(['department', 'degree', 'phone'].map((field) => page.locator(`main [name=${field}]`).inputValue()));
  expect(kept.join('|') === 'Tổ Khoa học tự nhiên|Đại học|0912 345 678', `of two savers is left: ${kept.join('|')}`);
}

/* Typed and not saved: kept by itself, offered when the form is opened again, gone with the save. */
async function draft(page, origin) {
  await page.goto(`${origin}/nguoi/moi`);
  await page.locator('main [name=name]').fill('Phạm Thị Dung');
  await page.getByText('Bản nháp đã lưu lúc').waitFor();
  await page.evaluate(() => { for (const form of document.forms) delete form.dataset.dirty; });
  await page.goto(`${origin}/nguoi/moi`);
  await page.getByText('Bạn có bản nháp chưa lưu').waitFor();
  await look(page, 'ban-nhap');
  await page.getByRole('button', { name: 'Dùng bản nháp' }).click();
  expect(await page.locator('main [name=name]').inputValue() === 'Phạm Thị Dung', 'the draft does not come back');
  await page.locator('main [name=code]').fill('GV009');
  await page.locator('main [name=position]').fill('Văn thư');
  await page.getByRole('button', { name: 'Lưu' }).click();
  await page.waitForURL((url) => url.pathname === '/nguoi');
  await page.goto(`${origin}/nguoi/moi`);
  await page.waitForLoadState('networkidle');
  expect(!(await page.getByText('Bạn có bản nháp').isVisible()), 'the draft is still offered after the save');
}

async function journey(browser, origin, setup) {
  const page = await open(browser, 1280, 800);
  await setUp(page, setup);
  await page.waitForLoadState();
  if (!(await page.locator('[name=password]').isVisible().catch(() => false))) await look(page, 'sau-thiet-lap');
  await page.context().clearCookies();
  await page.goto(`${origin}/dang-nhap`);
  await look(page, 'dang-nhap');
  await page.goto(`${origin}/quen-mat-khau`);
  await look(page, 'quen-mat-khau');
  await logIn(page, origin, 'thgt.bui.thi.thu.hang');
  await page.goto(origin);
  await look(page, 'viec-cua-toi');
  await addPerson(page, origin, { code: 'GV002', name: 'Nguyễn Thị Lan', position: 'Giáo viên', department: 'Tổ 1', birth: '15/01/1985' });
  await addPerson(page, origin, { code: 'GV003', name: 'Trần Văn Đức', position: 'Giáo viên', department: 'Tổ 2' });
  await page.goto(`${origin}/nguoi/nhap`);
  await look(page, 'nhap');
  const table = 'Mã,Họ và tên,Ngày sinh,Chức vụ,Tổ,Ghi chú\nGV004,Lê Thị Hoa,1/2/1990,Giáo viên,Tổ 2,x\nGV002,Nguyễn Thị Lan,16/01/1985,Giáo viên,Tổ 1,\nGV005,Đỗ Văn An,31/02/1990,Giáo viên,Tổ 1,\n';
  await page.locator('[name=tep]').setInputFiles({ name: 'danh-sach.csv', mimeType: 'text/csv', buffer: Buffer.from(table) });
  await page.getByRole('button', { name: 'Xem trước' }).click();
  await page.getByRole('heading', { name: 'Người mới' }).waitFor();
  await look(page, 'nhap-xem');
  await page.getByRole('button', { name: 'Lưu 2 người' }).click();
  await page.waitForURL(/nguoi\/nhap\/\d+$/);
  await look(page, 'nhap-xong');
  await page.goto(`${origin}/nguoi`);
  expect((await page.locator('main').innerText()).includes('Lê Thị Hoa'), 'the person of the spreadsheet is not in the list');
  expect((await page.locator('main').innerText()).includes('Nguyễn Thị Lan'), 'the person added is not in the list');
  await look(page, 'nguoi');
  await page.getByRole('link', { name: 'Nguyễn Thị Lan' }).click();
  await look(page, 'mot-nguoi');
  await meet(page, origin, 'Nguyễn Thị Lan');
  await draft(page, origin);
  await page.goto(`${origin}/tai-khoan`);
  await page.getByRole('button', { name: 'Cấp tài khoản cho tất cả' }).click();
  await page.waitForLoadState();
  await look(page, 'tai-khoan');
  const { code, login } = await newCode(page, origin, 'Nguyễn Thị Lan');

  const phone = await open(browser, 390, 844);
  await phone.goto(`${origin}/phieu?ma=${encodeURIComponent(code)}`);
  await look(phone, 'phieu');
  await phone.locator('[name=new_password]').fill(password);
  await phone.locator('[name=repeat]').fill(password);
  await phone.getByRole('button', { name: 'Đặt mật khẩu' }).click();
  await phone.waitForLoadState();
  await phone.context().clearCookies();
  await logIn(phone, origin, login);
  await phone.goto(`${origin}/tai-khoan-cua-toi`);
  await look(phone, 'tai-khoan-cua-toi');
  const refused = await phone.request.get(`${origin}/tai-khoan`, { headers: { Accept: 'text/html' } });
  expect(refused.status() === 403, `a teacher asks for the accounts: ${refused.status()}`);

  await page.goto(`${origin}/don-vi`);
  await page.locator('[name=valid_from]').fill('01/01/2030');
  await page.locator('[name=governing_body]').fill('UBND phường Long Biên');
  await page.getByRole('button', { name: 'Lưu' }).click();
  await page.waitForLoadState();
  const names = await page.locator('main').innerText();
  expect(names.includes('đến hết 31/12/2029') && names.includes('UBND phường Long Biên'), 'the new authority is not among the names');
  await look(page, 'don-vi');
  await page.goto(`${origin}/uy-quyen`);
  await look(page, 'uy-quyen');
  await page.goto(`${origin}/viec-nen`);
  await look(page, 'viec-nen');
  await page.goto(`${origin}/nhat-ky`);
  expect((await page.locator('main').innerText()).includes('thêm người'), 'the log does not tell who was added');
  await look(page, 'nhat-ky');
  await page.locator('details.menu-of summary').click();
  await page.getByRole('button', { name: 'Đăng xuất' }).click();
  await page.waitForURL(/dang-nhap/);
}

const folder = mkdtempSync(join(tmpdir(), 'dvht-journey-'));
mkdirSync(shots, { recursive: true });
let server = null, browser = null;
try {
  const served = await serve(join(folder, 'data'));
  server = served.server;
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: ['--no-sandbox'] });
  await journey(browser, served.origin, served.setup);
} catch (error) {
  fault(`stopped: ${error.message}`);
} finally {
  await browser?.close();
  if (server) {
    const ended = new Promise((resolve) => server.on('exit', resolve));
    server.kill('SIGTERM');
    expect((await ended) === 0, 'the server did not end well');
  }
  rmSync(folder, { recursive: true, force: true });
}
for (const text of new Set(faults)) console.log(text);
process.exitCode = faults.length > 0 ? 1 : 0;
