/* unit_parts.h - shared by the pages that name a unit's authorities. */
#pragma once
#include "web/request.h"

/* Reports the gap that a proposal (model/authority.h) leaves, at whichever input it still stands in. */
void authority_check_gaps (Request *request);
