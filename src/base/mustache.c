/* mustache.c - templates to operations; see mustache.h and mustache_ops.h. */
#include "base/mustache.h"
#include "base/mustache_ops.h"
#include <string.h>

#define MAX_SOURCE ((gsize)16 * 1024 * 1024)
#define MAX_DELIMITER 16

typedef struct {
  Template *template;
  const char *start, *end; /* of the source */
  const char *at;          /* what is not yet compiled */
  const char *counted;     /* lines are counted up to here */
  guint line;              /* of `counted` */
  char open[MAX_DELIMITER + 1], close[MAX_DELIMITER + 1];
  guint sections[MUSTACHE_NESTING]; /* indices of open sections */
  guint depth;
  GError **error;
} Compiler;

/* One tag as it stands in the source. */
typedef struct {
  char sigil;              /* one of # ^ / > ! = & {, or 0 for a plain name */
  Slice content;           /* without sigil and blanks around */
  const char *first, *end; /* first byte of the tag; first byte behind it */
} Tag;

static bool
is_space (char c)
{
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static Slice
trim (const char *first, const char *end)
{
  while (first < end && is_space (*first))
    first++;
  while (end > first && is_space (end[-1]))
    end--;
  return (Slice){ first, (gsize)(end - first) };
}

static bool
slices_equal (Slice a, Slice b)
{
  return a.length == b.length && memcmp (a.text, b.text, a.length) == 0;
}

static guint
compiler_line_at (Compiler *compiler, const char *at)
{
  for (; compiler->counted < at; compiler->counted++)
    compiler->line += *compiler->counted == '\n';
  return compiler->line;
}

static bool
compiler_fail (Compiler *compiler, guint line, MessageId id, Slice first, Slice second)
{
  g_autofree char *place = g_strdup_printf ("%s:%u", compiler->template->name, line);
  g_autofree char *one = g_utf8_make_valid (first.text, (gssize)MIN (first.length, 200));
  g_autofree char *two
      = second.text == NULL ? NULL : g_utf8_make_valid (second.text, (gssize)MIN (second.length, 200));
  error_set (compiler->error, place, id, one, two, NULL);
  return false;
}

static bool
compiler_fail_at (Compiler *compiler, const Tag *tag, MessageId id)
{
  return compiler_fail (compiler, compiler_line_at (compiler, tag->first), id, tag->content, (Slice){ 0 });
}

static Op *
compiler_push (Compiler *compiler, OpKind kind, const char *at, Slice text)
{
  Op op = { .kind = kind,
            .starts_line = at == compiler->start || at[-1] == '\n',
            .line = compiler_line_at (compiler, at),
            .text = text };
  GArray *ops = compiler->template->ops;
  g_array_append_val (ops, op);
  return &g_array_index (ops, Op, ops->len - 1);
}

static void
compiler_push_text (Compiler *compiler, const char *first, const char *end)
{
  if (end > first)
    compiler_push (compiler, OP_TEXT, first, (Slice){ first, (gsize)(end - first) });
}

/* ---- finding tags ---- */

static const char *
find (const char *at, const char *end, const char *what, gsize length)
{
  return memmem (at, (gsize)(end - at), what, length);
}

/* Reads the tag that opens at `first`. */
static bool
compiler_read_tag (Compiler *compiler, const char *first, Tag *ret)
{
  Tag tag = { .first = first };
  char close[MAX_DELIMITER + 2];
  const char *inside = first + strlen (compiler->open);
  while (inside < compiler->end && is_space (*inside))
    inside++;
  if (inside < compiler->end && *inside != '\0' && strchr ("#^/>!=&{", *inside) != NULL)
    tag.sigil = *inside++;
  const char *before = tag.sigil == '{' ? "}" : tag.sigil == '=' ? "=" : "";
  g_snprintf (close, sizeof close, "%s%s", before, compiler->close);
  const char *closed = find (inside, compiler->end, close, strlen (close));
  if (closed == NULL)
    return compiler_fail (compiler, compiler_line_at (compiler, first), MSG_TEMPLATE_UNCLOSED_TAG,
                          (Slice){ compiler->open, strlen (compiler->open) }, (Slice){ 0 });
  tag.content = trim (inside, closed);
  tag.end = closed + strlen (close);
  *ret = tag;
  return true;
}

/* A tag that is alone on its line (only blanks around it) takes the whole line
 * with it; then `*ret_first` and `*ret_end` are the line's. */
static bool
compiler_is_alone (const Compiler *compiler, const Tag *tag, const char **ret_first, const char **ret_end)
{
  const char *first = tag->first, *end = tag->end;
  if (tag->sigil == '\0' || tag->sigil == '&' || tag->sigil == '{')
    return false;
  while (first > compiler->at && (first[-1] == ' ' || first[-1] == '\t'))
    first--;
  if (first > compiler->start && first[-1] != '\n')
    return false;
  while (end < compiler->end && (*end == ' ' || *end == '\t'))
    end++;
  if (end + 1 < compiler->end && end[0] == '\r' && end[1] == '\n')
    end++;
  if (end < compiler->end && *end != '\n')
    return false;
  *ret_first = first;
  *ret_end = end < compiler->end ? end + 1 : end;
  return true;
}

/* ---- compiling tags ---- */

/* Cuts a dotted name at its dots; "." alone has no steps. */
static bool
compiler_add_steps (Compiler *compiler, const Tag *tag, guint *ret_first, guint *ret_count)
{
  GArray *steps = compiler->template->steps;
  guint first = steps->len;
  Slice name = tag->content;
  if (name.length == 0)
    return compiler_fail_at (compiler, tag, MSG_TEMPLATE_BAD_TAG);
  bool whole_item = name.length == 1 && *name.text == '.';
  const char *at = name.text, *end = name.text + name.length;
  for (const char *p = at; p <= end && !whole_item; p++) {
    if (p < end && is_space (*p))
      return compiler_fail_at (compiler, tag, MSG_TEMPLATE_BAD_TAG);
    if (p < end && *p != '.')
      continue;
    Slice step = { at, (gsize)(p - at) };
    if (step.length == 0)
      return compiler_fail_at (compiler, tag, MSG_TEMPLATE_BAD_TAG);
    g_array_append_val (steps, step);
    at = p + 1;
  }
  *ret_first = first;
  *ret_count = steps->len - first;
  return true;
}

static bool
compiler_add_value (Compiler *compiler, const Tag *tag, OpKind kind, bool alone)
{
  guint first = 0, count = 0;
  if (!compiler_add_steps (compiler, tag, &first, &count))
    return false;
  Op *op = compiler_push (compiler, kind, tag->first, tag->content);
  op->first_step = first;
  op->step_count = count;
  op->starts_line = op->starts_line && !alone;
  return true;
}

static bool
compiler_open_section (Compiler *compiler, const Tag *tag, bool alone)
{
  if (compiler->depth == MUSTACHE_NESTING)
    return compiler_fail (compiler, compiler_line_at (compiler, tag->first), MSG_TEMPLATE_TOO_DEEP,
                          (Slice){ G_STRINGIFY (MUSTACHE_NESTING), 2 }, (Slice){ 0 });
  compiler->sections[compiler->depth++] = compiler->template->ops->len;
  return compiler_add_value (compiler, tag, tag->sigil == '#' ? OP_SECTION : OP_INVERTED, alone);
}

static bool
compiler_close_section (Compiler *compiler, const Tag *tag)
{
  if (compiler->depth == 0)
    return compiler_fail_at (compiler, tag, MSG_TEMPLATE_STRAY_END);
  GArray *ops = compiler->template->ops;
  Op *section = &g_array_index (ops, Op, compiler->sections[compiler->depth - 1]);
  if (!slices_equal (section->text, tag->content))
    return compiler_fail (compiler, compiler_line_at (compiler, tag->first), MSG_TEMPLATE_WRONG_END,
                          tag->content, section->text);
  section->end = ops->len;
  compiler->depth--;
  return true;
}

static bool
compiler_add_partial (Compiler *compiler, const Tag *tag, const char *line_start)
{
  if (tag->content.length == 0)
    return compiler_fail_at (compiler, tag, MSG_TEMPLATE_BAD_TAG);
  Op *op = compiler_push (compiler, OP_PARTIAL, tag->first, tag->content);
  op->name
      = g_string_chunk_insert_len (compiler->template->names, tag->content.text, (gssize)tag->content.length);
  if (line_start == NULL)
    return true;
  op->alone = true;
  op->indent = (Slice){ line_start, (gsize)(tag->first - line_start) };
  return true;
}

static bool
compiler_set_delimiters (Compiler *compiler, const Tag *tag)
{
  const char *at = tag->content.text, *end = at + tag->content.length, *first_end = at, *second = NULL;
  while (first_end < end && !is_space (*first_end))
    first_end++;
  Slice open = { at, (gsize)(first_end - at) }, close = trim (first_end, end);
  for (second = close.text; second < end && !is_space (*second); second++)
    ;
  bool fit = open.length > 0 && close.length > 0 && second == end && open.length <= MAX_DELIMITER
             && close.length <= MAX_DELIMITER && memchr (at, '=', tag->content.length) == NULL
             && memchr (at, '\0', tag->content.length) == NULL;
  if (!fit)
    return compiler_fail_at (compiler, tag, MSG_TEMPLATE_BAD_DELIMITERS);
  g_strlcpy (compiler->open, open.text, open.length + 1);
  g_strlcpy (compiler->close, close.text, close.length + 1);
  return true;
}

static bool
compiler_add_tag (Compiler *compiler, const Tag *tag)
{
  const char *first = tag->first, *end = tag->end;
  bool alone = compiler_is_alone (compiler, tag, &first, &end);
  compiler_push_text (compiler, compiler->at, first);
  compiler->at = end;
  switch (tag->sigil) {
  case '#':
  case '^':
    return compiler_open_section (compiler, tag, alone);
  case '/':
    return compiler_close_section (compiler, tag);
  case '>':
    return compiler_add_partial (compiler, tag, alone ? first : NULL);
  case '=':
    return compiler_set_delimiters (compiler, tag);
  case '!':
    return true;
  default:
    return compiler_add_value (compiler, tag, tag->sigil == '\0' ? OP_NAME : OP_RAW, false);
  }
}

static bool
compiler_run (Compiler *compiler)
{
  for (;;) {
    const char *first = find (compiler->at, compiler->end, compiler->open, strlen (compiler->open));
    if (first == NULL)
      break;
    Tag tag = { 0 };
    if (!compiler_read_tag (compiler, first, &tag) || !compiler_add_tag (compiler, &tag))
      return false;
  }
  compiler_push_text (compiler, compiler->at, compiler->end);
  if (compiler->depth == 0)
    return true;
  const Op *section = &g_array_index (compiler->template->ops, Op, compiler->sections[compiler->depth - 1]);
  return compiler_fail (compiler, section->line, MSG_TEMPLATE_UNCLOSED_SECTION, section->text, (Slice){ 0 });
}

static Template *
template_new (const char *name, const char *source, gsize length)
{
  Template *template = g_new0 (Template, 1);
  template->name = g_strdup (name);
  template->source = g_malloc (length + 1);
  memcpy (template->source, source, length);
  template->source[length] = '\0';
  template->ops = g_array_new (FALSE, FALSE, sizeof (Op));
  template->steps = g_array_new (FALSE, FALSE, sizeof (Slice));
  template->names = g_string_chunk_new (256);
  return template;
}

Template *
template_compile (const char *name, const char *source, gsize length, GError **error)
{
  if (length > MAX_SOURCE) {
    error_set (error, NULL, MSG_FILE_TOO_LARGE, name, "16 MB", NULL);
    return NULL;
  }
  g_autoptr (Template) template = template_new (name, source, length);
  Compiler compiler = { .template = template,
                        .start = template->source,
                        .end = template->source + length,
                        .at = template->source,
                        .counted = template->source,
                        .line = 1,
                        .open = "{{",
                        .close = "}}",
                        .error = error };
  return compiler_run (&compiler) ? g_steal_pointer (&template) : NULL;
}

void
template_free (Template *template)
{
  if (template == NULL)
    return;
  g_string_chunk_free (template->names);
  g_array_unref (template->steps);
  g_array_unref (template->ops);
  g_free (template->source);
  g_free (template->name);
  g_free (template);
}
