/* test_papers.c - papers: their steps, register, wording and receipts, on either engine. */
#include "place.h"
#include "store/paper.h"
#include "store/people.h"
#include "store/receipt.h"
#include "store/unit.h"
#include "store/wording.h"
#include <string.h>

#define HEAD                                                                                                 \
  (PERMISSION_BIT (PERMISSION_PAPERS_WRITE) | PERMISSION_BIT (PERMISSION_PAPERS_SIGN)                        \
   | PERMISSION_BIT (PERMISSION_PAPERS_HEAD))
#define LEADER (PERMISSION_BIT (PERMISSION_PAPERS_WRITE) | PERMISSION_BIT (PERMISSION_PAPERS_SIGN))
#define SECRETARY PERMISSION_BIT (PERMISSION_PAPERS_WRITE)

typedef struct {
  Place place;
  Database *database;
  Arena *arena;
  Scope scope;
  gint64 rounds[2]; /* 2024, 2025 */
  gint64 head, leader, other;
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
  if (!place_found (transaction, &fixture->scope.unit_id, error)
      || !round_open (transaction, arena, &(RoundOpening){ .year = 2024, .scheme = "tt22-2020" },
                      &fixture->rounds[0], error)
      || !round_open (transaction, arena, &(RoundOpening){ .year = 2025, .scheme = "tt22-2020" },
                      &fixture->rounds[1], error))
    return false;
  fixture->head = add_person (transaction, arena, "1", "Bùi Thị Thu Hằng", error);
  fixture->leader = add_person (transaction, arena, "2", "Lê Thị Hoa", error);
  fixture->other = add_person (transaction, arena, "3", "Đặng Hữu An", error);
  return fixture->other != 0
         && record_add (transaction, arena, RECORD_team_member, "team_member.add",
                        RECORD_FIELDS ({ "round_id", record_number (arena, fixture->rounds[1]) },
                                       { "person_id", record_number (arena, fixture->leader) },
                                       { "role", "leader" }, { "position", "1" }),
                        NULL, error);
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
  const char *key, *action, *remarks;
  gint64 round_id, version;
  PaperActor actor;
  bool with_files;
} Step;

static bool
do_step (Transaction *transaction, Fixture *fixture, void *user, GError **error)
{
  static const PaperOriginal files = { "a1", "b2", "c3" };
  const Step *step = user;
  return paper_step (transaction, fixture->arena, step->round_id, step->key, step->version, step->action,
                     &step->actor, step->with_files ? &files : NULL, step->remarks, error);
}

static const char *
take (Fixture *fixture, const char *key, gint64 version, const char *action, PermissionSet permissions,
      gint64 person, bool with_files)
{
  g_autoptr (GError) error = NULL;
  Step step
      = { key, action, "Thiếu nơi nhận", fixture->rounds[1], version, { person, permissions }, with_files };
  if (write_with (fixture, do_step, &step, &error))
    return "done";
  switch (error->code) {
  case MSG_SAVE_CONFLICT:
    return "conflict";
  case MSG_WORKFLOW_STEP:
    return "state";
  case MSG_PAPER_NOT_YOURS:
    return "not theirs";
  default:
    return error->message;
  }
}

typedef struct {
  const char *key;
  gint64 version, round_id;
  RecordFields fields;
  const char *number, *date;
} Save;

static bool
do_save (Transaction *transaction, Fixture *fixture, void *user, GError **error)
{
  const Save *save = user;
  return paper_save (transaction, fixture->arena, save->round_id, save->key, save->version, "paper.save",
                     save->fields, error);
}

static bool
do_number (Transaction *transaction, Fixture *fixture, void *user, GError **error)
{
  const Save *save = user;
  return paper_save_number (transaction, fixture->arena, save->round_id, save->key, save->version,
                            save->number, save->date, error);
}

static void
number (Fixture *fixture, int round, const char *key, gint64 version, const char *typed, const char *date)
{
  g_autoptr (GError) error = NULL;
  Save save
      = { .key = key, .version = version, .round_id = fixture->rounds[round], .number = typed, .date = date };
  write_with (fixture, do_number, &save, &error);
  g_assert_no_error (error);
}

