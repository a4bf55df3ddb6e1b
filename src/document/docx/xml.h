/* xml.h - the only XML emitter: escapes everything it is given.
 *
 * Element and attribute names are literals of the caller; values and text may
 * hold anything: markup characters are escaped, what XML 1.0 forbids (control
 * characters, U+FFFE, U+FFFF, broken UTF-8) is left out. */
#pragma once
#include <glib.h>
#include <stdbool.h>

#define XML_MAX_DEPTH 48

typedef struct {
  char *data;
  gsize size, room;
  const char *open[XML_MAX_DEPTH]; /* names of the elements that are open */
  guint depth;
} Xml;

/* Begins a part: the XML declaration. */
void xml_begin (Xml *xml, gsize size_hint);
/* Ends a part; every element must be closed.  The text moves to the caller. */
GBytes *xml_end (Xml *xml);
/* Drops an unfinished part. */
void xml_clear (Xml *xml);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Xml, xml_clear)

/* Attributes are pairs name, value up to NULL; a pair whose value is "" is written. */
void xml_open (Xml *xml, const char *name, ...) G_GNUC_NULL_TERMINATED;
void xml_leaf (Xml *xml, const char *name, ...) G_GNUC_NULL_TERMINATED;
void xml_close (Xml *xml);
/* <name w:val="value"/>, the commonest element of WordprocessingML. */
void xml_value (Xml *xml, const char *name, const char *value);
void xml_number (Xml *xml, const char *name, int value);
/* A number as an attribute's value, written into the end of a buffer (at least 21
 * bytes); XML_NUMBER's is good until the enclosing block ends. */
const char *xml_digits (char *buffer, gsize size, gint64 value);
#define XML_NUMBER(value) xml_digits ((char[24]){ 0 }, 24, (value))
void xml_text (Xml *xml, const char *text);
/* <name>text</name> */
void xml_text_element (Xml *xml, const char *name, const char *text);
