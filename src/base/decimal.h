/* decimal.h - exact decimal numbers (points, percentages), in millionths. */
#pragma once
#include "arena.h"
#include <stdbool.h>

typedef gint64 Decimal; /* value x 1 000 000 */
#define DECIMAL_ONE ((Decimal)1000000)
#define DECIMAL_UNSET G_MININT64 /* "not given": never a value */
#define DECIMAL_MAX_ABS ((Decimal)1000000000 * DECIMAL_ONE)

/* Reads "8", "8.5" or "8,5" (blanks around are allowed; at most 6 decimals,
 * |value| <= 10^9; no exponent, no grouping).  False if it is anything else,
 * `*ret` then untouched. */
bool decimal_parse (const char *text, Decimal *ret);

/* From a JSON number; false if not finite, out of range, or finer than
 * millionths (beyond the noise of binary floating point). */
bool decimal_from_double (double value, Decimal *ret);

/* Vietnamese form with decimal comma, no trailing zeros: "8,5", "10". */
char *decimal_vietnamese (Arena *arena, Decimal value);

/* Form with a point for JSON and manifests: "8.5", "10". */
char *decimal_plain (Arena *arena, Decimal value);

/* The nearest binary number, for spreadsheet cells and charts only. */
double decimal_to_double (Decimal value);

/* count/of as a percentage with at most two decimals, TRUNCATED so that a
 * share below a threshold never prints as reaching it; no trailing zeros.
 * `mark` is the decimal mark: ',' on paper, '.' in JSON.  29/30 -> "96,66".
 * of == 0 gives "0".  No "%" sign. */
char *decimal_percent (Arena *arena, guint count, guint of, char mark);

/* Exact: count/of >= at_least percent?  False when of == 0. */
bool decimal_share_reaches (guint count, guint of, Decimal at_least);

/* 1250000 -> "1.250.000". */
char *decimal_group (Arena *arena, gint64 value);
