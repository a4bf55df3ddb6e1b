/* export.c - dvht export: a round of a data folder as a case folder. */
#include "cli/stored.h"
#include "web/case_folder.h"

const OptionSpec export_options[] = {
  { "--data", "DIR", { "thư mục dữ liệu", "data folder" } },
  { "--round", "ID", { "số của đợt, hoặc năm của đợt", "the round's number, or its year" } },
  { "--unit", "CODE", { "mã đơn vị, khi có nhiều đơn vị", "code of the unit, where there are several" } },
  { "--out",
    "FOLDER",
    { "thư mục sẽ lập; phải chưa có hoặc còn trống", "folder to make; must not exist or be empty" } },
  { NULL },
};

static int
write_out (const Invocation *invocation, const Case *stored)
{
  static const FileSetOptions bare = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (FileSet) set = fileset_new ();
  Arena *arena = invocation->arena;
  const char *out = invocation_option (invocation, "--out");
  case_folder_add (set, arena, stored->round, stored->extra);
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
