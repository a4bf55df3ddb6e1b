/* case_read.h - the parts of the case reader; private to case*.c and their tests. */
#pragma once
#include "base/json.h"
#include "exchange/case.h"

#define CASE_FORMAT "dvht-case/1"
/* The program's own key: names by day, of which the contract has one set a case
 * (doc/decisions/0045-names-in-a-case.md). */
#define CASE_NAMES "x-dvht-names"
#define CASE_MAX_JSON ((gsize)16 * 1024 * 1024)
#define CASE_MAX_LIST ((gsize)20000) /* items of any list in case.json */

typedef struct {
  Arena *arena;
  Findings *findings;
  Round *round;
  const char *folder;
  char *real_folder; /* absolute, without links */
  GPtrArray *refs;   /* PersonRef *: every mention of a person, to be resolved when the staff is known */
  char *seen_dir;    /* last folder of a file that was looked at ... */
  bool seen_inside, seen_dir_exists; /* ... and what was found about it */
} CaseReader;

/* Where we are in case.json, as steps from the root; on the stack, made to text only for a finding. */
typedef struct Place {
  const struct Place *parent; /* NULL: the root */
  const char *key;            /* NULL: an item of a list */
  gsize index;
} Place;

/* Adds a finding at a place of case.json, or at any `where`.  Arguments may be NULL. */
void case_report (CaseReader *reader, const Place *place, FindingCode code, MessageId id, const char *first,
                  const char *second);
void case_report_at (CaseReader *reader, const char *where, FindingCode code, MessageId id, const char *first,
                     const char *second);
/* Adds what an error says; its own place is not used. */
void case_report_error (CaseReader *reader, const char *where, FindingCode code, const GError *error);

/* ---- shapes: what an object of case.json may hold (case_shape.c) ---- */

typedef enum {
  FIELD_TEXT,          /* const char *: NFC, NULL where blank */
  FIELD_WORD,          /* const char *: a key, id or path; never blank */
  FIELD_UUID,          /* const char * */
  FIELD_BOOL,          /* bool */
  FIELD_INTEGER,       /* int, within min and max */
  FIELD_COUNT,         /* guint, within min and max */
  FIELD_REVISION,      /* gint64, within min and max */
  FIELD_DECIMAL,       /* Decimal */
  FIELD_DATE,          /* CivilDate */
  FIELD_TIME,          /* CivilTime */
  FIELD_PERSON,        /* PersonRef */
  FIELD_PERSONS,       /* PersonRefs */
  FIELD_LINES,         /* Lines: texts */
  FIELD_LINES_OR_TEXT, /* Lines: one text counts as one line */
  FIELD_WORDS, /* Lines: keys, ids or paths; an ill-typed one stays as "" so that the rest keep their places
                */
  FIELD_INDICATOR, /* {const char *indicator_id; const Indicator *indicator;} */
  FIELD_OBJECT,    /* its shape's fields, from the same or a nested struct */
  FIELD_LIST,      /* {Item *items; gsize count;} of the shape; an ill-typed item stays, empty */
  FIELD_SPECIAL,   /* its own function */
} FieldKind;

typedef enum {
  FIELD_REQUIRED = 1,
  FIELD_NULLABLE = 2,        /* null is the same as absent */
  FIELD_REQUIRED_INSIDE = 4, /* if the object lacks, each required field in it is missing */
} FieldFlags;

typedef struct Shape Shape;
typedef void FieldReader (CaseReader *reader, const Place *place, json_t *value, void *target);
/* The value as it is written into a case; NULL: absent. */
typedef json_t *FieldWriter (Arena *arena, const void *target);

typedef struct {
  const char *key;
  FieldKind kind;
  guint flags;
  gsize offset; /* in the struct of the shape */
  const Shape *shape;
  FieldReader *read; /* FIELD_SPECIAL; NULL: read elsewhere */
  FieldWriter *write;
  gint64 min, max;
} Field;

struct Shape {
  const Field *fields;
  gsize count, size;
  gsize given;                  /* 1 + offset of a bool that says the object stands in the case; 0: none */
  void (*prepare) (void *item); /* sets what is not zero when absent; may be NULL */
};

/* Fills `target` by its shape; whatever does not fit is a finding and stays absent. */
void case_read_object (CaseReader *reader, const Place *place, json_t *value, const Shape *shape,
                       void *target);
/* The opposite: an object with what is not absent, in the shape's order (case_write.c).  Caller unrefs. */
json_t *case_write_object (Arena *arena, const Shape *shape, const void *target);
/* One text of the case: a copy in NFC; NULL and a finding if it is none, is blank while `needed`, or holds
 * control characters. */
const char *case_read_text (CaseReader *reader, const Place *place, json_t *value, bool needed);

/* The root of case.json, onto a Round (case_fields.c). */
extern const Shape case_root_shape;
/* An override of the scheme: not reached from the root by shapes, its keys are indicators. */
extern const Shape case_override_shape;

/* ---- files (case_files.c) ---- */

typedef enum { PATH_FOUND, PATH_ESCAPES, PATH_MISSING, PATH_UNFIT, PATH_DENIED } PathState;

/* What a path of the case leads to; opens nothing.  `*ret_path` (arena) only when found. */
PathState case_find_file (CaseReader *reader, const char *path, const char **ret_path);
/* Fills Evidence::file_paths and reports what is missing or escapes. */
void case_check_evidence_files (CaseReader *reader);

/* ---- people (case_people.c) ---- */

/* Reads both tables into round->people; reports what is wrong in them. */
void case_read_people (CaseReader *reader);

/* Files of CASE/wording/ that no paper of the scheme is called like. */
void case_check_wordings (CaseReader *reader);

/* ---- order of findings (case_order.c) ---- */

/* Sorts by the position in the file of each pointer's longest existing prefix; those in
 * tables after, staff before results, by row; otherwise as they came. */
void case_order_findings (Findings *findings, json_t *root, const char *staff_file, const char *results_file);
