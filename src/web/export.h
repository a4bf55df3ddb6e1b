/* export.h - what a list shows, as CSV or XLSX.
 *
 * A list that is shown under /nguoi is sent by a route of its own, /nguoi/tai-ve, whose `prepare` (a worker
 * thread) gathers all rows of the same filter, not only a page of them.  Secrets are no columns. */
#pragma once
#include "document/sheet_list.h"
#include "web/request.h"

typedef struct {
  const char *member; /* of each row's view */
  SheetColumn column;
} ExportColumn;

typedef struct {
  const char *stem; /* of the file's name: "danh-sach-nguoi" */
  const char *tab;  /* "Người" */
  const ExportColumn *columns;
  gsize column_count;
} ExportSpec;

/* Rows at most; ask for one more, so that the file can say that there are more. */
#define EXPORT_MAX_ROWS 20000u

/* The input that each of these routes has: "csv" or "xlsx". */
#define EXPORT_INPUT                                                                                         \
  {                                                                                                          \
    .name = "dang", .kind = INPUT_CHOICE, .required = true, .label = "Dạng tệp", .choices = export_forms     \
  }
extern const char *const export_forms[];

/* Answers with the rows of a list in the form asked for. */
bool export_send (Request *request, const ExportSpec *spec, View rows, GError **error);

/* Sets what the partial "exports" links to: `path` with `query` ("tim=an&xem=da-nghi", escaped; "" for none).
 */
void export_links (Request *request, Value *page, const char *path, const char *query);
