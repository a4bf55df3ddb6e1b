/* test_check.c - each fault put into a faultless round gives exactly its findings, at exactly their places.
 */
#include "sample_round.h"

typedef void Change (Arena *arena, Round *round);

static const char *
findings_text (Arena *arena, const Findings *findings)
{
  GString *text = g_string_new (NULL);
  for (gsize i = 0; i < findings->count; i++)
    g_string_append_printf (text, "%s%s %s", i > 0 ? " | " : "", finding_name (findings->items[i].code),
                            findings->items[i].where);
  const char *result = arena_strdup (arena, text->str);
  g_string_free (text, TRUE);
  return result;
}

static const char *
check (Arena *arena, Round *round)
{
  Findings findings = { .arena = arena };
  check_round (round, sample_figures (arena, round), &findings);
  for (gsize i = 0; i < findings.count; i++) {
    const char *sentence = message_vietnamese (arena, &findings.items[i].message);
    g_assert_true (g_utf8_validate (sentence, -1, NULL));
    g_assert_true (g_str_has_suffix (sentence, "."));
    g_assert_null (strstr (sentence, "{0}"));
  }
  return findings_text (arena, &findings);
}

/* ---- people ---- */

static void
change_unknown_people (Arena *arena, Round *round)
{
  round->head = sample_ref (round, "X1");
  round->union_chair = sample_ref (round, "X2");
  round->papers[PAPER_PLAN].signer = sample_ref (round, "X3");
  round->team.secretary = sample_ref (round, "X4");
  round->assignments = arena_array (arena, Assignment, 1);
  round->assignment_count = 1;
  PersonRef *members = arena_array (arena, PersonRef, 2);
  members[0] = sample_ref (round, "GV001");
  members[1] = sample_ref (round, "X5");
  round->assignments[0] = (Assignment){ .indicator_id = "1.1",
                                        .indicator = &round->scheme->indicators[0],
                                        .members = { members, 2 } };
  round->meeting.absent = arena_array (arena, Absence, 1);
  round->meeting.absent_count = 1;
  round->meeting.absent[0].staff = sample_ref (round, "X6");
  round->improvements = arena_array (arena, Improvement, 1);
  round->improvement_count = 1;
  round->improvements[0] = (Improvement){ .indicator_id = "1.1",
                                          .indicator = &round->scheme->indicators[0],
                                          .owner = sample_ref (round, "X7") };
  sample_override (arena, round, I_PLAN)->confirmed_by = sample_ref (round, "X8");
}

static void
change_unknown_member (Arena *arena, Round *round)
{
  round->team.members[0].staff = sample_ref (round, "X1");
  round->meeting.present.items[2] = sample_ref (round, "X1"); /* the meeting still has its quorum */
}

/* ---- references ---- */

static void
change_unknown_indicators (Arena *arena, Round *round)
{
  round->evidence[0].indicators.items[1] = "9.9";
  round->evidence[0].indicators.count = 2;
  round->assignments = arena_array (arena, Assignment, 1);
  round->assignments[round->assignment_count++].indicator_id = "9.1";
  round->improvements = arena_array (arena, Improvement, 1);
  round->improvements[round->improvement_count++].indicator_id = "9.2";
  round->meeting.votes = arena_array (arena, Vote, 1);
  round->meeting.votes[round->meeting.vote_count++].indicator_id = "9.3";
  SchemeOverride *override = sample_override (arena, round, I_PLAN);
  override->indicator = NULL;
  override->indicator_id = "a/b";
}

static void
change_unknown_rating (Arena *arena, Round *round)
{
  round->ratings[I_PLAN].indicator = NULL;
  round->ratings[I_PLAN].indicator_id = "1.9";
}

static void
change_unknown_evidence (Arena *arena, Round *round)
{
  round->ratings[I_PLAN].evidence.items[1] = "mc99";
  round->ratings[I_PLAN].evidence.count = 2;
  round->ratings[I_FUNDS].improvement = "Xem [@mc98] và [@mc98], `[@mc97]`, [@mc01].";
  round->report.conclusion = "[@mc96] [#people] [#nguoi] [#share.1.1]";
}

