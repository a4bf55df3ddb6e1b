/* public.c - what everybody may read without log-in: published results, their documents, and whether a code
 * on a paper is that of the published ones.
 *
 * These pages know nobody: no session, theme or notice enters them, so that caches may keep them.  The server
 * itself keeps the results asked for most; one statement by an index tells at each visit whether what it has
 * is still public, so what was withdrawn is gone at once, whoever withdrew it. */
#include "base/date.h"
#include "base/json.h"
#include "store/publication.h"
#include "store/unit.h"
#include "web/pages/pages.h"
#include "web/pages/round_parts.h"
#include "web/shown.h"
#include <string.h>

#define NEWEST_COUNT 100
#define KEEP "public, no-cache" /* kept, and asked about each time: what is withdrawn is gone at once */

static const InputSpec address_inputs[]
    = { { .name = "address", .kind = INPUT_TEXT, .required = true, .label = "Địa chỉ", .limit = 80 }, { 0 } };
static const InputSpec file_inputs[]
    = { { .name = "address", .kind = INPUT_TEXT, .required = true, .label = "Địa chỉ", .limit = 80 },
        { .name = "so", .kind = INPUT_INT, .required = true, .label = "Tài liệu" },
        { 0 } };
static const InputSpec code_inputs[]
    = { { .name = "ma", .kind = INPUT_TEXT, .required = true, .label = "Mã", .limit = 80 }, { 0 } };
static const InputSpec newest_inputs[] = { { .name = "tu", .kind = INPUT_INT, .label = "Từ dòng" }, { 0 } };

/* What there is to know at each visit. */
static bool
published_here (Request *request, PublishedMark *ret, GError **error)
{
  Transaction *transaction = request_read (request, error);
  if (transaction == NULL || !published_mark (transaction, request_text (request, "address"), ret, error))
    return false;
  return ret->id != 0 || request_refuse (request, error, 404, MSG_PUBLICATION_NONE, NULL);
}

/* What stands in a page's head.  Its whole address is what the site's keeper says, never a request's word,
 * since the page is kept for others.  `description` NULL: nothing for search engines to keep. */
static void
set_head (Request *request, Value *page, const char *title, const char *description, const char *path)
{
  const char *site = request_site (request);
  bool shared = site != NULL && description != NULL && path != NULL;
  value_set_text (page, "title", title);
  value_set_text (page, "description", description);
  value_set_text (page, "whole_address",
                  shared ? arena_concat (request_arena (request), site, path, NULL) : NULL);
  value_set_bool (page, "is_findable", description != NULL);
}

/* ---- one result ---- */

static Value *
version_value (Arena *arena, const Published *version)
{
  Value *item = value_object (arena);
  value_set_int (item, "position", version->position);
  value_set_text (item, "published_at", shown_instant (arena, version->published_at));
  value_set_text (item, "withdrawn_at", shown_instant (arena, version->withdrawn_at));
  value_set_text (item, "reason", version->withdrawn_reason);
  return item;
}

static Value *
withdrawn_list (Arena *arena, const PublishedList *list)
{
  Value *versions = value_list (arena);
  for (gsize i = 0; i < list->count; i++)
    if (!list->items[i].is_public)
      value_append (versions, version_value (arena, &list->items[i]));
  return versions;
}

static Value *
file_list (Arena *arena, const char *path, json_t *files)
{
  Value *list = value_list (arena);
  json_t *file;
  gsize i;
  json_array_foreach (files, i, file)
  {
    Value *item = value_object (arena);
    const char *name = json_member (arena, file, "name"), *title = json_member (arena, file, "title");
    value_set_text (item, "title", title != NULL ? title : name);
    value_set_text (item, "path", arena_printf (arena, "%s/tep/%zu", path, i + 1));
    value_set_bool (item, "is_scan", json_object_get (file, "size") == NULL);
    value_append (list, item);
  }
  return list;
}

/* Of one that was withdrawn it is said whose it was and of which year, and no more. */
static json_t *
without_content (json_t *content)
{
  return json_pack ("{s:O?,s:{s:O?}}", "year", json_object_get (content, "year"), "unit", "name",
                    json_object_get (json_object_get (content, "unit"), "name"));
}

static void
add_withdrawn (Arena *arena, const PublishedList *list, Value *page)
{
  Value *withdrawn = withdrawn_list (arena, list);
  value_set (page, "withdrawn", withdrawn);
  value_set_bool (page, "any_withdrawn", value_length (withdrawn) > 0);
}

static const char *
title_of (Arena *arena, const json_t *content)
{
  return arena_printf (arena, "Kết quả tự đánh giá “Đơn vị học tập” năm %d, %s",
                       (int)json_integer_value (json_object_get (content, "year")),
                       json_member (arena, json_object_get (content, "unit"), "name"));
}

