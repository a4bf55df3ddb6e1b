/* scheme.c - dvht scheme list, dvht scheme check. */
#include "base/json.h"
#include "cli/command.h"
#include <string.h>

const OptionSpec scheme_options[] = {
  { "--json", NULL, { "in ra dạng JSON", "print JSON" } },
  { NULL },
};

/* ---- list ---- */

typedef struct {
  const char *id, *kind, *name;
  bool citizen;
} ListRow;

static const char *
kind_words (const Invocation *invocation, bool citizen, int kind)
{
  static const Words words[] = { { "đạt / không đạt", "met or not" },
                                 { "chấm điểm", "points" },
                                 { "Công dân học tập, chấm điểm", "citizens, points" },
                                 { "Công dân học tập, đạt từng mục", "citizens, qualities" } };
  return invocation_words (invocation, words[(citizen ? 2 : 0) + kind]);
}

static void
print_rows_json (const Invocation *invocation, const ListRow *rows, gsize count)
{
  g_autoptr (GString) out = g_string_new ("[");
  for (gsize i = 0; i < count; i++) {
    g_string_append (out, i == 0 ? "\n {\"id\": " : ",\n {\"id\": ");
    json_append_string (out, rows[i].id);
    g_string_append (out, ", \"name\": ");
    json_append_string (out, rows[i].name);
    g_string_append_printf (out, ", \"citizen\": %s}", rows[i].citizen ? "true" : "false");
  }
  g_string_append (out, "\n]\n");
  print_text (out->str);
}

static void
print_rows (const ListRow *rows, gsize count)
{
  glong id_width = 0, kind_width = 0;
  for (gsize i = 0; i < count; i++) {
    id_width = MAX (id_width, g_utf8_strlen (rows[i].id, -1));
    kind_width = MAX (kind_width, g_utf8_strlen (rows[i].kind, -1));
  }
  for (gsize i = 0; i < count; i++)
    printf ("%s%*s  %s%*s  %s\n", rows[i].id, (int)(id_width - g_utf8_strlen (rows[i].id, -1)), "",
            rows[i].kind, (int)(kind_width - g_utf8_strlen (rows[i].kind, -1)), "", rows[i].name);
}

int
run_scheme_list (const Invocation *invocation)
{
  Arena *arena = invocation->arena;
  g_autoptr (GError) error = NULL;
  g_autoptr (SchemeLibrary) library = invocation_library (invocation, &error);
  if (library == NULL)
    return report_error (invocation, error, EXIT_UNUSABLE);
  ListRow *rows = NULL;
  gsize count = 0;
  int code = EXIT_DONE;
  for (const char *const *id = scheme_library_ids (library); *id != NULL; id++) {
    const Scheme *scheme = scheme_load (library, arena, *id, &error);
    if (scheme == NULL)
      code = report_error (invocation, error, EXIT_FAULTY);
    else
      ARENA_PUSH (arena, rows, count)
          = (ListRow){ *id, kind_words (invocation, false, (int)scheme->kind), scheme->name, false };
    g_clear_error (&error);
  }
  for (const char *const *id = scheme_library_citizen_ids (library); *id != NULL; id++) {
    const CitizenScheme *scheme = citizen_scheme_load (library, arena, *id, &error);
    if (scheme == NULL)
      code = report_error (invocation, error, EXIT_FAULTY);
    else
      ARENA_PUSH (arena, rows, count)
          = (ListRow){ *id, kind_words (invocation, true, (int)scheme->kind), scheme->name, true };
    g_clear_error (&error);
  }
  if (invocation_flag (invocation, "--json"))
    print_rows_json (invocation, rows, count);
  else
    print_rows (rows, count);
  return code;
}

/* ---- check ---- */

typedef struct {
  SchemeFault *items;
  gsize count;
  guint packages;
} FaultList;

static void
check_folder (Arena *arena, const char *folder, FaultList *list)
{
  SchemeFault *faults;
  gsize count = scheme_check_folder (arena, folder, &faults);
  for (gsize i = 0; i < count; i++)
    ARENA_PUSH (arena, list->items, list->count) = faults[i];
  list->packages++;
}

