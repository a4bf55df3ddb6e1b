/* markdown_inline.c - runs of a paragraph: emphasis, links, tokens, leaders. */
#include "document/markdown_parts.h"
#include <string.h>

bool
walker_fail (const Walker *walker, GError **error, MessageId id, const char *argument)
{
  error_set (error, markdown_place (walker->context, walker->line), id, argument, NULL);
  return false;
}

static Run *
push_run (Walker *walker)
{
  Run *run = &ARENA_PUSH (walker->context->arena, walker->runs, walker->run_count);
  memset (run, 0, sizeof *run);
  return run;
}

static void
flush_text (Walker *walker)
{
  if (walker->text->len == 0)
    return;
  Run *run = push_run (walker);
  run->kind = RUN_TEXT;
  run->style = walker->text_style;
  run->link = walker->text_link;
  run->text = arena_strndup (walker->context->arena, walker->text->str, walker->text->len);
  g_string_truncate (walker->text, 0);
}

void
walker_text (Walker *walker, const char *text, guint style, const char *link)
{
  if (style != walker->text_style || g_strcmp0 (link, walker->text_link) != 0)
    flush_text (walker);
  walker->text_style = style;
  walker->text_link = link;
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at)) {
    gunichar c = g_utf8_get_char (at);
    if (c == '\t' || c == '\n' || c == '\r')
      g_string_append_c (walker->text, ' ');
    else if (c >= 0x20 && !(c >= 0x7F && c <= 0x9F) && !(c >= TOKEN_FIELD && c <= TOKEN_LAST))
      g_string_append_unichar (walker->text, c);
  }
}

/* Dots at the end of a line are a leader; returns the length of the text before them. */
static bool
ends_in_dots (const char *text, gsize *ret_length)
{
  gsize length = strlen (text), dots = 0, ellipses = 0;
  while (length > 0 && text[length - 1] == ' ')
    length--;
  for (;;) {
    if (length >= 1 && text[length - 1] == '.') {
      length--;
      dots++;
    } else if (length >= 3 && memcmp (text + length - 3, "…", 3) == 0) {
      length -= 3;
      ellipses++;
    } else {
      break;
    }
  }
  *ret_length = length;
  return 2 * dots + 3 * ellipses >= 12;
}

static void
dots_to_leader (Walker *walker)
{
  flush_text (walker);
  gsize length;
  if (walker->run_count == 0 || style_table[walker->shape.style].align == ALIGN_CENTRE)
    return;
  Run *last = &walker->runs[walker->run_count - 1];
  if (last->kind != RUN_TEXT || !ends_in_dots (last->text, &length))
    return;
  if (length == 0)
    walker->run_count--;
  else
    last->text = arena_strndup (walker->context->arena, last->text, length);
  push_run (walker)->kind = RUN_LEADER;
}

void
walker_break (Walker *walker, RunKind kind)
{
  dots_to_leader (walker);
  push_run (walker)->kind = kind;
}

static const char *
list_marker (Arena *arena, const ParagraphShape *shape)
{
  switch (shape->list) {
  case LIST_DASH:
    return "-";
  case LIST_PLUS:
    return "+";
  case LIST_DECIMAL:
    return arena_printf (arena, "%u.", shape->ordinal);
  case LIST_LETTER:
    return arena_concat (arena, markdown_letter (arena, shape->ordinal), ")", NULL);
  case LIST_NONE:
  default:
    return NULL;
  }
}

/* A paragraph that begins with bold "Điều 1." is an article. */
static ParagraphStyle
style_of (const ParagraphShape *shape, const Run *first)
{
  bool article = shape->style == STYLE_BODY && first->kind == RUN_TEXT && (first->style & RUN_BOLD) != 0
                 && g_str_has_prefix (first->text, "Điều ");
  return article ? STYLE_ARTICLE : shape->style;
}

static bool
is_blank (const Walker *walker)
{
  for (gsize i = 0; i < walker->run_count; i++)
    if (walker->runs[i].kind != RUN_TEXT
        || strspn (walker->runs[i].text, " ") != strlen (walker->runs[i].text))
      return false;
  return true;
}

