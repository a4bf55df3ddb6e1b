/* diff.c - see diff.h: the longest common subsequence of what lies between equal ends. */
#include "diff.h"
#include <string.h>

#define MOST_CELLS ((gsize)4 << 20)

typedef struct {
  const char **items;
  gsize count;
} TextLines;

static TextLines
split (Arena *arena, const char *text)
{
  TextLines lines = { 0 };
  while (*text != '\0') {
    gsize length = strcspn (text, "\n");
    ARENA_PUSH (arena, lines.items, lines.count) = arena_strndup (arena, text, length);
    text += length + (text[length] == '\n');
  }
  return lines;
}

typedef struct {
  Arena *arena;
  const TextLines *old, *fresh;
  Diff diff;
} Differ;

static void
add (Differ *differ, DiffKind kind, gsize old, gsize fresh)
{
  bool gone = kind == DIFF_GONE;
  ARENA_PUSH (differ->arena, differ->diff.items, differ->diff.count)
      = (DiffLine){ kind, gone ? differ->old->items[old] : differ->fresh->items[fresh],
                    kind == DIFF_NEW ? 0 : (guint)old + 1, gone ? 0 : (guint)fresh + 1 };
  differ->diff.gone += gone;
  differ->diff.fresh += kind == DIFF_NEW;
}

static void
add_all (Differ *differ, gsize old, gsize old_end, gsize fresh, gsize fresh_end)
{
  for (; old < old_end; old++)
    add (differ, DIFF_GONE, old, 0);
  for (; fresh < fresh_end; fresh++)
    add (differ, DIFF_NEW, 0, fresh);
}

/* Lengths of the longest common subsequences of all ends; row by row, one more of each than there are lines.
 */
static guint16 *
measure (const TextLines *old, const TextLines *fresh, gsize first, gsize rows, gsize columns)
{
  gsize width = columns + 1;
  guint16 *lengths = g_new0 (guint16, (rows + 1) * width);
  for (gsize i = rows; i-- > 0;)
    for (gsize k = columns; k-- > 0;)
      lengths[i * width + k] = strcmp (old->items[first + i], fresh->items[first + k]) == 0
                                   ? (guint16)(lengths[(i + 1) * width + k + 1] + 1)
                                   : MAX (lengths[(i + 1) * width + k], lengths[i * width + k + 1]);
  return lengths;
}

static void
add_middle (Differ *differ, gsize first, gsize rows, gsize columns)
{
  gsize i = 0, k = 0, width = columns + 1;
  if (rows >= G_MAXUINT16 || columns >= G_MAXUINT16 || rows * columns > MOST_CELLS) {
    add_all (differ, first, first + rows, first, first + columns);
    return;
  }
  g_autofree guint16 *lengths = measure (differ->old, differ->fresh, first, rows, columns);
  while (i < rows && k < columns)
    if (strcmp (differ->old->items[first + i], differ->fresh->items[first + k]) == 0) {
      add (differ, DIFF_SAME, first + i, first + k);
      i++;
      k++;
    } else if (lengths[(i + 1) * width + k] >= lengths[i * width + k + 1])
      add (differ, DIFF_GONE, first + i++, 0);
    else
      add (differ, DIFF_NEW, 0, first + k++);
  add_all (differ, first + i, first + rows, first + k, first + columns);
}

Diff
diff_lines (Arena *arena, const char *old, const char *fresh)
{
  TextLines a = split (arena, old), b = split (arena, fresh);
  Differ differ = { arena, &a, &b, { 0 } };
  gsize least = MIN (a.count, b.count), before = 0, after = 0;
  while (before < least && strcmp (a.items[before], b.items[before]) == 0)
    before++;
  while (after < least - before && strcmp (a.items[a.count - 1 - after], b.items[b.count - 1 - after]) == 0)
    after++;
  for (gsize i = 0; i < before; i++)
    add (&differ, DIFF_SAME, i, i);
  add_middle (&differ, before, a.count - before - after, b.count - before - after);
  for (gsize i = 0; i < after; i++)
    add (&differ, DIFF_SAME, a.count - after + i, b.count - after + i);
  return differ.diff;
}
