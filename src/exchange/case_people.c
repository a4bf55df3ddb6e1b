/* case_people.c - staff and results: rows of tables become people. */
#include "base/text.h"
#include "exchange/case_read.h"
#include "exchange/table.h"
#include <string.h>

typedef struct PeopleReader PeopleReader;

/* Reads one cell that is not empty into a member of a Person or Result. */
typedef void CellReader (PeopleReader *reader, const TableCell *cell, void *target);

typedef struct {
  const char *heading; /* as the contract writes it */
  const char *folded;  /* text_fold of it: no case, no accents */
  bool required;
  CellReader *read; /* NULL: known, but of no use in this round */
  gsize offset;
} Column;

#define MAX_COLUMNS 20

struct PeopleReader {
  CaseReader *reader;
  const Table *table;
  const Column *columns[TABLE_MAX_COLUMNS]; /* what each column of the file means; NULL: nothing */
  gsize code_column;                        /* where "Mã" stands */
  gsize row, column;                        /* of the cell being read, for findings */
};

/* ---- findings ---- */

static void
report_cell (PeopleReader *people, gsize row, gsize column, FindingCode code, MessageId id, const char *first,
             const char *second)
{
  Arena *arena = people->reader->arena;
  const char *heading = people->table->headings[column];
  case_report_at (people->reader,
                  arena_printf (arena, "%s:%" G_GSIZE_FORMAT ":%s", people->table->name, row,
                                heading[0] != '\0' ? heading : table_column_letters (arena, column)),
                  code, id, first, second);
}

static void
report_here (PeopleReader *people, FindingCode code, MessageId id, const char *first, const char *second)
{
  report_cell (people, people->table->rows[people->row].row, people->column, code, id, first, second);
}

/* ---- cells ---- */

static void
read_text (PeopleReader *people, const TableCell *cell, void *target)
{
  for (const char *p = cell->text; *p != '\0'; p++)
    if (((guint8)*p < 0x20 && *p != '\n' && *p != '\t' && *p != '\r') || *p == 0x7F) {
      report_here (people, FINDING_BAD_VALUE, MSG_CASE_CONTROL_CHARACTER, NULL, NULL);
      return;
    }
  *(const char **)target = cell->text;
}

static void
read_birth (PeopleReader *people, const TableCell *cell, void *target)
{
  if (cell->kind == CELL_DATE)
    *(CivilDate *)target = cell->date;
  else if (cell->kind != CELL_TEXT || !date_parse_vietnamese (cell->text, target))
    report_here (people, FINDING_BAD_DATE, MSG_CASE_BAD_BIRTH, cell->text, NULL);
}

static void
read_state (PeopleReader *people, const TableCell *cell, void *target)
{
  static const char *const states[] = {
    [PERSON_WORKING] = "đang làm việc", [PERSON_RETIRED] = "nghỉ chế độ", [PERSON_MOVED] = "chuyển đi"
  };
  if (strcmp (cell->text, states[PERSON_WORKING]) == 0) /* nearly always */
    return;
  const char *state = text_lower (people->reader->arena, text_squeeze (people->reader->arena, cell->text));
  for (gsize i = 0; i < G_N_ELEMENTS (states); i++)
    if (strcmp (states[i], state) == 0) {
      *(PersonState *)target = (PersonState)i;
      return;
    }
  report_here (people, FINDING_BAD_VALUE, MSG_CASE_BAD_STATE, cell->text, NULL);
}

/* Is it yes, is it no?  False if it is neither. */
static bool
parse_yes (Arena *arena, const TableCell *cell, bool *ret)
{
  if (cell->kind == CELL_BOOL) {
    *ret = cell->number != 0;
    return true;
  }
  if (cell->text[0] != '\0' && cell->text[1] == '\0') {
    *ret = cell->text[0] == 'x' || cell->text[0] == 'X' || cell->text[0] == '1';
    return *ret || cell->text[0] == '0';
  }
  const char *word = text_lower (arena, cell->text);
  *ret = strcmp (word, "có") == 0 || strcmp (word, "đạt") == 0;
  return *ret || strcmp (word, "không") == 0;
}

