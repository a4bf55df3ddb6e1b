/* decimal.c - see decimal.h. */
#include "base/decimal.h"
#include <math.h>
#include <string.h>

#define DECIMAL_PLACES 6

static const char *
skip_blanks (const char *text)
{
  while (*text == ' ' || *text == '\t' || *text == '\r' || *text == '\n')
    text++;
  return text;
}

/* Reads digits onto *value, at most `most` of them; returns how many. */
static int
read_digits (const char **text, int most, gint64 *value)
{
  int count = 0;
  for (; g_ascii_isdigit (**text) && count < most; (*text)++, count++)
    *value = *value * 10 + (**text - '0');
  return count;
}

bool
decimal_parse (const char *text, Decimal *ret)
{
  const char *p = skip_blanks (text);
  bool negative = *p == '-';
  if (*p == '-' || *p == '+')
    p++;
  gint64 value = 0;
  const char *first = p;
  while (*p == '0')
    p++; /* leading zeros do not count against the range */
  if (read_digits (&p, 10, &value) == 0 && p == first)
    return false;
  int places = 0;
  if (*p == '.' || *p == ',') {
    p++;
    places = read_digits (&p, DECIMAL_PLACES, &value);
    if (places == 0)
      return false;
  }
  if (*skip_blanks (p) != '\0')
    return false;
  for (; places < DECIMAL_PLACES; places++)
    value *= 10;
  if (value > DECIMAL_MAX_ABS)
    return false;
  *ret = negative ? -value : value;
  return true;
}

bool
decimal_from_double (double value, Decimal *ret)
{
  if (!isfinite (value) || fabs (value) > 1e9)
    return false;
  double scaled = value * 1e6, nearest = round (scaled);
  /* 1e-14 of the value is the noise of a few binary operations; never half a millionth. */
  double noise = fmin (0.25, fabs (scaled) * 1e-14 + 1e-6);
  if (fabs (scaled - nearest) > noise)
    return false;
  *ret = (Decimal)nearest;
  return true;
}

static char *
decimal_print (Arena *arena, Decimal value, char mark)
{
  if (value == DECIMAL_UNSET)
    return arena_strdup (arena, "");
  char text[40];
  guint64 size = value < 0 ? 0 - (guint64)value : (guint64)value;
  int length
      = g_snprintf (text, sizeof text, "%s%" G_GUINT64_FORMAT "%c%06" G_GUINT64_FORMAT, value < 0 ? "-" : "",
                    size / (guint64)DECIMAL_ONE, mark, size % (guint64)DECIMAL_ONE);
  while (text[length - 1] == '0')
    length--;
  if (text[length - 1] == mark)
    length--;
  return arena_strndup (arena, text, (gsize)length);
}

char *
decimal_vietnamese (Arena *arena, Decimal value)
{
  return decimal_print (arena, value, ',');
}

char *
decimal_plain (Arena *arena, Decimal value)
{
  return decimal_print (arena, value, '.');
}

double
decimal_to_double (Decimal value)
{
  return (double)value / 1e6;
}

char *
decimal_percent (Arena *arena, guint count, guint of, char mark)
{
  guint64 hundredths = of == 0 ? 0 : (guint64)count * 10000 / of;
  return decimal_print (arena, (Decimal)hundredths * (DECIMAL_ONE / 100), mark);
}

bool
decimal_share_reaches (guint count, guint of, Decimal at_least)
{
  if (of == 0 || at_least == DECIMAL_UNSET)
    return false;
  gint64 asked = 0;
  if (__builtin_mul_overflow (at_least, (gint64)of, &asked))
    return at_least < 0; /* far outside 0..100 percent on either side */
  return (gint64)count * 100 * DECIMAL_ONE >= asked;
}

char *
decimal_group (Arena *arena, gint64 value)
{
  char digits[24], text[40];
  guint64 size = value < 0 ? 0 - (guint64)value : (guint64)value;
  int count = g_snprintf (digits, sizeof digits, "%" G_GUINT64_FORMAT, size), length = 0;
  if (value < 0)
    text[length++] = '-';
  for (int i = 0; i < count; i++) {
    if (i > 0 && (count - i) % 3 == 0)
      text[length++] = '.';
    text[length++] = digits[i];
  }
  return arena_strndup (arena, text, (gsize)length);
}
