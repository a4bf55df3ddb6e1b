/* xml.c - see xml.h. */
#include "document/docx/xml.h"
#include <stdarg.h>
#include <string.h>

static void
put (Xml *xml, const char *text, gsize length)
{
  if (G_UNLIKELY (xml->room - xml->size < length)) {
    xml->room = MAX (xml->room * 2, xml->size + length);
    xml->data = g_realloc (xml->data, xml->room);
  }
  memcpy (xml->data + xml->size, text, length);
  xml->size += length;
}

#define PUT(xml, literal) put ((xml), "" literal, sizeof (literal) - 1)

static void
put_name (Xml *xml, const char *name)
{
  put (xml, name, strlen (name));
}

void
xml_begin (Xml *xml, gsize size_hint)
{
  *xml = (Xml){ .data = g_malloc (size_hint), .room = size_hint };
  PUT (xml, "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n");
}

GBytes *
xml_end (Xml *xml)
{
  g_assert (xml->depth == 0);
  return g_bytes_new_take (g_steal_pointer (&xml->data), xml->size);
}

void
xml_clear (Xml *xml)
{
  g_clear_pointer (&xml->data, g_free);
}

static inline bool
is_special (guchar byte)
{
  return byte < 0x20 || byte == '&' || byte == '<' || byte == '>' || byte == '"' || byte == 0x7F
         || byte == 0xEF;
}

/* Writes the special character at `p` and returns how many bytes it took. */
static gsize
escape_special (Xml *xml, const guchar *p)
{
  switch (*p) {
  case '&':
    PUT (xml, "&amp;");
    return 1;
  case '<':
    PUT (xml, "&lt;");
    return 1;
  case '>':
    PUT (xml, "&gt;");
    return 1;
  case '"':
    PUT (xml, "&quot;");
    return 1;
  case '\t':
  case '\n':
  case '\r':
    PUT (xml, " ");
    return 1;
  case 0xEF: /* U+FFFE, U+FFFF: not characters */
    if (p[1] == 0xBF && (p[2] == 0xBE || p[2] == 0xBF))
      return 3;
    put (xml, (const char *)p, 1);
    return 1;
  default:
    return 1;
  }
}

static void
append_escaped (Xml *xml, const char *text)
{
  const guchar *p = (const guchar *)text;
  while (*p != '\0') {
    const guchar *start = p;
    while (*p != '\0' && !is_special (*p))
      p++;
    put (xml, (const char *)start, (gsize)(p - start));
    if (*p != '\0')
      p += escape_special (xml, p);
  }
}

static void
append_text (Xml *xml, const char *text)
{
  if (G_LIKELY (g_utf8_validate (text, -1, NULL))) {
    append_escaped (xml, text);
    return;
  }
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  append_escaped (xml, valid);
}

const char *
xml_digits (char *buffer, gsize size, gint64 value)
{
  guint64 rest = value < 0 ? -(guint64)value : (guint64)value;
  char *p = buffer + size - 1;
  *p = '\0';
  do
    *--p = (char)('0' + rest % 10);
  while ((rest /= 10) > 0);
  if (value < 0)
    *--p = '-';
  return p;
}

static void
append_attributes (Xml *xml, va_list list)
{
  for (const char *name = va_arg (list, const char *); name != NULL; name = va_arg (list, const char *)) {
    const char *value = va_arg (list, const char *);
    PUT (xml, " ");
    put_name (xml, name);
    PUT (xml, "=\"");
    append_text (xml, value);
    PUT (xml, "\"");
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
  PUT (xml, "<");
  put_name (xml, name);
  va_start (list, name);
  append_attributes (xml, list);
  va_end (list);
  PUT (xml, ">");
}

void
xml_leaf (Xml *xml, const char *name, ...)
{
  va_list list;
  PUT (xml, "<");
  put_name (xml, name);
  va_start (list, name);
  append_attributes (xml, list);
  va_end (list);
  PUT (xml, "/>");
}

void
xml_close (Xml *xml)
{
  g_assert (xml->depth > 0);
  PUT (xml, "</");
  put_name (xml, xml->open[--xml->depth]);
  PUT (xml, ">");
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
  append_text (xml, text);
}

void
xml_text_element (Xml *xml, const char *name, const char *text)
{
  xml_open (xml, name, NULL);
  xml_text (xml, text);
  xml_close (xml);
}
