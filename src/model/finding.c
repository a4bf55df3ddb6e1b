/* finding.c - see finding.h. */
#include "model/finding.h"
#include <string.h>

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

/* A copy, cut at a character if it is longer than `most` bytes. */
static const char *
copy_cut (Arena *arena, const char *text, gsize most)
{
  gsize length = strlen (text);
  if (length <= most)
    return arena_strndup (arena, text, length);
  while (most > 0 && (text[most] & 0xc0) == 0x80)
    most--;
  return arena_concat (arena, arena_strndup (arena, text, most), "…", NULL);
}

void
findings_add (Findings *findings, FindingCode code, const char *where, MessageId id, ...)
{
  if (findings->count >= FINDINGS_MAX) {
    findings->omitted++;
    findings->omitted_errors += finding_severity (code) == SEVERITY_ERROR;
    return;
  }
  Finding finding = { .code = code, .where = copy_cut (findings->arena, where, 1000), .message.id = id };
  va_list list;
  va_start (list, id);
  for (int i = 0; i < MESSAGE_MAX_ARGS; i++) {
    const char *arg = va_arg (list, const char *);
    if (arg == NULL)
      break;
    finding.message.args[i] = copy_cut (findings->arena, arg, 500);
  }
  va_end (list);
  ARENA_PUSH (findings->arena, findings->items, findings->count) = finding;
}

gsize
findings_errors (const Findings *findings)
{
  gsize errors = findings->omitted_errors;
  for (gsize i = 0; i < findings->count; i++)
    errors += finding_severity (findings->items[i].code) == SEVERITY_ERROR;
  return errors;
}
