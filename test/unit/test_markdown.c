/* test_markdown.c - Markdown to blocks: what it prints, what it refuses, that values cannot break out. */
#include "document/markdown.h"
#include <string.h>

typedef struct {
  Arena *arena;
  GArray *blocks;
  guint list_id;
  GError *error;
} Read;

static const char *
evidence (void *user, const char *key)
{
  return strcmp (key, "mc_01") == 0 ? "[H1-1.1-01]" : NULL;
}

static const char *
figure (void *user, const char *name)
{
  return strcmp (name, "people") == 0 ? "47" : NULL;
}

static bool
field (void *user, guint index, ParagraphStyle body, GArray *out, GError **error)
{
  Read *read = user;
  MarkdownContext context = {
    .arena = read->arena, .place = "field", .lenient = true, .body = body, .next_list_id = &read->list_id
  };
  static const char *const texts[] = { "một\n\nhai", "- x\n- y", "| a | b |\n|---|---|\n| c | d |" };
  return markdown_to_blocks (&context, texts[index % 3], out, error);
}

static bool
fence (void *user, const char *info, const char *content, guint line, GArray *out, GError **error)
{
  Block block
      = { .kind = BLOCK_PARAGRAPH, .paragraph = { .anchor = info, .marker = content, .ordinal = line } };
  g_array_append_val (out, block);
  return true;
}

static Read
read_as (const char *text, bool lenient)
{
  Read read = { .arena = arena_new ((gsize)1 << 30), .blocks = g_array_new (FALSE, FALSE, sizeof (Block)) };
  MarkdownContext context = { .arena = read.arena,
                              .place = "f.md",
                              .first_line = 10,
                              .lenient = lenient,
                              .evidence = evidence,
                              .figure = figure,
                              .field = field,
                              .fence = lenient ? NULL : fence,
                              .user = &read,
                              .body = STYLE_BODY,
                              .next_list_id = &read.list_id };
  bool ok = markdown_to_blocks (&context, text, read.blocks, &read.error);
  g_assert_cmpint (ok, ==, read.error == NULL);
  return read;
}

static void
done (Read *read)
{
  g_clear_error (&read->error);
  g_array_unref (read->blocks);
  arena_free (read->arena);
}

static void
show_runs (GString *out, const Paragraph *paragraph)
{
  for (gsize i = 0; i < paragraph->run_count; i++) {
    const Run *run = &paragraph->runs[i];
    if (run->kind != RUN_TEXT) {
      g_string_append (out, run->kind == RUN_BREAK ? "/" : run->kind == RUN_LEADER ? "___" : "?");
      continue;
    }
    const char *mark = run->style == 3            ? "#"
                       : run->style == RUN_BOLD   ? "*"
                       : run->style == RUN_ITALIC ? "_"
                                                  : "";
    g_string_append_printf (out, "%s%s%s", mark, run->text, mark);
    if (run->link != NULL)
      g_string_append_printf (out, "<%s>", run->link);
  }
}

static void
show_block (GString *out, const Block *block)
{
  if (block->kind == BLOCK_PARAGRAPH) {
    const Paragraph *paragraph = &block->paragraph;
    g_string_append_printf (out, "%d", paragraph->style);
    if (paragraph->marker != NULL)
      g_string_append_printf (out, "[%s%u]", paragraph->marker, paragraph->level);
    if (paragraph->outline != 0)
      g_string_append_printf (out, "^%d", paragraph->outline);
    g_string_append_c (out, ':');
    show_runs (out, paragraph);
  } else if (block->kind == BLOCK_TABLE) {
    for (gsize r = 0; r < block->table.row_count; r++)
      for (gsize c = 0; c < block->table.rows[r].cell_count; c++) {
        const Cell *cell = &block->table.rows[r].cells[c];
        g_string_append_printf (out, "(%zu,%u %ux%u ", r, cell->column, cell->col_span, cell->row_span);
        for (gsize b = 0; b < cell->block_count; b++)
          show_block (out, &cell->blocks[b]);
        g_string_append_c (out, ')');
      }
  } else {
    g_string_append (out, block->kind == BLOCK_RULE ? "---" : "?");
  }
  g_string_append_c (out, '|');
}

static void
expect_as (const char *text, bool lenient, const char *expected)
{
  Read read = read_as (text, lenient);
  g_assert_no_error (read.error);
  g_autoptr (GString) out = g_string_new (NULL);
  for (guint i = 0; i < read.blocks->len; i++)
    show_block (out, &g_array_index (read.blocks, Block, i));
  g_assert_cmpstr (out->str, ==, expected);
  done (&read);
}

static void
expect_error (const char *text, int code, const char *place)
{
  Read read = read_as (text, false);
  g_assert_error (read.error, DVHT_ERROR, code);
  g_assert_cmpstr (error_place (read.error), ==, place);
  done (&read);
}

