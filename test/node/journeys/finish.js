// The end of a round as nine persons of the sample school: submitted, returned, approved, changed and approved again; the dossier
// printed, sent and received.
import { giveRole } from '../lib/school.js';
import { gather, loadSample, names, round } from '../lib/sample.js';
import { approval } from './finish/approval.js';
import { dossier } from './finish/dossier.js';

export const prepare = loadSample;

export async function journey(place) {
  const people = await gather(place);
  await giveRole(people.head, place.origin, names.leader, 'Tổ trưởng tổ đánh giá');
  await approval(place, people, round);
  await dossier(place, people, round);
  return people;
}
