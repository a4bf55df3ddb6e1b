/* frame.c - a page: the handler's view inside the frame's names, rendered or told as JSON. */
#include "base/asset.h"
#include "base/fileio.h"
#include "base/sha256.h"
#include "web/outlook.h"
#include "web/rail.h"
#include "web/request_parts.h"
#include <string.h>

/* "pages/people", or for a partial "page-start" → Template; filled once before the first request. */
static GHashTable *templates;
static char built_version[17]; /* of the files in data/ui, "" while developing */

#define KEPT_LIMIT ((gsize)128 << 10) /* of a page that is kept */

/* ---- templates ---- */

static bool
compile (const char *name, const char *source, gsize length, GError **error)
{
  Template *template = template_compile (name, source, length, error);
  if (template == NULL)
    return false;
  const char *key = g_str_has_prefix (name, "partials/") ? name + strlen ("partials/") : name;
  g_hash_table_insert (templates, g_strndup (key, strlen (key) - strlen (".mustache")), template);
  return true;
}

static bool
load_folder (const char *folder, const char *part, GError **error)
{
  g_autofree char *path = g_build_filename (folder, part, NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, error);
  for (const char *file = NULL; dir != NULL && (file = g_dir_read_name (dir)) != NULL;) {
    if (!g_str_has_suffix (file, ".mustache"))
      continue;
    g_autofree char *full = g_build_filename (path, file, NULL), *name = g_build_filename (part, file, NULL);
    g_autofree char *source = NULL;
    gsize length = 0;
    if (!g_file_get_contents (full, &source, &length, error) || !compile (name, source, length, error))
      return false;
  }
  return dir != NULL;
}

/* Browsers keep a file for as long as its address stays the same, so the address names the content. */
static void
read_version (void)
{
  gsize count = 0, first = asset_find_prefix ("ui/", &count);
  char hex[SHA256_HEX_LENGTH + 1];
  g_autoptr (GString) all = g_string_new (NULL);
  for (gsize i = first; i < first + count; i++) {
    sha256_hex (asset_table[i].data, asset_table[i].size, hex);
    g_string_append_printf (all, "%s %s\n", hex, asset_table[i].name);
  }
  sha256_hex (all->str, all->len, hex);
  g_strlcpy (built_version, hex, sizeof built_version);
}

const char *
frame_version (void)
{
  return built_version;
}

bool
frame_load (const char *folder, GError **error)
{
  templates = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)template_free);
  built_version[0] = '\0';
  if (folder != NULL)
    return load_folder (folder, "pages", error) && load_folder (folder, "partials", error);
  read_version ();
  gsize count = 0, first = asset_find_prefix ("ui/", &count);
  for (gsize i = first; i < first + count; i++)
    if (g_str_has_suffix (asset_table[i].name, ".mustache")
        && !compile (asset_table[i].name + strlen ("ui/"), (const char *)asset_table[i].data,
                     asset_table[i].size, error))
      return false;
  return true;
}

void
frame_free (void)
{
  g_clear_pointer (&templates, g_hash_table_unref);
}

static const Template *
find_partial (void *user, const char *name)
{
  return g_hash_table_lookup (templates, name);
}

/* ---- form.NAME: name, value and error ---- */

typedef struct {
  Request *request;
  const char *name;
} FieldRef;

static const char *
shown_value (const FieldRef *field)
{
  const FormField *given = form_find (&field->request->form, field->name);
  for (const InputSpec *spec = field->request->route->inputs; spec != NULL && spec->name != NULL; spec++)
    if (strcmp (spec->name, field->name) == 0 && (spec->kind == INPUT_SECRET || spec->kind == INPUT_FILE))
      return "";
  if (given != NULL && g_utf8_validate (given->value, -1, NULL))
    return given->value;
  const char *value = g_hash_table_lookup (field->request->values, field->name);
  return value != NULL ? value : "";
}

static View
field_member (const void *data, const char *name, gsize length)
{
  const FieldRef *field = data;
  if (length == 4 && memcmp (name, "name", 4) == 0)
    return (View){ .kind = VIEW_TEXT, .text = field->name };
  if (length == 5 && memcmp (name, "value", 5) == 0)
    return (View){ .kind = VIEW_TEXT, .text = shown_value (field) };
  if (length == 5 && memcmp (name, "error", 5) == 0) {
    for (guint i = 0; i < field->request->errors->len; i++) {
      const FieldError *error = g_ptr_array_index (field->request->errors, i);
      if (strcmp (error->input, field->name) == 0)
        return (View){ .kind = VIEW_TEXT, .text = error->text };
    }
    return (View){ .kind = VIEW_FALSE };
  }
  return (View){ .kind = VIEW_MISSING };
}

