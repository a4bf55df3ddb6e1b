/* compose_wording.c - from a wording file to rendered text with its head read.
 *
 * Lines move when Mustache runs.  So that an error in the rendered text can name the line of
 * the file, every line carries its number at its end in private characters
 * through Mustache; they are taken out again before Markdown is read. */
#include "base/fileio.h"
#include "base/text.h"
#include "document/compose_parts.h"
#include <string.h>
#include <sys/stat.h>

#define WORDING_LIMIT ((gsize)1 << 20)
#define RENDERED_LIMIT ((gsize)64 << 20)
#define LINE_MARK "\xEE\x80\x82"     /* U+E002 */
#define LINE_MARK_END "\xEE\x80\x83" /* U+E003 */

/* ---- finding ---- */

bool
wording_accept (Arena *arena, const char *place, const char *text, gsize size, const char **ret_text,
                GError **error)
{
  gsize bad;
  if (size > WORDING_LIMIT) {
    error_set (error, place, MSG_FILE_TOO_LARGE, place, "1 MiB", NULL);
    return false;
  }
  if (!text_is_utf8 (text, size, &bad)) {
    error_set (error, place, MSG_BAD_UTF8, place, arena_printf (arena, "%zu", bad), NULL);
    return false;
  }
  *ret_text = markdown_clean (arena, text_nfc (arena, arena_strndup (arena, text, size)));
  return true;
}

/* The unit's own wording, of the round or of the case's folder.  Links are not followed: a case comes from
 * others. */
static bool
read_own (const ComposeContext *context, const char *id, const char **ret_text, const char **ret_place,
          GError **error)
{
  Arena *arena = context->arena;
  struct stat info;
  const char *own = round_wording (context->round, id);
  const char *place = arena_concat (arena, "wording/", id, ".md", NULL);
  *ret_text = NULL;
  if (own != NULL) {
    *ret_place = place;
    return wording_accept (arena, place, own, strlen (own), ret_text, error);
  }
  if (context->case_folder == NULL)
    return true;
  const char *folder = arena_concat (arena, context->case_folder, "/wording", NULL);
  const char *path = arena_concat (arena, folder, "/", id, ".md", NULL);
  if (lstat (folder, &info) != 0 || lstat (path, &info) != 0)
    return true;
  if (!S_ISREG (info.st_mode) || lstat (folder, &info) != 0 || !S_ISDIR (info.st_mode)) {
    error_set (error, place, MSG_NOT_REGULAR_FILE, place, NULL);
    return false;
  }
  gsize size;
  char *text;
  *ret_place = place;
  return file_read (arena, path, place, WORDING_LIMIT, &text, &size, error)
         && wording_accept (arena, place, text, size, ret_text, error);
}

bool
compose_own_wording (const ComposeContext *context, const char *id, const char **ret_text, GError **error)
{
  const char *place = NULL;
  return read_own (context, id, ret_text, &place, error);
}

bool
wording_find (const ComposeContext *context, const char *id, const char **ret_text, const char **ret_place,
              GError **error)
{
  GError *problem = NULL;
  if (!read_own (context, id, ret_text, ret_place, error))
    return false;
  if (*ret_text != NULL)
    return true;
  const char *text
      = scheme_wording (context->library, context->arena, context->round->scheme, id, ret_place, &problem);
  if (problem != NULL) {
    g_propagate_error (error, problem);
    return false;
  }
  if (text == NULL) {
    error_set (error, NULL, MSG_WORDING_MISSING, id, NULL);
    return false;
  }
  return wording_accept (context->arena, *ret_place, text, strlen (text), ret_text, error);
}

/* ---- numbering lines ---- */

/* A line that holds one section tag or comment and nothing else disappears in Mustache: it must stay alone.
 */
