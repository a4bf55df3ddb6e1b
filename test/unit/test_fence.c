/* test_fence.c - charts and QR codes from the round's figures; what stays with what on a page; who
 * chairs and how a team signs. */
#include "compose_text.h"
#include "document/compose.h"
#include "exchange/case.h"
#include <string.h>

#define HEAD "---\nform: plain\n---\n" /* the body begins on line 4 */

typedef struct {
  Arena *arena;
  SchemeLibrary *library;
  Round *round;
  ComposeContext context;
} Fixture;

static void
open_case (Fixture *fixture, const char *name)
{
  g_autofree char *path = g_build_filename (g_getenv ("CASES"), name, NULL);
  GError *error = NULL;
  fixture->arena = arena_new ((gsize)1 << 30);
  fixture->library = scheme_library_new (NULL, &error);
  g_assert_no_error (error);
  Case *source = case_read (fixture->arena, fixture->library, path);
  g_assert_nonnull (source->round);
  fixture->round = source->round;
  fixture->context = (ComposeContext){ .arena = fixture->arena,
                                       .library = fixture->library,
                                       .round = fixture->round,
                                       .figures = figures_compute (fixture->round, fixture->arena) };
}

static void
close_case (Fixture *fixture)
{
  scheme_library_free (fixture->library);
  arena_free (fixture->arena);
}

static const DocumentSpec *
find_spec (const Fixture *fixture, const char *id)
{
  const Scheme *scheme = fixture->round->scheme;
  for (gsize i = 0; i < scheme->document_count; i++)
    if (strcmp (scheme->documents[i].id, id) == 0)
      return &scheme->documents[i];
  g_assert_not_reached ();
}

/* The blocks of the only section of a document with this body. */
static const Section *
compose_body (const Fixture *fixture, const char *body)
{
  GError *error = NULL;
  g_autofree char *text = g_strconcat (HEAD, body, NULL);
  const Document *document = compose_from_text (&fixture->context, find_spec (fixture, "cover"), "here.md",
                                                text, strlen (text), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (document->section_count, ==, 1);
  return &document->sections[0];
}

static const Block *
only_block (const Fixture *fixture, const char *body, BlockKind kind)
{
  const Section *section = compose_body (fixture, body);
  g_assert_cmpuint (section->block_count, ==, 1);
  g_assert_cmpint (section->blocks[0].kind, ==, kind);
  return &section->blocks[0];
}

static void
expect_fault (const Fixture *fixture, const char *body, MessageId id, const char *place)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = g_strconcat (HEAD, body, NULL);
  g_assert_null (compose_from_text (&fixture->context, find_spec (fixture, "cover"), "here.md", text,
                                    strlen (text), &error));
  g_assert_cmpint (error->code, ==, (int)id);
  g_assert_cmpstr (error_place (error), ==, place);
}

static void
expect_text (const Fixture *fixture, const char *id, const char *part)
{
  GError *error = NULL;
  const Document *document = compose_document (&fixture->context, find_spec (fixture, id), &error);
  g_assert_no_error (error);
  g_autoptr (GString) text = text_of_document (document);
  if (strstr (text->str, part) == NULL)
    g_error ("missing \"%s\" in:\n%s", part, text->str);
}

static void
test_chart_shares (void)
{
  Fixture fixture;
  open_case (&fixture, "gia-thuy-2024");
  const ChartBlock *chart = &only_block (&fixture,
                                         "```chart shares=\"yes\" title=\"Tỷ lệ\" width=\"120\"\n"
                                         "```\n",
                                         BLOCK_CHART)
                                 ->chart;
  g_assert_cmpstr (chart->title, ==, "Tỷ lệ");
  g_assert_cmpfloat (chart->width, ==, 120);
  g_assert_cmpfloat (chart->height, ==, 8 * 4 + 12);
  g_assert_cmpuint (chart->bar_count, ==, 4);
  const ChartBar *second = &chart->bars[1];
  g_assert_cmpstr (second->label, ==, "2.2");
  g_assert_cmpstr (second->value_text, ==, "46/47, đạt 97,87%");
  g_assert_cmpfloat_with_epsilon (second->value, 46.0 / 47, 1e-9);
  g_assert_cmpfloat_with_epsilon (second->mark, 0.9, 1e-9);
  g_assert_cmpint (second->tone, ==, 1);
  g_assert_true (g_str_has_prefix (chart->alt, "Tỷ lệ: 2.1 47/47, đạt 100%; 2.2 46/47, đạt 97,87%; "));
  close_case (&fixture);
}

