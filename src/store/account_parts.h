/* account_parts.h - shared within the store by what reads a few rows. */
#pragma once
#include "store/account.h"

/* The first row of `rows` (NULL: they could not be read, *error is set). */
bool first_row (Rows *rows, bool *ret_found, GError **error);
/* All rows are read: was it the end, or a failure (which is passed on)? */
bool rows_ended (GError *failure, GError **error);

/* False with an error if nobody is left who can administer the unit: for use after the change. */
bool administrator_remains (Transaction *transaction, const char *today, GError **error);

/* What a secret field is, without telling it: the SHA-256 of two equal ones is equal. */
const char *fingerprint (Arena *arena, const void *bytes, gsize size);
