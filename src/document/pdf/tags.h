/* tags.h - the structure tree of one part of a PDF file (ISO 32000-1, 14.7 and 14.8). */
#pragma once
#include "document/layout/page.h"
#include "document/pdf/file.h"

typedef struct TagWriter TagWriter;

/* For one layout, which must outlive it; the caller frees. */
TagWriter *tags_new (const Layout *layout);
/* NULL is allowed. */
void tags_free (TagWriter *tags);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TagWriter, tags_free)

/* The structure type ("P", "H1" …) of a tag. */
const char *tags_name (const TagWriter *tags, guint tag, char ret_name[8]);

/* Notes that marked content `mcid` of the page (its object) belongs to the tag. */
void tags_add_content (TagWriter *tags, guint tag, guint page_object, guint mcid);
/* Notes an annotation of the tag (its object). */
void tags_add_annotation (TagWriter *tags, guint tag, guint page_object, guint annotation);

/* Writes the elements below `parent`; returns the topmost one's object. */
guint tags_write (TagWriter *tags, PdfFile *file, guint parent, const char *top_name);

/* The object of a tag's element, after tags_write. */
guint tags_object (const TagWriter *tags, guint tag);
