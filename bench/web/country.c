/* country.c - a database of the size of a whole country, for measuring: 41,000 units, 1.25 million people.
 *
 * usage: country FILE [UNITS]   (fewer units than all: for trying things)
 * Always the same bytes of content.  The schema is the program's own; people are written through SQLite
 * directly, in one transaction, without the events that a school would have.  Unit 1 has 75 people (the list
 * is longer than a page), unit 2 has 4,000 (to be saved), unit 3 none (to be imported); the rest 12 to 48.
 * Every unit has a round and an account of its head, with the password below; units 1 to 3 administer too.
 * Units 1 to 3 and each tenth have plans of self-study: the head and each tenth have none, of the others 4 of
 * 10 wait, the rest is approved, more than half of these classified. */
#include "base/text.h"
#include "store/people.h"
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#define UNITS 41000
#define PEOPLE 1250000
#define SEED 20251124
/* argon2id of "trời xanh mây trắng". */
#define PASSWORD_HASH                                                                                        \
  "$argon2id$v=19$m=19456,t=2,p=1$6tcoSdaH8jzdfOEbZ8PXOA$BEuKS6q6Reu7szNxsCv/52Dyg6KhrjBPLgUp+wTVC14"

typedef enum { UNIT, UNIT_NAME, ROUND, PERSON, ACCOUNT, GRANT, STUDY_PLAN, STATEMENTS } StatementId;

static const char *const sql[STATEMENTS] = {
  "INSERT INTO unit (id, uuid, code, kind, next_id, audit_seq, audit_hash, version) "
  "VALUES (?, ?, ?, 'tieu_hoc', ?, 0, zeroblob(32), 1)",
  "INSERT INTO unit_name (unit_id, valid_from, name, short_name, governing_body, appraiser, place) "
  "VALUES (?, '2025-07-01', ?, ?, ?, ?, ?)",
  "INSERT INTO round (unit_id, id, uuid, year, scheme, state, revision, version) "
  "VALUES (?, ?, ?, 2026, 'tt22-2020', 'preparing', 0, 1)",
  "INSERT INTO person (unit_id, id, uuid, code, name, sort_key, folded, birth_date, gender, position, "
  "department, "
  "degree, email, phone, state, version) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'active', 1)",
  "INSERT INTO account (unit_id, id, person_id, login, password_hash, state, version) "
  "VALUES (?, ?, ?, ?, ?, 'active', 1)",
  "INSERT INTO role_grant (unit_id, id, account_id, role) VALUES (?, ?, ?, ?)",
  "INSERT INTO study_plan (unit_id, id, round_id, person_id, state, subject, goal, content, schedule, "
  "outcome, "
  "done, rank, version) VALUES (?, ?, ?, ?, ?, ?, 'Dạy học theo hướng phát triển năng lực chắc hơn.', "
  "'- Đọc hai cuốn sách về dạy học tích cực\n- Dự 4 giờ của đồng nghiệp, dạy thử 4 tiết', "
  "'Tối thứ Ba hằng tuần', 'Một chuyên đề dùng chung trong tổ', ?, ?, 1)",
};

static const char *const families[] = { "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ",
                                        "Đặng",   "Bùi",  "Đỗ", "Hồ",   "Ngô",   "Dương", "Lý",   "H'" };
static const char *const middles[]
    = { "Văn", "Thị", "Đức", "Minh", "Ngọc", "Thanh", "Thị Thu", "Hữu", "Quốc", "Thùy", "Thị Mỹ", "Xuân" };
static const char *const givens[]
    = { "An",   "Bình", "Chi",  "Dũng", "Đạt",  "Giang", "Hà",   "Hạnh", "Hòa",  "Hùng", "Hương", "Khánh",
        "Lan",  "Linh", "Long", "Mai",  "Nam",  "Nga",   "Oanh", "Phúc", "Quân", "Sơn",  "Tâm",   "Thảo",
        "Thủy", "Toàn", "Trâm", "Tú",   "Uyên", "Vân",   "Việt", "Xuân", "Yến",  "Ánh",  "Ý",     "Ơn" };
static const char *const positions[] = { "Giáo viên", "Giáo viên", "Giáo viên", "Giáo viên", "Giáo viên",
                                         "Tổ trưởng", "Nhân viên", "Kế toán",   "Văn thư" };
static const char *const departments[]
    = { "Tổ 1", "Tổ 2", "Tổ 3", "Tổ 4", "Tổ 5", "Tổ Văn phòng", "Tổ Tiếng Anh - Tin học", NULL };
static const char *const degrees[] = { "Đại học", "Đại học", "Cao đẳng", "Thạc sĩ" };

static const char *const subjects[] = { "Toán", "Tiếng Việt", "Tiếng Anh", "Tin học", "Công tác chủ nhiệm" };

