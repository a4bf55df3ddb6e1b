/* line.c - see line.h: text to tokens, tokens to lines, greedily. */
#include "document/layout/line.h"
#include <math.h>
#include <string.h>

#define LIST_LEVEL_INDENT (6.35 * MM)
#define TAB_STOP (12.7 * MM)
#define LEADER_LEAST (15 * MM)    /* a shorter leader goes to a line of its own */
#define CONTENTS_MARGIN (12 * MM) /* kept free for page numbers */
#define LEADER_GAP 3.0            /* points between words and dots */
#define SLACK 0.01                /* points: rounding is no reason to break */

typedef enum { TOKEN_WORD, TOKEN_BLANK, TOKEN_TAB, TOKEN_LEADER, TOKEN_END } TokenKind;

typedef struct {
  TokenKind kind;
  bool break_after;
  guint32 tag;
  const Word *word;
  double width;
} Token;

typedef struct {
  const LineJob *job;
  const StyleSpec *style;
  GArray *tokens; /* of Token */
  GArray *lines;  /* of SetLine */
} Breaker;

static Token *
token_at (const Breaker *breaker, guint index)
{
  return &g_array_index (breaker->tokens, Token, index);
}

static void
add_token (Breaker *breaker, TokenKind kind, FaceIndex face, const char *text, gsize length, guint tag)
{
  Token token = { .kind = kind, .tag = tag, .break_after = kind == TOKEN_BLANK };
  if (length > 0) {
    token.word = shaper_word (breaker->job->shaper, face, text, length);
    token.width = word_width (token.word, breaker->job->size);
  }
  g_array_append_val (breaker->tokens, token);
}

/* ---- text to tokens ---- */

/* Bytes of a place to break that stands at `p`: a dash (which stays) or a zero width space; else 0. */
static gsize
break_mark (const char *p)
{
  bool dash = memcmp (p, "\xe2\x80\x93", 3) == 0 || memcmp (p, "\xe2\x80\x94", 3) == 0;
  bool zero_width = memcmp (p, "\xe2\x80\x8b", 3) == 0;
  return dash || zero_width ? 3 : 0;
}

static void
add_text (Breaker *breaker, FaceIndex face, const char *text, guint tag)
{
  const char *start = text, *p = text;
  for (;; p = g_utf8_next_char (p)) {
    bool blank = *p == ' ', end = *p == '\0';
    gsize mark = (guint8)*p == 0xe2 && p[1] != '\0' && p[2] != '\0' ? break_mark (p) : 0;
    bool dash = mark > 0 && (guint8)p[2] != 0x8b, full = (gsize)(p - start) > WORD_MAX - 16;
    const char *stop = dash ? p + mark : p;
    if ((blank || end || mark > 0 || full) && stop > start) {
      add_token (breaker, TOKEN_WORD, face, start, (gsize)(stop - start), tag);
      start = stop;
    }
    if (mark > 0 && breaker->tokens->len > 0) {
      token_at (breaker, breaker->tokens->len - 1)->break_after = true;
      start = p + mark;
    }
    if (blank) {
      add_token (breaker, TOKEN_BLANK, face, " ", 1, tag);
      start = p + 1;
    }
    if (end)
      return;
  }
}

static void
add_run (Breaker *breaker, const Run *run)
{
  const LineJob *job = breaker->job;
  FaceIndex face = font_face_of (breaker->style, run->style);
  guint tag = job->tag;
  switch (run->kind) {
  case RUN_TEXT:
    if (run->link != NULL && job->link_tag != NULL)
      tag = job->link_tag (job->user, tag, run->link);
    add_text (breaker, face, run->text, tag);
    return;
  case RUN_BREAK:
    add_token (breaker, TOKEN_END, face, "", 0, tag);
    return;
  case RUN_LEADER:
    add_token (breaker, TOKEN_LEADER, face, ".", 1, 0);
    return;
  case RUN_TAB:
    add_token (breaker, TOKEN_TAB, face, " ", 1, tag);
    return;
  }
}

static void
add_tokens (Breaker *breaker)
{
  const Paragraph *paragraph = breaker->job->paragraph;
  if (paragraph->marker != NULL && paragraph->marker[0] != '\0') {
    FaceIndex face = font_face_of (breaker->style, 0);
    add_text (breaker, face, paragraph->marker, breaker->job->label_tag);
    add_token (breaker, TOKEN_BLANK, face, " ", 1, breaker->job->label_tag);
    token_at (breaker, breaker->tokens->len - 1)->break_after = false;
  }
  for (gsize i = 0; i < paragraph->run_count; i++)
    add_run (breaker, &paragraph->runs[i]);
}

/* ---- tokens to lines ---- */

typedef struct {
  guint first, end; /* tokens of the line */
  bool hard;        /* ends because the author said so, or the text does */
  const Word *part; /* printed behind them: the first part of the token `end`, or NULL */
} Span;

static double
next_tab (double x)
{
  return (floor (x / TAB_STOP + SLACK) + 1) * TAB_STOP;
}

