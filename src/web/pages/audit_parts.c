/* audit_parts.c - see audit_parts.h. */
#include "web/pages/audit_parts.h"
#include "base/date.h"
#include "base/json.h"
#include "model/log_group.h"
#include "model/term.h"
#include "web/payload.h"
#include "web/shown.h"
#include <string.h>

#define SHOWN_LETTERS 240 /* of a long text; the whole stands in the record */

EventReader *
event_reader_new (Request *request, Transaction *transaction)
{
  EventReader *reader = g_new0 (EventReader, 1);
  *reader = (EventReader){ request, transaction, g_hash_table_new (g_int64_hash, g_int64_equal),
                           g_hash_table_new (g_int64_hash, g_int64_equal), "" };
  return reader;
}

void
event_reader_free (EventReader *reader)
{
  g_hash_table_unref (reader->people);
  g_hash_table_unref (reader->accounts);
  g_free (reader);
}

/* An event with its payloads read. */
typedef struct {
  const AuditEvent *event;
  json_t *old, *now;  /* NULL: none */
  bool whole;         /* it sets a content as a whole */
  const char *object; /* whom it is about; NULL: nobody */
} Told;

/* A list by its items' names; a flag as "có". */
static const char *
member_text (Arena *arena, const char *kind, const json_t *object, const char *name)
{
  const json_t *value = json_object_get (object, name);
  const char *words = "";
  if (json_is_boolean (value))
    return json_is_true (value) ? "có" : "";
  for (gsize i = 0; i < json_array_size (value); i++) {
    const char *item = json_string_value (json_array_get (value, i));
    if (item != NULL)
      words = arena_concat (arena, words, words[0] != '\0' ? "; " : "",
                            term_value (arena, kind, name, arena_strdup (arena, item)), NULL);
  }
  return json_is_string (value) ? arena_strdup (arena, json_string_value (value)) : words;
}

/* What the payload says a field is, or was. */
static const char *
told_text (Arena *arena, const Told *told, const char *field)
{
  return member_text (arena, told->event->kind, told->now != NULL ? told->now : told->old, field);
}

/* ---- names for numbers ---- */

static bool
look_up (EventReader *reader, GHashTable *known, gint64 id, const char **ret, GError **error)
{
  Arena *arena = request_arena (reader->request);
  gpointer found = NULL;
  if (!g_hash_table_lookup_extended (known, &id, NULL, &found)) {
    const char *name = NULL;
    bool person = known == reader->people;
    if (!(person ? audit_person_name (reader->transaction, arena, id, &name, error)
                 : audit_account_name (reader->transaction, arena, id, &name, error)))
      return false;
    gint64 *key = arena_new0 (arena, gint64);
    *key = id;
    found = (gpointer)name;
    g_hash_table_insert (known, key, found);
  }
  *ret = found;
  return true;
}

/* Which names a field's number stands for; NULL: it is no number of somebody. */
static GHashTable *
names_of (const EventReader *reader, const char *field)
{
  static const char *const people[]
      = { "person",    "person_id",    "merged_into", "head_id",    "union_chair_id",
          "signer_id", "confirmed_by", "owner_id",    "entered_by", NULL };
  static const char *const accounts[] = { "account", "deputy_for", NULL };
  return g_strv_contains (people, field)     ? reader->people
         : g_strv_contains (accounts, field) ? reader->accounts
                                             : NULL;
}

/* ---- what changed ---- */

/* Of use to `dvht fsck` only, or to the program itself; a person reads nothing in it. */
static bool
is_for_program (const char *name)
{
  static const char *const names[]
      = { "uuid",     "password", "totp",          "fingerprint",   "first",  "last",
          "round_id", "salt",     "original_docx", "original_page", "blanks", NULL };
  return g_strv_contains (names, name);
}

static const char *
clipped (Arena *arena, const char *text)
{
  if (g_utf8_strlen (text, -1) <= SHOWN_LETTERS)
    return text;
  const char *end = g_utf8_offset_to_pointer (text, SHOWN_LETTERS);
  return arena_concat (arena, arena_strndup (arena, text, (gsize)(end - text)), "…", NULL);
}

