/* smtp.h - the way out for mails: one SMTP server, named by one line of the data folder's file "smtp.url".
 *
 *   smtps://user:password@mail.truong.vn:465?from=dvht@truong.vn&site=https://dvht.truong.vn
 *
 * smtps:// speaks TLS from the first byte; smtp:// changes to TLS where the server offers it, and must where
 * a password is sent, but for a server on this machine.  `site` is how people reach the program: links in
 * mails lead there.  It is never guessed from what a browser asks for, or whoever asks for a mail could have
 * its link lead to themselves. */
#pragma once
#include "base/arena.h"
#include "base/message.h"

typedef struct {
  const char *address;         /* "smtps://mail.truong.vn:465/truong.vn", as libcurl wants it */
  const char *user, *password; /* NULL: none */
  const char *from;            /* of all mails */
  const char *site;            /* "https://dvht.truong.vn"; NULL: not told */
  bool needs_tls;
} SmtpSettings;

/* From FOLDER/smtp.url; `*ret` is NULL where there is no such file.  Errors: unreadable, or not such a line;
 * the line itself is never told, since it holds a password. */
bool smtp_settings_read (Arena *arena, const char *folder, const SmtpSettings **ret, GError **error);
/* The same of a line; `name` is how errors call the file. */
bool smtp_settings_parse (Arena *arena, const char *line, const char *name, SmtpSettings *ret,
                          GError **error);

typedef enum {
  SMTP_SENT,   /* the server has taken the mail upon itself */
  SMTP_LATER,  /* not reached, not now, or refused for a reason that lies with the settings */
  SMTP_REFUSED /* this mail or its receiver is refused for good */
} SmtpOutcome;

/* Before the first thread starts and after the last one has ended. */
void smtp_begin (void);
void smtp_end (void);

/* Sends a message as mail_compose made it; takes two minutes at most.  `must_end` is asked about once a
 * second. */
SmtpOutcome smtp_send (const SmtpSettings *settings, const char *to, const char *message,
                       bool (*must_end) (const void *user), const void *user, GError **error);
