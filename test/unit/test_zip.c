/* test_zip.c - archives: same bytes on any day, zone and umask; reading with guards. */
#include "base/fileio.h"
#include "base/sha256.h"
#include "base/zip.h"
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

static GBytes *
make_archive (void)
{
  static const char text[] = "xin chào xin chào xin chào xin chào xin chào";
  g_autoptr (ZipWriter) writer = zip_writer_new ();
  g_assert_true (zip_writer_add (writer, "mimetype", "abc", 3, true, NULL));
  g_assert_true (zip_writer_add (writer, "thư mục/Đạt.txt", text, strlen (text), false, NULL));
  g_assert_true (zip_writer_add (writer, "empty", "", 0, false, NULL));
  g_autoptr (GError) error = NULL;
  GBytes *bytes = zip_writer_finish (writer, &error);
  g_assert_no_error (error);
  return bytes;
}

static bool
read_entry (GBytes *bytes, const char *entry, gsize limit, char **ret_data, gsize *ret_size, Arena *arena,
            GError **error)
{
  gsize size = 0;
  const void *data = g_bytes_get_data (bytes, &size);
  bool found = false;
  g_autoptr (ZipReader) reader = zip_reader_open ("a.zip", data, size, error);
  if (reader == NULL || !zip_reader_read (reader, arena, entry, limit, &found, ret_data, ret_size, error))
    return false;
  return found;
}

static void
assert_fails (GBytes *bytes, const char *entry, gsize limit, MessageId id)
{
  g_autoptr (Arena) arena = arena_new (1 << 26);
  g_autoptr (GError) error = NULL;
  char *data = NULL;
  gsize size = 0;
  g_assert_false (read_entry (bytes, entry, limit, &data, &size, arena, &error));
  g_assert_error (error, DVHT_ERROR, (gint)id);
  g_assert_cmpstr (error_place (error), ==, "a.zip");
}

static void
test_round_trip (void)
{
  g_autoptr (GBytes) bytes = make_archive ();
  g_autoptr (Arena) arena = arena_new (1 << 20);
  g_autoptr (GError) error = NULL;
  char *data = NULL;
  gsize size = 77;
  g_assert_true (read_entry (bytes, "mimetype", 3, &data, &size, arena, &error));
  g_assert_cmpstr (data, ==, "abc");
  g_assert_true (read_entry (bytes, "thư mục/Đạt.txt", 1000, &data, &size, arena, &error));
  g_assert_true (g_str_has_prefix (data, "xin chào xin"));
  g_assert_true (read_entry (bytes, "empty", 0, &data, &size, arena, &error));
  g_assert_cmpuint (size, ==, 0);
  g_assert_false (read_entry (bytes, "Mimetype", 3, &data, &size, arena, &error));
  g_assert_no_error (error);
  assert_fails (bytes, "mimetype", 2, MSG_ZIP_TOO_LARGE);
}

/* The stored first entry shows the whole layout: no extra field, no data
 * descriptor, DOS time 1980-01-01 00:00. */
static void
test_layout (void)
{
  static const guint8 head[]
      = { 'P', 'K', 3, 4, 10, 0, 0, 0, 0, 0,   0,   0,   0x21, 0,   0xc2, 0x41, 0x24, 0x35, 3,   0,  0,
          0,   3,   0, 0, 0,  8, 0, 0, 0, 'm', 'i', 'm', 'e',  't', 'y',  'p',  'e',  'a',  'b', 'c' };
  g_autoptr (GBytes) bytes = make_archive ();
  gsize size = 0;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  for (gsize i = 0; i < sizeof head; i++)
    g_assert_cmpint (data[i], ==, head[i]);
  const guint8 *second = data + sizeof head;
  g_assert_cmpint (second[7] & 8, ==, 8); /* UTF-8 name */
  g_assert_cmpint (second[6] & 8, ==, 0); /* sizes stand in the header */
  g_assert_cmpint (second[28] | second[29], ==, 0);
}

static void
test_same_bytes (void)
{
  g_autofree char *folder = g_dir_make_tmp ("dvht-XXXXXX", NULL);
  g_autofree char *source = g_build_filename (folder, "nguồn.txt", NULL),
                  *out = g_build_filename (folder, "a.zip", NULL);
  char first[SHA256_HEX_LENGTH + 1] = "", hex[SHA256_HEX_LENGTH + 1];
  const char *const zones[] = { "UTC", "Asia/Ho_Chi_Minh", "America/New_York" };
  for (gsize i = 0; i < G_N_ELEMENTS (zones); i++) {
    guint64 size = 0;
    g_autoptr (ZipWriter) writer = zip_writer_new ();
    g_setenv ("TZ", zones[i], TRUE);
    tzset ();
    mode_t before = umask (i == 1 ? 0077 : 0022);
    g_assert_true (file_write (source, "nội dung", strlen ("nội dung"), NULL));
    g_assert_true (zip_writer_add_file (writer, "a.txt", source, NULL));
    g_assert_true (zip_writer_add_file (writer, "a.pdf", source, NULL));
    g_assert_true (zip_writer_finish_to (writer, out, NULL));
    umask (before);
    g_assert_true (sha256_file (out, hex, &size, NULL));
    struct stat status;
    g_assert_cmpint (stat (out, &status), ==, 0);
    g_assert_cmpint (status.st_mode & 0777, ==, 0644);
    if (i == 0)
      memcpy (first, hex, sizeof hex);
    g_assert_cmpstr (first, ==, hex);
  }
  g_assert_true (file_remove_tree (folder, NULL));
}

