/* scheme_json.h - a package as JSON for other programs: what scheme.json says, with its
 * defaults filled in.  Internal to the command line. */
#pragma once
#include "base/json.h"
#include "scheme/scheme.h"

/* New values; the caller unrefs them. */
json_t *scheme_json (const Scheme *scheme);
json_t *citizen_scheme_json (const CitizenScheme *scheme);
