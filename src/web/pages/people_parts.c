/* people_parts.c - see people_parts.h. */
#include "web/pages/people_parts.h"

const char *
id_text (Request *request, gint64 id)
{
  return arena_printf (request_arena (request), "%" G_GINT64_FORMAT, id);
}

bool
id_among (const GPtrArray *ids, const char *id)
{
  return ids != NULL && g_ptr_array_find_with_equal_func ((GPtrArray *)ids, id, g_str_equal, NULL);
}

gint64 *
id_list (Request *request, const char *input, gsize *ret_count)
{
  g_autoptr (GPtrArray) texts = request_list (request, input);
  gint64 *ids = NULL;
  gsize count = 0;
  for (guint i = 0; i < texts->len; i++) {
    gint64 id = g_ascii_strtoll (g_ptr_array_index (texts, i), NULL, 10);
    if (id > 0)
      ARENA_PUSH (request_arena (request), ids, count) = id;
  }
  *ret_count = count;
  return ids;
}

const char *
team_role_words (const char *role)
{
  return g_strcmp0 (role, "leader") == 0      ? "Tổ trưởng"
         : g_strcmp0 (role, "secretary") == 0 ? "Thư ký"
                                              : "Thành viên";
}
