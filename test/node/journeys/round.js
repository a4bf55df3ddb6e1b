// A whole round of the sample school by nine persons, at desks and on phones, from an empty data folder: the first-run page, people
// from a spreadsheet, slips; steps 0 to 3; the result public; the next year opened.  What the other forty hand in on paper is
// entered through the same forms without drawing their pages (round/rest.js); pages are looked at once each, by turns at a desk
// and on a phone, those after the dossier from all sides: no other journey comes there.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { site } from '../lib/sample.js';
import { giveRole } from '../lib/school.js';
import { citizens } from './assess/citizen.js';
import { many } from './assess/evidence.js';
import { first } from './assess/first.js';
import { meeting } from './assess/meeting.js';
import { after } from './finish/after.js';
import { approval } from './finish/approval.js';
import { dossier } from './finish/dossier.js';
import { publication } from './finish/publication.js';
import { tell } from './finish/tell.js';
import { teamDecision } from './prepare/decision.js';
import { legalBases, scheme } from './prepare/law.js';
import { learningPlan } from './prepare/learning.js';
import { giveWords } from './prepare/papers.js';
import { study } from './prepare/study.js';
import { assignments, planByHand, team } from './prepare/team.js';
import { carriedOver, sameDossier } from './round/end.js';
import { signed } from './round/papers.js';
import * as rest from './round/rest.js';
import { begin, facts, nameOf, names, round, staff, year } from './round/school.js';

/* Nothing but the address that the outside has. */
export function prepare(dvht, data) {
  mkdirSync(data);
  writeFileSync(join(data, 'smtp.url'), `smtp://127.0.0.1:9?from=dvht@tieu-hoc.example&site=${site}\n`);
}

const working = staff.size - 1; // one has retired
const written = '1.1', others = facts.ratings.map((one) => one.indicator).filter((one) => one !== written);
const members = facts.team.members.map((one) => nameOf(one.staff));

/* Steps 0 and 1: law, scheme, the year's plan of learning; team, plan, who does what. */
async function prepared(place, people) {
  await legalBases(place, people);
  await scheme(place, people, round);
  await rest.thresholds(place, people);
  await learningPlan(place, people, round, { day: `15/01/${year}`, all: working });
  await team(place, people, round, members);
  await teamDecision(place, people, round, `02/12/${year}`);
  await planByHand(place, people, round, year);
  await assignments(place, people, round, year, [[names.member, 5], [names.second, 3], [names.third, 4]]);
}

/* Step 2: plans of self-study and what came of them, citizens of learning, evidence, indicators, the meeting. */
async function assessed(place, people) {
  await study(place, { ...people, absent: names.absent, year });
  await rest.plans(place, people);
  await rest.rank(place, people);
  await rest.yearResults(place, people);
  await citizens(place, people, round, () => rest.citizens(place, people));
  await rest.citizensMeeting(place, people);
  await first(place, people, round, () => many(place, people.member, `${round}/minh-chung`));
  await rest.ratings(place, people, await rest.evidence(place, people, others), others);
  await rest.report(place, people);
  await meeting(place, people, round);
  await signed(place, people);
}

/* Step 3 and what follows it. */
async function finished(place, people) {
  await giveRole(people.head, place.origin, names.member, 'Tổ trưởng tổ đánh giá');
  const now = { ...people, leader: people.member, member: people.second };
  await people.secretary.goto(`${place.origin}${round}/van-ban/announcement`);
  await giveWords(place, people.secretary);
  await approval(place, now, round);
  await dossier(place, now, round);
  return now;
}

export async function journey(all) {
  const place = { ...all, look: all.glance }, people = await begin(place);
  await prepared(place, people);
  await assessed(place, people);
  const now = await finished(place, people);
  const closely = { ...all, code: place.code };
  await publication(closely, now, round);
  await after(closely, now, round);
  await tell(closely, now); // next year's plans of self-study are missing now
  await carriedOver(place, now);
  await sameDossier(place, now);
}
