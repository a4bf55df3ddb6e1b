/* test_study.c - plans of self-study: steps, conflicts, many at once, entered by a colleague; year results.
 */
#include "place.h"
#include "store/people.h"
#include "store/round_store.h"
#include "store/study_list.h"
#include "store/unit.h"
#include <string.h>

#define YEAR 2026
#define PEOPLE 6 /* the last one leaves within the year */

typedef struct {
  Place place;
  Database *database;
  Arena *arena;
  Scope scope;
  gint64 round_id, people[PEOPLE];
} Fixture;

static bool
found (Transaction *transaction, void *user, GError **error)
{
  static const char *const names[PEOPLE]
      = { "Bùi Thu Hằng", "Đặng Văn An", "Lê Thị Hoa", "Nguyễn Văn Bình", "Phạm Ngọc Ý", "Trần Thị Ánh" };
  Fixture *fixture = user;
  const RoundOpening opening = { .year = YEAR, .scheme = "tt24-2023/cap-huyen/muc-do-1" };
  if (!place_found (transaction, &fixture->scope.unit_id, error)
      || !round_open (transaction, fixture->arena, &opening, &fixture->round_id, error))
    return false;
  for (gsize i = 0; i < PEOPLE; i++) {
    const char *code = arena_printf (fixture->arena, "NV%d", (int)i);
    PersonEntry entry
        = { 0, 0, { code, names[i], "", "", "Giáo viên", i < 3 ? "Tổ 1" : "Tổ 2", "", "", "" } };
    if (!person_save (transaction, fixture->arena, &entry, &fixture->people[i], error))
      return false;
  }
  return person_leave (transaction, fixture->arena, fixture->people[PEOPLE - 1], 1, "2026-06-30", "moved",
                       error);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  static const Scope nobody = { 0 };
  g_autoptr (GError) error = NULL;
  fixture->place = place_new ();
  fixture->arena = arena_new ((gsize)256 << 20);
  fixture->database = place_open (&fixture->place);
  g_assert_true (db_write (fixture->database, &nobody, found, fixture, &error));
}

/* Whatever a test did, the events tell of every record as it is. */
static void
tear_down (Fixture *fixture, gconstpointer data)
{
  place_assert_sound (fixture->database, NULL, fixture->arena);
  database_close (fixture->database);
  arena_free (fixture->arena);
  place_clear (&fixture->place);
}

/* ---- one write ---- */

typedef struct {
  Fixture *fixture;
  enum { WRITE, WITHDRAW, PROGRESS, DROP_PROOF, ENTER, SEE, OBJECT, ANSWER, STEP, RESULT } act;
  gsize person;
  gint64 id, version, by;
  StudyText text;
  bool submit;
  const char *words, *done, *action, *rank; /* words: progress, hash, objection, answer, remarks */
  StudyProofs proofs;
  RecordChoices choices;
  YearResult result;
  StudyOutcome outcome;
} Act;

static PermissionSet
permissions_of (const Act *act)
{
  return role_permissions (act->act == STEP ? ROLE_HEAD : act->act == ENTER ? ROLE_MEMBER : ROLE_STAFF);
}

static bool
do_act (Transaction *transaction, void *user, GError **error)
{
  Act *act = user;
  Fixture *f = act->fixture;
  Arena *arena = f->arena;
  gint64 person = f->people[act->person];
  const StudyAuthor author = { f->round_id, person, permissions_of (act) };
  const StudyEntry entry
      = { f->round_id, person, act->by, permissions_of (act), act->done, act->words, "scan", "phieu.jpg" };
  switch (act->act) {
  case WRITE:
    return study_plan_write (transaction, arena, &author, act->id, act->version, &act->text, act->submit,
                             error);
  case WITHDRAW:
    return study_plan_withdraw (transaction, arena, &author, act->version, error);
  case PROGRESS:
    return study_plan_progress (transaction, arena, &author, act->version, act->done, act->words,
                                &act->proofs, error);
  case DROP_PROOF:
    return study_plan_drop_proof (transaction, arena, &author, act->words, error);
  case ENTER:
    return study_plan_enter (transaction, arena, &entry, act->version, &act->text, error);
  case SEE:
  case OBJECT:
    return study_plan_answer_entry (transaction, arena, &author, act->words, error);
  case ANSWER:
    return study_plan_answer_objection (transaction, arena, f->round_id, act->id, act->version, act->words,
                                        error);
  case RESULT:
    return year_result_save (transaction, arena, f->round_id, &act->result, error);
  case STEP:
  default:
    return study_plans_step (transaction, arena, f->round_id, act->action, &act->choices, author.permissions,
                             strcmp (act->action, "classify") == 0
                                 ? RECORD_FIELDS ({ "rank", act->rank })
                                 : RECORD_FIELDS ({ "remarks", act->words }),
                             &act->outcome, error);
  }
}