static void
read_yes (PeopleReader *people, const TableCell *cell, void *target)
{
  if (!parse_yes (people->reader->arena, cell, target))
    report_here (people, FINDING_BAD_VALUE, MSG_CASE_BAD_YES, cell->text, NULL);
}

static void
read_quality (PeopleReader *people, const TableCell *cell, void *target)
{
  bool yes = false;
  read_yes (people, cell, &yes);
  *(Decimal *)target = yes ? DECIMAL_ONE : 0;
}

static bool
is_in_range (const TableCell *cell, Decimal value, Decimal most)
{
  return cell->kind != CELL_DATE && cell->kind != CELL_BOOL && value >= 0 && value <= most;
}

static void
read_points (PeopleReader *people, const TableCell *cell, void *target)
{
  Decimal points = 0, most = people->reader->round->citizen_scheme->index_max;
  if (cell->kind != CELL_PERCENT && decimal_parse (cell->text, &points) && is_in_range (cell, points, most))
    *(Decimal *)target = points;
  else
    report_here (people, FINDING_BAD_VALUE, MSG_CASE_BAD_POINTS, cell->text,
                 decimal_vietnamese (people->reader->arena, most));
}

/* "95", "95%", or a cell that shows 95%. */
static void
read_percent (PeopleReader *people, const TableCell *cell, void *target)
{
  Arena *arena = people->reader->arena;
  gsize length = strlen (cell->text);
  bool sign = length > 0 && cell->text[length - 1] == '%';
  const char *number = sign ? text_strip (arena, arena_strndup (arena, cell->text, length - 1)) : cell->text;
  Decimal percent = 0;
  if (decimal_parse (number, &percent) && is_in_range (cell, percent, 1000 * DECIMAL_ONE))
    *(Decimal *)target = percent;
  else
    report_here (people, FINDING_BAD_VALUE, MSG_CASE_BAD_PERCENT, cell->text, NULL);
}

static void
read_rank (PeopleReader *people, const TableCell *cell, void *target)
{
  Arena *arena = people->reader->arena;
  const Scheme *scheme = people->reader->round->scheme;
  for (gsize i = 0; i < scheme->plan_rank_count; i++)
    if (strcmp (scheme->plan_ranks[i], cell->text) == 0) {
      *(const char **)target = scheme->plan_ranks[i];
      return;
    }
  const char *word = text_lower (arena, text_squeeze (arena, cell->text));
  g_autoptr (GString) names = g_string_new (NULL);
  for (gsize i = 0; i < scheme->plan_rank_count; i++) {
    if (strcmp (text_lower (arena, scheme->plan_ranks[i]), word) == 0) {
      *(const char **)target = scheme->plan_ranks[i];
      return;
    }
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", scheme->plan_ranks[i]);
  }
  report_here (people, FINDING_BAD_VALUE, MSG_CASE_NEED_CHOICE, cell->text, names->str);
}

static void
read_emulation (PeopleReader *people, const TableCell *cell, void *target)
{
  if (strcmp (cell->text, "-") != 0 && strcmp (text_lower (people->reader->arena, cell->text), "không") != 0)
    read_text (people, cell, target);
}

static const Column staff_columns[] = {
  { "Mã", "ma", true, read_text, G_STRUCT_OFFSET (Person, code) },
  { "Họ và tên", "ho va ten", true, read_text, G_STRUCT_OFFSET (Person, name) },
  { "Ngày sinh", "ngay sinh", false, read_birth, G_STRUCT_OFFSET (Person, birth) },
  { "Giới tính", "gioi tinh", false, read_text, G_STRUCT_OFFSET (Person, gender) },
  { "Chức vụ", "chuc vu", true, read_text, G_STRUCT_OFFSET (Person, position) },
  { "Tổ", "to", false, read_text, G_STRUCT_OFFSET (Person, group) },
  { "Trình độ", "trinh do", false, read_text, G_STRUCT_OFFSET (Person, degree) },
  { "Email", "email", false, read_text, G_STRUCT_OFFSET (Person, email) },
  { "Trạng thái", "trang thai", false, read_state, G_STRUCT_OFFSET (Person, state) },
};
static const char *const staff_required[] = { "ma", "ho va ten", "chuc vu", NULL };

