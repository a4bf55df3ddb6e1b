/* markdown_parts.h - shared by markdown*.c only: the walker over cmark's tree. */
#pragma once
#include "document/markdown.h"
#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>

#define MARKDOWN_MAX_DEPTH 16
#define MARKDOWN_MAX_ROWS 20000
#define MARKDOWN_MAX_COLUMNS 30

/* Tokens: private characters that pass through cmark unchanged. */
#define TOKEN_FIELD 0xE000u /* U+E000 digits U+E001: a field parsed on its own */
#define TOKEN_FIELD_END 0xE001u
#define TOKEN_MARK 0xE010u /* U+E010 '@' or '#', hex of the name, U+E011 */
#define TOKEN_MARK_END 0xE011u
#define TOKEN_LAST 0xE01Fu

/* How the paragraphs of one container look. */
typedef struct {
  ParagraphStyle style;
  guint depth;      /* containers around */
  guint list_level; /* 0 outside lists */
  ListKind list;    /* of the next paragraph only: its marker */
  guint ordinal, list_id;
  guint outline;
  bool keep_with_next;
  bool split_lines; /* each line its own paragraph (căn cứ) */
  bool bold;        /* a heading in text that people wrote */
} ParagraphShape;

typedef struct {
  const MarkdownContext *context;
  GArray *out; /* Block */
  guint line;  /* of the block being read, in the text */
  ParagraphShape shape;
  /* the paragraph being built */
  Run *runs;
  gsize run_count;
  const char *anchor;
  GString *text; /* of the run being built */
  guint text_style;
  const char *text_link;
} Walker;

/* Reads the inline children of `node` and emits their paragraphs. */
bool walker_inlines (Walker *walker, cmark_node *node, const ParagraphShape *shape, GError **error);
/* Appends text as typed, without reading tokens. */
void walker_text (Walker *walker, const char *text, guint style, const char *link);
/* The same with its tokens: marks and fields. */
bool walker_literal (Walker *walker, const char *text, guint style, const char *link, GError **error);
void walker_break (Walker *walker, RunKind kind);
void walker_emit (Walker *walker); /* the paragraph built so far, unless empty */
bool walker_table (Walker *walker, cmark_node *table, GError **error);
bool walker_fail (const Walker *walker, GError **error, MessageId id, const char *argument);
const char *markdown_marks_to_tokens (Arena *arena, const char *text);
bool markdown_check_cost (const MarkdownContext *context, const char *text, GError **error);
