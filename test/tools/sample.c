/* sample.c - see sample.h. */
#include "sample.h"
#include <string.h>

Block *
sample_add (SampleBlocks *list, BlockKind kind)
{
  Block *block = &ARENA_PUSH (list->arena, list->blocks, list->count);
  *block = (Block){ .kind = kind };
  return block;
}

void
sample_run (Arena *arena, Paragraph *paragraph, RunKind kind, guint style, const char *text)
{
  ARENA_PUSH (arena, paragraph->runs, paragraph->run_count)
      = (Run){ .kind = kind, .style = style, .text = text };
}

static void
fill_paragraph (Arena *arena, Paragraph *paragraph, ParagraphStyle style, const char *text)
{
  *paragraph = (Paragraph){ .style = style };
  if (text[0] != '\0')
    sample_run (arena, paragraph, RUN_TEXT, 0, text);
}

Paragraph *
sample_paragraph (SampleBlocks *list, ParagraphStyle style, const char *text)
{
  Paragraph *paragraph = &sample_add (list, BLOCK_PARAGRAPH)->paragraph;
  fill_paragraph (list->arena, paragraph, style, text);
  return paragraph;
}

Cell *
sample_cell (Arena *arena, TableRowBlock *row, guint column, ParagraphStyle style, const char *text)
{
  Cell *cell = &ARENA_PUSH (arena, row->cells, row->cell_count);
  *cell = (Cell){ .col_span = 1, .row_span = 1, .column = column };
  SampleBlocks content = { .arena = arena };
  sample_paragraph (&content, style, text);
  cell->blocks = content.blocks;
  cell->block_count = content.count;
  return cell;
}

TableBlock *
sample_table (SampleBlocks *list, const double *widths, gsize columns, const char *const *texts, gsize rows,
              gsize headers)
{
  Arena *arena = list->arena;
  TableBlock *table = &sample_add (list, BLOCK_TABLE)->table;
  table->kind = TABLE_DATA;
  table->column_count = columns;
  table->widths = arena_array (arena, double, columns);
  memcpy (table->widths, widths, columns * sizeof *widths);
  table->row_count = rows;
  table->rows = arena_array (arena, TableRowBlock, rows);
  for (gsize r = 0; r < rows; r++) {
    table->rows[r].header = r < headers;
    for (gsize c = 0; c < columns; c++) {
      ParagraphStyle style = r < headers ? STYLE_TABLE_HEAD : c == 0 ? STYLE_TABLE_CENTRE : STYLE_TABLE_TEXT;
      Cell *cell = sample_cell (arena, &table->rows[r], (guint)c, style, texts[r * columns + c]);
      cell->header = r < headers;
      cell->valign = r < headers ? VALIGN_MIDDLE : VALIGN_TOP;
    }
  }
  return table;
}

static TableBlock *
two_columns (SampleBlocks *list, double left, double right)
{
  TableBlock *table = &sample_add (list, BLOCK_TABLE)->table;
  table->kind = TABLE_LAYOUT;
  table->column_count = 2;
  table->widths = arena_array (list->arena, double, 2);
  table->widths[0] = left;
  table->widths[1] = right;
  table->row_count = 1;
  table->rows = arena_array (list->arena, TableRowBlock, 1);
  return table;
}

static void
put_cell (Arena *arena, TableRowBlock *row, guint column, const SampleBlocks *content)
{
  Cell *cell = sample_cell (arena, row, column, STYLE_PLAIN, "");
  cell->blocks = content->blocks;
  cell->block_count = content->count;
}