/* What stands in results before the code is known to be of a person. */
typedef struct {
  const char *code;
  Result result;
} ResultRow;

static const Column result_columns[] = {
  { "Mã", "ma", true, read_text, G_STRUCT_OFFSET (ResultRow, code) },
  { "Kế hoạch được duyệt", "ke hoach duoc duyet", false, read_yes,
    G_STRUCT_OFFSET (ResultRow, result.plan_approved) },
  { "Hoàn thành kế hoạch (%)", "hoan thanh ke hoach (%)", false, read_percent,
    G_STRUCT_OFFSET (ResultRow, result.plan_done) },
  { "Xếp loại kế hoạch", "xep loai ke hoach", false, read_rank,
    G_STRUCT_OFFSET (ResultRow, result.plan_rank) },
  { "Kỷ luật lao động", "ky luat lao dong", false, read_yes, G_STRUCT_OFFSET (ResultRow, result.discipline) },
  { "Hoàn thành bồi dưỡng", "hoan thanh boi duong", false, read_yes,
    G_STRUCT_OFFSET (ResultRow, result.training) },
  { "Danh hiệu thi đua", "danh hieu thi dua", false, read_emulation,
    G_STRUCT_OFFSET (ResultRow, result.emulation) },
  { "Thống nhất", "thong nhat", false, read_yes, G_STRUCT_OFFSET (ResultRow, result.agreed) },
  { "Ghi chú", "ghi chu", false, read_text, G_STRUCT_OFFSET (ResultRow, result.note) },
};
static const char *const result_required[] = { "ma", NULL };

/* "CD1" ... "CD10" of the citizen scheme; those that it lacks are known and not read. */
static void
fill_citizen_columns (Arena *arena, const CitizenScheme *scheme, Column *columns)
{
  for (gsize i = 0; i < CITIZEN_MAX_INDICES; i++)
    columns[i] = (Column){
      .heading = arena_printf (arena, "CD%" G_GSIZE_FORMAT, i + 1),
      .folded = arena_printf (arena, "cd%" G_GSIZE_FORMAT, i + 1),
      .read = i >= scheme->index_count            ? NULL
              : scheme->kind == CITIZEN_QUALITIES ? read_quality
                                                  : read_points,
      .offset = G_STRUCT_OFFSET (ResultRow, result.citizen) + i * sizeof (Decimal),
    };
}

/* ---- headings ---- */

static const Column *
find_column (const Column *columns, gsize count, const char *folded)
{
  for (gsize i = 0; i < count; i++)
    if (strcmp (columns[i].folded, folded) == 0)
      return &columns[i];
  return NULL;
}

static bool
column_has_values (const Table *table, gsize column)
{
  for (gsize i = 0; i < table->row_count; i++)
    if (table->rows[i].cells[column].kind != CELL_EMPTY)
      return true;
  return false;
}

static void
match_heading (PeopleReader *people, gsize at, const Column *columns, gsize count, bool *seen)
{
  const Table *table = people->table;
  const char *heading = table->headings[at];
  const Column *column = find_column (columns, count, text_fold (people->reader->arena, heading));
  if (column == NULL) {
    if (heading[0] != '\0' || column_has_values (table, at))
      report_cell (people, table->heading_row, at, FINDING_UNKNOWN_COLUMN, MSG_CASE_UNKNOWN_COLUMN, heading,
                   NULL);
    return;
  }
  if (seen[column - columns]) {
    report_cell (people, table->heading_row, at, FINDING_BAD_VALUE, MSG_CASE_COLUMN_TWICE, heading, NULL);
    return;
  }
  seen[column - columns] = true;
  people->columns[at] = column;
  if (column == columns) /* "Mã" is the first of each list */
    people->code_column = at;
}

