/* test_team.c - team, assignments and handing over, and how far a round is said to be. */
#include "place.h"
#include "store/assignment.h"
#include "store/handover.h"
#include "store/people.h"
#include "store/round_progress.h"
#include "store/setup.h"
#include "store/team.h"
#include <string.h>

#define TODAY "2026-12-01"
#define PEOPLE 5

typedef struct {
  Place place;
  Database *database;
  Arena *arena;
  Scope scope;
  const Scheme *scheme;
  SchemeLibrary *library;
  gint64 round_id, head, people[PEOPLE];
} Fixture;

static bool
found (Transaction *transaction, void *user, GError **error)
{
  static const char *const names[PEOPLE]
      = { "Nguyễn Thị Lan", "Trần Văn Bình", "Lê Thị Cúc", "Phạm Văn Dũng", "Vũ Thị Én" };
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
    PersonEntry entry = { 0,
                          0,
                          { arena_printf (fixture->arena, "NV%d", (int)i + 1), names[i], "", "", "Giáo viên",
                            "", "", "", "" } };
    if (!person_save (transaction, fixture->arena, &entry, &fixture->people[i], error))
      return false;
  }
  return true;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  fixture->place = place_new ();
  fixture->arena = arena_new ((gsize)64 << 20);
  fixture->library = scheme_library_new (NULL, &error);
  fixture->scheme = scheme_load (fixture->library, fixture->arena, "tt22-2020", &error);
  g_assert_no_error (error);
  fixture->database = place_open (&fixture->place);
  db_write (fixture->database, &fixture->scope, found, fixture, &error);
  g_assert_no_error (error);
}

/* Whatever a test did is told by the log, too. */
static void
tear_down (Fixture *fixture, gconstpointer data)
{
  place_assert_sound (fixture->database, fixture->place.folder, fixture->arena);
  database_close (fixture->database);
  scheme_library_free (fixture->library);
  arena_free (fixture->arena);
  place_clear (&fixture->place);
}

/* ---- writes with their arguments, one after the other ---- */

typedef struct Act Act;
struct Act {
  Fixture *fixture;
  bool (*run) (Act *act, Transaction *transaction, GError **error);
  const TeamPick *picks;
  AssignmentEntry entry;
  AssignmentBulk bulk;
  Handover handover;
  gint64 id, version;
  const char *role;
  bool flag;
  guint added;
  gsize moved;
  gsize count;
  const gint64 *ids;
};

static bool
run_act (Transaction *transaction, void *user, GError **error)
{
  Act *act = user;
  return act->run (act, transaction, error);
}

static void
must (Act *act)
{
  g_autoptr (GError) error = NULL;
  db_write (act->fixture->database, &act->fixture->scope, run_act, act, &error);
  g_assert_no_error (error);
}

static void
must_not (Act *act, MessageId id)
{
  g_autoptr (GError) error = NULL;
  g_assert_false (db_write (act->fixture->database, &act->fixture->scope, run_act, act, &error));
  g_assert_error (error, DVHT_ERROR, (int)id);
}

#define ARENA act->fixture->arena
#define ROUND act->fixture->round_id

static bool
add (Act *act, Transaction *transaction, GError **error)
{
  return team_add (transaction, ARENA, ROUND, act->picks, act->count, error);
}

static bool
save_member (Act *act, Transaction *transaction, GError **error)
{
  return team_save (transaction, ARENA, ROUND, act->id, act->version, act->role, "việc", error);
}

static bool
move (Act *act, Transaction *transaction, GError **error)
{
  return team_move (transaction, ARENA, ROUND, act->id, act->flag, error);
}

static bool
take_out (Act *act, Transaction *transaction, GError **error)
{
  return team_remove (transaction, ARENA, ROUND, act->id, act->version, error);
}

static bool
grant (Act *act, Transaction *transaction, GError **error)
{
  return team_grant_roles (transaction, ARENA, ROUND, TODAY, &act->added, error);
}

static bool
lay_out (Act *act, Transaction *transaction, GError **error)
{
  return assignment_lay_out (transaction, ARENA, ROUND, act->fixture->scheme, act->flag, &act->added, error);
}

static bool
save_work (Act *act, Transaction *transaction, GError **error)
{
  return assignment_save (transaction, ARENA, ROUND, act->id, act->version, &act->entry, TODAY, error);
}

static bool
add_task (Act *act, Transaction *transaction, GError **error)
{
  return assignment_add_task (transaction, ARENA, ROUND, &act->entry, &act->id, error);
}

static bool
end_task (Act *act, Transaction *transaction, GError **error)
{
  return assignment_set_done (transaction, ARENA, ROUND, act->id, act->flag, error);
}

