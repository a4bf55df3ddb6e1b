/* xlsx_format.c - what a number format makes of a number. */
#include "exchange/xlsx.h"
#include <string.h>

XlsxFormat
xlsx_format_builtin (guint id)
{
  bool date = (id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 31) || id == 36
              || (id >= 50 && id <= 54) || id == 57 || id == 58;
  if (date)
    return (XlsxFormat){ .kind = XLSX_FORMAT_DATE };
  return (XlsxFormat){ .kind = id == 9 || id == 10 ? XLSX_FORMAT_PERCENT : XLSX_FORMAT_PLAIN };
}

/* Where the piece of text at `p` that is shown as it stands ends; `p` itself if none is there. */
static const char *
skip_literal (const char *p)
{
  if (*p == '"' || *p == '[') {
    const char *end = strchr (p + 1, *p == '"' ? '"' : ']');
    return end != NULL ? end + 1 : p + strlen (p);
  }
  if ((*p == '\\' || *p == '_' || *p == '*') && p[1] != '\0')
    return g_utf8_next_char (p + 1);
  return p;
}

XlsxFormat
xlsx_format_of_code (const char *code)
{
  bool day = false, month = false, clock = false, percent = false, only_zeros = true;
  gsize zeros = 0;
  for (const char *p = code; *p != '\0' && *p != ';';) {
    const char *behind = skip_literal (p);
    if (behind != p) {
      only_zeros = false;
      clock |= *p == '[' && p[1] != '\0' && strchr ("hmsHMS", p[1]) != NULL
               && (p[2] == ']' || p[2] == p[1]); /* [h], [mm] */
      p = behind;
      continue;
    }
    char c = g_ascii_tolower (*p);
    day |= c == 'd' || c == 'y';
    month |= c == 'm';
    clock |= c == 'h' || c == 's';
    percent |= c == '%';
    zeros += c == '0';
    only_zeros &= c == '0';
    p++;
  }
  if (g_ascii_strncasecmp (code, "General", 7) == 0)
    return (XlsxFormat){ .kind = XLSX_FORMAT_PLAIN };
  if (day || (month && !clock)) /* m beside h or s means minutes */
    return (XlsxFormat){ .kind = XLSX_FORMAT_DATE };
  if (percent)
    return (XlsxFormat){ .kind = XLSX_FORMAT_PERCENT };
  if (only_zeros && zeros > 1 && zeros <= 15)
    return (XlsxFormat){ .kind = XLSX_FORMAT_PADDED, .digits = (guint8)zeros };
  return (XlsxFormat){ .kind = XLSX_FORMAT_PLAIN };
}