static void
change_duplicates (Arena *arena, Round *round)
{
  round->evidence[2].key = "mc01";
  round->evidence[2].code = round->evidence[3].code = "A-1";
  round->ratings[I_DISCIPLINE].evidence.count = 0;
}

/* ---- ratings ---- */

static void
change_missing (Arena *arena, Round *round)
{
  round->rating_count = 2;
}

static void
change_not_public (Arena *arena, Round *round)
{
  round->unit.is_public = false;
  round->ratings[I_FUNDS] = round->ratings[--round->rating_count];
}

static void
change_rated_twice (Arena *arena, Round *round)
{
  round->ratings[I_FUNDS].indicator = &round->scheme->indicators[I_PLAN];
  round->ratings[I_FUNDS].indicator_id = "1.1";
}

static void
change_kind (Arena *arena, Round *round)
{
  round->ratings[I_PLAN].points = DECIMAL_ONE;
  round->ratings[I_FUNDS].result = RATING_NONE;
  round->ratings[I_DISCIPLINE].result = RATING_NONE;
  round->ratings[I_DISCIPLINE].points = DECIMAL_ONE;
}

static void
change_point_kind (Arena *arena, Round *round)
{
  round->ratings[I_PLAN].result = RATING_MET;
  round->ratings[I_FUNDS].points = 25 * DECIMAL_ONE + 1;
  round->ratings[I_DISCIPLINE].points = -1;
  round->ratings[I_CITIZEN].points = DECIMAL_UNSET;
}

static void
change_zero_points (Arena *arena, Round *round)
{
  round->ratings[I_PLAN].points = 0;
  round->ratings[I_PLAN].evidence.count = round->ratings[I_FUNDS].evidence.count = 0;
  round->evidence_count = 4;
  round->evidence[I_PLAN].indicators.items[0] = "1.3";
  round->evidence[I_FUNDS].indicators.items[0] = "2.1";
  round->evidence[I_PLAN].indicators.count = 0;
}

static void
change_not_applicable (Arena *arena, Round *round)
{
  round->ratings[I_PLAN].result = round->ratings[I_FUNDS].result = RATING_NOT_APPLICABLE;
  round->ratings[I_PLAN].reason = " \n";
  round->ratings[I_FUNDS].reason = "Đơn vị tự chủ";
  ((Scheme *)round->scheme)->indicators[I_FUNDS].text_status = TEXT_UNVERIFIED;
}

static void
change_no_backing (Arena *arena, Round *round)
{
  round->ratings[I_PLAN].evidence.count = 0;
  round->evidence[I_PLAN].indicators.count = 0;
}

static void
change_cited_only (Arena *arena, Round *round)
{
  change_no_backing (arena, round);
  round->ratings[I_PLAN].current = "Có kế hoạch [@mc01].";
}

/* ---- shares ---- */

static void
change_share_low (Arena *arena, Round *round)
{
  sample_result (round, 0)->discipline = false;
}

static void
change_share_reached (Arena *arena, Round *round)
{
  round->ratings[I_DISCIPLINE].result = RATING_NOT_MET;
  round->ratings[I_PLAN].result = RATING_NOT_MET;
}

static void
change_threshold (Arena *arena, Round *round)
{
  ((Scheme *)round->scheme)->indicators[I_CITIZEN].at_least = DECIMAL_UNSET;
  ((Scheme *)round->scheme)->indicators[I_DISCIPLINE].measure = MEASURE_UNSET;
  round->ratings[I_DISCIPLINE].result = RATING_NOT_APPLICABLE;
  round->ratings[I_DISCIPLINE].reason = "…";
}

static void
change_unverified (Arena *arena, Round *round)
{
  Indicator *indicators = ((Scheme *)round->scheme)->indicators;
  indicators[I_PLAN].text_status = indicators[I_FUNDS].text_status = indicators[I_CITIZEN].text_status
      = TEXT_TRANSLATED;
  SchemeOverride *override = sample_override (arena, round, I_FUNDS);
  override->confirmed_by = sample_ref (round, "GV001");
  override->confirmed_on = sample_date (2025, 1, 1);
  sample_override (arena, round, I_DISCIPLINE)->at_least = 95 * DECIMAL_ONE;
}

