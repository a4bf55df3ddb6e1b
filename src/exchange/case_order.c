/* case_order.c - findings in the order of the file. */
#include "exchange/case_read.h"
#include <stdlib.h>
#include <string.h>

#define MAX_STEPS 16 /* a case nests 6 deep */

typedef struct {
  Finding finding;
  gsize table;            /* 0: case.json, 1: staff, 2: results, 3: other */
  gsize row;              /* in a table */
  gsize steps[MAX_STEPS]; /* position of each step of the pointer among its siblings */
  gsize depth;            /* steps that exist */
  gsize sequence;
} Ranked;

typedef struct {
  json_t *root;
  GHashTable *indices; /* json_t object -> (key -> position + 1) */
} Positions;

/* Position of a key in an object; each object is walked only once. */
static bool
find_key (Positions *positions, json_t *object, const char *key, gsize *ret)
{
  GHashTable *keys = g_hash_table_lookup (positions->indices, object);
  if (keys == NULL) {
    keys = g_hash_table_new (g_str_hash, g_str_equal);
    g_hash_table_insert (positions->indices, object, keys);
    const char *name;
    json_t *member;
    gsize position = 0;
    json_object_foreach (object, name, member)
        g_hash_table_insert (keys, (gpointer)name, GSIZE_TO_POINTER (++position));
  }
  gsize found = GPOINTER_TO_SIZE (g_hash_table_lookup (keys, key));
  if (found > 0)
    *ret = found - 1;
  return found > 0;
}

/* Undoes ~1 and ~0 (RFC 6901) in place. */
static void
unescape_step (char *step)
{
  char *out = step;
  for (const char *p = step; *p != '\0'; p++) {
    bool escape = p[0] == '~' && (p[1] == '0' || p[1] == '1');
    *out++ = escape ? (p[1] == '0' ? '~' : '/') : *p;
    p += escape;
  }
  *out = '\0';
}

static json_t *
follow_step (Positions *positions, json_t *value, const char *step, gsize *ret_position)
{
  if (json_is_object (value))
    return find_key (positions, value, step, ret_position) ? json_object_get (value, step) : NULL;
  guint64 index = 0;
  if (!json_is_array (value) || !g_ascii_string_to_unsigned (step, 10, 0, G_MAXUINT32, &index, NULL))
    return NULL;
  *ret_position = (gsize)index;
  return json_array_get (value, (gsize)index);
}

static void
rank_pointer (Positions *positions, const char *pointer, Ranked *ranked)
{
  g_auto (GStrv) steps = g_strsplit (pointer, "/", -1); /* the first is empty */
  json_t *value = positions->root;
  for (gsize i = 0; steps[i] != NULL && steps[i + 1] != NULL && ranked->depth < MAX_STEPS; i++) {
    unescape_step (steps[i + 1]);
    value = follow_step (positions, value, steps[i + 1], &ranked->steps[ranked->depth]);
    if (value == NULL)
      return;
    ranked->depth++;
  }
}

/* "staff.csv:12:..." -> 12 if it is of that table. */
static bool
rank_in_table (const char *where, const char *table, gsize *ret_row)
{
  if (table == NULL || !g_str_has_prefix (where, table))
    return false;
  const char *rest = where + strlen (table);
  if (*rest != ':' && *rest != '\0')
    return false;
  *ret_row = *rest == ':' ? (gsize)g_ascii_strtoull (rest + 1, NULL, 10) : 0;
  return true;
}

static int
compare_ranked (gconstpointer a, gconstpointer b)
{
  const Ranked *x = a, *y = b;
  if (x->table != y->table)
    return x->table < y->table ? -1 : 1;
  for (gsize i = 0; i < MIN (x->depth, y->depth); i++)
    if (x->steps[i] != y->steps[i])
      return x->steps[i] < y->steps[i] ? -1 : 1;
  if (x->depth != y->depth)
    return x->depth < y->depth ? -1 : 1;
  if (x->row != y->row)
    return x->row < y->row ? -1 : 1;
  return x->sequence < y->sequence ? -1 : 1;
}

void
case_order_findings (Findings *findings, json_t *root, const char *staff_file, const char *results_file)
{
  if (findings->count == 0)
    return;
  g_autoptr (GHashTable) indices
      = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify)g_hash_table_unref);
  Positions positions = { root, indices };
  Ranked *ranked = g_new0 (Ranked, findings->count);
  for (gsize i = 0; i < findings->count; i++) {
    Ranked *item = &ranked[i];
    item->finding = findings->items[i];
    item->sequence = i;
    const char *where = item->finding.where;
    if (where[0] == '\0' || where[0] == '/')
      rank_pointer (&positions, where, item);
    else
      item->table = rank_in_table (where, staff_file, &item->row)     ? 1
                    : rank_in_table (where, results_file, &item->row) ? 2
                                                                      : 3;
  }
  qsort (ranked, findings->count, sizeof *ranked, compare_ranked);
  for (gsize i = 0; i < findings->count; i++)
    findings->items[i] = ranked[i].finding;
  g_free (ranked);
}
