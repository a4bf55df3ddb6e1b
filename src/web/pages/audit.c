/* audit.c - the log of all changes, in plain Vietnamese. */
#include "base/json.h"
#include "model/person_entry.h"
#include "web/pages/pages.h"
#include "web/shown.h"
#include <string.h>

#define PAGE_ROWS 50

static const InputSpec inputs[] = {
  { .name = "loai", .kind = INPUT_TEXT, .label = "Loại", .limit = 40 },
  { .name = "truoc", .kind = INPUT_ID, .label = "Trước số" },
  { 0 },
};

static const struct {
  const char *action, *words;
} actions[] = {
  { "unit.found", "lập đơn vị" },
  { "unit.name", "ghi tên đơn vị" },
  { "unit.name_end", "kết thúc tên cũ của đơn vị" },
  { "unit.rename", "đổi tên, cơ quan của đơn vị" },
  { "round.open", "mở đợt tự đánh giá" },
  { "legal_basis.add", "thêm căn cứ pháp lý" },
  { "person.add", "thêm người" },
  { "person.save", "sửa thông tin người" },
  { "person.leave", "ghi nghỉ việc" },
  { "person.return", "ghi trở lại làm việc" },
  { "person.merge", "gộp hai người trùng" },
  { "account.create", "cấp tài khoản" },
  { "account.log_in", "đăng nhập" },
  { "account.password", "đặt mật khẩu" },
  { "account.reset", "bỏ mật khẩu cũ" },
  { "account.rehash", "cập nhật cách lưu mật khẩu" },
  { "account.totp_on", "bật xác thực hai lớp" },
  { "account.totp_off", "tắt xác thực hai lớp" },
  { "account.recovery", "dùng mã dự phòng" },
  { "account.lock", "khóa tài khoản" },
  { "account.unlock", "mở khóa tài khoản" },
  { "account.slip", "in phiếu đăng nhập" },
  { "account.code", "cấp mã đặt lại mật khẩu" },
  { "account.end_session", "đăng xuất thiết bị" },
  { "role.grant", "giao vai trò" },
  { "role.remove", "thôi vai trò" },
  { "token.create", "tạo mã truy cập" },
  { "token.end", "thu hồi mã truy cập" },
};

static const char *
action_words (const char *action)
{
  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    if (strcmp (actions[i].action, action) == 0)
      return actions[i].words;
  return action;
}

static const char *
field_words (const char *name)
{
  static const struct {
    const char *name, *words;
  } others[] = {
    { "state", "Trạng thái" },
    { "left_on", "Ngày nghỉ" },
    { "governing_body", "Cơ quan chủ quản" },
    { "short_name", "Tên gọn" },
    { "valid_from", "Từ ngày" },
    { "appraiser", "Nơi thẩm định" },
    { "place", "Địa danh" },
    { "year", "Năm" },
    { "scheme", "Bộ tiêu chí" },
    { "merged_into", "Gộp vào số" },
    { "valid_to", "Đến ngày" },
    { "kind", "Loại đơn vị" },
    { "revision", "Lần chốt" },
    { "position", "Thứ tự" },
    { "content", "Nội dung" },
    { "login", "Tên đăng nhập" },
    { "person", "Người số" },
    { "account", "Tài khoản số" },
    { "role", "Vai trò" },
    { "deputy_for", "Thay cho tài khoản số" },
    { "label", "Dùng để" },
    { "scope", "Phạm vi" },
  };
  for (guint field = 0; field < PERSON_FIELD_COUNT; field++)
    if (strcmp (person_field_name ((PersonField)field), name) == 0)
      return person_field_heading ((PersonField)field);
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    if (strcmp (others[i].name, name) == 0)
      return others[i].words;
  return name;
}

static const char *
member_text (Arena *arena, const json_t *object, const char *name)
{
  const json_t *value = json_object_get (object, name);
  return json_is_string (value) ? arena_strdup (arena, json_string_value (value)) : "";
}

/* Of use to `dvht fsck` only; a person reads nothing in it. */
static bool
is_for_verifier (const char *name)
{
  static const char *const names[] = { "uuid", "password", "totp", "fingerprint" };
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (strcmp (names[i], name) == 0)
      return true;
  return false;
}

/* What differs between before and after, field by field. */
static Value *
differences (Arena *arena, const char *before, const char *after)
{
  Value *list = value_list (arena);
  json_t *old = before != NULL ? json_loads (before, 0, NULL) : NULL,
         *now = after != NULL ? json_loads (after, 0, NULL) : NULL;
  const char *name = NULL;
  json_t *value = NULL;
  json_object_foreach (now, name, value)
  {
    const char *was = member_text (arena, old, name), *is = member_text (arena, now, name);
    if (strcmp (was, is) == 0 || is_for_verifier (name))
      continue;
    Value *item = value_object (arena);
    value_set_text (item, "field", field_words (arena_strdup (arena, name)));
    value_set_text (item, "before", was);
    value_set_text (item, "after", is);
    value_append (list, item);
  }
  json_decref (old);
  json_decref (now);
  return list;
}

static Value *
event_value (const Rows *rows, Arena *arena)
{
  Value *event = value_object (arena);
  const char *who = rows_text_dup (rows, 4, arena), *login = rows_text_dup (rows, 3, arena);
  value_set_int (event, "seq", rows_int (rows, 0));
  value_set_text (event, "at", shown_instant (arena, rows_int (rows, 1)));
  value_set_text (event, "who", who[0] != '\0' ? who : login[0] != '\0' ? login : "Chương trình");
  value_set_text (event, "address", rows_text_dup (rows, 5, arena));
  value_set_text (event, "action", action_words (rows_text_dup (rows, 6, arena)));
  value_set_int (event, "object_id", rows_int (rows, 8));
  value_set (event, "changes", differences (arena, rows_text (rows, 9), rows_text (rows, 10)));
  return event;
}

static bool
show_audit (Request *request, GError **error)
{
  Arena *arena = request_arena (request);
  const char *kind = request_text (request, "loai");
  Transaction *transaction = request_read (request, error);
  g_autoptr (Rows) rows = transaction == NULL
                              ? NULL
                              : db_rows (transaction, QUERY_audit_page, error,
                                         DB_INT (request_int (request, "truoc", G_MAXINT64)),
                                         DB_TEXT (kind != NULL ? kind : ""), DB_INT (0), DB_INT (PAGE_ROWS));
  if (rows == NULL)
    return false;
  Value *events = value_list (arena);
  gint64 last = 0;
  GError *local = NULL;
  while (rows_next (rows, &local)) {
    last = rows_int (rows, 0);
    value_append (events, event_value (rows, arena));
  }
  if (local != NULL) {
    g_propagate_error (error, local);
    return false;
  }
  Value *page = value_object (arena);
  value_set (page, "events", events);
  value_set_bool (page, "any", value_length (events) > 0);
  value_set_text (page, "older",
                  value_length (events) == PAGE_ROWS
                      ? arena_printf (arena, "/nhat-ky?truoc=%" G_GINT64_FORMAT, last)
                      : NULL);
  request_show (request, value_view (page));
  return true;
}

const Route audit_routes[] = {
  { METHOD_GET, "/nhat-ky", PERMISSION_AUDIT_READ, "The log of all changes", "Nhật ký", inputs, show_audit,
    NULL, NULL, "audit" },
  { 0 },
};
