// Citizens of learning: a teacher assesses themself on a phone, one is entered for by a colleague and objects, the team receives
// many, returns, differs, agrees on the list; the share stands in the indicator at once, the union vouches for it.
import { join } from 'node:path';
import { expect, same } from '../../lib/faults.js';
import { text } from '../../lib/browser.js';
import { cases, names } from './people.js';

const good = ['9', '8', '8,5', '8', '8', '7', '8', '8', '9', '9'];

async function rate(page, points) {
  for (const [i, value] of points.entries()) await page.locator(`main [name="points.${i + 1}"]`).fill(value);
}

const sum = (page) => page.locator('[data-sum]').innerText();

/* From what waits at the start page to the form handed in; total and result as one types. */
async function onPhone({ origin, look }, teacher) {
  await teacher.goto(`${origin}/`);
  await teacher.getByRole('link', { name: 'Tự đánh giá Công dân học tập' }).click();
  await look(teacher, 'cong-dan-chua-lam');
  await rate(teacher, good.slice(0, 5));
  expect((await sum(teacher)).includes('41,5/100 điểm'), `after five indices: ${await sum(teacher)}`);
  expect((await sum(teacher)).includes('còn 5 chỉ số chưa tự đánh giá'), 'the missing ones are not told');
  await teacher.getByText('Bản nháp đã lưu lúc').waitFor();
  await teacher.getByRole('button', { name: 'Gửi Tổ đánh giá' }).click();
  await teacher.getByText('Chỉ số này chưa tự đánh giá').first().waitFor();
  await look(teacher, 'cong-dan-con-thieu');
  await rate(teacher, ['9', '8', '8,5', '8', '8', '4', '8', '8', '9', '9']);
  expect((await sum(teacher)).includes('1 chỉ số dưới 5 điểm'), 'an index too low is not told');
  await teacher.getByRole('button', { name: 'Gửi Tổ đánh giá' }).click();
  await teacher.getByText('Đã gửi Tổ đánh giá.').waitFor();
  await look(teacher, 'cong-dan-da-gui');
}

async function own({ origin }, page, top) {
  await page.goto(`${origin + top}/cua-toi`);
  await rate(page, good);
  expect((await sum(page)).includes('đủ điều kiện'), 'the result is not told');
  await page.getByRole('button', { name: 'Gửi Tổ đánh giá' }).click();
  await page.getByText('Đã gửi Tổ đánh giá.').waitFor();
}

/* From the signed form; whose it is sees it and objects. */
async function enteredFor({ origin, look }, { colleague, absent }, top) {
  await colleague.goto(`${origin + top}?xem=chua-lam`);
  await look(colleague, 'cong-dan-ai-chua-lam');
  await colleague.getByRole('link', { name: `Nhập hộ ${names.absent}` }).click();
  await rate(colleague, good.with(1, '9'));
  await colleague.getByRole('button', { name: 'Lưu, báo cho' }).click();
  expect(await colleague.locator('#f-phieu').evaluate((field) => field.matches(':invalid')), 'without the scan nothing is sent');
  await colleague.locator('#f-phieu').setInputFiles(join(cases, 'evidence/mc12.png'));
  await look(colleague, 'cong-dan-nhap-ho');
  await colleague.getByRole('button', { name: 'Lưu, báo cho' }).click();
  await colleague.getByText(`Đã nhập hộ cho ${names.absent}`).waitFor();
  await absent.goto(`${origin + top}/cua-toi`);
  await look(absent, 'cong-dan-duoc-nhap-ho');
  await absent.getByRole('link', { name: 'Có chỗ không đúng' }).click();
  await absent.locator('#khong-dung summary').click();
  await absent.locator('#f-objection').fill('Chỉ số 2 tôi ghi 8, không phải 9.');
  await absent.getByRole('button', { name: 'Gửi ý kiến' }).click();
  await absent.getByText('Đã ghi ý kiến của bạn').waitFor();
}

/* The objection answered, one self-assessment returned and mended, all others received at one stroke. */
async function review({ origin, look }, { secretary, teacher, absent }, top) {
  await secretary.goto(`${origin}/`);
  await look(secretary, 'cong-dan-viec-cua-thu-ky');
  await secretary.goto(`${origin + top}?xem=co-y-kien`);
  await secretary.getByRole('link', { name: names.absent }).click();
  await look(secretary, 'cong-dan-co-y-kien');
  await secretary.locator('#f-answer').fill('Đã so lại với phiếu, trả lại để chị tự sửa.');
  await secretary.getByRole('button', { name: 'Trả lời' }).click();
  await secretary.getByText('Đã so lại với phiếu').waitFor();
  await secretary.locator('#m-remarks').fill('Sửa chỉ số 2 thành 8.');
  await secretary.locator('.beside-one').getByRole('button', { name: 'Trả lại' }).click();
  await secretary.getByText('Đã trả lại').first().waitFor();
  await secretary.goto(`${origin + top}?xem=cho-xem`);
  await secretary.getByRole('link', { name: names.teacher }).click();
  await secretary.locator('#m-remarks').fill('Chỉ số 6: xem lại, đã có chứng chỉ tin học.');
  await secretary.locator('.beside-one').getByRole('button', { name: 'Trả lại' }).click();
  await secretary.getByText('Đã trả lại').first().waitFor();
  await absent.goto(`${origin + top}/cua-toi`);
  await rate(absent, good);
  await absent.getByRole('button', { name: 'Gửi Tổ đánh giá' }).click();
  await absent.getByText('Đã gửi Tổ đánh giá.').waitFor();
  await teacher.goto(`${origin}/`);
  await teacher.getByRole('link', { name: /Công dân học tập/ }).first().click();
  await look(teacher, 'cong-dan-tra-lai');
  await teacher.locator('[name="points.6"]').fill('5');
  await teacher.getByRole('button', { name: 'Gửi Tổ đánh giá' }).click();
  await teacher.getByText('Đã gửi Tổ đánh giá.').waitFor();
}

