/* mustache_render.c - running compiled templates; see mustache.h and mustache_ops.h. */
#include "base/mustache.h"
#include "base/mustache_ops.h"
#include <stddef.h>
#include <string.h>

#define MAX_DEPTH 256 /* sections and partials together */
#define MAX_OPERATIONS 20000000
#define DEFAULT_LIMIT ((gsize)64 * 1024 * 1024)

typedef struct {
  const MustacheOptions *options;
  MustacheEscape escape;
  GString *out;
  gsize most;           /* `out` may grow to this length */
  GHashTable *partials; /* name -> Template compiled in this rendering, made when first needed */
  Slice indent;         /* of the partial being rendered */
  GError **error;
  guint operations;
  guint depth; /* of sections and partials */
  guint partial_depth;
  guint context_count;
  View contexts[MAX_DEPTH + 1]; /* last: filled as they are entered, never cleared */
} Renderer;

static bool render_range (Renderer *renderer, const Template *template, guint first, guint end);

static bool
render_fail (Renderer *renderer, const Template *template, const Op *op, MessageId id, const char *argument)
{
  g_autofree char *place = g_strdup_printf ("%s:%u", template->name, op->line);
  error_set (renderer->error, place, id, argument, NULL);
  return false;
}

static bool
render_fail_name (Renderer *renderer, const Template *template, const Op *op, MessageId id)
{
  g_autofree char *name = g_utf8_make_valid (op->text.text, (gssize)MIN (op->text.length, 200));
  return render_fail (renderer, template, op, id, name);
}

/* ---- output ---- */

/* Most appends fit: then no call is made. */
static inline void
append (GString *out, const char *text, gsize length)
{
  if (G_UNLIKELY (out->len + length >= out->allocated_len)) {
    g_string_append_len (out, text, (gssize)length);
    return;
  }
  memcpy (out->str + out->len, text, length);
  out->len += length;
  out->str[out->len] = '\0';
}

void
mustache_escape_html (GString *out, const char *text)
{
  static const char *const escapes[256] = {
    ['&'] = "&amp;", ['<'] = "&lt;", ['>'] = "&gt;", ['"'] = "&quot;", ['\''] = "&#39;", ['\0'] = "",
  };
  for (const char *run = text;;) {
    while (escapes[(guint8)*text] == NULL)
      text++;
    append (out, run, (gsize)(text - run));
    if (*text == '\0')
      return;
    const char *escape = escapes[(guint8)*text++];
    append (out, escape, strlen (escape));
    run = text;
  }
}

static void
append_indent (Renderer *renderer)
{
  append (renderer->out, renderer->indent.text, renderer->indent.length);
}

/* The lines of an indented partial each get its indent; the line that begins
 * behind this text belongs to the next operation. */
static void
append_indented (Renderer *renderer, Slice text)
{
  const char *at = text.text, *end = at + text.length;
  while (at < end) {
    const char *newline = memchr (at, '\n', (gsize)(end - at));
    const char *next = newline == NULL ? end : newline + 1;
    append (renderer->out, at, (gsize)(next - at));
    if (next < end)
      append_indent (renderer);
    at = next;
  }
}

/* ---- names ---- */

static View
view_member (const View *view, Slice name)
{
  if (view->kind == VIEW_OBJECT)
    return view->klass->member (view->data, name.text, name.length);
  return (View){ .kind = VIEW_MISSING };
}

/* The first step is looked up through all contexts, from the innermost; the
 * further ones only in what was found. */
static View
resolve (Renderer *renderer, const Template *template, const Op *op)
{
  guint count = renderer->context_count;
  if (op->step_count == 0)
    return renderer->contexts[count - 1];
  const Slice *steps = &g_array_index (template->steps, Slice, op->first_step);
  View view = { .kind = VIEW_MISSING };
  while (view.kind == VIEW_MISSING && count > 0)
    view = view_member (&renderer->contexts[--count], steps[0]);
  renderer->operations += renderer->context_count - count; /* a deep search is more than one */
  for (guint i = 1; i < op->step_count && view.kind != VIEW_FALSE; i++)
    view = view_member (&view, steps[i]);
  return view;
}

