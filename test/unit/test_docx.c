/* test_docx.c - the parts of Word files, element by element. */
#include "base/zip.h"
#include "document/docx.h"
#include "sample_document.h"
#include <string.h>

static char *
part (Arena *arena, GBytes *file, const char *name)
{
  gsize size;
  bool found = false;
  char *data = NULL;
  const void *bytes = g_bytes_get_data (file, &size);
  g_autoptr (ZipReader) zip = zip_reader_open ("docx", bytes, size, NULL);
  g_assert_nonnull (zip);
  g_assert_true (zip_reader_read (zip, arena, name, 16 << 20, &found, &data, &size, NULL));
  return found ? data : NULL;
}

static char *
written (Arena *arena, const Document *document, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) file = docx_write (document, NULL, &error);
  g_assert_no_error (error);
  return part (arena, file, name);
}

/* The body of a document of one section, without its section properties. */
static char *
body (Arena *arena, const Block *blocks, gsize count)
{
  char *xml = written (arena, sample_one_section (arena, blocks, count), "word/document.xml");
  char *start = strstr (xml, "<w:body>") + strlen ("<w:body>");
  *strstr (start, "<w:sectPr>") = '\0';
  return start;
}

static void
assert_has (const char *xml, const char *what)
{
  if (strstr (xml, what) == NULL)
    g_error ("missing %s in %s", what, xml);
}

static guint
count_of (const char *xml, const char *what)
{
  guint count = 0;
  for (const char *p = xml; (p = strstr (p, what)) != NULL; p++)
    count++;
  return count;
}

static void
test_text_is_escaped (void)
{
  g_autoptr (Arena) arena = arena_new (1 << 20);
  Block block = sample_paragraph (arena, STYLE_BODY, " a<b>&\"c\" \x01\x0b\xef\xbf\xbf\xc3 ");
  g_assert_cmpstr (body (arena, &block, 1), ==,
                   "<w:p><w:pPr><w:pStyle w:val=\"LoiVan\"/></w:pPr><w:r><w:t xml:space=\"preserve\">"
                   " a&lt;b&gt;&amp;&quot;c&quot; \xef\xbf\xbd </w:t></w:r></w:p>");
}

static void
test_runs (void)
{
  g_autoptr (Arena) arena = arena_new (1 << 20);
  Block block = sample_paragraph (arena, STYLE_LEGAL_BASIS, "a");
  Paragraph *paragraph = &block.paragraph;
  paragraph->runs[0].style = RUN_BOLD | RUN_UPRIGHT;
  ARENA_PUSH (arena, paragraph->runs, paragraph->run_count) = (Run){ .kind = RUN_BREAK };
  ARENA_PUSH (arena, paragraph->runs, paragraph->run_count) = (Run){ .kind = RUN_LEADER };
  g_assert_cmpstr (body (arena, &block, 1), ==,
                   "<w:p><w:pPr><w:pStyle w:val=\"CanCu\"/><w:tabs><w:tab w:val=\"right\" w:leader=\"dot\" "
                   "w:pos=\"9071\"/></w:tabs><w:jc w:val=\"left\"/></w:pPr>"
                   "<w:r><w:rPr><w:b/><w:i w:val=\"0\"/></w:rPr><w:t>a</w:t></w:r>"
                   "<w:r><w:br/></w:r><w:r><w:tab/></w:r></w:p>");
}

static Block
item (Arena *arena, ListKind kind, guint id, guint ordinal, const char *marker)
{
  Block block = sample_paragraph (arena, STYLE_ITEM, "x");
  block.paragraph.list = kind;
  block.paragraph.list_id = id;
  block.paragraph.ordinal = ordinal;
  block.paragraph.marker = marker;
  return block;
}

/* Numbers count on within a list and begin anew in the next one; letters, and markers that
 * Word would not make, stay text. */
