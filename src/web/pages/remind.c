/* remind.c - "Nhắc việc, động viên": who lacks what, words to them in their inboxes, and the same to paste
 * into Zalo. */
#include "store/job.h"
#include "store/reminder.h"
#include "web/pages/pages.h"
#include <string.h>

#define HERE "/nhac-viec"
#define NAMED_AT_MOST 100 /* in the words to paste; the list has all */

static const InputSpec list_inputs[]
    = { { .name = "nhom", .kind = INPUT_CHOICE, .label = "Gửi tới", .choices = missing_whats }, { 0 } };

static const InputSpec send_inputs[] = {
  { .name = "nhom", .kind = INPUT_CHOICE, .required = true, .label = "Gửi tới", .choices = missing_whats },
  { .name = "loi", .kind = INPUT_LINES, .required = true, .label = "Lời nhắn", .limit = 2000 },
  { 0 },
};

/* In the order of missing_whats. */
static const struct {
  const char *tab, *lack, *below; /* lack: behind "N người"; below: the round's page where it is mended */
} groups[] = {
  { "Kế hoạch tự học", "chưa gửi kế hoạch tự học", "tu-hoc/cua-toi" },
  { "Công dân học tập", "chưa gửi tự đánh giá Công dân học tập", "cong-dan/cua-toi" },
  { "Việc được giao", "còn việc được giao chưa xong", NULL },
  { "Quá hạn", "có việc quá hạn", NULL },
  { "Mọi người", "trong đơn vị", NULL },
};
G_STATIC_ASSERT (G_N_ELEMENTS (groups) == 5);

static gsize
group_of (Request *request)
{
  const char *what = request_text (request, "nhom");
  gsize at = 0;
  while (what != NULL && missing_whats[at] != NULL && strcmp (missing_whats[at], what) != 0)
    at++;
  return missing_whats[at] != NULL ? at : 0;
}

static const char *
mend_path (Request *request, gsize group)
{
  Arena *arena = request_arena (request);
  int year = request_identity (request)->year;
  if (groups[group].below == NULL || year == 0)
    return "/";
  return arena_concat (arena, "/dot/", arena_int (arena, year), "/", groups[group].below, NULL);
}

/* ---- the page ---- */

static void
add_tabs (Request *request, Value *page, gsize group)
{
  Arena *arena = request_arena (request);
  Value *list = value_list (arena);
  for (gsize i = 0; i < G_N_ELEMENTS (groups); i++) {
    Value *tab = value_object (arena);
    value_set_text (tab, "path", arena_concat (arena, HERE "?nhom=", missing_whats[i], NULL));
    value_set_text (tab, "label", groups[i].tab);
    value_set_text (tab, "count", NULL);
    value_set_bool (tab, "current", i == group);
    value_append (list, tab);
  }
  value_set (page, "tabs", list);
  value_set_text (page, "tabs_label", "Ai còn thiếu gì");
}

static const char *
words_to_paste (Request *request, gsize group, const MissingPeople *people)
{
  Arena *arena = request_arena (request);
  const char *site = request_site (request) != NULL ? request_site (request) : request_origin (request);
  g_autoptr (GString) text = g_string_new (NULL);
  g_string_append_printf (text, "%s: còn %" G_GSIZE_FORMAT " người %s.",
                          request_identity (request)->unit_name, people->count, groups[group].lack);
  for (gsize i = 0; i < MIN (people->count, NAMED_AT_MOST); i++) {
    const MissingPerson *person = &people->items[i];
    g_string_append_printf (text, "\n%" G_GSIZE_FORMAT ". %s", i + 1, person->name);
    if (person->department != NULL)
      g_string_append_printf (text, " (%s)", person->department);
  }
  if (people->count > NAMED_AT_MOST)
    g_string_append_printf (text, "\nvà %" G_GSIZE_FORMAT " người khác", people->count - NAMED_AT_MOST);
  g_string_append_printf (text, "\nMời mở liên kết sau để làm: %s%s", site, mend_path (request, group));
  return arena_strndup (arena, text->str, text->len);
}

