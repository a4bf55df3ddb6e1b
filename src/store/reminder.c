/* reminder.c - see reminder.h. */
#include "store/reminder.h"
#include "base/date.h"
#include "model/round.h"
#include "store/account_parts.h"
#include <string.h>

#define DAY ((gint64)24 * 3600 * G_USEC_PER_SEC)
#define KEPT_DAYS 400 /* of what was read */

typedef struct {
  Transaction *transaction;
  Arena *arena;
  CivilDate today;
  gint64 round_id; /* the newest */
  int year;
  const char *round_due; /* NULL: not said */
  bool plans, citizens;  /* somebody has handed in theirs */
  gint64 account_id, person_id;
  Reminders found;
} Gathering;

/* "soon", "late", NULL: neither. */
static const char *
stage_of (const Gathering *gathering, const char *due)
{
  CivilDate day = { 0 };
  if (due == NULL || !date_parse_iso (due, &day))
    return NULL;
  gint32 left = date_day_number (day) - date_day_number (gathering->today);
  return left < 0 ? "late" : left <= REMINDER_DAYS ? "soon" : NULL;
}

static const char *
day_words (Arena *arena, const char *stage, const char *due)
{
  CivilDate day = { 0 };
  date_parse_iso (due, &day);
  return arena_concat (arena, strcmp (stage, "late") == 0 ? " quá hạn từ ngày " : " đến hạn ngày ",
                       date_short (arena, day), NULL);
}

static bool
add (Gathering *gathering, const char *subject, const char *text, const char *path, GError **error)
{
  NewMessage message = { .account_id = gathering->account_id,
                         .kind = MESSAGE_REMINDER,
                         .subject = subject,
                         .text = text,
                         .path = path };
  bool told = false;
  if (!message_was_told (gathering->transaction, &message, &told, error))
    return false;
  if (!told)
    ARENA_PUSH (gathering->arena, gathering->found.items, gathering->found.count) = message;
  return true;
}

/* Something with a day; without one the round's counts. */
static bool
add_due (Gathering *gathering, const char *subject, const char *what, const char *due, int year,
         const char *below, GError **error)
{
  Arena *arena = gathering->arena;
  const char *day = due != NULL ? due : year == gathering->year ? gathering->round_due : NULL;
  const char *stage = stage_of (gathering, day);
  if (stage == NULL)
    return true;
  return add (gathering, arena_concat (arena, subject, " ", day, " ", stage, NULL),
              arena_concat (arena, what, day_words (arena, stage, day), NULL),
              arena_concat (arena, "/dot/", arena_int (arena, year), "/", below, NULL), error);
}

/* ---- the sources ---- */

typedef struct {
  const char *subject, *what, *due, *below;
  int year;
} Due;

/* They are looked at once all are read: one statement at a time. */
static bool
add_all (Gathering *gathering, const Due *items, gsize count, GError **error)
{
  for (gsize i = 0; i < count; i++)
    if (!add_due (gathering, items[i].subject, items[i].what, items[i].due, items[i].year, items[i].below,
                  error))
      return false;
  return true;
}

static bool
add_given (Gathering *gathering, GError **error)
{
  Arena *arena = gathering->arena;
  GError *local = NULL;
  Due *items = NULL;
  gsize count = 0;
  g_autoptr (Rows) rows
      = db_rows (gathering->transaction, QUERY_work_given, error, DB_INT (gathering->person_id));
  if (rows == NULL)
    return false;
  while (rows_next (rows, &local)) {
    const char *id = arena_int (arena, rows_int (rows, 2)), *indicator = rows_text_dup (rows, 3, arena);
    const char *task = rows_text_dup (rows, 4, arena);
    ARENA_PUSH (arena, items, count)
        = (Due){ .subject = arena_concat (arena, "assignment ", id, NULL),
                 .what = indicator != NULL ? arena_concat (arena, "Chỉ tiêu ", indicator, NULL) : task,
                 .due = rows_text_dup (rows, 5, arena),
                 .below = arena_concat (arena, "viec/", id, NULL),
                 .year = (int)rows_int (rows, 0) };
  }
  g_clear_pointer (&rows, rows_close);
  return rows_ended (local, error) && add_all (gathering, items, count, error);
}

/* Papers to sign, or returned to whoever handed them in. */
static bool
add_papers (Gathering *gathering, QueryId query, gint64 whose, const char *verb, GError **error)
{
  Arena *arena = gathering->arena;
  GError *local = NULL;
  Due *items = NULL;
  gsize count = 0;
  g_autoptr (Rows) rows = db_rows (gathering->transaction, query, error, DB_INT (whose));
  if (rows == NULL)
    return false;
  while (rows_next (rows, &local)) {
    const char *key = rows_text_dup (rows, 2, arena), *due = rows_text_dup (rows, 3, arena);
    const char *year = arena_int (arena, rows_int (rows, 0));
    Paper paper;
    const char *label = paper_from_name (key, &paper) ? paper_label (paper) : key;
    if (due != NULL)
      ARENA_PUSH (arena, items, count)
          = (Due){ .subject = arena_concat (arena, "paper ", year, " ", key, NULL),
                   .what = arena_concat (arena, verb, label, NULL),
                   .due = due,
                   .below = arena_concat (arena, "van-ban/", key, NULL),
                   .year = (int)rows_int (rows, 0) };
  }
  g_clear_pointer (&rows, rows_close);
  return rows_ended (local, error) && add_all (gathering, items, count, error);
}

