/* markdown.h - Markdown (cmark-gfm with tables) to blocks.
 *
 * Two readers: wording (strict) and text that people typed into the case (lenient).
 * Strict: HTML (but <br>), images, code and links other than http, https, mailto,
 * "#anchor" and "anchor:name" are errors with file and line.  Lenient: HTML, code and
 * unknown marks print as typed, an image as its description, a heading as a bold
 * paragraph; nothing a person types can stop the document but the limits.
 * Limits, both: nesting 16, tables of 20 000 rows and 30 columns, text of 64 MiB (lenient
 * 1 MiB), 5 000 unescaped brackets or stars in one paragraph (cmark is quadratic in them).
 * Soft breaks are spaces. */
#pragma once
#include "base/message.h"
#include "document/block.h"

typedef struct {
  Arena *arena;
  const char *place; /* file for errors */
  guint first_line;  /* line in that file where the text begins */
  const guint *lines;
  gsize line_count;  /* if given: line n (from 1) of the text stands in line lines[n - 1] of the file */
  bool lenient;      /* typed by people, see above */
  bool cover;        /* headings and paragraphs in the styles of covers */
  double text_width; /* mm, for tables; 0 = 160 */
  /* Resolves [@key] and [#name]; NULL result = unknown = error. Both may be NULL. */
  const char *(*evidence) (void *user, const char *key);
  const char *(*figure) (void *user, const char *name);
  /* Appends the blocks of the Markdown field that markdown_field_token (index) stands for. NULL: none. */
  bool (*field) (void *user, guint index, ParagraphStyle body, GArray *out, GError **error);
  void *user;
  /* Called for fenced blocks with an info string; appends its blocks to `out`
   * (Block values).  `line` counts in the text, not in the file.  NULL: fenced blocks are refused. */
  bool (*fence) (void *user, const char *info, const char *content, guint line, GArray *out, GError **error);
  ParagraphStyle body; /* style of plain paragraphs: STYLE_BODY, or STYLE_TABLE_TEXT in cells */
  guint *next_list_id; /* shared over one document so that list ids are unique */
} MarkdownContext;

/* Appends Block values to `out`. */
bool markdown_to_blocks (const MarkdownContext *context, const char *markdown, GArray *out, GError **error);

/* One line of inline Markdown as a paragraph of that style: block markers at
 * its beginning are plain text.  `line` counts in the text. */
bool markdown_to_paragraph (const MarkdownContext *context, const char *markdown, guint line,
                            ParagraphStyle style, Paragraph *ret, GError **error);

/* "file:line" for a line of the text; in the arena. */
const char *markdown_place (const MarkdownContext *context, guint line);

/* Appends a value so that it prints as it is wherever it stands: a MustacheEscape. */
void markdown_escape (GString *out, const char *text);

/* Undoes markdown_escape, for values that are not read as Markdown. */
char *markdown_unescape (Arena *arena, const char *text);

/* Takes away control characters (but line breaks and tabs) and the private
 * characters U+E000..U+E01F that this module uses as tokens. */
const char *markdown_clean (Arena *arena, const char *text);

/* What stands in the text for a Markdown field that is parsed on its own. */
const char *markdown_field_token (Arena *arena, guint index);

/* Private characters in a table cell: joins the cell above, the cell to the left. */
#define MARKDOWN_JOIN_ABOVE "\xEE\x80\x85"
#define MARKDOWN_JOIN_LEFT "\xEE\x80\x86"

/* Name of the anchor of an evidence key: "evidence-" and the key, every byte
 * but letters, digits, '.' and '-' as _hh. */
const char *evidence_anchor (Arena *arena, const char *key);

/* Vietnamese letter of an ordinal (from 1) as in ND 30/2020, II.6.d: a b c d đ e g h i k l m
 * n o p q r s t u v x y; beyond it "aa", "ab" ... */
const char *markdown_letter (Arena *arena, guint ordinal);
