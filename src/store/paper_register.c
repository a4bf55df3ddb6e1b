/* paper_register.c - see paper.h: numbers held against each other. */
#include "model/numbering.h"
#include "store/paper.h"
#include <string.h>

/* A paper of any of the unit's rounds. */
typedef struct {
  gint64 id, round_id;
  int year; /* of the round */
  Paper paper;
  Numbered numbered;
  const char *signer;
} Known;

typedef struct {
  Known *items;
  gsize count;
} KnownList;

static const char *
setting_of (Transaction *transaction, Arena *arena, gint64 round_id, GError **error)
{
  GError *local = NULL;
  g_autoptr (Rows) rows = db_rows (transaction, QUERY_paper_setting, error, DB_INT (round_id));
  const char *setting = rows != NULL && rows_next (rows, &local) ? rows_text_dup (rows, 0, arena) : NULL;
  if (local != NULL)
    g_propagate_error (error, local);
  return setting;
}

static bool
read_known (const Rows *rows, Arena *arena, const char *setting, Known *ret)
{
  Known known = { .id = rows_int (rows, 0), .round_id = rows_int (rows, 1), .year = (int)rows_int (rows, 2) };
  const char *date = rows_text (rows, 5);
  if (!paper_from_name (rows_text (rows, 3), &known.paper))
    return false;
  known.numbered.number = (int)rows_int (rows, 4);
  known.numbered.year = paper_year (known.year, known.paper);
  if (date != NULL && date_parse_iso (date, &known.numbered.date))
    known.numbered.year = known.numbered.date.year;
  known.numbered.series = numbering_series (arena, setting, paper_symbol (known.paper));
  known.signer = rows_text_dup (rows, 6, arena);
  *ret = known;
  return true;
}

static bool
read_all (Transaction *transaction, Arena *arena, const char *setting, KnownList *ret, GError **error)
{
  GError *local = NULL;
  g_autoptr (Rows) rows = db_rows (transaction, QUERY_paper_numbers, error);
  if (rows == NULL)
    return false;
  while (rows_next (rows, &local)) {
    Known known;
    if (read_known (rows, arena, setting, &known))
      ARENA_PUSH (arena, ret->items, ret->count) = known;
  }
  if (local != NULL)
    g_propagate_error (error, local);
  return local == NULL;
}

/* "kế hoạch triển khai tự đánh giá", of another round with its year. */
static const char *
called (Arena *arena, const Known *other, const Known *from)
{
  const char *label = paper_label (other->paper);
  return other->round_id == from->round_id ? label
                                           : arena_printf (arena, "%s (đợt năm %d)", label, other->year);
}

/* The first of the others that the number runs into. */
static const char *
warn (Arena *arena, const KnownList *list, const Known *known)
{
  for (gsize i = 0; i < list->count; i++) {
    const Known *other = &list->items[i];
    NumberingFault fault
        = other->id != known->id ? numbering_compare (&known->numbered, &other->numbered) : NUMBERING_FINE;
    if (fault == NUMBERING_FINE)
      continue;
    Message message = message_make (
        fault == NUMBERING_TWICE ? MSG_PAPER_NUMBER_TWICE : MSG_PAPER_NUMBER_AGAINST,
        arena_printf (arena, "%02d", known->numbered.number), called (arena, other, known),
        arena_printf (arena, "%02d", other->numbered.number), date_short (arena, other->numbered.date), NULL);
    return message_vietnamese (arena, &message);
  }
  return NULL;
}

bool
paper_register (Transaction *transaction, Arena *arena, gint64 round_id, PaperRegister *ret, GError **error)
{
  KnownList known = { 0 };
  Records records;
  GError *local = NULL;
  const char *setting = setting_of (transaction, arena, round_id, &local);
  if (local != NULL) {
    g_propagate_error (error, local);
    return false;
  }
  if (!read_all (transaction, arena, setting, &known, error)
      || !record_list (transaction, arena, RECORD_paper, round_id, &records, error))
    return false;
  for (int paper = 0; paper < PAPER_COUNT; paper++)
    ret->items[paper]
        = (RegisterEntry){ .record = { .kind = RECORD_paper }, .key = paper_name ((Paper)paper) };
  for (gsize i = 0; i < known.count; i++)
    for (gsize k = 0; k < records.count; k++) {
      if (records.items[k].id != known.items[i].id)
        continue;
      RegisterEntry *entry = &ret->items[known.items[i].paper];
      entry->record = records.items[k];
      entry->signer = known.items[i].signer;
      entry->warning = warn (arena, &known, &known.items[i]);
    }
  return true;
}
