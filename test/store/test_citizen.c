/* test_citizen.c - self-assessments as citizens of learning: steps, what is agreed on, the list against the
 * figures of the model; figures that somebody vouches for. */
#include "place.h"
#include "store/citizen.h"
#include "store/confirmation.h"
#include "store/people.h"
#include "store/round_store.h"
#include "store/unit.h"
#include <string.h>

#define YEAR 2026
#define PEOPLE 4 /* the last one leaves within the year */
#define GOOD "[\"9\",\"8\",\"8.5\",\"8\",\"8\",\"7\",\"8\",\"8\",\"9\",\"9\"]"
#define LOW "[\"9\",\"9\",\"9\",\"9\",\"9\",\"4\",\"9\",\"9\",\"9\",\"9\"]"

typedef struct {
  Place place;
  Database *database;
  Arena *arena;
  SchemeLibrary *library;
  const CitizenScheme *scheme;
  Scope scope;
  gint64 round_id, people[PEOPLE];
} Fixture;

static bool
found (Transaction *transaction, void *user, GError **error)
{
  static const char *const names[PEOPLE] = { "Bùi Thu Hằng", "Đặng Văn An", "Lê Thị Hoa", "Trần Thị Ánh" };
  Fixture *fixture = user;
  const RoundOpening opening = { .year = YEAR, .scheme = "tt24-2023/cap-huyen/muc-do-1" };
  if (!place_found (transaction, &fixture->scope.unit_id, error)
      || !round_open (transaction, fixture->arena, &opening, &fixture->round_id, error))
    return false;
  for (gsize i = 0; i < PEOPLE; i++) {
    const char *code = arena_printf (fixture->arena, "NV%d", (int)i);
    PersonEntry entry
        = { 0, 0, { code, names[i], "", "", "Giáo viên", i < 2 ? "Tổ 1" : "Tổ 2", "", "", "" } };
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
  fixture->library = scheme_library_new (NULL, &error);
  fixture->scheme = citizen_scheme_load (fixture->library, fixture->arena, CITIZEN_SCHEME_DEFAULT, &error);
  fixture->database = place_open (&fixture->place);
  g_assert_true (db_write (fixture->database, &nobody, found, fixture, &error));
}

/* Whatever a test did, the events tell of every record as it is. */
static void
tear_down (Fixture *fixture, gconstpointer data)
{
  place_assert_sound (fixture->database, NULL, fixture->arena);
  database_close (fixture->database);
  scheme_library_free (fixture->library);
  arena_free (fixture->arena);
  place_clear (&fixture->place);
}

/* ---- one write ---- */

typedef struct {
  Fixture *fixture;
  enum { WRITE, ENTER, STEP, DECIDE, DIFFER, CONFIRM, UNCONFIRM } act;
  gsize person;
  gint64 version, by;
  const char *points, *words, *action; /* words: comment, reason, figures */
  bool submit;
  CitizenDecision decision;
  RecordChoices choices;
  PersonalOutcome outcome;
} Act;

static bool
do_act (Transaction *transaction, void *user, GError **error)
{
  Act *act = user;
  Fixture *f = act->fixture;
  gint64 person = f->people[act->person];
  const CitizenWords words = { act->points, act->words };
  const CitizenAuthor author = { f->round_id, person, role_permissions (ROLE_STAFF) };
  const CitizenEntry entry
      = { f->round_id, person, act->by, role_permissions (ROLE_MEMBER), "scan", "phieu.jpg" };
  const Confirmation confirmation = { .subject = "indicator 3.1", .figures = act->words };
  CitizenAssessment theirs;
  switch (act->act) {
  case WRITE:
    return citizen_write (transaction, f->arena, &author, 0, act->version, &words, act->submit, error);
  case ENTER:
    return citizen_enter (transaction, f->arena, &entry, act->version, &words, error);
  case STEP:
    return personal_step (transaction, f->arena, RECORD_citizen_assessment, f->round_id, act->action,
                          &act->choices, role_permissions (ROLE_MEMBER),
                          RECORD_FIELDS ({ "remarks", act->words }), &act->outcome, error);
  case DECIDE:
    return citizens_decide (transaction, f->arena, f->scheme, f->round_id, act->decision, act->words,
                            &act->choices, role_permissions (ROLE_MEMBER), &act->outcome, error);
  case DIFFER:
    return citizen_of (transaction, f->arena, f->round_id, person, &theirs, error)
           && citizen_differ (transaction, f->arena, f->round_id, theirs.record.id, act->version,
                              role_permissions (ROLE_MEMBER), act->points, act->words, error);
  case CONFIRM:
    return confirmation_set (transaction, f->arena, f->round_id, person, "2026-12-01", &confirmation, error);
  case UNCONFIRM:
    return confirmation_drop (transaction, f->arena, f->round_id, "indicator 3.1", error);
  }
  return false;
}

static void
act_well (Fixture *fixture, Act *act)
{
  g_autoptr (GError) error = NULL;
  act->fixture = fixture;
  g_assert_true (db_write (fixture->database, &fixture->scope, do_act, act, &error));
  g_assert_no_error (error);
}

static void
act_badly (Fixture *fixture, Act act, MessageId expected)
{
  g_autoptr (GError) error = NULL;
  act.fixture = fixture;
  g_assert_false (db_write (fixture->database, &fixture->scope, do_act, &act, &error));
  g_assert_error (error, DVHT_ERROR, (gint)expected);
}

/* ---- reading ---- */

typedef struct {
  CitizenList list;
  Confirmations confirmations;
  StoredRound stored;
} Seen;

static Seen
look (Fixture *fixture, const char *search)
{
  Seen seen = { 0 };
  g_autoptr (GError) error = NULL;
  const CitizenFilter filter = { fixture->round_id, YEAR, search, NULL };
  g_autoptr (Transaction) transaction = db_read (fixture->database, &fixture->scope, &error);
  g_assert_no_error (error);
  citizen_list (transaction, fixture->arena, fixture->scheme, &filter, &seen.list, &error);
  g_assert_no_error (error);
  confirmations_load (transaction, fixture->arena, fixture->round_id, &seen.confirmations, &error);
  g_assert_no_error (error);
  stored_round_load (transaction, fixture->arena, fixture->library, fixture->round_id, NULL, NULL,
                     &seen.stored, &error);
  g_assert_no_error (error);
  return seen;
}

/* What pages count is what documents print. */
static void
assert_same (Fixture *fixture, guint citizens)
{
  Seen seen = look (fixture, NULL);
  const Figures *figures = figures_compute (seen.stored.round, fixture->arena);
  Share share = citizen_share (&seen.list.counts);
  g_assert_cmpuint (share.count, ==, citizens);
  g_assert_cmpuint (share.count, ==, figures->citizens);
  g_assert_cmpuint (share.of, ==, figures->people);
}

static const CitizenRow *
row_of (Fixture *fixture, const Seen *seen, gsize person)
{
  for (gsize i = 0; i < seen->list.count; i++)
    if (seen->list.items[i].person_id == fixture->people[person])
      return &seen->list.items[i];
  g_assert_not_reached ();
}

static RecordChoice
choice_of (Fixture *fixture, gsize person)
{
  Seen seen = look (fixture, NULL);
  const CitizenRow *row = row_of (fixture, &seen, person);
  return (RecordChoice){ row->id, row->version };
}

static void
accept (Fixture *fixture, gsize person, const char *points)
{
  act_well (fixture, &(Act){ .act = WRITE, .person = person, .points = points, .submit = true });
  RecordChoice choice = choice_of (fixture, person);
  act_well (fixture, &(Act){ .act = STEP, .action = "accept", .choices = { &choice, 1 } });
}

/* ---- tests ---- */

static void
test_states (Fixture *fixture, gconstpointer data)
{
  Act draft = { .act = WRITE, .points = GOOD };
  act_well (fixture, &draft);
  Seen seen = look (fixture, NULL);
  g_assert_cmpuint (seen.list.counts.people, ==, PEOPLE - 1); /* who left is not counted */
  g_assert_cmpuint (seen.list.counts.draft, ==, 1);
  g_assert_cmpint (row_of (fixture, &seen, 0)->figures.total, ==,
                   0); /* what is being written is the person's own */
  act_badly (fixture, (Act){ .act = WRITE, .points = LOW }, MSG_SAVE_CONFLICT);
  act_well (fixture, &(Act){ .act = WRITE, .points = GOOD, .version = 1, .submit = true });
  act_badly (fixture, (Act){ .act = WRITE, .points = LOW, .version = 2 }, MSG_WORKFLOW_STEP);
  seen = look (fixture, "hang");
  g_assert_cmpuint (seen.list.counts.submitted, ==, 1);
  g_assert_true (row_of (fixture, &seen, 0)->found);
  g_assert_false (row_of (fixture, &seen, 1)->found);
  g_assert_cmpint (row_of (fixture, &seen, 0)->figures.total, ==, 825 * DECIMAL_ONE / 10);
}

static void
test_agreed_list (Fixture *fixture, gconstpointer data)
{
  accept (fixture, 0, GOOD);
  accept (fixture, 1, LOW);
  accept (fixture, 2, GOOD);
  assert_same (fixture, 0);
  RecordChoice all[] = { choice_of (fixture, 0), choice_of (fixture, 1), { 999999, 1 } };
  Act agree = { .act = DECIDE, .decision = CITIZEN_AGREE, .choices = { all, G_N_ELEMENTS (all) } };
  act_well (fixture, &agree);
  g_assert_cmpuint (agree.outcome.done, ==, 1);
  g_assert_cmpuint (agree.outcome.left.count, ==, 1); /* the rule is not met; the id means nothing */
  g_assert_cmpstr (agree.outcome.left.items[0], ==, "Đặng Văn An");
  assert_same (fixture, 1);
  act_well (fixture, &(Act){ .act = DIFFER, .person = 2, .version = 3, .points = LOW, .words = "Ngoại ngữ" });
  RecordChoice rest[] = { choice_of (fixture, 1), choice_of (fixture, 2) };
  Act propose = { .act = DECIDE, .decision = CITIZEN_PROPOSED, .choices = { rest, G_N_ELEMENTS (rest) } };
  act_well (fixture, &propose);
  g_assert_cmpuint (propose.outcome.done, ==, 2);
  assert_same (fixture, 1);
  Seen seen = look (fixture, NULL);
  g_assert_cmpuint (seen.list.counts.undecided, ==, 0);
  RecordChoice own = choice_of (fixture, 2);
  act_well (fixture, &(Act){ .act = DECIDE, .decision = CITIZEN_AGREE, .choices = { &own, 1 } });
  assert_same (fixture, 2); /* the team may agree all the same */
}

static void
test_entered (Fixture *fixture, gconstpointer data)
{
  Act enter = { .act = ENTER, .person = 1, .by = fixture->people[0], .points = GOOD };
  act_well (fixture, &enter);
  Seen seen = look (fixture, NULL);
  g_assert_cmpuint (seen.list.counts.submitted, ==, 1);
  act_badly (fixture, (Act){ .act = ENTER, .person = 0, .by = fixture->people[0], .points = GOOD },
             MSG_CITIZEN_ENTER_OWN);
  act_well (fixture, &(Act){ .act = WRITE, .person = 2, .points = LOW });
  act_badly (fixture,
             (Act){ .act = ENTER, .person = 2, .by = fixture->people[0], .version = 1, .points = GOOD },
             MSG_STUDY_ENTER_WRITTEN);
}

static void
test_confirmed (Fixture *fixture, gconstpointer data)
{
  act_badly (fixture, (Act){ .act = UNCONFIRM }, MSG_DB_NOT_THERE);
  act_well (fixture, &(Act){ .act = CONFIRM, .words = "1/3, đạt 33,33%" });
  act_well (fixture, &(Act){ .act = CONFIRM, .person = 1, .words = "2/3, đạt 66,67%" });
  Seen seen = look (fixture, NULL);
  g_assert_cmpuint (seen.confirmations.count, ==, 1);
  const Confirmation *found_one = confirmation_find (&seen.confirmations, "indicator 3.1");
  g_assert_cmpstr (found_one->figures, ==, "2/3, đạt 66,67%");
  g_assert_cmpstr (found_one->person, ==, "Đặng Văn An");
  g_assert_null (confirmation_find (&seen.confirmations, "learners"));
  act_well (fixture, &(Act){ .act = UNCONFIRM });
  g_assert_cmpuint (look (fixture, NULL).confirmations.count, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define TEST(name) g_test_add ("/citizen/" #name, Fixture, NULL, set_up, test_##name, tear_down)
  TEST (states);
  TEST (agreed_list);
  TEST (entered);
  TEST (confirmed);
#undef TEST
  return g_test_run ();
}
