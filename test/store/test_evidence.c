/* test_evidence.c - codes that are given once, files in versions, uploads of an account, what is swept. */
#include "blob/blob.h"
#include "blob/part.h"
#include "place.h"
#include "scheme/library.h"
#include "store/blob_sweep.h"
#include "store/evidence.h"
#include "store/evidence_list.h"
#include "store/round_store.h"
#include "store/unit.h"
#include "store/upload.h"
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <utime.h>

#define ACCOUNT ((gint64)7)
#define DAY ((gint64)24 * 3600 * G_USEC_PER_SEC)

static const char *const hash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

typedef struct {
  Place place;
  Database *database;
  Arena *arena;
  Scope scope;
  Indicator indicators[2];
  Criterion criteria[1];
  Scheme scheme;
  EvidenceRound round;
} Fixture;

static bool
found (Transaction *transaction, void *user, GError **error)
{
  Fixture *fixture = user;
  const RoundOpening opening = { .year = 2026, .scheme = "tt24-2023/cap-huyen/muc-do-1" };
  return place_found (transaction, &fixture->scope.unit_id, error)
         && round_open (transaction, fixture->arena, &opening, &fixture->round.round_id, error);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  static const Scope nobody = { 0 };
  g_autoptr (GError) error = NULL;
  fixture->place = place_new ();
  fixture->arena = arena_new ((gsize)64 << 20);
  fixture->database = place_open (&fixture->place);
  g_assert_true (db_write (fixture->database, &nobody, found, fixture, &error));
  Blob blob;
  g_assert_true (
      blob_put (fixture->arena, fixture->place.folder, fixture->scope.unit_id, "", 0, &blob, &error));
  g_assert_cmpstr (blob.hash, ==, hash);
  fixture->scope.account_id = ACCOUNT;
  fixture->indicators[0] = (Indicator){ .id = "1.1", .text = "a" };
  fixture->indicators[1] = (Indicator){ .id = "1.2", .text = "b" };
  fixture->criteria[0] = (Criterion){ .id = "1", .text = "c", .first = 0, .count = 2 };
  fixture->scheme = (Scheme){ .criteria = fixture->criteria,
                              .criterion_count = 1,
                              .indicators = fixture->indicators,
                              .indicator_count = 2 };
  fixture->round.scheme = &fixture->scheme;
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  place_assert_sound (fixture->database, fixture->place.folder, fixture->arena);
  database_close (fixture->database);
  arena_free (fixture->arena);
  place_clear (&fixture->place);
}

/* ---- one write ---- */

typedef struct {
  Fixture *fixture;
  enum { ADD, SAVE, REMOVE, FILES, DROP, BEGIN, WHOLE, PURGE } act;
  EvidenceEntry entry;
  gint64 id, version, file;
  gsize files;
  gint64 ret_id;
  bool ret_new;
} Act;

static bool
do_act (Transaction *transaction, void *user, GError **error)
{
  static const EvidenceFile file = { .name = "a.pdf", .type = "application/pdf", .size = 1 };
  Act *act = user;
  Fixture *f = act->fixture;
  StoredUpload upload = { .round_id = f->round.round_id, .name = "a.pdf", .size = 10 };
  EvidenceFile *files = arena_array (f->arena, EvidenceFile, act->files);
  for (gsize i = 0; i < act->files; i++) {
    files[i] = file;
    files[i].hash = hash;
  }
  switch (act->act) {
  case ADD:
    return evidence_add (transaction, f->arena, &f->round, &act->entry, &act->ret_id, error)
           && evidence_give_codes (transaction, f->arena, &f->round, error);
  case SAVE:
    return evidence_save (transaction, f->arena, &f->round, act->id, act->version, &act->entry, error);
  case REMOVE:
    return evidence_remove (transaction, f->arena, &f->round, act->id, act->version, error);
  case FILES:
    return evidence_files_add (transaction, f->arena, f->round.round_id, act->id, files, act->files,
                               act->file, error);
  case DROP:
    return evidence_file_remove (transaction, f->arena, f->round.round_id, act->id, act->file, error);
  case BEGIN:
    return upload_begin (transaction, f->arena, &upload, "1", &act->ret_id, &act->ret_new, error);
  case WHOLE:
    return upload_set_whole (transaction, act->id, hash, "application/pdf", error);
  default:
    return upload_purge (transaction, error);
  }
}

