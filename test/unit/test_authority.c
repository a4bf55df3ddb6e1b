/* test_authority.c - the change of 1 July 2025: seen where districts are still named, proposed by the year.
 */
#include "model/authority.h"
#include <string.h>

static bool
names_district (UnitKind kind, const char *governing_body, const char *appraiser)
{
  return authorities_name_district (kind, &(Authorities){ governing_body, appraiser, NULL });
}

static void
test_districts_are_seen (void)
{
  g_assert_true (names_district (UNIT_TIEU_HOC, "UBND QUẬN LONG BIÊN", "UBND phường Bồ Đề"));
  g_assert_true (names_district (UNIT_MAM_NON, "Ủy ban nhân dân huyện Chợ Lách", NULL));
  g_assert_true (names_district (UNIT_THCS, "UBND thị xã Sơn Tây", ""));
  g_assert_true (names_district (UNIT_THCS, "UBND thành phố Thủ Đức", ""));
  g_assert_true (names_district (UNIT_TIEU_HOC, "UBND phường Bồ Đề", "Phòng GD&ĐT Long Biên"));
  g_assert_true (names_district (UNIT_TIEU_HOC, "", "Phòng Giáo dục và Đào tạo quận Long Biên"));
  g_assert_true (
      authorities_name_district (UNIT_TIEU_HOC, &(Authorities){ NULL, NULL, "Chủ tịch UBND quận 3" }));
}

static void
test_others_are_left_alone (void)
{
  g_assert_false (names_district (UNIT_TIEU_HOC, "UBND phường Quan Hoa", "Phòng Văn hóa - Xã hội"));
  g_assert_false (names_district (UNIT_TIEU_HOC, "UBND xã Huyền Hội", "UBND xã Huyền Hội"));
  g_assert_false (names_district (UNIT_TIEU_HOC, "UBND thành phố Hà Nội", "UBND thành phố Hồ Chí Minh"));
  g_assert_false (names_district (UNIT_THPT, "UBND quận Long Biên", "Phòng GD&ĐT"));
  g_assert_false (names_district (UNIT_TIEU_HOC, NULL, NULL));
}

static void
test_proposed_by_the_year (void)
{
  g_autoptr (Arena) arena = arena_new (1 << 20);
  Authorities old = { "UBND quận Long Biên", "Phòng GD&ĐT quận Long Biên", NULL }, ret;
  g_assert_true (authorities_propose (arena, UNIT_TIEU_HOC, 2025, &old, "phường Bồ Đề", &ret));
  g_assert_cmpstr (ret.governing_body, ==, "UBND phường Bồ Đề");
  g_assert_cmpstr (ret.appraiser, ==, "UBND phường Bồ Đề");
  g_assert_cmpstr (ret.recogniser, ==, "Chủ tịch UBND phường Bồ Đề");
  g_assert_true (authorities_propose (arena, UNIT_TIEU_HOC, 2026, &old, NULL, &ret));
  g_assert_cmpstr (ret.governing_body, ==, "UBND phường …");
  Authorities rural = { "Ủy ban nhân dân huyện Chợ Lách", "", NULL };
  g_assert_true (authorities_propose (arena, UNIT_MAM_NON, 2025, &rural, "", &ret));
  g_assert_cmpstr (ret.appraiser, ==, "Ủy ban nhân dân xã …");
  g_assert_true (authorities_propose (arena, UNIT_MAM_NON, 2025, NULL, NULL, &ret));
  g_assert_cmpstr (ret.governing_body, ==, "UBND xã, phường …");
  g_assert_true (authorities_propose (arena, UNIT_THCS, 2024, NULL, NULL, &ret));
  g_assert_cmpstr (ret.governing_body, ==, "UBND quận, huyện …");
  g_assert_cmpstr (ret.appraiser, ==, "Phòng Giáo dục và Đào tạo quận, huyện …");
  g_assert_true (authorities_propose (arena, UNIT_THPT, 2025, NULL, NULL, &ret));
  g_assert_cmpstr (ret.appraiser, ==, "Sở Giáo dục và Đào tạo …");
  g_assert_cmpstr (ret.recogniser, ==, "Chủ tịch UBND tỉnh …");
  g_assert_false (authorities_propose (arena, UNIT_CO_QUAN, 2025, NULL, NULL, &ret));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/authority/districts-are-seen", test_districts_are_seen);
  g_test_add_func ("/authority/others-are-left-alone", test_others_are_left_alone);
  g_test_add_func ("/authority/proposed-by-the-year", test_proposed_by_the_year);
  return g_test_run ();
}
