/* notice.h - the steps that tell somebody something: one table (notice.def), looked at where events are
 * appended, so that no page has to think of it.
 *
 * Messages come about in the step's own transaction, and like it may be made anew from the start.  They have
 * no events.  What the program does by itself (account 0: loading a case) is told to nobody, and nobody is
 * told of what they did. */
#pragma once
#include "store/message.h"

/* Tells of a change that has just been written and has its event. */
bool notice_tell (Transaction *transaction, const char *event, gint64 object_id, GError **error);
