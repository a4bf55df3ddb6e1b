/* package.c - docx_write: the parts, their types and relationships, in one ZIP. */
#include "base/zip.h"
#include "document/docx/writer.h"

typedef struct {
  const char *name, *type; /* type: of [Content_Types], or NULL where the extension says it */
  GBytes *bytes;
} Part;

typedef struct {
  GArray *parts; /* Part, in the order of the archive */
} Package;

#define TYPE_WORD "application/vnd.openxmlformats-officedocument.wordprocessingml."

static void
package_add (Package *package, const char *name, const char *type, GBytes *bytes)
{
  Part part = { name, type, bytes };
  g_array_append_val (package->parts, part);
}

static void
part_clear (void *data)
{
  g_clear_pointer (&((Part *)data)->bytes, g_bytes_unref);
}

static void
picture_clear (void *data)
{
  DocxPicture *picture = data;
  g_free (picture->name);
  g_bytes_unref (picture->data);
}

/* Numbers every anchor that stands in the document, from 1. */
static void
collect_anchors (Docx *docx, const Block *blocks, gsize count)
{
  for (gsize i = 0; i < count; i++) {
    const Block *block = &blocks[i];
    const char *anchor = block->kind == BLOCK_PARAGRAPH ? block->paragraph.anchor : NULL;
    if (anchor != NULL && !g_hash_table_contains (docx->anchors, anchor))
      g_hash_table_insert (docx->anchors, (gpointer)anchor,
                           GUINT_TO_POINTER (g_hash_table_size (docx->anchors) + 1));
    if (block->kind != BLOCK_TABLE)
      continue;
    for (gsize r = 0; r < block->table.row_count; r++)
      for (gsize c = 0; c < block->table.rows[r].cell_count; c++)
        collect_anchors (docx, block->table.rows[r].cells[c].blocks,
                         block->table.rows[r].cells[c].block_count);
  }
}

static void
relationship (Xml *xml, const char *id, const char *type, const char *target)
{
  xml_leaf (xml, "Relationship", "Id", id, "Type", type, "Target", target, NULL);
}

static GBytes *
root_relationships (void)
{
  g_auto (Xml) xml = { NULL };
  xml_begin (&xml, 1024);
  xml_open (&xml, "Relationships", "xmlns", NS_REL, NULL);
  relationship (&xml, "rId1", REL_OFFICE "officeDocument", "word/document.xml");
  relationship (&xml, "rId2", NS_REL "/metadata/core-properties", "docProps/core.xml");
  relationship (&xml, "rId3", REL_OFFICE "extended-properties", "docProps/app.xml");
  xml_close (&xml);
  return xml_end (&xml);
}

static GBytes *
document_relationships (const Docx *docx)
{
  g_auto (Xml) xml = { NULL };
  char id[24];
  xml_begin (&xml, 2048);
  xml_open (&xml, "Relationships", "xmlns", NS_REL, NULL);
  relationship (&xml, "rId1", REL_OFFICE "styles", "styles.xml");
  relationship (&xml, "rId2", REL_OFFICE "numbering", "numbering.xml");
  relationship (&xml, "rId3", REL_OFFICE "settings", "settings.xml");
  relationship (&xml, "rId4", REL_OFFICE "fontTable", "fontTable.xml");
  relationship (&xml, RID_HEADER_NUMBER, REL_OFFICE "header", "header1.xml");
  relationship (&xml, RID_HEADER_EMPTY, REL_OFFICE "header", "header2.xml");
  if (docx->document->draft)
    relationship (&xml, RID_FOOTER, REL_OFFICE "footer", "footer1.xml");
  for (guint i = 0; i < docx->pictures->len; i++) {
    g_snprintf (id, sizeof id, "rIdP%u", i + 1);
    relationship (&xml, id, REL_OFFICE "image", g_array_index (docx->pictures, DocxPicture, i).name);
  }
  for (guint i = 0; i < docx->links->len; i++) {
    g_snprintf (id, sizeof id, "rIdL%u", i + 1);
    xml_leaf (&xml, "Relationship", "Id", id, "Type", REL_OFFICE "hyperlink", "Target",
              g_ptr_array_index (docx->links, i), "TargetMode", "External", NULL);
  }
  xml_close (&xml);
  return xml_end (&xml);
}

