/* meeting_screen.c - the meeting on the wall: one indicator at a time, how they vote, what they say. */
#include "model/figures.h"
#include "web/pages/evidence_parts.h"
#include "web/pages/meeting_parts.h"
#include "web/pages/pages.h"
#include "web/pages/people_parts.h"
#include <string.h>

static const InputSpec show_inputs[]
    = { MEETING_INPUTS, { .name = "chi-tieu", .kind = INPUT_TEXT, .label = "Chỉ tiêu", .limit = 40 }, { 0 } };

static const InputSpec vote_inputs[] = {
  MEETING_INPUTS,
  { .name = "chi-tieu", .kind = INPUT_TEXT, .required = true, .label = "Chỉ tiêu", .limit = 40 },
  { .name = "for", .kind = INPUT_INT, .label = "Tán thành" },
  { .name = "against", .kind = INPUT_INT, .label = "Không tán thành" },
  { .name = "was_for", .kind = INPUT_INT, .label = "Tán thành đã ghi" },
  { .name = "was_against", .kind = INPUT_INT, .label = "Không tán thành đã ghi" },
  { .name = "tiep", .kind = INPUT_FLAG, .label = "Sang chỉ tiêu sau" },
  { 0 },
};

static const InputSpec say_inputs[] = {
  MEETING_INPUTS,
  { .name = "chi-tieu", .kind = INPUT_TEXT, .label = "Chỉ tiêu", .limit = 40 },
  { .name = "person", .kind = INPUT_ID, .label = "Người phát biểu" },
  { .name = "text", .kind = INPUT_TEXT, .required = true, .label = "Ý kiến", .limit = 4000 },
  { 0 },
};

static const InputSpec unsay_inputs[] = {
  MEETING_INPUTS,
  { .name = "chi-tieu", .kind = INPUT_TEXT, .label = "Chỉ tiêu", .limit = 40 },
  { .name = "index", .kind = INPUT_INT, .required = true, .label = "Thứ tự" },
  { .name = "text", .kind = INPUT_TEXT, .required = true, .label = "Ý kiến", .limit = 4000 },
  { 0 },
};

static const char *
screen_path (Request *request, int year, const char *step, const char *indicator)
{
  const char *below = indicator != NULL
                          ? arena_concat (request_arena (request), "chieu?chi-tieu=", indicator, NULL)
                          : "chieu";
  return meeting_path (request, year, step, below);
}

/* ---- what is shown of an indicator ---- */

typedef struct {
  Request *request;
  MeetingAt at;
  StoredRound stored;
  const Figures *figures;
  const IndicatorFigures **agenda; /* the indicators that apply, in the scheme's order */
  gsize agenda_count;
  gsize index; /* of the one on the wall */
  Value *page;
} Screen;

static void
find_agenda (Screen *screen)
{
  Arena *arena = request_arena (screen->request);
  const char *wanted = request_text (screen->request, "chi-tieu");
  bool found = false;
  gsize first_open = 0;
  bool any_open = false;
  for (gsize i = 0; i < screen->stored.round->scheme->indicator_count; i++) {
    const IndicatorFigures *item = &screen->figures->indicators[i];
    const char *id = item->indicator->indicator->id;
    if (!item->indicator->applies)
      continue;
    if (wanted != NULL && strcmp (wanted, id) == 0) {
      screen->index = screen->agenda_count;
      found = true;
    }
    if (!any_open && meeting_vote_of (&screen->at.meeting, id) == NULL) {
      first_open = screen->agenda_count;
      any_open = true;
    }
    ARENA_PUSH (arena, screen->agenda, screen->agenda_count) = item;
  }
  if (!found)
    screen->index = first_open;
}

/* "Đạt", "Chưa tự đánh giá", "8/10 điểm": what the members propose. */
static const char *
proposal (Arena *arena, const Scheme *scheme, const IndicatorFigures *item, const char **ret_shape)
{
  RatingResult result = item->rating != NULL ? item->rating->result : RATING_NONE;
  *ret_shape = "todo";
  if (scheme->kind == SCHEME_POINTS) {
    bool rated = item->rating != NULL && item->rating->points != DECIMAL_UNSET;
    *ret_shape = rated ? "doing" : "todo";
    return rated ? arena_concat (arena, decimal_vietnamese (arena, item->points), "/",
                                 decimal_vietnamese (arena, item->indicator->indicator->max_points), " điểm",
                                 NULL)
                 : "chưa tự đánh giá";
  }
  if (result == RATING_MET)
    *ret_shape = "done";
  else if (result == RATING_NOT_MET)
    *ret_shape = "fail";
  return result == RATING_MET              ? "đạt"
         : result == RATING_NOT_MET        ? "không đạt"
         : result == RATING_NOT_APPLICABLE ? "không áp dụng"
                                           : "chưa tự đánh giá";
}

