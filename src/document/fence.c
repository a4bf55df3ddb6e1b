/* fence.c - fenced blocks: which there are, their options, and the small ones. */
#include "base/text.h"
#include "document/compose_parts.h"
#include <string.h>

/* ---- helpers for all fences ---- */

bool
fence_fail (const Fence *fence, guint line, GError **error, MessageId id, const char *argument)
{
  error_set (error, markdown_place (&fence->composer->markdown, line), id, argument, fence->name, NULL);
  return false;
}

const char *
fence_option (const Fence *fence, const char *key)
{
  for (gsize i = 0; i < fence->option_count; i++)
    if (strcmp (fence->options[i].key, key) == 0)
      return fence->options[i].value != NULL ? fence->options[i].value : "";
  return NULL;
}

bool
fence_number (const Fence *fence, const char *key, double fallback, double least, double most, double *ret,
              GError **error)
{
  const char *text = fence_option (fence, key);
  Decimal value;
  *ret = fallback;
  if (text == NULL)
    return true;
  if (!decimal_parse (text, &value) || decimal_to_double (value) < least || decimal_to_double (value) > most)
    return fence_fail (fence, fence->line - 1, error, MSG_WORDING_VALUE, text);
  *ret = decimal_to_double (value);
  return true;
}

FenceLines
fence_lines (const Fence *fence)
{
  Arena *arena = fence->composer->arena;
  FenceLines lines = { 0 };
  guint number = fence->line;
  for (const char *line = fence->content; *line != '\0'; number++) {
    const char *end = strchrnul (line, '\n');
    const char *text = text_strip (arena, arena_strndup (arena, line, (gsize)(end - line)));
    if (*text != '\0')
      ARENA_PUSH (arena, lines.items, lines.count) = (FenceLine){ arena_strdup (arena, text), number };
    line = *end == '\0' ? end : end + 1;
  }
  return lines;
}

bool
fence_split (Arena *arena, const char *line, const char **ret_key, const char **ret_value)
{
  gsize length = strspn (line, "abcdefghijklmnopqrstuvwxyz-");
  if (length == 0 || line[length] != ':')
    return false;
  *ret_key = arena_strndup (arena, line, length);
  *ret_value = text_strip (arena, line + length + 1);
  return true;
}

bool
fence_paragraph (const Fence *fence, const FenceLine *line, ParagraphStyle style, Paragraph *ret,
                 GError **error)
{
  MarkdownContext context = fence->composer->markdown;
  context.fence = NULL;
  return markdown_to_paragraph (&context, line->text, line->line, style, ret, error);
}

MarkdownContext
fence_markdown (const Fence *fence, guint line, ParagraphStyle body)
{
  MarkdownContext context = fence->composer->markdown;
  gsize skip = MIN ((gsize)(line - 1), context.line_count);
  context.lines += skip;
  context.line_count -= skip;
  context.first_line += line - 1;
  context.fence = NULL;
  context.body = body;
  return context;
}

/* Each content line a paragraph of that style. */
static bool
add_lines (const Fence *fence, ParagraphStyle style, GArray *out, GError **error)
{
  FenceLines lines = fence_lines (fence);
  for (gsize i = 0; i < lines.count; i++) {
    Block block = { .kind = BLOCK_PARAGRAPH };
    if (!fence_paragraph (fence, &lines.items[i], style, &block.paragraph, error))
      return false;
    block_add (out, block);
  }
  return true;
}

/* ---- the small fences ---- */

static bool
run_authority (const Fence *fence, GArray *out, GError **error)
{
  return add_lines (fence, STYLE_AUTHORITY, out, error);
}

static bool
run_centre (const Fence *fence, GArray *out, GError **error)
{
  return add_lines (fence, STYLE_CENTRED, out, error);
}

static bool
run_note (const Fence *fence, GArray *out, GError **error)
{
  return add_lines (fence, STYLE_NOTE, out, error);
}

static bool
run_caption (const Fence *fence, GArray *out, GError **error)
{
  return add_lines (fence, STYLE_CAPTION, out, error);
}

static bool
run_right (const Fence *fence, GArray *out, GError **error)
{
  Arena *arena = fence->composer->arena;
  double half = composer_text_width (fence->composer) / 2;
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (Block));
  if (!add_lines (fence, STYLE_PLACE_DATE, lines, error))
    return false;
  TableBlock *table = block_layout (arena, out, 2, (double[]){ half, half }, 1);
  for (guint i = 0; i < lines->len; i++)
    cell_add (arena, &table->rows[0].cells[1], g_array_index (lines, Block, i));
  layout_finish (arena, table);
  return true;
}

static bool
run_lines (const Fence *fence, GArray *out, GError **error)
{
  Arena *arena = fence->composer->arena;
  double count;
  if (!fence_number (fence, "count", 1, 1, 50, &count, error))
    return false;
  for (int i = 0; i < (int)count; i++) {
    Block block = block_paragraph (STYLE_PLAIN);
    ARENA_PUSH (arena, block.paragraph.runs, block.paragraph.run_count) = (Run){ .kind = RUN_LEADER };
    block_add (out, block);
  }
  return true;
}

