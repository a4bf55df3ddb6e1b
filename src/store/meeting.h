/* meeting.h - the two meetings of a round's team: called, attended, voted at, concluded.
 *
 * Minutes print from what stands here (Thông tư 24/2023/TT-BGDĐT asks for the team's meeting; what it says of
 * a quorum is not known, so none is enforced).  Several people write at once at the door and at the table:
 * what one of them sends names what they saw of that one thing, and only that one thing can be in conflict.
 */
#pragma once
#include "model/permission.h"
#include "store/record.h"

#define MEETING_ROUND "round"     /* rates the indicators */
#define MEETING_CITIZEN "citizen" /* agrees the list of citizens of learning */

typedef enum { ATTENDS_UNKNOWN, ATTENDS_PRESENT, ATTENDS_ABSENT } Attends;

typedef struct {
  gint64 person_id;
  Attends attends;
  const char *reason; /* of absence; NULL: none */
} Attendance;

typedef struct {
  const char *indicator;
  gint64 votes_for, votes_against;
} MeetingVote;

typedef struct {
  const char *indicator; /* NULL: of the meeting as a whole */
  gint64 person_id;      /* 0: not told who */
  const char *text;
} MeetingOpinion;

typedef struct {
  Record record;          /* id 0: nobody has called it */
  Attendance *attendance; /* in the order in which they came to be known; unknown ones are not there */
  gsize attendance_count;
  MeetingVote *votes;
  gsize vote_count;
  MeetingOpinion *opinions;
  gsize opinion_count;
} TeamMeeting;

/* Which meeting of which round, and who asks. */
typedef struct {
  gint64 round_id;
  const char *kind;
  PermissionSet permissions;
} MeetingKey;

/* The texts of its form: NULL is blank.  Times: "2026-12-30T14:00". */
typedef struct {
  const char *begins, *ends, *place, *discussion, *conclusion;
} MeetingText;

/* The meeting as it stands; one that nobody has called has the id 0. */
bool meeting_load (Transaction *transaction, Arena *arena, const MeetingKey *key, TeamMeeting *ret,
                   GError **error);
/* What is known of a person. */
Attendance meeting_attendance (const TeamMeeting *meeting, gint64 person_id);
/* NULL: not voted on. */
const MeetingVote *meeting_vote_of (const TeamMeeting *meeting, const char *indicator);
/* It is called, and not over. */
bool meeting_is_planned (const TeamMeeting *meeting);

/* What the texts are now, in few letters: the form sends back what it saw. */
const char *meeting_mark (Arena *arena, const Record *record);
/* Calls it, or changes the texts.  `seen`: the mark that the form began from; where it still holds, what
 * others wrote meanwhile (who came, votes) is no conflict.  Errors: MSG_SAVE_CONFLICT, MSG_WORKFLOW_STEP once
 * held. */
bool meeting_write (Transaction *transaction, Arena *arena, const MeetingKey *key, gint64 version,
                    const char *seen, const MeetingText *text, GError **error);

typedef struct {
  Attendance was, now; /* of one person: as the form began, as it was sent */
} AttendanceChange;
/* Only what was changed is taken.  Error: MSG_MEETING_MEANWHILE where somebody else changed the same person
 * otherwise. */
bool meeting_attend (Transaction *transaction, Arena *arena, const MeetingKey *key,
                     const AttendanceChange *changes, gsize count, GError **error);

/* Opens the door with a code that is put into the QR code there, or closes it (NULL). */
bool meeting_door (Transaction *transaction, Arena *arena, const MeetingKey *key, const char *code,
                   GError **error);
/* A member of the team comes in.  Errors: MSG_MEETING_DOOR: the door is closed, or that is not its code;
 * MSG_MEETING_STRANGER: not of the team.  Who is in already changes nothing. */
bool meeting_arrive (Transaction *transaction, Arena *arena, const MeetingKey *key, const char *code,
                     gint64 person_id, GError **error);

/* `was` NULL: there was no vote yet.  `now` of no votes at all takes it back.  Error: MSG_MEETING_MEANWHILE.
 */
bool meeting_vote (Transaction *transaction, Arena *arena, const MeetingKey *key, const MeetingVote *was,
                   const MeetingVote *now, GError **error);
/* Adds what somebody said behind what was said before.  Error: MSG_MEETING_OPINIONS. */
bool meeting_say (Transaction *transaction, Arena *arena, const MeetingKey *key,
                  const MeetingOpinion *opinion, GError **error);
/* Takes an opinion out: the index-th, which must still have that text.  Error: MSG_DB_NOT_THERE. */
bool meeting_unsay (Transaction *transaction, Arena *arena, const MeetingKey *key, gsize index,
                    const char *text, GError **error);

/* Ends it and closes the door.  Errors: MSG_MEETING_NOBODY, MSG_MEETING_NO_TIME, MSG_WORKFLOW_STEP. */
bool meeting_hold (Transaction *transaction, Arena *arena, const MeetingKey *key, const char *ends,
                   GError **error);
/* Takes its end back, for something to be mended.  Error: MSG_WORKFLOW_STEP. */
bool meeting_reopen (Transaction *transaction, Arena *arena, const MeetingKey *key, GError **error);
