/* markdown.c - see markdown.h: the block side. */
#include "document/markdown_parts.h"
#include <string.h>

#define RULE_WIDTH 50.0 /* mm, of "***" */

static bool walk_blocks (Walker *walker, cmark_node *parent, const ParagraphShape *shape, GError **error);

static bool
is_cell_style (ParagraphStyle style)
{
  return style == STYLE_TABLE_TEXT || style == STYLE_TABLE_CENTRE || style == STYLE_TABLE_RIGHT
         || style == STYLE_TABLE_HEAD;
}

static ParagraphStyle
heading_style (const Walker *walker, int level, const Run *first)
{
  static const ParagraphStyle cover[] = { STYLE_COVER_TITLE, STYLE_COVER_ORGAN, STYLE_LABEL };
  static const ParagraphStyle plain[] = { STYLE_HEADING_1, STYLE_HEADING_2, STYLE_HEADING_3 };
  guint index = (guint)CLAMP (level, 1, 3) - 1;
  if (walker->context->cover)
    return cover[index];
  bool part = level == 1 && first != NULL && first->kind == RUN_TEXT
              && (g_str_has_prefix (first->text, "Phần ") || g_str_has_prefix (first->text, "PHẦN "));
  return part ? STYLE_PART : plain[index];
}

static bool
walk_heading (Walker *walker, cmark_node *node, const ParagraphShape *outer, GError **error)
{
  ParagraphShape shape = *outer;
  int level = cmark_node_get_heading_level (node);
  guint before = walker->out->len;
  shape.keep_with_next = true;
  if (walker->context->lenient) {
    shape.bold = true;
    return walker_inlines (walker, node, &shape, error);
  }
  shape.style = heading_style (walker, level, NULL);
  shape.outline = walker->context->cover ? 0 : (guint)level;
  if (!walker_inlines (walker, node, &shape, error))
    return false;
  if (walker->out->len > before) {
    Block *block = &g_array_index (walker->out, Block, before);
    if (block->kind == BLOCK_PARAGRAPH && block->paragraph.run_count > 0)
      block->paragraph.style = heading_style (walker, level, block->paragraph.runs);
  }
  return true;
}

static bool
walk_list (Walker *walker, cmark_node *list, const ParagraphShape *outer, GError **error)
{
  ParagraphShape shape = *outer;
  bool ordered = cmark_node_get_list_type (list) == CMARK_ORDERED_LIST;
  shape.depth = outer->depth + 1;
  shape.list_level = outer->list_level + 1;
  shape.style = is_cell_style (outer->style) || outer->style == STYLE_NOTE ? outer->style : STYLE_ITEM;
  guint ordinal = (guint)MAX (cmark_node_get_list_start (list), 0);
  guint list_id = ++*walker->context->next_list_id;
  bool letters = cmark_node_get_list_delim (list) == CMARK_PAREN_DELIM;
  for (cmark_node *item = cmark_node_first_child (list); item != NULL; item = cmark_node_next (item)) {
    shape.list = ordered ? (letters ? LIST_LETTER : LIST_DECIMAL)
                         : (shape.list_level % 2 == 1 ? LIST_DASH : LIST_PLUS);
    shape.ordinal = ordered ? ordinal++ : 0;
    shape.list_id = list_id;
    walker->line = (guint)cmark_node_get_start_line (item);
    if (!walk_blocks (walker, item, &shape, error))
      return false;
  }
  return true;
}

/* Literal lines (code, HTML) of text that people typed. */
static bool
put_lines (Walker *walker, const char *literal, const ParagraphShape *shape, GError **error)
{
  g_auto (GStrv) lines = g_strsplit (literal, "\n", -1);
  walker->shape = *shape;
  bool first = true;
  for (guint i = 0; lines[i] != NULL; i++) {
    if (lines[i][0] == '\0')
      continue;
    if (!first)
      walker_break (walker, RUN_BREAK);
    first = false;
    if (!walker_literal (walker, lines[i], 0, NULL, error))
      return false;
  }
  walker_emit (walker);
  return true;
}

static bool
walk_code (Walker *walker, cmark_node *node, const ParagraphShape *shape, GError **error)
{
  const MarkdownContext *context = walker->context;
  const char *info = cmark_node_get_fence_info (node), *literal = cmark_node_get_literal (node);
  if (context->lenient)
    return put_lines (walker, literal, shape, error);
  if (context->fence == NULL || info == NULL || *info == '\0')
    return walker_fail (walker, error, MSG_MARKDOWN_CODE, info != NULL ? info : "");
  /* copies: the callback may parse on its own */
  const char *own_info = arena_strdup (context->arena, info);
  const char *own = arena_strdup (context->arena, literal);
  return context->fence (context->user, own_info, own, walker->line + 1, walker->out, error);
}

static bool
walk_html (Walker *walker, cmark_node *node, const ParagraphShape *shape, GError **error)
{
  const char *literal = cmark_node_get_literal (node);
  if (!walker->context->lenient)
    return walker_fail (walker, error, MSG_MARKDOWN_HTML,
                        arena_strndup (walker->context->arena, literal, MIN (strlen (literal), 40)));
  return put_lines (walker, literal, shape, error);
}

static bool
walk_quote (Walker *walker, cmark_node *node, const ParagraphShape *outer, GError **error)
{
  ParagraphShape shape = *outer;
  shape.depth = outer->depth + 1;
  if (!walker->context->lenient) {
    shape.style = STYLE_LEGAL_BASIS;
    shape.split_lines = true;
  }
  return walk_blocks (walker, node, &shape, error);
}

