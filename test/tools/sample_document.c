/* sample_document.c - writes the sample document as PDF, its chart as PNG, or times the making.
 *
 * usage: sample_document pdf OUT [PEOPLE] | joined OUT [PEOPLE] | chart OUT | append OUT PDF FOREIGN | time N
 * [PEOPLE] */
#include "document/chart.h"
#include "document/pdf.h"
#include "sample.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* The file with the foreign one behind it. */
static GBytes *
append (const char *path, const char *foreign, GError **error)
{
  char *data = NULL;
  gsize size = 0;
  if (!g_file_get_contents (path, &data, &size, error))
    return NULL;
  g_autoptr (GBytes) pdf = g_bytes_new_take (data, size);
  PdfAppendix appendix = { foreign, "Minh chứng" };
  return pdf_append (pdf, &appendix, 1, error);
}

static GBytes *
make (const char *what, const Document *document, GError **error)
{
  if (strcmp (what, "chart") == 0) {
    const Section *last = &document->sections[3];
    return chart_png (&last->blocks[last->block_count - 1].chart, error);
  }
  g_autoptr (Layout) layout = layout_document (document, error);
  if (layout == NULL || strcmp (what, "joined") != 0)
    return layout != NULL ? pdf_write (layout, error) : NULL;
  PdfPart parts[] = { { layout, "Trang bìa" },
                      { layout, "Tờ trình đề nghị đánh giá, công nhận" },
                      { layout, "Báo cáo tự đánh giá" } };
  return pdf_write_joined (parts, G_N_ELEMENTS (parts), "Hồ sơ", "Trường Tiểu học Gia Thụy", error);
}

/* Microseconds of this process: others on the machine do not count. */
static gint64
processor_time (void)
{
  struct timespec time;
  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &time);
  return (gint64)time.tv_sec * 1000000 + time.tv_nsec / 1000;
}

static void
measure (const Document *document, guint times)
{
  gint64 start = processor_time (), set = 0;
  gsize size = 0;
  guint pages = 0;
  for (guint i = 0; i < times; i++) {
    gint64 before = processor_time ();
    g_autoptr (Layout) layout = layout_document (document, NULL);
    set += processor_time () - before;
    g_autoptr (GBytes) pdf = pdf_write (layout, NULL);
    size = g_bytes_get_size (pdf);
    pages = layout_page_count (layout);
  }
  printf ("%u pages, %" G_GSIZE_FORMAT " bytes: layout %.2f ms, PDF %.2f ms\n", pages, size,
          (double)set / times / 1000, (double)(processor_time () - start - set) / times / 1000);
}

int
main (int argc, char **argv)
{
  if (argc < 3)
    return 2;
  g_autoptr (Arena) arena = arena_new (G_MAXSIZE / 2);
  g_autoptr (GError) error = NULL;
  const Document *document
      = sample_rich_document (arena, argc > 3 ? (guint)g_ascii_strtoull (argv[3], NULL, 10) : 60);
  if (strcmp (argv[1], "time") == 0) {
    measure (document, (guint)g_ascii_strtoull (argv[2], NULL, 10));
    return 0;
  }
  bool foreign = strcmp (argv[1], "append") == 0 && argc == 5;
  g_autoptr (GBytes) bytes = foreign ? append (argv[3], argv[4], &error) : make (argv[1], document, &error);
  if (bytes == NULL
      || !g_file_set_contents (argv[2], g_bytes_get_data (bytes, NULL), (gssize)g_bytes_get_size (bytes),
                               &error)) {
    fprintf (stderr, "%s\n", error->message);
    return 1;
  }
  return 0;
}