static const ViewClass field_class = { .member = field_member };

View
request_field (Request *request, const char *input)
{
  FieldRef *field = arena_new0 (request->arena, FieldRef);
  *field = (FieldRef){ request, input };
  return (View){ .kind = VIEW_OBJECT, .klass = &field_class, .data = field };
}

static View
form_member (const void *data, const char *name, gsize length)
{
  Request *request = (Request *)data;
  return request_field (request, arena_strndup (request->arena, name, length));
}

static const ViewClass form_class = { .member = form_member };

void
request_default (Request *request, const char *input, const char *value)
{
  if (!g_hash_table_contains (request->values, input) && value != NULL)
    g_hash_table_insert (request->values, (char *)input, arena_strdup (request->arena, value));
}

/* ---- the frame's own names ---- */

typedef struct {
  const char *path, *label,
      *icon; /* path without a slash: below the newest round; icon: a symbol of icons.svg */
  Permission permission;
} MenuItem;

/* A row without a path begins a group. */
static const MenuItem menu[] = {
  { "/", "Việc của tôi", "work", PERMISSION_PERSONAL },
  { .label = "Chuẩn bị" },
  { "tu-hoc", "Kế hoạch tự học", "study", PERMISSION_PERSONAL },
  { "ke-hoach-hoc-tap", "Kế hoạch học tập", "learn", PERMISSION_PAPERS_READ },
  { "bo-tieu-chi", "Bộ tiêu chí", "scheme", PERMISSION_ROUND_READ },
  { "/can-cu", "Căn cứ pháp lý", "law", PERMISSION_ROUND_READ },
  { "to", "Tổ đánh giá", "team", PERMISSION_ROUND_READ },
  { "ke-hoach", "Kế hoạch", "plan", PERMISSION_ROUND_READ },
  { "phan-cong", "Phân công", "assign", PERMISSION_ROUND_READ },
  { .label = "Tự đánh giá" },
  { "bang", "Bảng đợt", "table", PERMISSION_ROUND_READ },
  { "cong-dan/cua-toi", "Công dân học tập", "person", PERMISSION_PERSONAL },
  { "minh-chung", "Minh chứng", "box", PERMISSION_EVIDENCE_READ },
  { "chi-tieu", "Chỉ tiêu", "edit", PERMISSION_ROUND_READ },
  { "xac-nhan", "Xác nhận số liệu", "good", PERMISSION_FIGURES_CONFIRM },
  { "hop", "Họp của Tổ", "people", PERMISSION_ROUND_READ },
  { "kiem-tra", "Kiểm tra chéo", "tick", PERMISSION_ROUND_READ },
  { "/nhac-viec", "Nhắc việc", "inbox", PERMISSION_REMIND },
  { .label = "Văn bản, kết quả" },
  { "van-ban", "Văn bản", "paper", PERMISSION_PAPERS_READ },
  { "/trinh-ky", "Trình ký", "edit", PERMISSION_PAPERS_SIGN },
  { "phe-duyet", "Phê duyệt", "approve", PERMISSION_ROUND_READ },
  { "ho-so", "Hồ sơ", "dossier", PERMISSION_PAPERS_READ },
  { "cong-khai", "Công khai", "world", PERMISSION_ROUND_READ },
  { "ket-qua", "Kết quả công nhận", "good", PERMISSION_ROUND_READ },
  { "cai-tien", "Kế hoạch cải tiến", "next", PERMISSION_ROUND_READ },
  { .label = "Đơn vị" },
  { "/nguoi", "Danh sách người", "people", PERMISSION_PEOPLE_READ },
  { "/don-vi", "Đơn vị", "unit", PERMISSION_UNIT_READ },
  { "/tai-khoan", "Tài khoản", "key", PERMISSION_ACCOUNTS },
  { "/uy-quyen", "Ủy quyền", "deputy", PERMISSION_DEPUTIES },
  { "/nhat-ky", "Nhật ký", "log", PERMISSION_AUDIT_READ },
};

#define OWN_PAGE "/cua-toi" /* one's own page stands for the list beside it too */

static bool
is_current (const Request *request, const char *path)
{
  gsize length = g_str_has_suffix (path, OWN_PAGE) ? strlen (path) - strlen (OWN_PAGE) : strlen (path);
  return length == 1 ? strcmp (request->path, "/") == 0
                     : strncmp (request->path, path, length) == 0
                           && (request->path[length] == '\0' || request->path[length] == '/');
}

/* How many errors the cross-check finds, where that is known without looking anew; NULL: none. */
static const char *
errors_text (Request *request)
{
  gint64 errors = outlook_errors_known (request);
  return errors > 0 ? arena_int (request->arena, errors) : NULL;
}

