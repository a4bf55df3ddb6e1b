/* test_preparation.c - what stands ready before a round: legal bases, the scheme as the unit compared and
 * changed it, what does not apply, the round's texts. */
#include "place.h"
#include "store/audit_read.h"
#include "store/legal_basis.h"
#include "store/people.h"
#include "store/rating.h"
#include "store/record.h"
#include "store/round_store.h"
#include "store/round_text.h"
#include "store/scheme_override.h"
#include "store/unit.h"
#include <string.h>

typedef struct {
  Place place;
  Database *database;
  Arena *arena;
  SchemeLibrary *library;
  const Scheme *scheme;
  Scope scope;
  gint64 round_id, person;
} Fixture;

static bool
found (Transaction *transaction, void *user, GError **error)
{
  Fixture *fixture = user;
  const RoundOpening opening = { .year = 2026, .scheme = fixture->scheme->id };
  PersonEntry lan = { .fields = { "NV1", "Nguyễn Thị Lan", "", "", "Hiệu trưởng", "", "", "", "" } };
  const char *code = fixture->scope.unit_id == 0 ? "tha" : "thb";
  const UnitName name = { "2024-01-01", NULL, "Trường Tiểu học A", "TH A", "UBND xã B", "Phòng C", "B" };
  return unit_found (transaction, NULL, code, "tieu_hoc", &name, &fixture->scope.unit_id, error)
         && round_open (transaction, fixture->arena, &opening, &fixture->round_id, error)
         && person_save (transaction, fixture->arena, &lan, &fixture->person, error);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  static const Scope nobody = { 0 };
  g_autoptr (GError) error = NULL;
  fixture->place = place_new ();
  fixture->arena = arena_new ((gsize)256 << 20);
  fixture->library = scheme_library_new (NULL, &error);
  fixture->scheme = scheme_load (fixture->library, fixture->arena, "tt24-2023/cap-huyen/muc-do-1", &error);
  g_assert_no_error (error);
  fixture->database = place_open (&fixture->place);
  g_assert_true (db_write (fixture->database, &nobody, found, fixture, &error));
}

/* Whatever a test did, the records are what their events say. */
static void
tear_down (Fixture *fixture, gconstpointer data)
{
  place_assert_sound (fixture->database, fixture->place.folder, fixture->arena);
  database_close (fixture->database);
  scheme_library_free (fixture->library);
  arena_free (fixture->arena);
  place_clear (&fixture->place);
}

/* ---- one write; its fault, MSG_COUNT if there is none ---- */

typedef struct {
  Fixture *fixture;
  enum { ADD, SAVE, REMOVE, MOVE, CHANGE, CONFIRM, UNCONFIRM, RESTORE, DECLARE, WRITE } act;
  LegalBasis basis;
  bool down;
  const char *indicator, *reason;
  IndicatorChange change;
  gint64 id, version, seq;
} Act;

static bool
do_act (Transaction *transaction, void *user, GError **error)
{
  Act *act = user;
  Fixture *f = act->fixture;
  const Indicator *indicator
      = act->indicator != NULL ? scheme_find_indicator (f->scheme, act->indicator) : NULL;
  switch (act->act) {
  case ADD:
    return legal_basis_add (transaction, f->arena, &act->basis, &act->id, error);
  case SAVE:
    return legal_basis_save (transaction, f->arena, act->id, act->version, &act->basis, error);
  case REMOVE:
    return legal_basis_remove (transaction, f->arena, act->id, act->version, error);
  case MOVE:
    return legal_basis_move (transaction, f->arena, act->id, act->down, error);
  case CHANGE:
    return scheme_override_save (transaction, f->arena, f->round_id, indicator, act->version, &act->change,
                                 error);
  case CONFIRM:
    return scheme_override_confirm (transaction, f->arena, f->round_id, indicator, act->version, f->person,
                                    act->reason, error);
  case UNCONFIRM:
    return scheme_override_unconfirm (transaction, f->arena, f->round_id, indicator, act->version, error);
  case RESTORE:
    return scheme_override_restore (transaction, f->arena, f->round_id, indicator, act->version, act->seq,
                                    error);
  case DECLARE:
    return rating_declare (transaction, f->arena, f->round_id, indicator, 1, act->version, act->reason,
                           error);
  case WRITE:
    return round_text_save (transaction, f->arena, f->round_id, "learning_plan", act->version, act->reason,
                            error);
  }
  return false;
}

