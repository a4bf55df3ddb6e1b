/* people_parts.h - choosing people in forms. */
#pragma once
#include "store/db.h"
#include "web/request.h"

/* ---- a field that chooses one person at work ----
 *
 * A school's people stand in a list, which a script makes a field to type in.  Where there are more than
 * PEOPLE_LISTED the page would be long and slow: there one types a name or code, helped by /nguoi/goi-y, and
 * the server finds whom it means. */
#define PEOPLE_LISTED 200

typedef struct {
  gint64 id;
  const char *name, *code, *about; /* about: "Giáo viên · Tổ 1" */
} Choice;

typedef struct {
  Choice *items;
  gsize count; /* at most PEOPLE_LISTED + 1 */
  bool many;   /* more than PEOPLE_LISTED: items are not all */
} Choices;

/* Those at work whose name, code, position and group hold the words typed (NULL: all), in Vietnamese order,
 * at most `count`. */
bool people_find (Request *request, Transaction *transaction, const char *typed, gint64 count, Choices *ret,
                  GError **error);
/* All of them, or `many`. */
bool people_choices (Request *request, Transaction *transaction, Choices *ret, GError **error);
/* "Nguyễn Văn An (CB0012)": what stands in a field for a person, and finds nobody else. */
const char *person_label (Request *request, const char *name, const char *code);
/* {id, name, about, chosen} of each; `chosen`: ids in decimal, may be NULL. */
Value *choices_value (Request *request, const Choices *choices, const GPtrArray *chosen);

/* The inputs of such a field: its own name, and the name with "_name" where it is typed. */
#define PERSON_INPUT(input, words)                                                                           \
  { .name = input, .kind = INPUT_ID, .label = words },                                                       \
  {                                                                                                          \
    .name = input "_name", .kind = INPUT_TEXT, .label = words                                                \
  }

typedef struct {
  const char *input;
  const char *none;     /* of the choice of nobody: "chọn một người" */
  bool required, hint;  /* hint: the page has one for it */
  gint64 chosen;        /* before anything was typed; 0: nobody */
  const char *label;    /* of the chosen one */
  const GPtrArray *but; /* ids in decimal that are left out of the list; may be NULL */
} PickField;

/* What the partial "pick" shows of it: "INPUT_pick" of the page. */
void person_field (Request *request, Value *page, const Choices *choices, const PickField *field);

/* Whom the field means; 0: nobody, with the field's error reported if it is required, or if what was typed is
 * nobody's name or that of several. */
bool person_picked (Request *request, Transaction *transaction, const char *input, bool required, gint64 *ret,
                    GError **error);
/* The same of a field with a line for each person; ids that are not in the list yet are added to it. */
bool people_picked (Request *request, Transaction *transaction, const char *input, gint64 **ids, gsize *count,
                    GError **error);

/* An id in decimal, as lists of inputs have it. */
const char *id_text (Request *request, gint64 id);
bool id_among (const GPtrArray *ids, const char *id);
/* The numbers of a list of inputs; what is none is left out. */
gint64 *id_list (Request *request, const char *input, gsize *ret_count);

/* "Tổ trưởng" of "leader": what somebody is within the team. */
const char *team_role_words (const char *role);
