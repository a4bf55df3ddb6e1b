// The yearly plan of learning: written from the sample, issued with number and date through its paper, read by all.
import { expect, same } from '../../lib/faults.js';
import { text } from '../../lib/browser.js';

async function write({ origin, look }, head, round) {
  await head.goto(`${origin}${round}/ke-hoach-hoc-tap`);
  await look(head, 'ke-hoach-hoc-tap-chua-viet');
  await head.getByRole('link', { name: 'Viết từ mẫu' }).click();
  const field = head.locator('#f-text'), sample = await field.inputValue();
  await field.fill(sample.replace('| 1 | | | | |', '| 1 | Chuyển đổi số | Tập huấn | Tháng 9 | Tổ 1 |'));
  await look(head, 'ke-hoach-hoc-tap-viet');
  await head.getByRole('button', { name: 'Lưu', exact: true }).click();
  await head.getByText('đã viết').first().waitFor();
}

/* The head is who signs: one act submits and signs. */
async function issue({ origin, look }, head, round, day) {
  const paper = `${origin}${round}/van-ban/learning_plan`;
  await head.goto(paper);
  expect((await head.locator('.trang-in').textContent()).includes('Chuyển'), 'the paper does not have the table that was written');
  await head.locator('#f-number').fill('5');
  await head.locator('#f-date').fill(day);
  await head.getByRole('button', { name: 'Lưu', exact: true }).click();
  await head.getByText('Đã lưu.').waitFor();
  await look(head, 'ke-hoach-hoc-tap-van-ban');
  await head.getByRole('button', { name: /^Ký luôn|^Trình ký/ }).first().click();
  await head.waitForLoadState();
  if (await head.getByRole('button', { name: 'Ký', exact: true }).count()) await head.getByRole('button', { name: 'Ký', exact: true }).click();
  await head.getByRole('button', { name: 'Ban hành' }).click();
  await head.getByText('Đã ban hành.').waitFor();
  await head.goto(`${origin}${round}/ke-hoach-hoc-tap`);
  expect((await text(head)).includes('05/KH-THGT'), 'its page does not tell number and date');
  same(await head.locator('#f-text').count(), 0, 'fields to write an issued plan in');
  await look(head, 'ke-hoach-hoc-tap-da-ban-hanh');
}

async function readers({ origin, look }, { head, teacher, union }, round, all) {
  for (const [page, count] of [[teacher, 1], [union, 2]]) {
    await page.goto(`${origin}/`);
    await page.getByRole('link', { name: /^Đọc: / }).first().click();
    if (page === teacher) await look(page, 'doc-ke-hoach-hoc-tap');
    await page.getByRole('button', { name: 'Tôi đã đọc' }).click();
    await page.getByText('Bạn đã đọc lúc').waitFor();
    await head.goto(`${origin}${round}/van-ban/learning_plan/da-doc`);
    expect((await text(head)).includes(`${count} / ${all}`), `${count} of ${all} have read it`);
  }
  expect(await head.locator('svg.qr').isVisible(), 'no code to be scanned');
  expect((await head.locator('#loi-nhan').inputValue()).includes(`Chưa đọc (${all - 2} người)`), 'the words for Zalo do not name who has not read it');
  await look(head, 'ai-da-doc');
}

/* `day`: of its paper; `all`: who have to read it. */
export async function learningPlan(place, people, round, { day = '15/01/2025', all = 7 } = {}) {
  await write(place, people.head, round);
  await issue(place, people.head, round, day);
  await readers(place, people, round, all);
}