/* Where a blank, tab or leader ends that begins at x. */
static double
advance (const Token *token, double x)
{
  return token->kind == TOKEN_TAB ? next_tab (x) : x + token->width;
}

/* Cuts the word token `at` between letters so that its first part fits into `room` (at least one letter
 * does): that part is returned, or NULL if all of it fits; the token keeps the rest. */
static const Word *
cut_word (Breaker *breaker, guint at, double room)
{
  Token *token = token_at (breaker, at);
  const Word *part = NULL, *rest = NULL;
  if (!shaper_cut (breaker->job->shaper, token->word, (room + SLACK) / breaker->job->size, &part, &rest))
    return NULL;
  token->word = rest;
  token->width = word_width (rest, breaker->job->size);
  return part;
}

/* A leader ends its line: blanks and a line break right behind it say no more. */
static guint
after_leader (const Breaker *breaker, guint at)
{
  while (at < breaker->tokens->len && token_at (breaker, at)->kind == TOKEN_BLANK)
    at++;
  return at < breaker->tokens->len && token_at (breaker, at)->kind == TOKEN_END ? at + 1 : at;
}

/* The tokens of the line that begins with token `first` at `x`. */
static Span
take_line (Breaker *breaker, guint first, double x, double limit)
{
  guint chance = first; /* the line may end before this token */
  double start = x;
  for (guint i = first; i < breaker->tokens->len; i++) {
    const Token *token = token_at (breaker, i);
    if (token->kind == TOKEN_END)
      return (Span){ first, i + 1, true, NULL };
    if (token->kind == TOKEN_LEADER) {
      bool fits = i == first || limit - x >= LEADER_LEAST;
      return (Span){ first, fits ? after_leader (breaker, i + 1) : i, true, NULL };
    }
    if (token->kind == TOKEN_WORD && x + token->width > limit + SLACK) {
      if (chance > first)
        return (Span){ first, chance, false, NULL };
      bool no_room = limit - x < breaker->job->size; /* for a letter */
      if (i > first && (no_room || token->width <= limit - start + SLACK))
        return (Span){ first, i, false, NULL };
      const Word *part = cut_word (breaker, i, limit - x);
      return (Span){ first, part == NULL ? i + 1 : i, part == NULL && i + 1 == breaker->tokens->len, part };
    }
    x = advance (token, x);
    if (token->break_after)
      chance = i + 1;
  }
  return (Span){ first, breaker->tokens->len, true, NULL };
}

typedef struct {
  guint printed; /* tokens up to the last that shows */
  guint stretch; /* first token whose blanks may be stretched: after the last tab */
  guint blanks;
  double width;
} Measure;

static Measure
measure_line (const Breaker *breaker, Span span, double indent)
{
  Measure measure = { .printed = span.first, .stretch = span.first };
  for (guint i = span.first; i < span.end; i++) {
    TokenKind kind = token_at (breaker, i)->kind;
    if (kind == TOKEN_WORD || kind == TOKEN_LEADER)
      measure.printed = i + 1;
    if (kind == TOKEN_TAB)
      measure.stretch = i + 1;
  }
  if (span.part != NULL)
    measure.printed = span.end;
  double x = indent;
  for (guint i = span.first; i < measure.printed; i++) {
    const Token *token = token_at (breaker, i);
    x = advance (token, x);
    if (i >= measure.stretch && token->kind == TOKEN_BLANK)
      measure.blanks++;
  }
  measure.width = x - indent + (span.part != NULL ? word_width (span.part, breaker->job->size) : 0);
  return measure;
}

static void
add_piece (Line *line, const Word *word, double x, guint tag)
{
  line->pieces[line->count++] = (Piece){ .word = word, .x = (float)x, .tag = tag };
}

/* Dots from x to `right`, flush right. */
static void
add_leader (Shaper *shaper, Line *line, double x, double right, FaceIndex face)
{
  char dots[512];
  double one = word_width (shaper_word (shaper, face, ".", 1), line->size);
  gsize count = (gsize)CLAMP ((right - x) / one, 0, (double)sizeof dots);
  if (count == 0)
    return;
  memset (dots, '.', count);
  add_piece (line, shaper_word (shaper, face, dots, count), right - (double)count * one, 0);
}

typedef struct {
  double indent, left, right; /* the line's own edges, from the text's left edge */
} Edges;

static void
fill_line (const Breaker *breaker, Span span, const Measure *measure, double x, double extra, double right,
           Line *line)
{
  for (guint i = span.first; i < measure->printed; i++) {
    const Token *token = token_at (breaker, i);
    if (token->kind == TOKEN_LEADER) {
      add_leader (breaker->job->shaper, line, x + (i > span.first ? LEADER_GAP : 0), right,
                  (FaceIndex)token->word->face);
      continue;
    }
    add_piece (line, token->word, x, token->tag);
    x = advance (token, x);
    if (token->kind == TOKEN_BLANK && i >= measure->stretch)
      x += extra;
  }
  if (span.part != NULL)
    add_piece (line, span.part, x, token_at (breaker, span.end)->tag);
  /* The blank at which the line broke is kept for those who copy or listen. */
  if (!span.hard && measure->printed < span.end && token_at (breaker, measure->printed)->kind == TOKEN_BLANK)
    add_piece (line, token_at (breaker, measure->printed)->word, x,
               token_at (breaker, measure->printed)->tag);
}

