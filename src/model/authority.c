/* authority.c - see authority.h. */
#include "model/authority.h"
#include <string.h>

#define SHORT "UBND"
#define LONG "Ủy ban nhân dân"

/* Towns that stand beside the provinces, not below them. */
static const char *const great_towns[]
    = { "hà nội", "hồ chí minh", "hải phòng", "đà nẵng", "cần thơ", "huế", NULL };

static bool
was_below_district (UnitKind kind)
{
  return kind == UNIT_MAM_NON || kind == UNIT_TIEU_HOC || kind == UNIT_THCS;
}

/* The text behind the word, which stands by itself; NULL if it is not there. */
static const char *
behind_word (const char *text, const char *word)
{
  gsize length = strlen (word);
  for (const char *at = text; (at = strstr (at, word)) != NULL; at += length)
    if ((at == text || at[-1] == ' ') && (at[length] == ' ' || at[length] == '\0'))
      return at[length] == ' ' ? at + length + 1 : at + length;
  return NULL;
}

/* A town below a province: "thành phố Vinh", not "thành phố Hà Nội". */
static bool
names_lesser_town (const char *folded)
{
  const char *town = behind_word (folded, "thành phố");
  for (gsize i = 0; town != NULL && great_towns[i] != NULL; i++)
    if (g_str_has_prefix (town, great_towns[i]))
      return false;
  return town != NULL;
}

/* The district's word in a name, "" of an education office's without one; NULL: none. */
static const char *
district_word (const char *name)
{
  static const char *const words[] = { "quận", "huyện", "thị xã" };
  g_autofree char *folded = name != NULL ? g_utf8_strdown (name, -1) : g_strdup ("");
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (behind_word (folded, words[i]) != NULL)
      return words[i];
  if (names_lesser_town (folded))
    return "thành phố";
  return g_str_has_prefix (folded, "phòng gd") || g_str_has_prefix (folded, "phòng giáo dục") ? "" : NULL;
}

bool
authorities_name_district (UnitKind kind, const Authorities *present)
{
  return was_below_district (kind)
         && (district_word (present->governing_body) != NULL || district_word (present->appraiser) != NULL
             || district_word (present->recogniser) != NULL);
}

/* ---- proposing ---- */

static const char *
committee_words (const Authorities *present)
{
  const char *name = present != NULL ? present->governing_body : NULL;
  g_autofree char *folded = name != NULL ? g_utf8_strdown (name, -1) : g_strdup ("");
  return g_str_has_prefix (folded, "ủy ban") || g_str_has_prefix (folded, "uỷ ban") ? LONG : SHORT;
}

/* A town's quarter became a phường, a huyện's village a xã, as a rule. */
static const char *
commune_words (const Authorities *present)
{
  const char *word = present != NULL ? district_word (present->governing_body) : NULL;
  return word == NULL || word[0] == '\0' ? "xã, phường " AUTHORITY_GAP
         : strcmp (word, "huyện") == 0   ? "xã " AUTHORITY_GAP
                                         : "phường " AUTHORITY_GAP;
}

static Authorities
of_committee (Arena *arena, const char *committee, const char *place, const char *appraiser)
{
  const char *name = arena_concat (arena, committee, " ", place, NULL);
  return (Authorities){ name, appraiser != NULL ? appraiser : name,
                        arena_concat (arena, "Chủ tịch ", name, NULL) };
}

bool
authorities_propose (Arena *arena, UnitKind kind, int year, const Authorities *present, const char *commune,
                     Authorities *ret)
{
  const char *committee = committee_words (present);
  bool named = commune != NULL && commune[0] != '\0';
  if (kind == UNIT_THPT || kind == UNIT_GDTX) {
    static const char office[] = "Sở Giáo dục và Đào tạo " AUTHORITY_GAP;
    *ret = of_committee (arena, committee, "tỉnh " AUTHORITY_GAP, office);
    ret->governing_body = office;
    return true;
  }
  if (!was_below_district (kind))
    return false;
  *ret = year >= AUTHORITY_CHANGE_YEAR
             ? of_committee (arena, committee, named ? commune : commune_words (present), NULL)
             : of_committee (arena, committee, "quận, huyện " AUTHORITY_GAP,
                             "Phòng Giáo dục và Đào tạo quận, huyện " AUTHORITY_GAP);
  return true;
}