void
walker_emit (Walker *walker)
{
  dots_to_leader (walker);
  while (walker->run_count > 0 && walker->runs[walker->run_count - 1].kind == RUN_BREAK)
    walker->run_count--;
  if (!is_blank (walker) || walker->shape.list != LIST_NONE || walker->anchor != NULL) {
    ParagraphShape *shape = &walker->shape;
    Block block = { .kind = BLOCK_PARAGRAPH };
    Paragraph *paragraph = &block.paragraph;
    paragraph->style = walker->run_count > 0 ? style_of (shape, walker->runs) : shape->style;
    paragraph->runs = walker->runs;
    paragraph->run_count = walker->run_count;
    paragraph->list = shape->list;
    paragraph->level = shape->list == LIST_NONE || shape->list_level == 0 ? 0 : shape->list_level - 1;
    paragraph->ordinal = shape->ordinal;
    paragraph->list_id = shape->list == LIST_NONE ? 0 : shape->list_id;
    paragraph->marker = list_marker (walker->context->arena, shape);
    paragraph->anchor = walker->anchor;
    paragraph->outline = (int)shape->outline;
    paragraph->keep_with_next = shape->keep_with_next;
    g_array_append_val (walker->out, block);
    shape->list = LIST_NONE;
    shape->outline = 0;
  }
  walker->runs = NULL;
  walker->run_count = 0;
  walker->anchor = NULL;
}

/* A field's blocks: its first paragraph joins the text before it. */
static bool
put_field (Walker *walker, guint index, GError **error)
{
  const MarkdownContext *context = walker->context;
  if (context->field == NULL)
    return true;
  g_autoptr (GArray) blocks = g_array_new (FALSE, FALSE, sizeof (Block));
  if (!context->field (context->user, index, walker->shape.style, blocks, error))
    return false;
  flush_text (walker);
  gsize next = 0;
  bool joins = walker->run_count > 0 || walker->shape.list != LIST_NONE;
  if (joins && blocks->len > 0) {
    const Block *first = &g_array_index (blocks, Block, 0);
    if (first->kind == BLOCK_PARAGRAPH && first->paragraph.list == LIST_NONE) {
      for (gsize i = 0; i < first->paragraph.run_count; i++)
        *push_run (walker) = first->paragraph.runs[i];
      next = 1;
    }
  }
  walker_emit (walker);
  if (next < blocks->len)
    g_array_append_vals (walker->out, &g_array_index (blocks, Block, next), (guint)(blocks->len - next));
  return true;
}

/* The name that stands in hex between two token characters; what is no hex counts as 0. */
static char *
token_name (Arena *arena, const char *hex, gsize length)
{
  char *name = arena_alloc (arena, length / 2 + 1);
  for (gsize i = 0; i + 1 < length; i += 2) {
    int high = g_ascii_xdigit_value (hex[i]), low = g_ascii_xdigit_value (hex[i + 1]);
    name[i / 2] = (char)(MAX (high, 0) << 4 | MAX (low, 0));
  }
  return name;
}

static bool
put_mark (Walker *walker, const char *token, gsize length, guint style, const char *link, GError **error)
{
  const MarkdownContext *context = walker->context;
  if (length == 0)
    return true;
  bool evidence = token[0] == '@';
  const char *name = token_name (context->arena, token + 1, length - 1);
  const char *(*resolve) (void *, const char *) = evidence ? context->evidence : context->figure;
  const char *text = resolve != NULL ? resolve (context->user, name) : NULL;
  if (text != NULL) {
    if (evidence && link == NULL)
      link = arena_concat (context->arena, "#", evidence_anchor (context->arena, name), NULL);
    walker_text (walker, text, style, link);
    return true;
  }
  if (!context->lenient)
    return walker_fail (walker, error, evidence ? MSG_MARKDOWN_UNKNOWN_EVIDENCE : MSG_MARKDOWN_UNKNOWN_FIGURE,
                        name);
  walker_text (walker, arena_concat (context->arena, evidence ? "[@" : "[#", name, "]", NULL), style, link);
  return true;
}

/* Text of one node: plain stretches, marks, fields. */
bool
walker_literal (Walker *walker, const char *text, guint style, const char *link, GError **error)
{
  const char *plain = text;
  for (const char *at = text; *at != '\0';) {
    gunichar c = g_utf8_get_char (at);
    const char *next = g_utf8_next_char (at);
    const char *end = c == TOKEN_FIELD  ? strstr (next, "\xEE\x80\x81")
                      : c == TOKEN_MARK ? strstr (next, "\xEE\x80\x91")
                                        : NULL;
    if (end == NULL) {
      at = next;
      continue;
    }
    walker_text (walker, arena_strndup (walker->context->arena, plain, (gsize)(at - plain)), style, link);
    bool ok = c == TOKEN_FIELD ? put_field (walker, (guint)g_ascii_strtoull (next, NULL, 10), error)
                               : put_mark (walker, next, (gsize)(end - next), style, link, error);
    if (!ok)
      return false;
    plain = at = end + 3;
  }
  walker_text (walker, plain, style, link);
  return true;
}

