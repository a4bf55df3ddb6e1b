/* text.h - Vietnamese text: normal form, folding, case, order of names. */
#pragma once
#include "arena.h"
#include <stdbool.h>

/* Is [text, length) well-formed UTF-8 without NUL?  On false `*ret_bad` (if
 * not NULL) is the offset of the first offending byte. */
bool text_is_utf8 (const char *text, gsize length, gsize *ret_bad);

/* The text in Unicode NFC, in the arena (the same pointer if it already was).
 * The input must be valid UTF-8. */
const char *text_nfc (Arena *arena, const char *text);

/* Without the marks that turn the direction of what stands behind them (U+061C, U+200E, U+200F,
 * U+202A..U+202E, U+2066..U+2069): in Vietnamese they only make a name look like another one.  The same
 * pointer if there are none.  Valid UTF-8. */
const char *text_unturned (Arena *arena, const char *text);

/* Cut blanks (also U+00A0, U+FEFF) at both ends and fold inner runs to one space. */
char *text_squeeze (Arena *arena, const char *text);
const char *text_strip (Arena *arena, const char *text); /* ends only */

bool text_is_blank (const char *text); /* nothing but blanks */

/* Bytes as lower-case hexadecimal; `ret_hex` has room for 2 * `size` digits and a closing NUL. */
void text_hex (const guint8 *bytes, gsize size, char *ret_hex);

/* For matching headings and for search: NFC, lower case, accents off, đ -> d,
 * blanks squeezed.  "Họ và TÊN " -> "ho va ten". */
char *text_fold (Arena *arena, const char *text);

/* Vietnamese case, independent of locale. */
char *text_upper (Arena *arena, const char *text);
char *text_lower (Arena *arena, const char *text);
char *text_capitalise (Arena *arena, const char *text);   /* first letter only, upper */
char *text_decapitalise (Arena *arena, const char *text); /* first letter only, lower */

/* Sort key of a person's name as Vietnamese expect: whole given name (last
 * word) with its tone, then family name (first word), then the middle words;
 * Vietnamese alphabet.  Keys compare with memcmp/strcmp.  Both NFC and NFD
 * input give the same key. */
const char *text_name_key (Arena *arena, const char *name);

/* Sort key of any Vietnamese text, word by word from the left. */
const char *text_sort_key (Arena *arena, const char *text);

/* ASCII file name made from a title: accents off, [A-Za-z0-9._-] kept, other
 * runs become one '-', at most `max` bytes, never empty, no trailing '.' or
 * '-', and none of the names Windows reserves (CON, NUL, COM1 ...). */
char *text_file_name (Arena *arena, const char *title, gsize max);