/* Tasks of improvement that are not done; one without a day has time. */
static bool
add_improvements (Gathering *gathering, GError **error)
{
  Arena *arena = gathering->arena;
  GError *local = NULL;
  Due *items = NULL;
  gsize count = 0;
  g_autoptr (Rows) rows
      = db_rows (gathering->transaction, QUERY_work_improvement, error, DB_INT (gathering->person_id));
  if (rows == NULL)
    return false;
  while (rows_next (rows, &local)) {
    const char *id = arena_int (arena, rows_int (rows, 1)), *due = rows_text_dup (rows, 4, arena);
    if (due != NULL)
      ARENA_PUSH (arena, items, count)
          = (Due){ .subject = arena_concat (arena, "improvement ", id, NULL),
                   .what = arena_concat (arena, "Việc cải tiến: ", rows_text_dup (rows, 3, arena), NULL),
                   .due = due,
                   .below = arena_concat (arena, "cai-tien/", id, NULL),
                   .year = (int)rows_int (rows, 0) };
  }
  g_clear_pointer (&rows, rows_close);
  return rows_ended (local, error) && add_all (gathering, items, count, error);
}

/* One's own plan or self-assessment is not handed in. */
static bool
add_missing (Gathering *gathering, bool begun, const char *kind, const char *what, const char *below,
             GError **error)
{
  Arena *arena = gathering->arena;
  const char *subject = arena_concat (arena, kind, " of ", arena_int (arena, gathering->round_id), NULL);
  const char *path = arena_concat (arena, "/dot/", arena_int (arena, gathering->year), "/", below, NULL);
  return (!begun
          || add (gathering, arena_concat (arena, subject, " missing", NULL),
                  arena_concat (arena, "Nhiều người đã gửi; còn thiếu ", what, " của bạn", NULL), path,
                  error))
         && add_due (gathering, subject, arena_concat (arena, "Còn thiếu ", what, " của bạn, đợt", NULL),
                     NULL, gathering->year, below, error);
}

static bool
is_open (const char *state)
{
  return state == NULL || strcmp (state, "draft") == 0 || strcmp (state, "returned") == 0;
}

/* Is what the statement tells of the person still to be handed in? */
static bool
read_open (const Gathering *gathering, QueryId query, bool *ret, GError **error)
{
  GError *local = NULL;
  g_autoptr (Rows) rows = db_rows (gathering->transaction, query, error, DB_INT (gathering->person_id),
                                   DB_INT (gathering->year));
  if (rows == NULL)
    return false;
  *ret = rows_next (rows, &local) && is_open (rows_text (rows, 1));
  return rows_ended (local, error);
}

static bool
add_own (Gathering *gathering, GError **error)
{
  bool study = false, citizen = false;
  return read_open (gathering, QUERY_work_study, &study, error)
         && read_open (gathering, QUERY_work_citizen, &citizen, error)
         && (!study
             || add_missing (gathering, gathering->plans, "study_plan", "kế hoạch tự học", "tu-hoc/cua-toi",
                             error))
         && (!citizen || !gathering->citizens
             || add_missing (gathering, true, "citizen_assessment", "tự đánh giá Công dân học tập",
                             "cong-dan/cua-toi", error));
}

/* ---- together ---- */

static bool
read_round (Gathering *gathering, GError **error)
{
  GError *local = NULL;
  g_autoptr (Rows) rows = db_rows (gathering->transaction, QUERY_reminder_round, error);
  if (rows == NULL)
    return false;
  if (rows_next (rows, &local)) {
    gathering->round_id = rows_int (rows, 0);
    gathering->year = (int)rows_int (rows, 1);
    gathering->round_due = rows_text_dup (rows, 2, gathering->arena);
    gathering->plans = rows_int (rows, 3) > 0;
    gathering->citizens = rows_int (rows, 4) > 0;
  }
  return rows_ended (local, error);
}

typedef struct {
  gint64 account_id, person_id;
} Receiver;

static bool
read_receivers (Gathering *gathering, Receiver **ret, gsize *ret_count, GError **error)
{
  GError *local = NULL;
  g_autoptr (Rows) rows = db_rows (gathering->transaction, QUERY_reminder_accounts, error);
  *ret = NULL;
  *ret_count = 0;
  if (rows == NULL)
    return false;
  while (rows_next (rows, &local))
    ARENA_PUSH (gathering->arena, *ret, *ret_count) = (Receiver){ rows_int (rows, 0), rows_int (rows, 1) };
  return rows_ended (local, error);
}

bool
reminders_gather (Transaction *transaction, Arena *arena, const char *today,
                  bool (*must_end) (const void *user), const void *user, Reminders *ret, GError **error)
{
  Gathering gathering = { .transaction = transaction, .arena = arena };
  Receiver *receivers = NULL;
  gsize count = 0;
  date_parse_iso (today, &gathering.today);
  if (!read_round (&gathering, error) || !read_receivers (&gathering, &receivers, &count, error))
    return false;
  for (gsize i = 0; gathering.round_id != 0 && i < count; i++) {
    if (must_end != NULL && must_end (user))
      break;
    gathering.account_id = receivers[i].account_id;
    gathering.person_id = receivers[i].person_id;
    if (!add_given (&gathering, error)
        || !add_papers (&gathering, QUERY_work_to_sign, gathering.person_id, "Ký ", error)
        || !add_papers (&gathering, QUERY_work_returned, gathering.account_id, "Sửa lại ", error)
        || !add_improvements (&gathering, error) || !add_own (&gathering, error))
      return false;
  }
  *ret = gathering.found;
  return true;
}

bool
reminders_write (Transaction *transaction, const Reminders *reminders, GError **error)
{
  for (gsize i = 0; i < reminders->count; i++)
    if (!message_put_once (transaction, &reminders->items[i], NULL, error))
      return false;
  return db_run (transaction, QUERY_message_forget, NULL, error,
                 DB_INT (transaction_now (transaction) - KEPT_DAYS * DAY));
}