typedef struct {
  sqlite3 *db;
  gint64 units, people; /* in all */
  sqlite3_stmt *statements[STATEMENTS];
  GRand *chance;
  Arena *arena; /* of the unit at hand */
} Country;

#define PICK(country, list) ((list)[g_rand_int_range ((country)->chance, 0, (gint32)G_N_ELEMENTS (list))])

static void
must (Country *country, bool good)
{
  if (!good)
    g_error ("%s", sqlite3_errmsg (country->db));
}

static void
bind_text (Country *country, StatementId id, int place, const char *text)
{
  must (country, sqlite3_bind_text (country->statements[id], place, text, -1, SQLITE_STATIC) == SQLITE_OK);
}

static void
bind_int (Country *country, StatementId id, int place, gint64 number)
{
  must (country, sqlite3_bind_int64 (country->statements[id], place, number) == SQLITE_OK);
}

static void
run (Country *country, StatementId id)
{
  must (country, sqlite3_step (country->statements[id]) == SQLITE_DONE);
  sqlite3_reset (country->statements[id]);
}

static const char *
make_uuid (Country *country)
{
  guint32 a = g_rand_int (country->chance), b = g_rand_int (country->chance),
          c = g_rand_int (country->chance), d = g_rand_int (country->chance);
  return arena_printf (country->arena, "%08x-%04x-4%03x-%04x-%04x%08x", a, b >> 16, b & 0xfff,
                       0x8000 | (c >> 18), c & 0xffff, d);
}

static void
add_person (Country *country, gint64 unit, gint64 id)
{
  Arena *arena = country->arena;
  GRand *chance = country->chance;
  PersonEntry entry = { 0 };
  const char **f = entry.fields;
  f[PERSON_FIELD_CODE] = arena_printf (arena, "CB%04" G_GINT64_FORMAT, id);
  f[PERSON_FIELD_NAME] = arena_concat (arena, PICK (country, families), " ", PICK (country, middles), " ",
                                       PICK (country, givens), NULL);
  f[PERSON_FIELD_POSITION] = id == 1 ? "Hiệu trưởng" : PICK (country, positions);
  const char *department = PICK (country, departments);
  f[PERSON_FIELD_DEPARTMENT] = department != NULL ? department : "";
  const StatementId p = PERSON;
  bind_int (country, p, 1, unit);
  bind_int (country, p, 2, id);
  bind_text (country, p, 3, make_uuid (country));
  bind_text (country, p, 4, f[PERSON_FIELD_CODE]);
  bind_text (country, p, 5, f[PERSON_FIELD_NAME]);
  bind_text (country, p, 6, text_name_key (arena, f[PERSON_FIELD_NAME]));
  bind_text (country, p, 7, person_folded (arena, &entry));
  bind_text (country, p, 8,
             arena_printf (arena, "%d-%02d-%02d", g_rand_int_range (chance, 1966, 2003),
                           g_rand_int_range (chance, 1, 13), g_rand_int_range (chance, 1, 29)));
  bind_text (country, p, 9, g_rand_boolean (chance) ? "Nữ" : "Nam");
  bind_text (country, p, 10, f[PERSON_FIELD_POSITION]);
  bind_text (country, p, 11, department);
  bind_text (country, p, 12, PICK (country, degrees));
  bind_text (country, p, 13,
             arena_printf (arena, "cb%" G_GINT64_FORMAT "@truong%" G_GINT64_FORMAT ".edu.vn", id, unit));
  bind_text (country, p, 14, arena_printf (arena, "09%08d", g_rand_int_range (chance, 0, 100000000)));
  run (country, PERSON);
}

static void
add_grant (Country *country, gint64 unit, gint64 id, gint64 account, const char *role)
{
  bind_int (country, GRANT, 1, unit);
  bind_int (country, GRANT, 2, id);
  bind_int (country, GRANT, 3, account);
  bind_text (country, GRANT, 4, role);
  run (country, GRANT);
}

/* The head's account has the id behind the last person's. */
static void
add_account (Country *country, gint64 unit, gint64 people)
{
  bind_int (country, ACCOUNT, 1, unit);
  bind_int (country, ACCOUNT, 2, people + 1);
  must (country, people > 0 ? sqlite3_bind_int64 (country->statements[ACCOUNT], 3, 1) == SQLITE_OK
                            : sqlite3_bind_null (country->statements[ACCOUNT], 3) == SQLITE_OK);
  bind_text (country, ACCOUNT, 4, arena_printf (country->arena, "t%05d.thu.truong", (int)unit));
  bind_text (country, ACCOUNT, 5, PASSWORD_HASH);
  run (country, ACCOUNT);
  add_grant (country, unit, people + 2, people + 1, "head");
  if (unit <= 3)
    add_grant (country, unit, people + 3, people + 1, "administrator");
}

