/* publication_content.h - what a public page may say of a round, kept as JSON with its approval; and what of
 * it the page does say, frozen when it is published.
 *
 * Projected from the data that documents print (document/view.h), so figures and words are those of the
 * report.  Of persons nothing but the names of those who reached the title, and these only when ticked. */
#pragma once
#include "document/view.h"
#include "store/record.h"

typedef struct {
  bool criteria;          /* the table of criteria and indicators */
  bool names;             /* of the citizens of learning */
  const Record *decision; /* the round's outcome; NULL: nothing of it */
} PublicationTicks;

/* All that may be said; in the arena. */
const char *publication_content (Arena *arena, const ComposeData *data);
/* What was ticked of it; in the arena.  NULL with an error where `content` is damaged. */
const char *publication_select (Arena *arena, const char *content, const PublicationTicks *ticks,
                                GError **error);
