/* jobs.c - one's own work in the background: how far it is, to cancel it, to have its result. */
#include "base/date.h"
#include "store/job.h"
#include "web/pages/pages.h"
#include <math.h>

#define DAY ((gint64)24 * 3600 * G_USEC_PER_SEC)

static const InputSpec id_inputs[]
    = { { .name = "id", .kind = INPUT_ID, .required = true, .label = "Việc" }, { 0 } };

/* Each state by word and shape (a symbol of icons.svg). */
static const struct {
  const char *shape, *label;
} states[JOB_STATE_COUNT] = {
  [JOB_WAITING] = { "todo", "đang chờ" }, [JOB_RUNNING] = { "doing", "đang làm" },
  [JOB_DONE] = { "done", "xong" },        [JOB_FAILED] = { "fail", "không làm được" },
  [JOB_CANCELLED] = { "stop", "đã hủy" },
};

static const char *
kind_title (const JobKindInfo *info)
{
  return info != NULL ? info->title : "Việc của phiên bản khác";
}

static const char *
count_text (Arena *arena, const ListedJob *job, const JobKindInfo *info)
{
  if (job->total == 0 || info == NULL || info->counted == NULL)
    return NULL;
  if (job->state == JOB_DONE)
    return arena_printf (arena, "%" G_GINT64_FORMAT " %s", job->total, info->counted);
  return arena_printf (arena, "%" G_GINT64_FORMAT " trên %" G_GINT64_FORMAT " %s", job->progress, job->total,
                       info->counted);
}

/* How long it will take still if it goes on as it went; NULL: nothing to tell yet. */
static const char *
left_words (Arena *arena, const ListedJob *job, gint64 now)
{
  double gone = (double)(now - job->started_at) / G_USEC_PER_SEC;
  if (job->state != JOB_RUNNING || job->started_at == 0 || job->progress <= 0 || gone < 1)
    return NULL;
  double left = gone * (double)(job->total - job->progress) / (double)job->progress;
  if (left < 5)
    return "sắp xong";
  if (left < 55)
    return arena_printf (arena, "còn khoảng %.0f giây", 5 * ceil (left / 5));
  return left < 5400 ? arena_printf (arena, "còn khoảng %.0f phút", ceil (left / 60))
                     : arena_printf (arena, "còn khoảng %.0f giờ", ceil (left / 3600));
}

static Value *
job_value (Request *request, const ListedJob *job)
{
  Arena *arena = request_arena (request);
  const JobKindInfo *info = job_kind_find (job->kind);
  bool ended = job->state > JOB_RUNNING, again = job->state == JOB_WAITING && job->problem != NULL;
  bool result = job->has_result && info != NULL && request_may (request, info->permission);
  Value *item = value_object (arena);
  value_set_int (item, "id", job->id);
  value_set_text (item, "title", kind_title (info));
  value_set_text (item, "state_shape", states[job->state].shape);
  value_set_text (item, "state_words", again ? "chờ làm lại" : states[job->state].label);
  value_set_text (item, "since", date_instant_text (arena, job->created_at));
  value_set_text (item, "until", ended ? date_instant_text (arena, job->finished_at) : NULL);
  value_set_text (item, "again", again ? date_instant_text (arena, job->due) : NULL);
  value_set_text (item, "problem", job->problem);
  value_set_text (item, "amount", count_text (arena, job, info));
  value_set_text (item, "time_left", left_words (arena, job, request_now (request)));
  value_set_bool (item, "ended", ended);
  value_set_text (item, "file", result ? info->file_name : NULL);
  return item;
}

static bool
show_jobs (Request *request, GError **error)
{
  Arena *arena = request_arena (request);
  ListedJobs jobs;
  Transaction *transaction = request_read (request, error);
  if (transaction == NULL
      || !job_list (transaction, arena, request_identity (request)->account_id, &jobs, error))
    return false;
  Value *page = value_object (arena), *list = value_list (arena);
  for (gsize i = 0; i < jobs.count; i++)
    value_append (list, job_value (request, &jobs.items[i]));
  value_set (page, "jobs", list);
  value_set_bool (page, "any", jobs.count > 0);
  request_show (request, value_view (page));
  return true;
}

