/* compose.c - see compose.h: one document from its wording. */
#include "document/compose_parts.h"
#include <string.h>

/* ---- blocks ---- */

Block
block_paragraph (ParagraphStyle style)
{
  return (Block){ .kind = BLOCK_PARAGRAPH, .paragraph = { .style = style } };
}

void
paragraph_add_text (Arena *arena, Paragraph *paragraph, guint style, const char *text)
{
  ARENA_PUSH (arena, paragraph->runs, paragraph->run_count)
      = (Run){ .kind = RUN_TEXT, .style = style, .text = markdown_clean (arena, text) };
}

Block
block_text (Arena *arena, ParagraphStyle style, const char *text)
{
  Block block = block_paragraph (style);
  paragraph_add_text (arena, &block.paragraph, 0, text);
  return block;
}

void
block_add (GArray *out, Block block)
{
  g_array_append_val (out, block);
}

TableBlock *
block_layout (Arena *arena, GArray *out, gsize columns, const double *widths, gsize rows)
{
  Block block = { .kind = BLOCK_TABLE };
  TableBlock *table = &block.table;
  table->kind = TABLE_LAYOUT;
  table->column_count = columns;
  table->widths = arena_array (arena, double, columns);
  memcpy (table->widths, widths, columns * sizeof *widths);
  table->row_count = rows;
  table->rows = arena_array (arena, TableRowBlock, rows);
  for (gsize r = 0; r < rows; r++) {
    TableRowBlock *row = &table->rows[r];
    row->keep = true;
    row->cell_count = columns;
    row->cells = arena_array (arena, Cell, columns);
    for (gsize c = 0; c < columns; c++)
      row->cells[c] = (Cell){ .col_span = 1, .row_span = 1, .column = (guint)c };
  }
  block_add (out, block);
  return &g_array_index (out, Block, out->len - 1).table;
}

void
cell_add (Arena *arena, Cell *cell, Block block)
{
  ARENA_PUSH (arena, cell->blocks, cell->block_count) = block;
}

void
layout_finish (Arena *arena, TableBlock *table)
{
  for (gsize r = 0; r < table->row_count; r++)
    for (gsize c = 0; c < table->rows[r].cell_count; c++)
      if (table->rows[r].cells[c].block_count == 0)
        cell_add (arena, &table->rows[r].cells[c], block_paragraph (STYLE_RECIPIENT));
}

/* ---- sections ---- */

double
composer_text_width (const Composer *composer)
{
  return section_text_width (&composer->section);
}

static void
begin_section (Composer *composer, const Section *flags)
{
  composer->section = *flags;
  composer->markdown.cover = flags->bordered;
  composer->markdown.text_width = composer_text_width (composer);
}

/* Does the paragraph announce what follows: "như sau:"? */
static bool
announces (const Paragraph *paragraph)
{
  const Run *last = paragraph->run_count > 0 ? &paragraph->runs[paragraph->run_count - 1] : NULL;
  return last != NULL && last->kind == RUN_TEXT && g_str_has_suffix (last->text, ":");
}

static void
keep_announced (GArray *blocks)
{
  for (guint i = 0; i + 1 < blocks->len; i++) {
    Block *block = &g_array_index (blocks, Block, i);
    if (block->kind == BLOCK_PARAGRAPH && announces (&block->paragraph))
      block->paragraph.keep_with_next = true;
  }
}

static void
end_section (Composer *composer)
{
  Section section = composer->section;
  GArray *blocks = composer->blocks;
  keep_announced (blocks);
  section.block_count = blocks->len;
  section.blocks = arena_array (composer->arena, Block, blocks->len);
  if (blocks->len > 0)
    memcpy (section.blocks, blocks->data, blocks->len * sizeof (Block));
  g_array_append_val (composer->sections, section);
  g_array_set_size (blocks, 0);
}

void
composer_next_section (Composer *composer, const Section *next)
{
  if (composer->blocks->len > 0)
    end_section (composer);
  begin_section (composer, next);
}

/* ---- marks and fields ---- */

static const char *
evidence_text (void *user, const char *key)
{
  Composer *composer = user;
  const Evidence *evidence = round_find_evidence (composer->data->round, key);
  if (evidence == NULL)
    return NULL;
  const char *code = figures_evidence_code (composer->data->figures, evidence);
  if (code != NULL || evidence->title == NULL)
    return code;
  return arena_concat (composer->arena, "[", evidence->title, "]", NULL);
}

static const char *
figure_text (void *user, const char *name)
{
  Composer *composer = user;
  return figures_named (composer->data->figures, composer->arena, name);
}

static bool
put_field (void *user, guint index, ParagraphStyle body, GArray *out, GError **error)
{
  Composer *composer = user;
  if (index >= composer->data->field_count)
    return true;
  const ViewField *field = &composer->data->fields[index];
  MarkdownContext context = { .arena = composer->arena,
                              .place = field->place,
                              .first_line = 1,
                              .lenient = true,
                              .text_width = composer_text_width (composer),
                              .evidence = evidence_text,
                              .figure = figure_text,
                              .user = composer,
                              .body = body,
                              .next_list_id = &composer->list_id };
  return markdown_to_blocks (&context, field->markdown, out, error);
}

/* ---- the document ---- */

