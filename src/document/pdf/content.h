/* content.h - one page's content stream. */
#pragma once
#include "document/pdf/font.h"
#include "document/pdf/tags.h"

/* A rectangle that leads somewhere, in PDF coordinates. */
typedef struct {
  guint tag;
  double left, bottom, right, top;
} LinkArea;

typedef struct {
  const PdfFonts *fonts;
  TagWriter *tags;
  guint page_object;
  /* The number of a picture among the file's ("/I3"). */
  guint (*image) (void *user, const ImageBlock *image);
  void *user;
  GArray *links;  /* of LinkArea: filled */
  GArray *owners; /* of guint: the tag of each marked content: filled */
} ContentJob;

/* `footer` is one more line, no content, or NULL. */
void content_write (const ContentJob *job, const Layout *layout, const Page *page, const Item *footer,
                    PdfBuffer *out);