async function receive({ origin, look }, { secretary }, top) {
  await secretary.goto(`${origin + top}?xem=cho-xem`);
  await secretary.getByLabel('Chọn tất cả').check();
  await look(secretary, 'cong-dan-cho-xem');
  await secretary.getByRole('button', { name: 'Nhận', exact: true }).click();
  await secretary.getByText(/^Đã nhận/).waitFor();
}

async function agree({ origin, look }, { secretary }, top) {
  await secretary.goto(`${origin + top}?xem=cho-thong-nhat`);
  await secretary.getByRole('link', { name: names.teacher }).click();
  await secretary.locator('summary', { hasText: 'Ý kiến khác của Tổ' }).click();
  const form = secretary.locator('form', { has: secretary.locator('#f-team_comment') });
  for (const [i, value] of good.with(5, '6').entries()) await form.locator(`[name="points.${i + 1}"]`).fill(value);
  await secretary.locator('#f-team_comment').fill('Có chứng chỉ tin học, Tổ chấm 6.');
  await look(secretary, 'cong-dan-to-thay-khac');
  await secretary.getByRole('button', { name: 'Ghi ý kiến khác' }).click();
  await secretary.getByText('Đã ghi ý kiến khác của Tổ').waitFor();
  await secretary.goto(`${origin + top}?xem=cho-thong-nhat`);
  await secretary.getByLabel('Chọn tất cả').check();
  await secretary.getByRole('button', { name: 'Thống nhất theo kết quả' }).click();
  await secretary.getByText('Đã thống nhất').first().waitFor();
  await secretary.goto(`${origin + top}?xem=duoc-tinh`);
  await look(secretary, 'cong-dan-duoc-cong-nhan');
}

/* The indicator has the figure, one click away from the persons; the union vouches, and sees when it is another one. */
async function vouched({ origin, look }, { union, head, member }, round) {
  await member.goto(`${origin + round}/chi-tieu/3.1`);
  const share = await member.locator('.share-of').innerText();
  expect(share.includes('45/47'), `the share at the indicator: ${share}`);
  await member.getByRole('link', { name: 'xem từng người' }).click();
  same(new URL(member.url()).pathname, `${round}/cong-dan`, 'from the share to the persons');
  await union.goto(`${origin + round}/xac-nhan`);
  await look(union, 'xac-nhan-chua');
  await union.getByRole('button', { name: /^Xác nhận .*3\.1/ }).click();
  await union.getByText('Đã xác nhận số liệu.').waitFor();
  await head.goto(`${origin + round}/cong-dan?xem=duoc-tinh`);
  await head.getByRole('link', { name: names.teacher }).click();
  await head.locator('#m-reason').fill('Chưa nộp minh chứng tự học.');
  await head.locator('.beside-one').getByRole('button', { name: 'Không công nhận' }).click();
  await head.getByText('Đã thống nhất').first().waitFor();
  await union.goto(`${origin + round}/xac-nhan`);
  await union.getByText('số đã đổi, cần xác nhận lại').waitFor();
  await look(union, 'xac-nhan-so-da-doi');
  await member.goto(`${origin + round}/chi-tieu/3.1`);
  expect((await member.locator('.share-of').innerText()).includes('44/47'), 'the share does not follow the list at once');
}

/* `people`: all nine; `others`: what brings the self-assessments of the rest of the school in. */
export async function citizens(place, people, round, others = () => {}) {
  const top = `${round}/cong-dan`;
  await onPhone(place, people.teacher);
  for (const who of ['head', 'secretary', 'member', 'second', 'third', 'union', 'colleague']) await own(place, people[who], top);
  await enteredFor(place, people, top);
  await others();
  await review(place, people, top);
  await receive(place, people, top);
  await agree(place, people, top);
  await vouched(place, people, round);
  await people.teacher.goto(`${place.origin + top}/cua-toi`);
  expect((await text(people.teacher)).includes('Chưa nộp minh chứng tự học.'), 'the reason is not told to whom it is about');
  await place.look(people.teacher, 'cong-dan-khong-cong-nhan');
}
