/* numbering.c - see numbering.h. */
#include "model/numbering.h"
#include "base/json.h"
#include "base/text.h"
#include "model/round.h"
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
numbering_symbols (Arena *arena)
{
  const char *all = "";
  for (int paper = 0; paper < PAPER_COUNT; paper++)
    if (strstr (all, paper_symbol ((Paper)paper)) == NULL)
      all = arena_concat (arena, all, all[0] != '\0' ? ", " : "", paper_symbol ((Paper)paper), NULL);
  return all;
}

/* As papers carry it; NULL: none does. */
static const char *
known_symbol (const char *word)
{
  g_autofree char *folded = g_utf8_casefold (word, -1);
  for (int paper = 0; paper < PAPER_COUNT; paper++) {
    g_autofree char *symbol = g_utf8_casefold (paper_symbol ((Paper)paper), -1);
    if (strcmp (symbol, folded) == 0)
      return paper_symbol ((Paper)paper);
  }
  return NULL;
}

/* The group of a line; blank: an empty one. */
static json_t *
read_group (Arena *arena, const char *line, GHashTable *seen, const char **ret_wrong)
{
  json_t *group = json_array ();
  g_auto (GStrv) words = g_strsplit_set (line, ",; \t\r", -1);
  for (guint i = 0; words[i] != NULL; i++) {
    const char *symbol = words[i][0] != '\0' ? known_symbol (words[i]) : NULL;
    if (symbol != NULL && g_hash_table_add (seen, (char *)symbol))
      json_array_append_new (group, json_string (symbol));
    else if (words[i][0] != '\0' && *ret_wrong == NULL)
      *ret_wrong = arena_strdup (arena, words[i]);
  }
  return group;
}

const char *
numbering_from_lines (Arena *arena, const char *lines, const char **ret_wrong)
{
  json_auto_t *groups = json_array ();
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_auto (GStrv) rows = g_strsplit (lines != NULL ? lines : "", "\n", -1);
  *ret_wrong = NULL;
  for (guint i = 0; rows[i] != NULL; i++) {
    json_t *group = read_group (arena, rows[i], seen, ret_wrong);
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
