/* load.c - dvht load: the facts of a case folder into a data folder. */
#include "cli/check.h"
#include "cli/command.h"
#include "exchange/case.h"
#include "store/account.h"
#include "store/people.h"
#include "store/unit.h"
#include <errno.h>
#include <glib/gstdio.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

const OptionSpec load_options[] = {
  { "--data", "DIR", { "thư mục dữ liệu (tạo nếu chưa có)", "data folder (made if missing)" } },
  { NULL },
};

typedef struct {
  Arena *arena;
  const Round *round;
  gint64 round_id;
  const char *logins[2]; /* of head and secretary; NULL: none */
} Load;

static const char *
or_blank (const char *text)
{
  return text != NULL ? text : "";
}

static bool
found (Transaction *transaction, const Load *load, GError **error)
{
  const Round *round = load->round;
  gint64 id = 0;
  /* The names of a case are those of its year. */
  const UnitName name = { .valid_from = arena_printf (load->arena, "%04d-01-01", round->year),
                          .name = round->unit.name,
                          .short_name = or_blank (round->unit.abbreviation),
                          .governing_body = or_blank (round->unit.governing_body),
                          .appraiser = or_blank (round->authority.receiver),
                          .place = or_blank (round->unit.place) };
  return unit_found (transaction, or_blank (round->unit.abbreviation), unit_kind_name (round->unit.kind),
                     &name, &id, error);
}

static PersonEntry
entry_of (Arena *arena, const Person *person)
{
  return (PersonEntry){ .fields = { [PERSON_FIELD_CODE] = person->code,
                                    [PERSON_FIELD_NAME] = person->name,
                                    [PERSON_FIELD_BIRTH] = date_iso (arena, person->birth),
                                    [PERSON_FIELD_GENDER] = or_blank (person->gender),
                                    [PERSON_FIELD_POSITION] = or_blank (person->position),
                                    [PERSON_FIELD_DEPARTMENT] = or_blank (person->group),
                                    [PERSON_FIELD_DEGREE] = or_blank (person->degree),
                                    [PERSON_FIELD_EMAIL] = or_blank (person->email),
                                    [PERSON_FIELD_PHONE] = "" } };
}

/* Somebody must be able to log in: the head, who also administers, and the secretary.  They choose
 * their passwords with a code of `dvht user reset`. */
static bool
add_account (Transaction *transaction, Load *load, const Person *person, gint64 person_id, GError **error)
{
  const Round *round = load->round;
  bool head = person == round->head.person, secretary = person == round->team.secretary.person;
  gint64 id = 0;
  RoleGrant grant = { .role = ROLE_ADMINISTRATOR };
  if (!head && !secretary)
    return true;
  const char **login = &load->logins[head ? 0 : 1];
  if (!account_create (transaction, load->arena, person_id, or_blank (round->unit.abbreviation), person->name,
                       &id, login, error))
    return false;
  grant.account_id = id;
  if (head && !role_grant_add (transaction, &grant, NULL, error))
    return false;
  grant.role = head ? ROLE_HEAD : ROLE_SECRETARY;
  return role_grant_add (transaction, &grant, NULL, error);
}

static bool
add_people (Transaction *transaction, Load *load, GError **error)
{
  for (gsize i = 0; i < load->round->person_count; i++) {
    const Person *person = &load->round->people[i];
    PersonEntry entry = entry_of (load->arena, person);
    gint64 id = 0;
    if (!person_save (transaction, load->arena, &entry, &id, error)
        || !add_account (transaction, load, person, id, error))
      return false;
    /* A case does not tell the day: the last of its year. */
    const char *day = arena_printf (load->arena, "%04d-12-31", load->round->year);
    if (person->state != PERSON_WORKING && !person_leave (transaction, load->arena, id, 1, day, error))
      return false;
  }
  return true;
}

/* As the case writes it, so that nothing of it is lost on the way back. */
static char *
basis_json (Arena *arena, const LegalBasis *basis)
{
  json_t *json = json_pack ("{s:s?, s:s?, s:s, s:s?, s:s?, s:b}", "kind", basis->kind, "number",
                            basis->number, "date", date_iso (arena, basis->date), "issuer", basis->issuer,
                            "subject", basis->subject, "authority_basis", basis->authority_basis);
  json_t *serves = json_array ();
  for (int paper = 0; paper < PAPER_COUNT && !basis->for_all; paper++)
    if (basis->serves[paper])
      json_array_append_new (serves, json_string (paper_name ((Paper)paper)));
  if (!basis->for_all)
    json_object_set (json, "for", serves);
  json_decref (serves);
  char *text = json_dumps (json, JSON_COMPACT), *copy = arena_strdup (arena, text);
  free (text);
  json_decref (json);
  return copy;
}

static bool
load_round (Transaction *transaction, void *user, GError **error)
{
  Load *load = user;
  bool any = false;
  load->logins[0] = load->logins[1] = NULL; /* it may be run again */
  if (!unit_any (transaction, &any, error))
    return false;
  if (any) {
    error_set (error, NULL, MSG_CLI_DATA_NOT_EMPTY, NULL);
    return false;
  }
  if (!found (transaction, load, error) || !add_people (transaction, load, error))
    return false;
  for (gsize i = 0; i < load->round->legal_basis_count; i++)
    if (!legal_basis_add (transaction, (gint64)i + 1, basis_json (load->arena, &load->round->legal_bases[i]),
                          error))
      return false;
  return round_open (transaction, load->arena, load->round->year, load->round->scheme->id, &load->round_id,
                     error);
}

static int
load_into (const Invocation *invocation, const Round *round, const char *folder)
{
  g_autoptr (GError) error = NULL;
  if (g_mkdir_with_parents (folder, 0700) != 0)
    return report_message (invocation, EXIT_UNUSABLE, MSG_FILE_WRITE, folder, g_strerror (errno), NULL);
  const char *location = database_location (invocation->arena, folder, &error);
  g_autoptr (Database) database
      = location == NULL ? NULL
                         : database_open (&(DatabaseOptions){ .location = location, .readers = 1 }, &error);
  if (database == NULL)
    return report_error (invocation, error, EXIT_UNUSABLE);
  Load load = { .arena = invocation->arena, .round = round };
  if (!db_write (database, &(Scope){ 0 }, load_round, &load, &error))
    return report_error (invocation, error, EXIT_FAULTY);
  for (gsize i = 0; i < G_N_ELEMENTS (load.logins); i++)
    if (load.logins[i] != NULL)
      printf ("login %s\n", load.logins[i]);
  printf ("round %" G_GINT64_FORMAT "\n", load.round_id);
  return EXIT_DONE;
}

int
run_load (const Invocation *invocation)
{
  const char *folder = invocation_option (invocation, "--data");
  g_autoptr (GError) error = NULL;
  if (folder == NULL)
    return report_message (invocation, EXIT_UNUSABLE, MSG_CLI_NEED_DATA, NULL);
  g_autoptr (SchemeLibrary) library = invocation_library (invocation, &error);
  if (library == NULL)
    return report_error (invocation, error, EXIT_UNUSABLE);
  int code = EXIT_DONE;
  const Case *read = case_to_write (invocation, library, &code);
  return read == NULL ? code : load_into (invocation, read->round, folder);
}
