/* test_layout.c - lines, pages, tables: what is kept together, what is repeated, what is never cut. */
#include "document/layout/line.h"
#include "sample.h"
#include <string.h>

static Layout *
set (Document *document)
{
  g_autoptr (GError) error = NULL;
  Layout *layout = layout_document (document, &error);
  g_assert_no_error (error);
  return layout;
}

static char *
line_text (const Line *line)
{
  GString *text = g_string_new (NULL);
  for (guint i = 0; i < line->count; i++)
    g_string_append_len (text, line->pieces[i].word->text, line->pieces[i].word->length);
  return g_string_free (text, FALSE);
}

static SetLine *
break_text (Arena *arena, Shaper *shaper, double width, ParagraphStyle style, const char *text,
            gsize *ret_count)
{
  SampleBlocks list = { .arena = arena };
  const Paragraph *paragraph = sample_paragraph (&list, style, text);
  LineJob job
      = { .arena = arena, .shaper = shaper, .width = width, .size = 14, .paragraph = paragraph, .tag = 2 };
  return line_break (&job, ret_count);
}

static double
line_end (const Line *line)
{
  const Piece *last = &line->pieces[line->count - 1];
  while (last > line->pieces && last->word->text[0] == ' ')
    last--;
  return (double)last->x + word_width (last->word, (double)line->size);
}

/* Document symbols stay whole, dashes with meaning allow a break. */
static void
test_breaks (void)
{
  g_autoptr (Arena) arena = arena_new (1 << 24);
  g_autoptr (Shaper) shaper = shaper_new (arena);
  gsize count = 0;
  SetLine *lines
      = break_text (arena, shaper, 150, STYLE_PLAIN, "Thông tư số 24/2023/TT-BGDĐT của Bộ", &count);
  bool whole = false;
  for (gsize i = 0; i < count; i++) {
    g_autofree char *text = line_text (lines[i].line);
    whole = whole || strstr (text, "24/2023/TT-BGDĐT") != NULL;
    g_assert_cmpfloat (line_end (lines[i].line), <=, 150.5);
  }
  g_assert_true (whole);
  lines = break_text (arena, shaper, 60, STYLE_PLAIN, "Đạt–Không–đạt", &count);
  g_autofree char *first = line_text (lines[0].line);
  g_assert_cmpuint (count, >, 1);
  g_assert_true (g_str_has_suffix (first, "–"));
}

/* A word wider than the line is cut between letters and loses none. */
static void
test_long_word (void)
{
  g_autoptr (Arena) arena = arena_new (1 << 28);
  g_autoptr (Shaper) shaper = shaper_new (arena);
  g_autoptr (GString) word = g_string_new (NULL);
  for (int i = 0; i < 3000; i++)
    g_string_append (word, "ữa");
  gsize count = 0;
  SetLine *lines = break_text (arena, shaper, 100, STYLE_PLAIN, word->str, &count);
  g_autoptr (GString) all = g_string_new (NULL);
  for (gsize i = 0; i < count; i++) {
    g_autofree char *text = line_text (lines[i].line);
    g_string_append (all, text);
    g_assert_cmpfloat (line_end (lines[i].line), <=, 100.5);
  }
  g_assert_cmpstr (all->str, ==, word->str);
  lines = break_text (arena, shaper, 0.1, STYLE_PLAIN, "Đường", &count);
  g_assert_cmpuint (count, ==, 4); /* no column is narrower than an em; there is an end to it */
}

static void
test_justified (void)
{
  g_autoptr (Arena) arena = arena_new (1 << 24);
  g_autoptr (Shaper) shaper = shaper_new (arena);
  gsize count = 0;
  SetLine *lines = break_text (
      arena, shaper, 300, STYLE_BODY,
      "Nhà trường xây dựng kế hoạch triển khai tự đánh giá và phân công nhiệm vụ cho từng thành viên",
      &count);
  g_assert_cmpuint (count, >, 1);
  for (gsize i = 0; i + 1 < count; i++)
    g_assert_cmpfloat_with_epsilon (line_end (lines[i].line), 300, 0.05);
  g_assert_cmpfloat (line_end (lines[count - 1].line), <, 299);
  g_assert_cmpfloat_with_epsilon ((double)lines[0].line->pieces[0].x, 12.7 * MM, 0.01);
  g_assert_cmpfloat ((double)lines[1].line->pieces[0].x, <, 0.01);
}

