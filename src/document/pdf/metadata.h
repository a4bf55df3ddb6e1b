/* metadata.h - what a PDF file says about itself, twice: Info and XMP (PDF/A-2, 6.6.2 and 6.6.3). */
#pragma once
#include "base/date.h"
#include "document/pdf/file.h"

typedef struct {
  const char *title, *author, *subject; /* NULL: none */
  CivilDate date;                       /* unset: 1980-01-01 */
} PdfFacts;

/* The Info dictionary. */
void pdf_put_info (PdfBuffer *out, const PdfFacts *facts);

/* The XMP packet.  `archival`: claims PDF/A-2b. */
char *pdf_metadata_xmp (const PdfFacts *facts, bool archival);