static void
add_indicator (Screen *screen, const IndicatorFigures *item)
{
  Arena *arena = request_arena (screen->request);
  Value *page = screen->page, *people = value_list (arena);
  const char *shape = NULL;
  for (gsize i = 0; i < item->assignee_count; i++)
    value_append_text (people, item->assignees[i]->name);
  value_set_text (page, "indicator", item->indicator->indicator->id);
  value_set_text (page, "text", item->indicator->text);
  value_set_text (page, "state_words", proposal (arena, screen->stored.round->scheme, item, &shape));
  value_set_text (page, "state_shape", shape);
  value_set_text (page, "figure", item->has_share ? share_text (arena, item->share) : NULL);
  value_set_text (page, "current", item->rating != NULL ? item->rating->current : NULL);
  value_set_int (page, "evidence_count", (gint64)item->evidence_count);
  value_set (page, "assignees", people);
  value_set_bool (page, "any_assignees", item->assignee_count > 0);
  value_set_text (page, "indicator_page",
                  round_path (screen->request, screen->at.round.year,
                              arena_concat (arena, "chi-tieu/", item->indicator->indicator->id, NULL)));
}

static void
add_vote (Screen *screen, const char *id)
{
  Arena *arena = request_arena (screen->request);
  const MeetingVote *vote = meeting_vote_of (&screen->at.meeting, id);
  Headcount count = meeting_headcount (&screen->at);
  const char *votes_for = vote != NULL ? arena_int (arena, vote->votes_for) : "",
             *against = vote != NULL ? arena_int (arena, vote->votes_against) : "";
  bool over = vote != NULL && (gsize)(vote->votes_for + vote->votes_against) > count.present;
  request_default (screen->request, "for", votes_for);
  request_default (screen->request, "against", against);
  value_set_text (screen->page, "was_for", votes_for);
  value_set_text (screen->page, "was_against", against);
  value_set_bool (screen->page, "voted", vote != NULL);
  value_set_bool (screen->page, "carried", vote != NULL && vote->votes_for > vote->votes_against);
  value_set_bool (screen->page, "over", over);
  view_headcount (screen->request, screen->page, &count);
}

/* Opinions of members that were written beforehand: those of this indicator. */
static bool
add_beforehand (Screen *screen, Transaction *transaction, const char *id, GError **error)
{
  Arena *arena = request_arena (screen->request);
  Records records;
  Value *list = value_list (arena);
  if (!record_list (transaction, arena, RECORD_opinion, screen->at.round.id, &records, error))
    return false;
  for (gsize i = 0; i < records.count; i++) {
    const Record *record = &records.items[i];
    const char *result = record_text (record, "result");
    if (strcmp (record_text (record, "indicator"), id) != 0)
      continue;
    Value *item = value_object (arena);
    value_set_text (item, "who", team_name (&screen->at.team, record_int (record, "person_id")));
    value_set_text (item, "result",
                    g_strcmp0 (result, "met") == 0       ? "đạt"
                    : g_strcmp0 (result, "not_met") == 0 ? "không đạt"
                    : result != NULL                     ? "không áp dụng"
                                                         : record_text (record, "points"));
    value_set_text (item, "text", record_text (record, "text"));
    value_append (list, item);
  }
  value_set (screen->page, "beforehand", list);
  value_set_bool (screen->page, "any_beforehand", value_length (list) > 0);
  return true;
}

