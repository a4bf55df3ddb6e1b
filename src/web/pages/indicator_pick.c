/* indicator_pick.c - what the editor of an indicator asks for while somebody writes: evidence and figures to
 * insert, the text as it will print, who else is writing. */
#include "document/html.h"
#include "web/pages/evidence_parts.h"
#include "web/pages/indicator_parts.h"
#include "web/pages/pages.h"
#include <string.h>

#define MOST_EVIDENCE 2000 /* to choose from; more are found by typing */

static const InputSpec inputs[] = { YEAR_INPUT, INDICATOR_INPUT, { 0 } };
static const InputSpec round_inputs[] = { YEAR_INPUT, { 0 } };
static const InputSpec preview_inputs[] = {
  YEAR_INPUT,
  { .name = "noi_dung", .kind = INPUT_LINES, .label = "Nội dung", .limit = (gsize)1 << 20 },
  { 0 },
};

/* The whole round, in the pool: what is inserted and shown is what papers will print. */
static bool
load_figures (Request *request, RoundHead *ret_head, const Figures **ret, GError **error)
{
  StoredRound stored;
  Transaction *transaction = request_read (request, error);
  if (transaction == NULL || !round_head (request, transaction, ret_head, error)
      || !round_shown (request, transaction, ret_head->id, &stored, error))
    return false;
  *ret = figures_compute (stored.round, request_arena (request));
  return true;
}

/* ---- evidence and figures to insert ---- */

static bool
backs (const Figures *figures, const Evidence *evidence, const char *indicator)
{
  for (gsize i = 0; i < figures->round->scheme->indicator_count; i++) {
    const IndicatorFigures *item = &figures->indicators[i];
    for (gsize j = 0; strcmp (item->indicator->indicator->id, indicator) == 0 && j < item->evidence_count;
         j++)
      if (item->evidence[j] == evidence)
        return true;
  }
  return false;
}

static Value *
evidence_list (Arena *arena, const Figures *figures, const char *indicator)
{
  Value *list = value_list (arena);
  for (gsize i = 0; i < MIN (figures->round->evidence_count, (gsize)MOST_EVIDENCE); i++) {
    gsize at = figures->evidence_order[i];
    const Evidence *evidence = &figures->round->evidence[at];
    Value *item = value_object (arena);
    value_set_text (item, "mark", arena_concat (arena, "[@", evidence->key, "]", NULL));
    value_set_text (item, "code", figures->evidence_codes[at]);
    value_set_text (item, "title", evidence->title);
    value_set_text (item, "about", evidence->number);
    value_set_bool (item, "here", indicator != NULL && backs (figures, evidence, indicator));
    value_append (list, item);
  }
  return list;
}

static void
add_figure (Arena *arena, Value *list, const Figures *figures, const char *name, const char *label, bool here)
{
  const char *value = figures_named (figures, arena, name);
  if (value == NULL)
    return;
  Value *item = value_object (arena);
  value_set_text (item, "mark", arena_concat (arena, "[#", name, "]", NULL));
  value_set_text (item, "value", value);
  value_set_text (item, "label", label);
  value_set_bool (item, "here", here);
  value_append (list, item);
}

static Value *
figure_list (Arena *arena, const Figures *figures, const char *indicator)
{
  const Scheme *scheme = figures->round->scheme;
  Value *list = value_list (arena);
  for (gsize i = 0; i < scheme->indicator_count; i++) {
    const char *id = scheme->indicators[i].id;
    add_figure (arena, list, figures, arena_concat (arena, "share.", id, NULL),
                arena_concat (arena, "chỉ tiêu ", id, ": ",
                              measure_label (figures->round->indicators[i].measure), NULL),
                g_strcmp0 (id, indicator) == 0);
  }
  add_figure (arena, list, figures, "people", "người đang làm việc", false);
  add_figure (arena, list, figures, "people.total", "người trong năm, cả đã nghỉ", false);
  add_figure (arena, list, figures, "citizens", "người đạt Công dân học tập", false);
  add_figure (arena, list, figures, scheme->kind == SCHEME_POINTS ? "points" : "met",
              scheme->kind == SCHEME_POINTS ? "tổng điểm" : "chỉ tiêu đạt", false);
  add_figure (arena, list, figures, "applicable", "chỉ tiêu áp dụng", false);
  add_figure (arena, list, figures, "evidence", "minh chứng", false);
  return list;
}

