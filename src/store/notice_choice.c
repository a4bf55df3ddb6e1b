/* notice_choice.c - how a person wants to be told, the secret of their calendar, and saying no more mails;
 * see message.h. */
#include "base/json.h"
#include "base/text.h"
#include "store/account_parts.h"
#include "store/audit.h"
#include "store/message.h"
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <string.h>

#define KEY_SETTING "unsubscribe_key" /* hexadecimal */
#define KEY_SIZE 32
#define SEAL_SIZE 20 /* bytes of the HMAC that a link carries */

const char *const mail_choice_names[] = { [MAIL_DAILY] = "daily",
                                          [MAIL_EACH] = "each",
                                          [MAIL_WEEKLY] = "weekly",
                                          [MAIL_NONE] = "none",
                                          [MAIL_CHOICE_COUNT] = NULL };

static void
read_kinds (const char *text, NoticeChoice *choice)
{
  json_auto_t *list = text != NULL ? json_loads (text, 0, NULL) : NULL;
  for (gsize i = 0; i < json_array_size (list); i++) {
    const char *name = json_string_value (json_array_get (list, i));
    MessageKind kind;
    if (name != NULL && message_kind_from_name (name, &kind))
      choice->off[kind] = true;
  }
}

bool
notice_choice_load (Transaction *transaction, Arena *arena, gint64 account_id, NoticeChoice *ret,
                    GError **error)
{
  NoticeChoice choice = { 0 };
  bool found = false;
  g_autoptr (Rows) rows = db_rows (transaction, QUERY_notice_choice_get, error, DB_INT (account_id));
  if (!first_row (rows, &found, error))
    return false;
  if (found) {
    for (MailChoice mail = 0; mail < MAIL_CHOICE_COUNT; mail++)
      if (strcmp (mail_choice_names[mail], rows_text (rows, 0)) == 0)
        choice.mail = mail;
    read_kinds (rows_text (rows, 1), &choice);
    choice.calendar = rows_int (rows, 2) == 1;
    choice.calendar_hash = rows_text_dup (rows, 3, arena);
  }
  *ret = choice;
  return true;
}

static char *
kinds_json (const NoticeChoice *choice)
{
  json_auto_t *list = json_array ();
  for (MessageKind kind = 0; kind < MESSAGE_KIND_COUNT; kind++)
    if (choice->off[kind])
      json_array_append_new (list, json_string (message_kind_info (kind)->name));
  return json_dumps (list, JSON_COMPACT);
}

bool
notice_choice_save (Transaction *transaction, gint64 account_id, const NoticeChoice *choice, GError **error)
{
  g_autofree char *kinds = kinds_json (choice);
  return db_run (transaction, QUERY_notice_choice_put, NULL, error, DB_INT (account_id),
                 DB_TEXT (mail_choice_names[choice->mail]), DB_TEXT (kinds), DB_INT (choice->calendar),
                 DB_TEXT (choice->calendar_hash))
         && audit_append (transaction, "account.notices", "account", account_id, NULL, NULL, error);
}

/* ---- the calendar ---- */

bool
calendar_open (Transaction *transaction, Arena *arena, gint64 account_id, const char **ret_secret,
               GError **error)
{
  NoticeChoice choice;
  guint8 hash[TOKEN_HASH_SIZE];
  char hex[2 * TOKEN_HASH_SIZE + 1];
  if (!notice_choice_load (transaction, arena, account_id, &choice, error))
    return false;
  const char *secret = token_make (arena, hash);
  text_hex (hash, TOKEN_HASH_SIZE, hex);
  choice.calendar = true;
  choice.calendar_hash = hex;
  *ret_secret = secret;
  return notice_choice_save (transaction, account_id, &choice, error);
}

bool
calendar_close (Transaction *transaction, Arena *arena, gint64 account_id, GError **error)
{
  NoticeChoice choice;
  if (!notice_choice_load (transaction, arena, account_id, &choice, error))
    return false;
  choice.calendar = false;
  choice.calendar_hash = NULL;
  return notice_choice_save (transaction, account_id, &choice, error);
}

