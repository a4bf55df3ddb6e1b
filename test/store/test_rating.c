/* test_rating.c - an indicator's rating: written, handed in, agreed, brought back; opinions; what its page
 * reads. */
#include "place.h"
#include "store/indicator_store.h"
#include "store/people.h"
#include "store/rating_write.h"
#include "store/round_store.h"
#include "store/unit.h"
#include <string.h>

#define YEAR 2026
#define SCHEME "tt24-2023/cap-huyen/muc-do-1"

typedef struct {
  Place place;
  Database *database;
  Arena *arena;
  SchemeLibrary *library;
  const Scheme *scheme;
  Scope scope;
  gint64 round_id, before_id, person_id; /* before_id: of the year before */
} Fixture;

static bool
found (Transaction *transaction, void *user, GError **error)
{
  Fixture *fixture = user;
  const RoundOpening opening = { .year = YEAR, .scheme = SCHEME },
                     before = { .year = YEAR - 1, .scheme = SCHEME };
  PersonEntry entry = { 0, 0, { "NV1", "Bùi Thu Hằng", "", "", "Giáo viên", "Tổ 1", "", "", "" } };
  return place_found (transaction, &fixture->scope.unit_id, error)
         && round_open (transaction, fixture->arena, &before, &fixture->before_id, error)
         && round_open (transaction, fixture->arena, &opening, &fixture->round_id, error)
         && person_save (transaction, fixture->arena, &entry, &fixture->person_id, error);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  static const Scope nobody = { 0 };
  g_autoptr (GError) error = NULL;
  fixture->place = place_new ();
  fixture->arena = arena_new ((gsize)256 << 20);
  fixture->library = scheme_library_new (NULL, &error);
  g_assert_no_error (error);
  fixture->scheme = scheme_load (fixture->library, fixture->arena, SCHEME, &error);
  g_assert_no_error (error);
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
  enum { WRITE, STEP, RESTORE, OPINION } act;
  Role role;
  gint64 version, seq;
  RatingText text;
  bool submit, before; /* before: in the round of the year before */
  const char *action, *remarks;
} Act;

static bool
do_act (Transaction *transaction, void *user, GError **error)
{
  Act *act = user;
  Fixture *f = act->fixture;
  const RatingAt at = { act->before ? f->before_id : f->round_id, &f->scheme->indicators[0], 1,
                        role_permissions (act->role) };
  switch (act->act) {
  case WRITE:
    return rating_write (transaction, f->arena, &at, act->version, &act->text, act->submit, error);
  case STEP:
    return rating_step (transaction, f->arena, &at, act->version, act->action, act->remarks, error);
  case RESTORE:
    return rating_restore (transaction, f->arena, &at, act->version, act->seq, error);
  case OPINION:
    return opinion_save (transaction, f->arena, f->round_id, at.indicator->id, f->person_id, act->text.result,
                         act->text.points, act->text.current, error);
  }
  return false;
}

/* 0: done; else the message's id. */
static int
run (Fixture *fixture, Act act)
{
  g_autoptr (GError) error = NULL;
  act.fixture = fixture;
  return db_write (fixture->database, &fixture->scope, do_act, &act, &error) ? 0 : error->code;
}

static int
write_text (Fixture *fixture, gint64 version, const char *current, bool submit)
{
  return run (fixture, (Act){ .act = WRITE,
                              .role = ROLE_MEMBER,
                              .version = version,
                              .text = { .result = "met", .current = current },
                              .submit = submit });
}

static int
step (Fixture *fixture, Role role, gint64 version, const char *action, const char *remarks)
{
  return run (fixture,
              (Act){ .act = STEP, .role = role, .version = version, .action = action, .remarks = remarks });
}

static void
assert_rating (Fixture *fixture, const char *expected)
{
  g_autofree char *found_row = place_ask (
      &fixture->place, "SELECT version, state, coalesce(current, ''), coalesce(remarks, '') FROM rating");
  g_assert_cmpstr (g_strchomp (found_row), ==, expected);
}

/* ---- the tests ---- */

