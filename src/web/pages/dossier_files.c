/* dossier_files.c - files of a dossier: each as it was kept, all as a ZIP, the case, a draft of today. */
#include "document/dossier.h"
#include "web/pages/dossier_parts.h"
#include "web/pages/evidence_parts.h"
#include "web/pages/pages.h"
#include "web/pages/paper_parts.h"
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define MEMORY_LIMIT ((guint64)32 << 20) /* larger archives go by way of the disk */

static const InputSpec round_inputs[] = { YEAR_INPUT, { 0 } };
static const InputSpec kept_inputs[] = { YEAR_INPUT, APPROVAL_INPUT, { 0 } };
static const InputSpec file_inputs[] = {
  YEAR_INPUT, APPROVAL_INPUT, { .name = "file", .kind = INPUT_TEXT, .required = true, .label = "Tệp" }, { 0 }
};

bool
kept_dossier (Request *request, Transaction *transaction, KeptDossier *ret, GError **error)
{
  KeptDossier kept = { 0 };
  if (!round_head (request, transaction, &kept.round, error)
      || !approval_at (transaction, request_arena (request), kept.round.id, request_int (request, "lan", 0),
                       &kept.approval, error))
    return false;
  *ret = kept;
  return record_text (&kept.approval, "hash") != NULL
         || request_refuse (request, error, 404, MSG_DB_NOT_THERE, NULL);
}

const char *
kept_path (Request *request, const KeptDossier *dossier, const char *below)
{
  Arena *arena = request_arena (request);
  return round_path (request, dossier->round.year,
                     arena_concat (arena, "ho-so/",
                                   arena_int (arena, record_int (&dossier->approval, "position")), "/", below,
                                   NULL));
}

bool
dossier_is_whole_for (Request *request, Transaction *transaction, const KeptDossier *dossier, bool *ret,
                      GError **error)
{
  bool hidden = false;
  if (!evidence_any_hidden (transaction, dossier->round.id, request_identity (request)->account_id,
                            request_may (request, PERMISSION_EVIDENCE_RESTRICTED), &hidden, error))
    return false;
  *ret = !hidden;
  return true;
}

/* That of the address, with the files of evidence; refuses whoever may not see them all. */
static bool
whole_dossier (Request *request, Transaction *transaction, KeptDossier *ret, GError **error)
{
  bool whole = false;
  return kept_dossier (request, transaction, ret, error)
         && dossier_is_whole_for (request, transaction, ret, &whole, error)
         && (whole || request_refuse (request, error, 403, MSG_DOSSIER_RESTRICTED, NULL));
}

const Record *
signed_paper (Arena *arena, const DocumentSpec *spec, const Records *papers, const KeptFiles *files)
{
  if (spec->part == PART_PAPERS || kept_file (files, arena_concat (arena, spec->stem, ".pdf", NULL)) == NULL)
    return NULL;
  for (gsize i = 0; spec->paper != NULL && i < papers->count; i++)
    if (strcmp (record_text (&papers->items[i], "paper"), spec->paper) == 0
        && record_text (&papers->items[i], "signed") != NULL)
      return &papers->items[i];
  return NULL;
}

/* ---- one file ---- */

static bool
send_kept (Request *request, const char *column, const char *name, GError **error)
{
  KeptDossier dossier = { 0 };
  Transaction *transaction = request_read (request, error);
  bool evidence = g_str_has_prefix (name, "minh-chung/") || strcmp (name, "ho-so.pdf") == 0;
  if (transaction == NULL
      || !(evidence ? whole_dossier : kept_dossier) (request, transaction, &dossier, error))
    return false;
  const KeptFiles files = kept_files (request_arena (request), record_text (&dossier.approval, column));
  const KeptFile *file = kept_file (&files, name);
  return file != NULL ? blob_answer (request, file->blob,
                                     strrchr (name, '/') != NULL ? strrchr (name, '/') + 1 : name, error)
                      : request_refuse (request, error, 404, MSG_DB_NOT_THERE, NULL);
}

static bool
send_file (Request *request, GError **error)
{
  return send_kept (request, "files", request_text (request, "file"), error);
}

static bool
send_evidence (Request *request, GError **error)
{
  return send_kept (
      request, "files",
      arena_concat (request_arena (request), "minh-chung/", request_text (request, "file"), NULL), error);
}

/* ---- a paper as it prints ---- */

