/* evidence_name.h - what a file's name says of the paper in it: "QĐ 12 thành lập tổ.pdf". */
#pragma once
#include "base/arena.h"

typedef struct {
  const char *title;  /* "Quyết định thành lập tổ"; never blank */
  const char *number; /* "12", "12/QĐ-THGT"; NULL: the name says none */
} EvidenceName;

/* A guess for somebody to put right: the ending goes, underscores are blanks, the common short names of
 * papers (NĐ 30/2020, Phụ lục III) are written out where a number or words follow. */
EvidenceName evidence_name_guess (Arena *arena, const char *file_name);

/* The name by which a file is kept: without folders, control characters and marks that turn its direction,
 * NFC, at most 200 bytes; "tep" if nothing is left.  `given` is valid UTF-8. */
const char *evidence_file_name (Arena *arena, const char *given);
