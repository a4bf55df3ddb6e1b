/* digest.h - messages that have not been read, gathered into one mail for each person who wants it so. */
#pragma once
#include "store/db.h"

/* A job that sends what is due in the transaction's unit, unless one waits already. */
bool digest_enqueue (Transaction *transaction, GError **error);

/* What is done of itself, by a thread that may wait. */

/* Mails to whoever wants each message at once. */
void daily_mail (Database *database);
/* Reminders once a day from six in the morning on: those of a few units, as the last ones are under way;
 * true: there may be more, so ask again soon.  So a country's schools are reminded one after the other while
 * the pages of all are answered as ever. */
bool daily_remind (Database *database);