/* A share below its threshold is told apart; one without threshold has no mark. */
static void
test_chart_tones (void)
{
  Fixture fixture;
  open_case (&fixture, "gia-thuy-2024");
  for (gsize i = 0; i < fixture.round->person_count; i++)
    if (fixture.round->people[i].result != NULL)
      ((Result *)fixture.round->people[i].result)->training = i % 2 == 0;
  fixture.context.figures = figures_compute (fixture.round, fixture.arena);
  const ChartBlock *chart = &only_block (&fixture, "```chart shares=\"yes\"\n```\n", BLOCK_CHART)->chart;
  g_assert_null (chart->title);
  g_assert_cmpfloat (chart->width, ==, 160);
  g_assert_cmpint (chart->bars[0].tone, ==, 1);
  g_assert_cmpint (chart->bars[1].tone, ==, 2);
  close_case (&fixture);
}

static void
test_chart_criteria (void)
{
  Fixture fixture;
  open_case (&fixture, "tieu-hoc-2022");
  const ChartBlock *chart = &only_block (&fixture, "```chart criteria=\"yes\"\n```\n", BLOCK_CHART)->chart;
  g_assert_cmpuint (chart->bar_count, ==, 3);
  g_assert_cmpstr (chart->bars[0].label, ==, "Tiêu chí 1");
  g_assert_cmpstr (chart->bars[0].value_text, ==, "27,5/30 điểm");
  g_assert_cmpfloat_with_epsilon (chart->bars[0].value, 27.5 / 30, 1e-9);
  g_assert_cmpfloat (chart->bars[0].mark, <, 0);
  close_case (&fixture);
  open_case (&fixture, "gia-thuy-2024");
  chart = &only_block (&fixture, "```chart criteria=\"yes\"\n```\n", BLOCK_CHART)->chart;
  g_assert_cmpstr (chart->bars[0].value_text, ==, "5/5 chỉ tiêu đạt");
  g_assert_cmpint (chart->bars[0].tone, ==, 1);
  expect_fault (&fixture, "```chart\n```\n", MSG_WORDING_OPTION, "here.md:4");
  expect_fault (&fixture, "```chart shares=\"yes\" width=\"9\"\n```\n", MSG_WORDING_VALUE, "here.md:4");
  close_case (&fixture);
}

static bool
has_finder (const QrBlock *qr, guint left, guint top)
{
  for (guint y = 0; y < 7; y++)
    for (guint x = 0; x < 7; x++) {
      int ring = MAX (ABS ((int)x - 3), ABS ((int)y - 3));
      if (qr->modules[(top + y) * qr->size + left + x] != (ring != 2))
        return false;
    }
  return true;
}

static void
test_qr (void)
{
  Fixture fixture;
  open_case (&fixture, "thpt-2025");
  const QrBlock *qr = &only_block (&fixture, "```qr\n```\n", BLOCK_QR)->qr;
  g_assert_cmpstr (qr->text, ==, "https://truong.example/dvht/2025");
  g_assert_cmpstr (qr->alt, ==, "Mã QR dẫn tới https://truong.example/dvht/2025");
  g_assert_cmpfloat (qr->width, ==, 25);
  g_assert_cmpuint ((qr->size - 17) % 4, ==, 0);
  g_assert_true (has_finder (qr, 0, 0));
  g_assert_true (has_finder (qr, qr->size - 7, 0));
  g_assert_true (has_finder (qr, 0, qr->size - 7));
  g_assert_false (has_finder (qr, qr->size - 7, qr->size - 7));
  const QrBlock *own
      = &only_block (&fixture, "```qr width=\"40\" text=\"Quét mã\"\nhttps://truong.example/dvht/2026\n```\n",
                     BLOCK_QR)
             ->qr;
  g_assert_cmpstr (own->text, ==, "Quét mã");
  g_assert_cmpstr (own->alt, ==, "Mã QR dẫn tới https://truong.example/dvht/2026");
  g_assert_cmpfloat (own->width, ==, 40);
  g_assert_cmpuint (own->size, ==, qr->size);
  g_assert_cmpint (memcmp (own->modules, qr->modules, (gsize)qr->size * qr->size), !=, 0);
  g_autofree char *most = g_strnfill (1000, 'a'), *more = g_strnfill (1001, 'a');
  g_autofree char *fits = g_strdup_printf ("```qr\n%s\n```\n", most);
  g_autofree char *too_long = g_strdup_printf ("```qr\n%s\n```\n", more);
  only_block (&fixture, fits, BLOCK_QR);
  expect_fault (&fixture, too_long, MSG_WORDING_QR, "here.md:5");
  expect_fault (&fixture, "```qr width=\"9\"\n```\n", MSG_WORDING_VALUE, "here.md:4");
  close_case (&fixture);
  open_case (&fixture, "gia-thuy-2024"); /* published nowhere */
  g_assert_cmpuint (compose_body (&fixture, "```qr\n```\n")->block_count, ==, 0);
  close_case (&fixture);
}

/* Rows all bold or with a wide cell head the rows below; a sentence that ends in a colon stays with what it
 * announces. */