/* In a sentence, for search engines and whoever is sent the address. */
static const char *
summary_of (Arena *arena, const json_t *content)
{
  const json_t *figures = json_object_get (content, "figures");
  bool in_points = json_is_true (json_object_get (content, "in_points"));
  const char *verdict
      = in_points ? arena_concat (arena, "xếp loại ", json_member (arena, figures, "class"), NULL)
        : json_is_true (json_object_get (figures, "title")) ? "đạt danh hiệu “Đơn vị học tập”"
                                                            : "chưa đạt danh hiệu “Đơn vị học tập”";
  return arena_printf (arena,
                       "%s tự đánh giá %s năm %d; %s/%s chỉ tiêu đạt, %s/%s người là Công dân học tập.",
                       json_member (arena, json_object_get (content, "unit"), "name"), verdict,
                       (int)json_integer_value (json_object_get (content, "year")),
                       json_member (arena, figures, "met"), json_member (arena, figures, "applicable"),
                       json_member (arena, figures, "citizens"), json_member (arena, figures, "people"));
}

static bool
make_result (Request *request, bool is_public, GError **error)
{
  Arena *arena = request_arena (request);
  Transaction *transaction = request_read (request, error);
  const char *address = request_text (request, "address");
  const char *path = arena_concat (arena, "/cong-khai/", address, NULL);
  PublishedContent kept;
  PublishedList list;
  if (transaction == NULL || !published_content (transaction, arena, address, &kept, error)
      || !published_at (transaction, arena, address, &list, error))
    return false;
  json_auto_t *content = json_loads (kept.content, 0, NULL), *less = without_content (content),
              *files = is_public ? json_loads (kept.files, 0, NULL) : NULL;
  Value *page = value_object (arena), *documents = file_list (arena, path, files);
  json_t *decision = is_public ? json_object_get (content, "decision") : NULL;
  value_set_view (page, "content", json_view (arena, is_public ? content : less));
  value_set_bool (page, "is_public", is_public);
  value_set_text (page, "published_at", is_public ? shown_instant (arena, list.items[0].published_at) : NULL);
  value_set_text (page, "hash", is_public ? kept.hash : NULL);
  if (json_is_object (decision))
    value_set_view (page, "decision", json_view (arena, decision));
  else
    value_set_bool (page, "decision", false);
  value_set (page, "documents", documents);
  value_set_bool (page, "any_documents", value_length (documents) > 0);
  add_withdrawn (arena, &list, page);
  set_head (request, page, title_of (arena, content), is_public ? summary_of (arena, content) : NULL, path);
  request_show (request, value_view (page));
  return true;
}

static bool
show_result (Request *request, GError **error)
{
  PublishedMark mark;
  if (!published_here (request, &mark, error))
    return false;
  const char *etag = arena_printf (request_arena (request),
                                   "\"%" G_GINT64_FORMAT "-%" G_GINT64_FORMAT "-%" G_GINT64_FORMAT "\"",
                                   mark.unit_id, mark.id, mark.withdrawn_at);
  return request_unchanged (request, etag, KEEP)
         || request_kept (request, mark.unit_id, mark.id, mark.withdrawn_at)
         || make_result (request, mark.is_public, error);
}

/* A document as it was approved; of the version that is public now. */
static bool
send_document (Request *request, GError **error)
{
  Arena *arena = request_arena (request);
  PublishedContent kept;
  PublishedMark mark;
  if (!published_here (request, &mark, error))
    return false;
  if (!mark.is_public)
    return request_refuse (request, error, 404, MSG_PUBLICATION_NONE, NULL);
  if (!published_content (request_read (request, error), arena, request_text (request, "address"), &kept,
                          error))
    return false;
  json_auto_t *files = json_loads (kept.files, 0, NULL);
  gint64 at = request_int (request, "so", 0);
  json_t *file = at > 0 ? json_array_get (files, (gsize)at - 1) : NULL;
  const char *hash = json_member (arena, file, "blob");
  if (hash == NULL)
    return request_refuse (request, error, 404, MSG_PUBLICATION_NONE, NULL);
  if (request_unchanged (request, arena_printf (arena, "\"%.16s\"", hash), KEEP))
    return true;
  return blob_answer_of (request, mark.unit_id, hash, json_member (arena, file, "name"), error);
}

/* ---- a code on a paper ---- */

