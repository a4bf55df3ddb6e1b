/* citizen_read.c - scheme.json of "Công dân học tập": indices with points, or qualities. */
#include "scheme/package.h"

static void
read_indices (Node node, CitizenScheme *scheme)
{
  static const char *const keys[] = { "text", "group", "text_status", NULL };
  gsize count = node_length (node, REQUIRED, 1, CITIZEN_MAX_INDICES);
  scheme->indices = arena_array (node.reader->arena, CitizenIndex, count);
  scheme->index_count = count;
  for (gsize i = 0; i < count; i++) {
    Node item = node_item (node, i);
    if (!node_is_object (item, keys))
      continue;
    scheme->indices[i].text = node_text (node_member (item, "text"), REQUIRED);
    scheme->indices[i].group = node_text (node_member (item, "group"), OPTIONAL);
    scheme->indices[i].text_status
        = (TextStatus)node_choice (node_member (item, "text_status"), REQUIRED, text_status_words);
  }
}

static void
read_rule (Node root, CitizenScheme *scheme)
{
  static const char *const hard_keys[] = { "total_at_least", "text_status", NULL };
  Node hard = node_member (root, "hard_areas");
  scheme->hard_total_at_least = DECIMAL_UNSET;
  if (scheme->kind == CITIZEN_QUALITIES) {
    /* Each is met or not, and all must be: the rule in points says just that. */
    node_refuse (root, "index_max");
    node_refuse (root, "total_at_least");
    node_refuse (root, "each_at_least");
    node_refuse (root, "hard_areas");
    scheme->index_max = scheme->each_at_least = DECIMAL_ONE;
    scheme->total_at_least = (Decimal)scheme->index_count * DECIMAL_ONE;
    return;
  }
  scheme->index_max = node_number (node_member (root, "index_max"), REQUIRED, 1, 100);
  scheme->total_at_least = node_number (node_member (root, "total_at_least"), REQUIRED, 0, 1000);
  scheme->each_at_least = node_number (node_member (root, "each_at_least"), REQUIRED, 0, 100);
  if (!node_is_given (hard) || !node_is_object (hard, hard_keys))
    return;
  scheme->hard_total_at_least = node_number (node_member (hard, "total_at_least"), REQUIRED, 0, 1000);
  node_choice (node_member (hard, "text_status"), REQUIRED, text_status_words);
}

CitizenScheme *
citizen_scheme_from_node (Node root, const char *id)
{
  static const char *const formats[] = { PACKAGE_FORMAT, NULL };
  static const char *const kinds[] = { "citizen_points", "citizen_qualities", NULL };
  static const char *const keys[]
      = { "format",         "kind",          "name",       "regulation", "source_note", "index_max",
          "total_at_least", "each_at_least", "hard_areas", "indices",    NULL };
  CitizenScheme *scheme = arena_new0 (root.reader->arena, CitizenScheme);
  scheme->id = id;
  if (!node_is_object (root, keys))
    return scheme;
  node_choice (node_member (root, "format"), REQUIRED, formats);
  scheme->kind = (CitizenKind)node_choice (node_member (root, "kind"), REQUIRED, kinds);
  scheme->name = node_text (node_member (root, "name"), REQUIRED);
  scheme->regulation = node_text (node_member (root, "regulation"), REQUIRED);
  scheme->source_note = node_text (node_member (root, "source_note"), REQUIRED);
  read_indices (node_member (root, "indices"), scheme);
  read_rule (root, scheme);
  return scheme;
}
