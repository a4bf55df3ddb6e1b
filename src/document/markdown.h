/* markdown.h - Markdown (cmark-gfm with tables) to blocks.
 *
 * HTML is refused, nesting over 16 and tables over 5 000 rows too: each an error with
 * file and line.  Soft breaks are spaces. */
#pragma once
#include "base/message.h"
#include "document/block.h"

typedef struct {
  Arena *arena;
  const char *place;     /* file for errors */
  guint first_line;      /* line in that file where the text begins */
  /* Resolves [@key] and [#name]; NULL result = unknown = error. Both may be NULL. */
  const char *(*evidence) (void *user, const char *key);
  const char *(*figure) (void *user, const char *name);
  void *user;
  /* Called for fenced blocks with an info string; appends its blocks to `out`
   * (Block values).  NULL: fenced blocks are refused. */
  bool (*fence) (void *user, const char *info, const char *content, guint line, GArray *out, GError **error);
  ParagraphStyle body;   /* style of plain paragraphs: STYLE_BODY, or STYLE_TABLE_TEXT in cells */
  guint *next_list_id;   /* shared over one document so that list ids are unique */
} MarkdownContext;

/* Appends Block values to `out`. */
bool markdown_to_blocks (const MarkdownContext *context, const char *markdown, GArray *out, GError **error);
