/* scheme_show.c - dvht scheme show: one package as people read it, or as JSON. */

#include "cli/command.h"
#include "cli/scheme_json.h"
#include <string.h>

#define LABEL_WIDTH 18
#define INDENT 7

static const char *
status_badge (const Invocation *invocation, TextStatus status)
{
  static const Words words[] = { { "đã đối chiếu văn bản gốc", "checked against the original" },
                                 { "chưa đối chiếu văn bản gốc (theo bản dịch)",
                                   "not checked against the original (from a translation)" },
                                 { "chưa đối chiếu văn bản gốc", "not checked against the original" } };
  return invocation_words (invocation, words[status]);
}

static void
print_field (const Invocation *invocation, Words label, const char *value)
{
  if (value == NULL)
    return;
  const char *text = invocation_words (invocation, label);
  int blanks = LABEL_WIDTH - (int)g_utf8_strlen (text, -1);
  print_wrapped (arena_printf (invocation->arena, "%s:%*s", text, MAX (blanks, 1), ""), LABEL_WIDTH + 1,
                 value);
}

/* One line below an indicator's text. */
static void
print_note (const Invocation *invocation, Words label, const char *value)
{
  if (value == NULL)
    return;
  const char *text = invocation_words (invocation, label);
  print_wrapped (arena_printf (invocation->arena, "%*s%s: ", INDENT, "", text), INDENT + 2, value);
}

static const char *
join_units (const Invocation *invocation, guint32 kinds)
{
  g_autoptr (GString) text = g_string_new (NULL);
  if (kinds == (1u << UNIT_KIND_COUNT) - 1)
    return NULL;
  for (int kind = 0; kind < UNIT_KIND_COUNT; kind++)
    if ((kinds & (1u << kind)) != 0)
      g_string_append_printf (text, "%s%s", text->len > 0 ? "; " : "", unit_kind_label ((UnitKind)kind));
  return arena_strdup (invocation->arena, text->str);
}

static const char *
join_lines (Arena *arena, const char *const *lines, gsize count)
{
  g_autoptr (GString) text = g_string_new (NULL);
  for (gsize i = 0; i < count; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "; " : "", lines[i]);
  return count == 0 ? NULL : arena_strdup (arena, text->str);
}

static const char *
measure_words (const Invocation *invocation, Measure measure)
{
  static const Words words[] = {
    [MEASURE_NONE] = { "", "" },
    [MEASURE_UNSET] = { "cách tính chưa biết", "measure not known" },
    [MEASURE_DISCIPLINE]
    = { "người chấp hành kỷ luật lao động (discipline)", "people who kept labour discipline (discipline)" },
    [MEASURE_TRAINING]
    = { "người hoàn thành bồi dưỡng (training)", "people who completed their training (training)" },
    [MEASURE_STUDY_PLAN] = { "người có kế hoạch tự học được duyệt (study_plan)",
                             "people with an approved study plan (study_plan)" },
    [MEASURE_EMULATION]
    = { "người có danh hiệu thi đua (emulation)", "people with an emulation title (emulation)" },
    [MEASURE_CITIZEN]
    = { "người đạt “Công dân học tập” (citizen)", "people who are learning citizens (citizen)" },
  };
  return invocation_words (invocation, words[measure]);
}

static const char *
threshold_words (const Invocation *invocation, Decimal at_least)
{
  if (at_least == DECIMAL_UNSET)
    return invocation_words (invocation, (Words){ "ngưỡng chưa biết", "threshold not known" });
  return arena_concat (invocation->arena, invocation_words (invocation, (Words){ "ít nhất ", "at least " }),
                       decimal_vietnamese (invocation->arena, at_least), "%", NULL);
}