static bool walk (Walker *walker, cmark_node *parent, guint style, const char *link, guint depth,
                  GError **error);

static bool
walk_link (Walker *walker, cmark_node *node, guint style, const char *outer, guint depth, GError **error)
{
  Arena *arena = walker->context->arena;
  const char *url = cmark_node_get_url (node), *link = outer;
  if (g_str_has_prefix (url, "anchor:") && !walker->context->lenient)
    walker->anchor = arena_strdup (arena, url + strlen ("anchor:"));
  else if (g_str_has_prefix (url, "https://") || g_str_has_prefix (url, "http://")
           || g_str_has_prefix (url, "mailto:") || (url[0] == '#' && url[1] != '\0'))
    link = markdown_clean (arena, arena_strdup (arena, url));
  else if (!walker->context->lenient)
    return walker_fail (walker, error, MSG_MARKDOWN_LINK, url);
  return walk (walker, node, style, link, depth + 1, error);
}

static bool
is_html_break (const char *html)
{
  return g_ascii_strcasecmp (html, "<br>") == 0 || g_ascii_strcasecmp (html, "<br/>") == 0
         || g_ascii_strcasecmp (html, "<br />") == 0;
}

static bool
walk_literal (Walker *walker, cmark_node *node, cmark_node_type type, guint style, const char *link,
              GError **error)
{
  const char *literal = cmark_node_get_literal (node);
  if (type == CMARK_NODE_HTML_INLINE && is_html_break (literal)) {
    walker_break (walker, RUN_BREAK);
    return true;
  }
  if (walker->context->lenient || type == CMARK_NODE_TEXT)
    return walker_literal (walker, literal, style, link, error);
  return walker_fail (walker, error, type == CMARK_NODE_CODE ? MSG_MARKDOWN_CODE : MSG_MARKDOWN_HTML,
                      literal);
}

static bool
walk_node (Walker *walker, cmark_node *node, guint style, const char *link, guint depth, GError **error)
{
  cmark_node_type type = cmark_node_get_type (node);
  if (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE || type == CMARK_NODE_HTML_INLINE)
    return walk_literal (walker, node, type, style, link, error);
  if (type == CMARK_NODE_SOFTBREAK && walker->shape.split_lines) {
    walker_emit (walker);
    return true;
  }
  if (type == CMARK_NODE_SOFTBREAK) {
    walker_text (walker, " ", style, link);
    return true;
  }
  if (type == CMARK_NODE_LINEBREAK) {
    walker_break (walker, RUN_BREAK);
    return true;
  }
  if (type == CMARK_NODE_LINK)
    return walk_link (walker, node, style, link, depth, error);
  if (type == CMARK_NODE_IMAGE && !walker->context->lenient)
    return walker_fail (walker, error, MSG_MARKDOWN_IMAGE, cmark_node_get_url (node));
  guint more = type == CMARK_NODE_STRONG ? RUN_BOLD : type == CMARK_NODE_EMPH ? RUN_ITALIC : 0;
  return walk (walker, node, style | more, link, depth + 1, error);
}

static bool
walk (Walker *walker, cmark_node *parent, guint style, const char *link, guint depth, GError **error)
{
  if (depth > MARKDOWN_MAX_DEPTH)
    return walker_fail (walker, error, MSG_MARKDOWN_NESTING, NULL);
  for (cmark_node *node = cmark_node_first_child (parent); node != NULL; node = cmark_node_next (node))
    if (!walk_node (walker, node, style, link, depth, error))
      return false;
  return true;
}

bool
walker_inlines (Walker *walker, cmark_node *node, const ParagraphShape *shape, GError **error)
{
  walker->shape = *shape;
  if (walker->context->cover && shape->style == STYLE_BODY)
    walker->shape.style = STYLE_COVER_TEXT;
  guint style = shape->bold ? RUN_BOLD : 0;
  if (!walk (walker, node, style, NULL, 0, error))
    return false;
  walker_emit (walker);
  return true;
}