/* `*ret_reached`: who has an account, but for who asks. */
static Value *
people_value (Request *request, const MissingPeople *people, gsize *ret_reached)
{
  Arena *arena = request_arena (request);
  gint64 self = request_identity (request)->account_id;
  Value *list = value_list (arena);
  *ret_reached = 0;
  for (gsize i = 0; i < people->count; i++) {
    Value *item = value_object (arena);
    value_set_text (item, "name", people->items[i].name);
    value_set_text (item, "department", people->items[i].department);
    value_set_bool (item, "no_account", people->items[i].account_id == 0);
    *ret_reached += people->items[i].account_id != 0 && people->items[i].account_id != self;
    value_append (list, item);
  }
  return list;
}

static bool
show_remind (Request *request, GError **error)
{
  Arena *arena = request_arena (request);
  gsize group = group_of (request), reached = 0;
  MissingPeople people;
  Transaction *transaction = request_read (request, error);
  if (transaction == NULL
      || !missing_people (transaction, arena, missing_whats[group], request_today (request), &people, error))
    return false;
  Value *page = value_object (arena);
  add_tabs (request, page, group);
  value_set (page, "people", people_value (request, &people, &reached));
  value_set_bool (page, "any", people.count > 0);
  value_set_bool (page, "missing", strcmp (missing_whats[group], "all") != 0);
  value_set_int (page, "count", (gint64)people.count);
  value_set_int (page, "reached", (gint64)reached);
  value_set_text (page, "lack", groups[group].lack);
  value_set_text (page, "group", missing_whats[group]);
  value_set_text (page, "paste", words_to_paste (request, group, &people));
  request_show (request, value_view (page));
  return true;
}

/* ---- sending ---- */

/* Whoever has done it meanwhile is left in peace. */
static bool
write_send (Request *request, Transaction *transaction, GError **error)
{
  Arena *arena = request_arena (request);
  const Identity *who = request_identity (request);
  gsize group = group_of (request), count = 0;
  MissingPeople people;
  if (!missing_people (transaction, arena, missing_whats[group], request_today (request), &people, error)
      || !encourage (transaction, arena, &people, who->account_id, who->person_id,
                     request_text (request, "loi"), mend_path (request, group), &count, error))
    return false;
  if (count == 0) {
    request_field_error (request, "loi", MSG_REMIND_NOBODY, NULL);
    return request_invalid (request, error);
  }
  request_notice (request, MSG_REMIND_SENT, arena_int (arena, (gint64)count), NULL);
  request_redirect (request, arena_concat (arena, HERE "?nhom=", missing_whats[group], NULL));
  return true;
}

/* What is done each morning, now. */
static bool
write_now (Request *request, Transaction *transaction, GError **error)
{
  const char *kind = job_kind_info (JOB_REMINDERS)->name;
  gint64 account_id = request_identity (request)->account_id, id = 0;
  if (!job_find_open (transaction, account_id, kind, &id, error)
      || (id == 0 && !job_enqueue (transaction, kind, account_id, "{}", 0, &id, error)))
    return false;
  request_notice (request, MSG_REMIND_BEGUN, NULL);
  request_redirect (request, arena_concat (request_arena (request), "/viec-nen/",
                                           arena_int (request_arena (request), id), NULL));
  return true;
}

const Route remind_routes[] = {
  { METHOD_GET, HERE, PERMISSION_REMIND, "Who lacks what, and words to them", "Nhắc việc, động viên",
    list_inputs, show_remind, NULL, NULL, "remind" },
  { METHOD_POST, HERE, PERMISSION_REMIND, "Sends words to the inboxes of those who lack something",
    "Nhắc việc, động viên", send_inputs, show_remind, NULL, write_send, "remind" },
  { METHOD_POST, HERE "/ngay", PERMISSION_REMIND, "Reminds now of what is due", NULL, NULL, NULL, NULL,
    write_now, NULL },
  { 0 },
};
