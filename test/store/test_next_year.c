/* test_next_year.c - the round of the next year: what comes along, what does not, whole or not at all. */
#include "place.h"
#include "store/assignment.h"
#include "store/fsck.h"
#include "store/improvement.h"
#include "store/next_year.h"
#include "store/people.h"
#include "store/setup.h"
#include "store/team.h"
#include <string.h>

#define PEOPLE 3

typedef struct {
  Place place;
  Database *database;
  Arena *arena;
  Scope scope;
  SchemeLibrary *library;
  const Scheme *points, *levels;
  gint64 round_id, head, people[PEOPLE], evidence;
} Fixture;

/* ---- a unit with a round ---- */

static bool
fill (Fixture *fixture, Transaction *transaction, GError **error)
{
  Arena *arena = fixture->arena;
  const char *round = record_number (arena, fixture->round_id);
  const char *hash = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
  const TeamPick team[] = { { fixture->head, "leader", NULL },
                            { fixture->people[0], "secretary", "ghi chép" },
                            { fixture->people[1], "member", NULL } };
  const AssignmentEntry task
      = { .task = "Vận động", .due = "2026-12-20", .chosen = &fixture->people[0], .chosen_count = 1 };
  const ImprovementEntry mend
      = { .indicator = "1.1", .task = "Mở tủ sách", .due = "2027-06-30", .owner_id = fixture->people[1] };
  gint64 given = 0;
  guint laid = 0;
  return team_add (transaction, arena, fixture->round_id, team, G_N_ELEMENTS (team), error)
         && assignment_lay_out (transaction, arena, fixture->round_id, fixture->points, true, &laid, error)
         && assignment_add_task (transaction, arena, fixture->round_id, &task, &given, error)
         && record_add (transaction, arena, RECORD_plan, "plan.add",
                        RECORD_FIELDS ({ "round_id", round }, { "purposes", "[\"Học\"]" },
                                       { "submit_before", "2027-01-15" }),
                        NULL, error)
         && record_add (transaction, arena, RECORD_scheme_override, "scheme_override.add",
                        RECORD_FIELDS ({ "round_id", round }, { "indicator", "1.1" }, { "at_least", "90" }),
                        NULL, error)
         && record_add (transaction, arena, RECORD_rating, "rating.add",
                        RECORD_FIELDS ({ "round_id", round }, { "indicator", "1.1" }, { "position", "0" },
                                       { "state", "agreed" },
                                       { "weaknesses", "- Ít sách **hay** [@kh1].\n- " }),
                        NULL, error)
         && improvement_add (transaction, arena, fixture->round_id, &mend, NULL, error)
         && record_add (transaction, arena, RECORD_evidence, "evidence.add",
                        RECORD_FIELDS ({ "round_id", round }, { "key", "kh1" }, { "position", "0" },
                                       { "title", "Kế hoạch" }, { "code", "H1-1.1-01" },
                                       { "date", "2026-09-12" }, { "indicators", "[\"1.1\"]" },
                                       { "folded", "ke hoach" }),
                        &fixture->evidence, error)
         && record_add (transaction, arena, RECORD_evidence_file, "evidence_file.add",
                        RECORD_FIELDS ({ "round_id", round },
                                       { "evidence_id", record_number (arena, fixture->evidence) },
                                       { "position", "0" }, { "name", "a.pdf" }, { "blob", hash },
                                       { "size", "1" }, { "type", "application/pdf" }),
                        NULL, error);
}

static bool
found (Transaction *transaction, void *user, GError **error)
{
  static const char *const names[PEOPLE] = { "Nguyễn Thị Lan", "Trần Văn Bình", "Lê Thị Cúc" };
  Fixture *fixture = user;
  SetupResult result;
  SetupUnit unit = { .code = "THA", .kind = "tieu_hoc", .person = "Hoàng Văn An", .role = ROLE_HEAD };
  unit.name = (UnitName){ "2024-01-01", NULL, "Trường A", "A", "UBND xã B", "Phòng C", "B" };
  unit.scheme = "tt22-2020";
  unit.year = 2026;
  if (!setup_unit (transaction, fixture->arena, &unit, &result, error))
    return false;
  fixture->scope.unit_id = result.unit_id;
  fixture->round_id = result.round_id;
  fixture->head = result.person_id;
  for (gsize i = 0; i < PEOPLE; i++) {
    PersonEntry entry = {
      0, 0, { arena_printf (fixture->arena, "NV%d", (int)i + 1), names[i], "", "", "", "", "", "", "" }
    };
    if (!person_save (transaction, fixture->arena, &entry, &fixture->people[i], error))
      return false;
  }
  return fill (fixture, transaction, error);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  fixture->place = place_new ();
  fixture->arena = arena_new ((gsize)64 << 20);
  fixture->library = scheme_library_new (NULL, &error);
  fixture->points = scheme_load (fixture->library, fixture->arena, "tt22-2020", &error);
  fixture->levels = scheme_load (fixture->library, fixture->arena, "tt24-2023/cap-huyen/muc-do-1", &error);
  g_assert_no_error (error);
  fixture->database = place_open (&fixture->place);
  db_write (fixture->database, &fixture->scope, found, fixture, &error);
  g_assert_no_error (error);
}

