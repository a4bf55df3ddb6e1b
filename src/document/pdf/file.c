/* file.c - see file.h. */
#include "document/pdf/file.h"
#include <libdeflate.h>
#include <math.h>
#include <string.h>

#define DEFLATE_LEVEL 5
#define PACK_MAX 200 /* objects in one object stream */

/* ---- buffers ---- */

static void
make_room (PdfBuffer *buffer, gsize size)
{
  if (buffer->room - buffer->size >= size)
    return;
  buffer->room = MAX (2 * buffer->room, buffer->size + size + 1024);
  buffer->data = g_realloc (buffer->data, buffer->room);
}

void
pdf_put (PdfBuffer *buffer, const void *data, gsize size)
{
  make_room (buffer, size);
  if (size > 0)
    memcpy (buffer->data + buffer->size, data, size);
  buffer->size += size;
}

void
pdf_put_text (PdfBuffer *buffer, const char *text)
{
  pdf_put (buffer, text, strlen (text));
}

void
pdf_put_int (PdfBuffer *buffer, gint64 number)
{
  char digits[24], *p = digits + sizeof digits;
  guint64 rest = number < 0 ? 0 - (guint64)number : (guint64)number;
  do {
    *--p = (char)('0' + rest % 10);
    rest /= 10;
  } while (rest > 0);
  if (number < 0)
    *--p = '-';
  pdf_put (buffer, p, (gsize)(digits + sizeof digits - p));
}

void
pdf_put_number (PdfBuffer *buffer, double number)
{
  gint64 hundredths = llround (number * 100);
  if (hundredths < 0)
    pdf_put (buffer, "-", 1);
  guint64 rest = (guint64)ABS (hundredths);
  pdf_put_int (buffer, (gint64)(rest / 100));
  guint decimals = (guint)(rest % 100);
  if (decimals == 0)
    return;
  char text[3] = { '.', (char)('0' + decimals / 10), (char)('0' + decimals % 10) };
  pdf_put (buffer, text, decimals % 10 == 0 ? 2 : 3);
}

void
pdf_put_ref (PdfBuffer *buffer, guint object)
{
  pdf_put (buffer, " ", 1);
  pdf_put_int (buffer, object);
  pdf_put (buffer, " 0 R", 4);
}

static void
put_unit (PdfBuffer *buffer, guint unit)
{
  static const char hex[] = "0123456789ABCDEF";
  char digits[4] = { hex[unit >> 12 & 15], hex[unit >> 8 & 15], hex[unit >> 4 & 15], hex[unit & 15] };
  pdf_put (buffer, digits, 4);
}

void
pdf_put_string (PdfBuffer *buffer, const char *text)
{
  pdf_put_text (buffer, "<FEFF");
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    guint character = g_utf8_get_char (p);
    if (character >= 0x10000) {
      put_unit (buffer, 0xD800 + ((character - 0x10000) >> 10));
      put_unit (buffer, 0xDC00 + ((character - 0x10000) & 0x3FF));
    } else {
      put_unit (buffer, character);
    }
  }
  pdf_put_text (buffer, ">");
}

void
pdf_buffer_clear (PdfBuffer *buffer)
{
  g_free (buffer->data);
  *buffer = (PdfBuffer){ 0 };
}

/* ---- files ---- */

typedef struct {
  guint8 kind; /* 0 unused, 1 at offset, 2 packed */
  guint64 at;  /* offset, or number of the object stream */
  guint index; /* within the object stream */
} Entry;

struct PdfFile {
  PdfBuffer out, pack, heads; /* the file; the object stream being filled and its table */
  guint pack_number, pack_count;
  GArray *entries; /* of Entry, by object number */
  struct libdeflate_compressor *deflate;
  GError *error; /* first failure inside pdf_file_object */
};

PdfFile *
pdf_file_new (void)
{
  PdfFile *file = g_new0 (PdfFile, 1);
  file->deflate = libdeflate_alloc_compressor (DEFLATE_LEVEL);
  if (file->deflate == NULL)
    g_error ("out of memory"); /* as GLib does */
  file->entries = g_array_new (FALSE, TRUE, sizeof (Entry));
  g_array_set_size (file->entries, 1);
  pdf_put_text (&file->out, "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n");
  return file;
}

void
pdf_file_free (PdfFile *file)
{
  if (file == NULL)
    return;
  pdf_buffer_clear (&file->out);
  pdf_buffer_clear (&file->pack);
  pdf_buffer_clear (&file->heads);
  libdeflate_free_compressor (file->deflate);
  g_array_free (file->entries, TRUE);
  g_clear_error (&file->error);
  g_free (file);
}

guint
pdf_file_reserve (PdfFile *file, guint count)
{
  guint first = file->entries->len;
  g_array_set_size (file->entries, first + count);
  return first;
}

static Entry *
entry_of (const PdfFile *file, guint number)
{
  return &g_array_index (file->entries, Entry, number);
}

/* Deflates right onto the end of the file. */
static bool
put_deflated (PdfFile *file, const void *data, gsize size, gsize *ret_size, GError **error)
{
  gsize room = libdeflate_zlib_compress_bound (file->deflate, size);
  make_room (&file->out, room);
  *ret_size = libdeflate_zlib_compress (file->deflate, data, size, file->out.data + file->out.size, room);
  file->out.size += *ret_size;
  if (*ret_size == 0)
    error_set (error, NULL, MSG_PDF_FAILED, "deflate", NULL);
  return *ret_size > 0;
}

