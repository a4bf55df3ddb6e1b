/* check_texts.c - all texts of a case, and the marks in them. */
#include "model/check_parts.h"
#include "model/markup.h"

typedef struct {
  Check *check;
  CheckTextVisitor *visit;
  void *user;
} Visit;

static void
visit_text (const Visit *visit, const char *place, const char *key, const char *text, bool markdown)
{
  if (text != NULL && text[0] != '\0')
    visit->visit (visit->check, arena_concat (visit->check->arena, place, "/", key, NULL), text, markdown,
                  visit->user);
}

void
check_each_text (Check *check, CheckTextVisitor *visitor, void *user)
{
  const Round *round = check->round;
  const Visit visit = { check, visitor, user };
  for (gsize i = 0; i < round->assignment_count; i++)
    visit_text (&visit, check_place (check, "/assignments", i, NULL), "guidance",
                round->assignments[i].guidance, false);
  for (gsize i = 0; i < round->rating_count; i++) {
    const Rating *rating = &round->ratings[i];
    const char *place = check_place (check, "/ratings", i, NULL);
    visit_text (&visit, place, "current", rating->current, true);
    visit_text (&visit, place, "strengths", rating->strengths, true);
    visit_text (&visit, place, "weaknesses", rating->weaknesses, true);
    visit_text (&visit, place, "improvement", rating->improvement, true);
  }
  visit_text (&visit, "/citizen_meeting", "discussion", round->citizen_meeting.discussion, true);
  visit_text (&visit, "/citizen_meeting", "conclusion", round->citizen_meeting.conclusion, true);
  visit_text (&visit, "/meeting", "discussion", round->meeting.discussion, true);
  visit_text (&visit, "/meeting", "conclusion", round->meeting.conclusion, true);
  visit_text (&visit, "/report", "introduction", round->report.introduction, true);
  visit_text (&visit, "/report", "unit_overview", round->report.unit_overview, true);
  visit_text (&visit, "/report", "conclusion", round->report.conclusion, true);
  visit_text (&visit, "/learning_plan", "content", round->learning_plan, true);
}

/* Each unknown name once per text. */
static void
check_marks (Check *check, const char *where, const char *text, bool markdown, void *user)
{
  if (!markdown)
    return;
  g_autoptr (Arena) scratch = arena_new (G_MAXSIZE / 2);
  g_autoptr (GHashTable) keys = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  for (Mark mark = { 0 }; markup_next (scratch, text, mark.start + mark.length, &mark);) {
    if (!g_hash_table_add (mark.kind == MARK_EVIDENCE ? keys : names, (gpointer)mark.name))
      continue;
    if (mark.kind == MARK_EVIDENCE && !g_hash_table_contains (check->evidence, mark.name))
      findings_add (check->findings, FINDING_UNKNOWN_EVIDENCE, where, MSG_CHECK_UNKNOWN_EVIDENCE, mark.name,
                    NULL);
    if (mark.kind == MARK_FIGURE && figures_named (check->figures, scratch, mark.name) == NULL)
      findings_add (check->findings, FINDING_UNKNOWN_FIGURE, where, MSG_CHECK_UNKNOWN_FIGURE, mark.name,
                    NULL);
  }
}

void
check_texts (Check *check)
{
  check_each_text (check, check_marks, NULL);
}