static bool
save_many (Act *act, Transaction *transaction, GError **error)
{
  return assignment_save_many (transaction, ARENA, ROUND, act->ids, act->count, &act->bulk, error);
}

static bool
begin_rating (Act *act, Transaction *transaction, GError **error)
{
  return record_add (transaction, ARENA, RECORD_rating, "rating.add",
                     RECORD_FIELDS ({ "round_id", record_number (ARENA, ROUND) }, { "indicator", act->role },
                                    { "position", "1" }, { "state", act->flag ? "agreed" : "doing" }),
                     NULL, error);
}

static bool
hand_over (Act *act, Transaction *transaction, GError **error)
{
  return handover_run (transaction, ARENA, &act->handover, &act->moved, error);
}

static bool
lend_paper (Act *act, Transaction *transaction, GError **error)
{
  return record_add (transaction, ARENA, RECORD_paper, "paper.add",
                     RECORD_FIELDS ({ "round_id", record_number (ARENA, ROUND) }, { "paper", "minutes" },
                                    { "state", "submitted" },
                                    { "signer_id", record_number (ARENA, act->id) }),
                     NULL, error);
}

/* ---- reading ---- */

static TeamRows
team_of (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Transaction) transaction = db_read (fixture->database, &fixture->scope, &error);
  TeamRows rows;
  g_assert_true (team_rows (transaction, fixture->arena, fixture->round_id, TODAY, &rows, &error));
  return rows;
}

static AssignmentRows
work_of (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Transaction) transaction = db_read (fixture->database, &fixture->scope, &error);
  AssignmentRows rows;
  g_assert_true (assignment_rows (transaction, fixture->arena, fixture->round_id, &rows, &error));
  return rows;
}

static HandoverItems
held_by (Fixture *fixture, gint64 person)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Transaction) transaction = db_read (fixture->database, &fixture->scope, &error);
  HandoverItems items;
  g_assert_true (
      handover_items (transaction, fixture->arena, fixture->round_id, person, TODAY, &items, &error));
  return items;
}

/* "leader Lan, member Bình" with "-" ahead of whoever left. */
static const char *
shown_team (Fixture *fixture)
{
  TeamRows rows = team_of (fixture);
  g_autoptr (GString) text = g_string_new (NULL);
  for (gsize i = 0; i < rows.count; i++)
    g_string_append_printf (text, "%s%s%s %s", i > 0 ? ", " : "", rows.items[i].ended_on != NULL ? "-" : "",
                            rows.items[i].role, strrchr (rows.items[i].name, ' ') + 1);
  return arena_strndup (fixture->arena, text->str, text->len);
}

static const char *
shown_people (Fixture *fixture, gsize row)
{
  AssignmentRows rows = work_of (fixture);
  g_autoptr (GString) text = g_string_new (NULL);
  for (gsize i = 0; i < rows.items[row].people_count; i++)
    g_string_append_printf (text, "%s%s%s", i > 0 ? ", " : "",
                            rows.items[row].people[i].ended_on != NULL ? "-" : "",
                            strrchr (rows.items[row].people[i].name, ' ') + 1);
  return arena_strndup (fixture->arena, text->str, text->len);
}

static void
found_team (Fixture *fixture)
{
  const TeamPick picks[] = { { fixture->head, "leader", NULL },
                             { fixture->people[0], "secretary", "Giữ minh chứng" },
                             { fixture->people[1], "member", NULL } };
  must (&(Act){ .fixture = fixture, .run = add, .picks = picks, .count = 3 });
}

/* ---- tests ---- */

static void
test_team (Fixture *fixture, gconstpointer data)
{
  found_team (fixture);
  g_assert_cmpstr (shown_team (fixture), ==, "leader An, secretary Lan, member Bình");
  const TeamPick again = { fixture->people[1], "member", NULL };
  must_not (&(Act){ .fixture = fixture, .run = add, .picks = &again, .count = 1 }, MSG_TEAM_TWICE);
  const TeamPick nobody = { 987654, "member", NULL };
  must_not (&(Act){ .fixture = fixture, .run = add, .picks = &nobody, .count = 1 }, MSG_DB_NOT_THERE);
  const TeamPick more = { fixture->people[2], "secretary", NULL };
  must (&(Act){ .fixture = fixture, .run = add, .picks = &more, .count = 1 });
  g_assert_cmpstr (shown_team (fixture), ==, "leader An, member Lan, member Bình, secretary Cúc");
  TeamRows rows = team_of (fixture);
  must (&(Act){ .fixture = fixture, .run = move, .id = rows.items[3].id, .flag = true });
  must (&(Act){ .fixture = fixture, .run = move, .id = rows.items[0].id, .flag = true });
  g_assert_cmpstr (shown_team (fixture), ==, "leader An, member Lan, secretary Cúc, member Bình");
  must (&(Act){ .fixture = fixture, .run = move, .id = rows.items[0].id, .flag = false });
  g_assert_cmpstr (shown_team (fixture), ==, "member Lan, leader An, secretary Cúc, member Bình");
}

