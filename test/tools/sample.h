/* sample.h - documents in C for tests of layout and PDF, without wording or a case. */
#pragma once
#include "document/block.h"

typedef struct {
  Arena *arena;
  Block *blocks;
  gsize count;
} SampleBlocks;

Block *sample_add (SampleBlocks *list, BlockKind kind);
Paragraph *sample_paragraph (SampleBlocks *list, ParagraphStyle style, const char *text);
void sample_run (Arena *arena, Paragraph *paragraph, RunKind kind, guint style, const char *text);
/* A table of `columns` columns; cells from `texts` row by row, the first `headers` rows being headings. */
TableBlock *sample_table (SampleBlocks *list, const double *widths, gsize columns, const char *const *texts,
                          gsize rows, gsize headers);
Cell *sample_cell (Arena *arena, TableRowBlock *row, guint column, ParagraphStyle style, const char *text);
void sample_letterhead (SampleBlocks *list);
void sample_signature (SampleBlocks *list);
Section *sample_section (Arena *arena, const SampleBlocks *list);
Document *sample_document (Arena *arena, Section *sections, gsize count);

/* Everything there is, in four sections; `people` rows in its long table. */
Document *sample_rich_document (Arena *arena, guint people);
