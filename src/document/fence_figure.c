/* fence_figure.c - charts and QR codes. */
#include "base/text.h"
#include "document/compose_parts.h"
#include <qrencode.h>
#include <string.h>

#define BAR_HEIGHT 8.0 /* mm */
#define QR_MAX_BYTES 1000

static void
add_bar (Arena *arena, ChartBlock *chart, ChartBar bar)
{
  ARENA_PUSH (arena, chart->bars, chart->bar_count) = bar;
}

static void
add_share_bars (const Composer *composer, ChartBlock *chart)
{
  const Round *round = composer->data->round;
  for (gsize i = 0; i < round->scheme->indicator_count; i++) {
    const IndicatorFigures *figures = &composer->data->figures->indicators[i];
    if (!figures->applicable || !figures->has_share || figures->share.of == 0)
      continue;
    Decimal least = figures->indicator->is_share ? figures->indicator->at_least : DECIMAL_UNSET;
    bool known = least != DECIMAL_UNSET;
    add_bar (composer->arena, chart,
             (ChartBar){ .label = figures->indicator->indicator->id,
                         .value_text = share_text (composer->arena, figures->share),
                         .value = (double)figures->share.count / figures->share.of,
                         .mark = known ? decimal_to_double (least) / 100 : -1,
                         .tone = !known                   ? 0
                                 : figures->share_reached ? 1
                                                          : 2 });
  }
}

static void
add_criterion_bars (const Composer *composer, ChartBlock *chart)
{
  Arena *arena = composer->arena;
  const Scheme *scheme = composer->data->round->scheme;
  for (gsize i = 0; i < scheme->criterion_count; i++) {
    const CriterionFigures *figures = &composer->data->figures->criteria[i];
    ChartBar bar = { .label = arena_concat (arena, "Tiêu chí ", scheme->criteria[i].id, NULL), .mark = -1 };
    if (scheme->kind == SCHEME_POINTS && figures->max_points > 0) {
      bar.value = (double)figures->points / (double)figures->max_points;
      bar.value_text = arena_concat (arena, decimal_vietnamese (arena, figures->points), "/",
                                     decimal_vietnamese (arena, figures->max_points), " điểm", NULL);
    } else if (scheme->kind == SCHEME_MET && figures->applicable > 0) {
      bar.value = (double)figures->met / figures->applicable;
      bar.value_text = arena_printf (arena, "%u/%u chỉ tiêu đạt", figures->met, figures->applicable);
      bar.tone = figures->met == figures->applicable ? 1 : 2;
    } else {
      continue;
    }
    add_bar (arena, chart, bar);
  }
}

/* The chart in words, for those who cannot see it. */
static const char *
chart_alt (Arena *arena, const ChartBlock *chart)
{
  const char *text = chart->title != NULL ? chart->title : "Biểu đồ";
  for (gsize i = 0; i < chart->bar_count; i++)
    text = arena_concat (arena, text, i == 0 ? ": " : "; ", chart->bars[i].label, " ",
                         chart->bars[i].value_text, NULL);
  return text;
}

bool
fence_chart (const Fence *fence, GArray *out, GError **error)
{
  const Composer *composer = fence->composer;
  Block block = { .kind = BLOCK_CHART };
  ChartBlock *chart = &block.chart;
  chart->title = fence_option (fence, "title");
  if (fence_option (fence, "shares") != NULL)
    add_share_bars (composer, chart);
  else if (fence_option (fence, "criteria") != NULL)
    add_criterion_bars (composer, chart);
  else
    return fence_fail (fence, fence->line - 1, error, MSG_WORDING_OPTION, "");
  double natural = BAR_HEIGHT * (double)chart->bar_count + (chart->title != NULL ? 12 : 4);
  double whole = composer_text_width (composer);
  if (!fence_number (fence, "width", whole, 40, whole, &chart->width, error)
      || !fence_number (fence, "height", natural, 10, 230, &chart->height, error))
    return false;
  chart->alt = chart_alt (composer->arena, chart);
  if (chart->bar_count > 0)
    block_add (out, block);
  return true;
}

bool
block_qr (Arena *arena, const char *text, double width, Block *ret)
{
  QRcode *code = strlen (text) <= QR_MAX_BYTES ? QRcode_encodeString8bit (text, 0, QR_ECLEVEL_M) : NULL;
  if (code == NULL)
    return false;
  gsize count = (gsize)code->width * (gsize)code->width;
  *ret = (Block){ .kind = BLOCK_QR, .qr = { .size = (guint)code->width, .width = width, .text = text } };
  ret->qr.modules = arena_alloc (arena, count);
  for (gsize i = 0; i < count; i++)
    ret->qr.modules[i] = code->data[i] & 1;
  QRcode_free (code);
  ret->qr.alt = arena_concat (arena, "Mã QR dẫn tới ", text, NULL);
  return true;
}

bool
fence_qr (const Fence *fence, GArray *out, GError **error)
{
  const Composer *composer = fence->composer;
  const char *text = markdown_unescape (composer->arena, text_strip (composer->arena, fence->content));
  const char *below = fence_option (fence, "text");
  double width = 0;
  Block block;
  if (*text == '\0')
    text = composer->data->round->publication.url;
  if (!fence_number (fence, "width", 25, 10, 100, &width, error))
    return false;
  if (text == NULL || *text == '\0')
    return true;
  if (!block_qr (composer->arena, text, width, &block))
    return fence_fail (fence, fence->line, error, MSG_WORDING_QR, NULL);
  if (below != NULL)
    block.qr.text = below;
  block_add (out, block);
  return true;
}
