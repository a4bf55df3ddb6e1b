/* html_picture.c - pictures in HTML: data URIs, charts and QR codes as SVG. */
#include "document/html_part.h"
#include <math.h>

#define PIXELS_PER_MM (96 / 25.4)
#define CHART_ROW 26 /* user units, as all below */
#define CHART_LABEL 60
#define CHART_BAR 330
#define CHART_WIDTH 640

void
html_image (GString *out, const ImageBlock *image)
{
  g_autofree char *data = g_base64_encode (image->data, image->size);
  g_string_append (out, "<p class=\"hinh\"><img alt=\"");
  html_escape (out, image->alt != NULL ? image->alt : "");
  g_string_append_printf (out, "\" width=\"%ld\" height=\"%ld\" src=\"data:image/%s;base64,",
                          lround (image->width * PIXELS_PER_MM), lround (image->height * PIXELS_PER_MM),
                          image->jpeg ? "jpeg" : "png");
  g_string_append (out, data);
  g_string_append (out, "\"></p>\n");
}

static void
svg_text (GString *out, int x, int y, const char *anchor, const char *text)
{
  g_string_append_printf (out, "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\">", x, y, anchor);
  html_escape (out, text != NULL ? text : "");
  g_string_append (out, "</text>");
}

static void
chart_bar (GString *out, const ChartBar *bar, int y)
{
  static const char *const fills[] = { "#5b7285", "#2f6b4f", "#9c3b2e" };
  long width = lround (CLAMP (bar->value, 0, 1) * CHART_BAR);
  svg_text (out, CHART_LABEL - 8, y + 17, "end", bar->label);
  g_string_append_printf (out, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"16\" fill=\"#ececea\"/>",
                          CHART_LABEL, y + 5, CHART_BAR);
  g_string_append_printf (out, "<rect x=\"%d\" y=\"%d\" width=\"%ld\" height=\"16\" fill=\"%s\"/>",
                          CHART_LABEL, y + 5, width, fills[CLAMP (bar->tone, 0, 2)]);
  if (bar->mark >= 0)
    g_string_append_printf (out, "<rect x=\"%ld\" y=\"%d\" width=\"2\" height=\"22\"/>",
                            CHART_LABEL + lround (MIN (bar->mark, 1) * CHART_BAR) - 1, y + 2);
  svg_text (out, CHART_LABEL + CHART_BAR + 10, y + 17, "start", bar->value_text);
}

void
html_chart (GString *out, const ChartBlock *chart)
{
  bool titled = chart->title != NULL;
  int top = titled ? 30 : 4, height = top + CHART_ROW * (int)MIN (chart->bar_count, 1000) + 4;
  g_string_append (out, "<p class=\"hinh\"><svg role=\"img\" aria-label=\"");
  html_escape (out, chart->alt != NULL ? chart->alt : "");
  g_string_append_printf (out, "\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" font-size=\"15\">",
                          CHART_WIDTH, height, CHART_WIDTH, height);
  if (titled)
    svg_text (out, CHART_WIDTH / 2, 18, "middle", chart->title);
  for (gsize i = 0; i < MIN (chart->bar_count, 1000); i++)
    chart_bar (out, &chart->bars[i], top + CHART_ROW * (int)i);
  g_string_append (out, "</svg></p>\n");
}

void
html_qr_path (GString *out, const QrBlock *qr)
{
  for (guint y = 0; y < qr->size; y++)
    for (guint x = 0; x < qr->size; x++)
      if (qr->modules[y * qr->size + x])
        g_string_append_printf (out, "M%u %uh1v1h-1z", x, y);
}

void
html_qr (GString *out, const QrBlock *qr)
{
  long pixels = lround (qr->width * PIXELS_PER_MM);
  g_string_append (out, "<p class=\"hinh\"><svg role=\"img\" aria-label=\"");
  html_escape (out, qr->alt != NULL ? qr->alt : "");
  g_string_append_printf (out, "\" viewBox=\"0 0 %u %u\" width=\"%ld\" height=\"%ld\"><path d=\"", qr->size,
                          qr->size, pixels, pixels);
  html_qr_path (out, qr);
  g_string_append (out, "\"/></svg></p>\n");
  if (qr->text == NULL)
    return;
  g_string_append_printf (out, "<p class=\"%s\">", style_table[STYLE_CAPTION].css_class);
  html_escape (out, qr->text);
  g_string_append (out, "</p>\n");
}
