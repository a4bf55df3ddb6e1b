/* test_fileset.c - a folder appears whole or not at all, and its manifest speaks of what is there. */
#include "base/fileio.h"
#include "base/sha256.h"
#include "document/fileset.h"
#include <glib/gstdio.h>

typedef struct {
  char *root, *out;
  FileSet *set;
  Arena *arena;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->root = g_dir_make_tmp ("dvht-fileset-XXXXXX", NULL);
  fixture->out = g_build_filename (fixture->root, "ho-so", NULL);
  fixture->set = fileset_new ();
  fixture->arena = arena_new (1 << 20);
  g_autoptr (GBytes) bytes = g_bytes_new_static ("xin chao", 8);
  fileset_add_bytes (fixture->set, "b.txt", bytes);
  fileset_add_bytes (fixture->set, "a/c.txt", bytes);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_true (file_remove_tree (fixture->root, NULL));
  g_free (fixture->root);
  g_free (fixture->out);
  fileset_free (fixture->set);
  arena_free (fixture->arena);
}

static gsize
count_entries (const char *folder)
{
  gsize count = 0;
  g_autoptr (GDir) listing = g_dir_open (folder, 0, NULL);
  while (listing != NULL && g_dir_read_name (listing) != NULL)
    count++;
  return count;
}

static void
test_folder (Fixture *fixture, gconstpointer data)
{
  FileSetOptions options = { .manifest_head = "\"format\":\"x\"" };
  g_autoptr (GError) error = NULL;
  g_assert_true (fileset_write_folder (fixture->set, fixture->out, &options, &error));
  g_assert_no_error (error);
  g_autofree char *manifest = g_build_filename (fixture->out, "manifest.json", NULL);
  char *text = NULL, hex[SHA256_HEX_LENGTH + 1];
  gsize size = 0;
  g_assert_true (file_read (fixture->arena, manifest, "manifest.json", 1 << 16, &text, &size, &error));
  sha256_hex ("xin chao", 8, hex);
  char *expected
      = arena_printf (fixture->arena,
                      "{\"format\":\"x\",\"files\":[\n{\"path\":\"a/c.txt\",\"size\":8,\"sha256\":\"%s\"},\n"
                      "{\"path\":\"b.txt\",\"size\":8,\"sha256\":\"%s\"}\n]}\n",
                      hex, hex);
  g_assert_cmpstr (text, ==, expected);
}

static void
test_target_with_content (Fixture *fixture, gconstpointer data)
{
  FileSetOptions options = { .manifest_head = "\"format\":\"x\"" };
  g_autoptr (GError) error = NULL;
  g_mkdir (fixture->out, 0755);
  g_autofree char *other = g_build_filename (fixture->out, "cua-toi.txt", NULL);
  g_assert_true (g_file_set_contents (other, "x", 1, NULL));
  g_assert_false (fileset_write_folder (fixture->set, fixture->out, &options, &error));
  g_assert_error (error, DVHT_ERROR, MSG_OUT_NOT_EMPTY);
  g_assert_cmpuint (count_entries (fixture->out), ==, 1);
  g_assert_cmpuint (count_entries (fixture->root), ==, 1);
}

static void
test_missing_source (Fixture *fixture, gconstpointer data)
{
  FileSetOptions options = { .manifest_head = "\"format\":\"x\"" };
  g_autoptr (GError) error = NULL;
  g_autofree char *source = g_build_filename (fixture->root, "khong-co", NULL);
  fileset_add_copy (fixture->set, "z.txt", source);
  g_assert_false (fileset_write_folder (fixture->set, fixture->out, &options, &error));
  g_assert_error (error, DVHT_ERROR, MSG_FILE_OPEN);
  g_assert_cmpuint (count_entries (fixture->root), ==, 0);
  g_autofree char *zip = g_build_filename (fixture->root, "x.zip", NULL);
  g_clear_error (&error);
  g_assert_false (fileset_write_zip (fixture->set, zip, &options, &error));
  g_assert_cmpuint (count_entries (fixture->root), ==, 0);
}

static bool
stop_at_once (void *user)
{
  return true;
}

static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  FileSetOptions options = { .manifest_head = "\"format\":\"x\"", .pulse = stop_at_once };
  g_autoptr (GError) error = NULL;
  g_assert_false (fileset_write_folder (fixture->set, fixture->out, &options, &error));
  g_assert_error (error, DVHT_ERROR, MSG_CANCELLED);
  g_assert_cmpuint (count_entries (fixture->root), ==, 0);
}

static void
test_zip (Fixture *fixture, gconstpointer data)
{
  FileSetOptions options = { .manifest_head = "\"format\":\"x\"" };
  g_autoptr (GError) error = NULL;
  g_autofree char *first = g_build_filename (fixture->root, "1.zip", NULL),
                  *second = g_build_filename (fixture->root, "2.zip", NULL);
  g_assert_true (fileset_write_zip (fixture->set, first, &options, &error));
  g_assert_true (fileset_write_zip (fixture->set, second, &options, &error));
  char hexes[2][SHA256_HEX_LENGTH + 1];
  guint64 size = 0;
  g_assert_true (sha256_file (first, hexes[0], &size, &error));
  g_assert_true (sha256_file (second, hexes[1], &size, &error));
  g_assert_cmpstr (hexes[0], ==, hexes[1]);
  g_assert_true (fileset_has (fixture->set, "A/C.TXT"));
}

#define ADD(name, function) g_test_add (name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/fileset/folder", test_folder);
  ADD ("/fileset/target-with-content", test_target_with_content);
  ADD ("/fileset/missing-source", test_missing_source);
  ADD ("/fileset/cancel", test_cancel);
  ADD ("/fileset/zip", test_zip);
  return g_test_run ();
}
