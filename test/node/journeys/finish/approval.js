// The round before the head: cross-checked, submitted by the leader, returned, submitted again, approved; a change of content is
// seen by everybody until it is put back; whoever is head and leader does both in one act and is told so.
import { expect, same } from '../../lib/faults.js';
import { fill, text } from '../../lib/browser.js';
import { names } from '../../lib/sample.js';

const holds = 'Bản đã phê duyệt vẫn đúng với dữ liệu hôm nay.', differs = 'Dữ liệu đã khác bản phê duyệt';

async function submit({ origin, look }, { leader, secretary }, round) {
  await secretary.goto(`${origin}${round}/kiem-tra`);
  expect((await text(secretary)).includes('không còn lỗi'), 'errors of the cross-check');
  await look(secretary, 'kiem-tra');
  await leader.goto(`${origin}${round}/phe-duyet`);
  await leader.getByText('chưa trình', { exact: true }).waitFor();
  await look(leader, 'phe-duyet-chua-trinh');
  await leader.getByRole('button', { name: 'Trình thủ trưởng' }).click();
  await leader.getByText('Đã trình thủ trưởng phê duyệt.').waitFor();
}

async function returned({ origin, look }, { head, leader }, round) {
  await head.goto(`${origin}/`);
  await look(head, 'viec-cua-thu-truong');
  await head.getByRole('link', { name: /^Phê duyệt kết quả và hồ sơ/ }).click();
  await head.getByText('Trả lại', { exact: true }).first().click();
  await head.getByRole('button', { name: 'Trả lại' }).click();
  await head.getByText('Hãy ghi vì sao, để mọi người biết cần sửa gì.').first().waitFor();
  await look(head, 'phe-duyet-thieu-ly-do');
  await fill(head, { remarks: 'Xem lại phần điểm yếu của chỉ tiêu 2.3.' });
  await head.getByRole('button', { name: 'Trả lại' }).click();
  await head.getByText('Đã trả lại kèm ý kiến.').waitFor();
  await leader.goto(`${origin}/`);
  await leader.getByRole('link', { name: /^Sửa và trình lại kết quả/ }).click();
  await leader.getByText('Xem lại phần điểm yếu của chỉ tiêu 2.3.').waitFor();
  await look(leader, 'phe-duyet-bi-tra-lai');
  await leader.getByRole('button', { name: 'Trình lại' }).click();
  await leader.getByText('Đã trình thủ trưởng phê duyệt.').waitFor();
}

async function approved({ origin, look }, { head, teacher }, round) {
  await head.goto(`${origin}${round}/phe-duyet`);
  await look(head, 'phe-duyet-cho-duyet');
  await head.getByRole('button', { name: 'Phê duyệt', exact: true }).click();
  await head.getByText('Đã phê duyệt. Hồ sơ đã chốt').waitFor();
  expect(/^([0-9a-f]{8} ?){8}$/.test(await head.locator('.hash').innerText()), 'the hash is not named');
  await look(head, 'phe-duyet-da-duyet');
  const answer = await teacher.request.get(`${origin}${round}/phe-duyet`);
  same(answer.status(), 403, 'who works with nothing of it asks for the approval');
}

async function position({ origin }, page, name, word) {
  await page.goto(`${origin}/nguoi?tim=${encodeURIComponent(name)}`);
  await page.getByRole('link', { name, exact: true }).click();
  const was = await page.locator('#f-position').inputValue();
  await page.locator('#f-position').fill(word);
  await page.getByRole('button', { name: 'Lưu', exact: true }).click();
  await page.waitForURL((url) => !/\/nguoi\/\d+$/.test(url.pathname));
  return was;
}

async function changed(place, { head, secretary, leader, member }, round) {
  const { origin, look } = place;
  const was = await position(place, secretary, names.teacher, 'Nhân viên');
  for (const page of [head, member]) {
    await page.goto(`${origin}${round}/phe-duyet`);
    await page.getByRole('heading', { name: differs }).waitFor();
    expect((await text(page)).includes('Danh sách người'), 'it is not told where the data differ');
    await page.getByText('sửa thông tin người').first().waitFor();
  }
  await look(member, 'phe-duyet-du-lieu-da-khac');
  await position(place, secretary, names.teacher, was);
  await leader.goto(`${origin}${round}/phe-duyet`);
  await leader.getByText(holds).waitFor();
}

async function reopened({ origin, look }, { head, member }, round) {
  await head.goto(`${origin}${round}/phe-duyet`);
  await head.getByText('Mở lại để sửa', { exact: true }).click();
  await fill(head, { remarks: 'Ghi thêm kết quả thi của học sinh.' });
  await head.getByRole('button', { name: 'Mở lại' }).click();
  await head.getByText('Đã mở lại.').waitFor();
  await member.goto(`${origin}${round}/phe-duyet`);
  await member.getByText('Ghi thêm kết quả thi của học sinh.').first().waitFor();
  await look(member, 'phe-duyet-mo-lai');
  await head.getByText('bấm “Trình và phê duyệt” là làm cả hai việc cùng một lần').waitFor();
  await head.getByRole('button', { name: 'Trình và phê duyệt' }).click();
  await head.getByText('cùng một lần').first().waitFor();
  await head.getByText(holds).waitFor();
  await look(head, 'phe-duyet-lan-sau');
}

/* `people`: pages of all nine, the leader being another one than the head; nothing is submitted yet. */
export async function approval(place, people, round) {
  await submit(place, people, round);
  await returned(place, people, round);
  await approved(place, people, round);
  await changed(place, people, round);
  await reopened(place, people, round);
}
