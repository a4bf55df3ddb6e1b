/* fence_paper.c - the parts of a paper that a wording may place: căn cứ, letterhead, title, receivers, annex.
 */
#include "base/text.h"
#include "document/compose_parts.h"
#include <string.h>

/* Without the sign at the end: it is ours. */
static const char *
without_end (Arena *arena, const char *text)
{
  char *copy = arena_strdup (arena, text);
  gsize length = strlen (copy);
  while (length > 0 && strchr (";., ", copy[length - 1]) != NULL)
    copy[--length] = '\0';
  return copy;
}

/* Each căn cứ its own line, ended by ";", the last by "." (ND 30/2020, Phu luc I, II.6.a). */
bool
fence_legal_bases (const Fence *fence, GArray *out, GError **error)
{
  Composer *composer = fence->composer;
  Arena *arena = composer->arena;
  const Round *round = composer->data->round;
  FenceLines lines = { 0 }, more = fence_lines (fence);
  for (gsize i = 0; i < round->legal_basis_count; i++) {
    if (!view_legal_serves (&round->legal_bases[i], composer->has_paper, composer->paper))
      continue;
    g_autoptr (GString) text = g_string_new ("Căn cứ ");
    markdown_escape (text, view_legal_cite (arena, &round->legal_bases[i]));
    ARENA_PUSH (arena, lines.items, lines.count)
        = (FenceLine){ arena_strndup (arena, text->str, text->len), fence->line };
  }
  for (gsize i = 0; i < more.count; i++)
    ARENA_PUSH (arena, lines.items, lines.count) = more.items[i];
  for (gsize i = 0; i < lines.count; i++) {
    Block block = { .kind = BLOCK_PARAGRAPH };
    const char *text = arena_concat (arena, without_end (arena, lines.items[i].text),
                                     i + 1 < lines.count ? ";" : ".", NULL);
    FenceLine line = { arena_strdup (arena, text), lines.items[i].line };
    if (!fence_paragraph (fence, &line, STYLE_LEGAL_BASIS, &block.paragraph, error))
      return false;
    block_add (out, block);
  }
  return true;
}

static bool
is_yes (const Fence *fence, const char *key)
{
  return g_strcmp0 (fence_option (fence, key), "yes") == 0;
}

bool
fence_letterhead (const Fence *fence, GArray *out, GError **error)
{
  LetterheadOptions options = { .number = is_yes (fence, "number"),
                                .date = is_yes (fence, "date"),
                                .symbol = fence_option (fence, "symbol"),
                                .copy = fence_option (fence, "copy") };
  letterhead_add (fence->composer, &options, out);
  return true;
}

bool
fence_title (const Fence *fence, GArray *out, GError **error)
{
  FenceLines lines = fence_lines (fence);
  for (gsize i = 0; i < lines.count; i++) {
    Block block = { .kind = BLOCK_PARAGRAPH };
    if (!fence_paragraph (fence, &lines.items[i], i == 0 ? STYLE_KIND : STYLE_SUBJECT, &block.paragraph,
                          error))
      return false;
    if (i > 0 && i + 1 == lines.count)
      block.paragraph.rule_below = 0.4;
    block_add (out, block);
  }
  return true;
}

bool
fence_to (const Fence *fence, GArray *out, GError **error)
{
  Arena *arena = fence->composer->arena;
  FenceLines lines = fence_lines (fence);
  const char **receivers = arena_array (arena, const char *, lines.count);
  for (gsize i = 0; i < lines.count; i++)
    receivers[i] = markdown_unescape (arena, lines.items[i].text);
  letterhead_add_receivers (fence->composer, receivers, lines.count, out);
  return true;
}

/* ---- annex (ND 30/2020, Phu luc I, III.1) ---- */

typedef struct {
  const char *number, *title, *subject, *of, *by;
} AnnexLines;

static bool
read_annex (const Fence *fence, AnnexLines *ret, GError **error)
{
  Arena *arena = fence->composer->arena;
  const struct {
    const char *name;
    const char **text;
  } keys[] = {
    { "number", &ret->number }, { "title", &ret->title }, { "subject", &ret->subject },
    { "of", &ret->of },         { "by", &ret->by },
  };
  FenceLines lines = fence_lines (fence);
  for (gsize i = 0; i < lines.count; i++) {
    const char *key, *value;
    gsize at = 0;
    if (!fence_split (arena, lines.items[i].text, &key, &value))
      return fence_fail (fence, lines.items[i].line, error, MSG_WORDING_LINE, lines.items[i].text);
    while (at < G_N_ELEMENTS (keys) && strcmp (keys[at].name, key) != 0)
      at++;
    if (at == G_N_ELEMENTS (keys))
      return fence_fail (fence, lines.items[i].line, error, MSG_WORDING_LINE, lines.items[i].text);
    *keys[at].text = markdown_unescape (arena, value);
  }
  return true;
}

/* "(Kèm theo Quyết định số 70/QĐ-THGT ngày … của Hiệu trưởng …)" */
static const char *
annex_note (const Composer *composer, Paper paper, const char *by)
{
  Arena *arena = composer->arena;
  const Round *round = composer->data->round;
  RoundNames names = round_names_at (round, round->papers[paper].date);
  if (by == NULL && (paper == PAPER_TEAM_DECISION || paper == PAPER_CITIZEN_DECISION)) {
    Signer signer = view_signer (arena, round, &round->papers[paper]);
    const char *office = text_capitalise (arena, text_lower (arena, view_office (arena, &signer.title)));
    by = arena_concat (arena, office, " ", names.name, NULL);
  }
  return arena_concat (arena, "(Kèm theo ", view_paper_kind (paper), " ", view_cite (arena, round, paper),
                       " của ", by != NULL ? by : names.name, ")", NULL);
}

bool
fence_annex (const Fence *fence, GArray *out, GError **error)
{
  Composer *composer = fence->composer;
  Arena *arena = composer->arena;
  AnnexLines annex = { 0 };
  Paper paper = PAPER_REPORT;
  if (!read_annex (fence, &annex, error))
    return false;
  if (annex.of != NULL && !paper_from_name (annex.of, &paper))
    return fence_fail (fence, fence->line, error, MSG_WORDING_VALUE, annex.of);
  if (annex.number != NULL)
    block_add (out, block_text (arena, STYLE_PART, arena_concat (arena, "Phụ lục ", annex.number, NULL)));
  if (annex.title != NULL) {
    Block block = block_text (arena, STYLE_KIND, text_upper (arena, annex.title));
    block.paragraph.outline = 1;
    block_add (out, block);
  }
  if (annex.subject != NULL)
    block_add (out, block_text (arena, STYLE_SUBJECT, annex.subject));
  if (annex.of != NULL) {
    Block block = block_text (arena, STYLE_ANNEX_NOTE, annex_note (composer, paper, annex.by));
    block.paragraph.rule_below = 0.4;
    block_add (out, block);
  }
  return true;
}
