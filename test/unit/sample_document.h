/* sample_document.h - a Document built by hand that has every kind of block. */
#pragma once
#include "document/block.h"

/* A cover, a decision with articles, lists, signatures, a table of 60 rows on a
 * landscape page, an annex with a table of contents. */
const Document *sample_document (Arena *arena);

/* One body section that holds these blocks. */
Document *sample_one_section (Arena *arena, const Block *blocks, gsize count);
Block sample_paragraph (Arena *arena, ParagraphStyle style, const char *text);
