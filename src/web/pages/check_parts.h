/* check_parts.h - findings as pages show them, each with where it is mended. */
#pragma once
#include "model/finding.h"
#include "web/pages/round_parts.h"

/* The page where a finding is mended, "/dot/2024/to"; NULL where the person may not open it.  `ret_words`
 * (may be NULL): what is opened there, "Tổ đánh giá". */
const char *finding_path (Request *request, const StoredRound *stored, int year, const Finding *finding,
                          const char **ret_words);

/* What a finding says to whoever works in the browser: nothing of the keys of case.json. */
const char *finding_words (Arena *arena, const Finding *finding);
