/* chart.c - see chart.h. */
#include "document/chart.h"
#include "document/layout/chart_items.h"
#include "document/png_write.h"
#include <cairo.h>
#include <math.h>
#include <string.h>

#define TITLE_SIZE 12.0
#define TEXT_SIZE 10.0
#define NOTE_SIZE 9.0
#define GAP 6.0         /* points between label, bar and value */
#define LABEL_SHARE 0.4 /* of the width, at most */
#define BAR_SHARE 0.6   /* of a row's height */
#define BAR_HIGHEST 14.0
#define STRIPE 4.0
#define MARK_PEN 1.2
#define MARK_NOTE "Vạch đứng: ngưỡng cần đạt."
#define PIXELS_PER_POINT (192.0 / 72.0)
#define PICTURE_MAX 4000 /* pixels, each way */

static const Colour track_colour = { 0.92f, 0.92f, 0.92f }, mark_colour = { 0, 0, 0 },
                    stripe_colour = { 1, 1, 1 };
static const Colour tone_colours[]
    = { { 0.45f, 0.45f, 0.45f }, { 0.12f, 0.37f, 0.60f }, { 0.75f, 0.30f, 0.05f } };

typedef struct {
  const ChartBlock *chart;
  Arena *scratch, *arena;
  Shaper *shaper;
  guint tag;
  Page *canvas;
  double left, right; /* of the bars */
} Chart;

static void
add_line (const Chart *run, const Line *line, double x, double baseline)
{
  page_add (run->scratch, run->canvas, ITEM_LINE, run->tag, x, baseline)->line = line;
}

static void
add_fill (const Chart *run, double x, double y, double width, double height, Colour colour)
{
  if (width > 0)
    page_add_fill (run->scratch, run->canvas, run->tag, x, y, width, height, colour);
}

/* The text on one line, cut with "…" where it is wider than `room`. */
static const Line *
short_line (const Chart *run, const char *text, double size, double room, double *ret_width)
{
  const Line *line = line_of_text (run->arena, run->shaper, FACE_REGULAR, size, text, run->tag, ret_width);
  g_autoptr (GString) cut = g_string_new (text);
  while (*ret_width > room && cut->len > 0) {
    gsize length = (gsize)(g_utf8_prev_char (cut->str + cut->len) - cut->str);
    g_string_truncate (cut, length);
    g_autofree char *dotted = g_strconcat (cut->str, "…", NULL);
    line = line_of_text (run->arena, run->shaper, FACE_REGULAR, size, dotted, run->tag, ret_width);
  }
  return line;
}

static double
widest (const Chart *run, bool values)
{
  double widest = 0;
  for (gsize i = 0; i < run->chart->bar_count; i++) {
    const ChartBar *bar = &run->chart->bars[i];
    const char *text = values ? bar->value_text : bar->label;
    double width = 0;
    line_of_text (run->scratch, run->shaper, FACE_REGULAR, TEXT_SIZE, text != NULL ? text : "", run->tag,
                  &width);
    widest = MAX (widest, width);
  }
  return widest;
}

static void
add_bar (const Chart *run, const ChartBar *bar, double y, double height)
{
  double thick = MIN (height * BAR_SHARE, BAR_HIGHEST), top = y + (height - thick) / 2,
         width = run->right - run->left;
  double baseline = y + height / 2 + font_get (FACE_REGULAR)->capital * TEXT_SIZE / 2, text_width = 0;
  add_line (run, short_line (run, bar->label, TEXT_SIZE, run->left - GAP, &text_width), 0, baseline);
  add_fill (run, run->left, top, width, thick, track_colour);
  double length = CLAMP (bar->value, 0, 1) * width;
  add_fill (run, run->left, top, length, thick, tone_colours[CLAMP (bar->tone, 0, 2)]);
  for (double x = STRIPE; bar->tone == 2 && x < length; x += 2 * STRIPE)
    add_fill (run, run->left + x, top, MIN (STRIPE / 2, length - x), thick, stripe_colour);
  if (bar->mark >= 0)
    add_fill (run, run->left + MIN (bar->mark, 1) * width - MARK_PEN / 2, top - 2, MARK_PEN, thick + 4,
              mark_colour);
  if (bar->value_text != NULL)
    add_line (
        run, short_line (run, bar->value_text, TEXT_SIZE, run->canvas->width - run->right - GAP, &text_width),
        run->right + GAP, baseline);
}