/* "space 10" or "space stretch": a single word each. */
static bool
run_space (const Fence *fence, GArray *out, GError **error)
{
  Block block = { .kind = BLOCK_SPACE };
  Decimal height;
  const char *word = fence->option_count == 1 && fence->options[0].value == NULL ? fence->options[0].key : "";
  if (strcmp (word, "stretch") == 0)
    block.space.stretch = true;
  else if (decimal_parse (word, &height) && height >= 0 && height <= 250 * DECIMAL_ONE)
    block.space.height = decimal_to_double (height);
  else
    return fence_fail (fence, fence->line - 1, error, MSG_WORDING_VALUE, word);
  block_add (out, block);
  return true;
}

static bool
run_page_break (const Fence *fence, GArray *out, GError **error)
{
  block_add (out, (Block){ .kind = BLOCK_PAGE_BREAK });
  return true;
}

static bool
run_page (const Fence *fence, GArray *out, GError **error)
{
  Composer *composer = fence->composer;
  const WordingHead *head = &composer->wording.head;
  if (out != composer->blocks)
    return fence_fail (fence, fence->line - 1, error, MSG_WORDING_TOP_LEVEL, fence->name);
  Section next = { .landscape = head->landscape, .number_pages = head->page_numbers };
  if (fence_option (fence, "portrait") != NULL)
    next.landscape = false;
  if (fence_option (fence, "landscape") != NULL)
    next.landscape = true;
  next.restart_numbering = fence_option (fence, "restart") != NULL;
  next.bordered = fence_option (fence, "cover") != NULL;
  if (fence_option (fence, "no-numbers") != NULL || next.bordered)
    next.number_pages = false;
  composer_next_section (composer, &next);
  return true;
}

static bool
run_toc (const Fence *fence, GArray *out, GError **error)
{
  const char *title = fence_option (fence, "title");
  if (title != NULL && *title != '\0')
    block_add (out, block_text (fence->composer->arena, STYLE_TOC_TITLE, title));
  block_add (out, (Block){ .kind = BLOCK_TOC });
  return true;
}

/* ---- dispatch ---- */

static const struct {
  const char *name;
  FenceRun run;
  const char *options;
} fences[] = {
  { "annex", fence_annex, "" },
  { "authority", run_authority, "" },
  { "caption", run_caption, "" },
  { "centre", run_centre, "" },
  { "chart", fence_chart, "shares,criteria,title,width,height" },
  { "grid", fence_grid, "columns,height,widths" },
  { "legal-bases", fence_legal_bases, "" },
  { "letterhead", fence_letterhead, "number,date,symbol,copy" },
  { "lines", run_lines, "count" },
  { "note", run_note, "" },
  { "page", run_page, "portrait,landscape,restart,cover,no-numbers" },
  { "pagebreak", run_page_break, "" },
  { "qr", fence_qr, "width,text" },
  { "right", run_right, "" },
  { "signature", fence_signature, "signer,title,name,recipients,hint,height" },
  { "signatures", fence_signatures, "height" },
  { "space", run_space, NULL /* reads its own word */ },
  { "table", fence_table, "widths,header,size,row-height,rules,summary,caption" },
  { "title", fence_title, "" },
  { "to", fence_to, "" },
  { "toc", run_toc, "title" },
};

static bool
is_allowed (const char *allowed, const char *key)
{
  if (allowed == NULL)
    return true;
  g_auto (GStrv) names = g_strsplit (allowed, ",", -1);
  return g_strv_contains ((const char *const *)names, key);
}

/* `key="value"` and single words; a value ends at a quotation mark before a blank or the end. */
static bool
read_option (Arena *arena, const char **at, FenceOption *ret)
{
  const char *from = *at;
  gsize length = strcspn (from, " \t=");
  ret->key = arena_strndup (arena, from, length);
  ret->value = NULL;
  from += length;
  if (*from == '=') {
    if (from[1] != '"')
      return false;
    const char *end = from + 2;
    while (*end != '\0' && !(*end == '"' && (end[1] == '\0' || end[1] == ' ' || end[1] == '\t')))
      end++;
    if (*end == '\0')
      return false;
    ret->value = arena_strndup (arena, from + 2, (gsize)(end - from - 2));
    from = end + 1;
  }
  *at = from + strspn (from, " \t");
  return length > 0;
}

static bool
read_options (Fence *fence, const char *text, const char *allowed, GError **error)
{
  while (*text != '\0') {
    FenceOption *option = &fence->options[fence->option_count];
    if (fence->option_count == FENCE_MAX_OPTIONS || !read_option (fence->composer->arena, &text, option))
      return fence_fail (fence, fence->line - 1, error, MSG_WORDING_OPTION, text);
    if (!is_allowed (allowed, option->key))
      return fence_fail (fence, fence->line - 1, error, MSG_WORDING_OPTION, option->key);
    fence->option_count++;
  }
  return true;
}

bool
fence_run (void *user, const char *info, const char *content, guint line, GArray *out, GError **error)
{
  Composer *composer = user;
  gsize length = strcspn (info, " \t");
  Fence fence = { .composer = composer, .content = content, .line = line };
  fence.name = arena_strndup (composer->arena, info, length);
  for (gsize i = 0; i < G_N_ELEMENTS (fences); i++)
    if (strcmp (fences[i].name, fence.name) == 0) {
      const char *options = info + length + strspn (info + length, " \t");
      return read_options (&fence, options, fences[i].options, error) && fences[i].run (&fence, out, error);
    }
  return fence_fail (&fence, line - 1, error, MSG_WORDING_FENCE, fence.name);
}
