/* test_case.c - the case reader: every fault is found, at its place, and nothing hangs. */
#include "base/json.h"
#include "exchange/case.h"
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define ARENA_LIMIT ((gsize)2 << 30)

static const char base_case[]
    = "{'format':'dvht-case/1','scheme':'tt24-2023/cap-huyen/muc-do-1','year':2024,"
      "'unit':{'name':'Trường A','abbreviation':'A','kind':'tieu_hoc','public':true,'place':'Xã B'},"
      "'authority':{'receiver':'Phòng C','recogniser':'Chủ tịch D'},"
      "'head':{'staff':'1','title':'HIỆU TRƯỞNG'},'staff':'staff.csv','results':'results.csv',"
      "'documents':{'plan':{'number':1,'date':'2024-12-03'},'report':{'number':null,'date':null}},"
      "'team':{'leader':'1','secretary':'2','members':[{'staff':'3','duty':'việc'}]},"
      "'ratings':[{'indicator':'1.1','result':'met','evidence':['e1']}],"
      "'evidence':[{'key':'e1','title':'Kế hoạch','number':'','files':['evidence/a.pdf']}],"
      "'meeting':{'start':'2024-12-30T14:00','present':['1','2'],'absent':[{'staff':'3'}],"
      "'votes':[{'indicator':'1.1','for':2,'against':0}]},'x-mine':{'anything':[1]}}";
static const char base_staff[] = "Mã,Họ và tên,Ngày sinh,Chức vụ,Trạng thái\n1,Lê An,5/9/1980,Hiệu trưởng,\n"
                                 "2,Bùi Bé,,Giáo viên,Nghỉ chế độ\n3,Vũ Cò,01/02/1990,Giáo viên,chuyển đi\n";
static const char base_results[] = "Mã,Kế hoạch được duyệt,Xếp loại kế hoạch,CD1,Thống "
                                   "nhất\n1,x,tốt,\"8,5\",Có\n2,0,,10,đạt\n3,,Khá,,không\n";

/* ---- a case folder to spoil ---- */

typedef struct {
  char *folder, *outside;
  json_t *root;
  const char *staff, *results;
  Arena *arena;
  SchemeLibrary *library;
} Fixture;

static char *
with_double_quotes (const char *text)
{
  return g_strdelimit (g_strdup (text), "'", '"');
}

static void
write_file (const Fixture *fixture, const char *name, const char *data)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  g_assert_true (g_file_set_contents (path, data, -1, NULL));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = with_double_quotes (base_case);
  fixture->root = json_parse_bytes ("case.json", text, strlen (text), NULL);
  g_assert_nonnull (fixture->root);
  fixture->folder = g_dir_make_tmp ("dvht-case-XXXXXX", NULL);
  fixture->outside = g_strconcat (fixture->folder, "-outside", NULL);
  g_autofree char *evidence = g_build_filename (fixture->folder, "evidence", NULL);
  g_assert_cmpint (mkdir (evidence, 0700), ==, 0);
  g_assert_true (g_file_set_contents (fixture->outside, "secret", -1, NULL));
  write_file (fixture, "evidence/a.pdf", "%PDF");
  fixture->staff = base_staff;
  fixture->results = base_results;
  fixture->arena = arena_new (ARENA_LIMIT);
  fixture->library = scheme_library_new (NULL, NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autofree char *command = g_strdup_printf ("rm -rf '%s' '%s'", fixture->folder, fixture->outside);
  g_assert_true (g_spawn_command_line_sync (command, NULL, NULL, NULL, NULL));
  json_decref (fixture->root);
  scheme_library_free (fixture->library);
  arena_free (fixture->arena);
  g_free (fixture->folder);
  g_free (fixture->outside);
}

static Case *
read_case (Fixture *fixture)
{
  char *text = json_dumps (fixture->root, 0);
  write_file (fixture, "case.json", text);
  free (text);
  write_file (fixture, "staff.csv", fixture->staff);
  write_file (fixture, "results.csv", fixture->results);
  return case_read (fixture->arena, fixture->library, fixture->folder);
}

