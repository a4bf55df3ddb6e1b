/* test_message.c - who is told what by which step, once; reminders by their days; choices; sealed links. */
#include "model/term.h"
#include "model/workflow.h"
#include "place.h"
#include "store/assignment.h"
#include "store/digest.h"
#include "store/people.h"
#include "store/reminder.h"
#include "store/setup.h"
#include "store/study.h"
#include <string.h>

#define SECOND G_USEC_PER_SEC
#define DAY ((gint64)24 * 3600 * SECOND)
#define BEGIN (G_GINT64_CONSTANT (1796083200) * SECOND) /* 2026-12-01, 07:00 in Viet Nam */

typedef struct {
  gint64 person, account;
} Who;

typedef struct {
  Place place;
  Database *database;
  Arena *arena;
  Scope scope;
  gint64 round_id, now;
  Who head, lan, binh;
} Fixture;

static gint64
tell_time (void *user)
{
  const Fixture *fixture = user;
  return fixture->now;
}

static bool
add_person (Fixture *fixture, Transaction *transaction, const char *name, Who *who, GError **error)
{
  PersonEntry entry = { 0, 0, { "", name, "", "", "Giáo viên", "", "", "", "" } };
  const char *login = NULL;
  entry.fields[PERSON_FIELD_CODE] = name;
  entry.fields[PERSON_FIELD_EMAIL] = "lan@truong.vn";
  return person_save (transaction, fixture->arena, &entry, &who->person, error)
         && account_create (transaction, fixture->arena, who->person, "THA", name, &who->account, &login,
                            error);
}

static bool
found (Transaction *transaction, void *user, GError **error)
{
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
  fixture->head = (Who){ result.person_id, result.account_id };
  return add_person (fixture, transaction, "Nguyễn Thị Lan", &fixture->lan, error)
         && add_person (fixture, transaction, "Trần Văn Bình", &fixture->binh, error);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  fixture->place = place_new ();
  fixture->arena = arena_new ((gsize)64 << 20);
  fixture->now = BEGIN;
  DatabaseOptions options
      = { .location = fixture->place.location, .readers = 2, .clock = tell_time, .clock_user = fixture };
  fixture->database = database_open (&options, &error);
  g_assert_no_error (error);
  db_write (fixture->database, &fixture->scope, found, fixture, &error);
  g_assert_no_error (error);
}

/* Messages have no events; the records are still what theirs tell. */
static void
tear_down (Fixture *fixture, gconstpointer data)
{
  place_assert_sound (fixture->database, fixture->place.folder, fixture->arena);
  database_close (fixture->database);
  arena_free (fixture->arena);
  place_clear (&fixture->place);
}

/* ---- writes, one after the other ---- */

typedef struct Act Act;
struct Act {
  Fixture *fixture;
  bool (*run) (Act *act, Transaction *transaction, GError **error);
  gint64 id, person, account;
  const char *due, *text;
  NoticeChoice choice;
  Reminders reminders;
  MissingPeople people;
  gsize count;
  Digests digests;
  bool fails;
};

static bool
run_act (Transaction *transaction, void *user, GError **error)
{
  Act *act = user;
  if (!act->run (act, transaction, error))
    return false;
  if (act->fails)
    error_set (error, NULL, MSG_WEB_INVALID, NULL);
  return !act->fails;
}

static void
must (Act *act, const Who *by)
{
  g_autoptr (GError) error = NULL;
  Scope scope = act->fixture->scope;
  scope.account_id = by != NULL ? by->account : 0;
  db_write (act->fixture->database, &scope, run_act, act, &error);
  g_assert_no_error (error);
}

#define ARENA act->fixture->arena

static bool
submit (Act *act, Transaction *transaction, GError **error)
{
  const StudyText text = { "Toán", "Mục tiêu", "Nội dung", "Lịch", "Kết quả" };
  const StudyAuthor author = { act->fixture->round_id, act->person, PERMISSION_BIT (PERMISSION_PERSONAL) };
  StudyPlan plan;
  return study_plan_of (transaction, ARENA, author.round_id, author.person_id, &plan, error)
         && study_plan_write (transaction, ARENA, &author, 0, plan.record.version, &text, true, error);
}

static bool
give_back (Act *act, Transaction *transaction, GError **error)
{
  StudyPlan plan;
  return study_plan_of (transaction, ARENA, act->fixture->round_id, act->person, &plan, error)
         && record_step (transaction, ARENA, RECORD_study_plan, "return", plan.record.id, RECORD_ANY_VERSION,
                         PERMISSION_BIT (PERMISSION_STUDY_REVIEW), RECORD_FIELDS ({ "remarks", act->text }),
                         error);
}

