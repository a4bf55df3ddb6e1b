/* dossier_evidence.c - see dossier_evidence.h. */
#include "document/dossier_evidence.h"
#include "base/text.h"
#include "document/pdf.h"
#include <string.h>

#define LONGEST_TITLE 80 /* paths stay below the 260 of old Windows */
#define LONGEST_ENDING 8

/* The file's own ending in lower case (".pdf"), "" where it has none that looks like one. */
static const char *
file_ending (Arena *arena, const char *path)
{
  const char *dot = strrchr (path, '.');
  if (dot == NULL || strchr (dot, '/') != NULL || strlen (dot) < 2 || strlen (dot) > LONGEST_ENDING)
    return "";
  for (const char *p = dot + 1; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p))
      return "";
  g_autofree char *lower = g_ascii_strdown (dot, -1);
  return arena_strdup (arena, lower);
}

/* "[H1-1.1-01]" -> "H1-1.1-01", as a file name. */
static char *
code_part (Arena *arena, const Figures *figures, gsize index)
{
  const char *code = figures->evidence_codes[index];
  return code != NULL ? text_file_name (arena, code, 40)
                      : arena_printf (arena, "khong-ma-%02" G_GSIZE_FORMAT, index + 1);
}

static const char *
free_name (const FileSet *set, Arena *arena, const char *stem, const char *ending)
{
  const char *name = arena_concat (arena, stem, ending, NULL);
  for (guint n = 2; fileset_has (set, name); n++)
    name = arena_printf (arena, "%s-%u%s", stem, n, ending);
  return name;
}

void
dossier_add_evidence (FileSet *set, const Figures *figures, Arena *arena)
{
  const Round *round = figures->round;
  for (gsize i = 0; i < round->evidence_count; i++) {
    const Evidence *evidence = &round->evidence[i];
    const char *title
        = text_file_name (arena, evidence->title != NULL ? evidence->title : evidence->key, LONGEST_TITLE);
    const char *stem = arena_concat (arena, "minh-chung/", code_part (arena, figures, i), "-", title, NULL);
    for (gsize f = 0; f < evidence->files.count; f++)
      if (evidence->file_paths[f] != NULL)
        fileset_add_copy (set, free_name (set, arena, stem, file_ending (arena, evidence->files.items[f])),
                          evidence->file_paths[f]);
  }
}

typedef struct {
  const char *code;
  PdfAppendix appendix;
} CodedAppendix;

static int
compare_codes (gconstpointer a, gconstpointer b)
{
  return strcmp (((const CodedAppendix *)a)->code, ((const CodedAppendix *)b)->code);
}

GBytes *
dossier_append_evidence (GBytes *joined, const Figures *figures, Arena *arena, GError **error)
{
  const Round *round = figures->round;
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (CodedAppendix));
  for (gsize i = 0; i < round->evidence_count; i++) {
    const Evidence *evidence = &round->evidence[i];
    const char *code = figures_evidence_code (figures, evidence);
    for (gsize f = 0; f < evidence->files.count; f++) {
      if (evidence->file_paths[f] == NULL
          || strcmp (file_ending (arena, evidence->files.items[f]), ".pdf") != 0)
        continue;
      const char *title = arena_concat (arena, code != NULL ? code : "", code != NULL ? " " : "",
                                        evidence->title != NULL ? evidence->title : evidence->key, NULL);
      CodedAppendix one = { code != NULL ? code : "\x7f", { evidence->file_paths[f], title } };
      g_array_append_val (found, one);
    }
  }
  g_array_sort (found, compare_codes); /* stable: files of one item keep their order */
  g_autofree PdfAppendix *appendices = g_new0 (PdfAppendix, found->len + 1);
  for (guint i = 0; i < found->len; i++)
    appendices[i] = g_array_index (found, CodedAppendix, i).appendix;
  return pdf_append (joined, appendices, found->len, error);
}
