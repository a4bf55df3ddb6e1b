/* letterhead.c - what stands before the body (ND 30/2020, Phu luc I, Phan I, II; forms of Phu luc III). */
#include "base/text.h"
#include "document/compose_parts.h"
#include "document/layout.h"
#include <string.h>

#define NATION "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
#define MOTTO "Độc lập - Tự do - Hạnh phúc"
#define RIGHT_WIDTH 90.0 /* mm: the nation's line, 88.3 mm at 12 pt bold, fits on one line */
#define ORGAN_RULE 0.4   /* II.2.b, II.5.b: a third to a half of the line */

static void
letterhead_widths (const Composer *composer, double ret_widths[2])
{
  double whole = composer_text_width (composer);
  ret_widths[1] = composer->section.landscape ? whole / 2 : RIGHT_WIDTH;
  ret_widths[0] = whole - ret_widths[1];
}

/* Would a line's end at `blank` part a word of two syllables, or leave "và" behind? */
static bool
parts_word (const char *text, const char *blank)
{
  static const char *const words[] = { "MẦM NON",  "TIỂU HỌC",  "TRUNG HỌC",    "CƠ SỞ",       "PHỔ THÔNG",
                                       "GIÁO DỤC", "ĐÀO TẠO",   "THƯỜNG XUYÊN", "TRUNG TÂM",   "ĐẠI HỌC",
                                       "CAO ĐẲNG", "TRUNG CẤP", "NHÂN DÂN",     "NGHỀ NGHIỆP", "VÀ " };
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++) {
    gsize before = (gsize)(strchr (words[i], ' ') - words[i]);
    if ((gsize)(blank - text) >= before && g_str_has_prefix (blank - before, words[i])
        && ((gsize)(blank - text) == before || blank[-(gssize)before - 1] == ' '))
      return true;
  }
  return false;
}

/* A name of two lines in halves as even as its words allow, not a full line and a lone word. */
static Block
balanced_text (Arena *arena, ParagraphStyle style, const char *text, double width)
{
  const StyleSpec *spec = &style_table[style];
  double room = width - spec->indent_left - spec->indent_right, best = 3 * room;
  const char *at = NULL;
  if (layout_text_width (style, 0, text) <= room)
    return block_text (arena, style, text);
  for (const char *blank = strchr (text, ' '); blank != NULL; blank = strchr (blank + 1, ' ')) {
    double first = layout_text_width (style, 0, arena_strndup (arena, text, (gsize)(blank - text)));
    double longer = MAX (first, layout_text_width (style, 0, blank + 1));
    double cost = longer + (parts_word (text, blank) ? room : 0); /* only where nothing else fits */
    if (longer <= room && cost < best) {
      best = cost;
      at = blank;
    }
  }
  if (at == NULL)
    return block_text (arena, style, text);
  Block block = block_text (arena, style, arena_strndup (arena, text, (gsize)(at - text)));
  ARENA_PUSH (arena, block.paragraph.runs, block.paragraph.run_count) = (Run){ .kind = RUN_BREAK };
  paragraph_add_text (arena, &block.paragraph, 0, at + 1);
  return block;
}

static void
add_organs (Composer *composer, Cell *cell, bool with_above)
{
  Arena *arena = composer->arena;
  double widths[2];
  letterhead_widths (composer, widths);
  const WordingHead *head = &composer->wording.head;
  const char *above = head->organ_above != NULL ? text_upper (arena, head->organ_above)
                                                : view_governing_body (arena, &composer->names);
  if (with_above && above != NULL)
    cell_add (arena, cell, balanced_text (arena, STYLE_ORGAN_ABOVE, above, widths[0]));
  const char *name = text_upper (arena, head->organ != NULL ? head->organ : composer->names.name);
  Block organ = balanced_text (arena, STYLE_ORGAN, name, widths[0]);
  organ.paragraph.rule_below = ORGAN_RULE;
  cell_add (arena, cell, organ);
}

static Block
number_line (Composer *composer, const char *symbol)
{
  Arena *arena = composer->arena;
  if (symbol == NULL)
    symbol = composer->wording.head.symbol;
  if (symbol == NULL && composer->has_paper)
    symbol = paper_symbol (composer->paper);
  const char *number = view_number_symbol (arena, composer->data->round, composer->facts, symbol);
  return block_text (arena, STYLE_NUMBER, arena_concat (arena, "Số: ", number, NULL));
}

static Block
place_and_date (Composer *composer)
{
  Arena *arena = composer->arena;
  const Round *round = composer->data->round;
  int year = composer->wording.head.year;
  if (year == 0)
    year = composer->has_paper ? paper_year (round->year, composer->paper) : round->year;
  CivilDate unset = { 0 };
  CivilDate date = composer->facts != NULL ? composer->facts->date : unset;
  const char *place = composer->names.place != NULL ? composer->names.place : "…";
  return block_text (arena, STYLE_PLACE_DATE,
                     arena_concat (arena, place, ", ", date_long (arena, date, year), NULL));
}