static void
test_steps (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpint (write_text (fixture, 0, "Một.", false), ==, 0);
  assert_rating (fixture, "1|doing|Một.|");
  g_assert_cmpint (write_text (fixture, 0, "Hai.", false), ==, MSG_SAVE_CONFLICT);
  g_assert_cmpint (step (fixture, ROLE_LEADER, 1, "agree", NULL), ==, MSG_WORKFLOW_STEP);
  g_assert_cmpint (write_text (fixture, 1, "Hai.", true), ==, 0);
  assert_rating (fixture, "2|submitted|Hai.|");
  g_assert_cmpint (write_text (fixture, 2, "Ba.", false), ==, MSG_WORKFLOW_STEP);
  g_assert_cmpint (step (fixture, ROLE_MEMBER, 2, "agree", NULL), ==, MSG_WORKFLOW_STEP);
  g_assert_cmpint (step (fixture, ROLE_LEADER, 1, "return", "Thiếu số."), ==, MSG_SAVE_CONFLICT);
  g_assert_cmpint (step (fixture, ROLE_LEADER, 2, "return", "Thiếu số."), ==, 0);
  assert_rating (fixture, "3|returned|Hai.|Thiếu số.");
  g_assert_cmpint (write_text (fixture, 3, "Ba.", false), ==, 0);
  g_assert_cmpint (write_text (fixture, 4, "Ba.", true), ==, 0);
  g_assert_cmpint (step (fixture, ROLE_LEADER, 5, "agree", NULL), ==, 0);
  assert_rating (fixture, "6|agreed|Ba.|");
  g_assert_cmpint (step (fixture, ROLE_MEMBER, 6, "withdraw", NULL), ==, MSG_WORKFLOW_STEP);
}

/* Begun and handed in at once: two events, one write. */
static void
test_at_once (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpint (write_text (fixture, 0, "Một.", true), ==, 0);
  assert_rating (fixture, "2|submitted|Một.|");
  g_assert_cmpint (step (fixture, ROLE_MEMBER, 2, "withdraw", NULL), ==, 0);
  assert_rating (fixture, "3|doing|Một.|");
}

static void
test_restore (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpint (write_text (fixture, 0, "Một.", false), ==, 0);
  g_assert_cmpint (write_text (fixture, 1, "Hai.", false), ==, 0);
  g_autofree char *last = place_ask (&fixture->place, "SELECT max(seq) FROM event");
  gint64 seq = g_ascii_strtoll (last, NULL, 10);
  g_assert_cmpint (run (fixture, (Act){ .act = RESTORE, .role = ROLE_MEMBER, .version = 1, .seq = seq }), ==,
                   MSG_SAVE_CONFLICT);
  g_assert_cmpint (run (fixture, (Act){ .act = RESTORE, .role = ROLE_MEMBER, .version = 2, .seq = seq + 9 }),
                   ==, MSG_DB_NOT_THERE);
  g_assert_cmpint (run (fixture, (Act){ .act = RESTORE, .role = ROLE_MEMBER, .version = 2, .seq = seq }), ==,
                   0);
  assert_rating (fixture, "3|doing|Một.|");
}

static int
say (Fixture *fixture, const char *result, const char *text)
{
  return run (fixture, (Act){ .act = OPINION, .text = { .result = result, .current = text } });
}

static void
test_opinion (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpint (say (fixture, NULL, NULL), ==, 0);
  g_assert_cmpint (say (fixture, "not_met", "Thiếu."), ==, 0);
  g_assert_cmpint (say (fixture, "met", NULL), ==, 0);
  g_autofree char *one = place_ask (&fixture->place, "SELECT result, coalesce(text, '') FROM opinion");
  g_assert_cmpstr (g_strchomp (one), ==, "met|");
  g_assert_cmpint (say (fixture, NULL, NULL), ==, 0);
  g_autofree char *none = place_ask (&fixture->place, "SELECT count(*) FROM opinion");
  g_assert_cmpstr (g_strchomp (none), ==, "0");
}