static void
test_leader (void)
{
  g_autoptr (Arena) arena = arena_new (1 << 24);
  g_autoptr (Shaper) shaper = shaper_new (arena);
  SampleBlocks list = { .arena = arena };
  Paragraph *paragraph = sample_paragraph (&list, STYLE_PLAIN, "Chức vụ: ");
  sample_run (arena, paragraph, RUN_LEADER, 0, NULL);
  sample_run (arena, paragraph, RUN_BREAK, 0, NULL);
  sample_run (arena, paragraph, RUN_TEXT, 0, "Tổ");
  LineJob job
      = { .arena = arena, .shaper = shaper, .width = 300, .size = 14, .paragraph = paragraph, .tag = 2 };
  gsize count = 0;
  SetLine *lines = line_break (&job, &count);
  g_assert_cmpuint (count, ==, 2);
  g_autofree char *text = line_text (lines[0].line);
  g_assert_true (g_str_has_suffix (text, "....."));
  g_assert_cmpfloat_with_epsilon (line_end (lines[0].line), 300, 0.05);
}

/* ---- pages ---- */

/* All text of a page's lines in order; repeated lines only if `repeated`. */
static char *
page_text (const Page *page, bool repeated)
{
  GString *text = g_string_new (NULL);
  for (gsize i = 0; i < page->item_count; i++) {
    const Item *item = &page->items[i];
    if (item->kind != ITEM_LINE || item->artifact != repeated)
      continue;
    g_autofree char *line = line_text (item->line);
    g_string_append_printf (text, "%s\n", line);
  }
  return g_string_free (text, FALSE);
}

static void
check_inside (const Layout *layout)
{
  for (gsize p = 0; p < layout->page_count; p++)
    for (gsize i = 0; i < layout->pages[p].item_count; i++) {
      const Item *item = &layout->pages[p].items[i];
      if (item->kind != ITEM_LINE || (double)item->y < MARGIN_TOP * MM)
        continue; /* page number */
      g_assert_cmpfloat ((double)item->y, <=, (double)layout->pages[p].height - MARGIN_BOTTOM * MM + 0.1);
      g_assert_cmpfloat (line_end (item->line) + (double)item->x, <=,
                         (double)layout->pages[p].width - MARGIN_RIGHT * MM + 0.5);
    }
}

static const char *const heads[] = { "STT", "Họ và tên" };
static const double widths[] = { 20, 120 };

static TableBlock *
people_table (SampleBlocks *list, guint people, const char *name)
{
  const char **texts = arena_array (list->arena, const char *, 2 * (people + 1));
  memcpy (texts, heads, sizeof heads);
  for (guint i = 1; i <= people; i++) {
    texts[2 * i] = arena_printf (list->arena, "%u", i);
    texts[2 * i + 1] = name;
  }
  return sample_table (list, widths, 2, texts, people + 1, 1);
}

static void
test_long_table (void)
{
  g_autoptr (Arena) arena = arena_new (G_MAXSIZE / 2);
  SampleBlocks list = { .arena = arena };
  people_table (&list, 3000, "Nguyễn Thị Thanh Hằng");
  g_autoptr (Layout) layout = set (sample_document (arena, sample_section (arena, &list), 1));
  check_inside (layout);
  guint next = 1;
  for (gsize p = 0; p < layout->page_count; p++) {
    g_autofree char *head = page_text (&layout->pages[p], true), *body = page_text (&layout->pages[p], false);
    if (p > 0)
      g_assert_cmpstr (head, ==, "STT\nHọ và tên\n");
    char **lines = g_strsplit (body, "\n", -1);
    for (gsize i = 0; lines[i] != NULL; i++)
      if (g_ascii_isdigit (lines[i][0]) && lines[i + 1][0] == 'N')
        g_assert_cmpuint ((guint)g_ascii_strtoull (lines[i], NULL, 10), ==, next++);
    g_strfreev (lines);
  }
  g_assert_cmpuint (next, ==, 3001); /* every row once, in order */
}

