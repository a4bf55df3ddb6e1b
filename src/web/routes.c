/* routes.c - the one table of all pages; within it the first match counts. */
#include "web/pages/pages.h"

const Route *const route_tables[] = {
  /* clang-format off: one a line */
  start_routes,
  health_routes,
  api_routes,
  log_in_routes,
  slip_routes,
  forgot_routes,
  jobs_routes,
  setup_routes,
  me_routes,
  totp_routes,
  unit_routes,
  people_import_routes,
  people_doubles_routes,
  drafts_routes,
  people_routes,
  accounts_routes,
  account_routes,
  deputies_routes,
  round_routes,
  team_routes,
  plan_routes,
  assignments_routes,
  task_routes,
  handover_routes,
  paper_reading_routes,
  study_routes,
  study_progress_routes,
  study_entry_routes,
  study_review_routes,
  year_results_routes,
  audit_routes,
  preview_routes,
  dev_routes,
  legal_routes,
  scheme_routes,
  scheme_confirm_routes,
  NULL
  /* clang-format on */
};
