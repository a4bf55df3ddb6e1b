// The end of a round as nine persons of the sample school: submitted, returned, approved, changed and approved again; the dossier
// printed, sent and received; the result public, seen by somebody without an account; what comes after it.
import { giveRole } from '../lib/school.js';
import { gather, loadSample, names, round } from '../lib/sample.js';
import { after } from './finish/after.js';
import { approval } from './finish/approval.js';
import { dossier } from './finish/dossier.js';
import { publication } from './finish/publication.js';
import { tell } from './finish/tell.js';

export const prepare = loadSample;

export async function journey(place) {
  const people = await gather(place);
  await giveRole(people.head, place.origin, names.leader, 'Tổ trưởng tổ đánh giá');
  await approval(place, people, round);
  await dossier(place, people, round);
  await publication(place, people, round);
  await after(place, people, round);
  await tell(place, people); // next year's plans of self-study are missing now
}
