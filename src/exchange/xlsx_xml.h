/* xlsx_xml.h - one XML part of a workbook as a stream of events. */
#pragma once
#include "base/message.h"
#include <stdbool.h>

typedef struct XmlStream XmlStream;

/* Attributes of the element that starts; valid during the call only. */
typedef struct {
  const unsigned char *const *items;
  gsize count;
} XmlAttributes;

typedef struct {
  void (*start) (XmlStream *stream, const char *element, const XmlAttributes *attributes);
  void (*end) (XmlStream *stream, const char *element);
  void (*text) (XmlStream *stream, const char *text, gsize length); /* may come in pieces */
} XmlHandler;

struct XmlStream {
  void *user;
  const XmlHandler *handler;
  const char *place;   /* of errors */
  GError *error;       /* set once; ends the reading */
  void *parser;        /* libxml2's */
  gsize depth;         /* of open elements */
  const void *own_uri; /* last namespace that was found to be ours */
};

/* Reads `data` from front to back.  Only elements of the spreadsheet and the relationship
 * namespaces (either edition, any prefix) are passed on, by their local names.
 * Errors: not well-formed, nested deeper than 100, a document type declaration, what the handler
 * reports by xml_stream_fail. */
bool xml_stream_read (const char *place, const char *data, gsize size, const XmlHandler *handler, void *user,
                      GError **error);

/* Ends the reading with an error; only the first counts.  Takes the error. */
void xml_stream_fail (XmlStream *stream, GError *error);

/* The value of an attribute without namespace, or with one if `qualified` (as in r:id);
 * not terminated, NULL if absent. */
const char *xml_attribute (const XmlAttributes *attributes, const char *name, bool qualified,
                           gsize *ret_length);

/* Helpers on the same: a copy (NULL if absent), a whole number, an xsd:boolean. */
char *xml_attribute_dup (Arena *arena, const XmlAttributes *attributes, const char *name, bool qualified);
bool xml_attribute_uint (const XmlAttributes *attributes, const char *name, guint *ret);
bool xml_attribute_bool (const XmlAttributes *attributes, const char *name);