static gint64
must (Fixture *fixture, Act act)
{
  g_autoptr (GError) error = NULL;
  act.fixture = fixture;
  db_write (fixture->database, &fixture->scope, do_act, &act, &error);
  g_assert_no_error (error);
  return act.ret_id;
}

static void
must_fail (Fixture *fixture, Act act, MessageId why)
{
  g_autoptr (GError) error = NULL;
  act.fixture = fixture;
  g_assert_false (db_write (fixture->database, &fixture->scope, do_act, &act, &error));
  g_assert_error (error, DVHT_ERROR, (gint)why);
}

static gint64
add (Fixture *fixture, const char *title, const char *indicators)
{
  return must (fixture, (Act){ .act = ADD, .entry = { .title = title, .indicators = indicators } });
}

static void
assert_asked (const Fixture *fixture, const char *sql, const char *expected)
{
  g_autofree char *told = place_ask (&fixture->place, sql);
  g_assert_cmpstr (g_strchomp (told), ==, expected);
}

#define CODES "SELECT title || ' ' || coalesce(code, '-') FROM evidence ORDER BY position"

/* ---- codes ---- */

static void
test_codes (Fixture *fixture, gconstpointer data)
{
  add (fixture, "a", "[\"1.1\"]");
  gint64 b = add (fixture, "b", "[\"1.1\",\"1.2\"]"), c = add (fixture, "c", NULL);
  assert_asked (fixture, CODES, "a H1-1.1-01\nb H1-1.1-02\nc -");
  must (fixture,
        (Act){ .act = SAVE, .id = c, .version = 1, .entry = { .title = "c", .indicators = "[\"1.1\"]" } });
  assert_asked (fixture, CODES, "a H1-1.1-01\nb H1-1.1-02\nc H1-1.1-03");
  /* Out goes the middle one: nothing moves up, and nobody gets its number. */
  must (fixture, (Act){ .act = REMOVE, .id = b, .version = 2 });
  add (fixture, "d", "[\"1.1\"]");
  assert_asked (fixture, CODES, "a H1-1.1-01\nc H1-1.1-03\nd H1-1.1-04");
  /* Its first indicator changes: the code stays. */
  must (fixture,
        (Act){ .act = SAVE, .id = c, .version = 3, .entry = { .title = "c", .indicators = "[\"1.2\"]" } });
  assert_asked (fixture, CODES, "a H1-1.1-01\nc H1-1.1-03\nd H1-1.1-04");
  must_fail (fixture, (Act){ .act = SAVE, .id = c, .version = 1, .entry = { .title = "x" } },
             MSG_SAVE_CONFLICT);
  assert_asked (fixture, "SELECT folded FROM evidence WHERE title = 'c'", "c h1-1.1-03");
}

/* An item without an indicator of its own gets its code by where it is cited. */
static void
test_cited (Fixture *fixture, gconstpointer data)
{
  gint64 a = add (fixture, "a", NULL);
  g_autofree char *key = place_ask (&fixture->place, "SELECT key FROM evidence");
  g_autofree char *sql
      = g_strdup_printf ("INSERT INTO rating (unit_id, id, round_id, indicator, position, state, current, "
                         "version) VALUES (%d, 900000, "
                         "%d, '1.2', 1, 'draft', 'Theo [@%s].', 1)",
                         (int)fixture->scope.unit_id, (int)fixture->round.round_id, g_strchomp (key));
  place_tamper (&fixture->place, sql);
  add (fixture, "b", "[\"1.1\"]");
  assert_asked (fixture, CODES, "a H1-1.2-01\nb H1-1.1-01");
  must_fail (fixture, (Act){ .act = REMOVE, .id = a, .version = 2 }, MSG_EVIDENCE_CITED);
  place_tamper (&fixture->place, "DELETE FROM rating WHERE id = 900000");
  must (fixture, (Act){ .act = REMOVE, .id = a, .version = 2 });
}

