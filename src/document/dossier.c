/* dossier.c - see dossier.h: every paper composed, set and drawn once, in parallel,
 * then written all or nothing. */
#include "document/dossier.h"
#include "document/compose.h"
#include "document/docx.h"
#include "document/dossier_evidence.h"
#include "document/fileset.h"
#include "document/manifest.h"
#include "document/paper_file.h"
#include "document/pdf.h"
#include "document/sheet.h"
#include <string.h>

#define TASK_ARENA_LIMIT ((gsize)2 * 1024 * 1024 * 1024)
#define MOST_THREADS 4

/* One paper on its way: what each stage leaves for the next. */
typedef struct {
  const DocumentSpec *spec;
  Arena *arena;
  const Document *document;
  Layout *layout;
  GBytes *docx, *pdf, *sheets;
  GError *error;
} PaperTask;

/* One sheet: its file's stem and its writer. */
typedef GBytes *(*SheetWriter) (const Figures *figures, GError **error);
typedef struct {
  const char *stem;
  SheetWriter write;
  GBytes *bytes;
} SheetTask;

#define MOST_SHEETS 3

typedef struct {
  const ComposeContext *context;
  const DossierOptions *options;
  PaperTask *tasks;
  gsize task_count;
  SheetTask sheets[MOST_SHEETS];
  gsize sheet_count;
  bool previews;
  GBytes *joined;
  GError *joined_error, *sheet_error;
  gint done; /* atomic: pieces finished */
} DossierJob;

static void
paper_task_clear (PaperTask *task)
{
  g_clear_pointer (&task->layout, layout_free);
  g_clear_pointer (&task->docx, g_bytes_unref);
  g_clear_pointer (&task->pdf, g_bytes_unref);
  g_clear_pointer (&task->sheets, g_bytes_unref);
  g_clear_pointer (&task->arena, arena_free);
  g_clear_error (&task->error);
}

static void
dossier_job_clear (DossierJob *job)
{
  for (gsize i = 0; i < job->task_count; i++)
    paper_task_clear (&job->tasks[i]);
  g_free (job->tasks);
  for (gsize i = 0; i < job->sheet_count; i++)
    g_clear_pointer (&job->sheets[i].bytes, g_bytes_unref);
  g_clear_pointer (&job->joined, g_bytes_unref);
  g_clear_error (&job->joined_error);
  g_clear_error (&job->sheet_error);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DossierJob, dossier_job_clear)

static bool
is_stopped (const DossierJob *job)
{
  return job->options->cancelled != NULL && g_atomic_int_get (job->options->cancelled) != 0;
}

/* Papers that only PDF makes sense for: sheets to print and fill by pen. */
static bool
wants_docx (const DocumentSpec *spec)
{
  return !spec->pdf_only;
}

/* Stage 1: wording to blocks to lines and pages, and the Word file. */
static void
task_set (PaperTask *task, const DossierJob *job)
{
  if (is_stopped (job))
    return;
  ComposeContext context = *job->context;
  context.arena = task->arena = arena_new (TASK_ARENA_LIMIT);
  task->document = compose_document (&context, task->spec, &task->error);
  if (task->document == NULL)
    return;
  task->layout = layout_document (task->document, &task->error);
  if (task->layout != NULL && wants_docx (task->spec))
    task->docx = docx_write (task->document, task->layout, &task->error);
  if (task->layout != NULL && job->previews)
    task->sheets = document_sheets (task->document, task->layout);
}

/* Stage 2: the paper's own PDF.  Only the dossier's layouts are needed again. */
static void
task_draw (PaperTask *task, const DossierJob *job)
{
  if (task->layout == NULL || task->error != NULL || job->options->docx_only || is_stopped (job))
    return;
  task->pdf = pdf_write (task->layout, &task->error);
  if (task->spec->part == PART_DOSSIER)
    return;
  g_clear_pointer (&task->layout, layout_free);
  g_clear_pointer (&task->arena, arena_free);
}

static void
set_in_pool (gpointer data, gpointer user)
{
  DossierJob *job = user;
  PaperTask *task = data;
  task_set (task, job);
  if (task->spec->part != PART_DOSSIER)
    task_draw (task, job);
  g_atomic_int_inc (&job->done);
}

static void
draw_joined (DossierJob *job)
{
  g_autofree PdfPart *parts = g_new0 (PdfPart, job->task_count);
  gsize count = 0;
  for (gsize i = 0; i < job->task_count; i++)
    if (job->tasks[i].spec->part == PART_DOSSIER)
      parts[count++] = (PdfPart){ job->tasks[i].layout, job->tasks[i].spec->title };
  const Round *round = job->context->round;
  g_autofree char *title
      = g_strdup_printf ("Hồ sơ đề nghị đánh giá, công nhận “Đơn vị học tập” năm %d", round->year);
  job->joined = pdf_write_joined (parts, count, title, round->unit.name, &job->joined_error);
}

