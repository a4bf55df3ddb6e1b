/* signature.c - nơi nhận and who signs (ND 30/2020, Phu luc I, Phan I, II.7 and II.9). */
#include "base/text.h"
#include "document/compose_parts.h"
#include <string.h>

#define SIGN_ROOM 26.0 /* mm between title and name */
#define RECIPIENT_WIDTH 70.0

typedef struct {
  Paragraph *items;
  gsize count;
} Recipients;

/* Without the dash before and the sign behind: those are ours. */
static const char *
bare_recipient (Arena *arena, const char *line)
{
  char *text = arena_strdup (arena, text_strip (arena, line));
  if (g_str_has_prefix (text, "- ") || g_str_has_prefix (text, "-"))
    text += 1 + strspn (text + 1, " ");
  gsize length = strlen (text);
  while (length > 0 && strchr (";., ", text[length - 1]) != NULL && !g_str_has_suffix (text, "..."))
    text[--length] = '\0';
  if (g_str_has_prefix (text, "Lưu VT"))
    return arena_concat (arena, "Lưu: ", text + strlen ("Lưu "), NULL);
  return text;
}

static bool
begins (const char *text, const char *prefix, const char *also)
{
  return g_str_has_prefix (text, prefix) || g_str_has_prefix (text, also);
}

/* The case's own lines, made whole: "Như trên" first where there is a "Kính gửi", "Lưu" last. */
static FenceLines
case_recipients (const Fence *fence)
{
  const Composer *composer = fence->composer;
  const Lines *given = &composer->facts->recipients;
  FenceLines lines = { 0 };
  Form form = composer->wording.head.form;
  bool addressed = form == FORM_SUBMISSION || form == FORM_REPORT, above = false, kept = false;
  for (gsize i = 0; i < given->count; i++) {
    const char *text = bare_recipient (composer->arena, given->items[i]);
    above |= begins (text, "Như trên", "Như Kính gửi");
    kept |= begins (text, "Lưu:", "Lưu ");
  }
  if (addressed && !above)
    ARENA_PUSH (composer->arena, lines.items, lines.count)
        = (FenceLine){ arena_strdup (composer->arena, "Như trên"), fence->line };
  for (gsize i = 0; i < given->count; i++) {
    g_autoptr (GString) escaped = g_string_new (NULL);
    markdown_escape (escaped, bare_recipient (composer->arena, given->items[i]));
    if (escaped->len > 0)
      ARENA_PUSH (composer->arena, lines.items, lines.count)
          = (FenceLine){ arena_strndup (composer->arena, escaped->str, escaped->len), fence->line };
  }
  if (!kept)
    ARENA_PUSH (composer->arena, lines.items, lines.count)
        = (FenceLine){ arena_strdup (composer->arena, "Lưu: VT"), fence->line };
  return lines;
}

/* Ends each ";", the last ".". */
static bool
read_recipients (const Fence *fence, FenceLines lines, Recipients *ret, GError **error)
{
  Arena *arena = fence->composer->arena;
  const PaperFacts *facts = fence->composer->facts;
  if (facts != NULL && facts->recipients.count > 0)
    lines = case_recipients (fence);
  for (gsize i = 0; i < lines.count; i++) {
    const char *text = bare_recipient (arena, lines.items[i].text);
    FenceLine line
        = { arena_concat (arena, "- ", text, i + 1 < lines.count ? ";" : ".", NULL), lines.items[i].line };
    Paragraph paragraph;
    if (!fence_paragraph (fence, &line, STYLE_RECIPIENT, &paragraph, error))
      return false;
    ARENA_PUSH (arena, ret->items, ret->count) = paragraph;
  }
  return true;
}

static void
add_recipients (Arena *arena, Cell *cell, const Recipients *recipients)
{
  if (recipients->count == 0)
    return;
  cell_add (arena, cell, block_text (arena, STYLE_RECIPIENT_HEAD, "Nơi nhận:"));
  for (gsize i = 0; i < recipients->count; i++)
    cell_add (arena, cell, (Block){ .kind = BLOCK_PARAGRAPH, .paragraph = recipients->items[i] });
}