static void
test_lists (void)
{
  g_autoptr (Arena) arena = arena_new (1 << 20);
  Block blocks[] = {
    item (arena, LIST_DECIMAL, 1, 1, "1."), item (arena, LIST_DECIMAL, 1, 2, "2."),
    item (arena, LIST_DASH, 2, 1, "-"),     item (arena, LIST_DECIMAL, 3, 4, "4."),
    item (arena, LIST_LETTER, 4, 5, "đ)"),  item (arena, LIST_DECIMAL, 5, 1, "Điểm 1:"),
  };
  const Document *document = sample_one_section (arena, blocks, G_N_ELEMENTS (blocks));
  const char *xml = written (arena, document, "word/document.xml");
  const char *numbering = written (arena, document, "word/numbering.xml");
  g_assert_cmpuint (count_of (xml, "<w:numId w:val=\"1\"/>"), ==, 2);
  g_assert_cmpuint (count_of (xml, "<w:numId w:val=\"2\"/>"), ==, 1);
  g_assert_cmpuint (count_of (xml, "<w:numId w:val=\"3\"/>"), ==, 1);
  g_assert_cmpuint (count_of (xml, "<w:numPr>"), ==, 4);
  assert_has (xml, "<w:t xml:space=\"preserve\">đ) </w:t>");
  assert_has (xml, "<w:t xml:space=\"preserve\">Điểm 1: </w:t>");
  assert_has (numbering, "<w:num w:numId=\"3\"><w:abstractNumId w:val=\"2\"/><w:lvlOverride w:ilvl=\"0\">"
                         "<w:startOverride w:val=\"4\"/></w:lvlOverride></w:num>");
}

/* The rule is as long as the text says, centred by equal indents. */
static void
test_rule_below (void)
{
  g_autoptr (Arena) arena = arena_new (1 << 20);
  Block block = sample_paragraph (arena, STYLE_MOTTO, "Độc lập - Tự do - Hạnh phúc");
  block.paragraph.rule_below = 1.0;
  const char *xml = body (arena, &block, 1);
  double length = layout_text_width (STYLE_MOTTO, 0, "Độc lập - Tự do - Hạnh phúc");
  int indent = (int)((160 - length) / 2 * 1440 / 25.4 + 0.5);
  g_autofree char *expected
      = g_strdup_printf ("<w:pBdr><w:top w:val=\"single\" w:sz=\"6\" w:space=\"0\" "
                         "w:color=\"auto\"/></w:pBdr><w:spacing w:before=\"60\" w:after=\"0\"/>"
                         "<w:ind w:left=\"%d\" w:right=\"%d\" w:firstLine=\"0\"/>",
                         indent, indent);
  assert_has (xml, expected);
  assert_has (xml, "<w:keepNext/>"); /* text and rule stay together */
}

static Block
table (Arena *arena, const double *widths, gsize columns, gsize rows)
{
  Block block = { .kind = BLOCK_TABLE };
  block.table = (TableBlock){ .kind = TABLE_DATA, .column_count = columns, .row_count = rows };
  block.table.widths = arena_array (arena, double, columns);
  memcpy (block.table.widths, widths, columns * sizeof *widths);
  block.table.rows = arena_array (arena, TableRowBlock, rows);
  return block;
}

static void
add_cell (Arena *arena, TableRowBlock *row, guint column, guint columns, guint rows, const char *text)
{
  Block *content = arena_array (arena, Block, 1);
  *content = sample_paragraph (arena, STYLE_TABLE_TEXT, text);
  ARENA_PUSH (arena, row->cells, row->cell_count) = (Cell){
    .blocks = content, .block_count = 1, .col_span = columns, .row_span = rows, .column = column
  };
}