/* A row higher than a page goes on over pages and loses no line. */
static void
test_high_row (void)
{
  g_autoptr (Arena) arena = arena_new (1 << 28);
  SampleBlocks list = { .arena = arena };
  g_autoptr (GString) text = g_string_new (NULL);
  for (int i = 0; i < 3000; i++)
    g_string_append_printf (text, "chữ%d ", i);
  TableBlock *table = people_table (&list, 1, text->str);
  table->rows[1].keep = true; /* impossible: broken all the same */
  g_autoptr (Layout) layout = set (sample_document (arena, sample_section (arena, &list), 1));
  check_inside (layout);
  g_assert_cmpuint (layout_page_count (layout), >, 1);
  g_autoptr (GString) all = g_string_new (NULL);
  for (gsize p = 0; p < layout->page_count; p++) {
    g_autofree char *page = page_text (&layout->pages[p], false);
    g_string_append (all, page);
  }
  for (int i = 0; i < 3000; i++) {
    g_autofree char *word = g_strdup_printf ("chữ%d", i);
    g_assert_nonnull (strstr (all->str, word));
  }
}

/* A cell that spans all rows goes on beside them on every page. */
static void
test_span_over_pages (void)
{
  g_autoptr (Arena) arena = arena_new (1 << 28);
  SampleBlocks list = { .arena = arena };
  TableBlock *table = people_table (&list, 150, "Tên");
  TableRowBlock *first = &table->rows[1];
  first->cells[0].row_span = 150;
  for (guint r = 2; r <= 150; r++) {
    table->rows[r].cells++;
    table->rows[r].cell_count--;
  }
  g_autoptr (Layout) layout = set (sample_document (arena, sample_section (arena, &list), 1));
  check_inside (layout);
  g_assert_cmpuint (layout_page_count (layout), >=, 3);
  for (gsize p = 0; p < layout->page_count; p++) {
    gsize frames = 0;
    for (gsize i = 0; i < layout->pages[p].item_count; i++) {
      const Item *item = &layout->pages[p].items[i];
      frames += item->kind == ITEM_FRAME && (double)item->width < 21 * MM && (double)item->height > 100;
    }
    g_assert_cmpuint (frames, ==, 1); /* its border on this page, as high as the rows beside it */
  }
}

/* A row that heads others is never the last on a page. */
static void
test_heading_row (void)
{
  for (guint rows = 30; rows < 60; rows++) {
    g_autoptr (Arena) arena = arena_new (1 << 26);
    SampleBlocks list = { .arena = arena };
    TableBlock *table = people_table (&list, rows + 5, "Tên");
    table->rows[rows].cells[0].col_span = 2;
    table->rows[rows].heads = true;
    table->rows[rows].cells[0].blocks[0].paragraph.runs[0].text = "ĐẦU";
    table->rows[rows].cell_count = 1;
    g_autoptr (Layout) layout = set (sample_document (arena, sample_section (arena, &list), 1));
    for (gsize p = 0; p < layout->page_count; p++) {
      g_autofree char *text = page_text (&layout->pages[p], false);
      g_assert_false (g_str_has_suffix (text, "ĐẦU\n"));
    }
  }
}

/* However much text stands before, a signature is never alone and a heading never last. */
static void
test_keep (void)
{
  for (guint lines = 20; lines < 50; lines++) {
    g_autoptr (Arena) arena = arena_new (1 << 26);
    SampleBlocks list = { .arena = arena };
    for (guint i = 0; i < lines; i++)
      sample_paragraph (&list, STYLE_PLAIN, "Dòng");
    sample_paragraph (&list, STYLE_HEADING_1, "TIÊU ĐỀ")->outline = 1;
    sample_paragraph (&list, STYLE_PLAIN, "Cuối");
    sample_signature (&list);
    g_autoptr (Layout) layout = set (sample_document (arena, sample_section (arena, &list), 1));
    for (gsize p = 0; p < layout->page_count; p++) {
      g_autofree char *text = page_text (&layout->pages[p], false);
      g_assert_false (g_str_has_suffix (text, "TIÊU ĐỀ\n"));
      g_assert_true ((strstr (text, "HIỆU TRƯỞNG") != NULL) == (strstr (text, "Cuối") != NULL));
      g_assert_true ((strstr (text, "Nguyễn") != NULL) == (strstr (text, "Nơi nhận") != NULL));
    }
    g_assert_cmpuint (layout_outline_page (layout, 0), ==, layout_page_count (layout));
  }
}

