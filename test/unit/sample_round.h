/* sample_round.h - a small round built in C for tests of the model: a met
 * scheme of two criteria, people who all meet everything, a team, a meeting, evidence. */
#pragma once
#include "base/text.h"
#include "model/check.h"
#include <string.h>

enum { I_PLAN, I_FUNDS, I_DISCIPLINE, I_CITIZEN, I_COUNT }; /* 1.1, 1.3 (public only), 2.1, 3.1 */

static inline Scheme *
sample_scheme (Arena *arena, SchemeKind kind)
{
  Scheme *scheme = arena_new0 (arena, Scheme);
  *scheme = (Scheme){ .id = "sample",
                      .kind = kind,
                      .level = 1,
                      .criterion_count = 3,
                      .indicator_count = I_COUNT,
                      .due_month = 1,
                      .due_day = 15 };
  scheme->criteria = arena_array (arena, Criterion, 3);
  scheme->criteria[0] = (Criterion){ .id = "1", .text = "Điều kiện", .first = 0, .count = 2 };
  scheme->criteria[1] = (Criterion){ .id = "2", .text = "Kết quả", .first = 2, .count = 1 };
  scheme->criteria[2] = (Criterion){ .id = "3", .text = "Tác dụng", .first = 3, .count = 1 };
  scheme->indicators = arena_array (arena, Indicator, I_COUNT);
  static const char *const ids[] = { "1.1", "1.3", "2.1", "3.1" };
  for (gsize i = 0; i < I_COUNT; i++)
    scheme->indicators[i]
        = (Indicator){ .id = ids[i],
                       .text = "…",
                       .applies_kinds = 0x1ff,
                       .at_least = DECIMAL_UNSET,
                       .learners_at_least = DECIMAL_UNSET,
                       .max_points = kind == SCHEME_POINTS ? 25 * DECIMAL_ONE : DECIMAL_UNSET,
                       .criterion = i < 2 ? 0 : i - 1 };
  scheme->indicators[I_FUNDS].public_only = true;
  scheme->indicators[I_DISCIPLINE].is_share = scheme->indicators[I_CITIZEN].is_share = kind == SCHEME_MET;
  scheme->indicators[I_DISCIPLINE].measure = MEASURE_DISCIPLINE;
  scheme->indicators[I_CITIZEN].measure = MEASURE_CITIZEN;
  scheme->indicators[I_DISCIPLINE].at_least = scheme->indicators[I_CITIZEN].at_least = 90 * DECIMAL_ONE;
  static const char *ranks[] = { "Tốt", "Khá", "Đạt", "Chưa đạt" };
  scheme->plan_ranks = ranks;
  scheme->plan_rank_count = 4;
  if (kind == SCHEME_POINTS) {
    static PointClass classes[] = { { "Tốt", 85 * DECIMAL_ONE, true },
                                    { "Khá", 70 * DECIMAL_ONE, true },
                                    { "Trung bình", 50 * DECIMAL_ONE, true },
                                    { "Không đạt", 0, false } };
    scheme->classes = classes;
    scheme->class_count = 4;
  }
  return scheme;
}

static inline CitizenScheme *
sample_citizens (Arena *arena, CitizenKind kind)
{
  CitizenScheme *scheme = arena_new0 (arena, CitizenScheme);
  *scheme = (CitizenScheme){ .id = "sample",
                             .kind = kind,
                             .index_count = kind == CITIZEN_POINTS ? 10 : 8,
                             .index_max = 10 * DECIMAL_ONE,
                             .total_at_least = 80 * DECIMAL_ONE,
                             .each_at_least = 5 * DECIMAL_ONE };
  return scheme;
}

/* Results may be changed by the tests: they belong to the arena. */
static inline Result *
sample_result (const Round *round, gsize person)
{
  return (Result *)round->people[person].result;
}

static inline void
sample_people (Arena *arena, Round *round, gsize count)
{
  round->people = arena_array (arena, Person, count);
  round->person_count = count;
  for (gsize i = 0; i < count; i++) {
    Result *result = arena_new0 (arena, Result);
    *result = (Result){ .plan_approved = true,
                        .plan_done = DECIMAL_UNSET,
                        .plan_rank = "Tốt",
                        .discipline = true,
                        .training = true,
                        .emulation = "Lao động tiên tiến",
                        .agreed = true,
                        .row = i + 2 };
    for (gsize j = 0; j < CITIZEN_MAX_INDICES; j++)
      result->citizen[j] = 8 * DECIMAL_ONE;
    const char *name
        = arena_printf (arena, "Nguyễn Văn %c%c", (char)('A' + i % 26), (char)('a' + i / 26 % 26));
    round->people[i] = (Person){ .code = arena_printf (arena, "GV%03" G_GSIZE_FORMAT, i + 1),
                                 .name = name,
                                 .name_key = text_name_key (arena, name),
                                 .result = result,
                                 .row = i + 2 };
  }
}

