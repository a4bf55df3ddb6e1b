/* person_entry.c - see person_entry.h. */
#include "model/person_entry.h"
#include <string.h>

static const struct {
  const char *name, *heading;
} fields[PERSON_FIELD_COUNT] = {
  [PERSON_FIELD_CODE] = { "code", "Mã" },
  [PERSON_FIELD_NAME] = { "name", "Họ và tên" },
  [PERSON_FIELD_BIRTH] = { "birth", "Ngày sinh" },
  [PERSON_FIELD_GENDER] = { "gender", "Giới tính" },
  [PERSON_FIELD_POSITION] = { "position", "Chức vụ" },
  [PERSON_FIELD_DEPARTMENT] = { "department", "Tổ" },
  [PERSON_FIELD_DEGREE] = { "degree", "Trình độ" },
  [PERSON_FIELD_EMAIL] = { "email", "Email" },
  [PERSON_FIELD_PHONE] = { "phone", "Điện thoại" },
};

const char *
person_field_name (PersonField field)
{
  return fields[field].name;
}

const char *
person_field_heading (PersonField field)
{
  return fields[field].heading;
}

bool
person_email_is_plain (const char *email)
{
  const char *at = strchr (email, '@');
  return at != NULL && at != email && at[1] != '\0' && strchr (at + 1, '@') == NULL
         && strchr (email, ' ') == NULL;
}