static void
print_indicator (const Invocation *invocation, const Indicator *indicator)
{
  Arena *arena = invocation->arena;
  const char *badge = status_badge (invocation, indicator->text_status);
  print_wrapped (arena_printf (arena, "  %-5s", indicator->id), INDENT, indicator->text);
  print_wrapped (arena_printf (arena, "%*s[", INDENT, ""), INDENT,
                 arena_concat (arena, badge, indicator->article != NULL ? " · " : "",
                               indicator->article != NULL ? indicator->article : "", "]", NULL));
  if (indicator->is_share)
    print_note (invocation, (Words){ "Tỷ lệ", "Share" },
                arena_concat (arena, measure_words (invocation, indicator->measure), ", ",
                              threshold_words (invocation, indicator->at_least), NULL));
  else if (indicator->measure != MEASURE_NONE)
    print_note (invocation, (Words){ "Tỷ lệ in để đối chiếu", "Share shown beside the points" },
                measure_words (invocation, indicator->measure));
  if (indicator->asks_learners)
    print_note (invocation, (Words){ "Người học (cơ sở giáo dục)", "Learners (schools)" },
                threshold_words (invocation, indicator->learners_at_least));
  if (indicator->max_points != DECIMAL_UNSET)
    print_note (invocation, (Words){ "Điểm tối đa", "Points at most" },
                decimal_vietnamese (arena, indicator->max_points));
  if (indicator->public_only)
    print_note (invocation, (Words){ "Áp dụng", "Applies to" },
                invocation_words (invocation, (Words){ "chỉ đơn vị công lập", "public units only" }));
  print_note (invocation, (Words){ "Áp dụng", "Applies to" },
              join_units (invocation, indicator->applies_kinds));
  print_note (invocation, (Words){ "Nguồn", "Source" }, indicator->source);
  print_note (invocation, (Words){ "Minh chứng thường dùng", "Usual evidence" },
              join_lines (arena, indicator->hints, indicator->hint_count));
}

static const char *
force_words (const Invocation *invocation, const Scheme *scheme)
{
  Arena *arena = invocation->arena;
  if (!date_is_set (scheme->in_force_from))
    return NULL;
  const char *from = invocation_words (invocation, (Words){ "từ ", "from " });
  const char *to = invocation_words (invocation, (Words){ " đến ", " to " });
  bool ended = date_is_set (scheme->in_force_to);
  return arena_concat (arena, from, date_short (arena, scheme->in_force_from), ended ? to : "",
                       date_short (arena, scheme->in_force_to), NULL);
}

static const char *
title_words (const Invocation *invocation, const Scheme *scheme)
{
  Arena *arena = invocation->arena;
  g_autoptr (GString) text = g_string_new (NULL);
  if (scheme->kind == SCHEME_MET)
    g_string_append (text, invocation_words (invocation, (Words){ "mọi chỉ tiêu áp dụng đều đạt",
                                                                  "every applicable indicator is met" }));
  for (gsize i = 0; i < scheme->class_count; i++)
    g_string_append_printf (text, "%s%s %s %s", i > 0 ? "; " : "", scheme->classes[i].name,
                            invocation_words (invocation, (Words){ "từ", "from" }),
                            decimal_vietnamese (arena, scheme->classes[i].from));
  if (scheme->title_rule_status != TEXT_VERIFIED)
    g_string_append_printf (
        text, " (%s)",
        invocation_words (invocation, (Words){ "suy luận, chưa đối chiếu văn bản gốc",
                                               "an inference, not checked against the original" }));
  return arena_strdup (arena, text->str);
}

static void
print_documents (const Invocation *invocation, const Scheme *scheme)
{
  printf ("\n%s\n", invocation_words (invocation, (Words){ "Các văn bản (dvht document CASE ID)",
                                                           "Papers (dvht document CASE ID)" }));
  for (gsize i = 0; i < scheme->document_count; i++)
    print_wrapped (arena_printf (invocation->arena, "  %-18s  ", scheme->documents[i].id), 22,
                   scheme->documents[i].title);
}

