/* test_figures.c - figures at their boundaries, the title, codes, and rules that must
 * hold for any round. */
#include "sample_round.h"

static void
test_boundaries (void)
{
  static const struct {
    guint yes, of;
    bool reached;
    const char *text;
  } rows[] = {
    { 54, 60, true, "54/60, đạt 90%" },    { 53, 60, false, "53/60, đạt 88,33%" },
    { 29, 30, true, "29/30, đạt 96,66%" }, { 899, 1000, false, "899/1.000, đạt 89,9%" },
    { 9, 10, true, "9/10, đạt 90%" },      { 8999, 10000, false, "8.999/10.000, đạt 89,99%" },
    { 60, 60, true, "60/60, đạt 100%" },   { 0, 3, false, "0/3, đạt 0%" },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (Arena) arena = arena_new (64 << 20);
    Round *round = sample_round (arena, SCHEME_MET, rows[i].of);
    for (gsize j = rows[i].yes; j < rows[i].of; j++)
      sample_result (round, j)->discipline = false;
    const Figures *figures = sample_figures (arena, round);
    g_assert_cmpstr (figures_named (figures, arena, "share.2.1"), ==, rows[i].text);
    g_assert_true (figures->indicators[I_DISCIPLINE].share_reached == rows[i].reached);
    g_assert_true (figures->title == rows[i].reached);
    g_assert_cmpuint (figures->missing_count, ==, rows[i].reached ? 0 : 1);
  }
}

static void
test_nobody (void)
{
  g_autoptr (Arena) arena = arena_new (1 << 20);
  Round *round = sample_round (arena, SCHEME_MET, 3);
  for (gsize i = 0; i < 3; i++)
    round->people[i].state = PERSON_RETIRED;
  const Figures *figures = sample_figures (arena, round);
  g_assert_cmpuint (figures->people, ==, 0);
  g_assert_cmpuint (figures->people_total, ==, 3);
  g_assert_cmpuint (figures->citizens, ==, 0);
  g_assert_false (figures->title);
  g_assert_cmpstr (figures_named (figures, arena, "share.3.1"), ==, "0/0, đạt 0%");
  round->person_count = 0;
  g_assert_false (sample_figures (arena, round)->indicators[I_CITIZEN].share_reached);
}

static void
test_working_only (void)
{
  g_autoptr (Arena) arena = arena_new (1 << 20);
  Round *round = sample_round (arena, SCHEME_MET, 10);
  round->people[9].state = PERSON_MOVED;
  round->people[8].result = NULL; /* at work without a row: no in each */
  const Figures *figures = sample_figures (arena, round);
  g_assert_cmpstr (figures_named (figures, arena, "share.2.1"), ==, "8/9, đạt 88,88%");
  g_assert_cmpstr (figures_named (figures, arena, "citizens"), ==, "8");
  g_assert_cmpuint (figures->plan_ranks[0].count, ==, 8);
  g_assert_cmpuint (figures->plan_ranks[0].of, ==, 9);
  g_assert_false (figures->persons[9].citizen);
  g_assert_true (figures->persons[9].rule_met);
}

static void
test_citizen_rule (void)
{
  static const struct {
    double each, one; /* nine indices and the tenth; one < 0: blank */
    bool agreed, citizen;
  } rows[] = {
    { 8, 8, true, true },   { 8, 8, false, false },       { 8, 7.999999, true, false },
    { 8.5, 5, true, true }, { 10, 4.9, true, false },     { 10, -1, true, false },
    { 10, 0, true, false }, { 8.333333, 5, true, false },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (Arena) arena = arena_new (1 << 20);
    Round *round = sample_round (arena, SCHEME_MET, 3);
    Result *result = sample_result (round, 1);
    for (gsize j = 0; j < 10; j++)
      g_assert_true (decimal_from_double (rows[i].each, &result->citizen[j]));
    result->citizen[6] = DECIMAL_UNSET;
    if (rows[i].one >= 0)
      g_assert_true (decimal_from_double (rows[i].one, &result->citizen[6]));
    result->agreed = rows[i].agreed;
    g_assert_true (sample_figures (arena, round)->persons[1].citizen == rows[i].citizen);
  }
}

