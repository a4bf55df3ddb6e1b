// What the rest of the sample school hands in on paper: entered by the secretary through the same forms, sent as their pages send
// them.  Forty self-assessments by mouse would tell no more than the nine's.
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, same } from '../../lib/faults.js';
import { hidden, read, send } from '../../lib/forms.js';
import { cases, facts, names, nameOf, results, round, staff } from './school.js';

const day = (text) => text.split('-').reverse().join('/');
const moment = (text) => `${text.split('T')[1]} ${day(text.split('T')[0])}`;
const scan = { name: 'phieu.png', mimeType: 'image/png', buffer: readFileSync(join(cases, 'evidence/mc12.png')) };
const texts = ['current', 'strengths', 'weaknesses', 'improvement'];
const codes = new Map([...staff.values()].map(([code, name]) => [name, code]));

/* Who has none yet, from the list's links to enter it for them: [person's id, cells of their results]. */
async function without(page, address) {
  const found = [...(await read(page, address)).matchAll(/nhap-ho\/(\d+)">Nhập hộ<span class="unseen"> ([^<]+)</g)];
  return found.map(([, id, name]) => [id, results.get(codes.get(name))]);
}

/* What the regulation leaves to the office that governs the school: words and thresholds, typed by the head. */
export async function thresholds({ origin, glance }, { head }) {
  for (const [indicator, { text, measure, at_least: least }] of Object.entries(facts.scheme_overrides)) {
    await head.goto(`${origin}${round}/bo-tieu-chi/${indicator}`);
    if (text) await head.locator('#f-text').fill(text);
    if (measure) await head.locator('#f-measure').selectOption(measure);
    await head.locator('#f-at_least').fill(String(least));
    await glance(head, `nguong-${indicator}`);
    await head.getByRole('button', { name: 'Lưu', exact: true }).click();
    await head.getByText(/^Đã lưu/).first().waitFor();
  }
}

/* Plans of self-study with how far they have come, from signed forms; her own the secretary writes herself. */
export async function plans({ origin }, { secretary }) {
  const top = `${origin}${round}/tu-hoc`, plan = [['version', '0'], ['subject', 'Toán'], ['goal', 'Dạy học theo năng lực của học sinh'],
    ['content', '- Đọc tài liệu bồi dưỡng\n- Dự giờ đồng nghiệp'], ['schedule', 'Thứ Năm hằng tuần'], ['outcome', 'Một chuyên đề của tổ']];
  for (const [id, cells] of await without(secretary, `${top}/danh-sach?xem=chua-co`)) {
    if (nameOf(cells[0]) === names.secretary) await send(secretary, `${top}/cua-toi`, [...plan, ['gui', '1']]);
    else await send(secretary, `${top}/nhap-ho/${id}`, [...plan, ['done', cells[2]], ['progress', 'Đã thực hiện theo kế hoạch.']], { phieu: scan });
  }
  same((await without(secretary, `${top}/danh-sach?xem=chua-co`)).length, 0, 'people without a plan');
}

/* All that wait are approved at one stroke; ranked as the team agreed. */
export async function rank({ origin, glance }, { head, secretary }) {
  const top = `${origin}${round}/tu-hoc/danh-sach`;
  await head.goto(`${top}?xem=cho-duyet`);
  await head.getByLabel('Chọn tất cả').check();
  await head.getByRole('button', { name: 'Duyệt', exact: true }).click();
  await head.getByText(/^Đã duyệt: \d+ kế hoạch/).waitFor();
  for (const word of ['Tốt', 'Khá']) {
    await secretary.goto(`${top}?xem=chua-xep`);
    for (const [code, cells] of results) {
      const box = secretary.getByLabel(`Chọn ${nameOf(code)}`, { exact: true });
      if (cells[3] === word && await box.count()) await box.check();
    }
    await secretary.locator('#f-rank').selectOption(word);
    await glance(secretary, `tu-hoc-xep-loai-${word === 'Tốt' ? 'tot' : 'kha'}`);
    await secretary.getByRole('button', { name: 'Xếp loại' }).click();
    await secretary.getByText(/^Đã xếp loại: \d+ kế hoạch/).waitFor();
  }
}

/* The table of the year, everybody's row typed. */
export async function yearResults({ origin, glance }, { secretary }) {
  await secretary.goto(`${origin}${round}/ket-qua-nam`);
  const wanted = [...results.values()].map(([code, , , , discipline, training, title]) => [nameOf(code), discipline === 'x', training === 'x', title]);
  await secretary.locator('form[data-grid]').evaluate((form, rows) => {
    for (const [name, discipline, training, title] of rows) {
      const field = (label) => form.querySelector(`[aria-label="${label}, ${name}"]`);
      if (!field('Danh hiệu thi đua')) continue; // who has left
      field('Kỷ luật lao động').checked = discipline;
      field('Hoàn thành bồi dưỡng').checked = training;
      field('Danh hiệu thi đua').value = title;
    }
  }, wanted);
  await glance(secretary, 'ket-qua-nam-ca-truong');
  await secretary.getByRole('button', { name: 'Lưu bảng' }).click();
  await secretary.getByText('Đã lưu kết quả năm').waitFor();
}

/* Self-assessments as citizens of learning, from signed forms. */
export async function citizens({ origin }, { secretary }) {
  const top = `${origin}${round}/cong-dan`, list = await without(secretary, `${top}?xem=chua-lam`);
  expect(list.length > 30, `only ${list.length} self-assessments are entered for their writers`);
  for (const [id, cells] of list) {
    const points = cells.slice(7, 17).map((value, i) => [`points.${i + 1}`, value.replace('.', ',')]);
    await send(secretary, `${top}/nhap-ho/${id}`, [['version', '0'], ...points], { phieu: scan });
  }
}

/* Evidence with its files; the sample's key of each → its mark here. */
export async function evidence({ origin }, { member }, indicators) {
  for (const item of facts.evidence.filter((one) => one.indicators.some((name) => indicators.includes(name)))) {
    const { title, number, issuer, paper_location: kept } = item;
    const fields = Object.entries({ version: '0', title, number, date: day(item.date), issuer, paper_location: kept, box: '', url: '' });
    const where = await send(member, `${origin}${round}/minh-chung/moi`, [...fields, ...item.indicators.map((one) => ['indicators', one])]);
    const [file] = item.files;
    await send(member, `${origin}${where}/tep`, [], { tep: { name: basename(file), mimeType: 'application/pdf', buffer: readFileSync(join(cases, file)) } });
  }
  const { evidence: items } = await (await member.request.get(`${origin}${round}/bao-cao/chen`)).json();
  return new Map(facts.evidence.map(({ key, title }) => [key, items.find((one) => one.title === title)?.mark]));
}

/* Indicators written, handed in and agreed on. */
export async function ratings({ origin }, { secretary, head }, marks, indicators) {
  for (const rating of facts.ratings.filter((one) => indicators.includes(one.indicator))) {
    const path = `${origin}${round}/chi-tieu/${rating.indicator}`, page = await read(secretary, path);
    const words = texts.map((name) => [name, rating[name].replace(/\[@(\w+)\]/g, (mark, key) => marks.get(key) ?? mark)]);
    await send(secretary, path, [['id', hidden(page, 'id')], ['version', hidden(page, 'version')], ['result', rating.result], ['gui', '1'], ...words]);
    await send(head, `${path}/buoc`, [['version', hidden(await read(head, path), 'version')], ['viec', 'agree']]);
  }
}

/* The meeting on the list of citizens of learning. */
export async function citizensMeeting({ origin }, { secretary }) {
  const path = `${origin}${round}/hop/cong-dan`, { start, end, place, discussion, conclusion } = facts.citizen_meeting;
  await send(secretary, path, [['begins', moment(start)], ['place', place]]);
  const { members } = await (await secretary.request.get(path, { headers: { Accept: 'application/json' } })).json();
  const row = (one) => [['person', one.person_id], ['was', one.attends], ['was_reason', one.reason], ['attends', 'present'], ['reason', '']];
  await send(secretary, `${path}/du-hop`, members.flatMap(row));
  const page = await read(secretary, path);
  await send(secretary, path, [...['id', 'version', 'seen'].map((name) => [name, hidden(page, name)]), ['place', place], ['begins', moment(start)], ['ends', moment(end)],
    ['discussion', discussion], ['conclusion', conclusion]]);
  await send(secretary, `${path}/ket-thuc`, []);
}

/* The report's own texts. */
export async function report({ origin }, { secretary }) {
  const path = `${origin}${round}/bao-cao`;
  for (const [name, text] of Object.entries(facts.report)) {
    const page = await read(secretary, `${path}?phan=${name}`);
    await send(secretary, `${path}/${name}`, [['id', hidden(page, 'id')], ['version', hidden(page, 'version')], ['text', text]]);
  }
  for (const one of facts.abbreviations) await send(secretary, `${path}/viet-tat`, [...Object.entries(one), ['viec', 'luu']]);
}
