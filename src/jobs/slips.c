/* slips.c - log-in slips of many accounts.
 *
 * The codes are made here and reach the database, as hashes, in the write that also keeps the PDF: a job that
 * is interrupted has changed nothing, and the slips that people hold serve until it is done. */
#include "base/date.h"
#include "document/slip.h"
#include "jobs/kinds.h"
#include "model/job_input.h"
#include "store/account.h"
#include "store/unit.h"

typedef struct {
  Work *work;
  gsize total;
} Progress;

static bool
note_progress (void *user, gsize done)
{
  const Progress *progress = user;
  work_tell (progress->work, (gint64)done, (gint64)progress->total);
  return !work_must_end (progress->work);
}

static GHashTable *
set_of (const SlipsInput *input)
{
  GHashTable *chosen = g_hash_table_new (g_int64_hash, g_int64_equal);
  for (gsize i = 0; i < input->count; i++)
    g_hash_table_add (chosen, &input->ids[i]);
  return chosen;
}

/* In the order of names; whoever was locked meanwhile gets none. */
static void
make_codes (Arena *arena, const SlipsInput *input, const ListedAccounts *accounts, SlipSheet *sheet,
            NewCodes *codes)
{
  g_autoptr (GHashTable) chosen = set_of (input);
  for (gsize i = 0; i < accounts->count; i++) {
    const ListedAccount *account = &accounts->items[i];
    if (account->locked || !g_hash_table_contains (chosen, &account->id))
      continue;
    NewCode *code = &ARENA_PUSH (arena, codes->items, codes->count);
    code->account_id = account->id;
    slips_add (arena, sheet, account->name, account->department, account->login, code->hash);
  }
}

static bool
gather (Work *work, SlipSheet *sheet, NewCodes *codes, GError **error)
{
  Arena *arena = work_arena (work);
  SlipsInput input;
  ListedAccounts accounts;
  UnitName unit;
  g_autoptr (Transaction) transaction = work_read (work, error);
  if (transaction == NULL || !slips_input_read (arena, work_job (work)->input, &input, error))
    return false;
  CivilDate today = date_at_instant (transaction_now (transaction));
  if (!account_list (transaction, arena, &accounts, error)
      || !unit_name_at (transaction, arena, date_iso (arena, today), &unit, error))
    return false;
  sheet->unit_name = unit.name;
  sheet->address = input.address;
  sheet->valid_until = date_add_days (today, SLIP_DAYS);
  codes->expires_at = date_end_instant (sheet->valid_until);
  make_codes (arena, &input, &accounts, sheet, codes);
  return true;
}

static bool
write_codes (Transaction *transaction, void *user, GError **error)
{
  return account_add_codes (transaction, user, SECRET_SLIP, error);
}

WorkEnd
do_slips (Work *work, GError **error)
{
  SlipSheet sheet = { 0 };
  NewCodes codes = { 0 };
  if (!gather (work, &sheet, &codes, error))
    return WORK_LATER;
  if (sheet.count == 0) {
    error_set (error, NULL, MSG_SLIPS_NONE_CHOSEN, NULL);
    return WORK_GIVEN_UP;
  }
  Progress progress = { work, sheet.count };
  g_autoptr (GBytes) pdf = slips_pdf (work_arena (work), &sheet, note_progress, &progress, error);
  if (pdf == NULL)
    return work_must_end (work) ? WORK_LATER : WORK_GIVEN_UP;
  return work_finish (work, write_codes, &codes, pdf, error) ? WORK_DONE : WORK_LATER;
}
