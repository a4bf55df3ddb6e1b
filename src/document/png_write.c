/* png_write.c - see png_write.h. */
#include "document/png_write.h"
#include <png.h>

#define DEFLATE_LEVEL 3

static void
append_data (png_structp png, png_bytep data, png_size_t size)
{
  g_byte_array_append (png_get_io_ptr (png), data, (guint)size);
}

static void
flush_nothing (png_structp png)
{
}

/* libpng leaves by longjmp on errors unless told otherwise; writing to memory
 * with fixed, valid parameters meets none. */
static void
refuse (png_structp png, png_const_charp text)
{
  g_error ("libpng: %s", text);
}

GBytes *
png_write_picture (guint width, guint height, PictureColour colour, const guint8 *rows, gsize stride)
{
  GByteArray *bytes = g_byte_array_new ();
  png_structp png = png_create_write_struct (PNG_LIBPNG_VER_STRING, NULL, refuse, NULL);
  png_infop info = png_create_info_struct (png);
  bool grey = colour == PICTURE_GREY_1;
  png_set_write_fn (png, bytes, append_data, flush_nothing);
  png_set_compression_level (png, DEFLATE_LEVEL);
  png_set_filter (png, PNG_FILTER_TYPE_BASE, PNG_FILTER_NONE);
  png_set_IHDR (png, info, width, height, grey ? 1 : 8, grey ? PNG_COLOR_TYPE_GRAY : PNG_COLOR_TYPE_RGB,
                PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  png_write_info (png, info);
  for (guint y = 0; y < height; y++)
    png_write_row (png, rows + y * stride);
  png_write_end (png, NULL);
  png_destroy_write_struct (&png, &info);
  return g_byte_array_free_to_bytes (bytes);
}
