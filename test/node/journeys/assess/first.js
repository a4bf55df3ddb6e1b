// An indicator from nothing: the cross-check leads to it, it is written with the bar, handed in, returned with remarks, handed in
// again and agreed on; another member holds something else; in the end the cross-check has nothing to say of it.
import { expect, same } from '../../lib/faults.js';
import { text } from '../../lib/browser.js';

const editor = (page) => page.locator('.editor', { has: page.locator('#f-current') });

/* Its finding in the cross-check; where the link leads. */
async function finding(page, place, words) {
  await page.goto(place);
  await page.locator('main li', { hasText: words }).getByRole('link').first().click();
  await page.waitForLoadState();
}

async function write({ origin, look }, member, path, check) {
  await member.goto(origin + check);
  await look(member, 'kiem-tra-co-loi');
  await finding(member, origin + check, 'Chỉ tiêu 1.1 áp dụng cho đơn vị nhưng chưa được đánh giá');
  same(new URL(member.url()).pathname, path, 'where an unrated indicator is mended');
  await look(member, 'chi-tieu-chua-viet');
  await member.getByRole('button', { name: 'Lưu, gửi Tổ trưởng' }).click();
  await member.getByText('Hãy chọn kết quả tự đánh giá trước khi gửi.').first().waitFor();
  await member.getByRole('radio', { name: 'đạt', exact: true }).check();
  await member.locator('#f-current').fill('Kết quả chính:');
  await member.locator('#f-current').press('Control+End');
  await member.locator('#f-current').pressSequentially('\n\nhai buổi học\nba chuyên đề');
  await member.locator('#f-current').press('Shift+ArrowUp');
  await editor(member).getByRole('button', { name: 'Danh sách gạch đầu dòng' }).click();
  await member.locator('#f-current').press('Control+End');
  await editor(member).getByRole('button', { name: 'Chữ đậm' }).click();
  await member.locator('#f-current').pressSequentially('đủ hồ sơ');
  same(await member.locator('#f-current').inputValue(), 'Kết quả chính:\n\n- hai buổi học\n- ba chuyên đề**đủ hồ sơ**', 'what the bar writes');
  await member.getByRole('button', { name: 'Lưu', exact: true }).click();
  await member.getByText('Đã lưu chỉ tiêu 1.1.').waitFor();
}

async function differ({ origin }, second, path) {
  await second.goto(origin + path);
  await second.locator('summary', { hasText: 'Ghi ý kiến của tôi' }).click();
  await second.locator('#y-kien').getByRole('radio', { name: 'không đạt' }).check();
  await second.locator('#f-y_text').fill('Mới có kế hoạch, chưa có báo cáo.');
  await second.getByRole('button', { name: 'Ghi ý kiến' }).click();
  await second.getByText('khác kết quả đang ghi').waitFor();
}

async function backAndForth({ origin, look }, { member, head }, path) {
  await member.goto(origin + path);
  await editor(member).getByRole('button', { name: 'Minh chứng', exact: true }).click();
  await member.locator('#chen-tim').fill('bao cao ket qua hoc tap');
  await member.locator('dialog').getByRole('button', { name: /Báo cáo kết quả học tập/ }).click();
  expect(/\[@[\w-]+\]$/.test(await member.locator('#f-current').inputValue()), 'no evidence was cited');
  await member.getByRole('button', { name: 'Lưu, gửi Tổ trưởng' }).click();
  await member.getByText('Đã gửi chỉ tiêu 1.1').waitFor();
  await head.goto(origin + path);
  await look(head, 'chi-tieu-cho-thong-nhat');
  await head.locator('summary', { hasText: 'Trả lại' }).click();
  await head.locator('#f-remarks').fill('Nêu rõ số buổi học.');
  await head.getByRole('button', { name: 'Trả lại', exact: true }).click();
  await head.getByText('Đã trả lại chỉ tiêu 1.1').waitFor();
  await member.goto(`${origin}/`);
  await look(member, 'viec-cua-thanh-vien');
  await member.goto(origin + path);
  expect((await text(member)).includes('Nêu rõ số buổi học.'), 'why it was returned is not told');
  await member.locator('#f-strengths').fill('Hai buổi mỗi tháng, đủ 18 buổi.');
  await member.getByRole('button', { name: 'Lưu, gửi lại Tổ trưởng' }).click();
  await member.getByText('Đã gửi chỉ tiêu 1.1').waitFor();
  await head.goto(origin + path);
  await head.getByRole('button', { name: 'Thống nhất', exact: true }).click();
  await head.getByText('Đã thống nhất chỉ tiêu 1.1.').waitFor();
}

/* `between`: what brings the evidence in, once the cross-check asks for it. */
export async function first(place, people, round, between) {
  const { member, second, head } = people, path = `${round}/chi-tieu/1.1`, check = `${round}/kiem-tra`;
  await write(place, member, path, check);
  await differ(place, second, path);
  await member.goto(place.origin + check);
  expect((await text(member)).includes('1.1'), 'nothing backs 1.1, and the cross-check is silent');
  await between();
  await backAndForth(place, people, path);
  await member.goto(place.origin + check);
  expect(!/Chỉ tiêu 1\.1 /.test(await text(member)), `mended, and still told: ${await text(member)}`);
  await place.look(member, 'kiem-tra-het-loi');
}
