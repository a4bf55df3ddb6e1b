/* html.h - a Document as one HTML page, for previews. */
#pragma once
#include "document/block.h"

/* A whole page with its styles inside, or (fragment) only the sheets. */
void html_write (const Document *document, bool fragment, GString *out);
