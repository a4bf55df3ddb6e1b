/* sheet.h - summary, evidence and people as XLSX, written by libxlsxwriter.
 *
 * Numbers are numbers, dates dates, text always text (a value that begins with
 * =, +, - or @ never becomes a formula).  A4 landscape, one page wide,
 * headings repeated, frozen and with a filter.  Same figures, same bytes.  NULL on
 * failure (no room for temporary files). */
#pragma once
#include "model/figures.h"

/* Indicators with their shares and results (item 4 of the dossier). */
GBytes *sheet_write_summary (const Figures *figures, GError **error);
/* Evidence in the order of its codes (item 8). */
GBytes *sheet_write_evidence (const Figures *figures, GError **error);
/* Everyone with the year's results, in Vietnamese name order. */
GBytes *sheet_write_people (const Figures *figures, GError **error);