/* The year of the round that the address names, so that a former one keeps its menu and rail; else the
 * newest.
 */
static int
frame_year (const Request *request)
{
  static const char prefix[] = "/dot/";
  bool below = request->path != NULL && g_str_has_prefix (request->path, prefix); /* NULL: refused unread */
  gint64 named = below ? g_ascii_strtoll (request->path + strlen (prefix), NULL, 10) : 0;
  return named > 0 && named < request->identity.year ? (int)named : request->identity.year;
}

static Value *
menu_item (Request *request, const MenuItem *row)
{
  const char *year = arena_int (request->arena, frame_year (request));
  const char *path
      = row->path[0] != '/' ? arena_concat (request->arena, "/dot/", year, "/", row->path, NULL) : row->path;
  Value *item = value_object (request->arena);
  value_set_text (item, "path", path);
  value_set_text (item, "label", row->label);
  value_set_text (item, "icon", row->icon);
  value_set_text (item, "count", strcmp (row->path, "kiem-tra") == 0 ? errors_text (request) : NULL);
  value_set_bool (item, "current", is_current (request, path));
  return item;
}

/* Groups of {group, items}; one that holds nothing for this person is left out. */
static void
add_menu (Request *request, Value *frame)
{
  Value *groups = value_list (request->arena), *items = NULL;
  const char *label = NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (menu); i++) {
    if (menu[i].path == NULL) {
      label = menu[i].label;
      items = NULL;
      continue;
    }
    bool in_round = menu[i].path[0] != '/';
    if (!request_may (request, menu[i].permission) || (in_round && request->identity.year == 0))
      continue;
    if (items == NULL) {
      Value *group = value_object (request->arena);
      items = value_list (request->arena);
      value_set_text (group, "group", label);
      value_set (group, "items", items);
      value_append (groups, group);
    }
    value_append (items, menu_item (request, &menu[i]));
  }
  value_set (frame, "menu", groups);
}

/* The round as a path of steps. */
static void
add_rail (Request *request, Value *frame)
{
  rail_add (request, frame, frame_year (request));
}

/* The person's choice of colours, kept by the script in a cookie: "sang", "toi", or as the device has it. */
static const char *
theme_of (Request *request)
{
  const char *theme = cookie_find (request->arena, head_find (&request->head, "Cookie"), "dvht_mau");
  bool known = g_strcmp0 (theme, "sang") == 0 || g_strcmp0 (theme, "toi") == 0;
  return known ? theme : NULL;
}

static void
add_errors (Request *request, Value *frame)
{
  Value *list = value_list (request->arena);
  for (guint i = 0; i < request->errors->len; i++) {
    const FieldError *error = g_ptr_array_index (request->errors, i);
    Value *item = value_object (request->arena);
    value_set_text (item, "input", error->input);
    value_set_text (item, "label", error->label);
    value_set_text (item, "text", error->text);
    value_append (list, item);
  }
  value_set (frame, "errors", list);
  value_set_bool (frame, "has_errors", request->errors->len > 0);
}

/* What everybody's caches may keep says nothing to one of them. */
static void
add_notice (Request *request, Value *frame)
{
  const char *packed = request->answer.cache == NULL
                           ? cookie_find (request->arena, head_find (&request->head, "Cookie"), "dvht_loi")
                           : NULL;
  const char *text
      = packed != NULL ? percent_decode (request->arena, packed, strlen (packed), false, NULL) : NULL;
  bool good = text != NULL && g_utf8_validate (text, -1, NULL) && strlen (text) < 1000;
  value_set_text (frame, "notice", good ? text : NULL);
  if (packed != NULL)
    request_set_cookie (request, "dvht_loi", "", 0);
}

