// Evidence: many files chosen and dropped, names guessed from theirs; an upload cut in the middle and gone on with; seen in the
// page, replaced by a newer version, found without accents; one that not everybody may see.
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, same } from '../../lib/faults.js';
import { fill, text } from '../../lib/browser.js';
import { cases } from './people.js';

const stored = (name) => readFileSync(join(cases, 'evidence', name));

/* As somebody drags files from their desktop onto the place. */
async function drop(page, place, files) {
  const carried = await page.evaluateHandle((all) => {
    const transfer = new DataTransfer();
    for (const { name, type, data } of all) transfer.items.add(new File([Uint8Array.from(atob(data), (one) => one.charCodeAt(0))], name, { type }));
    return transfer;
  }, files.map(({ name, mimeType, buffer }) => ({ name, type: mimeType, data: buffer.toString('base64') })));
  for (const kind of ['dragenter', 'dragover', 'drop']) await place.dispatchEvent(kind, { dataTransfer: carried });
}

const pdf = (name, from) => ({ name, mimeType: 'application/pdf', buffer: stored(from) });

export async function many({ origin, look }, member, top) {
  await member.goto(origin + top);
  await look(member, 'minh-chung');
  const form = member.locator('form[action$="/nhieu"]');
  await form.locator('#f-tep').setInputFiles([pdf('03_KH-THGT_Kế hoạch học tập thường xuyên.pdf', 'mc01.pdf'), pdf('05_BC-THGT_Báo cáo kết quả học tập.pdf', 'mc02.pdf')]);
  await form.locator('.file-name li').nth(1).waitFor();
  await drop(member, form.locator('[data-drop]'), [{ name: 'Ảnh họp hội đồng sư phạm.png', mimeType: 'image/png', buffer: stored('mc12.png') }]);
  await form.locator('.file-name li').nth(2).waitFor();
  await form.locator('#f-chi_tieu').selectOption('1.1');
  await look(member, 'minh-chung-nhieu-tep');
  await form.getByRole('button', { name: 'Tải lên, thêm vào danh mục' }).click();
  await member.getByText('Đã thêm 3 minh chứng').waitFor();
  expect((await text(member)).includes('03/KH-THGT'), 'the number is not guessed');
  for (const title of ['Kế hoạch học tập thường xuyên', 'Báo cáo kết quả học tập', 'Ảnh họp hội đồng sư phạm'])
    expect(await member.getByRole('link', { name: title }).count() > 0, `no item is named “${title}”: ${await text(member)}`);
}

/* On disk, as people have them: 350 small ones, among them one that is empty and one that is a program. */
function smallFiles(folder) {
  const files = Array.from({ length: 350 }, (_, n) => [`trang ${String(n).padStart(3, '0')}.txt`, `trang ${n}`]);
  files.splice(320, 0, ['trống.txt', ''], ['xem ảnh.jpg', readFileSync('/bin/true')]);
  for (const [name, content] of files) writeFileSync(join(folder, name), content);
  return files.map(([name]) => join(folder, name));
}

/* Very many small files, a hundred at a time: an answer that gets lost, a hundred that is refused, the page closed, files that
 * cannot be taken. */