static void
must (Fixture *fixture, Act *act)
{
  g_autoptr (GError) error = NULL;
  act->fixture = fixture;
  db_write (fixture->database, &fixture->scope, do_act, act, &error);
  g_assert_no_error (error);
}

static void
must_not (Fixture *fixture, Act *act, MessageId id)
{
  g_autoptr (GError) error = NULL;
  act->fixture = fixture;
  g_assert_false (db_write (fixture->database, &fixture->scope, do_act, act, &error));
  g_assert_error (error, DVHT_ERROR, (int)id);
}

static StudyPlan
plan_of (Fixture *fixture, gsize person)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Transaction) transaction = db_read (fixture->database, &fixture->scope, &error);
  StudyPlan plan = { 0 };
  g_assert_true (
      study_plan_of (transaction, fixture->arena, fixture->round_id, fixture->people[person], &plan, &error));
  return plan;
}

static void
assert_text (Fixture *fixture, gsize person, const char *column, const char *expected)
{
  StudyPlan plan = plan_of (fixture, person);
  g_assert_cmpint (plan.record.id, !=, 0);
  g_assert_cmpstr (record_text (&plan.record, column), ==, expected);
}

static RecordChoice
choice (Fixture *fixture, gsize person)
{
  StudyPlan plan = plan_of (fixture, person);
  return (RecordChoice){ plan.record.id, plan.record.version };
}

#define TEXT(words) ((StudyText){ "Toán", (words), "Đọc sách\nDự giờ", "Tối thứ Ba", "Một chuyên đề" })

static void
submit (Fixture *fixture, gsize person)
{
  must (fixture, &(Act){ .act = WRITE, .person = person, .text = TEXT ("Dạy tốt hơn"), .submit = true });
}

static StudyOutcome
step (Fixture *fixture, const char *action, const char *words, RecordChoice *choices, gsize count)
{
  Act act = { .act = STEP, .action = action, .words = words, .rank = words, .choices = { choices, count } };
  must (fixture, &act);
  return act.outcome;
}

static void
approve (Fixture *fixture, gsize person)
{
  RecordChoice chosen = choice (fixture, person);
  g_assert_cmpuint (step (fixture, "approve", NULL, &chosen, 1).done, ==, 1);
}

/* ---- by the person ---- */

static void
test_writing (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpint (plan_of (fixture, 0).record.id, ==, 0);
  must (fixture, &(Act){ .act = WRITE, .text = { .goal = "Dạy" } });
  assert_text (fixture, 0, "state", "draft");
  must (fixture, &(Act){ .act = WRITE, .version = 1, .text = TEXT ("Dạy tốt"), .submit = true });
  assert_text (fixture, 0, "state", "submitted");
  assert_text (fixture, 0, "content", "Đọc sách\nDự giờ");
  must_not (fixture, &(Act){ .act = WRITE, .version = 3, .text = TEXT ("Khác") }, MSG_WORKFLOW_STEP);
  must (fixture, &(Act){ .act = WITHDRAW, .version = 3 });
  must_not (fixture, &(Act){ .act = WITHDRAW, .version = 4 }, MSG_WORKFLOW_STEP);
  must_not (fixture, &(Act){ .act = WRITE, .version = 3, .text = TEXT ("Khác") }, MSG_SAVE_CONFLICT);
  must (fixture, &(Act){ .act = WRITE, .version = 4, .text = TEXT ("Khác"), .submit = true });
  assert_text (fixture, 0, "goal", "Khác");
}

static void
test_only_ones_own (Fixture *fixture, gconstpointer data)
{
  submit (fixture, 0);
  gint64 id = plan_of (fixture, 0).record.id;
  must_not (fixture, &(Act){ .act = WRITE, .person = 1, .id = id, .version = 2, .text = TEXT ("Lạ") },
            MSG_DB_NOT_THERE);
  must_not (fixture, &(Act){ .act = WITHDRAW, .person = 1, .version = 2 }, MSG_DB_NOT_THERE);
  must_not (fixture, &(Act){ .act = PROGRESS, .person = 1, .done = "10" }, MSG_DB_NOT_THERE);
  assert_text (fixture, 0, "goal", "Dạy tốt hơn");
}

