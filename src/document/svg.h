/* svg.h - a Layout as pictures of its pages, to stand within a page of the program.
 *
 * Each word stands where the PDF has it, as text in classes f0 … f3 (regular, bold, italic, both) that the
 * page's style sheet gives the very fonts of the PDF: it is read and searched as text and prints line for
 * line alike.  No script, no style; pictures are data: URIs. */
#pragma once
#include "document/layout.h"

/* One <svg class="trang"> for each page, landscape ones also "ngang". */
void svg_pages (const Layout *layout, GString *out);
