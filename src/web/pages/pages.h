/* pages.h - the rows of each page file; routes.c gathers them. */
#pragma once
#include "web/request.h"

extern const Route health_routes[];
extern const Route people_routes[];
extern const Route audit_routes[];
extern const Route start_routes[];
