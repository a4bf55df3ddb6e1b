/* box.c - see box.h. */
#include "document/layout/box.h"
#include "document/layout/chart_items.h"
#include <string.h>

#define RULE_PEN 0.75       /* points, rules under organ, motto, subject */
#define RULE_DISTANCE 3.0   /* below the descenders */
#define LONE_RULE_SPACE 4.0 /* above and below a rule of its own */

guint
setter_add_tag (Setter *setter, TagKind kind, guint parent)
{
  Layout *layout = setter->layout;
  ARENA_PUSH (layout->arena, layout->tags, layout->tag_count)
      = (Tag){ .kind = kind, .parent = parent, .col_span = 1, .row_span = 1 };
  return (guint)(layout->tag_count - 1);
}

static guint
add_text_tag (Setter *setter, TagKind kind, guint parent, const char *text)
{
  guint tag = setter_add_tag (setter, kind, parent);
  setter->layout->tags[tag].text = text;
  return tag;
}

static guint
add_link_tag (void *user, guint parent, const char *target)
{
  return add_text_tag (user, TAG_LINK, parent, target);
}

double
boxes_height (const Box *boxes, gsize count)
{
  double height = 0;
  for (gsize i = 0; i < count; i++)
    height += boxes[i].before + boxes[i].height + boxes[i].after;
  return height;
}

/* ---- paragraphs ---- */

/* Opens what lists the item needs and sets the tags of its marker and text. */
static void
open_list_item (Setter *setter, const Paragraph *paragraph, guint parent, guint *ret_label, guint *ret_body)
{
  guint level = MIN (paragraph->level, LIST_DEPTH - 1);
  if (setter->list.depth == 0 || setter->list.list_id != paragraph->list_id)
    setter->list.depth = 0;
  setter->list.list_id = paragraph->list_id;
  setter->list.depth = MIN (setter->list.depth, level + 1);
  while (setter->list.depth <= level) {
    guint depth = setter->list.depth++;
    guint outer = depth > 0 && setter->list.bodies[depth - 1] != 0 ? setter->list.bodies[depth - 1] : parent;
    setter->list.lists[depth] = setter_add_tag (setter, TAG_LIST, outer);
    setter->list.bodies[depth] = 0;
  }
  guint item = setter_add_tag (setter, TAG_ITEM, setter->list.lists[level]);
  *ret_label = setter_add_tag (setter, TAG_LABEL, item);
  *ret_body = setter->list.bodies[level] = setter_add_tag (setter, TAG_BODY, item);
}

static guint
paragraph_tag (Setter *setter, const Paragraph *paragraph, guint parent, guint *ret_label)
{
  guint tag = 0;
  if (paragraph->list != LIST_NONE) {
    open_list_item (setter, paragraph, parent, ret_label, &tag);
    return tag;
  }
  setter->list.depth = 0;
  tag = setter_add_tag (setter, paragraph->outline > 0 ? TAG_HEADING : TAG_PARAGRAPH, parent);
  setter->layout->tags[tag].level = (guint)CLAMP (paragraph->outline, 1, 6);
  return tag;
}

static double
paragraph_size (const Setter *setter, ParagraphStyle style)
{
  bool in_table = style >= STYLE_TABLE_HEAD && style <= STYLE_TABLE_RIGHT;
  return in_table && setter->font_size > 0 ? setter->font_size : style_table[style].size;
}

static void
add_rule_below (Box *box, double width, const SetLine *lines, gsize count, double fraction)
{
  const SetLine *widest = &lines[0];
  for (gsize i = 1; i < count; i++)
    if (lines[i].width > widest->width)
      widest = &lines[i];
  box->width = widest->width * fraction;
  box->x = widest->left + (widest->width - box->width) / 2;
  box->rule_y = box->height + RULE_DISTANCE;
  box->height += RULE_DISTANCE + RULE_PEN;
}

