// Steps 0 and 1 of a round as six people: law, the plan of learning, the team and its decision, the plan, who does what, and
// what becomes of it when somebody leaves.
import { teamDecision } from './prepare/decision.js';
import { legalBases, scheme } from './prepare/law.js';
import { learningPlan } from './prepare/learning.js';
import { gather, round, year } from './prepare/people.js';
import { assignments, handOver, team, workBackwards } from './prepare/team.js';

export async function journey(place) {
  const people = await gather(place);
  await legalBases(place, people);
  await scheme(place, people, round);
  await learningPlan(place, people, round);
  await team(place, people, round);
  await teamDecision(place, people, round);
  await workBackwards(place, people, round, year);
  await assignments(place, people, round, year);
  await handOver(place, people, round);
}
