/* append.c - pages of other PDF files behind our own, by qpdf. */
#include "document/pdf.h"
#include <glib/gstdio.h>
#include <qpdf/qpdf-c.h>
#include <stdlib.h>
#include <string.h>

#define APPENDIX_MAX ((goffset)512 << 20) /* bytes of one file */
#define CLAIM "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>"

typedef struct {
  qpdf_data main;
  GPtrArray *others; /* of qpdf_data: alive until the result is written */
} Append;

static void
free_other (gpointer other)
{
  qpdf_data data = other;
  qpdf_cleanup (&data);
}

static const char *
reason (qpdf_data data)
{
  return qpdf_has_error (data) ? qpdf_get_error_full_text (data, qpdf_get_error (data)) : "";
}

/* ---- reading ---- */

/* Opens a foreign file; NULL with an error if it is none, broken, encrypted or too large. */
static qpdf_data
open_other (Append *append, const PdfAppendix *file, GError **error)
{
  GStatBuf info;
  if (g_stat (file->path, &info) != 0 || !S_ISREG (info.st_mode) || info.st_size > APPENDIX_MAX) {
    error_set (error, file->path, MSG_APPENDIX_UNREADABLE, file->title, NULL);
    return NULL;
  }
  qpdf_data other = qpdf_init ();
  g_ptr_array_add (append->others, other);
  qpdf_set_suppress_warnings (other, QPDF_TRUE);
  qpdf_silence_errors (other);
  bool good = (qpdf_read (other, file->path, NULL) & QPDF_ERRORS) == 0;
  bool password = !good && qpdf_get_error_code (other, qpdf_get_error (other)) == qpdf_e_password;
  if (password || (good && qpdf_is_encrypted (other))) {
    error_set (error, file->path, MSG_APPENDIX_ENCRYPTED, file->title, NULL);
    return NULL;
  }
  if (!good || qpdf_get_num_pages (other) <= 0) {
    error_set (error, file->path, MSG_APPENDIX_BROKEN, file->title, NULL);
    return NULL;
  }
  return other;
}

/* Keys into the structure tree of the file the page comes from mean other things in ours. */
static void
forget_structure (qpdf_data data, qpdf_oh page)
{
  qpdf_oh_remove_key (data, page, "/StructParents");
  qpdf_oh annotations = qpdf_oh_get_key (data, page, "/Annots");
  if (!qpdf_oh_is_array (data, annotations))
    return;
  for (int i = 0; i < qpdf_oh_get_array_n_items (data, annotations); i++) {
    qpdf_oh annotation = qpdf_oh_get_array_item (data, annotations, i);
    if (qpdf_oh_is_dictionary (data, annotation))
      qpdf_oh_remove_key (data, annotation, "/StructParent");
  }
}

/* ---- bookmarks ---- */

static qpdf_oh
outline_of (qpdf_data data)
{
  qpdf_oh root = qpdf_get_root (data), outline = qpdf_oh_get_key (data, root, "/Outlines");
  if (qpdf_oh_is_dictionary (data, outline))
    return outline;
  outline = qpdf_make_indirect_object (data, qpdf_oh_new_dictionary (data));
  qpdf_oh_replace_key (data, root, "/Outlines", outline);
  qpdf_oh_replace_key (data, root, "/PageMode", qpdf_oh_new_name (data, "/UseOutlines"));
  return outline;
}

static void
add_bookmark (qpdf_data data, const char *title, qpdf_oh page)
{
  qpdf_oh outline = outline_of (data), mark = qpdf_make_indirect_object (data, qpdf_oh_new_dictionary (data));
  qpdf_oh target = qpdf_oh_new_array (data), last = qpdf_oh_get_key (data, outline, "/Last");
  qpdf_oh_append_item (data, target, page);
  qpdf_oh_append_item (data, target, qpdf_oh_new_name (data, "/Fit"));
  qpdf_oh_replace_key (data, mark, "/Title", qpdf_oh_new_unicode_string (data, title));
  qpdf_oh_replace_key (data, mark, "/Parent", outline);
  qpdf_oh_replace_key (data, mark, "/Dest", target);
  if (qpdf_oh_is_dictionary (data, last)) {
    qpdf_oh_replace_key (data, mark, "/Prev", last);
    qpdf_oh_replace_key (data, last, "/Next", mark);
  } else {
    qpdf_oh_replace_key (data, outline, "/First", mark);
  }
  qpdf_oh_replace_key (data, outline, "/Last", mark);
  qpdf_oh count = qpdf_oh_get_key (data, outline, "/Count");
  int marks = qpdf_oh_is_integer (data, count) ? qpdf_oh_get_int_value_as_int (data, count) : 0;
  qpdf_oh_replace_key (data, outline, "/Count", qpdf_oh_new_integer (data, marks + 1));
}

