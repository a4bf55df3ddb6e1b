/* dossier_parts.h - shared by the pages of the dossier: /dot/{year}/ho-so/… */
#pragma once
#include "web/pages/approval_parts.h"

/* The input of those routes that have {lan}: which of the round's approvals. */
#define APPROVAL_INPUT                                                                                       \
  {                                                                                                          \
    .name = "lan", .kind = INPUT_ID, .required = true, .label = "Lần"                                      \
  }

/* A dossier that was kept. */
typedef struct {
  RoundHead round;
  Record approval;
} KeptDossier;

/* That of the address; refuses with 404 where nothing was kept. */
bool kept_dossier (Request *request, Transaction *transaction, KeptDossier *ret, GError **error);

/* May whoever asks see all evidence in it?  Else it is read paper by paper. */
bool dossier_is_whole_for (Request *request, Transaction *transaction, const KeptDossier *dossier, bool *ret,
                           GError **error);

/* "/dot/2024/ho-so/2/tep/07-bao-cao.pdf": of an approval's dossier. */
const char *kept_path (Request *request, const KeptDossier *dossier, const char *below);

/* The paper of the register, if it is one of the dossier's and somebody has attached its signed copy. */
const Record *signed_paper (Arena *arena, const DocumentSpec *spec, const Records *papers,
                            const KeptFiles *files);

/* Hands out a set of files as a ZIP, large ones by way of the disk. */
bool zip_answer (Request *request, FileSet *set, const FileSetOptions *options, guint64 size,
                 const char *name, GError **error);

/* How the dossier of an approval was sent: a list "sendings" for the page. */
bool add_sendings (Request *request, Transaction *transaction, const RoundHead *round, Value *page,
                   GError **error);

/* The page of the dossier; also after a form that was not as it must be. */
bool dossier_show (Request *request, GError **error);