/* ---- files ---- */

static void
test_files (Fixture *fixture, gconstpointer data)
{
  gint64 item = add (fixture, "a", NULL), other = add (fixture, "b", NULL);
  must (fixture, (Act){ .act = FILES, .id = item, .files = 1 });
  g_autofree char *first = place_ask (&fixture->place, "SELECT id FROM evidence_file");
  gint64 file = g_ascii_strtoll (first, NULL, 10);
  must (fixture, (Act){ .act = FILES, .id = item, .files = 1, .file = file });
  must_fail (fixture, (Act){ .act = FILES, .id = item, .files = 1, .file = file }, MSG_EVIDENCE_REPLACED);
  must_fail (fixture, (Act){ .act = FILES, .id = other, .files = 1, .file = file }, MSG_DB_NOT_THERE);
  must_fail (fixture, (Act){ .act = DROP, .id = other, .file = file }, MSG_DB_NOT_THERE);
  must_fail (fixture, (Act){ .act = FILES, .id = item, .files = EVIDENCE_MAX_FILES - 1 }, MSG_EVIDENCE_FILES);
  must (fixture, (Act){ .act = FILES, .id = item, .files = EVIDENCE_MAX_FILES - 2 });
  assert_asked (fixture, "SELECT count(*) FROM evidence_file WHERE replaced_by IS NULL", "199");
  /* The newest goes with its older versions. */
  g_autofree char *newer
      = place_ask (&fixture->place, "SELECT replaced_by FROM evidence_file WHERE replaced_by IS NOT NULL");
  must (fixture, (Act){ .act = DROP, .id = item, .file = g_ascii_strtoll (newer, NULL, 10) });
  assert_asked (fixture, "SELECT count(*) FROM evidence_file", "198");
  must (fixture, (Act){ .act = REMOVE, .id = item, .version = 1 });
  assert_asked (fixture, "SELECT count(*) FROM evidence_file", "0");
}

/* ---- lists ---- */

static gint64
count_of (Fixture *fixture, EvidenceFilter filter)
{
  g_autoptr (GError) error = NULL;
  gint64 count = 0, listed = 0;
  g_autoptr (Transaction) transaction = db_read (fixture->database, &fixture->scope, &error);
  filter.count = 100;
  g_autoptr (Rows) rows
      = evidence_page (transaction, fixture->arena, fixture->round.round_id, &filter, &error);
  while (rows_next (rows, &error))
    listed++;
  g_assert_no_error (error);
  g_assert_true (
      evidence_count (transaction, fixture->arena, fixture->round.round_id, &filter, &count, &error));
  g_assert_cmpint (count, ==, listed);
  return count;
}

static void
test_lists (Fixture *fixture, gconstpointer data)
{
  gint64 a = add (fixture, "Kế hoạch", "[\"1.1\"]");
  must (fixture,
        (Act){ .act = ADD, .entry = { .title = "Quyết định", .number = "12/QĐ", .restricted = true } });
  must (fixture, (Act){ .act = FILES, .id = a, .files = 1 });
  g_assert_cmpint (count_of (fixture, (EvidenceFilter){ .every = true }), ==, 2);
  g_assert_cmpint (count_of (fixture, (EvidenceFilter){ .account_id = ACCOUNT }), ==, 2);
  g_assert_cmpint (count_of (fixture, (EvidenceFilter){ .account_id = ACCOUNT + 1 }), ==, 1);
  g_assert_cmpint (count_of (fixture, (EvidenceFilter){ .account_id = ACCOUNT + 1, .search = "dinh" }), ==,
                   0);
  g_assert_cmpint (count_of (fixture, (EvidenceFilter){ .every = true, .search = "DINH 12" }), ==, 1);
  g_assert_cmpint (count_of (fixture, (EvidenceFilter){ .every = true, .search = "h1-1.1" }), ==, 1);
  g_assert_cmpint (count_of (fixture, (EvidenceFilter){ .every = true, .indicator = "1.1" }), ==, 1);
  g_assert_cmpint (count_of (fixture, (EvidenceFilter){ .every = true, .indicator = "1.2" }), ==, 0);
  g_assert_cmpint (count_of (fixture, (EvidenceFilter){ .every = true, .show = "unfiled" }), ==, 1);
  g_assert_cmpint (count_of (fixture, (EvidenceFilter){ .every = true, .show = "unlinked" }), ==, 1);
}

