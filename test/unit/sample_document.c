/* sample_document.c - see sample_document.h. */
#include "sample_document.h"

typedef struct {
  Arena *arena;
  Block *items;
  gsize count;
} Blocks;

Block
sample_paragraph (Arena *arena, ParagraphStyle style, const char *text)
{
  Block block = { .kind = BLOCK_PARAGRAPH };
  block.paragraph.style = style;
  ARENA_PUSH (arena, block.paragraph.runs, block.paragraph.run_count)
      = (Run){ .kind = RUN_TEXT, .text = arena_strdup (arena, text) };
  return block;
}

Document *
sample_one_section (Arena *arena, const Block *blocks, gsize count)
{
  Document *document = arena_new0 (arena, Document);
  *document = (Document){ .id = "sample", .stem = "sample", .title = "Mẫu" };
  document->sections = arena_array (arena, Section, 1);
  document->section_count = 1;
  document->sections[0] = (Section){ .number_pages = true, .block_count = count };
  document->sections[0].blocks = arena_array (arena, Block, count);
  for (gsize i = 0; i < count; i++)
    document->sections[0].blocks[i] = blocks[i];
  return document;
}

static Paragraph *
add (Blocks *blocks, ParagraphStyle style, const char *text)
{
  ARENA_PUSH (blocks->arena, blocks->items, blocks->count) = sample_paragraph (blocks->arena, style, text);
  return &blocks->items[blocks->count - 1].paragraph;
}

static void
add_run (Blocks *blocks, Paragraph *paragraph, Run run)
{
  ARENA_PUSH (blocks->arena, paragraph->runs, paragraph->run_count) = run;
}

static void
add_ruled (Blocks *blocks, ParagraphStyle style, const char *text, double rule)
{
  add (blocks, style, text)->rule_below = rule;
}

static void
add_item (Blocks *blocks, ListKind list, guint level, guint id, guint ordinal, const char *marker,
          const char *text)
{
  Paragraph *item = add (blocks, STYLE_ITEM, text);
  item->list = list;
  item->level = level;
  item->list_id = id;
  item->ordinal = ordinal;
  item->marker = marker;
}

static Block *
add_block (Blocks *blocks, BlockKind kind)
{
  ARENA_PUSH (blocks->arena, blocks->items, blocks->count) = (Block){ .kind = kind };
  return &blocks->items[blocks->count - 1];
}

static TableBlock *
add_table (Blocks *blocks, TableKind kind, const double *widths, gsize columns, gsize rows)
{
  TableBlock *table = &add_block (blocks, BLOCK_TABLE)->table;
  *table = (TableBlock){ .kind = kind, .column_count = columns, .row_count = rows };
  table->widths = arena_array (blocks->arena, double, columns);
  for (gsize i = 0; i < columns; i++)
    table->widths[i] = widths[i];
  table->rows = arena_array (blocks->arena, TableRowBlock, rows);
  return table;
}

static Cell *
add_cell (Arena *arena, TableRowBlock *row, guint column, guint columns, guint rows, Blocks content)
{
  ARENA_PUSH (arena, row->cells, row->cell_count) = (Cell){ .blocks = content.items,
                                                            .block_count = content.count,
                                                            .col_span = columns,
                                                            .row_span = rows,
                                                            .column = column };
  return &row->cells[row->cell_count - 1];
}

static Cell *
add_text_cell (Arena *arena, TableRowBlock *row, guint column, ParagraphStyle style, const char *text)
{
  Blocks content = { .arena = arena };
  add (&content, style, text);
  return add_cell (arena, row, column, 1, 1, content);
}

