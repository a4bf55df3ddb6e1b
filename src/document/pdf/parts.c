/* parts.c - see parts.h: pages, links, bookmarks, catalogue. */
#include "document/pdf/parts.h"
#include "base/asset.h"
#include "document/layout/line.h"
#include "document/pdf/content.h"
#include "document/pdf/image.h"
#include <string.h>

#define FOOTER_SIZE 9.0
#define FOOTER_FROM_BOTTOM (9.0 * MM)
#define PROFILE "icc/srgb.icc"

typedef struct {
  const Layout *layout;
  const char *title;
  TagWriter *tags;
  GHashTable *names; /* name -> const Place *: anchors and headings */
  guint first_page;  /* index among the file's pages */
} Part;

typedef struct {
  guint object, key; /* key in the parent tree */
  const Part *part;
  guint tag;
} Annotation;

typedef struct {
  PdfFile *file;
  PdfFonts fonts;
  Arena *arena;
  Shaper *shaper; /* of footers */
  Part *parts;
  gsize part_count;
  guint page_count, pages_object, first_page_object, resources_object;
  Item *footers;     /* by page, or NULL */
  GPtrArray *images; /* of const ImageBlock */
  guint first_image_object;
  GArray *annotations; /* of Annotation */
  GArray **owners;     /* by page: tag of each marked content */
} Writer;

static void
writer_clear (Writer *writer)
{
  for (gsize i = 0; i < writer->part_count; i++) {
    tags_free (writer->parts[i].tags);
    g_hash_table_destroy (writer->parts[i].names);
  }
  for (guint i = 0; i < writer->page_count; i++)
    if (writer->owners[i] != NULL)
      g_array_free (writer->owners[i], TRUE);
  pdf_fonts_clear (&writer->fonts);
  pdf_file_free (writer->file);
  shaper_free (writer->shaper);
  g_ptr_array_free (writer->images, TRUE);
  g_array_free (writer->annotations, TRUE);
  arena_free (writer->arena);
}

static GHashTable *
place_names (const Layout *layout)
{
  GHashTable *names = g_hash_table_new (g_str_hash, g_str_equal);
  for (gsize i = 0; i < layout->outline_count; i++)
    g_hash_table_insert (names, (gpointer)layout->outline[i].name, &layout->outline[i]);
  for (gsize i = 0; i < layout->anchor_count; i++)
    g_hash_table_insert (names, (gpointer)layout->anchors[i].name, &layout->anchors[i]);
  return names;
}

static void
writer_init (Writer *writer, const PdfSource *sources, gsize count)
{
  *writer = (Writer){ .part_count = count };
  writer->file = pdf_file_new ();
  writer->arena = arena_new (G_MAXSIZE / 2);
  writer->shaper = shaper_new (writer->arena);
  writer->images = g_ptr_array_new ();
  writer->annotations = g_array_new (FALSE, FALSE, sizeof (Annotation));
  writer->parts = arena_array (writer->arena, Part, count);
  for (gsize i = 0; i < count; i++) {
    const Layout *layout = sources[i].layout;
    writer->parts[i] = (Part){ .layout = layout,
                               .title = sources[i].title,
                               .first_page = writer->page_count,
                               .tags = tags_new (layout),
                               .names = place_names (layout) };
    writer->page_count += layout_page_count (layout);
  }
  writer->owners = arena_array (writer->arena, GArray *, writer->page_count);
  writer->pages_object = pdf_file_reserve (writer->file, 2);
  writer->resources_object = writer->pages_object + 1;
  writer->first_page_object = pdf_file_reserve (writer->file, writer->page_count);
}

/* ---- footers ---- */

static void
make_footers (Writer *writer)
{
  writer->footers = arena_array (writer->arena, Item, writer->page_count);
  guint index = 0;
  for (gsize i = 0; i < writer->part_count; i++)
    for (gsize p = 0; p < writer->parts[i].layout->page_count; p++, index++) {
      const Page *page = &writer->parts[i].layout->pages[p];
      char text[64];
      g_snprintf (text, sizeof text, "Trang hồ sơ %u/%u", index + 1, writer->page_count);
      double width = 0;
      Line *line = line_of_text (writer->arena, writer->shaper, FACE_REGULAR, FOOTER_SIZE, text, 0, &width);
      writer->footers[index] = (Item){ .kind = ITEM_LINE, .line = line };
      writer->footers[index].x = (float)((double)page->width - MARGIN_RIGHT * MM - width);
      writer->footers[index].y = (float)((double)page->height - FOOTER_FROM_BOTTOM);
      pdf_fonts_use_line (&writer->fonts, line);
    }
}