static void
set_line (Breaker *breaker, Span span, Edges edges)
{
  const LineJob *job = breaker->job;
  const StyleSpec *style = breaker->style;
  Measure measure = measure_line (breaker, span, edges.indent);
  double room = edges.right - edges.left - edges.indent - measure.width, x = edges.left + edges.indent,
         extra = 0;
  bool leader = measure.printed > span.first && token_at (breaker, measure.printed - 1)->kind == TOKEN_LEADER;
  if (style->align == ALIGN_JUSTIFY && !span.hard && measure.blanks > 0)
    extra = room / measure.blanks;
  else if (style->align == ALIGN_CENTRE && !leader)
    x += room / 2;
  else if (style->align == ALIGN_RIGHT && !leader)
    x += room;
  Line *line = arena_new0 (job->arena, Line);
  line->size = (float)job->size;
  line->pieces = arena_array (job->arena, Piece, span.end - span.first + (job->contents ? 4 : 2));
  fill_line (breaker, span, &measure, x, extra, edges.right, line);
  const Font *font = font_get (FACE_REGULAR);
  double height = (font->ascent + font->descent + font->gap) * job->size * style->line;
  SetLine set
      = { .line = line, .height = height, .left = x, .width = measure.width + extra * measure.blanks };
  set.baseline = height - (font->descent + font->gap / 2) * job->size;
  g_array_append_val (breaker->lines, set);
}

static double
first_indent (const Breaker *breaker)
{
  const Paragraph *paragraph = breaker->job->paragraph;
  if (breaker->style->align == ALIGN_CENTRE || breaker->style->align == ALIGN_RIGHT)
    return 0;
  double indent = breaker->style->first_line * MM;
  return paragraph->list != LIST_NONE ? indent + paragraph->level * LIST_LEVEL_INDENT : indent;
}

static void
break_tokens (Breaker *breaker)
{
  const LineJob *job = breaker->job;
  Edges edges = { .indent = first_indent (breaker), .left = breaker->style->indent_left * MM };
  edges.right = job->width - breaker->style->indent_right * MM - (job->contents ? CONTENTS_MARGIN : 0);
  edges.right = MAX (edges.right, edges.left + job->size);
  if (edges.indent > (edges.right - edges.left) / 2)
    edges.indent = 0;
  for (guint at = 0; at < breaker->tokens->len;) {
    Span span = take_line (breaker, at, edges.indent, edges.right - edges.left);
    set_line (breaker, span, edges);
    edges.indent = 0;
    at = span.end;
  }
  if (breaker->lines->len == 0)
    set_line (breaker, (Span){ 0, 0, true, NULL }, edges);
}

SetLine *
line_break (const LineJob *job, gsize *ret_count)
{
  Breaker breaker = { .job = job, .style = &style_table[job->paragraph->style] };
  breaker.tokens = g_array_new (FALSE, FALSE, sizeof (Token));
  breaker.lines = g_array_new (FALSE, FALSE, sizeof (SetLine));
  add_tokens (&breaker);
  break_tokens (&breaker);
  *ret_count = breaker.lines->len;
  SetLine *lines = arena_array (job->arena, SetLine, breaker.lines->len);
  memcpy (lines, breaker.lines->data, breaker.lines->len * sizeof (SetLine));
  g_array_free (breaker.tokens, TRUE);
  g_array_free (breaker.lines, TRUE);
  return lines;
}

void
line_add_page_number (Shaper *shaper, Line *line, double width, const char *number, guint tag)
{
  const Word *word = shaper_word (shaper, FACE_REGULAR, number, strlen (number));
  double left = width - word_width (word, line->size), end = 0;
  if (line->count > 0) {
    const Piece *last = &line->pieces[line->count - 1];
    end = (double)last->x + word_width (last->word, line->size);
  }
  add_leader (shaper, line, end + LEADER_GAP, left - LEADER_GAP, FACE_REGULAR);
  add_piece (line, word, left, tag);
}

Line *
line_of_text (Arena *arena, Shaper *shaper, FaceIndex face, double size, const char *text, guint tag,
              double *ret_width)
{
  Line *line = arena_new0 (arena, Line);
  line->size = (float)size;
  line->pieces = arena_array (arena, Piece, 2 * strlen (text) + 1);
  double x = 0;
  for (const char *p = text; *p != '\0';) {
    gsize length = *p == ' ' ? 1 : MIN (strcspn (p, " "), WORD_MAX / 2);
    while (((guint8)p[length] & 0xC0) == 0x80)
      length++;
    const Word *word = shaper_word (shaper, face, p, length);
    add_piece (line, word, x, tag);
    x += word_width (word, size);
    p += length;
  }
  *ret_width = x;
  return line;
}
