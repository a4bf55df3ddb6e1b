/* mustache.h - the one template language (mustache/spec, required modules).
 *
 * A template is compiled once and rendered many times.  Data is read through a
 * View: a small value with a class of functions, so that a tree of values,
 * database rows or model structs can all be rendered without a copy. */
#pragma once
#include "arena.h"
#include "message.h"
#include <stdbool.h>

typedef struct View View;

typedef enum {
  VIEW_MISSING, /* the name is unknown: strict mode makes this an error */
  VIEW_FALSE,   /* null, false */
  VIEW_TRUE,    /* prints "true" */
  VIEW_TEXT,    /* UTF-8; "" is falsy in sections, "0" is not */
  VIEW_LIST,
  VIEW_OBJECT,
} ViewKind;

typedef struct {
  /* The member of an object, or a view of kind VIEW_MISSING. */
  View (*member) (const void *data, const char *name, gsize length);
  /* The i-th item of a list; false at the end. */
  bool (*item) (const void *data, gsize index, View *ret);
  /* The name of an object's i-th member, NULL at the end; NULL here: members cannot be told. */
  const char *(*name) (const void *data, gsize index);
} ViewClass;

struct View {
  ViewKind kind;
  bool raw;               /* VIEW_TEXT only: passes unescaped even in {{name}} (declared Markdown fields) */
  bool number;            /* VIEW_TEXT only: JSON tells it without quotes */
  const char *text;       /* VIEW_TEXT */
  const ViewClass *klass; /* VIEW_LIST, VIEW_OBJECT */
  const void *data;
};

typedef struct Template Template;

typedef void (*MustacheEscape) (GString *out, const char *text);
/* The escape of HTML text and attributes: & < > " '. */
void mustache_escape_html (GString *out, const char *text);

/* Finds a partial: its source in `*ret_source` (owned by the finder), false if unknown. */
typedef bool (*MustachePartial) (void *user, const char *name, const char **ret_source);

/* Finds a partial that is compiled already (owned by the finder), NULL if unknown. */
typedef const Template *(*MustacheLookup) (void *user, const char *name);

/* Compiles `source` (copied; any bytes, at most 16 MiB); `name` is for error
 * places ("name:line").  Errors: unclosed or mismatched sections, unclosed tags,
 * names with blanks or empty steps, nesting over 64.  Caller frees.  A template
 * is never changed afterwards: threads can render the same one at a time. */
Template *template_compile (const char *name, const char *source, gsize length, GError **error);
void template_free (Template *template);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Template, template_free)

typedef struct {
  MustacheEscape escape;   /* NULL: HTML */
  MustacheLookup lookup;   /* compiled partials, asked first; NULL: none */
  MustachePartial partial; /* partials as source, compiled once a rendering; NULL: none */
  void *partial_user;      /* handed to both */
  bool strict;             /* an unknown name or partial is an error with file, line and name; so is
                              printing a list or an object.  Lenient: all of them print nothing.  A step
                              below null ({{a.b}} where a is null) is null in both */
  gsize limit;             /* output bytes at most, 0 = 64 MiB: past it an error */
} MustacheOptions;

/* Renders onto `out`; on failure `out` is as before.  Partials nest at most 64
 * deep, partials and sections together 256, and 20 million operations (tags,
 * contexts searched) are done at most, for lists of lists of lists …; past any of
 * these it is an error. */
bool template_render (const Template *template, View root, const MustacheOptions *options, GString *out,
                      GError **error);

/* The same data as JSON: lists, objects whose class tells its names, texts, true, false and null. */
void view_write_json (View view, GString *out);

/* ---- a plain tree of values, in an arena; a name set twice keeps the last ---- */
typedef struct Value Value; /* object or list */

/* New, empty; they live in the arena. */
Value *value_object (Arena *arena);
Value *value_list (Arena *arena);
/* An object that also has the members of another one, its own names going first; the other
 * stays shared, and may not change any more. */
Value *value_extend (const Value *object);
void value_set_text (Value *object, const char *name,
                     const char *text); /* NULL text = null; pointers are kept */
void value_set_raw (Value *object, const char *name, const char *markdown); /* passes unescaped */
void value_set_bool (Value *object, const char *name, bool flag);
void value_set_int (Value *object, const char *name, gint64 number);
void value_set (Value *object, const char *name, Value *child);
void value_append (Value *list, Value *child);
void value_append_text (Value *list, const char *text);
void value_append_view (Value *list, View item);
void value_set_view (Value *object, const char *name, View member);
gsize value_length (const Value *list);
View value_view (const Value *value);
