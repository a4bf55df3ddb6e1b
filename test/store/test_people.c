/* test_people.c - units, people and the chain of events that tells of them. */
#include "place.h"
#include "store/audit.h"
#include "store/engine.h"
#include "store/people.h"
#include "store/record.h"
#include "store/unit.h"
#include <string.h>

typedef struct {
  Place place;
  Database *database;
  Arena *arena;
  Scope scope;
} Fixture;

typedef struct {
  Fixture *fixture;
  const char *code;
  gint64 unit_id;
} Founding;

static bool
found (Transaction *transaction, void *user, GError **error)
{
  Founding *founding = user;
  const UnitName name = { "2024-01-01", NULL, "Trường Tiểu học A", "TH A", "UBND xã B", "Phòng C", "B" };
  return unit_found (transaction, NULL, founding->code, "primary", &name, &founding->unit_id, error);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  fixture->place = place_new ();
  fixture->arena = arena_new ((gsize)64 << 20);
  fixture->database = place_open (&fixture->place);
  Founding founding = { fixture, "tha", 0 };
  g_assert_true (db_write (fixture->database, &fixture->scope, found, &founding, &error));
  fixture->scope.unit_id = founding.unit_id;
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  database_close (fixture->database);
  arena_free (fixture->arena);
  place_clear (&fixture->place);
}

typedef struct {
  Fixture *fixture;
  PersonEntry entry;
  gint64 id;
} Save;

static bool
save (Transaction *transaction, void *user, GError **error)
{
  Save *wanted = user;
  return person_save (transaction, wanted->fixture->arena, &wanted->entry, &wanted->id, error);
}

static gint64
add (Fixture *fixture, const char *code, const char *name)
{
  g_autoptr (GError) error = NULL;
  Save wanted
      = { .fixture = fixture, .entry = { 0, 0, { code, name, "", "", "Giáo viên", "Tổ 1", "", "", "" } } };
  db_write (fixture->database, &fixture->scope, save, &wanted, &error);
  g_assert_no_error (error);
  return wanted.id;
}

static char *
names (Fixture *fixture, const char *search)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Transaction) transaction = db_read (fixture->database, &fixture->scope, &error);
  PeopleFilter filter = { PEOPLE_ACTIVE, search, 0, 60 };
  g_autoptr (Rows) rows = people_page (transaction, fixture->arena, &filter, &error);
  g_assert_no_error (error);
  GString *text = g_string_new (NULL);
  gint64 rows_seen = 0, count = 0;
  for (; rows_next (rows, &error); rows_seen++)
    g_string_append_printf (text, "%s|", rows_text (rows, 2));
  g_assert_no_error (error);
  g_assert_true (people_count (transaction, fixture->arena, &filter, &count, &error));
  g_assert_cmpint (count, ==, rows_seen);
  return g_string_free (text, FALSE);
}

static void
assert_names (Fixture *fixture, const char *search, const char *expected)
{
  g_autofree char *found_names = names (fixture, search);
  g_assert_cmpstr (found_names, ==, expected);
}

static void
test_order_and_search (Fixture *fixture, gconstpointer data)
{
  add (fixture, "NV1", "Nguyễn Văn Bình");
  add (fixture, "NV2", "Trần Thị Ánh");
  add (fixture, "NV3", "Đặng Văn An");
  assert_names (fixture, "", "Đặng Văn An|Trần Thị Ánh|Nguyễn Văn Bình|");
  assert_names (fixture, "DANG an", "Đặng Văn An|");
  assert_names (fixture, "%", "Đặng Văn An|Trần Thị Ánh|Nguyễn Văn Bình|");
  assert_names (fixture, "to 1", "Đặng Văn An|Trần Thị Ánh|Nguyễn Văn Bình|");
  assert_names (fixture, "khong co", "");
}

