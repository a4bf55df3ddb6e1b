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
