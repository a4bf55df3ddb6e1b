/* sha256.h - SHA-256 by libcrypto. */
#pragma once
#include "arena.h"
#include "message.h"
#include <stdbool.h>

#define SHA256_SIZE 32
#define SHA256_HEX_LENGTH 64
/* The digest itself. */
void sha256_bytes (const void *data, gsize size, guint8 ret_digest[SHA256_SIZE]);
/* Lower-case hexadecimal with a closing NUL; the second reads a regular file and tells its size. */
void sha256_hex (const void *data, gsize size, char ret_hex[SHA256_HEX_LENGTH + 1]);
bool sha256_file (const char *path, char ret_hex[SHA256_HEX_LENGTH + 1], guint64 *ret_size, GError **error);