#define LENGTH_DIGITS 10

bool
pdf_file_stream (PdfFile *file, guint number, const char *entries, const void *data, gsize size,
                 PdfStreamKind kind, GError **error)
{
  PdfBuffer *out = &file->out;
  *entry_of (file, number) = (Entry){ .kind = 1, .at = out->size };
  pdf_put_int (out, number);
  pdf_put_text (out, " 0 obj\n<<");
  pdf_put_text (out, entries);
  if (kind == PDF_STREAM_DEFLATE)
    pdf_put_text (out, "/Filter/FlateDecode");
  pdf_put_text (out, "/Length ");
  gsize length_at = out->size, length = size;
  pdf_put_text (out, "          >>\nstream\n"); /* LENGTH_DIGITS blanks */
  if (kind != PDF_STREAM_DEFLATE)
    pdf_put (out, data, size);
  else if (!put_deflated (file, data, size, &length, error))
    return false;
  char digits[24];
  g_snprintf (digits, sizeof digits, "%-*" G_GSIZE_FORMAT, LENGTH_DIGITS, length);
  memcpy (out->data + length_at, digits, LENGTH_DIGITS);
  pdf_put_text (out, "\nendstream\nendobj\n");
  return true;
}

static void
flush_pack (PdfFile *file)
{
  if (file->pack_count == 0)
    return;
  char entries[64];
  g_snprintf (entries, sizeof entries, "/Type/ObjStm/N %u/First %" G_GSIZE_FORMAT, file->pack_count,
              file->heads.size);
  pdf_put (&file->heads, file->pack.data, file->pack.size);
  pdf_file_stream (file, file->pack_number, entries, file->heads.data, file->heads.size, PDF_STREAM_DEFLATE,
                   file->error == NULL ? &file->error : NULL);
  file->pack.size = file->heads.size = 0;
  file->pack_count = 0;
}

PdfBuffer *
pdf_file_object (PdfFile *file, guint number)
{
  if (file->pack_count == PACK_MAX)
    flush_pack (file);
  if (file->pack_count == 0)
    file->pack_number = pdf_file_reserve (file, 1);
  *entry_of (file, number) = (Entry){ .kind = 2, .at = file->pack_number, .index = file->pack_count++ };
  if (file->pack.size > 0)
    pdf_put (&file->pack, "\n", 1);
  pdf_put_int (&file->heads, number);
  pdf_put (&file->heads, " ", 1);
  pdf_put_int (&file->heads, (gint64)file->pack.size);
  pdf_put (&file->heads, " ", 1);
  return &file->pack;
}

/* ---- end ---- */

static void
put_entry (PdfBuffer *table, const Entry *entry)
{
  guint8 bytes[7]
      = { entry->kind,       (guint8)(entry->at >> 24),   (guint8)(entry->at >> 16), (guint8)(entry->at >> 8),
          (guint8)entry->at, (guint8)(entry->index >> 8), (guint8)entry->index };
  pdf_put (table, bytes, sizeof bytes);
}

/* The file's name for itself: made from all of its bytes, so that other content has another one. */
static char *
file_id (const PdfFile *file, const char *seed)
{
  guint32 sum = libdeflate_adler32 (1, file->out.data, file->out.size);
  guint32 crc = libdeflate_crc32 (0, file->out.data, file->out.size);
  g_autofree char *text = g_strdup_printf ("%s|%" G_GSIZE_FORMAT "|%x|%x", seed, file->out.size, sum, crc);
  return g_compute_checksum_for_string (G_CHECKSUM_MD5, text, -1);
}

GBytes *
pdf_file_finish (PdfFile *file, guint root, guint info, const char *seed, GError **error)
{
  flush_pack (file);
  guint number = pdf_file_reserve (file, 1);
  if (file->error != NULL) {
    g_propagate_error (error, g_steal_pointer (&file->error));
    return NULL;
  }
  gsize start = file->out.size;
  g_autofree char *id = file_id (file, seed);
  *entry_of (file, number) = (Entry){ .kind = 1, .at = start };
  PdfBuffer table = { 0 };
  for (guint i = 0; i < file->entries->len; i++)
    put_entry (&table, entry_of (file, i));
  g_autofree char *entries
      = g_strdup_printf ("/Type/XRef/W[1 4 2]/Size %u/Root %u 0 R/Info %u 0 R/ID[<%s><%s>]",
                         file->entries->len, root, info, id, id);
  bool good = pdf_file_stream (file, number, entries, table.data, table.size, PDF_STREAM_DEFLATE, error);
  pdf_buffer_clear (&table);
  if (!good)
    return NULL;
  g_autofree char *end = g_strdup_printf ("startxref\n%" G_GSIZE_FORMAT "\n%%%%EOF\n", start);
  pdf_put_text (&file->out, end);
  GBytes *bytes = g_bytes_new_take (g_realloc (file->out.data, file->out.size), file->out.size);
  file->out = (PdfBuffer){ 0 };
  return bytes;
}
