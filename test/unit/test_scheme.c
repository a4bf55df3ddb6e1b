/* test_scheme.c - every built-in package loads and says what the regulation says; faults are found. */
#include "base/asset.h"
#include "base/fileio.h"
#include "base/text.h"
#include "scheme/scheme.h"
#include <glib/gstdio.h>
#include <string.h>

static SchemeLibrary *
built_in (void)
{
  g_autoptr (GError) error = NULL;
  SchemeLibrary *library = scheme_library_new (NULL, &error);
  g_assert_no_error (error);
  return library;
}

static const Scheme *
load (Arena *arena, const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SchemeLibrary) library = built_in ();
  const Scheme *scheme = scheme_load (library, arena, id, &error);
  g_assert_no_error (error);
  return scheme;
}

static const Indicator *
indicator (const Scheme *scheme, const char *id)
{
  const Indicator *found = scheme_find_indicator (scheme, id);
  g_assert_nonnull (found);
  return found;
}

static void
test_every_package_loads (void)
{
  g_autoptr (Arena) arena = arena_new (16 << 20);
  g_autoptr (SchemeLibrary) library = built_in ();
  g_autoptr (GError) error = NULL;
  const char *const *ids = scheme_library_ids (library), *const *citizens
                                                         = scheme_library_citizen_ids (library);
  g_autofree char *all = g_strjoinv (" ", (char **)ids), *all_citizens = g_strjoinv (" ", (char **)citizens);
  g_assert_cmpstr (all, ==,
                   "tt22-2020 tt24-2023/cap-huyen/muc-do-1 tt24-2023/cap-huyen/muc-do-2 "
                   "tt24-2023/cap-tinh/muc-do-1 tt24-2023/cap-tinh/muc-do-2");
  g_assert_cmpstr (all_citizens, ==, "cong-dan-hoc-tap/22-2020 cong-dan-hoc-tap/324");
  for (; *ids != NULL; ids++) {
    const Scheme *scheme = scheme_load (library, arena, *ids, &error);
    g_assert_no_error (error);
    g_assert_cmpstr (scheme->id, ==, *ids);
    g_assert_true (scheme->built_in);
    g_assert_nonnull (citizen_scheme_load (library, arena, scheme->citizen_scheme, &error));
    g_assert_cmpuint (scheme->document_count, >=, 11);
    for (gsize i = 0; i < scheme->indicator_count; i++)
      g_assert_cmpstr (scheme->indicators[i].text, !=, "");
  }
  for (; *citizens != NULL; citizens++)
    g_assert_nonnull (citizen_scheme_load (library, arena, *citizens, &error));
}

static void
test_built_in_text_is_nfc (void)
{
  g_autoptr (Arena) arena = arena_new (64 << 20);
  gsize count, first = asset_find_prefix ("schemes/", &count);
  for (gsize i = first; i < first + count; i++) {
    const char *text = (const char *)asset_table[i].data;
    g_assert_true (text_is_utf8 (text, asset_table[i].size, NULL));
    g_assert_true (strcmp (text_nfc (arena, text), text) == 0);
  }
}

static void
test_district_level (void)
{
  g_autoptr (Arena) arena = arena_new (16 << 20);
  const Scheme *one = load (arena, "tt24-2023/cap-huyen/muc-do-1"),
               *two = load (arena, "tt24-2023/cap-huyen/muc-do-2");
  g_assert_cmpint (one->kind, ==, SCHEME_MET);
  g_assert_cmpint (one->level, ==, 1);
  g_assert_cmpint (two->level, ==, 2);
  g_assert_cmpuint (one->indicator_count, ==, 12);
  g_assert_cmpint (one->due_month * 100 + one->due_day, ==, 115);
  g_assert_cmpint (one->valid_months, ==, 36);
  g_assert_cmpint (one->title_rule_status, ==, TEXT_UNVERIFIED);
  g_assert_cmpint (indicator (one, "1.1")->text_status, ==, TEXT_VERIFIED);
  g_assert_cmpint (indicator (one, "1.5")->text_status, ==, TEXT_TRANSLATED);
  g_assert_true (indicator_applies (indicator (one, "1.3"), UNIT_TIEU_HOC, true));
  g_assert_false (indicator_applies (indicator (one, "1.3"), UNIT_TIEU_HOC, false));
  g_assert_true (indicator_applies (indicator (one, "3.4"), UNIT_THCS, false));
  g_assert_false (indicator_applies (indicator (one, "3.4"), UNIT_MAM_NON, true));
  g_assert_cmpint (indicator (one, "2.1")->measure, ==, MEASURE_DISCIPLINE);
  g_assert_true (indicator (one, "2.1")->at_least == 90 * DECIMAL_ONE);
  /* What nobody has read is no threshold. */
  g_assert_true (indicator (one, "2.3")->is_share);
  g_assert_cmpint (indicator (one, "2.3")->measure, ==, MEASURE_UNSET);
  g_assert_true (indicator (one, "2.3")->at_least == DECIMAL_UNSET);
  g_assert_true (indicator (one, "3.1")->at_least == DECIMAL_UNSET);
  g_assert_false (indicator (one, "3.1")->asks_learners);
  g_assert_true (indicator (two, "2.1")->at_least == DECIMAL_UNSET);
  g_assert_cmpint (indicator (two, "2.1")->text_status, ==, TEXT_UNVERIFIED);
}

