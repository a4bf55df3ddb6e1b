/* stored.h - commands that work on a round of a data folder. */
#pragma once
#include "cli/command.h"
#include "exchange/case.h"

/* The round that --data, --round and (with several units) --unit name, as a case that has been checked; its
 * folder is NULL.  Says on standard error what is wrong; NULL with the exit code then. */
const Case *stored_read (const Invocation *invocation, const SchemeLibrary *library, int *ret_code);
/* The same when papers can be made of it: without errors, or with them under --draft.  Errors are printed. */
const Case *stored_case (const Invocation *invocation, const SchemeLibrary *library, int *ret_code);