static double
add_title (const Chart *run)
{
  double width = 0;
  if (run->chart->title == NULL || run->chart->title[0] == '\0')
    return 0;
  const Line *line
      = line_of_text (run->arena, run->shaper, FACE_BOLD, TITLE_SIZE, run->chart->title, run->tag, &width);
  add_line (run, line, MAX (0, (run->canvas->width - width) / 2), TITLE_SIZE);
  return TITLE_SIZE * 1.6;
}

static bool
has_marks (const ChartBlock *chart)
{
  for (gsize i = 0; i < chart->bar_count; i++)
    if (chart->bars[i].mark >= 0)
      return true;
  return false;
}

static void
add_note (const Chart *run)
{
  double width = 0;
  const Line *line
      = line_of_text (run->arena, run->shaper, FACE_ITALIC, NOTE_SIZE, MARK_NOTE, run->tag, &width);
  add_line (run, line, run->left, (double)run->canvas->height - 2);
}

void
chart_set (const ChartBlock *chart, Arena *scratch, Arena *arena, Shaper *shaper, guint tag, Page *canvas)
{
  Chart run = {
    .chart = chart, .scratch = scratch, .arena = arena, .shaper = shaper, .tag = tag, .canvas = canvas
  };
  canvas->width = (float)(chart->width * MM);
  canvas->height = (float)(chart->height * MM);
  double labels = MIN (widest (&run, false), LABEL_SHARE * canvas->width);
  double values = MIN (widest (&run, true), LABEL_SHARE * canvas->width);
  run.left = labels + GAP;
  run.right = MAX (run.left + 1, canvas->width - values - GAP);
  bool marks = has_marks (chart);
  double top = add_title (&run), bottom = (double)canvas->height - (marks ? NOTE_SIZE * 1.5 : 0);
  for (gsize i = 0; i < chart->bar_count; i++) {
    double row = (bottom - top) / (double)chart->bar_count;
    add_bar (&run, &chart->bars[i], top + row * (double)i, row);
  }
  if (marks)
    add_note (&run);
}

/* ---- picture ---- */

static void
draw_fill (cairo_t *cairo, const Item *item)
{
  cairo_set_source_rgb (cairo, item->colour.red, item->colour.green, item->colour.blue);
  cairo_rectangle (cairo, item->x, item->y, item->width, item->height);
  cairo_fill (cairo);
}

/* Glyphs are filled outlines: no font of Cairo's, which would outlive its FreeType face in a cache. */
static void
outline_move (hb_draw_funcs_t *funcs, void *cairo, hb_draw_state_t *state, float x, float y, void *user)
{
  cairo_move_to (cairo, (double)x, (double)y);
}

static void
outline_line (hb_draw_funcs_t *funcs, void *cairo, hb_draw_state_t *state, float x, float y, void *user)
{
  cairo_line_to (cairo, (double)x, (double)y);
}

static void
outline_curve (hb_draw_funcs_t *funcs, void *cairo, hb_draw_state_t *state, float x1, float y1, float x2,
               float y2, float x, float y, void *user)
{
  cairo_curve_to (cairo, (double)x1, (double)y1, (double)x2, (double)y2, (double)x, (double)y);
}

static void
outline_close (hb_draw_funcs_t *funcs, void *cairo, hb_draw_state_t *state, void *user)
{
  cairo_close_path (cairo);
}

/* HarfBuzz turns quadratic curves into cubic ones where there is no function for them. */
static hb_draw_funcs_t *
outline_funcs (void)
{
  hb_draw_funcs_t *funcs = hb_draw_funcs_create ();
  hb_draw_funcs_set_move_to_func (funcs, outline_move, NULL, NULL);
  hb_draw_funcs_set_line_to_func (funcs, outline_line, NULL, NULL);
  hb_draw_funcs_set_cubic_to_func (funcs, outline_curve, NULL, NULL);
  hb_draw_funcs_set_close_path_func (funcs, outline_close, NULL, NULL);
  return funcs;
}