static void
test_together (void)
{
  Fixture fixture;
  open_case (&fixture, "gia-thuy-2024");
  const Section *section
      = compose_body (&fixture, "Một.\n\nNhư sau:\n\n```table\n| a | b |\n|---|---|\n| **1** | **x** |\n"
                                "| | **2** và |\n| wide | < |\n| | |\n```\n\nCuối:\n");
  g_assert_cmpuint (section->block_count, ==, 4);
  g_assert_false (section->blocks[0].paragraph.keep_with_next);
  g_assert_true (section->blocks[1].paragraph.keep_with_next);
  g_assert_false (section->blocks[3].paragraph.keep_with_next);
  const TableBlock *table = &section->blocks[2].table;
  static const bool heads[] = { false, true, false, true, false };
  g_assert_cmpuint (table->row_count, ==, G_N_ELEMENTS (heads));
  for (gsize i = 0; i < table->row_count; i++)
    g_assert_cmpint (table->rows[i].heads, ==, heads[i]);
  close_case (&fixture);
}

static void
test_chair (void)
{
  Fixture fixture;
  open_case (&fixture, "gia-thuy-2024");
  Round *round = fixture.round;
  expect_text (&fixture, "minutes", "Chủ trì (chủ tọa): Bà Bùi Thị Thu Hằng, Hiệu trưởng, Tổ trưởng Tổ");
  round->papers[PAPER_MINUTES].signer = (PersonRef){ "GV002", round_find_person (round, "GV002") };
  expect_text (&fixture, "minutes", "(chủ tọa): Bà Nguyễn Thị Lan, Phó Hiệu trưởng, Thành viên Tổ đánh giá.");
  expect_text (&fixture, "minutes", "| Trần Thị Minh Ngọc | Nguyễn Thị Lan |");
  expect_text (&fixture, "citizen_minutes", "Chủ trì (chủ tọa): Bà Bùi Thị Thu Hằng");
  round->papers[PAPER_MINUTES].signer = (PersonRef){ 0 };
  Absence absent = { .staff = round->team.leader };
  round->meeting.absent = &absent;
  round->meeting.absent_count = 1;
  expect_text (&fixture, "minutes", "Chủ trì (chủ tọa): ____");
  expect_text (&fixture, "minutes", "| THƯ KÝ | CHỦ TỌA |\n| Trần Thị Minh Ngọc |  |\n");
  close_case (&fixture);
}

static void
test_team_title (void)
{
  static const char *lines[] = { "TM. TỔ TỰ ĐÁNH GIÁ", "TỔ TRƯỞNG" };
  Fixture fixture;
  open_case (&fixture, "gia-thuy-2024");
  Round *round = fixture.round;
  expect_text (&fixture, "citizen_sheets", "| TM. TỔ ĐÁNH GIÁ // TỔ TRƯỞNG |");
  round->papers[PAPER_REPORT].signer_title = (Lines){ lines, 2 }; /* the head, who leads the team */
  expect_text (&fixture, "citizen_sheets", "| TM. TỔ TỰ ĐÁNH GIÁ // TỔ TRƯỞNG |");
  expect_text (&fixture, "assignment_table", "| TM. TỔ TỰ ĐÁNH GIÁ // TỔ TRƯỞNG // Bùi Thị Thu Hằng");
  round->papers[PAPER_REPORT].signer = (PersonRef){ "GV002", round_find_person (round, "GV002") };
  expect_text (&fixture, "citizen_sheets", "| TM. TỔ ĐÁNH GIÁ // TỔ TRƯỞNG |");
  close_case (&fixture);
}

static void
test_large_counts (void)
{
  Fixture fixture;
  open_case (&fixture, "thpt-2025");
  expect_text (&fixture, "submission", "“Công dân học tập”: 1.231/1.250.");
  Figures *figures = (Figures *)fixture.context.figures;
  figures->people = 1234;
  g_autoptr (GString) text = g_string_new (NULL);
  const Section *section = compose_body (&fixture, "{{figures.people}} {{figures.people_padded}} [#people] "
                                                   "{{figures.criterion_count_padded}}\n");
  text_of_blocks (text, section->blocks, section->block_count, "");
  g_assert_cmpstr (text->str, ==, "1.234 1.234 1.234 03\n");
  close_case (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fence/chart-shares", test_chart_shares);
  g_test_add_func ("/fence/chart-tones", test_chart_tones);
  g_test_add_func ("/fence/chart-criteria", test_chart_criteria);
  g_test_add_func ("/fence/qr", test_qr);
  g_test_add_func ("/fence/together", test_together);
  g_test_add_func ("/fence/chair", test_chair);
  g_test_add_func ("/fence/team-title", test_team_title);
  g_test_add_func ("/fence/large-counts", test_large_counts);
  return g_test_run ();
}