static bool
resolve_known (Renderer *renderer, const Template *template, const Op *op, View *ret)
{
  *ret = resolve (renderer, template, op);
  if (ret->kind == VIEW_MISSING && renderer->options->strict)
    return render_fail_name (renderer, template, op, MSG_TEMPLATE_UNKNOWN_NAME);
  return true;
}

/* ---- operations ---- */

static bool
render_value (Renderer *renderer, const Template *template, const Op *op)
{
  View view;
  if (!resolve_known (renderer, template, op, &view))
    return false;
  switch (view.kind) {
  case VIEW_TEXT:
    if (op->kind == OP_RAW || view.raw)
      append (renderer->out, view.text, strlen (view.text));
    else
      renderer->escape (renderer->out, view.text);
    return true;
  case VIEW_TRUE:
    append (renderer->out, "true", 4);
    return true;
  case VIEW_LIST:
  case VIEW_OBJECT:
    return !renderer->options->strict || render_fail_name (renderer, template, op, MSG_TEMPLATE_NOT_TEXT);
  default:
    return true;
  }
}

static bool
render_enter (Renderer *renderer, const Template *template, const Op *op)
{
  if (renderer->depth == MAX_DEPTH)
    return render_fail (renderer, template, op, MSG_TEMPLATE_TOO_DEEP, G_STRINGIFY (MAX_DEPTH));
  renderer->depth++;
  return true;
}

static bool
render_body_with (Renderer *renderer, const Template *template, const Op *op, guint first,
                  const View *context)
{
  renderer->contexts[renderer->context_count++] = *context;
  bool rendered = render_range (renderer, template, first, op->end);
  renderer->context_count--;
  return rendered;
}

static bool
render_list (Renderer *renderer, const Template *template, const Op *op, guint first, const View *list)
{
  View item;
  for (gsize i = 0; list->klass->item (list->data, i, &item); i++)
    if (!render_body_with (renderer, template, op, first, &item))
      return false;
  return true;
}

static bool
view_is_falsy (const View *view)
{
  View item;
  switch (view->kind) {
  case VIEW_TEXT:
    return *view->text == '\0';
  case VIEW_LIST:
    return !view->klass->item (view->data, 0, &item);
  case VIEW_TRUE:
  case VIEW_OBJECT:
    return false;
  default:
    return true;
  }
}

static bool
render_section (Renderer *renderer, const Template *template, const Op *op, guint first)
{
  View view;
  if (!resolve_known (renderer, template, op, &view))
    return false;
  bool inverted = op->kind == OP_INVERTED;
  if (view_is_falsy (&view) != inverted)
    return true;
  if (!render_enter (renderer, template, op))
    return false;
  bool rendered;
  if (inverted || view.kind == VIEW_TRUE)
    rendered = render_range (renderer, template, first, op->end);
  else if (view.kind == VIEW_LIST)
    rendered = render_list (renderer, template, op, first, &view);
  else
    rendered = render_body_with (renderer, template, op, first, &view);
  renderer->depth--;
  return rendered;
}

/* ---- partials ---- */

/* NULL without an error is an unknown partial. */
static const Template *
compile_partial (Renderer *renderer, const char *name, GError **error)
{
  const MustacheOptions *options = renderer->options;
  const char *source = NULL;
  if (renderer->partials == NULL)
    renderer->partials
        = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)template_free);
  const Template *known = g_hash_table_lookup (renderer->partials, name);
  if (known != NULL || options->partial == NULL || !options->partial (options->partial_user, name, &source))
    return known;
  Template *compiled = template_compile (name, source, strlen (source), error);
  if (compiled != NULL)
    g_hash_table_insert (renderer->partials, g_strdup (name), compiled);
  return compiled;
}

static bool
find_partial (Renderer *renderer, const Template *template, const Op *op, const Template **ret)
{
  const MustacheOptions *options = renderer->options;
  GError *failure = NULL;
  *ret = options->lookup != NULL ? options->lookup (options->partial_user, op->name) : NULL;
  if (*ret == NULL)
    *ret = compile_partial (renderer, op->name, &failure);
  if (failure != NULL) {
    g_propagate_error (renderer->error, failure);
    return false;
  }
  if (*ret == NULL && options->strict)
    return render_fail_name (renderer, template, op, MSG_TEMPLATE_UNKNOWN_PARTIAL);
  return true;
}

