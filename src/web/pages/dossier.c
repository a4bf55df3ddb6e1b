/* dossier.c - the dossier of a round: as it was approved, else a draft of today; its papers with the numbers
 * of the register and their signed copies, and how it was sent. */
#include "web/pages/dossier_parts.h"
#include "web/pages/pages.h"
#include "web/pages/paper_parts.h"
#include "web/shown.h"
#include <string.h>

static const InputSpec inputs[] = { YEAR_INPUT, { .name = "lan", .kind = INPUT_ID, .label = "Lần" }, { 0 } };

typedef struct {
  KeptDossier kept;
  bool is_kept;
  bool is_whole; /* whoever asks may see all evidence in it */
  KeptFiles files, previews;
  Records papers;
  PaperChairs chairs;
} Shown;

/* ---- papers ---- */

static const Record *
paper_of (const Shown *shown, const char *key)
{
  for (gsize i = 0; key != NULL && i < shown->papers.count; i++)
    if (strcmp (record_text (&shown->papers.items[i], "paper"), key) == 0)
      return &shown->papers.items[i];
  return NULL;
}

/* The path of the file of that name, if it was kept. */
static const char *
file_path (Request *request, const Shown *shown, const char *stem, const char *ending)
{
  Arena *arena = request_arena (request);
  const char *name = arena_concat (arena, stem, ending, NULL);
  return kept_file (&shown->files, name) != NULL
             ? kept_path (request, &shown->kept, arena_concat (arena, "tep/", name, NULL))
             : NULL;
}

/* Number, day and signed copy are the register's, as it says today. */
static void
set_register (Request *request, const Shown *shown, const DocumentSpec *spec, Value *row)
{
  Arena *arena = request_arena (request);
  const Record *paper = paper_of (shown, spec->paper);
  int year = shown->kept.round.year;
  const char *page = arena_concat (arena, "van-ban/", spec->id, NULL);
  bool is_signed = paper != NULL && record_text (paper, "signed") != NULL;
  value_set_text (row, "code",
                  paper != NULL
                      ? paper_code (arena, shown->chairs.code, spec->paper, record_int (paper, "number"))
                      : NULL);
  value_set_text (row, "date", paper != NULL ? shown_day (arena, record_text (paper, "date")) : NULL);
  value_set_text (row, "paper", round_path (request, year, page));
  value_set_text (row, "signed",
                  is_signed ? round_path (request, year, arena_concat (arena, page, "/ban-ky", NULL)) : NULL);
  value_set_bool (row, "numbered", spec->paper != NULL);
}

static Value *
row_value (Request *request, const Shown *shown, const DocumentSpec *spec)
{
  Arena *arena = request_arena (request);
  Value *row = value_object (arena);
  const char *page = arena_concat (arena, spec->stem, ".html", NULL);
  bool viewed = kept_file (&shown->previews, page) != NULL;
  set_register (request, shown, spec, row);
  value_set_text (row, "title", spec->title);
  value_set_text (row, "view",
                  viewed ? kept_path (request, &shown->kept, arena_concat (arena, "xem/", spec->stem, NULL))
                         : round_path (request, shown->kept.round.year,
                                       arena_concat (arena, "van-ban/", spec->id, NULL)));
  value_set_text (row, "pdf", file_path (request, shown, spec->stem, ".pdf"));
  value_set_text (row, "docx", file_path (request, shown, spec->stem, ".docx"));
  value_set_text (row, "xlsx", file_path (request, shown, spec->stem, ".xlsx"));
  return row;
}

/* The eight items, then the papers that go with them. */
static void
add_rows (Request *request, const Shown *shown, Value *page)
{
  const Scheme *scheme = shown->kept.round.scheme;
  Value *items = value_list (request_arena (request)), *around = value_list (request_arena (request));
  for (gsize i = 0; i < scheme->document_count; i++) {
    const DocumentSpec *spec = &scheme->documents[i];
    bool there = !shown->is_kept || file_path (request, shown, spec->stem, ".pdf") != NULL;
    if (spec->part != PART_PAPERS && there)
      value_append (spec->part == PART_DOSSIER ? items : around, row_value (request, shown, spec));
  }
  value_set (page, "items", items);
  value_set (page, "around", around);
}

static const char *
transmission_path (Request *request, const RoundHead *round)
{
  return document_spec (round->scheme, "transmission") != NULL
             ? round_path (request, round->year, "van-ban/transmission")
             : NULL;
}

/* ---- files that are no papers ---- */

static void
add_evidence (Request *request, const Shown *shown, Value *page)
{
  Arena *arena = request_arena (request);
  Value *list = value_list (arena);
  bool any_pdf = false;
  for (gsize i = 0; shown->is_whole && i < shown->files.count; i++) {
    const char *name = shown->files.items[i].name;
    if (!g_str_has_prefix (name, "minh-chung/"))
      continue;
    Value *item = value_object (arena);
    value_set_text (item, "name", name + strlen ("minh-chung/"));
    value_set_text (item, "path", kept_path (request, &shown->kept, name));
    value_append (list, item);
    any_pdf |= g_str_has_suffix (name, ".pdf");
  }
  value_set (page, "evidence", list);
  value_set_int (page, "evidence_count", (gint64)value_length (list));
  value_set_bool (page, "any_evidence", value_length (list) > 0);
  value_set_bool (page, "any_pdf", any_pdf);
}

