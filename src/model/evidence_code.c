/* evidence_code.c - see evidence_code.h. */
#include "model/evidence_code.h"
#include <string.h>

enum { TOKEN_BOX, TOKEN_CRITERION, TOKEN_INDICATOR, TOKEN_NN, TOKEN_COUNT };
static const char *const tokens[TOKEN_COUNT] = { "{box}", "{criterion}", "{indicator}", "{nn}" };

/* Which token begins at `text`, or -1. */
static int
token_at (const char *text)
{
  for (int token = 0; token < TOKEN_COUNT; token++)
    if (g_str_has_prefix (text, tokens[token]))
      return token;
  return -1;
}

bool
evidence_pattern_is_valid (const char *pattern)
{
  bool seen[TOKEN_COUNT] = { false };
  if (strlen (pattern) > EVIDENCE_PATTERN_MAX)
    return false;
  for (const char *p = pattern; *p != '\0';) {
    int token = token_at (p);
    if (token < 0 && (*p == '{' || *p == '}' || g_ascii_iscntrl (*p)))
      return false;
    if (token >= 0 && seen[token])
      return false;
    if (token >= 0)
      seen[token] = true;
    p += token >= 0 ? strlen (tokens[token]) : 1;
  }
  return seen[TOKEN_NN];
}

/* The pattern with its values; `nn` is what stands for the number. */
static char *
fill_pattern (Arena *arena, const char *pattern, const char *const values[TOKEN_COUNT])
{
  g_autoptr (GString) code = g_string_new (NULL);
  for (const char *p = pattern; *p != '\0';) {
    int token = token_at (p);
    if (token < 0) {
      g_string_append_c (code, *p++);
      continue;
    }
    g_string_append (code, values[token]);
    p += strlen (tokens[token]);
  }
  return arena_strndup (arena, code->str, code->len);
}

/* Codes in use, and the last number of each series.  A series is what the code
 * looks like apart from its number, so a pattern without {box} counts through all boxes. */
typedef struct {
  Arena *arena;
  const char *pattern;
  GHashTable *taken;
  GHashTable *last;
} Coder;

/* All but the number, for which a line end stands. */
static void
find_values (const Round *round, const Evidence *item, const Indicator *indicator,
             const char *ret[TOKEN_COUNT])
{
  const char *criterion = round->scheme->criteria[indicator->criterion].id;
  const char *dot = strchr (indicator->id, '.');
  bool own_box = item->box != NULL && item->box[0] != '\0';
  ret[TOKEN_BOX] = own_box ? item->box : criterion;
  ret[TOKEN_CRITERION] = criterion;
  ret[TOKEN_INDICATOR] = dot != NULL ? dot + 1 : indicator->id;
  ret[TOKEN_NN] = "\n";
}

static const char *
pattern_of (const Round *round)
{
  const char *pattern = round->evidence_code_pattern;
  return pattern != NULL && evidence_pattern_is_valid (pattern) ? pattern : EVIDENCE_CODE_DEFAULT;
}

const char *
evidence_code_start (const Round *round, const Evidence *item, const Indicator *indicator, Arena *arena)
{
  const char *values[TOKEN_COUNT];
  find_values (round, item, indicator, values);
  char *series = fill_pattern (arena, pattern_of (round), values);
  *strchr (series, '\n') = '\0';
  return series;
}

static const char *
assign_code (Coder *coder, const Round *round, const Evidence *item, const Indicator *indicator)
{
  const char *values[TOKEN_COUNT];
  find_values (round, item, indicator, values);
  const char *series = fill_pattern (coder->arena, coder->pattern, values);
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (coder->last, series));
  const char *code = NULL;
  do {
    char digits[16];
    g_snprintf (digits, sizeof digits, "%02u", ++number);
    values[TOKEN_NN] = digits;
    code = fill_pattern (coder->arena, coder->pattern, values);
  } while (!g_hash_table_add (coder->taken, (gpointer)code));
  g_hash_table_insert (coder->last, (gpointer)series, GUINT_TO_POINTER (number));
  return code;
}

const char **
evidence_codes_assign (const Round *round, const Indicator *const *named_by, Arena *arena)
{
  g_autoptr (GHashTable) taken = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) last = g_hash_table_new (g_str_hash, g_str_equal);
  Coder coder = { arena, pattern_of (round), taken, last };
  const char **codes = arena_array (arena, const char *, round->evidence_count);
  for (gsize i = 0; i < round->evidence_count; i++) {
    const char *given = round->evidence[i].code;
    if (given == NULL || given[0] == '\0')
      continue;
    codes[i] = given;
    g_hash_table_add (taken, (gpointer)given);
  }
  for (gsize i = 0; i < round->evidence_count; i++)
    if (codes[i] == NULL && named_by[i] != NULL)
      codes[i] = assign_code (&coder, round, &round->evidence[i], named_by[i]);
  return codes;
}
