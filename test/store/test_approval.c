/* test_approval.c - a round before the head: its steps, what they refuse, the round's revision, the dossier's
 * way; on either engine. */
#include "place.h"
#include "store/approval.h"
#include "store/people.h"
#include "store/submission.h"
#include "store/unit.h"
#include <string.h>

#define HEAD (PERMISSION_BIT (PERMISSION_ROUND_SUBMIT) | PERMISSION_BIT (PERMISSION_ROUND_APPROVE))
#define LEADER PERMISSION_BIT (PERMISSION_ROUND_SUBMIT)

typedef struct {
  Place place;
  Database *database;
  Arena *arena;
  Scope scope;
  gint64 round_id, head, leader;
} Fixture;

/* A write of a test, run as one closure. */
typedef struct {
  Fixture *fixture;
  bool (*run) (Transaction *transaction, Fixture *fixture, void *user, GError **error);
  void *user;
} Job;

static bool
run_job (Transaction *transaction, void *user, GError **error)
{
  Job *job = user;
  return job->run (transaction, job->fixture, job->user, error);
}

static bool
write_with (Fixture *fixture, bool (*run) (Transaction *, Fixture *, void *, GError **), void *user,
            GError **error)
{
  Job job = { fixture, run, user };
  return db_write (fixture->database, &fixture->scope, run_job, &job, error);
}

static gint64
add_person (Transaction *transaction, Arena *arena, const char *code, const char *name, GError **error)
{
  PersonEntry entry = { 0, 0, { code, name, "", "", "Giáo viên", "", "", "", "" } };
  gint64 id = 0;
  person_save (transaction, arena, &entry, &id, error);
  return id;
}

static bool
found (Transaction *transaction, Fixture *fixture, void *user, GError **error)
{
  Arena *arena = fixture->arena;
  const RoundOpening opening = { .year = 2025, .scheme = "tt22-2020" };
  if (!place_found (transaction, &fixture->scope.unit_id, error)
      || !round_open (transaction, arena, &opening, &fixture->round_id, error))
    return false;
  fixture->head = add_person (transaction, arena, "1", "Bùi Thị Thu Hằng", error);
  fixture->leader = add_person (transaction, arena, "2", "Lê Thị Hoa", error);
  return fixture->leader != 0;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  fixture->place = place_new ();
  fixture->arena = arena_new ((gsize)64 << 20);
  fixture->database = place_open (&fixture->place);
  write_with (fixture, found, NULL, &error);
  g_assert_no_error (error);
}

/* Whatever a test does, the records are what their events say. */
static void
tear_down (Fixture *fixture, gconstpointer data)
{
  place_assert_sound (fixture->database, fixture->place.folder, fixture->arena);
  database_close (fixture->database);
  arena_free (fixture->arena);
  place_clear (&fixture->place);
}

/* ---- what the tests do ---- */

typedef struct {
  const char *act, *reason;
  PermissionSet permissions;
  gint64 person, version, seen, revision;
} Act;

static bool
do_act (Transaction *transaction, Fixture *fixture, void *user, GError **error)
{
  const Act *act = user;
  const ApprovalActor actor = { act->person, act->permissions };
  const ApprovalSnapshot snapshot = { .hash = "h",
                                      .files = "[]",
                                      .previews = "[]",
                                      .case_files = "[]",
                                      .source_file = "s",
                                      .title = "Đạt",
                                      .seen = act->seen,
                                      .revision = act->revision };
  Arena *arena = fixture->arena;
  if (strcmp (act->act, "submit") == 0)
    return approval_submit (transaction, arena, fixture->round_id, &actor, act->reason, error);
  if (strcmp (act->act, "approve") == 0)
    return approval_approve (transaction, arena, fixture->round_id, &actor, &snapshot, act->reason, error);
  if (strcmp (act->act, "return") == 0)
    return approval_return (transaction, arena, fixture->round_id, act->version, &actor, act->reason, error);
  return approval_reopen (transaction, arena, fixture->round_id, act->version, &actor, act->reason, error);
}

