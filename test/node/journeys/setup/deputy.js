// The deputy principal stands in for the head: not before the first day, not after it was taken back.
import { desk, text } from '../../lib/browser.js';
import { expect, same } from '../../lib/faults.js';
import { enter } from '../../lib/school.js';
import { day, people } from './people.js';

export async function deputyStandsIn({ browser, origin, look }, slip, head) {
  const page = await enter(browser, slip, desk);
  const log = async (status, words) => same((await page.goto(`${origin}/nhat-ky`)).status(), status, words);
  await log(403, 'the log before anything is lent');
  await head.lend({ from: day(1), to: day(7) });
  await log(403, 'the log the day before');
  await head.takeBack();
  await head.lend({ from: day(), to: day(7) });
  await log(200, 'the log while standing in');
  const lines = await text(page);
  for (const words of ['giao vai trò', people.deputy.name, 'nhập người từ bảng tính', 'gộp hai người trùng']) expect(lines.includes(words), `the log does not tell ${words}`);
  await look(page, 'nhat-ky');
  await page.getByLabel('Ai làm, hoặc về ai').fill('lan');
  await page.waitForURL(/ai=lan/);
  await page.getByLabel('Loại').selectOption({ label: 'Người' });
  await page.waitForURL(/loai=nguoi/);
  expect((await text(page)).includes('0912 345 678'), 'what was changed is not told');
  await page.goto(`${origin}/nguoi?tim=lan`);
  await page.getByRole('link', { name: people.teacher.name }).click();
  await page.getByRole('link', { name: 'Nhật ký của người này' }).click();
  await page.getByText('Chỉ những việc do').waitFor();
  await look(page, 'nhat-ky-mot-nguoi');
  await head.takeBack();
  await log(403, 'the log after it was taken back');
}