export async function hundreds({ origin, look }, member, top) {
  const folder = mkdtempSync(join(tmpdir(), 'dvht-tep-')), files = smallFiles(folder);
  try {
    await bringHundreds(origin, look, member, top, files);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function bringHundreds(origin, look, member, top, files) {
  await member.goto(origin + top);
  const before = await member.request.get(`${origin + top}?tim=trang`, { headers: { Accept: 'application/json' } });
  same((await before.json()).rows?.length || 0, 0, 'nothing is named so yet');
  const form = member.locator('form[action$="/nhieu"]'), send = form.getByRole('button', { name: 'Tải lên, thêm vào danh mục' });
  await form.locator('#f-tep').setInputFiles(files);
  await form.locator('.file-name', { hasText: '352 tệp' }).waitFor();
  let turn = 0;
  await member.route(/\/minh-chung\/nhieu$/, async (route) => {
    if (++turn === 1) {
      await route.fetch({ maxRedirects: 0 });
      return route.abort('internetdisconnected');
    }
    return turn === 3 ? route.fulfill({ status: 403, json: { message: 'Việc này cần quyền ghi minh chứng.' } }) : route.continue();
  });
  await send.click();
  await form.getByText('Đã đưa vào 100/352 tệp rồi dừng. Việc này cần quyền ghi minh chứng.').waitFor();
  await form.locator('.file-name', { hasText: '252 tệp' }).waitFor();
  await look(member, 'minh-chung-rat-nhieu-dung');
  await member.reload();
  await form.locator('#f-tep').setInputFiles(files);
  await form.locator('.file-name', { hasText: '352 tệp' }).waitFor();
  await send.click();
  await form.getByRole('link', { name: 'Xem danh mục' }).waitFor();
  same(await form.locator('.uploading [role=status]').innerText(), 'Đã đưa vào 350/352 tệp', 'what is in');
  same(await member.getByText('rồi dừng').count(), 0, 'sentences of a stop that is over');
  for (const told of ['Tệp “trống.txt” trống', '“xem ảnh.jpg” là chương trình']) expect((await form.innerText()).includes(told), `it is not told: ${told}`);
  await look(member, 'minh-chung-rat-nhieu');
  await form.getByRole('button', { name: 'Thử lại xem ảnh.jpg' }).click();
  await form.locator('.why', { hasText: 'là chương trình' }).waitFor();
  await member.unroute(/\/minh-chung\/nhieu$/);
  await form.getByRole('link', { name: 'Xem danh mục' }).click();
  await member.waitForURL(/xem=chua-chi-tieu/);
  expect(/Đã thêm 350 minh chứng/.test(await member.locator('body').innerText()), 'the notice tells of all');
  await member.goto(`${origin + top}?tim=trang`);
  same(await member.locator('table.evidence caption').innerText(), '1–60 trong 350 minh chứng', 'each is in once');
  await form.locator('#f-tep').setInputFiles(files.slice(0, 101));
  await send.click();
  await member.getByText('Đã thêm 101 minh chứng').waitFor(); // what was brought in whole before may be brought in anew
}

/* 20 MB in pieces; the line is lost in the middle of it. */
async function cut({ origin, look }, member, top) {
  const large = Buffer.concat([stored('mc03.pdf'), Buffer.alloc(20 << 20, 'một dòng nữa của tệp lớn\n')]);
  await member.goto(`${origin + top}/moi?chi_tieu=1.1`);
  await look(member, 'minh-chung-moi');
  await member.locator('#f-tep').setInputFiles({ name: 'bien_ban_hop.pdf', mimeType: 'application/pdf', buffer: large });
  await member.locator('.file-name li').waitFor();
  same(await member.locator('#f-title').inputValue(), 'bien ban hop', 'the title guessed');
  await fill(member, { title: 'Biên bản họp hội đồng sư phạm', number: '02/BB-THGT', date: '20/10/2024', issuer: 'Trường Tiểu học Gia Thụy' });
  let pieces = 0;
  await member.route(/\/tai-len\/\d+\?tu=/, async (route) => {
    if (++pieces !== 2) return route.continue();
    await member.context().setOffline(true);
    return route.abort('internetdisconnected');
  });
  await member.getByRole('button', { name: 'Thêm minh chứng' }).click();
  await member.getByText('mất kết nối, đang thử lại; phần đã gửi vẫn còn').waitFor();
  await member.context().setOffline(false);
  await member.getByText('Đã thêm minh chứng: Biên bản họp hội đồng sư phạm.').waitFor();
  await member.unroute(/\/tai-len\/\d+\?tu=/);
  same(pieces, 4, 'pieces sent: three and the lost one');
  const address = await member.getByRole('link', { name: /^Tải về/ }).first().getAttribute('href');
  const body = await (await member.request.get(origin + address)).body();
  same(createHash('sha256').update(body).digest('hex'), createHash('sha256').update(large).digest('hex'), 'what arrived');
}

async function see({ origin, look }, member, top) {
  await member.goto(origin + top);
  await member.getByRole('link', { name: 'Ảnh họp hội đồng sư phạm' }).click();
  const picture = member.locator('.preview img');
  await picture.waitFor();
  expect(await picture.evaluate((image) => image.decode().then(() => image.naturalWidth > 0)), 'the picture is not shown');
  await look(member, 'minh-chung-anh');
  await member.goto(`${origin + top}?chi_tieu=1.1`);
  await member.getByRole('link', { name: 'Báo cáo kết quả học tập' }).click();
  same(await member.locator('.preview iframe').count(), 1, 'the PDF in the page');
  const versions = member.locator('details', { hasText: 'Thay bằng bản mới' });
  await versions.locator('summary').click();
  await versions.locator('input[type=file]').setInputFiles(pdf('05_BC-THGT_Báo cáo kết quả học tập (đã ký).pdf', 'mc03.pdf'));
  await versions.getByRole('button', { name: 'Thay, giữ bản cũ' }).click();
  await member.getByText('Đã thay bằng bản mới.').waitFor();
  await member.locator('summary', { hasText: '1 bản cũ' }).click();
  await look(member, 'minh-chung-mot');
}

async function find({ origin, look }, member, top) {
  await member.goto(origin + top);
  await member.locator('#tim').fill('bao cao ket qua hoc tap');
  await member.waitForURL(/tim=/);
  await member.getByRole('link', { name: 'Báo cáo kết quả học tập' }).waitFor();
  same(await member.locator('table.evidence tbody tr').count(), 1, 'found without accents');
  await member.locator('#tim').fill('khong co gi nhu the');
  await member.getByText('Không tìm thấy minh chứng nào').waitFor();
  await look(member, 'minh-chung-khong-thay');
  await member.goto(`${origin + top}/con-thieu`);
  await look(member, 'minh-chung-con-thieu');
}

async function restricted({ origin, look }, { member, second, head }, top) {
  await member.goto(`${origin + top}/moi?chi_tieu=1.1`);
  await fill(member, { title: 'Hồ sơ riêng của một người' });
  await member.locator('#f-tep').setInputFiles(pdf('ho-so.pdf', 'mc04.pdf'));
  await member.locator('#f-restricted').check();
  await member.getByRole('button', { name: 'Thêm minh chứng' }).click();
  await member.getByText('Đã thêm minh chứng: Hồ sơ riêng').waitFor();
  const address = member.url(), file = await member.getByRole('link', { name: /^Tải về/ }).first().getAttribute('href');
  for (const path of [address, origin + file]) expect((await second.request.get(path)).status() >= 403, `somebody else may see ${path}`);
  await second.goto(`${origin + top}?chi_tieu=1.1`);
  expect(!(await text(second)).includes('Hồ sơ riêng'), 'a restricted item is listed to whoever may not see it');
  await head.goto(address);
  expect((await text(head)).includes('Hồ sơ riêng'), 'the head does not see it');
  await head.goto(`${origin + top}?chi_tieu=1.1`);
  await look(head, 'minh-chung-cua-mot-chi-tieu');
}

/* `people`: pages of member (whose 1.1 is), second and head, logged in; nothing backs 1.1 yet. */
export async function evidence(place, people, round) {
  const top = `${round}/minh-chung`;
  await many(place, people.member, top);
  await cut(place, people.member, top);
  await see(place, people.member, top);
  await find(place, people.member, top);
  await restricted(place, people, top);
}
