/* preview.c - typed Markdown as it will print, for the editor while somebody writes; nothing is kept. */
#include "document/html.h"
#include "web/pages/pages.h"

static const InputSpec inputs[] = {
  { .name = "noi_dung", .kind = INPUT_LINES, .label = "Nội dung", .limit = (gsize)1 << 20 },
  { 0 },
};

static bool
prepare_preview (Request *request, GError **error)
{
  const char *text = request_text (request, "noi_dung");
  GString *out = g_string_new (NULL);
  bool done = html_write_typed (text != NULL ? text : "", out, error);
  g_autoptr (GBytes) bytes = g_string_free_to_bytes (out);
  if (done)
    request_send (request, "text/html; charset=utf-8", NULL, bytes);
  return done;
}

const Route preview_routes[] = {
  { METHOD_POST, "/xem-truoc", PERMISSION_PERSONAL, "Typed Markdown as a sheet of HTML; nothing is kept",
    NULL, inputs, NULL, prepare_preview, NULL, NULL },
  { 0 },
};
