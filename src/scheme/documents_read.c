/* documents_read.c - the papers that a package asks for. */
#include "scheme/package.h"
#include <string.h>

#define DOCUMENTS_MAX 100

/* Key of a paper's facts in case.json, "documents" (contract). */
static const char *const paper_words[]
    = { "learning_plan", "team_decision", "plan",       "citizen_minutes", "citizen_decision",
        "minutes",       "report",        "submission", "announcement",    NULL };

/* Made only where the round has some (doc/wording.md). */
static const char *const condition_words[] = { "abbreviations",
                                               "improvements",
                                               "learning_plan",
                                               "publication",
                                               "citizen_meeting",
                                               "citizen_meeting_called",
                                               "meeting",
                                               "meeting_called",
                                               "assignments",
                                               "evidence",
                                               "citizens",
                                               "people",
                                               NULL };

static const char *const part_words[] = { "dossier", "around", "papers", NULL };

static const char *
read_name (Node node, const char *allowed, const char *example)
{
  const char *name = node_text (node, REQUIRED);
  if (*name != '\0' && (strspn (name, allowed) != strlen (name) || strlen (name) > 80))
    node_fault (node, MSG_SCHEME_NEED_PATTERN, example, NULL);
  return name;
}

/* The word chosen, or NULL where none is given. */
static const char *
read_word (Node node, const char *const *words)
{
  return node_is_given (node) ? words[node_choice (node, REQUIRED, words)] : NULL;
}

static void
read_document (Node node, DocumentSpec *spec)
{
  static const char *const keys[]
      = { "id", "stem", "title", "part", "paper", "when", "sheet", "pdf_only", NULL };
  spec->id = spec->stem = spec->title = "";
  if (!node_is_object (node, keys))
    return;
  spec->id = read_name (node_member (node, "id"), "abcdefghijklmnopqrstuvwxyz_", "\"team_decision\"");
  spec->stem
      = read_name (node_member (node, "stem"), "abcdefghijklmnopqrstuvwxyz0123456789-", "\"07-bao-cao\"");
  spec->title = node_text (node_member (node, "title"), REQUIRED);
  spec->part = (DocumentPart)node_choice (node_member (node, "part"), REQUIRED, part_words);
  spec->paper = read_word (node_member (node, "paper"), paper_words);
  spec->when = read_word (node_member (node, "when"), condition_words);
  spec->sheet = node_bool (node_member (node, "sheet"));
  spec->pdf_only = node_bool (node_member (node, "pdf_only"));
}

void
documents_from_node (Node node, Scheme *scheme)
{
  gsize count = node_length (node, REQUIRED, 1, DOCUMENTS_MAX);
  scheme->documents = arena_array (node.reader->arena, DocumentSpec, count);
  scheme->document_count = count;
  for (gsize i = 0; i < count; i++) {
    Node item = node_item (node, i);
    DocumentSpec *spec = &scheme->documents[i];
    read_document (item, spec);
    for (gsize k = 0; k < i; k++) {
      if (strcmp (scheme->documents[k].id, spec->id) == 0)
        node_fault (node_member (item, "id"), MSG_SCHEME_TWICE, spec->id, NULL);
      if (strcmp (scheme->documents[k].stem, spec->stem) == 0)
        node_fault (node_member (item, "stem"), MSG_SCHEME_TWICE, spec->stem, NULL);
    }
  }
}
