/* snapshot.c - see snapshot.h: making and keeping. */
#include "web/snapshot.h"
#include "base/fileio.h"
#include "base/json.h"
#include "blob/blob.h"
#include "document/compose.h"
#include "document/dossier.h"
#include "web/case_folder.h"
#include "web/publication_content.h"
#include <string.h>

#define EVIDENCE_FOLDER "minh-chung/"
#define KEEPING_THREADS 8
#define PUBLIC_CONTENT "cong-khai.json" /* among the previews */
#define PUBLIC_LIMIT ((gsize)16 << 20)

/* One file on its way into the blobs. */
typedef struct {
  const char *path;
  GBytes *bytes;      /* the set's; NULL: */
  const char *source; /* evidence, in the blobs already under the name of its hash */
  Blob blob;
  GError *error;
} Keeping;

typedef struct {
  Keeping *items;
  gsize count;
  Arena *arena;
  const SnapshotPlace *place;
} KeepingAll;

static void
keeping_clear (KeepingAll *all)
{
  for (gsize i = 0; i < all->count; i++)
    g_clear_error (&all->items[i].error);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (KeepingAll, keeping_clear)

static bool
collect (const char *path, GBytes *bytes, const char *source, void *user, GError **error)
{
  KeepingAll *all = user;
  ARENA_PUSH (all->arena, all->items, all->count)
      = (Keeping){ .path = path, .bytes = bytes, .source = source };
  return true;
}

/* In a thread of the pool, with an arena of its own. */
static void
keep_one (gpointer data, gpointer user)
{
  Keeping *keeping = data;
  const KeepingAll *all = user;
  g_autoptr (Arena) arena = arena_new ((gsize)1 << 20);
  gsize size = 0;
  if (keeping->bytes != NULL) {
    const void *bytes = g_bytes_get_data (keeping->bytes, &size);
    blob_put (arena, all->place->data_folder, all->place->unit_id, bytes, size, &keeping->blob,
              &keeping->error);
  } else
    sha256_file (keeping->source, keeping->blob.hash, &keeping->blob.size, &keeping->error);
}

/* Each file is made durable by itself, which is waiting, so several are at once. */
static bool
keep_all (Arena *arena, const SnapshotPlace *place, FileSet *set, const char **ret_json, GError **error)
{
  g_auto (KeepingAll) all = { NULL, 0, arena, place };
  json_auto_t *list = json_array ();
  fileset_each (set, collect, &all, NULL);
  GThreadPool *pool = g_thread_pool_new (keep_one, &all, KEEPING_THREADS, FALSE, NULL);
  for (gsize i = 0; i < all.count; i++)
    g_thread_pool_push (pool, &all.items[i], NULL);
  g_thread_pool_free (pool, FALSE, TRUE);
  for (gsize i = 0; i < all.count; i++) {
    const Keeping *kept = &all.items[i];
    if (kept->error != NULL) {
      g_propagate_error (error, g_error_copy (kept->error));
      return false;
    }
    json_array_append_new (list, json_pack ("{s:s, s:s, s:I}", "name", kept->path, "blob", kept->blob.hash,
                                            "size", (json_int_t)kept->blob.size));
  }
  *ret_json = json_text (arena, json_incref (list));
  return true;
}

static bool
keep_bytes (Arena *arena, const SnapshotPlace *place, GBytes *bytes, const char **ret_hash, GError **error)
{
  gsize size = 0;
  Blob *blob = arena_new0 (arena, Blob);
  const void *data = bytes != NULL ? g_bytes_get_data (bytes, &size) : NULL;
  *ret_hash = blob->hash;
  return bytes != NULL && blob_put (arena, place->data_folder, place->unit_id, data, size, blob, error);
}

static bool
keep_manifest (Arena *arena, const SnapshotPlace *place, const Dossier *dossier, const char **ret_hash,
               GError **error)
{
  g_autoptr (GBytes) manifest = fileset_manifest (dossier->files, dossier->manifest_head, error);
  return keep_bytes (arena, place, manifest, ret_hash, error);
}

static bool
keep_sources (Arena *arena, const SnapshotPlace *place, FileSet *sources, const char **ret_hash,
              GError **error)
{
  static const FileSetOptions bare = { 0 };
  g_autoptr (GBytes) zip = fileset_zip (sources, &bare, error);
  return keep_bytes (arena, place, zip, ret_hash, error);
}

static void
add_text (FileSet *set, const char *path, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  if (!fileset_has (set, path))
    fileset_add_bytes (set, path, bytes);
}

/* The scheme's own file and the wording of each document that it names, the unit's own left to the case. */
static bool
add_sources (FileSet *set, Arena *arena, const SchemeLibrary *library, const Round *round, GError **error)
{
  const char *ids[] = { round->scheme->id, round->citizen_scheme->id };
  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++) {
    const char *text = scheme_source (library, arena, ids[i], error);
    if (text == NULL)
      return false;
    add_text (set, arena_concat (arena, ids[i], "/scheme.json", NULL), text);
  }
  for (gsize i = 0; i < round->scheme->document_count; i++) {
    GError *local = NULL;
    const char *id = round->scheme->documents[i].id, *place = NULL;
    const char *text = scheme_wording (library, arena, round->scheme, id, &place, &local);
    if (local != NULL) {
      g_propagate_error (error, local);
      return false;
    }
    if (text != NULL)
      add_text (set, arena_concat (arena, "wording/", id, ".md", NULL), text);
  }
  return true;
}