static void
add_letterhead (Blocks *blocks)
{
  static const double widths[] = { 62, 98 };
  TableBlock *table = add_table (blocks, TABLE_LAYOUT, widths, 2, 2);
  Blocks left = { .arena = blocks->arena }, right = left, number = left, date = left;
  add (&left, STYLE_ORGAN_ABOVE, "PHÒNG GDĐT QUẬN LONG BIÊN");
  add_ruled (&left, STYLE_ORGAN, "TRƯỜNG TIỂU HỌC GIA THỤY", 0.4);
  add (&right, STYLE_NATION, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM");
  add_ruled (&right, STYLE_MOTTO, "Độc lập - Tự do - Hạnh phúc", 1.0);
  add (&number, STYLE_NUMBER, "Số: 66/QĐ-THGT");
  add (&date, STYLE_PLACE_DATE, "Gia Thụy, ngày 02 tháng 12 năm 2024");
  add_cell (blocks->arena, &table->rows[0], 0, 1, 1, left);
  add_cell (blocks->arena, &table->rows[0], 1, 1, 1, right);
  add_cell (blocks->arena, &table->rows[1], 0, 1, 1, number);
  add_cell (blocks->arena, &table->rows[1], 1, 1, 1, date);
}

static void
add_signature (Blocks *blocks)
{
  static const double widths[] = { 80, 80 };
  TableBlock *table = add_table (blocks, TABLE_LAYOUT, widths, 2, 1);
  Blocks left = { .arena = blocks->arena }, right = left;
  table->keep_together = true;
  add (&left, STYLE_RECIPIENT_HEAD, "Nơi nhận:");
  add (&left, STYLE_RECIPIENT, "- Như Điều 3;");
  add (&left, STYLE_RECIPIENT, "- Lưu: VT.");
  add (&right, STYLE_SIGNER_TITLE, "HIỆU TRƯỞNG");
  add_block (&right, BLOCK_SPACE)->space.height = 25;
  add (&right, STYLE_SIGNER_NAME, "Nguyễn Thị Hồng Đào");
  add_cell (blocks->arena, &table->rows[0], 0, 1, 1, left);
  add_cell (blocks->arena, &table->rows[0], 1, 1, 1, right);
}

static void
add_lists (Blocks *blocks)
{
  static const char *const letters[] = { "a)", "b)", "c)", "d)", "đ)", "e)" };
  add_item (blocks, LIST_DASH, 0, 1, 1, "-",
            "Gạch đầu dòng thứ nhất của một danh sách đủ dài để xuống dòng thứ hai và cho "
            "thấy chữ đầu dòng lùi vào;");
  add_item (blocks, LIST_PLUS, 1, 2, 1, "+", "Ý nhỏ;");
  add_item (blocks, LIST_DASH, 0, 1, 2, "-", "Gạch đầu dòng thứ hai.");
  add_item (blocks, LIST_DECIMAL, 0, 3, 1, "1.", "Khoản một.");
  add_item (blocks, LIST_DECIMAL, 0, 3, 2, "2.", "Khoản hai.");
  add_item (blocks, LIST_DECIMAL, 0, 4, 1, "1.", "Danh sách khác đếm lại từ đầu.");
  for (guint i = 0; i < G_N_ELEMENTS (letters); i++)
    add_item (blocks, LIST_LETTER, 0, 5, i + 1, letters[i], "Điểm theo chữ cái tiếng Việt.");
}

static void
add_decision (Blocks *blocks)
{
  add_letterhead (blocks);
  add (blocks, STYLE_KIND, "QUYẾT ĐỊNH");
  add_ruled (blocks, STYLE_SUBJECT, "Về việc thành lập Tổ đánh giá “Đơn vị học tập” năm 2024", 0.4);
  add (blocks, STYLE_AUTHORITY, "HIỆU TRƯỞNG TRƯỜNG TIỂU HỌC GIA THỤY");
  add (blocks, STYLE_LEGAL_BASIS,
       "Căn cứ Thông tư số 24/2023/TT-BGDĐT ngày 11 tháng 12 năm 2023 của Bộ trưởng Bộ Giáo dục và "
       "Đào tạo;");
  add (blocks, STYLE_AUTHORITY, "QUYẾT ĐỊNH:");
  Paragraph *article = add (blocks, STYLE_ARTICLE, "Điều 1.");
  article->runs[0].style = RUN_BOLD;
  add_run (blocks, article, (Run){ .kind = RUN_TEXT, .text = " Thành lập Tổ đánh giá & xếp loại <A>; xem " });
  add_run (blocks, article,
           (Run){ .kind = RUN_TEXT, .text = "minh chứng", .style = RUN_ITALIC, .link = "#mc-1" });
  add_run (blocks, article, (Run){ .kind = RUN_TEXT, .text = " và " });
  add_run (blocks, article,
           (Run){ .kind = RUN_TEXT, .text = "trang tin", .link = "https://example.edu.vn/?a=1&b=2" });
  add_lists (blocks);
  Paragraph *blank = add (blocks, STYLE_BODY, "Họ và tên: ");
  add_run (blocks, blank, (Run){ .kind = RUN_LEADER });
  add_signature (blocks);
}

static void
add_people (Blocks *blocks)
{
  static const double widths[] = { 12, 60, 35, 30, 110 };
  static const char *const heads[] = { "STT", "Họ và tên", "Kết quả", NULL, "Ghi chú" };
  TableBlock *table = add_table (blocks, TABLE_DATA, widths, 5, 62);
  table->font_size = 11;
  table->summary = "Danh sách";
  for (guint i = 0; i < 5; i++)
    if (heads[i] != NULL) {
      Cell *cell = add_text_cell (blocks->arena, &table->rows[0], i, STYLE_TABLE_HEAD, heads[i]);
      cell->header = true;
      cell->row_span = i == 2 ? 1 : 2;
      cell->col_span = i == 2 ? 2 : 1;
    }
  add_text_cell (blocks->arena, &table->rows[1], 2, STYLE_TABLE_HEAD, "Điểm")->header = true;
  add_text_cell (blocks->arena, &table->rows[1], 3, STYLE_TABLE_HEAD, "Đạt")->header = true;
  table->rows[0].header = table->rows[1].header = true;
  for (guint r = 2; r < 62; r++) {
    TableRowBlock *row = &table->rows[r];
    row->keep = true;
    add_text_cell (blocks->arena, row, 0, STYLE_TABLE_CENTRE, arena_printf (blocks->arena, "%u", r - 1));
    Cell *name = add_text_cell (blocks->arena, row, 1, STYLE_TABLE_TEXT, "Nguyễn Thị Ánh Tuyết");
    if (r == 2)
      name->blocks[0].paragraph.anchor = "mc-1";
    add_text_cell (blocks->arena, row, 2, STYLE_TABLE_RIGHT, "95,5");
    add_text_cell (blocks->arena, row, 3, STYLE_TABLE_CENTRE, "x");
    add_text_cell (blocks->arena, row, 4, STYLE_TABLE_TEXT, "");
  }
}

static void
add_annex (Blocks *blocks)
{
  static guint8 modules[21 * 21];
  for (guint i = 0; i < sizeof modules; i++)
    modules[i] = i % 3 == 0;
  add (blocks, STYLE_TOC_TITLE, "MỤC LỤC");
  add_block (blocks, BLOCK_TOC);
  add_block (blocks, BLOCK_PAGE_BREAK);
  add (blocks, STYLE_PART, "Phần I. ĐẶT VẤN ĐỀ")->outline = 1;
  add (blocks, STYLE_HEADING_1, "I. ĐẶC ĐIỂM TÌNH HÌNH")->outline = 2;
  add (blocks, STYLE_BODY, "Trường được thành lập năm 1997.");
  add (blocks, STYLE_HEADING_2, "1. Thuận lợi")->outline = 3;
  add (blocks, STYLE_BODY, "Đội ngũ ổn định.");
  add (blocks, STYLE_PART, "Phần II. TỰ ĐÁNH GIÁ")->outline = 1;
  add_block (blocks, BLOCK_RULE)->rule.width = 40;
  add_block (blocks, BLOCK_QR)->qr
      = (QrBlock){ .modules = modules, .size = 21, .width = 25, .text = "dvht.vn/x", .alt = "Mã QR" };
}

static void
add_cover (Blocks *blocks)
{
  add (blocks, STYLE_COVER_ORGAN, "TRƯỜNG TIỂU HỌC GIA THỤY");
  add_block (blocks, BLOCK_SPACE)->space.stretch = true;
  add (blocks, STYLE_COVER_TITLE, "HỒ SƠ TỰ ĐÁNH GIÁ “ĐƠN VỊ HỌC TẬP”");
  add_block (blocks, BLOCK_SPACE)->space.stretch = true;
  add (blocks, STYLE_COVER_TEXT, "Gia Thụy, năm 2024");
}

const Document *
sample_document (Arena *arena)
{
  static void (*const parts[]) (Blocks *) = { add_cover, add_decision, add_people, add_annex };
  Document *document = arena_new0 (arena, Document);
  *document = (Document){ .id = "sample",
                          .stem = "sample",
                          .title = "Quyết định thành lập Tổ đánh giá",
                          .subject = "Thành lập Tổ & phân công",
                          .author = "Trường Tiểu học Gia Thụy",
                          .date = { 2024, 12, 2 },
                          .symbol = "66/QĐ-THGT",
                          .draft = true,
                          .section_count = 4 };
  document->sections = arena_array (arena, Section, 4);
  for (guint i = 0; i < 4; i++) {
    Blocks blocks = { .arena = arena };
    parts[i](&blocks);
    document->sections[i] = (Section){ .blocks = blocks.items,
                                       .block_count = blocks.count,
                                       .number_pages = i > 0,
                                       .bordered = i == 0,
                                       .landscape = i == 2,
                                       .restart_numbering = i == 1 || i == 3 };
  }
  return document;
}