static const char *
take (Fixture *fixture, Act act)
{
  g_autoptr (GError) error = NULL;
  if (write_with (fixture, do_act, &act, &error))
    return "done";
  switch (error->code) {
  case MSG_SAVE_CONFLICT:
    return "conflict";
  case MSG_WORKFLOW_STEP:
    return "state";
  case MSG_APPROVAL_CHANGED:
    return "changed";
  case MSG_APPROVAL_DONE:
    return "done before";
  case MSG_APPROVAL_HOLDS:
    return "holds";
  default:
    return error->message;
  }
}

static gint64
seen (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  gint64 last = 0;
  g_autoptr (Transaction) transaction = db_read (fixture->database, &fixture->scope, &error);
  g_assert_true (approval_seen (transaction, &last, &error));
  return last;
}

static const char *
states (Fixture *fixture)
{
  g_autofree char *text = place_ask (&fixture->place, "SELECT state FROM approval ORDER BY position");
  return arena_strdup (fixture->arena, g_strdelimit (g_strstrip (text), "\n", ' '));
}

static const char *
revision (Fixture *fixture)
{
  g_autofree char *text = place_ask (&fixture->place, "SELECT revision FROM round");
  return arena_strdup (fixture->arena, g_strstrip (text));
}

static bool
rename_leader (Transaction *transaction, Fixture *fixture, void *user, GError **error)
{
  PersonEntry entry = { fixture->leader, 1, { "2", "Lê Thị Hoa Mai", "", "", "Giáo viên", "", "", "", "" } };
  gint64 id = 0;
  return person_save (transaction, fixture->arena, &entry, &id, error);
}

static void
change (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  write_with (fixture, rename_leader, NULL, &error);
  g_assert_no_error (error);
}

/* ---- tests ---- */

static void
test_way (Fixture *fixture, gconstpointer data)
{
  const Act submit = { .act = "submit", .permissions = LEADER, .person = fixture->leader };
  g_assert_cmpstr (take (fixture, submit), ==, "done");
  g_assert_cmpstr (take (fixture, submit), ==, "state");
  g_assert_cmpstr (take (fixture, (Act){ "return", "Thiếu", LEADER, fixture->leader, 1 }), ==, "state");
  g_assert_cmpstr (take (fixture, (Act){ "return", "Thiếu", HEAD, fixture->head, 7 }), ==, "conflict");
  g_assert_cmpstr (take (fixture, (Act){ "return", "Thiếu", HEAD, fixture->head, 1 }), ==, "done");
  g_assert_cmpstr (take (fixture, submit), ==, "done");
  g_assert_cmpstr (states (fixture), ==, "submitted");
  Act approve = { "approve", NULL, HEAD, fixture->head, .seen = seen (fixture), .revision = 1 };
  g_assert_cmpstr (take (fixture, approve), ==, "done");
  g_assert_cmpstr (take (fixture, approve), ==, "done before");
  g_assert_cmpstr (revision (fixture), ==, "1");
  g_assert_cmpstr (take (fixture, submit), ==, "holds");
  g_assert_cmpstr (take (fixture, (Act){ "reopen", "Sửa", LEADER, fixture->leader, 4 }), ==, "state");
  g_assert_cmpstr (take (fixture, (Act){ "reopen", "Sửa", HEAD, fixture->head, 4 }), ==, "done");
  g_assert_cmpstr (states (fixture), ==, "void");
}

/* Only a leader or the head begins; the leader does not approve. */
static void
test_who (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpstr (take (fixture, (Act){ .act = "submit", .person = fixture->leader }), ==, "state");
  Act approve = { "approve", NULL, LEADER, fixture->leader, .seen = seen (fixture), .revision = 1 };
  g_assert_cmpstr (take (fixture, approve), ==, "state");
  g_assert_cmpstr (states (fixture), ==, "");
  g_assert_cmpstr (revision (fixture), ==, "0");
}

/* Head and leader in one: one act, one write. */
static void
test_at_once (Fixture *fixture, gconstpointer data)
{
  Act approve = { "approve", NULL, HEAD, fixture->head, .seen = seen (fixture), .revision = 1 };
  g_assert_cmpstr (take (fixture, approve), ==, "done");
  g_assert_cmpstr (states (fixture), ==, "approved");
}

