/* tags.c - see tags.h.
 *
 * What a tag holds is kept in the order of writing where text and links mix
 * (a paragraph), and in the order of the tags where they are containers (a
 * table's rows), because cells that span rows are drawn late. */
#include "document/pdf/tags.h"
#include <string.h>

typedef enum { KID_CONTENT, KID_TAG, KID_ANNOTATION } KidKind;

typedef struct Kid {
  struct Kid *next;
  KidKind kind;
  guint value; /* mcid, tag, annotation object */
  guint page_object;
} Kid;

typedef struct {
  Kid *first, *last;
  bool attached; /* stands in its parent's list */
  bool wanted;   /* is written */
  bool linked;   /* has an annotation */
  guint object;
} Node;

struct TagWriter {
  const Layout *layout;
  Arena *arena;
  Node *nodes;
};

TagWriter *
tags_new (const Layout *layout)
{
  TagWriter *tags = g_new0 (TagWriter, 1);
  tags->layout = layout;
  tags->arena = arena_new (G_MAXSIZE / 2);
  tags->nodes = arena_array (tags->arena, Node, layout->tag_count);
  return tags;
}

void
tags_free (TagWriter *tags)
{
  if (tags == NULL)
    return;
  arena_free (tags->arena);
  g_free (tags);
}

const char *
tags_name (const TagWriter *tags, guint index, char ret_name[8])
{
  static const char *const names[] = {
    [TAG_NONE] = "Artifact", [TAG_DOCUMENT] = "Document",
    [TAG_SECTION] = "Sect",  [TAG_PARAGRAPH] = "P",
    [TAG_LIST] = "L",        [TAG_ITEM] = "LI",
    [TAG_LABEL] = "Lbl",     [TAG_BODY] = "LBody",
    [TAG_TABLE] = "Table",   [TAG_ROW] = "TR",
    [TAG_HEAD_CELL] = "TH",  [TAG_CELL] = "TD",
    [TAG_FIGURE] = "Figure", [TAG_LINK] = "Link",
    [TAG_TOC] = "TOC",       [TAG_TOC_ITEM] = "TOCI",
  };
  const Tag *tag = &tags->layout->tags[index];
  if (tag->kind == TAG_HEADING)
    g_snprintf (ret_name, 8, "H%u", tag->level);
  else if (tag->kind == TAG_LINK && !tags->nodes[index].linked)
    g_strlcpy (ret_name, "Span", 8); /* a link that leads nowhere in this file */
  else
    g_strlcpy (ret_name, names[tag->kind], 8);
  return ret_name;
}

static bool
is_container (TagKind kind)
{
  return kind == TAG_DOCUMENT || kind == TAG_SECTION || kind == TAG_LIST || kind == TAG_ITEM
         || kind == TAG_TABLE || kind == TAG_ROW || kind == TAG_TOC;
}

static Kid *
add_kid (TagWriter *tags, guint tag, KidKind kind, guint value)
{
  Node *node = &tags->nodes[tag];
  Kid *kid = arena_new0 (tags->arena, Kid);
  kid->kind = kind;
  kid->value = value;
  if (node->last != NULL)
    node->last->next = kid;
  else
    node->first = kid;
  node->last = kid;
  return kid;
}

/* Puts the tag, and those it stands in, in their parents' lists. */
static void
attach (TagWriter *tags, guint tag)
{
  while (tag > 1 && !tags->nodes[tag].attached) {
    guint parent = tags->layout->tags[tag].parent;
    if (is_container (tags->layout->tags[parent].kind))
      return;
    tags->nodes[tag].attached = true;
    add_kid (tags, parent, KID_TAG, tag);
    tag = parent;
  }
}

void
tags_add_content (TagWriter *tags, guint tag, guint page_object, guint mcid)
{
  attach (tags, tag);
  Kid *kid = add_kid (tags, tag, KID_CONTENT, mcid);
  kid->page_object = page_object;
  tags->nodes[tag].wanted = true;
}

void
tags_add_annotation (TagWriter *tags, guint tag, guint page_object, guint annotation)
{
  Kid *kid = add_kid (tags, tag, KID_ANNOTATION, annotation);
  kid->page_object = page_object;
  tags->nodes[tag].linked = true;
}

/* ---- writing ---- */