static void
test_progress (Fixture *fixture, gconstpointer data)
{
  StudyProof files[] = { { "a.jpg", "aa" }, { "b.pdf", "bb" }, { "a again.jpg", "aa" } };
  Act told = { .act = PROGRESS, .version = 3, .done = "62.5", .words = "Đã đọc", .proofs = { files, 3 } };
  submit (fixture, 0);
  must_not (fixture, &told, MSG_WORKFLOW_STEP);
  approve (fixture, 0);
  must (fixture, &told);
  StudyPlan plan = plan_of (fixture, 0);
  StudyProofs proofs = study_plan_proofs (fixture->arena, &plan);
  g_assert_cmpuint (proofs.count, ==, 2);
  g_assert_cmpstr (proofs.items[1].name, ==, "b.pdf");
  must_not (fixture, &(Act){ .act = DROP_PROOF, .words = "cc" }, MSG_DB_NOT_THERE);
  must (fixture, &(Act){ .act = DROP_PROOF, .words = "aa" });
  plan = plan_of (fixture, 0);
  g_assert_cmpuint (study_plan_proofs (fixture->arena, &plan).count, ==, 1);
  StudyProof many[STUDY_PROOFS_MAX];
  for (gsize i = 0; i < STUDY_PROOFS_MAX; i++)
    many[i] = (StudyProof){ "x", arena_printf (fixture->arena, "x%d", (int)i) };
  told = (Act){ .act = PROGRESS, .version = 5, .done = "70", .proofs = { many, STUDY_PROOFS_MAX } };
  must_not (fixture, &told, MSG_STUDY_PROOFS);
  RecordChoice chosen = choice (fixture, 0);
  g_assert_cmpuint (step (fixture, "classify", "Tốt", &chosen, 1).done, ==, 1);
  must_not (fixture, &(Act){ .act = PROGRESS, .version = 6, .done = "100" }, MSG_STUDY_RANKED);
  must_not (fixture, &(Act){ .act = DROP_PROOF, .words = "bb" }, MSG_STUDY_RANKED);
}

/* ---- many at once ---- */

/* `data`: how many choices of nothing beside the real ones, since many are read otherwise than few. */
static void
test_many (Fixture *fixture, gconstpointer data)
{
  RecordChoice chosen[40];
  gsize count = 5 + *(const gsize *)data;
  for (gsize i = 0; i < 4; i++)
    submit (fixture, i);
  for (gsize i = 0; i < 4; i++)
    chosen[i] = choice (fixture, i);
  for (gsize i = 4; i < count; i++)
    chosen[i] = (RecordChoice){ 987654, 1 };
  chosen[4] = chosen[0]; /* twice */
  /* One takes the plan back and changes it, another was approved by somebody else meanwhile. */
  must (fixture, &(Act){ .act = WITHDRAW, .person = 1, .version = 2 });
  must (fixture, &(Act){ .act = WRITE, .person = 1, .version = 3, .text = TEXT ("Lẻn sửa"), .submit = true });
  approve (fixture, 2);
  StudyOutcome outcome = step (fixture, "approve", NULL, chosen, count);
  g_assert_cmpuint (outcome.done, ==, 2);
  g_assert_cmpuint (outcome.left.count, ==, 3);
  g_assert_cmpstr (outcome.left.items[0], ==, "Đặng Văn An");
  g_assert_cmpstr (outcome.left.items[2], ==, "Bùi Thu Hằng");
  assert_text (fixture, 0, "state", "approved");
  assert_text (fixture, 1, "state", "submitted");
  chosen[0] = choice (fixture, 1);
  g_assert_cmpuint (step (fixture, "return", "Thêm thời gian", chosen, 1).done, ==, 1);
  assert_text (fixture, 1, "remarks", "Thêm thời gian");
  must (fixture, &(Act){ .act = WRITE, .person = 1, .version = 6, .text = TEXT ("Lẻn sửa"), .submit = true });
  assert_text (fixture, 1, "remarks", "Thêm thời gian");
  approve (fixture, 1);
  assert_text (fixture, 1, "remarks", NULL);
}

static void
test_permission (Fixture *fixture, gconstpointer data)
{
  g_assert_null (workflow_step ("study_plan", "approve", "submitted", role_permissions (ROLE_SECRETARY)));
  g_assert_null (workflow_step ("study_plan", "classify", "approved", role_permissions (ROLE_STAFF)));
  g_assert_null (workflow_step ("study_plan", "enter", "draft", role_permissions (ROLE_STAFF)));
  g_assert_null (workflow_step ("study_plan", "progress", "submitted", role_permissions (ROLE_STAFF)));
}

