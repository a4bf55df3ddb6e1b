/* paper_file.c - see paper_file.h. */
#include "document/paper_file.h"
#include "document/docx.h"
#include "document/html.h"
#include "document/pdf.h"
#include "document/svg.h"
#include <string.h>

const char *const file_format_names[FILE_FORMAT_COUNT] = { "docx", "pdf", "html" };

const DocumentSpec *
document_spec (const Scheme *scheme, const char *id)
{
  for (gsize i = 0; i < scheme->document_count; i++)
    if (strcmp (scheme->documents[i].id, id) == 0)
      return &scheme->documents[i];
  for (gsize i = 0; i < scheme->document_count; i++)
    if (g_strcmp0 (scheme->documents[i].paper, id) == 0)
      return &scheme->documents[i];
  return NULL;
}

static bool
count_pages (ComposeContext *context, GError **error)
{
  const Scheme *scheme = context->round->scheme;
  if (!compose_prepare (context, error))
    return false;
  for (gsize i = 0; i < scheme->document_count; i++) {
    const DocumentSpec *spec = &scheme->documents[i];
    if (spec->part != PART_DOSSIER || !compose_wanted (context, spec))
      continue;
    const Document *document = compose_document (context, spec, error);
    g_autoptr (Layout) layout = document == NULL ? NULL : layout_document (document, error);
    if (layout == NULL)
      return false;
    compose_set_pages (context, spec, layout_page_count (layout));
  }
  return true;
}

const Document *
document_compose (ComposeContext *context, const DocumentSpec *spec, GError **error)
{
  if (strcmp (spec->id, "submission") == 0 && !count_pages (context, error))
    return NULL;
  return compose_document (context, spec, error);
}

/* Wide screens show the pages as they print, narrow ones the text, which flows (parts.css). */
GBytes *
document_sheets (const Document *document, const Layout *layout)
{
  GString *out = g_string_new ("<div class=\"chu\" id=\"chu\">\n");
  html_write (document, true, out);
  g_string_append (out, "</div>\n<div class=\"trang-in\">\n");
  svg_pages (layout, out);
  g_string_append (out, "</div>\n");
  return g_string_free_to_bytes (out);
}

GBytes *
document_file (const Document *document, FileFormat format, GError **error)
{
  if (format == FILE_HTML) {
    GString *out = g_string_new (NULL);
    html_write (document, false, out);
    return g_string_free_to_bytes (out);
  }
  g_autoptr (Layout) layout = layout_document (document, error);
  if (layout == NULL)
    return NULL;
  return format == FILE_SHEETS ? document_sheets (document, layout)
         : format == FILE_DOCX ? docx_write (document, layout, error)
                               : pdf_write (layout, error);
}