/* ---- pictures ---- */

static guint
image_index (void *user, const ImageBlock *image)
{
  Writer *writer = user;
  for (guint i = 0; i < writer->images->len; i++) {
    const ImageBlock *known = g_ptr_array_index (writer->images, i);
    if (known->data == image->data && known->size == image->size)
      return i;
  }
  g_ptr_array_add (writer->images, (gpointer)image);
  return writer->images->len - 1;
}

static bool
write_resources (Writer *writer, GError **error)
{
  PdfFile *file = writer->file;
  guint first = pdf_file_reserve (file, writer->images->len);
  PdfBuffer *out = pdf_file_object (file, writer->resources_object);
  pdf_put_text (out, "<</Font<<");
  for (int face = 0; face < FACE_COUNT; face++) {
    if (writer->fonts.fonts[face].object == 0)
      continue;
    pdf_put_text (out, "/F");
    pdf_put_int (out, face);
    pdf_put_ref (out, writer->fonts.fonts[face].object);
  }
  pdf_put_text (out, ">>/XObject<<");
  for (guint i = 0; i < writer->images->len; i++) {
    pdf_put_text (out, "/I");
    pdf_put_int (out, i);
    pdf_put_ref (out, first + i);
  }
  pdf_put_text (out, ">>>>");
  for (guint i = 0; i < writer->images->len; i++)
    if (!pdf_image_write (file, first + i, g_ptr_array_index (writer->images, i), error))
      return false;
  return true;
}

/* ---- links ---- */

typedef struct {
  guint page; /* index among the file's pages */
  double top; /* PDF coordinate */
} Target;

static Target
target_of (const Part *part, const Place *place)
{
  double height = (double)part->layout->pages[place->page].height;
  return (Target){ part->first_page + place->page, height - (double)place->y };
}

/* Where "#name" leads: in the part itself first, then in the others. */
static bool
find_target (const Writer *writer, const Part *part, const char *name, Target *ret)
{
  if (g_str_has_prefix (name, PART_LINK)) {
    guint64 index = g_ascii_strtoull (name + strlen (PART_LINK), NULL, 10);
    if (index >= writer->part_count)
      return false;
    const Part *other = &writer->parts[index];
    *ret = (Target){ other->first_page, (double)other->layout->pages[0].height };
    return true;
  }
  const Place *place = g_hash_table_lookup (part->names, name);
  for (gsize i = 0; place == NULL && i < writer->part_count; i++) {
    part = &writer->parts[i];
    place = g_hash_table_lookup (part->names, name);
  }
  if (place == NULL)
    return false;
  *ret = target_of (part, place);
  return true;
}

static void
put_target (const Writer *writer, PdfBuffer *out, Target target)
{
  pdf_put_text (out, "[");
  pdf_put_ref (out, writer->first_page_object + target.page);
  pdf_put_text (out, "/XYZ null ");
  pdf_put_number (out, target.top);
  pdf_put_text (out, " null]");
}

static bool
is_address (const char *link)
{
  return g_str_has_prefix (link, "https://") || g_str_has_prefix (link, "http://")
         || g_str_has_prefix (link, "mailto:");
}

/* A literal string of ASCII; other bytes of an address are percent-encoded. */
static void
put_address (PdfBuffer *out, const char *address)
{
  pdf_put_text (out, "(");
  for (const char *p = address; *p != '\0'; p++) {
    guint8 byte = (guint8)*p;
    char text[4] = { *p, '\0' };
    if (byte <= ' ' || byte >= 0x7F || byte == '(' || byte == ')' || byte == '\\')
      g_snprintf (text, sizeof text, "%%%02X", byte);
    pdf_put_text (out, text);
  }
  pdf_put_text (out, ")");
}

