/* compose_parts.h - shared by compose*.c, letterhead.c, signature.c, slip.c and fence*.c only. */
#pragma once
#include "document/compose.h"
#include "document/markdown.h"
#include "document/view.h"

typedef enum {
  FORM_DECISION,
  FORM_NAMED,
  FORM_SUBMISSION,
  FORM_REPORT,
  FORM_MINUTES,
  FORM_LIST,
  FORM_ANNEX,
  FORM_COVER,
  FORM_SHEET,
  FORM_PLAIN,
} Form;

/* The head of a wording file; texts are plain (no Markdown), NULL where absent. */
typedef struct {
  Form form;
  const char *kind, *subject, *to, *symbol, *organ, *organ_above, *office;
  bool number, date, landscape, page_numbers;
  int year; /* of blank dates; 0 = by paper */
} WordingHead;

/* A wording file rendered for one round. */
typedef struct {
  const char *place; /* file, for errors */
  char *text;        /* Mustache done, markers taken out */
  guint *lines;      /* line n of `text` stands in line lines[n - 1] of the file */
  gsize line_count;
  gsize body;      /* offset of the body in `text` */
  gsize body_line; /* lines before the body */
  WordingHead head;
} Wording;

/* Finds the text of a document's wording: the unit's own, else the scheme's. */
bool wording_find (const ComposeContext *context, const char *id, const char **ret_text,
                   const char **ret_place, GError **error);
/* Any bytes as wording: UTF-8, at most 1 MiB, NFC, without private characters. */
bool wording_accept (Arena *arena, const char *place, const char *text, gsize size, const char **ret_text,
                     GError **error);
/* Renders the text and splits it. */
bool wording_render (Arena *arena, const ViewRoot *root, const char *place, const char *text, Wording *ret,
                     GError **error);
bool wording_read_head (Arena *arena, Wording *wording, GError **error);

typedef struct {
  const ComposeContext *context;
  const ComposeData *data;
  const DocumentSpec *spec;
  Arena *arena;
  Wording wording;
  bool has_paper;
  Paper paper;
  const PaperFacts *facts; /* NULL: no paper */
  RoundNames names;        /* of unit and bodies on the paper's day */
  MarkdownContext markdown;
  GArray *blocks;   /* Block: of the section being filled */
  GArray *sections; /* Section: finished */
  Section section;  /* flags of the one being filled */
  guint list_id;
} Composer;

/* mm between the margins of the section being filled. */
double composer_text_width (const Composer *composer);
/* Ends the section; the next one begins with these flags. */
void composer_next_section (Composer *composer, const Section *next);

/* ---- building blocks ---- */
Block block_paragraph (ParagraphStyle style);
/* A paragraph of plain text. */
Block block_text (Arena *arena, ParagraphStyle style, const char *text);
void block_add (GArray *out, Block block);
void paragraph_add_text (Arena *arena, Paragraph *paragraph, guint style, const char *text);
/* A QR code of the text (at most 1,000 bytes) with the text below it; false if it does not fit. */
bool block_qr (Arena *arena, const char *text, double width, Block *ret);
/* A layout table; cells are filled by cell_add. */
TableBlock *block_layout (Arena *arena, GArray *out, gsize columns, const double *widths, gsize rows);
void cell_add (Arena *arena, Cell *cell, Block block);
/* Cells with no block get an empty paragraph: both Word and PDF want one. */
void layout_finish (Arena *arena, TableBlock *table);

/* ---- letterhead.c ---- */
typedef struct {
  bool number, date;
  const char *symbol; /* NULL: by paper */
  const char *copy;   /* "SAO Y": head of a copy on paper, else NULL */
} LetterheadOptions;
void letterhead_add (Composer *composer, const LetterheadOptions *options, GArray *out);
void letterhead_add_title (Composer *composer, const char *kind, const char *subject, GArray *out);
void letterhead_add_receivers (Composer *composer, const char *const *receivers, gsize count, GArray *out);
/* All that stands before the body. */
void letterhead_begin (Composer *composer);

/* ---- fence*.c ---- */
#define FENCE_MAX_OPTIONS 8
typedef struct {
  const char *key, *value;
} FenceOption; /* value NULL: a single word */
typedef struct {
  Composer *composer;
  const char *name, *content;
  guint line; /* of the first content line, in the rendered body */
  FenceOption options[FENCE_MAX_OPTIONS];
  gsize option_count;
} Fence;
typedef struct {
  char *text;
  guint line;
} FenceLine;
typedef struct {
  FenceLine *items;
  gsize count;
} FenceLines;

/* MarkdownContext::fence; user is the Composer. */
bool fence_run (void *user, const char *info, const char *content, guint line, GArray *out, GError **error);
const char *fence_option (const Fence *fence, const char *key); /* NULL if absent; "" for a single word */
/* A number option within bounds. */
bool fence_number (const Fence *fence, const char *key, double fallback, double least, double most,
                   double *ret, GError **error);
/* Content lines that are not blank, ends stripped. */
FenceLines fence_lines (const Fence *fence);
/* "key: value" of a line; false if it is none. */
bool fence_split (Arena *arena, const char *line, const char **ret_key, const char **ret_value);
bool fence_paragraph (const Fence *fence, const FenceLine *line, ParagraphStyle style, Paragraph *ret,
                      GError **error);
bool fence_fail (const Fence *fence, guint line, GError **error, MessageId id, const char *argument);
/* A context for Markdown inside the fence: no fences in it, lines right. */
MarkdownContext fence_markdown (const Fence *fence, guint line, ParagraphStyle body);

/* The fences by name; what each takes stands in doc/wording.md, section 4.  Blocks go to `out`. */
typedef bool (*FenceRun) (const Fence *fence, GArray *out, GError **error);
bool fence_legal_bases (const Fence *fence, GArray *out, GError **error);
bool fence_signature (const Fence *fence, GArray *out, GError **error);
bool fence_signatures (const Fence *fence, GArray *out, GError **error);
bool fence_table (const Fence *fence, GArray *out, GError **error);
bool fence_grid (const Fence *fence, GArray *out, GError **error);
bool fence_chart (const Fence *fence, GArray *out, GError **error);
bool fence_qr (const Fence *fence, GArray *out, GError **error);
bool fence_annex (const Fence *fence, GArray *out, GError **error);
bool fence_letterhead (const Fence *fence, GArray *out, GError **error);
bool fence_title (const Fence *fence, GArray *out, GError **error);
bool fence_to (const Fence *fence, GArray *out, GError **error);
