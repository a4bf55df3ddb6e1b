/* static.c - the files of data/ui/static, built in: styles, script, icons, fonts; and the style of previewed
 * papers.
 *
 * Addresses carry ?v=HASH in pages, so they may be kept for a year; a matching ETag is answered by 304. */
#include "base/asset.h"
#include "base/sha256.h"
#include "document/html.h"
#include "web/request_parts.h"
#include <string.h>

#define PREFIX "/tep/"

static const struct {
  const char *suffix, *type;
} types[] = {
  { ".css", "text/css; charset=utf-8" },
  { ".js", "text/javascript; charset=utf-8" },
  { ".svg", "image/svg+xml" },
  { ".woff2", "font/woff2" },
  { ".png", "image/png" },
  { ".ico", "image/x-icon" },
};

static const char *
type_of (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_str_has_suffix (name, types[i].suffix))
      return types[i].type;
  return "application/octet-stream";
}

#define PAPER_STYLE "van-ban.css" /* made from the style table of documents, not a file */

static GBytes *
read_file (const char *name, const char *folder)
{
  if (strcmp (name, PAPER_STYLE) == 0) {
    GString *style = g_string_new (NULL);
    html_write_style (style);
    return g_string_free_to_bytes (style);
  }
  if (folder != NULL) { /* while developing */
    g_autofree char *path = g_build_filename (folder, "static", name, NULL);
    char *content = NULL;
    gsize length = 0;
    if (g_file_get_contents (path, &content, &length, NULL))
      return g_bytes_new_take (content, length);
  } /* fonts are made when building */
  g_autofree char *path = g_strconcat ("ui/static/", name, NULL);
  const Asset *asset = asset_find (path);
  return asset != NULL ? g_bytes_new_static (asset->data, asset->size) : NULL;
}

static const char *
etag_of (Arena *arena, GBytes *bytes)
{
  char hex[SHA256_HEX_LENGTH + 1];
  gsize size = 0;
  const void *data = g_bytes_get_data (bytes, &size);
  sha256_hex (data, size, hex);
  return arena_printf (arena, "\"%.16s\"", hex);
}

bool
static_answer (Request *request)
{
  if (!g_str_has_prefix (request->path, PREFIX) || strcmp (request->head.method, "POST") == 0)
    return false;
  const char *name = request->path + strlen (PREFIX);
  GBytes *bytes
      = strchr (name, '/') == NULL && name[0] != '.' ? read_file (name, g_getenv ("DVHT_UI_DIR")) : NULL;
  if (bytes == NULL)
    return false; /* the router says 404 */
  Answer *answer = &request->answer;
  if (request_unchanged (request, etag_of (request->arena, bytes),
                         request->query[0] != '\0' ? "public, max-age=31536000, immutable"
                                                   : "public, max-age=300")) {
    g_bytes_unref (bytes);
    return true;
  }
  answer->type = type_of (name);
  answer->body = bytes;
  return true;
}
