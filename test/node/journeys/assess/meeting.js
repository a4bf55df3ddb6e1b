// The team meets: called, one comes in by the code at the door with a phone, votes on the wall, conclusion, minutes by themselves.
import { expect, same } from '../../lib/faults.js';
import { fill, text } from '../../lib/browser.js';
import { readQrOnScreen } from '../../lib/qr.js';
import { names } from './people.js';

async function call({ origin, look }, secretary, top, path) {
  await secretary.goto(origin + top);
  await look(secretary, 'hop');
  await secretary.getByRole('link', { name: 'Triệu tập' }).last().click();
  await look(secretary, 'hop-trieu-tap');
  await fill(secretary, { begins: '14h 30/12/2024', place: 'Phòng họp hội đồng sư phạm' });
  await secretary.getByRole('button', { name: 'Triệu tập họp' }).click();
  await secretary.getByText('Đã triệu tập họp.').waitFor();
  same(new URL(secretary.url()).pathname, path, 'the meeting’s page');
  const invitation = await secretary.request.get(origin + await secretary.getByRole('link', { name: 'Giấy mời (PDF)' }).getAttribute('href'));
  expect((await invitation.body()).subarray(0, 4).toString() === '%PDF', 'no invitation');
  const calendar = await secretary.request.get(`${origin + path}/lich.ics`);
  expect((await calendar.text()).includes('BEGIN:VEVENT'), 'no calendar');
}

/* The code is read from the screen as a phone's camera does. */
async function atTheDoor({ origin, look }, { secretary, absent, union }, path) {
  await secretary.goto(origin + path);
  await secretary.getByRole('button', { name: 'Mở điểm danh bằng mã QR' }).click();
  await secretary.getByText('Đã mở điểm danh.').waitFor();
  await look(secretary, 'hop-ma-qr');
  const address = await readQrOnScreen(secretary, secretary.locator('.door-code svg'));
  expect(address?.startsWith(origin + path), `the code at the door says ${address}`);
  for (const page of [absent, union]) {
    await page.goto(address);
    if (page === absent) await look(page, 'hop-diem-danh');
    await page.getByRole('button', { name: 'Tôi có mặt' }).click();
    await page.getByText('Bạn đã được ghi là có mặt.').waitFor();
  }
  await look(absent, 'hop-da-co-mat');
  await secretary.goto(`${origin + path}/cua`);
  same(await secretary.locator('.door-code figcaption').innerText(), 'Có mặt 2/9', 'who came by the door');
}

async function attendance({ origin, look }, secretary, path) {
  await secretary.goto(origin + path);
  const rows = secretary.locator('table.attendance tbody tr');
  for (let i = 0; i < await rows.count(); i++) {
    const away = (await rows.nth(i).innerText()).includes('Võ Thị Bích Hằng');
    await rows.nth(i).locator('select').selectOption({ label: away ? 'vắng mặt' : 'có mặt' });
    if (away) await rows.nth(i).locator('input[type=text]').fill('Đi công tác');
  }
  await secretary.getByRole('button', { name: 'Lưu điểm danh' }).click();
  await secretary.getByText('Đã lưu điểm danh: có mặt 8/9 thành viên.').waitFor();
  await look(secretary, 'hop-mot-cuoc');
}

/* One indicator after the other on the wall. */
async function votes({ origin, look }, secretary, path) {
  await secretary.goto(`${origin + path}/chieu`);
  await secretary.setViewportSize({ width: 1920, height: 1080 });
  await look(secretary, 'hop-chieu', { wall: true });
  const out = await secretary.evaluate(() => document.documentElement.scrollHeight - innerHeight);
  expect(out <= 0, `the wall shows one indicator without scrolling; ${out} px are below`);
  await secretary.locator('#f-text').fill('Hồ sơ của chỉ tiêu này đầy đủ.');
  await secretary.locator('#f-person').selectOption({ label: names.union });
  await secretary.getByRole('button', { name: 'Ghi ý kiến' }).click();
  await secretary.getByText('Đã ghi ý kiến.').waitFor();
  await secretary.locator('#f-for').fill('9');
  await secretary.locator('#f-against').fill('0');
  await secretary.getByRole('button', { name: 'Ghi phiếu' }).click();
  await secretary.getByText('nhiều hơn 8 người có mặt').first().waitFor();
  await look(secretary, 'hop-chieu-qua-so', { wall: true });
  const count = await secretary.locator('.wall-agenda a').count();
  for (let i = 0; i < count; i++) {
    await secretary.goto(`${origin}${await secretary.locator('.wall-agenda a').nth(i).getAttribute('href')}`);
    await secretary.locator('#f-for').fill('8');
    await secretary.locator('#f-against').fill('0');
    await secretary.getByRole('button', { name: 'Ghi phiếu' }).click();
    await secretary.getByText(/^Đã ghi kết quả biểu quyết/).waitFor();
  }
  await look(secretary, 'hop-chieu-xong', { wall: true });
  await secretary.setViewportSize({ width: 1366, height: 768 });
}

async function conclude({ origin, look }, { secretary, head }, path, round) {
  await secretary.goto(origin + path);
  same(await secretary.locator('#bieu-quyet h2').innerText(), 'Biểu quyết 12/12 chỉ tiêu', 'votes');
  await fill(secretary, { ends: '16:30 30/12/2024', discussion: 'Tổ đối chiếu minh chứng của từng chỉ tiêu.', conclusion: 'Tổ thống nhất kết quả, trình Hiệu trưởng.' });
  await secretary.locator('form', { has: secretary.locator('#f-conclusion') }).getByRole('button', { name: 'Lưu', exact: true }).click();
  await secretary.getByText('Đã lưu cuộc họp.').waitFor();
  await secretary.getByRole('button', { name: 'Kết thúc họp' }).click();
  await secretary.getByText('Đã kết thúc cuộc họp.').waitFor();
  await look(secretary, 'hop-xong');
  await secretary.getByRole('link', { name: 'Biên bản', exact: true }).click();
  await secretary.locator('.to, .sheets').first().waitFor();
  const minutes = await text(secretary);
  for (const words of ['Tổ thống nhất kết quả, trình Hiệu trưởng.', 'Hồ sơ của chỉ tiêu này đầy đủ.', 'Đi công tác']) expect(minutes.includes(words), `the minutes do not say “${words}”`);
  await look(secretary, 'hop-bien-ban');
  await head.goto(`${origin}${round}/bang`);
  await look(head, 'bang');
  await head.goto(`${origin}${round}`);
  await look(head, 'tong-quan');
}

/* `people`: pages of secretary, head, union, and of a member on a phone. */
export async function meeting(place, people, round) {
  const top = `${round}/hop`, path = `${top}/tu-danh-gia`;
  await call(place, people.secretary, top, path);
  await atTheDoor(place, people, path);
  await attendance(place, people.secretary, path);
  await votes(place, people.secretary, path);
  await conclude(place, people, path, round);
}
