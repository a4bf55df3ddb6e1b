/* view_paper.c - numbers, dates, signers and legal bases of papers (ND 30/2020, Phu luc I, II). */
#include "base/text.h"
#include "document/view_parts.h"
#include "model/legal.h"
#include <string.h>

#define NBSP "\xC2\xA0"
#define NUMBER_ROOM NBSP NBSP NBSP NBSP NBSP NBSP NBSP NBSP /* where a pen writes the number */

/* ---- who signs ---- */

/* The signer's lines, " / " inside one line split too. */
static Lines
split_lines (Arena *arena, const Lines *given)
{
  Lines lines = { 0 };
  for (gsize i = 0; i < given->count; i++) {
    g_auto (GStrv) parts = g_strsplit (given->items[i], " / ", -1);
    for (guint j = 0; parts[j] != NULL; j++)
      if (*g_strstrip (parts[j]) != '\0')
        ARENA_PUSH (arena, lines.items, lines.count) = arena_strdup (arena, parts[j]);
  }
  return lines;
}

static Lines
title_of_person (Arena *arena, const Round *round, const Person *person)
{
  Lines lines = { 0 };
  const char *position
      = person != NULL && person->position != NULL ? text_upper (arena, person->position) : "THỦ TRƯỞNG";
  if (g_str_has_prefix (position, "PHÓ ") && person != round->head.person) {
    Signer head = view_head (arena, round);
    ARENA_PUSH (arena, lines.items, lines.count)
        = arena_concat (arena, "KT. ", view_office (arena, &head.title), NULL);
  }
  ARENA_PUSH (arena, lines.items, lines.count) = position;
  return lines;
}

Signer
view_head (Arena *arena, const Round *round)
{
  g_assert (round != NULL);
  const Person *head = round->head.person;
  Signer signer = { .name = head != NULL ? head->name : NULL };
  signer.title = round->head_title.count > 0 ? split_lines (arena, &round->head_title)
                                             : title_of_person (arena, round, round->head.person);
  return signer;
}

Signer
view_signer (Arena *arena, const Round *round, const PaperFacts *facts)
{
  Signer signer = view_head (arena, round);
  if (facts == NULL)
    return signer;
  if (facts->signer.code != NULL) {
    signer.name = facts->signer.person != NULL ? facts->signer.person->name : NULL;
    if (facts->signer.person != round->head.person)
      signer.title = title_of_person (arena, round, facts->signer.person);
  }
  if (facts->signer_title.count > 0)
    signer.title = split_lines (arena, &facts->signer_title);
  return signer;
}

const char *
view_office (Arena *arena, const Lines *title)
{
  static const char *const powers[] = { "KT.", "Q.", "TL.", "TUQ.", "TM." };
  const char *first = title->count > 0 ? title->items[0] : "";
  for (gsize i = 0; i < G_N_ELEMENTS (powers); i++)
    if (g_str_has_prefix (first, powers[i]))
      first += strlen (powers[i]) + strspn (first + strlen (powers[i]), " ");
  return text_upper (arena, first);
}

/* ---- numbers and dates ---- */

const char *
view_paper_kind (Paper paper)
{
  static const char *const kinds[PAPER_COUNT] = {
    [PAPER_LEARNING_PLAN] = "Kế hoạch",
    [PAPER_TEAM_DECISION] = "Quyết định",
    [PAPER_PLAN] = "Kế hoạch",
    [PAPER_CITIZEN_MINUTES] = "Biên bản",
    [PAPER_CITIZEN_DECISION] = "Quyết định",
    [PAPER_MINUTES] = "Biên bản",
    [PAPER_REPORT] = "Báo cáo",
    [PAPER_SUBMISSION] = "Tờ trình",
    [PAPER_ANNOUNCEMENT] = "Thông báo",
  };
  return kinds[paper];
}

const char *
view_number (Arena *arena, const PaperFacts *facts)
{
  return facts != NULL && facts->number > 0 ? arena_printf (arena, "%02d", facts->number) : NULL;
}

static const char *
symbol_of (Arena *arena, const Round *round, const char *symbol, const char *number)
{
  if (symbol == NULL)
    return arena_concat (arena, number, "/", round->unit.abbreviation, NULL);
  return arena_concat (arena, number, "/", symbol, "-", round->unit.abbreviation, NULL);
}

const char *
view_number_symbol (Arena *arena, const Round *round, const PaperFacts *facts, const char *symbol)
{
  const char *number = view_number (arena, facts);
  return symbol_of (arena, round, symbol, number != NULL ? number : NUMBER_ROOM);
}

