/* test_slip.c - log-in slips: eight to a page, whatever stands on them. */
#include "document/pdf.h"
#include "document/slip.h"
#include <string.h>

#define LINK "https://dvht.example.vn/phieu?ma=K7QM-3XWP-9HTD-4RNE"

static SlipSheet
sheet_of (Arena *arena, gsize count, const char *name, const char *department)
{
  Slip *slips = arena_array (arena, Slip, count);
  for (gsize i = 0; i < count; i++)
    slips[i] = (Slip){ name, department, "thgt.nguyen.van.an", "K7QM-3XWP-9HTD-4RNE", LINK };
  return (SlipSheet){ .unit_name = "Trường Tiểu học Gia Thụy",
                      .address = "https://dvht.example.vn/phieu",
                      .valid_until = { 2026, 12, 8 },
                      .slips = slips,
                      .count = count };
}

static guint
pages (gsize count, const char *name, const char *department)
{
  g_autoptr (Arena) arena = arena_new ((gsize)1 << 30);
  g_autoptr (GError) error = NULL;
  SlipSheet sheet = sheet_of (arena, count, name, department);
  const Document *document = slips_compose (arena, &sheet, &error);
  g_assert_no_error (error);
  g_autoptr (Layout) layout = layout_document (document, &error);
  g_assert_no_error (error);
  return layout_page_count (layout);
}

static void
test_pages (void)
{
  g_assert_cmpuint (pages (1, "Đỗ Thị Thu Hằng", NULL), ==, 1);
  g_assert_cmpuint (pages (8, "Đỗ Thị Thu Hằng", "Tổ 4 - 5"), ==, 1);
  g_assert_cmpuint (pages (9, "Đỗ Thị Thu Hằng", ""), ==, 2);
  g_assert_cmpuint (pages (47, "Công Tằng Tôn Nữ Huyền Trân Ngọc Bảo Châu", "Tổ Văn phòng và Hành chính"), ==,
                    6);
}

static void
test_same (void)
{
  g_autoptr (Arena) arena = arena_new ((gsize)1 << 30);
  g_autoptr (GError) error = NULL;
  SlipSheet sheet = sheet_of (arena, 10, "Đỗ Thị Thu Hằng", "Tổ 4 - 5");
  g_autoptr (GBytes) one = slips_pdf (arena, &sheet, NULL, NULL, &error),
                     two = slips_pdf (arena, &sheet, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (one, two));
  const char *keep = g_getenv ("SLIPS_OUT"); /* to look at */
  if (keep != NULL)
    g_assert_true (
        g_file_set_contents (keep, g_bytes_get_data (one, NULL), (gssize)g_bytes_get_size (one), NULL));
}

static void
test_refused (void)
{
  g_autoptr (Arena) arena = arena_new ((gsize)1 << 30);
  g_autoptr (GError) error = NULL;
  SlipSheet sheet = sheet_of (arena, 1, "An", NULL);
  sheet.count = 0;
  g_assert_null (slips_pdf (arena, &sheet, NULL, NULL, &error));
  g_assert_error (error, DVHT_ERROR, MSG_SLIP_COUNT);
  g_clear_error (&error);
  sheet.count = SLIPS_MAX + 1;
  g_assert_null (slips_pdf (arena, &sheet, NULL, NULL, &error));
  g_clear_error (&error);
  g_autofree char *endless = g_strnfill (1001, 'a');
  Slip slip = { "An", NULL, "an", "K7QM", endless };
  sheet.slips = &slip;
  sheet.count = 1;
  g_assert_null (slips_pdf (arena, &sheet, NULL, NULL, &error));
  g_assert_error (error, DVHT_ERROR, MSG_SLIP_LINK);
  g_clear_error (&error);
  slip.link = LINK;
  slip.name = "An\001 \U0001F600";
  g_assert_null (slips_pdf (arena, &sheet, NULL, NULL, &error));
  g_assert_error (error, DVHT_ERROR, MSG_FONT_MISSING_GLYPH);
}

/* Told of each portion; stops when asked to. */
typedef struct {
  gsize told[8], count, stop_at;
} Told;

static bool
note (void *user, gsize done)
{
  Told *told = user;
  told->told[told->count++] = done;
  return done < told->stop_at;
}

static void
test_portions (void)
{
  g_autoptr (Arena) arena = arena_new ((gsize)1 << 30);
  g_autoptr (GError) error = NULL;
  SlipSheet sheet = sheet_of (arena, 450, "Đỗ Thị Thu Hằng", "Tổ 4 - 5");
  Told told = { .stop_at = 1000 }, stopped = { .stop_at = 200 };
  g_autoptr (GBytes) pdf = slips_pdf (arena, &sheet, note, &told, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (told.count, ==, 3);
  g_assert_cmpuint (told.told[2], ==, 400);
  g_assert_nonnull (strstr (g_bytes_get_data (pdf, NULL), "%PDF-"));
  g_assert_null (slips_pdf (arena, &sheet, note, &stopped, &error));
  g_assert_error (error, DVHT_ERROR, MSG_JOB_STOPPED);
  g_assert_cmpuint (stopped.count, ==, 2);
}

static void
test_codes (void)
{
  g_autoptr (Arena) arena = arena_new ((gsize)1 << 20);
  guint8 first[TOKEN_HASH_SIZE], second[TOKEN_HASH_SIZE], typed[TOKEN_HASH_SIZE];
  SlipSheet sheet = { .address = "https://dvht.example.vn/phieu" };
  slips_add (arena, &sheet, "An", NULL, "thgt.an", first);
  slips_add (arena, &sheet, "Bình", "Tổ 1", "thgt.binh", second);
  g_assert_cmpuint (sheet.count, ==, 2);
  g_assert_true (code_hash (sheet.slips[1].code, CODE_SLIP_GROUPS, typed));
  g_assert_true (memcmp (typed, second, sizeof typed) == 0);
  g_assert_true (memcmp (first, second, sizeof first) != 0);
  g_autofree char *link = g_strconcat ("https://dvht.example.vn/phieu?ma=", sheet.slips[0].code, NULL);
  g_assert_cmpstr (sheet.slips[0].link, ==, link);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/slip/pages", test_pages);
  g_test_add_func ("/slip/same", test_same);
  g_test_add_func ("/slip/refused", test_refused);
  g_test_add_func ("/slip/portions", test_portions);
  g_test_add_func ("/slip/codes", test_codes);
  return g_test_run ();
}