static gsize
matching (Fixture *fixture, const StudyFilter *filter, const char *state, const char **ret_mark)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Transaction) transaction = db_read (fixture->database, &fixture->scope, &error);
  RecordChoices choices = { 0 };
  g_assert_true (
      study_plan_matching (transaction, fixture->arena, filter, state, &choices, ret_mark, &error));
  return choices.count;
}

static char *
listed (Fixture *fixture, StudyFilter filter)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Transaction) transaction = db_read (fixture->database, &fixture->scope, &error);
  GString *names = g_string_new (NULL);
  gint64 count = 0, seen = 0;
  filter.round_id = fixture->round_id;
  filter.year = YEAR;
  filter.count = 100;
  g_autoptr (Rows) rows = study_plan_page (transaction, fixture->arena, &filter, &error);
  g_assert_no_error (error);
  for (; rows_next (rows, &error); seen++)
    g_string_append_printf (names, "%s|", rows_text (rows, 2));
  g_assert_no_error (error);
  g_assert_true (study_plan_count (transaction, fixture->arena, &filter, &count, &error));
  g_assert_cmpint (count, ==, seen);
  return g_string_free (names, FALSE);
}

static void
assert_listed (Fixture *fixture, StudyFilter filter, const char *expected)
{
  g_autofree char *names = listed (fixture, filter);
  g_assert_cmpstr (names, ==, expected);
}

static void
test_list (Fixture *fixture, gconstpointer data)
{
  const char *mark = NULL, *later = NULL;
  StudyFilter all = { .round_id = fixture->round_id, .year = YEAR };
  submit (fixture, 0);
  submit (fixture, 3);
  submit (fixture, 5); /* has left: listed no more */
  approve (fixture, 3);
  assert_listed (fixture, all, "Đặng Văn An|Nguyễn Văn Bình|Bùi Thu Hằng|Lê Thị Hoa|Phạm Ngọc Ý|");
  assert_listed (fixture, (StudyFilter){ .search = "van" }, "Đặng Văn An|Nguyễn Văn Bình|");
  assert_listed (fixture, (StudyFilter){ .department = "Tổ 2" }, "Nguyễn Văn Bình|Phạm Ngọc Ý|");
  assert_listed (fixture, (StudyFilter){ .show = "none" }, "Đặng Văn An|Lê Thị Hoa|Phạm Ngọc Ý|");
  assert_listed (fixture, (StudyFilter){ .show = "submitted" }, "Bùi Thu Hằng|");
  assert_listed (fixture, (StudyFilter){ .show = "unranked" }, "Nguyễn Văn Bình|");
  assert_listed (fixture, (StudyFilter){ .show = "objected" }, "");
  g_assert_cmpuint (matching (fixture, &all, "submitted", &mark), ==, 1);
  must (fixture, &(Act){ .act = WITHDRAW, .version = 2 });
  must (fixture, &(Act){ .act = WRITE, .version = 3, .text = TEXT ("Khác"), .submit = true });
  g_assert_cmpuint (matching (fixture, &all, "submitted", &later), ==, 1);
  g_assert_cmpstr (mark, !=, later);
}

/* The share on the list is the one of the papers. */
static void
test_share (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  for (gsize i = 0; i < PEOPLE; i++)
    submit (fixture, i);
  approve (fixture, 1);
  approve (fixture, 2);
  approve (fixture, 5);
  g_autoptr (SchemeLibrary) library = scheme_library_new (NULL, &error);
  g_autoptr (Transaction) transaction = db_read (fixture->database, &fixture->scope, &error);
  StudyCounts counts = { 0 };
  StoredRound stored = { 0 };
  g_assert_true (study_counts (transaction, fixture->arena, fixture->round_id, YEAR, &counts, &error));
  stored_round_load (transaction, fixture->arena, library, fixture->round_id, NULL, NULL, &stored, &error);
  g_assert_no_error (error);
  const Figures *figures = figures_compute (stored.round, fixture->arena);
  guint approved = 0;
  for (gsize i = 0; i < stored.round->person_count; i++)
    approved += figures->persons[i].working && stored.round->people[i].result->plan_approved;
  g_assert_cmpuint (study_share (&counts).of, ==, figures->people);
  g_assert_cmpuint (study_share (&counts).count, ==, approved);
  g_assert_cmpuint (approved, ==, 2);
  g_assert_cmpuint (counts.submitted, ==, 3);
}

