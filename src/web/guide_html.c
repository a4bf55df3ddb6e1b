/* guide_html.c - see guide_html.h. */
#include "web/guide_html.h"
#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>
#include <string.h>

#define AT "/huong-dan/"

typedef struct {
  Arena *arena;
  const char *title;
  Value *contents;
} Guide;

static void
collect_text (cmark_node *node, GString *text)
{
  for (cmark_node *child = cmark_node_first_child (node); child != NULL; child = cmark_node_next (child)) {
    const char *literal = cmark_node_get_literal (child);
    if (literal != NULL)
      g_string_append (text, literal);
    collect_text (child, text);
  }
}

/* "Lập hồ sơ, bước 1" → "lập-hồ-sơ-bước-1", as forges do. */
static const char *
anchor_of (Arena *arena, const char *text)
{
  g_autoptr (GString) anchor = g_string_new (NULL);
  g_autofree char *lower = g_utf8_strdown (text, -1);
  for (const char *at = lower; *at != '\0'; at = g_utf8_next_char (at)) {
    gunichar letter = g_utf8_get_char (at);
    if (g_unichar_isalnum (letter) || letter == '_' || letter == '-')
      g_string_append_unichar (anchor, letter);
    else if (letter == ' ')
      g_string_append_c (anchor, '-');
  }
  return arena_strdup (arena, anchor->str);
}

static void
mark_heading (Guide *guide, cmark_node *heading)
{
  g_autoptr (GString) text = g_string_new (NULL), mark = g_string_new ("<a id=\"");
  collect_text (heading, text);
  const char *anchor = anchor_of (guide->arena, text->str), *words = arena_strdup (guide->arena, text->str);
  int level = cmark_node_get_heading_level (heading);
  if (level == 1 && guide->title == NULL) {
    guide->title = words;
    return;
  }
  if (level == 2) {
    Value *item = value_object (guide->arena);
    value_set_text (item, "id", anchor);
    value_set_text (item, "text", words);
    value_append (guide->contents, item);
  }
  mustache_escape_html (mark, anchor);
  g_string_append (mark, "\"></a>");
  cmark_node *custom = cmark_node_new (CMARK_NODE_CUSTOM_INLINE);
  cmark_node_set_on_enter (custom, mark->str);
  cmark_node_prepend_child (heading, custom);
}

static void
mend_link (Guide *guide, cmark_node *link)
{
  const char *url = cmark_node_get_url (link);
  if (strstr (url, "://") != NULL || url[0] == '/' || url[0] == '#')
    return;
  const char *end = strstr (url, ".md");
  if (g_str_has_prefix (url, "README.md"))
    cmark_node_set_url (link, arena_concat (guide->arena, "/huong-dan", url + strlen ("README.md"), NULL));
  else if (end != NULL)
    cmark_node_set_url (
        link, arena_printf (guide->arena, AT "%.*s%s", (int)(end - url), url, end + strlen (".md")));
  else
    cmark_node_set_url (link, arena_concat (guide->arena, AT, url, NULL));
}

/* What lies outside the guide is not in the program: its words stay. */
static bool
leads_out (cmark_node *link)
{
  return g_str_has_prefix (cmark_node_get_url (link), "../");
}

static void
keep_words (cmark_node *link)
{
  for (cmark_node *child; (child = cmark_node_first_child (link)) != NULL;)
    cmark_node_insert_before (link, child);
  cmark_node_free (link);
}

static void
walk (Guide *guide, cmark_node *root)
{
  cmark_iter *iter = cmark_iter_new (root);
  for (cmark_event_type event; (event = cmark_iter_next (iter)) != CMARK_EVENT_DONE;) {
    cmark_node *node = cmark_iter_get_node (iter);
    cmark_node_type type = cmark_node_get_type (node);
    if (event == CMARK_EVENT_EXIT && type == CMARK_NODE_HEADING)
      mark_heading (guide, node);
    if (event == CMARK_EVENT_EXIT && type == CMARK_NODE_LINK && leads_out (node))
      keep_words (node);
    else if (event == CMARK_EVENT_ENTER && (type == CMARK_NODE_LINK || type == CMARK_NODE_IMAGE)
             && !leads_out (node))
      mend_link (guide, node);
  }
  cmark_iter_free (iter);
}

/* The first heading is the page's own and printed by its template. */
static void
take_title_out (cmark_node *root)
{
  cmark_node *first = cmark_node_first_child (root);
  if (first != NULL && cmark_node_get_type (first) == CMARK_NODE_HEADING
      && cmark_node_get_heading_level (first) == 1)
    cmark_node_free (first);
}

const char *
guide_html (Arena *arena, const char *markdown, gsize size, const char **ret_title, Value *ret_contents)
{
  Guide guide = { .arena = arena, .contents = ret_contents };
  cmark_gfm_core_extensions_ensure_registered ();
  cmark_parser *parser = cmark_parser_new (CMARK_OPT_DEFAULT);
  cmark_parser_attach_syntax_extension (parser, cmark_find_syntax_extension ("table"));
  cmark_parser_feed (parser, markdown, size);
  cmark_node *root = cmark_parser_finish (parser);
  walk (&guide, root);
  take_title_out (root);
  char *html = cmark_render_html (root, CMARK_OPT_DEFAULT, cmark_parser_get_syntax_extensions (parser));
  const char *copy = arena_strdup (arena, html);
  free (html);
  cmark_node_free (root);
  cmark_parser_free (parser);
  *ret_title = guide.title;
  return copy;
}
