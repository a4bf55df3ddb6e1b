/* fsck.c - dvht fsck, dvht audit verify. */
#include "store/fsck.h"
#include "cli/data.h"
#include <string.h>

enum { FSCK_EXIT_SOUND = 0, FSCK_EXIT_REPAIRED = 1, FSCK_EXIT_DAMAGED = 2 };

typedef bool (*Check) (Database *database, const char *data_folder, Arena *arena, FsckReport *ret,
                       GError **error);

static void
print_line (const Invocation *invocation, MessageId id, const char *first, const char *second,
            const char *third)
{
  Message message = message_make (id, first, second, third, NULL);
  print_text (invocation_message (invocation, &message));
  print_text ("\n");
}

static const char *
number (const Invocation *invocation, gint64 value)
{
  return arena_int (invocation->arena, value);
}

/* "HỎNG THGT: …"; gives how many are damage. */
static gsize
print_findings (const Invocation *invocation, const FsckReport *report)
{
  static const Words damaged = { "HỎNG", "DAMAGED" }, repaired = { "ĐÃ SỬA", "REPAIRED" };
  gsize damages = report->omitted;
  for (gsize i = 0; i < report->count; i++) {
    const FsckFinding *finding = &report->items[i];
    const char *words = invocation_words (invocation, finding->repaired ? repaired : damaged);
    const char *line = arena_concat (invocation->arena, words, finding->unit != NULL ? " " : "",
                                     finding->unit != NULL ? finding->unit : "", ": ",
                                     invocation_message (invocation, &finding->message), NULL);
    print_text (printable (invocation->arena, line));
    print_text ("\n");
    damages += !finding->repaired;
  }
  return damages;
}

static bool
look (const Invocation *invocation, Check check, FsckReport *ret, GError **error)
{
  g_autoptr (Database) database = open_data (invocation, 2, error);
  return database != NULL
         && check (database, invocation_option (invocation, "--data"), invocation->arena, ret, error);
}

int
run_fsck (const Invocation *invocation)
{
  g_autoptr (GError) error = NULL;
  FsckReport report = { 0 };
  if (!look (invocation, fsck_run, &report, &error))
    return report_error (invocation, error, FSCK_EXIT_DAMAGED);
  gsize damages = print_findings (invocation, &report);
  if (damages > 0) {
    print_line (invocation, MSG_FSCK_DAMAGED, number (invocation, (gint64)damages), NULL, NULL);
    return FSCK_EXIT_DAMAGED;
  }
  if (report.count > 0) {
    print_line (invocation, MSG_FSCK_REPAIRED, number (invocation, (gint64)report.count), NULL, NULL);
    return FSCK_EXIT_REPAIRED;
  }
  print_line (invocation, MSG_FSCK_SOUND, number (invocation, report.units),
              number (invocation, report.events), number (invocation, report.records));
  return FSCK_EXIT_SOUND;
}

int
run_audit_verify (const Invocation *invocation)
{
  g_autoptr (GError) error = NULL;
  FsckReport report = { 0 };
  if (!look (invocation, fsck_audit, &report, &error))
    return report_error (invocation, error, EXIT_UNUSABLE);
  gsize damages = print_findings (invocation, &report);
  if (damages > 0)
    print_line (invocation, MSG_AUDIT_UNSOUND, number (invocation, (gint64)damages), NULL, NULL);
  else
    print_line (invocation, MSG_AUDIT_SOUND, number (invocation, report.units),
                number (invocation, report.events), NULL);
  return damages > 0 ? EXIT_FAULTY : EXIT_DONE;
}
