/* token.h - secrets that are handed out once: sessions, personal tokens, log-in slips, recovery codes.
 *
 * The store keeps only their SHA-256, so that whoever reads the database cannot use them.  All
 * come from libsodium's generator. */
#pragma once
#include "arena.h"
#include <stdbool.h>

#define TOKEN_HASH_SIZE 32
#define TOKEN_LENGTH 43      /* 32 random bytes in base64url without padding */
#define TOKEN_PREFIX "dvht_" /* of personal tokens: leaked ones can be searched for */

/* Bytes that nobody can guess: salts, secrets of other shapes. */
void token_random (void *ret_bytes, gsize size);

/* A new secret for cookies and links, in the arena; `ret_hash` (may be NULL) is what the store keeps. */
char *token_make (Arena *arena, guint8 ret_hash[TOKEN_HASH_SIZE]);
/* The same behind TOKEN_PREFIX. */
char *token_make_personal (Arena *arena, guint8 ret_hash[TOKEN_HASH_SIZE]);
/* The hash of a token of either kind as it came in; false if it has not the shape of one.
 * `length` bytes, any content. */
bool token_hash (const char *text, gsize length, guint8 ret_hash[TOKEN_HASH_SIZE]);

/* Codes that people read from paper and may have to type: groups of four of 25 letters and
 * digits, none of which looks like another ("K7QM-3XWP-9HTD-4RNE"); 4.6 bits each. */
#define CODE_ALPHABET "34679ACDEFGHJKMNPQRTUVWXY"
#define CODE_SLIP_GROUPS 4     /* 74 bits */
#define CODE_RECOVERY_GROUPS 3 /* 55 bits, beside the password */

/* A new code of 1 … 8 groups, in the arena. */
char *code_make (Arena *arena, guint groups, guint8 ret_hash[TOKEN_HASH_SIZE]);
/* The hash of a code as it was typed: either case, blanks and hyphens anywhere; false if it is
 * not `groups` groups of the alphabet's letters. */
bool code_hash (const char *typed, guint groups, guint8 ret_hash[TOKEN_HASH_SIZE]);