static void
change_override_values (Arena *arena, Round *round)
{
  sample_override (arena, round, I_CITIZEN)->at_least = 101 * DECIMAL_ONE;
  sample_override (arena, round, I_PLAN)->at_least = 50 * DECIMAL_ONE;
  sample_override (arena, round, I_DISCIPLINE)->learners_at_least = 50 * DECIMAL_ONE;
  round->has_learners = true;
  round->learners_citizens = 2;
  round->learners_total = 1;
}

/* ---- papers ---- */

static void
set_paper (Round *round, Paper paper, int number, CivilDate date)
{
  round->papers[paper].given = true;
  round->papers[paper].number = number;
  round->papers[paper].date = date;
}

static void
change_dates (Arena *arena, Round *round)
{
  set_paper (round, PAPER_TEAM_DECISION, 0, sample_date (2024, 12, 3));
  set_paper (round, PAPER_PLAN, 0, sample_date (2024, 12, 2));
  set_paper (round, PAPER_REPORT, 0, sample_date (2024, 12, 29)); /* the meeting was on the 30th */
  set_paper (round, PAPER_SUBMISSION, 0, sample_date (2024, 12, 29));
}

static void
change_dates_far (Arena *arena, Round *round)
{
  set_paper (round, PAPER_TEAM_DECISION, 0, sample_date (2025, 1, 4)); /* next present one is the meeting */
  set_paper (round, PAPER_SUBMISSION, 0, sample_date (2025, 1, 14));
}

static void
change_late (Arena *arena, Round *round)
{
  set_paper (round, PAPER_SUBMISSION, 0, sample_date (2025, 1, 15));
}

static void
change_early_due (Arena *arena, Round *round)
{
  set_paper (round, PAPER_SUBMISSION, 0, sample_date (2025, 1, 9));
  round->plan.submit_before = sample_date (2025, 1, 9);
}

static void
change_numbers (Arena *arena, Round *round)
{
  set_paper (round, PAPER_TEAM_DECISION, 70, sample_date (2024, 12, 2));
  set_paper (round, PAPER_CITIZEN_DECISION, 66, sample_date (2024, 12, 25));
  set_paper (round, PAPER_PLAN, 5, sample_date (2024, 12, 3));
  set_paper (round, PAPER_LEARNING_PLAN, 5, sample_date (2024, 1, 8));
}

static void
change_numbers_fine (Arena *arena, Round *round)
{
  set_paper (round, PAPER_TEAM_DECISION, 70, sample_date (2024, 12, 31));
  set_paper (round, PAPER_CITIZEN_DECISION, 1, sample_date (2025, 1, 2)); /* a new year, a new book */
  round->meeting.start.date = round->meeting.end.date = sample_date (2025, 1, 3);
  set_paper (round, PAPER_PLAN, 9, sample_date (2024, 12, 31));
  set_paper (round, PAPER_LEARNING_PLAN, 8, sample_date (2024, 12, 31));
  set_paper (round, PAPER_REPORT, 1, sample_date (2025, 1, 4));
  set_paper (round, PAPER_SUBMISSION, 1, sample_date (2025, 1, 4));
}

static void
change_authority (Arena *arena, Round *round)
{
  round->legal_bases[0].for_all = false;
  round->legal_bases[0].serves[PAPER_CITIZEN_DECISION] = true;
  round->papers[PAPER_TEAM_DECISION].given = true;
}

static void
change_no_authority (Arena *arena, Round *round)
{
  round->legal_bases[0].authority_basis = false;
}

/* ---- meetings ---- */

static void
change_quorum (Arena *arena, Round *round)
{
  round->meeting.present.count = 1;
}

static void
change_quorum_just (Arena *arena, Round *round)
{
  round->meeting.present.count = 2;
}

