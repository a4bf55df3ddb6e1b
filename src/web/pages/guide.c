/* guide.c - the user guide inside the program: the pages of doc/huong-dan, open to everybody. */
#include "base/asset.h"
#include "web/guide_html.h"
#include "web/pages/pages.h"
#include <string.h>

static const InputSpec page_inputs[]
    = { { .name = "trang", .kind = INPUT_TEXT, .required = true, .label = "Trang", .limit = 60 }, { 0 } };
static const InputSpec picture_inputs[]
    = { { .name = "hinh", .kind = INPUT_TEXT, .required = true, .label = "Hình", .limit = 60 }, { 0 } };

static bool
show_page (Request *request, const char *name, GError **error)
{
  Arena *arena = request_arena (request);
  const Asset *asset = asset_find (arena_concat (arena, "guide/", name, ".md", NULL));
  if (asset == NULL)
    return request_refuse (request, error, 404, MSG_GUIDE_NONE, NULL);
  Value *page = value_object (arena), *contents = value_list (arena);
  const char *title = NULL;
  value_set_raw (page, "guide", guide_html (arena, (const char *)asset->data, asset->size, &title, contents));
  value_set (page, "contents", contents);
  value_set_bool (page, "any_contents", value_length (contents) > 1);
  value_set_bool (page, "broad", true);
  value_set_bool (page, "is_index", strcmp (name, "README") == 0);
  value_set_text (page, "title", title);
  request_show (request, value_view (page));
  return true;
}

static bool
show_index (Request *request, GError **error)
{
  return show_page (request, "README", error);
}

static bool
show_one (Request *request, GError **error)
{
  return show_page (request, request_text (request, "trang"), error);
}

static bool
send_picture (Request *request, GError **error)
{
  const char *name = request_text (request, "hinh");
  const Asset *asset = asset_find (arena_concat (request_arena (request), "guide/hinh/", name, NULL));
  if (asset == NULL || strchr (name, '/') != NULL)
    return request_refuse (request, error, 404, MSG_GUIDE_NONE, NULL);
  g_autoptr (GBytes) bytes = g_bytes_new_static (asset->data, asset->size);
  if (request_unchanged (request, arena_printf (request_arena (request), "\"%zu\"", asset->size),
                         "public, max-age=300"))
    return true;
  request_send (request, g_str_has_suffix (name, ".png") ? "image/png" : "image/jpeg", NULL, bytes);
  return true;
}

const Route guide_routes[] = {
  { METHOD_GET, "/huong-dan", PERMISSION_PUBLIC, "The user guide's first page", NULL, NULL, show_index, NULL,
    NULL, "guide" },
  { METHOD_GET, "/huong-dan/{trang}", PERMISSION_PUBLIC, "A page of the user guide", NULL, page_inputs,
    show_one, NULL, NULL, "guide" },
  { METHOD_GET, "/huong-dan/hinh/{hinh}", PERMISSION_PUBLIC, "A picture of the user guide", NULL,
    picture_inputs, send_picture },
  { 0 },
};