static MessageId
act (Act *wanted)
{
  g_autoptr (GError) error = NULL;
  bool done = db_write (wanted->fixture->database, &wanted->fixture->scope, do_act, wanted, &error);
  g_assert_true (done == (error == NULL));
  return done ? MSG_COUNT : (MessageId)error->code;
}

#define ACT(...) act (&(Act){ .fixture = fixture, __VA_ARGS__ })

static gint64
events (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Transaction) transaction = db_read (fixture->database, &fixture->scope, &error);
  AuditEvents all = { 0 };
  const AuditFilter filter = { .kinds = "", .actions = "", .count = 1 };
  g_assert_true (audit_read (transaction, fixture->arena, &filter, &all, &error));
  return all.items[0].seq;
}

/* ---- legal bases ---- */

static gint64
add_basis (Fixture *fixture, const char *number)
{
  Act wanted = { .fixture = fixture,
                 .act = ADD,
                 .basis = { .kind = "Kế hoạch", .number = number, .for_all = true } };
  g_assert_cmpint (act (&wanted), ==, MSG_COUNT);
  return wanted.id;
}

static StoredBases
bases (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Transaction) transaction = db_read (fixture->database, &fixture->scope, &error);
  StoredBases all = { 0 };
  g_assert_true (legal_bases_load (transaction, fixture->arena, &all, &error));
  return all;
}

static void
assert_order (Fixture *fixture, const char *numbers)
{
  g_autoptr (GString) text = g_string_new (NULL);
  StoredBases all = bases (fixture);
  for (gsize i = 0; i < all.count; i++)
    g_string_append (text, all.items[i].basis.number);
  g_assert_cmpstr (text->str, ==, numbers);
}

static void
test_bases_in_order (Fixture *fixture, gconstpointer data)
{
  gint64 a = add_basis (fixture, "A"), b = add_basis (fixture, "B"), c = add_basis (fixture, "C");
  assert_order (fixture, "ABC");
  g_assert_cmpint (ACT (.act = MOVE, .id = c), ==, MSG_COUNT);
  assert_order (fixture, "ACB");
  g_assert_cmpint (ACT (.act = MOVE, .id = a, .down = true), ==, MSG_COUNT);
  assert_order (fixture, "CAB");
  gint64 before = events (fixture);
  g_assert_cmpint (ACT (.act = MOVE, .id = c), ==, MSG_COUNT);
  g_assert_cmpint (ACT (.act = MOVE, .id = b, .down = true), ==, MSG_COUNT);
  g_assert_cmpint (events (fixture), ==, before); /* at the ends nothing happens */
  g_assert_cmpint (ACT (.act = MOVE, .id = 999), ==, MSG_DB_NOT_THERE);
  add_basis (fixture, "D");
  assert_order (fixture, "CABD");
}

static void
test_bases_saved (Fixture *fixture, gconstpointer data)
{
  LegalBasis basis = { .kind = "Thông tư", .number = "28/2020/TT-BGDĐT", .authority_basis = true };
  gint64 id = add_basis (fixture, "A");
  date_make (2020, 9, 4, &basis.date);
  basis.serves[PAPER_PLAN] = true;
  g_assert_cmpint (ACT (.act = SAVE, .id = id, .version = 1, .basis = basis), ==, MSG_COUNT);
  const LegalBasis *kept = &bases (fixture).items[0].basis;
  g_assert_cmpstr (kept->kind, ==, "Thông tư");
  g_assert_cmpint (date_compare (kept->date, basis.date), ==, 0);
  g_assert_true (kept->authority_basis && !kept->for_all && kept->serves[PAPER_PLAN]
                 && !kept->serves[PAPER_REPORT]);
  g_assert_null (kept->issuer);
  basis.serves[PAPER_PLAN] = false; /* named none: not the same as all */
  g_assert_cmpint (ACT (.act = SAVE, .id = id, .version = 1, .basis = basis), ==, MSG_SAVE_CONFLICT);
  g_assert_cmpint (ACT (.act = SAVE, .id = id, .version = 2, .basis = basis), ==, MSG_COUNT);
  g_assert_false (bases (fixture).items[0].basis.for_all);
  g_assert_cmpint (ACT (.act = REMOVE, .id = id, .version = 2), ==, MSG_SAVE_CONFLICT);
  g_assert_cmpint (ACT (.act = REMOVE, .id = id, .version = 3), ==, MSG_COUNT);
  g_assert_cmpint (ACT (.act = SAVE, .id = id, .version = 3, .basis = basis), ==, MSG_DB_NOT_THERE);
  g_assert_cmpuint (bases (fixture).count, ==, 0);
}

