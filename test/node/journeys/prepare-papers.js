// Papers and plans of self-study of the same six people, once their team is founded.
import { register } from './prepare/decision.js';
import { papers } from './prepare/papers.js';
import { gather, names, round, year } from './prepare/people.js';
import { objection, ownPlanReturned } from './prepare/plans.js';
import { study } from './prepare/study.js';
import { team } from './prepare/team.js';

export async function journey(place) {
  const people = await gather(place);
  await team({ ...place, look: async () => {} }, people, round); // looked at in the other journey
  await papers(place, people, `${round}/van-ban`);
  await register(place, people, round);
  await study(place, { ...people, absent: names.union, year });
  await ownPlanReturned(place, people, round);
  await objection(place, people, round);
}
