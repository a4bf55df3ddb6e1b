/* people_import.h - a list of people from a spreadsheet, compared with the list at hand.
 *
 * Nothing is changed here: the outcome says what is new, changed, gone or wrong, so that a
 * person can look before anything is saved, and the save can check that nothing moved meanwhile. */
#pragma once
#include "exchange/table.h"
#include "model/person_entry.h"

typedef enum {
  IMPORT_NEW,
  IMPORT_CHANGED,
  IMPORT_SAME,
  IMPORT_WRONG, /* not taken: problem says why */
} ImportKind;

typedef struct {
  ImportKind kind;
  gsize row;                  /* in the file */
  PersonEntry entry;          /* as it would be saved; of a changed one with its id and version */
  const PersonEntry *present; /* changed, same: who it is */
  guint changed;              /* bit per field */
  PersonField problem_field;  /* wrong: where */
  Message problem;
} ImportRow;

typedef struct {
  const char *heading; /* as the file writes it */
  bool used;
  PersonField field; /* if used */
} ImportColumn;

typedef struct {
  ImportColumn *columns;
  gsize column_count;
  ImportRow *rows;
  gsize row_count;
  const PersonEntry **gone; /* at hand, but not in the file */
  gsize gone_count;
  gsize counts[4]; /* by ImportKind */
} PeopleImport;

#define PEOPLE_IMPORT_MAX ((gsize)20000)

/* Compares a file (CSV or XLSX) with the people at hand.
 *
 * Columns are known by their headings without case and accents, in any order, also by the names
 * that school software gives them; others are named as not used.  A name ("Họ và tên", or "Họ
 * đệm" and "Tên") must be there.  A row means a person at hand by its code, else by name and date of
 * birth, else by the name if only one has it and no date says otherwise.  A column that the file lacks, and a
 * blank cell, leave what is at hand.  A new person without a code is given the next free one ("NV012" after
 * "NV011").  Errors: what table_read reports, no name column, a column twice, over 20,000 rows. */
bool people_import_compare (Arena *arena, const char *name, const char *data, gsize size,
                            const PersonEntries *present, PeopleImport *ret, GError **error);
