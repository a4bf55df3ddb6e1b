// The people of the journeys of steps 0 and 1, each on a device of their own: the principal, the secretary, two members of the
// team, the union's chair, a teacher with a phone and no e-mail.
import { desk, phone } from '../../lib/browser.js';
import { begin, foundSchool, giveRole } from '../../lib/school.js';

export const names = {
  head: 'Bùi Thị Thu Hằng', secretary: 'Trần Thị Minh Ngọc', member: 'Nguyễn Thị Lan', second: 'Phạm Văn Đức', union: 'Lê Thị Hoa',
  teacher: 'Đặng Hữu Ân', leaver: 'Võ Thị Bích Hằng',
};

/* All of the round lies ahead, whenever this runs. */
export const year = Number(new Intl.DateTimeFormat('en', { timeZone: 'Asia/Ho_Chi_Minh', year: 'numeric' }).format(Date.now())) + 1;
export const round = `/dot/${year}`;

const list = `Mã;Họ và tên;Chức vụ;Tổ;Email
GV002;${names.secretary};Thư ký hội đồng;Tổ 2;ngoc@truong.example
GV003;${names.member};Phó Hiệu trưởng;Tổ 3;lan@truong.example
GV004;${names.second};Tổ trưởng;Tổ 1;duc@truong.example
GV005;${names.union};Chủ tịch Công đoàn;Văn phòng;hoa@truong.example
GV006;${names.teacher};Giáo viên;Tổ 4-5;
GV007;${names.leaver};Giáo viên;Tổ 1;hang@truong.example
`;

export async function gather(place) {
  const head = await foundSchool(place, { year, head: names.head, list, news: 6 });
  await giveRole(head, place.origin, names.union, 'Công đoàn');
  const people = { head };
  for (const who of ['secretary', 'member', 'second', 'union', 'teacher'])
    people[who] = await begin(place, head, names[who], who === 'teacher' ? phone : desk);
  return people;
}