/* A 2 x 2 cell, covered in the next row; the grid sums to what the cells say. */
static void
test_spans (void)
{
  g_autoptr (Arena) arena = arena_new (1 << 20);
  static const double widths[] = { 33.3, 33.3, 33.4 };
  Block block = table (arena, widths, 3, 2);
  add_cell (arena, &block.table.rows[0], 0, 2, 2, "a");
  add_cell (arena, &block.table.rows[0], 2, 1, 1, "b");
  add_cell (arena, &block.table.rows[1], 2, 1, 1, "c");
  block.table.rows[0].header = true;
  block.table.rows[1].keep = true;
  block.table.rows[1].min_height = 20;
  const char *xml = body (arena, &block, 1);
  assert_has (xml,
              "<w:tblW w:w=\"5669\" w:type=\"dxa\"/><w:jc w:val=\"center\"/><w:tblLayout w:type=\"fixed\"/>");
  assert_has (
      xml,
      "<w:tblGrid><w:gridCol w:w=\"1888\"/><w:gridCol w:w=\"1888\"/><w:gridCol w:w=\"1893\"/></w:tblGrid>");
  assert_has (xml, "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr><w:tc><w:tcPr><w:tcW w:w=\"3776\" "
                   "w:type=\"dxa\"/><w:gridSpan w:val=\"2\"/><w:vMerge w:val=\"restart\"/></w:tcPr>");
  assert_has (
      xml,
      "<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val=\"1134\" w:hRule=\"atLeast\"/></w:trPr><w:tc><w:tcPr>"
      "<w:tcW w:w=\"3776\" w:type=\"dxa\"/><w:gridSpan w:val=\"2\"/><w:vMerge w:val=\"continue\"/></w:tcPr>"
      "<w:p><w:pPr><w:pStyle w:val=\"BangChu\"/></w:pPr></w:p></w:tc>");
  g_assert_cmpuint (count_of (xml, "<w:tc>"), ==, 4);
}

/* Rows that are short, spans that reach too far: still a rectangle. */
static void
test_ragged_table (void)
{
  g_autoptr (Arena) arena = arena_new (1 << 20);
  static const double widths[] = { 50, 50 };
  Block block = table (arena, widths, 2, 3);
  add_cell (arena, &block.table.rows[0], 0, 9, 9, "a");
  add_cell (arena, &block.table.rows[2], 1, 1, 1, "b");
  const char *xml = body (arena, &block, 1);
  g_assert_cmpuint (count_of (xml, "<w:tr>"), ==, 3);
  g_assert_cmpuint (count_of (xml, "<w:gridSpan w:val=\"2\"/>"), ==, 3);
}

static void
test_sized_tables_have_styles (void)
{
  g_autoptr (Arena) arena = arena_new (1 << 20);
  static const double widths[] = { 50 };
  Block block = table (arena, widths, 1, 1);
  add_cell (arena, &block.table.rows[0], 0, 1, 1, "a");
  block.table.font_size = 10.5;
  const Document *document = sample_one_section (arena, &block, 1);
  assert_has (written (arena, document, "word/document.xml"), "<w:pStyle w:val=\"BangChu21\"/>");
  assert_has (written (arena, document, "word/styles.xml"),
              "w:styleId=\"BangChu21\"><w:name w:val=\"Bảng: chữ 10.5\"/><w:basedOn w:val=\"BangChu\"/>");
}

/* A signature block keeps together and with the text before it; a table before it does not
 * become unbreakable. */
static void
test_kept_table (void)
{
  g_autoptr (Arena) arena = arena_new (1 << 20);
  static const double widths[] = { 50 };
  Block blocks[] = { table (arena, widths, 1, 2), table (arena, widths, 1, 2) };
  for (gsize i = 0; i < 4; i++)
    add_cell (arena, &blocks[i / 2].table.rows[i % 2], 0, 1, 1, i == 0 ? "first" : "x");
  blocks[1].table.keep_together = true;
  const char *xml = body (arena, blocks, 2);
  assert_has (xml, "<w:pPr><w:pStyle w:val=\"BangChu\"/></w:pPr><w:r><w:t>first</w:t>");
  g_assert_cmpuint (count_of (xml, "<w:keepNext/>"), ==, 3); /* last row, the joint, first row of the block */
  g_assert_cmpuint (count_of (xml, "<w:cantSplit/>"), ==, 2);
}