static void
test_blocks (void)
{
  expect_as ("# I. A\n\n## 1. B\n\n### a) C\n", false, "6^1:I. A|7^2:1. B|8^3:a) C|");
  expect_as ("# Phần I. X\n", false, "9^1:Phần I. X|");
  expect_as ("a\nb **c** *d* ***e***\\\nf", false, "0:a b *c* _d_ #e#/f|");
  expect_as ("**Điều 1.** Thành lập", false, "4:*Điều 1.* Thành lập|");
  expect_as ("> Căn cứ A;\n> Căn cứ B.", false, "3:Căn cứ A;|3:Căn cứ B.|");
  expect_as ("***\n", false, "---|");
  expect_as ("a<br>b", false, "0:a/b|");
  expect_as ("[x](https://a.vn) [y](#b)", false, "0:x<https://a.vn> y<#b>|");
}

static void
test_lists (void)
{
  expect_as ("- a\n- b\n  - c\n\n  d\n", false, "5[-0]:a|5[-0]:b|5[+1]:c|5:d|");
  expect_as ("3. a\n4. b", false, "5[3.0]:a|5[4.0]:b|");
  expect_as ("1) a\n2) b\n3) c\n4) d\n5) e\n6) f\n7) g\n8) h", false,
             "5[a)0]:a|5[b)0]:b|5[c)0]:c|5[d)0]:d|5[đ)0]:e|5[e)0]:f|5[g)0]:g|5[h)0]:h|");
  g_autoptr (Arena) arena = arena_new (1 << 20);
  g_assert_cmpstr (markdown_letter (arena, 11), ==, "l");
  g_assert_cmpstr (markdown_letter (arena, 23), ==, "y");
  g_assert_cmpstr (markdown_letter (arena, 24), ==, "aa");
}

static void
test_leaders (void)
{
  expect_as ("Họ tên: ..........", false, "0:Họ tên: ___|");
  expect_as ("Lý do: …………", false, "0:Lý do: ___|");
  expect_as ("năm ………", false, "0:năm ………|");
  expect_as ("..........", false, "0:___|");
  expect_as ("ngày …… tháng", false, "0:ngày …… tháng|");
  expect_as ("Vân vân...", false, "0:Vân vân...|");
}

static void
test_marks (void)
{
  expect_as ("A [@mc_01]; [#people] người", false, "0:A [H1-1.1-01]<#evidence-mc_5f01>; 47 người|");
  expect_as ("A \\[@mc_01\\]", false, "0:A [@mc_01]|");
  expect_as ("[@khac] [#la]", true, "0:[@khac] [#la]|");
  expect_error ("a\n\n[@khac]", MSG_MARKDOWN_UNKNOWN_EVIDENCE, "f.md:12");
  expect_error ("[#la]", MSG_MARKDOWN_UNKNOWN_FIGURE, "f.md:10");
}

static void
test_fields (void)
{
  expect_as ("\xEE\x80\x80"
             "0\xEE\x80\x81",
             false, "0:một|0:hai|");
  expect_as ("Mạnh: \xEE\x80\x80"
             "0\xEE\x80\x81",
             false, "0:Mạnh: một|0:hai|");
  expect_as ("- \xEE\x80\x80"
             "0\xEE\x80\x81",
             false, "5[-0]:một|5:hai|");
  expect_as ("| h |\n|---|\n| \xEE\x80\x80"
             "1\xEE\x80\x81 |",
             false, "(0,0 1x1 25:h|)(1,0 1x1 26[-0]:x|26[-0]:y|)|");
  expect_as ("| h |\n|---|\n| \xEE\x80\x80"
             "2\xEE\x80\x81 |",
             false, "(0,0 1x1 25:h|)(1,0 1x1 26:a; b|26:c; d|)|");
}

static void
test_tables (void)
{
  expect_as ("| a | b |\n|:-:|--:|\n| c | d |", false,
             "(0,0 1x1 25:a|)(0,1 1x1 25:b|)(1,0 1x1 27:c|)(1,1 1x1 28:d|)|");
  expect_as ("| a | b |\n|---|---|\n| " MARKDOWN_JOIN_ABOVE " | c |\n| x | " MARKDOWN_JOIN_LEFT " |", false,
             "(0,0 1x2 25:a|)(0,1 1x1 25:b|)(1,1 1x1 26:c|)(2,0 2x1 26:x|)|");
}

static void
test_refused (void)
{
  expect_error ("a\n\n<script>alert(1)</script>", MSG_MARKDOWN_HTML, "f.md:12");
  expect_error ("a <b>c</b>", MSG_MARKDOWN_HTML, "f.md:10");
  expect_error ("![x](y.png)", MSG_MARKDOWN_IMAGE, "f.md:10");
  expect_error ("[x](javascript:alert)", MSG_MARKDOWN_LINK, "f.md:10");
  expect_error ("a `b` c", MSG_MARKDOWN_CODE, "f.md:10");
  expect_error ("    indented", MSG_MARKDOWN_CODE, "f.md:10");
}

