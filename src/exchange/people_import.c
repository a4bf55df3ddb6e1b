/* people_import.c - see people_import.h. */
#include "exchange/people_import.h"
#include "base/csv.h"
#include "base/text.h"
#include <string.h>

#define MAX_TEXT ((gsize)300)
#define MAX_HEADINGS 6

typedef struct {
  const char *folded[MAX_HEADINGS]; /* headings that mean this field, by text_fold */
} Field;

static const Field fields[PERSON_FIELD_COUNT] = {
  [PERSON_FIELD_CODE] = { { "ma", "ma nhan vien", "ma can bo", "ma giao vien", "ma dinh danh" } },
  [PERSON_FIELD_NAME] = { { "ho va ten", "ho ten", "ten day du", "ho va ten can bo" } },
  [PERSON_FIELD_BIRTH] = { { "ngay sinh", "ngay thang nam sinh", "sinh ngay" } },
  [PERSON_FIELD_GENDER] = { { "gioi tinh", "nam/nu", "gioi" } },
  [PERSON_FIELD_POSITION] = { { "chuc vu", "vi tri viec lam", "chuc danh", "vi tri" } },
  [PERSON_FIELD_DEPARTMENT] = { { "to", "to bo mon", "to chuyen mon", "bo phan", "phong ban" } },
  [PERSON_FIELD_DEGREE] = { { "trinh do", "trinh do chuyen mon", "trinh do dao tao" } },
  [PERSON_FIELD_EMAIL] = { { "email", "thu dien tu", "dia chi email" } },
  [PERSON_FIELD_PHONE] = { { "dien thoai", "so dien thoai", "dtdd", "sdt", "di dong" } },
};

/* A name in two columns, as many school programs export it. */
static const char *const family_headings[] = { "ho dem", "ho", "ho lot", "ho va dem" };

#define NONE G_MAXSIZE

typedef struct {
  Arena *arena;
  const Table *table;
  const PersonEntries *present;
  PeopleImport *result;
  gsize columns[PERSON_FIELD_COUNT];             /* NONE: the file lacks it */
  gsize family;                                  /* "Họ đệm"; NONE if the name is in one column */
  GHashTable *by_code, *by_name, *by_name_birth; /* folded text → PersonEntry; by_name NULL value: several */
  GHashTable *seen_codes;                        /* folded code → row, of the file */
  GHashTable *taken;                             /* PersonEntry that a row means */
  const char *code_prefix;                       /* of codes that are given */
  guint64 code_next;
  gsize code_width;
} Import;

