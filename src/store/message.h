/* message.h - what people are told: their inbox, and how else they want to be told.
 *
 * A message is about a subject ("study_plan 12").  While it has not been read, another one of the same kind
 * and subject takes its place, so that an inbox holds each matter once.  Messages are read and forgotten: no
 * events. */
#pragma once
#include "base/token.h"
#include "store/db.h"

typedef enum {
#define KIND(id, name, title, words) MESSAGE_##id,
#include "store/message_kinds.def"
#undef KIND
  MESSAGE_KIND_COUNT
} MessageKind;

typedef struct {
  const char *name;  /* as stored */
  const char *title; /* Vietnamese, in lists */
  const char *words; /* Vietnamese, when it is told */
} MessageKindInfo;

/* What the table says of a kind. */
const MessageKindInfo *message_kind_info (MessageKind kind);
/* The kind by its stored name; false: it is none of this program's. */
bool message_kind_from_name (const char *name, MessageKind *ret);

typedef struct {
  gint64 account_id; /* who is told */
  MessageKind kind;
  const char *subject, *text; /* one sentence without its full stop, or (ENCOURAGEMENT) lines */
  const char *path;           /* where it is mended; NULL: nowhere */
  gint64 from_person_id;      /* 0: the program */
} NewMessage;

/* Tells it. */
bool message_put (Transaction *transaction, const NewMessage *message, GError **error);
/* Tells it unless the account was ever told of this subject; `*ret_told` (may be NULL): it was now. */
bool message_put_once (Transaction *transaction, const NewMessage *message, bool *ret_told, GError **error);
/* Was the account told of the subject? */
bool message_was_told (Transaction *transaction, const NewMessage *message, bool *ret, GError **error);

/* ---- the inbox ---- */

typedef struct {
  gint64 id, at, read_at; /* read_at 0: not yet */
  MessageKind kind;
  const char *text, *path, *from; /* NULL: no path; the program */
} ListedMessage;
typedef struct {
  ListedMessage *items;
  gsize count;
} ListedMessages;

/* So many from `start` on: those not read first, the newest first. */
bool message_list (Transaction *transaction, Arena *arena, gint64 account_id, guint start, guint count,
                   ListedMessages *ret, gint64 *ret_all, GError **error);
/* Where one of the account's leads; NULL: nowhere.  Error: MSG_DB_NOT_THERE. */
bool message_path (Transaction *transaction, Arena *arena, gint64 account_id, gint64 id,
                   const char **ret_path, GError **error);
/* Marks one of the account's as read.  Error: MSG_DB_NOT_THERE. */
bool message_read (Transaction *transaction, gint64 account_id, gint64 id, GError **error);
/* As if it had not been read.  Error: MSG_DB_NOT_THERE. */
bool message_keep (Transaction *transaction, gint64 account_id, gint64 id, GError **error);
bool message_read_all (Transaction *transaction, gint64 account_id, GError **error);

/* ---- how one wants to be told ---- */

typedef enum { MAIL_DAILY, MAIL_EACH, MAIL_WEEKLY, MAIL_NONE, MAIL_CHOICE_COUNT } MailChoice;
extern const char *const mail_choice_names[]; /* as stored; ends with NULL */

typedef struct {
  MailChoice mail;
  bool off[MESSAGE_KIND_COUNT]; /* not wanted by mail */
  bool calendar;                /* the feed is open */
  const char *calendar_hash;    /* of its secret, hexadecimal; NULL: never opened */
} NoticeChoice;

/* What the account chose, or what holds for whoever has not chosen: a mail a day. */
bool notice_choice_load (Transaction *transaction, Arena *arena, gint64 account_id, NoticeChoice *ret,
                         GError **error);
/* Chooses; an event of the account ("account.notices"). */
bool notice_choice_save (Transaction *transaction, gint64 account_id, const NoticeChoice *choice,
                         GError **error);

/* ---- the calendar's secret ---- */

/* Opens the account's feed under a new secret and ends the one before. */
bool calendar_open (Transaction *transaction, Arena *arena, gint64 account_id, const char **ret_secret,
                    GError **error);
bool calendar_close (Transaction *transaction, Arena *arena, gint64 account_id, GError **error);
/* Whose feed the secret opens; `*ret_found` is false for any other text. */
bool calendar_find (Transaction *transaction, const char *secret, gint64 *ret_unit_id, gint64 *ret_person_id,
                    bool *ret_found, GError **error);

/* ---- opting out without a log-in ---- */

/* What a mail's link carries so that its receiver, and nobody else, can say no more mails: signed with a key
 * of this installation, which is made when it is first wanted (for writes). */
bool unsubscribe_make (Transaction *transaction, Arena *arena, gint64 account_id, const char **ret,
                       GError **error);
/* Whose it is; `*ret_found` is false for what was not made here. */
bool unsubscribe_find (Transaction *transaction, const char *text, gint64 *ret_unit_id,
                       gint64 *ret_account_id, bool *ret_found, GError **error);
