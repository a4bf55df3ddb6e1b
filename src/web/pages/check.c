/* check.c - cross-check: all findings of the round as it stands, each with the page where it is mended. */
#include "model/check.h"
#include "web/pages/check_parts.h"
#include "web/pages/evidence_parts.h"
#include "web/pages/pages.h"

static const InputSpec inputs[] = { YEAR_INPUT, { 0 } };

static const struct {
  const char *name, *title, *shape, *words;
} groups[] = { [SEVERITY_ERROR] = { "errors", "Lỗi", "fail", "lỗi" },
               [SEVERITY_WARNING] = { "warnings", "Cảnh báo", "late", "cảnh báo" } };

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
  value_set_text (item, "state_shape", groups[severity].shape);
  value_set_text (item, "state_words", groups[severity].words);
  return item;
}

/* The same sentence of many indicators would be a page of one thing: one line that leads to each. */
static void
add_unconfirmed (Arena *arena, Value *group, Value *links)
{
  gsize count = value_length (links);
  Message message = message_make (MSG_FOUND_UNCONFIRMED_MANY, arena_int (arena, (gint64)count), NULL);
  value_set_bool (group, "any_unconfirmed", count > 0);
  value_set (group, "unconfirmed", links);
  value_set_text (group, "unconfirmed_words", message_vietnamese (arena, &message));
}

static Value *
group_value (Request *request, const RoundHead *round, const StoredRound *stored, const Findings *findings,
             Severity severity)
{
  Arena *arena = request_arena (request);
  Value *group = value_object (arena), *items = value_list (arena), *unconfirmed = value_list (arena);
  gsize same = 0;
  for (gsize i = 0; i < findings->count; i++)
    same += findings->items[i].code == FINDING_UNVERIFIED_TEXT;
  for (gsize i = 0; i < findings->count; i++) {
    const Finding *finding = &findings->items[i];
    bool joined = finding->code == FINDING_UNVERIFIED_TEXT && same > 1;
    if (finding_severity (finding->code) != severity)
      continue;
    Value *item = finding_value (request, round, stored, finding);
    value_set_bool (item, "joined", joined);
    value_set_text (item, "indicator", joined ? finding->message.args[0] : NULL);
    value_append (items, item);
    if (joined)
      value_append (unconfirmed, item);
  }
  value_set_text (group, "name", groups[severity].name);
  value_set_text (group, "title", groups[severity].title);
  value_set_int (group, "count", (gint64)value_length (items));
  value_set_bool (group, "any", value_length (items) > 0);
  value_set (group, "items", items);
  add_unconfirmed (arena, group, unconfirmed);
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
