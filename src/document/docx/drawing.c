/* drawing.c - pictures: images, charts and QR codes as inline drawings. */
#include "document/chart.h"
#include "document/docx/writer.h"
#include "document/png_write.h"

#define QR_SCALE 8 /* pixels per module */

/* Keeps the bytes as a part of the package; returns its number from 1. */
static guint
add_picture (Docx *docx, GBytes *data, bool jpeg)
{
  DocxPicture picture
      = { g_strdup_printf ("media/image%u.%s", docx->pictures->len + 1, jpeg ? "jpeg" : "png"), data };
  g_array_append_val (docx->pictures, picture);
  return docx->pictures->len;
}

static void
write_blip (Xml *xml, const char *id, const char *name, const char *drawing, gint64 cx, gint64 cy)
{
  xml_open (xml, "a:graphic", NULL);
  xml_open (xml, "a:graphicData", "uri", "http://schemas.openxmlformats.org/drawingml/2006/picture", NULL);
  xml_open (xml, "pic:pic", NULL);
  xml_open (xml, "pic:nvPicPr", NULL);
  xml_leaf (xml, "pic:cNvPr", "id", drawing, "name", name, NULL);
  xml_leaf (xml, "pic:cNvPicPr", NULL);
  xml_close (xml);
  xml_open (xml, "pic:blipFill", NULL);
  xml_leaf (xml, "a:blip", "r:embed", id, NULL);
  xml_open (xml, "a:stretch", NULL);
  xml_leaf (xml, "a:fillRect", NULL);
  xml_close (xml);
  xml_close (xml);
  xml_open (xml, "pic:spPr", NULL);
  xml_open (xml, "a:xfrm", NULL);
  xml_leaf (xml, "a:off", "x", "0", "y", "0", NULL);
  xml_leaf (xml, "a:ext", "cx", XML_NUMBER (cx), "cy", XML_NUMBER (cy), NULL);
  xml_close (xml);
  xml_open (xml, "a:prstGeom", "prst", "rect", NULL);
  xml_leaf (xml, "a:avLst", NULL);
  xml_close (xml);
  xml_close (xml);
  xml_close (xml);
  xml_close (xml);
  xml_close (xml);
}

static void
write_drawing (Docx *docx, guint picture, double width, double height, const char *alt)
{
  Xml *xml = &docx->xml;
  char id[24], drawing[24], name[32];
  gint64 cx = docx_emu (width), cy = docx_emu (height);
  docx->drawing_count++;
  g_snprintf (id, sizeof id, "rIdP%u", picture);
  g_snprintf (drawing, sizeof drawing, "%u", docx->drawing_count);
  g_snprintf (name, sizeof name, "Hình %u", docx->drawing_count);
  xml_open (xml, "w:r", NULL);
  xml_open (xml, "w:drawing", NULL);
  xml_open (xml, "wp:inline", "distT", "0", "distB", "0", "distL", "0", "distR", "0", NULL);
  xml_leaf (xml, "wp:extent", "cx", XML_NUMBER (cx), "cy", XML_NUMBER (cy), NULL);
  xml_leaf (xml, "wp:effectExtent", "l", "0", "t", "0", "r", "0", "b", "0", NULL);
  xml_leaf (xml, "wp:docPr", "id", drawing, "name", name, "descr", alt != NULL ? alt : "", NULL);
  xml_open (xml, "wp:cNvGraphicFramePr", NULL);
  xml_leaf (xml, "a:graphicFrameLocks", "noChangeAspect", "1", NULL);
  xml_close (xml);
  write_blip (xml, id, name, drawing, cx, cy);
  xml_close (xml);
  xml_close (xml);
  xml_close (xml);
}

static const char *
justify_of (ParagraphStyle style)
{
  static const char *const names[] = { "left", "center", "right", "left" };
  return names[style_table[style].align];
}

/* A picture wider than its place is drawn smaller, in proportion. */
static void
write_picture (Docx *docx, guint picture, double width, double height, const char *alt, ParagraphStyle style,
               const Place *place)
{
  double scale = width > place->width ? place->width / width : 1;
  const StyleSpec *spec = &style_table[style];
  docx_paragraph_open (docx, &(ParagraphHead){ .style = DOCX_STYLE_PICTURE,
                                               .keep_next = place->keep_next,
                                               .has_spacing = true,
                                               .before = docx_twips_pt (spec->before),
                                               .after = docx_twips_pt (spec->after),
                                               .justify = justify_of (style) });
  write_drawing (docx, picture, width * scale, height * scale, alt);
  xml_close (&docx->xml);
}

void
docx_image (Docx *docx, const ImageBlock *image, const Place *place)
{
  guint picture = add_picture (docx, g_bytes_new_static (image->data, image->size), image->jpeg);
  write_picture (docx, picture, image->width, image->height, image->alt, image->style, place);
}

void
docx_chart (Docx *docx, const ChartBlock *chart, const Place *place)
{
  if (docx->error != NULL)
    return;
  GBytes *png = chart_png (chart, &docx->error);
  if (png == NULL)
    return;
  guint picture = add_picture (docx, png, false);
  write_picture (docx, picture, chart->width, chart->height, chart->alt, STYLE_CENTRED, place);
}

/* A 1-bit greyscale PNG, QR_SCALE pixels a module: a module is one byte wide. */
static GBytes *
qr_png (const QrBlock *qr)
{
  guint pixels = qr->size * QR_SCALE;
  g_autofree guint8 *rows = g_malloc_n (pixels, qr->size);
  for (guint y = 0; y < pixels; y++)
    for (guint x = 0; x < qr->size; x++)
      rows[y * qr->size + x] = qr->modules[y / QR_SCALE * qr->size + x] ? 0x00 : 0xFF;
  return png_write_picture (pixels, pixels, PICTURE_GREY_1, rows, qr->size);
}

G_STATIC_ASSERT (QR_SCALE == 8);

void
docx_qr (Docx *docx, const QrBlock *qr, const Place *place)
{
  if (qr->size == 0)
    return;
  guint picture = add_picture (docx, qr_png (qr), false);
  Place with_text = *place;
  with_text.keep_next = place->keep_next || qr->text != NULL;
  write_picture (docx, picture, qr->width, qr->width, qr->alt, STYLE_CENTRED, &with_text);
  if (qr->text == NULL)
    return;
  Run run = { .kind = RUN_TEXT, .text = qr->text };
  docx_paragraph (docx, &(Paragraph){ .style = STYLE_CAPTION, .runs = &run, .run_count = 1 }, place);
}
