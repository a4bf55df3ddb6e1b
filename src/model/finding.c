/* finding.c - see finding.h. */
#include "model/finding.h"

static const struct {
  const char *name;
  Severity severity;
} finding_table[] = {
#define F(id, name, severity) [FINDING_##id] = { name, severity },
#include "findings.def"
#undef F
};

const char *
finding_name (FindingCode code)
{
  return finding_table[code].name;
}

Severity
finding_severity (FindingCode code)
{
  return finding_table[code].severity;
}

void
findings_add (Findings *findings, FindingCode code, const char *where, MessageId id, ...)
{
  Finding finding = { .code = code, .where = arena_strdup (findings->arena, where), .message.id = id };
  va_list list;
  va_start (list, id);
  for (int i = 0; i < MESSAGE_MAX_ARGS; i++) {
    const char *arg = va_arg (list, const char *);
    if (arg == NULL)
      break;
    finding.message.args[i] = arena_strdup (findings->arena, arg);
  }
  va_end (list);
  ARENA_PUSH (findings->arena, findings->items, findings->count) = finding;
}

gsize
findings_errors (const Findings *findings)
{
  gsize errors = 0;
  for (gsize i = 0; i < findings->count; i++)
    errors += finding_severity (findings->items[i].code) == SEVERITY_ERROR;
  return errors;
}