/* Sets (or, if NULL, removes) what a pointer names: "/unit/kind" = "'x'". */
static void
set_value (Fixture *fixture, const char *pointer, const char *quoted)
{
  g_auto (GStrv) steps = g_strsplit (pointer + 1, "/", -1);
  g_autofree char *text = quoted != NULL ? with_double_quotes (quoted) : NULL;
  json_t *value = text != NULL ? json_loads (text, JSON_DECODE_ANY, NULL) : NULL, *at = fixture->root;
  g_assert_true (text == NULL || value != NULL);
  guint last = g_strv_length (steps) - 1;
  for (guint i = 0; i < last; i++)
    at = json_is_array (at) ? json_array_get (at, (gsize)g_ascii_strtoull (steps[i], NULL, 10))
                            : json_object_get (at, steps[i]);
  if (json_is_array (at))
    json_array_set_new (at, (gsize)g_ascii_strtoull (steps[last], NULL, 10), value);
  else if (value != NULL)
    json_object_set_new (at, steps[last], value);
  else
    json_object_del (at, steps[last]);
}

/* "code where" of every finding that only a reader can make, one a line. */
static char *
reader_findings (const Case *read)
{
  static const FindingCode codes[]
      = { FINDING_BAD_JSON,       FINDING_UNKNOWN_KEY,       FINDING_BAD_VALUE,
          FINDING_BAD_DATE,       FINDING_UNKNOWN_COLUMN,    FINDING_DUPLICATE_PERSON,
          FINDING_UNKNOWN_PERSON, FINDING_UNKNOWN_INDICATOR, FINDING_EVIDENCE_FILE_MISSING,
          FINDING_PATH_ESCAPES };
  g_autoptr (Arena) arena = arena_new (1 << 20);
  GString *text = g_string_new (NULL);
  for (gsize i = 0; i < read->findings.count; i++)
    for (gsize j = 0; j < G_N_ELEMENTS (codes); j++)
      if (read->findings.items[i].code == codes[j]) {
        g_string_append_printf (text, "%s %s\n", finding_name (codes[j]), read->findings.items[i].where);
        g_assert_cmpuint (strlen (message_vietnamese (arena, &read->findings.items[i].message)), >, 10);
      }
  return g_string_free (text, FALSE);
}

static void
expect (Fixture *fixture, const char *expected)
{
  const Case *read = read_case (fixture);
  g_autofree char *found = reader_findings (read);
  g_assert_cmpstr (found, ==, expected);
}

/* ---- a good case ---- */

static void
test_good (Fixture *fixture, gconstpointer data)
{
  const Case *read = read_case (fixture);
  g_autofree char *found = reader_findings (read);
  g_assert_cmpstr (found, ==, "");
  const Round *round = read->round;
  g_assert_false (read->unreadable);
  g_assert_cmpint (round->year, ==, 2024);
  g_assert_cmpuint (round->person_count, ==, 3);
  g_assert_cmpstr (round->head.person->name, ==, "Lê An");
  g_assert_cmpuint (round->people[0].birth.month, ==, 9);
  g_assert_cmpint (round->people[1].state, ==, PERSON_RETIRED);
  g_assert_cmpint (round->people[2].state, ==, PERSON_MOVED);
  g_assert_cmpuint (round->people[2].row, ==, 4);
  g_assert_true (round->people[0].result->plan_approved);
  g_assert_cmpstr (round->people[0].result->plan_rank, ==, "Tốt");
  g_assert_cmpint (round->people[0].result->citizen[0], ==, 8500000);
  g_assert_cmpint (round->people[0].result->citizen[1], ==, DECIMAL_UNSET);
  g_assert_true (round->people[1].result->agreed);
  g_assert_false (round->people[2].result->agreed);
  g_assert_null (round->evidence[0].number);
  g_assert_true (g_str_has_suffix (round->evidence[0].file_paths[0], "/evidence/a.pdf"));
  g_assert_true (round->papers[PAPER_REPORT].given);
  g_assert_cmpint (round->papers[PAPER_REPORT].number, ==, 0);
  g_assert_false (round->papers[PAPER_MINUTES].given);
  g_assert_true (round->ratings[0].indicator != NULL && round->ratings[0].points == DECIMAL_UNSET);
  g_assert_true (round->meeting.absent[0].staff.person == &round->people[2]);
}