static void
test_province_level (void)
{
  g_autoptr (Arena) arena = arena_new (16 << 20);
  const Scheme *one = load (arena, "tt24-2023/cap-tinh/muc-do-1"),
               *two = load (arena, "tt24-2023/cap-tinh/muc-do-2");
  g_assert_true (indicator (one, "3.1")->at_least == 90 * DECIMAL_ONE);
  g_assert_true (indicator (one, "3.1")->learners_at_least == 95 * DECIMAL_ONE);
  g_assert_true (indicator (two, "3.1")->at_least == 95 * DECIMAL_ONE);
  g_assert_true (indicator (two, "3.1")->learners_at_least == 97 * DECIMAL_ONE);
  static const struct {
    const char *id;
    guint32 kinds;
  } rows[] = { { "3.4", 1u << UNIT_THPT | 1u << UNIT_LIEN_CAP | 1u << UNIT_GDTX },
               { "3.5", 1u << UNIT_DAI_HOC },
               { "3.6", 1u << UNIT_GDNN } };
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_assert_cmphex (indicator (one, rows[i].id)->applies_kinds, ==, rows[i].kinds);
    g_assert_cmphex (indicator (two, rows[i].id)->applies_kinds, ==, rows[i].kinds);
  }
}

static void
test_points (void)
{
  g_autoptr (Arena) arena = arena_new (16 << 20);
  const Scheme *scheme = load (arena, "tt22-2020");
  g_assert_cmpint (scheme->kind, ==, SCHEME_POINTS);
  g_assert_true (scheme->total_points == 100 * DECIMAL_ONE);
  g_assert_cmpuint (scheme->class_count, ==, 4);
  g_assert_true (scheme->classes[0].from == 85 * DECIMAL_ONE && scheme->classes[2].from == 50 * DECIMAL_ONE);
  g_assert_true (scheme->classes[2].title);
  g_assert_false (scheme->classes[3].title);
  g_assert_cmpint (indicator (scheme, "2.1")->measure, ==, MEASURE_STUDY_PLAN);
  g_assert_false (indicator (scheme, "2.1")->is_share);
  g_assert_true (indicator (scheme, "3.1")->max_points == 25 * DECIMAL_ONE);
}

static void
test_citizens (void)
{
  g_autoptr (Arena) arena = arena_new (16 << 20);
  g_autoptr (SchemeLibrary) library = built_in ();
  const CitizenScheme *points = citizen_scheme_load (library, arena, "cong-dan-hoc-tap/324", NULL);
  g_assert_cmpuint (points->index_count, ==, 10);
  g_assert_true (points->total_at_least == 80 * DECIMAL_ONE && points->each_at_least == 5 * DECIMAL_ONE);
  const CitizenScheme *qualities = citizen_scheme_load (library, arena, "cong-dan-hoc-tap/22-2020", NULL);
  g_assert_cmpint (qualities->kind, ==, CITIZEN_QUALITIES);
  g_assert_cmpuint (qualities->index_count, ==, 8);
}

