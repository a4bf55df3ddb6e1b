/* html_typed.c - what somebody types, as it will print; see html.h. */
#include "document/html.h"
#include "document/html_part.h"
#include "document/markdown.h"

typedef struct {
  Arena *arena;
  const Figures *figures;
} Typed;

static const char *
evidence_shown (void *user, const char *key)
{
  const Typed *typed = user;
  const Evidence *evidence = round_find_evidence (typed->figures->round, key);
  const char *mark = evidence != NULL ? figures_evidence_code (typed->figures, evidence) : NULL;
  return mark != NULL       ? mark
         : evidence != NULL ? arena_concat (typed->arena, "[", evidence->title, ": chưa có mã]", NULL)
                            : arena_concat (typed->arena, "[không có minh chứng “", key, "”]", NULL);
}

static const char *
figure_shown (void *user, const char *name)
{
  const Typed *typed = user;
  const char *value = figures_named (typed->figures, typed->arena, name);
  return value != NULL ? value : arena_concat (typed->arena, "[không có số liệu “", name, "”]", NULL);
}

/* The caller frees what it gets. */
static GArray *
typed_blocks (Arena *arena, const HtmlMarks *marks, const char *markdown, GError **error)
{
  g_autoptr (GArray) blocks = g_array_new (FALSE, FALSE, sizeof (Block));
  guint list_id = 0;
  MarkdownContext context = { .arena = arena,
                              .place = "typed",
                              .first_line = 1,
                              .lenient = true,
                              .body = STYLE_BODY,
                              .evidence = marks != NULL ? marks->evidence : NULL,
                              .figure = marks != NULL ? marks->figure : NULL,
                              .user = marks != NULL ? marks->user : NULL,
                              .next_list_id = &list_id };
  return markdown_to_blocks (&context, markdown, blocks, error) ? g_steal_pointer (&blocks) : NULL;
}

bool
html_write_typed_of (const Figures *figures, const char *markdown, GString *out, GError **error)
{
  g_autoptr (Arena) arena = arena_new ((gsize)64 << 20);
  Typed typed = { arena, figures };
  const HtmlMarks marks = { evidence_shown, figure_shown, &typed };
  g_autoptr (GArray) blocks = typed_blocks (arena, figures != NULL ? &marks : NULL, markdown, error);
  if (blocks == NULL)
    return false;
  Section section = { .blocks = (Block *)(void *)blocks->data, .block_count = blocks->len };
  Document document = { .sections = &section, .section_count = 1 };
  html_write (&document, true, out);
  return true;
}

bool
html_write_typed (const char *markdown, GString *out, GError **error)
{
  return html_write_typed_of (NULL, markdown, out, error);
}

bool
html_write_prose (const HtmlMarks *marks, const char *markdown, GString *out, GError **error)
{
  g_autoptr (Arena) arena = arena_new ((gsize)64 << 20);
  g_autoptr (GArray) blocks = typed_blocks (arena, marks, markdown, error);
  if (blocks == NULL)
    return false;
  const Document document = { 0 };
  Html html = { .document = &document, .out = out, .prose = true };
  html_blocks (&html, (const Block *)(const void *)blocks->data, blocks->len);
  return true;
}

bool
html_write_prose_of (const Figures *figures, const char *markdown, GString *out, GError **error)
{
  g_autoptr (Arena) arena = arena_new ((gsize)64 << 20);
  Typed typed = { arena, figures };
  const HtmlMarks marks = { evidence_shown, figure_shown, &typed };
  return html_write_prose (figures != NULL ? &marks : NULL, markdown, out, error);
}
