// Steps 0 and 1 of a round as six people: the principal, the secretary, two members of the team, a teacher with a phone and no
// e-mail, the union's chair.
import { desk, phone } from '../lib/browser.js';
import { begin, foundSchool, giveRole } from '../lib/school.js';
import { learningPlan } from './prepare/learning.js';
import { legalBases, scheme } from './prepare/law.js';
import { papers } from './prepare/papers.js';
import { register, teamDecision } from './prepare/decision.js';
import { study } from './prepare/study.js';
import { ownPlanReturned, objection } from './prepare/plans.js';
import { assignments, handOver, team, workBackwards } from './prepare/team.js';
import { names } from './prepare/people.js';

const year = Number(new Intl.DateTimeFormat('en', { timeZone: 'Asia/Ho_Chi_Minh', year: 'numeric' }).format(Date.now())) + 1; // all of it lies ahead

export async function journey(place) {
  const head = await foundSchool(place, { year, head: names.head, people: [
    `GV002;${names.secretary};Thư ký hội đồng;Tổ 2;ngoc@truong.example`, `GV003;${names.member};Phó Hiệu trưởng;Tổ 3;lan@truong.example`,
    `GV004;${names.second};Tổ trưởng;Tổ 1;duc@truong.example`, `GV005;${names.union};Chủ tịch Công đoàn;Văn phòng;hoa@truong.example`,
    `GV006;${names.teacher};Giáo viên;Tổ 4-5;`, `GV007;${names.leaver};Giáo viên;Tổ 1;hang@truong.example`] });
  await giveRole(head, place.origin, names.union, 'Công đoàn');
  const enter = (name, device = desk) => begin(place, head, name, device);
  const people = { head, secretary: await enter(names.secretary), member: await enter(names.member), second: await enter(names.second),
    union: await enter(names.union), teacher: await enter(names.teacher, phone) };
  const round = `/dot/${year}`;
  await legalBases(place, people);
  await scheme(place, people, round);
  await learningPlan(place, people, round);
  await team(place, people, round);
  await teamDecision(place, people, round);
  await workBackwards(place, people, round, year);
  await assignments(place, people, round, year);
  await papers(place, people, `${round}/van-ban`);
  await register(place, people, round);
  await study(place, { ...people, absent: names.union, year });
  await ownPlanReturned(place, people, round);
  await objection(place, people, round);
  await handOver(place, people, round);
}