/* ---- the scheme ---- */

static StoredOverride
said (Fixture *fixture, const char *indicator)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Transaction) transaction = db_read (fixture->database, &fixture->scope, &error);
  StoredOverride *all = NULL;
  g_assert_true (
      scheme_overrides_load (transaction, fixture->arena, fixture->round_id, fixture->scheme, &all, &error));
  return all[scheme_find_indicator (fixture->scheme, indicator) - fixture->scheme->indicators];
}

#define NOTHING .at_least = DECIMAL_UNSET, .learners_at_least = DECIMAL_UNSET

static void
test_only_what_differs (Fixture *fixture, gconstpointer data)
{
  const Indicator *indicator = scheme_find_indicator (fixture->scheme, "2.1");
  const IndicatorChange same = { indicator->text, indicator->measure, indicator->at_least, DECIMAL_UNSET };
  gint64 before = events (fixture);
  g_assert_cmpint (ACT (.act = CHANGE, .indicator = "2.1", .change = same), ==, MSG_COUNT);
  g_assert_cmpint (events (fixture), ==, before);
  g_assert_cmpint (said (fixture, "2.1").id, ==, 0);
  const IndicatorChange other = { "Lời khác.", MEASURE_TRAINING, 85 * DECIMAL_ONE, DECIMAL_UNSET };
  g_assert_cmpint (ACT (.act = CHANGE, .indicator = "2.1", .change = other), ==, MSG_COUNT);
  StoredOverride kept = said (fixture, "2.1");
  g_assert_cmpstr (kept.said.text, ==, "Lời khác.");
  g_assert_true (kept.said.has_measure && kept.said.measure == MEASURE_TRAINING);
  g_assert_cmpint (kept.said.at_least, ==, 85 * DECIMAL_ONE);
  g_assert_cmpint (ACT (.act = CHANGE, .indicator = "2.1", .change = other), ==, MSG_SAVE_CONFLICT);
  g_assert_cmpint (ACT (.act = CHANGE, .indicator = "2.1", .version = 1, .change = { NOTHING }), ==,
                   MSG_COUNT);
  kept = said (fixture, "2.1");
  g_assert_null (kept.said.text);
  g_assert_false (override_changes_share (&kept.said));
  g_assert_cmpint (kept.version, ==, 2);
}

static void
test_confirmed (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpint (ACT (.act = CONFIRM, .indicator = "2.2", .reason = "2026-01-05"), ==, MSG_COUNT);
  StoredOverride kept = said (fixture, "2.2");
  g_assert_true (override_is_confirmed (&kept.said));
  g_assert_cmpstr (kept.said.confirmed_by.code, ==, "Nguyễn Thị Lan");
  gint64 before = events (fixture);
  g_assert_cmpint (ACT (.act = CONFIRM, .indicator = "2.2", .version = 1, .reason = "2026-02-06"), ==,
                   MSG_COUNT);
  g_assert_cmpint (events (fixture), ==, before); /* the first one stands */
  g_assert_cmpint (ACT (.act = CONFIRM, .indicator = "2.2", .reason = "2026-02-06"), ==, MSG_SAVE_CONFLICT);
  g_assert_cmpint (ACT (.act = CONFIRM, .indicator = "1.5", .version = 1, .reason = "2026-02-06"), ==,
                   MSG_SAVE_CONFLICT);
  g_assert_cmpint (
      ACT (.act = CHANGE, .indicator = "2.2", .version = 1, .change = { .text = "Lời khác.", NOTHING }), ==,
      MSG_COUNT);
  kept = said (fixture, "2.2");
  g_assert_false (override_is_confirmed (&kept.said)); /* what was compared stands there no longer */
  g_assert_cmpint (ACT (.act = CONFIRM, .indicator = "2.2", .version = 2, .reason = "2026-02-06"), ==,
                   MSG_COUNT);
  g_assert_cmpint (ACT (.act = UNCONFIRM, .indicator = "2.2", .version = 3), ==, MSG_COUNT);
  g_assert_cmpint (ACT (.act = UNCONFIRM, .indicator = "1.1"), ==, MSG_COUNT); /* nothing to take back */
  g_assert_cmpint (said (fixture, "1.1").id, ==, 0);
}

