/* dev.c - the design system: every part that pages are made of, on one page, only while developing.
 *
 * Its sample data is data/ui/dev/dev.json; the contrasts are computed from the style sheet itself. */
#include "base/json.h"
#include "document/html.h"
#include "web/drawn.h"
#include "web/pages/pages.h"
#include <math.h>
#include <string.h>

/* For the name of the field in the summary of errors. */
static const InputSpec inputs[] = { { .name = "ngay", .kind = INPUT_TEXT, .label = "Ngày" }, { 0 } };

/* ---- colours and their contrasts (WCAG 2.2, 1.4.3 and 1.4.11) ---- */

static const struct {
  const char *theme, *label, *selector;
} themes[] = {
  { "sang", "Sáng", ":root, [data-theme=\"sang\"] {" },
  { "toi", "Tối", "[data-theme=\"toi\"] {" },
};

/* What is written or drawn on what. */
static const struct {
  const char *ink, *on;
  double least;
} pairs[] = {
  { "ink", "paper", 4.5 },    { "ink", "ground", 4.5 },       { "ink", "band", 4.5 },
  { "ink", "act-soft", 4.5 }, { "ink", "mark", 4.5 },         { "ink", "good-soft", 4.5 },
  { "ink", "bad-soft", 4.5 }, { "faint", "paper", 4.5 },      { "faint", "ground", 4.5 },
  { "faint", "band", 4.5 },   { "faint", "act-soft", 4.5 },   { "act", "paper", 4.5 },
  { "act", "ground", 4.5 },   { "act", "band", 4.5 },         { "act", "act-soft", 4.5 },
  { "act-ink", "act", 4.5 },  { "act-ink", "act-over", 4.5 }, { "good", "paper", 4.5 },
  { "good", "band", 4.5 },    { "bad", "paper", 4.5 },        { "bad", "bad-soft", 4.5 },
  { "bad", "band", 4.5 },     { "paper", "bad", 4.5 },        { "paper", "ink", 4.5 },
  { "edge", "paper", 3 },     { "edge", "ground", 3 },        { "act", "line", 3 },
  { "good", "line", 3 },      { "bad", "line", 3 },
};

/* The value of "--name:" within the rule that begins with `selector`; NULL if absent.  In the arena. */
static const char *
find_colour (Arena *arena, const char *css, const char *selector, const char *name)
{
  const char *rule = strstr (css, selector), *end = rule != NULL ? strchr (rule, '}') : NULL;
  g_autofree char *property = g_strconcat ("--", name, ": ", NULL);
  const char *found = end != NULL ? g_strstr_len (rule, end - rule, property) : NULL;
  return found != NULL
             ? arena_strndup (arena, found + strlen (property), strcspn (found + strlen (property), ";"))
             : NULL;
}

/* Relative luminance of "#fff" or "#ffffff". */
static double
luminance (const char *colour)
{
  static const double weights[] = { 0.2126, 0.7152, 0.0722 };
  gsize width = strlen (colour) > 4 ? 2 : 1;
  double sum = 0;
  for (gsize i = 0; i < G_N_ELEMENTS (weights); i++) {
    char digits[3] = { colour[1 + i * width], colour[i * width + width], '\0' };
    double part = (double)g_ascii_strtoull (digits, NULL, 16) / 255;
    sum += weights[i] * (part <= 0.04045 ? part / 12.92 : pow ((part + 0.055) / 1.055, 2.4));
  }
  return sum;
}

static const char *
contrast_text (Arena *arena, const char *a, const char *b)
{
  if (a == NULL || b == NULL || a[0] != '#' || b[0] != '#')
    return "0";
  double one = luminance (a) + 0.05, other = luminance (b) + 0.05;
  char digits[G_ASCII_DTOSTR_BUF_SIZE];
  /* Cut, not rounded: 4.496 does not reach 4.5. */
  g_ascii_formatd (digits, sizeof digits, "%.2f", floor (100 * MAX (one, other) / MIN (one, other)) / 100);
  return arena_strdup (arena, digits);
}

static void
add_colours (Arena *arena, Value *page, const char *css)
{
  static const char *const names[]
      = { "ground",  "paper",    "band",     "ink",  "faint",     "line", "edge",     "act",
          "act-ink", "act-soft", "act-over", "good", "good-soft", "bad",  "bad-soft", "mark" };
  Value *shown = value_list (arena), *contrasts = value_list (arena);
  for (gsize t = 0; t < G_N_ELEMENTS (themes); t++) {
    Value *theme = value_object (arena), *colours = value_list (arena);
    for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
      Value *colour = value_object (arena);
      value_set_text (colour, "name", names[i]);
      value_set_text (colour, "value", find_colour (arena, css, themes[t].selector, names[i]));
      value_append (colours, colour);
    }
    value_set_text (theme, "theme", themes[t].theme);
    value_set_text (theme, "label", themes[t].label);
    value_set (theme, "colours", colours);
    value_append (shown, theme);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++) {
    Value *pair = value_object (arena);
    value_set_text (pair, "ink", pairs[i].ink);
    value_set_text (pair, "on", pairs[i].on);
    value_set_text (pair, "least", pairs[i].least > 3 ? "4.5" : "3");
    for (gsize t = 0; t < G_N_ELEMENTS (themes); t++)
      value_set_text (pair, t == 0 ? "light" : "dark",
                      contrast_text (arena, find_colour (arena, css, themes[t].selector, pairs[i].ink),
                                     find_colour (arena, css, themes[t].selector, pairs[i].on)));
    value_append (contrasts, pair);
  }
  value_set (page, "themes", shown);
  value_set (page, "pairs", contrasts);
}

