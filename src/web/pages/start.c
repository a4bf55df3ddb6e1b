/* start.c - "Việc của tôi", everyone's first page. */
#include "web/pages/pages.h"

static bool
show_start (Request *request, GError **error)
{
  const Identity *who = request_identity (request);
  if (who->account_id == 0) {
    request_redirect (request, "/dang-nhap");
    return true;
  }
  Value *page = value_object (request_arena (request));
  value_set_bool (page, "may_people", request_may (request, PERMISSION_PEOPLE_READ));
  value_set_bool (page, "may_accounts", request_may (request, PERMISSION_ACCOUNTS));
  value_set_bool (page, "may_audit", request_may (request, PERMISSION_AUDIT_READ));
  request_show (request, value_view (page));
  return true;
}

const Route start_routes[] = {
  { METHOD_GET, "/", PERMISSION_PUBLIC, "What I have to do", "Việc của tôi", NULL, show_start, NULL, NULL,
    "start" },
  { 0 },
};
