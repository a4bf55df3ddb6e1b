/* guard.h - refuses HTTP that two programs could read in two ways, before anything else looks at it.
 *
 * RFC 9112 leaves a reader choices (both lengths, two hosts, odd codings); a proxy in front may
 * choose otherwise, and then one request hides another.  What libmicrohttpd hides from us (bare
 * LF, obs-fold, NUL) is told in SECURITY.md.  A refused request is answered and its connection closed. */
#pragma once
#include <glib.h>
#include <stdbool.h>

typedef struct {
  const char *name, *value;
} Header;

typedef struct {
  const char *method, *target, *version; /* as on the request line */
  const Header *headers;
  gsize header_count;
} RequestHead;

#define GUARD_MAX_TARGET 4096
#define GUARD_MAX_HEADERS 64

/* 0 if it may pass, else the status of the refusal: 400 (ambiguous or malformed), 405 (method),
 * 413 (a length that is no number of ours), 414, 431, 501 (coding), 505. */
guint guard_check (const RequestHead *head);

/* The value of a header, NULL if absent; names without case. */
const char *head_find (const RequestHead *head, const char *name);