static Record
paper_of (Fixture *fixture, const char *key)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Transaction) transaction = db_read (fixture->database, &fixture->scope, &error);
  Record paper;
  bool there = false;
  g_assert_true (paper_find (transaction, fixture->arena, fixture->rounds[1], key, &paper, &there, &error));
  return paper;
}

static const char *
warning_of (Fixture *fixture, int round, Paper paper)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Transaction) transaction = db_read (fixture->database, &fixture->scope, &error);
  PaperRegister all;
  g_assert_true (paper_register (transaction, fixture->arena, fixture->rounds[round], &all, &error));
  return all.items[paper].warning;
}

static gint64
waiting (Fixture *fixture, gint64 person, PermissionSet permissions)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Transaction) transaction = db_read (fixture->database, &fixture->scope, &error);
  gint64 count = -1;
  g_assert_true (papers_waiting (transaction, &(PaperActor){ person, permissions }, &count, &error));
  return count;
}

/* ---- steps ---- */

static void
test_steps (Fixture *fixture, gconstpointer data)
{
  gint64 head = fixture->head;
  g_assert_cmpstr (take (fixture, "plan", 0, "submit", SECRETARY, 0, true), ==, "done");
  Record paper = paper_of (fixture, "plan");
  g_assert_cmpstr (record_text (&paper, "original"), ==, "a1");
  g_assert_cmpstr (record_text (&paper, "blanks"), ==, "number date");
  g_assert_cmpint (record_int (&paper, "submitted_at"), >, 0);
  g_assert_cmpstr (take (fixture, "plan", paper.version, "sign", SECRETARY, 0, false), ==, "not theirs");
  g_assert_cmpstr (take (fixture, "plan", paper.version, "return", HEAD, head, false), ==, "done");
  paper = paper_of (fixture, "plan");
  g_assert_cmpstr (paper_state (&paper), ==, "returned");
  g_assert_cmpstr (record_text (&paper, "remarks"), ==, "Thiếu nơi nhận");
  g_assert_null (record_text (&paper, "original"));
  g_assert_cmpstr (take (fixture, "plan", paper.version, "submit", SECRETARY, 0, true), ==, "done");
  paper = paper_of (fixture, "plan");
  g_assert_null (record_text (&paper, "remarks"));
  g_assert_cmpstr (take (fixture, "plan", paper.version, "sign", HEAD, head, false), ==, "done");
  g_assert_cmpstr (take (fixture, "plan", paper.version, "sign", HEAD, head, false), ==, "conflict");
  paper = paper_of (fixture, "plan");
  g_assert_cmpstr (record_text (&paper, "original"), ==, "a1");
  g_assert_cmpstr (take (fixture, "plan", paper.version, "sign", HEAD, head, false), ==, "state");
  g_assert_cmpstr (take (fixture, "plan", paper.version, "withdraw", HEAD, head, false), ==, "state");
  g_assert_cmpstr (take (fixture, "plan", paper.version, "issue", SECRETARY, 0, false), ==, "done");
  paper = paper_of (fixture, "plan");
  g_assert_true (paper_is_issued (&paper));
  g_assert_cmpstr (take (fixture, "plan", paper.version, "reopen", SECRETARY, 0, false), ==, "not theirs");
  g_assert_cmpstr (take (fixture, "plan", paper.version, "reopen", HEAD, head, false), ==, "done");
  paper = paper_of (fixture, "plan");
  g_assert_true (paper_is_open (&paper));
  g_assert_null (record_text (&paper, "issued_at"));
}