static bool
send_choices (Request *request, const char *indicator, GError **error)
{
  Arena *arena = request_arena (request);
  RoundHead head;
  const Figures *figures = NULL;
  if (!load_figures (request, &head, &figures, error))
    return false;
  if (indicator != NULL && scheme_find_indicator (head.scheme, indicator) == NULL)
    return request_refuse (request, error, 404, MSG_DB_NOT_THERE, NULL);
  Value *answer = value_object (arena);
  value_set (answer, "evidence", evidence_list (arena, figures, indicator));
  value_set (answer, "figures", figure_list (arena, figures, indicator));
  request_show (request, value_view (answer));
  return true;
}

static bool
prepare_choices (Request *request, GError **error)
{
  const char *indicator = request_text (request, "indicator");
  return send_choices (request, indicator != NULL ? indicator : "", error);
}

static bool
prepare_round_choices (Request *request, GError **error)
{
  return send_choices (request, NULL, error);
}

/* ---- as it will print ---- */

static bool
prepare_preview (Request *request, GError **error)
{
  RoundHead head;
  const Figures *figures = NULL;
  const char *text = request_text (request, "noi_dung");
  if (!load_figures (request, &head, &figures, error))
    return false;
  GString *out = g_string_new (NULL);
  bool done = html_write_typed_of (figures, text != NULL ? text : "", out, error);
  g_autoptr (GBytes) bytes = g_string_free_to_bytes (out);
  if (done)
    request_send (request, "text/html; charset=utf-8", NULL, bytes);
  return done;
}

/* ---- who else ---- */

static bool
show_writers (Request *request, GError **error)
{
  RoundHead head;
  Writers writers;
  Writer saved;
  const char *indicator = request_text (request, "indicator");
  Transaction *transaction = request_read (request, error);
  if (transaction == NULL || !round_head (request, transaction, &head, error))
    return false;
  if (indicator == NULL || scheme_find_indicator (head.scheme, indicator) == NULL)
    return request_refuse (request, error, 404, MSG_DB_NOT_THERE, NULL);
  if (!indicator_writers (transaction, request_arena (request), head.id, head.year, indicator,
                          request_now (request) - WRITING_FOR, &writers, &saved, error))
    return false;
  request_show (request, value_view (writers_view (request, &writers, &saved, saved.account_id)));
  return true;
}

#define HERE "/dot/{year}/chi-tieu"

const Route indicator_pick_routes[] = {
  { METHOD_GET, HERE "/{indicator}/dang-viet", PERMISSION_ROUND_READ,
    "Who else is writing at an indicator, and who saved it last", NULL, inputs, show_writers, NULL, NULL,
    NULL },
  { METHOD_GET, HERE "/{indicator}/chen", PERMISSION_EVIDENCE_READ,
    "Evidence and figures to insert, those of the indicator marked", NULL, inputs, NULL, prepare_choices,
    NULL, NULL },
  { METHOD_GET, "/dot/{year}/bao-cao/chen", PERMISSION_EVIDENCE_READ,
    "Evidence and figures to insert into the report's texts", NULL, round_inputs, NULL, prepare_round_choices,
    NULL, NULL },
  { METHOD_POST, "/dot/{year}/xem-truoc", PERMISSION_ROUND_READ,
    "Typed Markdown of a round as it will print, with codes and figures; nothing is kept", NULL,
    preview_inputs, NULL, prepare_preview, NULL, NULL },
  { 0 },
};
