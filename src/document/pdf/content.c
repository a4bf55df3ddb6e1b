/* content.c - see content.h.
 *
 * Borders and rules go first, as one artifact; then the words, marked with the
 * tag they belong to.  Pens move in thousandths of an em, as viewers do, so that
 * rounding never adds up. */
#include "document/pdf/content.h"
#include <math.h>
#include <string.h>

#define KERN_LEAST 3 /* thousandths of an em: less is not worth a number inside a word */
#define NO_TAG G_MAXUINT

typedef struct {
  const ContentJob *job;
  const Page *page;
  PdfBuffer *out;
  guint tag; /* of the open marked content, NO_TAG: none open */
  bool in_text, in_array, in_string;
  int face;
  float size;
  float pen; /* width last set */
  long at;   /* viewer's pen on this line, thousandths of an em */
  Colour colour;
} Content;

/* ---- marked content ---- */

static void
close_string (Content *content)
{
  if (content->in_string)
    pdf_put_text (content->out, ")");
  content->in_string = false;
}

static void
close_array (Content *content)
{
  close_string (content);
  if (content->in_array)
    pdf_put_text (content->out, "]TJ\n");
  content->in_array = false;
}

static void
close_text (Content *content)
{
  close_array (content);
  if (content->in_text)
    pdf_put_text (content->out, "ET\n");
  content->in_text = false;
}

static void
close_mark (Content *content)
{
  close_text (content);
  if (content->tag != NO_TAG)
    pdf_put_text (content->out, "EMC\n");
  content->tag = NO_TAG;
}

static void
open_mark (Content *content, guint tag)
{
  if (content->tag == tag)
    return;
  close_mark (content);
  content->tag = tag;
  if (tag == 0) {
    pdf_put_text (content->out, "/Artifact BMC\n");
    return;
  }
  const ContentJob *job = content->job;
  guint mcid = job->owners->len;
  g_array_append_val (job->owners, tag);
  tags_add_content (job->tags, tag, job->page_object, mcid);
  char name[8];
  pdf_put_text (content->out, "/");
  pdf_put_text (content->out, tags_name (job->tags, tag, name));
  pdf_put_text (content->out, "<</MCID ");
  pdf_put_int (content->out, mcid);
  pdf_put_text (content->out, ">>BDC\n");
}

/* ---- words ---- */

static double
flip (const Content *content, double y)
{
  return (double)content->page->height - y;
}

static void
open_text (Content *content, const Item *item, double x)
{
  if (content->in_text)
    return;
  PdfBuffer *out = content->out;
  pdf_put_text (out, "BT 1 0 0 1 ");
  pdf_put_number (out, x);
  pdf_put_text (out, " ");
  pdf_put_number (out, flip (content, item->y));
  pdf_put_text (out, " Tm\n");
  content->in_text = true;
  content->at = 0;
}

static void
use_face (Content *content, int face, float size)
{
  if (content->face == face && content->size == size)
    return;
  close_array (content);
  pdf_put_text (content->out, "/F");
  pdf_put_int (content->out, face);
  pdf_put_text (content->out, " ");
  pdf_put_number (content->out, size);
  pdf_put_text (content->out, " Tf\n");
  content->face = face;
  content->size = size;
}

static void
move_to (Content *content, long target, long least)
{
  long gap = target - content->at;
  if (!content->in_array)
    pdf_put_text (content->out, "[");
  content->in_array = true;
  if (labs (gap) < least)
    return;
  close_string (content);
  pdf_put_int (content->out, -gap);
  content->at = target;
}

static void
put_code (Content *content, guint code)
{
  if (!content->in_string)
    pdf_put_text (content->out, "(");
  content->in_string = true;
  guint8 bytes[4];
  gsize count = 0;
  for (int i = 1; i >= 0; i--) {
    guint8 byte = (guint8)(code >> (8 * i));
    if (byte == '(' || byte == ')' || byte == '\\')
      bytes[count++] = '\\';
    if (byte == '\r') {
      bytes[count++] = '\\';
      byte = 'r';
    }
    bytes[count++] = byte;
  }
  pdf_put (content->out, bytes, count);
}

