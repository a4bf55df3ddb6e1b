/* evidence_name.c - see evidence_name.h. */
#include "model/evidence_name.h"
#include "base/text.h"
#include <string.h>

#define NAME_BYTES 200

typedef struct {
  const char *symbol, *kind;
  bool numbered; /* means that only beside a number: a CV is also a person's */
} Kind;

static const Kind kinds[] = {
  { "QĐ", "Quyết định" },    { "KH", "Kế hoạch" },  { "BC", "Báo cáo" },        { "TB", "Thông báo" },
  { "TTr", "Tờ trình" },     { "BB", "Biên bản" },  { "CV", "Công văn", true }, { "NQ", "Nghị quyết" },
  { "CTr", "Chương trình" }, { "HD", "Hướng dẫn" }, { "GM", "Giấy mời" },       { "GCN", "Giấy chứng nhận" },
  { "CT", "Chỉ thị" },       { "DS", "Danh sách" },
};

/* Is the word the symbol, however it is written? */
static bool
is_symbol (Arena *arena, const char *word, gsize length, const char *symbol)
{
  return strcmp (text_fold (arena, arena_strndup (arena, word, length)), text_fold (arena, symbol)) == 0
         && (length > 2 || g_ascii_isupper (word[0]));
}

static const Kind *
find_kind (Arena *arena, const char *word, gsize length)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (is_symbol (arena, word, length, kinds[i].symbol))
      return &kinds[i];
  return NULL;
}

static const char *
skip_blanks (const char *p)
{
  return p + strspn (p, " .-–,:");
}

/* "12", "12-QĐ-THGT", "12/QĐ-THGT": the part before the first blank, if it begins with a digit. */
static const char *
read_number (Arena *arena, const char **at)
{
  const char *p = *at;
  if (g_str_has_prefix (p, "số "))
    p = skip_blanks (p + strlen ("số "));
  gsize digits = strspn (p, "0123456789"), length = strcspn (p, " ");
  bool symbol = p[digits] == '-' || p[digits] == '/';
  if (digits == 0 || digits > 6 || (length > digits && !symbol)
      || (symbol && g_ascii_isdigit (p[digits + 1]))) /* a day, a year */
    return NULL;
  char *number = arena_strndup (arena, p, length);
  if (symbol)
    number[digits] = '/';
  *at = skip_blanks (p + length);
  return number;
}

/* After a number: "BC", or "BC-THGT" of a name in which "05/BC-THGT" could not stand. */
static const Kind *
read_kind (Arena *arena, const char **at, const char **number)
{
  gsize length = strcspn (*at, " ."), symbol = MIN (strcspn (*at, "-"), length);
  const Kind *kind = find_kind (arena, *at, symbol);
  if (kind == NULL)
    return NULL;
  if (strchr (*number, '/') == NULL)
    *number = arena_concat (arena, *number, "/",
                            symbol < length ? arena_strndup (arena, *at, length) : kind->symbol, NULL);
  *at = skip_blanks (*at + length);
  return kind;
}

static bool
begins_with (Arena *arena, const char *text, const char *words)
{
  return g_str_has_prefix (text_fold (arena, text), text_fold (arena, words));
}

static char *
without_ending (Arena *arena, const char *name)
{
  char *plain = arena_strdup (arena, name), *dot = strrchr (plain, '.');
  if (dot != NULL && dot != plain && strlen (dot) <= 6 && strchr (dot, ' ') == NULL)
    *dot = '\0';
  return g_strdelimit (plain, "_", ' ');
}

EvidenceName
evidence_name_guess (Arena *arena, const char *file_name)
{
  const char *plain = text_squeeze (arena, without_ending (arena, evidence_file_name (arena, file_name))),
             *at = plain;
  gsize first = strcspn (at, " .");
  const Kind *kind = find_kind (arena, at, first);
  const char *number = NULL;
  if (kind != NULL)
    at = skip_blanks (at + first);
  number = read_number (arena, &at);
  if (kind != NULL && kind->numbered && number == NULL) {
    kind = NULL;
    at = plain;
  }
  if (kind == NULL && number != NULL)
    kind = read_kind (arena, &at, &number);
  if (kind != NULL && *at == '\0')
    return (EvidenceName){ kind->kind, number };
  if (*at == '\0')
    return (EvidenceName){ plain[0] != '\0' ? plain : "Minh chứng", NULL };
  return (EvidenceName){ kind != NULL && !begins_with (arena, at, kind->kind)
                             ? arena_concat (arena, kind->kind, " ", at, NULL)
                         : g_ascii_isdigit (at[0]) || at[0] == '.' ? at
                                                                   : text_capitalise (arena, at),
                         number };
}

const char *
evidence_file_name (Arena *arena, const char *given)
{
  const char *slash = strrchr (given, '/'), *back = strrchr (given, '\\');
  const char *base = MAX (slash, back) != NULL ? MAX (slash, back) + 1 : given;
  char *name = arena_strdup (arena, text_unturned (arena, text_nfc (arena, base)));
  char *to = name;
  for (const char *from = name, *next = NULL; *from != '\0'; from = next) {
    next = g_utf8_next_char (from);
    if (g_unichar_iscntrl (g_utf8_get_char (from)) && !g_ascii_isspace (*from))
      continue;
    while (from < next)
      *to++ = *from++;
  }
  *to = '\0';
  name = text_squeeze (arena, name);
  gsize length = strlen (name);
  if (length > NAME_BYTES) { /* the ending stays: it says what opens it */
    const char *dot = strrchr (name, '.');
    gsize ending = dot != NULL && strlen (dot) <= 10 ? strlen (dot) : 0;
    const char *end = g_utf8_find_prev_char (name, name + NAME_BYTES - ending + 1);
    name
        = arena_concat (arena, arena_strndup (arena, name, (gsize)(end - name)), ending > 0 ? dot : "", NULL);
  }
  bool nothing = name[0] == '\0' || strcmp (name, ".") == 0 || strcmp (name, "..") == 0;
  return nothing ? "tep" : name;
}