const char *
snapshot_title (Arena *arena, const Figures *figures)
{
  const Scheme *scheme = figures->round->scheme;
  const char *doubt = figures->provisional ? " (tạm tính)" : "";
  if (scheme->kind == SCHEME_POINTS)
    return arena_concat (arena, decimal_plain (arena, figures->points), " điểm",
                         figures->point_class != NULL ? ", xếp loại " : "",
                         figures->point_class != NULL ? figures->point_class->name : "", doubt, NULL);
  return arena_printf (arena, "%s “Đơn vị học tập”%s: %u/%u chỉ tiêu đạt%s",
                       figures->title ? "Đạt" : "Chưa đạt",
                       scheme->level > 0 ? arena_printf (arena, " mức độ %d", scheme->level) : "",
                       figures->met, figures->applicable, doubt);
}

bool
snapshot_make (Arena *arena, const SnapshotPlace *place, const StoredRound *stored, const Figures *figures,
               ApprovalSnapshot *ret, GError **error)
{
  g_auto (Dossier) dossier = { 0 };
  g_autoptr (FileSet) folder = fileset_new ();
  g_autoptr (FileSet) sources = fileset_new ();
  const DossierOptions options = { .threads = SNAPSHOT_THREADS };
  ApprovalSnapshot made = { .title = snapshot_title (arena, figures),
                            .code = stored->round->publication.snapshot,
                            .url = stored->round->publication.url,
                            .revision = stored->round->revision };
  if (!dossier_compose (arena, place->library, stored->round, figures, &options, true, &dossier, error)
      || !add_sources (sources, arena, place->library, stored->round, error))
    return false;
  add_text (dossier.previews, PUBLIC_CONTENT,
            publication_content (arena, view_build (arena, stored->round, figures)));
  case_folder_add (folder, arena, stored->round, stored->extra);
  if (!keep_all (arena, place, dossier.files, &made.files, error)
      || !keep_all (arena, place, dossier.previews, &made.previews, error)
      || !keep_all (arena, place, folder, &made.case_files, error)
      || !keep_sources (arena, place, sources, &made.source_file, error)
      || !keep_manifest (arena, place, &dossier, &made.hash, error))
    return false;
  *ret = made;
  return true;
}

/* ---- what was kept ---- */

KeptFiles
kept_files (Arena *arena, const char *json)
{
  KeptFiles files = { 0 };
  json_auto_t *list = json != NULL ? json_loads (json, 0, NULL) : NULL;
  for (gsize i = 0; i < json_array_size (list); i++) {
    const json_t *item = json_array_get (list, i);
    const char *name = json_member (arena, item, "name"), *blob = json_member (arena, item, "blob");
    if (name != NULL && blob != NULL)
      ARENA_PUSH (arena, files.items, files.count)
          = (KeptFile){ name, blob, json_integer_value (json_object_get (item, "size")) };
  }
  return files;
}

const KeptFile *
kept_file (const KeptFiles *files, const char *name)
{
  for (gsize i = 0; i < files->count; i++)
    if (strcmp (files->items[i].name, name) == 0)
      return &files->items[i];
  return NULL;
}

/* As when the dossier was made: what was made lies in memory, evidence is copied, and either is packed by its
 * own way, so that the archive is the same. */
static bool
add_kept (FileSet *set, Arena *arena, const SnapshotPlace *place, const char *name, const char *hash,
          GError **error)
{
  const char *path = blob_path (arena, place->data_folder, place->unit_id, hash);
  if (path == NULL || !g_file_test (path, G_FILE_TEST_IS_REGULAR)) {
    error_set (error, NULL, MSG_FILE_MISSING, name, NULL);
    return false;
  }
  if (g_str_has_prefix (name, EVIDENCE_FOLDER)) {
    fileset_add_copy (set, name, path);
    return true;
  }
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, error);
  if (file == NULL)
    return false;
  g_autoptr (GBytes) bytes = g_mapped_file_get_bytes (file);
  fileset_add_bytes (set, name, bytes);
  return true;
}

FileSet *
kept_set (Arena *arena, const SnapshotPlace *place, const KeptFiles *files, const char *manifest,
          GError **error)
{
  g_autoptr (FileSet) set = fileset_new ();
  for (gsize i = 0; i < files->count; i++)
    if (!add_kept (set, arena, place, files->items[i].name, files->items[i].blob, error))
      return NULL;
  if (manifest != NULL && !add_kept (set, arena, place, "manifest.json", manifest, error))
    return NULL;
  return g_steal_pointer (&set);
}

bool
snapshot_public_content (Arena *arena, const SnapshotPlace *place, const char *previews, const char **ret,
                         GError **error)
{
  const KeptFiles kept = kept_files (arena, previews);
  const KeptFile *file = kept_file (&kept, PUBLIC_CONTENT);
  char *text = NULL;
  gsize size = 0;
  if (file == NULL) {
    error_set (error, PUBLIC_CONTENT, MSG_DB_NOT_THERE, NULL);
    return false;
  }
  if (!file_read (arena, blob_path (arena, place->data_folder, place->unit_id, file->blob), PUBLIC_CONTENT,
                  PUBLIC_LIMIT, &text, &size, error))
    return false;
  *ret = text;
  return true;
}
