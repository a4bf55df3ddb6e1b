// The result made public by the head, with what is ticked; looked at by somebody who has no account, at a desk, on a phone, on
// paper; the code on the cover told true or not; withdrawn, and published again.
import { desk, fill, open, phone, text } from '../../lib/browser.js';
import { expect, same } from '../../lib/faults.js';
import { names } from '../../lib/sample.js';

async function publish({ origin }, head, round, ticked) {
  await head.goto(`${origin}${round}/cong-khai`);
  for (const name of ticked) await head.getByLabel(name).check();
  await head.getByRole('button', { name: 'Công khai', exact: true }).click();
  await head.getByText('Đã công khai kết quả.').waitFor();
  return new URL(await head.locator('.hold a').first().getAttribute('href'), origin).pathname;
}

async function code({ origin, look, code: path }, page, heading, picture) {
  await page.goto(origin + path);
  await page.getByRole('heading', { name: heading }).waitFor();
  await look(page, picture);
}

async function seen({ browser, origin, look }, address) {
  const anybody = await open(browser, desk);
  await anybody.goto(`${origin}/cong-khai`);
  await look(anybody, 'cong-khai-danh-sach');
  await anybody.getByRole('link', { name: 'Trường Tiểu học Gia Thụy' }).click();
  same(new URL(anybody.url()).pathname, address, 'the list leads to');
  const page = await text(anybody);
  for (const word of ['47/47', 'Chỉ tiêu đạt', 'Văn bản kèm theo']) expect(page.includes(word), `the public page does not say ${word}`);
  for (const name of Object.values(names)) expect(!page.includes(name), `the public page names ${name}`);
  await look(anybody, 'cong-khai-ket-qua');
  const report = await anybody.request.get(await anybody.getByRole('link', { name: 'Báo cáo tự đánh giá' }).evaluate((link) => link.href));
  expect((await report.body()).subarray(0, 5).toString() === '%PDF-', 'the public report is not a PDF');
  const hand = await open(browser, phone);
  await hand.goto(origin + address);
  await hand.getByRole('heading', { name: 'Trường Tiểu học Gia Thụy' }).waitFor();
  return hand;
}

async function withdraw({ origin, look }, head, anybody, round, address) {
  await head.goto(`${origin}${round}/cong-khai`);
  await look(head, 'cong-khai-dang-cong-khai');
  await head.getByText('Rút bản này', { exact: true }).click();
  await fill(head, { reason: 'Xem lại số liệu tiêu chí 2' });
  await head.getByRole('button', { name: 'Rút khỏi trang công khai' }).click();
  await head.getByText('Đã rút bản công khai.').waitFor();
  await anybody.goto(`${origin}${address}?lai`); // past the cache
  await anybody.getByText('Xem lại số liệu tiêu chí 2').waitFor();
  expect(!(await text(anybody)).includes('47/47'), 'what is withdrawn is still shown');
  await look(anybody, 'cong-khai-da-rut');
}

export async function publication(place, { head, teacher }, round) {
  await head.goto(`${place.origin}${round}/cong-khai`);
  await place.look(head, 'cong-khai-chon');
  const address = await publish(place, head, round, ['Báo cáo tự đánh giá']);
  const anybody = await seen(place, address);
  await code(place, anybody, 'Đúng bản đang công khai', 'ma-tren-giay');
  await withdraw(place, head, anybody, round, address);
  await code(place, anybody, 'Bản này đã rút khỏi trang công khai', 'ma-tren-giay-da-rut');
  same(await publish(place, head, round, []), address, 'the address of the second publication');
  await teacher.goto(`${place.origin}${address}?lan=2`);
  await teacher.getByText('Các bản đã rút').waitFor();
}
