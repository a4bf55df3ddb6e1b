/* docx.h - a Document as a Word file (ECMA-376, transitional). */
#pragma once
#include "document/layout.h"

/* `layout` gives the page numbers that the table of contents shows before Word
 * counts for itself; needed only when the document has a BLOCK_TOC, else NULL. */
GBytes *docx_write (const Document *document, const Layout *layout, GError **error);