void
sample_letterhead (SampleBlocks *list)
{
  Arena *arena = list->arena;
  TableBlock *table = two_columns (list, 66, 94);
  SampleBlocks left = { .arena = arena }, right = { .arena = arena };
  sample_paragraph (&left, STYLE_ORGAN_ABOVE, "UBND QUẬN LONG BIÊN");
  sample_paragraph (&left, STYLE_ORGAN, "TRƯỜNG TIỂU HỌC GIA THỤY")->rule_below = 0.4;
  sample_paragraph (&left, STYLE_NUMBER, "Số: 67/KH-THGT");
  sample_paragraph (&right, STYLE_NATION, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM");
  sample_paragraph (&right, STYLE_MOTTO, "Độc lập - Tự do - Hạnh phúc")->rule_below = 1;
  sample_paragraph (&right, STYLE_PLACE_DATE, "Gia Thụy, ngày 03 tháng 12 năm 2024");
  put_cell (arena, &table->rows[0], 0, &left);
  put_cell (arena, &table->rows[0], 1, &right);
}

void
sample_signature (SampleBlocks *list)
{
  Arena *arena = list->arena;
  TableBlock *table = two_columns (list, 80, 80);
  table->keep_together = true;
  SampleBlocks left = { .arena = arena }, right = { .arena = arena };
  sample_paragraph (&left, STYLE_RECIPIENT_HEAD, "Nơi nhận:");
  sample_paragraph (&left, STYLE_RECIPIENT, "- Phòng GDĐT (để b/c);");
  sample_paragraph (&left, STYLE_RECIPIENT, "- Như Điều 3;");
  sample_paragraph (&left, STYLE_RECIPIENT, "- Lưu: VT, HSĐG.");
  sample_paragraph (&right, STYLE_SIGNER_TITLE, "KT. HIỆU TRƯỞNG");
  sample_paragraph (&right, STYLE_SIGNER_TITLE, "PHÓ HIỆU TRƯỞNG");
  sample_add (&right, BLOCK_SPACE)->space.height = 25;
  sample_paragraph (&right, STYLE_SIGNER_NAME, "Nguyễn Thị Thanh Hằng");
  put_cell (arena, &table->rows[0], 0, &left);
  put_cell (arena, &table->rows[0], 1, &right);
}

Section *
sample_section (Arena *arena, const SampleBlocks *list)
{
  Section *section = arena_new0 (arena, Section);
  section->number_pages = true;
  section->blocks = list->blocks;
  section->block_count = list->count;
  return section;
}

Document *
sample_document (Arena *arena, Section *sections, gsize count)
{
  Document *document = arena_new0 (arena, Document);
  *document = (Document){ .id = "mau",
                          .stem = "mau",
                          .title = "Kế hoạch triển khai đánh giá “Đơn vị học tập” năm 2024",
                          .subject = "Tự đánh giá",
                          .author = "Trường Tiểu học Gia Thụy",
                          .date = { 2024, 12, 3 },
                          .symbol = "67/KH-THGT",
                          .sections = sections,
                          .section_count = count };
  return document;
}

/* ---- the rich one ---- */

static const char body_text[]
    = "Thực hiện Thông tư số 24/2023/TT-BGDĐT ngày 11 tháng 12 năm 2023 của Bộ Giáo dục và Đào tạo quy định "
      "về đánh giá, "
      "công nhận “Đơn vị học tập” cấp huyện, tỉnh, nhà trường xây dựng kế hoạch triển khai tự đánh giá như "
      "sau, nhằm bảo đảm "
      "việc đánh giá được thực hiện khách quan, công khai, minh bạch và đúng tiến độ.";

static void
fill_cover (Arena *arena, SampleBlocks *list)
{
  sample_paragraph (list, STYLE_COVER_ORGAN, "UBND QUẬN LONG BIÊN");
  sample_paragraph (list, STYLE_COVER_ORGAN, "TRƯỜNG TIỂU HỌC GIA THỤY")->rule_below = 0.4;
  sample_add (list, BLOCK_SPACE)->space.stretch = true;
  Paragraph *title = sample_paragraph (list, STYLE_COVER_TITLE, "HỒ SƠ ĐỀ NGHỊ CÔNG NHẬN");
  sample_run (arena, title, RUN_BREAK, 0, NULL);
  sample_run (arena, title, RUN_TEXT, 0, "“ĐƠN VỊ HỌC TẬP” NĂM 2024");
  sample_paragraph (list, STYLE_COVER_TEXT, "(Theo Thông tư số 24/2023/TT-BGDĐT)");
  QrBlock *qr = &sample_add (list, BLOCK_QR)->qr;
  qr->size = 21;
  qr->modules = arena_alloc (arena, 21 * 21);
  for (guint i = 0; i < 21 * 21; i++)
    qr->modules[i] = (i * 7 + i / 21) % 3 == 0;
  qr->width = 25;
  qr->alt = "Mã QR";
  sample_add (list, BLOCK_SPACE)->space.stretch = true;
  sample_paragraph (list, STYLE_COVER_TEXT, "Gia Thụy, năm 2025");
}

static void
add_item (SampleBlocks *list, guint id, guint level, const char *marker, const char *text)
{
  Paragraph *item = sample_paragraph (list, STYLE_ITEM, text);
  item->list = level == 0 ? LIST_DASH : LIST_PLUS;
  item->list_id = id;
  item->level = level;
  item->marker = marker;
}

static void
fill_plan (Arena *arena, SampleBlocks *list)
{
  sample_letterhead (list);
  sample_paragraph (list, STYLE_KIND, "KẾ HOẠCH");
  sample_paragraph (list, STYLE_SUBJECT, "Triển khai tự đánh giá, công nhận “Đơn vị học tập” năm 2024")
      ->rule_below
      = 0.4;
  sample_paragraph (
      list, STYLE_LEGAL_BASIS,
      "Căn cứ Thông tư số 24/2023/TT-BGDĐT ngày 11 tháng 12 năm 2023 của Bộ Giáo dục và Đào tạo;");
  sample_add (list, BLOCK_TOC);
  for (guint part = 0; part < 4; part++) {
    Paragraph *heading = sample_paragraph (
        list, STYLE_HEADING_1,
        arena_printf (arena, "%s. MỤC ĐÍCH, YÊU CẦU", ((const char *[]){ "I", "II", "III", "IV" })[part]));
    heading->outline = 1;
    sample_paragraph (list, STYLE_HEADING_2, "1. Mục đích")->outline = 2;
    Paragraph *body = sample_paragraph (list, STYLE_BODY, body_text);
    sample_run (arena, body, RUN_TEXT, RUN_BOLD, " Phần đậm");
    sample_run (arena, body, RUN_TEXT, RUN_ITALIC, ", phần nghiêng; ");
    sample_run (arena, body, RUN_TEXT, 0, "xem minh chứng H1-1.1-01");
    body->runs[body->run_count - 1].link = "#minh-chung-1";
    sample_run (arena, body, RUN_TEXT, 0, " và trang điện tử của trường");
    body->runs[body->run_count - 1].link = "https://gia-thuy.example/ho-so?năm=2024";
    sample_run (arena, body, RUN_TEXT, 0, ".");
    sample_paragraph (list, STYLE_HEADING_3, "a) Yêu cầu")->keep_with_next = true;
    add_item (list, part + 1, 0, "-", body_text);
    add_item (list, part + 1, 1, "+", "Mức hai của danh sách, ngắn.");
    add_item (list, part + 1, 0, "-", "Mục thứ hai.");
  }
  Paragraph *blank = sample_paragraph (list, STYLE_PLAIN, "Họ và tên: ");
  sample_run (arena, blank, RUN_LEADER, 0, NULL);
  sample_run (arena, blank, RUN_BREAK, 0, NULL);
  sample_run (arena, blank, RUN_TEXT, 0, "Chức vụ: ");
  sample_run (arena, blank, RUN_LEADER, 0, NULL);
  sample_signature (list);
}

static void
fill_people (Arena *arena, SampleBlocks *list, guint people)
{
  static const double widths[] = { 12, 55, 28, 45, 60, 47 };
  static const char *const heads[] = { "STT", "Họ và tên", "Ngày sinh", "Chức vụ", "Nhiệm vụ", "Ký tên" };
  static const char *const names[]
      = { "Nguyễn Thị Thanh Hằng", "Trần Văn Ổn", "Lê Thị Kim Nguyệt", "Phạm Hữu Đức" };
  sample_paragraph (list, STYLE_PART, "Phụ lục I");
  sample_paragraph (list, STYLE_PART, "DANH SÁCH CÁN BỘ, GIÁO VIÊN, NHÂN VIÊN")->outline = 1;
  sample_paragraph (list, STYLE_ANNEX_NOTE,
                    "(Kèm theo Kế hoạch số 67/KH-THGT ngày 03 tháng 12 năm 2024 của Hiệu trưởng)");
  const char **texts = arena_array (arena, const char *, 6 * (people + 1));
  memcpy (texts, heads, sizeof heads);
  for (guint i = 1; i <= people; i++) {
    const char *row[6] = { arena_printf (arena, "%u", i),
                           names[i % 4],
                           "15/01/1980",
                           "Giáo viên",
                           i % 9 == 0 ? body_text : "Dạy lớp 4A",
                           "" };
    memcpy (texts + 6 * i, row, sizeof row);
  }
  TableBlock *table = sample_table (list, widths, 6, texts, people + 1, 1);
  table->summary = "Danh sách người";
  sample_paragraph (list, STYLE_NOTE, "(*) Nội dung hoặc ngưỡng chưa đối chiếu với văn bản gốc");
}

static void
fill_spans (Arena *arena, SampleBlocks *list)
{
  static const double widths[] = { 40, 20, 100 };
  sample_paragraph (list, STYLE_PART, "Phụ lục II")->outline = 1;
  TableBlock *table = &sample_add (list, BLOCK_TABLE)->table;
  table->kind = TABLE_DATA;
  table->column_count = 3;
  table->widths = arena_array (arena, double, 3);
  memcpy (table->widths, widths, sizeof widths);
  table->row_count = 26;
  table->rows = arena_array (arena, TableRowBlock, 26);
  table->rows[0].header = table->rows[1].header = true;
  Cell *cell = sample_cell (arena, &table->rows[0], 0, STYLE_TABLE_HEAD, "Tiêu chí");
  cell->row_span = 2;
  cell->valign = VALIGN_MIDDLE;
  sample_cell (arena, &table->rows[0], 1, STYLE_TABLE_HEAD, "Kết quả")->col_span = 2;
  sample_cell (arena, &table->rows[1], 1, STYLE_TABLE_HEAD, "Đạt");
  sample_cell (arena, &table->rows[1], 2, STYLE_TABLE_HEAD, "Ghi chú");
  for (guint r = 2; r < 26; r++) {
    if ((r - 2) % 4 == 0) {
      cell = sample_cell (arena, &table->rows[r], 0, STYLE_TABLE_TEXT,
                          "Tiêu chí về học tập thường xuyên của cán bộ, giáo viên");
      cell->row_span = 4;
      cell->valign = VALIGN_MIDDLE;
      cell->header = true;
    }
    sample_cell (arena, &table->rows[r], 1, STYLE_TABLE_CENTRE, "x");
    sample_cell (arena, &table->rows[r], 2, STYLE_TABLE_TEXT, r % 5 == 0 ? body_text : "Có minh chứng.");
  }
  cell->blocks[0].paragraph.anchor = "minh-chung-1";
  ChartBlock *chart = &sample_add (list, BLOCK_CHART)->chart;
  *chart = (ChartBlock){
    .title = "Tỉ lệ đạt từng chỉ tiêu", .bar_count = 4, .alt = "Biểu đồ tỉ lệ", .width = 160, .height = 50
  };
  chart->bars = arena_array (arena, ChartBar, 4);
  for (int i = 0; i < 4; i++)
    chart->bars[i] = (ChartBar){ .label = "1.1 Kế hoạch học tập",
                                 .value_text = "45/47, đạt 95,74%",
                                 .value = 0.95 - i * 0.2,
                                 .mark = 0.9,
                                 .tone = i == 0  ? 1
                                         : i < 3 ? 2
                                                 : 0 };
}

Document *
sample_rich_document (Arena *arena, guint people)
{
  Section *sections = arena_array (arena, Section, 4);
  for (int i = 0; i < 4; i++) {
    SampleBlocks list = { .arena = arena };
    if (i == 0)
      fill_cover (arena, &list);
    else if (i == 1)
      fill_plan (arena, &list);
    else if (i == 2)
      fill_people (arena, &list, people);
    else
      fill_spans (arena, &list);
    sections[i] = *sample_section (arena, &list);
    sections[i].bordered = i == 0;
    sections[i].number_pages = i > 0;
    sections[i].restart_numbering = i > 0;
    sections[i].landscape = i == 2;
  }
  return sample_document (arena, sections, 4);
}