/* Writes the annotation of a link; its object, or 0 if it leads nowhere. */
static guint
write_link (Writer *writer, const Part *part, const LinkArea *area, guint page_object)
{
  const char *link = part->layout->tags[area->tag].text;
  Target target = { 0 };
  bool inside = link[0] == '#' && find_target (writer, part, link + 1, &target);
  if (!inside && !is_address (link))
    return 0;
  Annotation annotation = { .object = pdf_file_reserve (writer->file, 1), .part = part, .tag = area->tag };
  annotation.key = writer->page_count + writer->annotations->len;
  g_array_append_val (writer->annotations, annotation);
  PdfBuffer *out = pdf_file_object (writer->file, annotation.object);
  pdf_put_text (out, "<</Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Rect[");
  const double sides[4] = { area->left, area->bottom, area->right, area->top };
  for (int i = 0; i < 4; i++) {
    pdf_put_number (out, sides[i]);
    pdf_put_text (out, " ");
  }
  pdf_put_text (out, "]/StructParent ");
  pdf_put_int (out, annotation.key);
  if (inside) {
    pdf_put_text (out, "/Dest");
    put_target (writer, out, target);
  } else {
    pdf_put_text (out, "/Contents");
    pdf_put_string (out, link);
    pdf_put_text (out, "/A<</S/URI/URI");
    put_address (out, link);
    pdf_put_text (out, ">>");
  }
  pdf_put_text (out, ">>");
  tags_add_annotation (part->tags, area->tag, page_object, annotation.object);
  return annotation.object;
}

/* ---- pages ---- */

static bool
write_page (Writer *writer, const Part *part, gsize page_index, PdfBuffer *content, GError **error)
{
  PdfFile *file = writer->file;
  guint index = part->first_page + (guint)page_index, page_object = writer->first_page_object + index;
  const Page *page = &part->layout->pages[page_index];
  g_autoptr (GArray) links = g_array_new (FALSE, FALSE, sizeof (LinkArea));
  writer->owners[index] = g_array_new (FALSE, FALSE, sizeof (guint));
  ContentJob job = { .fonts = &writer->fonts,
                     .tags = part->tags,
                     .page_object = page_object,
                     .image = image_index,
                     .user = writer,
                     .links = links,
                     .owners = writer->owners[index] };
  content->size = 0;
  content_write (&job, part->layout, page, writer->footers != NULL ? &writer->footers[index] : NULL, content);
  guint content_object = pdf_file_reserve (file, 1);
  if (!pdf_file_stream (file, content_object, "", content->data, content->size, PDF_STREAM_DEFLATE, error))
    return false;
  PdfBuffer annotations = { 0 };
  for (guint i = 0; i < links->len; i++) {
    guint object = write_link (writer, part, &g_array_index (links, LinkArea, i), page_object);
    if (object != 0)
      pdf_put_ref (&annotations, object);
  }
  PdfBuffer *out = pdf_file_object (file, page_object);
  pdf_put_text (out, "<</Type/Page/Parent");
  pdf_put_ref (out, writer->pages_object);
  pdf_put_text (out, "/MediaBox[0 0 ");
  pdf_put_number (out, page->width);
  pdf_put_text (out, " ");
  pdf_put_number (out, page->height);
  pdf_put_text (out, "]/Tabs/S/StructParents ");
  pdf_put_int (out, index);
  pdf_put_text (out, "/Resources");
  pdf_put_ref (out, writer->resources_object);
  pdf_put_text (out, "/Contents");
  pdf_put_ref (out, content_object);
  if (annotations.size > 0) {
    pdf_put_text (out, "/Annots[");
    pdf_put (out, annotations.data, annotations.size);
    pdf_put_text (out, "]");
  }
  pdf_put_text (out, ">>");
  pdf_buffer_clear (&annotations);
  return true;
}

static bool
write_pages (Writer *writer, GError **error)
{
  PdfBuffer content = { 0 };
  bool good = true;
  for (gsize i = 0; good && i < writer->part_count; i++)
    for (gsize p = 0; good && p < writer->parts[i].layout->page_count; p++)
      good = write_page (writer, &writer->parts[i], p, &content, error);
  pdf_buffer_clear (&content);
  PdfBuffer *out = pdf_file_object (writer->file, writer->pages_object);
  pdf_put_text (out, "<</Type/Pages/Count ");
  pdf_put_int (out, writer->page_count);
  pdf_put_text (out, "/Kids[");
  for (guint i = 0; i < writer->page_count; i++)
    pdf_put_ref (out, writer->first_page_object + i);
  pdf_put_text (out, "]>>");
  return good;
}

/* ---- structure ---- */

