/* arena.c - see arena.h: a list of growing blocks, cut from the front. */
#include "base/arena.h"
#include <string.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer) && !defined(__SANITIZE_ADDRESS__)
#define __SANITIZE_ADDRESS__ 1 /* clang says it another way */
#endif
#endif

#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/asan_interface.h>
#define POISON(p, n) ASAN_POISON_MEMORY_REGION ((p), (n))
#define UNPOISON(p, n) ASAN_UNPOISON_MEMORY_REGION ((p), (n))
#define GAP 16 /* a poisoned gap behind each piece catches overruns */
#else
#define POISON(p, n) ((void)(p))
#define UNPOISON(p, n) ((void)(p))
#define GAP 0
#endif

#define ALIGNMENT 16
#define FIRST_BLOCK ((gsize)16 * 1024)
#define LARGEST_BLOCK ((gsize)1024 * 1024)

typedef struct ArenaBlock {
  struct ArenaBlock *next;
  gsize size, used;
  guint8 bytes[] __attribute__ ((aligned (ALIGNMENT)));
} ArenaBlock;

struct Arena {
  ArenaBlock *blocks;
  gsize limit, used, next_size;
};

Arena *
arena_new (gsize limit)
{
  Arena *arena = g_new0 (Arena, 1);
  arena->limit = limit;
  arena->next_size = FIRST_BLOCK;
  return arena;
}

void
arena_free (Arena *arena)
{
  if (arena == NULL)
    return;
  for (ArenaBlock *block = arena->blocks, *next; block != NULL; block = next) {
    next = block->next;
    UNPOISON (block->bytes, block->size);
    g_free (block);
  }
  g_free (arena);
}

static ArenaBlock *
arena_add_block (Arena *arena, gsize size)
{
  gsize room = MAX (size, arena->next_size);
  if (arena->next_size < LARGEST_BLOCK)
    arena->next_size *= 2;
  ArenaBlock *block = g_malloc (sizeof (ArenaBlock) + room);
  block->size = room;
  block->used = 0;
  block->next = arena->blocks;
  arena->blocks = block;
  POISON (block->bytes, block->size);
  return block;
}

/* Not zeroed. */
static void *
take (Arena *arena, gsize size)
{
  gsize rounded = (size + GAP + ALIGNMENT - 1) & ~((gsize)ALIGNMENT - 1);
  if (rounded < size || rounded > arena->limit - arena->used)
    g_error ("arena: %" G_GSIZE_FORMAT " bytes asked beyond the limit of %" G_GSIZE_FORMAT, size,
             arena->limit);
  ArenaBlock *block = arena->blocks;
  if (block == NULL || block->size - block->used < rounded)
    block = arena_add_block (arena, rounded);
  void *piece = block->bytes + block->used;
  block->used += rounded;
  arena->used += rounded;
  UNPOISON (piece, size);
  return piece;
}

void *
arena_alloc (Arena *arena, gsize size)
{
  return memset (take (arena, size), 0, size);
}

void *
arena_alloc_n (Arena *arena, gsize count, gsize size)
{
  gsize total = 0;
  if (__builtin_mul_overflow (count, size, &total))
    g_error ("arena: array of %" G_GSIZE_FORMAT " elements overflows", count);
  return arena_alloc (arena, total);
}

char *
arena_strndup (Arena *arena, const char *text, gsize length)
{
  if (text == NULL)
    return NULL;
  char *copy = take (arena, length + 1);
  memcpy (copy, text, length);
  copy[length] = '\0';
  return copy;
}

char *
arena_strdup (Arena *arena, const char *text)
{
  return text == NULL ? NULL : arena_strndup (arena, text, strlen (text));
}

char *
arena_printf (Arena *arena, const char *format, ...)
{
  va_list list, again;
  va_start (list, format);
  va_copy (again, list);
  int length = g_vsnprintf (NULL, 0, format, list);
  va_end (list);
  char *text = take (arena, (gsize)length + 1);
  g_vsnprintf (text, (gulong)length + 1, format, again);
  va_end (again);
  return text;
}

char *
arena_int (Arena *arena, gint64 number)
{
  char digits[20], *end = digits + sizeof digits, *first = end;
  guint64 rest = number < 0 ? -(guint64)number : (guint64)number;
  do
    *--first = (char)('0' + rest % 10);
  while ((rest /= 10) > 0);
  if (number < 0)
    *--first = '-';
  return arena_strndup (arena, first, (gsize)(end - first));
}

char *
arena_concat (Arena *arena, const char *first, ...)
{
  va_list list;
  gsize length = strlen (first);
  va_start (list, first);
  for (const char *piece; (piece = va_arg (list, const char *)) != NULL;)
    length += strlen (piece);
  va_end (list);
  char *text = take (arena, length + 1), *end = g_stpcpy (text, first);
  va_start (list, first);
  for (const char *piece; (piece = va_arg (list, const char *)) != NULL;)
    end = g_stpcpy (end, piece);
  va_end (list);
  return text;
}

gsize
arena_used (const Arena *arena)
{
  return arena->used;
}

void *
arena_grow (Arena *arena, void *items, gsize count, gsize element_size)
{
  /* Capacities are 8, 16, 32 …: full exactly when count is 0 or such a power. */
  bool full = count == 0 || (count >= 8 && (count & (count - 1)) == 0);
  if (!full)
    return items;
  gsize capacity = count == 0 ? 8 : 2 * count;
  void *grown = arena_alloc_n (arena, capacity, element_size);
  if (count > 0)
    memcpy (grown, items, count * element_size);
  return grown;
}
