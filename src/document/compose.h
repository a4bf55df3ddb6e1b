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
  const char *case_folder;  /* for wording/ of the unit, or NULL */
  bool draft;
} ComposeContext;

/* The document, or NULL with an error that names wording file and line. */
const Document *compose_document (const ComposeContext *context, const DocumentSpec *spec, GError **error);

/* Does the spec's `when` hold for this round? */
bool compose_wanted (const ComposeContext *context, const DocumentSpec *spec);