static void
put_glyphs (Content *content, const Word *word, double target)
{
  const Font *font = font_get ((FaceIndex)word->face);
  const guint16 *codes = content->job->fonts->fonts[word->face].codes;
  for (guint i = 0; i < word->glyph_count; i++) {
    double shift = word->offsets != NULL ? word->offsets[2 * i] * 1000 / font->units : 0;
    int rise = word->offsets != NULL ? word->offsets[2 * i + 1] : 0;
    if (rise != 0) {
      close_array (content);
      pdf_put_number (content->out, rise * (double)content->size / font->units);
      pdf_put_text (content->out, " Ts ");
    }
    move_to (content, lround (target + shift), i == 0 ? 1 : KERN_LEAST);
    put_code (content, codes[word->glyphs[i]]);
    content->at += font->widths[word->glyphs[i]];
    target += word->advances[i] * 1000 / font->units;
    if (rise != 0) {
      close_array (content);
      pdf_put_text (content->out, "0 Ts ");
    }
  }
}

/* A word whose glyphs do not tell its text says it beside them. */
static void
put_word (Content *content, const Word *word, double target)
{
  if (word->plain) {
    put_glyphs (content, word, target);
    return;
  }
  close_array (content);
  g_autofree char *text = g_strndup (word->text, word->length);
  pdf_put_text (content->out, "/Span<</ActualText");
  pdf_put_string (content->out, text);
  pdf_put_text (content->out, ">>BDC\n");
  put_glyphs (content, word, target);
  close_array (content);
  pdf_put_text (content->out, "EMC\n");
}

static void
add_link_area (const Content *content, const Item *item, const Piece *piece)
{
  GArray *links = content->job->links;
  const Font *font = font_get ((FaceIndex)piece->word->face);
  double size = (double)item->line->size, left = (double)item->x + (double)piece->x;
  double right = left + word_width (piece->word, size);
  double bottom = flip (content, (double)item->y + font->descent * size),
         top = flip (content, (double)item->y - font->ascent * size);
  LinkArea *last = links->len > 0 ? &g_array_index (links, LinkArea, links->len - 1) : NULL;
  if (last != NULL && last->tag == piece->tag && fabs (last->bottom - bottom) < 0.01) {
    last->right = right;
    return;
  }
  LinkArea area = { piece->tag, left, bottom, right, top };
  g_array_append_val (links, area);
}

static void
put_line (Content *content, const Item *item, const Layout *layout)
{
  const Line *line = item->line;
  double origin = 0;
  for (guint i = 0; i < line->count; i++) {
    const Piece *piece = &line->pieces[i];
    guint tag = item->artifact ? 0 : piece->tag;
    if (tag != content->tag || i == 0) {
      close_text (content);
      open_mark (content, tag);
      origin = (double)item->x + (double)piece->x;
      open_text (content, item, origin);
    }
    use_face (content, piece->word->face, line->size);
    put_word (content, piece->word,
              ((double)item->x + (double)piece->x - origin) * 1000 / (double)line->size);
    if (tag != 0 && layout->tags[tag].kind == TAG_LINK)
      add_link_area (content, item, piece);
  }
  close_text (content);
}

/* ---- fills, frames, pictures ---- */

static void
put_box (Content *content, const Item *item)
{
  PdfBuffer *out = content->out;
  pdf_put_number (out, item->x);
  pdf_put_text (out, " ");
  pdf_put_number (out, flip (content, (double)item->y + (double)item->height));
  pdf_put_text (out, " ");
  pdf_put_number (out, item->width);
  pdf_put_text (out, " ");
  pdf_put_number (out, item->height);
  pdf_put_text (out, " re\n");
}

