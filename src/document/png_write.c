/* png_write.c - see png_write.h. */
#include "document/png_write.h"
#include <libdeflate.h>
#include <string.h>

#define DEFLATE_LEVEL 1
#define FILTER_NONE 0

static void
append_number (GByteArray *bytes, gsize number)
{
  guint32 order = GUINT32_TO_BE ((guint32)number);
  g_byte_array_append (bytes, (const guint8 *)&order, sizeof order);
}

/* A chunk: length, type, data, and the checksum of the latter two. */
static void
append_chunk (GByteArray *bytes, const char *type, const guint8 *data, gsize size)
{
  append_number (bytes, size);
  guint start = bytes->len;
  g_byte_array_append (bytes, (const guint8 *)type, 4);
  if (size > 0)
    g_byte_array_append (bytes, data, (guint)size);
  append_number (bytes, libdeflate_crc32 (0, bytes->data + start, bytes->len - start));
}

static void
append_head (GByteArray *bytes, guint width, guint height, bool grey)
{
  g_autoptr (GByteArray) head = g_byte_array_new ();
  append_number (head, width);
  append_number (head, height);
  /* bits, colour (0 grey, 2 RGB), compression, filter, interlace */
  const guint8 rest[] = { grey ? 1 : 8, grey ? 0 : 2, 0, 0, 0 };
  g_byte_array_append (head, rest, sizeof rest);
  append_chunk (bytes, "IHDR", head->data, head->len);
}

GBytes *
png_write_picture (guint width, guint height, PictureColour colour, const guint8 *rows, gsize stride)
{
  bool grey = colour == PICTURE_GREY_1;
  gsize line = grey ? ((gsize)width + 7) / 8 : (gsize)width * 3, size = (line + 1) * height;
  g_autofree guint8 *plain = g_malloc (size);
  for (gsize y = 0; y < height; y++) {
    plain[y * (line + 1)] = FILTER_NONE;
    memcpy (plain + y * (line + 1) + 1, rows + y * stride, line);
  }
  struct libdeflate_compressor *deflate = libdeflate_alloc_compressor (DEFLATE_LEVEL);
  if (deflate == NULL)
    g_error ("png: no memory"); /* as GLib does */
  gsize room = libdeflate_zlib_compress_bound (deflate, size);
  g_autofree guint8 *packed = g_malloc (room);
  gsize packed_size = libdeflate_zlib_compress (deflate, plain, size, packed, room);
  libdeflate_free_compressor (deflate);

  static const guint8 signature[] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n' };
  GByteArray *bytes = g_byte_array_new ();
  g_byte_array_append (bytes, signature, sizeof signature);
  append_head (bytes, width, height, grey);
  append_chunk (bytes, "IDAT", packed, packed_size);
  append_chunk (bytes, "IEND", NULL, 0);
  return g_byte_array_free_to_bytes (bytes);
}