static Lines
split_title (Arena *arena, const char *title)
{
  Lines lines = { 0 };
  g_auto (GStrv) parts = g_strsplit (title, " / ", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    if (*g_strstrip (parts[i]) != '\0')
      ARENA_PUSH (arena, lines.items, lines.count) = arena_strdup (arena, parts[i]);
  return lines;
}

/* The paper's signer from the case wins; then the options; then the head. */
static bool
find_signer (const Fence *fence, Signer *ret, GError **error)
{
  const Composer *composer = fence->composer;
  Arena *arena = composer->arena;
  const Round *round = composer->data->round;
  const char *who = fence_option (fence, "signer"), *title = fence_option (fence, "title");
  *ret = view_signer (arena, round, composer->facts);
  if (composer->facts != NULL
      && (composer->facts->signer.code != NULL || composer->facts->signer_title.count > 0))
    return true;
  if (who == NULL || strcmp (who, "head") == 0)
    *ret = view_head (arena, round);
  else if (strcmp (who, "leader") == 0)
    ret->name = round->team.leader.person != NULL ? round->team.leader.person->name : NULL;
  else if (strcmp (who, "secretary") == 0)
    ret->name = round->team.secretary.person != NULL ? round->team.secretary.person->name : NULL;
  else if (strcmp (who, "none") == 0)
    ret->name = NULL;
  else
    return fence_fail (fence, fence->line - 1, error, MSG_WORDING_VALUE, who);
  if (title != NULL)
    ret->title = split_title (arena, title);
  if (fence_option (fence, "name") != NULL)
    ret->name = fence_option (fence, "name");
  return true;
}

static void
add_titles (Arena *arena, Cell *cell, const Lines *title, const char *hint)
{
  for (gsize i = 0; i < title->count; i++)
    cell_add (arena, cell, block_text (arena, STYLE_SIGNER_TITLE, title->items[i]));
  if (hint != NULL && *hint != '\0')
    cell_add (arena, cell, block_text (arena, STYLE_SIGN_HINT, hint));
}

static void
add_name (Arena *arena, Cell *cell, const char *name, double room)
{
  Block block = block_paragraph (STYLE_SIGNER_NAME);
  if (name != NULL && *name != '\0')
    paragraph_add_text (arena, &block.paragraph, 0, name);
  block.paragraph.space_before = room;
  cell_add (arena, cell, block);
}

/* The last lines of the text go with the signature: it must not stand alone on a page. */
static void
keep_with_text (GArray *out)
{
  Block *last = out->len > 0 ? &g_array_index (out, Block, out->len - 1) : NULL;
  if (last != NULL && last->kind == BLOCK_PARAGRAPH)
    last->paragraph.keep_with_next = true;
}

/* Room above, alike in all cells of the row so that their first lines stay level. */
static void
space_above (TableRowBlock *row, double height)
{
  for (gsize c = 0; c < row->cell_count; c++)
    if (row->cells[c].block_count > 0)
      row->cells[c].blocks[0].paragraph.space_before += height;
}

bool
fence_signature (const Fence *fence, GArray *out, GError **error)
{
  Composer *composer = fence->composer;
  Arena *arena = composer->arena;
  Recipients recipients = { 0 };
  Signer signer;
  double room;
  const char *wants = fence_option (fence, "recipients");
  if ((wants == NULL || strcmp (wants, "no") != 0)
      && !read_recipients (fence, fence_lines (fence), &recipients, error))
    return false;
  if (!find_signer (fence, &signer, error)
      || !fence_number (fence, "height", SIGN_ROOM, 5, 100, &room, error))
    return false;
  double whole = composer_text_width (composer),
         left = composer->section.landscape ? whole / 2 : RECIPIENT_WIDTH;
  keep_with_text (out);
  TableBlock *table = block_layout (arena, out, 2, (double[]){ left, whole - left }, 1);
  table->keep_together = true;
  add_recipients (arena, &table->rows[0].cells[0], &recipients);
  add_titles (arena, &table->rows[0].cells[1], &signer.title, fence_option (fence, "hint"));
  add_name (arena, &table->rows[0].cells[1], signer.name, room);
  space_above (&table->rows[0], 3);
  layout_finish (arena, table);
  return true;
}

/* ---- several who sign ---- */

enum { COLUMN_LEFT, COLUMN_CENTRE, COLUMN_RIGHT, COLUMN_COUNT };

typedef struct {
  bool given[COLUMN_COUNT];
  Lines title[COLUMN_COUNT];
  const char *name[COLUMN_COUNT], *hint[COLUMN_COUNT], *date;
  FenceLines recipients;
} SignColumns;

/* "TITLE / LINE | name | (hint)" */
static void
read_column (Arena *arena, SignColumns *columns, int index, const char *value)
{
  g_auto (GStrv) parts = g_strsplit (value, "|", 3);
  guint count = g_strv_length (parts);
  const char *text[3] = { NULL };
  for (guint i = 0; i < count; i++)
    text[i] = markdown_unescape (arena, text_strip (arena, parts[i]));
  columns->given[index] = true;
  columns->title[index] = split_title (arena, text[0] != NULL ? text[0] : "");
  columns->name[index] = text[1];
  columns->hint[index] = text[2];
}

static bool
read_columns (const Fence *fence, SignColumns *ret, GError **error)
{
  static const char *const names[COLUMN_COUNT] = { "left", "centre", "right" };
  Arena *arena = fence->composer->arena;
  FenceLines lines = fence_lines (fence);
  for (gsize i = 0; i < lines.count; i++) {
    const char *key, *value;
    if (lines.items[i].text[0] == '-') {
      ARENA_PUSH (arena, ret->recipients.items, ret->recipients.count) = lines.items[i];
      continue;
    }
    if (!fence_split (arena, lines.items[i].text, &key, &value))
      return fence_fail (fence, lines.items[i].line, error, MSG_WORDING_LINE, lines.items[i].text);
    int column = 0;
    while (column < COLUMN_COUNT && strcmp (key, names[column]) != 0)
      column++;
    if (column < COLUMN_COUNT)
      read_column (arena, ret, column, value);
    else if (strcmp (key, "date") == 0)
      ret->date = markdown_unescape (arena, value);
    else
      return fence_fail (fence, lines.items[i].line, error, MSG_WORDING_LINE, lines.items[i].text);
  }
  return true;
}

/* Date row, titles, names, nơi nhận below at the left. */
bool
fence_signatures (const Fence *fence, GArray *out, GError **error)
{
  Arena *arena = fence->composer->arena;
  SignColumns columns = { 0 };
  Recipients recipients = { 0 };
  double room;
  if (!read_columns (fence, &columns, error)
      || !fence_number (fence, "height", SIGN_ROOM, 5, 100, &room, error))
    return false;
  if (columns.recipients.count > 0 && !read_recipients (fence, columns.recipients, &recipients, error))
    return false;
  gsize count = columns.given[COLUMN_CENTRE] ? 3 : 2, row = 0;
  double whole = composer_text_width (fence->composer), widths[3];
  for (gsize i = 0; i < count; i++)
    widths[i]
        = count == 3 ? whole / 3 : whole * (i == 0 ? 0.45 : 0.55); /* the right one holds place and date */
  keep_with_text (out);
  TableBlock *table = block_layout (arena, out, count, widths,
                                    2u + (columns.date != NULL ? 1u : 0u) + (recipients.count > 0 ? 1u : 0u));
  table->keep_together = true;
  if (columns.date != NULL)
    cell_add (arena, &table->rows[row++].cells[count - 1],
              block_text (arena, STYLE_PLACE_DATE, columns.date));
  for (int column = 0; column < COLUMN_COUNT; column++) {
    if (!columns.given[column])
      continue;
    gsize at = column == COLUMN_LEFT ? 0 : column == COLUMN_RIGHT ? count - 1 : 1;
    add_titles (arena, &table->rows[row].cells[at], &columns.title[column], columns.hint[column]);
    add_name (arena, &table->rows[row + 1].cells[at], columns.name[column], room);
  }
  if (recipients.count > 0) {
    add_recipients (arena, &table->rows[row + 2].cells[0], &recipients);
    space_above (&table->rows[row + 2], 7);
  }
  space_above (&table->rows[0], 3);
  layout_finish (arena, table);
  return true;
}
