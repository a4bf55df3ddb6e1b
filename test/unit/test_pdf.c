/* test_pdf.c - the PDF's bytes: alike when made again and by several threads, whole when other files are
 * appended. */
#include "document/chart.h"
#include "document/pdf.h"
#include "sample.h"
#include <glib/gstdio.h>
#include <png.h>
#include <string.h>

static GBytes *
write_rich (guint people)
{
  g_autoptr (Arena) arena = arena_new (G_MAXSIZE / 2);
  g_autoptr (GError) error = NULL;
  g_autoptr (Layout) layout = layout_document (sample_rich_document (arena, people), &error);
  g_assert_no_error (error);
  GBytes *pdf = pdf_write (layout, &error);
  g_assert_no_error (error);
  return pdf;
}

static void
test_same (void)
{
  g_autoptr (GBytes) first = write_rich (60), second = write_rich (60), other = write_rich (61);
  g_assert_true (g_bytes_equal (first, second));
  g_assert_false (g_bytes_equal (first, other));
}

static gpointer
write_in_thread (gpointer people)
{
  return write_rich (GPOINTER_TO_UINT (people));
}

static void
test_threads (void)
{
  GThread *threads[4];
  for (guint i = 0; i < 4; i++)
    threads[i] = g_thread_new ("pdf", write_in_thread, GUINT_TO_POINTER (60));
  g_autoptr (GBytes) alone = write_rich (60);
  for (guint i = 0; i < 4; i++) {
    g_autoptr (GBytes) pdf = g_thread_join (threads[i]);
    g_assert_true (g_bytes_equal (alone, pdf));
  }
}

static void
test_append (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("pdf-XXXXXX", NULL);
  g_autofree char *good = g_build_filename (folder, "a.pdf", NULL),
                  *bad = g_build_filename (folder, "b.pdf", NULL);
  g_autoptr (GBytes) pdf = write_rich (3), small = write_rich (1);
  gsize size = 0;
  const char *data = g_bytes_get_data (small, &size);
  g_assert_true (g_file_set_contents (good, data, (gssize)size, NULL));
  g_assert_true (g_file_set_contents (bad, "không phải PDF", -1, NULL));
  PdfAppendix files[] = { { good, "H1-1.1-01 Kế hoạch" }, { bad, "H1-1.1-02" }, { folder, "H1-1.1-03" } };
  g_autoptr (GBytes) joined = pdf_append (pdf, files, 1, &error);
  g_assert_no_error (error);
  g_autoptr (GBytes) again = pdf_append (pdf, files, 1, &error);
  g_assert_true (g_bytes_equal (joined, again));
  g_assert_null (pdf_append (pdf, files, 2, &error));
  g_assert_error (error, DVHT_ERROR, MSG_APPENDIX_BROKEN);
  g_clear_error (&error);
  g_assert_null (pdf_append (pdf, files + 2, 1, &error));
  g_assert_error (error, DVHT_ERROR, MSG_APPENDIX_UNREADABLE);
  g_unlink (good);
  g_unlink (bad);
  g_rmdir (folder);
}

/* ---- pictures ---- */

static GBytes *
make_png (guint32 format, guint width, guint height)
{
  png_image head = { .version = PNG_IMAGE_VERSION, .width = width, .height = height, .format = format };
  g_autofree guint8 *pixels = g_malloc0 (PNG_IMAGE_SIZE (head));
  for (gsize i = 0; i < PNG_IMAGE_SIZE (head); i++)
    pixels[i] = (guint8)(i * 37);
  png_alloc_size_t size = PNG_IMAGE_PNG_SIZE_MAX (head);
  guint8 *data = g_malloc (size);
  g_assert_true (png_image_write_to_memory (&head, data, &size, 0, pixels, 0, NULL));
  return g_bytes_new_take (data, size);
}

static GBytes *
write_with_image (const void *data, gsize size, bool jpeg, GError **error)
{
  g_autoptr (Arena) arena = arena_new (1 << 26);
  SampleBlocks list = { .arena = arena };
  ImageBlock *image = &sample_add (&list, BLOCK_IMAGE)->image;
  *image = (ImageBlock){
    .data = data, .size = size, .jpeg = jpeg, .width = 50, .height = 400, .alt = "Ảnh", .style = STYLE_CENTRED
  };
  g_autoptr (Layout) layout
      = layout_document (sample_document (arena, sample_section (arena, &list), 1), error);
  return layout != NULL ? pdf_write (layout, error) : NULL;
}

static void
test_images (void)
{
  static const guint32 formats[] = { PNG_FORMAT_GRAY, PNG_FORMAT_RGB, PNG_FORMAT_RGBA, PNG_FORMAT_GA };
  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (GBytes) png = make_png (formats[i], 30, 20);
    g_autoptr (GBytes) pdf
        = write_with_image (g_bytes_get_data (png, NULL), g_bytes_get_size (png), false, &error);
    g_assert_no_error (error);
    g_assert_nonnull (pdf);
  }
}

/* Every beginning of a picture, and noise: an error or a file, never a crash. */
static void
test_broken_images (void)
{
  g_autoptr (GBytes) png = make_png (PNG_FORMAT_RGBA, 30, 20);
  static const guint8 jpeg[] = { 0xFF, 0xD8, 0xFF, 0xC0, 0, 11, 8, 0, 10, 0, 10, 3, 1, 1, 1, 0xFF };
  for (gsize length = 0; length < 120; length++) {
    g_autoptr (GError) error = NULL;
    g_autofree void *part = g_memdup2 (g_bytes_get_data (png, NULL), MAX (length, 1));
    g_assert_null (write_with_image (part, length, false, &error));
    g_assert_error (error, DVHT_ERROR, MSG_IMAGE_BROKEN);
  }
  for (gsize length = 0; length <= sizeof jpeg; length++) {
    g_autoptr (GError) error = NULL;
    g_autofree void *part = g_memdup2 (jpeg, MAX (length, 1));
    g_autoptr (GBytes) pdf = write_with_image (part, length, true, &error);
    g_assert_true ((pdf != NULL) == (length >= 15));
  }
}

static void
test_chart_png (void)
{
  ChartBar bar = { .label = "1.1 Một nhãn rất dài, dài hơn chỗ dành cho nhãn rất nhiều, nên phải cắt bớt đi",
                   .value_text = "45/47",
                   .value = 2,
                   .mark = -1,
                   .tone = 9 };
  ChartBlock chart = { .title = "Tỉ lệ", .bars = &bar, .bar_count = 1, .width = 100, .height = 30 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) first = chart_png (&chart, &error), second = chart_png (&chart, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (first, second));
  g_assert_cmpint (memcmp (g_bytes_get_data (first, NULL), "\x89PNG\r\n\x1a\n", 8), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pdf/same", test_same);
  g_test_add_func ("/pdf/threads", test_threads);
  g_test_add_func ("/pdf/append", test_append);
  g_test_add_func ("/pdf/images", test_images);
  g_test_add_func ("/pdf/broken-images", test_broken_images);
  g_test_add_func ("/pdf/chart-png", test_chart_png);
  return g_test_run ();
}
