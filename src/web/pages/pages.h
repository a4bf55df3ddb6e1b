/* pages.h - the rows of each page file; routes.c gathers them. */
#pragma once
#include "web/request.h"

extern const Route health_routes[];
extern const Route api_routes[];
extern const Route people_routes[];
extern const Route audit_routes[];
extern const Route start_routes[];
extern const Route log_in_routes[];
extern const Route slip_routes[];
extern const Route forgot_routes[];
extern const Route jobs_routes[];
extern const Route setup_routes[];
extern const Route me_routes[];
extern const Route totp_routes[];
extern const Route accounts_routes[];
extern const Route account_routes[];
extern const Route deputies_routes[];
extern const Route round_routes[];
extern const Route team_routes[];
extern const Route plan_routes[];
extern const Route assignments_routes[];
extern const Route task_routes[];
extern const Route handover_routes[];
extern const Route unit_routes[];
extern const Route people_import_routes[];
extern const Route people_doubles_routes[];
extern const Route legal_routes[];
extern const Route learning_plan_routes[];
extern const Route paper_readers_routes[];
extern const Route scheme_routes[];
extern const Route scheme_confirm_routes[];
extern const Route drafts_routes[];
extern const Route preview_routes[];
extern const Route dev_routes[];
extern const Route paper_reading_routes[];
extern const Route study_routes[];
extern const Route study_progress_routes[];
extern const Route study_entry_routes[];
extern const Route study_review_routes[];
extern const Route study_acts_routes[];
extern const Route year_results_routes[];
extern const Route papers_routes[];
extern const Route paper_wording_routes[];
extern const Route signing_routes[];
extern const Route paper_routes[];
extern const Route paper_save_routes[];
