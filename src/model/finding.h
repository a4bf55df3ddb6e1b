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

typedef struct {
  Arena *arena;
  Finding *items;
  gsize count;
} Findings;

const char *finding_name (FindingCode code);      /* "bad_json" */
Severity finding_severity (FindingCode code);

/* Adds one; `where` is copied, arguments are copied. */
void findings_add (Findings *findings, FindingCode code, const char *where, MessageId id, ...) G_GNUC_NULL_TERMINATED;
gsize findings_errors (const Findings *findings); /* how many are errors */
