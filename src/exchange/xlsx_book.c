/* xlsx_book.c - the parts of a workbook beside its sheet: relationships, list of sheets, styles,
 * shared strings. */
#include "exchange/xlsx_book.h"
#include "base/text.h"
#include <string.h>

bool
xlsx_book_read_part (XlsxBook *book, const char *path, gsize limit, const XmlHandler *handler, void *user,
                     bool *ret_found, GError **error)
{
  g_autoptr (Arena) part = arena_new (limit + 4096);
  char *data = NULL;
  gsize size = 0;
  bool found = false;
  if (!zip_reader_read (book->zip, part, path, limit, &found, &data, &size, error))
    return false;
  *ret_found = found;
  return !found || xml_stream_read (book->name, data, size, handler, user, error);
}

/* ---- relationships ---- */

/* An archive has no more entries that they could lead to. */
#define MAX_RELATIONS 10000

typedef struct {
  const char *id, *type, *target;
} Relation;

typedef struct {
  Arena *arena;
  Relation *items;
  gsize count;
} Relations;

static void
ignore_end (XmlStream *stream, const char *element)
{
}

static void
ignore_text (XmlStream *stream, const char *text, gsize length)
{
}

static void
relation_start (XmlStream *stream, const char *element, const XmlAttributes *attributes)
{
  Relations *relations = stream->user;
  gsize length = 0;
  const char *mode = xml_attribute (attributes, "TargetMode", false, &length);
  bool external = mode != NULL && length == 8 && memcmp (mode, "External", 8) == 0;
  if (strcmp (element, "Relationship") != 0 || external || relations->count >= MAX_RELATIONS)
    return;
  Relation relation = {
    .id = xml_attribute_dup (relations->arena, attributes, "Id", false),
    .type = xml_attribute_dup (relations->arena, attributes, "Type", false),
    .target = xml_attribute_dup (relations->arena, attributes, "Target", false),
  };
  if (relation.id != NULL && relation.type != NULL && relation.target != NULL)
    ARENA_PUSH (relations->arena, relations->items, relations->count) = relation;
}

static const XmlHandler relation_handler = { relation_start, ignore_end, ignore_text };

/* The target of a relationship as a path in the archive: relative to the folder of `part`, or, with
 * a leading '/', to the top. */
static const char *
resolve_target (Arena *arena, const char *part, const char *target)
{
  g_autofree char *folder = g_path_get_dirname (part);
  g_autofree char *joined
      = target[0] == '/' ? g_strdup (target + 1) : g_strconcat (folder, "/", target, NULL);
  g_auto (GStrv) steps = g_strsplit (joined, "/", -1);
  g_autoptr (GPtrArray) kept = g_ptr_array_new ();
  for (gsize i = 0; steps[i] != NULL; i++) {
    if (strcmp (steps[i], "..") == 0 && kept->len > 0)
      g_ptr_array_remove_index (kept, kept->len - 1);
    else if (steps[i][0] != '\0' && strcmp (steps[i], ".") != 0 && strcmp (steps[i], "..") != 0)
      g_ptr_array_add (kept, steps[i]);
  }
  g_ptr_array_add (kept, NULL);
  g_autofree char *path = g_strjoinv ("/", (char **)kept->pdata);
  return arena_strdup (arena, path);
}

/* The relationships of `part`; none if it has no list. */
static bool
read_relations (XlsxBook *book, const char *part, Relations *relations, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (part);
  g_autofree char *base = g_path_get_basename (part);
  const char *path = part[0] == '\0' ? "_rels/.rels"
                     : strcmp (folder, ".") == 0
                         ? arena_printf (relations->arena, "_rels/%s.rels", base)
                         : arena_printf (relations->arena, "%s/_rels/%s.rels", folder, base);
  bool found = false;
  return xlsx_book_read_part (book, path, XLSX_MAX_SMALL, &relation_handler, relations, &found, error);
}

/* The first relationship whose type ends so (both editions differ only before that), or NULL. */
static const Relation *
find_relation (const Relations *relations, const char *type_end)
{
  for (gsize i = 0; i < relations->count; i++)
    if (g_str_has_suffix (relations->items[i].type, type_end))
      return &relations->items[i];
  return NULL;
}

/* ---- list of sheets ---- */

typedef struct {
  XlsxBook *book;
  const char *path; /* of the workbook */
  const Relations *relations;
  gsize looked_at;
  const char *hidden_path; /* first worksheet that is hidden: used if none is visible */
} SheetList;

