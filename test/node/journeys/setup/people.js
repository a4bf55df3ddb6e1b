// The people of this journey.
export const people = {
  head: { name: 'Bùi Thị Thu Hằng', login: 'thgt.bui.thi.thu.hang', position: 'Hiệu trưởng' },
  clerk: { code: 'NV002', name: 'Trần Văn Đức', login: 'thgt.tran.van.duc', position: 'Văn thư', department: 'Tổ Văn phòng' },
  teacher: { code: 'GV003', name: 'Nguyễn Thị Lan', login: 'thgt.nguyen.thi.lan', position: 'Giáo viên', department: 'Tổ 1', birth: '15/01/1985' },
  deputy: { code: 'QL004', name: 'Công Tằng Tôn Nữ Thị Hồng Nhung', login: 'thgt.cong.tang.ton.nu.thi.hong.nhung', position: 'Phó Hiệu trưởng' },
};

/* A day so many days from today, as people write it in Viet Nam. */
export const day = (from = 0) => new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Ho_Chi_Minh' }).format(Date.now() + from * 864e5);
