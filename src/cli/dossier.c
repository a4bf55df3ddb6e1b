/* dossier.c - dvht dossier: the whole dossier, as a folder or a ZIP file. */
#include "document/dossier.h"
#include "cli/check.h"
#include "cli/stored.h"
#include <signal.h>
#include <unistd.h>

const OptionSpec dossier_options[] = {
  { "--out",
    "DIR",
    { "thư mục sẽ lập; phải chưa có hoặc còn trống", "folder to make; must not exist or be empty" } },
  { "--zip", "FILE", { "ghi tất cả thành một tệp ZIP", "write everything as one ZIP file" } },
  { "--draft",
    NULL,
    { "lập cả khi còn lỗi, mỗi trang ghi DỰ THẢO", "even with errors; every page says DỰ THẢO" } },
  { "--all",
    NULL,
    { "thêm thư mục giay-to: các giấy tờ khác của đợt",
      "also the folder giay-to: the round's other papers" } },
  { "--docx-only",
    NULL,
    { "chỉ lập tệp Word của hồ sơ, để sửa trước", "only the Word files of the dossier, to edit first" } },
  { "--data", "DIR", { "thư mục dữ liệu, thay cho CASE", "data folder, in place of CASE" } },
  { "--round",
    "ID",
    { "số của đợt trong thư mục dữ liệu, hoặc năm của đợt",
      "the round's number in the data folder, or its year" } },
  { "--unit", "CODE", { "mã đơn vị, khi có nhiều đơn vị", "code of the unit, where there are several" } },
  { "--append-evidence",
    NULL,
    { "nối các tệp PDF minh chứng vào sau ho-so.pdf", "append PDF evidence to ho-so.pdf" } },
  { NULL },
};

/* Shown after a second of work, and only to a person. */
typedef struct {
  gint64 started;
  bool english, shown;
} Progress;

static void
progress_show (void *user, guint done, guint of)
{
  Progress *progress = user;
  if (g_get_monotonic_time () - progress->started < G_USEC_PER_SEC)
    return;
  fprintf (stderr, progress->english ? "\rMaking the dossier: %u of %u" : "\rĐang lập hồ sơ: %u/%u", done,
           of);
  fflush (stderr);
  progress->shown = true;
}

/* Ctrl-C lets the work stop and tidy up; pressed again, it ends the program at once.  The one
 * value outside the run's arena: a signal handler has nowhere else to write to. */
static gint cancelled;

static void
cancel (int number)
{
  g_atomic_int_set (&cancelled, 1);
}

static void
watch_signals (void)
{
  static const int numbers[] = { SIGINT, SIGTERM, SIGHUP };
  struct sigaction action = { .sa_handler = cancel, .sa_flags = (int)(SA_RESETHAND | SA_RESTART) };
  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    sigaction (numbers[i], &action, NULL);
}

/* Is it the place to write to that failed, not what was to be written? */
static bool
is_output_error (const GError *error)
{
  static const MessageId ids[]
      = { MSG_FILE_WRITE,    MSG_FILE_OPEN,  MSG_FILE_DENIED,   MSG_FILE_REMOVE, MSG_ZIP_WRITE,
          MSG_OUT_NOT_EMPTY, MSG_OUT_EXISTS, MSG_OUT_NO_FOLDER, MSG_CANCELLED };
  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++)
    if (g_error_matches (error, DVHT_ERROR, (gint)ids[i]))
      return true;
  return error->domain != DVHT_ERROR;
}

static void
say_done (const Invocation *invocation, const char *path)
{
  if (path != NULL)
    printf ("%s: %s\n", invocation_words (invocation, (Words){ "Đã lập hồ sơ", "Made the dossier" }),
            printable (invocation->arena, path));
}

static int
dossier_make (const Invocation *invocation, const SchemeLibrary *library, const Case *read)
{
  Progress progress = { .started = g_get_monotonic_time (), .english = invocation->english };
  DossierOptions options = {
    .draft = invocation_flag (invocation, "--draft"),
    .all = invocation_flag (invocation, "--all"),
    .docx_only = invocation_flag (invocation, "--docx-only"),
    .append_evidence = invocation_flag (invocation, "--append-evidence"),
    .out = invocation_option (invocation, "--out"),
    .zip = invocation_option (invocation, "--zip"),
    .case_folder = read->folder,
    .cancelled = &cancelled,
    .progress = isatty (STDERR_FILENO) ? progress_show : NULL,
    .user = &progress,
  };
  g_autoptr (GError) error = NULL;
  const Figures *figures = figures_compute (read->round, invocation->arena);
  watch_signals ();
  bool written = dossier_write (library, read->round, figures, &options, &error);
  if (progress.shown)
    fputc ('\n', stderr);
  if (!written)
    return report_error (invocation, error, is_output_error (error) ? EXIT_UNUSABLE : EXIT_FAULTY);
  say_done (invocation, options.out);
  say_done (invocation, options.zip);
  return EXIT_DONE;
}

int
run_dossier (const Invocation *invocation)
{
  g_autoptr (GError) error = NULL;
  if (!invocation_flag (invocation, "--out") && !invocation_flag (invocation, "--zip"))
    return report_message (invocation, EXIT_UNUSABLE, MSG_CLI_NEEDS_OPTION, "dossier",
                           "--out DIR (--zip FILE)", NULL);
  g_autoptr (SchemeLibrary) library = invocation_library (invocation, &error);
  if (library == NULL)
    return report_error (invocation, error, EXIT_UNUSABLE);
  int code = EXIT_DONE;
  bool stored = invocation->operand_count == 0;
  const Case *read
      = stored ? stored_case (invocation, library, &code) : case_to_write (invocation, library, &code);
  return read == NULL ? code : dossier_make (invocation, library, read);
}
