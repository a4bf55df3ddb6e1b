/* citizen.h - the title "Công dân học tập" of one person (QĐ 324/QĐ-KHVN: total
 * and least index are the citizen scheme's data; Thông tư 22/2020: every quality met). */
#pragma once
#include "model/figures.h"

/* What the person's self-assessment comes to.  No result, or a blank index,
 * never meets the rule. */
PersonFigures citizen_assess (const CitizenScheme *scheme, const Person *person);

/* What the person's own result lacks of the scheme's rule, in words; NULL where it is met. */
const char *citizen_rule_why (Arena *arena, const CitizenScheme *scheme, const PersonFigures *figures);
/* Why someone at work does not hold the title, in words; NULL for those who do. */
const char *citizen_why_not (Arena *arena, const CitizenScheme *scheme, const PersonFigures *figures);