bool
calendar_find (Transaction *transaction, const char *secret, gint64 *ret_unit_id, gint64 *ret_person_id,
               bool *ret_found, GError **error)
{
  guint8 hash[TOKEN_HASH_SIZE];
  char hex[2 * TOKEN_HASH_SIZE + 1];
  *ret_found = false;
  if (!token_hash (secret, strlen (secret), hash))
    return true;
  text_hex (hash, TOKEN_HASH_SIZE, hex);
  g_autoptr (Rows) rows = db_rows (transaction, QUERY_calendar_find, error, DB_TEXT (hex));
  if (!first_row (rows, ret_found, error))
    return false;
  if (*ret_found) {
    *ret_unit_id = rows_int (rows, 0);
    *ret_person_id = rows_int (rows, 1);
  }
  return true;
}

/* ---- no more mails ---- */

/* NULL in `*ret` if there is none yet. */
static bool
read_key (Transaction *transaction, Arena *arena, const char **ret, GError **error)
{
  bool found = false;
  g_autoptr (Rows) rows = db_rows (transaction, QUERY_setting_get, error, DB_TEXT (KEY_SETTING));
  if (!first_row (rows, &found, error))
    return false;
  *ret = found ? rows_text_dup (rows, 0, arena) : NULL;
  return true;
}

static bool
key_for_writing (Transaction *transaction, Arena *arena, const char **ret, GError **error)
{
  guint8 bytes[KEY_SIZE];
  if (!read_key (transaction, arena, ret, error))
    return false;
  if (*ret != NULL)
    return true;
  char *hex = arena_alloc (arena, 2 * KEY_SIZE + 1);
  token_random (bytes, KEY_SIZE);
  text_hex (bytes, KEY_SIZE, hex);
  *ret = hex;
  return db_run (transaction, QUERY_setting_put, NULL, error, DB_TEXT (KEY_SETTING), DB_TEXT (hex));
}

/* "unit-account-seal" */
static void
seal (const char *key, gint64 unit_id, gint64 account_id, char *out, gsize size)
{
  guint8 mac[EVP_MAX_MD_SIZE];
  char hex[2 * SEAL_SIZE + 1], words[80];
  g_snprintf (words, sizeof words, "unsubscribe %" G_GINT64_FORMAT " %" G_GINT64_FORMAT, unit_id, account_id);
  if (HMAC (EVP_sha256 (), key, (int)strlen (key), (const guint8 *)words, strlen (words), mac, NULL) == NULL)
    g_error ("libcrypto offers no HMAC-SHA-256");
  text_hex (mac, SEAL_SIZE, hex);
  g_snprintf (out, size, "%" G_GINT64_FORMAT "-%" G_GINT64_FORMAT "-%s", unit_id, account_id, hex);
}

#define SEALED_MAX 100

bool
unsubscribe_make (Transaction *transaction, Arena *arena, gint64 account_id, const char **ret, GError **error)
{
  const char *key = NULL;
  char sealed[SEALED_MAX];
  if (!key_for_writing (transaction, arena, &key, error))
    return false;
  seal (key, transaction_scope (transaction)->unit_id, account_id, sealed, sizeof sealed);
  *ret = arena_strdup (arena, sealed);
  return true;
}

static bool
same_text (const char *a, const char *b)
{
  gsize length = strlen (a);
  guint8 difference = strlen (b) != length;
  for (gsize i = 0; difference == 0 && i < length; i++)
    difference |= (guint8)(a[i] ^ b[i]);
  return difference == 0;
}

bool
unsubscribe_find (Transaction *transaction, const char *text, gint64 *ret_unit_id, gint64 *ret_account_id,
                  bool *ret_found, GError **error)
{
  g_autoptr (Arena) arena = arena_new (1 << 16);
  g_auto (GStrv) parts = g_strsplit (text, "-", 4);
  char sealed[SEALED_MAX];
  const char *key = NULL;
  *ret_found = false;
  if (g_strv_length (parts) != 3)
    return true;
  if (!read_key (transaction, arena, &key, error))
    return false;
  gint64 unit = g_ascii_strtoll (parts[0], NULL, 10), account = g_ascii_strtoll (parts[1], NULL, 10);
  if (key == NULL)
    return true;
  seal (key, unit, account, sealed, sizeof sealed);
  if (!same_text (sealed, text))
    return true;
  *ret_unit_id = unit;
  *ret_account_id = account;
  *ret_found = true;
  return true;
}
