/* job_kind.h - the kinds of work done in the background: one table (jobs.def) for the pages, the store and
 * who does it. */
#pragma once
#include "model/permission.h"

typedef enum {
#define JOB(id, name, title, counted, permission, type, file_name, days) JOB_##id,
#include "jobs.def"
#undef JOB
  JOB_KIND_COUNT
} JobKind;

typedef struct {
  const char *name;      /* as stored */
  const char *title;     /* Vietnamese */
  const char *counted;   /* what its progress counts; NULL: none */
  Permission permission; /* to have its result */
  const char *type;      /* of its result; NULL: it leaves none */
  const char *file_name; /* of its result */
  guint days;            /* that its result is kept */
} JobKindInfo;

/* What the table says of a kind. */
const JobKindInfo *job_kind_info (JobKind kind);
/* The same by its stored name; NULL: it is none of this program's. */
const JobKindInfo *job_kind_find (const char *name);
