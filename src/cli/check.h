/* check.h - what the commands that read a case share.  Internal to the command line. */
#pragma once
#include "cli/command.h"
#include "exchange/case.h"
#include "model/figures.h"

/* "LỖI code nơi: lời" or "CẢNH BÁO code nơi: lời", one line each, to standard output. */
void print_findings (const Invocation *invocation, const Findings *findings);

/* 2 unreadable, 1 errors, 0 none. */
int case_exit_code (const Case *checked);

/* The case that the command's first operand names, when papers can be made of it: without errors, or
 * with them under --draft.  Errors are printed; NULL with the exit code where it is refused. */
const Case *case_to_write (const Invocation *invocation, const SchemeLibrary *library, int *ret_code);
