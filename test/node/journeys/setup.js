// A school sets itself up: the head founds it, the clerk brings in the people by keyboard, a teacher
// begins on a phone, a deputy principal stands in for some days.
import { headBegins, headLends, headTakesBack } from './setup/head.js';
import { clerkWorks } from './setup/clerk.js';
import { teacherOnPhone, teacherWithoutScript } from './setup/teacher.js';
import { deputyStandsIn } from './setup/deputy.js';

export async function journey(place) {
  const { head, slips } = await headBegins(place);
  await clerkWorks(place, slips.clerk, head);
  await teacherOnPhone(place, slips.teacher);
  await teacherWithoutScript(place);
  await deputyStandsIn(place, slips.deputy, { lend: (days) => headLends(place, head, days), takeBack: () => headTakesBack(head, place.origin) });
}
