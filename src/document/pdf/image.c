/* image.c - see image.h (ISO 32000-1, 8.9.5; PNG, second edition; JPEG, ITU-T T.81 B.2.2). */
#include "document/pdf/image.h"
#include <png.h>
#include <string.h>

#define PIXELS_MAX 50000000u

static guint
big_endian (const guint8 *bytes, int count)
{
  guint value = 0;
  for (int i = 0; i < count; i++)
    value = value << 8 | bytes[i];
  return value;
}

static bool
broken (const ImageBlock *image, GError **error)
{
  error_set (error, NULL, MSG_IMAGE_BROKEN, image->alt != NULL ? image->alt : "", NULL);
  return false;
}

/* ---- JPEG ---- */

typedef struct {
  guint width, height, components;
  bool adobe; /* CMYK is written inverted by Adobe */
} JpegHead;

static bool
read_jpeg_head (const ImageBlock *image, JpegHead *ret)
{
  const guint8 *p = image->data, *end = p + image->size;
  JpegHead head = { 0 };
  for (p += 2; end - p >= 4 && p[0] == 0xFF;) {
    guint marker = p[1], length = big_endian (p + 2, 2);
    if (marker == 0xFF) {
      p++;
      continue;
    }
    if (length < 2 || (gsize)(end - p) < length + 2)
      return false;
    if (marker == 0xEE && length >= 7 && memcmp (p + 4, "Adobe", 5) == 0)
      head.adobe = true;
    bool frame = marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    if (frame && length >= 8) {
      head.height = big_endian (p + 5, 2);
      head.width = big_endian (p + 7, 2);
      head.components = p[9];
      *ret = head;
      return p[4] == 8 && head.width > 0 && head.height > 0;
    }
    p += length + 2;
  }
  return false;
}

static bool
write_jpeg (PdfFile *file, guint object, const ImageBlock *image, GError **error)
{
  JpegHead head;
  if (!read_jpeg_head (image, &head))
    return broken (image, error);
  const char *space = head.components == 1 ? "DeviceGray" : head.components == 3 ? "DeviceRGB" : NULL;
  if (head.components == 4)
    space = "DeviceCMYK";
  if (space == NULL)
    return broken (image, error);
  g_autofree char *entries = g_strdup_printf (
      "/Type/XObject/Subtype/Image/Width %u/Height %u/ColorSpace/%s/BitsPerComponent 8%s/Filter/DCTDecode",
      head.width, head.height, space, head.components == 4 && head.adobe ? "/Decode[1 0 1 0 1 0 1 0]" : "");
  return pdf_file_stream (file, object, entries, image->data, image->size, PDF_STREAM_PACKED, error);
}

/* ---- PNG as it is ---- */

typedef struct {
  guint width, height, depth, colour, interlaced;
  bool transparent;
  const guint8 *palette;
  guint palette_size;
  PdfBuffer pixels; /* all IDAT chunks */
} Png;

/* Reads the chunks; false if they are not well formed. */
static bool
read_png (const ImageBlock *image, Png *png)
{
  const guint8 *p = image->data + 8, *end = image->data + image->size;
  if (image->size < 8 + 25 || memcmp (p + 4, "IHDR", 4) != 0)
    return false;
  png->width = big_endian (p + 8, 4);
  png->height = big_endian (p + 12, 4);
  png->depth = p[16];
  png->colour = p[17];
  png->interlaced = p[20];
  while (end - p >= 12) {
    guint length = big_endian (p, 4);
    if (length > (gsize)(end - p) - 12)
      return false;
    if (memcmp (p + 4, "PLTE", 4) == 0) {
      png->palette = p + 8;
      png->palette_size = length;
    } else if (memcmp (p + 4, "tRNS", 4) == 0) {
      png->transparent = true;
    } else if (memcmp (p + 4, "IDAT", 4) == 0) {
      pdf_put (&png->pixels, p + 8, length);
    } else if (memcmp (p + 4, "IEND", 4) == 0) {
      return png->pixels.size > 0;
    }
    p += length + 12;
  }
  return false;
}

