/* text.c - see text.h. */
#include "base/text.h"
#include <string.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

bool
text_is_utf8 (const char *text, gsize length, gsize *ret_bad)
{
  const char *end = text;
  if (g_utf8_validate_len (text, length, &end))
    return true;
  if (ret_bad != NULL)
    *ret_bad = (gsize)(end - text);
  return false;
}

/* Letters of Vietnamese as usually typed: nothing here can change under NFC.
 * U+0080..U+02FF, U+1E80..U+1EFF and U+2002..U+206F are all NFC already. */
static gsize
plain_length (const guint8 *p)
{
  if (*p < 0x80)
    return *p != 0 ? 1 : 0;
  if (*p < 0xCC)
    return 2;
  if (p[0] == 0xE1 && (p[1] == 0xBA || p[1] == 0xBB))
    return 3;
  if (p[0] == 0xE2 && ((p[1] == 0x80 && p[2] >= 0x82) || (p[1] == 0x81 && p[2] < 0xB0)))
    return 3;
  return 0;
}

static bool
is_plainly_nfc (const char *text)
{
  const guint8 *p = (const guint8 *)text;
  for (gsize step; (step = plain_length (p)) != 0;)
    p += step;
  return *p == 0;
}

/* The text in UTF-16, to be freed with g_free; ICU's C interface knows no UTF-8. */
static UChar *
text_to_utf16 (const char *text, int32_t *ret_length)
{
  gsize bytes = strlen (text);
  g_assert (bytes < G_MAXINT32 / 8);
  UChar *wide = g_new (UChar, bytes + 1);
  UErrorCode status = U_ZERO_ERROR;
  u_strFromUTF8 (wide, (int32_t)bytes + 1, ret_length, text, (int32_t)bytes, &status);
  g_assert (U_SUCCESS (status));
  return wide;
}

static char *
text_from_utf16 (Arena *arena, const UChar *wide, int32_t length)
{
  UErrorCode status = U_ZERO_ERROR;
  gsize capacity = (gsize)length * 3 + 1;
  g_autofree char *narrow = g_malloc (capacity);
  int32_t bytes = 0;
  u_strToUTF8 (narrow, (int32_t)capacity, &bytes, wide, length, &status);
  g_assert (U_SUCCESS (status));
  return arena_strndup (arena, narrow, (gsize)bytes);
}

const char *
text_nfc (Arena *arena, const char *text)
{
  if (is_plainly_nfc (text))
    return text;
  UErrorCode status = U_ZERO_ERROR;
  const UNormalizer2 *nfc = unorm2_getNFCInstance (&status);
  int32_t length = 0;
  g_autofree UChar *wide = text_to_utf16 (text, &length);
  if (unorm2_isNormalized (nfc, wide, length, &status) && U_SUCCESS (status))
    return text;
  /* NFC lengthens UTF-16 at most threefold. */
  g_autofree UChar *normal = g_new (UChar, (gsize)length * 3 + 1);
  int32_t normal_length = unorm2_normalize (nfc, wide, length, normal, length * 3 + 1, &status);
  g_assert (U_SUCCESS (status));
  return text_from_utf16 (arena, normal, normal_length);
}

static bool
is_blank (gunichar c)
{
  return c == ' ' || (c >= '\t' && c <= '\r') || c == 0xFEFF || c == 0x200B
         || (c >= 0x80 && g_unichar_isspace (c));
}

static bool
is_turn (gunichar c)
{
  return c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E)
         || (c >= 0x2066 && c <= 0x2069);
}

const char *
text_unturned (Arena *arena, const char *text)
{
  bool any = false;
  for (const char *p = text; *p != '\0' && !any; p = g_utf8_next_char (p))
    any = is_turn (g_utf8_get_char (p));
  if (!any)
    return text;
  char *out = arena_alloc (arena, strlen (text) + 1), *at = out;
  for (const char *p = text, *next = NULL; *p != '\0'; p = next) {
    next = g_utf8_next_char (p);
    if (!is_turn (g_utf8_get_char (p)))
      at = (char *)memcpy (at, p, (gsize)(next - p)) + (next - p);
  }
  *at = '\0';
  return out;
}

/* Where the text ends once blanks at its end are cut. */
static const char *
stripped_end (const char *start)
{
  const char *end = start;
  for (const char *p = start; *p != '\0';) {
    gunichar c = g_utf8_get_char (p);
    p = g_utf8_next_char (p);
    if (!is_blank (c))
      end = p;
  }
  return end;
}