static const Scheme *
the_scheme (const char *id, void *user)
{
  Fixture *fixture = user;
  g_assert_cmpstr (id, ==, SCHEME);
  return fixture->scheme;
}

/* Of every indicator the page's figures are those of the whole round. */
static void
test_page (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  StoredRound stored;
  g_assert_cmpint (write_text (fixture, 0, "Một.", false), ==, 0);
  g_assert_cmpint (say (fixture, "not_met", "Thiếu."), ==, 0);
  g_autoptr (Transaction) transaction = db_read (fixture->database, &fixture->scope, &error);
  g_assert_no_error (error);
  g_assert_true (stored_round_load (transaction, fixture->arena, fixture->library, fixture->round_id, NULL,
                                    NULL, &stored, &error));
  const Figures *whole = figures_compute (stored.round, fixture->arena);
  for (gsize i = 0; i < fixture->scheme->indicator_count; i++) {
    const IndicatorAsk ask = { .year = YEAR,
                               .indicator = fixture->scheme->indicators[i].id,
                               .library = fixture->library,
                               .scheme_of = the_scheme,
                               .user = fixture };
    IndicatorPage page;
    bool there = false;
    g_assert_true (indicator_page_load (transaction, fixture->arena, &ask, &page, &there, &error));
    g_assert_true (there);
    g_assert_cmpuint (page.at, ==, i);
    g_assert_cmpstr (page.rating.state, ==, i == 0 ? "doing" : "todo");
    g_assert_cmpuint (page.opinion_count, ==, i == 0);
    const IndicatorFigures *own = &figures_compute (page.round, fixture->arena)->indicators[i],
                           *theirs = &whole->indicators[i];
    g_assert_cmpuint (own->share.count, ==, theirs->share.count);
    g_assert_cmpuint (own->share.of, ==, theirs->share.of);
    g_assert_cmpint (own->share_reached, ==, theirs->share_reached);
    g_assert_cmpint (own->applicable, ==, theirs->applicable);
    g_assert_cmpint (own->met, ==, theirs->met);
  }
}

/* The text of the year before stands beside this year's, and is nobody's now. */
static void
test_before (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  const Act act = {
    .act = WRITE, .role = ROLE_MEMBER, .text = { .result = "met", .current = "Năm ngoái." }, .before = true
  };
  g_assert_cmpint (run (fixture, act), ==, 0);
  g_autoptr (Transaction) transaction = db_read (fixture->database, &fixture->scope, &error);
  IndicatorPage page;
  bool there = false;
  const IndicatorAsk ask
      = { YEAR, fixture->scheme->indicators[0].id, 0, fixture->library, the_scheme, fixture };
  g_assert_true (indicator_page_load (transaction, fixture->arena, &ask, &page, &there, &error));
  g_assert_cmpint (page.before_year, ==, YEAR - 1);
  g_assert_cmpstr (page.before.current, ==, "Năm ngoái.");
  g_assert_cmpstr (page.rating.state, ==, "todo");
  g_assert_null (page.rating.current);
}

static void
test_nowhere (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Transaction) transaction = db_read (fixture->database, &fixture->scope, &error);
  IndicatorPage page;
  bool there = true;
  IndicatorAsk ask = { YEAR, "9.9", 0, fixture->library, the_scheme, fixture };
  g_assert_true (indicator_page_load (transaction, fixture->arena, &ask, &page, &there, &error));
  g_assert_false (there);
  ask = (IndicatorAsk){ 1999, "1.1", 0, fixture->library, the_scheme, fixture };
  g_assert_true (indicator_page_load (transaction, fixture->arena, &ask, &page, &there, &error));
  g_assert_false (there);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define T(name, function) g_test_add ("/rating/" name, Fixture, NULL, set_up, function, tear_down)
  T ("steps", test_steps);
  T ("at-once", test_at_once);
  T ("restore", test_restore);
  T ("opinion", test_opinion);
  T ("page", test_page);
  T ("before", test_before);
  T ("nowhere", test_nowhere);
#undef T
  return g_test_run ();
}
