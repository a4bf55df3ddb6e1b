/* progress.c - see progress.h. */
#include "model/progress.h"
#include "model/recognition.h"
#include <string.h>

static const struct {
  const char *name, *anchor;
} steps[STEP_COUNT] = { { "Chuẩn bị", "chuan-bi" },
                        { "Thành lập", "thanh-lap" },
                        { "Tự đánh giá", "tu-danh-gia" },
                        { "Đề nghị", "de-nghi" },
                        { "Kết quả", "ket-qua" } };

static const struct {
  const char *shape, *words;
} states[] = { [PROGRESS_TODO] = { "todo", "chưa làm" },
               [PROGRESS_DOING] = { "doing", "đang làm" },
               [PROGRESS_LATE] = { "late", "quá hạn" },
               [PROGRESS_DONE] = { "done", "xong" } };

const char *
step_name (RoundStep step)
{
  return steps[step].name;
}

const char *
step_anchor (RoundStep step)
{
  return steps[step].anchor;
}

const char *
progress_shape (ProgressState state)
{
  return states[state].shape;
}

const char *
progress_words (ProgressState state)
{
  return states[state].words;
}

typedef struct {
  Arena *arena;
  const ProgressFacts *facts;
  Progress *progress;
} Builder;

static void
add (const Builder *builder, ProgressItem item)
{
  Progress *progress = builder->progress;
  bool late
      = item.state != PROGRESS_DONE && item.date != NULL && strcmp (item.date, builder->facts->today) < 0;
  if (late)
    item.state = PROGRESS_LATE;
  ARENA_PUSH (builder->arena, progress->items, progress->count) = item;
}

static ProgressState
of_counts (gint64 done, gint64 begun, gint64 all)
{
  return all > 0 && done >= all ? PROGRESS_DONE : done > 0 || begun > 0 ? PROGRESS_DOING : PROGRESS_TODO;
}

