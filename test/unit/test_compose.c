/* test_compose.c - documents from wording: the parts that ND 30/2020 asks for, the unit's own
 * wording, and errors that name its file and line. */
#include "base/fileio.h"
#include "compose_text.h"
#include "document/compose.h"
#include "exchange/case.h"
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

typedef struct {
  Arena *arena;
  SchemeLibrary *library;
  Case *source;
  ComposeContext context;
  char *folder; /* the unit's own wording */
} Fixture;

static void
open_case (Fixture *fixture, const char *name)
{
  g_autofree char *path = g_build_filename (g_getenv ("CASES"), name, NULL);
  GError *error = NULL;
  fixture->arena = arena_new ((gsize)1 << 30);
  fixture->library = scheme_library_new (NULL, &error);
  g_assert_no_error (error);
  fixture->source = case_read (fixture->arena, fixture->library, path);
  g_assert_nonnull (fixture->source->round);
  fixture->folder = g_dir_make_tmp ("dvht-compose-XXXXXX", NULL);
  fixture->context = (ComposeContext){ .arena = fixture->arena,
                                       .library = fixture->library,
                                       .round = fixture->source->round,
                                       .figures = figures_compute (fixture->source->round, fixture->arena),
                                       .case_folder = fixture->folder };
}

static void
close_case (Fixture *fixture)
{
  GError *error = NULL;
  file_remove_tree (fixture->folder, &error);
  g_assert_no_error (error);
  g_free (fixture->folder);
  scheme_library_free (fixture->library);
  arena_free (fixture->arena);
}

static const DocumentSpec *
find_spec (const Fixture *fixture, const char *id)
{
  const Scheme *scheme = fixture->source->round->scheme;
  for (gsize i = 0; i < scheme->document_count; i++)
    if (strcmp (scheme->documents[i].id, id) == 0)
      return &scheme->documents[i];
  g_assert_not_reached ();
}

static GString *
text_of (Fixture *fixture, const char *id)
{
  GError *error = NULL;
  const Document *document = compose_document (&fixture->context, find_spec (fixture, id), &error);
  g_assert_no_error (error);
  return text_of_document (document);
}

static void
expect_in (const GString *text, const char *part)
{
  if (strstr (text->str, part) == NULL)
    g_error ("missing \"%s\" in:\n%s", part, text->str);
}

/* Writes the unit's own wording of `id`. */
static void
write_own (Fixture *fixture, const char *id, const char *text)
{
  g_autofree char *folder = g_build_filename (fixture->folder, "wording", NULL);
  g_autofree char *name = g_strdup_printf ("%s/%s.md", folder, id);
  g_mkdir_with_parents (folder, 0755);
  g_assert_true (g_file_set_contents (name, text, -1, NULL));
}

static void
expect_own (Fixture *fixture, const char *wording, const char *expected)
{
  write_own (fixture, "cover", wording);
  g_autoptr (GString) text = text_of (fixture, "cover");
  g_assert_cmpstr (text->str, ==, expected);
}

static void
expect_error (Fixture *fixture, const char *wording, int code, const char *place, const char *named)
{
  GError *error = NULL;
  write_own (fixture, "cover", wording);
  g_assert_null (compose_document (&fixture->context, find_spec (fixture, "cover"), &error));
  if (code >= 0)
    g_assert_error (error, DVHT_ERROR, code);
  g_assert_cmpstr (error_place (error), ==, place);
  g_assert_nonnull (strstr (error->message, named));
  g_clear_error (&error);
}

/* ---- whole documents ---- */

static void
compose_all (const char *name)
{
  Fixture fixture;
  open_case (&fixture, name);
  GError *error = NULL;
  guint made = 0;
  g_assert_true (compose_prepare (&fixture.context, &error));
  for (gsize i = 0; i < fixture.source->round->scheme->document_count; i++) {
    const DocumentSpec *spec = &fixture.source->round->scheme->documents[i];
    if (!compose_wanted (&fixture.context, spec))
      continue;
    const Document *document = compose_document (&fixture.context, spec, &error);
    g_assert_no_error (error);
    g_assert_cmpuint (document->section_count, >, 0);
    made++;
  }
  g_assert_cmpuint (made, >, 10);
  close_case (&fixture);
}

static void
test_all (void)
{
  compose_all ("gia-thuy-2024");
  compose_all ("mam-non-2025");
  compose_all ("thpt-2025");
  compose_all ("tieu-hoc-2022");
}

