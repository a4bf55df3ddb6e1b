/* check_evidence.c - the list of evidence: keys and codes once, known
 * indicators, dates in the year, nothing that backs nothing. */
#include "model/check_parts.h"
#include "model/evidence_code.h"
#include "model/markup.h"

static void
note_cited (Check *check, const char *where, const char *text, bool markdown, void *user)
{
  if (!markdown)
    return;
  GHashTable *linked = user;
  g_autoptr (Arena) scratch = arena_new (G_MAXSIZE / 2);
  for (Mark mark = { 0 }; markup_next (scratch, text, mark.start + mark.length, &mark);) {
    gpointer evidence = mark.kind == MARK_EVIDENCE ? g_hash_table_lookup (check->evidence, mark.name) : NULL;
    if (evidence != NULL)
      g_hash_table_add (linked, evidence);
  }
}

/* Items that back an indicator or are cited anywhere. */
static GHashTable *
collect_linked (Check *check)
{
  GHashTable *linked = g_hash_table_new (NULL, NULL);
  for (gsize i = 0; i < check->round->scheme->indicator_count; i++) {
    const IndicatorFigures *item = &check->figures->indicators[i];
    for (gsize j = 0; j < item->evidence_count; j++)
      g_hash_table_add (linked, (gpointer)item->evidence[j]);
  }
  check_each_text (check, note_cited, linked);
  return linked;
}

static void
check_identity (Check *check, gsize row, GHashTable *codes)
{
  const Evidence *item = &check->round->evidence[row];
  if (item->key != NULL && g_hash_table_lookup (check->evidence, item->key) != item)
    findings_add (check->findings, FINDING_DUPLICATE_EVIDENCE, check_place (check, "/evidence", row, "key"),
                  MSG_CHECK_DUPLICATE_EVIDENCE, item->key, NULL);
  if (item->code != NULL && item->code[0] != '\0' && !g_hash_table_add (codes, (gpointer)item->code))
    findings_add (check->findings, FINDING_BAD_VALUE, check_place (check, "/evidence", row, "code"),
                  MSG_CHECK_CODE_TWICE, item->code, NULL);
}

static void
check_item (Check *check, gsize row, GHashTable *linked)
{
  const Evidence *item = &check->round->evidence[row];
  const char *title = item->title != NULL ? item->title : item->key != NULL ? item->key : "";
  const char *list = check_place (check, "/evidence", row, "indicators");
  for (gsize j = 0; j < item->indicators.count; j++)
    if (item->indicators.items[j][0] != '\0') /* blank: the reader's finding */
      check_indicator (check, item->indicators.items[j],
                       scheme_find_indicator (check->round->scheme, item->indicators.items[j]),
                       check_place (check, list, j, NULL));
  if (date_is_set (item->date) && item->date.year != check->round->year)
    findings_add (check->findings, FINDING_EVIDENCE_OUTSIDE_YEAR,
                  check_place (check, "/evidence", row, "date"), MSG_CHECK_EVIDENCE_OUTSIDE_YEAR, title,
                  date_short (check->arena, item->date), arena_int (check->arena, check->round->year), NULL);
  if (!g_hash_table_contains (linked, item) && (item->key != NULL || item->title != NULL))
    findings_add (check->findings, FINDING_EVIDENCE_UNLINKED, check_place (check, "/evidence", row, NULL),
                  MSG_CHECK_EVIDENCE_UNLINKED, title, NULL);
}

void
check_evidence (Check *check)
{
  const Round *round = check->round;
  g_autoptr (GHashTable) linked = collect_linked (check);
  g_autoptr (GHashTable) codes = g_hash_table_new (g_str_hash, g_str_equal);
  for (gsize i = 0; i < round->evidence_count; i++) {
    check_identity (check, i, codes);
    check_item (check, i, linked);
  }
  if (round->evidence_code_pattern != NULL && !evidence_pattern_is_valid (round->evidence_code_pattern))
    findings_add (check->findings, FINDING_BAD_VALUE, "/evidence_code", MSG_CHECK_EVIDENCE_PATTERN,
                  EVIDENCE_CODE_DEFAULT, NULL);
}
