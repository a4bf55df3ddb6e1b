/* standard_plan.h - what the plan says where the unit has said nothing, to be taken over and changed.
 *
 * It stands in the wording of the plan (wording/plan.md) between {{^has_purposes}} and {{/has_purposes}} and
 * so on, so that the standard is written once. */
#pragma once
#include "model/figures.h"

typedef struct {
  Lines purposes, requirements; /* count 0: the wording has none */
  DutyGroup *duties;
  gsize duty_count;
} StandardPlan;

/* Errors: those of reading and rendering the wording. */
bool standard_plan (Arena *arena, const SchemeLibrary *library, const Round *round, const Figures *figures,
                    StandardPlan *ret, GError **error);