/* The texts of a case may be decomposed, as a Mac types them; headings may lack accents and order. */
static void
test_spellings (Fixture *fixture, gconstpointer data)
{
  set_value (fixture, "/unit/name", "'Trươ\xCC\x80ng A'");
  fixture->staff = "\xEF\xBB\xBF HO  VA TEN ;CHUC VU;ma\nLê An;Hiệu trưởng;1\nB;GV;2\nC;GV;3\n";
  const Case *read = read_case (fixture);
  g_autofree char *found = reader_findings (read);
  g_assert_cmpstr (found, ==, "");
  g_assert_cmpstr (read->round->unit.name, ==, "Trường A");
  g_assert_cmpstr (read->round->people[0].name, ==, "Lê An");
}

/* ---- one fault each in case.json ---- */

static const struct {
  const char *pointer, *value, *expected;
} faults[] = {
  { "/unti", "{}", "unknown_key /unti\n" },
  { "/unit/fone", "'1'", "unknown_key /unit/fone\n" },
  { "/unit/x-fone", "'1'", "" },
  { "/a~b", "1", "unknown_key /a~0b\n" },
  { "/ratings/0/resul", "'met'", "unknown_key /ratings/0/resul\n" },
  { "/unit", NULL,
    "bad_value /unit/name\nbad_value /unit/abbreviation\nbad_value /unit/kind\nbad_value /unit/public\n"
    "bad_value /unit/place\n" },
  { "/unit", "[]", "bad_value /unit\n" },
  { "/unit/name", "7", "bad_value /unit/name\n" },
  { "/unit/name", "'  '", "bad_value /unit/name\n" },
  { "/unit/kind", "'truong'", "bad_value /unit/kind\n" },
  { "/unit/public", "'true'", "bad_value /unit/public\n" },
  { "/unit/phone", "null", "bad_value /unit/phone\n" },
  { "/unit/address", "'a\\u0001b'", "bad_value /unit/address\n" },
  { "/unit/uid", "'7'", "bad_value /unit/uid\n" },
  { "/year", "'2024'", "bad_value /year\n" },
  { "/year", "24", "bad_value /year\n" },
  { "/year", "2024.5", "bad_value /year\n" },
  { "/team", NULL, "bad_value /team\n" },
  { "/ratings", NULL, "bad_value /ratings\n" },
  { "/ratings", "{}", "bad_value /ratings\n" },
  { "/head/staff", NULL, "bad_value /head/staff\n" },
  { "/head/title", "['KT. HIỆU TRƯỞNG','PHÓ HIỆU TRƯỞNG']", "" },
  { "/head/title", "[1]", "bad_value /head/title/0\n" },
  { "/documents/pan", "{}", "unknown_key /documents/pan\n" },
  { "/documents/plan/number", "'1'", "bad_value /documents/plan/number\n" },
  { "/documents/plan/number", "0", "bad_value /documents/plan/number\n" },
  { "/documents/plan/number", "1000000", "bad_value /documents/plan/number\n" },
  { "/documents/plan/date", "'2024-02-30'", "bad_date /documents/plan/date\n" },
  { "/documents/plan/date", "'30/12/2024'", "bad_date /documents/plan/date\n" },
  { "/documents/plan/date", "20241230", "bad_value /documents/plan/date\n" },
  { "/meeting/start", "'2024-12-30'", "bad_date /meeting/start\n" },
  { "/meeting/present/1", "5", "bad_value /meeting/present/1\n" },
  { "/meeting/votes/0/for", "-1", "bad_value /meeting/votes/0/for\n" },
  { "/meeting/votes/0/for", NULL, "bad_value /meeting/votes/0/for\n" },
  { "/citizen_meeting", "{'votes':[]}", "unknown_key /citizen_meeting/votes\n" },
  { "/ratings/0/indicator", "'9.9'", "unknown_indicator /ratings/0/indicator\n" },
  { "/ratings/0/result", "'good'", "bad_value /ratings/0/result\n" },
  { "/ratings/0", "5", "bad_value /ratings/0\n" },
  { "/legal_bases", "[{'kind':'Luật','for':['plan','pln']}]", "bad_value /legal_bases/0/for/1\n" },
  { "/scheme_overrides", "{'9.9':{'text':'a'}}", "unknown_indicator /scheme_overrides/9.9\n" },
  { "/scheme_overrides", "{'3.1':{'at_lest':90}}", "unknown_key /scheme_overrides/3.1/at_lest\n" },
  { "/scheme_overrides", "{'3.1':{'measure':'citizens'}}", "bad_value /scheme_overrides/3.1/measure\n" },
  { "/scheme_overrides", "{'x-a':1,'3.1':{'at_least':'90'}}", "bad_value /scheme_overrides/3.1/at_least\n" },
  { "/citizen_scheme", "'cong-dan/0'", "bad_value /citizen_scheme\n" },
  { "/evidence/0/key", "''", "bad_value /evidence/0/key\n" },
  { "/evidence/0/box", "2", "" },
  { "/evidence/0/files/0", "'evidence/b.pdf'", "evidence_file_missing /evidence/0/files/0\n" },
  { "/evidence/0/files/0", "'evidence'", "evidence_file_missing /evidence/0/files/0\n" },
  { "/evidence/0/files/0", "'/etc/passwd'", "path_escapes /evidence/0/files/0\n" },
  { "/evidence/0/files/0", "'evidence/../../x'", "path_escapes /evidence/0/files/0\n" },
  { "/evidence/0/files/0", "'..'", "path_escapes /evidence/0/files/0\n" },
  { "/evidence/0/files/0", "'evidence\\\\a.pdf'", "path_escapes /evidence/0/files/0\n" },
  { "/evidence/0/files/0", "'C:/a.pdf'", "path_escapes /evidence/0/files/0\n" },
  { "/evidence/0/files/0", "'evidence/./a.pdf'", "" },
  { "/evidence/0/files/0", "'evidence/a.pdf/b'", "evidence_file_missing /evidence/0/files/0\n" },
  { "/evidence/0/files/0", "''", "bad_value /evidence/0/files/0\n" },
  { "/union_chair", "'77'", "unknown_person /union_chair\n" },
};