static void
test_one_leader (Fixture *fixture, gconstpointer data)
{
  found_team (fixture);
  TeamRows rows = team_of (fixture);
  Act save = { .fixture = fixture,
               .run = save_member,
               .id = rows.items[2].id,
               .version = rows.items[2].version,
               .role = "leader" };
  must (&save);
  g_assert_cmpstr (shown_team (fixture), ==, "member An, secretary Lan, leader Bình");
  save.role = "member";
  must_not (&save, MSG_SAVE_CONFLICT);
  save.id = 987654;
  must_not (&save, MSG_DB_NOT_THERE);
}

static void
test_roles_follow (Fixture *fixture, gconstpointer data)
{
  Act act = { .fixture = fixture, .run = grant };
  found_team (fixture);
  must (&act);
  g_assert_cmpuint (act.added, ==, 1); /* only the head has an account */
  TeamRows rows = team_of (fixture);
  g_assert_true (rows.items[0].granted);
  g_assert_cmpint (rows.items[1].account_id, ==, 0);
  must (&act);
  g_assert_cmpuint (act.added, ==, 0);
}

static void
test_work (Fixture *fixture, gconstpointer data)
{
  Act act = { .fixture = fixture, .run = lay_out, .flag = true };
  must (&act);
  g_assert_cmpuint (act.added, ==, fixture->scheme->indicator_count);
  must (&act);
  g_assert_cmpuint (act.added, ==, 0);
  AssignmentRows rows = work_of (fixture);
  g_assert_true (g_str_has_prefix (rows.items[0].guidance, "Minh chứng gợi ý: "));
  const gint64 first[] = { fixture->people[0], fixture->people[1] }, second[] = { fixture->people[1] };
  Act save
      = { .fixture = fixture, .run = save_work, .id = rows.items[0].id, .version = rows.items[0].version };
  save.entry = (AssignmentEntry){ .due = "2026-12-15", .chosen = first, .chosen_count = 2 };
  must (&save);
  g_assert_cmpstr (shown_people (fixture, 0), ==, "Lan, Bình");
  save.entry.due = "2026-12-16";
  must_not (&save, MSG_SAVE_CONFLICT);
  /* Nothing done yet: taken away without a trace. */
  save.version = work_of (fixture).items[0].version;
  save.entry = (AssignmentEntry){
    .due = "2026-12-15", .seen = first, .seen_count = 2, .chosen = second, .chosen_count = 1
  };
  must (&save);
  g_assert_cmpstr (shown_people (fixture, 0), ==, "Bình");
  /* Begun: the name stays. */
  must (&(Act){ .fixture = fixture, .run = begin_rating, .role = rows.items[0].indicator });
  save.entry = (AssignmentEntry){
    .due = "2026-12-15", .seen = second, .seen_count = 1, .chosen = NULL, .chosen_count = 0
  };
  must (&save);
  g_assert_cmpstr (shown_people (fixture, 0), ==, "-Bình");
  g_assert_false (assignment_is_given (&work_of (fixture).items[0]));
  save.entry = (AssignmentEntry){ .due = "2026-12-15", .chosen = second, .chosen_count = 1 };
  must (&save);
  g_assert_cmpstr (shown_people (fixture, 0), ==, "Bình");
}

/* Two who change people of the same work at once both get what they changed. */
static void
test_people_are_merged (Fixture *fixture, gconstpointer data)
{
  must (&(Act){ .fixture = fixture, .run = lay_out });
  AssignmentRows rows = work_of (fixture);
  const gint64 one[] = { fixture->people[0] }, other[] = { fixture->people[2] };
  Act save
      = { .fixture = fixture, .run = save_work, .id = rows.items[1].id, .version = rows.items[1].version };
  save.entry = (AssignmentEntry){ .chosen = one, .chosen_count = 1 };
  must (&save);
  save.entry = (AssignmentEntry){ .chosen = other, .chosen_count = 1 };
  must (&save);
  g_assert_cmpstr (shown_people (fixture, 1), ==, "Lan, Cúc");
}