static bool
any_signed (Request *request, const Shown *shown)
{
  const Scheme *scheme = shown->kept.round.scheme;
  for (gsize i = 0; i < scheme->document_count; i++)
    if (signed_paper (request_arena (request), &scheme->documents[i], &shown->papers, &shown->files) != NULL)
      return true;
  return false;
}

static void
add_kept (Request *request, const Shown *shown, Value *page)
{
  Arena *arena = request_arena (request);
  const Record *approval = &shown->kept.approval;
  value_set_bool (page, "is_kept", shown->is_kept);
  value_set_bool (page, "is_void", shown->is_kept && strcmp (approval_state (approval), "void") == 0);
  if (!shown->is_kept)
    return;
  view_state (page, "approval", approval_state (approval));
  value_set_int (page, "position", record_int (approval, "position"));
  value_set_text (page, "result", record_text (approval, "title"));
  value_set_text (page, "approved_at", shown_instant (arena, record_int (approval, "approved_at")));
  value_set_text (page, "hash", hash_shown (arena, record_text (approval, "hash")));
  value_set_text (page, "zip", shown->is_whole ? kept_path (request, &shown->kept, "ho-so.zip") : NULL);
  value_set_text (page, "zip_signed",
                  shown->is_whole && any_signed (request, shown)
                      ? kept_path (request, &shown->kept, "ho-so-ban-ky.zip")
                      : NULL);
  value_set_text (page, "case", shown->is_whole ? kept_path (request, &shown->kept, "du-lieu.zip") : NULL);
  value_set_text (page, "joined", shown->is_whole ? file_path (request, shown, "ho-so", ".pdf") : NULL);
  value_set_text (page, "join", kept_path (request, &shown->kept, "noi-minh-chung"));
  value_set_text (page, "people", file_path (request, shown, "d-danh-sach-ca-nhan", ".xlsx"));
}

/* ---- the page ---- */

/* The one asked for, else the last if it is approved. */
static bool
choose (Request *request, Transaction *transaction, Shown *shown, GError **error)
{
  Arena *arena = request_arena (request);
  RoundHead round;
  bool found = false;
  if (request_int (request, "lan", 0) != 0) {
    shown->is_kept = true;
    return kept_dossier (request, transaction, &shown->kept, error);
  }
  if (!round_head (request, transaction, &round, error)
      || !approval_newest (transaction, arena, round.id, &shown->kept.approval, &found, error))
    return false;
  shown->kept.round = round;
  shown->is_kept = found && strcmp (approval_state (&shown->kept.approval), "approved") == 0;
  return true;
}

bool
dossier_show (Request *request, GError **error)
{
  Arena *arena = request_arena (request);
  Shown shown = { .is_kept = false };
  Value *page = value_object (arena);
  Transaction *transaction = request_read (request, error);
  if (transaction == NULL || !choose (request, transaction, &shown, error)
      || !record_list (transaction, arena, RECORD_paper, shown.kept.round.id, &shown.papers, error)
      || !paper_chairs (transaction, arena, shown.kept.round.id, &shown.chairs, error)
      || !add_sendings (request, transaction, &shown.kept.round, page, error)
      || !dossier_is_whole_for (request, transaction, &shown.kept, &shown.is_whole, error))
    return false;
  if (shown.is_kept) {
    shown.files = kept_files (arena, record_text (&shown.kept.approval, "files"));
    shown.previews = kept_files (arena, record_text (&shown.kept.approval, "previews"));
  }
  add_rows (request, &shown, page);
  add_evidence (request, &shown, page);
  add_kept (request, &shown, page);
  int year = shown.kept.round.year;
  value_set_text (page, "here", round_path (request, year, "ho-so"));
  value_set_text (page, "approval", round_path (request, year, "phe-duyet"));
  value_set_text (page, "draft", round_path (request, year, "ho-so/du-thao.zip"));
  value_set_text (page, "transmission", transmission_path (request, &shown.kept.round));
  value_set_bool (page, "may_write", request_may (request, PERMISSION_PAPERS_WRITE));
  value_set_bool (page, "may_read_round", request_may (request, PERMISSION_ROUND_READ));
  request_show (request, value_view (page));
  return true;
}

const Route dossier_routes[] = {
  { METHOD_GET, "/dot/{year}/ho-so", PERMISSION_PAPERS_READ,
    "The dossier: as it was approved, else a draft; how it was sent", "Hồ sơ", inputs, dossier_show, NULL,
    NULL, "dossier" },
  { 0 },
};
