/* legal.h - legal bases: as JSON of a case, what gives a decision its power, the common ones.
 *
 * ND 30/2020, Phu luc I: a paper names what it rests on; a decision names at least one basis that gives its
 * signer the power. */
#pragma once
#include "base/json.h"
#include "model/round.h"

/* As a case's `legal_bases` writes it, compact, so that nothing is lost on the way there and back. */
const char *legal_basis_json (Arena *arena, const LegalBasis *basis);
/* What is not there, or not of its kind, is left blank; `json` may be NULL.  Strings in the arena. */
LegalBasis legal_basis_of_json (Arena *arena, const json_t *json);

/* Does one of them give whoever signs this paper the power to? */
bool legal_authority (const LegalBasis *bases, gsize count, Paper paper);
/* "Luật", "Bộ luật …", "Pháp lệnh": cited by name, without number and issuer (ND 30/2020, II.6.a). */
bool legal_is_law (const char *kind);
/* Which part of its citation is not known yet, in Vietnamese ("ngày ban hành, trích yếu"); NULL: none.
 * A law is cited by its name alone. */
const char *legal_missing (Arena *arena, const LegalBasis *basis);

/* One that ships with the program (data/legal_bases/common.json; where each was seen: sources.md beside it).
 */
typedef struct {
  const char *id;     /* "tt24-2023" */
  const char *where;  /* "thành phố Hà Nội"; NULL: everywhere */
  const char *source; /* where it was seen, in Vietnamese */
  LegalBasis basis;
} CommonBasis;
typedef struct {
  CommonBasis *items;
  gsize count;
} CommonBases;
/* Error: the file built in is not as it must be. */
bool common_bases_read (Arena *arena, CommonBases *ret, GError **error);