/* What checks and documents see of the scheme's changes. */
static gsize
overrides_in_round (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Transaction) transaction = db_read (fixture->database, &fixture->scope, &error);
  StoredRound stored;
  g_assert_true (stored_round_load (transaction, fixture->arena, fixture->library, fixture->round_id, NULL,
                                    NULL, &stored, &error));
  return stored.round->override_count;
}

static void
test_put_back (Fixture *fixture, gconstpointer data)
{
  gint64 seqs[3];
  const char *const texts[] = { "Một.", "Hai.", "Ba." };
  for (gsize i = 0; i < 3; i++) {
    g_assert_cmpint (ACT (.act = CHANGE, .indicator = "3.2", .version = (gint64)i,
                          .change = { .text = texts[i], NOTHING }),
                     ==, MSG_COUNT);
    seqs[i] = events (fixture);
  }
  g_assert_cmpint (ACT (.act = RESTORE, .indicator = "3.2", .version = 3, .seq = seqs[1]), ==, MSG_COUNT);
  g_assert_cmpstr (said (fixture, "3.2").said.text, ==, "Một.");
  gint64 back = events (fixture);
  g_assert_cmpint (ACT (.act = RESTORE, .indicator = "3.2", .version = 4, .seq = back), ==, MSG_COUNT);
  g_assert_cmpstr (said (fixture, "3.2").said.text, ==, "Ba.");
  g_assert_cmpuint (overrides_in_round (fixture), ==, 1);
  g_assert_cmpint (ACT (.act = RESTORE, .indicator = "3.2", .version = 5, .seq = seqs[0]), ==, MSG_COUNT);
  g_assert_null (said (fixture, "3.2").said.text);
  g_assert_cmpuint (overrides_in_round (fixture), ==, 0);
  g_assert_cmpint (ACT (.act = RESTORE, .indicator = "3.2", .version = 5, .seq = seqs[0]), ==,
                   MSG_SAVE_CONFLICT);
  g_assert_cmpint (ACT (.act = RESTORE, .indicator = "3.2", .version = 6, .seq = 1), ==, MSG_DB_NOT_THERE);
  g_assert_cmpint (ACT (.act = RESTORE, .indicator = "3.1", .seq = seqs[0]), ==, MSG_DB_NOT_THERE);
}

/* ---- what does not apply ---- */

static RatingDecision
decision (Fixture *fixture, const char *indicator)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Transaction) transaction = db_read (fixture->database, &fixture->scope, &error);
  RatingDecision *all = NULL;
  g_assert_true (
      rating_decisions_load (transaction, fixture->arena, fixture->round_id, fixture->scheme, &all, &error));
  return all[scheme_find_indicator (fixture->scheme, indicator) - fixture->scheme->indicators];
}

static bool
agree (Transaction *transaction, void *user, GError **error)
{
  Fixture *fixture = user;
  return record_save (transaction, fixture->arena, RECORD_rating, "rating.agree",
                      decision (fixture, "3.4").id, RECORD_ANY_VERSION, RECORD_FIELDS ({ "state", "agreed" }),
                      error);
}

static void
test_declared (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_assert_cmpint (ACT (.act = DECLARE, .indicator = "3.4"), ==, MSG_COUNT); /* nothing to take back */
  g_assert_cmpint (decision (fixture, "3.4").id, ==, 0);
  g_assert_cmpint (ACT (.act = DECLARE, .indicator = "3.4", .reason = "Không có."), ==, MSG_COUNT);
  RatingDecision now = decision (fixture, "3.4");
  g_assert_cmpint (now.result, ==, RATING_NOT_APPLICABLE);
  g_assert_cmpstr (now.reason, ==, "Không có.");
  g_assert_true (rating_is_open (&now));
  g_assert_cmpint (ACT (.act = DECLARE, .indicator = "3.4", .reason = "Khác."), ==, MSG_SAVE_CONFLICT);
  g_assert_cmpint (ACT (.act = DECLARE, .indicator = "3.4", .version = 1), ==, MSG_COUNT);
  g_assert_cmpint (decision (fixture, "3.4").result, ==, RATING_NONE);
  g_assert_true (db_write (fixture->database, &fixture->scope, agree, fixture, &error));
  g_assert_cmpint (ACT (.act = DECLARE, .indicator = "3.4", .version = 3, .reason = "Không có."), ==,
                   MSG_WORKFLOW_STEP);
}