static bool
is_lone_tag (const char *line, const char *end)
{
  while (line < end && (*line == ' ' || *line == '\t' || *line == '\r'))
    line++;
  while (end > line && (end[-1] == ' ' || end[-1] == '\t' || end[-1] == '\r'))
    end--;
  if (end - line < 5 || !g_str_has_prefix (line, "{{") || strchr ("#^/!", line[2]) == NULL)
    return false;
  const char *close = strstr (line, "}}");
  return close != NULL && close + 2 == end;
}

/* Does a tag stand open at the end of this text (a comment over several lines)? */
static bool
tag_open_after (const char *line, const char *end, bool open)
{
  for (const char *at = line; at + 1 < end; at++) {
    if (at[0] == '{' && at[1] == '{')
      open = true;
    else if (at[0] == '}' && at[1] == '}')
      open = false;
  }
  return open;
}

static GString *
number_lines (const char *source)
{
  GString *out = g_string_sized_new (strlen (source) * 2);
  bool open = false;
  guint number = 1;
  for (const char *line = source; *line != '\0'; number++) {
    const char *end = strchrnul (line, '\n');
    const char *text_end = end > line && end[-1] == '\r' ? end - 1 : end;
    bool was_open = open;
    open = tag_open_after (line, end, open);
    g_string_append_len (out, line, text_end - line);
    if (!open && !was_open && !is_lone_tag (line, end))
      g_string_append_printf (out, LINE_MARK "%u" LINE_MARK_END, number);
    if (*end == '\n')
      g_string_append_c (out, '\n');
    line = *end == '\0' ? end : end + 1;
  }
  return out;
}

/* Copies one rendered line without its marks; the last mark says where it comes from. */
static char *
take_marks (char *to, const char *line, const char *end, guint *number)
{
  for (const char *at = line; at < end;) {
    if (!g_str_has_prefix (at, LINE_MARK)) {
      *to++ = *at++;
      continue;
    }
    *number = (guint)g_ascii_strtoull (at + strlen (LINE_MARK), NULL, 10);
    const char *close = strstr (at, LINE_MARK_END);
    at = close != NULL ? close + strlen (LINE_MARK_END) : end;
  }
  return to;
}

static void
unnumber_lines (Arena *arena, const GString *rendered, Wording *wording)
{
  gsize count = 1;
  for (gsize i = 0; i < rendered->len; i++)
    count += rendered->str[i] == '\n';
  char *to = wording->text = arena_alloc (arena, rendered->len + 1);
  wording->lines = arena_array (arena, guint, count);
  guint number = 1;
  for (const char *line = rendered->str; *line != '\0';) {
    const char *end = strchrnul (line, '\n');
    to = take_marks (to, line, end, &number);
    wording->lines[wording->line_count++] = number;
    if (*end == '\n')
      *to++ = '\n';
    line = *end == '\0' ? end : end + 1;
  }
  *to = '\0';
}

static bool
render (const char *source, const ViewRoot *root, const char *place, GString *out, GError **error)
{
  g_autoptr (GString) numbered = number_lines (source);
  g_autoptr (Template) template = template_compile (place, numbered->str, numbered->len, error);
  if (template == NULL)
    return false;
  MustacheOptions options = { .escape = markdown_escape, .strict = true, .limit = RENDERED_LIMIT };
  return template_render (template, view_root (root), &options, out, error);
}

bool
wording_render (Arena *arena, const ViewRoot *root, const char *place, const char *text, Wording *ret,
                GError **error)
{
  g_autoptr (GString) rendered = g_string_new (NULL);
  if (!render (text, root, place, rendered, error))
    return false;
  Wording wording = { .place = place };
  unnumber_lines (arena, rendered, &wording);
  if (!wording_read_head (arena, &wording, error))
    return false;
  *ret = wording;
  return true;
}

/* ---- head ---- */

static bool
head_fail (Arena *arena, const Wording *wording, gsize line, GError **error, MessageId id, const char *a,
           const char *b)
{
  guint in_file = line < wording->line_count ? wording->lines[line] : 1;
  error_set (error, arena_printf (arena, "%s:%u", wording->place, in_file), id, a, b, NULL);
  return false;
}