static void
write_sheets (DossierJob *job)
{
  for (gsize i = 0; i < job->sheet_count && job->sheet_error == NULL && !is_stopped (job); i++)
    job->sheets[i].bytes = job->sheets[i].write (job->context->figures, &job->sheet_error);
}

static void
draw_in_pool (gpointer data, gpointer user)
{
  DossierJob *job = user;
  if (data == job) /* the joined file stands for itself: the longest piece goes first */
    draw_joined (job);
  else if (data == job->sheets)
    write_sheets (job);
  else
    task_draw (data, job);
  g_atomic_int_inc (&job->done);
}

/* The submission names the pages of all that goes with it, which are known only now. */
static void
set_submission_again (DossierJob *job)
{
  PaperTask *submission = NULL;
  for (gsize i = 0; i < job->task_count; i++) {
    PaperTask *task = &job->tasks[i];
    if (task->spec->part != PART_DOSSIER)
      continue;
    compose_set_pages (job->context, task->spec, layout_page_count (task->layout));
    if (strcmp (task->spec->id, "submission") == 0)
      submission = task;
  }
  if (submission == NULL)
    return;
  g_clear_pointer (&submission->docx, g_bytes_unref);
  g_clear_pointer (&submission->sheets, g_bytes_unref);
  g_clear_pointer (&submission->layout, layout_free);
  g_clear_pointer (&submission->arena, arena_free);
  task_set (submission, job);
}

/* Runs `work` over the items on up to MOST_THREADS threads, telling progress meanwhile. */
static void
run_pool (DossierJob *job, GFunc work, GPtrArray *items, guint of)
{
  gint before = g_atomic_int_get (&job->done);
  guint most = job->options->threads != 0 ? job->options->threads : MOST_THREADS;
  guint threads = CLAMP (g_get_num_processors (), 1, most);
  GThreadPool *pool = g_thread_pool_new (work, job, (gint)threads, FALSE, NULL);
  for (guint i = 0; i < items->len; i++)
    g_thread_pool_push (pool, items->pdata[i], NULL);
  gint end = before + (gint)items->len;
  while (job->options->progress != NULL && g_atomic_int_get (&job->done) < end) {
    g_usleep (20000);
    job->options->progress (job->options->user, (guint)g_atomic_int_get (&job->done), of);
  }
  g_thread_pool_free (pool, FALSE, TRUE);
}

static bool
first_error (DossierJob *job, GError **error)
{
  for (gsize i = 0; i < job->task_count; i++)
    if (job->tasks[i].error != NULL) {
      g_propagate_error (error, g_steal_pointer (&job->tasks[i].error));
      return true;
    }
  GError **last = job->joined_error != NULL ? &job->joined_error : &job->sheet_error;
  if (*last != NULL) {
    g_propagate_error (error, g_steal_pointer (last));
    return true;
  }
  if (!is_stopped (job))
    return false;
  error_set (error, NULL, MSG_CANCELLED, NULL);
  return true;
}

static bool
is_wanted (const DossierJob *job, const DocumentSpec *spec)
{
  if (job->options->docx_only && spec->part != PART_DOSSIER)
    return false;
  if (spec->part == PART_PAPERS && !job->options->all)
    return false;
  return compose_wanted (job->context, spec);
}

static void
collect_tasks (DossierJob *job)
{
  const Scheme *scheme = job->context->round->scheme;
  job->tasks = g_new0 (PaperTask, scheme->document_count);
  for (gsize i = 0; i < scheme->document_count; i++)
    if (is_wanted (job, &scheme->documents[i]))
      job->tasks[job->task_count++].spec = &scheme->documents[i];
}

/* A paper's second form, where the scheme asks for one. */
static void
collect_sheet_of (DossierJob *job, const char *id, SheetWriter write)
{
  for (gsize i = 0; i < job->task_count; i++) {
    const DocumentSpec *spec = job->tasks[i].spec;
    if (!spec->sheet || strcmp (spec->id, id) != 0)
      continue;
    job->sheets[job->sheet_count++] = (SheetTask){ spec->stem, write, NULL };
    return;
  }
}

static void
collect_sheets (DossierJob *job)
{
  collect_sheet_of (job, "summary", sheet_write_summary);
  collect_sheet_of (job, "evidence_list", sheet_write_evidence);
  job->sheets[job->sheet_count++] = (SheetTask){ "d-danh-sach-ca-nhan", sheet_write_people, NULL };
}

/* The report is by far the longest: it must not be the last to start. */
static GPtrArray *
tasks_longest_first (DossierJob *job)
{
  GPtrArray *items = g_ptr_array_new ();
  for (gsize i = 0; i < job->task_count; i++)
    g_ptr_array_insert (items, strcmp (job->tasks[i].spec->id, "report") == 0 ? 0 : -1, &job->tasks[i]);
  return items;
}