static void
assert_name_refused (ZipWriter *writer, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_assert_false (zip_writer_add (writer, name, "", 0, true, &error));
  g_assert_error (error, DVHT_ERROR, MSG_ZIP_NAME);
}

static void
test_names (void)
{
  g_autoptr (ZipWriter) writer = zip_writer_new ();
  g_autoptr (GError) error = NULL;
  const char *const bad[] = { "", "/a", "a/../b", "..", "./a", "a//b", "a/", "a\\b", "\xFF" };
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    assert_name_refused (writer, bad[i]);
  g_assert_true (zip_writer_add (writer, "..a/b..", "", 0, true, NULL));
  assert_name_refused (writer, "..a/b..");
  g_assert_false (zip_writer_add_file (writer, "x", "/dev/zero", &error));
  g_assert_error (error, DVHT_ERROR, MSG_NOT_REGULAR_FILE);
  g_clear_error (&error);
  g_assert_false (zip_writer_add_file (writer, "x", "/no/such", &error));
  g_assert_error (error, DVHT_ERROR, MSG_FILE_MISSING);
}

static void
test_no_archive (void)
{
  g_autoptr (GBytes) junk = g_bytes_new_static ("not a zip", 9);
  assert_fails (junk, "x", 10, MSG_ZIP_NOT_ZIP);
  g_autoptr (GBytes) nothing = g_bytes_new_static ("", 0);
  assert_fails (nothing, "x", 10, MSG_ZIP_NOT_ZIP);
  g_autoptr (GBytes) old_office = g_bytes_new_static ("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8);
  assert_fails (old_office, "x", 10, MSG_ZIP_IS_OLE);
}

static void
test_bomb (void)
{
  gsize size = 20 * 1024 * 1024;
  g_autofree char *zeros = g_malloc0 (size);
  g_autoptr (ZipWriter) writer = zip_writer_new ();
  g_assert_true (zip_writer_add (writer, "bomb", zeros, size, false, NULL));
  g_assert_true (zip_writer_add (writer, "small", zeros, 1024 * 1024, false, NULL));
  g_autoptr (GBytes) bytes = zip_writer_finish (writer, NULL);
  assert_fails (bytes, "bomb", size, MSG_ZIP_BOMB);
  g_autoptr (Arena) arena = arena_new (1 << 26);
  char *data = NULL;
  g_assert_true (read_entry (bytes, "small", size, &data, &size, arena, NULL));
}

/* Overwrites `size` bytes behind each occurrence of a header's mark. */
static GBytes *
patched (GBytes *bytes, const char *mark, gsize offset, const void *patch, gsize patch_size)
{
  gsize size = 0;
  const char *data = g_bytes_get_data (bytes, &size);
  char *copy = g_memdup2 (data, size);
  for (gsize i = 0; i + 4 < size; i++)
    if (memcmp (copy + i, mark, 4) == 0)
      memcpy (copy + i + offset, patch, patch_size);
  return g_bytes_new_take (copy, size);
}

static void
test_lying_headers (void)
{
  g_autofree char *text = g_strnfill (50000, 'a');
  g_autoptr (ZipWriter) writer = zip_writer_new ();
  g_assert_true (zip_writer_add (writer, "a", text, 50000, false, NULL));
  g_autoptr (GBytes) bytes = zip_writer_finish (writer, NULL);
  const guint32 less = GUINT32_TO_LE (100), more = GUINT32_TO_LE (60000);
  g_autoptr (GBytes) local = patched (bytes, "PK\x03\x04", 22, &less, 4);
  g_autoptr (GBytes) small = patched (local, "PK\x01\x02", 24, &less, 4);
  assert_fails (small, "a", 1000, MSG_ZIP_BROKEN);
  g_autoptr (GBytes) large = patched (bytes, "PK\x01\x02", 24, &more, 4);
  assert_fails (large, "a", 100000, MSG_ZIP_BROKEN);
  const guint32 crc = 0;
  g_autoptr (GBytes) damaged = patched (bytes, "PK\x01\x02", 16, &crc, 4);
  assert_fails (damaged, "a", 100000, MSG_ZIP_BROKEN);
}

static void
test_encrypted (void)
{
  g_autoptr (GBytes) bytes = make_archive ();
  g_autoptr (GBytes) central = patched (bytes, "PK\x01\x02", 8, "\x01", 1);
  g_autoptr (GBytes) both = patched (central, "PK\x03\x04", 6, "\x01", 1);
  assert_fails (both, "mimetype", 10, MSG_ZIP_ENCRYPTED);
}

static void
test_too_many (void)
{
  g_autoptr (ZipWriter) writer = zip_writer_new ();
  for (int i = 0; i <= 10000; i++) {
    g_autofree char *name = g_strdup_printf ("%d", i);
    g_assert_true (zip_writer_add (writer, name, "x", 1, true, NULL));
  }
  g_autoptr (GBytes) bytes = zip_writer_finish (writer, NULL);
  assert_fails (bytes, "1", 10, MSG_ZIP_TOO_MANY_ENTRIES);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/zip/round-trip", test_round_trip);
  g_test_add_func ("/zip/layout", test_layout);
  g_test_add_func ("/zip/same-bytes", test_same_bytes);
  g_test_add_func ("/zip/names", test_names);
  g_test_add_func ("/zip/no-archive", test_no_archive);
  g_test_add_func ("/zip/bomb", test_bomb);
  g_test_add_func ("/zip/lying-headers", test_lying_headers);
  g_test_add_func ("/zip/encrypted", test_encrypted);
  g_test_add_func ("/zip/too-many", test_too_many);
  return g_test_run ();
}