static void
test_qualities (void)
{
  g_autoptr (Arena) arena = arena_new (1 << 20);
  Round *round = sample_round (arena, SCHEME_MET, 3);
  round->citizen_scheme = sample_citizens (arena, CITIZEN_QUALITIES);
  for (gsize person = 0; person < 3; person++)
    for (gsize i = 0; i < CITIZEN_MAX_INDICES; i++)
      sample_result (round, person)->citizen[i] = i < 8 ? DECIMAL_ONE : DECIMAL_UNSET;
  sample_result (round, 0)->citizen[7] = 0;
  sample_result (round, 1)->citizen[7] = DECIMAL_UNSET;
  const Figures *figures = sample_figures (arena, round);
  g_assert_false (figures->persons[0].citizen);
  g_assert_cmpint (figures->persons[0].total, ==, 7 * DECIMAL_ONE);
  g_assert_false (figures->persons[1].citizen);
  g_assert_true (figures->persons[2].citizen);
}

static void
test_applicable (void)
{
  g_autoptr (Arena) arena = arena_new (1 << 20);
  Round *round = sample_round (arena, SCHEME_MET, 3);
  round->unit.is_public = false; /* 1.3 is for public units */
  round->ratings[I_PLAN].result = RATING_NOT_APPLICABLE;
  const Figures *figures = sample_figures (arena, round);
  g_assert_cmpuint (figures->applicable, ==, 2);
  g_assert_cmpuint (figures->criteria[0].applicable, ==, 0);
  g_assert_true (figures->indicators[I_PLAN].declared_not_applicable);
  g_assert_true (figures->title);
  for (gsize i = 0; i < I_COUNT; i++)
    round->ratings[i].result = RATING_NOT_APPLICABLE;
  g_assert_false (sample_figures (arena, round)->title); /* nothing left is no title */
}

static void
test_overrides (void)
{
  g_autoptr (Arena) arena = arena_new (1 << 20);
  Round *round = sample_round (arena, SCHEME_MET, 10);
  sample_result (round, 0)->agreed = false;
  SchemeOverride *override = sample_override (arena, round, I_CITIZEN);
  override->at_least = 95 * DECIMAL_ONE;
  const Figures *figures = sample_figures (arena, round);
  g_assert_false (figures->indicators[I_CITIZEN].share_reached);
  g_assert_true (figures->provisional);
  g_assert_true (round->indicators[I_CITIZEN].unverified);
  override->confirmed_by = sample_ref (round, "GV001");
  g_assert_true (sample_figures (arena, round)->provisional); /* one field alone confirms nothing */
  override->confirmed_on = sample_date (2025, 1, 2);
  figures = sample_figures (arena, round);
  g_assert_false (figures->provisional);
  g_assert_false (round->indicators[I_CITIZEN].unverified);
  override->at_least = DECIMAL_UNSET;
  g_assert_true (sample_figures (arena, round)->indicators[I_CITIZEN].share_reached);
}

static void
test_unverified (void)
{
  g_autoptr (Arena) arena = arena_new (1 << 20);
  Round *round = sample_round (arena, SCHEME_MET, 3);
  ((Scheme *)round->scheme)->indicators[I_PLAN].text_status = TEXT_TRANSLATED;
  g_assert_false (sample_figures (arena, round)->provisional);
  g_assert_true (round->indicators[I_PLAN].unverified);
  g_assert_false (round->indicators[I_FUNDS].unverified);
  sample_override (arena, round, I_FUNDS)->text = "Chữ của đơn vị";
  SchemeOverride *override = sample_override (arena, round, I_PLAN);
  override->confirmed_by = sample_ref (round, "GV001");
  override->confirmed_on = sample_date (2025, 1, 2);
  g_assert_false (sample_figures (arena, round)->provisional); /* a text decides nothing */
  g_assert_false (round->indicators[I_PLAN].unverified);
  g_assert_cmpstr (round->indicators[I_PLAN].text, ==, "…");
  g_assert_true (round->indicators[I_FUNDS].unverified);
  g_assert_cmpstr (round->indicators[I_FUNDS].text, ==, "Chữ của đơn vị");
}

