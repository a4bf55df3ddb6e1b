/* layout.h - a Document set in lines and pages, shaped once.
 *
 * Plain data, positioned glyphs and rules; drawn as often as needed (its own
 * PDF, the joined PDF) by any thread. */
#pragma once
#include "base/message.h"
#include "document/block.h"

typedef struct Layout Layout;

/* Shapes and paginates.  Text that the fonts cannot show is an error with the
 * characters (MSG_FONT_MISSING_GLYPH) - never a silent fallback.  Caller frees. */
Layout *layout_document (const Document *document, GError **error);
void layout_free (Layout *layout);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Layout, layout_free)

/* At least 1. */
guint layout_page_count (const Layout *layout);

/* Page (1-based, counted in this document; as printed) of the n-th outline paragraph of the document. */
gsize layout_outline_count (const Layout *layout);
guint layout_outline_page (const Layout *layout, gsize index);

/* Width in mm of one line of text in that style, for rules and column widths. */
double layout_text_width (ParagraphStyle style, guint run_style, const char *text);

/* The first character of a text that papers cannot show, as "👍 (U+1F44D)" in the arena; NULL: they can show
 * all. For asking where it is typed, before a paper fails over it. */
const char *layout_lacks (Arena *arena, const char *text);