static bool
give_work (Act *act, Transaction *transaction, GError **error)
{
  const char *round = record_number (ARENA, act->fixture->round_id);
  return record_add (transaction, ARENA, RECORD_assignment, "assignment.add",
                     RECORD_FIELDS ({ "round_id", round }, { "position", "1" }, { "task", "Rà danh sách" },
                                    { "due", act->due }),
                     &act->id, error)
         && assignee_add (transaction, ARENA, act->fixture->round_id, act->id, act->person, 0, error);
}

static bool
put_off (Act *act, Transaction *transaction, GError **error)
{
  return record_save (transaction, ARENA, RECORD_assignment, "assignment.save", act->id, RECORD_ANY_VERSION,
                      RECORD_FIELDS ({ "due", act->due }), error);
}

static const char *
today (const Fixture *fixture)
{
  return date_iso (fixture->arena, date_at_instant (fixture->now));
}

static bool
remind (Act *act, Transaction *transaction, GError **error)
{
  return reminders_gather (transaction, ARENA, today (act->fixture), NULL, NULL, &act->reminders, error)
         && reminders_write (transaction, &act->reminders, error);
}

static bool
send_words (Act *act, Transaction *transaction, GError **error)
{
  return missing_people (transaction, ARENA, "study", today (act->fixture), &act->people, error)
         && encourage (transaction, ARENA, &act->people, act->fixture->head.account,
                       act->fixture->head.person, act->text, "/", &act->count, error);
}

static bool
choose (Act *act, Transaction *transaction, GError **error)
{
  return notice_choice_save (transaction, act->account, &act->choice, error);
}

static bool
gather_mails (Act *act, Transaction *transaction, GError **error)
{
  if (!digests_due (transaction, ARENA, &act->digests, error))
    return false;
  for (gsize i = 0; i < act->digests.count; i++)
    if (!digest_mark (transaction, &act->digests.items[i], error))
      return false;
  return true;
}

/* The texts of who is told, oldest first, split by "|". */
static const char *
told (Fixture *fixture, const Who *who)
{
  g_autofree char *sql = g_strdup_printf (
      "SELECT text FROM message WHERE account_id = %" G_GINT64_FORMAT " ORDER BY id", who->account);
  g_autofree char *lines = place_ask (&fixture->place, sql);
  g_strdelimit (g_strchomp (lines), "\n", '|');
  return arena_strdup (fixture->arena, lines);
}

static void
step (Fixture *fixture, bool (*run) (Act *, Transaction *, GError **), const Who *by, const Who *whom,
      const char *text)
{
  Act act = { .fixture = fixture, .run = run, .person = whom->person, .text = text };
  must (&act, by);
}

/* ---- steps ---- */

/* A row whose event nobody writes would tell nobody, ever. */
static void
test_events_are_known (void)
{
  static const char *const events[] = {
#define NOTICE(event, kind, together, permission, statement, sentence, path) event,
#include "store/notice.def"
#undef NOTICE
  };
  for (gsize i = 0; i < G_N_ELEMENTS (events); i++)
    if (workflow_event_words (events[i]) == NULL && strcmp (term_action (events[i]), events[i]) == 0)
      g_error ("%s: no step and no action of that name", events[i]);
}

static void
test_steps (Fixture *fixture, gconstpointer data)
{
  step (fixture, submit, &fixture->lan, &fixture->lan, NULL);
  step (fixture, submit, &fixture->binh, &fixture->binh, NULL);
  g_assert_cmpstr (told (fixture, &fixture->head), ==, "Có kế hoạch tự học chờ duyệt");
  g_assert_cmpstr (told (fixture, &fixture->lan), ==, "");
  step (fixture, give_back, &fixture->head, &fixture->lan, "thiếu {name}");
  g_assert_cmpstr (told (fixture, &fixture->lan), ==,
                   "Kế hoạch tự học của bạn được trả lại để sửa: thiếu {name}");
  g_assert_cmpstr (told (fixture, &fixture->binh), ==, "");
}

/* Loading a case, or whatever else the program does of itself. */
static void
test_program_tells_nobody (Fixture *fixture, gconstpointer data)
{
  step (fixture, submit, NULL, &fixture->lan, NULL);
  g_assert_cmpstr (told (fixture, &fixture->head), ==, "");
}

/* What is undone tells nobody, and its second run tells once. */
static void
test_undone (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  Act act = { .fixture = fixture, .run = submit, .person = fixture->lan.person, .fails = true };
  Scope scope = fixture->scope;
  scope.account_id = fixture->lan.account;
  g_assert_false (db_write (fixture->database, &scope, run_act, &act, &error));
  g_assert_cmpstr (told (fixture, &fixture->head), ==, "");
  act.fails = false;
  must (&act, &fixture->lan);
  g_assert_cmpstr (told (fixture, &fixture->head), ==, "Có kế hoạch tự học chờ duyệt");
}

/* ---- reminders ---- */

static gsize
remind_on (Fixture *fixture, gint64 days)
{
  Act act = { .fixture = fixture, .run = remind };
  fixture->now = BEGIN + days * DAY;
  must (&act, NULL);
  return act.reminders.count;
}

