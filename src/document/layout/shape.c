/* shape.c - see shape.h: an open hash table in front of HarfBuzz. */
#include "document/layout/shape.h"
#include <hb-ot.h>
#include <string.h>

#define MISSING_MAX 20 /* characters named in an error */

struct Shaper {
  Arena *arena;
  hb_buffer_t *buffer;
  const Word **slots; /* a power of two, at most half full */
  gsize slot_count, used;
  GString *missing;
  glong missing_count;
  const char *missing_where;
};

Shaper *
shaper_new (Arena *arena)
{
  Shaper *shaper = g_new0 (Shaper, 1);
  shaper->arena = arena;
  shaper->buffer = hb_buffer_create ();
  shaper->slot_count = 1024;
  shaper->slots = g_new0 (const Word *, shaper->slot_count);
  shaper->missing = g_string_new (NULL);
  return shaper;
}

void
shaper_free (Shaper *shaper)
{
  if (shaper == NULL)
    return;
  hb_buffer_destroy (shaper->buffer);
  g_free (shaper->slots);
  g_string_free (shaper->missing, TRUE);
  g_free (shaper);
}

static guint32
hash_word (guint face, const char *text, gsize length)
{
  guint32 hash = 2166136261u ^ face; /* FNV-1a */
  for (gsize i = 0; i < length; i++)
    hash = (hash ^ (guint8)text[i]) * 16777619u;
  return hash ^ hash >> 15;
}

static const Word **
find_slot (const Word **slots, gsize slot_count, guint face, const char *text, gsize length)
{
  for (gsize at = hash_word (face, text, length);; at++) {
    const Word **slot = &slots[at & (slot_count - 1)];
    if (*slot == NULL
        || ((*slot)->face == face && (*slot)->length == length && memcmp ((*slot)->text, text, length) == 0))
      return slot;
  }
}

static void
grow (Shaper *shaper)
{
  gsize count = 2 * shaper->slot_count;
  const Word **slots = g_new0 (const Word *, count);
  for (gsize i = 0; i < shaper->slot_count; i++) {
    const Word *word = shaper->slots[i];
    if (word != NULL)
      *find_slot (slots, count, word->face, word->text, word->length) = word;
  }
  g_free (shaper->slots);
  shaper->slots = slots;
  shaper->slot_count = count;
}

static void
note_missing (Shaper *shaper, const Word *word, gsize at)
{
  gunichar character = g_utf8_get_char (word->text + at);
  if (shaper->missing_where == NULL)
    shaper->missing_where = arena_strndup (shaper->arena, word->text, word->length);
  char utf8[7] = "";
  utf8[g_unichar_to_utf8 (character, utf8)] = '\0';
  if (shaper->missing_count >= MISSING_MAX || strstr (shaper->missing->str, utf8) != NULL)
    return;
  g_string_append_printf (shaper->missing, "%s%s (U+%04X)", shaper->missing->len > 0 ? ", " : "", utf8,
                          character);
  shaper->missing_count++;
}

/* Do the glyphs alone tell the text?  No-break blanks count as blanks. */
static bool
reads_back (const Word *word)
{
  const Font *font = font_get ((FaceIndex)word->face);
  const char *p = word->text, *end = p + word->length;
  for (guint i = 0; i < word->glyph_count; i++) {
    if (p >= end)
      return false;
    gunichar character = g_utf8_get_char (p), read = font->characters[word->glyphs[i]];
    if (character != read && !(character == 0xA0 && read == ' '))
      return false;
    p = g_utf8_next_char (p);
  }
  return p == end;
}

static void
take_glyphs (Shaper *shaper, Word *word)
{
  guint count = 0;
  const hb_glyph_info_t *infos = hb_buffer_get_glyph_infos (shaper->buffer, &count);
  const hb_glyph_position_t *positions = hb_buffer_get_glyph_positions (shaper->buffer, &count);
  guint16 *glyphs = arena_array (shaper->arena, guint16, 2 * count);
  gint16 *advances = (gint16 *)(glyphs + count), *offsets = NULL;
  for (guint i = 0; i < count; i++) {
    glyphs[i] = (guint16)infos[i].codepoint;
    advances[i] = (gint16)positions[i].x_advance;
    word->width += positions[i].x_advance;
    if (infos[i].codepoint == 0)
      note_missing (shaper, word, infos[i].cluster);
    if (offsets == NULL && (positions[i].x_offset != 0 || positions[i].y_offset != 0))
      offsets = arena_array (shaper->arena, gint16, 2 * count);
  }
  for (guint i = 0; offsets != NULL && i < count; i++) {
    offsets[2 * i] = (gint16)positions[i].x_offset;
    offsets[2 * i + 1] = (gint16)positions[i].y_offset;
  }
  word->glyph_count = (guint16)count;
  word->glyphs = glyphs;
  word->advances = advances;
  word->offsets = offsets;
  word->plain = offsets == NULL && reads_back (word);
}

