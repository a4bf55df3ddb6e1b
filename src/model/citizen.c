/* citizen.c - see citizen.h. */
#include "model/citizen.h"

static bool
rule_is_met (const CitizenScheme *scheme, const PersonFigures *figures)
{
  if (figures->blanks > 0 || figures->below > 0)
    return false;
  if (scheme->kind == CITIZEN_QUALITIES)
    return true;
  return scheme->total_at_least == DECIMAL_UNSET || figures->total >= scheme->total_at_least;
}

PersonFigures
citizen_assess (const CitizenScheme *scheme, const Person *person)
{
  PersonFigures figures = { .person = person, .working = person->state == PERSON_WORKING };
  const Result *result = person->result;
  Decimal least = scheme->kind == CITIZEN_QUALITIES ? DECIMAL_ONE : scheme->each_at_least;
  for (gsize i = 0; i < scheme->index_count; i++) {
    Decimal value = result == NULL ? DECIMAL_UNSET : result->citizen[i];
    if (value == DECIMAL_UNSET) {
      figures.blanks++;
      continue;
    }
    figures.total += value;
    figures.below += least != DECIMAL_UNSET && value < least;
  }
  figures.rule_met = rule_is_met (scheme, &figures);
  figures.citizen = figures.rule_met && figures.working && result != NULL && result->agreed;
  return figures;
}

static const char *
join (Arena *arena, const char *list, const char *more)
{
  return list == NULL ? more : arena_concat (arena, list, "; ", more, NULL);
}

const char *
citizen_rule_why (Arena *arena, const CitizenScheme *scheme, const PersonFigures *figures)
{
  bool points = scheme->kind == CITIZEN_POINTS;
  const char *why = NULL;
  if (figures->rule_met)
    return NULL;
  if (figures->person->result == NULL)
    return "chưa có kết quả tự đánh giá";
  if (figures->blanks > 0)
    why = join (arena, why, arena_printf (arena, "còn %u chỉ số chưa tự đánh giá", figures->blanks));
  if (points && figures->below > 0)
    why = join (arena, why,
                arena_printf (arena, "%u chỉ số dưới %s điểm", figures->below,
                              decimal_vietnamese (arena, scheme->each_at_least)));
  /* Nothing given yet: that says all. */
  if (points && figures->blanks < scheme->index_count && figures->total < scheme->total_at_least)
    why = join (arena, why,
                arena_printf (arena, "tổng điểm %s dưới %s", decimal_vietnamese (arena, figures->total),
                              decimal_vietnamese (arena, scheme->total_at_least)));
  return why != NULL ? why : "chưa đủ điều kiện của bộ tiêu chí";
}

const char *
citizen_why_not (Arena *arena, const CitizenScheme *scheme, const PersonFigures *figures)
{
  const Result *result = figures->person->result;
  const char *why = figures->citizen ? NULL : citizen_rule_why (arena, scheme, figures);
  if (figures->citizen || result == NULL || result->agreed)
    return why;
  return join (arena, why, "chưa được Tổ đánh giá thống nhất");
}
