/* health.c - /healthz: is the server there and can it read its database? */
#include "web/pages/pages.h"

static bool
show_health (Request *request, GError **error)
{
  if (request_read (request, error) == NULL)
    return false;
  Value *health = value_object (request_arena (request));
  value_set_text (health, "status", "ok");
  request_show (request, value_view (health));
  return true;
}

const Route health_routes[] = {
  { METHOD_GET, "/healthz", PERMISSION_PUBLIC, "Whether the server answers and reads its database", NULL,
    NULL, show_health },
  { 0 },
};
