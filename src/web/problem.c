/* problem.c - an error becomes an answer: its status, and what may be said of it. */
#include "web/request_parts.h"
#include <stdio.h>

static guint
status_of (const Request *request, MessageId id)
{
  switch (id) {
  case MSG_WEB_REFUSED:
    return request->answer.status >= 400 ? request->answer.status : 400;
  case MSG_DB_NOT_THERE:
    return 404;
  case MSG_SAVE_CONFLICT:
  case MSG_DB_CONSTRAINT:
  case MSG_WORKFLOW_STEP:
  case MSG_PAPER_FIXED:
  case MSG_EVIDENCE_CITED:
  case MSG_EVIDENCE_REPLACED:
  case MSG_HANDOVER_CHANGED:
  case MSG_APPROVAL_CHANGED:
  case MSG_APPROVAL_DONE:
  case MSG_APPROVAL_HOLDS:
  case MSG_MEETING_MEANWHILE:
  case MSG_IMPROVEMENT_CARRIED:
  case MSG_UPLOAD_OFFSET:
    return 409;
  case MSG_MEETING_DOOR:
  case MSG_MEETING_STRANGER:
  case MSG_PAPER_NOT_YOURS:
    return 403;
  case MSG_DB_BUSY:
  case MSG_DB_AWAY:
  case MSG_DB_UNSURE:
    return 503;
  case MSG_DB_FULL:
    return 507;
  case MSG_BLOB_TOO_LARGE:
  case MSG_UPLOAD_BEYOND:
    return 413;
  case MSG_JSON_SYNTAX:
  case MSG_JSON_ENDS_EARLY:
  case MSG_JSON_TRAILING:
  case MSG_JSON_DUPLICATE_KEY:
  case MSG_JSON_NUMBER:
  case MSG_JSON_NUL:
  case MSG_JSON_ENCODING:
  case MSG_JSON_TOO_DEEP:
  case MSG_FORM_BROKEN:
  case MSG_FORM_TYPE:
  case MSG_FORM_TOO_MANY:
    return 400;
  case MSG_ACCOUNT_LAST_ADMINISTRATOR:
  case MSG_ACCOUNT_LOGIN_SPENT:
  case MSG_PERSON_CODE_TAKEN:
  case MSG_PERSON_MERGE_SELF:
  case MSG_PERSON_MERGED:
  case MSG_EVIDENCE_FILES:
  case MSG_UPLOAD_MANY:
  case MSG_STUDY_ENTER_OWN:
  case MSG_CITIZEN_ENTER_OWN:
  case MSG_STUDY_ENTER_WRITTEN:
  case MSG_STUDY_RANKED:
  case MSG_STUDY_PROOFS:
  case MSG_IMPORT_UNDONE:
  case MSG_IMPORT_HELD:
  case MSG_APPROVAL_FIRST:
  case MSG_TEAM_TWICE:
  case MSG_TEAM_HAS_WORK:
  case MSG_HANDOVER_SELF:
  case MSG_MEETING_NOBODY:
  case MSG_MEETING_NO_TIME:
  case MSG_MEETING_OPINIONS:
  case MSG_IMPROVEMENT_MANY:
    return 422;
  default:
    return 500;
  }
}

/* What an engine or the program says of itself (paths, statements) is for who runs it: that goes to the log,
 * and the page gives the number to find it by. */
static bool
is_inner (MessageId id)
{
  switch (id) {
  case MSG_FOREIGN:
  case MSG_INTERNAL:
  case MSG_DB_FULL:
  case MSG_DB_READ_ONLY:
  case MSG_DB_DAMAGED:
  case MSG_DB_BUSY:
  case MSG_DB_IO:
  case MSG_DB_CONSTRAINT:
  case MSG_DB_FAILED:
  case MSG_DB_AWAY:
    return true;
  default:
    return false;
  }
}

/* One line of the log. */
static void
tell_operator (const Request *request, const char *number, const Message *message)
{
  char *line = message_vietnamese (request->arena, message);
  fprintf (stderr, "dvht: %s: %s: %s\n", number, request->route != NULL ? request->route->path : "-",
           g_strdelimit (line, "\r\n\t", ' '));
}

static const char *
sentence (Request *request, Message message)
{
  if (message.id == MSG_WEB_REFUSED)
    return message.args[0];
  if (is_inner (message.id)) {
    const char *number = arena_printf (request->arena, "lỗi số %08X", g_random_int ());
    tell_operator (request, number, &message);
    message.args[0] = number;
  }
  return message_vietnamese (request->arena, &message);
}

void
problem_answer (Request *request, const GError *error)
{
  Message message = error_message (request->arena, error);
  const char *text = sentence (request, message);
  if (message.id != MSG_SAVE_CONFLICT || !conflict_answer (request, text))
    frame_problem (request, status_of (request, message.id), text);
}
