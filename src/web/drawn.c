/* drawn.c - see drawn.h. */
#include "web/drawn.h"

#define MARK_NOTE "vạch đứng: ngưỡng cần đạt"

/* A share as a number from 0 to 100 with one decimal. */
static const char *
hundred (Arena *arena, double share)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];
  g_ascii_formatd (digits, sizeof digits, "%.1f", CLAMP (share, 0, 1) * 100);
  return arena_strdup (arena, digits);
}

static Value *
point_value (Arena *arena, const ChartBar *bar)
{
  static const char *const tones[] = { "", "good", "bad" };
  Value *point = value_object (arena);
  value_set_text (point, "label", bar->label);
  value_set_text (point, "shown", bar->value_text);
  value_set_text (point, "share", hundred (arena, bar->value));
  value_set_text (point, "mark", bar->mark >= 0 ? hundred (arena, bar->mark) : NULL);
  value_set_text (point, "tone", tones[CLAMP (bar->tone, 0, 2)]);
  return point;
}

Value *
drawn_bars (Arena *arena, const char *title, const ChartBar *bars, gsize count)
{
  Value *chart = value_object (arena), *points = value_list (arena);
  bool marked = false;
  for (gsize i = 0; i < count; i++) {
    marked = marked || bars[i].mark >= 0;
    value_append (points, point_value (arena, &bars[i]));
  }
  value_set_text (chart, "title", title);
  value_set_text (chart, "mark_note", marked ? MARK_NOTE : NULL);
  value_set (chart, "points", points);
  return chart;
}

Value *
drawn_line (Arena *arena, const char *title, const ChartBar *bars, gsize count)
{
  g_autoptr (GString) stroke = g_string_new (NULL), dots = g_string_new (NULL);
  Value *chart = value_object (arena), *points = value_list (arena);
  for (gsize i = 0; i < count; i++) {
    /* Above the middle of its column of the table. */
    const char *x = hundred (arena, ((double)i + 0.5) / (double)count),
               *y = hundred (arena, 1 - CLAMP (bars[i].value, 0, 1));
    g_string_append_printf (stroke, "%c%s %s", i == 0 ? 'M' : 'L', x, y);
    g_string_append_printf (dots, "M%s %sh0", x, y);
    value_append (points, point_value (arena, &bars[i]));
  }
  value_set_text (chart, "title", title);
  value_set_text (chart, "stroke", arena_strndup (arena, stroke->str, stroke->len));
  value_set_text (chart, "dots", arena_strndup (arena, dots->str, dots->len));
  value_set (chart, "points", points);
  return chart;
}
