/* account.h - accounts, their roles, their secrets and the waits after failures, as the store keeps them.
 *
 * Everything a write changes here appends its own audit event, but for what is not a change of the
 * school's affairs: sessions seen again, failures counted.  Texts are copied to the arena. */
#pragma once
#include "base/token.h"
#include "model/permission.h"
#include "model/throttle.h"
#include "store/db.h"

#define TOTP_SECRET_BYTES 20

typedef struct {
  gint64 unit_id, id, person_id; /* person_id 0: none */
  const char *login, *name;      /* the person's name, else the log-in */
  const char *password_hash;     /* NULL: none chosen yet */
  bool has_totp, locked;
  guint8 totp_secret[TOTP_SECRET_BYTES];
  gint64 totp_last;
} Account;

/* `*ret_found` says whether there is one. */
bool account_find_login (Transaction *transaction, Arena *arena, const char *login, Account *ret,
                         bool *ret_found, GError **error);
bool account_find (Transaction *transaction, Arena *arena, gint64 id, Account *ret, bool *ret_found,
                   GError **error);

typedef struct {
  gint64 id, person_id;                             /* id 0: no account yet */
  const char *login, *name, *position, *department; /* NULL where blank */
  bool locked, has_password, has_totp;
} ListedAccount;

typedef struct {
  ListedAccount *items;
  gsize count;
} ListedAccounts;

/* All accounts of the unit in the order of names; people at work who have none.  At most 5,000. */
bool account_list (Transaction *transaction, Arena *arena, ListedAccounts *ret, GError **error);
bool account_list_missing (Transaction *transaction, Arena *arena, ListedAccounts *ret, GError **error);

/* A new account without a password for a person (0: for none).  The log-in is made from the
 * unit's code and the name; in the arena. */
bool account_create (Transaction *transaction, Arena *arena, gint64 person_id, const char *unit_code,
                     const char *name, gint64 *ret_id, const char **ret_login, GError **error);

/* The e-mail address of the account's person, in the arena; NULL: there is none. */
bool account_email (Transaction *transaction, Arena *arena, gint64 id, const char **ret, GError **error);

/* `hash` NULL: takes the password away.  Sessions, resets and slips that were open end, but for the
 * session `but` (0: none). */
bool account_set_password (Transaction *transaction, gint64 id, const char *hash, gint64 but, GError **error);
/* The same password hashed anew; nothing ends. */
bool account_refresh_hash (Transaction *transaction, gint64 id, const char *hash, GError **error);
/* `secret` NULL: off, with its recovery codes; `step`: the one just used to prove it. */
bool account_set_totp (Transaction *transaction, gint64 id, const guint8 *secret, gint64 step,
                       GError **error);
/* `*ret_fresh` is false if that step or a later one was used already. */
bool account_use_totp (Transaction *transaction, gint64 id, gint64 step, bool *ret_fresh, GError **error);
/* Locking ends all sessions and tokens.  The last administrator cannot be locked. */
bool account_set_locked (Transaction *transaction, gint64 id, bool locked, const char *today, GError **error);

/* All accounts of one person become another's: an event each. */
bool account_move (Transaction *transaction, gint64 person_id, gint64 to_person_id, GError **error);

/* ---- roles ---- */

typedef struct {
  gint64 id, account_id, deputy_for; /* deputy_for 0: the account's own */
  Role role;
  const char *valid_from, *valid_to; /* "2025-01-15", both included; NULL: open */
} RoleGrant;

typedef struct {
  RoleGrant *items;
  gsize count;
} RoleGrants;

/* Grants of one account; of the unit, those that are not over. */
bool role_grants_of (Transaction *transaction, Arena *arena, gint64 account_id, RoleGrants *ret,
                     GError **error);
bool role_grants_current (Transaction *transaction, Arena *arena, const char *today, RoleGrants *ret,
                          GError **error);
/* Refused: dates that end before they begin, an equal grant that is there already, a role lent that its
 * owner does not hold, a deputy without an end. */
bool role_grant_add (Transaction *transaction, const RoleGrant *grant, gint64 *ret_id, GError **error);
/* Refused: the last administrator's. `owner`: only if it is lent by this account (0: any).  `*ret_found`. */
bool role_grant_remove (Transaction *transaction, gint64 id, gint64 owner, const char *today, bool *ret_found,
                        GError **error);