static gpointer
compose_in_thread (gpointer data)
{
  Fixture *fixture = data;
  ComposeContext context = fixture->context;
  g_autoptr (Arena) arena = arena_new ((gsize)1 << 30);
  context.arena = arena;
  GString *all = g_string_new (NULL);
  for (gsize i = 0; i < context.round->scheme->document_count; i++) {
    const Document *document = compose_document (&context, &context.round->scheme->documents[i], NULL);
    if (document == NULL)
      continue;
    g_autoptr (GString) text = text_of_document (document);
    g_string_append (all, text->str);
  }
  return all;
}

/* Shared data, several threads: the same documents. */
static void
test_threads (void)
{
  Fixture fixture;
  GThread *threads[3];
  open_case (&fixture, "gia-thuy-2024");
  g_assert_true (compose_prepare (&fixture.context, NULL));
  g_autoptr (GString) alone = compose_in_thread (&fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("compose", compose_in_thread, &fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++) {
    g_autoptr (GString) again = g_thread_join (threads[i]);
    g_assert_true (g_string_equal (alone, again));
  }
  close_case (&fixture);
}

static void
test_decision (void)
{
  Fixture fixture;
  open_case (&fixture, "gia-thuy-2024");
  g_autoptr (GString) text = text_of (&fixture, "team_decision");
  expect_in (
      text,
      "| UBND QUẬN LONG BIÊN // TRƯỜNG TIỂU HỌC GIA THỤY | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM // Độc lập - "
      "Tự do - Hạnh phúc |\n| Số: 66/QĐ-THGT | Gia Thụy, ngày 02 tháng 12 năm 2024 |\nQUYẾT ĐỊNH\n");
  expect_in (
      text,
      "\nHIỆU TRƯỞNG TRƯỜNG TIỂU HỌC GIA THỤY\nCăn cứ Thông tư số 28/2020/TT-BGDĐT ngày 04 tháng 9 năm 2020 "
      "của Bộ Giáo dục và Đào tạo ban hành Điều lệ trường tiểu học;\n");
  expect_in (text, "cấp Quận;\nTheo đề nghị của");
  expect_in (text, "\nQUYẾT ĐỊNH:\nĐiều 1. ");
  expect_in (text, "| Nơi nhận: // - Như Điều 3; // ");
  expect_in (text, "; // - Lưu: VT. | HIỆU TRƯỞNG // Bùi Thị Thu Hằng |");
  expect_in (text, "(Kèm theo Quyết định số 66/QĐ-THGT ngày 02 tháng 12 năm 2024 của Hiệu trưởng Trường Tiểu "
                   "học Gia Thụy)");
  close_case (&fixture);
}

static void
test_blanks_and_deputy (void)
{
  Fixture fixture;
  open_case (&fixture, "gia-thuy-2024");
  PaperFacts *facts = &fixture.source->round->papers[PAPER_TEAM_DECISION];
  facts->number = 0;
  facts->date = (CivilDate){ 0 };
  facts->signer = (PersonRef){ "GV002", round_find_person (fixture.source->round, "GV002") };
  g_autoptr (GString) text = text_of (&fixture, "team_decision");
  expect_in (text, "\xC2\xA0/QĐ-THGT | Gia Thụy, ngày … tháng … năm 2024 |");
  expect_in (text, "| KT. HIỆU TRƯỞNG // PHÓ HIỆU TRƯỞNG // Nguyễn Thị Lan |");
  expect_in (text, "\nHIỆU TRƯỞNG TRƯỜNG TIỂU HỌC GIA THỤY\n");
  expect_in (text, "(Kèm theo Quyết định số ……/QĐ-THGT ngày …… tháng …… năm 2024 của Hiệu trưởng ");
  facts->number = 7;
  facts->date = (CivilDate){ 2024, 2, 1 };
  g_autoptr (GString) again = text_of (&fixture, "team_decision");
  expect_in (again, "| Số: 07/QĐ-THGT | Gia Thụy, ngày 01 tháng 02 năm 2024 |");
  close_case (&fixture);
}

static void
test_minutes_and_submission (void)
{
  Fixture fixture;
  open_case (&fixture, "gia-thuy-2024");
  g_autoptr (GString) minutes = text_of (&fixture, "minutes");
  expect_in (minutes, "| Số: 05/BB-THGT |  |\nBIÊN BẢN\n");
  expect_in (minutes, "| THƯ KÝ | CHỦ TỌA |\n| Trần Thị Minh Ngọc | Bùi Thị Thu Hằng |\n| Nơi nhận: // ");
  g_autoptr (GString) submission = text_of (&fixture, "submission");
  expect_in (submission, "\nKính gửi: Phòng Giáo dục và Đào tạo quận Long Biên\nCăn cứ ");
  expect_in (submission, "| Nơi nhận: // - Như trên; // ");
  static const char *lines[] = { "Phòng GD&ĐT;" };
  fixture.source->round->papers[PAPER_SUBMISSION].recipients = (Lines){ lines, 1 };
  g_autoptr (GString) own = text_of (&fixture, "submission");
  expect_in (own, "| Nơi nhận: // - Như trên; // - Phòng GD&ĐT; // - Lưu: VT. |");
  close_case (&fixture);
}

/* A law is cited without number and issuer; other papers whole. */
static void
test_legal_bases (void)
{
  Fixture fixture;
  open_case (&fixture, "gia-thuy-2024");
  LegalBasis *basis = &fixture.source->round->legal_bases[0];
  *basis = (LegalBasis){ .kind = "Luật",
                         .number = "43/2019/QH14",
                         .issuer = "Quốc hội",
                         .subject = "Giáo dục",
                         .date = { 2019, 6, 14 },
                         .for_all = true };
  fixture.source->round->legal_basis_count = 1;
  write_own (&fixture, "plan", "---\nform: plain\n---\n```legal-bases\n```\n");
  g_autoptr (GString) text = text_of (&fixture, "plan");
  g_assert_cmpstr (text->str, ==, "== section\nCăn cứ Luật Giáo dục ngày 14 tháng 6 năm 2019.\n");
  close_case (&fixture);
}

/* ---- the unit's own wording ---- */

static void
test_own_wording (void)
{
  Fixture fixture;
  open_case (&fixture, "gia-thuy-2024");
  expect_own (&fixture, "---\nform: plain\n---\nNăm {{year}}: {{unit.name}}\n",
              "== section\nNăm 2024: Trường Tiểu học Gia Thụy\n");
  fixture.source->round->unit.name = "Trường *A* <b> | [#people] & 1";
  expect_own (&fixture, "---\nform: plain\n---\n{{unit.name}}\n\n```table\n| {{unit.name}} |\n|---|\n```\n",
              "== section\nTrường *A* <b> | [#people] & 1\n| Trường *A* <b> | [#people] & 1 |\n");
  expect_own (&fixture, "---\nform: plain\nto: none\n---\n```to\nA & B\nC\n```\n[#people] người\n",
              "== section\n| Kính gửi: |  |\n|  | - A & B; // - C. |\n47 người\n");
  expect_own (&fixture, "---\nform: plain\n---\n```page landscape\n```\na\n\n```page restart\n```\nb\n",
              "== section landscape\na\n== section restart\nb\n");
  expect_own (&fixture,
              "---\nform: plain\n---\n```signatures\nleft: A / B | {{secretary.name}}\nright: C\n```\n",
              "== section\n| A // B | C |\n| Trần Thị Minh Ngọc |  |\n");
  expect_own (&fixture,
              "---\nform: plain\n---\n```table header=\"2\"\n| a | b | < |\n|---|---|---|\n| ^ | c | d |\n| "
              "\\^ | \\< | x |\n```\n",
              "== section\n| a | b |\n| c | d |\n| ^ | < | x |\n");
  expect_own (&fixture, "---\nform: plain\n---\n```centre\n*(Kèm {{year}}*\n- a\n```\n",
              "== section\n(Kèm 2024\n- a\n");
  close_case (&fixture);
}

/* What people typed cannot end a list, open a fence or make a heading of what follows. */
static void
test_fields (void)
{
  Fixture fixture;
  open_case (&fixture, "gia-thuy-2024");
  fixture.source->round->report.conclusion = "một\n\n```page\n\n# hai <script>\n{{year}} [@mc01]";
  expect_own (&fixture, "---\nform: plain\n---\n- {{report.conclusion}}\n- {{year}}\n",
              "== section\n- một\n# hai <script> / {{year}} [H1-1.1-01]\n- 2024\n");
  fixture.source->round->report.conclusion = "- x [@mc01]\n- y [#people]";
  expect_own (
      &fixture,
      "---\nform: plain\n---\n{{#report.conclusion}}\n{{report.conclusion}}\n{{/report.conclusion}}\n",
      "== section\n- x [H1-1.1-01]\n- y 47\n");
  fixture.source->round->report.conclusion = "  \n";
  expect_own (
      &fixture,
      "---\nform: plain\n---\n{{report.conclusion}}{{^report.conclusion}}trống{{/report.conclusion}}\n",
      "== section\ntrống\n");
  close_case (&fixture);
}

#define HEAD "---\nform: plain\n---\n" /* the body begins on line 4 */

static void
test_errors (void)
{
  Fixture fixture;
  open_case (&fixture, "gia-thuy-2024");
  expect_error (&fixture, HEAD "a\n\n{{unit.nmae}}\n", -1, "wording/cover.md:6", "unit.nmae");
  expect_error (&fixture, HEAD "{{#year}}\na\n", -1, "wording/cover.md:4", "year");
  expect_error (&fixture, HEAD "{{#criteria}}\n- {{id}}\n{{/criteria}}\n\n<b>x</b>\n", MSG_MARKDOWN_HTML,
                "wording/cover.md:8", "<b>");
  expect_error (&fixture, HEAD "{{! a\nb }}\n![a](b)\n", MSG_MARKDOWN_IMAGE, "wording/cover.md:6", "b");
  expect_error (&fixture, HEAD "\n```tabel\n```\n", MSG_WORDING_FENCE, "wording/cover.md:5", "tabel");
  expect_error (&fixture, HEAD "```table width=\"3\"\n| a |\n|---|\n```\n", MSG_WORDING_OPTION,
                "wording/cover.md:4", "width");
  expect_error (&fixture, HEAD "```table\n| a |\n|---|\n{{#criteria}}\n| <i> |\n{{/criteria}}\n```\n",
                MSG_MARKDOWN_HTML, "wording/cover.md:8", "<i>");
  expect_error (&fixture, HEAD "```centre\na\n[#none]\n```\n", MSG_MARKDOWN_UNKNOWN_FIGURE,
                "wording/cover.md:6", "none");
  expect_error (&fixture, HEAD "```annex\nof: plna\n```\n", MSG_WORDING_VALUE, "wording/cover.md:5", "plna");
  expect_error (&fixture, "---\nform: plain\nkidn: X\n---\n", MSG_WORDING_KEY_UNKNOWN, "wording/cover.md:3",
                "kidn");
  expect_error (&fixture, "---\nform: novel\n---\n", MSG_WORDING_VALUE, "wording/cover.md:2", "novel");
  expect_error (&fixture, "---\nkind: X\n---\n", MSG_WORDING_KEY_MISSING, "wording/cover.md:3", "form");
  expect_error (&fixture, "no head\n", MSG_WORDING_HEAD, "wording/cover.md:1", "");
  expect_error (&fixture, "", MSG_WORDING_HEAD, "wording/cover.md:1", "");
  expect_error (&fixture, "\xFF", MSG_BAD_UTF8, "wording/cover.md", "");
  close_case (&fixture);
}

static void
test_unsafe_files (void)
{
  Fixture fixture;
  GError *error = NULL;
  open_case (&fixture, "gia-thuy-2024");
  write_own (&fixture, "real", HEAD "x\n");
  g_autofree char *link = g_build_filename (fixture.folder, "wording", "cover.md", NULL);
  g_assert_cmpint (symlink ("real.md", link), ==, 0);
  g_assert_null (compose_document (&fixture.context, find_spec (&fixture, "cover"), &error));
  g_assert_error (error, DVHT_ERROR, MSG_NOT_REGULAR_FILE);
  g_clear_error (&error);
  g_unlink (link);
  g_autofree char *large = g_strnfill ((gsize)2 << 20, 'x');
  write_own (&fixture, "cover", large);
  g_assert_null (compose_document (&fixture.context, find_spec (&fixture, "cover"), &error));
  g_assert_error (error, DVHT_ERROR, MSG_FILE_TOO_LARGE);
  g_clear_error (&error);
  close_case (&fixture);
}

static void
test_conditions (void)
{
  Fixture fixture;
  open_case (&fixture, "gia-thuy-2024");
  const DocumentSpec *spec = find_spec (&fixture, "abbreviations");
  g_assert_true (compose_wanted (&fixture.context, spec));
  fixture.source->round->abbreviation_count = 0;
  g_assert_false (compose_wanted (&fixture.context, spec));
  close_case (&fixture);
}

static void
test_outline (void)
{
  Fixture fixture;
  open_case (&fixture, "gia-thuy-2024");
  write_own (&fixture, "cover", HEAD "# Phần I. A\n\n# I. B\n\n## 1. C\n");
  const Document *document = compose_document (&fixture.context, find_spec (&fixture, "cover"), NULL);
  for (int i = 0; i < 3; i++)
    g_assert_cmpint (document->sections[0].blocks[i].paragraph.outline, ==, i + 1);
  write_own (&fixture, "cover", HEAD "# I. B\n\n## 1. C\n");
  document = compose_document (&fixture.context, find_spec (&fixture, "cover"), NULL);
  g_assert_cmpint (document->sections[0].blocks[0].paragraph.outline, ==, 1);
  close_case (&fixture);
}

/* Each paper takes the names of its day, what has none those of the year's end; the dossier those of its
 * submission. */
static void
test_names_of_the_day (void)
{
  Fixture fixture;
  open_case (&fixture, "gia-thuy-2024");
  Round *round = fixture.source->round;
  RoundNames names[2] = { round_names_at (round, (CivilDate){ 0 }),
                          { .from = { 2025, 1, 1 },
                            .name = "Trường Tiểu học Mới",
                            .governing_body = "Ủy ban nhân dân phường Bồ Đề",
                            .place = "Bồ Đề",
                            .receiver = "Phòng Văn hóa",
                            .recogniser = "Chủ tịch Ủy ban nhân dân phường Bồ Đề" } };
  round->names = names;
  round->name_count = 2;
  for (const char *const *id = (const char *const[]){ "team_decision", "plan", "attendance", NULL };
       *id != NULL; id++) {
    g_autoptr (GString) text = text_of (&fixture, *id);
    expect_in (text, "GIA THỤY");
    g_assert_null (strstr (text->str, "BỒ ĐỀ"));
  }
  for (const char *const *id = (const char *const[]){ "report", "submission", "cover", "team_list", NULL };
       *id != NULL; id++) {
    g_autoptr (GString) text = text_of (&fixture, *id);
    expect_in (text, "TRƯỜNG TIỂU HỌC MỚI");
    g_assert_null (strstr (text->str, "GIA THỤY"));
  }
  g_autoptr (GString) submission = text_of (&fixture, "submission");
  expect_in (submission, "Kính gửi: Phòng Văn hóa");
  expect_in (submission, "trình Chủ tịch Ủy ban nhân dân phường Bồ Đề");
  expect_in (submission, "Bồ Đề, ngày 06 tháng 01 năm 2025");
  /* An annex names the body as it was called on the day of what it belongs to. */
  write_own (&fixture, "cover", HEAD "```annex\ntitle: A\nof: team_decision\n```\n");
  g_autoptr (GString) annex = text_of (&fixture, "cover");
  expect_in (annex, "của Hiệu trưởng Trường Tiểu học Gia Thụy)");
  close_case (&fixture);
}

/* The words of one paper go before the unit's, those before the case folder's and the scheme's. */
static void
test_wording_of_the_round (void)
{
  Fixture fixture;
  open_case (&fixture, "gia-thuy-2024");
  Round *round = fixture.source->round;
  OwnWording wordings[] = { { "cover", HEAD "Của đơn vị.\n" }, { "cover", HEAD "Của văn bản.\n" } };
  write_own (&fixture, "cover", HEAD "Của thư mục.\n");
  for (gsize count = 0; count <= 2; count++) {
    static const char *const wanted[] = { "Của thư mục.", "Của đơn vị.", "Của văn bản." };
    round->wordings = wordings;
    round->wording_count = count;
    g_autoptr (GString) text = text_of (&fixture, "cover");
    expect_in (text, wanted[count]);
  }
  wordings[1].text = HEAD "\n{{nothing}}\n";
  g_autoptr (GError) error = NULL;
  g_assert_null (compose_document (&fixture.context, find_spec (&fixture, "cover"), &error));
  g_assert_cmpstr (error_place (error), ==, "wording/cover.md:5");
  close_case (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/compose/all", test_all);
  g_test_add_func ("/compose/threads", test_threads);
  g_test_add_func ("/compose/decision", test_decision);
  g_test_add_func ("/compose/blanks-and-deputy", test_blanks_and_deputy);
  g_test_add_func ("/compose/minutes-and-submission", test_minutes_and_submission);
  g_test_add_func ("/compose/legal-bases", test_legal_bases);
  g_test_add_func ("/compose/own-wording", test_own_wording);
  g_test_add_func ("/compose/fields", test_fields);
  g_test_add_func ("/compose/errors", test_errors);
  g_test_add_func ("/compose/unsafe-files", test_unsafe_files);
  g_test_add_func ("/compose/conditions", test_conditions);
  g_test_add_func ("/compose/outline", test_outline);
  g_test_add_func ("/compose/names-of-the-day", test_names_of_the_day);
  g_test_add_func ("/compose/wording-of-the-round", test_wording_of_the_round);
  return g_test_run ();
}
