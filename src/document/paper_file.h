/* paper_file.h - one paper of a round as a file: what `dvht document` writes and pages show are the same
 * bytes. */
#pragma once
#include "document/compose.h"
#include "document/layout.h"

typedef enum {
  FILE_DOCX,
  FILE_PDF,
  FILE_HTML,
  FILE_FORMAT_COUNT,
  FILE_SHEETS
  = FILE_FORMAT_COUNT /* to stand within a page: the text of FILE_HTML and pictures of its pages */
} FileFormat;

/* "docx", "pdf", "html". */
extern const char *const file_format_names[FILE_FORMAT_COUNT];

/* The document of that id, or that gives the paper of that key; NULL: the scheme has none. */
const DocumentSpec *document_spec (const Scheme *scheme, const char *id);

/* The document, composed after what it tells of the others is known: the submission lists how many pages each
 * item of the dossier has.  NULL with an error that names wording file and line. */
const Document *document_compose (ComposeContext *context, const DocumentSpec *spec, GError **error);

/* FILE_SHEETS of a document that is set already.  Caller unrefs. */
GBytes *document_sheets (const Document *document, const Layout *layout);

/* A composed document as a file.  Caller unrefs. */
GBytes *document_file (const Document *document, FileFormat format, GError **error);
