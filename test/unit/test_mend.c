/* test_mend.c - every finding leads to a page, and the pages are those of what stands at its place. */
#include "model/mend.h"
#include <string.h>

static const Indicator indicators[] = { { .id = "1.1" }, { .id = "2.3" } };
static Rating ratings[] = { { .indicator_id = "2.3" }, { .indicator_id = "9.9" } };
static Evidence evidence[] = { { .title = "Quyết định số 12" }, { 0 } };
static Improvement improvements[] = { { .indicator_id = "1.1" } };

static const char *
page_at (FindingCode code, const char *where, const char *arg)
{
  static const gint64 ids[] = { 41, 42 };
  g_autoptr (Arena) arena = arena_new (1 << 20);
  Scheme *scheme = arena_new0 (arena, Scheme);
  scheme->indicators = (Indicator *)indicators;
  scheme->indicator_count = G_N_ELEMENTS (indicators);
  const Round round = { .scheme = scheme,
                        .ratings = ratings,
                        .rating_count = G_N_ELEMENTS (ratings),
                        .evidence = evidence,
                        .evidence_count = G_N_ELEMENTS (evidence),
                        .improvements = improvements,
                        .improvement_count = G_N_ELEMENTS (improvements) };
  const Finding finding = { code, where, { .args = { arg } } };
  Mend mend = finding_mend (arena, &round, ids, &finding);
  g_assert_nonnull (mend.words);
  g_assert_cmpstr (mend.words, !=, "");
  return g_intern_string (mend.page);
}

static void
test_places (void)
{
  g_assert_cmpstr (page_at (FINDING_SHARE_CONTRADICTS, "/ratings/0", "2.3"), ==, "chi-tieu/2.3");
  g_assert_cmpstr (page_at (FINDING_UNKNOWN_EVIDENCE, "/ratings/0/evidence/1", "hop"), ==, "chi-tieu/2.3");
  g_assert_cmpstr (page_at (FINDING_MISSING_RATING, "/ratings", "1.1"), ==, "chi-tieu/1.1");
  g_assert_cmpstr (page_at (FINDING_UNKNOWN_INDICATOR, "/ratings/1/indicator", "9.9"), ==, "chi-tieu");
  g_assert_cmpstr (page_at (FINDING_UNVERIFIED_TEXT, "/ratings/0", "2.3"), ==, "bo-tieu-chi/2.3");
  g_assert_cmpstr (page_at (FINDING_BAD_VALUE, "/scheme_overrides/2.3/at_least", "101"), ==,
                   "bo-tieu-chi/2.3");
  g_assert_cmpstr (page_at (FINDING_EVIDENCE_UNLINKED, "/evidence/1", NULL), ==, "minh-chung/42");
  g_assert_cmpstr (page_at (FINDING_EVIDENCE_UNLINKED, "/evidence/7", NULL), ==, "minh-chung");
  g_assert_cmpstr (page_at (FINDING_BAD_VALUE, "/evidence_code", NULL), ==, "minh-chung");
  g_assert_cmpstr (page_at (FINDING_DATES_OUT_OF_ORDER, "/documents/plan/date", NULL), ==, "van-ban/plan");
  g_assert_cmpstr (page_at (FINDING_DATES_OUT_OF_ORDER, "/meeting/start", NULL), ==, "hop/tu-danh-gia");
  g_assert_cmpstr (page_at (FINDING_NO_QUORUM, "/citizen_meeting/present", NULL), ==, "hop/cong-dan");
  g_assert_cmpstr (page_at (FINDING_NO_AUTHORITY_BASIS, "/legal_bases", NULL), ==, "/can-cu");
  g_assert_cmpstr (page_at (FINDING_UNKNOWN_PERSON, "/improvements/0/owner", "CB99"), ==, "chi-tieu/1.1");
  g_assert_cmpstr (page_at (FINDING_BAD_DATE, "bang/can-bo.csv:3:Ngày sinh", NULL), ==, "/nguoi");
  g_assert_cmpstr (page_at (FINDING_BAD_VALUE, "", NULL), ==, "");
}

/* Wherever a finding of any kind may stand, there is a page. */
static void
test_all (void)
{
  static const char *const keys[] = { "scheme_overrides",
                                      "year",
                                      "unit",
                                      "authority",
                                      "head",
                                      "union_chair",
                                      "staff",
                                      "results",
                                      "learners",
                                      "legal_bases",
                                      "documents",
                                      "team",
                                      "assignments",
                                      "plan",
                                      "ratings",
                                      "evidence",
                                      "evidence_code",
                                      "citizen_meeting",
                                      "meeting",
                                      "report",
                                      "improvements",
                                      "learning_plan" };
  for (int code = 0; code < FINDING_CODE_COUNT; code++)
    for (gsize i = 0; i < G_N_ELEMENTS (keys); i++) {
      g_autofree char *where = g_strconcat ("/", keys[i], "/0", NULL);
      const char *page = page_at ((FindingCode)code, where, NULL);
      g_assert_nonnull (page);
      g_assert_true (page[0] != '\0' || strcmp (keys[i], "year") == 0);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mend/places", test_places);
  g_test_add_func ("/mend/all", test_all);
  return g_test_run ();
}