/* The one file that a test names is not on the disk; all else is as the log tells. */
static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  FsckReport report;
  g_assert_true (fsck_run (fixture->database, fixture->place.folder, fixture->arena, &report, &error));
  for (gsize i = 0; i < report.count; i++) {
    const char *said = message_english (fixture->arena, &report.items[i].message);
    g_test_message ("%s", said);
    g_assert_nonnull (strstr (said, "9f86d081884c7d65"));
  }
  database_close (fixture->database);
  scheme_library_free (fixture->library);
  arena_free (fixture->arena);
  place_clear (&fixture->place);
}

/* ---- acts ---- */

typedef struct {
  Fixture *fixture;
  NextYear next;
  bool fails; /* afterwards */
  gint64 id;
  NextYearCounts counts;
  EvidenceTaken taken;
  gsize count;
} Act;

static Act
act_for (Fixture *fixture, int year, const Scheme *scheme)
{
  return (Act){ .fixture = fixture,
                .next = { .from_id = fixture->round_id,
                          .from_year = 2026,
                          .year = year,
                          .from_scheme = fixture->points,
                          .scheme = scheme,
                          .team = true,
                          .plan = true,
                          .assignments = true,
                          .overrides = true,
                          .papers = true,
                          .improvements = true,
                          .submit_before = "2028-01-15" } };
}

static bool
run_open (Transaction *transaction, void *user, GError **error)
{
  Act *act = user;
  if (!next_year_open (transaction, act->fixture->arena, &act->next, &act->id, error))
    return false;
  if (act->fails)
    error_set (error, "test", MSG_INTERNAL, "killed here", NULL);
  return !act->fails;
}

static bool
run_count (Transaction *transaction, void *user, GError **error)
{
  Act *act = user;
  return next_year_count (transaction, act->fixture->arena, &act->next, &act->counts, error);
}

static bool
run_take (Transaction *transaction, void *user, GError **error)
{
  Act *act = user;
  return next_year_take_evidence (transaction, act->fixture->arena, &act->next, act->id, &act->taken, 1,
                                  &act->count, error);
}

static bool
run_leave (Transaction *transaction, void *user, GError **error)
{
  Act *act = user;
  return person_leave (transaction, act->fixture->arena, act->fixture->people[0], 1, "2026-11-01", "moved",
                       error);
}

static void
must (Act *act, WriteFunction run)
{
  g_autoptr (GError) error = NULL;
  db_write (act->fixture->database, &act->fixture->scope, run, act, &error);
  g_assert_no_error (error);
}

static void
must_not (Act *act, WriteFunction run, MessageId id)
{
  g_autoptr (GError) error = NULL;
  g_assert_false (db_write (act->fixture->database, &act->fixture->scope, run, act, &error));
  g_assert_error (error, DVHT_ERROR, (int)id);
}

/* A question's answer, rows in one line. */
static const char *
ask (Fixture *fixture, const char *sql)
{
  g_autofree char *text = place_ask (&fixture->place, sql);
  g_strdelimit (g_strchomp (text), "\n", ' ');
  return arena_strdup (fixture->arena, text);
}

static gint64
count_of (Fixture *fixture, const char *table, gint64 round_id)
{
  return g_ascii_strtoll (
      ask (fixture, arena_printf (fixture->arena, "SELECT count(*) FROM %s WHERE round_id = %lld", table,
                                  (long long)round_id)),
      NULL, 10);
}

/* ---- tests ---- */

static void
test_opens (Fixture *fixture, gconstpointer data)
{
  static const char *const same[]
      = { "team_member", "plan", "assignment", "assignee", "scheme_override", "improvement" };
  static const char *const none[] = { "rating", "evidence", "evidence_file", "study_plan" };
  Act act = act_for (fixture, 2027, fixture->points);
  must (&act, run_open);
  for (gsize i = 0; i < G_N_ELEMENTS (same); i++)
    g_assert_cmpint (count_of (fixture, same[i], act.id), ==, count_of (fixture, same[i], fixture->round_id));
  for (gsize i = 0; i < G_N_ELEMENTS (none); i++)
    g_assert_cmpint (count_of (fixture, none[i], act.id), ==, 0);
  g_assert_cmpstr (ask (fixture, "SELECT due FROM assignment WHERE task IS NOT NULL ORDER BY id"), ==,
                   "2026-12-20 2027-12-20");
  g_assert_cmpstr (ask (fixture, "SELECT submit_before FROM plan ORDER BY id"), ==, "2027-01-15 2028-01-15");
  g_assert_cmpstr (ask (fixture, "SELECT since FROM improvement WHERE carried_from IS NOT NULL"), ==, "2026");
  /* A task is followed in one round only. */
  Act later = act_for (fixture, 2028, fixture->points);
  must (&later, run_open);
  g_assert_cmpint (count_of (fixture, "team_member", later.id), ==, 3);
  g_assert_cmpint (count_of (fixture, "improvement", later.id), ==, 0);
  /* Again, and of the same year: nothing. */
  must_not (&act, run_open, MSG_NEXT_YEAR_THERE);
  Act own = act_for (fixture, 2026, fixture->points);
  must_not (&own, run_open, MSG_NEXT_YEAR_THERE);
  g_assert_cmpstr (ask (fixture, "SELECT count(*) FROM round"), ==, "3");
}