static void
add_lines (Setter *setter, const LineJob *job, GArray *out)
{
  const Paragraph *paragraph = job->paragraph;
  const StyleSpec *style = &style_table[paragraph->style];
  gsize count = 0;
  SetLine *lines = line_break (job, &count);
  for (gsize i = 0; i < count; i++) {
    Box box = { .kind = BOX_LINE,
                .tag = job->tag,
                .height = lines[i].height,
                .baseline = lines[i].baseline,
                .line = lines[i].line };
    box.glue = count > 1 && (i == 0 || i + 2 == count); /* neither orphan nor widow */
    if (i == 0) {
      box.before = style->before + paragraph->space_before * MM;
      box.opens = paragraph;
    }
    if (i + 1 == count) {
      box.glue = style->keep_with_next || paragraph->keep_with_next;
      box.after = style->after + paragraph->space_after * MM;
      if (paragraph->rule_below > 0)
        add_rule_below (&box, job->width, lines, count, paragraph->rule_below);
    }
    g_array_append_val (out, box);
  }
}

static void
add_paragraph (Setter *setter, const Paragraph *paragraph, double width, guint parent, GArray *out)
{
  guint label = 0, tag = paragraph_tag (setter, paragraph, parent, &label);
  LineJob job = { .arena = setter->layout->arena,
                  .shaper = setter->shaper,
                  .width = width,
                  .size = paragraph_size (setter, paragraph->style),
                  .paragraph = paragraph,
                  .tag = tag,
                  .label_tag = label,
                  .link_tag = add_link_tag,
                  .user = setter };
  add_lines (setter, &job, out);
}

/* ---- table of contents ---- */

static void
add_contents_entry (Setter *setter, const ContentsEntry *entry, gsize index, double width, guint parent,
                    GArray *out)
{
  guint item = setter_add_tag (setter, TAG_TOC_ITEM, parent);
  guint link = add_text_tag (setter, TAG_LINK, item, entry->target);
  Run run = { .kind = RUN_TEXT, .text = entry->title };
  Paragraph paragraph
      = { .style = entry->level <= 1 ? STYLE_TOC_1 : STYLE_TOC_2, .runs = &run, .run_count = 1 };
  LineJob job = { .arena = setter->layout->arena,
                  .shaper = setter->shaper,
                  .width = width,
                  .size = style_table[paragraph.style].size,
                  .paragraph = &paragraph,
                  .tag = link,
                  .contents = true };
  add_lines (setter, &job, out);
  for (guint i = out->len; i-- > 0 && g_array_index (out, Box, i).tag == link;)
    g_array_index (out, Box, i).opens = NULL; /* no real paragraph */
  Box *last = &g_array_index (out, Box, out->len - 1);
  PendingNumber pending = { .line = (Line *)last->line, .width = width, .entry = index, .tag = link };
  g_array_append_val (setter->pending, pending);
}

static void
add_contents (Setter *setter, double width, guint parent, GArray *out)
{
  guint tag = setter_add_tag (setter, TAG_TOC, parent);
  const Layout *layout = setter->layout;
  for (gsize i = 0; setter->contents != NULL && i < setter->contents_count; i++)
    add_contents_entry (setter, &setter->contents[i], i, width, tag, out);
  for (gsize i = 0; setter->contents == NULL && i < layout->outline_count; i++) {
    const Place *place = &layout->outline[i];
    if (place->level > 2)
      continue;
    ContentsEntry entry = { .title = place->title, .level = place->level };
    entry.target = arena_concat (layout->arena, "#", place->name, NULL);
    add_contents_entry (setter, &entry, i, width, tag, out);
  }
}

/* ---- pictures ---- */

static double
aligned (Align align, double room)
{
  return align == ALIGN_CENTRE ? room / 2 : align == ALIGN_RIGHT ? room : 0;
}

static void
add_image (Setter *setter, const ImageBlock *image, double width, guint parent, GArray *out)
{
  const StyleSpec *style = &style_table[image->style];
  double scale = MIN (1, MIN (width / (image->width * MM), setter->page_height / (image->height * MM)));
  Box box = { .kind = BOX_IMAGE, .before = style->before, .after = style->after, .image = image };
  box.width = image->width * MM * scale;
  box.height = image->height * MM * scale;
  box.x = aligned (style->align, width - box.width);
  box.tag = add_text_tag (setter, TAG_FIGURE, parent, image->alt);
  g_array_append_val (out, box);
}