static const Word *
shape (Shaper *shaper, FaceIndex face, const char *text, gsize length)
{
  static const hb_feature_t features[] = {
    { HB_TAG ('l', 'i', 'g', 'a'), 0, 0, HB_FEATURE_GLOBAL_END },
    { HB_TAG ('c', 'l', 'i', 'g'), 0, 0, HB_FEATURE_GLOBAL_END },
  };
  Word *word = arena_new0 (shaper->arena, Word);
  word->text = arena_strndup (shaper->arena, text, length);
  word->length = (guint32)length;
  word->face = (guint8)face;
  hb_buffer_t *buffer = shaper->buffer;
  hb_buffer_clear_contents (buffer);
  hb_buffer_add_utf8 (buffer, text, (int)length, 0, (int)length);
  hb_buffer_set_direction (buffer, HB_DIRECTION_LTR);
  hb_buffer_set_script (buffer, HB_SCRIPT_LATIN);
  hb_buffer_set_language (buffer, hb_language_from_string ("vi", 2));
  hb_shape (font_get (face)->font, buffer, features, G_N_ELEMENTS (features));
  take_glyphs (shaper, word);
  return word;
}

const Word *
shaper_word (Shaper *shaper, FaceIndex face, const char *text, gsize length)
{
  g_assert (length <= WORD_MAX);
  const Word **slot = find_slot (shaper->slots, shaper->slot_count, face, text, length);
  if (*slot != NULL)
    return *slot;
  const Word *word = shape (shaper, face, text, length);
  *slot = word;
  if (2 * ++shaper->used > shaper->slot_count)
    grow (shaper);
  return word;
}

/* Part of a plain word, in which each glyph is one character: shares its arrays. */
static const Word *
view (Shaper *shaper, const Word *word, guint first, guint count, const char *text, gsize length)
{
  Word *part = arena_new0 (shaper->arena, Word);
  *part = *word;
  part->text = text;
  part->length = (guint32)length;
  part->glyph_count = (guint16)count;
  part->glyphs += first;
  part->advances += first;
  part->width = 0;
  for (guint i = 0; i < count; i++)
    part->width += part->advances[i];
  return part;
}

/* Characters at the beginning of the word that fit into `room` font units; marks stay with their letter. */
static guint
count_fitting (const Word *word, double room, gsize *ret_length)
{
  const char *p = word->text, *end = p + word->length;
  double width = 0;
  guint count = 0, fit = 0;
  *ret_length = 0;
  while (p < end) {
    width += count < word->glyph_count ? word->advances[count] : 0;
    if (fit > 0 && width > room)
      break;
    p = g_utf8_next_char (p);
    count++;
    if (p == end || !g_unichar_ismark (g_utf8_get_char (p))) {
      fit = count;
      *ret_length = (gsize)(p - word->text);
    }
  }
  return fit;
}

bool
shaper_cut (Shaper *shaper, const Word *word, double room, const Word **ret_part, const Word **ret_rest)
{
  gsize length = 0;
  guint count = count_fitting (word, room * font_get ((FaceIndex)word->face)->units, &length);
  if (length >= word->length)
    return false;
  const char *rest = word->text + length;
  if (word->plain) {
    *ret_part = view (shaper, word, 0, count, word->text, length);
    *ret_rest = view (shaper, word, count, word->glyph_count - count, rest, word->length - length);
    return true;
  }
  *ret_part = shaper_word (shaper, (FaceIndex)word->face, word->text, length);
  *ret_rest = shaper_word (shaper, (FaceIndex)word->face, rest, word->length - length);
  return true;
}

const char *
shaper_missing (const Shaper *shaper, const char **ret_where)
{
  *ret_where = shaper->missing_where;
  return shaper->missing->str;
}