static void
add_said (Screen *screen, const char *id)
{
  Arena *arena = request_arena (screen->request);
  Value *list = value_list (arena), *people = value_list (arena);
  for (gsize i = 0; i < screen->at.meeting.opinion_count; i++) {
    const MeetingOpinion *opinion = &screen->at.meeting.opinions[i];
    if (g_strcmp0 (opinion->indicator, id) != 0)
      continue;
    Value *item = value_object (arena);
    value_set_int (item, "index", (gint64)i);
    value_set_text (item, "who", team_name (&screen->at.team, opinion->person_id));
    value_set_text (item, "text", opinion->text);
    value_append (list, item);
  }
  for (gsize i = 0; i < screen->at.team.count; i++)
    if (screen->at.team.items[i].ended_on == NULL) {
      Value *item = value_object (arena);
      value_set_int (item, "id", screen->at.team.items[i].person_id);
      value_set_text (item, "name", screen->at.team.items[i].name);
      value_append (people, item);
    }
  value_set (screen->page, "said", list);
  value_set_bool (screen->page, "any_said", value_length (list) > 0);
  value_set (screen->page, "people", people);
}

static const char *
agenda_path (Screen *screen, gsize index)
{
  return screen_path (screen->request, screen->at.round.year, screen->at.names->step,
                      screen->agenda[index]->indicator->indicator->id);
}

static void
add_way (Screen *screen)
{
  Value *page = screen->page, *list = value_list (request_arena (screen->request));
  gint64 voted = 0;
  for (gsize i = 0; i < screen->agenda_count; i++) {
    const char *id = screen->agenda[i]->indicator->indicator->id;
    bool done = meeting_vote_of (&screen->at.meeting, id) != NULL;
    Value *item = value_object (request_arena (screen->request));
    voted += done;
    value_set_text (item, "label", id);
    value_set_text (item, "path", agenda_path (screen, i));
    value_set_bool (item, "voted", done);
    value_set_bool (item, "current", i == screen->index);
    value_append (list, item);
  }
  value_set (page, "agenda", list);
  value_set_int (page, "place", (gint64)screen->index + 1);
  value_set_int (page, "agenda_count", (gint64)screen->agenda_count);
  value_set_int (page, "voted_count", voted);
  value_set_text (page, "previous", screen->index > 0 ? agenda_path (screen, screen->index - 1) : NULL);
  value_set_text (page, "next",
                  screen->index + 1 < screen->agenda_count ? agenda_path (screen, screen->index + 1) : NULL);
}

static bool
show_screen (Request *request, GError **error)
{
  Arena *arena = request_arena (request);
  Transaction *transaction = request_read (request, error);
  Screen screen = { .request = request, .page = value_object (arena) };
  if (transaction == NULL || !meeting_at (request, transaction, &screen.at, error))
    return false;
  if (strcmp (screen.at.key.kind, MEETING_ROUND) != 0 || screen.at.meeting.record.id == 0)
    return request_refuse (request, error, 404, MSG_DB_NOT_THERE, NULL);
  if (!round_shown (request, transaction, screen.at.round.id, &screen.stored, error))
    return false;
  screen.figures = figures_compute (screen.stored.round, arena);
  find_agenda (&screen);
  if (screen.agenda_count == 0)
    return request_refuse (request, error, 404, MSG_DB_NOT_THERE, NULL);
  const IndicatorFigures *item = screen.agenda[screen.index];
  const char *id = item->indicator->indicator->id;
  add_way (&screen);
  add_indicator (&screen, item);
  add_vote (&screen, id);
  add_said (&screen, id);
  value_set_text (screen.page, "title", arena_concat (arena, "Chỉ tiêu ", id, NULL));
  value_set_text (screen.page, "here",
                  meeting_path (request, screen.at.round.year, screen.at.names->step, "chieu"));
  value_set_text (screen.page, "meeting",
                  meeting_path (request, screen.at.round.year, screen.at.names->step, ""));
  value_set_bool (screen.page, "writes",
                  meeting_is_planned (&screen.at.meeting) && request_may (request, PERMISSION_MEETING_WRITE));
  request_show (request, value_view (screen.page));
  return add_beforehand (&screen, transaction, id, error);
}

/* ---- what is typed there ---- */

/* The indicator that follows in the scheme's order; itself at the end. */
static const char *
following (const Scheme *scheme, const char *id)
{
  for (gsize i = 0; i + 1 < scheme->indicator_count; i++)
    if (strcmp (scheme->indicators[i].id, id) == 0)
      return scheme->indicators[i + 1].id;
  return id;
}