/* Where a paper has "Phần", they are Word's heading 1. */
static void
test_parts_are_headings (void)
{
  g_autoptr (Arena) arena = arena_new (1 << 20);
  Block blocks[]
      = { sample_paragraph (arena, STYLE_PART, "Phần I"), sample_paragraph (arena, STYLE_HEADING_1, "I.") };
  blocks[0].paragraph.outline = 1;
  blocks[1].paragraph.outline = 2;
  const Document *document = sample_one_section (arena, blocks, 2);
  const char *xml = written (arena, document, "word/document.xml");
  assert_has (xml,
              "<w:pStyle w:val=\"Heading1\"/></w:pPr><w:bookmarkStart w:id=\"0\" w:name=\"_Toc000000001\"/>"
              "<w:r><w:t>Phần I</w:t></w:r><w:bookmarkEnd w:id=\"0\"/>");
  assert_has (xml, "<w:pStyle w:val=\"Heading2\"/></w:pPr>");
  blocks[1].paragraph.outline = 1;
  assert_has (body (arena, blocks, 2), "<w:pStyle w:val=\"Phan\"/><w:outlineLvl w:val=\"0\"/>");
}

static void
test_links (void)
{
  g_autoptr (Arena) arena = arena_new (1 << 20);
  Block blocks[]
      = { sample_paragraph (arena, STYLE_BODY, "to"), sample_paragraph (arena, STYLE_BODY, "nowhere"),
          sample_paragraph (arena, STYLE_BODY, "here"), sample_paragraph (arena, STYLE_BODY, "again"),
          sample_paragraph (arena, STYLE_BODY, "out") };
  blocks[0].paragraph.runs[0].link = "#mc 1";
  blocks[1].paragraph.runs[0].link = "#none";
  blocks[2].paragraph.anchor = blocks[3].paragraph.anchor = "mc 1";
  blocks[4].paragraph.runs[0].link = "https://a.vn/?x=1&y=2";
  const Document *document = sample_one_section (arena, blocks, 5);
  const char *xml = written (arena, document, "word/document.xml");
  assert_has (xml, "<w:hyperlink w:anchor=\"neo_1\" w:history=\"1\"><w:r><w:t>to</w:t></w:r></w:hyperlink>");
  assert_has (xml, "</w:pPr><w:r><w:t>nowhere</w:t></w:r></w:p>");
  g_assert_cmpuint (count_of (xml, "<w:bookmarkStart w:id=\"0\" w:name=\"neo_1\"/>"), ==, 1);
  g_assert_cmpuint (count_of (xml, "w:name=\"neo_1\""), ==, 1);
  assert_has (xml, "<w:hyperlink r:id=\"rIdL1\" w:history=\"1\">");
  assert_has (written (arena, document, "word/_rels/document.xml.rels"),
              "Target=\"https://a.vn/?x=1&amp;y=2\" TargetMode=\"External\"");
}

static void
test_page_break (void)
{
  g_autoptr (Arena) arena = arena_new (1 << 20);
  Block blocks[] = { sample_paragraph (arena, STYLE_PLAIN, "a"),
                     { .kind = BLOCK_PAGE_BREAK },
                     sample_paragraph (arena, STYLE_PLAIN, "b") };
  g_assert_cmpstr (body (arena, blocks, 3), ==,
                   "<w:p><w:pPr><w:pStyle w:val=\"LoiVanKhongThut\"/></w:pPr><w:r><w:t>a</w:t></w:r></w:p>"
                   "<w:p><w:pPr><w:pStyle "
                   "w:val=\"LoiVanKhongThut\"/><w:pageBreakBefore/></w:pPr><w:r><w:t>b</w:t></w:r></w:p>");
}

