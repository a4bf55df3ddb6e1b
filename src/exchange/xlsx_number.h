/* xlsx_number.h - the numbers of a sheet: exact, and each spelling only once. */
#pragma once
#include "exchange/table.h"

#define XLSX_NUMBER_SLOTS 512

/* Numbers seen lately, by their spelling: a table has few different ones. */
typedef struct {
  struct {
    guint64 spelling; /* its bytes, at most 7, and the length; 0 = free */
    const char *text;
    double number;
  } slots[XLSX_NUMBER_SLOTS];
} XlsxNumbers;

/* Reads an xsd:double as sheets hold it ("8.5", "1E-3", "8.3000000000000007").  The text is what
 * the programs show: at most 15 significant digits, no exponent, no trailing zeros.
 * False if it is no finite number. */
bool xlsx_number_read (XlsxNumbers *numbers, Arena *arena, const char *raw, gsize length,
                       const char **ret_text, double *ret_number);

/* The text of a number, as above. */
const char *xlsx_number_text (Arena *arena, double number);