/* Finds out what each column means; false if the codes are missing, for then no row can be read. */
static bool
match_headings (PeopleReader *people, const Column *columns, gsize count)
{
  CaseReader *reader = people->reader;
  const Table *table = people->table;
  bool seen[MAX_COLUMNS] = { false };
  for (gsize i = 0; i < table->column_count; i++)
    match_heading (people, i, columns, count, seen);
  if (table->stray_row > 0)
    case_report_at (reader,
                    arena_printf (reader->arena, "%s:%" G_GSIZE_FORMAT ":%s", table->name, table->stray_row,
                                  table_column_letters (reader->arena, table->stray_column)),
                    FINDING_UNKNOWN_COLUMN, MSG_CASE_UNKNOWN_COLUMN, "", NULL);
  for (gsize i = 0; i < count; i++)
    if (columns[i].required && !seen[i])
      case_report_at (reader,
                      arena_printf (reader->arena, "%s:%" G_GSIZE_FORMAT ":%s", table->name,
                                    table->heading_row, columns[i].heading),
                      FINDING_BAD_VALUE, MSG_CASE_COLUMN_MISSING, columns[i].heading, NULL);
  return seen[0];
}

/* ---- rows ---- */

static void
read_row (PeopleReader *people, gsize row, void *target)
{
  people->row = row;
  const TableCell *cells = people->table->rows[row].cells;
  for (gsize i = 0; i < people->table->column_count; i++) {
    const Column *column = people->columns[i];
    if (column == NULL || column->read == NULL || cells[i].kind == CELL_EMPTY)
      continue;
    people->column = i;
    if (cells[i].kind == CELL_ERROR)
      report_here (people, FINDING_BAD_VALUE, MSG_CASE_CELL_ERROR, cells[i].text, NULL);
    else
      column->read (people, &cells[i], G_STRUCT_MEMBER_P (target, column->offset));
  }
}

/* A cell of the row that must be filled; if it has an error of its own, that was told already. */
static void
report_blank (PeopleReader *people, const Column *column)
{
  for (gsize i = 0; i < people->table->column_count; i++)
    if (people->columns[i] == column && people->table->rows[people->row].cells[i].kind == CELL_EMPTY) {
      people->column = i;
      report_here (people, FINDING_BAD_VALUE, MSG_CASE_CELL_BLANK, column->heading, NULL);
    }
}

static void
report_code (PeopleReader *people, FindingCode code, MessageId id, const char *person, const char *file)
{
  people->column = people->code_column;
  report_here (people, code, id, person, file);
}

static void
read_staff_rows (PeopleReader *people, GHashTable *by_code)
{
  Arena *arena = people->reader->arena;
  Round *round = people->reader->round;
  round->people = arena_array (arena, Person, people->table->row_count);
  for (gsize i = 0; i < people->table->row_count; i++) {
    Person person = { .row = people->table->rows[i].row };
    read_row (people, i, &person);
    if (person.code == NULL)
      report_blank (people, &staff_columns[0]);
    if (person.name == NULL)
      report_blank (people, &staff_columns[1]);
    if (person.code == NULL)
      continue;
    if (g_hash_table_contains (by_code, person.code)) {
      report_code (people, FINDING_DUPLICATE_PERSON, MSG_CASE_DUPLICATE_PERSON, person.code, NULL);
      continue;
    }
    if (person.name == NULL)
      person.name = person.code;
    person.name_key = text_name_key (arena, person.name);
    round->people[round->person_count] = person;
    g_hash_table_insert (by_code, (gpointer)person.code, &round->people[round->person_count++]);
  }
}