static void
test_sections (void)
{
  g_autoptr (Arena) arena = arena_new (1 << 24);
  const char *xml = written (arena, sample_document (arena), "word/document.xml");
  g_assert_cmpuint (count_of (xml, "<w:sectPr>"), ==, 4);
  g_assert_cmpuint (count_of (xml, "w:orient=\"landscape\""), ==, 1);
  g_assert_cmpuint (count_of (xml, "<w:titlePg/>"), ==, 2); /* where numbering begins */
  g_assert_cmpuint (count_of (xml, "<w:pgNumType w:start=\"1\"/>"), ==, 2);
  g_assert_cmpuint (count_of (xml, "<w:pgBorders"), ==, 1);
  g_assert_cmpuint (count_of (xml, "<w:footerReference w:type=\"default\""), ==,
                    4); /* DỰ THẢO on every page */
  g_assert_cmpuint (count_of (xml, "<w:footerReference w:type=\"first\""), ==, 2);
  assert_has (
      xml, "<w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1134\" w:right=\"1134\" w:bottom=\"1134\" "
           "w:left=\"1701\"");
}

/* The contents are there before Word counts: text, link, page from the layout. */
static void
test_contents (void)
{
  g_autoptr (Arena) arena = arena_new (1 << 24);
  g_autoptr (GError) error = NULL;
  const Document *document = sample_document (arena);
  g_autoptr (Layout) layout = layout_document (document, &error);
  g_assert_no_error (error);
  g_autoptr (GBytes) file = docx_write (document, layout, &error);
  g_assert_no_error (error);
  const char *xml = part (arena, file, "word/document.xml");
  assert_has (xml, "<w:instrText xml:space=\"preserve\"> TOC \\o &quot;1-2&quot; \\h \\z \\u </w:instrText>");
  assert_has (
      xml,
      "<w:hyperlink w:anchor=\"_Toc000000002\" w:history=\"1\"><w:r><w:t>I. ĐẶC ĐIỂM TÌNH HÌNH</w:t></w:r>");
  assert_has (
      xml, " PAGEREF _Toc000000002 \\h </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>"
           "<w:r><w:t>2</w:t></w:r>");
  g_assert_cmpuint (count_of (xml, "w:fldCharType=\"begin\""), ==, count_of (xml, "w:fldCharType=\"end\""));
  g_assert_null (strstr (part (arena, file, "word/settings.xml"), "updateFields"));
}

static void
test_same_bytes (void)
{
  g_autoptr (Arena) arena = arena_new (1 << 24);
  const Document *document = sample_document (arena);
  g_autoptr (GBytes) first = docx_write (document, NULL, NULL);
  g_setenv ("TZ", "Pacific/Kiritimati", TRUE);
  g_autoptr (GBytes) second = docx_write (document, NULL, NULL);
  g_assert_true (g_bytes_equal (first, second));
  assert_has (part (arena, first, "docProps/core.xml"),
              "<dcterms:created xsi:type=\"dcterms:W3CDTF\">2024-12-02T00:00:00Z</dcterms:created>");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/docx/escaped", test_text_is_escaped);
  g_test_add_func ("/docx/runs", test_runs);
  g_test_add_func ("/docx/lists", test_lists);
  g_test_add_func ("/docx/rule-below", test_rule_below);
  g_test_add_func ("/docx/spans", test_spans);
  g_test_add_func ("/docx/ragged-table", test_ragged_table);
  g_test_add_func ("/docx/sized-tables", test_sized_tables_have_styles);
  g_test_add_func ("/docx/kept-table", test_kept_table);
  g_test_add_func ("/docx/parts", test_parts_are_headings);
  g_test_add_func ("/docx/links", test_links);
  g_test_add_func ("/docx/page-break", test_page_break);
  g_test_add_func ("/docx/sections", test_sections);
  g_test_add_func ("/docx/contents", test_contents);
  g_test_add_func ("/docx/same-bytes", test_same_bytes);
  return g_test_run ();
}