/* Their ids stand behind all others of the unit. */
static void
add_study_plan (Country *country, gint64 unit, gint64 people, gint64 person)
{
  gint64 kind = person % 10;
  if (kind == 0 || person == 1)
    return;
  bool waits = kind <= 4;
  const StatementId s = STUDY_PLAN;
  bind_int (country, s, 1, unit);
  bind_int (country, s, 2, people + 4 + person);
  bind_int (country, s, 3, people + 4);
  bind_int (country, s, 4, person);
  bind_text (country, s, 5, waits ? "submitted" : "approved");
  bind_text (country, s, 6, PICK (country, subjects));
  bind_text (country, s, 7, waits ? NULL : "80");
  bind_text (country, s, 8, kind > 6 ? "Tốt" : NULL);
  run (country, s);
}

static void
add_unit (Country *country, gint64 unit, gint64 people)
{
  Arena *arena = country->arena = arena_new ((gsize)64 << 20);
  bind_int (country, UNIT, 1, unit);
  bind_text (country, UNIT, 2, make_uuid (country));
  bind_text (country, UNIT, 3, arena_printf (arena, "T%05d", (int)unit));
  bind_int (country, UNIT, 4, 2 * people + 5);
  run (country, UNIT);
  bind_int (country, UNIT_NAME, 1, unit);
  bind_text (country, UNIT_NAME, 2, arena_printf (arena, "Trường Tiểu học số %d", (int)unit));
  bind_text (country, UNIT_NAME, 3, arena_printf (arena, "Trường TH số %d", (int)unit));
  bind_text (country, UNIT_NAME, 4, arena_printf (arena, "Ủy ban nhân dân xã số %d", (int)(unit / 12)));
  bind_text (country, UNIT_NAME, 5, "Phòng Văn hóa - Xã hội");
  bind_text (country, UNIT_NAME, 6, "Hà Nội");
  run (country, UNIT_NAME);
  bind_int (country, ROUND, 1, unit);
  bind_int (country, ROUND, 2, people + 4);
  bind_text (country, ROUND, 3, make_uuid (country));
  run (country, ROUND);
  for (gint64 id = 1; id <= people; id++)
    add_person (country, unit, id);
  for (gint64 id = 1; (unit <= 3 || unit % 10 == 0) && id <= people; id++)
    add_study_plan (country, unit, people, id);
  add_account (country, unit, people);
  arena_free (arena);
}

static gint64
people_of (Country *country, gint64 unit, gint64 left)
{
  static const gint64 first[] = { 75, 4000, 0 };
  gint64 mean = left / (country->units - unit + 1);
  if (unit <= (gint64)G_N_ELEMENTS (first))
    return first[unit - 1];
  return unit == country->units ? left : mean + g_rand_int_range (country->chance, -18, 19);
}

static void
fill (Country *country, const char *path)
{
  if (sqlite3_open (path, &country->db) != SQLITE_OK
      || sqlite3_exec (country->db,
                       "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -262144;"
                       "PRAGMA foreign_keys = ON; BEGIN",
                       NULL, NULL, NULL)
             != SQLITE_OK)
    must (country, false);
  for (int i = 0; i < STATEMENTS; i++)
    must (country, sqlite3_prepare_v2 (country->db, sql[i], -1, &country->statements[i], NULL) == SQLITE_OK);
  gint64 left = country->people;
  for (gint64 unit = 1; unit <= country->units; unit++) {
    gint64 people = people_of (country, unit, left);
    add_unit (country, unit, people);
    left -= people;
  }
  must (country, sqlite3_exec (country->db, "COMMIT", NULL, NULL, NULL) == SQLITE_OK);
  for (int i = 0; i < STATEMENTS; i++)
    sqlite3_finalize (country->statements[i]);
  must (country, sqlite3_close (country->db) == SQLITE_OK);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  gint64 units = argc == 3 ? g_ascii_strtoll (argv[2], NULL, 10) : UNITS;
  if (argc < 2 || argc > 3 || units < 4 || units > UNITS || g_file_test (argv[1], G_FILE_TEST_EXISTS)) {
    fprintf (stderr, "usage: country FILE [UNITS]   (a new one; 4 to all)\n");
    return 2;
  }
  DatabaseOptions options = { .location = argv[1], .readers = 1 };
  Database *database = database_open (&options, &error);
  if (database == NULL)
    g_error ("%s", error->message);
  database_close (database);
  Country country = { .chance = g_rand_new_with_seed (SEED),
                      .units = units,
                      .people = units == UNITS ? PEOPLE : 4075 + (units - 3) * 30 };
  fill (&country, argv[1]);
  g_rand_free (country.chance);
  return 0;
}
