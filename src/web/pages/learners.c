/* learners.c - how many learners of a school are citizens of learning: the round's two figures, beside the
 * evidence that shows them. */
#include "model/figures.h"
#include "web/pages/citizen_parts.h"
#include "web/pages/evidence_parts.h"
#include "web/pages/pages.h"
#include "web/pages/scheme_parts.h"

#define LEARNERS_MAX 10000000

static const InputSpec year_inputs[] = { YEAR_INPUT, { 0 } };

static const InputSpec save_inputs[] = {
  YEAR_INPUT,
  { .name = "id", .kind = INPUT_ID, .label = "Đợt" },
  { .name = "version", .kind = INPUT_INT, .required = true, .label = "Bản" },
  { .name = "learners_total", .kind = INPUT_INT, .label = "Số người học" },
  { .name = "learners_citizens", .kind = INPUT_INT, .label = "Người học đạt Công dân học tập" },
  { 0 },
};

/* The evidence of one indicator, appended to `list`. */
static bool
add_evidence (Request *request, Transaction *transaction, const RoundHead *round, const char *indicator,
              Value *list, GError **error)
{
  Arena *arena = request_arena (request);
  GError *local = NULL;
  g_autoptr (Rows) rows = db_rows (transaction, QUERY_evidence_of_indicator, error, DB_INT (round->id),
                                   DB_TEXT (arena_concat (arena, "%\"", indicator, "\"%", NULL)));
  if (rows == NULL)
    return false;
  while (rows_next (rows, &local)) {
    Value *item = value_object (arena);
    const char *below = arena_printf (arena, "minh-chung/%" G_GINT64_FORMAT, rows_int (rows, 0));
    bool seen = evidence_seen_by (request, rows_int (rows, 3));
    value_set_text (item, "path", seen ? round_path (request, round->year, below) : NULL);
    value_set_text (item, "label", seen ? rows_text_dup (rows, 1, arena) : EVIDENCE_HIDDEN);
    value_set_text (item, "code", rows_text_dup (rows, 2, arena));
    value_append (list, item);
  }
  if (local != NULL)
    g_propagate_error (error, local);
  return local == NULL;
}

/* The indicators that ask for learners, each with its threshold; and the evidence of them all. */
static bool
add_indicators (Request *request, Transaction *transaction, Share share, bool told, Value *page,
                GError **error)
{
  Arena *arena = request_arena (request);
  SchemeState state;
  Value *list = value_list (arena), *evidence = value_list (arena);
  if (!scheme_state (request, transaction, &state, error))
    return false;
  for (gsize i = 0; i < state.head.scheme->indicator_count; i++) {
    const RoundIndicator *holds = &state.round.indicators[i];
    if (!holds->applies || !holds->asks_learners)
      continue;
    const char *id = holds->indicator->id;
    bool asked = holds->learners_at_least != DECIMAL_UNSET;
    Value *item = value_object (arena);
    value_set_text (item, "indicator", id);
    value_set_text (item, "path",
                    round_path (request, state.head.year, arena_concat (arena, "chi-tieu/", id, NULL)));
    value_set_text (item, "at_least", asked ? decimal_vietnamese (arena, holds->learners_at_least) : NULL);
    value_set_bool (item, "told", told);
    value_set_bool (item, "reached",
                    told && asked && decimal_share_reaches (share.count, share.of, holds->learners_at_least));
    value_append (list, item);
    if (!add_evidence (request, transaction, &state.head, id, evidence, error))
      return false;
  }
  value_set (page, "indicators", list);
  value_set_bool (page, "asked", value_length (list) > 0);
  value_set (page, "evidence", evidence);
  value_set_bool (page, "any_evidence", value_length (evidence) > 0);
  return true;
}

static bool
show_learners (Request *request, GError **error)
{
  CitizenRound round;
  Arena *arena = request_arena (request);
  Value *page = value_object (arena);
  Transaction *transaction = request_read (request, error);
  if (transaction == NULL || !citizen_round (request, transaction, &round, error))
    return false;
  const RoundFacts *facts = &round.facts;
  const Share share = { facts->learners_citizens, facts->learners_total };
  request_default (request, "id", arena_int (arena, round.head.id));
  request_default (request, "version", arena_int (arena, round.version));
  if (facts->has_learners) {
    request_default (request, "learners_total", arena_int (arena, facts->learners_total));
    request_default (request, "learners_citizens", arena_int (arena, facts->learners_citizens));
  }
  value_set_int (page, "round_year", round.head.year);
  value_set_text (page, "here", round_path (request, round.head.year, "cong-dan"));
  value_set_text (page, "evidence_path", round_path (request, round.head.year, "minh-chung"));
  value_set_text (page, "confirm_path", round_path (request, round.head.year, "xac-nhan"));
  value_set_bool (page, "may_write", request_may (request, PERMISSION_CITIZENS_REVIEW));
  value_set_bool (page, "may_list", request_may (request, PERMISSION_CITIZENS_REVIEW));
  value_set_text (page, "share", facts->has_learners ? share_text (arena, share) : NULL);
  if (!add_indicators (request, transaction, share, facts->has_learners, page, error))
    return false;
  request_show (request, value_view (page));
  return true;
}

static bool
write_learners (Request *request, Transaction *transaction, GError **error)
{
  CitizenRound round;
  gint64 total = request_int (request, "learners_total", -1),
         citizens = request_int (request, "learners_citizens", -1);
  if (!citizen_round (request, transaction, &round, error))
    return false;
  bool given = request_text (request, "learners_total") != NULL
               || request_text (request, "learners_citizens") != NULL;
  if (given && (total < 0 || total > LEARNERS_MAX))
    request_field_error (request, "learners_total", MSG_LEARNERS_NUMBER, NULL);
  if (given && (citizens < 0 || citizens > LEARNERS_MAX))
    request_field_error (request, "learners_citizens", MSG_LEARNERS_NUMBER, NULL);
  else if (given && citizens > total)
    request_field_error (request, "learners_citizens", MSG_LEARNERS_EXCEED, NULL);
  if (request_has_errors (request))
    return request_invalid (request, error);
  RoundFacts facts = round.facts;
  facts.has_learners = given;
  facts.learners_total = given ? (guint)total : 0;
  facts.learners_citizens = given ? (guint)citizens : 0;
  request_notice (request, MSG_LEARNERS_SAVED, NULL);
  request_redirect (request, round_path (request, round.head.year, "cong-dan/nguoi-hoc"));
  return round_save_facts (transaction, request_arena (request), round.head.id,
                           request_int (request, "version", 0), &facts, error);
}

const Route learners_routes[] = {
  { METHOD_GET, "/dot/{year}/cong-dan/nguoi-hoc", PERMISSION_ROUND_READ,
    "How many learners are citizens of learning, with the evidence", "Người học đạt Công dân học tập",
    year_inputs, show_learners, NULL, NULL, "learners" },
  { METHOD_POST, "/dot/{year}/cong-dan/nguoi-hoc", PERMISSION_CITIZENS_REVIEW,
    "Tells how many learners are citizens of learning", "Người học đạt Công dân học tập", save_inputs,
    show_learners, NULL, write_learners, "learners", "round" },
  { 0 },
};