static void
import_clear (Import *import)
{
  g_clear_pointer (&import->by_code, g_hash_table_unref);
  g_clear_pointer (&import->by_name, g_hash_table_unref);
  g_clear_pointer (&import->by_name_birth, g_hash_table_unref);
  g_clear_pointer (&import->seen_codes, g_hash_table_unref);
  g_clear_pointer (&import->taken, g_hash_table_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Import, import_clear)

/* ---- columns ---- */

static bool
find_field (const char *folded, PersonField *ret)
{
  for (guint field = 0; field < PERSON_FIELD_COUNT; field++)
    for (guint i = 0; i < MAX_HEADINGS && fields[field].folded[i] != NULL; i++)
      if (strcmp (fields[field].folded[i], folded) == 0) {
        *ret = (PersonField)field;
        return true;
      }
  return false;
}

static bool
is_family_heading (const char *folded)
{
  for (gsize i = 0; i < G_N_ELEMENTS (family_headings); i++)
    if (strcmp (family_headings[i], folded) == 0)
      return true;
  return false;
}

static void
use_column (Import *import, gsize column, PersonField field)
{
  import->columns[field] = column;
  import->result->columns[column].used = true;
  import->result->columns[column].field = field;
}

/* "Họ đệm" and "Tên" beside each other instead of one name. */
static void
match_split_name (Import *import, gsize given)
{
  if (import->columns[PERSON_FIELD_NAME] != NONE || import->family == NONE || given == NONE) {
    import->family = NONE;
    return;
  }
  use_column (import, given, PERSON_FIELD_NAME);
  import->result->columns[import->family].used = true;
  import->result->columns[import->family].field = PERSON_FIELD_NAME;
}

static bool
match_columns (Import *import, GError **error)
{
  const Table *table = import->table;
  PeopleImport *result = import->result;
  result->columns = arena_array (import->arena, ImportColumn, table->column_count);
  result->column_count = table->column_count;
  for (guint field = 0; field < PERSON_FIELD_COUNT; field++)
    import->columns[field] = NONE;
  import->family = NONE;
  gsize given = NONE;
  for (gsize column = 0; column < table->column_count; column++) {
    const char *heading = result->columns[column].heading = table->headings[column];
    const char *folded = text_fold (import->arena, text_squeeze (import->arena, heading));
    PersonField field;
    if (find_field (folded, &field)) {
      if (import->columns[field] != NONE) {
        error_set (error, table->name, MSG_IMPORT_COLUMN_TWICE, heading,
                   table->headings[import->columns[field]], NULL);
        return false;
      }
      use_column (import, column, field);
    } else if (is_family_heading (folded))
      import->family = column;
    else if (strcmp (folded, "ten") == 0)
      given = column;
  }
  match_split_name (import, given);
  if (import->columns[PERSON_FIELD_NAME] != NONE)
    return true;
  error_set (error, table->name, MSG_IMPORT_NO_NAME, NULL);
  return false;
}

/* ---- the people at hand ---- */

static const char *
name_birth_key (Arena *arena, const char *name, const char *birth)
{
  return arena_concat (arena, text_fold (arena, name), "|", birth, NULL);
}

/* Codes such as NV011: the longest number behind the commonest spelling goes on. */
static void
learn_code (Import *import, const char *code)
{
  gsize length = strlen (code), digits = 0;
  while (digits < length && digits < 9 && g_ascii_isdigit (code[length - digits - 1]))
    digits++;
  if (digits == 0)
    return;
  guint64 number = g_ascii_strtoull (code + length - digits, NULL, 10);
  if (number < import->code_next)
    return;
  import->code_prefix = arena_strndup (import->arena, code, length - digits);
  import->code_width = digits;
  import->code_next = number + 1;
}

static void
index_present (Import *import)
{
  Arena *arena = import->arena;
  import->by_code = g_hash_table_new (g_str_hash, g_str_equal);
  import->by_name = g_hash_table_new (g_str_hash, g_str_equal);
  import->by_name_birth = g_hash_table_new (g_str_hash, g_str_equal);
  import->seen_codes = g_hash_table_new (g_str_hash, g_str_equal);
  import->taken = g_hash_table_new (NULL, NULL);
  for (gsize i = 0; i < import->present->count; i++) {
    PersonEntry *entry = &import->present->items[i];
    char *name = text_fold (arena, entry->fields[PERSON_FIELD_NAME]);
    g_hash_table_insert (import->by_code, text_fold (arena, entry->fields[PERSON_FIELD_CODE]), entry);
    bool again = g_hash_table_contains (import->by_name, name);
    g_hash_table_insert (import->by_name, name, again ? NULL : entry);
    const char *birth = entry->fields[PERSON_FIELD_BIRTH];
    if (birth[0] != '\0')
      g_hash_table_insert (import->by_name_birth,
                           (char *)name_birth_key (arena, entry->fields[PERSON_FIELD_NAME], birth), entry);
    learn_code (import, entry->fields[PERSON_FIELD_CODE]);
  }
}

/* ---- rows ---- */

static bool
row_is_wrong (ImportRow *row, PersonField field, MessageId id, const char *first)
{
  row->kind = IMPORT_WRONG;
  row->problem_field = field;
  row->problem = message_make (id, first, NULL);
  return false;
}

static bool
has_control (const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    if ((guint8)*p < 0x20 || *p == 0x7F)
      return true;
  return false;
}

static const char *
cell_text (Import *import, const TableRow *row, gsize column)
{
  return column == NONE || column >= row->count
             ? ""
             : text_squeeze (import->arena, csv_plain (row->cells[column].text));
}

static bool
read_birth (Import *import, const TableRow *source, ImportRow *row)
{
  gsize column = import->columns[PERSON_FIELD_BIRTH];
  if (column == NONE || column >= source->count || source->cells[column].kind == CELL_EMPTY)
    return true;
  const TableCell *cell = &source->cells[column];
  CivilDate date = cell->date;
  if (cell->kind != CELL_DATE && !date_parse_vietnamese (cell->text, &date)
      && !date_parse_iso (cell->text, &date))
    return row_is_wrong (row, PERSON_FIELD_BIRTH, MSG_IMPORT_BAD_DATE, cell->text);
  row->entry.fields[PERSON_FIELD_BIRTH] = date_iso (import->arena, date);
  return true;
}

static bool
read_fields (Import *import, const TableRow *source, ImportRow *row)
{
  Arena *arena = import->arena;
  for (guint field = 0; field < PERSON_FIELD_COUNT; field++) {
    const char *text = field == PERSON_FIELD_BIRTH ? "" : cell_text (import, source, import->columns[field]);
    if (field == PERSON_FIELD_NAME && import->family != NONE)
      text = text_squeeze (arena,
                           arena_concat (arena, cell_text (import, source, import->family), " ", text, NULL));
    row->entry.fields[field] = text;
    if (strlen (text) > MAX_TEXT)
      return row_is_wrong (row, (PersonField)field, MSG_IMPORT_TOO_LONG,
                           person_field_heading ((PersonField)field));
    if (has_control (text))
      return row_is_wrong (row, (PersonField)field, MSG_CASE_CONTROL_CHARACTER, NULL);
  }
  if (row->entry.fields[PERSON_FIELD_NAME][0] == '\0')
    return row_is_wrong (row, PERSON_FIELD_NAME, MSG_IMPORT_NAME_BLANK, NULL);
  const char *email = row->entry.fields[PERSON_FIELD_EMAIL];
  if (email[0] != '\0' && !person_email_is_plain (email))
    return row_is_wrong (row, PERSON_FIELD_EMAIL, MSG_IMPORT_BAD_EMAIL, email);
  return read_birth (import, source, row);
}

static const PersonEntry *
find_present (Import *import, const PersonEntry *entry)
{
  Arena *arena = import->arena;
  const char *code = entry->fields[PERSON_FIELD_CODE], *birth = entry->fields[PERSON_FIELD_BIRTH];
  const char *name = entry->fields[PERSON_FIELD_NAME];
  if (code[0] != '\0')
    return g_hash_table_lookup (import->by_code, text_fold (arena, code));
  const PersonEntry *found = NULL;
  if (birth[0] != '\0')
    found = g_hash_table_lookup (import->by_name_birth, name_birth_key (arena, name, birth));
  if (found == NULL)
    found = g_hash_table_lookup (import->by_name, text_fold (arena, name));
  if (found == NULL)
    return NULL;
  const char *known = found->fields[PERSON_FIELD_BIRTH];
  return birth[0] == '\0' || known[0] == '\0' || strcmp (birth, known) == 0 ? found : NULL;
}

/* Blank cells leave what is there; what differs is marked. */
static void
merge_with_present (ImportRow *row)
{
  row->entry.id = row->present->id;
  row->entry.version = row->present->version;
  for (guint field = 0; field < PERSON_FIELD_COUNT; field++) {
    const char *old = row->present->fields[field];
    if (row->entry.fields[field][0] == '\0')
      row->entry.fields[field] = old;
    else if (strcmp (row->entry.fields[field], old) != 0)
      row->changed |= 1u << field;
  }
  row->kind = row->changed != 0 ? IMPORT_CHANGED : IMPORT_SAME;
}

static bool
claim_code (Import *import, ImportRow *row)
{
  const char *code = row->entry.fields[PERSON_FIELD_CODE];
  if (code[0] == '\0')
    return true;
  char *folded = text_fold (import->arena, code);
  gsize first = GPOINTER_TO_SIZE (g_hash_table_lookup (import->seen_codes, folded));
  if (first != 0)
    return row_is_wrong (row, PERSON_FIELD_CODE, MSG_IMPORT_TWICE,
                         arena_printf (import->arena, "%" G_GSIZE_FORMAT, first));
  g_hash_table_insert (import->seen_codes, folded, GSIZE_TO_POINTER (row->row));
  learn_code (import, code);
  return true;
}

static void
compare_row (Import *import, const TableRow *source, ImportRow *row)
{
  row->row = source->row;
  if (!read_fields (import, source, row) || !claim_code (import, row))
    return;
  row->present = find_present (import, &row->entry);
  if (row->present == NULL) {
    row->kind = IMPORT_NEW;
    return;
  }
  gsize first = GPOINTER_TO_SIZE (g_hash_table_lookup (import->taken, row->present));
  if (first != 0) {
    row->present = NULL;
    row_is_wrong (row, PERSON_FIELD_NAME, MSG_IMPORT_TWICE,
                  arena_printf (import->arena, "%" G_GSIZE_FORMAT, first));
    return;
  }
  g_hash_table_insert (import->taken, (gpointer)row->present, GSIZE_TO_POINTER (row->row));
  merge_with_present (row);
}

/* After all rows are read, so that a given code meets none of the file's own. */
static void
give_codes (Import *import)
{
  const char *prefix = import->code_prefix != NULL ? import->code_prefix : "NV";
  guint64 next = MAX (import->code_next, 1);
  int width = import->code_width > 0 ? (int)import->code_width : 3;
  for (gsize i = 0; i < import->result->row_count; i++) {
    ImportRow *row = &import->result->rows[i];
    if (row->kind == IMPORT_NEW && row->entry.fields[PERSON_FIELD_CODE][0] == '\0')
      row->entry.fields[PERSON_FIELD_CODE]
          = arena_printf (import->arena, "%s%0*" G_GUINT64_FORMAT, prefix, width, next++);
  }
}

static void
gather (Import *import)
{
  PeopleImport *result = import->result;
  for (gsize i = 0; i < result->row_count; i++)
    result->counts[result->rows[i].kind]++;
  result->gone = arena_array (import->arena, const PersonEntry *, import->present->count);
  for (gsize i = 0; i < import->present->count; i++)
    if (!g_hash_table_contains (import->taken, &import->present->items[i]))
      result->gone[result->gone_count++] = &import->present->items[i];
}

bool
people_import_compare (Arena *arena, const char *name, const char *data, gsize size,
                       const PersonEntries *present, PeopleImport *ret, GError **error)
{
  static const char *const required[] = { "ho va ten", NULL };
  Table table = { 0 };
  if (!table_read_bytes (arena, name, data, size, required, &table, error))
    return false;
  if (table.row_count > PEOPLE_IMPORT_MAX) {
    error_set (error, name, MSG_IMPORT_TOO_MANY, "20.000", NULL);
    return false;
  }
  PeopleImport result = { 0 };
  g_auto (Import) import = { .arena = arena, .table = &table, .present = present, .result = &result };
  if (!match_columns (&import, error))
    return false;
  index_present (&import);
  result.rows = arena_array (arena, ImportRow, table.row_count);
  result.row_count = table.row_count;
  for (gsize i = 0; i < table.row_count; i++)
    compare_row (&import, &table.rows[i], &result.rows[i]);
  give_codes (&import);
  gather (&import);
  *ret = result;
  return true;
}
