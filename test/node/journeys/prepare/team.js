// The team, the plan worked backwards, who does what, and what becomes of it when somebody leaves.
import { expect, same } from '../../lib/faults.js';
import { fill, text } from '../../lib/browser.js';
import { names } from './people.js';

export async function team({ origin, look }, { head }, round, members = [names.member, names.second, names.leaver]) {
  await head.goto(`${origin}${round}/to`);
  await look(head, 'to-chua-lap');
  await head.locator('select[name=secretary]').selectOption({ label: names.secretary }, { force: true });
  for (const name of members) await head.locator('label.check', { hasText: name }).locator('input').check();
  await head.getByRole('button', { name: 'Lập Tổ' }).click();
  await head.getByText('Thủ trưởng cũng là Tổ trưởng').waitFor();
  const place = async () => (await head.locator('tbody th a').allInnerTexts()).indexOf(names.second), before = await place();
  await head.getByRole('button', { name: `Đưa ${names.second} lên` }).click();
  await head.waitForLoadState();
  same(await place(), before - 1, 'the second member was moved up, to');
  await head.getByRole('link', { name: names.member }).click();
  await fill(head, { duty: 'Phụ trách tiêu chí 1, hướng dẫn tự đánh giá' });
  await look(head, 'to-mot-nguoi');
  await head.getByRole('button', { name: 'Lưu', exact: true }).click();
  await head.locator('td', { hasText: 'Phụ trách tiêu chí 1' }).waitFor();
  await look(head, 'to');
}

/* The plan's words (and `more`), the paper beside them as one types. */
async function planWords({ look }, secretary, more = () => {}) {
  await secretary.getByRole('button', { name: 'Điền lời mẫu vào mục còn trống' }).click();
  await secretary.waitForLoadState();
  const purposes = secretary.locator('#f-purposes');
  await purposes.fill(`${await purposes.inputValue()}\nMọi người đều học và tự đánh giá được việc học của mình`);
  await secretary.locator('[data-sheets] svg.trang').first().waitFor();
  await secretary.waitForFunction(() => document.querySelector('[data-sheets]').textContent.includes('mình'));
  await more();
  await look(secretary, 'ke-hoach');
  await secretary.getByRole('button', { name: 'Lưu', exact: true }).click();
  await secretary.getByText('Đã lưu').first().waitFor();
}

async function backFrom({ origin }, secretary, round, year) {
  await secretary.goto(`${origin}${round}/ke-hoach`);
  await fill(secretary, { holidays: `04/01/${year + 1} - 05/01/${year + 1}` });
  await secretary.locator('#f-submit_before').fill(`15/01/${year + 1}`);
  await secretary.getByRole('button', { name: 'Tính lùi từ ngày gửi' }).click();
}

export async function workBackwards(place, { secretary }, round, year) {
  await backFrom(place, secretary, round, year);
  const schedule = secretary.locator('#f-schedule');
  await schedule.waitFor({ state: 'attached' }); // rows of fields stand for it
  same((await schedule.inputValue()).split('\n').length, 8, 'lines of the schedule');
  await planWords(place, secretary);
}

/* The same for a year that is over: no days are left to be worked out; they are written by hand. */
export async function planByHand(place, { secretary }, round, year) {
  await backFrom(place, secretary, round, year);
  await secretary.locator('#loi').getByText('không còn đủ ngày làm việc').waitFor();
  await planWords(place, secretary, async () => {
    const row = { 'Từ ngày': `02/12/${year}`, 'Đến ngày': `20/12/${year}`, 'Việc': 'Từng người tự đánh giá, thu thập minh chứng', 'Ai làm': 'Thành viên Tổ' };
    for (const [name, value] of Object.entries(row)) await secretary.getByLabel(`${name}, dòng 1`).fill(value);
  });
}