/* Signed without having been submitted: both steps in one act, both told. */
static void
test_sign_at_once (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_assert_cmpstr (take (fixture, "plan", 0, "sign", HEAD, fixture->head, false), ==, "conflict");
  g_assert_cmpstr (take (fixture, "plan", 0, "sign", HEAD, fixture->head, true), ==, "done");
  Record paper = paper_of (fixture, "plan");
  g_assert_cmpstr (paper_state (&paper), ==, "signed");
  g_assert_cmpstr (record_text (&paper, "original_docx"), ==, "b2");
  g_autoptr (Transaction) transaction = db_read (fixture->database, &fixture->scope, &error);
  g_autoptr (Rows) rows
      = db_rows (transaction, QUERY_audit_of_object, &error, DB_TEXT ("paper"), DB_INT (paper.id));
  for (const char *const *action = (const char *const[]){ "paper.sign", "paper.submit", "paper.add", NULL };
       *action != NULL; action++) {
    g_assert_true (rows_next (rows, &error));
    g_assert_cmpstr (rows_text (rows, 5), ==, *action);
  }
}

static void
test_who_signs (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_assert_cmpint (waiting (fixture, fixture->leader, LEADER), ==, 0);
  take (fixture, "plan", 0, "submit", SECRETARY, 0, true);
  take (fixture, "minutes", 0, "submit", SECRETARY, 0, true);
  Save named = { .key = "report",
                 .round_id = fixture->rounds[1],
                 .fields = RECORD_FIELDS ({ "signer_id", record_number (fixture->arena, fixture->leader) }) };
  write_with (fixture, do_save, &named, &error);
  Save other = { .key = "announcement",
                 .round_id = fixture->rounds[1],
                 .fields = RECORD_FIELDS ({ "signer_id", record_number (fixture->arena, fixture->other) }) };
  write_with (fixture, do_save, &other, &error);
  g_assert_no_error (error);
  take (fixture, "report", 1, "submit", SECRETARY, 0, true);
  take (fixture, "announcement", 1, "submit", SECRETARY, 0, true);
  g_assert_cmpint (waiting (fixture, fixture->head, HEAD), ==, 4);
  g_assert_cmpint (waiting (fixture, fixture->leader, LEADER), ==, 2);
  g_assert_cmpint (waiting (fixture, fixture->other, LEADER), ==, 3); /* stands in for the leader */
  g_assert_cmpint (waiting (fixture, fixture->other, SECRETARY), ==, 0);
  g_assert_cmpstr (take (fixture, "plan", 2, "sign", LEADER, fixture->leader, false), ==, "not theirs");
  g_assert_cmpstr (take (fixture, "announcement", 2, "sign", LEADER, fixture->leader, false), ==,
                   "not theirs");
  g_assert_cmpstr (take (fixture, "announcement", 2, "sign", LEADER, fixture->other, false), ==, "done");
  g_assert_cmpstr (take (fixture, "minutes", 2, "sign", LEADER, fixture->leader, false), ==, "done");
  g_assert_cmpstr (take (fixture, "report", 2, "sign", HEAD, fixture->head, false), ==, "done");
  g_assert_cmpint (waiting (fixture, fixture->head, HEAD), ==, 1);
}

/* ---- facts and numbers ---- */

static int
code_of_save (Fixture *fixture, bool (*run) (Transaction *, Fixture *, void *, GError **), Save save)
{
  g_autoptr (GError) error = NULL;
  save.round_id = fixture->rounds[1];
  return write_with (fixture, run, &save, &error) ? 0 : error->code;
}

static void
test_saves (Fixture *fixture, gconstpointer data)
{
  RecordFields due = RECORD_FIELDS ({ "due", "2025-05-01" });
  g_assert_cmpint (code_of_save (fixture, do_save, (Save){ .key = "plan", .version = 1, .fields = due }), ==,
                   MSG_SAVE_CONFLICT);
  g_assert_cmpint (code_of_save (fixture, do_save, (Save){ .key = "plan", .fields = due }), ==, 0);
  g_assert_cmpint (code_of_save (fixture, do_save, (Save){ .key = "plan", .fields = due }), ==,
                   MSG_SAVE_CONFLICT);
  take (fixture, "plan", 1, "submit", SECRETARY, 0, true);
  g_assert_cmpint (code_of_save (fixture, do_save, (Save){ .key = "plan", .version = 2, .fields = due }), ==,
                   MSG_WORKFLOW_STEP);
}

