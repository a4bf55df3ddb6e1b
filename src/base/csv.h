/* csv.h - RFC 4180 tables: comma or semicolon, UTF-8 with or without BOM. */
#pragma once
#include "arena.h"
#include "message.h"
#include <stdbool.h>

typedef struct {
  const char **cells; /* UTF-8, NFC, never NULL */
  gsize count;
  gsize line; /* 1-based line of the file where the row begins */
} CsvRow;

typedef struct {
  CsvRow *rows; /* rows that hold nothing but blanks are left out */
  gsize count;
} CsvTable;

/* Limits: 64 MiB, 200 000 rows, 256 columns, 1 MiB a cell. */
bool csv_parse (Arena *arena, const char *name, const char *data, gsize size, CsvTable *ret,
                GError **error);