static bool
walk_block (Walker *walker, cmark_node *node, const ParagraphShape *shape, GError **error)
{
  Block rule = { .kind = BLOCK_RULE, .rule = { .width = RULE_WIDTH } };
  cmark_node_type type = cmark_node_get_type (node);
  walker->line = (guint)MAX (cmark_node_get_start_line (node), 1);
  if (type == CMARK_NODE_PARAGRAPH)
    return walker_inlines (walker, node, shape, error);
  if (type == CMARK_NODE_HEADING)
    return walk_heading (walker, node, shape, error);
  if (type == CMARK_NODE_LIST)
    return walk_list (walker, node, shape, error);
  if (type == CMARK_NODE_BLOCK_QUOTE)
    return walk_quote (walker, node, shape, error);
  if (type == CMARK_NODE_CODE_BLOCK)
    return walk_code (walker, node, shape, error);
  if (type == CMARK_NODE_HTML_BLOCK)
    return walk_html (walker, node, shape, error);
  if (strcmp (cmark_node_get_type_string (node), "table") == 0)
    return walker_table (walker, node, error);
  if (type == CMARK_NODE_THEMATIC_BREAK)
    g_array_append_val (walker->out, rule);
  return true;
}

static bool
walk_blocks (Walker *walker, cmark_node *parent, const ParagraphShape *outer, GError **error)
{
  ParagraphShape shape = *outer;
  if (shape.depth > MARKDOWN_MAX_DEPTH)
    return walker_fail (walker, error, MSG_MARKDOWN_NESTING, NULL);
  for (cmark_node *node = cmark_node_first_child (parent); node != NULL; node = cmark_node_next (node)) {
    if (!walk_block (walker, node, &shape, error))
      return false;
    shape.list = LIST_NONE; /* the marker belongs to the item's first paragraph */
  }
  return true;
}

/* Registering is global in cmark: once. */
static gpointer
find_table_extension (gpointer unused)
{
  cmark_gfm_core_extensions_ensure_registered ();
  return cmark_find_syntax_extension ("table");
}

static cmark_node *
parse (const char *text)
{
  static GOnce once = G_ONCE_INIT;
  cmark_syntax_extension *table = g_once (&once, find_table_extension, NULL);
  cmark_parser *parser = cmark_parser_new (CMARK_OPT_DEFAULT);
  cmark_parser_attach_syntax_extension (parser, table);
  cmark_parser_feed (parser, text, strlen (text));
  cmark_node *root = cmark_parser_finish (parser);
  cmark_parser_free (parser);
  return root;
}

static bool
read_blocks (const MarkdownContext *context, const char *markdown, const ParagraphShape *shape, GArray *out,
             GError **error)
{
  const char *text = context->lenient ? markdown_clean (context->arena, markdown) : markdown;
  if (!markdown_check_cost (context, text, error))
    return false;
  cmark_node *root = parse (markdown_marks_to_tokens (context->arena, text));
  Walker walker = { .context = context, .out = out, .line = 1, .text = g_string_new (NULL) };
  bool ok = walk_blocks (&walker, root, shape, error);
  g_string_free (walker.text, TRUE);
  cmark_node_free (root);
  return ok;
}

bool
markdown_to_blocks (const MarkdownContext *context, const char *markdown, GArray *out, GError **error)
{
  ParagraphShape shape = { .style = context->body };
  return read_blocks (context, markdown, &shape, out, error);
}

/* Before one line of inline Markdown: makes "- a" or "1. a" plain text. A blank, so that
 * stars behind it open emphasis as at the beginning of a line; not ASCII, so that cmark keeps it. */
#define GUARD "\xE2\x80\x85" /* U+2005 */

static void
drop_guard (Paragraph *paragraph)
{
  if (paragraph->run_count == 0 || paragraph->runs[0].kind != RUN_TEXT
      || !g_str_has_prefix (paragraph->runs[0].text, GUARD))
    return;
  paragraph->runs[0].text += strlen (GUARD);
  if (*paragraph->runs[0].text == '\0') {
    paragraph->runs++;
    paragraph->run_count--;
  }
}

bool
markdown_to_paragraph (const MarkdownContext *context, const char *markdown, guint line, ParagraphStyle style,
                       Paragraph *ret, GError **error)
{
  const char *guarded = arena_concat (context->arena, GUARD, markdown + strspn (markdown, " \t"), NULL);
  MarkdownContext one = *context;
  guint in_file = line > 0 ? line : 1;
  if (context->lines != NULL && context->line_count > 0)
    in_file = context->lines[MIN ((gsize)in_file, context->line_count) - 1];
  else
    in_file += context->first_line - 1;
  one.lines = NULL;
  one.first_line = in_file;
  g_autoptr (GArray) blocks = g_array_new (FALSE, FALSE, sizeof (Block));
  ParagraphShape shape = { .style = style };
  if (!read_blocks (&one, guarded, &shape, blocks, error))
    return false;
  memset (ret, 0, sizeof *ret);
  if (blocks->len > 0 && g_array_index (blocks, Block, 0).kind == BLOCK_PARAGRAPH)
    *ret = g_array_index (blocks, Block, 0).paragraph;
  ret->style = style;
  drop_guard (ret);
  return true;
}
