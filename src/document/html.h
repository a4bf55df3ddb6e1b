/* html.h - a Document as one HTML page, for previews.
 *
 * Sheets of A4 on grey that become plain columns on a phone.  No script, no style
 * attribute, nothing from elsewhere: it works under "default-src 'none'; style-src
 * 'nonce-…'; img-src data:". */
#pragma once
#include "base/message.h"
#include "document/block.h"
#include "model/figures.h"

/* A whole page with its styles inside, or (fragment) only the sheets. */
void html_write (const Document *document, bool fragment, GString *out);

/* Text that people type (lenient Markdown, see markdown.h) as one sheet, a fragment.  Errors: its limits. */
bool html_write_typed (const char *markdown, GString *out, GError **error);
/* The same within a round: [@key] prints the code, [#name] the figure; one that is unknown says so in its
 * place. */
bool html_write_typed_of (const Figures *figures, const char *markdown, GString *out, GError **error);

/* What marks print as; NULL (function or answer): as typed. */
typedef struct {
  const char *(*evidence) (void *user, const char *key); /* [@key] */
  const char *(*figure) (void *user, const char *name);  /* [#name] */
  void *user;
} HtmlMarks;

/* The same text as part of a page that is read, in the page's own type and without a sheet.  Anchors of the
 * paper are left out, since the page has none of them.  `marks` may be NULL. */
bool html_write_prose (const HtmlMarks *marks, const char *markdown, GString *out, GError **error);
/* With marks as html_write_typed_of prints them. */
bool html_write_prose_of (const Figures *figures, const char *markdown, GString *out, GError **error);

/* The style sheet that the sheets need, the same for every document; it says nothing of the page around them.
 */
void html_write_style (GString *out);