static void
change_present (Arena *arena, Round *round)
{
  round->meeting.absent = arena_array (arena, Absence, 1);
  round->meeting.absent_count = 1;
  round->meeting.absent[0].staff = sample_ref (round, "GV002");
  round->meeting.end.date = sample_date (2024, 12, 29);
}

static void
change_votes (Arena *arena, Round *round)
{
  round->meeting.present.items[2] = round->meeting.present.items[1]; /* two people, one named twice */
  round->meeting.votes = arena_array (arena, Vote, 4);
  round->meeting.vote_count = 4;
  const Indicator *indicators = round->scheme->indicators;
  round->meeting.votes[0] = (Vote){ "1.1", &indicators[0], 2, 0 };
  round->meeting.votes[1] = (Vote){ "1.3", &indicators[1], 2, 1 };
  round->meeting.votes[2] = (Vote){ "2.1", &indicators[2], G_MAXUINT, 2 };
  round->meeting.votes[3] = (Vote){ "1.1", &indicators[0], 1, 0 };
}

/* ---- evidence ---- */

static void
change_evidence (Arena *arena, Round *round)
{
  round->evidence[0].date = sample_date (2025, 1, 1);
  round->evidence[1].date = sample_date (2023, 12, 31);
  round->evidence[2].date = sample_date (2024, 12, 31);
  round->evidence[3].date = (CivilDate){ 0 };
  round->evidence_code_pattern = "MC{indicator}";
}

static void
change_unlinked (Arena *arena, Round *round)
{
  round->ratings[I_PLAN].evidence.count = round->ratings[I_FUNDS].evidence.count = 0;
  round->ratings[I_PLAN].result = round->ratings[I_FUNDS].result = RATING_NOT_MET;
  round->evidence[I_PLAN].indicators.count = round->evidence[I_FUNDS].indicators.count = 0;
  round->meeting.discussion = "Tổ xem [@mc02]."; /* cited, so not left alone */
}

