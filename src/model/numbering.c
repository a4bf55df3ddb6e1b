/* numbering.c - see numbering.h. */
#include "model/numbering.h"
#include "base/json.h"
#include "base/text.h"
#include <stdlib.h>
#include <string.h>

static json_t *
groups_of (const char *setting)
{
  json_t *groups = setting != NULL && setting[0] == '[' ? json_loads (setting, 0, NULL) : NULL;
  return groups != NULL ? groups : json_array ();
}

const char *
numbering_series (Arena *arena, const char *setting, const char *symbol)
{
  if (g_strcmp0 (setting, NUMBERING_ONE) == 0)
    return "";
  json_auto_t *groups = groups_of (setting);
  size_t g, s;
  json_t *group, *member;
  json_array_foreach (groups, g, group)
  {
    json_array_foreach (group, s, member)
    {
      const char *first = json_string_value (json_array_get (group, 0));
      if (g_strcmp0 (json_string_value (member), symbol) == 0 && first != NULL)
        return arena_strdup (arena, first);
    }
  }
  return symbol;
}

const char *
numbering_from_lines (Arena *arena, const char *lines)
{
  json_auto_t *groups = json_array ();
  g_auto (GStrv) rows = g_strsplit (lines != NULL ? lines : "", "\n", -1);
  for (guint i = 0; rows[i] != NULL; i++) {
    json_t *group = json_array ();
    g_auto (GStrv) words = g_strsplit_set (rows[i], ",; \t\r", -1);
    for (guint k = 0; words[k] != NULL; k++)
      if (words[k][0] != '\0')
        json_array_append_new (group, json_string (words[k]));
    if (json_array_size (group) > 0)
      json_array_append (groups, group);
    json_decref (group);
  }
  if (json_array_size (groups) == 0)
    return NULL;
  char *text = json_dumps (groups, JSON_COMPACT);
  const char *copy = arena_strdup (arena, text);
  free (text);
  return copy;
}

const char *
numbering_to_lines (Arena *arena, const char *setting)
{
  json_auto_t *groups = groups_of (setting);
  g_autoptr (GString) lines = g_string_new (NULL);
  size_t g, s;
  json_t *group, *member;
  json_array_foreach (groups, g, group)
  {
    json_array_foreach (group, s, member)
    {
      const char *symbol = json_string_value (member);
      g_string_append_printf (lines, "%s%s", s > 0 ? ", " : "", symbol != NULL ? symbol : "");
    }
    g_string_append_c (lines, '\n');
  }
  return arena_strndup (arena, lines->str, lines->len);
}

NumberingFault
numbering_compare (const Numbered *a, const Numbered *b)
{
  if (a->number == 0 || b->number == 0 || a->year != b->year || strcmp (a->series, b->series) != 0)
    return NUMBERING_FINE;
  if (a->number == b->number)
    return NUMBERING_TWICE;
  if (!date_is_set (a->date) || !date_is_set (b->date) || date_compare (a->date, b->date) == 0)
    return NUMBERING_FINE;
  return (date_compare (a->date, b->date) < 0) == (a->number < b->number) ? NUMBERING_FINE
                                                                          : NUMBERING_AGAINST_DATES;
}
