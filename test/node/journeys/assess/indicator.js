// An indicator: the member writes with evidence and figures picked, loses the tab and the connection and nothing of what was
// typed, meets the leader's words, hands in; the leader returns, then agrees; another member holds something else.
import { expect, same } from '../../lib/faults.js';
import { text } from '../../lib/browser.js';

const kept = (page) => page.getByText(/^Bản nháp đã lưu lúc/).waitFor();

async function pick(page, button, word, chosen) {
  const field = page.locator('#f-current');
  await page.locator('.editor', { has: field }).getByRole('button', { name: button, exact: true }).click();
  await page.locator('#chen-tim').fill(word);
  await page.locator('dialog').getByRole('button', { name: chosen }).click();
}

/* Typed, picked, and below it as it will print. */
async function write({ origin, look }, member, path) {
  await member.goto(origin + path);
  await look(member, 'chi-tieu-tra-lai');
  await member.locator('#f-current').fill('Nhà trường có danh sách thống nhất');
  await pick(member, 'Minh chứng', 'phieu tu danh gia cong dan', /Phiếu tự đánh giá/);
  await pick(member, 'Số liệu', 'chi tieu 3.1', /chỉ tiêu 3\.1/);
  same(await member.locator('#f-current').inputValue(), 'Nhà trường có danh sách thống nhất [@mc19] [#share.3.1]', 'what was picked');
  await member.locator('.editor', { has: member.locator('#f-current') }).getByRole('button', { name: 'Xem trước' }).click();
  await member.locator('.editor-preview').getByText('[H3-3.1-02] 45/47, đạt 95,74%').waitFor();
  await member.locator('#f-current').pressSequentially(' Xong.');
  await member.locator('.editor-preview').getByText('95,74% Xong.').waitFor();
  await kept(member);
  await look(member, 'chi-tieu-dang-viet');
}

/* The tab is closed, the connection lost: the draft is offered, what cannot be kept is told. */
async function lose({ origin }, member, path) {
  await member.goto('about:blank');
  await member.goto(origin + path);
  await member.getByRole('button', { name: 'Dùng bản nháp' }).click();
  expect((await member.locator('#f-current').inputValue()).endsWith('Xong.'), 'the draft does not come back');
  await member.context().setOffline(true);
  await member.locator('#f-strengths').fill('Gõ lúc mất mạng.');
  await member.getByText('Chưa lưu được bản nháp.').waitFor();
  await member.context().setOffline(false);
  await member.locator('#f-strengths').pressSequentially(' Có mạng lại.');
  await kept(member);
}

async function meet({ origin, look }, member, head, path) {
  await head.goto(origin + path);
  await head.getByText(/đang viết, gõ gần nhất lúc/).waitFor();
  await head.locator('#f-weaknesses').fill('Hồ sơ nộp muộn.');
  await head.getByRole('button', { name: 'Lưu', exact: true }).click();
  await head.getByText('Đã lưu chỉ tiêu 3.1.').waitFor();
  await member.getByRole('button', { name: 'Lưu', exact: true }).click();
  await member.getByRole('heading', { name: 'Hai người cùng sửa' }).waitFor();
  await look(member, 'chi-tieu-cung-sua');
  await member.getByRole('button', { name: 'Lưu', exact: true }).click();
  await member.getByText('Đã lưu chỉ tiêu 3.1.').waitFor();
  same(await member.locator('#f-weaknesses').inputValue(), 'Hồ sơ nộp muộn.', 'the other one’s words');
  expect((await member.locator('#f-strengths').inputValue()).endsWith('Có mạng lại.'), 'one’s own words are lost');
}

async function agree({ origin, look }, member, head, path) {
  await member.getByRole('button', { name: 'Lưu, gửi lại Tổ trưởng' }).click();
  await member.getByText('Đã gửi chỉ tiêu 3.1').waitFor();
  await look(member, 'chi-tieu-da-gui');
  await head.goto(origin + path.replace(/\/[^/]*$/, ''));
  await look(head, 'chi-tieu-danh-sach');
  await head.getByRole('checkbox', { name: 'Chọn chỉ tiêu 3.1' }).check();
  await head.getByRole('button', { name: 'Thống nhất các chỉ tiêu đã chọn' }).click();
  await head.getByText('Đã thống nhất 1 chỉ tiêu.').waitFor();
  await head.goto(origin + path);
  await head.getByRole('link', { name: 'Lịch sử, phần khác nhau' }).click();
  expect((await text(head)).includes('Gõ lúc mất mạng. Có mạng lại.'), 'the history does not tell what was written');
  await look(head, 'chi-tieu-lich-su');
}

/* `people`: pages of head and of the member that 3.1 was given to, logged in; `path`: "/dot/2024/chi-tieu/3.1", returned. */
export async function indicator(place, { head, member }, path) {
  await write(place, member, path);
  await lose(place, member, path);
  await meet(place, member, head, path);
  await agree(place, member, head, path);
}