const char *
view_cite (Arena *arena, const Round *round, Paper paper)
{
  const PaperFacts *facts = &round->papers[paper];
  const char *number = view_number (arena, facts);
  const char *date = date_is_set (facts->date)
                         ? date_long (arena, facts->date, 0)
                         : arena_printf (arena, "ngày …… tháng …… năm %d", paper_year (round->year, paper));
  return arena_concat (arena, "số ",
                       symbol_of (arena, round, paper_symbol (paper), number != NULL ? number : "……"), " ",
                       date, NULL);
}

/* "KT. HIỆU TRƯỞNG / PHÓ HIỆU TRƯỞNG": as the fences for signatures split it. */
static const char *
joined_title (Arena *arena, const Lines *title)
{
  const char *joined = NULL;
  for (gsize i = 0; i < title->count; i++)
    joined = joined == NULL ? title->items[i] : arena_concat (arena, joined, " / ", title->items[i], NULL);
  return joined;
}

const char *
view_team_title (Arena *arena, const Round *round)
{
  const Person *leader = round->team.leader.person;
  for (Paper paper = 0; leader != NULL && paper < PAPER_COUNT; paper++) {
    const PaperFacts *facts = &round->papers[paper];
    const Person *signer = facts->signer.code != NULL ? facts->signer.person : round->head.person;
    if (signer == leader && facts->signer_title.count > 0
        && g_str_has_prefix (facts->signer_title.items[0], "TM. TỔ")) {
      Lines title = split_lines (arena, &facts->signer_title);
      return joined_title (arena, &title);
    }
  }
  return "TM. TỔ ĐÁNH GIÁ / TỔ TRƯỞNG";
}

static Value *
signer_value (Arena *arena, const Signer *signer)
{
  Value *value = value_object (arena);
  const char *office = view_office (arena, &signer->title);
  view_text (value, "name", signer->name);
  view_text (value, "office", office);
  view_text (value, "office_inline", text_capitalise (arena, text_lower (arena, office)));
  view_text (value, "full_title", joined_title (arena, &signer->title));
  value_set (value, "title_lines", view_lines (arena, signer->title.items, signer->title.count));
  return value;
}

Value *
view_paper (Arena *arena, const Round *round, bool has_paper, Paper paper)
{
  const PaperFacts *facts = has_paper ? &round->papers[paper] : NULL;
  Value *value = value_object (arena);
  bool dated = facts != NULL && date_is_set (facts->date);
  Signer signer = view_signer (arena, round, facts);
  value_set_bool (value, "given", facts != NULL && facts->given);
  view_text (value, "kind", has_paper ? view_paper_kind (paper) : NULL);
  view_text (value, "number", view_number (arena, facts));
  view_text (value, "symbol", has_paper ? paper_symbol (paper) : NULL);
  view_text (value, "number_symbol",
             has_paper ? view_number_symbol (arena, round, facts, paper_symbol (paper)) : NULL);
  view_text (value, "date_long", dated ? date_long (arena, facts->date, 0) : NULL);
  view_text (value, "date_short", dated ? date_short (arena, facts->date) : NULL);
  value_set_bool (value, "has_number", facts != NULL && facts->number > 0);
  value_set_bool (value, "has_date", dated);
  view_text (value, "cite", has_paper ? view_cite (arena, round, paper) : NULL);
  value_set (value, "signer", signer_value (arena, &signer));
  return value;
}

/* ---- legal bases ---- */

static const char *
short_cite (Arena *arena, const LegalBasis *basis)
{
  const char *kind = basis->kind != NULL ? basis->kind : "";
  const char *subject = basis->subject != NULL ? basis->subject : "";
  if (legal_is_law (kind))
    return g_str_has_prefix (subject, kind) || *subject == '\0'
               ? (*subject == '\0' ? kind : subject)
               : arena_concat (arena, kind, " ", subject, NULL);
  if (basis->number == NULL || *basis->number == '\0')
    return kind;
  return arena_concat (arena, kind, " số ", basis->number, NULL);
}

/* Administrative papers are cited "về việc …"; normative ones say it in their subject ("quy định …"). */
static const char *
subject_text (Arena *arena, const LegalBasis *basis)
{
  static const char *const kinds[] = { "Kế hoạch", "Công văn", "Hướng dẫn", "Thông báo", "Chương trình" };
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (basis->kind, kinds[i]) == 0
        && !g_str_has_prefix (text_lower (arena, basis->subject), "về "))
      return arena_concat (arena, " về việc ", text_decapitalise (arena, basis->subject), NULL);
  return arena_concat (arena, " ", basis->subject, NULL);
}