/* ---- the page ---- */

static char *
read_file (Arena *arena, const char *folder, const char *part, const char *name, GError **error)
{
  g_autofree char *path = g_build_filename (folder, part, name, NULL), *content = NULL;
  return g_file_get_contents (path, &content, NULL, error) ? arena_strdup (arena, content) : NULL;
}

static bool
add_samples (Arena *arena, Value *page, const char *folder, GError **error)
{
  const char *text = read_file (arena, folder, "dev", "dev.json", error);
  json_auto_t *samples = text != NULL ? json_parse_bytes ("dev.json", text, strlen (text), error) : NULL;
  const char *name = NULL;
  json_t *value = NULL;
  json_object_foreach (samples, name, value)
      value_set_view (page, arena_strdup (arena, name), json_view (arena, value));
  return samples != NULL;
}

static void
add_charts (Arena *arena, Value *page)
{
  static const ChartBar shares[] = {
    { "2.1 Hoàn thành kế hoạch tự học", "96,0%, đạt", 0.96, 0.85, 1 },
    { "2.2 Công dân học tập", "71,3%, không đạt", 0.713, 0.8, 2 },
    { "2.3 Tham gia bồi dưỡng", "100%", 1, -1, 0 },
  };
  static const ChartBar years[] = { { "2022", "41%", 0.41, -1, 0 },
                                    { "2023", "57%", 0.57, -1, 0 },
                                    { "2024", "80%", 0.8, -1, 0 },
                                    { "2025", "88%", 0.88, -1, 0 } };
  value_set (page, "bars",
             drawn_bars (arena, "Tỉ lệ theo chỉ tiêu, năm 2025", shares, G_N_ELEMENTS (shares)));
  value_set (page, "line", drawn_line (arena, "Công dân học tập qua các năm", years, G_N_ELEMENTS (years)));
}

static Value *
state_value (Arena *arena, const char *shape, const char *words)
{
  Value *item = value_object (arena);
  value_set_text (item, "state_shape", shape);
  value_set_text (item, "state_words", words);
  return item;
}

static bool
show_dev (Request *request, GError **error)
{
  static const char sheet[] = "## I. ĐẶC ĐIỂM TÌNH HÌNH\n\nNhà trường có **47** cán bộ, giáo viên, nhân "
                              "viên; *mọi người* đều có kế hoạch tự học.\n\n"
                              "- Đủ kế hoạch, có duyệt\n- Đủ minh chứng\n\n| Chỉ tiêu | Kết quả "
                              "|\n|---|---|\n| 2.1 | đạt |\n| 2.2 | không đạt |\n";
  Arena *arena = request_arena (request);
  const char *folder = g_getenv ("DVHT_UI_DIR");
  if (folder == NULL)
    return request_refuse (request, error, 404, MSG_WEB_NOT_FOUND, NULL);
  Value *page = value_object (arena);
  const char *css = read_file (arena, folder, "static", "app.css", error);
  g_autoptr (GString) paper = g_string_new (NULL);
  if (css == NULL || !add_samples (arena, page, folder, error) || !html_write_typed (sheet, paper, error))
    return false;
  add_colours (arena, page, css);
  add_charts (arena, page);
  value_set (page, "step_done", state_value (arena, "done", "1 Người quản trị"));
  value_set (page, "step_doing", state_value (arena, "doing", "2 Đơn vị"));
  value_set_raw (page, "sheet", arena_strdup (arena, paper->str));
  request_default (request, "ten", "Nguyễn Thị Lan");
  request_default (request, "ngay", "31/02/1985");
  request_default (request, "loi", "Nhà trường có **47** cán bộ, giáo viên, nhân viên.");
  request_field_error (request, "ngay", MSG_INPUT_DATE, "31/02/1985", NULL);
  value_set_bool (page, "plain_http", true);
  request_show (request, value_view (page));
  return true;
}

const Route dev_routes[] = {
  { METHOD_GET, "/dev/ui", PERMISSION_PUBLIC, "The design system; only while developing (DVHT_UI_DIR)",
    "Hệ thống thiết kế", inputs, show_dev, NULL, NULL, "dev" },
  { 0 },
};
