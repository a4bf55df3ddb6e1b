/* arena.h - memory that lives until one request, command or job is over.
 *
 * Everything read for one case (strings, rows, findings) comes from one
 * arena and goes with it; nothing in an arena is freed alone.  Resources with
 * a destructor (files, archives, surfaces) never live in an arena: they use
 * g_autoptr.  Not thread safe: one arena belongs to one thread at a time. */
#pragma once
#include <glib.h>
#include <stdarg.h>
#include <stdbool.h>

typedef struct Arena Arena;

/* A new arena that hands out at most `limit` bytes in all.  The limit is a
 * backstop: every input is capped by its reader before it allocates, so
 * reaching the limit is a programming error and aborts.  Caller frees. */
Arena *arena_new (gsize limit);

/* Frees the arena and all it handed out.  NULL is allowed. */
void arena_free (Arena *arena);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Arena, arena_free)

/* `size` zeroed bytes, aligned for any type.  Never NULL; a size of 0 gives a
 * valid pointer.  Unused bytes of a block are poisoned under ASan. */
void *arena_alloc (Arena *arena, gsize size) G_GNUC_MALLOC;

/* An array of `count` zeroed elements; the product is checked. */
void *arena_alloc_n (Arena *arena, gsize count, gsize size) G_GNUC_MALLOC;

#define arena_new0(arena, Type) ((Type *)arena_alloc ((arena), sizeof (Type)))
#define arena_array(arena, Type, n) ((Type *)arena_alloc_n ((arena), (n), sizeof (Type)))

/* Copies of text; NULL gives NULL. */
char *arena_strdup (Arena *arena, const char *text);
char *arena_strndup (Arena *arena, const char *text, gsize length);
char *arena_printf (Arena *arena, const char *format, ...) G_GNUC_PRINTF (2, 3);

/* A number in decimal digits: pages hold hundreds, and formats are slow. */
char *arena_int (Arena *arena, gint64 number);

/* All pieces up to the closing NULL, one behind the other. */
char *arena_concat (Arena *arena, const char *first, ...) G_GNUC_NULL_TERMINATED;

/* Bytes handed out so far, for tests and limits. */
gsize arena_used (const Arena *arena);

/* Makes room for one more element in an array that lives in the arena and
 * returns the (possibly moved) array; capacity doubles from 8.  Use through
 * ARENA_PUSH. */
void *arena_grow (Arena *arena, void *items, gsize count, gsize element_size);

/* Appends a value to a {items, count} pair:
 *   ARENA_PUSH (arena, list->items, list->count) = value;             */
#define ARENA_PUSH(arena, items, count)                                                                      \
  (*(((items) = arena_grow ((arena), (items), (count), sizeof *(items))), &(items)[(count)++]))
