/* bare_page.c - the floor below the people page: its two SELECTs and its HTML in a loop, without anything
 * else.
 *
 * usage: bare_page DATABASE FRAME SECONDS   (FRAME: see express.js)
 * Prints pages a second of one thread and ms of its CPU time each; the last page goes to standard error, to
 * be compared. */
#include <glib.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef struct {
  char *bytes;
  gsize used, size;
} Buffer;

static void
put (Buffer *out, const char *text, gsize length)
{
  if (out->used + length > out->size)
    out->bytes = g_realloc (out->bytes, out->size = 2 * (out->used + length));
  memcpy (out->bytes + out->used, text, length);
  out->used += length;
}

#define PUT(out, literal) put ((out), (literal), sizeof (literal) - 1)

static void
put_escaped (Buffer *out, sqlite3_stmt *row, int column)
{
  const char *text = (const char *)sqlite3_column_text (row, column), *from = text;
  for (const char *p = text; p != NULL && *p != '\0'; p++) {
    const char *entity = *p == '&'    ? "&amp;"
                         : *p == '<'  ? "&lt;"
                         : *p == '>'  ? "&gt;"
                         : *p == '"'  ? "&quot;"
                         : *p == '\'' ? "&#39;"
                                      : NULL;
    if (entity == NULL)
      continue;
    put (out, from, (gsize)(p - from));
    put (out, entity, strlen (entity));
    from = p + 1;
  }
  if (text != NULL)
    put (out, from, strlen (from));
}

static void
put_day (Buffer *out, sqlite3_stmt *row, int column)
{
  const char *day = (const char *)sqlite3_column_text (row, column);
  if (day == NULL || sqlite3_column_bytes (row, column) != 10)
    return;
  put (out, day + 8, 2);
  PUT (out, "/");
  put (out, day + 5, 2);
  PUT (out, "/");
  put (out, day, 4);
}

static void
put_row (Buffer *out, sqlite3_stmt *row)
{
  PUT (out, "<tr><td class=\"num wide\">");
  put_escaped (out, row, 1);
  PUT (out, "</td><th scope=\"row\"><a href=\"/nguoi/");
  put_escaped (out, row, 0);
  PUT (out, "\">");
  put_escaped (out, row, 2);
  PUT (out, "</a><span class=\"sub\">");
  put_escaped (out, row, 3);
  if (sqlite3_column_type (row, 4) != SQLITE_NULL) {
    PUT (out, " · ");
    put_escaped (out, row, 4);
  }
  PUT (out, "</span></th><td class=\"num wide\">");
  put_day (out, row, 6);
  PUT (out, "</td><td class=\"wide\">");
  put_escaped (out, row, 3);
  PUT (out, "</td><td class=\"wide\">");
  put_escaped (out, row, 4);
  PUT (out, "</td><td class=\"wide\">");
  put_escaped (out, row, 5);
  PUT (out, "</td></tr>\n");
}

static sqlite3_stmt *
prepare (sqlite3 *db, const char *sql)
{
  sqlite3_stmt *statement = NULL;
  if (sqlite3_prepare_v3 (db, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL) != SQLITE_OK)
    g_error ("%s", sqlite3_errmsg (db));
  return statement;
}

int
main (int argc, char **argv)
{
  sqlite3 *db = NULL;
  g_autofree char *frame = NULL;
  if (argc != 4 || !g_file_get_contents (argv[2], &frame, NULL, NULL)
      || sqlite3_open_v2 (argv[1], &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK) {
    fprintf (stderr, "usage: bare_page DATABASE FRAME SECONDS\n");
    return 2;
  }
  g_auto (GStrv) head = g_strsplit (frame, "{count}", 2);
  g_auto (GStrv) rest = g_strsplit (head[1], "{rows}", 2);
  sqlite3_stmt *people
      = prepare (db, "SELECT id, code, name, position, department, email, birth_date FROM person WHERE "
                     "unit_id = 1 AND state = 'active' AND ('%' = '%' OR folded LIKE '%') "
                     "ORDER BY sort_key, id LIMIT 60");
  sqlite3_stmt *count = prepare (db, "SELECT count(*) FROM person WHERE unit_id = 1 AND state = 'active' AND "
                                     "('%' = '%' OR folded LIKE '%')");
  Buffer out = { 0 };
  guint64 pages = 0;
  gint64 start = g_get_monotonic_time (), end = start + (gint64)(atof (argv[3]) * G_USEC_PER_SEC);
  for (; g_get_monotonic_time () < end; pages++) {
    out.used = 0;
    put (&out, head[0], strlen (head[0]));
    sqlite3_step (count);
    put_escaped (&out, count, 0);
    sqlite3_reset (count);
    put (&out, rest[0], strlen (rest[0]));
    while (sqlite3_step (people) == SQLITE_ROW)
      put_row (&out, people);
    sqlite3_reset (people);
    put (&out, rest[1], strlen (rest[1]));
  }
  printf ("%.0f %.4f\n", (double)pages * G_USEC_PER_SEC / (double)(g_get_monotonic_time () - start),
          (double)clock () * 1000 / CLOCKS_PER_SEC / (double)pages);
  fwrite (out.bytes, 1, out.used, stderr);
  return 0;
}