/* The texts of a list or object, as far as they are told: what it says, without the names it is said by. */
static void
add_json_words (Arena *arena, const json_t *value, GString *out)
{
  const char *name = NULL;
  json_t *member = NULL;
  gsize index = 0;
  if (json_is_string (value) && json_string_length (value) > 0)
    g_string_append_printf (out, "%s%s", out->len > 0 ? ", " : "",
                            term_value (arena, "", "", arena_strdup (arena, json_string_value (value))));
  else if (json_is_number (value))
    g_string_append_printf (out, "%s%g", out->len > 0 ? ", " : "", json_number_value (value));
  json_array_foreach (value, index, member) add_json_words (arena, member, out);
  json_object_foreach ((json_t *)value, name,
                       member) if (strcmp (name, "for") != 0) /* names of documents, for the program */
      add_json_words (arena, member, out);
}

/* Lists that are only read as a whole are kept as JSON. */
static const char *
plain_words (Arena *arena, const char *text)
{
  json_auto_t *value = text[0] == '{' || text[0] == '[' ? json_loads (text, 0, NULL) : NULL;
  if (value == NULL)
    return clipped (arena, text);
  g_autoptr (GString) words = g_string_new (NULL);
  add_json_words (arena, value, words);
  return clipped (arena, arena_strndup (arena, words->str, words->len));
}

static bool
value_words (EventReader *reader, const char *kind, const char *field, const char *value, const char **ret,
             GError **error)
{
  Arena *arena = request_arena (reader->request);
  GHashTable *names = names_of (reader, field);
  const char *name = NULL;
  if (names != NULL && value[0] != '\0') {
    if (!look_up (reader, names, g_ascii_strtoll (value, NULL, 10), &name, error))
      return false;
    *ret = name != NULL ? name : arena_concat (arena, "số ", value, NULL);
    return true;
  }
  if (strcmp (field, "scheme") == 0 && value[0] != '\0') {
    const Scheme *scheme = request_scheme (reader->request, value, NULL);
    *ret = scheme != NULL ? scheme->name : value;
    return true;
  }
  bool instant = strcmp (field, "at") == 0 || g_str_has_suffix (field, "_at");
  *ret = instant && value[0] != '\0' ? shown_instant (arena, g_ascii_strtoll (value, NULL, 10))
                                     : plain_words (arena, term_value (arena, kind, field, value));
  return true;
}

/* A field that differs, as an item of the list and as words of the text; whom it is about is told already. */
static bool
add_change (EventReader *reader, const Told *told, const char *name, Value *list, GString *text,
            GError **error)
{
  Arena *arena = request_arena (reader->request);
  const char *kind = told->event->kind, *field = arena_strdup (arena, name), *before = NULL, *after = NULL;
  const char *was = member_text (arena, kind, told->old, name),
             *is = member_text (arena, kind, told->now, name);
  if (strcmp (was, is) == 0 || is_for_program (name))
    return true;
  if (!value_words (reader, kind, field, was, &before, error)
      || !value_words (reader, kind, field, is, &after, error))
    return false;
  if (names_of (reader, field) != NULL && g_strcmp0 (told->object, after[0] != '\0' ? after : before) == 0)
    return true;
  if (told->now == NULL) { /* what was taken away, as it was */
    after = before;
    before = "";
  }
  Value *item = value_object (arena);
  const char *heading = term_field (kind, field);
  value_set_text (item, "field", heading);
  value_set_text (item, "before", before);
  value_set_text (item, "after", after);
  value_append (list, item);
  g_string_append_printf (text, "%s%s: %s%s%s", text->len > 0 ? "; " : "", heading, before,
                          before[0] != '\0' ? " → " : "", after[0] != '\0' ? after : "(bỏ trống)");
  return true;
}

static bool
add_changes (EventReader *reader, const Told *told, Value *value, GError **error)
{
  Arena *arena = request_arena (reader->request);
  Value *list = value_list (arena);
  g_autoptr (GString) text = g_string_new (NULL);
  const char *name = NULL;
  json_t *any = NULL;
  bool log_in = strcmp (log_act_of (told->event->action), "vao") == 0; /* its payload is for the verifier */
  json_auto_t *names = json_copy (told->now != NULL ? told->now : told->old);
  if (told->whole && told->old != NULL) /* a content is set whole: what it leaves out is told too */
    json_object_update_missing (names, told->old);
  json_object_foreach (log_in ? NULL : names, name,
                       any) if (!add_change (reader, told, name, list, text, error)) return false;
  value_set (value, "changes", list);
  value_set_bool (value, "any_change", value_length (list) > 0);
  value_set_text (value, "changed", arena_strndup (arena, text->str, text->len));
  return true;
}

