/* study_sample.h - drafts of plans of self-study to begin from, by subject (data/study_plans/samples.json).
 *
 * They are the program's own, no text of any authority.  Where a person has to decide, STUDY_SAMPLE_BLANK
 * stands. */
#pragma once
#include "base/message.h"
#include <stdbool.h>

#define STUDY_SAMPLE_BLANK "[…]"

typedef struct {
  const char *id, *group; /* "toan", "Dạy học" */
  const char *subject, *goal, *content, *schedule, *outcome;
} StudySample;

typedef struct {
  StudySample *items; /* those of a group beside each other */
  gsize count;
} StudySamples;

/* All of them, in the arena.  An error only if the program was built wrong. */
bool study_samples_load (Arena *arena, StudySamples *ret, GError **error);
/* NULL if there is none. */
const StudySample *study_sample_find (const StudySamples *samples, const char *id);