/* ---- entered from a paper form ---- */

static Act
entry (Fixture *fixture, gsize person, gint64 version)
{
  return (Act){
    .act = ENTER, .person = person, .by = fixture->people[4], .version = version, .text = TEXT ("Theo phiếu")
  };
}

static void
test_entered (Fixture *fixture, gconstpointer data)
{
  Act act = entry (fixture, 0, 0);
  must (fixture, &act);
  assert_text (fixture, 0, "state", "submitted");
  assert_text (fixture, 0, "scan_name", "phieu.jpg");
  StudyPlan plan = plan_of (fixture, 0);
  g_assert_cmpstr (plan.entered_by, ==, "Phạm Ngọc Ý");
  g_assert_cmpstr (plan.name, ==, "Bùi Thu Hằng");
  g_assert_true (study_plan_is_untold (&plan));
  /* A slip is mended by whoever made it, as long as nobody has approved it. */
  act = entry (fixture, 0, 1);
  act.text.goal = "Sửa";
  must (fixture, &act);
  must (fixture, &(Act){ .act = SEE });
  plan = plan_of (fixture, 0);
  g_assert_false (study_plan_is_untold (&plan));
  must (fixture, &(Act){ .act = OBJECT, .words = "Tôi không ghi vậy" });
  assert_listed (fixture, (StudyFilter){ .show = "objected" }, "Bùi Thu Hằng|");
  must (fixture, &(Act){ .act = ANSWER, .id = plan.record.id, .version = 4, .words = "Đã sửa" });
  assert_listed (fixture, (StudyFilter){ .show = "objected" }, "");
  /* Words of one's own end it. */
  must (fixture, &(Act){ .act = WITHDRAW, .version = 5 });
  must (fixture, &(Act){ .act = WRITE, .version = 6, .text = TEXT ("Tự viết") });
  assert_text (fixture, 0, "entered_by", NULL);
  assert_text (fixture, 0, "scan", NULL);
  assert_text (fixture, 0, "objection", NULL);
  must_not (fixture, &(Act){ .act = SEE }, MSG_DB_NOT_THERE);
}

static void
test_not_over_ones_own_words (Fixture *fixture, gconstpointer data)
{
  Act act = entry (fixture, 4, 0);
  must_not (fixture, &act, MSG_STUDY_ENTER_OWN);
  must (fixture, &(Act){ .act = WRITE, .text = { .goal = "Của tôi" } });
  act = entry (fixture, 0, 1);
  must_not (fixture, &act, MSG_STUDY_ENTER_WRITTEN);
  submit (fixture, 1);
  act = entry (fixture, 1, 2);
  must_not (fixture, &act, MSG_STUDY_ENTER_WRITTEN);
  /* How far an approved one has come may stand on paper; its own words stay. */
  approve (fixture, 1);
  act = entry (fixture, 1, 3);
  act.done = "80";
  must (fixture, &act);
  assert_text (fixture, 1, "goal", "Dạy tốt hơn");
  assert_text (fixture, 1, "done", "80");
  assert_text (fixture, 1, "state", "approved");
}

/* ---- the rest of the year ---- */

static void
test_year_results (Fixture *fixture, gconstpointer data)
{
  Act act = { .act = RESULT, .result = { fixture->people[0], 0, true, false, "Lao động tiên tiến", NULL } };
  must (fixture, &act);
  act.result.training = true;
  must_not (fixture, &act, MSG_SAVE_CONFLICT);
  act.result.version = 1;
  must (fixture, &act);
  act.result = (YearResult){ 987654, 0, true, true, NULL, NULL };
  must_not (fixture, &act, MSG_DB_NOT_THERE);
}

int
main (int argc, char **argv)
{
  static const gsize few = 1, many = 30;
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add (name, Fixture, NULL, set_up, function, tear_down)
  ADD ("/study/writing", test_writing);
  ADD ("/study/only-ones-own", test_only_ones_own);
  ADD ("/study/progress", test_progress);
  g_test_add ("/study/few", Fixture, &few, set_up, test_many, tear_down);
  g_test_add ("/study/many", Fixture, &many, set_up, test_many, tear_down);
  ADD ("/study/permission", test_permission);
  ADD ("/study/list", test_list);
  ADD ("/study/share", test_share);
  ADD ("/study/entered", test_entered);
  ADD ("/study/not-over-ones-own-words", test_not_over_ones_own_words);
  ADD ("/study/year-results", test_year_results);
  return g_test_run ();
}
