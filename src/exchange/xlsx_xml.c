/* xlsx_xml.c - see xlsx_xml.h: libxml2's SAX2, no tree, no entities, no network. */
#include "exchange/xlsx_xml.h"
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <string.h>

static const char *const own_namespaces[] = {
  "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
  "http://purl.oclc.org/ooxml/spreadsheetml/main",
  "http://schemas.openxmlformats.org/package/2006/relationships",
};

/* Fed in pieces, so that the parser need not copy the whole part. */
#define CHUNK ((gsize)256 * 1024)

/* Worksheets nest some ten deep; libxml2 looks through all open namespaces at each element. */
#define MAX_DEPTH 100

/* Elements without a namespace count as ours: hand-made files forget it. */
static bool
is_own (XmlStream *stream, const xmlChar *uri)
{
  if (uri == NULL || uri == stream->own_uri) /* libxml2 keeps one copy of each URI */
    return true;
  for (gsize i = 0; i < G_N_ELEMENTS (own_namespaces); i++)
    if (strcmp ((const char *)uri, own_namespaces[i]) == 0) {
      stream->own_uri = uri;
      return true;
    }
  return false;
}

static void
fail (XmlStream *stream, MessageId id)
{
  GError *error = NULL;
  error_set (&error, stream->place, id, NULL);
  xml_stream_fail (stream, error);
}

static void
on_start (void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int namespace_count,
          const xmlChar **namespaces, int attribute_count, int defaulted, const xmlChar **attributes)
{
  XmlStream *stream = data;
  if (stream->error != NULL)
    return;
  if (++stream->depth > MAX_DEPTH) {
    fail (stream, MSG_XLSX_DAMAGED);
    return;
  }
  if (!is_own (stream, uri))
    return;
  XmlAttributes list = { attributes, (gsize)attribute_count };
  stream->handler->start (stream, (const char *)name, &list);
}

static void
on_end (void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
  XmlStream *stream = data;
  stream->depth--;
  if (stream->error == NULL && is_own (stream, uri))
    stream->handler->end (stream, (const char *)name);
}

static void
on_text (void *data, const xmlChar *text, int length)
{
  XmlStream *stream = data;
  if (stream->error == NULL)
    stream->handler->text (stream, (const char *)text, (gsize)length);
}

static void
on_doctype (void *data, const xmlChar *name, const xmlChar *external_id, const xmlChar *system_id)
{
  fail (data, MSG_XLSX_DOCTYPE);
}

void
xml_stream_fail (XmlStream *stream, GError *error)
{
  if (stream->error != NULL) {
    g_error_free (error);
    return;
  }
  stream->error = error;
  xmlStopParser (stream->parser);
}

bool
xml_stream_read (const char *place, const char *data, gsize size, const XmlHandler *handler, void *user,
                 GError **error)
{
  xmlSAXHandler sax = {
    .initialized = XML_SAX2_MAGIC,
    .startElementNs = on_start,
    .endElementNs = on_end,
    .characters = on_text,
    .cdataBlock = on_text,
    .internalSubset = on_doctype,
  };
  XmlStream stream = { .handler = handler, .user = user, .place = place };
  xmlParserCtxtPtr parser = xmlCreatePushParserCtxt (&sax, &stream, NULL, 0, NULL);
  if (parser == NULL) {
    error_set (error, place, MSG_XLSX_DAMAGED, NULL);
    return false;
  }
  stream.parser = parser;
  xmlCtxtUseOptions (parser, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
  for (gsize done = 0; done < size && stream.error == NULL; done += CHUNK)
    xmlParseChunk (parser, data + done, (int)MIN (CHUNK, size - done), 0);
  if (stream.error == NULL)
    xmlParseChunk (parser, NULL, 0, 1);
  bool well_formed = parser->wellFormed == 1;
  xmlFreeParserCtxt (parser);
  if (stream.error != NULL)
    g_propagate_error (error, stream.error);
  else if (!well_formed)
    error_set (error, place, MSG_XLSX_DAMAGED, NULL);
  return stream.error == NULL && well_formed;
}

const char *
xml_attribute (const XmlAttributes *attributes, const char *name, bool qualified, gsize *ret_length)
{
  for (gsize i = 0; i < attributes->count; i++) {
    /* five pointers each: local name, prefix, URI, first byte of the value, byte behind it */
    const unsigned char *const *item = attributes->items + 5 * i;
    if ((item[1] != NULL) != qualified || strcmp ((const char *)item[0], name) != 0)
      continue;
    *ret_length = (gsize)(item[4] - item[3]);
    return (const char *)item[3];
  }
  return NULL;
}

char *
xml_attribute_dup (Arena *arena, const XmlAttributes *attributes, const char *name, bool qualified)
{
  gsize length = 0;
  const char *value = xml_attribute (attributes, name, qualified, &length);
  return arena_strndup (arena, value, length);
}

bool
xml_attribute_uint (const XmlAttributes *attributes, const char *name, guint *ret)
{
  gsize length = 0;
  const char *value = xml_attribute (attributes, name, false, &length);
  guint number = 0;
  if (value == NULL || length == 0 || length > 9)
    return false;
  for (gsize i = 0; i < length; i++) {
    if (!g_ascii_isdigit (value[i]))
      return false;
    number = number * 10 + (guint)(value[i] - '0');
  }
  *ret = number;
  return true;
}

bool
xml_attribute_bool (const XmlAttributes *attributes, const char *name)
{
  gsize length = 0;
  const char *value = xml_attribute (attributes, name, false, &length);
  return value != NULL
         && ((length == 1 && value[0] == '1') || (length == 4 && memcmp (value, "true", 4) == 0));
}
