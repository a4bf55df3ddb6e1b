/* serve.c - dvht serve: the web application of one data folder. */
#include "cli/command.h"
#include "jobs/runner.h"
#include "store/setup.h"
#include "web/server.h"
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <sys/file.h>
#include <unistd.h>

#define DAILY_LOOK ((gint64)300 * G_USEC_PER_SEC) /* for what waits for its day */

const OptionSpec serve_options[] = {
  { "--data", "DIR", { "thư mục dữ liệu", "the data folder" } },
  { "--listen",
    "ADDRESS:PORT",
    { "nơi lắng nghe (mặc định 127.0.0.1:8080; cổng 0: tự chọn)",
      "where to listen (default 127.0.0.1:8080; port 0: a free one)" } },
  { "--proxy",
    "LIST",
    { "địa chỉ hoặc dải địa chỉ của proxy đứng trước, cách nhau dấu phẩy; chỉ tin X-Forwarded-For và "
      "X-Forwarded-Proto đến từ đó",
      "addresses or ranges of proxies in front, split by commas; X-Forwarded-For and X-Forwarded-Proto "
      "are believed from there only" } },
  { NULL },
};

/* One server a folder: two would each keep caches and jobs of their own.  The lock goes with the process. */
static int
lock_folder (const char *folder, GError **error)
{
  g_autofree char *path = g_build_filename (folder, "dvht.lock", NULL);
  if (g_mkdir_with_parents (folder, 0700) != 0) {
    error_set (error, folder, MSG_FILE_WRITE, folder, g_strerror (errno), NULL);
    return -1;
  }
  int lock = open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (lock < 0) {
    error_set (error, path, MSG_FILE_WRITE, path, g_strerror (errno), NULL);
    return -1;
  }
  if (flock (lock, LOCK_EX | LOCK_NB) == 0)
    return lock;
  close (lock);
  error_set (error, path, MSG_WEB_SERVED, folder, NULL);
  return -1;
}

/* Until somebody asks the program to end. */
static void
wait_for_signal (const sigset_t *signals)
{
  int number = 0;
  sigwait (signals, &number);
}

typedef struct {
  Arena *arena;
  const char *code; /* NULL: there is a unit already */
} SetupCode;

/* What is done once at each start. */
static bool
write_start (Transaction *transaction, void *user, GError **error)
{
  SetupCode *setup = user;
  return secret_purge (transaction, error)
         && setup_code_make (transaction, setup->arena, &setup->code, error);
}

/* Whoever starts the program for the first time, and nobody else on the network, may set it up. */
static void
print_ready (const Invocation *invocation, const char *origin, const char *setup_code)
{
  printf ("listening on %s\n", origin);
  if (setup_code != NULL) {
    const char *address = arena_concat (invocation->arena, origin, "/thiet-lap?ma=", setup_code, NULL);
    Message message = message_make (MSG_CLI_SETUP, address, NULL);
    printf ("%s\n", invocation_message (invocation, &message));
  }
  fflush (stdout);
}

/* Serves until a signal comes, and does the jobs meanwhile: those that its last answers gave it are for the
 * next start. */
static bool
serve_database (const Invocation *invocation, Database *database, const SmtpSettings *smtp,
                const char *setup_code, const sigset_t *signals, GError **error)
{
  const char *where = invocation_option (invocation, "--listen");
  ServerOptions options = { .listen = where != NULL ? where : "127.0.0.1:8080",
                            .ui_folder = g_getenv ("DVHT_UI_DIR"),
                            .data_folder = invocation_option (invocation, "--data"),
                            .schemes = invocation_option (invocation, "--schemes"),
                            .proxies = invocation_option (invocation, "--proxy"),
                            .database = database,
                            .mail = smtp != NULL,
                            .site = smtp != NULL ? smtp->site : NULL };
  RunnerOptions runner_options = { .database = database,
                                   .kinds = work_kinds,
                                   .smtp = smtp,
                                   .daily = DAILY_LOOK,
                                   .data_folder = options.data_folder };
  Server *server = server_start (&options, error);
  if (server == NULL)
    return false;
  Runner *runner = runner_start (&runner_options);
  print_ready (invocation, server_origin (server), setup_code);
  if (server_is_open (server))
    report_message (invocation, EXIT_DONE, MSG_WEB_OPEN, server_origin (server), NULL);
  wait_for_signal (signals);
  server_stop (server);
  runner_stop (runner);
  return true;
}

static int
serve (const Invocation *invocation, const char *folder, const sigset_t *signals)
{
  g_autoptr (GError) error = NULL;
  const SmtpSettings *smtp = NULL;
  const char *location = database_location (invocation->arena, folder, &error);
  if (location == NULL || !smtp_settings_read (invocation->arena, folder, &smtp, &error))
    return report_error (invocation, error, EXIT_UNUSABLE);
  if (smtp != NULL)
    smtp_begin ();
  /* One for each thread that may read at once, and some to spare. */
  DatabaseOptions database_options = { .location = location, .readers = 16 };
  g_autoptr (Database) database = database_open (&database_options, &error);
  static const Scope nobody = { 0 };
  SetupCode setup = { invocation->arena, NULL };
  if (database == NULL || !db_write (database, &nobody, write_start, &setup, &error))
    return report_error (invocation, error, EXIT_UNUSABLE);
  if (!serve_database (invocation, database, smtp, setup.code, signals, &error))
    return report_error (invocation, error, EXIT_UNUSABLE);
  if (smtp != NULL)
    smtp_end ();
  return EXIT_DONE;
}

int
run_serve (const Invocation *invocation)
{
  g_autoptr (GError) error = NULL;
  const char *folder = invocation_option (invocation, "--data");
  sigset_t signals;
  if (folder == NULL)
    return report_message (invocation, EXIT_UNUSABLE, MSG_CLI_NEED_DATA, NULL);
  /* Before any thread starts, so that all of them leave the signals to this one. */
  sigemptyset (&signals);
  sigaddset (&signals, SIGINT);
  sigaddset (&signals, SIGTERM);
  pthread_sigmask (SIG_BLOCK, &signals, NULL);
  signal (SIGXFSZ, SIG_IGN); /* a file at its limit is told like a full disk, not the program's end */
  int lock = lock_folder (folder, &error);
  if (lock < 0)
    return report_error (invocation, error, EXIT_UNUSABLE);
  int code = serve (invocation, folder, &signals);
  close (lock);
  return code;
}