/* The head of a copy on paper (Phu luc III, mau 3.1): under a rule over the whole width. */
static void
add_copy_head (Composer *composer, const LetterheadOptions *options, GArray *out)
{
  Arena *arena = composer->arena;
  double widths[2];
  letterhead_widths (composer, widths);
  block_add (out, (Block){ .kind = BLOCK_RULE, .rule = { .width = composer_text_width (composer) } });
  TableBlock *table = block_layout (arena, out, 2, widths, 2);
  add_organs (composer, &table->rows[0].cells[0], false);
  cell_add (arena, &table->rows[0].cells[1],
            block_text (arena, STYLE_SIGNER_TITLE, text_upper (arena, options->copy)));
  const char *symbol = options->symbol != NULL ? options->symbol : "SY";
  const char *number = view_number_symbol (arena, composer->data->round, NULL, symbol);
  cell_add (arena, &table->rows[1].cells[0],
            block_text (arena, STYLE_NUMBER, arena_concat (arena, "Số: ", number, NULL)));
  cell_add (arena, &table->rows[1].cells[1], place_and_date (composer));
  table->keep_together = true;
  layout_finish (arena, table);
}

void
letterhead_add (Composer *composer, const LetterheadOptions *options, GArray *out)
{
  Arena *arena = composer->arena;
  double widths[2];
  if (options->copy != NULL) {
    add_copy_head (composer, options, out);
    return;
  }
  letterhead_widths (composer, widths);
  bool second = options->number || options->date;
  TableBlock *table = block_layout (arena, out, 2, widths, second ? 2 : 1);
  add_organs (composer, &table->rows[0].cells[0], true);
  cell_add (arena, &table->rows[0].cells[1], block_text (arena, STYLE_NATION, NATION));
  Block motto = block_text (arena, STYLE_MOTTO, MOTTO);
  motto.paragraph.rule_below = 1.0;
  cell_add (arena, &table->rows[0].cells[1], motto);
  if (options->number)
    cell_add (arena, &table->rows[1].cells[0], number_line (composer, options->symbol));
  if (options->date)
    cell_add (arena, &table->rows[1].cells[1], place_and_date (composer));
  table->keep_together = true;
  layout_finish (arena, table);
}

void
letterhead_add_title (Composer *composer, const char *kind, const char *subject, GArray *out)
{
  Arena *arena = composer->arena;
  if (kind != NULL) {
    Block block = block_text (arena, STYLE_KIND, kind);
    block_add (out, block);
  }
  if (subject != NULL) {
    Block block = block_text (arena, STYLE_SUBJECT, subject);
    block.paragraph.rule_below = ORGAN_RULE;
    block_add (out, block);
  }
}

/* One receiver stands on the line of "Kính gửi:"; several below it, their dashes under the colon (II.9.d). */
void
letterhead_add_receivers (Composer *composer, const char *const *receivers, gsize count, GArray *out)
{
  Arena *arena = composer->arena;
  if (count == 0)
    return;
  if (count == 1) {
    block_add (out,
               block_text (arena, STYLE_SALUTATION, arena_concat (arena, "Kính gửi: ", receivers[0], NULL)));
    return;
  }
  double whole = composer_text_width (composer), widths[2] = { 48, whole - 48 };
  TableBlock *table = block_layout (arena, out, 2, widths, 2);
  table->font_size = style_table[STYLE_SALUTATION].size;
  cell_add (arena, &table->rows[0].cells[0], block_text (arena, STYLE_TABLE_RIGHT, "Kính gửi:"));
  for (gsize i = 0; i < count; i++) {
    const char *line = arena_concat (arena, "- ", receivers[i], i + 1 < count ? ";" : ".", NULL);
    cell_add (arena, &table->rows[1].cells[1], block_text (arena, STYLE_TABLE_TEXT, line));
  }
  layout_finish (arena, table);
}

static void
add_salutation (Composer *composer)
{
  const char *to = composer->wording.head.to;
  if (to == NULL)
    to = view_salutation (&composer->names);
  if (to == NULL || strcmp (to, "none") == 0)
    return;
  const char **receivers = NULL;
  gsize count = 0;
  g_auto (GStrv) parts = g_strsplit (to, "|", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    if (*g_strstrip (parts[i]) != '\0')
      ARENA_PUSH (composer->arena, receivers, count) = arena_strdup (composer->arena, parts[i]);
  letterhead_add_receivers (composer, receivers, count, composer->blocks);
}

/* The signer's office in capitals above the căn cứ (Phu luc III, mau 1.2, note 6). */
static void
add_office (Composer *composer)
{
  Arena *arena = composer->arena;
  const char *office = composer->wording.head.office;
  if (office == NULL) {
    Signer signer = view_signer (arena, composer->data->round, composer->facts);
    office = arena_concat (arena, view_office (arena, &signer.title), " ", composer->names.name, NULL);
  }
  block_add (composer->blocks, block_text (arena, STYLE_AUTHORITY, text_upper (arena, office)));
}

void
letterhead_begin (Composer *composer)
{
  const WordingHead *head = &composer->wording.head;
  if (head->form >= FORM_ANNEX)
    return;
  letterhead_add (composer, &(LetterheadOptions){ .number = head->number, .date = head->date },
                  composer->blocks);
  letterhead_add_title (composer, head->kind, head->subject, composer->blocks);
  if (head->form == FORM_DECISION)
    add_office (composer);
  if (head->form == FORM_SUBMISSION || head->form == FORM_REPORT)
    add_salutation (composer);
}