static void
workbook_start (XmlStream *stream, const char *element, const XmlAttributes *attributes)
{
  SheetList *list = stream->user;
  if (strcmp (element, "workbookPr") == 0)
    list->book->epoch_1904 = xml_attribute_bool (attributes, "date1904");
  if (strcmp (element, "sheet") != 0 || list->book->sheet_path != NULL || list->looked_at++ >= MAX_RELATIONS)
    return;
  gsize id_length = 0, state_length = 0;
  const char *id = xml_attribute (attributes, "id", true, &id_length);
  const char *state = xml_attribute (attributes, "state", false, &state_length);
  bool visible = state == NULL || (state_length == 7 && memcmp (state, "visible", 7) == 0);
  for (gsize i = 0; id != NULL && i < list->relations->count; i++) {
    const Relation *relation = &list->relations->items[i];
    bool meant = strlen (relation->id) == id_length && memcmp (relation->id, id, id_length) == 0;
    if (!meant || !g_str_has_suffix (relation->type, "/worksheet")) /* chart sheets have no cells */
      continue;
    if (visible)
      list->book->sheet_path = resolve_target (list->book->scratch, list->path, relation->target);
    else if (list->hidden_path == NULL)
      list->hidden_path = resolve_target (list->book->scratch, list->path, relation->target);
    return;
  }
}

static const XmlHandler workbook_handler = { workbook_start, ignore_end, ignore_text };

/* ---- styles ---- */

typedef struct {
  XlsxBook *book;
  GHashTable *codes; /* number of a format -> GUINT of kind and digits */
  bool in_cell_formats;
} StyleReader;

static void
style_start (XmlStream *stream, const char *element, const XmlAttributes *attributes)
{
  StyleReader *reader = stream->user;
  guint id = 0;
  if (strcmp (element, "cellXfs") == 0)
    reader->in_cell_formats = true;
  if (strcmp (element, "numFmt") == 0 && xml_attribute_uint (attributes, "numFmtId", &id)) {
    gsize length = 0;
    const char *value = xml_attribute (attributes, "formatCode", false, &length);
    g_autofree char *code = g_strndup (value != NULL ? value : "", length);
    XlsxFormat format = xlsx_format_of_code (code);
    g_hash_table_insert (reader->codes, GUINT_TO_POINTER (id),
                         GUINT_TO_POINTER ((guint)format.kind << 8 | format.digits));
  }
  if (!reader->in_cell_formats || strcmp (element, "xf") != 0)
    return;
  XlsxFormat format = { .kind = XLSX_FORMAT_PLAIN };
  void *packed = NULL;
  if (xml_attribute_uint (attributes, "numFmtId", &id))
    format = g_hash_table_lookup_extended (reader->codes, GUINT_TO_POINTER (id), NULL, &packed)
                 ? (XlsxFormat){ (XlsxFormatKind)(GPOINTER_TO_UINT (packed) >> 8),
                                 (guint8)GPOINTER_TO_UINT (packed) }
                 : xlsx_format_builtin (id);
  XlsxBook *book = reader->book;
  ARENA_PUSH (book->scratch, book->formats, book->format_count) = format;
}

static void
style_end (XmlStream *stream, const char *element)
{
  StyleReader *reader = stream->user;
  if (strcmp (element, "cellXfs") == 0)
    reader->in_cell_formats = false;
}

static const XmlHandler style_handler = { style_start, style_end, ignore_text };

static bool
read_styles (XlsxBook *book, GError **error)
{
  g_autoptr (GHashTable) codes = g_hash_table_new (NULL, NULL);
  StyleReader reader = { .book = book, .codes = codes };
  bool found = false;
  return book->styles_path == NULL
         || xlsx_book_read_part (book, book->styles_path, XLSX_MAX_SMALL, &style_handler, &reader, &found,
                                 error);
}

/* ---- shared strings ---- */

typedef struct {
  XlsxBook *book;
  GString *text;
  gsize phonetic; /* depth of rPh: how to read it aloud, no part of the text */
  bool in_text, too_long;
} StringReader;

static void
string_start (XmlStream *stream, const char *element, const XmlAttributes *attributes)
{
  StringReader *reader = stream->user;
  if (strcmp (element, "si") == 0) {
    g_string_truncate (reader->text, 0);
    reader->too_long = false;
  } else if (strcmp (element, "rPh") == 0)
    reader->phonetic++;
  else if (strcmp (element, "t") == 0)
    reader->in_text = reader->phonetic == 0;
}