static void
test_many_and_tasks (Fixture *fixture, gconstpointer data)
{
  must (&(Act){ .fixture = fixture, .run = lay_out });
  AssignmentRows rows = work_of (fixture);
  const gint64 ids[] = { rows.items[0].id, rows.items[1].id };
  Act many = { .fixture = fixture, .run = save_many, .ids = ids, .count = 2 };
  many.bulk
      = (AssignmentBulk){ .due = "2026-12-20", .person_id = fixture->people[3], .hints = fixture->scheme };
  must (&many);
  must (&many); /* nobody twice */
  g_assert_cmpstr (shown_people (fixture, 1), ==, "Dũng");
  rows = work_of (fixture);
  g_assert_cmpstr (rows.items[1].due, ==, "2026-12-20");
  g_assert_nonnull (rows.items[1].guidance);
  g_assert_null (rows.items[2].due);
  const gint64 strangers[] = { 987654 };
  must_not (&(Act){ .fixture = fixture, .run = save_many, .ids = strangers, .count = 1, .bulk = many.bulk },
            MSG_DB_NOT_THERE);
  Act task = { .fixture = fixture, .run = add_task };
  task.entry = (AssignmentEntry){ .task = "Vận động đoàn viên", .chosen = ids, .chosen_count = 0 };
  must (&task);
  rows = work_of (fixture);
  g_assert_cmpstr (rows.items[rows.count - 1].task, ==, "Vận động đoàn viên");
  must (&(Act){ .fixture = fixture, .run = end_task, .id = task.id, .flag = true });
  rows = work_of (fixture);
  g_assert_true (assignment_is_over (&rows.items[rows.count - 1]));
  must_not (&(Act){ .fixture = fixture, .run = end_task, .id = rows.items[0].id, .flag = true },
            MSG_DB_NOT_THERE);
}

static void
test_removal_waits_for_work (Fixture *fixture, gconstpointer data)
{
  found_team (fixture);
  must (&(Act){ .fixture = fixture, .run = lay_out });
  AssignmentRows work = work_of (fixture);
  TeamRows rows = team_of (fixture);
  const gint64 one[] = { fixture->people[1] };
  Act save
      = { .fixture = fixture, .run = save_work, .id = work.items[0].id, .version = work.items[0].version };
  save.entry = (AssignmentEntry){ .chosen = one, .chosen_count = 1 };
  must (&save);
  Act out = { .fixture = fixture, .run = take_out, .id = rows.items[2].id, .version = rows.items[2].version };
  must_not (&out, MSG_TEAM_HAS_WORK);
  out.id = rows.items[1].id;
  out.version = rows.items[1].version;
  must (&out);
  g_assert_cmpstr (shown_team (fixture), ==, "leader An, member Bình");
}

static Handover
handover_of (Fixture *fixture, gint64 from, gint64 to)
{
  HandoverItems items = held_by (fixture, from);
  return (Handover){ .round_id = fixture->round_id,
                     .from = from,
                     .to = to,
                     .day = "2026-12-05",
                     .today = TODAY,
                     .roles = true,
                     .mark = handover_mark (fixture->arena, &items) };
}

static void
give (Fixture *fixture, gsize row, gint64 person)
{
  AssignmentRows rows = work_of (fixture);
  const gint64 one[] = { person };
  Act save = {
    .fixture = fixture, .run = save_work, .id = rows.items[row].id, .version = rows.items[row].version
  };
  save.entry = (AssignmentEntry){ .due = "2026-12-10", .chosen = one, .chosen_count = 1 };
  must (&save);
}

static void
test_handover (Fixture *fixture, gconstpointer data)
{
  gint64 lan = fixture->people[0], dung = fixture->people[3];
  found_team (fixture);
  must (&(Act){ .fixture = fixture, .run = lay_out });
  AssignmentRows rows = work_of (fixture);
  give (fixture, 0, lan);
  give (fixture, 1, lan);
  give (fixture, 1, dung); /* does it already */
  give (fixture, 2, lan);
  must (&(Act){ .fixture = fixture, .run = begin_rating, .role = rows.items[2].indicator, .flag = true });
  must (&(Act){ .fixture = fixture, .run = lend_paper, .id = lan });
  g_assert_cmpuint (held_by (fixture, lan).count, ==, 4); /* the third indicator is agreed */
  Act act = { .fixture = fixture, .run = hand_over, .handover = handover_of (fixture, lan, dung) };
  Handover itself = handover_of (fixture, lan, lan);
  must_not (&(Act){ .fixture = fixture, .run = hand_over, .handover = itself }, MSG_HANDOVER_SELF);
  give (fixture, 3, lan); /* after the preview */
  must_not (&act, MSG_HANDOVER_CHANGED);
  g_assert_cmpstr (shown_people (fixture, 0), ==, "Lan");
  act.handover = handover_of (fixture, lan, dung);
  must (&act);
  g_assert_cmpuint (act.moved, ==, 5);
  g_assert_cmpstr (shown_team (fixture), ==, "leader An, -secretary Lan, secretary Dũng, member Bình");
  g_assert_cmpstr (team_of (fixture).items[2].duty, ==, "Giữ minh chứng");
  g_assert_cmpstr (shown_people (fixture, 0), ==, "-Lan, Dũng");
  g_assert_cmpstr (shown_people (fixture, 1), ==, "-Lan, Dũng");
  g_assert_cmpstr (shown_people (fixture, 2), ==, "Lan");
  g_assert_cmpuint (held_by (fixture, lan).count, ==, 0);
  g_assert_cmpuint (held_by (fixture, dung).count, ==, 5);
}