static bool
read_form (const char *value, Form *ret)
{
  static const char *const names[] = { "decision", "named", "submission", "report", "minutes",
                                       "list",     "annex", "cover",      "sheet",  "plain" };
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (strcmp (value, names[i]) == 0) {
      *ret = (Form)i;
      return true;
    }
  return false;
}

static bool
read_choice (const char *value, const char *yes, const char *no, bool *ret)
{
  if (strcmp (value, yes) != 0 && strcmp (value, no) != 0)
    return false;
  *ret = strcmp (value, yes) == 0;
  return true;
}

typedef struct {
  bool form, number, date, page_numbers;
} HeadSeen;

/* Sets one key; false: the value is none of those allowed.  `*known` false: no such key. */
static bool
set_key (WordingHead *head, HeadSeen *seen, const char *key, const char *value, bool *known)
{
  const struct {
    const char *name;
    const char **text;
  } texts[] = {
    { "kind", &head->kind },     { "subject", &head->subject }, { "to", &head->to },
    { "symbol", &head->symbol }, { "organ", &head->organ },     { "organ-above", &head->organ_above },
    { "office", &head->office },
  };
  *known = true;
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    if (strcmp (key, texts[i].name) == 0) {
      *texts[i].text = *value != '\0' ? value : NULL;
      return true;
    }
  if (strcmp (key, "form") == 0)
    return seen->form = read_form (value, &head->form);
  if (strcmp (key, "number") == 0)
    return seen->number = read_choice (value, "yes", "no", &head->number);
  if (strcmp (key, "date") == 0)
    return seen->date = read_choice (value, "yes", "no", &head->date);
  if (strcmp (key, "page-numbers") == 0)
    return seen->page_numbers = read_choice (value, "yes", "no", &head->page_numbers);
  if (strcmp (key, "orientation") == 0)
    return read_choice (value, "landscape", "portrait", &head->landscape);
  if (strcmp (key, "year") == 0) {
    head->year = (int)g_ascii_strtoll (value, NULL, 10);
    return head->year >= 1900 && head->year <= 2200;
  }
  *known = false;
  return false;
}

static void
set_defaults (WordingHead *head, const HeadSeen *seen)
{
  bool issued = head->form <= FORM_REPORT;
  if (!seen->number)
    head->number = issued || head->form == FORM_MINUTES;
  if (!seen->date)
    head->date = issued;
  if (!seen->page_numbers)
    head->page_numbers = head->form != FORM_COVER && head->form != FORM_SHEET;
}

bool
wording_read_head (Arena *arena, Wording *wording, GError **error)
{
  HeadSeen seen = { 0 };
  const char *line = wording->text;
  for (gsize number = 0; *line != '\0'; number++) {
    const char *end = strchrnul (line, '\n');
    const char *text = text_strip (arena, arena_strndup (arena, line, (gsize)(end - line)));
    line = *end == '\0' ? end : end + 1;
    if (number == 0 && strcmp (text, "---") != 0)
      break;
    if (number == 0 || *text == '\0')
      continue;
    if (strcmp (text, "---") == 0) {
      wording->body = (gsize)(line - wording->text);
      wording->body_line = number + 1;
      if (!seen.form)
        return head_fail (arena, wording, number, error, MSG_WORDING_KEY_MISSING, "form", NULL);
      set_defaults (&wording->head, &seen);
      return true;
    }
    const char *key, *value;
    bool known = true;
    if (!fence_split (arena, text, &key, &value))
      return head_fail (arena, wording, number, error, MSG_WORDING_HEAD, NULL, NULL);
    value = markdown_unescape (arena, value);
    if (!set_key (&wording->head, &seen, key, value, &known))
      return known ? head_fail (arena, wording, number, error, MSG_WORDING_VALUE, value, key)
                   : head_fail (arena, wording, number, error, MSG_WORDING_KEY_UNKNOWN, key, NULL);
  }
  return head_fail (arena, wording, 0, error, MSG_WORDING_HEAD, NULL, NULL);
}
