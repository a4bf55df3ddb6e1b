// What follows when the same nine have approved and sent it: the result public, seen by somebody without an account; the decision,
// the plan of improvement, the next year; what reaches people.
import { round } from '../lib/sample.js';
import { journey as approvedAndSent, prepare } from './finish.js';
import { after } from './finish/after.js';
import { publication } from './finish/publication.js';
import { tell } from './finish/tell.js';

export { prepare };

export async function journey(place) {
  const quiet = { ...place, look: async () => {} }, people = await approvedAndSent(quiet); // looked at in the other journey
  await publication({ ...place, code: quiet.code }, people, round);
  await after(place, people, round);
  await tell(place, people); // next year's plans of self-study are missing now
}
