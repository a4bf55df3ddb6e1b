/* plan_text.c - see plan_text.h. */
#include "model/plan_text.h"
#include "base/text.h"
#include <string.h>

#define MAX_ROWS 60
#define MAX_BODIES 40

/* "- việc", "• việc", "+ việc" → "việc"; NULL: the line is no item. */
static const char *
item_of (Arena *arena, const char *line)
{
  static const char *const marks[] = { "-", "–", "•", "+", "*" };
  for (gsize i = 0; i < G_N_ELEMENTS (marks); i++)
    if (g_str_has_prefix (line, marks[i]))
      return text_strip (arena, line + strlen (marks[i]));
  return NULL;
}

Lines
lines_parse (Arena *arena, const char *text)
{
  Lines lines = { 0 };
  g_auto (GStrv) parts = g_strsplit (text != NULL ? text : "", "\n", -1);
  for (gsize i = 0; parts[i] != NULL; i++) {
    const char *line = text_squeeze (arena, parts[i]), *item = item_of (arena, line);
    if (item != NULL ? item[0] != '\0' : line[0] != '\0')
      ARENA_PUSH (arena, lines.items, lines.count) = item != NULL ? item : line;
  }
  return lines;
}

char *
lines_text (Arena *arena, Lines lines)
{
  g_autoptr (GString) text = g_string_new (NULL);
  for (gsize i = 0; i < lines.count; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", lines.items[i]);
  return arena_strndup (arena, text->str, text->len);
}

/* ---- schedule ---- */

/* A blank day is no day; false: neither. */
static bool
read_day (const char *text, CivilDate *ret)
{
  return text[0] == '\0' || date_parse_vietnamese (text, ret) || date_parse_iso (text, ret);
}

static bool
read_row (Arena *arena, const char *line, ScheduleItem *ret)
{
  g_auto (GStrv) cells = g_strsplit (line, "|", 4);
  ScheduleItem item = { 0 };
  guint count = g_strv_length (cells);
  if (count < 3 || !read_day (text_squeeze (arena, cells[0]), &item.from)
      || !read_day (text_squeeze (arena, cells[1]), &item.to))
    return false;
  const char *who = count > 3 ? text_squeeze (arena, cells[3]) : "";
  item.work = text_squeeze (arena, cells[2]);
  item.who = who[0] != '\0' ? who : NULL;
  bool backwards = date_is_set (item.from) && date_is_set (item.to) && date_compare (item.to, item.from) < 0;
  *ret = item;
  return item.work[0] != '\0' && !backwards;
}

bool
schedule_parse (Arena *arena, const char *text, ScheduleItem **ret, gsize *ret_count, gsize *ret_line)
{
  g_auto (GStrv) lines = g_strsplit (text != NULL ? text : "", "\n", -1);
  ScheduleItem *items = NULL;
  gsize count = 0;
  for (gsize i = 0; lines[i] != NULL; i++) {
    ScheduleItem item = { 0 };
    g_autofree char *bare = g_strdelimit (g_strdup (lines[i]), "|", ' ');
    if (text_is_blank (bare))
      continue;
    if (count == MAX_ROWS || !read_row (arena, lines[i], &item)) {
      *ret_line = i + 1;
      return false;
    }
    ARENA_PUSH (arena, items, count) = item;
  }
  *ret = items;
  *ret_count = count;
  return true;
}

/* A bar within a cell would part it in two. */
static const char *
cell (Arena *arena, const char *text)
{
  return text != NULL ? g_strdelimit (arena_strdup (arena, text), "|\n", '/') : "";
}

char *
schedule_text (Arena *arena, const ScheduleItem *items, gsize count)
{
  g_autoptr (GString) text = g_string_new (NULL);
  for (gsize i = 0; i < count; i++)
    g_string_append_printf (text, "%s%s | %s | %s | %s", i > 0 ? "\n" : "", date_short (arena, items[i].from),
                            date_short (arena, items[i].to), cell (arena, items[i].work),
                            cell (arena, items[i].who));
  return arena_strndup (arena, text->str, text->len);
}

/* ---- duties ---- */

bool
duties_parse (Arena *arena, const char *text, DutyGroup **ret, gsize *ret_count, gsize *ret_line)
{
  g_auto (GStrv) lines = g_strsplit (text != NULL ? text : "", "\n", -1);
  DutyGroup *groups = NULL;
  gsize count = 0;
  for (gsize i = 0; lines[i] != NULL; i++) {
    const char *line = text_squeeze (arena, lines[i]), *item = item_of (arena, line);
    if (line[0] == '\0' || (item != NULL && item[0] == '\0'))
      continue;
    if ((item != NULL && count == 0) || (item == NULL && count == MAX_BODIES)) {
      *ret_line = i + 1;
      return false;
    }
    if (item == NULL)
      ARENA_PUSH (arena, groups, count) = (DutyGroup){ .body = line };
    else
      ARENA_PUSH (arena, groups[count - 1].items.items, groups[count - 1].items.count) = item;
  }
  *ret = groups;
  *ret_count = count;
  return true;
}

char *
duties_text (Arena *arena, const DutyGroup *groups, gsize count)
{
  g_autoptr (GString) text = g_string_new (NULL);
  for (gsize i = 0; i < count; i++) {
    g_string_append_printf (text, "%s%s\n", i > 0 ? "\n" : "", groups[i].body != NULL ? groups[i].body : "");
    for (gsize k = 0; k < groups[i].items.count; k++)
      g_string_append_printf (text, "- %s\n", groups[i].items.items[k]);
  }
  return arena_strndup (arena, text->str, text->len);
}
