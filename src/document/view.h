/* view.h - a round as data for wording: every name that doc/wording.md lists.
 *
 * Built once per dossier, read by all its documents (several threads at once),
 * never changed afterwards.  All names are always present: what the case does
 * not give is null, so that a strict template fails only on a wrong name. */
#pragma once
#include "base/mustache.h"
#include "document/block.h"
#include "model/figures.h"

/* A field that people wrote in Markdown.  Templates print a token for it
 * (markdown_field_token of its index); it is parsed on its own. */
typedef struct {
  const char *markdown;
  const char *place; /* JSON Pointer into case.json */
} ViewField;

typedef struct ComposeData {
  const Round *round;
  const Figures *figures;
  Value *root;
  ViewField *fields;
  gsize field_count;
  Value **enclosures; /* the items of `dossier`, and what they are; for their numbers of pages */
  const DocumentSpec **enclosed;
  gsize enclosure_count;
} ComposeData;

/* Everything in `arena`, which must outlive the use; round and figures too. */
const ComposeData *view_build (Arena *arena, const Round *round, const Figures *figures);

/* The root for one document: its own names (paper, document, legal_bases, draft; unit and bodies as they were
 * called on its day) before the common ones. */
typedef struct {
  Value *own;
  const ComposeData *data;
} ViewRoot;
ViewRoot *view_for_document (Arena *arena, const ComposeData *data, const DocumentSpec *spec, bool draft);
View view_root (const ViewRoot *root);

/* ---- texts that documents print beside wording ---- */
typedef struct {
  const char *name; /* NULL: unknown, left blank */
  Lines title;      /* "KT. HIỆU TRƯỞNG", "PHÓ HIỆU TRƯỞNG" */
} Signer;
Signer view_head (Arena *arena, const Round *round);
Signer view_signer (Arena *arena, const Round *round, const PaperFacts *facts); /* facts NULL: the head */
/* "HIỆU TRƯỞNG" from "KT. HIỆU TRƯỞNG": the office whose power is used. */
const char *view_office (Arena *arena, const Lines *title);

/* How the team's leader signs for it, as one of the papers that the leader signs says it:
 * "TM. TỔ ĐÁNH GIÁ / TỔ TRƯỞNG" unless the unit calls its team otherwise. */
const char *view_team_title (Arena *arena, const Round *round);

/* "66", "05"; blank: NULL. */
const char *view_number (Arena *arena, const PaperFacts *facts);
/* "66/QĐ-THGT"; blank number: room to write. */
const char *view_number_symbol (Arena *arena, const Round *round, const PaperFacts *facts,
                                const char *symbol);
/* "số 66/QĐ-THGT ngày 02 tháng 12 năm 2024", blanks as dots. */
const char *view_cite (Arena *arena, const Round *round, Paper paper);
const char *view_paper_kind (Paper paper); /* "Quyết định" */
/* "Thông tư số … ngày … của … quy định …"; a law without number and issuer (ND 30/2020, II.6.a). */
const char *view_legal_cite (Arena *arena, const LegalBasis *basis);
bool view_legal_serves (const LegalBasis *basis, bool has_paper, Paper paper);
/* "UBND QUẬN LONG BIÊN": the body above, capitals, common words shortened (ND 30/2020, II.2.a). NULL if there
 * is none. */
const char *view_governing_body (Arena *arena, const RoundNames *names);
/* What unit and bodies are called in a document: on the day of its paper; in the dossier, where it has none
 * of its own, on the day of the submission. */
RoundNames view_names_of (const Round *round, const DocumentSpec *spec);
/* Whom "Kính gửi" names: the salutation, else the receiver. */
const char *view_salutation (const RoundNames *names);
/* Condition names of DocumentSpec::when; an unknown one holds. */
bool view_condition (const Round *round, const Figures *figures, const char *when);
