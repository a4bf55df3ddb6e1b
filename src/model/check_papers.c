/* check_papers.c - dates in the order of the process, numbers along the dates,
 * what gives a decision its power, the due date. */
#include "model/check_parts.h"
#include "model/legal.h"
#include "model/numbering.h"

typedef struct {
  const char *where; /* of its date */
  const char *label;
  CivilDate date;
} Step;

static const char *
paper_place (Check *check, Paper paper, const char *key)
{
  return arena_printf (check->arena, "/documents/%s/%s", paper_name (paper), key);
}

static Step
paper_step (Check *check, Paper paper)
{
  return (Step){ paper_place (check, paper, "date"), paper_label (paper), check->round->papers[paper].date };
}

static void
check_date_order (Check *check)
{
  const Round *round = check->round;
  const Step steps[] = {
    paper_step (check, PAPER_TEAM_DECISION),
    paper_step (check, PAPER_PLAN),
    { "/citizen_meeting/start", "cuộc họp danh sách Công dân học tập", round->citizen_meeting.start.date },
    paper_step (check, PAPER_CITIZEN_DECISION),
    { "/meeting/start", "cuộc họp tự đánh giá", round->meeting.start.date },
    paper_step (check, PAPER_REPORT),
    paper_step (check, PAPER_SUBMISSION),
  };
  const Step *before = NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++) {
    const Step *step = &steps[i];
    if (!date_is_set (step->date))
      continue;
    if (before != NULL && date_compare (before->date, step->date) > 0)
      findings_add (check->findings, FINDING_DATES_OUT_OF_ORDER, step->where, MSG_CHECK_DATES_OUT_OF_ORDER,
                    step->label, date_short (check->arena, step->date), before->label,
                    date_short (check->arena, before->date), NULL);
    before = step;
  }
}

static Numbered
numbered (Check *check, Paper paper)
{
  const PaperFacts *facts = &check->round->papers[paper];
  return (Numbered){ numbering_series (check->arena, check->round->number_series, paper_symbol (paper)),
                     facts->number, facts->date,
                     date_is_set (facts->date) ? facts->date.year : paper_year (check->round->year, paper) };
}

static void
compare_numbers (Check *check, Paper first, Paper second)
{
  Numbered a = numbered (check, first), b = numbered (check, second);
  NumberingFault fault = numbering_compare (&a, &b);
  if (fault == NUMBERING_FINE || !date_is_set (a.date) || !date_is_set (b.date)) /* blanks are filled later */
    return;
  int dates = date_compare (a.date, b.date);
  Paper later = dates > 0 ? first : second, earlier = dates > 0 ? second : first;
  findings_add (check->findings, FINDING_NUMBER_OUT_OF_ORDER, paper_place (check, later, "number"),
                fault == NUMBERING_TWICE ? MSG_CHECK_NUMBER_TWICE : MSG_CHECK_NUMBER_OUT_OF_ORDER,
                paper_label (later), arena_int (check->arena, check->round->papers[later].number),
                paper_label (earlier), arena_int (check->arena, check->round->papers[earlier].number), NULL);
}

static void
check_authority (Check *check, Paper paper)
{
  const Round *round = check->round;
  if (legal_authority (round->legal_bases, round->legal_basis_count, paper))
    return;
  findings_add (check->findings, FINDING_NO_AUTHORITY_BASIS,
                round->papers[paper].given ? arena_printf (check->arena, "/documents/%s", paper_name (paper))
                                           : "/legal_bases",
                MSG_CHECK_NO_AUTHORITY_BASIS, paper_label (paper), NULL);
}

static void
check_due (Check *check)
{
  CivilDate sent = check->round->papers[PAPER_SUBMISSION].date, due = round_due_date (check->round);
  if (date_is_set (sent) && date_is_set (due) && date_compare (sent, due) >= 0)
    findings_add (check->findings, FINDING_LATE_SUBMISSION, paper_place (check, PAPER_SUBMISSION, "date"),
                  MSG_CHECK_LATE_SUBMISSION, date_short (check->arena, sent), date_short (check->arena, due),
                  NULL);
}

void
check_papers (Check *check)
{
  check_authority (check, PAPER_TEAM_DECISION);
  check_authority (check, PAPER_CITIZEN_DECISION);
  check_date_order (check);
  for (int first = 0; first < PAPER_COUNT; first++)
    for (int second = first + 1; second < PAPER_COUNT; second++)
      compare_numbers (check, (Paper)first, (Paper)second);
  check_due (check);
}
