/* check.h - what the commands that read a case share.  Internal to the command line. */
#pragma once
#include "cli/command.h"
#include "exchange/case.h"
#include "model/figures.h"

/* "LỖI code nơi: lời" or "CẢNH BÁO code nơi: lời", one line each, to standard output. */
void print_findings (const Invocation *invocation, const Findings *findings);

/* 2 unreadable, 1 errors, 0 none. */
int case_exit_code (const Case *checked);
