/* publication_content.h - what a public page says of a round, frozen as JSON when it is published.
 *
 * Projected from the data that documents print (document/view.h), so figures and words are those of the
 * report.  Of persons nothing but the names of those who reached the title, and these only when ticked. */
#pragma once
#include "document/view.h"

typedef struct {
  bool criteria; /* the table of criteria and indicators */
  bool names;    /* of the citizens of learning */
} PublicationTicks;

/* In the arena. */
const char *publication_content (Arena *arena, const ComposeData *data, PublicationTicks ticks);
