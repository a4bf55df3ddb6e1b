/* evidence_code.h - the codes printed after a statement: [H1-1.1-01].
 *
 * A pattern has the tokens {box}, {criterion}, {indicator} (the part of the
 * id after the dot) and {nn} (two digits, more from 100 on), each at most once, {nn} always,
 * and at most EVIDENCE_PATTERN_MAX bytes. */
#pragma once
#include "model/round.h"

#define EVIDENCE_CODE_DEFAULT "H{box}-{criterion}.{indicator}-{nn}"
#define EVIDENCE_PATTERN_MAX 100

/* Can codes be made with it? */
bool evidence_pattern_is_valid (const char *pattern);

/* Codes parallel to round->evidence, without brackets; NULL where there is none.  `named_by` is
 * parallel too: the indicator that names each item's code, or NULL.  A given code is
 * kept; an assigned one takes the next number of its series that no other
 * item carries, in the order of the list.  An absent or invalid pattern gives the default.
 * Linear in the list. */
const char **evidence_codes_assign (const Round *round, const Indicator *const *named_by, Arena *arena);

/* What the codes of an item's series begin with, up to the number. */
const char *evidence_code_start (const Round *round, const Evidence *item, const Indicator *indicator,
                                 Arena *arena);
