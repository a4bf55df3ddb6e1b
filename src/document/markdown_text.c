/* markdown_text.c - the text side of Markdown: escaping, tokens, cost. */
#include "document/markdown_parts.h"
#include "model/markup.h"
#include <string.h>

static bool
is_private (gunichar c)
{
  return c >= TOKEN_FIELD && c <= TOKEN_LAST;
}

static bool
is_control (gunichar c)
{
  return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0xFEFF;
}

/* One line without control and private characters or blanks before it. */
static GString *
plain_line (const char *text)
{
  GString *line = g_string_sized_new (strlen (text));
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at)) {
    gunichar c = g_utf8_get_char (at);
    bool blank = c == ' ' || c == '\n' || c == '\r' || c == '\t';
    if (blank && line->len > 0)
      g_string_append_c (line, ' ');
    else if (!blank && !is_control (c) && !is_private (c))
      g_string_append_unichar (line, c);
  }
  return line;
}

void
markdown_escape (GString *out, const char *text)
{
  g_autoptr (GString) line = plain_line (text);
  gsize digits = strspn (line->str, "0123456789");
  bool numbered = digits > 0 && (line->str[digits] == '.' || line->str[digits] == ')');
  for (gsize i = 0; i < line->len; i++) {
    char c = line->str[i];
    bool special = strchr ("\\`*_[]<>#|~&^{}$", c) != NULL;
    bool leading = i == 0 && strchr ("+-=:.", c) != NULL;
    if (special || leading || (numbered && i == digits))
      g_string_append_c (out, '\\');
    g_string_append_c (out, c);
  }
}

char *
markdown_unescape (Arena *arena, const char *text)
{
  char *copy = arena_strdup (arena, text), *to = copy;
  for (const char *at = copy; *at != '\0'; at++) {
    if (*at == '\\' && g_ascii_ispunct (at[1]))
      at++;
    *to++ = *at;
  }
  *to = '\0';
  return copy;
}

const char *
markdown_clean (Arena *arena, const char *text)
{
  const char *at = text;
  for (; *at != '\0'; at = g_utf8_next_char (at)) {
    gunichar c = g_utf8_get_char (at);
    if (is_private (c) || (is_control (c) && c != '\n' && c != '\t'))
      break;
  }
  if (*at == '\0')
    return text;
  char *copy = arena_alloc (arena, strlen (text) + 1), *to = copy;
  for (at = text; *at != '\0'; at = g_utf8_next_char (at)) {
    gunichar c = g_utf8_get_char (at);
    if (!is_private (c) && (!is_control (c) || c == '\n' || c == '\t'))
      to += g_unichar_to_utf8 (c, to);
  }
  return copy;
}

const char *
markdown_field_token (Arena *arena, guint index)
{
  return arena_printf (arena, "\xEE\x80\x80%u\xEE\x80\x81", index);
}

const char *
evidence_anchor (Arena *arena, const char *key)
{
  char *name = arena_alloc (arena, strlen (key) * 3 + sizeof "evidence-");
  char *to = g_stpcpy (name, "evidence-");
  for (const char *at = key; *at != '\0'; at++) {
    if (g_ascii_isalnum (*at) || *at == '.' || *at == '-') {
      *to++ = *at;
      continue;
    }
    *to++ = '_';
    *to++ = "0123456789abcdef"[(guchar)*at >> 4];
    *to++ = "0123456789abcdef"[(guchar)*at & 15];
  }
  return name;
}

const char *
markdown_letter (Arena *arena, guint ordinal)
{
  static const char *const letters[] = { "a", "b", "c", "d", "đ", "e", "g", "h", "i", "k", "l", "m",
                                         "n", "o", "p", "q", "r", "s", "t", "u", "v", "x", "y" };
  guint count = G_N_ELEMENTS (letters), index = ordinal == 0 ? 0 : ordinal - 1;
  if (index < count)
    return letters[index];
  return arena_concat (arena, letters[(index / count - 1) % count], letters[index % count], NULL);
}

const char *
markdown_place (const MarkdownContext *context, guint line)
{
  guint in_file = context->first_line + MAX (line, 1) - 1;
  if (context->lines != NULL && context->line_count > 0)
    in_file = context->lines[MIN ((gsize)MAX (line, 1), context->line_count) - 1];
  return arena_printf (context->arena, "%s:%u", context->place != NULL ? context->place : "", in_file);
}

const char *
markdown_marks_to_tokens (Arena *arena, const char *text)
{
  Mark mark;
  gsize done = 0, from = 0;
  GString *out = NULL;
  while (markup_next (arena, text, from, &mark)) {
    from = mark.start + mark.length;
    if (out == NULL)
      out = g_string_new (NULL);
    g_string_append_len (out, text + done, (gssize)(mark.start - done));
    g_string_append (out, mark.kind == MARK_EVIDENCE ? "\xEE\x80\x90@" : "\xEE\x80\x90#");
    for (const char *at = mark.name; *at != '\0'; at++)
      g_string_append_printf (out, "%02x", (guchar)*at);
    g_string_append (out, "\xEE\x80\x91");
    done = from;
  }
  if (out == NULL)
    return text;
  g_string_append (out, text + done);
  const char *copy = arena_strndup (arena, out->str, out->len);
  g_string_free (out, TRUE);
  return copy;
}

/* Containers that the line opens at its beginning: "> - 1. > ". */
static guint
line_nesting (const char *line, const char *end)
{
  guint depth = 0;
  for (const char *at = line; at < end;) {
    if (*at == ' ' || *at == '\t') {
      at++;
    } else if (*at == '>') {
      depth++;
      at++;
    } else if ((*at == '-' || *at == '+' || *at == '*') && at + 1 < end && (at[1] == ' ' || at[1] == '\t')) {
      depth++;
      at += 2;
    } else {
      const char *digit = at;
      while (digit < end && digit - at < 10 && g_ascii_isdigit (*digit))
        digit++;
      if (digit == at || digit + 1 >= end || (*digit != '.' && *digit != ')') || digit[1] != ' ')
        break;
      depth++;
      at = digit + 2;
    }
  }
  return depth;
}

/* Unescaped characters that open or close something, in one line. */
static guint
line_specials (const char *line, const char *end)
{
  guint count = 0;
  for (const char *at = line; at < end; at++) {
    if (*at == '\\')
      at++;
    else if (strchr ("*_[]<`!&", *at) != NULL)
      count++;
  }
  return count;
}

bool
markdown_check_cost (const MarkdownContext *context, const char *text, GError **error)
{
  gsize limit = context->lenient ? (gsize)1 << 20 : (gsize)64 << 20;
  if (strlen (text) > limit) {
    error_set (error, markdown_place (context, 1), MSG_MARKDOWN_TOO_LONG, NULL);
    return false;
  }
  guint specials = 0, number = 1;
  for (const char *line = text; *line != '\0'; number++) {
    const char *end = strchrnul (line, '\n');
    gsize blanks = strspn (line, " \t");
    if (line + blanks >= end || line[blanks] == '|')
      specials = 0;
    specials += line_specials (line, end);
    if (specials > 5000) {
      error_set (error, markdown_place (context, number), MSG_MARKDOWN_TOO_INTRICATE, NULL);
      return false;
    }
    if (line_nesting (line, end) > MARKDOWN_MAX_DEPTH) {
      error_set (error, markdown_place (context, number), MSG_MARKDOWN_NESTING, NULL);
      return false;
    }
    line = *end == '\0' ? end : end + 1;
  }
  return true;
}
