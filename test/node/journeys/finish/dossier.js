// The dossier: read, downloaded in all its forms, numbered from the register, sent, received with a scan.
import { readFileSync, statSync } from 'node:fs';
import { expect, same } from '../../lib/faults.js';
import { fill } from '../../lib/browser.js';
import { readQr } from '../../lib/qr.js';
import { site } from '../../lib/sample.js';

const magic = { zip: 'PK', docx: 'PK', xlsx: 'PK', pdf: '%PDF-' };

/* Clicks it and has the file. */
async function download(page, link, kind) {
  const waiting = page.waitForEvent('download');
  await link.click({ modifiers: ['Alt'] }); // as a file, also what the browser would show
  const file = await (await waiting).path();
  expect(readFileSync(file).subarray(0, magic[kind].length).toString('latin1') === magic[kind], `no ${kind} is downloaded`);
  expect(statSync(file).size > 2000, `a download of ${statSync(file).size} bytes`);
  return file;
}

async function downloads({ origin }, page, round) {
  await page.goto(`${origin}${round}/ho-so`);
  await download(page, page.getByRole('link', { name: 'Tải cả bộ (ZIP)' }), 'zip');
  const row = page.getByRole('row').filter({ hasText: 'Báo cáo tự đánh giá' }).first();
  await download(page, row.getByRole('link', { name: /^Word/ }), 'docx');
  await download(page, page.getByRole('link', { name: /^Excel/ }).first(), 'xlsx');
  await download(page, row.getByRole('link', { name: /^PDF/ }), 'pdf');
  return readQr(await download(page, page.getByRole('link', { name: 'In cả hồ sơ (PDF)' }), 'pdf'));
}

async function readIt({ origin, look }, { secretary, member }, round) {
  await member.goto(`${origin}${round}/ho-so`);
  await look(member, 'ho-so');
  await member.getByRole('link', { name: /^Báo cáo tự đánh giá, công nhận/ }).click();
  await member.locator('svg.trang').first().waitFor();
  await look(member, 'ho-so-xem-bao-cao', { paper: false });
  expect((await member.locator('.trang-in').first().textContent()).length > 500, 'the report is empty');
  await secretary.goto(`${origin}${round}/ho-so`);
  expect((await secretary.getByRole('row').count()) >= 8, 'the eight items are not there');
}

async function numberAndCopy({ origin }, secretary, round) {
  await secretary.goto(`${origin}${round}/van-ban?xem=so`);
  await secretary.getByLabel('Số: Thông báo công khai kết quả tự đánh giá').fill('5');
  await secretary.getByRole('button', { name: 'Lưu sổ' }).click();
  await secretary.getByText('Đã lưu sổ văn bản.').waitFor();
  await secretary.goto(`${origin}${round}/van-ban/report`);
  await secretary.locator('#f-signed').setInputFiles({ name: 'bao-cao-da-ky.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n%%EOF\n') });
  await secretary.getByRole('button', { name: 'Gắn bản đã ký' }).click();
  await secretary.getByRole('status').first().waitFor();
  await secretary.goto(`${origin}${round}/ho-so`);
  await secretary.getByRole('link', { name: /^bản ký/ }).first().waitFor();
  await secretary.goto(`${origin}${round}/phe-duyet`);
  await secretary.getByText('vẫn đúng với dữ liệu hôm nay').waitFor(); // number and copy do not void it
}

async function send({ origin, look }, { secretary, head }, round) {
  await secretary.goto(`${origin}/`);
  await secretary.getByRole('link', { name: /^Nộp hồ sơ đã phê duyệt/ }).click();
  await secretary.getByLabel('Trực tuyến').check();
  await fill(secretary, { sent_on: '10/01/2127', file_number: 'H26.01-250110-0001' });
  await secretary.getByRole('button', { name: 'Ghi lần nộp' }).click();
  await secretary.getByText('Ngày này chưa tới.').first().waitFor();
  await look(secretary, 'ho-so-ngay-chua-toi');
  await fill(secretary, { sent_on: '10/01/2025' });
  await secretary.getByRole('button', { name: 'Ghi lần nộp' }).click();
  await secretary.getByText('Đã ghi lần nộp hồ sơ.').waitFor();
  await secretary.getByText('Ghi giấy tiếp nhận', { exact: true }).click();
  await fill(secretary, { receipt_number: '12/TN', received_on: '11/01/2025' });
  await secretary.locator('[name=receipt]').setInputFiles({ name: 'giay-tiep-nhan.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n%%EOF\n') });
  await secretary.locator('.sendings').getByRole('button', { name: 'Lưu' }).click();
  await secretary.getByText('Đã ghi giấy tiếp nhận.').waitFor();
  const scan = await secretary.request.get(await secretary.getByRole('link', { name: 'giay-tiep-nhan.pdf' }).evaluate((link) => link.href));
  same((await scan.body()).length, 15, 'bytes of the receipt');
  await look(secretary, 'ho-so-da-nop');
  await head.goto(`${origin}${round}/ho-so`);
  await head.getByText('đã tiếp nhận').first().waitFor();
}

/* Approved already.  The address that the code on the cover holds is left in `place.code`. */
export async function dossier(place, people, round) {
  await readIt(place, people, round);
  const code = await downloads(place, people.secretary, round);
  expect(code?.startsWith(`${site}/cong-khai/ma/`), `the cover’s code reads ${code}`);
  place.code = code?.slice(site.length);
  await numberAndCopy(place, people.secretary, round);
  await send(place, people, round);
}