static const struct {
  const char *name;
  SchemeKind kind;
  Change *change;
  const char *expected;
} rows[] = {
  { "faultless", SCHEME_MET, NULL, "" },
  { "faultless-points", SCHEME_POINTS, NULL, "" },
  { "unknown-people", SCHEME_MET, change_unknown_people,
    "unknown_person /scheme_overrides/1.1/confirmed_by | unknown_person /head/staff | unknown_person "
    "/union_chair | "
    "unknown_person /documents/plan/signer/staff | unknown_person /team/secretary | "
    "unknown_person /assignments/0/members/1 | unknown_person /meeting/absent/0/staff | "
    "unknown_person /improvements/0/owner" },
  { "unknown-member", SCHEME_MET, change_unknown_member,
    "unknown_person /team/members/0/staff | unknown_person /meeting/present/2" },
  { "unknown-indicators", SCHEME_MET, change_unknown_indicators,
    "unknown_indicator /scheme_overrides/a~1b | unknown_indicator /assignments/0/indicator | "
    "unknown_indicator /evidence/0/indicators/1 | unknown_indicator /meeting/votes/0/indicator | "
    "unknown_indicator /improvements/0/indicator" },
  { "unknown-rating", SCHEME_MET, change_unknown_rating,
    "missing_rating /ratings | unknown_indicator /ratings/0/indicator" },
  { "unknown-evidence", SCHEME_MET, change_unknown_evidence,
    "unknown_evidence /ratings/0/evidence/1 | unknown_evidence /ratings/1/improvement | "
    "unknown_evidence /report/conclusion | unknown_figure /report/conclusion | unknown_figure "
    "/report/conclusion" },
  { "duplicates", SCHEME_MET, change_duplicates,
    "duplicate_evidence /evidence/2/key | bad_value /evidence/3/code" },
  { "missing", SCHEME_MET, change_missing, "missing_rating /ratings | missing_rating /ratings" },
  { "not-public", SCHEME_MET, change_not_public, "" },
  { "rated-twice", SCHEME_MET, change_rated_twice,
    "missing_rating /ratings | bad_value /ratings/1/indicator" },
  { "kind", SCHEME_MET, change_kind,
    "bad_value /ratings/0/points | bad_value /ratings/1/result | bad_value /ratings/2/points" },
  { "point-kind", SCHEME_POINTS, change_point_kind,
    "bad_value /ratings/0/result | points_out_of_range /ratings/1/points | points_out_of_range "
    "/ratings/2/points | "
    "bad_value /ratings/3/points" },
  { "zero-points", SCHEME_POINTS, change_zero_points,
    "met_without_evidence /ratings/1 | evidence_unlinked /evidence/0" },
  { "not-applicable", SCHEME_MET, change_not_applicable,
    "bad_value /ratings/0/reason | not_applicable_declared /ratings/0 | not_applicable_declared /ratings/1" },
  { "no-backing", SCHEME_MET, change_no_backing,
    "met_without_evidence /ratings/0 | evidence_unlinked /evidence/0" },
  { "cited-only", SCHEME_MET, change_cited_only, "" },
  { "share-low", SCHEME_MET, change_share_low, "share_contradicts /ratings/2" },
  { "share-reached", SCHEME_MET, change_share_reached, "share_reached /ratings/2" },
  { "threshold", SCHEME_MET, change_threshold,
    "not_applicable_declared /ratings/2 | threshold_unset /ratings/3" },
  { "unverified", SCHEME_MET, change_unverified,
    "unverified_text /ratings/0 | unverified_text /ratings/2 | unverified_text /ratings/3" },
  { "override-values", SCHEME_MET, change_override_values,
    "bad_value /scheme_overrides/3.1/at_least | bad_value /scheme_overrides/1.1/at_least | "
    "bad_value /scheme_overrides/2.1/learners_at_least | bad_value /learners/citizens | "
    "unverified_text /ratings/0 | unverified_text /ratings/2 | share_contradicts /ratings/3 | "
    "unverified_text /ratings/3" },
  { "dates", SCHEME_MET, change_dates,
    "dates_out_of_order /documents/plan/date | dates_out_of_order /documents/report/date" },
  { "dates-far", SCHEME_MET, change_dates_far, "dates_out_of_order /meeting/start" },
  { "late", SCHEME_MET, change_late, "late_submission /documents/submission/date" },
  { "early-due", SCHEME_MET, change_early_due, "late_submission /documents/submission/date" },
  { "numbers", SCHEME_MET, change_numbers,
    "number_out_of_order /documents/plan/number | number_out_of_order /documents/citizen_decision/number" },
  { "numbers-fine", SCHEME_MET, change_numbers_fine, "" },
  { "authority", SCHEME_MET, change_authority, "no_authority_basis /documents/team_decision" },
  { "no-authority", SCHEME_MET, change_no_authority,
    "no_authority_basis /legal_bases | no_authority_basis /legal_bases" },
  { "quorum", SCHEME_MET, change_quorum, "no_quorum /meeting/present" },
  { "quorum-just", SCHEME_MET, change_quorum_just, "" },
  { "present", SCHEME_MET, change_present, "bad_value /meeting/end | bad_value /meeting/absent/0/staff" },
  { "votes", SCHEME_MET, change_votes,
    "vote_count /meeting/votes/1 | vote_count /meeting/votes/2 | bad_value /meeting/votes/3/indicator" },
  { "evidence", SCHEME_MET, change_evidence,
    "evidence_outside_year /evidence/0/date | evidence_outside_year /evidence/1/date | bad_value "
    "/evidence_code" },
  { "unlinked", SCHEME_MET, change_unlinked, "evidence_unlinked /evidence/0" },
};

static void
test_row (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (Arena) arena = arena_new (16 << 20);
  Round *round = sample_round (arena, rows[i].kind, 3);
  if (rows[i].change != NULL)
    rows[i].change (arena, round);
  g_assert_cmpstr (check (arena, round), ==, rows[i].expected);
}

/* ---- abbreviations ---- */