static void
test_conflict_and_code (Fixture *fixture, gconstpointer data)
{
  gint64 id = add (fixture, "NV1", "Nguyễn Văn Bình");
  g_autoptr (GError) error = NULL;
  Save first = { fixture, { id, 1, { "NV1", "Nguyễn Văn Bình", "", "", "", "", "", "", "" } }, 0 };
  g_assert_true (db_write (fixture->database, &fixture->scope, save, &first, &error));
  Save late = { fixture, { id, 1, { "NV1", "Nguyễn Bình", "", "", "", "", "", "", "" } }, 0 };
  g_assert_false (db_write (fixture->database, &fixture->scope, save, &late, &error));
  g_assert_error (error, DVHT_ERROR, MSG_SAVE_CONFLICT);
  g_clear_error (&error);
  Save taken = { fixture, { 0, 0, { "NV1", "Người Khác", "", "", "", "", "", "", "" } }, 0 };
  g_assert_false (db_write (fixture->database, &fixture->scope, save, &taken, &error));
  g_assert_error (error, DVHT_ERROR, MSG_PERSON_CODE_TAKEN);
  assert_names (fixture, "", "Nguyễn Văn Bình|");
}

static void
test_new_name_and_code (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gint64 id = add (fixture, "NV1", "Nguyễn Văn Bình");
  add (fixture, "NV2", "Trần Thị Chi");
  Save renamed = { fixture, { id, 1, { "NV1", "Nguyễn Văn Yên", "", "", "", "", "", "", "" } }, 0 };
  g_assert_true (db_write (fixture->database, &fixture->scope, save, &renamed, &error));
  assert_names (fixture, "", "Trần Thị Chi|Nguyễn Văn Yên|");
  assert_names (fixture, "yen", "Nguyễn Văn Yên|");
  Save taken = { fixture, { id, 2, { "NV2", "Nguyễn Văn Yên", "", "", "", "", "", "", "" } }, 0 };
  g_assert_false (db_write (fixture->database, &fixture->scope, save, &taken, &error));
  g_assert_error (error, DVHT_ERROR, MSG_PERSON_CODE_TAKEN);
  g_clear_error (&error);
  Save recoded = { fixture, { id, 2, { "NV3", "Nguyễn Văn Yên", "", "", "", "", "", "", "" } }, 0 };
  g_assert_true (db_write (fixture->database, &fixture->scope, save, &recoded, &error));
  assert_names (fixture, "nv3", "Nguyễn Văn Yên|");
  add (fixture, "NV1", "Lê Thị Dung"); /* the code that nobody has any more */
}

static void
test_units_are_apart (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gint64 id = add (fixture, "NV1", "Nguyễn Văn Bình");
  Founding other = { fixture, "thb", 0 };
  Scope nobody = { 0 };
  g_assert_true (db_write (fixture->database, &nobody, found, &other, &error));
  gint64 own = fixture->scope.unit_id;
  fixture->scope.unit_id = other.unit_id;
  assert_names (fixture, "", "");
  Save foreign = { fixture, { id, 1, { "NV1", "Kẻ Lạ", "", "", "", "", "", "", "" } }, 0 };
  g_assert_false (db_write (fixture->database, &fixture->scope, save, &foreign, &error));
  g_assert_error (error, DVHT_ERROR, MSG_DB_NOT_THERE);
  fixture->scope.unit_id = own;
  assert_names (fixture, "", "Nguyễn Văn Bình|");
}

typedef struct {
  Fixture *fixture;
  const UnitName *name;
} Renaming;

static bool
rename_unit (Transaction *transaction, void *user, GError **error)
{
  Renaming *renaming = user;
  return unit_rename (transaction, renaming->fixture->arena, renaming->name, error);
}

static void
assert_name_at (Fixture *fixture, const char *day, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Transaction) transaction = db_read (fixture->database, &fixture->scope, &error);
  UnitName name = { 0 };
  g_assert_true (unit_name_at (transaction, fixture->arena, day, &name, &error));
  g_assert_cmpstr (name.name, ==, expected);
}

