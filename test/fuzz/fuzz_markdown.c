/* fuzz_markdown.c - any text as Markdown: as wording (errors allowed), as what people typed (only the
 * limits may stop it), and as a value in wording (prints as one plain paragraph). */
#include "base/text.h"
#include "document/markdown.h"
#include "fuzz.h"
#include <stdlib.h>
#include <string.h>

static const char *
resolve (void *user, const char *name)
{
  return name[0] == 'm' ? "[H1-1.1-01]" : NULL;
}

static bool
fence (void *user, const char *info, const char *content, guint line, GArray *out, GError **error)
{
  g_assert (line > 0 && info[0] != '\0');
  return true;
}

/* XML, PDF and terminals all refuse control characters. */
static bool
has_control (const char *text)
{
  for (const char *c = text; *c != '\0'; c++)
    if ((guchar)*c < 0x20 || *c == 0x7F)
      return true;
  return false;
}

static void
check_paragraph (const Paragraph *paragraph, bool lenient)
{
  for (gsize i = 0; i < paragraph->run_count; i++) {
    const Run *run = &paragraph->runs[i];
    g_assert (run->kind != RUN_TEXT || text_is_utf8 (run->text, strlen (run->text), NULL));
    g_assert (!lenient || run->kind != RUN_TEXT || !has_control (run->text));
    g_assert (run->link == NULL || g_str_has_prefix (run->link, "http")
              || g_str_has_prefix (run->link, "mailto:") || run->link[0] == '#');
  }
}

static void
check_table (const TableBlock *table, bool lenient)
{
  g_assert (table->column_count >= 1 && table->column_count <= 30 && table->row_count <= 5000);
  for (gsize r = 0; r < table->row_count; r++)
    for (gsize c = 0; c < table->rows[r].cell_count; c++) {
      const Cell *cell = &table->rows[r].cells[c];
      g_assert (cell->column + cell->col_span <= table->column_count
                && r + cell->row_span <= table->row_count);
      for (gsize b = 0; b < cell->block_count; b++) {
        g_assert (cell->blocks[b].kind == BLOCK_PARAGRAPH);
        check_paragraph (&cell->blocks[b].paragraph, lenient);
      }
    }
}

static void
check_blocks (const GArray *blocks, bool lenient)
{
  for (guint i = 0; i < blocks->len; i++) {
    const Block *block = &g_array_index (blocks, Block, i);
    if (block->kind == BLOCK_TABLE)
      check_table (&block->table, lenient);
    else if (block->kind == BLOCK_PARAGRAPH)
      check_paragraph (&block->paragraph, lenient);
  }
}

static void
read_as (Arena *arena, const char *text, bool lenient)
{
  guint list_id = 0;
  MarkdownContext context = { .arena = arena,
                              .place = "f",
                              .first_line = 1,
                              .lenient = lenient,
                              .evidence = resolve,
                              .figure = resolve,
                              .fence = fence,
                              .body = STYLE_BODY,
                              .next_list_id = &list_id };
  g_autoptr (GArray) blocks = g_array_new (FALSE, FALSE, sizeof (Block));
  g_autoptr (GError) error = NULL;
  bool ok = markdown_to_blocks (&context, text, blocks, &error);
  g_assert (ok == (error == NULL));
  if (lenient && !ok)
    g_assert (error->code == MSG_MARKDOWN_NESTING || error->code == MSG_MARKDOWN_TABLE_SIZE
              || error->code == MSG_MARKDOWN_TOO_LONG || error->code == MSG_MARKDOWN_TOO_INTRICATE);
  check_blocks (blocks, lenient);
}

static void
read_value (Arena *arena, const char *text)
{
  guint list_id = 0;
  MarkdownContext context
      = { .arena = arena, .place = "f", .first_line = 1, .body = STYLE_CENTRED, .next_list_id = &list_id };
  g_autoptr (GArray) blocks = g_array_new (FALSE, FALSE, sizeof (Block));
  g_autoptr (GString) escaped = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  markdown_escape (escaped, text);
  if (!markdown_to_blocks (&context, escaped->str, blocks, &error))
    abort (); /* a value was refused */
  g_assert (blocks->len <= 1);
  for (guint i = 0; i < blocks->len; i++) {
    const Paragraph *paragraph = &g_array_index (blocks, Block, i).paragraph;
    g_assert (g_array_index (blocks, Block, i).kind == BLOCK_PARAGRAPH && paragraph->list == LIST_NONE);
    g_assert (paragraph->run_count <= 1 && paragraph->style == STYLE_CENTRED);
    g_assert (paragraph->run_count == 0
              || (paragraph->runs[0].style == 0 && paragraph->runs[0].link == NULL));
  }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  if (!text_is_utf8 ((const char *)data, size, NULL))
    return 0;
  g_autoptr (Arena) arena = arena_new ((gsize)1 << 30);
  const char *text = arena_strndup (arena, (const char *)data, size);
  read_as (arena, text, false);
  read_as (arena, text, true);
  read_value (arena, text);
  return 0;
}