/* Neither the first nor the last line of a paragraph stands alone on a page. */
static void
test_widows (void)
{
  for (guint lines = 20; lines < 45; lines++) {
    g_autoptr (Arena) arena = arena_new (1 << 26);
    SampleBlocks list = { .arena = arena };
    for (guint i = 0; i < lines; i++)
      sample_paragraph (&list, STYLE_CENTRED, "Dòng");
    Paragraph *paragraph = sample_paragraph (&list, STYLE_PLAIN, "x1");
    for (int i = 2; i <= 6; i++) {
      sample_run (arena, paragraph, RUN_BREAK, 0, NULL);
      sample_run (arena, paragraph, RUN_TEXT, 0, arena_printf (arena, "x%d", i));
    }
    g_autoptr (Layout) layout = set (sample_document (arena, sample_section (arena, &list), 1));
    for (gsize p = 0; p < layout->page_count; p++) {
      g_autofree char *text = page_text (&layout->pages[p], false);
      g_assert_true ((strstr (text, "x1") != NULL) == (strstr (text, "x2") != NULL));
      g_assert_true ((strstr (text, "x5") != NULL) == (strstr (text, "x6") != NULL));
    }
  }
}

static void
test_numbering (void)
{
  g_autoptr (Arena) arena = arena_new (1 << 28);
  g_autoptr (Layout) layout = set (sample_rich_document (arena, 60));
  check_inside (layout);
  for (gsize p = 0; p < layout->page_count; p++) {
    const Page *page = &layout->pages[p];
    g_assert_cmpuint (page->number, ==,
                      p == 0 || page[-1].section != page->section ? 1 : page[-1].number + 1);
    g_autofree char *number = g_strdup_printf ("%u\n", page->number), *text = page_text (page, false);
    g_assert_true (g_str_has_prefix (text, number) == (page->number > 1));
    g_assert_true ((page->width > page->height) == (page->section == 2));
  }
}

static void
test_missing_glyph (void)
{
  g_autoptr (Arena) arena = arena_new (1 << 24);
  SampleBlocks list = { .arena = arena };
  sample_paragraph (&list, STYLE_BODY, "Rất tốt 😀 và 漢");
  g_autoptr (GError) error = NULL;
  g_assert_null (layout_document (sample_document (arena, sample_section (arena, &list), 1), &error));
  g_assert_error (error, DVHT_ERROR, MSG_FONT_MISSING_GLYPH);
  g_assert_nonnull (strstr (error->message, "😀 (U+1F600), 漢 (U+6F22)"));
  g_assert_cmpstr (error_place (error), ==, "mau");
}

/* Odd input: nothing at all, no rows, cells without blocks, columns without width. */
static void
test_nothing (void)
{
  g_autoptr (Arena) arena = arena_new (1 << 24);
  SampleBlocks list = { .arena = arena };
  sample_paragraph (&list, STYLE_BODY, "");
  sample_table (&list, widths, 2, NULL, 0, 0);
  static const double none[] = { 0, 0 };
  TableBlock *table = sample_table (&list, none, 2, heads, 1, 1);
  table->rows[0].cells[0].block_count = 0;
  g_autoptr (Layout) layout = set (sample_document (arena, sample_section (arena, &list), 1));
  g_assert_cmpuint (layout_page_count (layout), ==, 1);
  SampleBlocks empty = { .arena = arena };
  g_autoptr (Layout) blank = set (sample_document (arena, sample_section (arena, &empty), 1));
  g_assert_cmpuint (layout_page_count (blank), ==, 1);
}

/* The nation's name fits the letterhead's right column; measured once, as other parts use it. */
static void
test_text_width (void)
{
  double width = layout_text_width (STYLE_NATION, 0, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM");
  g_assert_cmpfloat (width, >, 80);
  g_assert_cmpfloat (width, <, 94);
  g_assert_cmpfloat (layout_text_width (STYLE_BODY, RUN_BOLD, "đậm"), >,
                     layout_text_width (STYLE_BODY, 0, "đậm"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/layout/breaks", test_breaks);
  g_test_add_func ("/layout/long-word", test_long_word);
  g_test_add_func ("/layout/justified", test_justified);
  g_test_add_func ("/layout/leader", test_leader);
  g_test_add_func ("/layout/long-table", test_long_table);
  g_test_add_func ("/layout/high-row", test_high_row);
  g_test_add_func ("/layout/span-over-pages", test_span_over_pages);
  g_test_add_func ("/layout/heading-row", test_heading_row);
  g_test_add_func ("/layout/keep", test_keep);
  g_test_add_func ("/layout/widows", test_widows);
  g_test_add_func ("/layout/numbering", test_numbering);
  g_test_add_func ("/layout/missing-glyph", test_missing_glyph);
  g_test_add_func ("/layout/nothing", test_nothing);
  g_test_add_func ("/layout/text-width", test_text_width);
  return g_test_run ();
}
