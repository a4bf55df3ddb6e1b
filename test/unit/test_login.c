/* test_login.c - log-in names, waits after failures, the table of roles. */
#include "model/login.h"
#include "model/permission.h"
#include "model/throttle.h"
#include <string.h>

static bool
in_table (void *user, const char *login)
{
  return g_hash_table_contains (user, login);
}

static void
test_make (void)
{
  static const char *const cases[][3] = {
    { "THGT", "Nguyễn Văn An", "thgt.nguyen.van.an" },
    { "THGT", "Nguyễn Văn Ân", "thgt.nguyen.van.an2" },
    { "THGT", "  nguyễn   văn ẩn ", "thgt.nguyen.van.an3" },
    { "MN Hoa Sen", "Đỗ Thị Đào", "mn-hoa-sen.do.thi.dao" },
    { "THGT", "Trần Thị Bé (Năm)", "thgt.tran.thi.be.nam" },
    { "", "Y", "y00" },
    { "", "H'Hen Niê", "h.hen.nie" },
    { "THGT", "Công Tằng Tôn Nữ Huyền Trân Ngọc Bảo Châu Anh", "thgt.cong.nu.huyen.tran.ngoc.bao.chau.anh" },
  };
  g_autoptr (Arena) arena = arena_new (1 << 20);
  g_autoptr (GHashTable) taken = g_hash_table_new (g_str_hash, g_str_equal);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    char *login = login_make (arena, cases[i][0], cases[i][1], in_table, taken);
    g_assert_cmpstr (login, ==, cases[i][2]);
    g_assert_true (login_is_valid (login));
    g_hash_table_add (taken, login);
  }
  g_assert_null (login_make (arena, "THGT", "…", in_table, taken));
  g_autofree char *long_word = g_strnfill (300, 'a');
  g_assert_true (login_is_valid (login_make (arena, long_word, long_word, in_table, taken)));
}

static void
test_shapes (void)
{
  g_autoptr (Arena) arena = arena_new (1 << 20);
  const char *const good[] = { "an1", "thgt.nguyen.van.an2", "mn-hoa-sen.do.dao" };
  const char *const bad[]
      = { "", "an", ".an", "an.", "a..n", "a.-n", "An1", "a n1", "ân1", "an1/x", "an1\n" };
  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    g_assert_true (login_is_valid (good[i]));
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (login_is_valid (bad[i]));
  g_assert_cmpstr (login_normalise (arena, " THGT.Nguyễn.Văn.An "), ==, "thgt.nguyen.van.an");
}

static void
test_throttle (void)
{
  const gint64 second = G_USEC_PER_SEC, start = 1000 * 1000 * second;
  static const int waits[] = { 0, 0, 0, 0, 0, 30, 60, 120, 240, 480, 900, 900 };
  Throttle throttle = { 0 };
  gint64 now = start;
  for (gsize i = 0; i < G_N_ELEMENTS (waits); i++) {
    g_assert_cmpint (throttle_wait (&throttle_account, throttle, now), ==, 0);
    throttle = throttle_after_failure (&throttle_account, throttle, now);
    gint64 wait = throttle_wait (&throttle_account, throttle, now);
    g_assert_cmpint (wait, ==, waits[i] * second);
    if (wait > 0)
      g_assert_cmpint (throttle_wait (&throttle_account, throttle, now + wait - 1), ==, 1);
    now += wait;
  }
  /* The clock was set back by hours: nobody waits for them to pass, and the next failure waits anew. */
  gint64 back = now - 5 * 3600 * second;
  g_assert_cmpint (throttle_wait (&throttle_account, throttle, back), ==, 0);
  g_assert_cmpint (
      throttle_wait (&throttle_account, throttle_after_failure (&throttle_account, throttle, back), back), ==,
      900 * second);
  throttle = throttle_after_failure (&throttle_account, throttle, now + 25 * 3600 * second);
  g_assert_cmpint (throttle.failures, ==, 1);
  for (int i = 0; i < 30; i++)
    throttle = throttle_after_failure (&throttle_address, throttle, now);
  g_assert_cmpint (throttle_wait (&throttle_address, throttle, now), ==, 10 * second);
  Throttle forged = { G_MAXINT64, G_MAXINT64 };
  g_assert_cmpint (throttle_wait (&throttle_account, forged, -5), ==, 0);
  g_assert_cmpint (
      throttle_wait (&throttle_account, throttle_after_failure (&throttle_account, forged, now), now), ==,
      900 * second);
}

static void
test_permissions (void)
{
  for (Role role = 0; role < ROLE_COUNT; role++) {
    Role found = ROLE_COUNT;
    g_assert_true (role_from_name (role_name (role), &found));
    g_assert_cmpint (found, ==, role);
    PermissionSet set = role_permissions (role);
    g_assert_true (permission_held (set, PERMISSION_PUBLIC));
    g_assert_true (permission_held (set, PERMISSION_PERSONAL));
    g_assert_false (permission_held (set, PERMISSION_SETUP));
    g_assert_true (permission_held (set, PERMISSION_ACCOUNTS) == (role == ROLE_ADMINISTRATOR));
  }
  g_assert_true (permission_held (0, PERMISSION_PUBLIC));
  g_assert_false (permission_held (0, PERMISSION_PERSONAL));
  g_assert_false (permission_held (role_permissions (ROLE_STAFF), PERMISSION_PEOPLE_READ));
  for (Permission permission = 0; permission < PERMISSION_COUNT; permission++) {
    Permission found = PERMISSION_COUNT;
    g_assert_true (permission_from_name (permission_name (permission), &found));
    g_assert_cmpint (found, ==, permission);
    g_assert_nonnull (permission_vietnamese (permission));
  }
  Role role = ROLE_COUNT;
  g_assert_false (role_from_name ("root", &role));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/login/make", test_make);
  g_test_add_func ("/login/shapes", test_shapes);
  g_test_add_func ("/login/throttle", test_throttle);
  g_test_add_func ("/login/permissions", test_permissions);
  return g_test_run ();
}