static void
test_fault (Fixture *fixture, gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_test_message ("%s = %s", faults[i].pointer, faults[i].value);
  set_value (fixture, faults[i].pointer, faults[i].value);
  expect (fixture, faults[i].expected);
}

/* All at once, in the order of the file, tables after: staff, then results. */
static void
test_order (Fixture *fixture, gconstpointer data)
{
  set_value (fixture, "/year", NULL); /* nothing of it exists: the place is the root */
  set_value (fixture, "/unit/kind", "1");
  set_value (fixture, "/documents/plan/date", "'x'");
  set_value (fixture, "/ratings/0/indicator", "'7.7'");
  set_value (fixture, "/evidence/0/files/0", "'no'");
  set_value (fixture, "/meeting/votes/0/against", "'0'");
  fixture->staff = "Mã,Họ và tên,Chức vụ,Ngày sinh\n1,A,GV,31/02/1990\n2,B,GV,\n3,C,GV,1990\n";
  fixture->results = "Mã,Thống nhất,Cột lạ\n1,maybe,\n";
  expect (fixture, "bad_value /year\nbad_value /unit/kind\nbad_date /documents/plan/date\n"
                   "unknown_indicator /ratings/0/indicator\nevidence_file_missing /evidence/0/files/0\n"
                   "bad_value /meeting/votes/0/against\n"
                   "bad_date staff.csv:2:Ngày sinh\nbad_date staff.csv:4:Ngày sinh\n"
                   "unknown_column results.csv:1:Cột lạ\nbad_value results.csv:2:Thống nhất\n");
}