static bool
show_code (Request *request, GError **error)
{
  Arena *arena = request_arena (request);
  Transaction *transaction = request_read (request, error);
  SnapshotFacts facts = { 0 };
  bool found = false;
  if (transaction == NULL
      || !snapshot_find (transaction, arena, request_text (request, "ma"), &facts, &found, error))
    return false;
  if (!found)
    return request_refuse (request, error, 404, MSG_PUBLICATION_CODE, NULL);
  UnitName unit;
  if (!transaction_set_unit (transaction, facts.unit_id, error)
      || !unit_name_at (transaction, arena, date_iso (arena, date_at_instant (facts.approved_at)), &unit,
                        error))
    return false;
  Value *page = value_object (arena);
  value_set_text (page, "unit", unit.name);
  value_set_int (page, "year", facts.year);
  value_set_text (page, "code", request_text (request, "ma"));
  value_set_text (page, "hash", facts.hash);
  value_set_text (page, "approved_at", shown_instant (arena, facts.approved_at));
  value_set_bool (page, "is_published", facts.is_public);
  value_set_bool (page, "was_published", facts.address != NULL && !facts.is_public);
  value_set_bool (page, "is_void", strcmp (facts.state, "void") == 0);
  value_set_text (page, "address",
                  facts.address != NULL ? arena_concat (arena, "/cong-khai/", facts.address, NULL) : NULL);
  set_head (request, page, "Kiểm tra mã trên giấy", NULL, NULL);
  request_show (request, value_view (page));
  return true;
}

/* ---- all that is public here ---- */

static Value *
newest_value (Arena *arena, const Rows *rows)
{
  Value *item = value_object (arena);
  json_auto_t *content = json_loads (rows_text (rows, 3), 0, NULL);
  value_set_text (item, "path", arena_concat (arena, "/cong-khai/", rows_text_dup (rows, 1, arena), NULL));
  value_set_text (item, "published_at", shown_instant (arena, rows_int (rows, 2)));
  value_set_text (item, "unit", json_member (arena, json_object_get (content, "unit"), "name"));
  value_set_int (item, "year", json_integer_value (json_object_get (content, "year")));
  return item;
}

static bool
show_newest (Request *request, GError **error)
{
  Arena *arena = request_arena (request);
  Value *page = value_object (arena), *list = value_list (arena);
  Transaction *transaction = request_read (request, error);
  gint64 start = MAX (request_int (request, "tu", 0), 0);
  GError *local = NULL;
  if (transaction == NULL)
    return false;
  g_autoptr (Rows) rows
      = db_rows (transaction, QUERY_publication_newest, error, DB_INT (NEWEST_COUNT + 1), DB_INT (start));
  if (rows == NULL)
    return false;
  while (value_length (list) < NEWEST_COUNT && rows_next (rows, &local))
    value_append (list, newest_value (arena, rows));
  bool more = local == NULL && value_length (list) == NEWEST_COUNT && rows_next (rows, &local);
  if (local != NULL) {
    g_propagate_error (error, local);
    return false;
  }
  value_set (page, "results", list);
  value_set_bool (page, "any", value_length (list) > 0);
  value_set_text (page, "next",
                  more ? arena_printf (arena, "/cong-khai?tu=%" G_GINT64_FORMAT, start + NEWEST_COUNT)
                       : NULL);
  set_head (request, page, "Kết quả đã công khai",
            "Kết quả tự đánh giá “Đơn vị học tập” mà các đơn vị công khai ở đây.",
            start == 0 ? "/cong-khai" : NULL);
  request_show (request, value_view (page));
  return true;
}

static bool
send_robots (Request *request, GError **error)
{
  static const char text[]
      = "User-agent: *\nDisallow: /cong-khai/ma/\nAllow: /cong-khai\nAllow: /tep/\nDisallow: /\n";
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  request_send (request, "text/plain; charset=utf-8", NULL, bytes);
  return true;
}

const Route public_routes[] = {
  { METHOD_GET, "/cong-khai", PERMISSION_PUBLIC, "Results that are public here, the newest first", NULL,
    newest_inputs, show_newest, NULL, NULL, "public_list" },
  { METHOD_GET, "/cong-khai/ma/{ma}", PERMISSION_PUBLIC, "Whether a code on a paper is of what is published",
    NULL, code_inputs, show_code, NULL, NULL, "public_code" },
  { METHOD_GET, "/cong-khai/{address}", PERMISSION_PUBLIC, "A published result", NULL, address_inputs,
    show_result, NULL, NULL, "public_result" },
  { METHOD_GET, "/cong-khai/{address}/tep/{so}", PERMISSION_PUBLIC, "A published document", NULL, file_inputs,
    send_document, NULL, NULL, NULL },
  { METHOD_GET, "/robots.txt", PERMISSION_PUBLIC, "What crawlers may read", NULL, NULL, send_robots, NULL,
    NULL, NULL },
  { 0 },
};
