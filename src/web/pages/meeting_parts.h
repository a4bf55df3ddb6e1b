/* meeting_parts.h - shared by the pages of the team's meetings: /dot/{year}/hop/… */
#pragma once
#include "store/meeting.h"
#include "store/team.h"
#include "web/pages/round_parts.h"

/* The inputs that each route below a meeting has. */
#define MEETING_INPUTS                                                                                       \
  YEAR_INPUT,                                                                                                \
  {                                                                                                          \
    .name = "kind", .kind = INPUT_TEXT, .required = true, .label = "Cuộc họp", .limit = 40                   \
  }

/* What the two meetings are called here and there. */
typedef struct {
  const char *step;       /* of addresses: "tu-danh-gia" */
  const char *kind;       /* of records: MEETING_ROUND */
  const char *title;      /* "Họp tự đánh giá" */
  const char *purpose;    /* one sentence */
  const char *invitation; /* document */
  const char *minutes;    /* document */
} MeetingNames;

#define MEETING_KINDS 2
extern const MeetingNames meeting_names[MEETING_KINDS];

typedef struct {
  RoundHead round;
  const MeetingNames *names;
  MeetingKey key;
  TeamMeeting meeting;
  TeamRows team; /* those who left it too */
} MeetingAt;

/* The meeting of the address, called or not; refuses with 404 where the address names none. */
bool meeting_at (Request *request, Transaction *transaction, MeetingAt *ret, GError **error);
/* The same for a write, which reads the meeting itself. */
bool meeting_key (Request *request, Transaction *transaction, RoundHead *ret_round, MeetingKey *ret,
                  GError **error);

/* "/dot/2026/hop/tu-danh-gia" and what stands below it ("" for itself). */
const char *meeting_path (Request *request, int year, const char *step, const char *below);

/* "14:00 30/12/2026" of "2026-12-30T14:00"; NULL for NULL. */
const char *moment_shown (Arena *arena, const char *iso);
/* What people type ("14:00 30/12/2026", "14h00 30/12/2026", "2026-12-30T14:00") as "2026-12-30T14:00"; NULL
 * in
 * `*ret` for a blank.  What is no time is told at the input; false then. */
bool moment_typed (Request *request, const char *input, const char **ret);

/* Takes an error of a save: that somebody else was quicker is told at the input and the page shown again with
 * what that one wrote; what the meeting lacks is told there, too.  Returns false. */
bool meeting_problem (Request *request, const char *input, GError *problem, GError **error);

typedef struct {
  gsize team, present, absent; /* of those who are in the team */
} Headcount;
/* Counts them. */
Headcount meeting_headcount (const MeetingAt *at);
/* `present`, `team`, `share` ("7/9, 77,78%") and the like of a page that shows who came. */
void view_headcount (Request *request, Value *page, const Headcount *count);

/* Of somebody's words: the person's name, NULL if not told. */
const char *team_name (const TeamRows *team, gint64 person_id);