static void
use_colour (Content *content, Colour colour)
{
  if (colour.red == content->colour.red && colour.green == content->colour.green
      && colour.blue == content->colour.blue)
    return;
  const float parts[3] = { colour.red, colour.green, colour.blue };
  for (int i = 0; i < 3; i++) {
    pdf_put_number (content->out, parts[i]);
    pdf_put_text (content->out, " ");
  }
  pdf_put_text (content->out, "rg\n");
  content->colour = colour;
}

static void
put_fill (Content *content, const Item *item)
{
  close_text (content);
  use_colour (content, item->colour);
  put_box (content, item);
  pdf_put_text (content->out, "f\n");
}

static void
put_frame (Content *content, const Item *item)
{
  if (content->pen != item->pen) {
    pdf_put_number (content->out, item->pen);
    pdf_put_text (content->out, " w\n");
    content->pen = item->pen;
  }
  put_box (content, item);
  pdf_put_text (content->out, "S\n");
}

static void
put_image (Content *content, const Item *item)
{
  PdfBuffer *out = content->out;
  close_text (content);
  pdf_put_text (out, "q ");
  pdf_put_number (out, item->width);
  pdf_put_text (out, " 0 0 ");
  pdf_put_number (out, item->height);
  pdf_put_text (out, " ");
  pdf_put_number (out, item->x);
  pdf_put_text (out, " ");
  pdf_put_number (out, flip (content, (double)item->y + (double)item->height));
  pdf_put_text (out, " cm/I");
  pdf_put_int (out, content->job->image (content->job->user, item->image));
  pdf_put_text (out, " Do Q\n");
}

/* Dark modules as runs along each row; drawn in units of modules. */
static void
put_qr (Content *content, const Item *item)
{
  PdfBuffer *out = content->out;
  const QrBlock *qr = item->qr;
  close_text (content);
  use_colour (content, (Colour){ 0, 0, 0 });
  for (guint row = 0; row < qr->size; row++)
    for (guint column = 0; column < qr->size;) {
      guint end = column;
      while (end < qr->size && qr->modules[row * qr->size + end])
        end++;
      if (end > column) {
        double module = (double)item->width / qr->size;
        Item run = { .x = item->x + (float)(column * module),
                     .y = item->y + (float)(row * module),
                     .width = (float)((end - column) * module),
                     .height = (float)module };
        put_box (content, &run);
      }
      column = MAX (end, column + 1);
    }
  pdf_put_text (out, "f\n");
}

static void
put_item (Content *content, const Item *item, const Layout *layout)
{
  static const Colour black = { 0, 0, 0 };
  if (item->kind == ITEM_LINE) {
    use_colour (content, black);
    put_line (content, item, layout);
    return;
  }
  open_mark (content, item->tag);
  if (item->kind == ITEM_FILL)
    put_fill (content, item);
  else if (item->kind == ITEM_FRAME)
    put_frame (content, item);
  else if (item->kind == ITEM_IMAGE)
    put_image (content, item);
  else
    put_qr (content, item);
}

static bool
is_furniture (const Item *item)
{
  return item->tag == 0 && (item->kind == ITEM_FILL || item->kind == ITEM_FRAME);
}

void
content_write (const ContentJob *job, const Layout *layout, const Page *page, const Item *footer,
               PdfBuffer *out)
{
  Content content = { .job = job, .page = page, .out = out, .tag = NO_TAG, .face = -1, .pen = 1 };
  for (gsize i = 0; i < page->item_count; i++)
    if (is_furniture (&page->items[i]))
      put_item (&content, &page->items[i], layout);
  for (gsize i = 0; i < page->item_count; i++)
    if (!is_furniture (&page->items[i]))
      put_item (&content, &page->items[i], layout);
  if (footer != NULL)
    put_item (&content, footer, layout);
  close_mark (&content);
}
