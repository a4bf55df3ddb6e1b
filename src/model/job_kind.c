/* job_kind.c - see job_kind.h. */
#include "model/job_kind.h"
#include <string.h>

static const JobKindInfo kinds[JOB_KIND_COUNT] = {
#define JOB(id, name, title, counted, permission, type, file_name, days)                                     \
  [JOB_##id] = { name, title, counted, PERMISSION_##permission, type, file_name, days },
#include "jobs.def"
#undef JOB
};

const JobKindInfo *
job_kind_info (JobKind kind)
{
  return &kinds[kind];
}

const JobKindInfo *
job_kind_find (const char *name)
{
  for (JobKind kind = 0; kind < JOB_KIND_COUNT; kind++)
    if (strcmp (kinds[kind].name, name) == 0)
      return &kinds[kind];
  return NULL;
}