/* Rows and cells are written even when empty (a table must stay regular), other tags only with content. */
static void
choose_tags (TagWriter *tags, PdfFile *file)
{
  for (gsize i = tags->layout->tag_count; i-- > 1;) {
    const Tag *tag = &tags->layout->tags[i];
    Node *node = &tags->nodes[i];
    node->wanted = node->wanted || i == 1 || tag->kind == TAG_ROW || tag->kind == TAG_CELL
                   || tag->kind == TAG_HEAD_CELL;
    if (node->wanted && i > 1)
      tags->nodes[tag->parent].wanted = true;
  }
  for (gsize i = 1; i < tags->layout->tag_count; i++) {
    if (!tags->nodes[i].wanted)
      continue;
    tags->nodes[i].object = pdf_file_reserve (file, 1);
    if (i > 1 && !tags->nodes[i].attached)
      add_kid (tags, tags->layout->tags[i].parent, KID_TAG, (guint)i);
  }
}

static void
put_kid (const TagWriter *tags, PdfBuffer *out, const Kid *kid, guint page_object)
{
  switch (kid->kind) {
  case KID_TAG:
    pdf_put_ref (out, tags->nodes[kid->value].object);
    return;
  case KID_ANNOTATION:
    pdf_put_text (out, "<</Type/OBJR/Obj");
    pdf_put_ref (out, kid->value);
    pdf_put_text (out, "/Pg");
    pdf_put_ref (out, kid->page_object);
    pdf_put_text (out, ">>");
    return;
  case KID_CONTENT:
    if (kid->page_object == page_object) {
      pdf_put_text (out, " ");
      pdf_put_int (out, kid->value);
      return;
    }
    pdf_put_text (out, "<</Type/MCR/Pg");
    pdf_put_ref (out, kid->page_object);
    pdf_put_text (out, "/MCID ");
    pdf_put_int (out, kid->value);
    pdf_put_text (out, ">>");
    return;
  }
}

static void
put_kids (const TagWriter *tags, PdfBuffer *out, const Node *node)
{
  guint page = 0;
  for (const Kid *kid = node->first; kid != NULL && page == 0; kid = kid->next)
    page = kid->kind == KID_CONTENT ? kid->page_object : 0;
  if (page != 0) {
    pdf_put_text (out, "/Pg");
    pdf_put_ref (out, page);
  }
  pdf_put_text (out, "/K[");
  for (const Kid *kid = node->first; kid != NULL; kid = kid->next)
    put_kid (tags, out, kid, page);
  pdf_put_text (out, "]");
}

static void
put_cell (PdfBuffer *out, const Tag *tag)
{
  bool head = tag->kind == TAG_HEAD_CELL;
  if (!head && tag->col_span <= 1 && tag->row_span <= 1)
    return;
  pdf_put_text (out, "/A<</O/Table");
  if (head)
    pdf_put_text (out, tag->row_heading ? "/Scope/Row" : "/Scope/Column");
  if (tag->col_span > 1) {
    pdf_put_text (out, "/ColSpan ");
    pdf_put_int (out, tag->col_span);
  }
  if (tag->row_span > 1) {
    pdf_put_text (out, "/RowSpan ");
    pdf_put_int (out, tag->row_span);
  }
  pdf_put_text (out, ">>");
}

static void
put_attributes (PdfBuffer *out, const Tag *tag)
{
  if (tag->kind == TAG_HEAD_CELL || tag->kind == TAG_CELL)
    put_cell (out, tag);
  if (tag->kind == TAG_FIGURE) {
    pdf_put_text (out, "/Alt");
    pdf_put_string (out, tag->text != NULL ? tag->text : "");
  }
  if (tag->kind == TAG_TABLE && tag->text != NULL) {
    pdf_put_text (out, "/A<</O/Table/Summary");
    pdf_put_string (out, tag->text);
    pdf_put_text (out, ">>");
  }
}

guint
tags_write (TagWriter *tags, PdfFile *file, guint parent, const char *top_name)
{
  choose_tags (tags, file);
  for (gsize i = 1; i < tags->layout->tag_count; i++) {
    const Node *node = &tags->nodes[i];
    const Tag *tag = &tags->layout->tags[i];
    if (!node->wanted)
      continue;
    char name[8];
    PdfBuffer *out = pdf_file_object (file, node->object);
    pdf_put_text (out, "<</S/");
    pdf_put_text (out, i == 1 ? top_name : tags_name (tags, (guint)i, name));
    pdf_put_text (out, "/P");
    pdf_put_ref (out, i == 1 ? parent : tags->nodes[tag->parent].object);
    put_attributes (out, tag);
    put_kids (tags, out, node);
    pdf_put_text (out, ">>");
  }
  return tags->nodes[1].object;
}

guint
tags_object (const TagWriter *tags, guint tag)
{
  return tags->nodes[tag].object;
}