/* The packages of these ids that stand below `folder`. */
static void
check_folders (Arena *arena, const char *folder, const char *const *ids, FaultList *list)
{
  for (; *ids != NULL; ids++) {
    const char *package = arena_concat (arena, folder, "/", *ids, NULL);
    const char *file = arena_concat (arena, package, "/scheme.json", NULL);
    if (g_file_test (file, G_FILE_TEST_EXISTS))
      check_folder (arena, package, list);
  }
}

static void
check_loaded (Arena *arena, const char *id, const void *loaded, const GError *error, FaultList *list)
{
  list->packages++;
  if (loaded == NULL)
    ARENA_PUSH (arena, list->items, list->count)
        = (SchemeFault){ error_place (error) != NULL ? arena_strdup (arena, error_place (error)) : id,
                         error_message (arena, error) };
}

/* The packages that commands would use now. */
static void
check_library (Arena *arena, const SchemeLibrary *library, FaultList *list)
{
  for (const char *const *id = scheme_library_ids (library); *id != NULL; id++) {
    g_autoptr (GError) error = NULL;
    check_loaded (arena, *id, scheme_load (library, arena, *id, &error), error, list);
  }
  for (const char *const *id = scheme_library_citizen_ids (library); *id != NULL; id++) {
    g_autoptr (GError) error = NULL;
    check_loaded (arena, *id, citizen_scheme_load (library, arena, *id, &error), error, list);
  }
}

static void
print_faults_json (const Invocation *invocation, const FaultList *list)
{
  g_autoptr (GString) out = g_string_new ("[");
  for (gsize i = 0; i < list->count; i++) {
    g_string_append (out, i == 0 ? "\n {\"where\": " : ",\n {\"where\": ");
    json_append_string (out, list->items[i].place);
    g_string_append (out, ", \"message\": ");
    json_append_string (out, invocation_message (invocation, &list->items[i].message));
    g_string_append_c (out, '}');
  }
  g_string_append (out, "\n]\n");
  print_text (out->str);
}

static void
print_faults (const Invocation *invocation, const FaultList *list)
{
  Arena *arena = invocation->arena;
  for (gsize i = 0; i < list->count; i++)
    printf ("%s %s: %s\n", invocation_words (invocation, (Words){ "LỖI", "ERROR" }),
            printable (arena, list->items[i].place),
            printable (arena, invocation_message (invocation, &list->items[i].message)));
  if (list->count == 0)
    printf (invocation->english ? "%u packages checked: no faults.\n"
                                : "Đã kiểm tra %u bộ tiêu chí: không có lỗi.\n",
            list->packages);
  else
    printf (invocation->english ? "%u packages checked: %u faults.\n"
                                : "Đã kiểm tra %u bộ tiêu chí: %u lỗi.\n",
            list->packages, (guint)list->count);
}

int
run_scheme_check (const Invocation *invocation)
{
  Arena *arena = invocation->arena;
  FaultList list = { 0 };
  g_autoptr (GError) error = NULL;
  const char *folder = invocation->operand_count > 0 ? invocation->operands[0] : NULL;
  const char *file = folder == NULL ? NULL : arena_concat (arena, folder, "/scheme.json", NULL);
  if (file != NULL && g_file_test (file, G_FILE_TEST_EXISTS))
    check_folder (arena, folder, &list);
  else {
    g_autoptr (SchemeLibrary) library
        = folder == NULL ? invocation_library (invocation, &error) : scheme_library_new (folder, &error);
    if (library == NULL)
      return report_error (invocation, error, EXIT_UNUSABLE);
    if (folder == NULL)
      check_library (arena, library, &list);
    else {
      check_folders (arena, folder, scheme_library_ids (library), &list);
      check_folders (arena, folder, scheme_library_citizen_ids (library), &list);
    }
    if (list.packages == 0)
      return report_message (invocation, EXIT_UNUSABLE, MSG_SCHEME_NONE_HERE, folder, NULL);
  }
  if (invocation_flag (invocation, "--json"))
    print_faults_json (invocation, &list);
  else
    print_faults (invocation, &list);
  return list.count == 0 ? EXIT_DONE : EXIT_FAULTY;
}
