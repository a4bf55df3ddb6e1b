/* sha256.c - see sha256.h. */
#include "base/sha256.h"
#include "base/text.h"
#include <errno.h>
#include <fcntl.h>
#include <openssl/evp.h>
#include <sys/stat.h>
#include <unistd.h>

#define PIECE_SIZE ((gsize)128 * 1024)

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EVP_MD_CTX, EVP_MD_CTX_free)

void
sha256_bytes (const void *data, gsize size, guint8 ret_digest[SHA256_SIZE])
{
  if (EVP_Digest (data, size, ret_digest, NULL, EVP_sha256 (), NULL) != 1)
    g_error ("sha256: libcrypto offers no SHA-256");
}

void
sha256_hex (const void *data, gsize size, char ret_hex[SHA256_HEX_LENGTH + 1])
{
  guint8 digest[SHA256_SIZE];
  sha256_bytes (data, size, digest);
  text_hex (digest, SHA256_SIZE, ret_hex);
}

static bool
hash_descriptor (int fd, guint8 *ret_digest, guint64 *ret_size)
{
  g_autoptr (EVP_MD_CTX) context = EVP_MD_CTX_new ();
  g_autofree guint8 *piece = g_malloc (PIECE_SIZE);
  guint64 total = 0;
  if (context == NULL || EVP_DigestInit_ex (context, EVP_sha256 (), NULL) != 1)
    g_error ("sha256: libcrypto offers no SHA-256");
  for (;;) {
    gssize got = read (fd, piece, PIECE_SIZE);
    if (got < 0 && errno == EINTR)
      continue;
    if (got < 0)
      return false;
    if (got == 0)
      break;
    EVP_DigestUpdate (context, piece, (gsize)got);
    total += (guint64)got;
  }
  EVP_DigestFinal_ex (context, ret_digest, NULL);
  *ret_size = total;
  return true;
}

bool
sha256_file (const char *path, char ret_hex[SHA256_HEX_LENGTH + 1], guint64 *ret_size, GError **error)
{
  guint8 digest[SHA256_SIZE];
  guint64 size = 0;
  struct stat status;
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  if (fd < 0) {
    error_set (error, NULL, MSG_FILE_OPEN, path, g_strerror (errno), NULL);
    return false;
  }
  bool regular = fstat (fd, &status) == 0 && S_ISREG (status.st_mode);
  bool hashed = regular && hash_descriptor (fd, digest, &size);
  const char *reason = g_strerror (errno);
  close (fd);
  if (!regular)
    error_set (error, NULL, MSG_NOT_REGULAR_FILE, path, NULL);
  else if (!hashed)
    error_set (error, NULL, MSG_FILE_READ, path, reason, NULL);
  if (!hashed)
    return false;
  text_hex (digest, SHA256_SIZE, ret_hex);
  *ret_size = size;
  return true;
}