/* ---- tables ---- */

static void
test_staff (Fixture *fixture, gconstpointer data)
{
  fixture->staff = "Mã,Họ và tên,CHỨC VỤ,Trạng thái,Lương,mã\n1,A,GV,đang "
                   "nghỉ,9,\n,B,GV,,,\n3,,GV,,,\n1,D,GV,,,\n2,E,,,,\n";
  expect (fixture,
          "unknown_column staff.csv:1:Lương\nbad_value staff.csv:1:mã\nbad_value staff.csv:2:Trạng thái\n"
          "bad_value staff.csv:3:Mã\nbad_value staff.csv:4:Họ và tên\nduplicate_person staff.csv:5:Mã\n");
  fixture->staff = "Họ và tên\nA\n";
  expect (fixture, "bad_value staff.csv:1:Mã\nbad_value staff.csv:1:Chức vụ\n");
}

static void
test_results (Fixture *fixture, gconstpointer data)
{
  fixture->results = "Mã,Hoàn thành kế hoạch (%),Xếp loại kế hoạch,Kỷ luật lao động,CD1,CD10\n"
                     "1,95%,Giỏi,yes,11,\"10,0\"\n2,abc,Chưa đạt,X,-1,8.5.1\n9,,,,,\n1,,,,,\n2x,,,,,\n";
  expect (fixture,
          "bad_value results.csv:2:Xếp loại kế hoạch\nbad_value results.csv:2:Kỷ luật lao động\n"
          "bad_value results.csv:2:CD1\nbad_value results.csv:3:Hoàn thành kế hoạch (%)\n"
          "bad_value results.csv:3:CD1\nbad_value results.csv:3:CD10\nunknown_person results.csv:4:Mã\n"
          "duplicate_person results.csv:5:Mã\nunknown_person results.csv:6:Mã\n");
}

static void
test_qualities (Fixture *fixture, gconstpointer data)
{
  set_value (fixture, "/citizen_scheme", "'cong-dan-hoc-tap/22-2020'");
  fixture->results = "Mã,CD1,CD2,CD8,CD9\n1,x,,đạt,z\n2,8,0,,\n";
  const Case *read = read_case (fixture);
  g_autofree char *found = reader_findings (read);
  g_assert_cmpstr (found, ==, "bad_value results.csv:3:CD1\n");
  const Decimal *citizen = read->round->people[0].result->citizen;
  g_assert_cmpint (citizen[0], ==, DECIMAL_ONE);
  g_assert_cmpint (citizen[1], ==, 0);
  g_assert_cmpint (citizen[2], ==, 0);
  g_assert_cmpint (citizen[7], ==, DECIMAL_ONE);
}

static void
test_tables_unreadable (Fixture *fixture, gconstpointer data)
{
  fixture->staff = "Mã,Họ và tên,Chức vụ\n1,\"A\" b,GV\n";
  expect (fixture, "bad_value staff.csv:2\n");
  fixture->staff = "M\xE3,H\xC3\n";
  const Case *read = read_case (fixture);
  g_assert_false (read->unreadable);
  fixture->staff = base_staff;
  set_value (fixture, "/results", "'none.xlsx'");
  expect (fixture, "bad_value /results\n");
  set_value (fixture, "/results", "'../none.xlsx'");
  expect (fixture, "path_escapes /results\n");
}

/* A hundred megabytes of junk are refused by size, not read. */
static void
test_junk (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "junk.csv", NULL);
  write_file (fixture, "junk.csv", "");
  g_assert_cmpint (truncate (path, 100 * 1000 * 1000), ==, 0);
  set_value (fixture, "/results", "'junk.csv'");
  expect (fixture, "bad_value junk.csv\n");
  g_assert_cmpuint (arena_used (fixture->arena), <, 1 << 20);
}

