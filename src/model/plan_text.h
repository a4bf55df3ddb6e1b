/* plan_text.h - the lists of a plan as lines that people type, and back.
 *
 * A schedule has one line for each piece of work, "01/12/2026 | 04/12/2026 | việc | ai làm"; days may be
 * left blank.  Duties are a line for each body with its items behind it, each beginning with "-". */
#pragma once
#include "model/round.h"

/* At most 60 lines; false: `*ret_line` (from 1) has no work, or a day that is none, or ends before it begins.
 */
bool schedule_parse (Arena *arena, const char *text, ScheduleItem **ret, gsize *ret_count, gsize *ret_line);
char *schedule_text (Arena *arena, const ScheduleItem *items, gsize count);

/* At most 40 bodies; false: `*ret_line` is an item ahead of any body. */
bool duties_parse (Arena *arena, const char *text, DutyGroup **ret, gsize *ret_count, gsize *ret_line);
char *duties_text (Arena *arena, const DutyGroup *groups, gsize count);

/* Lines without blank ones; a dash or bullet ahead of one is left out. */
Lines lines_parse (Arena *arena, const char *text);
char *lines_text (Arena *arena, Lines lines);
