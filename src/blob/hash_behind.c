/* hash_behind.c - see hash_behind.h. */
#include "blob/hash_behind.h"
#include "base/text.h"
#include <errno.h>
#include <fcntl.h>
#include <openssl/evp.h>
#include <unistd.h>

#define PIECE ((gsize)128 << 10)
#define STEP ((guint64)2 << 20) /* that another thread is told of */

struct HashBehind {
  int fd;
  EVP_MD_CTX *digest;
  GThreadPool *thread; /* one at a time; NULL: none was needed yet */
  guint64 told;
  gint unwanted; /* nobody waits for it any more */
  /* The thread's own. */
  guint8 *piece;
  guint64 hashed;
  int wrong; /* errno of what could not be read */
};

HashBehind *
hash_behind_new (int fd)
{
  HashBehind *hash = g_new0 (HashBehind, 1);
  hash->fd = fd;
  hash->piece = g_malloc (PIECE);
  hash->digest = EVP_MD_CTX_new ();
  EVP_DigestInit_ex (hash->digest, EVP_sha256 (), NULL);
  return hash;
}

/* `data` is the end, as a number: nothing is shared with whoever tells it. */
static void
hash_to (gpointer data, gpointer user)
{
  HashBehind *hash = user;
  guint64 end = GPOINTER_TO_SIZE (data), from = hash->hashed;
  while (hash->wrong == 0 && hash->hashed < end && g_atomic_int_get (&hash->unwanted) == 0) {
    gssize got = pread (hash->fd, hash->piece, MIN (PIECE, end - hash->hashed), (off_t)hash->hashed);
    if (got > 0)
      EVP_DigestUpdate (hash->digest, hash->piece, (gsize)got);
    hash->hashed += got > 0 ? (guint64)got : 0;
    if (got == 0 || (got < 0 && errno != EINTR))
      hash->wrong = got < 0 ? errno : EIO;
  }
  if (hash->hashed > from)
    sync_file_range (hash->fd, (off_t)from, (off_t)(hash->hashed - from), SYNC_FILE_RANGE_WRITE);
}

void
hash_behind_go (HashBehind *hash, guint64 end)
{
  if (end < hash->told + STEP)
    return;
  if (hash->thread == NULL)
    hash->thread = g_thread_pool_new (hash_to, hash, 1, FALSE, NULL);
  hash->told = end;
  g_thread_pool_push (hash->thread, GSIZE_TO_POINTER (end), NULL);
}

static void
wait_for_thread (HashBehind *hash)
{
  if (hash->thread != NULL)
    g_thread_pool_free (hash->thread, FALSE, TRUE);
  hash->thread = NULL;
}

bool
hash_behind_finish (HashBehind *hash, guint64 end, const char *path, char ret_hex[SHA256_HEX_LENGTH + 1],
                    GError **error)
{
  guint8 digest[SHA256_SIZE];
  wait_for_thread (hash);
  hash_to (GSIZE_TO_POINTER (end), hash);
  if (hash->wrong != 0) {
    error_set (error, path, MSG_FILE_READ, path, g_strerror (hash->wrong), NULL);
    return false;
  }
  EVP_DigestFinal_ex (hash->digest, digest, NULL);
  text_hex (digest, SHA256_SIZE, ret_hex);
  return true;
}

void
hash_behind_free (HashBehind *hash)
{
  if (hash == NULL)
    return;
  /* A file of 200 MB takes a second, and the thread that frees it has others to serve. */
  g_atomic_int_set (&hash->unwanted, 1);
  wait_for_thread (hash);
  EVP_MD_CTX_free (hash->digest);
  g_free (hash->piece);
  g_free (hash);
}
