/* backup_packages.h - the criteria packages dropped into a data folder, as a backup takes them along: without
 * them no round by their criteria can be opened. */
#pragma once
#include <glib.h>
#include <stdbool.h>

#define PACKAGES_FOLDER "schemes"

/* "schemes/tinh-a/nam-2026/scheme.json": may a backup hold it, and be unpacked by that name? */
bool package_file_is_name (const char *name);

/* Names of all such files of a data folder, in byte order; links below "schemes", which may be one itself,
 * and what is called otherwise are left out, since no package is read from them.  Caller unrefs. */
GPtrArray *package_files (const char *data_folder);
