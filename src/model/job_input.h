/* job_input.h - what a job is to do, as JSON: written by the page that wants it, read by who does it. */
#pragma once
#include "base/message.h"
#include <stdbool.h>

/* JOB_SLIPS: log-in slips of these accounts; `address` of the page where a password is chosen. */
typedef struct {
  const char *address;
  gint64 *ids;
  gsize count;
} SlipsInput;
char *slips_input_write (Arena *arena, const SlipsInput *input);
bool slips_input_read (Arena *arena, const char *json, SlipsInput *ret, GError **error);

/* JOB_CODE_MAIL: a new code for an account, to its own address.  The code is made only when it is sent, so
 * that it never stands anywhere in clear, and its time runs from then on. */
typedef struct {
  gint64 account_id;
  const char *site; /* that the link leads to: "https://dvht.truong.vn"; NULL: the mail holds no link */
  guint days;       /* until the end of the day so much later; 0: for an hour */
  bool asked;       /* by who cannot log in, not sent by an administrator */
} CodeMailInput;
char *code_mail_input_write (Arena *arena, const CodeMailInput *input);
bool code_mail_input_read (Arena *arena, const char *json, CodeMailInput *ret, GError **error);

/* JOB_MAIL: as it stands. */
typedef struct {
  const char *to, *subject, *text;
  const char *unsubscribe; /* address to say no more such mails at, with one click; NULL: none */
} MailInput;
char *mail_input_write (Arena *arena, const MailInput *input);
bool mail_input_read (Arena *arena, const char *json, MailInput *ret, GError **error);

/* JOB_JOINED: the dossier's joined PDF and what goes behind it, each under a bookmark; paths of blobs. */
typedef struct {
  const char *path, *title;
} JoinedFile;
typedef struct {
  const char *pdf;
  JoinedFile *files;
  gsize count;
} JoinedInput;
char *joined_input_write (Arena *arena, const JoinedInput *input);
bool joined_input_read (Arena *arena, const char *json, JoinedInput *ret, GError **error);