/* ---- secrets ---- */

typedef enum {
  SECRET_SESSION,
  SECRET_LOGIN, /* password right, one-time code still to come */
  SECRET_SLIP,
  SECRET_RESET,
  SECRET_MAIL, /* a reset that went by mail */
  SECRET_RECOVERY,
  SECRET_TOKEN,
  SECRET_KIND_COUNT
} SecretKind;

typedef struct {
  gint64 unit_id, id, account_id, person_id;
  SecretKind kind;
  const char *scope; /* of tokens: names of permissions, blanks between; else "" */
  guint8 csrf[TOKEN_HASH_SIZE];
  bool has_csrf;
  gint64 created_at, used_at, expires_at; /* 0: never */
  const char *login, *name, *label, *address;
  PermissionSet permissions; /* from here on: of secret_find */
  const char *unit_name;
  int year;      /* of the newest round, 0: none yet */
  gint64 events; /* of the unit so far */
  gint64 unread; /* messages */
} Secret;

typedef struct {
  Secret *items;
  gsize count;
} Secrets;

/* A secret that has neither ended nor run out, of an account that is not locked; with what that account may
 * do on a civil day - by its roles and those it stands in for while their owner has them, PERSONAL in any
 * case - and what each page tells of the unit. */
bool secret_find (Transaction *transaction, Arena *arena, const guint8 hash[TOKEN_HASH_SIZE], gint64 now,
                  const char *today, Secret *ret, bool *ret_found, GError **error);
/* From `secret`: account_id, kind, scope, csrf, expires_at, label, address. */
bool secret_add (Transaction *transaction, const guint8 hash[TOKEN_HASH_SIZE], const Secret *secret,
                 gint64 *ret_id, GError **error);
bool secret_touch (Transaction *transaction, const guint8 hash[TOKEN_HASH_SIZE], gint64 expires_at,
                   GError **error);
bool secret_end (Transaction *transaction, gint64 account_id, gint64 id, bool *ret_found, GError **error);
bool secret_end_kind (Transaction *transaction, gint64 account_id, SecretKind kind, gint64 but,
                      GError **error);
bool secret_list (Transaction *transaction, Arena *arena, gint64 account_id, SecretKind kind, gint64 now,
                  Secrets *ret, GError **error);
bool secret_count (Transaction *transaction, gint64 account_id, SecretKind kind, gint64 now, gint64 *ret,
                   GError **error);

/* A new code that lets the account choose a password (SECRET_SLIP, SECRET_RESET, SECRET_MAIL), in the arena;
 * those given before end.  But one that goes by mail ends none, for anybody can ask for it: or slips could be
 * made useless from outside.  An event. */
bool account_issue_code (Transaction *transaction, Arena *arena, gint64 id, SecretKind kind,
                         gint64 expires_at, const char **ret_code, GError **error);
/* The same with codes made beforehand, of one account or of several. */
bool account_add_code (Transaction *transaction, gint64 id, SecretKind kind,
                       const guint8 hash[TOKEN_HASH_SIZE], gint64 expires_at, GError **error);
typedef struct {
  gint64 account_id;
  guint8 hash[TOKEN_HASH_SIZE];
} NewCode;
typedef struct {
  NewCode *items;
  gsize count;
  gint64 expires_at; /* of all */
} NewCodes;
bool account_add_codes (Transaction *transaction, const NewCodes *codes, SecretKind kind, GError **error);
/* A new personal token, in the arena; `scope`: names of permissions, blanks between.  An event. */
bool account_issue_token (Transaction *transaction, Arena *arena, gint64 id, const char *label,
                          const char *scope, gint64 expires_at, const char **ret_token, GError **error);

/* Forgets secrets that ended or ran out 90 days ago and failures of a week ago. */
bool secret_purge (Transaction *transaction, GError **error);

/* ---- waits: `name` is "account:LOGIN" or "address:ADDRESS" ---- */
bool throttle_read (Transaction *transaction, const char *name, Throttle *ret, GError **error);
bool throttle_count (Transaction *transaction, const ThrottlePolicy *policy, const char *name,
                     GError **error);
bool throttle_clear (Transaction *transaction, const char *name, GError **error);