static bool
render (DossierJob *job, GError **error)
{
  g_autoptr (GPtrArray) first = tasks_longest_first (job), second = g_ptr_array_new ();
  if (!job->options->docx_only)
    g_ptr_array_add (second, job);
  for (gsize i = 0; i < job->task_count && !job->options->docx_only; i++)
    if (job->tasks[i].spec->part == PART_DOSSIER)
      g_ptr_array_add (second, &job->tasks[i]);
  if (job->sheet_count > 0)
    g_ptr_array_add (second, job->sheets);
  guint of = first->len + second->len;
  run_pool (job, set_in_pool, first, of);
  if (first_error (job, error))
    return false;
  set_submission_again (job);
  if (first_error (job, error))
    return false;
  run_pool (job, draw_in_pool, second, of);
  return !first_error (job, error);
}

static void
add_paper (FileSet *set, const PaperTask *task)
{
  const char *folder = task->spec->part == PART_PAPERS ? "giay-to/" : "";
  g_autofree char *docx = g_strconcat (folder, task->spec->stem, ".docx", NULL),
                  *pdf = g_strconcat (folder, task->spec->stem, ".pdf", NULL);
  if (task->docx != NULL)
    fileset_add_bytes (set, docx, task->docx);
  if (task->pdf != NULL)
    fileset_add_bytes (set, pdf, task->pdf);
}

static void
add_sheet (FileSet *set, const SheetTask *sheet)
{
  g_autofree char *path = g_strconcat (sheet->stem, ".xlsx", NULL);
  fileset_add_bytes (set, path, sheet->bytes);
}

static bool
add_joined (const DossierJob *job, FileSet *set, GError **error)
{
  g_autoptr (GBytes) joined = g_bytes_ref (job->joined);
  if (job->options->append_evidence) {
    GBytes *longer = dossier_append_evidence (joined, job->context->figures, job->context->arena, error);
    if (longer == NULL)
      return false;
    g_bytes_unref (joined);
    joined = longer;
  }
  fileset_add_bytes (set, "ho-so.pdf", joined);
  return true;
}

static bool
stop_asked (void *user)
{
  return is_stopped (user);
}

static bool
write_all (const Dossier *dossier, const DossierOptions *options, GError **error)
{
  DossierJob job = { .options = options };
  FileSetOptions write = { .manifest_head = dossier->manifest_head, .pulse = stop_asked, .user = &job };
  if (options->zip != NULL && !fileset_write_zip (dossier->files, options->zip, &write, error))
    return false;
  return options->out == NULL || fileset_write_folder (dossier->files, options->out, &write, error);
}

void
dossier_clear (Dossier *dossier)
{
  g_clear_pointer (&dossier->files, fileset_free);
  g_clear_pointer (&dossier->previews, fileset_free);
}

static void
add_preview (FileSet *set, const PaperTask *task)
{
  g_autofree char *path = g_strconcat (task->spec->stem, ".html", NULL);
  if (task->sheets != NULL)
    fileset_add_bytes (set, path, task->sheets);
}

/* All that was made, by its path. */
static bool
collect_files (const DossierJob *job, FileSet *set, FileSet *previews, GError **error)
{
  for (gsize i = 0; i < job->task_count; i++) {
    add_paper (set, &job->tasks[i]);
    add_preview (previews, &job->tasks[i]);
  }
  if (job->options->docx_only)
    return true;
  for (gsize i = 0; i < job->sheet_count; i++)
    add_sheet (set, &job->sheets[i]);
  if (!add_joined (job, set, error))
    return false;
  dossier_add_evidence (set, job->context->figures, job->context->arena);
  return true;
}

bool
dossier_compose (Arena *arena, const SchemeLibrary *library, const Round *round, const Figures *figures,
                 const DossierOptions *options, bool previews, Dossier *ret, GError **error)
{
  ComposeContext context = { .arena = arena,
                             .library = library,
                             .round = round,
                             .figures = figures,
                             .case_folder = options->case_folder,
                             .draft = options->draft };
  g_auto (DossierJob) job = { .context = &context, .options = options, .previews = previews };
  g_auto (Dossier) made = { fileset_new (), fileset_new (), manifest_head (figures, arena) };
  collect_tasks (&job);
  if (!options->docx_only)
    collect_sheets (&job);
  if (!compose_prepare (&context, error) || !render (&job, error)
      || !collect_files (&job, made.files, made.previews, error))
    return false;
  *ret = (Dossier){ g_steal_pointer (&made.files), g_steal_pointer (&made.previews), made.manifest_head };
  return true;
}

bool
dossier_write (const SchemeLibrary *library, const Round *round, const Figures *figures,
               const DossierOptions *options, GError **error)
{
  if (options->zip != NULL && !fileset_check_zip (options->zip, error))
    return false;
  g_autoptr (Arena) arena = arena_new (TASK_ARENA_LIMIT);
  g_auto (Dossier) dossier = { 0 };
  return dossier_compose (arena, library, round, figures, options, false, &dossier, error)
         && write_all (&dossier, options, error);
}