static const char *
abbreviations_in (Arena *arena, const char *text)
{
  Round *round = sample_round (arena, SCHEME_MET, 3);
  Abbreviation declared[] = { { "GD&ĐT", "…" }, { "UBND", "…" }, { "TH-THCS", "…" } };
  round->abbreviations = declared;
  round->abbreviation_count = G_N_ELEMENTS (declared);
  round->report.introduction = text;
  Findings findings = { .arena = arena };
  check_round (round, sample_figures (arena, round), &findings);
  GString *list = g_string_new (NULL);
  for (gsize i = 0; i < findings.count; i++)
    if (findings.items[i].code == FINDING_UNDECLARED_ABBREVIATION) {
      g_assert_cmpstr (findings.items[i].where, ==, "/report/introduction");
      g_string_append_printf (list, "%s%s", list->len > 0 ? " " : "", findings.items[i].message.args[0]);
    }
  const char *result = arena_strdup (arena, list->str);
  g_string_free (list, TRUE);
  return result;
}

static void
test_abbreviations (void)
{
  static const struct {
    const char *text, *found;
  } texts[] = {
    { "", "" },
    { "Phòng GD&ĐT và UBND xã, trường THGT.", "" },
    { "Các thầy cô dùng CNTT; CNTT và HĐND, **BGH**, “ĐĐ”.", "CNTT HĐND BGH ĐĐ" },
    { "Một mình A, Đ, B. và C&D", "C&D" },
    { "Kế hoạch 67/KH-THGT, Nghị quyết 29-NQ/TW, 24/2023/TT-BGDĐT, số      /QĐ-ABC", "" },
    { "Theo CV 5932/BGDĐT-QLCL và VB/TB khác", "CV VB TB" },
    { "Phần II, chương XIV, khối IV, thế kỷ XXI, mục III.", "" },
    { "tổ CM, loại XL, CD và MC", "CM XL CD MC" },
    { "# ĐẶT VẤN ĐỀ\n\nNội dung BGDĐT", "BGDĐT" },
    { "# KẾT QUẢ của HĐSP", "KẾT QUẢ HĐSP" },
    { "**I. ĐẶC ĐIỂM TÌNH HÌNH**\nvăn bản", "" },
    { "| HỌ VÀ TÊN | STT |\n|---|---|\n| Lan | PGD |", "STT PGD" },
    { "GV001, T4, TT24, 5A, 2024", "" },
    { "trường TH-THCS và liên cấp TH-THPT", "TH THPT" },
    { "https://a.vn/ABC (www.BCD.vn) thư a@XYZ.VN [@MC01] [#PEOPLE] GD&amp;ĐT GD\\&ĐT", "" },
    { "Đọc iPad, TTr, ThS, McD", "" },
    { "I. UBNDX", "UBNDX" },
    { "CNTT, HĐ", "CNTT HĐ" },
    { "&&, &A&, A&", "" },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (Arena) arena = arena_new (16 << 20);
    g_assert_cmpstr (abbreviations_in (arena, texts[i].text), ==, texts[i].found);
  }
}

/* Guidance is searched too, and each abbreviation is named once, at its first place. */
static void
test_abbreviation_places (void)
{
  g_autoptr (Arena) arena = arena_new (16 << 20);
  Round *round = sample_round (arena, SCHEME_MET, 3);
  round->assignments = arena_array (arena, Assignment, 1);
  round->assignment_count = 1;
  round->assignments[0] = (Assignment){ .indicator_id = "1.1",
                                        .indicator = &round->scheme->indicators[0],
                                        .guidance = "Xem sổ của BGH [@khong] " };
  round->ratings[1].strengths = "BGH và CNTT";
  round->learning_plan = "CNTT, HĐ";
  g_assert_cmpstr (
      check (arena, round), ==,
      "undeclared_abbreviation /assignments/0/guidance | undeclared_abbreviation /ratings/1/strengths | "
      "undeclared_abbreviation /learning_plan/content");
}