/* ---- search ---- */

static gint64
found_by (Fixture *fixture, const char *typed)
{
  return count_of (fixture, (EvidenceFilter){ .every = true, .search = typed });
}

/* Over more than one block of sixteen; what is typed is found wherever the item stands. */
static void
test_search (Fixture *fixture, gconstpointer data)
{
  gint64 last = 0;
  for (gsize i = 0; i < 40; i++)
    last = add (fixture, i % 2 == 0 ? "Kế hoạch x" : "Biên bản 50%_a\\b", NULL);
  g_assert_cmpint (found_by (fixture, NULL), ==, 40);
  g_assert_cmpint (found_by (fixture, "KẾ hoach"), ==, 20);
  g_assert_cmpint (found_by (fixture, "x"), ==, 20);
  g_assert_cmpint (found_by (fixture, "ke x"), ==, 20);
  g_assert_cmpint (found_by (fixture, "x ke"), ==, 0); /* in their order, of one item */
  g_assert_cmpint (found_by (fixture, "50%_a"), ==, 20);
  g_assert_cmpint (found_by (fixture, "a\\b"), ==, 20);
  g_assert_cmpint (found_by (fixture, "\\"), ==, 40);
  g_assert_cmpint (found_by (fixture, "khongdaucho"), ==, 0);
  must (
      fixture,
      (Act){ .act = SAVE, .id = last, .version = 1, .entry = { .title = "Quyết định", .number = "12/QĐ" } });
  g_assert_cmpint (found_by (fixture, "quyet dinh"), ==, 1);
  g_assert_cmpint (found_by (fixture, "12/qd"), ==, 1);
  g_assert_cmpint (found_by (fixture, "bien ban"), ==, 19);
  must (fixture, (Act){ .act = REMOVE, .id = last, .version = 2 });
  g_assert_cmpint (found_by (fixture, "quyet dinh"), ==, 0);
  must (fixture, (Act){ .act = ADD, .entry = { .title = "Kết luận riêng", .restricted = true } });
  g_assert_cmpint (found_by (fixture, "ket luan"), ==, 1);
  g_assert_cmpint (count_of (fixture, (EvidenceFilter){ .search = "ket luan" }), ==, 0);
  g_assert_cmpint (count_of (fixture, (EvidenceFilter){ .search = "ket luan", .account_id = ACCOUNT }), ==,
                   1);
}

/* ---- uploads ---- */

static bool
is_there (Fixture *fixture, gint64 account, gint64 id)
{
  StoredUpload upload;
  g_autoptr (GError) error = NULL;
  g_autoptr (Transaction) transaction = db_read (fixture->database, &fixture->scope, &error);
  return upload_load (transaction, fixture->arena, account, id, &upload, &error);
}

static void
put_part (Fixture *fixture, PartWriters *writers, gint64 id, int days_ago)
{
  g_autoptr (GError) error = NULL;
  PartWriter *writer = part_writer_open (writers, fixture->scope.unit_id, id, 0, 0, 10, &error);
  g_assert_no_error (error);
  g_assert_true (part_writer_append (writer, "12345", 5, &error));
  g_assert_false (part_writer_append (writer, "123456", 6, &error));
  g_assert_error (error, DVHT_ERROR, MSG_UPLOAD_BEYOND);
  part_writer_close (writer);
  gint64 seconds = g_get_real_time () / G_USEC_PER_SEC - (gint64)days_ago * 24 * 3600;
  struct utimbuf times = { (time_t)seconds, (time_t)seconds };
  utime (part_path (fixture->arena, fixture->place.folder, fixture->scope.unit_id, id), &times);
}