static void
test_threshold_unset (void)
{
  g_autoptr (Arena) arena = arena_new (1 << 20);
  Round *round = sample_round (arena, SCHEME_MET, 3);
  Indicator *indicator = &((Scheme *)round->scheme)->indicators[I_CITIZEN];
  indicator->at_least = DECIMAL_UNSET;
  g_assert_true (sample_figures (arena, round)->indicators[I_CITIZEN].threshold_unset);
  indicator->at_least = 90 * DECIMAL_ONE;
  indicator->measure = MEASURE_UNSET;
  const Figures *figures = sample_figures (arena, round);
  g_assert_true (figures->indicators[I_CITIZEN].threshold_unset);
  g_assert_false (figures->title);
  g_assert_null (figures_named (figures, arena, "share.3.1"));
}

static void
test_learners (void)
{
  g_autoptr (Arena) arena = arena_new (1 << 20);
  Round *round = sample_round (arena, SCHEME_MET, 3);
  Indicator *indicator = &((Scheme *)round->scheme)->indicators[I_CITIZEN];
  indicator->asks_learners = true;
  g_assert_true (sample_figures (arena, round)->indicators[I_CITIZEN].threshold_unset);
  indicator->learners_at_least = 95 * DECIMAL_ONE;
  g_assert_false (sample_figures (arena, round)->title); /* none given */
  round->has_learners = true;
  round->learners_total = 20;
  round->learners_citizens = 19;
  g_assert_true (sample_figures (arena, round)->title);
  round->learners_citizens = 18;
  g_assert_false (sample_figures (arena, round)->title);
  round->unit.kind = UNIT_CO_QUAN; /* an office has no learners */
  g_assert_true (sample_figures (arena, round)->title);
}

static void
test_points (void)
{
  static const struct {
    Decimal last;
    const char *class, *points;
    bool title;
  } rows[] = {
    { 25 * DECIMAL_ONE, "Tốt", "100", true },           { 10 * DECIMAL_ONE, "Tốt", "85", true },
    { 10 * DECIMAL_ONE - 1, "Khá", "84,999999", true }, { -25 * DECIMAL_ONE, "Trung bình", "50", true },
    { -26 * DECIMAL_ONE, "Không đạt", "49", false },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (Arena) arena = arena_new (1 << 20);
    Round *round = sample_round (arena, SCHEME_POINTS, 3);
    round->ratings[I_CITIZEN].points = rows[i].last;
    sample_result (round, 0)->discipline = false; /* shown beside the points, decides nothing */
    const Figures *figures = sample_figures (arena, round);
    g_assert_cmpstr (figures->point_class->name, ==, rows[i].class);
    g_assert_cmpstr (figures_named (figures, arena, "points"), ==, rows[i].points);
    g_assert_true (figures->title == rows[i].title);
    g_assert_cmpuint (figures->met, ==, i == 0 ? 4 : 3);
    g_assert_cmpint (figures->criteria[0].max_points, ==, 50 * DECIMAL_ONE);
    g_assert_cmpstr (figures_named (figures, arena, "share.2.1"), ==, "2/3, đạt 66,66%");
  }
}

static void
test_names (void)
{
  g_autoptr (Arena) arena = arena_new (1 << 20);
  Round *round = sample_round (arena, SCHEME_MET, 5);
  static const char *const names[]
      = { "Trần Thị Ánh", "Lê Văn Bình", "Đỗ Anh", "Trần Thị A\xcc\x81nh", "Nguyễn Văn Ẩn" };
  for (gsize i = 0; i < 5; i++) {
    round->people[i].name = text_nfc (arena, names[i]);
    round->people[i].name_key = text_name_key (arena, round->people[i].name);
  }
  const Figures *figures = sample_figures (arena, round);
  const gsize expected[] = { 2, 0, 3, 4, 1 }; /* Anh, Ánh, Ánh (NFD, later in the table), Ẩn, Bình */
  for (gsize i = 0; i < 5; i++)
    g_assert_cmpuint (figures->by_name[i], ==, expected[i]);
}