/* The person's job of {id}; an error 404 if there is none. */
static bool
find_job (Request *request, Transaction *transaction, ListedJob *ret, GError **error)
{
  bool found = false;
  if (!job_find (transaction, request_arena (request), request_identity (request)->account_id,
                 request_int (request, "id", 0), ret, &found, error))
    return false;
  return found || request_refuse (request, error, 404, MSG_DB_NOT_THERE, NULL);
}

static bool
show_job (Request *request, GError **error)
{
  Arena *arena = request_arena (request);
  ListedJob job;
  Transaction *transaction = request_read (request, error);
  if (transaction == NULL || !find_job (request, transaction, &job, error))
    return false;
  const JobKindInfo *info = job_kind_find (job.kind);
  bool leaves = info != NULL && info->type != NULL && job.state == JOB_DONE;
  Value *page = job_value (request, &job);
  /* What waits for hours is not asked about each second. */
  value_set_bool (page, "live",
                  job.state == JOB_RUNNING || (job.state == JOB_WAITING && job.problem == NULL));
  value_set_bool (page, "running", job.state == JOB_RUNNING);
  value_set_bool (page, "counted", job.total > 0);
  value_set_int (page, "progress", job.progress);
  value_set_int (page, "total", job.total);
  value_set_bool (page, "dropped", leaves && !job.has_result);
  value_set_text (page, "kept_until",
                  leaves ? date_instant_text (arena, job.finished_at + info->days * DAY) : NULL);
  request_show (request, value_view (page));
  return true;
}

static bool
write_cancel (Request *request, Transaction *transaction, GError **error)
{
  gint64 id = request_int (request, "id", 0);
  ListedJob job;
  bool found = false;
  if (!find_job (request, transaction, &job, error)
      || !job_cancel (transaction, request_identity (request)->account_id, id, &found, error))
    return false;
  request_notice (request, found ? MSG_JOB_CANCELLED : MSG_JOB_OVER, NULL);
  request_redirect (request, arena_printf (request_arena (request), "/viec-nen/%" G_GINT64_FORMAT, id));
  return true;
}

/* In a worker: results have megabytes. */
static bool
prepare_result (Request *request, GError **error)
{
  ListedJob job;
  g_autoptr (GBytes) bytes = NULL;
  Transaction *transaction = request_read (request, error);
  if (transaction == NULL || !find_job (request, transaction, &job, error)
      || !job_result (transaction, request_identity (request)->account_id, job.id, &bytes, error))
    return false;
  const JobKindInfo *info = job_kind_find (job.kind);
  if (bytes == NULL || info == NULL)
    return request_refuse (request, error, 404, MSG_DB_NOT_THERE, NULL);
  if (!request_may (request, info->permission)) /* the role may be over since */
    return request_refuse (request, error, 403, MSG_WEB_FORBIDDEN, permission_vietnamese (info->permission),
                           NULL);
  request_send (request, info->type, info->file_name, bytes);
  return true;
}

const Route jobs_routes[] = {
  { METHOD_GET, "/viec-nen", PERMISSION_PERSONAL, "One's own jobs in the background", "Việc chạy nền", NULL,
    show_jobs, NULL, NULL, "jobs" },
  { METHOD_GET, "/viec-nen/{id}", PERMISSION_PERSONAL, "One of one's own jobs", NULL, id_inputs, show_job,
    NULL, NULL, "job" },
  { METHOD_GET, "/viec-nen/{id}/ket-qua", PERMISSION_PERSONAL, "What a job has made", NULL, id_inputs, NULL,
    prepare_result, NULL, NULL },
  { METHOD_POST, "/viec-nen/{id}/huy", PERMISSION_PERSONAL, "Cancels a job", NULL, id_inputs, NULL, NULL,
    write_cancel, NULL },
  { 0 },
};
