/* mend.c - see mend.h. */
#include "model/mend.h"
#include "base/text.h"
#include <string.h>

typedef enum { ITEM_NONE, ITEM_INDICATOR, ITEM_EVIDENCE, ITEM_PAPER } Item;

typedef struct {
  const char *page, *words; /* page NULL: by the place */
  Item item;
} Target;

static const struct {
  const char *key;
  Target target;
} places[] = {
#define PLACE(key, page, words, item) { key, { page, words, ITEM_##item } },
#define CODE(code, page, words, item)
#define AT_PLACE(code)
#include "model/mends.def"
#undef PLACE
#undef CODE
#undef AT_PLACE
};

static const Target codes[FINDING_CODE_COUNT] = {
#define PLACE(key, page, words, item)
#define CODE(code, page, words, item) [FINDING_##code] = { page, words, ITEM_##item },
#define AT_PLACE(code) [FINDING_##code] = { NULL, "", ITEM_NONE },
#include "model/mends.def"
#undef PLACE
#undef CODE
#undef AT_PLACE
};

/* A finding without a row would quietly be looked for at its place. */
enum {
  CODE_ROWS = 0
#define PLACE(key, page, words, item)
#define CODE(code, page, words, item) +1
#define AT_PLACE(code) +1
#include "model/mends.def"
#undef PLACE
#undef CODE
#undef AT_PLACE
};
G_STATIC_ASSERT ((int)CODE_ROWS == (int)FINDING_CODE_COUNT);

/* Of a table of people, "bang/can-bo.csv:3:Họ tên", or of the round as a whole. */
static const Target people = { "/nguoi", "Danh sách người", ITEM_NONE },
                    whole = { "", "Đợt đánh giá", ITEM_NONE };

typedef struct {
  const char *first, *second; /* steps of the pointer; "" where there is none */
} Place;

static Place
split_place (Arena *arena, const char *where)
{
  g_auto (GStrv) steps = g_strsplit (where[0] == '/' ? where + 1 : "", "/", 3);
  guint count = g_strv_length (steps);
  return (Place){ count > 0 ? arena_strdup (arena, steps[0]) : "",
                  count > 1 ? arena_strdup (arena, steps[1]) : "" };
}

static Target
target_of (const Finding *finding, const Place *place)
{
  if (codes[finding->code].page != NULL)
    return codes[finding->code];
  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    if (strcmp (places[i].key, place->first) == 0)
      return places[i].target;
  return finding->where[0] != '\0' && finding->where[0] != '/' ? people : whole;
}

/* The row of a list that the place names; false: none. */
static bool
row_of (const char *step, gsize count, gsize *ret)
{
  guint64 row = 0;
  if (!g_ascii_string_to_unsigned (step, 10, 0, G_MAXINT32, &row, NULL) || row >= count)
    return false;
  *ret = (gsize)row;
  return true;
}

static const char *
indicator_of (const Round *round, const Finding *finding, const Place *place)
{
  gsize row = 0;
  const char *id = NULL;
  if (strcmp (place->first, "ratings") == 0 && row_of (place->second, round->rating_count, &row))
    id = round->ratings[row].indicator_id;
  else if (strcmp (place->first, "improvements") == 0
           && row_of (place->second, round->improvement_count, &row))
    id = round->improvements[row].indicator_id;
  else if (strcmp (place->first, "scheme_overrides") == 0)
    id = place->second;
  else if (finding->message.args[0] != NULL) /* what has no rating yet is named by the message alone */
    id = finding->message.args[0];
  return id != NULL && scheme_find_indicator (round->scheme, id) != NULL ? id : NULL;
}

static const char *
below (Arena *arena, const char *page, const char *step)
{
  return arena_concat (arena, page, "/", step, NULL);
}

Mend
finding_mend (Arena *arena, const Round *round, const gint64 *evidence_ids, const Finding *finding)
{
  Place place = split_place (arena, finding->where);
  Target target = target_of (finding, &place);
  Mend mend = { target.page, target.words };
  const char *id = target.item == ITEM_INDICATOR ? indicator_of (round, finding, &place) : NULL;
  gsize row = 0;
  Paper paper;
  if (id != NULL)
    return (Mend){ below (arena, target.page, id), arena_concat (arena, target.words, " ", id, NULL) };
  if (target.item == ITEM_EVIDENCE && row_of (place.second, round->evidence_count, &row)) {
    const char *title = round->evidence[row].title;
    if (evidence_ids != NULL && evidence_ids[row] != 0)
      mend.page = arena_printf (arena, "%s/%" G_GINT64_FORMAT, target.page, evidence_ids[row]);
    if (title != NULL)
      mend.words = arena_concat (arena, "Minh chứng “", title, "”", NULL);
  }
  if (target.item == ITEM_PAPER && paper_from_name (place.second, &paper))
    mend = (Mend){ below (arena, target.page, place.second), text_capitalise (arena, paper_label (paper)) };
  return mend;
}