static void
test_missing_and_assignees (void)
{
  g_autoptr (Arena) arena = arena_new (1 << 20);
  Round *round = sample_round (arena, SCHEME_MET, 5);
  round->ratings[I_FUNDS].result = RATING_NOT_MET;
  round->rating_count = 3; /* 3.1 is not rated */
  round->assignments = arena_array (arena, Assignment, 2);
  round->assignment_count = 2;
  PersonRef members[] = { sample_ref (round, "GV004"), sample_ref (round, "GV404"),
                          sample_ref (round, "GV002"), sample_ref (round, "GV004") };
  round->assignments[0]
      = (Assignment){ .indicator = &round->scheme->indicators[I_FUNDS], .members = { members, 3 } };
  round->assignments[1]
      = (Assignment){ .indicator = &round->scheme->indicators[I_FUNDS], .members = { members + 3, 1 } };
  const Figures *figures = sample_figures (arena, round);
  g_assert_cmpuint (figures->missing_count, ==, 2);
  g_assert_true (figures->missing[0] == &figures->indicators[I_FUNDS]);
  g_assert_cmpuint (figures->missing[0]->assignee_count, ==, 2);
  g_assert_cmpstr (figures->missing[0]->assignees[0]->code, ==, "GV004");
  g_assert_cmpstr (figures->missing[0]->assignees[1]->code, ==, "GV002");
  g_assert_null (figures->missing[1]->rating);
}

static void
test_backing (void)
{
  g_autoptr (Arena) arena = arena_new (1 << 20);
  Round *round = sample_round (arena, SCHEME_MET, 3);
  round->evidence[2].indicators.count = 0;
  round->ratings[I_DISCIPLINE].evidence.count = 0;
  g_assert_cmpuint (sample_figures (arena, round)->indicators[I_DISCIPLINE].evidence_count, ==, 0);
  round->ratings[I_DISCIPLINE].weaknesses = "Còn ít [@mc03], [@mc01] và [@mc03]; `[@mc02]`.";
  const Figures *figures = sample_figures (arena, round);
  g_assert_cmpuint (figures->indicators[I_DISCIPLINE].evidence_count, ==, 2);
  g_assert_true (figures->indicators[I_DISCIPLINE].evidence[0] == &round->evidence[0]);
  g_assert_true (figures->indicators[I_DISCIPLINE].evidence[1] == &round->evidence[2]);
  g_assert_cmpstr (figures->evidence_codes[2], ==, "H2-2.1-01"); /* names none itself: what it backs */
  g_assert_cmpstr (figures->evidence_codes[0], ==, "H1-1.1-01");
}

/* Codes of a list; each row: box, own indicators, given code, expected code. */
typedef struct {
  const char *box, *first, *second, *code, *expected;
} CodeRow;

static void
expect_codes (const char *pattern, const CodeRow *rows, gsize count)
{
  g_autoptr (Arena) arena = arena_new (1 << 20);
  Round *round = sample_round (arena, SCHEME_MET, 3);
  round->rating_count = 0;
  round->evidence_code_pattern = pattern;
  round->evidence = arena_array (arena, Evidence, count);
  round->evidence_count = count;
  for (gsize i = 0; i < count; i++)
    round->evidence[i] = (Evidence){ .key = arena_printf (arena, "k%d", (int)i),
                                     .box = rows[i].box,
                                     .code = rows[i].code,
                                     .indicators = sample_lines (arena, rows[i].first, rows[i].second) };
  const Figures *figures = sample_figures (arena, round);
  for (gsize i = 0; i < count; i++)
    g_assert_cmpstr (figures->evidence_codes[i], ==, rows[i].expected);
  if (rows[0].expected != NULL) {
    g_autofree char *mark = g_strdup_printf ("[%s]", rows[0].expected);
    g_assert_cmpstr (figures_evidence_code (figures, &round->evidence[0]), ==, mark);
  }
}