static void
print_scheme (const Invocation *invocation, const Scheme *scheme)
{
  Arena *arena = invocation->arena;
  printf ("%s\n\n", scheme->name);
  print_field (invocation, (Words){ "Mã", "Id" }, scheme->id);
  const char *dated = date_is_set (scheme->regulation_date) ? ", " : "";
  print_field (
      invocation, (Words){ "Văn bản", "Regulation" },
      arena_concat (arena, scheme->regulation, dated, date_short (arena, scheme->regulation_date), NULL));
  print_field (invocation, (Words){ "Hiệu lực", "In force" }, force_words (invocation, scheme));
  print_field (invocation, (Words){ "Dành cho", "Meant for" }, join_units (invocation, scheme->unit_kinds));
  print_field (invocation, (Words){ "Thủ tục", "Procedure" }, scheme->procedure);
  print_field (invocation, (Words){ "Hạn nộp", "Due" },
               arena_printf (arena,
                             invocation->english ? "before %02d/%02d of the next year"
                                                 : "trước ngày %02d/%02d năm sau",
                             scheme->due_day, scheme->due_month));
  if (scheme->valid_months > 0)
    print_field (invocation, (Words){ "Giữ công nhận", "Kept" },
                 arena_printf (arena, invocation->english ? "%d months" : "%d tháng", scheme->valid_months));
  print_field (invocation, (Words){ "Danh hiệu", "Title" }, title_words (invocation, scheme));
  print_field (invocation, (Words){ "Xếp loại kế hoạch", "Ranks of plans" },
               join_lines (arena, scheme->plan_ranks, scheme->plan_rank_count));
  print_field (invocation, (Words){ "Công dân học tập", "Citizens by" }, scheme->citizen_scheme);
  print_field (invocation, (Words){ "Nguồn", "Sources" }, scheme->source_note);
  for (gsize i = 0; i < scheme->criterion_count; i++) {
    const Criterion *criterion = &scheme->criteria[i];
    putchar ('\n');
    print_wrapped (arena_printf (arena, "%s %s. ",
                                 invocation_words (invocation, (Words){ "Tiêu chí", "Criterion" }),
                                 criterion->id),
                   INDENT, criterion->text);
    for (gsize k = criterion->first; k < criterion->first + criterion->count; k++)
      print_indicator (invocation, &scheme->indicators[k]);
  }
  print_documents (invocation, scheme);
}

static void
print_citizen_scheme (const Invocation *invocation, const CitizenScheme *scheme)
{
  Arena *arena = invocation->arena;
  printf ("%s\n\n", scheme->name);
  print_field (invocation, (Words){ "Mã", "Id" }, scheme->id);
  print_field (invocation, (Words){ "Văn bản", "Regulation" }, scheme->regulation);
  const char *rule = invocation_words (invocation, (Words){ "đạt cả các mục", "every quality is met" });
  if (scheme->kind == CITIZEN_POINTS)
    rule = arena_printf (
        arena,
        invocation->english ? "total of at least %s points, none below %s, each at most %s"
                            : "tổng từ %s điểm, không chỉ số nào dưới %s, mỗi chỉ số tối đa %s",
        decimal_vietnamese (arena, scheme->total_at_least), decimal_vietnamese (arena, scheme->each_at_least),
        decimal_vietnamese (arena, scheme->index_max));
  print_field (invocation, (Words){ "Đạt khi", "Title when" }, rule);
  print_field (invocation, (Words){ "Nguồn", "Sources" }, scheme->source_note);
  const char *group = NULL;
  for (gsize i = 0; i < scheme->index_count; i++) {
    const CitizenIndex *index = &scheme->indices[i];
    if (i == 0 || g_strcmp0 (group, index->group) != 0)
      printf ("\n%s", index->group != NULL ? arena_concat (arena, index->group, "\n", NULL) : "");
    group = index->group;
    print_wrapped (
        arena_printf (arena, "  %-5" G_GSIZE_FORMAT, i + 1), INDENT,
        arena_concat (arena, index->text, " [", status_badge (invocation, index->text_status), "]", NULL));
  }
}

static void
print_json (json_t *json)
{
  json_dumpf (json, stdout, JSON_INDENT (1));
  putchar ('\n');
  json_decref (json);
}

int
run_scheme_show (const Invocation *invocation)
{
  const char *id = invocation->operands[0];
  bool as_json = invocation_flag (invocation, "--json");
  g_autoptr (GError) error = NULL;
  g_autoptr (SchemeLibrary) library = invocation_library (invocation, &error);
  if (library == NULL)
    return report_error (invocation, error, EXIT_UNUSABLE);
  if (g_strv_contains (scheme_library_citizen_ids (library), id)) {
    const CitizenScheme *citizens = citizen_scheme_load (library, invocation->arena, id, &error);
    if (citizens == NULL)
      return report_error (invocation, error, EXIT_FAULTY);
    if (as_json)
      print_json (citizen_scheme_json (citizens));
    else
      print_citizen_scheme (invocation, citizens);
    return EXIT_DONE;
  }
  const Scheme *scheme = scheme_load (library, invocation->arena, id, &error);
  if (scheme == NULL)
    return report_error (invocation, error,
                         g_strv_contains (scheme_library_ids (library), id) ? EXIT_FAULTY : EXIT_UNUSABLE);
  if (as_json)
    print_json (scheme_json (scheme));
  else
    print_scheme (invocation, scheme);
  return EXIT_DONE;
}
