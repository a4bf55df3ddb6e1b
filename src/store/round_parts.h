/* round_parts.h - lists that records keep as JSON texts; shared by round_*.c and the aggregates beside them.
 */
#pragma once
#include "base/json.h"
#include "model/round.h"
#include "store/record.h"

/* ["a","b"]; NULL for none. */
const char *lines_json (Arena *arena, Lines lines);
Lines lines_of_json (Arena *arena, const char *json);

/* A plan's schedule and duties as their columns hold them; NULL for none, and back. */
const char *schedule_json (Arena *arena, const ScheduleItem *items, gsize count);
ScheduleItem *schedule_of_json (Arena *arena, const char *json, gsize *ret_count);
const char *duties_json (Arena *arena, const DutyGroup *groups, gsize count);
DutyGroup *duties_of_json (Arena *arena, const char *json, gsize *ret_count);

/* The list of a column, never NULL; caller unrefs.  What is no list (behind the program's back) is an empty
 * one. */
json_t *json_list_of (const char *json);

/* Decimals as records keep them: NULL where unset. */
const char *decimal_stored (Arena *arena, Decimal value);
Decimal decimal_of_stored (const char *text);

/* Points of a citizen assessment as its column holds them: CITIZEN_MAX_INDICES of them, unset where blank; in
 * a scheme of qualities a blank one is not met. */
void citizen_points_of_json (const CitizenScheme *scheme, const char *json, Decimal *ret);