async function layOut({ origin, look }, secretary, round, year, shares) {
  await secretary.goto(`${origin}${round}/phan-cong`);
  await look(secretary, 'phan-cong-chua-co');
  await secretary.getByRole('button', { name: 'Lập bảng phân công' }).click();
  const rows = secretary.locator('table').first().locator('tbody tr');
  await rows.first().waitFor();
  const give = async (from, to, name) => {
    for (let i = from; i < to; i++) await rows.nth(i).locator('input[type=checkbox]').check();
    await secretary.locator('#f-due').fill(`15/12/${year}`);
    await secretary.locator('select[name=person]').selectOption({ label: name }, { force: true });
    await secretary.getByRole('button', { name: 'Đặt cho các dòng đã chọn' }).click();
    await rows.nth(from).locator('td', { hasText: name }).first().waitFor();
  };
  let from = 0;
  for (const [name, count] of shares) await give(from, from += count, name);
}

async function unionsTask({ origin, look }, { secretary, union, member }, round, year) {
  await secretary.goto(`${origin}${round}/phan-cong/moi`);
  await fill(secretary, { task: 'Vận động đoàn viên hưởng ứng tuần lễ học tập suốt đời', due: `01/10/${year}` });
  const ofTeam = secretary.locator('label.check', { hasText: names.union });
  if (await ofTeam.count()) await ofTeam.locator('input').check();
  else await secretary.locator('select[name=other]').selectOption({ label: names.union }, { force: true });
  await look(secretary, 'phan-cong-viec-moi');
  await secretary.getByRole('button', { name: 'Lưu', exact: true }).click();
  await secretary.getByRole('link', { name: /^Vận động đoàn viên/ }).first().waitFor();
  await look(secretary, 'phan-cong');
  await union.goto(`${origin}/`);
  await look(union, 'viec-cua-cong-doan');
  await union.getByRole('link', { name: /^Vận động đoàn viên/ }).click();
  await union.getByRole('button', { name: 'Đã xong' }).click();
  await union.waitForURL((url) => url.pathname === '/');
  same(await union.getByRole('link', { name: /^Vận động đoàn viên/ }).count(), 0, 'what is done and still asked for');
  await member.goto(`${origin}/`);
  await member.getByRole('link', { name: /^Chỉ tiêu / }).first().waitFor();
  await look(member, 'viec-cua-thanh-vien');
  await member.getByRole('link', { name: /^Chỉ tiêu / }).first().click();
  await look(member, 'viec-mot-chi-tieu');
}

/* `shares`: whose how many indicators are, in their order. */
export async function assignments(place, people, round, year, shares = [[names.member, 4], [names.leaver, 3], [names.second, 2]]) {
  await layOut(place, people.secretary, round, year, shares);
  await unionsTask(place, people, round, year);
}

/* Who leaves is marked as left; what they hold goes to one colleague in one step, their name stays. */
export async function handOver({ origin, look }, { head, second }, round) {
  await head.goto(`${origin}/nguoi?tim=bich+hang`);
  await head.getByRole('link', { name: names.leaver }).click();
  await head.getByLabel('Chuyển đi').check();
  await head.getByRole('button', { name: 'Ghi nghỉ việc' }).click();
  await head.locator('dialog').getByRole('button', { name: 'Ghi nghỉ việc' }).click();
  await head.getByText('Người này đã nghỉ nhưng còn giữ việc').waitFor();
  await head.getByRole('link', { name: /^Bàn giao 4 việc/ }).click();
  await head.locator('select[name=to]').selectOption({ label: names.second }, { force: true });
  await head.getByRole('button', { name: 'Xem việc sẽ chuyển' }).click();
  await look(head, 'ban-giao');
  await head.getByRole('button', { name: 'Bàn giao 4 việc' }).click();
  await head.getByText('Không còn gì để bàn giao').or(head.getByRole('status')).first().waitFor();
  await head.goto(`${origin}${round}/to`);
  expect((await head.getByText('Trước đây trong Tổ').count()) > 0 && (await text(head)).includes(names.leaver), 'the name of who left is gone');
  await second.goto(`${origin}/`);
  same(await second.getByRole('link', { name: /^Chỉ tiêu / }).count(), 5, 'indicators of whoever took over');
  await look(head, 'to-sau-ban-giao');
}
