/* dossier.h - the whole dossier into a folder or ZIP (contract: "Dossier"). */
#pragma once
#include "model/figures.h"

typedef struct {
  bool draft, all, append_evidence;
  bool docx_only;  /* only the DOCX of the eight items: for those who edit first */
  const char *out; /* folder to make; must not exist or be empty; or NULL */
  const char *zip; /* ZIP file to write, or NULL */
  const char *case_folder;
  const gint *cancelled; /* atomic: not 0 = stop, leave nothing behind; NULL: never */
  void (*progress) (void *user, guint done, guint of); /* NULL: silent; called from the calling thread */
  void *user;
} DossierOptions;

/* All or nothing: on failure nothing is left behind. */
bool dossier_write (const SchemeLibrary *library, const Round *round, const Figures *figures,
                    const DossierOptions *options, GError **error);
