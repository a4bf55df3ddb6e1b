/* png_write.h - pictures that the program draws itself, as PNG bytes.
 *
 * Unfiltered rows at a low deflate level: charts and QR codes are large even areas,
 * which pack as well that way in a tenth of the time.  Our own chunks around libdeflate:
 * libpng can only use zlib, which takes twice as long. */
#pragma once
#include <glib.h>
#include <stdbool.h>

typedef enum {
  PICTURE_GREY_1, /* one bit a pixel, 1 = white, rows padded to bytes */
  PICTURE_RGB_8,  /* three bytes a pixel */
} PictureColour;

/* `rows` holds `height` rows of `stride` bytes.  Both sides from 1 to 16 384.  Same pixels, same bytes. */
GBytes *png_write_picture (guint width, guint height, PictureColour colour, const guint8 *rows, gsize stride);