static char *
palette_space (const Png *png)
{
  GString *space = g_string_new (NULL);
  g_string_append_printf (space, "[/Indexed/DeviceRGB %u<", png->palette_size / 3 - 1);
  for (guint i = 0; i < png->palette_size / 3 * 3; i++)
    g_string_append_printf (space, "%02X", png->palette[i]);
  g_string_append (space, ">]");
  return g_string_free (space, FALSE);
}

static bool
write_png_as_is (PdfFile *file, guint object, const Png *png, GError **error)
{
  g_autofree char *palette = png->colour == 3 ? palette_space (png) : NULL;
  g_autofree char *entries = g_strdup_printf (
      "/Type/XObject/Subtype/Image/Width %u/Height %u/ColorSpace%s/BitsPerComponent %u/Filter/FlateDecode"
      "/DecodeParms<</Predictor 15/Colors %d/BitsPerComponent %u/Columns %u>>",
      png->width, png->height,
      palette != NULL    ? palette
      : png->colour == 2 ? "/DeviceRGB"
                         : "/DeviceGray",
      png->depth, png->colour == 2 ? 3 : 1, png->depth, png->width);
  return pdf_file_stream (file, object, entries, png->pixels.data, png->pixels.size, PDF_STREAM_PACKED,
                          error);
}

/* ---- PNG unpacked ---- */

static bool
write_pixels (PdfFile *file, guint object, const png_image *head, const guint8 *pixels, GError **error)
{
  gsize count = (gsize)head->width * head->height;
  g_autofree guint8 *colours = g_malloc (3 * count), *mask = g_malloc (count);
  for (gsize i = 0; i < count; i++) {
    memcpy (colours + 3 * i, pixels + 4 * i, 3);
    mask[i] = pixels[4 * i + 3];
  }
  guint mask_object = pdf_file_reserve (file, 1);
  g_autofree char *size = g_strdup_printf (
      "/Type/XObject/Subtype/Image/Width %u/Height %u/BitsPerComponent 8", head->width, head->height);
  g_autofree char *mask_entries = g_strconcat (size, "/ColorSpace/DeviceGray", NULL);
  g_autofree char *entries = g_strdup_printf ("%s/ColorSpace/DeviceRGB/SMask %u 0 R", size, mask_object);
  return pdf_file_stream (file, object, entries, colours, 3 * count, PDF_STREAM_DEFLATE, error)
         && pdf_file_stream (file, mask_object, mask_entries, mask, count, PDF_STREAM_DEFLATE, error);
}

static bool
write_png_unpacked (PdfFile *file, guint object, const ImageBlock *image, GError **error)
{
  png_image head = { .version = PNG_IMAGE_VERSION };
  if (!png_image_begin_read_from_memory (&head, image->data, image->size))
    return broken (image, error);
  if ((guint64)head.width * head.height > PIXELS_MAX) {
    png_image_free (&head);
    return broken (image, error);
  }
  head.format = PNG_FORMAT_RGBA;
  g_autofree guint8 *pixels = g_malloc (PNG_IMAGE_SIZE (head));
  if (!png_image_finish_read (&head, NULL, pixels, 0, NULL)) {
    png_image_free (&head);
    return broken (image, error);
  }
  return write_pixels (file, object, &head, pixels, error);
}

bool
pdf_image_write (PdfFile *file, guint object, const ImageBlock *image, GError **error)
{
  if (image->size < 4)
    return broken (image, error);
  if (image->jpeg)
    return write_jpeg (file, object, image, error);
  Png png = { 0 };
  bool good = read_png (image, &png);
  bool as_is = good && !png.interlaced && !png.transparent && png.depth <= 8 && png.width > 0
               && png.height > 0
               && (png.colour == 0 || png.colour == 2 || (png.colour == 3 && png.palette_size >= 3));
  if (good)
    good = as_is ? write_png_as_is (file, object, &png, error)
                 : write_png_unpacked (file, object, image, error);
  else
    broken (image, error);
  pdf_buffer_clear (&png.pixels);
  return good;
}
