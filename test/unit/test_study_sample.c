/* test_study_sample.c - the drafts of plans that the program carries. */
#include "base/text.h"
#include "model/study_sample.h"
#include <string.h>

static void
test_samples (void)
{
  g_autoptr (Arena) arena = arena_new ((gsize)16 << 20);
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal),
                         groups = g_hash_table_new (g_str_hash, g_str_equal);
  StudySamples samples = { 0 };
  study_samples_load (arena, &samples, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (samples.count, >=, 10);
  for (gsize i = 0; i < samples.count; i++) {
    const StudySample *sample = &samples.items[i];
    const char *const texts[]
        = { sample->subject, sample->goal, sample->content, sample->schedule, sample->outcome };
    gsize blanks = 0;
    g_assert_true (g_hash_table_add (ids, (char *)sample->id));
    g_assert_cmpstr (text_fold (arena, sample->id), ==, sample->id);
    for (gsize k = 0; k < G_N_ELEMENTS (texts); k++) {
      g_assert_cmpstr (texts[k], !=, "");
      g_assert_cmpstr (text_nfc (arena, texts[k]), ==, texts[k]);
      g_assert_cmpuint (strlen (texts[k]), <, 300);
      blanks += strstr (texts[k], STUDY_SAMPLE_BLANK) != NULL;
    }
    g_assert_cmpuint (blanks, >, 0); /* nobody can hand in a sample as it stands */
    /* Those of a group stand together: a group that was left does not come back. */
    if (i == 0 || strcmp (samples.items[i - 1].group, sample->group) != 0)
      g_assert_true (g_hash_table_add (groups, (char *)sample->group));
  }
  g_assert_true (study_sample_find (&samples, "toan") == &samples.items[0]);
  g_assert_null (study_sample_find (&samples, "khong-co"));
  g_assert_null (study_sample_find (&samples, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/study-sample/samples", test_samples);
  return g_test_run ();
}