static void
test_codes (void)
{
  static const CodeRow plain[] = {
    { NULL, "1.1", NULL, NULL, "H1-1.1-01" }, { NULL, "2.1", "1.1", NULL, "H1-1.1-02" },
    { "7", "1.1", NULL, NULL, "H7-1.1-01" },  { NULL, "9.9", NULL, NULL, NULL },
    { NULL, NULL, NULL, "X-1", "X-1" },       { NULL, "1.3", NULL, NULL, "H1-1.3-01" },
  };
  expect_codes (NULL, plain, G_N_ELEMENTS (plain));
  static const CodeRow given[] = {
    { NULL, "1.1", NULL, NULL, "H1-1.1-02" }, { NULL, "2.1", NULL, "H1-1.1-01", "H1-1.1-01" },
    { NULL, "1.1", NULL, NULL, "H1-1.1-04" }, { NULL, "1.1", NULL, "H1-1.1-03", "H1-1.1-03" },
    { NULL, "1.1", NULL, "", "H1-1.1-05" },
  };
  expect_codes (NULL, given, G_N_ELEMENTS (given));
  static const CodeRow other[]
      = { { "7", "1.1", NULL, NULL, "MC.1.1.01" }, { "8", "1.1", NULL, NULL, "MC.1.1.02" } };
  expect_codes ("MC.{criterion}.{indicator}.{nn}", other, G_N_ELEMENTS (other));
  static const CodeRow bad[]
      = { { NULL, "1.1", NULL, NULL, "H1-1.1-01" }, { NULL, "1.1", NULL, NULL, "H1-1.1-02" } };
  expect_codes ("MC-{indicator}", bad, G_N_ELEMENTS (bad)); /* no number: the default */
  expect_codes ("{nn}{foo}", bad, G_N_ELEMENTS (bad));
}

/* 150 items of one indicator: all codes differ, 100 follows 99, the time of many items is no square. */
static void
test_many (void)
{
  g_autoptr (Arena) arena = arena_new ((gsize)256 << 20);
  Round *round = sample_round (arena, SCHEME_MET, 2000);
  round->evidence_count = 5000;
  round->evidence = arena_array (arena, Evidence, round->evidence_count);
  for (gsize i = 0; i < round->evidence_count; i++)
    round->evidence[i] = (Evidence){ .key = arena_printf (arena, "k%d", (int)i),
                                     .box = arena_printf (arena, "%d", (int)i),
                                     .indicators = sample_lines (arena, "1.1", NULL) };
  round->evidence_code_pattern = "MC{indicator}-{nn}";
  const Figures *figures = sample_figures (arena, round);
  g_assert_cmpstr (figures->evidence_codes[98], ==, "MC1-99");
  g_assert_cmpstr (figures->evidence_codes[99], ==, "MC1-100");
  g_assert_cmpstr (figures->evidence_codes[4999], ==, "MC1-5000");
  g_assert_cmpstr (figures_named (figures, arena, "evidence"), ==, "5.000");
  g_assert_cmpuint (figures->people, ==, 2000);
}

/* Whatever the round looks like: the title is exactly "nothing is missing", shares never
 * exceed the people, codes are unique, and a second count says the same. */