static Value *
make_frame (Request *request)
{
  const Identity *who = &request->identity;
  Value *frame = value_object (request->arena);
  value_set_text (frame, "title",
                  request->route != NULL && request->route->title != NULL ? request->route->title : "ĐVHT");
  value_set_bool (frame, "broad", false);
  value_set_bool (frame, "logged_in", who->account_id != 0);
  value_set_text (frame, "unit_name", who->unit_name != NULL ? who->unit_name : "");
  value_set_text (frame, "person_name", who->name != NULL ? who->name : "");
  value_set_text (frame, "csrf", who->csrf != NULL ? who->csrf : "");
  value_set_text (frame, "path", request->path);
  value_set_text (frame, "static", built_version);
  value_set_text (frame, "theme", theme_of (request));
  value_set_text (frame, "year", who->year != 0 ? arena_int (request->arena, frame_year (request)) : NULL);
  value_set_int (frame, "year_after", frame_year (request) + 1);
  value_set_text (frame, "year_now", arena_strndup (request->arena, request_today (request), 4));
  bool search = request_may (request, PERMISSION_PEOPLE_READ) && !is_current (request, "/nguoi");
  value_set_text (frame, "search_path", search ? "/nguoi" : NULL);
  value_set_text (frame, "inbox_path", who->account_id != 0 ? "/hop-thu" : NULL);
  value_set_text (frame, "inbox_count", who->unread > 0 ? arena_int (request->arena, who->unread) : NULL);
  value_set_bool (frame, "plain_http", request->readable && request_may (request, PERMISSION_ACCOUNTS));
  value_set_view (frame, "form", (View){ .kind = VIEW_OBJECT, .klass = &form_class, .data = request });
  add_menu (request, frame);
  add_rail (request, frame);
  add_errors (request, frame);
  add_notice (request, frame);
  return frame;
}

/* The page's names first, then the frame's. */
typedef struct {
  View page, frame;
} Page;

static View
page_member (const void *data, const char *name, gsize length)
{
  const Page *page = data;
  View found = { .kind = VIEW_MISSING };
  if (page->page.kind == VIEW_OBJECT)
    found = page->page.klass->member (page->page.data, name, length);
  return found.kind != VIEW_MISSING ? found : page->frame.klass->member (page->frame.data, name, length);
}

static const ViewClass page_class = { .member = page_member };

static bool
render (Request *request, const char *template, GString *out, GError **error)
{
  g_autofree char *path = g_strconcat ("pages/", template, NULL);
  const Template *compiled = g_hash_table_lookup (templates, path);
  if (compiled == NULL) {
    error_set (error, path, MSG_INTERNAL, "no such template", NULL);
    return false;
  }
  Page *page = arena_new0 (request->arena, Page);
  *page = (Page){ request->has_view ? request->view : (View){ .kind = VIEW_FALSE },
                  value_view (make_frame (request)) };
  MustacheOptions options = { .lookup = find_partial, .strict = true, .limit = (gsize)16 << 20 };
  return template_render (compiled, (View){ .kind = VIEW_OBJECT, .klass = &page_class, .data = page },
                          &options, out, error);
}

static void
set_body (Request *request, const char *type, GString *text)
{
  g_clear_pointer (&request->answer.body, g_bytes_unref);
  request->answer.type = type;
  request->answer.body = g_string_free_to_bytes (text);
}

static void
answer_json (Request *request)
{
  GString *text = g_string_new (NULL);
  view_write_json (request->view, text);
  g_string_append_c (text, '\n');
  set_body (request, "application/json; charset=utf-8", text);
}

static void
keep_page (Request *request)
{
  if (request->kept.unit_id != 0 && g_bytes_get_size (request->answer.body) <= KEPT_LIMIT)
    memo_keep (server_pages (request->server), &request->kept, request->answer.body);
}

void
frame_answer (Request *request)
{
  g_autoptr (GError) error = NULL;
  const Answer *answer = &request->answer;
  if (answer->location != NULL || answer->body != NULL || answer->status == 304)
    return;
  if (request->has_view && (request->wants_json || request->route->template == NULL)) {
    answer_json (request);
    return;
  }
  GString *page = g_string_sized_new (16384);
  if (request->route->template != NULL && render (request, request->route->template, page, &error)) {
    set_body (request, PAGE_TYPE, page);
    keep_page (request);
    return;
  }
  g_string_free (page, TRUE);
  g_warning ("%s: %s", request->path, error != NULL ? error->message : "no answer");
  frame_problem (request, 500, "Trang này bị lỗi bên trong. Xin báo cho nhóm phát triển.");
}

void
frame_show (Request *request, guint status, const char *template, View view)
{
  g_autoptr (GError) error = NULL;
  request->answer.status = status;
  request->answer.location = NULL;
  request->answer.file_name = NULL;
  request->view = view;
  request->has_view = true;
  if (request->wants_json) {
    answer_json (request);
    return;
  }
  GString *page = g_string_sized_new (4096);
  if (!render (request, template, page, &error))
    g_warning ("%s: %s", request->path, error->message);
  set_body (request, PAGE_TYPE, page);
}

void
frame_problem (Request *request, guint status, const char *text)
{
  Value *problem = value_object (request->arena);
  value_set_int (problem, "status", status);
  value_set_text (problem, "message", text);
  value_set_bool (problem, "log_in", status == 401);
  g_ptr_array_set_size (request->errors, 0); /* it says one thing */
  request->answer.cache = request->answer.etag = NULL;
  frame_show (request, status, "problem", value_view (problem));
}
