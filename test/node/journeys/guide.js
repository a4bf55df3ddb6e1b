// The pictures of the user guide, from the pages of the sample school as its people see them.
import { desk, fill, open, phone } from '../lib/browser.js';
import { same } from '../lib/faults.js';
import { pictures } from '../lib/guide.js';
import { gather, loadSample, round } from '../lib/sample.js';
import { begin } from '../lib/school.js';

export const prepare = loadSample;

/* As small as the guide shows them. */
const small = { width: 1000, height: 540 };

/* Somebody who is new at the school and has not written anything yet. */
async function onPhone(place, { head }, take) {
  const { origin } = place, name = 'Hoàng Thu Mai';
  await head.goto(`${origin}/nguoi/moi`);
  await fill(head, { name, code: 'GV099', position: 'Giáo viên' });
  await head.getByRole('button', { name: 'Lưu', exact: true }).click();
  await head.goto(`${origin}/tai-khoan`);
  await head.getByRole('button', { name: 'Cấp tài khoản cho tất cả' }).click();
  await head.getByText('Đã cấp').waitFor();
  const teacher = await begin(place, head, name, phone);
  await teacher.goto(`${origin}${round}/tu-hoc/cua-toi`);
  await take(teacher, 'ke-hoach-tu-hoc-dien-thoai.jpg');
  await teacher.goto(`${origin}${round}/cong-dan/cua-toi`);
  for (const [i, value] of ['8', '9', '7'].entries()) await teacher.locator(`[name="points.${i + 1}"]`).fill(value);
  await take(teacher, 'cong-dan-hoc-tap-dien-thoai.jpg');
}

async function waiting({ origin }, { secretary }) {
  await secretary.goto(`${origin}${round}/van-ban/announcement`);
  await secretary.locator('#f-date').fill('07/01/2025');
  await secretary.getByRole('button', { name: 'Lưu', exact: true }).click();
  await secretary.getByText('Đã lưu.').waitFor();
  await secretary.getByRole('button', { name: /^Trình ký/ }).click();
  await secretary.getByText('Đã trình ký.').waitFor();
}

async function atDesk({ origin }, page, take, pages) {
  await page.setViewportSize(small);
  for (const [path, name] of pages) {
    await page.goto(origin + path);
    await take(page, name);
  }
}

async function approve({ origin }, { head }) {
  await head.goto(`${origin}${round}/phe-duyet`);
  await head.getByRole('button', { name: 'Trình và phê duyệt' }).click();
  await head.getByText('Đã trình và phê duyệt').waitFor();
}

async function publish({ origin }, { head }) {
  await head.goto(`${origin}${round}/cong-khai`);
  await head.getByRole('button', { name: 'Công khai', exact: true }).click();
  await head.getByText('Đã công khai kết quả.').waitFor();
}

/* The guide as it is in the program: each picture is there. */
async function read({ browser, origin, look }) {
  const page = await open(browser, desk);
  for (const name of ['trinh-duyet', 'giao-vien', 'thanh-vien', 'thu-ky', 'thu-truong']) {
    await page.goto(`${origin}/huong-dan/${name}`);
    const broken = await page.locator('.guide img').evaluateAll((all) => all.filter((one) => one.naturalWidth === 0).map((one) => one.getAttribute('src')));
    same(broken.join(' '), '', `pictures of ${name} that are not shown`);
    if (name === 'giao-vien' || name === 'thu-ky') await look(page, `huong-dan-${name}`);
  }
}

export async function journey(place) {
  const people = await gather(place, ['head', 'secretary', 'member']), take = pictures();
  await waiting(place, people);
  await atDesk(place, people.member, take, [['/', 'viec-cua-toi.jpg'], [`${round}/minh-chung`, 'minh-chung.jpg'], [`${round}/chi-tieu/2.1`, 'chi-tieu.jpg']]);
  await atDesk(place, people.secretary, take, [[`${round}/hop/tu-danh-gia/chieu`, 'hop-man-hinh-chieu.jpg'], [`${round}/kiem-tra`, 'kiem-tra.jpg']]);
  await atDesk(place, people.head, take, [[`${round}/bang`, 'bang-dot.jpg'], ['/trinh-ky', 'trinh-ky.jpg']]);
  await approve(place, people);
  await atDesk(place, people.head, take, [[`${round}/phe-duyet`, 'phe-duyet.jpg']]);
  await atDesk(place, people.secretary, take, [[`${round}/ho-so`, 'ho-so.jpg']]);
  await publish(place, people);
  await atDesk(place, people.head, take, [[`${round}/cong-khai`, 'cong-khai.jpg']]);
  await onPhone(place, people, take);
  take.end();
  if (!process.env.GUIDE_PICTURES) await read(place); // else the program does not have them yet
}
