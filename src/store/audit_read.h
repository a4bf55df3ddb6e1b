/* audit_read.h - the chain of events for people to read. */
#pragma once
#include "store/db.h"

typedef struct {
  gint64 below;       /* sequence number; 0: from the newest on */
  gint64 from, until; /* instants, `until` left out; 0: open */
  const char *kinds;  /* of records, a blank around each (" person account "); "": all */
  const char *actions;
  const char *search; /* as typed: who did it or whom it is about; NULL: all */
  gint64 person_id;   /* what this person did and what is about them; 0: all */
  guint count;
} AuditFilter;

typedef struct {
  gint64 seq, at, object_id;
  const char *login, *who; /* "" where there is none: the program itself */
  const char *address;     /* NULL: none */
  const char *action, *kind;
  const char *before, *after; /* JSON; NULL: none, or erased by law */
} AuditEvent;

typedef struct {
  AuditEvent *items;
  gsize count;
} AuditEvents;

/* Newest first.  Texts are in the arena. */
bool audit_read (Transaction *transaction, Arena *arena, const AuditFilter *filter, AuditEvents *ret,
                 GError **error);

/* The history of one record, newest first, 200 events at most. */
bool audit_history (Transaction *transaction, Arena *arena, const char *kind, gint64 id, AuditEvents *ret,
                    GError **error);

/* The name of a person, or of an account's person (its log-in where it has none); NULL: nobody. */
bool audit_person_name (Transaction *transaction, Arena *arena, gint64 id, const char **ret, GError **error);
bool audit_account_name (Transaction *transaction, Arena *arena, gint64 id, const char **ret, GError **error);
