/* base/sign.c - Ed25519 by libsodium, and its two key files. */
#include "base/sign.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/i18n.h"

static const char SECRET_WORD[] = "ntm-ed25519-secret ";
static const char PUBLIC_WORD[] = "ntm-ed25519-public ";
enum { KEY_LINE = 19 + 64 + 1 };

_Static_assert(sizeof(ntm_secret_key) == crypto_sign_SECRETKEYBYTES, "libsodium's secret key");

static ntm_place place_of(const char *path) { return (ntm_place){.file = path}; }

/* A short write is followed by another, which says why when no more can be written. */
static bool write_all(int file, const char *bytes, size_t length)
{
    while (length) {
        ssize_t written = write(file, bytes, length);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return false;
        bytes += written;
        length -= (size_t)written;
    }
    return true;
}

/* Write a new file of one line; a file that is there stays as it is, half a key does not stay. */
static ntm_rc write_key(const char *path, mode_t mode, const char *word, const uint8_t *bytes,
                        ntm_diags *diags)
{
    char hex[65], line[KEY_LINE + 1];
    int length = snprintf(line, sizeof line, "%s%s\n", word, ntm_hex(bytes, 32, hex));
    int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    if (file < 0 && errno == EEXIST)
        return ntm_fail(diags, NTM_EUSAGE, place_of(path), "key-exists",
                        _("there is a file of this name; a key is never written over another"));
    int error = file < 0 || !write_all(file, line, (size_t)length) || fsync(file) != 0 ? errno : 0;
    if (file >= 0 && close(file) != 0 && !error)
        error = errno;
    if (file >= 0 && error)
        unlink(path);
    sodium_memzero(line, sizeof line);
    sodium_memzero(hex, sizeof hex);
    return error ? ntm_fail(diags, NTM_ESYSTEM, place_of(path), "key-write",
                            _("the key cannot be written: %s"), strerror(error))
                 : NTM_OK;
}

ntm_rc ntm_sign_new_keys(const char *path, ntm_public_key *public_out, ntm_diags *diags)
{
    ntm_secret_key secret;
    uint8_t seed[crypto_sign_SEEDBYTES];
    size_t length = strlen(path) + sizeof ".pub";
    char *public_path = ntm_xmalloc(length);
    snprintf(public_path, length, "%s.pub", path);
    ntm_random(seed, sizeof seed);
    crypto_sign_seed_keypair(public_out->bytes, secret.bytes, seed);
    ntm_rc rc = access(public_path, F_OK) == 0
                    ? ntm_fail(diags, NTM_EUSAGE, place_of(public_path), "key-exists",
                               _("there is a file of this name; a key is never written over "
                                 "another"))
                    : write_key(path, 0600, SECRET_WORD, seed, diags);
    if (rc == NTM_OK) {
        rc = write_key(public_path, 0644, PUBLIC_WORD, public_out->bytes, diags);
        if (rc != NTM_OK) /* a secret key that nobody has the public one of is of no use */
            unlink(path);
    }
    sodium_memzero(seed, sizeof seed);
    ntm_secret_wipe(&secret);
    free(public_path);
    return rc;
}

static ntm_rc read_key(const char *path, const char *word, const char *what, uint8_t out[32],
                       ntm_diags *diags)
{
    char *bytes = NULL;
    size_t length;
    ntm_rc rc = ntm_file_read(path, 4096, &bytes, &length, diags);
    if (rc != NTM_OK)
        return rc;
    char *end = bytes + strcspn(bytes, "\r\n");
    bool one_line = end[strspn(end, "\r\n")] == '\0' && strlen(bytes) == length;
    *end = '\0';
    size_t skip = strlen(word);
    if (!one_line || strncmp(bytes, word, skip) != 0 || !ntm_hex_parse(bytes + skip, 32, out))
        rc = ntm_fail(diags, NTM_EINPUT, place_of(path), "bad-key",
                      _("this is not a %s key of ntm; one line \"%s<64 hex digits>\" was expected"),
                      what, word);
    sodium_memzero(bytes, length);
    free(bytes);
    return rc;
}

ntm_rc ntm_sign_read_secret(const char *path, ntm_secret_key *secret_out,
                            ntm_public_key *public_out, ntm_diags *diags)
{
    uint8_t seed[crypto_sign_SEEDBYTES];
    ntm_rc rc = read_key(path, SECRET_WORD, _("secret"), seed, diags);
    if (rc == NTM_OK)
        crypto_sign_seed_keypair(public_out->bytes, secret_out->bytes, seed);
    sodium_memzero(seed, sizeof seed);
    return rc;
}

ntm_rc ntm_sign_read_public(const char *path, ntm_public_key *out, ntm_diags *diags)
{
    return read_key(path, PUBLIC_WORD, _("public"), out->bytes, diags);
}

void ntm_secret_wipe(ntm_secret_key *secret) { sodium_memzero(secret, sizeof *secret); }

void ntm_sign(const ntm_secret_key *secret, const void *bytes, size_t length, ntm_signature *out)
{
    crypto_sign_detached(out->bytes, NULL, bytes, length, secret->bytes);
}

bool ntm_sign_verify(const ntm_public_key *key, const void *bytes, size_t length,
                     const ntm_signature *signature)
{
    return crypto_sign_verify_detached(signature->bytes, bytes, length, key->bytes) == 0;
}