/* ---- the round's texts ---- */

static RoundText
learning_plan (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Transaction) transaction = db_read (fixture->database, &fixture->scope, &error);
  RoundText text = { 0 };
  g_assert_true (
      round_text_find (transaction, fixture->arena, fixture->round_id, "learning_plan", &text, &error));
  return text;
}

static void
test_texts (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpint (ACT (.act = WRITE, .reason = NULL), ==,
                   MSG_COUNT); /* nothing there, nothing to take out */
  g_assert_null (learning_plan (fixture).text);
  g_assert_cmpint (ACT (.act = WRITE, .reason = "Một."), ==, MSG_COUNT);
  g_assert_cmpint (ACT (.act = WRITE, .reason = "Hai."), ==, MSG_SAVE_CONFLICT);
  g_assert_cmpint (ACT (.act = WRITE, .reason = "Một."), ==, MSG_COUNT); /* as it is already */
  g_assert_cmpint (learning_plan (fixture).version, ==, 1);
  g_assert_cmpint (ACT (.act = WRITE, .version = 1, .reason = "Hai."), ==, MSG_COUNT);
  g_assert_cmpstr (learning_plan (fixture).text, ==, "Hai.");
  g_assert_cmpint (ACT (.act = WRITE, .version = 1), ==, MSG_SAVE_CONFLICT);
  g_assert_cmpint (ACT (.act = WRITE, .version = 2), ==, MSG_COUNT);
  g_assert_cmpint (learning_plan (fixture).id, ==, 0);
  g_assert_cmpint (ACT (.act = WRITE, .version = 2, .reason = "Ba."), ==, MSG_SAVE_CONFLICT);
}

/* ---- another unit ---- */

static void
test_units_are_apart (Fixture *fixture, gconstpointer data)
{
  static const Scope nobody = { 0 };
  g_autoptr (GError) error = NULL;
  gint64 basis = add_basis (fixture, "A");
  g_assert_cmpint (ACT (.act = CHANGE, .indicator = "3.2", .change = { .text = "Của ta.", NOTHING }), ==,
                   MSG_COUNT);
  gint64 seq = events (fixture), round_id = fixture->round_id;
  Scope own = fixture->scope;
  Fixture other = *fixture;
  g_assert_true (db_write (fixture->database, &nobody, found, &other, &error));
  fixture->scope = other.scope;
  g_assert_cmpuint (bases (fixture).count, ==, 0);
  g_assert_cmpint (ACT (.act = REMOVE, .id = basis, .version = 1), ==, MSG_DB_NOT_THERE);
  g_assert_cmpint (ACT (.act = MOVE, .id = basis), ==, MSG_DB_NOT_THERE);
  g_assert_cmpint (said (fixture, "3.2").id, ==, 0);
  g_assert_cmpint (ACT (.act = RESTORE, .indicator = "3.2", .version = 1, .seq = seq), ==, MSG_SAVE_CONFLICT);
  fixture->scope = own;
  fixture->round_id = round_id;
  g_assert_cmpstr (said (fixture, "3.2").said.text, ==, "Của ta.");
  assert_order (fixture, "A");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD_TEST(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)
  ADD_TEST ("/preparation/bases/order", test_bases_in_order);
  ADD_TEST ("/preparation/bases/saved", test_bases_saved);
  ADD_TEST ("/preparation/scheme/only-what-differs", test_only_what_differs);
  ADD_TEST ("/preparation/scheme/confirmed", test_confirmed);
  ADD_TEST ("/preparation/scheme/put-back", test_put_back);
  ADD_TEST ("/preparation/scheme/declared", test_declared);
  ADD_TEST ("/preparation/texts", test_texts);
  ADD_TEST ("/preparation/units-are-apart", test_units_are_apart);
  return g_test_run ();
}