static bool
show_preview (Request *request, GError **error)
{
  KeptDossier dossier = { 0 };
  Arena *arena = request_arena (request);
  Value *page = value_object (arena);
  g_auto (PaperFiles) files = { 0 };
  Transaction *transaction = request_read (request, error);
  if (transaction == NULL || !kept_dossier (request, transaction, &dossier, error))
    return false;
  const char *stem = request_text (request, "file"), *title = stem;
  const KeptFiles kept = kept_files (arena, record_text (&dossier.approval, "previews"));
  const KeptFile *file = kept_file (&kept, arena_concat (arena, stem, ".html", NULL));
  const SnapshotPlace place = snapshot_place (request);
  const char *path = file != NULL ? blob_path (arena, place.data_folder, place.unit_id, file->blob) : NULL;
  g_autoptr (GMappedFile) mapped = path != NULL ? g_mapped_file_new (path, FALSE, NULL) : NULL;
  if (mapped == NULL)
    return request_refuse (request, error, 404, MSG_DB_NOT_THERE, NULL);
  files.files[FILE_SHEETS] = g_mapped_file_get_bytes (mapped);
  for (gsize i = 0; i < dossier.round.scheme->document_count; i++)
    if (strcmp (dossier.round.scheme->documents[i].stem, stem) == 0)
      title = dossier.round.scheme->documents[i].title;
  view_sheets (request, page, &files);
  value_set_text (page, "title", title);
  value_set_text (page, "pdf",
                  kept_path (request, &dossier, arena_concat (arena, "tep/", stem, ".pdf", NULL)));
  value_set_int (page, "position", record_int (&dossier.approval, "position"));
  view_state (page, "approval", approval_state (&dossier.approval));
  value_set_text (page, "list",
                  arena_concat (arena, round_path (request, dossier.round.year, "ho-so?lan="),
                                arena_int (arena, record_int (&dossier.approval, "position")), NULL));
  request_show (request, value_view (page));
  return true;
}

/* ---- all of them ---- */

static void
remove_file (char **path)
{
  if (*path != NULL)
    g_unlink (*path);
  g_free (*path);
}

/* The file goes once it is mapped: the kernel keeps its bytes until they are sent. */
static GBytes *
zip_by_disk (Request *request, FileSet *set, const FileSetOptions *options, GError **error)
{
  __attribute__ ((cleanup (remove_file))) char *path
      = g_strdup_printf ("%s/zip-%08x%08x", request_data_folder (request), g_random_int (), g_random_int ());
  if (!fileset_write_zip (set, path, options, error))
    return NULL;
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, error);
  return file != NULL ? g_mapped_file_get_bytes (file) : NULL;
}

bool
zip_answer (Request *request, FileSet *set, const FileSetOptions *options, guint64 size, const char *name,
            GError **error)
{
  g_autoptr (GBytes) bytes
      = size > MEMORY_LIMIT ? zip_by_disk (request, set, options, error) : fileset_zip (set, options, error);
  if (bytes != NULL)
    request_send (request, "application/zip", name, bytes);
  return bytes != NULL;
}

/* An archive of what was kept. */
typedef struct {
  const char *column, *manifest; /* of the approval; manifest NULL: none */
  const char *stem;              /* what it is called */
  bool with_signed;              /* the signed copies that its papers have today beside it */
} Archive;

/* "jpg": of the file as it was called when it was brought in. */
static const char *
ending_of (Arena *arena, const char *name)
{
  const char *dot = name != NULL ? strrchr (name, '.') : NULL;
  gsize length = dot != NULL ? strlen (dot + 1) : 0;
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (dot[1 + i]))
      return "pdf";
  g_autofree char *lower = length > 0 && length <= 5 ? g_ascii_strdown (dot + 1, -1) : NULL;
  return lower != NULL ? arena_strdup (arena, lower) : "pdf";
}

/* Refuses with 404 where no paper of the dossier has one. */
static bool
add_signed (Request *request, Transaction *transaction, const KeptDossier *dossier, const KeptFiles *files,
            FileSet *set, GError **error)
{
  Arena *arena = request_arena (request);
  const Scheme *scheme = dossier->round.scheme;
  const SnapshotPlace place = snapshot_place (request);
  Records papers;
  bool any = false;
  if (!record_list (transaction, arena, RECORD_paper, dossier->round.id, &papers, error))
    return false;
  for (gsize i = 0; i < scheme->document_count; i++) {
    const Record *paper = signed_paper (arena, &scheme->documents[i], &papers, files);
    if (paper == NULL)
      continue;
    const char *ending = ending_of (arena, record_text (paper, "signed_name"));
    fileset_add_copy (set, arena_concat (arena, "ban-ky/", scheme->documents[i].stem, ".", ending, NULL),
                      blob_path (arena, place.data_folder, place.unit_id, record_text (paper, "signed")));
    any = true;
  }
  return any || request_refuse (request, error, 404, MSG_DB_NOT_THERE, NULL);
}

