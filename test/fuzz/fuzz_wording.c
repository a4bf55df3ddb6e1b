/* fuzz_wording.c - any bytes as the wording of a unit that has given next to nothing. */
#include "document/compose.h"
#include "fuzz.h"

static ComposeContext shared;
static DocumentSpec spec = { .id = "report", .stem = "07-bao-cao", .title = "Báo cáo", .paper = "report" };

static void
set_up (void)
{
  g_autoptr (GError) error = NULL;
  Arena *arena = arena_new ((gsize)1 << 30);
  Round *round = arena_new0 (arena, Round);
  shared.arena = arena;
  shared.library = scheme_library_new (NULL, &error);
  round->scheme = scheme_load (shared.library, arena, "tt24-2023/cap-huyen/muc-do-1", &error);
  round->citizen_scheme = citizen_scheme_load (shared.library, arena, "cong-dan-hoc-tap/324", &error);
  g_assert (error == NULL);
  round->year = 2024;
  round->unit.name = "Trường A";
  round->unit.abbreviation = "A";
  round->unit.kind = UNIT_TIEU_HOC;
  round->report.conclusion = "một\n\n- hai\n\n| a |\n|---|\n| b |";
  round_apply_overrides (round, arena);
  shared.round = round;
  shared.figures = figures_compute (round, arena);
  g_assert (compose_prepare (&shared, NULL));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  if (shared.arena == NULL)
    set_up ();
  g_autoptr (Arena) arena = arena_new ((gsize)2 << 30);
  g_autoptr (GError) error = NULL;
  ComposeContext context = shared;
  context.arena = arena;
  const Document *document = compose_from_text (&context, &spec, "w.md", (const char *)data, size, &error);
  g_assert ((document == NULL) == (error != NULL));
  return 0;
}