/* ---- links, FIFOs ---- */

static void
test_links (Fixture *fixture, gconstpointer data)
{
  g_autofree char *out = g_build_filename (fixture->folder, "evidence", "out.pdf", NULL);
  g_autofree char *in = g_build_filename (fixture->folder, "evidence", "in.pdf", NULL);
  g_autofree char *dangling = g_build_filename (fixture->folder, "evidence", "nowhere.pdf", NULL);
  g_autofree char *fifo = g_build_filename (fixture->folder, "evidence", "fifo", NULL);
  g_autofree char *tree = g_build_filename (fixture->folder, "tree", NULL);
  g_autofree char *device = g_build_filename (fixture->folder, "evidence", "null", NULL);
  g_assert_cmpint (symlink (fixture->outside, out), ==, 0);
  g_assert_cmpint (symlink ("a.pdf", in), ==, 0);
  g_assert_cmpint (symlink ("b.pdf", dangling), ==, 0);
  g_assert_cmpint (symlink ("/tmp", tree), ==, 0);
  g_assert_cmpint (symlink ("/dev/null", device), ==, 0);
  g_assert_cmpint (mkfifo (fifo, 0600), ==, 0);
  g_autofree char *base = g_path_get_basename (fixture->outside);
  g_autofree char *files
      = g_strdup_printf ("['evidence/out.pdf','evidence/in.pdf','evidence/nowhere.pdf','tree/%s',"
                         "'evidence/fifo','evidence/null']",
                         base);
  set_value (fixture, "/evidence/0/files", files);
  expect (fixture, "path_escapes /evidence/0/files/0\nevidence_file_missing /evidence/0/files/2\n"
                   "path_escapes /evidence/0/files/3\nevidence_file_missing /evidence/0/files/4\n"
                   "path_escapes /evidence/0/files/5\n");
  set_value (fixture, "/evidence/0/files", "[]");
  set_value (fixture, "/staff", "'evidence/fifo'");
  expect (fixture, "bad_value /staff\n");
}

/* The name is composed in case.json, decomposed on the disk. */
static void
test_mac_names (Fixture *fixture, gconstpointer data)
{
  write_file (fixture, "evidence/Ke\xCC\x82\xCC\x81.pdf", "%PDF");
  set_value (fixture, "/evidence/0/files/0", "'evidence/Kế.pdf'");
  expect (fixture, "");
}

/* ---- cases that cannot be read ---- */

static void
expect_unreadable (Fixture *fixture, const char *text, FindingCode code, const char *where)
{
  write_file (fixture, "case.json", text);
  const Case *read = case_read (fixture->arena, fixture->library, fixture->folder);
  g_assert_true (read->unreadable);
  g_assert_null (read->round);
  g_assert_cmpuint (read->findings.count, >=, 1);
  g_assert_cmpint (read->findings.items[0].code, ==, code);
  g_assert_cmpstr (read->findings.items[0].where, ==, where);
}

static void
test_unreadable (Fixture *fixture, gconstpointer data)
{
  expect_unreadable (fixture, "", FINDING_BAD_JSON, "case.json:1:1");
  expect_unreadable (fixture, "{\"format\": }", FINDING_BAD_JSON, "case.json:1:12");
  expect_unreadable (fixture, "{\"a\":1,\"a\":2}", FINDING_BAD_JSON, "case.json:1:10");
  expect_unreadable (fixture, "[]", FINDING_BAD_JSON, "");
  expect_unreadable (fixture, "{}", FINDING_BAD_VALUE, "/format");
  expect_unreadable (fixture, "{\"format\":\"dvht-case/2\",\"scheme\":\"tt22-2020\"}", FINDING_BAD_VALUE,
                     "/format");
  expect_unreadable (fixture, "{\"format\":\"dvht-case/1\",\"scheme\":\"tt99\"}", FINDING_BAD_VALUE,
                     "/scheme");
  expect_unreadable (fixture, "{\"format\":\"dvht-case/1\",\"scheme\":\"../../etc\"}", FINDING_BAD_VALUE,
                     "/scheme");
  g_autofree char *deep = g_strnfill (200000, '[');
  expect_unreadable (fixture, deep, FINDING_BAD_JSON, "case.json:1:65");
  g_autofree char *none = g_strconcat (fixture->folder, "/none", NULL);
  const Case *read = case_read (fixture->arena, fixture->library, none);
  g_assert_true (read->unreadable && read->findings.count == 1);
  read = case_read (fixture->arena, fixture->library, fixture->outside); /* a file, no folder */
  g_assert_true (read->unreadable && read->findings.count == 1);
}