static inline PersonRef
sample_ref (const Round *round, const char *code)
{
  return (PersonRef){ code, round_find_person (round, code) };
}

static inline CivilDate
sample_date (int year, int month, int day)
{
  CivilDate date = { 0 };
  g_assert_true (date_make (year, month, day, &date));
  return date;
}

static inline Lines
sample_lines (Arena *arena, const char *first, const char *second)
{
  Lines lines = { arena_array (arena, const char *, 2), second != NULL ? 2 : first != NULL };
  lines.items[0] = first;
  lines.items[1] = second;
  return lines;
}

static inline void
sample_ratings (Arena *arena, Round *round)
{
  round->ratings = arena_array (arena, Rating, I_COUNT);
  round->rating_count = I_COUNT;
  round->evidence = arena_array (arena, Evidence, I_COUNT);
  round->evidence_count = I_COUNT;
  for (gsize i = 0; i < I_COUNT; i++) {
    const Indicator *indicator = &round->scheme->indicators[i];
    bool points = round->scheme->kind == SCHEME_POINTS;
    const char *key = arena_printf (arena, "mc%02" G_GSIZE_FORMAT, i + 1);
    round->ratings[i] = (Rating){ .indicator_id = indicator->id,
                                  .indicator = indicator,
                                  .result = points ? RATING_NONE : RATING_MET,
                                  .points = points ? 25 * DECIMAL_ONE : DECIMAL_UNSET,
                                  .evidence = sample_lines (arena, key, NULL) };
    round->evidence[i] = (Evidence){ .key = key,
                                     .title = "Kế hoạch",
                                     .date = sample_date (2024, 5, 4),
                                     .indicators = sample_lines (arena, indicator->id, NULL) };
  }
}

static inline void
sample_team (Arena *arena, Round *round)
{
  round->team.leader = sample_ref (round, "GV001");
  round->team.secretary = sample_ref (round, "GV002");
  round->team.members = arena_array (arena, TeamMember, 1);
  round->team.member_count = 1;
  round->team.members[0].staff = sample_ref (round, "GV003");
  round->meeting.given = true;
  round->meeting.start.date = round->meeting.end.date = sample_date (2024, 12, 30);
  round->meeting.present.items = arena_array (arena, PersonRef, 3);
  round->meeting.present.count = 3;
  for (gsize i = 0; i < 3; i++)
    round->meeting.present.items[i] = sample_ref (round, round->people[i].code);
  round->legal_bases = arena_array (arena, LegalBasis, 1);
  round->legal_bases[0] = (LegalBasis){ .kind = "Thông tư", .for_all = true, .authority_basis = true };
  round->legal_basis_count = 1;
}

/* A round without any finding: `people` (3 at least) who meet everything. */
static inline Round *
sample_round (Arena *arena, SchemeKind kind, gsize people)
{
  Round *round = arena_new0 (arena, Round);
  round->scheme = sample_scheme (arena, kind);
  round->citizen_scheme = sample_citizens (arena, CITIZEN_POINTS);
  round->year = 2024;
  round->unit.kind = UNIT_TIEU_HOC;
  round->unit.is_public = true;
  round->unit.abbreviation = "THGT";
  round->staff_file = "staff.csv";
  sample_people (arena, round, people);
  round->head = sample_ref (round, "GV001");
  sample_ratings (arena, round);
  sample_team (arena, round);
  return round;
}

static inline const Figures *
sample_figures (Arena *arena, Round *round)
{
  round_apply_overrides (round, arena);
  return figures_compute (round, arena);
}

static inline SchemeOverride *
sample_override (Arena *arena, Round *round, gsize indicator)
{
  SchemeOverride override = { .indicator_id = round->scheme->indicators[indicator].id,
                              .indicator = &round->scheme->indicators[indicator],
                              .at_least = DECIMAL_UNSET,
                              .learners_at_least = DECIMAL_UNSET };
  ARENA_PUSH (arena, round->overrides, round->override_count) = override;
  return &round->overrides[round->override_count - 1];
}