static void
test_head_hands_over_roles (Fixture *fixture, gconstpointer data)
{
  found_team (fixture);
  must (&(Act){ .fixture = fixture, .run = grant });
  Act act = { .fixture = fixture, .run = hand_over };
  act.handover = handover_of (fixture, fixture->head, fixture->people[1]);
  must (&act);
  /* Bình was a member already and takes the office; the role ends with the account that had it. */
  g_assert_cmpstr (shown_team (fixture), ==, "-leader An, secretary Lan, leader Bình");
  HandoverItems left = held_by (fixture, fixture->head);
  g_assert_cmpuint (left.count, ==, 0);
}

/* ---- how far the round is ---- */

static const Scheme *
scheme_of (const char *id, void *user)
{
  Fixture *fixture = user;
  return strcmp (id, fixture->scheme->id) == 0 ? fixture->scheme : NULL;
}

static Progress
progress_of (Fixture *fixture, const char *today)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Transaction) transaction = db_read (fixture->database, &fixture->scope, &error);
  ProgressFacts facts;
  Progress progress;
  bool is_there = false;
  g_assert_true (round_progress_load (transaction, fixture->arena, 2026, today, scheme_of, fixture, &facts,
                                      &is_there, &error));
  g_assert_true (is_there);
  progress_compute (fixture->arena, &facts, &progress);
  return progress;
}

static const ProgressItem *
item_at (const Progress *progress, const char *path)
{
  for (gsize i = 0; i < progress->count; i++)
    if (g_strcmp0 (progress->items[i].path, path) == 0)
      return &progress->items[i];
  g_error ("no item leads to %s", path);
}

static void
test_progress (Fixture *fixture, gconstpointer data)
{
  Progress progress = progress_of (fixture, TODAY);
  g_assert_cmpint (progress.steps[STEP_FOUND], ==, PROGRESS_TODO);
  g_assert_cmpstr (progress.dates[STEP_SUBMIT], ==, "2027-01-14"); /* before 15/01 */
  g_assert_false (progress.one_person);
  found_team (fixture);
  must (&(Act){ .fixture = fixture, .run = lay_out });
  give (fixture, 0, fixture->people[1]);
  progress = progress_of (fixture, TODAY);
  g_assert_true (progress.one_person);
  g_assert_cmpint (item_at (&progress, "to")->state, ==, PROGRESS_DONE);
  g_assert_cmpint (item_at (&progress, "van-ban/team_decision")->state, ==, PROGRESS_TODO);
  g_assert_cmpint (progress.steps[STEP_FOUND], ==, PROGRESS_DOING);
  g_assert_cmpstr (progress.dates[STEP_ASSESS], ==, "2026-12-10");
  g_assert_cmpint (progress.steps[STEP_ASSESS], ==, PROGRESS_TODO);
  progress = progress_of (fixture, "2026-12-11");
  g_assert_cmpint (progress.steps[STEP_ASSESS], ==, PROGRESS_LATE);
  progress = progress_of (fixture, "2027-01-15");
  g_assert_cmpint (progress.steps[STEP_SUBMIT], ==, PROGRESS_LATE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)
  ADD ("/team/team", test_team);
  ADD ("/team/one-leader", test_one_leader);
  ADD ("/team/roles-follow", test_roles_follow);
  ADD ("/team/work", test_work);
  ADD ("/team/people-are-merged", test_people_are_merged);
  ADD ("/team/many-and-tasks", test_many_and_tasks);
  ADD ("/team/removal-waits-for-work", test_removal_waits_for_work);
  ADD ("/team/handover", test_handover);
  ADD ("/team/head-hands-over-roles", test_head_hands_over_roles);
  ADD ("/team/progress", test_progress);
  return g_test_run ();
}
