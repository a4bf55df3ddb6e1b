/* slip.h - log-in slips on paper: eight to an A4 page, cut apart and handed out.
 *
 * Most people of a school have no e-mail: each gets a slip with a QR code that leads to the page
 * where a password is chosen, and below it the same to type.  The code serves once. */
#pragma once
#include "base/message.h"
#include "base/token.h"
#include "document/block.h"

#define SLIPS_PER_PAGE 8
#define SLIP_DAYS 14   /* that a slip's code serves */
#define SLIPS_MAX 5000 /* on one sheet file */

typedef struct {
  const char *name, *department; /* department may be NULL */
  const char *login, *code;
  const char *link; /* the address with the code, as the QR code holds it; at most 1,000 bytes */
} Slip;

typedef struct {
  const char *unit_name;
  const char *address;   /* to type where the QR code cannot be read: "https://dvht.example.vn/phieu" */
  CivilDate valid_until; /* last day */
  Slip *slips;
  gsize count; /* 1 … SLIPS_MAX */
} SlipSheet;

/* One more slip with a new code, whose hash the store is to keep; sheet->address is set. */
void slips_add (Arena *arena, SlipSheet *sheet, const char *name, const char *department, const char *login,
                guint8 ret_hash[TOKEN_HASH_SIZE]);

/* The sheets as a document in the arena.  Errors: too many slips, a link too long for a QR code. */
const Document *slips_compose (Arena *arena, const SlipSheet *sheet, GError **error);

/* Told how many are set; false: stop. */
typedef bool (*SlipsTold) (void *user, gsize done);
/* The same as a PDF, set portion by portion.  `told` may be NULL.  Errors besides: letters no font has;
 * MSG_JOB_STOPPED. */
GBytes *slips_pdf (Arena *arena, const SlipSheet *sheet, SlipsTold told, void *user, GError **error);
