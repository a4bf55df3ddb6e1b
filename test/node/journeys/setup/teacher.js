// A teacher on a phone: scans the slip, chooses a password; later on a machine whose browser runs no script.
import { desk, fill, logIn, logOut, open, password, phone, text } from '../../lib/browser.js';
import { expect, same } from '../../lib/faults.js';
import { people } from './people.js';

export async function teacherOnPhone({ browser, origin, look }, slip) {
  const page = await open(browser, phone);
  await page.goto(slip);
  expect(await page.locator('[name=ma]').inputValue() !== '', 'the code is not filled in by the QR code');
  await fill(page, { new_password: password, repeat: 'khác' });
  await page.getByRole('button', { name: 'Đặt mật khẩu' }).click();
  await page.getByRole('alert').waitFor();
  await look(page, 'phieu-sai', { paper: false });
  await fill(page, { new_password: password, repeat: password });
  await page.getByRole('button', { name: 'Đặt mật khẩu' }).click();
  await page.waitForURL((url) => url.pathname === '/');
  await look(page, 'viec-cua-giao-vien', { paper: false });
  await page.locator('[data-menu]').click();
  await page.locator('.side.open').waitFor();
  await look(page, 'trinh-don', { paper: false });
  await page.goto(`${origin}/tai-khoan-cua-toi`);
  await look(page, 'tai-khoan-cua-toi');
  await page.goto(`${origin}/tai-khoan-cua-toi/xac-thuc`);
  await look(page, 'xac-thuc', { paper: false });
  await page.goto(`${origin}/viec-nen`);
  await look(page, 'viec-nen', { paper: false });
  const answer = await page.goto(`${origin}/nhat-ky`);
  same(answer.status(), 403, 'a teacher asks for the log');
  await look(page, 'khong-duoc-quyen', { paper: false });
  await page.goto(slip);
  await fill(page, { new_password: password, repeat: password });
  await page.getByRole('button', { name: 'Đặt mật khẩu' }).click();
  expect((await text(page)).includes('Mã'), 'a slip serves twice');
  await page.goto(origin);
  await logOut(page);
}

/* Reading and a simple form need no script. */
export async function teacherWithoutScript({ browser, origin }) {
  const page = await open(browser, desk, { javaScriptEnabled: false });
  await logIn(page, origin, people.teacher.login);
  await page.goto(`${origin}/don-vi`);
  for (const words of ['Trường Tiểu học Gia Thụy', 'UBND phường Bồ Đề', 'Số 1, phố Gia Thụy'])
    expect((await text(page)).includes(words), `without script ${words} is not to be read`);
  await page.goto(`${origin}/tai-khoan-cua-toi`);
  await fill(page, { password, new_password: `${password} 2`, repeat: `${password} 2` });
  await page.getByRole('button', { name: 'Đổi mật khẩu' }).click();
  expect(await page.getByRole('status').first().isVisible(), 'without script a changed password is not told');
  await page.locator('.tools details.menu-of summary').click();
  await page.getByRole('button', { name: 'Đăng xuất' }).click();
  await logIn(page, origin, people.teacher.login, `${password} 2`);
  same(new URL(page.url()).pathname, '/', 'logged in without script at');
}