static GBytes *
content_types (const Package *package)
{
  g_auto (Xml) xml = { NULL };
  xml_begin (&xml, 2048);
  xml_open (&xml, "Types", "xmlns", "http://schemas.openxmlformats.org/package/2006/content-types", NULL);
  xml_leaf (&xml, "Default", "Extension", "rels", "ContentType",
            "application/vnd.openxmlformats-package.relationships+xml", NULL);
  xml_leaf (&xml, "Default", "Extension", "xml", "ContentType", "application/xml", NULL);
  xml_leaf (&xml, "Default", "Extension", "png", "ContentType", "image/png", NULL);
  xml_leaf (&xml, "Default", "Extension", "jpeg", "ContentType", "image/jpeg", NULL);
  for (guint i = 0; i < package->parts->len; i++) {
    const Part *part = &g_array_index (package->parts, Part, i);
    g_autofree char *name = g_strconcat ("/", part->name, NULL);
    if (part->type != NULL)
      xml_leaf (&xml, "Override", "PartName", name, "ContentType", part->type, NULL);
  }
  xml_close (&xml);
  return xml_end (&xml);
}

static void
add_parts (Docx *docx, Package *package)
{
  package_add (package, "_rels/.rels", NULL, root_relationships ());
  package_add (package, "word/document.xml", TYPE_WORD "document.main+xml", docx_document_part (docx));
  package_add (package, "word/_rels/document.xml.rels", NULL, document_relationships (docx));
  package_add (package, "word/styles.xml", TYPE_WORD "styles+xml", docx_styles_part (docx));
  package_add (package, "word/numbering.xml", TYPE_WORD "numbering+xml", docx_numbering_part (docx));
  package_add (package, "word/settings.xml", TYPE_WORD "settings+xml", docx_settings_part ());
  package_add (package, "word/fontTable.xml", TYPE_WORD "fontTable+xml", docx_font_table_part ());
  package_add (package, "word/header1.xml", TYPE_WORD "header+xml", docx_header_part (true));
  package_add (package, "word/header2.xml", TYPE_WORD "header+xml", docx_header_part (false));
  if (docx->document->draft)
    package_add (package, "word/footer1.xml", TYPE_WORD "footer+xml", docx_footer_part ());
  package_add (package, "docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml",
               docx_core_part (docx->document));
  package_add (package, "docProps/app.xml",
               "application/vnd.openxmlformats-officedocument.extended-properties+xml",
               docx_app_part (docx->document));
}

static bool
zip_add_bytes (ZipWriter *zip, const char *name, GBytes *bytes, bool store, GError **error)
{
  gsize size;
  const void *data = g_bytes_get_data (bytes, &size);
  return zip_writer_add (zip, name, data, size, store, error);
}

static GBytes *
pack (const Docx *docx, const Package *package, GError **error)
{
  g_autoptr (ZipWriter) zip = zip_writer_new ();
  g_autoptr (GBytes) types = content_types (package);
  if (!zip_add_bytes (zip, "[Content_Types].xml", types, false, error))
    return NULL;
  for (guint i = 0; i < package->parts->len; i++) {
    const Part *part = &g_array_index (package->parts, Part, i);
    if (!zip_add_bytes (zip, part->name, part->bytes, false, error))
      return NULL;
  }
  for (guint i = 0; i < docx->pictures->len; i++) {
    const DocxPicture *picture = &g_array_index (docx->pictures, DocxPicture, i);
    g_autofree char *name = g_strconcat ("word/", picture->name, NULL);
    if (!zip_add_bytes (zip, name, picture->data, true, error))
      return NULL;
  }
  return zip_writer_finish (zip, error);
}

static void
docx_init (Docx *docx, const Document *document, const Layout *layout)
{
  *docx = (Docx){ .document = document, .layout = layout };
  docx->anchors = g_hash_table_new (g_str_hash, g_str_equal);
  docx->anchors_written = g_hash_table_new (NULL, NULL);
  docx->pictures = g_array_new (FALSE, FALSE, sizeof (DocxPicture));
  g_array_set_clear_func (docx->pictures, picture_clear);
  docx->links = g_ptr_array_new_with_free_func (g_free);
  docx->numberings = g_array_new (FALSE, FALSE, sizeof (DocxNumbering));
  for (gsize i = 0; i < document->section_count; i++)
    collect_anchors (docx, document->sections[i].blocks, document->sections[i].block_count);
  docx_styles_prepare (docx);
}

static void
docx_clear (Docx *docx)
{
  xml_clear (&docx->xml);
  g_hash_table_unref (docx->anchors);
  g_hash_table_unref (docx->anchors_written);
  g_array_unref (docx->pictures);
  g_ptr_array_unref (docx->links);
  g_array_unref (docx->numberings);
  g_clear_error (&docx->error);
}

GBytes *
docx_write (const Document *document, const Layout *layout, GError **error)
{
  Docx docx;
  Package package = { g_array_new (FALSE, FALSE, sizeof (Part)) };
  g_array_set_clear_func (package.parts, part_clear);
  docx_init (&docx, document, layout);
  add_parts (&docx, &package);
  GBytes *file = NULL;
  if (docx.error != NULL)
    g_propagate_error (error, g_steal_pointer (&docx.error));
  else
    file = pack (&docx, &package, error);
  docx_clear (&docx);
  g_array_unref (package.parts);
  return file;
}
