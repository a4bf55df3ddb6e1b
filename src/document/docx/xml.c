/* xml.c - see xml.h. */
#include "document/docx/xml.h"
#include <stdarg.h>
#include <string.h>

void
xml_begin (Xml *xml, gsize size_hint)
{
  xml->out = g_string_sized_new (size_hint);
  xml->depth = 0;
  g_string_append (xml->out, "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n");
}

GBytes *
xml_end (Xml *xml)
{
  g_assert (xml->depth == 0);
  return g_string_free_to_bytes (g_steal_pointer (&xml->out));
}

void
xml_clear (Xml *xml)
{
  if (xml->out != NULL)
    g_string_free (g_steal_pointer (&xml->out), TRUE);
}

/* What a byte becomes: 0 itself, 1 looked at by escape_special. */
static inline bool
is_special (guchar byte)
{
  return byte < 0x20 || byte == '&' || byte == '<' || byte == '>' || byte == '"' || byte == 0x7F
         || byte == 0xEF;
}

/* Writes the special character at `p` and returns how many bytes it took. */
static gsize
escape_special (GString *out, const guchar *p)
{
  switch (*p) {
  case '&':
    g_string_append (out, "&amp;");
    return 1;
  case '<':
    g_string_append (out, "&lt;");
    return 1;
  case '>':
    g_string_append (out, "&gt;");
    return 1;
  case '"':
    g_string_append (out, "&quot;");
    return 1;
  case '\t':
  case '\n':
  case '\r':
    g_string_append_c (out, ' ');
    return 1;
  case 0xEF: /* U+FFFE, U+FFFF: not characters */
    if (p[1] == 0xBF && (p[2] == 0xBE || p[2] == 0xBF))
      return 3;
    g_string_append_c (out, (char)*p);
    return 1;
  default:
    return 1;
  }
}

static void
append_escaped (GString *out, const char *text)
{
  const guchar *p = (const guchar *)text;
  while (*p != '\0') {
    const guchar *start = p;
    while (*p != '\0' && !is_special (*p))
      p++;
    g_string_append_len (out, (const char *)start, p - start);
    if (*p != '\0')
      p += escape_special (out, p);
  }
}

static void
append_text (GString *out, const char *text)
{
  if (G_LIKELY (g_utf8_validate (text, -1, NULL))) {
    append_escaped (out, text);
    return;
  }
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  append_escaped (out, valid);
}

const char *
xml_digits (char *buffer, gsize size, gint64 value)
{
  g_snprintf (buffer, size, "%" G_GINT64_FORMAT, value);
  return buffer;
}

static void
append_attributes (Xml *xml, va_list list)
{
  for (const char *name = va_arg (list, const char *); name != NULL; name = va_arg (list, const char *)) {
    const char *value = va_arg (list, const char *);
    g_string_append_c (xml->out, ' ');
    g_string_append (xml->out, name);
    g_string_append (xml->out, "=\"");
    append_text (xml->out, value);
    g_string_append_c (xml->out, '"');
  }
}

static void
push (Xml *xml, const char *name)
{
  g_assert (xml->depth < XML_MAX_DEPTH);
  xml->open[xml->depth++] = name;
}

void
xml_open (Xml *xml, const char *name, ...)
{
  va_list list;
  push (xml, name);
  g_string_append_c (xml->out, '<');
  g_string_append (xml->out, name);
  va_start (list, name);
  append_attributes (xml, list);
  va_end (list);
  g_string_append_c (xml->out, '>');
}

void
xml_leaf (Xml *xml, const char *name, ...)
{
  va_list list;
  g_string_append_c (xml->out, '<');
  g_string_append (xml->out, name);
  va_start (list, name);
  append_attributes (xml, list);
  va_end (list);
  g_string_append (xml->out, "/>");
}

void
xml_close (Xml *xml)
{
  g_assert (xml->depth > 0);
  g_string_append (xml->out, "</");
  g_string_append (xml->out, xml->open[--xml->depth]);
  g_string_append_c (xml->out, '>');
}

void
xml_value (Xml *xml, const char *name, const char *value)
{
  xml_leaf (xml, name, "w:val", value, NULL);
}

void
xml_number (Xml *xml, const char *name, int value)
{
  xml_value (xml, name, XML_NUMBER (value));
}

void
xml_text (Xml *xml, const char *text)
{
  append_text (xml->out, text);
}

void
xml_text_element (Xml *xml, const char *name, const char *text)
{
  xml_open (xml, name, NULL);
  xml_text (xml, text);
  xml_close (xml);
}