static void
test_uploads (Fixture *fixture, gconstpointer data)
{
  gint64 id = must (fixture, (Act){ .act = BEGIN });
  g_assert_cmpint (must (fixture, (Act){ .act = BEGIN }), ==, id);
  g_assert_true (is_there (fixture, ACCOUNT, id));
  g_assert_false (is_there (fixture, ACCOUNT + 1, id));
  must (fixture, (Act){ .act = WHOLE, .id = id });
  g_assert_cmpint (must (fixture, (Act){ .act = BEGIN }), !=, id); /* the same file once more */
  must (fixture, (Act){ .act = PURGE });
  assert_asked (fixture, "SELECT count(*) FROM upload", "2");
  place_tamper (&fixture->place,
                "UPDATE upload SET created_at = created_at - 691200000000 WHERE hash IS NOT NULL");
  must (fixture, (Act){ .act = PURGE });
  assert_asked (fixture, "SELECT count(*) FROM upload", "1");
}

/* Pieces that nobody continued go, others stay. */
static void
test_sweep (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  guint removed = 0;
  g_autoptr (PartWriters) writers = part_writers_new (fixture->place.folder);
  put_part (fixture, writers, 11, UPLOAD_KEEP_DAYS + 1);
  put_part (fixture, writers, 12, UPLOAD_KEEP_DAYS - 1);
  g_assert_true (blob_sweep (fixture->database, fixture->place.folder, g_get_real_time (), &removed, &error));
  g_assert_cmpuint (removed, ==, 1);
  g_assert_cmpuint (part_size (writers, fixture->scope.unit_id, 11), ==, 0);
  g_assert_cmpuint (part_size (writers, fixture->scope.unit_id, 12), ==, 5);
}

/* ---- files in pieces ---- */

#define LONG ((gsize)5 << 20) /* another thread follows with the hash */

static PartWriter *
open_part (Fixture *fixture, PartWriters *writers, guint64 offset, guint64 coming)
{
  g_autoptr (GError) error = NULL;
  PartWriter *writer = part_writer_open (writers, fixture->scope.unit_id, 21, offset, coming, LONG, &error);
  g_assert_no_error (error);
  return writer;
}

static void
assert_finishes (Fixture *fixture, PartWriter *writer, const guint8 *bytes)
{
  g_autoptr (GError) error = NULL;
  char expected[SHA256_HEX_LENGTH + 1];
  Blob blob = { 0 };
  sha256_hex (bytes, LONG, expected);
  g_assert_true (part_writer_is_whole (writer));
  g_assert_true (part_writer_sync (writer, &error)
                 && part_writer_finish (writer, fixture->arena, &blob, &error));
  g_assert_cmpstr (blob.hash, ==, expected);
  g_assert_cmpuint (blob.size, ==, LONG);
  g_assert_cmpstr (blob.type, ==, "application/pdf");
  g_autofree char *kept = NULL;
  gsize length = 0;
  g_assert_true (g_file_get_contents (
      blob_path (fixture->arena, fixture->place.folder, fixture->scope.unit_id, expected), &kept, &length,
      &error));
  g_assert_cmpuint (length, ==, LONG);
  g_assert_true (memcmp (kept, bytes, LONG) == 0);
}

static void
append_part (PartWriter *writer, const guint8 *bytes, gsize from, gsize to)
{
  g_autoptr (GError) error = NULL;
  for (gsize at = from; at < to; at += 7777)
    g_assert_true (part_writer_append (writer, bytes + at, MIN ((gsize)7777, to - at), &error));
}

static guint8 *
long_file (void)
{
  guint8 *bytes = g_malloc (LONG);
  for (gsize i = 0; i < LONG; i++)
    bytes[i] = (guint8)((i * 2654435761U) >> 24);
  memcpy (bytes, "%PDF-1.4\n", 9);
  return bytes;
}

