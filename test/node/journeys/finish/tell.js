// What reaches people: the returned result in the leader's inbox, the union's words in everybody's, the same to paste into Zalo,
// one's own choice of mails, a calendar at an address of one's own.
import { expect, same } from '../../lib/faults.js';
import { fill, text } from '../../lib/browser.js';
import { site } from '../../lib/sample.js';

const words = 'Cảm ơn các thầy cô: hồ sơ của trường đã nộp';

async function encourage({ origin, look }, { union, teacher }) {
  await union.goto(`${origin}/nhac-viec`);
  await union.getByRole('link', { name: /^Mọi người/ }).click();
  await union.getByRole('button', { name: /^Gửi tới \d+ người/ }).click({ noWaitAfter: true });
  same(await union.locator('#f-loi:invalid').count(), 1, 'words without words');
  await fill(union, { loi: `${words}.\nChúc cả trường một năm mới vui.` });
  await look(union, 'nhac-viec');
  await union.getByRole('button', { name: /^Gửi tới \d+ người/ }).click();
  await union.getByRole('status').first().waitFor();
  await teacher.goto(`${origin}/`);
  await teacher.getByRole('link', { name: /^Hộp thư/ }).click();
  await teacher.getByRole('link', { name: words }).first().waitFor();
  await look(teacher, 'hop-thu-tren-dien-thoai');
}

async function inbox({ origin, look }, { leader }) {
  await leader.goto(`${origin}/hop-thu`);
  await look(leader, 'hop-thu');
  expect((await text(leader)).includes('Xem lại phần điểm yếu của chỉ tiêu 2.3.'), 'the leader is not told what to mend');
  await leader.getByRole('button', { name: 'Đánh dấu đã đọc hết' }).click();
  await leader.getByText('Đã đọc hết.').waitFor();
}

async function missing({ origin, look }, { union }) {
  await union.goto(`${origin}/nhac-viec`);
  const paste = await union.locator('#zalo').inputValue();
  for (const word of ['chưa gửi kế hoạch tự học', '\n1. ', `${site}/dot/2025/tu-hoc/cua-toi`]) expect(paste.includes(word), `what is pasted into Zalo does not say ${word}`);
  await look(union, 'nhac-viec-ke-hoach-tu-hoc');
}

async function choices({ origin, look }, { colleague }) {
  await colleague.goto(`${origin}/tai-khoan-cua-toi/thong-bao`);
  await colleague.getByRole('button', { name: 'Tạo địa chỉ lịch' }).click();
  const address = (await colleague.locator('#dia-chi').inputValue()).trim();
  expect((await colleague.locator('#dia-chi').boundingBox()).width > 300, 'the address of the calendar has no room');
  await look(colleague, 'cach-nhan-thong-bao');
  const feed = await colleague.request.get(origin + new URL(address).pathname);
  expect((await feed.text()).startsWith('BEGIN:VCALENDAR'), 'the address does not give a calendar');
}

export async function tell(place, people) {
  await inbox(place, people);
  await encourage(place, people);
  await missing(place, people);
  await choices(place, people);
}