/* What is approved is what the files say. */
static void
test_changed (Fixture *fixture, gconstpointer data)
{
  Act approve = { "approve", NULL, HEAD, fixture->head, .seen = seen (fixture), .revision = 1 };
  change (fixture);
  g_assert_cmpstr (take (fixture, approve), ==, "changed");
  g_assert_cmpstr (states (fixture), ==, "");
  approve.seen = seen (fixture);
  approve.revision = 2; /* of another state of the round */
  g_assert_cmpstr (take (fixture, approve), ==, "changed");
  g_assert_cmpstr (states (fixture), ==, "");
  approve.revision = 1;
  g_assert_cmpstr (take (fixture, approve), ==, "done");
}

static bool
is_touched (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  Record last;
  bool there = false, touched = false;
  gint64 since = 0;
  g_autoptr (Transaction) transaction = db_read (fixture->database, &fixture->scope, &error);
  g_assert_true (approval_newest (transaction, fixture->arena, fixture->round_id, &last, &there, &error));
  g_assert_true (approval_event (transaction, last.id, &since, &error));
  g_assert_true (approval_touched (transaction, since, &touched, &error));
  return touched;
}

static bool
send_dossier (Transaction *transaction, Fixture *fixture, void *user, GError **error)
{
  Record last;
  bool there = false;
  gint64 id = 0;
  Arena *arena = fixture->arena;
  const Sending sending = { "post", "2026-01-10", NULL, "Bưu điện" };
  const OfficeReceipt receipt = { "12/TN", "2026-01-12", NULL, NULL };
  return approval_newest (transaction, arena, fixture->round_id, &last, &there, error)
         && submission_add (transaction, arena, fixture->round_id, last.id, &sending, &id, error)
         && submission_save (transaction, arena, id, 1, &(Sending){ "online", "2026-01-11", "H26-1", NULL },
                             error)
         && submission_receive (transaction, arena, id, 2, &receipt, error);
}

/* Sending and receiving touch nothing of what was approved; a name does. */
static void
test_touched (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  Act approve = { "approve", NULL, HEAD, fixture->head, .seen = seen (fixture), .revision = 1 };
  g_assert_cmpstr (take (fixture, approve), ==, "done");
  g_assert_false (is_touched (fixture));
  write_with (fixture, send_dossier, NULL, &error);
  g_assert_no_error (error);
  g_assert_false (is_touched (fixture));
  g_autofree char *sent
      = place_ask (&fixture->place, "SELECT position, way, sent_on, receipt_number FROM submission");
  g_assert_cmpstr (g_strstrip (sent), ==, "1|online|2026-01-11|12/TN");
  change (fixture);
  g_assert_true (is_touched (fixture));
}

/* Submitted again after a change: the old one is void, with why, and the next one counts. */
static void
test_replaced (Fixture *fixture, gconstpointer data)
{
  Act approve = { "approve", NULL, HEAD, fixture->head, .seen = seen (fixture), .revision = 1 };
  g_assert_cmpstr (take (fixture, approve), ==, "done");
  change (fixture);
  g_assert_cmpstr (take (fixture, (Act){ "submit", "Danh sách người", LEADER, fixture->leader }), ==, "done");
  g_assert_cmpstr (states (fixture), ==, "void submitted");
  approve.seen = seen (fixture);
  approve.revision = 2;
  g_assert_cmpstr (take (fixture, approve), ==, "done");
  g_assert_cmpstr (states (fixture), ==, "void approved");
  g_assert_cmpstr (revision (fixture), ==, "2");
  g_autofree char *why = place_ask (&fixture->place, "SELECT void_reason FROM approval WHERE position = 1");
  g_assert_cmpstr (g_strstrip (why), ==, "Danh sách người");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/approval/way", Fixture, NULL, set_up, test_way, tear_down);
  g_test_add ("/approval/who", Fixture, NULL, set_up, test_who, tear_down);
  g_test_add ("/approval/at-once", Fixture, NULL, set_up, test_at_once, tear_down);
  g_test_add ("/approval/changed", Fixture, NULL, set_up, test_changed, tear_down);
  g_test_add ("/approval/touched", Fixture, NULL, set_up, test_touched, tear_down);
  g_test_add ("/approval/replaced", Fixture, NULL, set_up, test_replaced, tear_down);
  return g_test_run ();
}