static void
put_parent_tree (const Writer *writer, PdfBuffer *out)
{
  pdf_put_text (out, "<</Nums[");
  for (gsize i = 0; i < writer->part_count; i++) {
    const Part *part = &writer->parts[i];
    for (guint p = 0; p < part->layout->page_count; p++) {
      const GArray *owners = writer->owners[part->first_page + p];
      pdf_put_int (out, part->first_page + p);
      pdf_put_text (out, "[");
      for (guint k = 0; k < owners->len; k++)
        pdf_put_ref (out, tags_object (part->tags, g_array_index (owners, guint, k)));
      pdf_put_text (out, "]");
    }
  }
  for (guint i = 0; i < writer->annotations->len; i++) {
    const Annotation *annotation = &g_array_index (writer->annotations, Annotation, i);
    pdf_put_text (out, " ");
    pdf_put_int (out, annotation->key);
    pdf_put_ref (out, tags_object (annotation->part->tags, annotation->tag));
  }
  pdf_put_text (out, "]>>");
}

static guint
write_structure (Writer *writer)
{
  PdfFile *file = writer->file;
  guint root = pdf_file_reserve (file, 3), top = root + 2;
  bool joined = writer->part_count > 1;
  guint *elements = arena_array (writer->arena, guint, writer->part_count);
  for (gsize i = 0; i < writer->part_count; i++)
    elements[i] = tags_write (writer->parts[i].tags, file, joined ? top : root, joined ? "Part" : "Document");
  if (joined) {
    PdfBuffer *out = pdf_file_object (file, top);
    pdf_put_text (out, "<</S/Document/P");
    pdf_put_ref (out, root);
    pdf_put_text (out, "/K[");
    for (gsize i = 0; i < writer->part_count; i++)
      pdf_put_ref (out, elements[i]);
    pdf_put_text (out, "]>>");
  }
  PdfBuffer *out = pdf_file_object (file, root);
  pdf_put_text (out, "<</Type/StructTreeRoot/K");
  pdf_put_ref (out, joined ? top : elements[0]);
  pdf_put_text (out, "/ParentTree");
  pdf_put_ref (out, root + 1);
  pdf_put_text (out, "/ParentTreeNextKey ");
  pdf_put_int (out, writer->page_count + writer->annotations->len);
  pdf_put_text (out, ">>");
  put_parent_tree (writer, pdf_file_object (file, root + 1));
  return root;
}

/* ---- bookmarks ---- */

typedef struct {
  const char *title;
  guint level;
  Target target;
  guint parent, previous, next, first, last, children; /* indices from 1; 0 = none; parent 0 = the top */
} Bookmark;

static void
add_bookmark (GArray *bookmarks, const char *title, guint level, Target target)
{
  Bookmark bookmark = { .title = title, .level = level, .target = target };
  g_array_append_val (bookmarks, bookmark);
}

static void
collect_bookmarks (const Writer *writer, GArray *bookmarks)
{
  add_bookmark (bookmarks, NULL, 0, (Target){ 0 }); /* the top */
  for (gsize i = 0; i < writer->part_count; i++) {
    const Part *part = &writer->parts[i];
    guint level = part->title != NULL ? 1 : 0;
    if (part->title != NULL)
      add_bookmark (bookmarks, part->title, 1,
                    (Target){ part->first_page, (double)part->layout->pages[0].height });
    for (gsize k = 0; k < part->layout->outline_count; k++) {
      const Place *place = &part->layout->outline[k];
      add_bookmark (bookmarks, place->title, level + place->level, target_of (part, place));
    }
  }
}

static void
link_bookmarks (Bookmark *marks, guint count)
{
  for (guint i = 1; i < count; i++) {
    guint above = i - 1;
    while (above != 0 && marks[above].level >= marks[i].level)
      above = marks[above].parent;
    marks[i].parent = above;
    marks[i].previous = marks[above].last;
    if (marks[above].last != 0)
      marks[marks[above].last].next = i;
    else
      marks[above].first = i;
    marks[above].last = i;
    marks[above].children++;
  }
}

static void
put_bookmark_ref (PdfBuffer *out, const char *key, guint first_object, guint index)
{
  if (index == 0)
    return;
  pdf_put_text (out, key);
  pdf_put_ref (out, first_object + index);
}

