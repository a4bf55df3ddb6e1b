// Step 2, the content: evidence, indicators, cross-check, meeting, board, by seven of the nine persons.
import { evidence, hundreds } from './assess/evidence.js';
import { first } from './assess/first.js';
import { indicator } from './assess/indicator.js';
import { meeting } from './assess/meeting.js';
import { gather, load, round } from './assess/people.js';

/* Nobody has worked at 1.1 yet, nobody has met, no paper that comes later is issued. */
export const prepare = (dvht, data) => load(dvht, data, (facts) => {
  facts.ratings = facts.ratings.filter((rating) => rating.indicator !== '1.1');
  facts.evidence = facts.evidence.filter((item) => !item.indicators.includes('1.1'));
  delete facts.meeting;
  for (const paper of ['minutes', 'report', 'submission']) delete facts.documents[paper];
});

async function reopen({ origin }, head, path) {
  await head.goto(origin + path);
  await head.locator('summary', { hasText: 'Mở lại để sửa' }).click();
  await head.locator('#f-remarks').fill('Nêu số người được công nhận.');
  await head.getByRole('button', { name: 'Mở lại', exact: true }).click();
  await head.getByText('Đã mở lại chỉ tiêu 3.1.').waitFor();
}

export async function journey(place) {
  const people = await gather(place, ['head', 'secretary', 'member', 'second', 'union', 'absent']);
  await first(place, people, round, () => evidence(place, people, round));
  await reopen(place, people.head, `${round}/chi-tieu/3.1`);
  await indicator(place, people, `${round}/chi-tieu/3.1`);
  await meeting(place, people, round);
  await hundreds(place, people.second, `${round}/minh-chung`);
}
