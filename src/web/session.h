/* session.h - who is asking. */
#pragma once
#include "web/request.h"

#define SESSION_COOKIE "dvht"

/* Fills `ret` (all zero for nobody) from the cookie or the Bearer token; every failure to
 * recognise is nobody, not an error.  Strings in the request's arena.  `*ret_by_token`: a
 * personal token, which needs no CSRF check and is confined to its scopes. */
bool session_identify (Request *request, const char *cookie, const char *bearer, Identity *ret,
                       bool *ret_by_token, GError **error);
