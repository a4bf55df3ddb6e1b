/* svg.c - see svg.h. */
#include "document/svg.h"
#include "document/html_part.h"
#include "document/layout/page.h"

#define NO_FACE (-1)

/* Hundredths of a point are finer than any screen. */
static void
put_number (GString *out, const char *before, double value, const char *after)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];
  g_ascii_formatd (digits, sizeof digits, "%.2f", value);
  gsize length = strlen (digits);
  while (length > 0 && digits[length - 1] == '0')
    digits[--length] = '\0';
  if (length > 0 && digits[length - 1] == '.')
    digits[length - 1] = '\0';
  g_string_append (out, before);
  g_string_append (out, digits);
  g_string_append (out, after);
}

/* The face of the whole line, else NO_FACE. */
static int
common_face (const Line *line)
{
  for (guint i = 1; i < line->count; i++)
    if (line->pieces[i].word->face != line->pieces[0].word->face)
      return NO_FACE;
  return line->count > 0 ? line->pieces[0].word->face : NO_FACE;
}

static void
put_line (GString *out, const Item *item)
{
  const Line *line = item->line;
  int face = common_face (line);
  put_number (out, "<text y=\"", (double)item->y, "\"");
  put_number (out, " font-size=\"", (double)line->size, "\"");
  if (face != NO_FACE)
    g_string_append_printf (out, " class=\"f%d\"", face);
  g_string_append_c (out, '>');
  for (guint i = 0; i < line->count; i++) {
    const Piece *piece = &line->pieces[i];
    g_autofree char *text = g_strndup (piece->word->text, piece->word->length);
    put_number (out, i > 0 ? " <tspan x=\"" : "<tspan x=\"", (double)item->x + (double)piece->x, "\"");
    if (face == NO_FACE)
      g_string_append_printf (out, " class=\"f%d\"", piece->word->face);
    g_string_append_c (out, '>');
    html_escape (out, text);
    g_string_append (out, "</tspan>");
  }
  g_string_append (out, "</text>\n");
}

static void
put_box (GString *out, const char *element, const Item *item)
{
  g_string_append_printf (out, "<%s", element);
  put_number (out, " x=\"", (double)item->x, "\"");
  put_number (out, " y=\"", (double)item->y, "\"");
  put_number (out, " width=\"", (double)item->width, "\"");
  put_number (out, " height=\"", (double)item->height, "\"");
}

static guint
hex_part (float part)
{
  return (guint)(CLAMP (part, 0.0f, 1.0f) * 255.0f + 0.5f);
}

static void
put_fill (GString *out, const Item *item)
{
  const Colour colour = item->colour;
  put_box (out, "rect", item);
  if (colour.red > 0 || colour.green > 0 || colour.blue > 0)
    g_string_append_printf (out, " fill=\"#%02x%02x%02x\"", hex_part (colour.red), hex_part (colour.green),
                            hex_part (colour.blue));
  g_string_append (out, "/>\n");
}

static void
put_frame (GString *out, const Item *item)
{
  put_box (out, "rect", item);
  put_number (out, " fill=\"none\" stroke=\"#000\" stroke-width=\"", (double)item->pen, "\"/>\n");
}

static void
put_image (GString *out, const Item *item)
{
  g_autofree char *data = g_base64_encode (item->image->data, item->image->size);
  put_box (out, "image", item);
  g_string_append_printf (out, " preserveAspectRatio=\"none\" href=\"data:image/%s;base64,%s\"/>\n",
                          item->image->jpeg ? "jpeg" : "png", data);
}

static void
put_qr (GString *out, const Item *item)
{
  const QrBlock *qr = item->qr;
  put_number (out, "<path transform=\"translate(", (double)item->x, " ");
  put_number (out, "", (double)item->y, ") ");
  put_number (out, "scale(", (double)item->width / qr->size, ")\" d=\"");
  html_qr_path (out, qr);
  g_string_append (out, "\"/>\n");
}

static void
put_item (GString *out, const Item *item)
{
  switch (item->kind) {
  case ITEM_LINE:
    put_line (out, item);
    break;
  case ITEM_FILL:
    put_fill (out, item);
    break;
  case ITEM_FRAME:
    put_frame (out, item);
    break;
  case ITEM_IMAGE:
    put_image (out, item);
    break;
  case ITEM_QR:
    put_qr (out, item);
    break;
  }
}

/* What is drawn below goes first: borders and grounds, as in the PDF. */
static bool
is_ground (const Item *item)
{
  return item->tag == 0 && (item->kind == ITEM_FILL || item->kind == ITEM_FRAME);
}

static void
put_page (GString *out, const Page *page, gsize number, gsize count)
{
  g_string_append_printf (out,
                          "<svg class=\"trang%s\" role=\"group\" aria-label=\"Trang %" G_GSIZE_FORMAT
                          " trong %" G_GSIZE_FORMAT "\"",
                          page->width > page->height ? " ngang" : "", number, count);
  put_number (out, " viewBox=\"0 0 ", (double)page->width, " ");
  put_number (out, "", (double)page->height, "\">\n");
  for (int pass = 0; pass < 2; pass++)
    for (gsize i = 0; i < page->item_count; i++)
      if (is_ground (&page->items[i]) == (pass == 0))
        put_item (out, &page->items[i]);
  g_string_append (out, "</svg>\n");
}

void
svg_pages (const Layout *layout, GString *out)
{
  for (gsize i = 0; i < layout->page_count; i++)
    put_page (out, &layout->pages[i], i + 1, layout->page_count);
}
