/* routes.c - the one table of all pages; within it the first match counts. */
#include "web/pages/pages.h"

const Route *const route_tables[] = { start_routes, health_routes, people_routes, audit_routes, NULL };
