/* line.h - a paragraph broken into lines.
 *
 * Lines break at blanks, after a dash with blanks' worth of meaning (– —) and at
 * zero width spaces; never at a hyphen, so that "24/2023/TT-BGDĐT" stays whole.
 * What is wider than a line by itself is cut between letters. */
#pragma once
#include "document/layout/page.h"

typedef struct {
  Line *line;
  double height;      /* line pitch, points */
  double baseline;    /* from the top of the line */
  double left, width; /* of what is printed, from the text's left edge */
} SetLine;

typedef struct {
  Arena *arena; /* of lines and pieces */
  Shaper *shaper;
  double width; /* points to set the text in */
  double size;  /* points */
  const Paragraph *paragraph;
  guint tag;       /* of the text */
  guint label_tag; /* of the list marker */
  /* The tag for text that links to `target`, made new. */
  guint (*link_tag) (void *user, guint parent, const char *target);
  void *user;
  bool contents; /* leave room for a page number at the right */
} LineJob;

/* Lines of the paragraph (at least one, perhaps empty), in the job's arena. */
SetLine *line_break (const LineJob *job, gsize *ret_count);

/* Dotted leader and page number at the end of a line of a table of contents;
 * `line` was set with `contents`. */
void line_add_page_number (Shaper *shaper, Line *line, double width, const char *number, guint tag);

/* One line of plain text at x = 0; its width in points. */
Line *line_of_text (Arena *arena, Shaper *shaper, FaceIndex face, double size, const char *text, guint tag,
                    double *ret_width);