/* A number may be typed after signing, and mended, as long as a pen wrote it on the original. */
static void
test_number_after_signing (Fixture *fixture, gconstpointer data)
{
  number (fixture, 1, "plan", 0, NULL, "2025-03-01");
  take (fixture, "plan", 1, "sign", HEAD, fixture->head, true);
  gint64 version = paper_of (fixture, "plan").version;
  number (fixture, 1, "plan", version, "7", "2025-03-01");
  number (fixture, 1, "plan", version + 1, "8", "2025-03-01");
  Save other_day = { .key = "plan", .version = version + 2, .number = "8", .date = "2025-03-02" };
  g_assert_cmpint (code_of_save (fixture, do_number, other_day), ==, MSG_PAPER_FIXED);
  Save none = { .key = "plan", .version = version + 2, .number = "8", .date = NULL };
  g_assert_cmpint (code_of_save (fixture, do_number, none), ==, MSG_PAPER_FIXED);
  g_assert_cmpint (
      code_of_save (fixture, do_number,
                    (Save){ .key = "plan", .version = version, .number = "9", .date = "2025-03-01" }),
      ==, MSG_SAVE_CONFLICT);
}

static bool
set_series (Transaction *transaction, Fixture *fixture, void *user, GError **error)
{
  RoundFacts facts;
  gint64 version = 0;
  if (!round_facts_load (transaction, fixture->arena, fixture->rounds[1], &facts, &version, error))
    return false;
  facts.number_series = user;
  return round_save_facts (transaction, fixture->arena, fixture->rounds[1], version, &facts, error);
}

static void
test_register (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  number (fixture, 1, "team_decision", 0, "12", "2025-02-10");
  number (fixture, 1, "plan", 0, "12", "2025-02-11");
  number (fixture, 1, "citizen_decision", 0, "30", "2025-12-20");
  g_assert_null (
      warning_of (fixture, 1, PAPER_TEAM_DECISION)); /* another kind, another series; gaps are fine */
  g_assert_null (warning_of (fixture, 1, PAPER_CITIZEN_DECISION));
  number (fixture, 1, "citizen_decision", 1, "11", "2025-12-20");
  g_assert_cmpstr (warning_of (fixture, 1, PAPER_CITIZEN_DECISION), ==,
                   "Số 11 ngược với ngày: quyết định thành lập Tổ đánh giá mang số 12, ngày 10/02/2025.");
  g_assert_nonnull (warning_of (fixture, 1, PAPER_TEAM_DECISION));
  number (fixture, 1, "citizen_decision", 2, "12", "2025-12-20");
  g_assert_cmpstr (warning_of (fixture, 1, PAPER_CITIZEN_DECISION), ==,
                   "Số 12 đã dùng cho quyết định thành lập Tổ đánh giá.");
  number (fixture, 1, "citizen_decision", 3, "31", "2025-12-20");
  g_assert_null (warning_of (fixture, 1, PAPER_CITIZEN_DECISION));
  /* One series for all: the plan's number is the decision's. */
  g_assert_true (write_with (fixture, set_series, (void *)"one", &error));
  g_assert_cmpstr (warning_of (fixture, 1, PAPER_PLAN), ==,
                   "Số 12 đã dùng cho quyết định thành lập Tổ đánh giá.");
  g_assert_true (write_with (fixture, set_series, (void *)"[[\"QĐ\",\"TB\"],[\"KH\"]]", &error));
  g_assert_null (warning_of (fixture, 1, PAPER_PLAN));
  /* The book is the unit's: the report of the round before is of this year. */
  number (fixture, 0, "announcement", 0, "12", "2025-02-01");
  g_assert_cmpstr (warning_of (fixture, 1, PAPER_TEAM_DECISION), ==,
                   "Số 12 đã dùng cho thông báo công khai (đợt năm 2024).");
}

/* ---- wording and receipts ---- */

typedef struct {
  gint64 version;
  const char *text;
} Words;