static void
test_any_round (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20241203);
  for (int turn = 0; turn < 300; turn++) {
    g_autoptr (Arena) arena = arena_new (16 << 20);
    Round *round = sample_round (arena, SCHEME_MET, (gsize)g_rand_int_range (rand, 3, 40));
    round->unit.is_public = g_rand_boolean (rand);
    guint disciplined = 0, working = 0;
    for (gsize i = 0; i < round->person_count; i++) {
      round->people[i].state = (PersonState)g_rand_int_range (rand, 0, 3);
      sample_result (round, i)->discipline = g_rand_int_range (rand, 0, 10) > 0;
      working += round->people[i].state == PERSON_WORKING;
      disciplined += round->people[i].state == PERSON_WORKING && sample_result (round, i)->discipline;
    }
    for (gsize i = 0; i < I_COUNT; i++) {
      round->ratings[i].result = (RatingResult)g_rand_int_range (rand, 0, 4);
      round->evidence[i].code = g_rand_boolean (rand) ? "H1-1.1-01" : NULL;
      round->evidence[i].indicators.items[0] = "1.1";
    }
    const Figures *figures = sample_figures (arena, round), *again = figures_compute (round, arena);
    g_assert_true (figures->title == (figures->applicable > 0 && figures->missing_count == 0));
    g_assert_cmpuint (figures->met + figures->missing_count, ==, figures->applicable);
    g_assert_cmpuint (figures->people, ==, working);
    g_assert_cmpuint (figures->indicators[I_DISCIPLINE].share.count, ==, disciplined);
    g_assert_true (again->title == figures->title && again->met == figures->met);
    for (gsize i = 0; i < I_COUNT; i++)
      for (gsize j = 0; j < I_COUNT; j++)
        if (i != j && round->evidence[i].code == NULL)
          g_assert_cmpstr (figures->evidence_codes[i], !=, figures->evidence_codes[j]);
  }
}

static void
test_team_and_due (void)
{
  g_autoptr (Arena) arena = arena_new (1 << 20);
  Round *round = sample_round (arena, SCHEME_MET, 3);
  TeamMember members[] = { { .staff = sample_ref (round, "GV003") },
                           { .staff = sample_ref (round, "GV001") },
                           { .staff = sample_ref (round, "GV404") },
                           { .staff = sample_ref (round, "GV003") } };
  round->team.members = members;
  round->team.member_count = 4;
  gsize count = 0;
  const Person **team = round_team (round, arena, &count);
  g_assert_cmpuint (count, ==, 3);
  g_assert_cmpstr (team[2]->code, ==, "GV003");
  g_assert_cmpstr (date_iso (arena, round_due_date (round)), ==, "2025-01-15");
  round->plan.submit_before = sample_date (2025, 1, 10);
  g_assert_cmpstr (date_iso (arena, round_due_date (round)), ==, "2025-01-10");
  Paper paper = PAPER_COUNT;
  g_assert_true (paper_from_name ("submission", &paper) && paper == PAPER_SUBMISSION);
  g_assert_false (paper_from_name ("submissions", &paper));
  g_assert_cmpstr (paper_symbol (PAPER_SUBMISSION), ==, "TTr");
  g_assert_null (figures_named (sample_figures (arena, round), arena, "share.9.9"));
  g_assert_null (figures_named (sample_figures (arena, round), arena, "peoples"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/figures/boundaries", test_boundaries);
  g_test_add_func ("/figures/nobody", test_nobody);
  g_test_add_func ("/figures/working-only", test_working_only);
  g_test_add_func ("/figures/citizen-rule", test_citizen_rule);
  g_test_add_func ("/figures/qualities", test_qualities);
  g_test_add_func ("/figures/applicable", test_applicable);
  g_test_add_func ("/figures/overrides", test_overrides);
  g_test_add_func ("/figures/unverified", test_unverified);
  g_test_add_func ("/figures/threshold-unset", test_threshold_unset);
  g_test_add_func ("/figures/learners", test_learners);
  g_test_add_func ("/figures/points", test_points);
  g_test_add_func ("/figures/names", test_names);
  g_test_add_func ("/figures/missing", test_missing_and_assignees);
  g_test_add_func ("/figures/backing", test_backing);
  g_test_add_func ("/figures/codes", test_codes);
  g_test_add_func ("/figures/many", test_many);
  g_test_add_func ("/figures/any-round", test_any_round);
  g_test_add_func ("/figures/team-and-due", test_team_and_due);
  return g_test_run ();
}
