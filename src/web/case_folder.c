/* case_folder.c - see case_folder.h. */
#include "web/case_folder.h"
#include "exchange/case_write.h"
#include <string.h>

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

void
case_folder_add (FileSet *set, Arena *arena, const Round *round, const char *extra)
{
  add_text (set, "case.json", case_write_json (arena, round, extra));
  add_text (set, round->staff_file, case_write_staff (arena, round));
  add_text (set, round->results_file, case_write_results (arena, round));
  add_wordings (set, arena, round);
  add_evidence (set, round);
}
