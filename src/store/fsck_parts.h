/* fsck_parts.h - shared by fsck*.c only. */
#pragma once
#include "store/fsck.h"

typedef struct {
  Arena *arena;
  const char *code; /* the unit's */
  const char *data_folder;
  FsckReport *report;
} Fsck;

/* Keeps a finding, or counts it once there are too many. */
void fsck_add (Fsck *fsck, bool repaired, const Message *message);

/* Every record of the transaction's unit against its events. */
bool fsck_records (Transaction *transaction, Fsck *fsck, GError **error);
