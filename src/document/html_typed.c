/* html_typed.c - what somebody types, as it will print; see html.h. */
#include "document/html.h"
#include "document/markdown.h"

bool
html_write_typed (const char *markdown, GString *out, GError **error)
{
  g_autoptr (Arena) arena = arena_new ((gsize)64 << 20);
  g_autoptr (GArray) blocks = g_array_new (FALSE, FALSE, sizeof (Block));
  guint list_id = 0;
  MarkdownContext context = { .arena = arena,
                              .place = "typed",
                              .first_line = 1,
                              .lenient = true,
                              .body = STYLE_BODY,
                              .next_list_id = &list_id };
  if (!markdown_to_blocks (&context, markdown, blocks, error))
    return false;
  Section section = { .blocks = (Block *)(void *)blocks->data, .block_count = blocks->len };
  Document document = { .sections = &section, .section_count = 1 };
  html_write (&document, true, out);
  return true;
}
