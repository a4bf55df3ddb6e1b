/* outcome_parts.c - see outcome_parts.h. */
#include "web/pages/outcome_parts.h"
#include "model/recognition.h"
#include <string.h>

/* Columns of the statement "outcomes". */
enum { OUTCOME_YEAR, OUTCOME_SCHEME, OUTCOME_KIND, OUTCOME_LEVEL, OUTCOME_NUMBER, OUTCOME_DATE };

/* The earliest day of a decision of level 1; unset: there is none. */
static bool
first_level_day (Transaction *transaction, CivilDate *ret, GError **error)
{
  GError *local = NULL;
  CivilDate first = { 0 };
  g_autoptr (Rows) rows = db_rows (transaction, QUERY_outcomes, error);
  if (rows == NULL)
    return false;
  while (rows_next (rows, &local)) {
    CivilDate day = { 0 };
    const char *text = rows_text (rows, OUTCOME_DATE);
    if (rows_int (rows, OUTCOME_LEVEL) == 1 && strcmp (rows_text (rows, OUTCOME_KIND), "recognised") == 0
        && text != NULL && date_parse_iso (text, &day)
        && (!date_is_set (first) || date_compare (day, first) < 0))
      first = day;
  }
  if (local != NULL) {
    g_propagate_error (error, local);
    return false;
  }
  *ret = first;
  return true;
}

bool
level_warning (Request *request, Transaction *transaction, const Scheme *scheme, CivilDate day,
               const char **ret, GError **error)
{
  CivilDate first = { 0 };
  *ret = NULL;
  if (scheme->level < 2)
    return true;
  if (!first_level_day (transaction, &first, error))
    return false;
  if (!date_is_set (day))
    date_parse_iso (request_today (request), &day);
  CivilDate from = recognition_next_from (first);
  if (!date_is_set (first))
    *ret
        = "Chưa thấy quyết định công nhận mức độ 1 nào của đơn vị trong chương trình. Đề nghị thẳng mức độ 2 "
          "thì nên hỏi trước cơ quan tiếp nhận.";
  else if (date_compare (day, from) < 0)
    *ret = arena_concat (request_arena (request), "Mức độ 2 đề nghị được từ ngày ",
                         date_short (request_arena (request), from),
                         ", ít nhất 12 tháng sau quyết định công nhận mức độ 1.", NULL);
  return true;
}