static void
test_unknown_ids (void)
{
  g_autoptr (Arena) arena = arena_new (16 << 20);
  g_autoptr (SchemeLibrary) library = built_in ();
  static const char *const tricks[]
      = { "",          "/",    "../etc", "tt22-2020/", "/tt22-2020",  "tt22-2020/../tt22-2020",
          "TT22-2020", "a//b", ".",      "a/b/c/d/e",  "tt22-2020\n", "\xff" };
  for (gsize i = 0; i < G_N_ELEMENTS (tricks); i++) {
    g_autoptr (GError) error = NULL;
    g_assert_null (scheme_load (library, arena, tricks[i], &error));
    g_assert_error (error, DVHT_ERROR, MSG_SCHEME_BAD_ID);
  }
  g_autoptr (GError) error = NULL;
  g_assert_null (scheme_load (library, arena, "tt99", &error));
  g_assert_error (error, DVHT_ERROR, MSG_SCHEME_UNKNOWN);
  g_assert_nonnull (strstr (error_vietnamese (arena, error), "tt24-2023/cap-tinh/muc-do-2"));
  /* A citizen scheme is no scheme of units, nor the other way round. */
  g_assert_null (scheme_load (library, arena, "cong-dan-hoc-tap/324", NULL));
  g_assert_null (citizen_scheme_load (library, arena, "tt22-2020", NULL));
}

static void
write_text (const char *folder, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *parent = g_path_get_dirname (path);
  g_assert_cmpint (g_mkdir_with_parents (parent, 0755), ==, 0);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static void
test_folder_wins (void)
{
  g_autoptr (Arena) arena = arena_new (16 << 20);
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("dvht-XXXXXX", NULL);
  const Asset *asset = asset_find ("schemes/tt22-2020/scheme.json");
  g_auto (GStrv) parts = g_strsplit ((const char *)asset->data, "\"Tốt\", \"Khá\", \"Đạt\", \"Chưa đạt\"", 2);
  g_autofree char *changed = g_strjoinv ("\"Xuất sắc\"", parts);
  write_text (folder, "tt22-2020/scheme.json", changed);
  write_text (folder, "rieng/scheme.json", "{}");
  write_text (folder, "common/wording/report.md", "chung");
  write_text (folder, "tt24-2023/wording/report.md", "thông tư");
  write_text (folder, "tt24-2023/cap-tinh/muc-do-2/wording/report.md", "mức độ");
  write_text (folder, "common/wording/bad.md", "\xff");
  g_autoptr (SchemeLibrary) library = scheme_library_new (folder, &error);
  g_assert_no_error (error);
  g_assert_true (g_strv_contains (scheme_library_ids (library), "rieng"));
  const Scheme *points = scheme_load (library, arena, "tt22-2020", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (points->plan_rank_count, ==, 1);
  g_assert_false (points->built_in);
  g_assert_null (scheme_load (library, arena, "rieng", &error));
  g_assert_error (error, DVHT_ERROR, MSG_SCHEME_NEED_CHOICE);
  g_assert_true (g_str_has_suffix (error_place (error), "/rieng/scheme.json#/format"));
  g_clear_error (&error);

  const char *place = NULL;
  const Scheme *huyen = scheme_load (library, arena, "tt24-2023/cap-huyen/muc-do-1", NULL);
  const Scheme *tinh = scheme_load (library, arena, "tt24-2023/cap-tinh/muc-do-2", NULL);
  g_assert_cmpstr (scheme_wording (library, arena, points, "report", &place, NULL), ==, "chung");
  g_assert_cmpstr (scheme_wording (library, arena, huyen, "report", &place, NULL), ==, "thông tư");
  g_assert_cmpstr (scheme_wording (library, arena, tinh, "report", &place, NULL), ==, "mức độ");
  g_assert_true (g_str_has_suffix (place, "tt24-2023/cap-tinh/muc-do-2/wording/report.md"));
  g_assert_null (scheme_wording (library, arena, huyen, "../../common/wording/report", &place, &error));
  g_assert_null (scheme_wording (library, arena, huyen, "khong-co", &place, &error));
  g_assert_no_error (error);
  g_assert_null (scheme_wording (library, arena, huyen, "bad", &place, &error));
  g_assert_error (error, DVHT_ERROR, MSG_BAD_UTF8);
  g_assert_true (file_remove_tree (folder, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scheme/every-package-loads", test_every_package_loads);
  g_test_add_func ("/scheme/built-in-text-is-nfc", test_built_in_text_is_nfc);
  g_test_add_func ("/scheme/district-level", test_district_level);
  g_test_add_func ("/scheme/province-level", test_province_level);
  g_test_add_func ("/scheme/points", test_points);
  g_test_add_func ("/scheme/citizens", test_citizens);
  g_test_add_func ("/scheme/unknown-ids", test_unknown_ids);
  g_test_add_func ("/scheme/folder-wins", test_folder_wins);
  return g_test_run ();
}
