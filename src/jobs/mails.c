/* mails.c - mails as jobs: a server that is away delays them and loses none.
 *
 * A mail is sent, then its job ended.  If the program dies in between it is sent again, with the same
 * Message-ID; never is one told as sent that no server has taken. */
#include "base/date.h"
#include "base/mail.h"
#include "jobs/kinds.h"
#include "model/job_input.h"
#include "store/account.h"
#include "store/unit.h"

#define HOUR ((gint64)3600 * G_USEC_PER_SEC)
#define TOO_OLD (24 * HOUR)

static bool
must_end (const void *user)
{
  return work_must_end (user);
}

static WorkEnd
give_up (GError **error, MessageId id, const char *argument)
{
  error_set (error, NULL, id, argument, NULL);
  return WORK_GIVEN_UP;
}

/* WORK_DONE: the server has it. */
static WorkEnd
deliver (Work *work, const char *from_name, const MailInput *input, gint64 now, GError **error)
{
  static const WorkEnd ends[]
      = { [SMTP_SENT] = WORK_DONE, [SMTP_LATER] = WORK_LATER, [SMTP_REFUSED] = WORK_GIVEN_UP };
  Arena *arena = work_arena (work);
  const SmtpSettings *smtp = work_smtp (work);
  const Job *job = work_job (work);
  Mail mail = { .from = smtp->from,
                .from_name = from_name,
                .to = input->to,
                .subject = input->subject,
                .text = input->text,
                .unsubscribe = input->unsubscribe };
  mail.at = now;
  mail.id = arena_printf (arena, "%" G_GINT64_FORMAT ".%" G_GINT64_FORMAT ".%" G_GINT64_FORMAT "@%s",
                          job->unit_id, job->id, job->created_at, mail_address_domain (smtp->from));
  const char *message = mail_compose (arena, &mail);
  if (message == NULL)
    return give_up (error, MSG_MAIL_ADDRESS, input->to);
  return ends[smtp_send (smtp, input->to, message, must_end, work, error)];
}

static const char *
name_on (Arena *arena, Transaction *transaction, GError **error)
{
  CivilDate today = date_at_instant (transaction_now (transaction));
  UnitName unit;
  return unit_name_at (transaction, arena, date_iso (arena, today), &unit, error) ? unit.name : NULL;
}

WorkEnd
do_mail (Work *work, GError **error)
{
  Arena *arena = work_arena (work);
  MailInput input;
  if (!mail_input_read (arena, work_job (work)->input, &input, error))
    return WORK_GIVEN_UP;
  g_autoptr (Transaction) transaction = work_read (work, error);
  const char *from_name = transaction != NULL ? name_on (arena, transaction, error) : NULL;
  if (from_name == NULL)
    return WORK_LATER;
  gint64 now = transaction_now (transaction);
  g_clear_pointer (&transaction, transaction_end); /* sending may take minutes */
  WorkEnd end = deliver (work, from_name, &input, now, error);
  if (end != WORK_DONE)
    return end;
  return work_finish (work, NULL, NULL, NULL, error) ? WORK_DONE : WORK_LATER;
}

/* ---- codes ---- */

typedef struct {
  CodeMailInput input;
  Account account;
  const char *email, *unit_name;
  gint64 now, expires_at;
  guint8 hash[TOKEN_HASH_SIZE];
} CodeMail;

/* WORK_DONE: all is there. */
static WorkEnd
gather (Work *work, CodeMail *mail, GError **error)
{
  Arena *arena = work_arena (work);
  bool found = false;
  if (!code_mail_input_read (arena, work_job (work)->input, &mail->input, error))
    return WORK_GIVEN_UP;
  g_autoptr (Transaction) transaction = work_read (work, error);
  if (transaction == NULL
      || !account_find (transaction, arena, mail->input.account_id, &mail->account, &found, error)
      || !account_email (transaction, arena, mail->input.account_id, &mail->email, error))
    return WORK_LATER;
  mail->unit_name = name_on (arena, transaction, error);
  if (mail->unit_name == NULL)
    return WORK_LATER;
  mail->now = transaction_now (transaction);
  CivilDate last = date_add_days (date_at_instant (mail->now), (gint32)mail->input.days);
  mail->expires_at = mail->input.days == 0 ? mail->now + HOUR : date_end_instant (last);
  if (!found || mail->account.locked)
    return give_up (error, MSG_MAIL_ACCOUNT_GONE, NULL);
  if (mail->email == NULL)
    return give_up (error, MSG_MAIL_NO_ADDRESS, NULL);
  if (mail->now - work_job (work)->created_at > TOO_OLD)
    return give_up (error, MSG_MAIL_TOO_OLD, NULL);
  return WORK_DONE;
}

static const char *
sentence (Arena *arena, MessageId id, const char *first, const char *second)
{
  Message message = message_make (id, first, second, NULL);
  return message_vietnamese (arena, &message);
}

static const char *
code_text (Arena *arena, const CodeMail *mail, const char *code)
{
  const char *until = date_instant_text (arena, mail->expires_at), *site = mail->input.site;
  const char *link = site != NULL ? arena_concat (arena, site, "/phieu?ma=", code, NULL) : NULL;
  return arena_concat (arena,
                       sentence (arena, mail->input.asked ? MSG_MAIL_CODE_ASKED : MSG_MAIL_CODE_SENT,
                                 mail->account.name, mail->account.login),
                       link != NULL ? sentence (arena, MSG_MAIL_CODE_LINK, link, until)
                                    : sentence (arena, MSG_MAIL_CODE_TYPE, code, until),
                       sentence (arena, MSG_MAIL_CODE_CARE, mail->unit_name, NULL), NULL);
}

static bool
write_code (Transaction *transaction, void *user, GError **error)
{
  const CodeMail *mail = user;
  return account_add_code (transaction, mail->account.id, SECRET_MAIL, mail->hash, mail->expires_at, error);
}

/* The code counts from the moment on that the server has the mail: one that could not be sent never does. */
WorkEnd
do_code_mail (Work *work, GError **error)
{
  Arena *arena = work_arena (work);
  CodeMail mail = { 0 };
  WorkEnd end = gather (work, &mail, error);
  if (end != WORK_DONE)
    return end;
  const char *code = code_make (arena, CODE_SLIP_GROUPS, mail.hash);
  MailInput input = { mail.email, sentence (arena, MSG_MAIL_CODE_SUBJECT, mail.unit_name, NULL),
                      code_text (arena, &mail, code), NULL };
  end = deliver (work, mail.unit_name, &input, mail.now, error);
  if (end != WORK_DONE)
    return end;
  return work_finish (work, write_code, &mail, NULL, error) ? WORK_DONE : WORK_LATER;
}
