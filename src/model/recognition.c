/* recognition.c - see recognition.h. */
#include "model/recognition.h"

CivilDate
recognition_end (const Scheme *scheme, CivilDate decided)
{
  return date_add_months (decided, scheme->valid_months > 0 ? scheme->valid_months : RECOGNITION_MONTHS);
}

CivilDate
recognition_next_from (CivilDate decided)
{
  return date_add_months (decided, RECOGNITION_NEXT_MONTHS);
}
