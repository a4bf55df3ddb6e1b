/* check.c - dvht check: what is wrong with a case, and how far it is from the title. */
#include "cli/check.h"
#include "base/json.h"

const OptionSpec check_options[] = {
  { "--json", NULL, { "in ra một mảng JSON", "print a JSON array" } },
  { NULL },
};

static void
print_findings_json (const Invocation *invocation, const Findings *findings)
{
  g_autoptr (GString) out = g_string_new ("[");
  for (gsize i = 0; i < findings->count; i++) {
    const Finding *finding = &findings->items[i];
    bool is_error = finding_severity (finding->code) == SEVERITY_ERROR;
    g_string_append_printf (out,
                            "%s\n {\"severity\": \"%s\", \"code\": \"%s\", \"where\": ", i > 0 ? "," : "",
                            is_error ? "error" : "warning", finding_name (finding->code));
    json_append_string (out, finding->where != NULL ? finding->where : "");
    g_string_append (out, ", \"message\": ");
    json_append_string (out, invocation_message (invocation, &finding->message));
    g_string_append_c (out, '}');
  }
  g_string_append (out, findings->count > 0 ? "\n]\n" : "]\n");
  print_text (out->str);
}

void
print_findings (const Invocation *invocation, const Findings *findings)
{
  static const Words severities[] = { { "LỖI", "ERROR" }, { "CẢNH BÁO", "WARNING" } };
  for (gsize i = 0; i < findings->count; i++) {
    const Finding *finding = &findings->items[i];
    const char *where = finding->where == NULL || *finding->where == '\0' ? "case.json" : finding->where;
    const char *line = arena_concat (invocation->arena, where, ": ",
                                     invocation_message (invocation, &finding->message), NULL);
    printf ("%s %s %s\n", invocation_words (invocation, severities[finding_severity (finding->code)]),
            finding_name (finding->code), printable (invocation->arena, line));
  }
}

/* ---- how far from the title, for people ---- */

static const char *
missing_reason (const Invocation *invocation, const IndicatorFigures *figures, bool points)
{
  const Rating *rating = figures->rating;
  if (points)
    return arena_concat (invocation->arena, decimal_vietnamese (invocation->arena, figures->points), "/",
                         decimal_vietnamese (invocation->arena, figures->indicator->indicator->max_points),
                         NULL);
  if (rating == NULL || rating->result == RATING_NONE)
    return invocation_words (invocation, (Words){ "chưa tự đánh giá", "not rated" });
  if (rating->result == RATING_NOT_MET)
    return invocation_words (invocation, (Words){ "tự đánh giá không đạt", "rated not met" });
  if (figures->threshold_unset)
    return invocation_words (invocation, (Words){ "chưa biết ngưỡng", "threshold not known" });
  return invocation_words (invocation, (Words){ "tỷ lệ chưa đủ", "share not reached" });
}

static void
print_missing (const Invocation *invocation, const Figures *figures, bool points)
{
  for (gsize i = 0; i < figures->missing_count; i++) {
    const IndicatorFigures *missing = figures->missing[i];
    fprintf (stderr, "  %s  %s", missing->indicator->indicator->id,
             missing_reason (invocation, missing, points));
    if (missing->has_share)
      fprintf (stderr, " (%s)", share_text (invocation->arena, missing->share));
    for (gsize k = 0; k < missing->assignee_count; k++)
      fprintf (stderr, "%s%s",
               k == 0 ? invocation_words (invocation, (Words){ " – phụ trách: ", " – assigned to: " }) : ", ",
               missing->assignees[k]->name);
    fputc ('\n', stderr);
  }
}

static void
print_title (const Invocation *invocation, const Figures *figures)
{
  const Scheme *scheme = figures->round->scheme;
  if (scheme->kind == SCHEME_POINTS) {
    fprintf (stderr, invocation->english ? "Points: %s of %s" : "Tổng điểm: %s/%s",
             decimal_vietnamese (invocation->arena, figures->points),
             decimal_vietnamese (invocation->arena, scheme->total_points));
    if (figures->point_class != NULL)
      fprintf (stderr, ", %s: %s", invocation_words (invocation, (Words){ "xếp loại", "class" }),
               figures->point_class->name);
    fputs (".\n", stderr);
    return;
  }
  fprintf (stderr,
           invocation->english ? "%u of %u applicable indicators are met: " : "Đạt %u/%u chỉ tiêu áp dụng: ",
           figures->met, figures->applicable);
  fputs (figures->title ? invocation_words (
             invocation, (Words){ "đủ điều kiện đề nghị danh hiệu", "the title can be asked for" })
                        : invocation_words (invocation, (Words){ "chưa đủ điều kiện đề nghị danh hiệu",
                                                                 "not yet enough for the title" }),
         stderr);
  if (figures->title && figures->provisional)
    fputs (invocation_words (invocation,
                             (Words){ " (tạm tính: có ngưỡng chưa đối chiếu với văn bản gốc)",
                                      " (provisional: a threshold is not checked against the original)" }),
           stderr);
  fputs (".\n", stderr);
}

static void
print_summary (const Invocation *invocation, const Case *checked)
{
  gsize errors = findings_errors (&checked->findings);
  fprintf (stderr, invocation->english ? "%u errors, %u warnings.\n" : "%u lỗi, %u cảnh báo.\n",
           (guint)errors, (guint)(checked->findings.count - errors));
  if (checked->round == NULL)
    return;
  const Figures *figures = figures_compute (checked->round, invocation->arena);
  print_title (invocation, figures);
  print_missing (invocation, figures, checked->round->scheme->kind == SCHEME_POINTS);
}

int
case_exit_code (const Case *checked)
{
  if (checked->unreadable)
    return EXIT_UNUSABLE;
  return findings_errors (&checked->findings) > 0 ? EXIT_FAULTY : EXIT_DONE;
}

const Case *
case_to_write (const Invocation *invocation, const SchemeLibrary *library, int *ret_code)
{
  const Case *read = case_read (invocation->arena, library, invocation->operands[0]);
  int code = case_exit_code (read);
  if (code != EXIT_DONE)
    print_findings (invocation, &read->findings);
  if (code == EXIT_DONE
      || (code == EXIT_FAULTY && invocation_flag (invocation, "--draft") && read->round != NULL))
    return read;
  if (code == EXIT_FAULTY)
    report_message (invocation, code, MSG_CLI_CASE_HAS_ERRORS, NULL);
  *ret_code = code;
  return NULL;
}

int
run_check (const Invocation *invocation)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SchemeLibrary) library = invocation_library (invocation, &error);
  if (library == NULL)
    return report_error (invocation, error, EXIT_UNUSABLE);
  const Case *checked = case_read (invocation->arena, library, invocation->operands[0]);
  if (invocation_flag (invocation, "--json")) {
    print_findings_json (invocation, &checked->findings);
    return case_exit_code (checked);
  }
  print_findings (invocation, &checked->findings);
  fflush (stdout); /* the summary goes to standard error, behind the findings */
  print_summary (invocation, checked);
  return case_exit_code (checked);
}
