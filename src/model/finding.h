/* finding.h - what is wrong with a case, all at once (contract: "Findings"). */
#pragma once
#include "base/message.h"
#include <stdbool.h>

typedef enum { SEVERITY_ERROR, SEVERITY_WARNING } Severity;

typedef enum {
#define F(id, name, severity) FINDING_##id,
#include "findings.def"
#undef F
  FINDING_CODE_COUNT
} FindingCode;

typedef struct {
  FindingCode code;
  const char *where; /* JSON Pointer into case.json, or "file:row:column heading" */
  Message message;
} Finding;

/* Past this many, findings are only counted: no file, however broken, may fill the memory. */
#define FINDINGS_MAX 50000

typedef struct {
  Arena *arena;
  Finding *items;
  gsize count;
  gsize omitted, omitted_errors; /* not kept, because there were too many */
} Findings;

const char *finding_name (FindingCode code); /* "bad_json" */
Severity finding_severity (FindingCode code);

/* Adds one; `where` and arguments are copied, cut with "…" at 1000 and 500 bytes. */
void findings_add (Findings *findings, FindingCode code, const char *where, MessageId id,
                   ...) G_GNUC_NULL_TERMINATED;
gsize findings_errors (const Findings *findings); /* how many are errors, those omitted too */
