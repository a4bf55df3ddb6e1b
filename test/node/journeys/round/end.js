// What is left when all is done: sound data, the same dossier by each way, the next year with this one's team and words.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, same } from '../../lib/faults.js';
import { text } from '../../lib/browser.js';
import { names, round, year } from './school.js';

/* `dvht fsck` finds nothing; the ZIP of the page, of `dvht dossier` of the data, and of the exported case are the same bytes. */
export async function sameDossier({ origin, server }, { secretary }) {
  const { data, folder, run } = server, out = (name) => join(folder, name);
  expect(run('fsck', '--data', data).length > 0, 'fsck says nothing'); // it ends with an error else, and so does this
  await secretary.goto(`${origin}${round}/ho-so`);
  const link = await secretary.getByRole('link', { name: 'Tải cả bộ (ZIP)' }).evaluate((one) => one.href);
  const served = await (await secretary.request.get(link)).body();
  run('export', '--data', data, '--round', String(year), '--out', out('case'));
  run('dossier', '--data', data, '--round', String(year), '--zip', out('data.zip'));
  run('dossier', out('case'), '--zip', out('case.zip'));
  for (const name of ['data.zip', 'case.zip']) expect(served.equals(readFileSync(out(name))), `the dossier of the page is another one than ${name}`);
}

/* The team is there, with what each of them does; so are the unit's words of a paper. */
export async function carriedOver({ origin, glance }, { head, secretary }) {
  const next = `${origin}/dot/${year + 1}`;
  await head.goto(`${next}/to`);
  const team = await text(head);
  for (const name of Object.values(names).filter((one) => one !== names.teacher)) expect(team.includes(name), `${name} is not in the next year’s team`);
  await glance(head, 'to-nam-sau');
  await secretary.goto(`${next}/van-ban/announcement`);
  await secretary.getByRole('link', { name: 'Sửa lời văn' }).click();
  expect((await secretary.locator('#f-text').inputValue()).includes('cổng và bảng tin'), 'the next year’s paper has the standard’s words');
  await glance(secretary, 'loi-van-nam-sau');
  same(await (await secretary.goto(`${next}/chi-tieu`)).status(), 200, 'next year’s indicators');
}
