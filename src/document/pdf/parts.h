/* parts.h - one PDF file from one or more layouts. */
#pragma once
#include "document/layout/page.h"
#include "document/pdf/metadata.h"

typedef struct {
  const Layout *layout;
  const char *title; /* of its bookmark; NULL: only its headings */
} PdfSource;

/* "#phan/2" leads to the beginning of the third source, from any of them. */
#define PART_LINK "phan/"

/* `footers`: "Trang hồ sơ n/N" at the foot of each page. */
GBytes *pdf_from_sources (const PdfSource *sources, gsize count, const PdfFacts *facts, bool footers,
                          GError **error);
