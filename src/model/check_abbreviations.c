/* check_abbreviations.c - abbreviations in the text that the list does not explain. */
#include "model/check_parts.h"
#include "model/markup.h"
#include <string.h>

typedef struct {
  Arena *scratch;
  GHashTable *known; /* declared, the unit's own, and those reported already */
  const char *where;
  Check *check;
} Search;

/* The text without marks, addresses and escapes, which hold no words. */
static char *
clean_text (Arena *scratch, const char *text)
{
  GString *clean = g_string_new (NULL);
  Mark mark = { 0 };
  bool more = markup_next (scratch, text, 0, &mark);
  for (gsize p = 0; text[p] != '\0';) {
    if (more && p == mark.start) {
      g_string_append_c (clean, ' ');
      p += mark.length;
      more = markup_next (scratch, text, p, &mark);
    } else if (g_str_has_prefix (text + p, "http://") || g_str_has_prefix (text + p, "https://")
               || g_str_has_prefix (text + p, "www.") || text[p] == '@') {
      p += strcspn (text + p, " \t\r\n)>|");
    } else if (g_str_has_prefix (text + p, "&amp;")) {
      g_string_append_c (clean, '&');
      p += strlen ("&amp;");
    } else if (text[p] == '\\' && text[p + 1] == '&') {
      p++;
    } else {
      g_string_append_c (clean, text[p++]);
    }
  }
  return g_string_free (clean, FALSE);
}

/* A numeral of I, V, X, or any of three letters and more: two letters such as
 * CM, CD, XL are abbreviations far more often than 900, 400, 40. */
static bool
is_roman (const char *word)
{
  static const char *const hundreds[] = { "CM", "DCCC", "DCC", "DC", "D", "CD", "CCC", "CC", "C", "" };
  static const char *const tens[] = { "XC", "LXXX", "LXX", "LX", "L", "XL", "XXX", "XX", "X", "" };
  static const char *const units[] = { "IX", "VIII", "VII", "VI", "V", "IV", "III", "II", "I", "" };
  const char *const *const places[] = { hundreds, tens, units };
  if (strspn (word, "IVX") != strlen (word) && strlen (word) < 3)
    return false;
  const char *rest = word + MIN (strspn (word, "M"), 3);
  for (gsize place = 0; place < G_N_ELEMENTS (places); place++) {
    gsize digit = 0;
    while (!g_str_has_prefix (rest, places[place][digit]))
      digit++;
    rest += strlen (places[place][digit]);
  }
  return *rest == '\0';
}

static bool
is_word_char (gunichar c)
{
  return g_unichar_isalnum (c) || g_unichar_ismark (c) || c == '&';
}

/* Two or more capitals, nothing else but '&'. */
static bool
is_capitals (const char *word, gsize length)
{
  gsize capitals = 0;
  for (const char *p = word; p < word + length; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);
    if (c != '&' && !g_unichar_isupper (c))
      return false;
    capitals += c != '&';
  }
  return capitals >= 2;
}

static void
judge_word (Search *search, const char *word, gsize length)
{
  for (; length > 0 && word[0] == '&'; word++)
    length--;
  while (length > 0 && word[length - 1] == '&')
    length--;
  if (!is_capitals (word, length))
    return;
  const char *copy = arena_strndup (search->scratch, word, length);
  if (is_roman (copy) || g_hash_table_contains (search->known, copy))
    return;
  findings_add (search->check->findings, FINDING_UNDECLARED_ABBREVIATION, search->where,
                MSG_CHECK_UNDECLARED_ABBREVIATION, copy, NULL);
  g_hash_table_add (search->known, g_strdup (copy));
}

/* A run of letters, digits, '&', '/', '-': a document number (67/KH-THGT,
 * 29-NQ/TW, and /KH-THGT behind a blank number), or words. */
static void
judge_run (Search *search, const char *run, gsize length)
{
  const char *copy = arena_strndup (search->scratch, run, length);
  bool number = strchr (copy, '/') != NULL && (copy[0] == '/' || strpbrk (copy, "0123456789") != NULL);
  if (number || g_hash_table_contains (search->known, copy))
    return;
  for (gsize start = 0; start < length;) {
    gsize end = start + strcspn (copy + start, "/-");
    judge_word (search, copy + start, end - start);
    start = end + 1;
  }
}

/* A heading in capitals: behind '#', or a line (a cell of a table) of its own
 * without a small letter that has two words or more and, so that a mere list of
 * abbreviations is none, a vowel with its Vietnamese mark. */
static bool
is_capital_heading (Arena *scratch, const char *line, gsize length)
{
  const char *end = line + length, *first = line + strspn (line, " ");
  guint words = 0;
  bool marked = false;
  for (const char *p = line, *word = line; p <= end; p = p < end ? g_utf8_next_char (p) : p + 1) {
    gunichar c = p < end ? g_utf8_get_char (p) : ' ';
    if (g_unichar_islower (c))
      return false;
    marked |= c > 0x7f && c != 0x110 /* Đ */ && g_unichar_isupper (c);
    if (is_word_char (c))
      continue;
    if (is_capitals (word, (gsize)(p - word)))
      words += !is_roman (arena_strndup (scratch, word, (gsize)(p - word)));
    word = p < end ? g_utf8_next_char (p) : p;
  }
  return (marked && words >= 2) || (first < end && *first == '#');
}

/* "TT" alone in a cell heads a column that numbers the rows, as in the program's own sample of the plan of
 * learning. */
static bool
is_ordinal_heading (Arena *scratch, const char *cell, gsize length)
{
  return strcmp (g_strstrip (arena_strndup (scratch, cell, length)), "TT") == 0;
}

static void
search_line (Search *search, const char *line, gsize length)
{
  if (is_capital_heading (search->scratch, line, length)
      || is_ordinal_heading (search->scratch, line, length))
    return;
  for (const char *p = line, *end = line + length; p < end;) {
    const char *start = p;
    for (gunichar c = g_utf8_get_char (p); p < end && (is_word_char (c) || c == '/' || c == '-');
         c = g_utf8_get_char (p))
      p = g_utf8_next_char (p);
    if (p > start)
      judge_run (search, start, (gsize)(p - start));
    else
      p = g_utf8_next_char (p);
  }
}

static void
search_text (Check *check, const char *where, const char *text, bool markdown, void *user)
{
  g_autoptr (Arena) scratch = arena_new (G_MAXSIZE / 2);
  g_autofree char *clean = clean_text (scratch, text);
  Search search = { scratch, user, where, check };
  for (const char *p = clean; *p != '\0';) {
    gsize length = strcspn (p, "\n|");
    search_line (&search, p, length);
    p += length + (p[length] != '\0');
  }
}

void
check_abbreviations (Check *check)
{
  const Round *round = check->round;
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (round->unit.abbreviation != NULL)
    g_hash_table_add (known, g_strdup (round->unit.abbreviation));
  for (gsize i = 0; i < round->abbreviation_count; i++)
    if (round->abbreviations[i].short_form != NULL)
      g_hash_table_add (known, g_strdup (round->abbreviations[i].short_form));
  check_each_text (check, search_text, known);
}
