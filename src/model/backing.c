/* backing.c - see backing.h. */
#include "model/backing.h"
#include "model/markup.h"

typedef struct {
  gsize indicator, evidence;
} Pair;

typedef struct {
  const Round *round;
  GHashTable *by_key, *by_id, *seen;
  GArray *pairs;
} Collector;

static void
add_pair (Collector *collector, const Indicator *indicator, const Evidence *evidence)
{
  if (indicator == NULL || evidence == NULL)
    return;
  Pair pair = { (gsize)(indicator - collector->round->scheme->indicators),
                (gsize)(evidence - collector->round->evidence) };
  gsize number = pair.indicator * collector->round->evidence_count + pair.evidence + 1;
  if (g_hash_table_add (collector->seen, GSIZE_TO_POINTER (number)))
    g_array_append_val (collector->pairs, pair);
}

static void
add_cited (Collector *collector, const Indicator *indicator, const char *text)
{
  if (text == NULL || text[0] == '\0')
    return;
  g_autoptr (Arena) scratch = arena_new (G_MAXSIZE / 2);
  for (Mark mark = { 0 }; markup_next (scratch, text, mark.start + mark.length, &mark);)
    if (mark.kind == MARK_EVIDENCE)
      add_pair (collector, indicator, g_hash_table_lookup (collector->by_key, mark.name));
}

static void
add_ratings (Collector *collector)
{
  const Round *round = collector->round;
  for (gsize i = 0; i < round->rating_count; i++) {
    const Rating *rating = &round->ratings[i];
    for (gsize j = 0; j < rating->evidence.count; j++)
      add_pair (collector, rating->indicator,
                g_hash_table_lookup (collector->by_key, rating->evidence.items[j]));
    add_cited (collector, rating->indicator, rating->current);
    add_cited (collector, rating->indicator, rating->strengths);
    add_cited (collector, rating->indicator, rating->weaknesses);
    add_cited (collector, rating->indicator, rating->improvement);
  }
}

/* Adds what the items say themselves; the first indicator of each names its code. */
static void
add_own (Collector *collector, const Indicator **named_by)
{
  const Round *round = collector->round;
  for (gsize i = 0; i < round->evidence_count; i++) {
    const Lines *own = &round->evidence[i].indicators;
    for (gsize j = 0; j < own->count; j++) {
      const Indicator *indicator = g_hash_table_lookup (collector->by_id, own->items[j]);
      add_pair (collector, indicator, &round->evidence[i]);
      if (indicator != NULL && (named_by[i] == NULL || indicator < named_by[i]))
        named_by[i] = indicator;
    }
  }
}

static int
compare_pairs (gconstpointer a, gconstpointer b)
{
  const Pair *x = a, *y = b;
  if (x->indicator != y->indicator)
    return x->indicator < y->indicator ? -1 : 1;
  return x->evidence < y->evidence ? -1 : x->evidence > y->evidence;
}

static void
deal_out (Collector *collector, IndicatorFigures *indicators, const Indicator **named_by, Arena *arena)
{
  const Round *round = collector->round;
  g_array_sort (collector->pairs, compare_pairs);
  const Evidence **items = arena_array (arena, const Evidence *, collector->pairs->len);
  for (gsize i = 0; i < collector->pairs->len; i++) {
    const Pair *pair = &g_array_index (collector->pairs, Pair, i);
    IndicatorFigures *figures = &indicators[pair->indicator];
    if (figures->evidence_count++ == 0)
      figures->evidence = &items[i];
    items[i] = &round->evidence[pair->evidence];
    if (named_by[pair->evidence] == NULL)
      named_by[pair->evidence] = &round->scheme->indicators[pair->indicator];
  }
}

const Indicator **
backing_collect (const Round *round, IndicatorFigures *indicators, Arena *arena)
{
  g_autoptr (GHashTable) by_key = round_evidence_by_key (round);
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  g_autoptr (GArray) pairs = g_array_new (FALSE, FALSE, sizeof (Pair));
  for (gsize i = 0; i < round->scheme->indicator_count; i++)
    g_hash_table_insert (by_id, (gpointer)round->scheme->indicators[i].id,
                         (gpointer)&round->scheme->indicators[i]);
  Collector collector = { round, by_key, by_id, seen, pairs };
  const Indicator **named_by = arena_array (arena, const Indicator *, round->evidence_count);
  add_own (&collector, named_by);
  add_ratings (&collector);
  deal_out (&collector, indicators, named_by, arena);
  return named_by;
}
