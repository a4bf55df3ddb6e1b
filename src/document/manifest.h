/* manifest.h - the head of manifest.json, `dvht-manifest/1` (contract: "Dossier"). */
#pragma once
#include "model/figures.h"

/* The members before "files", in the contract's order, without braces. */
char *manifest_head (const Figures *figures, Arena *arena);