static bool
write_vote (Request *request, Transaction *transaction, GError **error)
{
  RoundHead round;
  MeetingKey key;
  GError *problem = NULL;
  const char *id = request_text (request, "chi-tieu");
  const MeetingVote now = { id, request_int (request, "for", 0), request_int (request, "against", 0) };
  const MeetingVote was
      = { id, request_int (request, "was_for", 0), request_int (request, "was_against", 0) };
  bool had = request_text (request, "was_for") != NULL;
  if (!meeting_key (request, transaction, &round, &key, error))
    return false;
  if (strcmp (key.kind, MEETING_ROUND) != 0 || scheme_find_indicator (round.scheme, id) == NULL)
    return request_refuse (request, error, 404, MSG_DB_NOT_THERE, NULL);
  if (now.votes_for < 0 || now.votes_for > 1000)
    request_field_error (request, "for", MSG_INPUT_NUMBER, arena_int (request_arena (request), now.votes_for),
                         NULL);
  if (now.votes_against < 0 || now.votes_against > 1000)
    request_field_error (request, "against", MSG_INPUT_NUMBER,
                         arena_int (request_arena (request), now.votes_against), NULL);
  if (request_has_errors (request))
    return request_invalid (request, error);
  if (!meeting_vote (transaction, request_arena (request), &key, had ? &was : NULL, &now, &problem))
    return meeting_problem (request, "for", problem, error);
  request_notice (request, MSG_MEETING_VOTED, id, NULL);
  request_redirect (request,
                    screen_path (request, round.year, request_text (request, "kind"),
                                 request_flag (request, "tiep") ? following (round.scheme, id) : id));
  return true;
}

/* The one who speaks is of the team, or nobody is named. */
static bool
check_speaker (Request *request, Transaction *transaction, const MeetingKey *key, gint64 person,
               GError **error)
{
  TeamRows team;
  if (!team_rows (transaction, request_arena (request), key->round_id, request_today (request), &team, error))
    return false;
  return person == 0 || team_name (&team, person) != NULL
         || request_refuse (request, error, 404, MSG_DB_NOT_THERE, NULL);
}

static bool
write_opinion (Request *request, Transaction *transaction, GError **error)
{
  RoundHead round;
  MeetingKey key;
  const char *id = request_text (request, "chi-tieu");
  const MeetingOpinion opinion = { id, request_int (request, "person", 0), request_text (request, "text") };
  if (!meeting_key (request, transaction, &round, &key, error)
      || !check_speaker (request, transaction, &key, opinion.person_id, error))
    return false;
  if (id != NULL && scheme_find_indicator (round.scheme, id) == NULL)
    return request_refuse (request, error, 404, MSG_DB_NOT_THERE, NULL);
  if (!meeting_say (transaction, request_arena (request), &key, &opinion, error))
    return false;
  request_notice (request, MSG_MEETING_SAID, NULL);
  request_redirect (request, screen_path (request, round.year, request_text (request, "kind"), id));
  return true;
}

static bool
write_unsay (Request *request, Transaction *transaction, GError **error)
{
  RoundHead round;
  MeetingKey key;
  gint64 index = request_int (request, "index", -1);
  if (!meeting_key (request, transaction, &round, &key, error)
      || !meeting_unsay (transaction, request_arena (request), &key, index >= 0 ? (gsize)index : G_MAXSIZE,
                         request_text (request, "text"), error))
    return false;
  request_notice (request, MSG_MEETING_UNSAID, NULL);
  request_redirect (request, screen_path (request, round.year, request_text (request, "kind"),
                                          request_text (request, "chi-tieu")));
  return true;
}

const Route meeting_screen_routes[] = {
  { METHOD_GET, "/dot/{year}/hop/{kind}/chieu", PERMISSION_ROUND_READ,
    "The meeting on the wall: one indicator at a time", NULL, show_inputs, show_screen, NULL, NULL,
    "meeting_screen" },
  { METHOD_POST, "/dot/{year}/hop/{kind}/chieu", PERMISSION_MEETING_WRITE, "Keeps how they voted", NULL,
    vote_inputs, show_screen, NULL, write_vote, "meeting_screen" },
  { METHOD_POST, "/dot/{year}/hop/{kind}/y-kien", PERMISSION_MEETING_WRITE, "Keeps what somebody said", NULL,
    say_inputs, show_screen, NULL, write_opinion, "meeting_screen" },
  { METHOD_POST, "/dot/{year}/hop/{kind}/y-kien/bo", PERMISSION_MEETING_WRITE,
    "Takes an opinion out that was said", NULL, unsay_inputs, NULL, NULL, write_unsay },
  { 0 },
};
