/* mustache_ops.h - the compiled form that mustache.c makes and mustache_render.c runs. */
#pragma once
#include "base/mustache.h"

#define MUSTACHE_NESTING 64 /* sections within one template; partials within each other */

typedef struct {
  const char *text; /* into the template's copy of its source */
  gsize length;
} Slice;

typedef enum {
  OP_TEXT,     /* prints `text` */
  OP_NAME,     /* prints a value, escaped */
  OP_RAW,      /* prints a value as it is */
  OP_SECTION,  /* the body follows, up to `end` */
  OP_INVERTED, /* likewise */
  OP_PARTIAL,
} OpKind;

typedef struct {
  OpKind kind;
  bool starts_line; /* stands at the very start of a line: where an indented partial puts its indent */
  guint line;       /* of the source, 1-based */
  Slice text;       /* text to print, or the whole name */
  guint first_step; /* OP_NAME … OP_INVERTED: the steps of a dotted name in Template::steps */
  guint step_count; /* 0 = the current item, {{.}} */
  guint end;        /* sections: index of the first operation behind the body */
  const char *name; /* OP_PARTIAL, ended by NUL */
  Slice indent;     /* OP_PARTIAL alone on its line: the blanks before it */
  bool alone;       /* OP_PARTIAL alone on its line */
} Op;

struct Template {
  char *name, *source;
  GArray *ops;   /* Op */
  GArray *steps; /* Slice */
  GStringChunk *names;
};