static void
test_reminders (Fixture *fixture, gconstpointer data)
{
  Act act = { .fixture = fixture, .run = give_work, .person = fixture->lan.person, .due = "2026-12-10" };
  must (&act, &fixture->head);
  g_assert_cmpuint (remind_on (fixture, 5), ==, 0); /* the 6th: four days ahead */
  g_assert_cmpuint (remind_on (fixture, 6), ==, 1);
  g_assert_cmpuint (remind_on (fixture, 6), ==, 0);
  g_assert_cmpuint (remind_on (fixture, 9), ==, 0); /* the day itself is not over */
  g_assert_cmpuint (remind_on (fixture, 10), ==, 1);
  g_assert_cmpuint (remind_on (fixture, 20), ==, 0);
  act.run = put_off;
  act.due = "2026-12-24";
  must (&act, &fixture->head);
  g_assert_cmpuint (remind_on (fixture, 20), ==, 1); /* put off: it begins anew */
  g_assert_cmpstr (told (fixture, &fixture->lan), ==,
                   "Bạn được giao việc trong đợt năm 2026; việc và hạn ở Việc của tôi|"
                   "Rà danh sách đến hạn ngày 10/12/2026|Rà danh sách quá hạn từ ngày 10/12/2026|"
                   "Rà danh sách đến hạn ngày 24/12/2026");
}

static void
test_missing (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpuint (remind_on (fixture, 0), ==, 0);
  step (fixture, submit, &fixture->lan, &fixture->lan, NULL);
  g_assert_cmpuint (remind_on (fixture, 0), ==, 2); /* the head and Bình */
  g_assert_cmpuint (remind_on (fixture, 30), ==, 0);
  g_assert_cmpstr (told (fixture, &fixture->binh), ==,
                   "Nhiều người đã gửi; còn thiếu kế hoạch tự học của bạn");
}

static void
test_words (Fixture *fixture, gconstpointer data)
{
  Act act = { .fixture = fixture, .run = send_words, .text = "Cố lên" };
  step (fixture, submit, &fixture->lan, &fixture->lan, NULL);
  must (&act, &fixture->head);
  g_assert_cmpuint (act.people.count, ==, 2);
  g_assert_cmpuint (act.count, ==, 1); /* not to oneself */
  must (&act, &fixture->head);
  g_assert_cmpuint (act.count, ==, 0);
  g_assert_cmpstr (told (fixture, &fixture->binh), ==, "Cố lên");
}

/* ---- mails ---- */

static gsize
mails_after (Fixture *fixture, gint64 hours)
{
  Act act = { .fixture = fixture, .run = gather_mails };
  fixture->now = BEGIN + hours * DAY / 24;
  must (&act, NULL);
  return act.digests.count;
}

static void
news (Fixture *fixture, const char *text)
{
  Act act = { .fixture = fixture, .run = send_words, .text = text };
  must (&act, &fixture->head);
}

static void
test_mails (Fixture *fixture, gconstpointer data)
{
  Act act = { .fixture = fixture, .run = choose, .account = fixture->lan.account };
  act.choice.mail = MAIL_NONE;
  must (&act, &fixture->lan);
  news (fixture, "một");
  g_assert_cmpuint (mails_after (fixture, 0), ==, 1); /* Bình alone */
  news (fixture, "hai");
  g_assert_cmpuint (mails_after (fixture, 19), ==, 0);
  g_assert_cmpuint (mails_after (fixture, 20), ==, 1);
  act.account = fixture->binh.account;
  act.choice.mail = MAIL_WEEKLY;
  must (&act, &fixture->binh);
  news (fixture, "ba");
  g_assert_cmpuint (mails_after (fixture, 100), ==, 0);
  g_assert_cmpuint (mails_after (fixture, 200), ==, 1);
  act.choice.mail = MAIL_EACH;
  act.choice.off[MESSAGE_ENCOURAGEMENT] = true;
  must (&act, &fixture->binh);
  news (fixture, "bốn");
  g_assert_cmpuint (mails_after (fixture, 201), ==, 0);
  act.choice.off[MESSAGE_ENCOURAGEMENT] = false;
  must (&act, &fixture->binh);
  g_assert_cmpuint (mails_after (fixture, 201), ==, 1);
  news (fixture, "năm");
  g_assert_cmpuint (mails_after (fixture, 201 + 15 * 24), ==, 0); /* nobody wants news that old */
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  g_test_add_func ("/message/events-are-known", test_events_are_known);
  ADD ("/message/steps", test_steps);
  ADD ("/message/program-tells-nobody", test_program_tells_nobody);
  ADD ("/message/undone", test_undone);
  ADD ("/message/reminders", test_reminders);
  ADD ("/message/missing", test_missing);
  ADD ("/message/words", test_words);
  ADD ("/message/mails", test_mails);
  return g_test_run ();
}
