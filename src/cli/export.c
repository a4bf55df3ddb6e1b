/* export.c - dvht export: a round of a data folder as a case folder. */
#include "cli/stored.h"
#include "document/fileset.h"
#include "exchange/case_write.h"
#include <string.h>

const OptionSpec export_options[] = {
  { "--data", "DIR", { "thư mục dữ liệu", "data folder" } },
  { "--round", "ID", { "số của đợt", "the round's number" } },
  { "--unit", "CODE", { "mã đơn vị, khi có nhiều đơn vị", "code of the unit, where there are several" } },
  { "--out",
    "FOLDER",
    { "thư mục sẽ lập; phải chưa có hoặc còn trống", "folder to make; must not exist or be empty" } },
  { NULL },
};

static void
add_text (FileSet *set, const char *path, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  fileset_add_bytes (set, path, bytes);
}

/* A file whose content is gone is a finding of `dvht fsck`, and is left out here. */
static void
add_evidence (FileSet *set, const Round *round)
{
  for (gsize i = 0; i < round->evidence_count; i++)
    for (gsize k = 0; k < round->evidence[i].files.count; k++)
      if (round->evidence[i].file_paths[k] != NULL)
        fileset_add_copy (set, round->evidence[i].files.items[k], round->evidence[i].file_paths[k]);
}

static void
add_wordings (FileSet *set, Arena *arena, const Round *round)
{
  for (gsize i = 0; i < round->wording_count; i++) {
    const char *document = round->wordings[i].document, *text = round_wording (round, document);
    const char *path = arena_concat (arena, "wording/", document, ".md", NULL);
    if (!fileset_has (set, path))
      add_text (set, path, text);
  }
}

static int
write_out (const Invocation *invocation, const Case *stored)
{
  static const FileSetOptions bare = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (FileSet) set = fileset_new ();
  Arena *arena = invocation->arena;
  const char *out = invocation_option (invocation, "--out");
  add_text (set, "case.json", case_write_json (arena, stored->round, stored->extra));
  add_text (set, stored->round->staff_file, case_write_staff (arena, stored->round));
  add_text (set, stored->round->results_file, case_write_results (arena, stored->round));
  add_wordings (set, arena, stored->round);
  add_evidence (set, stored->round);
  if (!fileset_write_folder (set, out, &bare, &error))
    return report_error (invocation, error, EXIT_UNUSABLE);
  printf ("%s: %s\n", invocation_words (invocation, (Words){ "Đã lấy ra", "Exported" }),
          printable (arena, out));
  return EXIT_DONE;
}

int
run_export (const Invocation *invocation)
{
  g_autoptr (GError) error = NULL;
  int code = EXIT_DONE;
  if (invocation_option (invocation, "--out") == NULL)
    return report_message (invocation, EXIT_UNUSABLE, MSG_CLI_NEEDS_OPTION, "export", "--out FOLDER", NULL);
  g_autoptr (SchemeLibrary) library = invocation_library (invocation, &error);
  if (library == NULL)
    return report_error (invocation, error, EXIT_UNUSABLE);
  const Case *stored = stored_read (invocation, library, &code);
  return stored == NULL ? code : write_out (invocation, stored);
}
