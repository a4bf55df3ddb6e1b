/* check.c - cross-check: all findings of the round as it stands, each with the page where it is mended. */
#include "model/check.h"
#include "web/pages/check_parts.h"
#include "web/pages/evidence_parts.h"
#include "web/pages/pages.h"

static const InputSpec inputs[] = { YEAR_INPUT, { 0 } };

static const struct {
  const char *name, *title;
} groups[] = { [SEVERITY_ERROR] = { "errors", "Lỗi" }, [SEVERITY_WARNING] = { "warnings", "Cảnh báo" } };

static Value *
finding_value (Request *request, const RoundHead *round, const StoredRound *stored, const Finding *finding)
{
  Arena *arena = request_arena (request);
  Severity severity = finding_severity (finding->code);
  const char *words = NULL, *path = finding_path (request, stored, round->year, finding, &words);
  Value *item = value_object (arena);
  value_set_text (item, "code", finding_name (finding->code));
  value_set_text (item, "severity", severity == SEVERITY_ERROR ? "error" : "warning");
  value_set_bool (item, "is_error", severity == SEVERITY_ERROR);
  value_set_text (item, "where", finding->where);
  value_set_text (item, "message",
                  message_vietnamese (arena, &finding->message)); /* as `dvht check` says it */
  value_set_text (item, "words", finding_words (arena, finding));
  value_set_text (item, "path", path);
  value_set_text (item, "label", words);
  return item;
}

/* The same sentence of many indicators would be a page of one thing: one line that leads to each. */
static const struct {
  MessageId one, many;
  const char *label;
} joins[] = {
  { MSG_CHECK_MISSING_RATING, MSG_FOUND_MISSING_RATING_MANY, "Chỉ tiêu chưa đánh giá" },
  { MSG_CHECK_MET_WITHOUT_EVIDENCE, MSG_FOUND_WITHOUT_EVIDENCE_MANY, "Chỉ tiêu thiếu minh chứng" },
  { MSG_CHECK_THRESHOLD_UNSET, MSG_FOUND_THRESHOLD_UNSET_MANY, "Chỉ tiêu chưa biết ngưỡng" },
  { MSG_CHECK_UNVERIFIED_TEXT, MSG_FOUND_UNVERIFIED_TEXT_MANY, "Chỉ tiêu chưa đối chiếu" },
};

/* Which of them the finding is one of several of; -1: none. */
static int
join_of (const Findings *findings, const Finding *finding)
{
  gsize same = 0;
  for (gsize i = 0; i < findings->count; i++)
    same += findings->items[i].message.id == finding->message.id;
  for (gsize i = 0; i < G_N_ELEMENTS (joins) && same > 1; i++)
    if (joins[i].one == finding->message.id)
      return (int)i;
  return -1;
}

/* {label, words, links}, of those that have links. */
static Value *
joined_lines (Arena *arena, Value *const *links)
{
  Value *lines = value_list (arena);
  for (gsize i = 0; i < G_N_ELEMENTS (joins); i++) {
    gint64 count = links[i] != NULL ? (gint64)value_length (links[i]) : 0;
    if (count == 0)
      continue;
    Message message = message_make (joins[i].many, arena_int (arena, count), NULL);
    Value *line = value_object (arena);
    value_set_text (line, "label", joins[i].label);
    value_set_text (line, "words", message_vietnamese (arena, &message));
    value_set (line, "links", links[i]);
    value_append (lines, line);
  }
  return lines;
}

static Value *
group_value (Request *request, const RoundHead *round, const StoredRound *stored, const Findings *findings,
             Severity severity)
{
  Arena *arena = request_arena (request);
  Value *group = value_object (arena), *items = value_list (arena), *links[G_N_ELEMENTS (joins)] = { NULL };
  for (gsize i = 0; i < findings->count; i++) {
    const Finding *finding = &findings->items[i];
    if (finding_severity (finding->code) != severity)
      continue;
    int join = join_of (findings, finding);
    Value *item = finding_value (request, round, stored, finding);
    value_set_bool (item, "joined", join >= 0);
    value_set_text (item, "indicator", join >= 0 ? finding->message.args[0] : NULL);
    value_append (items, item);
    if (join < 0)
      continue;
    if (links[join] == NULL)
      links[join] = value_list (arena);
    value_append (links[join], item);
  }
  value_set_text (group, "name", groups[severity].name);
  value_set_text (group, "title", groups[severity].title);
  value_set_bool (group, "is_error", severity == SEVERITY_ERROR);
  value_set_int (group, "count", (gint64)value_length (items));
  value_set_bool (group, "any", value_length (items) > 0);
  value_set (group, "items", items);
  value_set (group, "joins", joined_lines (arena, links));
  return group;
}

static void
add_groups (Request *request, Value *page, const RoundHead *round, const StoredRound *stored,
            const Findings *findings)
{
  Value *list = value_list (request_arena (request));
  for (gsize severity = 0; severity < G_N_ELEMENTS (groups); severity++)
    value_append (list, group_value (request, round, stored, findings, (Severity)severity));
  value_set (page, "groups", list);
}

/* What is no fault, but should be known before the round is handed to the head. */
static void
add_notes (Request *request, Value *page, const Figures *figures)
{
  Arena *arena = request_arena (request);
  Value *notes = value_list (arena);
  if (figures->provisional)
    value_append_text (notes,
                       "Kết quả đang là tạm tính: còn ngưỡng hoặc cách tính do đơn vị ghi mà chưa đối chiếu "
                       "với văn bản gốc.");
  if (figures->missing_count > 0)
    value_append_text (notes,
                       arena_printf (arena,
                                     "Còn %" G_GSIZE_FORMAT " chỉ tiêu chưa đạt theo số liệu hiện có; xem "
                                     "từng chỉ tiêu ở Bảng đợt.",
                                     figures->missing_count));
  value_set (page, "notes", notes);
  value_set_bool (page, "any_notes", value_length (notes) > 0);
}

static bool
show_check (Request *request, GError **error)
{
  Arena *arena = request_arena (request);
  Transaction *transaction = request_read (request, error);
  RoundHead round;
  StoredRound stored;
  Findings findings = { .arena = arena };
  Value *page = value_object (arena);
  if (transaction == NULL || !round_head (request, transaction, &round, error)
      || !round_shown (request, transaction, round.id, &stored, error))
    return false;
  const Figures *figures = figures_compute (stored.round, arena);
  check_round (stored.round, figures, &findings);
  gsize errors = findings_errors (&findings);
  add_groups (request, page, &round, &stored, &findings);
  add_notes (request, page, figures);
  value_set_int (page, "errors", (gint64)errors);
  value_set_int (page, "warnings", (gint64)(findings.count + findings.omitted - errors));
  value_set_bool (page, "any_errors", errors > 0);
  value_set_bool (page, "any_warnings", findings.count + findings.omitted > errors);
  value_set_bool (page, "any", findings.count > 0);
  value_set_text (page, "board", round_path (request, round.year, "bang"));
  request_show (request, value_view (page));
  return true;
}

const Route check_routes[] = {
  { METHOD_GET, "/dot/{year}/kiem-tra", PERMISSION_ROUND_READ,
    "Cross-check: all findings of the round, each with where it is mended", "Kiểm tra chéo", inputs,
    show_check, NULL, NULL, "check" },
  { 0 },
};
