/* digest.h - messages that have not been read, gathered into one mail for each person who wants it so. */
#pragma once
#include "store/db.h"

/* A job that sends what is due in the transaction's unit, unless one waits already. */
bool digest_enqueue (Transaction *transaction, GError **error);

/* What is done of itself: reminders once a day from six in the morning on, and mails to whoever wants each
 * message at once.  `mail`: there is a way out for mails.  For a thread that may wait. */
void daily_look (Database *database, bool mail);
