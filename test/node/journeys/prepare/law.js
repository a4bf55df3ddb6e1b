// Legal bases and the scheme: the head takes what is shared, adds the school's own, compares the scheme with the original.
import { expect, same } from '../../lib/faults.js';
import { fill, text } from '../../lib/browser.js';

export async function legalBases({ origin, look }, { head }) {
  await head.goto(`${origin}/can-cu`);
  await look(head, 'can-cu-chua-co');
  await head.getByRole('button', { name: /^Thêm / }).first().click();
  await head.locator('ol.tasks li').first().waitFor();
  await head.getByRole('link', { name: 'Thêm căn cứ' }).click();
  await look(head, 'can-cu-moi');
  await fill(head, { kind: 'Thông tư', number: '28/2020/TT-BGDĐT', date: '31/02/2020', issuer: 'Bộ Giáo dục và Đào tạo', subject: 'ban hành Điều lệ trường tiểu học' });
  await head.getByLabel('Văn bản này cho người ký thẩm quyền ban hành').check();
  await head.getByRole('button', { name: 'Lưu', exact: true }).click();
  await head.locator('#f-date[aria-invalid=true]').waitFor();
  expect(await head.locator('#f-authority_basis').isChecked(), 'what was ticked is lost with the wrong day');
  await fill(head, { date: '04/9/2020' });
  await head.getByRole('button', { name: 'Lưu', exact: true }).click();
  await head.getByText('cho thẩm quyền', { exact: true }).waitFor();
  await head.getByRole('button', { name: /^Lên.*28\/2020/ }).click();
  await head.waitForLoadState();
  await look(head, 'can-cu');
}

/* Read; many compared at once; one mended, which ends its comparison, and put back. */
export async function scheme({ origin, look }, { head, member }, round) {
  await member.goto(`${origin}${round}/bo-tieu-chi`);
  same((await member.goto(`${origin}${round}/bo-tieu-chi`)).status(), 403, 'somebody who is not in the team yet asks for the scheme');
  await head.goto(`${origin}${round}/bo-tieu-chi`);
  await look(head, 'bo-tieu-chi');
  await head.getByRole('link', { name: 'Đối chiếu với văn bản gốc' }).click();
  await look(head, 'doi-chieu');
  const rows = head.locator('tbody tr');
  for (let i = 0; i < 3; i++) await rows.nth(i).locator('input[type=checkbox]').check();
  await head.getByRole('button', { name: 'Xác nhận đã đối chiếu' }).click();
  await head.getByRole('status').filter({ hasText: '3 chỉ tiêu' }).first().waitFor();
  await rows.first().getByRole('link').click();
  const words = await head.locator('#f-text').inputValue();
  await head.locator('#f-text').fill(`${words} (đã sửa)`);
  await head.getByRole('button', { name: 'Lưu', exact: true }).click();
  await head.goto(`${origin}${round}/bo-tieu-chi/1.1`);
  expect((await text(head)).includes('(đã sửa)'), 'the history does not tell the change');
  await look(head, 'chi-tieu-da-sua');
  await head.getByRole('button', { name: 'Trở lại như trước lần này' }).first().click();
  await head.waitForLoadState();
  same(await head.locator('#f-text').inputValue(), words, 'put back to');
}
