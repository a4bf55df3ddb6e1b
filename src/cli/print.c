/* print.c - text and bytes to standard output, the same in every locale. */
#include "cli/command.h"
#include <string.h>

#define WIDTH 100

const char *
printable (Arena *arena, const char *text)
{
  g_autoptr (GString) clean = g_string_new (NULL);
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar letter = g_utf8_get_char (p);
    g_string_append_unichar (clean, g_unichar_iscntrl (letter) ? ' ' : letter);
  }
  return arena_strndup (arena, clean->str, clean->len);
}

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
