/* data.h - commands that work on a data folder. */
#pragma once
#include "cli/command.h"
#include "store/db.h"

/* Opens the database of --data, which must be there already.  Caller closes. */
Database *open_data (const Invocation *invocation, guint readers, GError **error);
