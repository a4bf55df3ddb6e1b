// The people of this journey.
export const names = {
  head: 'Bùi Thị Thu Hằng', secretary: 'Trần Thị Minh Ngọc', member: 'Nguyễn Thị Lan', second: 'Phạm Văn Đức', union: 'Lê Thị Hoa',
  teacher: 'Đặng Hữu Ân', leaver: 'Võ Thị Bích Hằng',
};