static bool
send_all (Request *request, const Archive *archive, GError **error)
{
  static const FileSetOptions bare = { 0 };
  KeptDossier dossier = { 0 };
  Arena *arena = request_arena (request);
  guint64 size = 0;
  const SnapshotPlace place = snapshot_place (request);
  Transaction *transaction = request_read (request, error);
  if (transaction == NULL || !whole_dossier (request, transaction, &dossier, error))
    return false;
  const KeptFiles files = kept_files (arena, record_text (&dossier.approval, archive->column));
  for (gsize i = 0; i < files.count; i++)
    size += (guint64)files.items[i].size;
  const char *manifest
      = archive->manifest != NULL ? record_text (&dossier.approval, archive->manifest) : NULL;
  g_autoptr (FileSet) set = kept_set (arena, &place, &files, manifest, error);
  if (set == NULL
      || (archive->with_signed && !add_signed (request, transaction, &dossier, &files, set, error)))
    return false;
  return zip_answer (request, set, &bare, size,
                     arena_printf (arena, "%s-%d-lan-%" G_GINT64_FORMAT ".zip", archive->stem,
                                   dossier.round.year, record_int (&dossier.approval, "position")),
                     error);
}

static bool
send_dossier (Request *request, GError **error)
{
  return send_all (request, &(Archive){ "files", "hash", "ho-so", false }, error);
}

static bool
send_with_signed (Request *request, GError **error)
{
  return send_all (request, &(Archive){ "files", "hash", "ho-so-ban-ky", true }, error);
}

static bool
send_case (Request *request, GError **error)
{
  return send_all (request, &(Archive){ "case_files", NULL, "du-lieu", false }, error);
}

/* ---- a draft of today ---- */

static guint64
evidence_size (const Round *round)
{
  guint64 size = 0;
  for (gsize i = 0; i < round->evidence_count; i++)
    for (gsize k = 0; k < round->evidence[i].files.count; k++) {
      GStatBuf status;
      const char *path = round->evidence[i].file_paths[k];
      size += path != NULL && g_stat (path, &status) == 0 ? (guint64)status.st_size : 0;
    }
  return size;
}

static bool
send_draft (Request *request, GError **error)
{
  RoundHead round;
  StoredRound stored;
  Arena *arena = request_arena (request);
  g_auto (Dossier) dossier = { 0 };
  g_autoptr (GError) problem = NULL;
  const DossierOptions options = { .draft = true, .threads = SNAPSHOT_THREADS };
  Transaction *transaction = request_read (request, error);
  if (transaction == NULL || !round_head (request, transaction, &round, error)
      || !round_shown (request, transaction, round.id, &stored, error))
    return false;
  const Figures *figures = figures_compute (stored.round, arena);
  if (!dossier_compose (arena, request_library (request), stored.round, figures, &options, false, &dossier,
                        &problem))
    return request_refuse (request, error, 422, MSG_APPROVAL_UNMADE, error_vietnamese (arena, problem), NULL);
  const FileSetOptions with = { .manifest_head = dossier.manifest_head };
  return zip_answer (request, dossier.files, &with, evidence_size (stored.round),
                     arena_printf (arena, "ho-so-%d-du-thao.zip", round.year), error);
}

const Route dossier_files_routes[] = {
  { METHOD_GET, "/dot/{year}/ho-so/du-thao.zip", PERMISSION_PAPERS_READ,
    "The dossier as the round is today, every page marked as a draft", NULL, round_inputs, NULL, send_draft,
    NULL, NULL },
  { METHOD_GET, "/dot/{year}/ho-so/{lan}/ho-so.zip", PERMISSION_PAPERS_READ,
    "The approved dossier, all of it", NULL, kept_inputs, NULL, send_dossier, NULL, NULL },
  { METHOD_GET, "/dot/{year}/ho-so/{lan}/ho-so-ban-ky.zip", PERMISSION_PAPERS_READ,
    "The approved dossier with the signed copies of its papers", NULL, kept_inputs, NULL, send_with_signed,
    NULL, NULL },
  { METHOD_GET, "/dot/{year}/ho-so/{lan}/du-lieu.zip", PERMISSION_PAPERS_READ,
    "The case folder that was approved", NULL, kept_inputs, NULL, send_case, NULL, NULL },
  { METHOD_GET, "/dot/{year}/ho-so/{lan}/tep/{file}", PERMISSION_PAPERS_READ,
    "A file of the approved dossier", NULL, file_inputs, NULL, send_file, NULL, NULL },
  { METHOD_GET, "/dot/{year}/ho-so/{lan}/minh-chung/{file}", PERMISSION_PAPERS_READ,
    "A file of evidence of the approved dossier", NULL, file_inputs, NULL, send_evidence, NULL, NULL },
  { METHOD_GET, "/dot/{year}/ho-so/{lan}/xem/{file}", PERMISSION_PAPERS_READ,
    "A paper of the approved dossier as it prints", NULL, file_inputs, show_preview, NULL, NULL,
    "dossier_preview" },
  { 0 },
};