static void
composer_init (Composer *composer, const ComposeContext *context, const DocumentSpec *spec)
{
  composer->context = context;
  composer->spec = spec;
  composer->arena = context->arena;
  composer->has_paper = spec->paper != NULL && paper_from_name (spec->paper, &composer->paper);
  composer->facts = composer->has_paper ? &context->round->papers[composer->paper] : NULL;
  composer->names = view_names_of (context->round, spec);
  composer->data
      = context->data != NULL ? context->data : view_build (context->arena, context->round, context->figures);
}

static void
open_markdown (Composer *composer)
{
  const Wording *wording = &composer->wording;
  composer->markdown = (MarkdownContext){
    .arena = composer->arena,
    .place = wording->place,
    .first_line = 1,
    .lines = wording->lines + wording->body_line,
    .line_count = wording->line_count - wording->body_line,
    .evidence = evidence_text,
    .figure = figure_text,
    .field = put_field,
    .fence = fence_run,
    .user = composer,
    .body = STYLE_BODY,
    .next_list_id = &composer->list_id,
  };
}

/* Under "Phần" all other headings stand one level lower. */
static void
shift_outline (Section *sections, gsize count)
{
  bool parts = false;
  for (int pass = 0; pass < 2 && (pass == 0 || parts); pass++)
    for (gsize s = 0; s < count; s++)
      for (gsize b = 0; b < sections[s].block_count; b++) {
        Block *block = &sections[s].blocks[b];
        if (block->kind != BLOCK_PARAGRAPH || block->paragraph.outline == 0)
          continue;
        if (block->paragraph.style == STYLE_PART)
          parts = true;
        else if (pass == 1)
          block->paragraph.outline++;
      }
}

static const Document *
make_document (Composer *composer)
{
  const Round *round = composer->data->round;
  Document *document = arena_new0 (composer->arena, Document);
  const WordingHead *head = &composer->wording.head;
  document->id = composer->spec->id;
  document->stem = composer->spec->stem;
  document->title = composer->spec->title;
  document->subject = head->subject != NULL ? head->subject : composer->spec->title;
  document->author = composer->names.name;
  document->draft = composer->context->draft;
  if (composer->facts != NULL) {
    document->date = composer->facts->date;
    const char *symbol = head->symbol != NULL ? head->symbol : paper_symbol (composer->paper);
    if (composer->facts->number > 0)
      document->symbol = view_number_symbol (composer->arena, round, composer->facts, symbol);
  }
  document->section_count = composer->sections->len;
  document->sections = arena_array (composer->arena, Section, composer->sections->len);
  memcpy (document->sections, composer->sections->data, composer->sections->len * sizeof (Section));
  shift_outline (document->sections, document->section_count);
  return document;
}

static const Document *
compose_with (Composer *composer, const char *place, const char *text, GError **error)
{
  const ComposeContext *context = composer->context;
  const ViewRoot *root = view_for_document (composer->arena, composer->data, composer->spec, context->draft);
  if (!wording_render (composer->arena, root, place, text, &composer->wording, error))
    return NULL;
  const WordingHead *head = &composer->wording.head;
  open_markdown (composer);
  begin_section (composer, &(Section){ .landscape = head->landscape,
                                       .bordered = head->form == FORM_COVER,
                                       .number_pages = head->page_numbers });
  letterhead_begin (composer);
  if (!markdown_to_blocks (&composer->markdown, composer->wording.text + composer->wording.body,
                           composer->blocks, error))
    return NULL;
  if (composer->blocks->len > 0 || composer->sections->len == 0)
    end_section (composer);
  return make_document (composer);
}

static const Document *
compose_source (const ComposeContext *context, const DocumentSpec *spec, const char *place, const char *text,
                GError **error)
{
  g_autoptr (GArray) blocks = g_array_new (FALSE, FALSE, sizeof (Block));
  g_autoptr (GArray) sections = g_array_new (FALSE, FALSE, sizeof (Section));
  Composer composer = { .blocks = blocks, .sections = sections };
  composer_init (&composer, context, spec);
  return compose_with (&composer, place, text, error);
}

const Document *
compose_document (const ComposeContext *context, const DocumentSpec *spec, GError **error)
{
  const char *text, *place;
  if (!wording_find (context, spec->id, &text, &place, error))
    return NULL;
  return compose_source (context, spec, place, text, error);
}

const Document *
compose_from_text (const ComposeContext *context, const DocumentSpec *spec, const char *place,
                   const char *text, gsize size, GError **error)
{
  const char *accepted;
  if (!wording_accept (context->arena, place, text, size, &accepted, error))
    return NULL;
  return compose_source (context, spec, place, accepted, error);
}

bool
compose_prepare (ComposeContext *context, GError **error)
{
  context->data = view_build (context->arena, context->round, context->figures);
  return true;
}

void
compose_set_pages (const ComposeContext *context, const DocumentSpec *spec, guint pages)
{
  for (gsize i = 0; i < context->data->enclosure_count; i++)
    if (context->data->enclosed[i] == spec)
      value_set_int (context->data->enclosures[i], "pages", pages);
}

bool
compose_wanted (const ComposeContext *context, const DocumentSpec *spec)
{
  return view_condition (context->round, context->figures, spec->when);
}
