/* view_evidence.c - evidence in the order of codes, and by box. */
#include "document/markdown.h"
#include "document/view_parts.h"
#include <stdlib.h>
#include <string.h>

#define NO_INDICATOR G_MAXSIZE

/* The first of its indicators in scheme order: it gives the code and the criterion. */
static gsize
first_indicator (const Round *round, const Evidence *evidence)
{
  gsize first = NO_INDICATOR;
  for (gsize i = 0; i < evidence->indicators.count; i++) {
    const Indicator *indicator = scheme_find_indicator (round->scheme, evidence->indicators.items[i]);
    if (indicator != NULL)
      first = MIN (first, (gsize)(indicator - round->scheme->indicators));
  }
  return first;
}

static const char *
box_of (const Round *round, const Evidence *evidence)
{
  if (evidence->box != NULL && *evidence->box != '\0')
    return evidence->box;
  gsize first = first_indicator (round, evidence);
  return first == NO_INDICATOR ? NULL
                               : round->scheme->criteria[round->scheme->indicators[first].criterion].id;
}

typedef struct {
  gsize index, indicator;
  bool coded;
} EvidenceRank;

static int
compare_evidence (gconstpointer a, gconstpointer b)
{
  const EvidenceRank *x = a, *y = b;
  if (x->coded != y->coded)
    return x->coded ? -1 : 1;
  if (x->indicator != y->indicator)
    return x->indicator < y->indicator ? -1 : 1;
  return x->index < y->index ? -1 : x->index > y->index;
}

static void
order_evidence (ViewBuilder *builder)
{
  const Round *round = builder->round;
  gsize count = round->evidence_count;
  EvidenceRank *ranks = arena_array (builder->arena, EvidenceRank, count);
  for (gsize i = 0; i < count; i++)
    ranks[i] = (EvidenceRank){ i, first_indicator (round, &round->evidence[i]),
                               builder->figures->evidence_codes[i] != NULL };
  if (count > 1)
    qsort (ranks, count, sizeof *ranks, compare_evidence);
  builder->evidence_order = arena_array (builder->arena, gsize, count);
  for (gsize i = 0; i < count; i++)
    builder->evidence_order[i] = ranks[i].index;
}

static const char *
join_lines (Arena *arena, const Lines *lines)
{
  const char *text = NULL;
  for (gsize i = 0; i < lines->count; i++)
    text = text == NULL ? lines->items[i] : arena_concat (arena, text, "; ", lines->items[i], NULL);
  return text;
}

static const char *
number_date (Arena *arena, const Evidence *evidence)
{
  const char *number = evidence->number != NULL && *evidence->number != '\0' ? evidence->number : NULL;
  if (!date_is_set (evidence->date))
    return number;
  const char *date = date_short (arena, evidence->date);
  return number == NULL ? date : arena_concat (arena, number, " ngày ", date, NULL);
}

static const char *
file_names (Arena *arena, const Lines *files)
{
  const char *text = NULL;
  for (gsize i = 0; i < files->count; i++) {
    const char *slash = strrchr (files->items[i], '/');
    const char *name = slash != NULL ? slash + 1 : files->items[i];
    text = text == NULL ? name : arena_concat (arena, text, "; ", name, NULL);
  }
  return text;
}

static Value *
evidence_item (ViewBuilder *builder, const Evidence *evidence)
{
  Arena *arena = builder->arena;
  Value *item = value_object (arena);
  const char *code = figures_evidence_code (builder->figures, evidence);
  view_text (item, "code", code);
  view_text (item, "code_plain", builder->figures->evidence_codes[evidence - builder->round->evidence]);
  view_text (item, "key", evidence->key);
  view_text (item, "anchor", evidence_anchor (arena, evidence->key != NULL ? evidence->key : ""));
  view_text (item, "title", evidence->title);
  view_text (item, "number", evidence->number);
  view_text (item, "date", date_short (arena, evidence->date));
  view_text (item, "number_date", number_date (arena, evidence));
  view_text (item, "issuer", evidence->issuer);
  view_text (item, "paper_location", evidence->paper_location);
  view_text (item, "url", evidence->url);
  view_text (item, "indicators", join_lines (arena, &evidence->indicators));
  view_text (item, "box", box_of (builder->round, evidence));
  view_text (item, "file_count", arena_printf (arena, "%zu", evidence->files.count));
  view_text (item, "file_names", file_names (arena, &evidence->files));
  return item;
}

Value *
view_evidence_list (ViewBuilder *builder, const Evidence *const *items, gsize count)
{
  Value *list = value_list (builder->arena);
  for (gsize i = 0; i < count; i++) {
    Value *item = value_extend (builder->evidence_items[items[i] - builder->round->evidence]);
    view_order (item, i, count);
    value_append (list, item);
  }
  return list;
}

/* Those whose box is `box`, in the order of codes. */
const Evidence **
view_evidence_in_box (ViewBuilder *builder, const char *box, gsize *ret_count)
{
  const Round *round = builder->round;
  const Evidence **items = arena_array (builder->arena, const Evidence *, round->evidence_count);
  gsize count = 0;
  for (gsize i = 0; i < round->evidence_count; i++) {
    const Evidence *evidence = &round->evidence[builder->evidence_order[i]];
    if (g_strcmp0 (box_of (round, evidence), box) == 0)
      items[count++] = evidence;
  }
  *ret_count = count;
  return items;
}

static const char *
criterion_text (const Round *round, const char *box)
{
  for (gsize i = 0; i < round->scheme->criterion_count; i++)
    if (strcmp (round->scheme->criteria[i].id, box) == 0)
      return round->scheme->criteria[i].text;
  return NULL;
}

static void
add_boxes (ViewBuilder *builder)
{
  const Round *round = builder->round;
  Value *list = value_list (builder->arena);
  const char **boxes = NULL;
  gsize count = 0;
  for (gsize i = 0; i < round->evidence_count; i++) {
    const char *box = box_of (round, &round->evidence[builder->evidence_order[i]]);
    bool known = box == NULL;
    for (gsize j = 0; j < count && !known; j++)
      known = strcmp (boxes[j], box) == 0;
    if (!known)
      ARENA_PUSH (builder->arena, boxes, count) = box;
  }
  for (gsize i = 0; i < count; i++) {
    gsize in_count;
    const Evidence **items = view_evidence_in_box (builder, boxes[i], &in_count);
    Value *item = value_object (builder->arena);
    view_order (item, i, count);
    view_text (item, "box", boxes[i]);
    view_text (item, "criterion_text", criterion_text (round, boxes[i]));
    value_set (item, "evidence", view_evidence_list (builder, items, in_count));
    value_append (list, item);
  }
  value_set (builder->root, "boxes", list);
}

void
view_add_evidence (ViewBuilder *builder)
{
  const Round *round = builder->round;
  order_evidence (builder);
  builder->evidence_items = arena_array (builder->arena, Value *, round->evidence_count);
  for (gsize i = 0; i < round->evidence_count; i++)
    builder->evidence_items[i] = evidence_item (builder, &round->evidence[i]);
  const Evidence **items = arena_array (builder->arena, const Evidence *, round->evidence_count);
  for (gsize i = 0; i < round->evidence_count; i++)
    items[i] = &round->evidence[builder->evidence_order[i]];
  value_set (builder->root, "evidence", view_evidence_list (builder, items, round->evidence_count));
  value_set_bool (builder->root, "has_evidence", round->evidence_count > 0);
  add_boxes (builder);
}
