/* standard.h - what a document's wording says where the unit has said nothing, to be taken over and changed.
 *
 * It stands in the wording between {{^NAME}} and {{/NAME}}, so that the standard is written once. */
#pragma once
#include "document/view.h"

typedef struct {
  const char *wording, *place; /* NULL: the scheme has none for the document */
  const ViewRoot *root;
} Standard;

/* The scheme's wording of the document `id` ("plan"), which is the paper of the same key.  Round and figures
 * must outlive it.  Errors: those of reading the wording. */
bool standard_open (Arena *arena, const SchemeLibrary *library, const Round *round, const Figures *figures,
                    const char *id, Standard *ret, GError **error);
/* What stands there for `name`, filled in, as it is typed (nothing escaped); "" where there is nothing. */
bool standard_part (Arena *arena, const Standard *standard, const char *name, const char **ret,
                    GError **error);

/* The yearly plan of learning, as a unit may begin from it: fences become what people type themselves, tables
 * of their own and dotted lines. */
bool standard_learning_plan (Arena *arena, const SchemeLibrary *library, const Round *round,
                             const Figures *figures, const char **ret, GError **error);
