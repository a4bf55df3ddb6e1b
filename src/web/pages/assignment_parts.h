/* assignment_parts.h - work given out, as pages show it. */
#pragma once
#include "store/assignment.h"
#include "web/request.h"

typedef enum { WORK_TODO, WORK_DOING, WORK_LATE, WORK_OVER } WorkState;

/* Of an indicator by its rating, of a task by itself; late: its day is past and somebody must still act. */
WorkState work_state (bool indicator, const char *state, const char *due, const char *today);

/* state_shape and state_words as the partial "state" wants them. */
void view_work_state (Value *object, bool indicator, const char *state, const char *due, const char *today);

/* "Lan, Bình" of those who do it now; NULL: nobody. */
const char *assignment_names (Arena *arena, const AssignmentRow *row);
/* "trước đây: Lan (đến hết 12/12/2026)"; NULL: nobody has before. */
const char *assignment_past (Arena *arena, const AssignmentRow *row);
