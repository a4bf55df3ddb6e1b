/* account_parts.h - shared by the pages of accounts only. */
#pragma once
#include "store/account.h"
#include "web/request.h"

/* ---- waits after failures ---- */

/* The name of an account's failures. */
const char *throttle_key_account (Arena *arena, const char *login);
/* "WHAT:ADDRESS" of who asks, an IPv6 network as a whole. */
const char *throttle_key_address (Transaction *transaction, Arena *arena, const char *what);
/* Adds an error to `input` if the account (NULL: none) or the address must wait still. */
bool throttle_check (Request *request, Transaction *transaction, const char *account_key, const char *input,
                     GError **error);
/* One more failure of the account (NULL: none) and the address. */
bool throttle_failed (Request *request, Transaction *transaction, const char *account_key, GError **error);

/* ---- choosing a password: inputs "new_password" and "repeat" ---- */

/* Reports what is wrong with it, else gives its hash in the arena; for `prepare`. */
bool password_choose (Request *request, const char *login, const char **ret_hash, GError **error);

/* Is input "password" the one of who is logged in?  Reports a wait; for `prepare`. */
bool password_prove (Request *request, const char *account_key, bool *ret_right, GError **error);

/* ---- roles ---- */

/* A role that may not be granted so: said at `input`; other errors pass on.  Takes `problem`; false. */
bool grant_problem (Request *request, const char *input, GError *problem, GError **error);

/* ---- views ---- */

/* A list of {value, label, chosen}. */
void choice_add (Arena *arena, Value *list, const char *value, const char *label, bool chosen);
/* "từ 01/09/2026 đến hết 31/12/2026", "" where open. */
const char *dates_text (Arena *arena, const char *from, const char *to);
/* The QR code of a text as SVG markup; NULL if it is too long. */
const char *qr_svg (Arena *arena, const char *text);