static void
test_no_case_file (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "case.json", NULL);
  const Case *read = case_read (fixture->arena, fixture->library, fixture->folder);
  g_assert_true (read->unreadable && read->findings.items[0].code == FINDING_BAD_JSON);
  g_assert_cmpint (mkfifo (path, 0600), ==, 0);
  read = case_read (fixture->arena, fixture->library, fixture->folder);
  g_assert_true (read->unreadable && read->findings.items[0].code == FINDING_BAD_JSON);
  g_assert_cmpint (unlink (path), ==, 0);
  g_assert_cmpint (symlink (fixture->outside, path), ==, 0);
  read = case_read (fixture->arena, fixture->library, fixture->folder);
  g_assert_true (read->unreadable && read->findings.items[0].code == FINDING_PATH_ESCAPES);
}

/* A flood of unknown keys: bounded, and not in the square of their number. */
static void
test_flood (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new ("{\"format\":\"dvht-case/1\",\"scheme\":\"tt22-2020\"");
  for (int i = 0; i < 200000; i++)
    g_string_append_printf (text, ",\"k%d\":0", i);
  g_string_append_c (text, '}');
  write_file (fixture, "case.json", text->str);
  const Case *read = case_read (fixture->arena, fixture->library, fixture->folder);
  g_assert_false (read->unreadable);
  g_assert_cmpuint (findings_errors (&read->findings), >, 200000);
}

/* ---- the samples ---- */

static void
test_samples (void)
{
  g_autoptr (SchemeLibrary) library = scheme_library_new (NULL, NULL);
  g_autofree char *cases = g_build_filename (g_getenv ("FIXTURES"), "..", "cases", NULL);
  g_autoptr (GDir) dir = g_dir_open (cases, 0, NULL);
  for (const char *name; (name = g_dir_read_name (dir)) != NULL;) {
    g_autoptr (Arena) arena = arena_new (ARENA_LIMIT);
    g_autofree char *folder = g_build_filename (cases, name, NULL);
    if (!g_file_test (folder, G_FILE_TEST_IS_DIR))
      continue;
    const Case *read = case_read (arena, library, folder);
    g_test_message ("%s", name);
    g_assert_false (read->unreadable);
    g_assert_cmpuint (findings_errors (&read->findings), ==, 0);
  }
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *path;
    void (*run) (Fixture *, gconstpointer);
  } tests[] = {
    { "/case/good", test_good },
    { "/case/spellings", test_spellings },
    { "/case/order", test_order },
    { "/case/staff", test_staff },
    { "/case/results", test_results },
    { "/case/qualities", test_qualities },
    { "/case/tables-unreadable", test_tables_unreadable },
    { "/case/junk", test_junk },
    { "/case/links", test_links },
    { "/case/mac-names", test_mac_names },
    { "/case/unreadable", test_unreadable },
    { "/case/no-case-file", test_no_case_file },
    { "/case/flood", test_flood },
  };
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].run, tear_down);
  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++) {
    g_autofree char *path = g_strdup_printf ("/case/fault/%02" G_GSIZE_FORMAT, i);
    g_test_add (path, Fixture, GSIZE_TO_POINTER (i), set_up, test_fault, tear_down);
  }
  g_test_add_func ("/case/samples", test_samples);
  return g_test_run ();
}
