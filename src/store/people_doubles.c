/* people_doubles.c - who may stand in the list twice; see people.h. */
#include "base/text.h"
#include "store/people.h"
#include <string.h>

#define PHONE_DIGITS 8 /* fewer are an extension that several share */

typedef struct {
  PersonEntry entry;
  const char *name, *email, *phone; /* as they are compared */
} Known;

typedef struct {
  Known *items;
  gsize count;
} KnownList;

/* "+84 912 345 678" and "0912.345.678" are one number; "" if too short for one. */
static const char *
phone_key (Arena *arena, const char *phone)
{
  g_autoptr (GString) digits = g_string_new (NULL);
  for (const char *p = phone; *p != '\0'; p++)
    if (g_ascii_isdigit (*p))
      g_string_append_c (digits, *p);
  const char *own = digits->str;
  if (phone[0] == '+' && g_str_has_prefix (own, "84"))
    own += 2;
  while (*own == '0')
    own++;
  return strlen (own) >= PHONE_DIGITS ? arena_strdup (arena, own) : "";
}

static bool
load (Transaction *transaction, Arena *arena, KnownList *ret, GError **error)
{
  g_autoptr (Rows) rows = db_rows (transaction, QUERY_person_doubles, error);
  GError *local = NULL;
  if (rows == NULL)
    return false;
  while (rows_next (rows, &local)) {
    Known *known = &ARENA_PUSH (arena, ret->items, ret->count);
    *known = (Known){ .entry = { .id = rows_int (rows, 0), .version = rows_int (rows, 10) } };
    for (int field = 0; field < PERSON_FIELD_COUNT; field++) {
      const char *text = rows_text_dup (rows, 1 + field, arena);
      known->entry.fields[field] = text != NULL ? text : "";
    }
    known->name = text_fold (arena, known->entry.fields[PERSON_FIELD_NAME]);
    known->email = text_fold (arena, known->entry.fields[PERSON_FIELD_EMAIL]);
    known->phone = phone_key (arena, known->entry.fields[PERSON_FIELD_PHONE]);
  }
  if (local != NULL)
    g_propagate_error (error, local);
  return local == NULL;
}

static bool
same (const char *a, const char *b)
{
  return a[0] != '\0' && strcmp (a, b) == 0;
}

static bool
compare (const Known *a, const Known *b, PersonDouble *ret)
{
  const char *a_birth = a->entry.fields[PERSON_FIELD_BIRTH], *b_birth = b->entry.fields[PERSON_FIELD_BIRTH];
  *ret = (PersonDouble){ a->entry,
                         b->entry,
                         same (a->name, b->name),
                         same (a_birth, b_birth),
                         same (a->email, b->email),
                         same (a->phone, b->phone) };
  bool born_apart = a_birth[0] != '\0' && b_birth[0] != '\0' && !ret->same_birth;
  return ret->same_email || ret->same_phone || (ret->same_name && !born_apart);
}

/* Whoever shares a key with somebody before: key → index + 1 of the last one, chained by `before`. */
typedef struct {
  GHashTable *last;
  guint *before;
} Index;

static void
find_with (Arena *arena, const KnownList *people, guint at, Index *index, const char *key, PersonDoubles *ret)
{
  if (key[0] == '\0')
    return;
  guint other = GPOINTER_TO_UINT (g_hash_table_lookup (index->last, key)), looked = 0;
  index->before[at] = other;
  g_hash_table_insert (index->last, (char *)key, GUINT_TO_POINTER (at + 1));
  for (; other != 0 && looked < 20 && ret->count < PEOPLE_DOUBLES_MAX; other = index->before[other - 1]) {
    PersonDouble found;
    bool told = false;
    looked++;
    for (gsize i = ret->count; i > 0 && !told && ret->items[i - 1].b.id == people->items[at].entry.id; i--)
      told = ret->items[i - 1].a.id == people->items[other - 1].entry.id;
    if (!told && compare (&people->items[other - 1], &people->items[at], &found))
      ARENA_PUSH (arena, ret->items, ret->count) = found;
  }
}

bool
people_doubles (Transaction *transaction, Arena *arena, PersonDoubles *ret, GError **error)
{
  KnownList people = { 0 };
  PersonDoubles doubles = { 0 };
  if (!load (transaction, arena, &people, error))
    return false;
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal),
                         emails = g_hash_table_new (g_str_hash, g_str_equal),
                         phones = g_hash_table_new (g_str_hash, g_str_equal);
  Index by[] = { { names, arena_array (arena, guint, people.count) },
                 { emails, arena_array (arena, guint, people.count) },
                 { phones, arena_array (arena, guint, people.count) } };
  for (guint at = 0; at < people.count; at++) {
    const char *const keys[] = { people.items[at].name, people.items[at].email, people.items[at].phone };
    for (gsize i = 0; i < G_N_ELEMENTS (by); i++)
      find_with (arena, &people, at, &by[i], keys[i], &doubles);
  }
  *ret = doubles;
  return true;
}
