/* print.c - text and bytes to standard output, the same in every locale. */
#include "cli/command.h"
#include <string.h>

#define WIDTH 100

void
print_text (const char *text)
{
  fputs (text, stdout);
}

void
print_bytes (GBytes *bytes)
{
  gsize size;
  const void *data = g_bytes_get_data (bytes, &size);
  fwrite (data, 1, size, stdout);
}

void
print_wrapped (const char *head, guint indent, const char *text)
{
  guint column = (guint)g_utf8_strlen (head, -1);
  fputs (head, stdout);
  for (bool first = true; *text != '\0'; first = false) {
    gsize length = strcspn (text, " ");
    guint width = (guint)g_utf8_strlen (text, (gssize)length);
    if (!first && column + 1 + width > WIDTH) {
      printf ("\n%*s", (int)indent, "");
      column = indent;
    } else if (!first) {
      putchar (' ');
      column++;
    }
    fwrite (text, 1, length, stdout);
    column += width;
    text += length + (text[length] == ' ');
  }
  putchar ('\n');
}
