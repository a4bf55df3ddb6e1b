/* test_blob.c - files by content: written whole or not at all, swept when nothing names them. */
#include "base/fileio.h"
#include "blob/blob.h"
#include "place.h"
#include "store/audit.h"
#include "store/blob_names.h"
#include "store/blob_sweep.h"
#include "store/record.h"
#include "store/unit.h"
#include <string.h>
#include <utime.h>

#define DAY ((gint64)24 * 3600 * G_USEC_PER_SEC)
#define UNIT ((gint64)1)

static gsize
count_files (const char *folder)
{
  gsize count = 0;
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  for (const char *name = NULL; dir != NULL && (name = g_dir_read_name (dir)) != NULL;) {
    g_autofree char *path = g_build_filename (folder, name, NULL);
    count += g_file_test (path, G_FILE_TEST_IS_DIR) ? count_files (path) : 1;
  }
  return count;
}

static void
test_put (void)
{
  Place place = place_new ();
  g_autoptr (Arena) arena = arena_new (1 << 20);
  g_autoptr (GError) error = NULL;
  Blob first, again;
  g_assert_true (blob_put (arena, place.folder, UNIT, "%PDF-1.4\nabc", 12, &first, &error));
  g_assert_true (blob_put (arena, place.folder, UNIT, "%PDF-1.4\nabc", 12, &again, &error));
  g_assert_cmpstr (first.hash, ==, again.hash);
  g_assert_cmpstr (first.type, ==, "application/pdf");
  g_assert_cmpuint (first.size, ==, 12);
  g_assert_true (blob_exists (place.folder, UNIT, first.hash));
  g_assert_false (blob_exists (place.folder, UNIT + 1, first.hash)); /* what another unit has is not told */
  g_autofree char *blobs = g_build_filename (place.folder, "blobs", NULL);
  g_assert_cmpuint (count_files (blobs), ==, 1);
  place_clear (&place);
}

static void
test_names (void)
{
  g_autoptr (Arena) arena = arena_new (1 << 20);
  static const char *const wrong[] = { "", "../../etc/passwd", "abc", NULL };
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_null (blob_path (arena, "/data", UNIT, wrong[i]));
}

/* Given up or too large: nothing is left. */
static void
test_unfinished (void)
{
  Place place = place_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *blobs = g_build_filename (place.folder, "blobs", NULL);
  {
    g_autoptr (BlobWriter) writer = blob_writer_new (place.folder, UNIT, 10, &error);
    g_assert_true (blob_writer_append (writer, "12345678", 8, &error));
    g_assert_cmpuint (count_files (blobs), ==, 1);
    g_assert_false (blob_writer_append (writer, "123", 3, &error));
    g_assert_error (error, DVHT_ERROR, MSG_BLOB_TOO_LARGE);
    g_assert_cmpuint (blob_writer_size (writer), ==, 8);
  }
  g_assert_cmpuint (count_files (blobs), ==, 0);
  place_clear (&place);
}

typedef struct {
  Arena *arena;
  const char *hash;
} Naming;

static bool
name_it (Transaction *transaction, void *user, GError **error)
{
  const Naming *naming = user;
  const UnitName name = { .valid_from = "2025-01-01",
                          .name = "Trường",
                          .short_name = "T",
                          .governing_body = "UBND",
                          .appraiser = "Phòng",
                          .place = "Hà Nội" };
  gint64 id = 0;
  return unit_found (transaction, NULL, "T", "tieu_hoc", &name, &id, error)
         && record_add (transaction, naming->arena, RECORD_study_plan, "study_plan.add",
                        RECORD_FIELDS ({ "round_id", "1" }, { "person_id", "2" }, { "state", "draft" },
                                       { "proof", arena_concat (naming->arena, "[{\"name\":\"a\",\"blob\":\"",
                                                                naming->hash, "\"}]", NULL) }),
                        NULL, error);
}

static void
make_old (const char *path)
{
  const struct utimbuf old = { .actime = 1000, .modtime = 1000 };
  g_assert_cmpint (utime (path, &old), ==, 0);
}

static void
test_sweep (void)
{
  static const Scope nobody = { 0 };
  Place place = place_new ();
  g_autoptr (Arena) arena = arena_new (1 << 20);
  g_autoptr (GError) error = NULL;
  Blob named, loose, young;
  guint removed = 9;
  Database *database = database_open (&(DatabaseOptions){ .location = place.location, .readers = 2 }, &error);
  g_assert_no_error (error);
  g_assert_true (blob_put (arena, place.folder, UNIT, "named", 5, &named, &error));
  g_assert_true (blob_put (arena, place.folder, UNIT, "loose", 5, &loose, &error));
  g_assert_true (blob_put (arena, place.folder, UNIT, "young", 5, &young, &error));
  g_assert_true (db_write (database, &nobody, name_it, &(Naming){ arena, named.hash }, &error));
  make_old (blob_path (arena, place.folder, UNIT, named.hash));
  make_old (blob_path (arena, place.folder, UNIT, loose.hash));
  int lock = blob_lock_shared (place.folder, &error); /* a backup is being made */
  g_assert_true (blob_sweep (database, place.folder, g_get_real_time (), &removed, &error));
  g_assert_cmpuint (removed, ==, 0);
  blob_lock_end (lock);
  g_assert_true (blob_sweep (database, place.folder, g_get_real_time (), &removed, &error));
  g_assert_cmpuint (removed, ==, 1);
  g_assert_true (blob_exists (place.folder, UNIT, named.hash));
  g_assert_true (blob_exists (place.folder, UNIT, young.hash));
  g_assert_false (blob_exists (place.folder, UNIT, loose.hash));
  database_close (database);
  place_clear (&place);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/blob/put", test_put);
  g_test_add_func ("/blob/names", test_names);
  g_test_add_func ("/blob/unfinished", test_unfinished);
  g_test_add_func ("/blob/sweep", test_sweep);
  return g_test_run ();
}