/* The outline's object, 0 if there is nothing to list. */
static guint
write_bookmarks (Writer *writer)
{
  g_autoptr (GArray) bookmarks = g_array_new (FALSE, FALSE, sizeof (Bookmark));
  collect_bookmarks (writer, bookmarks);
  Bookmark *marks = (Bookmark *)(void *)bookmarks->data;
  if (bookmarks->len == 1)
    return 0;
  link_bookmarks (marks, bookmarks->len);
  guint first = pdf_file_reserve (writer->file, bookmarks->len);
  for (guint i = 0; i < bookmarks->len; i++) {
    const Bookmark *mark = &marks[i];
    PdfBuffer *out = pdf_file_object (writer->file, first + i);
    pdf_put_text (out, "<<");
    if (i > 0) {
      pdf_put_text (out, "/Title");
      pdf_put_string (out, mark->title);
      pdf_put_text (out, "/Parent");
      pdf_put_ref (out, first + mark->parent);
      pdf_put_text (out, "/Dest");
      put_target (writer, out, mark->target);
    }
    put_bookmark_ref (out, "/Prev", first, mark->previous);
    put_bookmark_ref (out, "/Next", first, mark->next);
    put_bookmark_ref (out, "/First", first, mark->first);
    put_bookmark_ref (out, "/Last", first, mark->last);
    if (mark->children > 0) {
      pdf_put_text (out, i == 0 ? "/Count " : "/Count -"); /* below the top: closed */
      pdf_put_int (out, mark->children);
    }
    pdf_put_text (out, ">>");
  }
  return first;
}

/* ---- catalogue ---- */

static bool
write_profile (Writer *writer, guint object, GError **error)
{
  const Asset *profile = asset_find (PROFILE);
  if (profile == NULL) {
    error_set (error, NULL, MSG_PDF_FAILED, PROFILE, NULL);
    return false;
  }
  return pdf_file_stream (writer->file, object, "/N 3", profile->data, profile->size, PDF_STREAM_DEFLATE,
                          error);
}

static bool
write_catalogue (Writer *writer, const PdfFacts *facts, guint *ret_root, GError **error)
{
  PdfFile *file = writer->file;
  guint root = pdf_file_reserve (file, 3), metadata = root + 1, profile = root + 2;
  guint structure = write_structure (writer), outline = write_bookmarks (writer);
  PdfBuffer *out = pdf_file_object (file, root);
  pdf_put_text (out, "<</Type/Catalog/Lang(vi-VN)/MarkInfo<</Marked "
                     "true>>/ViewerPreferences<</DisplayDocTitle true>>/Pages");
  pdf_put_ref (out, writer->pages_object);
  pdf_put_text (out, "/StructTreeRoot");
  pdf_put_ref (out, structure);
  if (outline != 0) {
    pdf_put_text (out, "/PageMode/UseOutlines/Outlines");
    pdf_put_ref (out, outline);
  }
  pdf_put_text (out, "/Metadata");
  pdf_put_ref (out, metadata);
  pdf_put_text (out, "/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)/"
                     "Info(sRGB IEC61966-2.1)/DestOutputProfile");
  pdf_put_ref (out, profile);
  pdf_put_text (out, ">>]>>");
  *ret_root = root;
  g_autofree char *xmp = pdf_metadata_xmp (facts, true);
  return pdf_file_stream (file, metadata, "/Type/Metadata/Subtype/XML", xmp, strlen (xmp), PDF_STREAM_PLAIN,
                          error)
         && write_profile (writer, profile, error);
}

static GBytes *
write_file (Writer *writer, const PdfFacts *facts, GError **error)
{
  guint root = 0;
  if (!pdf_fonts_write (&writer->fonts, writer->file, error) || !write_pages (writer, error)
      || !write_resources (writer, error) || !write_catalogue (writer, facts, &root, error))
    return NULL;
  guint info = pdf_file_reserve (writer->file, 1);
  pdf_put_info (pdf_file_object (writer->file, info), facts);
  return pdf_file_finish (writer->file, root, info, facts->title != NULL ? facts->title : "", error);
}

GBytes *
pdf_from_sources (const PdfSource *sources, gsize count, const PdfFacts *facts, bool footers, GError **error)
{
  Writer writer;
  writer_init (&writer, sources, count);
  for (gsize i = 0; i < count; i++)
    pdf_fonts_use (&writer.fonts, sources[i].layout);
  if (footers)
    make_footers (&writer);
  GBytes *bytes = write_file (&writer, facts, error);
  writer_clear (&writer);
  return bytes;
}
