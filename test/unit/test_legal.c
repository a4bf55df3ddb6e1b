/* test_legal.c - legal bases as JSON of a case, what gives power, the common ones. */
#include "model/legal.h"
#include <string.h>

static void
assert_round_trip (const LegalBasis *basis)
{
  g_autoptr (Arena) arena = arena_new (1 << 20);
  const char *text = legal_basis_json (arena, basis);
  json_auto_t *json = json_loads (text, 0, NULL);
  LegalBasis back = legal_basis_of_json (arena, json);
  g_assert_cmpstr (legal_basis_json (arena, &back), ==, text);
  g_assert_true (back.for_all == basis->for_all && back.authority_basis == basis->authority_basis);
  g_assert_cmpint (date_compare (back.date, basis->date), ==, 0);
  g_assert_true (memcmp (back.serves, basis->serves, sizeof back.serves) == 0);
  g_assert_cmpstr (back.number, ==, basis->number);
}

static void
test_json (void)
{
  LegalBasis basis
      = { .kind = "Thông tư", .number = "28/2020/TT-BGDĐT", .for_all = true, .authority_basis = true };
  date_make (2020, 9, 4, &basis.date);
  assert_round_trip (&basis);
  basis.for_all = false;
  assert_round_trip (&basis); /* for none is not for all */
  basis.serves[PAPER_PLAN] = basis.serves[PAPER_ANNOUNCEMENT] = true;
  assert_round_trip (&basis);
  assert_round_trip (&(LegalBasis){ .kind = "Luật", .subject = "Giáo dục", .for_all = true });
}

static void
test_broken_json (void)
{
  g_autoptr (Arena) arena = arena_new (1 << 20);
  LegalBasis none = legal_basis_of_json (arena, NULL);
  g_assert_true (none.for_all && none.kind == NULL);
  json_auto_t *json
      = json_loads ("{\"kind\": 7, \"date\": \"2020-31-12\", \"for\": [1, \"nothing\", \"plan\"]}", 0, NULL);
  LegalBasis odd = legal_basis_of_json (arena, json);
  g_assert_null (odd.kind);
  g_assert_false (date_is_set (odd.date));
  g_assert_true (!odd.for_all && odd.serves[PAPER_PLAN] && !odd.serves[PAPER_REPORT]);
}

static void
test_authority (void)
{
  LegalBasis bases[]
      = { { .for_all = true }, { .authority_basis = true }, { .for_all = true, .authority_basis = true } };
  g_assert_false (legal_authority (bases, 2, PAPER_TEAM_DECISION));
  bases[1].serves[PAPER_TEAM_DECISION] = true;
  g_assert_true (legal_authority (bases, 2, PAPER_TEAM_DECISION));
  g_assert_false (legal_authority (bases, 2, PAPER_CITIZEN_DECISION));
  g_assert_true (legal_authority (bases, 3, PAPER_CITIZEN_DECISION));
  g_assert_true (paper_is_decision (PAPER_TEAM_DECISION) && paper_is_decision (PAPER_CITIZEN_DECISION));
  g_assert_false (paper_is_decision (PAPER_PLAN));
}

/* Whatever ships says where it was seen, gives nobody power by itself, and is citable. */
static void
test_common (void)
{
  g_autoptr (Arena) arena = arena_new (1 << 20);
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  CommonBases common;
  g_assert_true (common_bases_read (arena, &common, &error));
  g_assert_cmpuint (common.count, >, 0);
  for (gsize i = 0; i < common.count; i++) {
    const CommonBasis *item = &common.items[i];
    g_assert_nonnull (item->source);
    g_assert_true (g_hash_table_add (seen, (gpointer)item->id));
    g_assert_true (g_hash_table_add (seen, (gpointer)item->basis.number));
    g_assert_nonnull (item->basis.kind);
    g_assert_false (item->basis.authority_basis);
  }
  g_assert_null (legal_missing (arena, &common.items[0].basis));
  g_assert_cmpstr (legal_missing (arena, &common.items[1].basis), ==, "ngày ban hành, trích yếu");
  g_assert_null (legal_missing (arena, &(LegalBasis){ .kind = "Luật", .subject = "Giáo dục" }));
  g_assert_cmpstr (legal_missing (arena, &(LegalBasis){ .kind = "Bộ luật" }), ==, "tên luật");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/legal/json", test_json);
  g_test_add_func ("/legal/broken-json", test_broken_json);
  g_test_add_func ("/legal/authority", test_authority);
  g_test_add_func ("/legal/common", test_common);
  return g_test_run ();
}
