/* sample.h - documents in C for tests of layout and PDF, without wording or a case. */
#pragma once
#include "document/block.h"

typedef struct {
  Arena *arena;
  Block *blocks;
  gsize count;
} SampleBlocks;

/* A new, empty block at the end of the list; moves when the next is added. */
Block *sample_add (SampleBlocks *list, BlockKind kind);
/* A paragraph of one run (none if the text is empty). */
Paragraph *sample_paragraph (SampleBlocks *list, ParagraphStyle style, const char *text);
/* One more run of a paragraph made here. */
void sample_run (Arena *arena, Paragraph *paragraph, RunKind kind, guint style, const char *text);
/* A table of `columns` columns; cells from `texts` row by row, the first `headers` rows being headings. */
TableBlock *sample_table (SampleBlocks *list, const double *widths, gsize columns, const char *const *texts,
                          gsize rows, gsize headers);
/* One more cell of a row, with one paragraph. */
Cell *sample_cell (Arena *arena, TableRowBlock *row, guint column, ParagraphStyle style, const char *text);
/* Letterhead and signature block as ND 30/2020 has them. */
void sample_letterhead (SampleBlocks *list);
/* Recipients left, signer right. */
void sample_signature (SampleBlocks *list);
/* The blocks as a portrait section with page numbers. */
Section *sample_section (Arena *arena, const SampleBlocks *list);
/* The sections as a document. */
Document *sample_document (Arena *arena, Section *sections, gsize count);

/* Everything there is, in four sections; `people` rows in its long table. */
Document *sample_rich_document (Arena *arena, guint people);