static bool
do_wording (Transaction *transaction, Fixture *fixture, void *user, GError **error)
{
  const Words *words = user;
  return unit_wording_save (transaction, fixture->arena, "report", words->version, words->text, error);
}

static void
test_wording (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  Record wording;
  g_assert_true (write_with (fixture, do_wording, &(Words){ 0, "một" }, &error));
  g_assert_false (write_with (fixture, do_wording, &(Words){ 0, "hai" }, &error));
  g_assert_error (error, DVHT_ERROR, MSG_SAVE_CONFLICT);
  g_clear_error (&error);
  g_assert_true (write_with (fixture, do_wording, &(Words){ 1, "ba" }, &error));
  {
    g_autoptr (Transaction) transaction = db_read (fixture->database, &fixture->scope, &error);
    g_assert_true (unit_wording_find (transaction, fixture->arena, "report", &wording, &error));
    g_assert_cmpstr (record_text (&wording, "text"), ==, "ba");
  }
  g_assert_true (write_with (fixture, do_wording, &(Words){ 2, NULL }, &error));
  g_autoptr (Transaction) transaction = db_read (fixture->database, &fixture->scope, &error);
  g_assert_true (unit_wording_find (transaction, fixture->arena, "report", &wording, &error));
  g_assert_cmpint (wording.version, ==, 0);
}

static bool
do_read (Transaction *transaction, Fixture *fixture, void *user, GError **error)
{
  return receipt_add (transaction, fixture->arena, *(gint64 *)user, fixture->other, error);
}

static gint64
read_at (Fixture *fixture, gint64 paper)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Transaction) transaction = db_read (fixture->database, &fixture->scope, &error);
  gint64 at = -1;
  g_assert_true (receipt_find (transaction, paper, fixture->other, &at, &error));
  return at;
}

static void
issue (Fixture *fixture, gint64 version)
{
  g_assert_cmpstr (take (fixture, "plan", version, "sign", HEAD, fixture->head, true), ==, "done");
  version = paper_of (fixture, "plan").version;
  g_assert_cmpstr (take (fixture, "plan", version, "issue", HEAD, fixture->head, false), ==, "done");
}

static void
test_receipts (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  take (fixture, "plan", 0, "submit", SECRETARY, 0, true);
  gint64 paper = paper_of (fixture, "plan").id;
  g_assert_false (write_with (fixture, do_read, &paper, &error));
  g_assert_error (error, DVHT_ERROR, MSG_DB_NOT_THERE);
  g_clear_error (&error);
  take (fixture, "plan", paper_of (fixture, "plan").version, "withdraw", HEAD, 0, false);
  issue (fixture, paper_of (fixture, "plan").version);
  g_assert_cmpint (read_at (fixture, paper), ==, 0);
  g_assert_true (write_with (fixture, do_read, &paper, &error));
  gint64 first = read_at (fixture, paper);
  g_assert_cmpint (first, >, 0);
  g_assert_true (write_with (fixture, do_read, &paper, &error));
  g_assert_cmpint (read_at (fixture, paper), ==, first);
  /* Taken back and issued again: to be read again. */
  take (fixture, "plan", paper_of (fixture, "plan").version, "reopen", HEAD, 0, false);
  g_assert_cmpint (read_at (fixture, paper), ==, 0);
  issue (fixture, paper_of (fixture, "plan").version);
  g_assert_cmpint (read_at (fixture, paper), ==, 0);
  g_assert_true (write_with (fixture, do_read, &paper, &error));
  g_assert_cmpint (read_at (fixture, paper), >, first);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)
  ADD ("/papers/steps", test_steps);
  ADD ("/papers/sign-at-once", test_sign_at_once);
  ADD ("/papers/who-signs", test_who_signs);
  ADD ("/papers/saves", test_saves);
  ADD ("/papers/number-after-signing", test_number_after_signing);
  ADD ("/papers/register", test_register);
  ADD ("/papers/wording", test_wording);
  ADD ("/papers/receipts", test_receipts);
  return g_test_run ();
}
