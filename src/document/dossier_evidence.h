/* dossier_evidence.h - evidence files in the dossier: their names, and their pages. */
#pragma once
#include "document/fileset.h"
#include "model/figures.h"

/* Adds every evidence file as minh-chung/<code>-<title>[-n].<ending>: ASCII, unique ignoring
 * case, safe on Windows; an item without a code comes as khong-ma-<place in the list>-<title>. */
void dossier_add_evidence (FileSet *set, const Figures *figures, Arena *arena);

/* The joined file with the pages of every PDF among the evidence behind it, in order of codes. */
GBytes *dossier_append_evidence (GBytes *joined, const Figures *figures, Arena *arena, GError **error);