/* ---- whom it is about ---- */

/* The number of the record itself if it is of that kind, else what its payload has in a field; 0: none. */
static gint64
number_of (Arena *arena, const Told *told, const char *kind, const char *field)
{
  return strcmp (told->event->kind, kind) == 0 ? told->event->object_id
                                               : g_ascii_strtoll (told_text (arena, told, field), NULL, 10);
}

static bool
add_object (EventReader *reader, Told *told, Value *value, GError **error)
{
  Arena *arena = request_arena (reader->request);
  Request *request = reader->request;
  gint64 account = number_of (arena, told, "account", "account"),
         person = number_of (arena, told, "person", "person_id"),
         import = number_of (arena, told, "import", "import");
  const char *path = NULL;
  if (account != 0) {
    if (!look_up (reader, reader->accounts, account, &told->object, error))
      return false;
    path = request_may (request, PERMISSION_ACCOUNTS) ? "/tai-khoan/" : NULL;
  } else if (person != 0) {
    if (!look_up (reader, reader->people, person, &told->object, error))
      return false;
    path = told->object != NULL && request_may (request, PERMISSION_PEOPLE_READ) ? "/nguoi/" : NULL;
    if (told->object == NULL) /* taken out since */
      told->object = told_text (arena, told, "name");
  } else if (import != 0) {
    told->object = told_text (arena, told, "file");
    path = request_may (request, PERMISSION_PEOPLE_WRITE) ? "/nguoi/nhap/" : NULL;
  }
  gint64 id = account != 0 ? account : person != 0 ? person : import;
  value_set_text (value, "object", told->object);
  value_set_text (value, "object_path",
                  path != NULL ? arena_printf (arena, "%s%" G_GINT64_FORMAT, path, id) : NULL);
  return true;
}

/* ---- when ---- */

/* "Hôm nay, 26/11/2026", "Thứ tư, 25/11/2026". */
static const char *
day_words (EventReader *reader, CivilDate day)
{
  static const char *const names[]
      = { "Thứ năm", "Thứ sáu", "Thứ bảy", "Chủ nhật", "Thứ hai", "Thứ ba", "Thứ tư" }; /* 1970-01-01 on */
  Arena *arena = request_arena (reader->request);
  gint32 number = date_day_number (day),
         ago = date_day_number (date_at_instant (request_now (reader->request))) - number;
  const char *name = ago == 0 ? "Hôm nay" : ago == 1 ? "Hôm qua" : names[((number % 7) + 7) % 7];
  return arena_concat (arena, name, ", ", date_short (arena, day), NULL);
}

static void
add_time (EventReader *reader, gint64 at, Value *value)
{
  Arena *arena = request_arena (reader->request);
  CivilDate date = date_at_instant (at);
  const char *day = date_iso (arena, date), *instant = shown_instant (arena, at);
  value_set_text (value, "at", instant);
  value_set_text (value, "time", arena_strndup (arena, instant, strcspn (instant, " ")));
  value_set_text (value, "day", strcmp (day, reader->last_day) != 0 ? day_words (reader, date) : NULL);
  reader->last_day = day;
}

Value *
event_value (EventReader *reader, const AuditEvent *event, GError **error)
{
  Value *value = value_object (request_arena (reader->request));
  bool whole = false;
  json_auto_t *old = payload_load (event->before, NULL), *now = payload_load (event->after, &whole);
  Told told = { .event = event, .old = old, .now = now, .whole = whole };
  const char *who = event->who[0] != '\0'     ? event->who
                    : event->login[0] != '\0' ? event->login
                                              : "Chương trình";
  value_set_int (value, "seq", event->seq);
  add_time (reader, event->at, value);
  value_set_text (value, "who", who);
  value_set_text (value, "address", event->address);
  value_set_text (value, "action", term_action (event->action));
  value_set_text (value, "kind", event->kind);
  value_set_int (value, "object_id", event->object_id);
  if (!add_object (reader, &told, value, error) || !add_changes (reader, &told, value, error))
    return NULL;
  if (g_strcmp0 (told.object, who) == 0) /* "… đăng nhập": nobody else is meant */
    value_set_text (value, "object", NULL);
  return value;
}
