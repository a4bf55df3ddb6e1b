/* digest.c - one mail for each person with what they have not read.
 *
 * The mails are jobs of their own, enqueued in the write that notes what they tell: none is lost, none told
 * twice.  Links lead to the site that smtp.url names; without one the mail names what waits and no address.
 */
#include "store/digest.h"
#include "base/date.h"
#include "base/mail.h"
#include "jobs/kinds.h"
#include "model/job_input.h"
#include "store/unit.h"

#define TOLD_AT_MOST 50

typedef struct {
  Arena *arena;
  const char *site, *unit_name; /* site: NULL where it is not known */
} Mailing;

static const char *
sentence (Arena *arena, MessageId id, const char *first, const char *second)
{
  Message message = message_make (id, first, second, NULL);
  return message_vietnamese (arena, &message);
}

static const char *
messages_text (const Mailing *mailing, const Digest *digest)
{
  Arena *arena = mailing->arena;
  const ListedMessages *messages = &digest->messages;
  g_autoptr (GString) text = g_string_new (NULL);
  for (gsize i = 0; i < MIN (messages->count, TOLD_AT_MOST); i++) {
    const ListedMessage *message = &messages->items[i];
    g_string_append_printf (text, "\n- %s: %s\n", message_kind_info (message->kind)->title, message->text);
    if (mailing->site != NULL)
      g_string_append_printf (text, "  %s/hop-thu/%" G_GINT64_FORMAT "\n", mailing->site, message->id);
  }
  if (messages->count > TOLD_AT_MOST)
    g_string_append (text, sentence (arena, MSG_MAIL_DIGEST_MORE,
                                     arena_int (arena, (gint64)messages->count - TOLD_AT_MOST), NULL));
  return arena_strndup (arena, text->str, text->len);
}

static bool
enqueue_mail (Transaction *transaction, const Mailing *mailing, const Digest *digest, GError **error)
{
  Arena *arena = mailing->arena;
  const char *sealed = NULL, *stop = NULL;
  if (!unsubscribe_make (transaction, arena, digest->account_id, &sealed, error))
    return false;
  if (mailing->site != NULL)
    stop = arena_concat (arena, mailing->site, "/thoi-nhan-thu/", sealed, NULL);
  const char *count = arena_int (arena, (gint64)digest->messages.count);
  const char *text = arena_concat (
      arena, sentence (arena, MSG_MAIL_DIGEST_HEAD, digest->name, count), messages_text (mailing, digest),
      stop != NULL ? sentence (arena, MSG_MAIL_DIGEST_STOP, stop, mailing->unit_name)
                   : sentence (arena, MSG_MAIL_DIGEST_NO_LINK, mailing->unit_name, NULL),
      NULL);
  const MailInput input
      = { digest->email, sentence (arena, MSG_MAIL_DIGEST_SUBJECT, count, mailing->unit_name), text, stop };
  return job_enqueue (transaction, job_kind_info (JOB_MAIL)->name, 0, mail_input_write (arena, &input), 0,
                      NULL, error)
         && digest_mark (transaction, digest, error);
}

/* What is due is read here, not before: what was read or mailed meanwhile is left out. */
static bool
write_mails (Transaction *transaction, void *user, GError **error)
{
  const Mailing *mailing = user;
  Digests digests;
  if (!digests_due (transaction, mailing->arena, &digests, error))
    return false;
  for (gsize i = 0; i < digests.count; i++)
    if (mail_address_is_valid (digests.items[i].email)
        && !enqueue_mail (transaction, mailing, &digests.items[i], error))
      return false;
  return true;
}

WorkEnd
do_digest (Work *work, GError **error)
{
  Arena *arena = work_arena (work);
  Mailing mailing = { .arena = arena, .site = work_smtp (work)->site };
  UnitName unit;
  g_autoptr (Transaction) transaction = work_read (work, error);
  if (transaction == NULL)
    return WORK_LATER;
  const char *today = date_iso (arena, date_at_instant (transaction_now (transaction)));
  if (!unit_name_at (transaction, arena, today, &unit, error))
    return WORK_LATER;
  mailing.unit_name = unit.name;
  g_clear_pointer (&transaction, transaction_end);
  return work_finish (work, write_mails, &mailing, NULL, error) ? WORK_DONE : WORK_LATER;
}