static void
draw_word (cairo_t *cairo, hb_draw_funcs_t *funcs, const Word *word, double size, double x, double y)
{
  const Font *font = font_get ((FaceIndex)word->face);
  double scale = size / font->units, pen = 0;
  cairo_save (cairo);
  cairo_translate (cairo, x, y);
  cairo_scale (cairo, scale, -scale);
  for (guint i = 0; i < word->glyph_count; i++) {
    cairo_save (cairo);
    if (word->offsets != NULL)
      cairo_translate (cairo, pen + word->offsets[2 * i], word->offsets[2 * i + 1]);
    else
      cairo_translate (cairo, pen, 0);
    hb_font_get_glyph_shape (font->font, word->glyphs[i], funcs, cairo);
    cairo_restore (cairo);
    pen += word->advances[i];
  }
  cairo_restore (cairo);
  cairo_fill (cairo);
}

static void
draw_items (cairo_t *cairo, const Page *canvas)
{
  hb_draw_funcs_t *funcs = outline_funcs ();
  for (gsize i = 0; i < canvas->item_count; i++) {
    const Item *item = &canvas->items[i];
    if (item->kind == ITEM_FILL) {
      draw_fill (cairo, item);
      continue;
    }
    cairo_set_source_rgb (cairo, 0, 0, 0);
    for (guint k = 0; k < item->line->count; k++) {
      const Piece *piece = &item->line->pieces[k];
      draw_word (cairo, funcs, piece->word, (double)item->line->size, (double)item->x + (double)piece->x,
                 (double)item->y);
    }
  }
  hb_draw_funcs_destroy (funcs);
}

/* Cairo's RGB24 (0x00RRGGBB, native order) as rows of three bytes. */
static GBytes *
png_of_surface (cairo_surface_t *surface, guint width, guint height)
{
  g_autofree guint8 *rows = g_malloc_n ((gsize)width * height, 3);
  const guint8 *data = cairo_image_surface_get_data (surface);
  gsize stride = (gsize)cairo_image_surface_get_stride (surface);
  for (guint y = 0; y < height; y++) {
    const guint32 *from = (const guint32 *)(const void *)(data + y * stride);
    guint8 *to = rows + (gsize)y * width * 3;
    for (guint x = 0; x < width; x++, to += 3) {
      to[0] = (guint8)(from[x] >> 16);
      to[1] = (guint8)(from[x] >> 8);
      to[2] = (guint8)from[x];
    }
  }
  return png_write_picture (width, height, PICTURE_RGB_8, rows, (gsize)width * 3);
}

static GBytes *
picture_of (const Page *canvas, GError **error)
{
  int width = (int)CLAMP (ceil (canvas->width * PIXELS_PER_POINT), 1, PICTURE_MAX);
  int height = (int)CLAMP (ceil (canvas->height * PIXELS_PER_POINT), 1, PICTURE_MAX);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  cairo_t *cairo = cairo_create (surface);
  cairo_set_source_rgb (cairo, 1, 1, 1);
  cairo_paint (cairo);
  cairo_scale (cairo, PIXELS_PER_POINT, PIXELS_PER_POINT);
  draw_items (cairo, canvas);
  cairo_status_t status = cairo_status (cairo);
  cairo_destroy (cairo);
  GBytes *png = NULL;
  cairo_surface_flush (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    png = png_of_surface (surface, (guint)width, (guint)height);
  else
    error_set (error, NULL, MSG_CHART_FAILED, cairo_status_to_string (status), NULL);
  cairo_surface_destroy (surface);
  return png;
}

GBytes *
chart_png (const ChartBlock *chart, GError **error)
{
  g_autoptr (Arena) arena = arena_new (G_MAXSIZE / 2);
  g_autoptr (Shaper) shaper = shaper_new (arena);
  Page canvas = { 0 };
  chart_set (chart, arena, arena, shaper, 0, &canvas);
  return picture_of (&canvas, error);
}
