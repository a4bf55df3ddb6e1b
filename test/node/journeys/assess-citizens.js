// Step 2, the people: nine persons and their self-assessments as citizens of learning.
import { citizens } from './assess/citizen.js';
import { gather, load, round } from './assess/people.js';

export const prepare = (dvht, data) => load(dvht, data, (facts) => { delete facts.citizen_meeting; }, { blank: true });

export async function journey(place) {
  await citizens(place, await gather(place), round);
}