/* At once, in two pieces, and once more where all of it is there: the same blob. */
static void
test_parts (Fixture *fixture, gconstpointer data)
{
  g_autofree guint8 *bytes = long_file ();
  for (gsize cut = 0; cut <= LONG; cut += LONG / 2) {
    g_autoptr (PartWriters) writers = part_writers_new (fixture->place.folder);
    if (cut > 0) {
      g_autoptr (PartWriter) first = open_part (fixture, writers, 0, cut < LONG ? cut : 0);
      append_part (first, bytes, 0, cut);
    }
    g_assert_cmpuint (part_size (writers, fixture->scope.unit_id, 21), ==, cut);
    g_autoptr (PartWriter) last = open_part (fixture, writers, cut, LONG - cut);
    append_part (last, bytes, cut, LONG);
    assert_finishes (fixture, last, bytes);
    g_autoptr (PartWriter) again = open_part (fixture, writers, LONG, 0);
    assert_finishes (fixture, again, bytes);
    part_remove (fixture->place.folder, fixture->scope.unit_id, 21);
  }
}

/* Who was thought lost may not write any more: its bytes would come into what is a blob by then. */
static void
test_cut_off (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree guint8 *bytes = long_file ();
  g_autoptr (PartWriters) writers = part_writers_new (fixture->place.folder);
  g_autoptr (PartWriter) lost = open_part (fixture, writers, 0, LONG);
  append_part (lost, bytes, 0, 1000);
  g_assert_cmpuint (part_size (writers, fixture->scope.unit_id, 21), ==, 1000);
  append_part (lost, bytes, 1000, 1500); /* held, and told to nobody */
  g_assert_null (part_writer_open (writers, fixture->scope.unit_id, 21, 999, 0, LONG, &error));
  g_assert_error (error, DVHT_ERROR, MSG_UPLOAD_OFFSET);
  g_clear_error (&error);
  g_autoptr (PartWriter) next = open_part (fixture, writers, 1000, LONG - 1000);
  g_assert_false (part_writer_append (lost, "xxxx", 4, &error));
  g_assert_error (error, DVHT_ERROR, MSG_UPLOAD_OFFSET);
  g_clear_error (&error);
  g_assert_false (part_writer_sync (lost, &error));
  append_part (next, bytes, 1000, LONG);
  part_writer_close (g_steal_pointer (&lost));
  assert_finishes (fixture, next, bytes);
}

static void
limit_files (rlim_t bytes)
{
  struct rlimit limit;
  getrlimit (RLIMIT_FSIZE, &limit);
  limit.rlim_cur = bytes;
  setrlimit (RLIMIT_FSIZE, &limit);
}

/* Who asks how much has come while the disk is full may not cost bytes in the middle of the file: the writer
 * is told, and the next one goes on where it ends. */
static void
test_full_disk (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree guint8 *bytes = long_file ();
  g_autoptr (PartWriters) writers = part_writers_new (fixture->place.folder);
  g_autoptr (PartWriter) full = open_part (fixture, writers, 0, LONG);
  append_part (full, bytes, 0, 1000);
  signal (SIGXFSZ, SIG_IGN);
  limit_files (600);
  g_assert_cmpuint (part_size (writers, fixture->scope.unit_id, 21), ==, 600);
  limit_files (RLIM_INFINITY);
  g_assert_false (part_writer_append (full, bytes + 1000, 500, &error));
  g_assert_error (error, DVHT_ERROR, MSG_UPLOAD_OFFSET);
  g_clear_error (&error);
  g_assert_null (part_writer_open (writers, fixture->scope.unit_id, 21, 1000, 0, LONG, &error));
  g_assert_error (error, DVHT_ERROR, MSG_UPLOAD_OFFSET);
  g_clear_error (&error);
  g_assert_false (part_writer_sync (full, &error));
  g_autoptr (PartWriter) next = open_part (fixture, writers, 600, LONG - 600);
  append_part (next, bytes, 600, LONG);
  assert_finishes (fixture, next, bytes);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define T(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)
  T ("/evidence/codes", test_codes);
  T ("/evidence/cited", test_cited);
  T ("/evidence/files", test_files);
  T ("/evidence/lists", test_lists);
  T ("/evidence/search", test_search);
  T ("/evidence/uploads", test_uploads);
  T ("/evidence/sweep", test_sweep);
  T ("/evidence/parts", test_parts);
  T ("/evidence/cut-off", test_cut_off);
  T ("/evidence/full-disk", test_full_disk);
#undef T
  return g_test_run ();
}
