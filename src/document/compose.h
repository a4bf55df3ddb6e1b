/* compose.h - wording + data -> Document.
 *
 * wording/<id>.md: a head of "key: value" lines between two lines of "---",
 * then Markdown (cmark-gfm, tables) with fenced blocks for what Markdown
 * lacks; see doc/wording.md.  Mustache runs first (strict), values escaped for
 * Markdown; fields declared as Markdown are put in raw, parsed on their own. */
#pragma once
#include "document/block.h"
#include "model/figures.h"

typedef struct {
  Arena *arena;
  const SchemeLibrary *library;
  const Round *round;
  const Figures *figures;
  const char *case_folder; /* for wording/ of the unit, or NULL */
  bool draft;
  const struct ComposeData *data; /* made by compose_prepare; NULL: made anew for each document */
} ComposeContext;

/* Builds once, in context->arena, what all documents of the dossier read
 * (context->data); they may then be composed by several threads at once, each with a
 * copy of the context and an arena of its own.  Fails when the round is not ready for documents. */
bool compose_prepare (ComposeContext *context, GError **error);

/* Says how many pages a document of the dossier has, for the list of enclosures; after compose_prepare,
 * while nobody composes. */
void compose_set_pages (const ComposeContext *context, const DocumentSpec *spec, guint pages);

/* The document, or NULL with an error that names wording file and line. */
const Document *compose_document (const ComposeContext *context, const DocumentSpec *spec, GError **error);

/* The same from wording at hand, not yet stored (a preview while it is edited);
 * `place` is how errors call it.  At most 1 MiB. */
const Document *compose_from_text (const ComposeContext *context, const DocumentSpec *spec, const char *place,
                                   const char *text, gsize size, GError **error);

/* The unit's own wording of a document, of the round or of the case's folder; NULL in `*ret_text` if there is
 * none. */
bool compose_own_wording (const ComposeContext *context, const char *id, const char **ret_text,
                          GError **error);

/* Does the spec's `when` hold for this round? */
bool compose_wanted (const ComposeContext *context, const DocumentSpec *spec);