/* The heading of a column that numbers the rows is in the program's own samples and explains itself. */
static void
test_abbreviation_ordinals (void)
{
  g_autoptr (Arena) arena = arena_new (16 << 20);
  Round *round = sample_round (arena, SCHEME_MET, 3);
  round->learning_plan = "| TT | Nội dung |\n|---|---|\n| 1 | Toán |";
  g_assert_cmpstr (check (arena, round), ==, "");
  round->learning_plan = "Theo TT ấy | TT |";
  g_assert_cmpstr (check (arena, round), ==, "undeclared_abbreviation /learning_plan/content");
}

/* What the reader could not read (blank words, a row that is none) is its finding alone. */
static void
test_unread_parts (void)
{
  g_autoptr (Arena) arena = arena_new (16 << 20);
  Round *round = sample_round (arena, SCHEME_MET, 3);
  round->ratings[I_PLAN].evidence.items[1] = round->evidence[0].indicators.items[1] = "";
  round->ratings[I_PLAN].evidence.count = round->evidence[0].indicators.count = 2;
  round->evidence[3] = (Evidence){ 0 };
  round->ratings[I_CITIZEN].evidence = sample_lines (arena, "mc01", NULL);
  round->meeting.present.items[1] = (PersonRef){ 0 };
  g_assert_cmpstr (check (arena, round), ==, "");
}

/* What the reader has said is not said again; what it could not read is not blamed on others. */
static void
test_reader_first (void)
{
  g_autoptr (Arena) arena = arena_new (16 << 20);
  Round *round = sample_round (arena, SCHEME_MET, 3);
  change_kind (arena, round);
  Findings findings = { .arena = arena };
  findings_add (&findings, FINDING_BAD_VALUE, "/ratings/0/points", MSG_CHECK_NO_POINTS, "1.1", NULL);
  findings_add (&findings, FINDING_BAD_VALUE, "/ratings/1", MSG_CHECK_NO_RESULT, "1.3", NULL);
  check_round (round, sample_figures (arena, round), &findings);
  g_assert_cmpstr (findings_text (arena, &findings), ==,
                   "bad_value /ratings/0/points | bad_value /ratings/1 | bad_value /ratings/2/points");

  round = sample_round (arena, SCHEME_MET, 3);
  round->person_count = 0;
  round->head.person = NULL;
  findings = (Findings){ .arena = arena };
  findings_add (&findings, FINDING_BAD_VALUE, "staff.csv:1:Mã", MSG_CHECK_NO_POINTS, "", NULL);
  check_round (round, sample_figures (arena, round), &findings);
  g_assert_cmpstr (findings_text (arena, &findings), ==, "bad_value staff.csv:1:Mã");

  round = sample_round (arena, SCHEME_MET, 3);
  for (gsize i = 0; i < 3; i++)
    round->people[i].result = NULL;
  g_assert_nonnull (strstr (check (arena, round), "share_contradicts /ratings/2"));
  findings = (Findings){ .arena = arena };
  findings_add (&findings, FINDING_BAD_VALUE, "/results", MSG_CHECK_NO_POINTS, "", NULL);
  check_round (round, sample_figures (arena, round), &findings);
  g_assert_cmpstr (findings_text (arena, &findings), ==, "bad_value /results");
}

/* An empty round of nulls breaks nothing. */
static void
test_empty (void)
{
  g_autoptr (Arena) arena = arena_new (16 << 20);
  Round *round = arena_new0 (arena, Round);
  round->scheme = sample_scheme (arena, SCHEME_MET);
  round->citizen_scheme = sample_citizens (arena, CITIZEN_POINTS);
  g_assert_nonnull (strstr (check (arena, round), "missing_rating /ratings"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strconcat ("/check/", rows[i].name, NULL);
    g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_row);
  }
  g_test_add_func ("/check/abbreviations", test_abbreviations);
  g_test_add_func ("/check/abbreviation-places", test_abbreviation_places);
  g_test_add_func ("/check/abbreviation-ordinals", test_abbreviation_ordinals);
  g_test_add_func ("/check/unread-parts", test_unread_parts);
  g_test_add_func ("/check/reader-first", test_reader_first);
  g_test_add_func ("/check/empty", test_empty);
  return g_test_run ();
}
