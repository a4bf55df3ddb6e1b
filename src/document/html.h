/* html.h - a Document as one HTML page, for previews.
 *
 * Sheets of A4 on grey that become plain columns on a phone.  No script, no style
 * attribute, nothing from elsewhere: it works under "default-src 'none'; style-src
 * 'nonce-…'; img-src data:". */
#pragma once
#include "document/block.h"

/* A whole page with its styles inside, or (fragment) only the sheets. */
void html_write (const Document *document, bool fragment, GString *out);

/* The style sheet that the sheets need, the same for every document. */
void html_write_style (GString *out);
