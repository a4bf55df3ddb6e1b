/* slip.c - see slip.h. */
#include "document/slip.h"
#include "document/compose_parts.h"
#include "document/pdf.h"
#include <string.h>

#define ACROSS 2
#define DOWN (SLIPS_PER_PAGE / ACROSS)
#define PORTION ((gsize)25 * SLIPS_PER_PAGE)
#define SLIP_HEIGHT 64 /* mm: four fill a page */
#define QR_WIDTH 26.0
#define FONT_SIZE 10.5

static void
add_break (Arena *arena, Paragraph *paragraph)
{
  ARENA_PUSH (arena, paragraph->runs, paragraph->run_count) = (Run){ .kind = RUN_BREAK };
}

static void
add_line (Arena *arena, Paragraph *paragraph, const char *label, guint style, const char *text)
{
  if (paragraph->run_count > 0)
    add_break (arena, paragraph);
  if (label != NULL)
    paragraph_add_text (arena, paragraph, 0, label);
  paragraph_add_text (arena, paragraph, style, text);
}

static bool
fill_slip (Arena *arena, const SlipSheet *sheet, const Slip *slip, Cell *cell, GError **error)
{
  Block qr, above = block_paragraph (STYLE_TABLE_CENTRE), below = block_paragraph (STYLE_TABLE_CENTRE);
  if (!block_qr (arena, slip->link, QR_WIDTH, &qr)) {
    error_set (error, NULL, MSG_SLIP_LINK, slip->link, NULL);
    return false;
  }
  qr.qr.text = NULL;
  qr.qr.alt = arena_concat (arena, "Mã QR để ", slip->name, " đăng nhập lần đầu", NULL);
  add_line (arena, &above.paragraph, NULL, 0, sheet->unit_name);
  add_line (arena, &above.paragraph, NULL, RUN_BOLD, slip->name);
  if (slip->department != NULL && *slip->department != '\0')
    paragraph_add_text (arena, &above.paragraph, 0, arena_concat (arena, ", ", slip->department, NULL));
  add_line (arena, &below.paragraph, "Tên đăng nhập: ", RUN_BOLD, slip->login);
  add_line (arena, &below.paragraph, "Mã: ", RUN_BOLD, slip->code);
  add_line (arena, &below.paragraph, "Quét mã QR, hoặc vào ", 0, sheet->address);
  add_line (arena, &below.paragraph, "Dùng một lần, đến hết ngày ", 0,
            date_short (arena, sheet->valid_until));
  cell->valign = VALIGN_MIDDLE;
  cell_add (arena, cell, above);
  cell_add (arena, cell, qr);
  cell_add (arena, cell, below);
  return true;
}

/* One page: a grid whose rules are where to cut. */
static bool
add_page (Arena *arena, const SlipSheet *sheet, gsize first, GArray *out, GError **error)
{
  double widths[ACROSS] = { 80, 80 };
  gsize count = MIN (sheet->count - first, SLIPS_PER_PAGE);
  TableBlock *table = block_layout (arena, out, ACROSS, widths, (count + ACROSS - 1) / ACROSS);
  table->kind = TABLE_GRID;
  table->font_size = FONT_SIZE;
  table->summary = "Phiếu đăng nhập, cắt theo đường kẻ";
  for (gsize r = 0; r < table->row_count; r++)
    table->rows[r].min_height = SLIP_HEIGHT;
  for (gsize i = 0; i < count; i++) {
    Cell *cell = &table->rows[i / ACROSS].cells[i % ACROSS];
    if (!fill_slip (arena, sheet, &sheet->slips[first + i], cell, error))
      return false;
  }
  layout_finish (arena, table);
  return true;
}

static bool
check_count (const SlipSheet *sheet, GError **error)
{
  bool fits = sheet->count > 0 && sheet->count <= SLIPS_MAX;
  if (!fits)
    error_set (error, NULL, MSG_SLIP_COUNT, G_STRINGIFY (SLIPS_MAX), NULL);
  return fits;
}

const Document *
slips_compose (Arena *arena, const SlipSheet *sheet, GError **error)
{
  if (!check_count (sheet, error))
    return NULL;
  g_autoptr (GArray) blocks = g_array_new (FALSE, FALSE, sizeof (Block));
  for (gsize first = 0; first < sheet->count; first += SLIPS_PER_PAGE) {
    if (first > 0)
      block_add (blocks, (Block){ .kind = BLOCK_PAGE_BREAK });
    if (!add_page (arena, sheet, first, blocks, error))
      return NULL;
  }
  Section *section = arena_new0 (arena, Section);
  section->block_count = blocks->len;
  section->blocks = arena_array (arena, Block, blocks->len);
  memcpy (section->blocks, blocks->data, blocks->len * sizeof (Block));
  Document *document = arena_new0 (arena, Document);
  *document = (Document){ .id = "slips", .stem = "phieu-dang-nhap", .title = "Phiếu đăng nhập" };
  document->subject = document->title;
  document->author = sheet->unit_name;
  document->sections = section;
  document->section_count = 1;
  return document;
}

void
slips_add (Arena *arena, SlipSheet *sheet, const char *name, const char *department, const char *login,
           guint8 ret_hash[TOKEN_HASH_SIZE])
{
  Slip *slip = &ARENA_PUSH (arena, sheet->slips, sheet->count);
  *slip = (Slip){ .name = name, .department = department, .login = login };
  slip->code = code_make (arena, CODE_SLIP_GROUPS, ret_hash);
  slip->link = arena_concat (arena, sheet->address, "?ma=", slip->code, NULL);
}

static bool
add_portion (Arena *arena, const SlipSheet *sheet, gsize first, GPtrArray *layouts, GError **error)
{
  SlipSheet portion = *sheet;
  portion.slips = sheet->slips + first;
  portion.count = MIN (sheet->count - first, PORTION);
  const Document *document = slips_compose (arena, &portion, error);
  Layout *layout = document != NULL ? layout_document (document, error) : NULL;
  if (layout != NULL)
    g_ptr_array_add (layouts, layout);
  return layout != NULL;
}

GBytes *
slips_pdf (Arena *arena, const SlipSheet *sheet, SlipsTold told, void *user, GError **error)
{
  g_autoptr (GPtrArray) layouts = g_ptr_array_new_with_free_func ((GDestroyNotify)layout_free);
  if (!check_count (sheet, error))
    return NULL;
  for (gsize done = 0; done < sheet->count; done += PORTION) {
    if (told != NULL && !told (user, done)) {
      error_set (error, NULL, MSG_JOB_STOPPED, NULL);
      return NULL;
    }
    if (!add_portion (arena, sheet, done, layouts, error))
      return NULL;
  }
  return pdf_write_series ((Layout *const *)layouts->pdata, layouts->len, error);
}
