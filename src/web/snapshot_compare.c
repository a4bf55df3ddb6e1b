/* snapshot_compare.c - see snapshot.h: what of a round is no longer as it was kept. */
#include "base/fileio.h"
#include "base/json.h"
#include "blob/blob.h"
#include "web/case_folder.h"
#include "web/snapshot.h"
#include <string.h>

#define CASE_LIMIT ((gsize)64 << 20)
#define NAMES "x-dvht-names" /* of the unit and the authorities by day, where they changed */

/* Members of case.json as people call them; NULL: the register's, or what follows from the approval. */
static const struct {
  const char *member, *words;
} parts[] = {
  { "scheme", "Bộ tiêu chí" },
  { "citizen_scheme", "Bộ tiêu chí Công dân học tập" },
  { "scheme_overrides", "Phần đơn vị sửa, xác nhận của bộ tiêu chí" },
  { "unit", "Thông tin đơn vị" },
  { "authority", "Cơ quan nhận hồ sơ" },
  { "head", "Thủ trưởng" },
  { "union_chair", "Chủ tịch công đoàn" },
  { "learners", "Số người học" },
  { "legal_bases", "Căn cứ pháp lý" },
  { "documents", "Nơi nhận, người ký của văn bản" },
  { "team", "Tổ đánh giá" },
  { "assignments", "Phân công" },
  { "plan", "Kế hoạch tự đánh giá" },
  { "evidence", "Danh mục minh chứng" },
  { "evidence_code", "Cách đánh mã minh chứng" },
  { "meeting", "Biên bản tự đánh giá" },
  { "citizen_meeting", "Biên bản thống nhất danh sách Công dân học tập" },
  { "report", "Lời báo cáo" },
  { "improvements", "Việc cải tiến" },
  { "learning_plan", "Kế hoạch học tập thường xuyên" },
  { "abbreviations", "Danh mục chữ viết tắt" },
  { "revision", NULL },
  { "publication", NULL },
  { NAMES, NULL }, /* names_differ */
};

static json_t *
parse (const char *text, gsize size, GError **error)
{
  return json_parse_bytes ("case.json", text, size, error);
}

static const char *
text_of (const json_t *object, const char *member)
{
  return json_string_value (json_object_get (object, member));
}

/* The set of names that holds on a day; NULL: the one set of the case. */
static const json_t *
names_at (const json_t *root, const char *day)
{
  const json_t *list = json_object_get (root, NAMES), *found = json_array_get (list, 0);
  for (gsize i = 1; i < json_array_size (list); i++)
    if (g_strcmp0 (text_of (json_array_get (list, i), "from"), day) <= 0)
      found = json_array_get (list, i);
  return found;
}

static const char *
name_in (const json_t *root, const json_t *names, const char *object, const char *member)
{
  return text_of (names != NULL ? names : json_object_get (root, object), member);
}

static bool
same_names (const json_t *kept, const json_t *now, const char *day)
{
  static const struct {
    const char *object, *member;
  } texts[] = {
    { "unit", "name" },          { "unit", "governing_body" },  { "unit", "place" },
    { "authority", "receiver" }, { "authority", "recogniser" }, { "authority", "receiver_salutation" }
  };
  const json_t *one = names_at (kept, day), *other = names_at (now, day);
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    if (g_strcmp0 (name_in (kept, one, texts[i].object, texts[i].member),
                   name_in (now, other, texts[i].object, texts[i].member))
        != 0)
      return false;
  return true;
}

/* Do papers of the day that was kept take other names today?  Names of other days are no affair of theirs. */
static bool
names_differ (const json_t *kept, const json_t *now)
{
  const char *paper = NULL;
  json_t *facts = NULL;
  json_object_foreach (json_object_get (kept, "documents"), paper, facts)
  {
    const char *day = text_of (facts, "date");
    if (day != NULL && !same_names (kept, now, day))
      return true;
  }
  return false;
}

/* Numbers and days of papers, and the round's own plan of improvement, are written down after the approval;
 * what came of earlier plans stands in the report. */
static void
drop_register (json_t *root)
{
  const char *name = NULL;
  json_t *paper = NULL;
  void *next = NULL;
  json_object_foreach_safe (json_object_get (root, "documents"), next, name, paper)
  {
    json_object_del (paper, "number");
    json_object_del (paper, "date");
    if (json_object_size (paper) == 0) /* a paper that stands there for its number alone */
      json_object_del (json_object_get (root, "documents"), name);
  }
  json_t *tasks = json_object_get (root, "improvements");
  for (gsize i = json_array_size (tasks); i > 0; i--)
    if (json_object_get (json_array_get (tasks, i - 1), "since") == NULL)
      json_array_remove (tasks, i - 1);
  if (json_array_size (tasks) == 0)
    json_object_del (root, "improvements");
  if (json_object_size (json_object_get (root, "documents")) == 0)
    json_object_del (root, "documents");
}

static const json_t *
rating_of (const json_t *root, const char *indicator)
{
  const json_t *list = json_object_get (root, "ratings");
  for (gsize i = 0; i < json_array_size (list); i++) {
    const json_t *rating = json_array_get (list, i);
    if (g_strcmp0 (json_string_value (json_object_get (rating, "indicator")), indicator) == 0)
      return rating;
  }
  return NULL;
}

static void
compare_ratings (Arena *arena, const Scheme *scheme, const json_t *kept, const json_t *now, GPtrArray *out)
{
  for (gsize i = 0; i < scheme->indicator_count; i++) {
    const char *id = scheme->indicators[i].id;
    const json_t *one = rating_of (kept, id), *other = rating_of (now, id);
    if (one != other && (one == NULL || other == NULL || !json_equal (one, other)))
      g_ptr_array_add (out, arena_concat (arena, "Chỉ tiêu ", id, NULL));
  }
}

