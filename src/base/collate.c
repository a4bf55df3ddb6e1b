/* collate.c - the sort keys of text.h, by ICU's Vietnamese tailoring.
 *
 * Every attribute is set here, so that neither the locale nor the environment
 * of the machine has a say.  Keys are compared at secondary strength: letters,
 * then tones, but not case, so that a name typed in capitals stays in its place. */
#include "base/text.h"
#include <string.h>
#include <unicode/ucol.h>
#include <unicode/ustring.h>

/* Longer names are cut for sorting only; a person's name has some 60 bytes. */
#define LONGEST_WORD 256

/* The collator is opened once and only read from then on. */
static const UCollator *
vietnamese_collator (void)
{
  static gsize opened = 0;
  if (g_once_init_enter (&opened)) {
    UErrorCode status = U_ZERO_ERROR;
    UCollator *collator = ucol_open ("vi", &status);
    if (U_FAILURE (status))
      g_error ("collation: ICU has no Vietnamese data: %s", u_errorName (status));
    ucol_setAttribute (collator, UCOL_NORMALIZATION_MODE, UCOL_ON, &status);
    ucol_setAttribute (collator, UCOL_STRENGTH, UCOL_SECONDARY, &status);
    ucol_setAttribute (collator, UCOL_ALTERNATE_HANDLING, UCOL_NON_IGNORABLE, &status);
    ucol_setAttribute (collator, UCOL_CASE_FIRST, UCOL_OFF, &status);
    ucol_setAttribute (collator, UCOL_CASE_LEVEL, UCOL_OFF, &status);
    ucol_setAttribute (collator, UCOL_FRENCH_COLLATION, UCOL_OFF, &status);
    ucol_setAttribute (collator, UCOL_NUMERIC_COLLATION, UCOL_OFF, &status);
    if (U_FAILURE (status))
      g_error ("collation: %s", u_errorName (status));
    g_once_init_leave (&opened, (gsize)collator);
  }
  return (const UCollator *)opened;
}

/* ICU's key of one word in hexadecimal.  It ends with its terminating zero
 * ("00"), which sorts before any continuation, so keys can follow each other. */
static void
append_word_key (GString *key, const char *word, gsize length)
{
  static const char hex[] = "0123456789abcdef";
  UChar wide[LONGEST_WORD + 1];
  uint8_t bytes[LONGEST_WORD * 8];
  int32_t wide_length = 0;
  UErrorCode status = U_ZERO_ERROR;
  while (length > LONGEST_WORD || (length > 0 && (word[length] & 0xC0) == 0x80))
    length--;
  u_strFromUTF8 (wide, LONGEST_WORD + 1, &wide_length, word, (int32_t)length, &status);
  g_assert (U_SUCCESS (status));
  int32_t size = ucol_getSortKey (vietnamese_collator (), wide, wide_length, bytes, sizeof bytes);
  for (int32_t i = 0; i < MIN (size, (int32_t)sizeof bytes); i++) {
    g_string_append_c (key, hex[bytes[i] >> 4]);
    g_string_append_c (key, hex[bytes[i] & 15]);
  }
}

/* One word of squeezed text; false when there is none left. */
static bool
next_word (const char **at, const char **ret_word, gsize *ret_length)
{
  while (**at == ' ')
    (*at)++;
  *ret_word = *at;
  *ret_length = strcspn (*at, " ");
  *at += *ret_length;
  return *ret_length > 0;
}

static void
append_keys (GString *key, const char *words)
{
  const char *word = NULL;
  for (gsize length = 0; next_word (&words, &word, &length);)
    append_word_key (key, word, length);
}

const char *
text_sort_key (Arena *arena, const char *text)
{
  g_autoptr (GString) key = g_string_sized_new (128);
  append_keys (key, text_squeeze (arena, text));
  return arena_strndup (arena, key->str, key->len);
}

const char *
text_name_key (Arena *arena, const char *name)
{
  const char *words = text_squeeze (arena, name), *given = strrchr (words, ' ');
  g_autoptr (GString) key = g_string_sized_new (128);
  if (given == NULL) {
    append_keys (key, words);
    return arena_strndup (arena, key->str, key->len);
  }
  append_word_key (key, given + 1, strlen (given + 1));
  append_keys (key, arena_strndup (arena, words, (gsize)(given - words)));
  return arena_strndup (arena, key->str, key->len);
}
