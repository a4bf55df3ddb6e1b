/* mail.h - a plain-text mail as it travels: heads by RFC 5322 and 2047, text in UTF-8, base64 (RFC 2045).
 *
 * Pure: the same mail gives the same bytes.  Nothing that is put into a head can end its line. */
#pragma once
#include "arena.h"
#include <stdbool.h>

#define MAIL_ADDRESS_MAX 254 /* bytes (RFC 5321, 4.5.3.1.3, without the angle brackets) */

typedef struct {
  const char *from, *from_name; /* address; the name that people see */
  const char *to;               /* address */
  const char *subject, *text;   /* UTF-8; lines of the text end with LF */
  const char *id;               /* without its angle brackets: "7.31@dvht.example.vn" */
  gint64 at;                    /* microseconds UTC; told in Viet Nam's time */
  const char *unsubscribe;      /* https address of one click to get no more (RFC 2369, 8058); NULL: none */
} Mail;

/* The whole message, lines ending with CRLF, in the arena; NULL if an address, the
 * id or the address to unsubscribe is none. */
char *mail_compose (Arena *arena, const Mail *mail);

/* Is it one address that mail can be sent to: "an.nguyen@truong.vn", in letters, digits and the marks that
 * need no quotes?  Addresses with other letters before the @ need a server that not everybody has. */
bool mail_address_is_valid (const char *address);
/* What stands behind its @. */
const char *mail_address_domain (const char *address);
