/* test_fileio.c - whole files: limits, what is no file, trees with links; their SHA-256. */
#include "base/fileio.h"
#include "base/sha256.h"
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct {
  char *folder;
  Arena *arena;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("dvht-XXXXXX", NULL);
  fixture->arena = arena_new (1 << 24);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_true (file_remove_tree (fixture->folder, NULL));
  arena_free (fixture->arena);
  g_free (fixture->folder);
}

static char *
inside (Fixture *fixture, const char *name)
{
  return arena_concat (fixture->arena, fixture->folder, "/", name, NULL);
}

static void
assert_refused (Fixture *fixture, const char *path, MessageId id)
{
  g_autoptr (GError) error = NULL;
  char *data = NULL;
  gsize size = 7;
  g_assert_false (file_read (fixture->arena, path, "tệp thử", 100, &data, &size, &error));
  g_assert_error (error, DVHT_ERROR, (gint)id);
  g_assert_cmpuint (size, ==, 7);
  g_assert_nonnull (strstr (error_vietnamese (fixture->arena, error), "tệp thử"));
}

static void
test_round_trip (Fixture *fixture, gconstpointer unused)
{
  const char *path = inside (fixture, "a.txt");
  char *data = NULL;
  gsize size = 0;
  mode_t before = umask (0077);
  g_assert_true (file_write (path, "một\0hai", 9, NULL));
  g_assert_true (file_write (path, "mới", 5, NULL));
  umask (before);
  g_assert_true (file_read (fixture->arena, path, "a", 5, &data, &size, NULL));
  g_assert_cmpuint (size, ==, 5);
  g_assert_cmpstr (data, ==, "mới"); /* a NUL stands behind */
  struct stat status;
  g_assert_cmpint (stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0644);
}

static void
test_refusals (Fixture *fixture, gconstpointer unused)
{
  g_assert_cmpint (mkfifo (inside (fixture, "fifo"), 0600), ==, 0);
  assert_refused (fixture, inside (fixture, "none"), MSG_FILE_MISSING);
  assert_refused (fixture, fixture->folder, MSG_NOT_REGULAR_FILE);
  assert_refused (fixture, inside (fixture, "fifo"), MSG_NOT_REGULAR_FILE);
  assert_refused (fixture, "/dev/zero", MSG_NOT_REGULAR_FILE);
  g_autofree char *large = g_strnfill (101, 'x');
  g_assert_true (file_write (inside (fixture, "large"), large, 101, NULL));
  assert_refused (fixture, inside (fixture, "large"), MSG_FILE_TOO_LARGE);
  g_autoptr (GError) error = NULL;
  g_assert_false (file_write (inside (fixture, "no/such/folder"), "x", 1, &error));
  g_assert_error (error, DVHT_ERROR, MSG_FILE_WRITE);
}

static void
test_write_does_not_follow_links (Fixture *fixture, gconstpointer unused)
{
  char *data = NULL;
  gsize size = 0;
  g_assert_true (file_write (inside (fixture, "target"), "old", 3, NULL));
  g_assert_cmpint (symlink ("target", inside (fixture, "link")), ==, 0);
  g_assert_true (file_write (inside (fixture, "link"), "new", 3, NULL));
  g_assert_true (file_read (fixture->arena, inside (fixture, "target"), "target", 9, &data, &size, NULL));
  g_assert_cmpstr (data, ==, "old");
}

static void
test_remove_tree (Fixture *fixture, gconstpointer unused)
{
  const char *tree = inside (fixture, "tree");
  g_assert_cmpint (g_mkdir_with_parents (inside (fixture, "tree/b/c"), 0700), ==, 0);
  g_assert_true (file_write (inside (fixture, "kept"), "x", 1, NULL));
  g_assert_true (file_write (inside (fixture, "tree/b/c/file"), "x", 1, NULL));
  g_assert_cmpint (symlink ("../kept", inside (fixture, "tree/link")), ==, 0);
  g_assert_cmpint (symlink ("..", inside (fixture, "tree/b/up")), ==, 0);
  g_assert_true (file_remove_tree (tree, NULL));
  g_assert_false (g_file_test (tree, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (inside (fixture, "kept"), G_FILE_TEST_EXISTS));
  g_assert_true (file_remove_tree (tree, NULL));
}

static void
test_sha256 (Fixture *fixture, gconstpointer unused)
{
  char hex[SHA256_HEX_LENGTH + 1], again[SHA256_HEX_LENGTH + 1];
  guint64 size = 0;
  sha256_hex ("abc", 3, hex);
  g_assert_cmpstr (hex, ==, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  sha256_hex ("", 0, hex);
  g_assert_cmpstr (hex, ==, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  g_autofree char *large = g_strnfill (1000000, 'a');
  g_assert_true (file_write (inside (fixture, "large"), large, 1000000, NULL));
  g_assert_true (sha256_file (inside (fixture, "large"), again, &size, NULL));
  g_assert_cmpstr (again, ==, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
  g_assert_cmpuint (size, ==, 1000000);
  g_autoptr (GError) error = NULL;
  g_assert_false (sha256_file ("/dev/zero", again, &size, &error));
  g_assert_error (error, DVHT_ERROR, MSG_NOT_REGULAR_FILE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/fileio/round-trip", Fixture, NULL, set_up, test_round_trip, tear_down);
  g_test_add ("/fileio/refusals", Fixture, NULL, set_up, test_refusals, tear_down);
  g_test_add ("/fileio/write-links", Fixture, NULL, set_up, test_write_does_not_follow_links, tear_down);
  g_test_add ("/fileio/remove-tree", Fixture, NULL, set_up, test_remove_tree, tear_down);
  g_test_add ("/fileio/sha256", Fixture, NULL, set_up, test_sha256, tear_down);
  return g_test_run ();
}