static void
test_lenient (void)
{
  expect_as ("<script>alert(1)</script>", true, "0:<script>alert(1)</script>|");
  expect_as ("a <b>c</b> x < y", true, "0:a <b>c</b> x < y|");
  expect_as ("![ảnh](y.png) [x](javascript:alert) `c`", true, "0:ảnh x c|");
  expect_as ("# Tên", true, "0:*Tên*|");
  expect_as ("```\na\nb\n```", true, "0:a/b|");
  expect_as ("a\x01"
             "b\xEE\x80\x80"
             "0\xEE\x80\x81",
             true, "0:ab0|");
}

static void
test_limits (void)
{
  g_autoptr (GString) text = g_string_new ("ok\n");
  for (int i = 0; i < 100000; i++)
    g_string_append (text, "> ");
  expect_error (text->str, MSG_MARKDOWN_NESTING, "f.md:11");
  g_string_assign (text, "");
  for (int i = 0; i < 20; i++) {
    for (int j = 0; j < i * 2; j++)
      g_string_append_c (text, ' ');
    g_string_append (text, "- a\n");
  }
  Read read = read_as (text->str, true);
  g_assert_error (read.error, DVHT_ERROR, MSG_MARKDOWN_NESTING);
  done (&read);
  g_string_assign (text, "| a |\n|---|\n");
  for (int i = 0; i < 20001; i++)
    g_string_append (text, "| b |\n");
  expect_error (text->str, MSG_MARKDOWN_TABLE_SIZE, "f.md:10");
  g_string_assign (text, "");
  for (int i = 0; i < 200000; i++)
    g_string_append (text, "![[]()");
  expect_error (text->str, MSG_MARKDOWN_TOO_INTRICATE, "f.md:10");
}

/* Whatever a value holds, it prints as it is. */
static void
test_escape (void)
{
  static const char *const values[] = { "*a* _b_ `c` [d](e) <f> # g | h ~i~ &amp; \\ ^",
                                        "1. x",
                                        "- y",
                                        "+ z",
                                        "=== ",
                                        "---",
                                        ":---",
                                        "> q",
                                        "12) r",
                                        "[@mc_01] [#people]",
                                        "<br>",
                                        "a\nb",
                                        "```",
                                        "    code",
                                        "![x](y)",
                                        "https://a.vn",
                                        "\x01    x",
                                        "\x01- y",
                                        "1\x01. z" };
  static const char *const printed[] = { NULL, NULL,  NULL, NULL,   "===", NULL, NULL, NULL,  NULL,  NULL,
                                         NULL, "a b", NULL, "code", NULL,  NULL, "x",  "- y", "1. z" };
  for (gsize i = 0; i < G_N_ELEMENTS (values); i++) {
    g_autoptr (GString) escaped = g_string_new (NULL);
    markdown_escape (escaped, values[i]);
    g_autofree char *expected = g_strdup_printf ("0:%s|", printed[i] != NULL ? printed[i] : values[i]);
    expect_as (escaped->str, false, expected);
    g_autofree char *row = g_strdup_printf ("| h | k |\n|---|---|\n| %s | w |", escaped->str);
    g_autofree char *cells
        = g_strdup_printf ("(0,0 1x1 25:h|)(0,1 1x1 25:k|)(1,0 1x1 26:%s|)(1,1 1x1 26:w|)|",
                           printed[i] != NULL ? printed[i] : values[i]);
    expect_as (row, false, cells);
  }
}

static void
test_fence (void)
{
  Read read = read_as ("a\n\n```table size=\"12\"\nx\n```\n", false);
  g_assert_no_error (read.error);
  const Block *block = &g_array_index (read.blocks, Block, 1);
  g_assert_cmpstr (block->paragraph.anchor, ==, "table size=\"12\"");
  g_assert_cmpstr (block->paragraph.marker, ==, "x\n");
  g_assert_cmpuint (block->paragraph.ordinal, ==, 4);
  done (&read);
}

static gpointer
parse_often (gpointer unused)
{
  for (int i = 0; i < 50; i++)
    expect_as ("| a |\n|---|\n| b |", false, "(0,0 1x1 25:a|)(1,0 1x1 26:b|)|");
  return NULL;
}

static void
test_threads (void)
{
  GThread *threads[4];
  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("markdown", parse_often, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/markdown/threads", test_threads);
  g_test_add_func ("/markdown/blocks", test_blocks);
  g_test_add_func ("/markdown/lists", test_lists);
  g_test_add_func ("/markdown/leaders", test_leaders);
  g_test_add_func ("/markdown/marks", test_marks);
  g_test_add_func ("/markdown/fields", test_fields);
  g_test_add_func ("/markdown/tables", test_tables);
  g_test_add_func ("/markdown/refused", test_refused);
  g_test_add_func ("/markdown/lenient", test_lenient);
  g_test_add_func ("/markdown/limits", test_limits);
  g_test_add_func ("/markdown/escape", test_escape);
  g_test_add_func ("/markdown/fence", test_fence);
  return g_test_run ();
}
