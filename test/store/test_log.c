/* test_log.c - the log for readers: everything has words and a place, and the filters find what they say. */
#include "model/log_group.h"
#include "model/term.h"
#include "place.h"
#include "store/audit.h"
#include "store/audit_read.h"
#include "store/people.h"
#include "store/record.h"
#include "store/setup.h"
#include <string.h>

/* ---- words for all that the store writes ---- */

static bool
has_topic (const char *kind)
{
  g_autofree char *name = g_strconcat (" ", kind, " ", NULL);
  for (const LogGroup *group = log_topics; group->name != NULL; group++)
    if (strstr (group->names, name) != NULL)
      return true;
  return false;
}

static void
test_every_record_has_words (void)
{
  for (guint i = 0; i < RECORD_COUNT; i++) {
    const RecordTable *table = &record_tables[i];
    if (!has_topic (table->kind))
      g_error ("%s: no topic of the log; see model/log_groups.def", table->kind);
    for (guint c = 0; c < table->column_count; c++) {
      const char *column = table->columns[c].name;
      if (!table->columns[c].derived && strcmp (column, "round_id") != 0
          && strcmp (term_field (table->kind, column), column) == 0)
        g_error ("%s.%s: no words; see model/terms.def", table->kind, column);
    }
  }
}

static void
test_acts (void)
{
  g_autoptr (Arena) arena = arena_new (1 << 20);
  g_assert_cmpstr (log_act_of ("person.add"), ==, "them");
  g_assert_cmpstr (log_act_of ("account.log_in"), ==, "vao");
  g_assert_cmpstr (log_act_of ("something.new"), ==, "sua");
  g_assert_nonnull (strstr (log_act_actions (arena, "duyet"), " paper.sign "));
  g_assert_null (strstr (log_act_actions (arena, "duyet"), " person.add "));
  g_assert_cmpstr (log_act_actions (arena, NULL), ==, "");
  g_assert_cmpstr (log_topic_kinds ("nguoi"), ==, " person import ");
  g_assert_cmpstr (log_topic_kinds (NULL), ==, "");
}

/* ---- reading ---- */

typedef struct {
  Place place;
  Database *database;
  Arena *arena;
  Scope scope;
  SetupResult unit;
  gint64 lan, binh; /* people */
} Fixture;

static bool
found (Transaction *transaction, void *user, GError **error)
{
  Fixture *fixture = user;
  SetupUnit unit = { .code = "THGT",
                     .kind = "tieu_hoc",
                     .person = "Bùi Thị Hằng",
                     .position = "Hiệu trưởng",
                     .role = ROLE_HEAD,
                     .scheme = "tt22-2020",
                     .year = 2025,
                     .password_hash = "x" };
  unit.name = (UnitName){ "2025-07-01", NULL, "Trường", "Trường", "UBND", "UBND", "Hà Nội" };
  PersonEntry lan = { .fields = { "GV1", "Nguyễn Thị Lan", "", "", "Giáo viên", "Tổ 1", "", "", "" } };
  PersonEntry binh = { .fields = { "GV2", "Trần Văn Bình", "", "", "Giáo viên", "Tổ 2", "", "", "" } };
  return setup_unit (transaction, fixture->arena, &unit, &fixture->unit, error)
         && person_save (transaction, fixture->arena, &lan, &fixture->lan, error)
         && person_save (transaction, fixture->arena, &binh, &fixture->binh, error)
         && audit_append (transaction, "role.grant", "role", 99, NULL, "{\"account\":\"77\"}", error);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  static const Scope nobody = { 0 };
  g_autoptr (GError) error = NULL;
  fixture->place = place_new ();
  fixture->arena = arena_new ((gsize)64 << 20);
  DatabaseOptions options = { .location = fixture->place.location, .readers = 1 };
  fixture->database = database_open (&options, &error);
  g_assert_no_error (error);
  db_write (fixture->database, &nobody, found, fixture, &error);
  g_assert_no_error (error);
  fixture->scope = (Scope){ .unit_id = fixture->unit.unit_id };
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  database_close (fixture->database);
  arena_free (fixture->arena);
  place_clear (&fixture->place);
}

/* The actions that the filter finds, newest first. */
static const char *
actions (Fixture *fixture, AuditFilter filter)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Transaction) transaction = db_read (fixture->database, &fixture->scope, &error);
  AuditEvents events;
  filter.count = filter.count != 0 ? filter.count : 100;
  filter.kinds = filter.kinds != NULL ? filter.kinds : "";
  filter.actions = filter.actions != NULL ? filter.actions : "";
  audit_read (transaction, fixture->arena, &filter, &events, &error);
  g_assert_no_error (error);
  const char *text = "";
  for (gsize i = 0; i < events.count; i++)
    text = arena_concat (fixture->arena, text, i > 0 ? " " : "", events.items[i].action, NULL);
  return text;
}

static void
test_filters (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpstr (actions (fixture, (AuditFilter){ .count = 3 }), ==, "role.grant person.add person.add");
  g_assert_cmpstr (actions (fixture, (AuditFilter){ .kinds = " person import ", .below = 1000 }), ==,
                   "person.add person.add person.add");
  g_assert_cmpstr (actions (fixture, (AuditFilter){ .actions = " round.open unit.found " }), ==,
                   "round.open unit.found");
  g_assert_cmpstr (actions (fixture, (AuditFilter){ .search = "lan thi" }), ==, "");
  g_assert_cmpstr (actions (fixture, (AuditFilter){ .search = "THỊ lan" }), ==, "person.add");
  g_assert_cmpstr (actions (fixture, (AuditFilter){ .until = 1 }), ==, "");
  g_assert_cmpstr (actions (fixture, (AuditFilter){ .from = 1, .kinds = " unit " }), ==, "unit.found");
  g_assert_cmpstr (actions (fixture, (AuditFilter){ .person_id = fixture->binh }), ==, "person.add");
}

/* By the account: what is about it, and what names it. */
static void
test_one_person (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *found = place_ask (&fixture->place, "SELECT person_id FROM account");
  gint64 head = g_ascii_strtoll (found, NULL, 10);
  const char *told = actions (fixture, (AuditFilter){ .person_id = head });
  g_assert_nonnull (strstr (told, "person.add"));
  g_assert_nonnull (strstr (told, "account.create"));
  g_assert_nonnull (strstr (told, "role.grant role.grant")); /* of 77's there is none */
  g_assert_null (strstr (told, "unit.found"));
  g_autoptr (Transaction) transaction = db_read (fixture->database, &fixture->scope, &error);
  const char *name = NULL, *nobody = "x";
  g_assert_true (audit_person_name (transaction, fixture->arena, fixture->lan, &name, &error));
  g_assert_cmpstr (name, ==, "Nguyễn Thị Lan");
  g_assert_true (audit_account_name (transaction, fixture->arena, fixture->unit.account_id, &name, &error));
  g_assert_cmpstr (name, ==, "Bùi Thị Hằng");
  g_assert_true (audit_person_name (transaction, fixture->arena, 12345, &nobody, &error));
  g_assert_null (nobody);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/log/every-record-has-words", test_every_record_has_words);
  g_test_add_func ("/log/acts", test_acts);
#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)
  ADD ("/log/filters", test_filters);
  ADD ("/log/one-person", test_one_person);
  return g_test_run ();
}