static const char *
count_text (Arena *arena, gint64 done, gint64 all)
{
  return arena_printf (arena, "%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT, done, all);
}

/* ---- papers ---- */

static ProgressState
paper_progress (const ProgressFacts *facts, Paper paper)
{
  const char *state = facts->papers[paper];
  if (g_strcmp0 (state, "issued") == 0)
    return PROGRESS_DONE;
  return state != NULL ? PROGRESS_DOING : PROGRESS_TODO;
}

/* Whose move a paper waits for. */
static const char *
paper_who (const ProgressFacts *facts, Paper paper, const char *signer)
{
  const char *state = facts->papers[paper];
  bool with_signer = g_strcmp0 (state, "submitted") == 0;
  return with_signer ? signer : "Thư ký";
}

static void
add_paper (const Builder *builder, RoundStep step, Paper paper, const char *words, const char *signer,
           const char *date)
{
  add (builder,
       (ProgressItem){ .step = step,
                       .state = paper_progress (builder->facts, paper),
                       .words = words,
                       .who = paper_who (builder->facts, paper, signer),
                       .date = date,
                       .path = arena_concat (builder->arena, "van-ban/", paper_name (paper), NULL) });
}

/* ---- the steps ---- */

static const char *
head_name (const Builder *builder)
{
  return builder->progress->one_person ? "Thủ trưởng (cũng là Tổ trưởng)" : "Thủ trưởng";
}

static const char *
leader_name (const Builder *builder)
{
  return builder->progress->one_person ? head_name (builder) : "Tổ trưởng";
}

static void
prepare (const Builder *builder)
{
  const ProgressFacts *facts = builder->facts;
  bool confirmed = facts->unconfirmed == 0;
  add (builder, (ProgressItem){ .step = STEP_PREPARE,
                                .state = confirmed ? PROGRESS_DONE : PROGRESS_TODO,
                                .words = "Đối chiếu bộ tiêu chí với văn bản gốc",
                                .count = confirmed ? NULL
                                                   : arena_printf (builder->arena, "còn %" G_GINT64_FORMAT,
                                                                   facts->unconfirmed),
                                .who = leader_name (builder),
                                .path = "bo-tieu-chi" });
  add_paper (builder, STEP_PREPARE, PAPER_LEARNING_PLAN, "Kế hoạch học tập thường xuyên của năm",
             head_name (builder), NULL);
  add (builder,
       (ProgressItem){ .step = STEP_PREPARE,
                       .state = of_counts (facts->plans_approved, facts->plans_sent, facts->people),
                       .words = "Kế hoạch tự học của từng người được duyệt",
                       .count = count_text (builder->arena, facts->plans_approved, facts->people),
                       .who = facts->plans_sent > facts->plans_approved ? head_name (builder) : "Từng người",
                       .path = "tu-hoc/danh-sach" });
}

static void
found (const Builder *builder)
{
  const ProgressFacts *facts = builder->facts;
  bool whole = facts->leader_id != 0 && facts->secretary_id != 0;
  add (builder, (ProgressItem){ .step = STEP_FOUND,
                                .state = whole             ? PROGRESS_DONE
                                         : facts->team > 0 ? PROGRESS_DOING
                                                           : PROGRESS_TODO,
                                .words = "Chọn người vào Tổ đánh giá",
                                .count = facts->team > 0 ? arena_printf (
                                             builder->arena, "%" G_GINT64_FORMAT " người", facts->team)
                                                         : NULL,
                                .who = head_name (builder),
                                .path = "to" });
  add_paper (builder, STEP_FOUND, PAPER_TEAM_DECISION, "Quyết định thành lập Tổ đánh giá",
             head_name (builder), NULL);
  add (builder, (ProgressItem){ .step = STEP_FOUND,
                                .state = facts->plan ? PROGRESS_DONE : PROGRESS_TODO,
                                .words = "Soạn kế hoạch tự đánh giá",
                                .who = leader_name (builder),
                                .path = "ke-hoach" });
  add (builder, (ProgressItem){ .step = STEP_FOUND,
                                .state = of_counts (facts->given, 0, facts->indicators),
                                .words = "Phân công các chỉ tiêu",
                                .count = count_text (builder->arena, facts->given, facts->indicators),
                                .who = leader_name (builder),
                                .path = "phan-cong" });
  add_paper (builder, STEP_FOUND, PAPER_PLAN, "Ban hành kế hoạch tự đánh giá", head_name (builder), NULL);
}

static void
assess (const Builder *builder)
{
  const ProgressFacts *facts = builder->facts;
  add (builder, (ProgressItem){ .step = STEP_ASSESS,
                                .state = of_counts (facts->agreed, facts->begun, facts->indicators),
                                .words = "Tự đánh giá từng chỉ tiêu",
                                .count = count_text (builder->arena, facts->agreed, facts->indicators),
                                .who = "Thành viên được giao",
                                .date = facts->next_due,
                                .path = "chi-tieu" });
  add (builder,
       (ProgressItem){ .step = STEP_ASSESS,
                       .state = of_counts (facts->citizens_accepted, facts->citizens_sent, facts->people),
                       .words = "Tự đánh giá “Công dân học tập” của từng người",
                       .count = count_text (builder->arena, facts->citizens_accepted, facts->people),
                       .who = facts->citizens_sent > facts->citizens_accepted ? "Tổ đánh giá" : "Từng người",
                       .path = "cong-dan" });
  add_paper (builder, STEP_ASSESS, PAPER_CITIZEN_DECISION, "Quyết định công nhận “Công dân học tập”",
             head_name (builder), NULL);
  add_paper (builder, STEP_ASSESS, PAPER_MINUTES, "Biên bản tự đánh giá", leader_name (builder), NULL);
  add_paper (builder, STEP_ASSESS, PAPER_REPORT, "Báo cáo tự đánh giá", head_name (builder), NULL);
}

/* The dossier is due before a day: on that day it is late. */
static void
submit (const Builder *builder)
{
  CivilDate before = builder->facts->submit_before;
  const char *last = date_is_set (before) ? date_iso (builder->arena, date_add_days (before, -1)) : NULL;
  const char *approval = builder->facts->approval;
  bool approved = g_strcmp0 (approval, "approved") == 0, waits = g_strcmp0 (approval, "submitted") == 0;
  add (builder, (ProgressItem){ .step = STEP_SUBMIT,
                                .state = approved           ? PROGRESS_DONE
                                         : approval != NULL ? PROGRESS_DOING
                                                            : PROGRESS_TODO,
                                .words = "Trình và phê duyệt kết quả",
                                .who = waits ? head_name (builder) : leader_name (builder),
                                .date = last,
                                .path = "phe-duyet" });
  add_paper (builder, STEP_SUBMIT, PAPER_SUBMISSION, "Tờ trình đề nghị công nhận", head_name (builder), last);
  add (builder, (ProgressItem){ .step = STEP_SUBMIT,
                                .state = approved && builder->facts->sent > 0 ? PROGRESS_DONE : PROGRESS_TODO,
                                .words = "Nộp hồ sơ",
                                .who = "Thư ký",
                                .date = last,
                                .path = "ho-so" });
}

/* A recognition that ends soon or has ended. */
static void
renewal (const Builder *builder)
{
  CivilDate end = { 0 }, today = { 0 };
  const char *until = builder->facts->valid_until;
  if (until == NULL || !date_parse_iso (until, &end) || !date_parse_iso (builder->facts->today, &today)
      || date_day_number (end) - date_day_number (today) > RECOGNITION_SOON_DAYS)
    return;
  add (builder,
       (ProgressItem){ .step = STEP_RESULT,
                       .state = PROGRESS_TODO,
                       .words = "Quyết định công nhận đang có sắp hết giá trị: đề nghị công nhận lại",
                       .who = head_name (builder),
                       .date = until,
                       .path = "ket-qua" });
}

static void
result (const Builder *builder)
{
  const ProgressFacts *facts = builder->facts;
  bool sent = facts->sent > 0;
  add (builder, (ProgressItem){ .step = STEP_RESULT,
                                .state = facts->outcome != NULL ? PROGRESS_DONE
                                         : sent                 ? PROGRESS_DOING
                                                                : PROGRESS_TODO,
                                .words = "Thẩm định, quyết định công nhận",
                                .who = "Cơ quan tiếp nhận hồ sơ",
                                .path = "ket-qua" });
  add (builder,
       (ProgressItem){ .step = STEP_RESULT,
                       .state = of_counts (facts->improved, facts->improvements, facts->improvements),
                       .words = "Kế hoạch cải tiến",
                       .count = facts->improvements > 0
                                    ? count_text (builder->arena, facts->improved, facts->improvements)
                                    : NULL,
                       .who = facts->improvements > 0 ? "Người được giao" : leader_name (builder),
                       .date = facts->improvement_due,
                       .path = "cai-tien" });
  renewal (builder);
}

/* ---- together ---- */

static void
sum_step (Progress *progress, RoundStep step)
{
  bool all_done = true, any_begun = false, any_late = false;
  for (gsize i = 0; i < progress->count; i++) {
    const ProgressItem *item = &progress->items[i];
    if (item->step != step)
      continue;
    all_done = all_done && item->state == PROGRESS_DONE;
    any_begun = any_begun || item->state != PROGRESS_TODO;
    any_late = any_late || item->state == PROGRESS_LATE;
    const char *date = progress->dates[step];
    if (item->state != PROGRESS_DONE && item->date != NULL && (date == NULL || strcmp (item->date, date) < 0))
      progress->dates[step] = item->date;
  }
  progress->steps[step] = all_done    ? PROGRESS_DONE
                          : any_late  ? PROGRESS_LATE
                          : any_begun ? PROGRESS_DOING
                                      : PROGRESS_TODO;
}

void
progress_compute (Arena *arena, const ProgressFacts *facts, Progress *ret)
{
  Progress progress = { .one_person = facts->head_id != 0 && facts->head_id == facts->leader_id };
  const Builder builder = { arena, facts, &progress };
  prepare (&builder);
  found (&builder);
  assess (&builder);
  submit (&builder);
  result (&builder);
  progress.current = STEP_RESULT;
  for (int step = STEP_COUNT - 1; step >= 0; step--) {
    sum_step (&progress, (RoundStep)step);
    if (progress.steps[step] != PROGRESS_DONE)
      progress.current = (RoundStep)step;
  }
  for (gsize i = progress.count; i > 0; i--)
    if (progress.items[i - 1].state != PROGRESS_DONE)
      progress.next = &progress.items[i - 1];
  *ret = progress;
}
