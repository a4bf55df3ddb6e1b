/* dossier.h - the whole dossier into a folder or ZIP (contract: "Dossier"). */
#pragma once
#include "document/fileset.h"
#include "model/figures.h"

typedef struct {
  bool draft, all, append_evidence;
  bool docx_only;  /* only the DOCX of the eight items: for those who edit first */
  const char *out; /* folder to make; must not exist or be empty; or NULL */
  const char *zip; /* ZIP file to write, or NULL */
  const char *case_folder;
  guint threads;         /* that work at it at most; 0: as many as there are processors, up to four */
  const gint *cancelled; /* atomic: not 0 = stop, leave nothing behind; NULL: never */
  void (*progress) (void *user, guint done, guint of); /* NULL: silent; called from the calling thread */
  void *user;
} DossierOptions;

/* The files of a dossier before they are written. */
typedef struct {
  FileSet *files;
  FileSet *previews;         /* "01-trang-bia.html": each paper as sheets to look at (document_sheets) */
  const char *manifest_head; /* in the arena */
} Dossier;
void dossier_clear (Dossier *dossier);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Dossier, dossier_clear)

/* Makes them in memory, whatever is to be copied left where it is; `out` and `zip` are not looked at.  With
 * `previews` those too.  The arena must outlive the use. */
bool dossier_compose (Arena *arena, const SchemeLibrary *library, const Round *round, const Figures *figures,
                      const DossierOptions *options, bool previews, Dossier *ret, GError **error);

/* All or nothing: on failure nothing is left behind. */
bool dossier_write (const SchemeLibrary *library, const Round *round, const Figures *figures,
                    const DossierOptions *options, GError **error);
