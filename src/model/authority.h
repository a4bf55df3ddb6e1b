/* authority.h - who stands above a unit in which year: proposed in words, never set by itself.
 *
 * Districts were abolished on 1 July 2025.  That nurseries, primary and lower secondary schools went to their
 * communes (xã, phường), for rounds of 2025 on, is an inference (doc/domain/process.md, "Levels of authority
 * changed"); pages say so beside every proposal. */
#pragma once
#include "base/arena.h"
#include "scheme/scheme.h"
#include <stdbool.h>

#define AUTHORITY_CHANGE_YEAR 2025
#define AUTHORITY_CHANGE_DAY "2025-07-01"
#define AUTHORITY_GAP "…" /* where a name is left to be filled in */

/* As they stand on papers; NULL or "" where blank. */
typedef struct {
  const char *governing_body; /* above the unit's name */
  const char *appraiser;      /* receives the dossier */
  const char *recogniser;     /* "Chủ tịch UBND …" */
} Authorities;

/* Do they still name a district (quận, huyện, thị xã, a town below a province) or its education office,
 * of a unit that was below one? */
bool authorities_name_district (UnitKind kind, const Authorities *present);

/* What such a unit has in rounds of that year, by the inference.  `commune`: "phường Bồ Đề", or NULL: the gap
 * stands for its name, phường or xã as `present` (may be NULL) lets one think.  In the long or short form
 * of `present`.  False: nothing to propose for the kind. */
bool authorities_propose (Arena *arena, UnitKind kind, int year, const Authorities *present,
                          const char *commune, Authorities *ret);
