/* test_finding.c - findings stay within bounds and keep count of what they leave out. */
#include "model/finding.h"
#include <string.h>

static void
test_limits (void)
{
  g_autoptr (Arena) arena = arena_new ((gsize)256 << 20);
  Findings findings = { .arena = arena };
  for (int i = 0; i < FINDINGS_MAX; i++)
    findings_add (&findings, FINDING_EVIDENCE_UNLINKED, "/evidence/0", MSG_CHECK_EVIDENCE_UNLINKED, "x",
                  NULL);
  g_assert_cmpuint (findings_errors (&findings), ==, 0);
  findings_add (&findings, FINDING_BAD_VALUE, "/x", MSG_CHECK_NO_RESULT, "1.1", NULL);
  findings_add (&findings, FINDING_NO_QUORUM, "/x", MSG_CHECK_NO_RESULT, "1.1", NULL);
  g_assert_cmpuint (findings.count, ==, FINDINGS_MAX);
  g_assert_cmpuint (findings.omitted, ==, 2);
  g_assert_cmpuint (findings_errors (&findings), ==, 1); /* an error left out still stops the dossier */
}

static void
test_cut (void)
{
  g_autoptr (Arena) arena = arena_new (1 << 20);
  Findings findings = { .arena = arena };
  g_autofree char *name = g_strnfill (499, 'a');
  g_autofree char *longer = g_strconcat (name, "đđđ", NULL);
  findings_add (&findings, FINDING_BAD_VALUE, longer, MSG_CHECK_NO_RESULT, longer, NULL);
  const char *arg = findings.items[0].message.args[0];
  g_assert_true (g_utf8_validate (arg, -1, NULL));
  g_assert_cmpuint (strlen (arg), ==, 499 + strlen ("…"));
  g_assert_cmpstr (findings.items[0].where, ==, longer);
  g_assert_null (findings.items[0].message.args[1]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/finding/limits", test_limits);
  g_test_add_func ("/finding/cut", test_cut);
  return g_test_run ();
}
