/* load.c - dvht load: the facts of a case folder into a data folder. */
#include "blob/blob.h"
#include "cli/check.h"
#include "cli/command.h"
#include "document/compose.h"
#include "exchange/case.h"
#include "store/account.h"
#include "store/evidence.h"
#include "store/legal_basis.h"
#include "store/people.h"
#include "store/round_store.h"
#include "store/unit.h"
#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

const OptionSpec load_options[] = {
  { "--data", "DIR", { "thư mục dữ liệu (tạo nếu chưa có)", "data folder (made if missing)" } },
  { "--draft",
    NULL,
    { "đưa vào cả khi tự đánh giá còn dang dở", "also while the self-assessment is not finished" } },
  { NULL },
};

#define MAX_LOGINS 64

typedef struct {
  const char *login, *role;
} Login;

typedef struct {
  Arena *arena;
  Round *round;
  const char *extra;  /* JSON; NULL: none */
  StoredFile *files;  /* of all evidence, one after the other */
  gint64 unit_id;     /* that the files lie under */
  gint64 *person_ids; /* parallel to the round's people */
  gint64 round_id;
  Login logins[MAX_LOGINS];
  gsize login_count;
} Load;

static const char *
or_blank (const char *text)
{
  return text != NULL ? text : "";
}

static UnitName
name_of (const Load *load, const RoundNames *names, const char *from)
{
  return (UnitName){ .valid_from = from,
                     .name = or_blank (names->name),
                     .short_name = or_blank (load->round->unit.abbreviation),
                     .governing_body = or_blank (names->governing_body),
                     .appraiser = or_blank (names->receiver),
                     .place = or_blank (names->place),
                     .recogniser = names->recogniser,
                     .salutation = names->receiver_salutation };
}

/* Those of each day, or else the one set of a case, which is its year's. */
static UnitName
first_name (const Load *load)
{
  const Round *round = load->round;
  const RoundNames names = round->name_count > 0 ? round->names[0] : round_names_at (round, (CivilDate){ 0 });
  return name_of (load, &names,
                  round->name_count > 0 ? date_iso (load->arena, names.from)
                                        : arena_printf (load->arena, "%04d-01-01", round->year));
}

static bool
rename_later (Transaction *transaction, const Load *load, GError **error)
{
  const Round *round = load->round;
  for (gsize i = 1; i < round->name_count; i++) {
    const UnitName name = name_of (load, &round->names[i], date_iso (load->arena, round->names[i].from));
    if (!unit_rename (transaction, load->arena, &name, error))
      return false;
  }
  return true;
}

