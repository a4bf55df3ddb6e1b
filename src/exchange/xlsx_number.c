/* xlsx_number.c - see xlsx_number.h. */
#include "exchange/xlsx_number.h"
#include <math.h>
#include <string.h>

static const double powers_of_ten[]
    = { 1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15 };

/* "-12.50": at most 15 digits, so that both the digits and the power of ten are exact in a double and
 * their quotient is the nearest one (IEEE 754 rounds a division once). */
static bool
read_plain (const char *raw, gsize length, double *ret)
{
  gsize i = raw[0] == '-' ? 1 : 0, digits = 0, decimals = 0;
  gint64 value = 0;
  bool point = false;
  for (; i < length; i++) {
    if (raw[i] == '.' && !point && digits > 0)
      point = true;
    else if (g_ascii_isdigit (raw[i]) && digits < 15) {
      value = value * 10 + (raw[i] - '0');
      digits++;
      decimals += point;
    } else
      return false;
  }
  if (digits == 0)
    return false;
  double number = (double)value / powers_of_ten[decimals];
  *ret = raw[0] == '-' ? -number : number;
  return true;
}

static bool
read_any (const char *raw, gsize length, double *ret)
{
  char text[64], *end = NULL;
  if (length == 0 || length >= sizeof text || !(g_ascii_isdigit (raw[0]) || strchr ("+-.", raw[0]) != NULL)
      || memchr (raw, 'x', length) != NULL) /* strtod reads hexadecimal, sheets do not */
    return false;
  memcpy (text, raw, length);
  text[length] = '\0';
  double number = g_ascii_strtod (text, &end);
  if (*end != '\0' || !isfinite (number))
    return false;
  *ret = number;
  return true;
}

const char *
xlsx_number_text (Arena *arena, double number)
{
  char text[400];
  double size = fabs (number);
  if (number == 0)
    return "0";
  if (size >= 1e15 || size < 1e-5)
    g_ascii_formatd (text, sizeof text, size < 1 ? "%.20f" : "%.0f", number);
  else
    g_ascii_formatd (text, sizeof text, "%.15g", number);
  if (strchr (text, '.') != NULL) {
    gsize end = strlen (text);
    while (text[end - 1] == '0')
      end--;
    text[text[end - 1] == '.' ? end - 1 : end] = '\0';
  }
  return arena_strdup (arena, text);
}

bool
xlsx_number_read (XlsxNumbers *numbers, Arena *arena, const char *raw, gsize length, const char **ret_text,
                  double *ret_number)
{
  guint64 spelling = 0;
  if (length > 0 && length <= 7) {
    memcpy (&spelling, raw, length);
    spelling |= (guint64)length << 56;
  }
  gsize slot = (spelling * G_GUINT64_CONSTANT (0x9E3779B97F4A7C15)) >> 55; /* Fibonacci hashing to 9 bits */
  if (spelling != 0 && numbers->slots[slot].spelling == spelling) {
    *ret_text = numbers->slots[slot].text;
    *ret_number = numbers->slots[slot].number;
    return true;
  }
  double number = 0;
  if (length == 0 || (!read_plain (raw, length, &number) && !read_any (raw, length, &number)))
    return false;
  const char *text = xlsx_number_text (arena, number);
  if (spelling != 0) {
    numbers->slots[slot].spelling = spelling;
    numbers->slots[slot].text = text;
    numbers->slots[slot].number = number;
  }
  *ret_text = text;
  *ret_number = number;
  return true;
}