static void
string_end (XmlStream *stream, const char *element)
{
  StringReader *reader = stream->user;
  XlsxBook *book = reader->book;
  if (strcmp (element, "t") == 0)
    reader->in_text = false;
  else if (strcmp (element, "rPh") == 0 && reader->phonetic > 0)
    reader->phonetic--;
  if (strcmp (element, "si") != 0)
    return;
  GError *error = NULL;
  const char *kept = reader->too_long ? NULL : xlsx_book_keep_text (book, reader->text, &error);
  if (error == NULL && book->string_count >= TABLE_MAX_CELLS)
    error_set (&error, book->name, MSG_TABLE_TOO_LARGE, NULL);
  if (error != NULL)
    xml_stream_fail (stream, error);
  else
    ARENA_PUSH (book->scratch, book->strings, book->string_count) = kept;
}

static void
string_text (XmlStream *stream, const char *text, gsize length)
{
  StringReader *reader = stream->user;
  if (!reader->in_text || reader->too_long)
    return;
  if (reader->text->len + length > TABLE_MAX_CELL)
    reader->too_long = true; /* an error only where a cell uses it: then there is a place to name */
  else
    g_string_append_len (reader->text, text, (gssize)length);
}

static const XmlHandler string_handler = { string_start, string_end, string_text };

static bool
read_strings (XlsxBook *book, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  StringReader reader = { .book = book, .text = text };
  bool found = false;
  return book->strings_path == NULL
         || xlsx_book_read_part (book, book->strings_path, XLSX_MAX_STRINGS, &string_handler, &reader, &found,
                                 error);
}

/* The character of "_xHHHH_" at `p`; false if it is not one. */
static bool
escaped_character (const char *p, gunichar *ret)
{
  gunichar code = 0;
  if (p[0] != '_' || p[1] != 'x')
    return false;
  for (int i = 2; i < 6; i++) {
    int digit = g_ascii_xdigit_value (p[i]);
    if (digit < 0)
      return false;
    code = code * 16 + (gunichar)digit;
  }
  if (p[6] != '_' || (code >= 0xD800 && code <= 0xDFFF))
    return false;
  *ret = code;
  return true;
}

/* Decodes _xHHHH_ (ST_Xstring: characters that XML cannot hold) in place.  Control characters
 * have no use in a table and become blanks. */
static void
decode_escapes (GString *text)
{
  char *out = text->str;
  for (const char *p = text->str; *p != '\0';) {
    gunichar code = 0;
    if (!escaped_character (p, &code)) {
      *out++ = *p++;
      continue;
    }
    bool control = code < 0x20 && code != '\n' && code != '\t';
    out += g_unichar_to_utf8 (control ? ' ' : code, out); /* at most 3 bytes for the 7 read */
    p += 7;
  }
  g_string_truncate (text, (gsize)(out - text->str));
}

const char *
xlsx_book_keep_text (XlsxBook *book, GString *raw, GError **error)
{
  if (raw->len == 0)
    return "";
  if (strstr (raw->str, "_x") != NULL)
    decode_escapes (raw);
  book->text_used += raw->len + 1;
  if (book->text_used > TABLE_MAX_TEXT) {
    error_set (error, book->name, MSG_TABLE_TOO_LARGE, NULL);
    return NULL;
  }
  return text_strip (book->arena, text_nfc (book->arena, arena_strndup (book->arena, raw->str, raw->len)));
}

/* ---- the whole ---- */

bool
xlsx_book_open (XlsxBook *book, GError **error)
{
  Relations package = { .arena = book->scratch }, relations = { .arena = book->scratch };
  if (!read_relations (book, "", &package, error))
    return false;
  const Relation *main_part = find_relation (&package, "/officeDocument");
  const char *workbook
      = main_part != NULL ? resolve_target (book->scratch, "", main_part->target) : "xl/workbook.xml";
  SheetList list = { .book = book, .path = workbook, .relations = &relations };
  bool found = false;
  if (!read_relations (book, workbook, &relations, error)
      || !xlsx_book_read_part (book, workbook, XLSX_MAX_SMALL, &workbook_handler, &list, &found, error))
    return false;
  if (book->sheet_path == NULL)
    book->sheet_path = list.hidden_path;
  if (!found || book->sheet_path == NULL) {
    error_set (error, book->name, MSG_XLSX_NO_SHEET, NULL);
    return false;
  }
  const Relation *strings = find_relation (&relations, "/sharedStrings");
  const Relation *styles = find_relation (&relations, "/styles");
  book->strings_path = strings != NULL ? resolve_target (book->scratch, workbook, strings->target) : NULL;
  book->styles_path = styles != NULL ? resolve_target (book->scratch, workbook, styles->target) : NULL;
  return read_styles (book, error) && read_strings (book, error);
}