static void
prepare_result (const CitizenScheme *scheme, ResultRow *row)
{
  row->result.plan_done = DECIMAL_UNSET;
  for (gsize i = 0; i < CITIZEN_MAX_INDICES; i++)
    row->result.citizen[i] = scheme->kind == CITIZEN_QUALITIES && i < scheme->index_count ? 0 : DECIMAL_UNSET;
}

static void
read_result_rows (PeopleReader *people, GHashTable *by_code)
{
  CaseReader *reader = people->reader;
  ResultRow *rows = arena_array (reader->arena, ResultRow, people->table->row_count);
  for (gsize i = 0; i < people->table->row_count; i++) {
    ResultRow *row = &rows[i];
    prepare_result (reader->round->citizen_scheme, row);
    row->result.row = people->table->rows[i].row;
    read_row (people, i, row);
    Person *person = row->code != NULL ? g_hash_table_lookup (by_code, row->code) : NULL;
    if (row->code == NULL)
      report_blank (people, &result_columns[0]);
    else if (person == NULL && reader->round->person_count > 0)
      report_code (people, FINDING_UNKNOWN_PERSON, MSG_CHECK_UNKNOWN_PERSON, row->code,
                   reader->round->staff_file);
    else if (person != NULL && person->result != NULL)
      report_code (people, FINDING_DUPLICATE_PERSON, MSG_CASE_DUPLICATE_RESULT, row->code, NULL);
    else if (person != NULL)
      person->result = &row->result;
  }
}

/* ---- tables ---- */

/* Finds and reads the table that a key of case.json names; false and a finding if that fails. */
static bool
open_table (CaseReader *reader, const char *key, const char *file, const char *const *required, Table *ret)
{
  const Place root = { 0 };
  const Place place = { &root, key, 0 };
  const char *path = NULL;
  if (file == NULL)
    return false; /* told already */
  PathState state = case_find_file (reader, file, &path);
  if (state == PATH_ESCAPES) {
    case_report (reader, &place, FINDING_PATH_ESCAPES, MSG_CASE_PATH_ESCAPES, file, NULL);
    return false;
  }
  if (state != PATH_FOUND) {
    case_report (reader, &place, FINDING_BAD_VALUE,
                 state == PATH_MISSING  ? MSG_CASE_FILE_MISSING
                 : state == PATH_DENIED ? MSG_CASE_FILE_DENIED
                                        : MSG_CASE_FILE_UNFIT,
                 file, NULL);
    return false;
  }
  g_autoptr (GError) error = NULL;
  if (table_read (reader->arena, path, file, required, ret, &error))
    return true;
  case_report_error (reader, error_place (error) != NULL ? error_place (error) : file, FINDING_BAD_VALUE,
                     error);
  return false;
}

void
case_read_people (CaseReader *reader)
{
  g_autoptr (GHashTable) by_code = g_hash_table_new (g_str_hash, g_str_equal);
  Round *round = reader->round;
  Table staff, results;
  if (open_table (reader, "staff", round->staff_file, staff_required, &staff)) {
    PeopleReader people = { .reader = reader, .table = &staff };
    if (match_headings (&people, staff_columns, G_N_ELEMENTS (staff_columns)))
      read_staff_rows (&people, by_code);
  }
  if (open_table (reader, "results", round->results_file, result_required, &results)) {
    Column columns[G_N_ELEMENTS (result_columns) + CITIZEN_MAX_INDICES];
    memcpy (columns, result_columns, sizeof result_columns);
    fill_citizen_columns (reader->arena, round->citizen_scheme, columns + G_N_ELEMENTS (result_columns));
    PeopleReader people = { .reader = reader, .table = &results };
    if (match_headings (&people, columns, G_N_ELEMENTS (columns)))
      read_result_rows (&people, by_code);
  }
  for (gsize i = 0; i < reader->refs->len; i++) {
    PersonRef *ref = g_ptr_array_index (reader->refs, i);
    ref->person = g_hash_table_lookup (by_code, ref->code);
  }
}