static bool
same_member (const json_t *kept, const json_t *now, const char *member)
{
  const json_t *one = json_object_get (kept, member), *other = json_object_get (now, member);
  return one == other || (one != NULL && other != NULL && json_equal (one, other));
}

static bool
is_told (const char *member)
{
  if (strcmp (member, "ratings") == 0)
    return true;
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    if (strcmp (parts[i].member, member) == 0)
      return true;
  return false;
}

/* Members that nobody has given words here. */
static bool
others_differ (const json_t *kept, const json_t *now)
{
  const char *member = NULL;
  json_t *value = NULL;
  json_object_foreach ((json_t *)kept, member, value)
  {
    if (!is_told (member) && !same_member (kept, now, member))
      return true;
  }
  json_object_foreach ((json_t *)now, member, value)
  {
    if (!is_told (member) && json_object_get (kept, member) == NULL)
      return true;
  }
  return false;
}

static bool
compare_case (Arena *arena, const Scheme *scheme, const char *was, gsize was_size, const char *is,
              gsize is_size, GPtrArray *out, GError **error)
{
  json_auto_t *kept = parse (was, was_size, error);
  json_auto_t *now = kept != NULL ? parse (is, is_size, error) : NULL;
  if (now == NULL)
    return false;
  bool renamed = names_differ (kept, now);
  drop_register (kept);
  drop_register (now);
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i].words != NULL && !same_member (kept, now, parts[i].member))
      g_ptr_array_add (out, (void *)parts[i].words);
  if (renamed && same_member (kept, now, "unit") && same_member (kept, now, "authority"))
    g_ptr_array_add (out, (void *)"Tên đơn vị, cơ quan theo ngày của văn bản");
  compare_ratings (arena, scheme, kept, now, out);
  if (others_differ (kept, now))
    g_ptr_array_add (out, (void *)"Phần khác của bộ dữ liệu");
  return true;
}

typedef struct {
  Arena *arena;
  const SnapshotPlace *place;
  const Scheme *scheme;
  const KeptFiles *kept;
  GHashTable *seen;
  GPtrArray *out;
  bool wordings, evidence;
} Comparing;

static bool
read_kept (const Comparing *comparing, const KeptFile *file, char **ret_text, gsize *ret_size, GError **error)
{
  const SnapshotPlace *place = comparing->place;
  return file_read (comparing->arena,
                    blob_path (comparing->arena, place->data_folder, place->unit_id, file->blob), file->name,
                    CASE_LIMIT, ret_text, ret_size, error);
}

static bool
tell_difference (Comparing *comparing, const char *path, const KeptFile *kept, GBytes *bytes, GError **error)
{
  gsize size = 0, was_size = 0;
  char *was = NULL;
  if (strcmp (path, "case.json") == 0 && kept != NULL && bytes != NULL) {
    const char *now = g_bytes_get_data (bytes, &size);
    return read_kept (comparing, kept, &was, &was_size, error)
           && compare_case (comparing->arena, comparing->scheme, was, was_size, now, size, comparing->out,
                            error);
  }
  if (g_str_has_prefix (path, "wording/"))
    comparing->wordings = true;
  else if (g_str_has_suffix (path, ".csv"))
    g_ptr_array_add (comparing->out, (void *)(strstr (path, "staff") != NULL ? "Danh sách người"
                                                                             : "Kết quả năm của từng người"));
  else
    comparing->evidence = true;
  return true;
}

static bool
compare_file (const char *path, GBytes *bytes, const char *source, void *user, GError **error)
{
  Comparing *comparing = user;
  const KeptFile *kept = kept_file (comparing->kept, path);
  char hash[SHA256_HEX_LENGTH + 1] = "";
  g_autofree char *name = source != NULL ? g_path_get_basename (source) : NULL;
  gsize size = 0;
  const void *data = bytes != NULL ? g_bytes_get_data (bytes, &size) : NULL;
  if (bytes != NULL)
    sha256_hex (data, size, hash);
  else
    g_strlcpy (hash, name, sizeof hash); /* a blob is called by its hash */
  g_hash_table_add (comparing->seen, (void *)path);
  return (kept != NULL && strcmp (kept->blob, hash) == 0)
         || tell_difference (comparing, path, kept, bytes, error);
}

bool
snapshot_compare (Arena *arena, const SnapshotPlace *place, const char *case_files, const StoredRound *stored,
                  GPtrArray **ret_parts, GError **error)
{
  g_autoptr (FileSet) folder = fileset_new ();
  g_autoptr (GPtrArray) out = g_ptr_array_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  const KeptFiles kept = kept_files (arena, case_files);
  Comparing comparing = { arena, place, stored->round->scheme, &kept, seen, out, false, false };
  case_folder_add (folder, arena, stored->round, stored->extra);
  if (!fileset_each (folder, compare_file, &comparing, error))
    return false;
  for (gsize i = 0; i < kept.count; i++) /* what is no longer there */
    if (!g_hash_table_contains (seen, kept.items[i].name)
        && !tell_difference (&comparing, kept.items[i].name, &kept.items[i], NULL, error))
      return false;
  if (comparing.wordings)
    g_ptr_array_add (out, (void *)"Lời văn riêng của đơn vị");
  if (comparing.evidence)
    g_ptr_array_add (out, (void *)"Tệp minh chứng");
  *ret_parts = g_steal_pointer (&out);
  return true;
}