static void
test_nothing_half (Fixture *fixture, gconstpointer data)
{
  Act act = act_for (fixture, 2027, fixture->points);
  const char *events = ask (fixture, "SELECT count(*) FROM event");
  act.fails = true;
  must_not (&act, run_open, MSG_INTERNAL);
  g_assert_cmpstr (ask (fixture, "SELECT count(*) FROM round"), ==, "1");
  g_assert_cmpstr (ask (fixture, "SELECT count(*) FROM event"), ==, events);
  act.fails = false;
  must (&act, run_open);
}

/* What is shown before is what comes. */
static void
test_other_scheme (Fixture *fixture, gconstpointer data)
{
  Act act = act_for (fixture, 2027, fixture->levels);
  must (&act, run_leave);
  must (&act, run_count);
  g_assert_cmpstr (ask (fixture, "SELECT count(*) FROM round"), ==, "1");
  must (&act, run_open);
  g_assert_cmpint (count_of (fixture, "team_member", act.id), ==, 2);
  g_assert_cmpuint (act.counts.members, ==, 2);
  g_assert_cmpuint (act.counts.members_left, ==, 1);
  g_assert_true (act.counts.leader && !act.counts.secretary);
  g_assert_cmpint (count_of (fixture, "assignment", act.id), ==, (gint64)act.counts.assignments);
  g_assert_cmpuint (act.counts.assignments_left, >, 0);
  g_assert_cmpint (count_of (fixture, "assignee", act.id), ==, 0);
  g_assert_cmpint (count_of (fixture, "scheme_override", act.id), ==, 0);
  g_assert_cmpuint (act.counts.improvements + act.counts.improvements_left, ==, 1);
}

static void
test_evidence (Fixture *fixture, gconstpointer data)
{
  Act act = act_for (fixture, 2027, fixture->points);
  must (&act, run_open);
  act.taken = (EvidenceTaken){ fixture->evidence, "05/KH", "2027-09-10" };
  must (&act, run_take);
  g_assert_cmpuint (act.count, ==, 1);
  must (&act, run_take); /* a second time: left alone */
  g_assert_cmpuint (act.count, ==, 0);
  g_assert_cmpstr (ask (fixture, "SELECT number, date, coalesce(code, '-'), key, indicators FROM evidence "
                                 "WHERE taken_from IS NOT NULL"),
                   ==, "05/KH|2027-09-10|H1-1.1-01|kh1|[\"1.1\"]");
  g_assert_cmpstr (ask (fixture, "SELECT count(DISTINCT blob), count(*) FROM evidence_file"), ==, "1|2");
  act.taken.id = 987654;
  must_not (&act, run_take, MSG_DB_NOT_THERE);
}

static bool
run_propose (Transaction *transaction, void *user, GError **error)
{
  Act *act = user;
  guint added = 0;
  Improvements all;
  if (!improvements_load (transaction, act->fixture->arena, act->fixture->round_id, &all, error)
      || !improvement_remove (transaction, act->fixture->arena, act->fixture->round_id, all.items[0].id,
                              all.items[0].version, error)
      || !improvement_propose (transaction, act->fixture->arena, act->fixture->round_id, "2027-11-30", &added,
                               error))
    return false;
  act->count = added;
  return true;
}

static void
test_proposal (Fixture *fixture, gconstpointer data)
{
  Act act = act_for (fixture, 2027, fixture->points);
  must (&act, run_propose);
  g_assert_cmpuint (act.count, ==, 1);
  g_assert_cmpstr (ask (fixture, "SELECT task, due FROM improvement"), ==,
                   "Khắc phục: Ít sách hay|2027-11-30");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define T(name, function) g_test_add ("/next-year/" name, Fixture, NULL, set_up, function, tear_down)
  T ("opens", test_opens);
  T ("nothing-half", test_nothing_half);
  T ("other-scheme", test_other_scheme);
  T ("evidence", test_evidence);
  T ("proposal", test_proposal);
#undef T
  return g_test_run ();
}