const char *
view_legal_cite (Arena *arena, const LegalBasis *basis)
{
  bool law = legal_is_law (basis->kind);
  const char *date
      = date_is_set (basis->date) ? arena_concat (arena, " ", date_long (arena, basis->date, 0), NULL) : "";
  const char *text = arena_concat (arena, short_cite (arena, basis), date, NULL);
  if (law)
    return text;
  if (basis->issuer != NULL && *basis->issuer != '\0')
    text = arena_concat (arena, text, " của ", basis->issuer, NULL);
  if (basis->subject != NULL && *basis->subject != '\0')
    text = arena_concat (arena, text, subject_text (arena, basis), NULL);
  return text;
}

bool
view_legal_serves (const LegalBasis *basis, bool has_paper, Paper paper)
{
  return basis->for_all || (has_paper && basis->serves[paper]);
}

Value *
view_legal_list (Arena *arena, const Round *round, bool all, bool has_paper, Paper paper)
{
  Value *list = value_list (arena);
  gsize count = 0, index = 0;
  for (gsize i = 0; i < round->legal_basis_count; i++)
    count += all || view_legal_serves (&round->legal_bases[i], has_paper, paper);
  for (gsize i = 0; i < round->legal_basis_count; i++) {
    const LegalBasis *basis = &round->legal_bases[i];
    if (!all && !view_legal_serves (basis, has_paper, paper))
      continue;
    Value *item = value_object (arena);
    view_order (item, index++, count);
    view_text (item, "kind", basis->kind);
    view_text (item, "number", basis->number);
    view_text (item, "date", date_short (arena, basis->date));
    view_text (item, "issuer", basis->issuer);
    view_text (item, "subject", basis->subject);
    view_text (item, "cite", view_legal_cite (arena, basis));
    view_text (item, "cite_short", short_cite (arena, basis));
    value_append (list, item);
  }
  return list;
}

/* The items of the dossier that this round has, for the list of enclosures. */
static Value *
dossier_list (ViewBuilder *builder)
{
  Arena *arena = builder->arena;
  const Scheme *scheme = builder->round->scheme;
  Value *list = value_list (arena);
  const DocumentSpec **wanted = arena_array (arena, const DocumentSpec *, scheme->document_count);
  gsize count = 0;
  for (gsize i = 0; i < scheme->document_count; i++)
    if (scheme->documents[i].part == PART_DOSSIER
        && view_condition (builder->round, builder->figures, scheme->documents[i].when))
      wanted[count++] = &scheme->documents[i];
  builder->data->enclosures = arena_array (arena, Value *, count);
  builder->data->enclosed = wanted;
  builder->data->enclosure_count = count;
  for (gsize i = 0; i < count; i++) {
    Value *item = value_object (arena);
    Paper paper;
    const char *number_date = NULL;
    if (wanted[i]->paper != NULL && paper_from_name (wanted[i]->paper, &paper)
        && builder->round->papers[paper].number > 0) {
      const PaperFacts *facts = &builder->round->papers[paper];
      number_date = view_number_symbol (arena, builder->round, facts, paper_symbol (paper));
      if (date_is_set (facts->date))
        number_date = arena_concat (arena, number_date, " ngày ", date_short (arena, facts->date), NULL);
    }
    view_order (item, i, count);
    view_text (item, "title", wanted[i]->title);
    view_text (item, "number_date", number_date);
    view_text (item, "pages", NULL);
    builder->data->enclosures[i] = item;
    value_append (list, item);
  }
  return list;
}

void
view_add_papers (ViewBuilder *builder)
{
  Arena *arena = builder->arena;
  Value *papers = value_object (arena);
  for (Paper paper = 0; paper < PAPER_COUNT; paper++)
    value_set (papers, paper_name (paper), view_paper (arena, builder->round, true, paper));
  value_set (builder->root, "papers", papers);
  value_set (builder->root, "all_legal_bases",
             view_legal_list (arena, builder->round, true, false, PAPER_REPORT));
  value_set (builder->root, "dossier", dossier_list (builder));
  Signer signer = view_head (arena, builder->round);
  Value *head = signer_value (arena, &signer);
  view_text (head, "position",
             builder->round->head.person != NULL ? builder->round->head.person->position : NULL);
  value_set (builder->root, "head", head);
}