/* A partial alone on its line is indented as its tag is, within what is indented
 * already; one within a line is not. */
static bool
render_partial_lines (Renderer *renderer, const Template *partial, const Op *op)
{
  Slice outer = renderer->indent;
  g_autofree char *both = NULL;
  renderer->indent = op->indent;
  if (op->alone && outer.length > 0) {
    gsize length = outer.length + op->indent.length;
    both = g_malloc (length + 1);
    memcpy (both, outer.text, outer.length);
    memcpy (both + outer.length, op->indent.text, op->indent.length);
    renderer->indent = (Slice){ both, length };
  }
  bool rendered = render_range (renderer, partial, 0, partial->ops->len);
  renderer->indent = outer;
  return rendered;
}

static bool
render_partial (Renderer *renderer, const Template *template, const Op *op)
{
  const Template *partial = NULL;
  if (!find_partial (renderer, template, op, &partial))
    return false;
  if (partial == NULL)
    return true;
  if (renderer->partial_depth == MUSTACHE_NESTING)
    return render_fail (renderer, template, op, MSG_TEMPLATE_TOO_DEEP, G_STRINGIFY (MUSTACHE_NESTING));
  if (!render_enter (renderer, template, op))
    return false;
  renderer->partial_depth++;
  bool rendered = render_partial_lines (renderer, partial, op);
  renderer->partial_depth--;
  renderer->depth--;
  return rendered;
}

static bool
render_check_limits (Renderer *renderer, const Template *template, const Op *op)
{
  if (++renderer->operations > MAX_OPERATIONS)
    return render_fail (renderer, template, op, MSG_TEMPLATE_TOO_LONG, G_STRINGIFY (MAX_OPERATIONS));
  if (renderer->out->len <= renderer->most)
    return true;
  g_autofree char *most = g_strdup_printf ("%" G_GSIZE_FORMAT, renderer->most);
  return render_fail (renderer, template, op, MSG_TEMPLATE_TOO_LARGE, most);
}

static void
render_text (Renderer *renderer, const Op *op)
{
  if (renderer->indent.length > 0)
    append_indented (renderer, op->text);
  else
    append (renderer->out, op->text.text, op->text.length);
}

static bool
render_range (Renderer *renderer, const Template *template, guint first, guint end)
{
  const Op *ops = (const Op *)(gconstpointer) template->ops->data;
  for (guint i = first; i < end;) {
    const Op *op = &ops[i++];
    bool rendered = true;
    if (op->starts_line && renderer->indent.length > 0 && !op->alone)
      append_indent (renderer);
    switch (op->kind) {
    case OP_TEXT:
      render_text (renderer, op);
      break;
    case OP_NAME:
    case OP_RAW:
      rendered = render_value (renderer, template, op);
      break;
    case OP_PARTIAL:
      rendered = render_partial (renderer, template, op);
      break;
    default:
      rendered = render_section (renderer, template, op, i);
      i = op->end;
    }
    if (!rendered || !render_check_limits (renderer, template, op))
      return false;
  }
  return true;
}

bool
template_render (const Template *template, View root, const MustacheOptions *options, GString *out,
                 GError **error)
{
  static const MustacheOptions defaults = { 0 };
  const MustacheOptions *used = options != NULL ? options : &defaults;
  gsize before = out->len;
  Renderer renderer;
  memset (&renderer, 0, offsetof (Renderer, contexts)); /* the contexts are filled as they are entered */
  renderer.partials = NULL;
  renderer.indent = (Slice){ 0 };
  renderer.options = used;
  renderer.escape = used->escape != NULL ? used->escape : mustache_escape_html;
  renderer.out = out;
  renderer.most = before + (used->limit != 0 ? used->limit : DEFAULT_LIMIT);
  renderer.error = error;
  renderer.contexts[0] = root;
  renderer.context_count = 1;
  bool rendered = render_range (&renderer, template, 0, template->ops->len);
  if (renderer.partials != NULL)
    g_hash_table_unref (renderer.partials);
  if (!rendered)
    g_string_truncate (out, before);
  return rendered;
}
