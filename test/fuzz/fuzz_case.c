/* fuzz_case.c - any bytes as case.json: a round or findings, never a crash; checks run too.
 *
 * The first line "staff", "results" or "case" may say which file of the folder the rest is; otherwise it
 * is case.json. */
#include "base/fileio.h"
#include "base/text.h"
#include "exchange/case.h"
#include "fuzz.h"
#include <stdlib.h>
#include <string.h>

static const char good_case[]
    = "{\"format\":\"dvht-case/1\",\"scheme\":\"tt24-2023/cap-huyen/muc-do-1\",\"year\":2024,"
      "\"unit\":{\"name\":\"A\",\"abbreviation\":\"A\",\"kind\":\"tieu_hoc\",\"public\":true,\"place\":\"B\"}"
      ","
      "\"authority\":{\"receiver\":\"C\",\"recogniser\":\"D\"},\"head\":{\"staff\":\"1\",\"title\":\"HT\"},"
      "\"staff\":\"staff.csv\",\"results\":\"results.csv\",\"team\":{\"leader\":\"1\"},\"ratings\":[]}";
static const char good_staff[]
    = "Mã,Họ và tên,Ngày sinh,Chức vụ\n1,A,01/02/1990,Hiệu trưởng\n2,B,,Giáo viên\n";
static const char good_results[] = "Mã,Kỷ luật lao động,CD1,Thống nhất\n1,x,10,x\n2,x,9,x\n";

static const struct {
  const char *mark, *file, *good;
} files[] = {
  { "case\n", "case.json", good_case },
  { "staff\n", "staff.csv", good_staff },
  { "results\n", "results.csv", good_results },
};

/* One folder and library for all inputs; the folder goes when the process ends. */
typedef struct {
  char *folder;
  SchemeLibrary *library;
} Ground;

static Ground ground;

static void
clear_ground (void)
{
  file_remove_tree (ground.folder, NULL);
  g_free (ground.folder);
  scheme_library_free (ground.library);
}

static const Ground *
get_ground (void)
{
  if (ground.folder == NULL) {
    const char *base = g_file_test ("/dev/shm", G_FILE_TEST_IS_DIR) ? "/dev/shm" : g_get_tmp_dir ();
    ground.folder = g_build_filename (base, "dvht-fuzz-XXXXXX", NULL);
    g_assert (g_mkdtemp (ground.folder) != NULL);
    ground.library = scheme_library_new (NULL, NULL);
    atexit (clear_ground);
  }
  return &ground;
}

static void
put_file (const char *folder, const char *name, const void *data, gsize size)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_assert (g_file_set_contents_full (path, data, (gssize)size, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  const Ground *here = get_ground ();
  gsize which = 0, skip = 0;
  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    if (size >= strlen (files[i].mark) && memcmp (data, files[i].mark, strlen (files[i].mark)) == 0) {
      which = i;
      skip = strlen (files[i].mark);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    if (i != which)
      put_file (here->folder, files[i].file, files[i].good, strlen (files[i].good));
  put_file (here->folder, files[which].file, data + skip, size - skip);
  g_autoptr (Arena) arena = arena_new ((gsize)1 << 30);
  const Case *read = case_read (arena, here->library, here->folder);
  g_assert (read->unreadable == (read->round == NULL));
  g_assert (!read->unreadable || read->findings.count > 0);
  for (gsize i = 0; i < read->findings.count; i++) {
    const char *message = message_vietnamese (arena, &read->findings.items[i].message);
    g_assert (text_is_utf8 (message, strlen (message), NULL));
    g_assert (text_is_utf8 (read->findings.items[i].where, strlen (read->findings.items[i].where), NULL));
  }
  return 0;
}