static bool
append_file (Append *append, const PdfAppendix *file, GError **error)
{
  qpdf_data other = open_other (append, file, error);
  if (other == NULL)
    return false;
  int pages = qpdf_get_num_pages (other), first = qpdf_get_num_pages (append->main);
  for (int i = 0; i < pages; i++) {
    qpdf_oh page = qpdf_get_page_n (other, (size_t)i);
    forget_structure (other, page);
    if (qpdf_add_page (append->main, other, page, QPDF_FALSE) & QPDF_ERRORS) {
      error_set (error, file->path, MSG_APPENDIX_BROKEN, file->title, NULL);
      return false;
    }
  }
  add_bookmark (append->main, file->title, qpdf_get_page_n (append->main, (size_t)first));
  return true;
}

/* ---- writing ---- */

/* Nobody vouches for foreign pages: the file no longer claims PDF/A. */
static void
drop_claim (qpdf_data data)
{
  qpdf_oh stream = qpdf_oh_get_key (data, qpdf_get_root (data), "/Metadata");
  unsigned char *bytes = NULL;
  size_t size = 0;
  QPDF_BOOL filtered = QPDF_FALSE;
  if (!qpdf_oh_is_stream (data, stream)
      || (qpdf_oh_get_stream_data (data, stream, qpdf_dl_all, &filtered, &bytes, &size) & QPDF_ERRORS))
    return;
  g_autofree char *xmp = g_strndup ((const char *)bytes, size);
  free (bytes);
  char *claim = strstr (xmp, CLAIM);
  if (claim == NULL)
    return;
  memset (claim, ' ', strlen (CLAIM));
  qpdf_oh_replace_stream_data (data, stream, (const unsigned char *)xmp, strlen (xmp),
                               qpdf_oh_new_null (data), qpdf_oh_new_null (data));
}

static GBytes *
write_main (qpdf_data data, GError **error)
{
  drop_claim (data);
  qpdf_init_write_memory (data);
  qpdf_set_deterministic_ID (data, QPDF_TRUE);
  qpdf_set_object_stream_mode (data, qpdf_o_generate);
  qpdf_set_compress_streams (data, QPDF_TRUE);
  qpdf_set_preserve_unreferenced_objects (data, QPDF_FALSE);
  if (qpdf_write (data) & QPDF_ERRORS) {
    error_set (error, NULL, MSG_PDF_FAILED, reason (data), NULL);
    return NULL;
  }
  return g_bytes_new (qpdf_get_buffer (data), qpdf_get_buffer_length (data));
}

GBytes *
pdf_append (GBytes *pdf, const PdfAppendix *files, gsize count, GError **error)
{
  Append append = { .main = qpdf_init (), .others = g_ptr_array_new_with_free_func (free_other) };
  qpdf_set_suppress_warnings (append.main, QPDF_TRUE);
  qpdf_silence_errors (append.main);
  gsize size = 0;
  const char *data = g_bytes_get_data (pdf, &size);
  GBytes *result = NULL;
  bool good = (qpdf_read_memory (append.main, "pdf", data, size, NULL) & QPDF_ERRORS) == 0;
  if (!good)
    error_set (error, NULL, MSG_PDF_FAILED, reason (append.main), NULL);
  for (gsize i = 0; good && i < count; i++)
    good = append_file (&append, &files[i], error);
  if (good)
    result = write_main (append.main, error);
  qpdf_cleanup (&append.main);
  g_ptr_array_free (append.others, TRUE);
  return result;
}