static const char *
skip_blanks (const char *text)
{
  while (*text != '\0' && is_blank (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);
  return text;
}

const char *
text_strip (Arena *arena, const char *text)
{
  const char *start = skip_blanks (text), *end = stripped_end (start);
  return *end == '\0' ? start : arena_strndup (arena, start, (gsize)(end - start));
}

void
text_hex (const guint8 *bytes, gsize size, char *ret_hex)
{
  static const char digits[] = "0123456789abcdef";
  for (gsize i = 0; i < size; i++) {
    *ret_hex++ = digits[bytes[i] >> 4];
    *ret_hex++ = digits[bytes[i] & 15];
  }
  *ret_hex = '\0';
}

bool
text_is_blank (const char *text)
{
  return *skip_blanks (text) == '\0';
}

char *
text_squeeze (Arena *arena, const char *text)
{
  const char *p = skip_blanks (text);
  char *out = arena_alloc (arena, strlen (p) + 1), *at = out;
  while (*p != '\0') {
    const char *next = g_utf8_next_char (p);
    if (!is_blank (g_utf8_get_char (p))) {
      while (p < next)
        *at++ = *p++;
      continue;
    }
    p = skip_blanks (next);
    if (*p != '\0')
      *at++ = ' ';
  }
  return out;
}

/* The letter under the accents: ậ -> a, Đ -> D; 0 for an accent on its own. */
static gunichar
base_letter (gunichar c)
{
  if (c < 0x80)
    return c;
  if (c == 0x111 || c == 0x110)
    return c == 0x111 ? 'd' : 'D';
  if (g_unichar_combining_class (c) != 0)
    return 0;
  gunichar base = 0, mark = 0;
  while (g_unichar_decompose (c, &base, &mark) && g_unichar_combining_class (mark) != 0)
    c = base;
  return c;
}

char *
text_fold (Arena *arena, const char *text)
{
  const char *normal = text_squeeze (arena, text_nfc (arena, text));
  g_autoptr (GString) out = g_string_sized_new (strlen (normal) + 1);
  for (const char *p = normal; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar letter = base_letter (g_utf8_get_char (p));
    if (letter == 0)
      continue;
    if (letter < 0x80)
      g_string_append_c (out, g_ascii_tolower ((char)letter));
    else
      g_string_append_unichar (out, g_unichar_tolower (letter));
  }
  return arena_strndup (arena, out->str, out->len);
}

/* Letter by letter: the whole-string functions of GLib follow the locale. */
static char *
map_letters (Arena *arena, const char *text, gunichar (*map) (gunichar), bool first_letter_only)
{
  g_autoptr (GString) out = g_string_sized_new (strlen (text) + 1);
  bool done = false;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);
    g_string_append_unichar (out, done ? c : map (c));
    done = done || (first_letter_only && g_unichar_isalpha (c));
  }
  return arena_strndup (arena, out->str, out->len);
}

char *
text_upper (Arena *arena, const char *text)
{
  return map_letters (arena, text, g_unichar_toupper, false);
}

char *
text_lower (Arena *arena, const char *text)
{
  return map_letters (arena, text, g_unichar_tolower, false);
}

char *
text_capitalise (Arena *arena, const char *text)
{
  return map_letters (arena, text, g_unichar_toupper, true);
}

char *
text_decapitalise (Arena *arena, const char *text)
{
  return map_letters (arena, text, g_unichar_tolower, true);
}

static bool
is_reserved_on_windows (const char *name)
{
  static const char *const reserved[] = { "con", "prn", "aux", "nul" };
  gsize length = strcspn (name, ".");
  for (gsize i = 0; i < G_N_ELEMENTS (reserved); i++)
    if (length == 3 && g_ascii_strncasecmp (name, reserved[i], 3) == 0)
      return true;
  return length == 4 && g_ascii_isdigit (name[3])
         && (g_ascii_strncasecmp (name, "com", 3) == 0 || g_ascii_strncasecmp (name, "lpt", 3) == 0);
}

static bool
is_edge (char c)
{
  return c == '-' || c == '.';
}

char *
text_file_name (Arena *arena, const char *title, gsize max)
{
  const char *normal = text_nfc (arena, title);
  g_autoptr (GString) out = g_string_new (NULL);
  for (const char *p = normal; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar letter = base_letter (g_utf8_get_char (p));
    bool kept = letter < 0x80 && (g_ascii_isalnum ((char)letter) || strchr ("._-", (int)letter) != NULL);
    if (letter == 0)
      continue;
    if (kept && !(out->len == 0 && is_edge ((char)letter)))
      g_string_append_c (out, (char)letter);
    else if (out->len > 0 && out->str[out->len - 1] != '-')
      g_string_append_c (out, '-');
  }
  g_string_truncate (out, MIN (out->len, max));
  if (is_reserved_on_windows (out->str))
    g_string_prepend_c (out, '_');
  g_string_truncate (out, MIN (out->len, max));
  while (out->len > 0 && is_edge (out->str[out->len - 1]))
    g_string_truncate (out, out->len - 1);
  return arena_strdup (arena, out->len > 0 ? out->str : "_");
}