static bool
found (Transaction *transaction, const Load *load, GError **error)
{
  const Round *round = load->round;
  gint64 id = 0;
  const UnitName name = first_name (load);
  const Unit unit = { .version = 1,
                      .is_public = round->unit.is_public,
                      .public_told = true,
                      .address = round->unit.address,
                      .phone = round->unit.phone,
                      .email = round->unit.email };
  return unit_found (transaction, round->unit.uid, or_blank (round->unit.abbreviation),
                     unit_kind_name (round->unit.kind), &name, &id, error)
         && rename_later (transaction, load, error)
         && unit_save_profile (transaction, load->arena, &unit, error);
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

/* ---- accounts: whoever has a part in the round can log in; they choose their passwords with a code of
 * `dvht user reset` ---- */

/* The roles a case gives: the head also administers. */
static gsize
roles_of (const Round *round, const Person *person, Role ret_roles[4])
{
  gsize count = 0;
  if (person == round->head.person) {
    ret_roles[count++] = ROLE_HEAD;
    ret_roles[count++] = ROLE_ADMINISTRATOR;
  }
  if (person == round->team.leader.person)
    ret_roles[count++] = ROLE_LEADER;
  if (person == round->team.secretary.person)
    ret_roles[count++] = ROLE_SECRETARY;
  if (person == round->union_chair.person)
    ret_roles[count++] = ROLE_UNION;
  for (gsize i = 0; count == 0 && i < round->team.member_count; i++)
    if (round->team.members[i].staff.person == person)
      ret_roles[count++] = ROLE_MEMBER;
  return count;
}

static bool
add_account (Transaction *transaction, Load *load, const Person *person, gint64 person_id, bool plain,
             GError **error)
{
  Role roles[4];
  gint64 id = 0;
  const char *login = NULL;
  gsize count = roles_of (load->round, person, roles);
  if ((count == 0 && !plain) || load->login_count == MAX_LOGINS)
    return true;
  if (!account_create (transaction, load->arena, person_id, or_blank (load->round->unit.abbreviation),
                       person->name, &id, &login, error))
    return false;
  for (gsize i = 0; i < count; i++)
    if (!role_grant_add (transaction, &(RoleGrant){ .account_id = id, .role = roles[i] }, NULL, error))
      return false;
  load->logins[load->login_count++] = (Login){ login, role_name (count > 0 ? roles[0] : ROLE_STAFF) };
  return true;
}

/* The first who works and has no part in the team stands for all teachers. */
static const Person *
plain_teacher (const Round *round)
{
  Role roles[4];
  for (gsize i = 0; i < round->person_count; i++)
    if (round->people[i].state == PERSON_WORKING && roles_of (round, &round->people[i], roles) == 0)
      return &round->people[i];
  return NULL;
}

static bool
add_people (Transaction *transaction, Load *load, GError **error)
{
  const Person *teacher = plain_teacher (load->round);
  for (gsize i = 0; i < load->round->person_count; i++) {
    const Person *person = &load->round->people[i];
    PersonEntry entry = entry_of (load->arena, person);
    gint64 id = 0;
    if (!person_save (transaction, load->arena, &entry, &id, error)
        || !add_account (transaction, load, person, id, person == teacher, error))
      return false;
    load->person_ids[i] = id;
    /* A case does not tell the day: the last of its year. */
    const char *day = arena_printf (load->arena, "%04d-12-31", load->round->year);
    if (person->state != PERSON_WORKING
        && !person_leave (transaction, load->arena, id, 1, day,
                          person->state == PERSON_MOVED ? "moved" : "retired", error))
      return false;
  }
  return true;
}

static bool
load_round (Transaction *transaction, void *user, GError **error)
{
  Load *load = user;
  bool any = false;
  load->login_count = 0; /* it may be run again */
  if (!unit_any (transaction, &any, error))
    return false;
  if (any) {
    error_set (error, NULL, MSG_CLI_DATA_NOT_EMPTY, NULL);
    return false;
  }
  if (!found (transaction, load, error) || !add_people (transaction, load, error))
    return false;
  for (gsize i = 0; i < load->round->legal_basis_count; i++)
    if (!legal_basis_add (transaction, load->arena, &load->round->legal_bases[i], NULL, error))
      return false;
  if (transaction_scope (transaction)->unit_id != load->unit_id) {
    error_set (error, NULL, MSG_CLI_DATA_NOT_EMPTY, NULL);
    return false;
  }
  const RoundOpening opening
      = { load->round->year, load->round->scheme->id, load->round->uid, load->round->revision };
  if (!round_open (transaction, load->arena, &opening, &load->round_id, error)
      || !stored_round_save (transaction, load->arena, load->round, load->round_id, load->person_ids,
                             load->files, load->extra, error))
    return false;
  /* What its papers printed stays the item's code from now on. */
  const EvidenceRound round = { load->round_id, load->round->scheme };
  return evidence_give_codes (transaction, load->arena, &round, error);
}

/* ---- the unit's own wording ---- */

static bool
read_wordings (Load *load, const char *folder, GError **error)
{
  Round *round = load->round;
  const ComposeContext context = { .arena = load->arena, .round = round, .case_folder = folder };
  for (gsize i = 0; i < round->scheme->document_count; i++) {
    const char *id = round->scheme->documents[i].id, *text = NULL;
    if (!compose_own_wording (&context, id, &text, error))
      return false;
    if (text != NULL)
      ARENA_PUSH (load->arena, round->wordings, round->wording_count) = (OwnWording){ id, text };
  }
  return true;
}

/* ---- files: on disk before a record names them ---- */

static bool
put_files (Database *database, Load *load, const char *folder, GError **error)
{
  static const Scope nobody = { 0 };
  const Round *round = load->round;
  gsize count = 0, at = 0;
  g_autoptr (Transaction) transaction = db_read (database, &nobody, error);
  if (transaction == NULL || !db_int (transaction, QUERY_unit_next_number, 1, &load->unit_id, error))
    return false;
  for (gsize i = 0; i < round->evidence_count; i++)
    count += round->evidence[i].files.count;
  load->files = arena_array (load->arena, StoredFile, count);
  for (gsize i = 0; i < round->evidence_count; i++)
    for (gsize k = 0; k < round->evidence[i].files.count; k++, at++) {
      const char *path = round->evidence[i].file_paths[k];
      Blob *blob = arena_new0 (load->arena, Blob);
      if (path == NULL)
        continue; /* told as a finding */
      if (!blob_put_file (load->arena, folder, load->unit_id, path, blob, error))
        return false;
      load->files[at] = (StoredFile){ blob->hash, blob->type, blob->size };
    }
  return true;
}

static int
load_into (const Invocation *invocation, const Case *read, const char *folder)
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
  Load load = { .arena = invocation->arena,
                .round = read->round,
                .extra = read->extra,
                .person_ids = arena_array (invocation->arena, gint64, read->round->person_count) };
  if (!read_wordings (&load, read->folder, &error) || !put_files (database, &load, folder, &error))
    return report_error (invocation, error, EXIT_FAULTY);
  if (!db_write (database, &(Scope){ 0 }, load_round, &load, &error))
    return report_error (invocation, error, EXIT_FAULTY);
  for (gsize i = 0; i < load.login_count; i++)
    printf ("login %s %s\n", load.logins[i].login, load.logins[i].role);
  printf ("round %" G_GINT64_FORMAT "\n", load.round_id);
  return EXIT_DONE;
}

/* Whether all errors are such as work in the pages mends: not rated yet, not backed, not reached. */
static bool
only_unfinished (const Findings *findings)
{
  static const FindingCode unfinished[] = { FINDING_MISSING_RATING, FINDING_MET_WITHOUT_EVIDENCE,
                                            FINDING_SHARE_CONTRADICTS, FINDING_THRESHOLD_UNSET };
  gsize counted = 0;
  for (gsize i = 0; i < findings->count; i++)
    for (gsize k = 0; k < G_N_ELEMENTS (unfinished); k++)
      counted += findings->items[i].code == unfinished[k];
  return counted == findings_errors (findings);
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
  if (read == NULL)
    return code;
  if (!only_unfinished (&read->findings))
    return report_message (invocation, EXIT_FAULTY, MSG_CLI_CASE_BROKEN, NULL);
  return load_into (invocation, read, folder);
}