static void
add_qr (Setter *setter, const QrBlock *qr, double width, guint parent, GArray *out)
{
  Box box = { .kind = BOX_QR, .qr = qr };
  box.width = box.height = MIN (qr->width * MM, width);
  box.x = (width - box.width) / 2;
  box.tag = add_text_tag (setter, TAG_FIGURE, parent, qr->alt);
  box.glue = qr->text != NULL;
  g_array_append_val (out, box);
  if (qr->text == NULL || qr->text[0] == '\0')
    return;
  Run *run = arena_new0 (setter->scratch, Run);
  run->text = qr->text;
  Paragraph *paragraph = arena_new0 (setter->scratch, Paragraph);
  *paragraph = (Paragraph){ .style = STYLE_CAPTION, .runs = run, .run_count = 1 };
  add_paragraph (setter, paragraph, width, parent, out);
}

static void
add_chart (Setter *setter, const ChartBlock *chart, double width, guint parent, GArray *out)
{
  Box box = {
    .kind = BOX_CHART, .before = 4, .after = 6, .width = chart->width * MM, .height = chart->height * MM
  };
  box.x = (width - box.width) / 2;
  box.tag = add_text_tag (setter, TAG_FIGURE, parent, chart->alt);
  Page *canvas = arena_new0 (setter->scratch, Page);
  chart_set (chart, setter->scratch, setter->layout->arena, setter->shaper, box.tag, canvas);
  box.chart = canvas;
  g_array_append_val (out, box);
}

/* ---- tables among other blocks ---- */

/* A signature block takes the end of the text before it along, so that it never stands alone. */
static void
glue_to_text_before (GArray *out)
{
  for (guint i = out->len; i-- > 0;) {
    Box *box = &g_array_index (out, Box, i);
    if (box->kind == BOX_BREAK || box->kind == BOX_STRETCH)
      return;
    box->glue = true;
    if (box->kind != BOX_SPACE)
      return;
  }
}

static void
add_table (Setter *setter, const TableBlock *block, double width, guint parent, GArray *out)
{
  Box box = { .kind = BOX_TABLE, .table = setter_table (setter, block, width, parent) };
  box.height = box.table->height;
  if (block->keep_together)
    glue_to_text_before (out);
  if (block->kind == TABLE_DATA)
    box.after = 6;
  g_array_append_val (out, box);
}

static void
add_plain (BoxKind kind, double height, GArray *out)
{
  Box box = { .kind = kind, .height = height };
  g_array_append_val (out, box);
}

static void
add_rule (double length, double width, GArray *out)
{
  Box box = { .kind = BOX_RULE, .before = LONE_RULE_SPACE, .after = LONE_RULE_SPACE, .height = RULE_PEN };
  box.width = MIN (length, width);
  box.x = (width - box.width) / 2;
  g_array_append_val (out, box);
}

void
setter_add_blocks (Setter *setter, const Block *blocks, gsize count, double width, guint parent, GArray *out)
{
  setter->list.depth = 0;
  for (gsize i = 0; i < count; i++) {
    const Block *block = &blocks[i];
    if (block->kind != BLOCK_PARAGRAPH)
      setter->list.depth = 0;
    switch (block->kind) {
    case BLOCK_PARAGRAPH:
      add_paragraph (setter, &block->paragraph, width, parent, out);
      break;
    case BLOCK_TABLE:
      add_table (setter, &block->table, width, parent, out);
      break;
    case BLOCK_IMAGE:
      add_image (setter, &block->image, width, parent, out);
      break;
    case BLOCK_CHART:
      add_chart (setter, &block->chart, width, parent, out);
      break;
    case BLOCK_QR:
      add_qr (setter, &block->qr, width, parent, out);
      break;
    case BLOCK_PAGE_BREAK:
      add_plain (BOX_BREAK, 0, out);
      break;
    case BLOCK_TOC:
      add_contents (setter, width, parent, out);
      break;
    case BLOCK_RULE:
      add_rule (block->rule.width * MM, width, out);
      break;
    case BLOCK_SPACE:
      add_plain (block->space.stretch ? BOX_STRETCH : BOX_SPACE,
                 block->space.stretch ? 0 : block->space.height * MM, out);
      break;
    }
  }
}