static void
test_names_follow_the_day (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  const UnitName name
      = { "2025-07-01", NULL, "Trường Tiểu học B", "TH B", "UBND phường D", "Phòng VH-XH", "D" };
  Renaming renaming = { fixture, &name };
  g_assert_true (db_write (fixture->database, &fixture->scope, rename_unit, &renaming, &error));
  assert_name_at (fixture, "2023-05-01", "Trường Tiểu học A");
  assert_name_at (fixture, "2025-06-30", "Trường Tiểu học A");
  assert_name_at (fixture, "2025-07-01", "Trường Tiểu học B");
}

/* ---- the chain ---- */

static AuditVerdict
verify (Fixture *fixture, gint64 *ret_events, gint64 *ret_seq)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Transaction) transaction = db_read (fixture->database, &fixture->scope, &error);
  AuditVerdict verdict = AUDIT_SOUND;
  g_assert_true (audit_verify (transaction, &verdict, ret_events, ret_seq, &error));
  return verdict;
}

static void
test_chain_shows_tampering (Fixture *fixture, gconstpointer data)
{
  gint64 events = 0, seq = 0;
  add (fixture, "NV1", "Nguyễn Văn Bình");
  add (fixture, "NV2", "Trần Thị Ánh");
  g_assert_cmpint (verify (fixture, &events, &seq), ==, AUDIT_SOUND);
  g_assert_cmpint (events, ==, 4);
  place_tamper (&fixture->place, "DELETE FROM event_payload WHERE seq = 3"); /* erased by law */
  g_assert_cmpint (verify (fixture, &events, &seq), ==, AUDIT_SOUND);
  place_tamper (&fixture->place,
                "UPDATE event_payload SET after = replace(after, 'Ánh', 'Anh') WHERE seq = 4");
  g_assert_cmpint (verify (fixture, &events, &seq), ==, AUDIT_WRONG_PAYLOAD);
  g_assert_cmpint (seq, ==, 4);
  place_tamper (&fixture->place, "UPDATE event SET account_id = 9 WHERE seq = 2");
  g_assert_cmpint (verify (fixture, &events, &seq), ==, AUDIT_BROKEN_CHAIN);
  g_assert_cmpint (seq, ==, 2);
}

static void
test_chain_shows_missing_end (Fixture *fixture, gconstpointer data)
{
  gint64 events = 0, seq = 0;
  add (fixture, "NV1", "Nguyễn Văn Bình");
  place_tamper (&fixture->place, "DELETE FROM event WHERE seq = 3");
  g_assert_cmpint (verify (fixture, &events, &seq), ==, AUDIT_WRONG_HEAD);
}

/* A table of records that are people's is not forgotten when two people are made one. */
static void
test_all_records_of_people_move (void)
{
  for (guint kind = 0; kind < RECORD_COUNT; kind++)
    for (guint i = 0; i < record_tables[kind].column_count; i++)
      if (strcmp (record_tables[kind].columns[i].name, "person_id") == 0) {
        g_autofree char *named = g_strdup_printf ("FROM %s WHERE", record_tables[kind].kind);
        g_assert_nonnull (strstr (query_table[QUERY_person_holdings].sqlite, named));
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)
  ADD ("/people/order-and-search", test_order_and_search);
  ADD ("/people/conflict-and-code", test_conflict_and_code);
  ADD ("/people/new-name-and-code", test_new_name_and_code);
  ADD ("/people/units-are-apart", test_units_are_apart);
  ADD ("/unit/names-follow-the-day", test_names_follow_the_day);
  ADD ("/audit/chain-shows-tampering", test_chain_shows_tampering);
  ADD ("/audit/chain-shows-missing-end", test_chain_shows_missing_end);
  g_test_add_func ("/people/all-records-of-people-move", test_all_records_of_people_move);
  return g_test_run ();
}
