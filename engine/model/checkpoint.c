/* model/checkpoint.c - four lines out, four lines in. */
#include "model/checkpoint.h"

#include <string.h>

#include "base/date.h"
#include "base/i18n.h"

void ntm_checkpoint_text(const ntm_checkpoint *checkpoint, ntm_strbuf *out)
{
    char root[NTM_SHA256_TEXT];
    ntm_strbuf_printf(out, "%s\n%llu\n%s\n%s\n", checkpoint->name,
                      (unsigned long long)checkpoint->size, ntm_digest_text(checkpoint->root, root),
                      checkpoint->time);
}

void ntm_checkpoint_sign(const ntm_checkpoint *checkpoint, const ntm_secret_key *secret,
                         const ntm_public_key *key, bool first, ntm_strbuf *out)
{
    ntm_strbuf text = {0};
    ntm_signature signature;
    char key_hex[2 * NTM_PUBLIC_BYTES + 1], hex[2 * NTM_SIGNATURE_BYTES + 1];
    ntm_checkpoint_text(checkpoint, &text);
    ntm_sign(secret, ntm_strbuf_text(&text), text.length, &signature);
    ntm_strbuf_printf(out, "%sed25519 %s %s\n", first ? "\n" : "",
                      ntm_hex(key->bytes, sizeof key->bytes, key_hex),
                      ntm_hex(signature.bytes, sizeof signature.bytes, hex));
    ntm_strbuf_clear(&text);
}

/* ---- reading ---- */

typedef struct lines {
    const char *at, *file;
    long line;
    ntm_diags *diags;
} lines;

static ntm_rc wrong(const lines *in, const char *expected)
{
    return ntm_fail(in->diags, NTM_EINPUT, (ntm_place){.file = in->file, .line = in->line},
                    "bad-checkpoint", _("this is not a checkpoint of ntm; expected here: %s"),
                    expected);
}

/* The next line without its line feed; false when there is none or it does not fit. */
static bool next_line(lines *in, char *out, size_t room)
{
    const char *end = strchr(in->at, '\n');
    in->line++;
    if (!end || (size_t)(end - in->at) >= room)
        return false;
    memcpy(out, in->at, (size_t)(end - in->at));
    out[end - in->at] = '\0';
    in->at = end + 1;
    return true;
}

static bool is_name(const char *text)
{
    uint8_t id[16];
    return strncmp(text, "ntm/", 4) == 0 && ntm_hex_parse(text + 4, sizeof id, id);
}

static bool read_size(const char *text, uint64_t *out)
{
    *out = 0;
    size_t digits = strspn(text, "0123456789");
    if (!digits || digits > 18 || text[digits] || (*text == '0'))
        return false;
    for (; *text; text++)
        *out = *out * 10 + (uint64_t)(*text - '0');
    return true;
}

static bool is_time(const char *text)
{
    char day[11] = {0};
    ntm_date date;
    if (strlen(text) != 20)
        return false;
    memcpy(day, text, 10);
    if (!ntm_date_parse_iso(day, &date))
        return false;
    static const char form[] = "T00:00:00Z";
    for (int i = 0; i < 10; i++) {
        char c = text[10 + i];
        if (form[i] == '0' ? c < '0' || c > '9' : c != form[i])
            return false;
    }
    return true;
}

static ntm_rc read_signature(lines *in, const ntm_checkpoint *checkpoint,
                             ntm_checkpoint_signature *out)
{
    char line[8 + 2 * NTM_PUBLIC_BYTES + 1 + 2 * NTM_SIGNATURE_BYTES + 1];
    const char *key = line + 8;
    char *hex = line + 8 + 2 * NTM_PUBLIC_BYTES;
    bool ok = next_line(in, line, sizeof line) && strncmp(line, "ed25519 ", 8) == 0 &&
              strlen(line) == sizeof line - 1 && *hex == ' ';
    if (ok) {
        *hex++ = '\0';
        ok = ntm_hex_parse(key, sizeof out->key.bytes, out->key.bytes) &&
             ntm_hex_parse(hex, sizeof out->signature.bytes, out->signature.bytes);
    }
    if (!ok)
        return wrong(in, _("a signature: ed25519 <public key> <signature>"));
    ntm_strbuf text = {0};
    ntm_checkpoint_text(checkpoint, &text);
    out->valid = ntm_sign_verify(&out->key, ntm_strbuf_text(&text), text.length, &out->signature);
    ntm_strbuf_clear(&text);
    return NTM_OK;
}

ntm_rc ntm_checkpoint_read(const char *text, size_t length, const char *file, ntm_checkpoint *out,
                           ntm_checkpoint_signature *signatures_out, size_t *count_out,
                           ntm_diags *diags)
{
    lines in = {.at = text, .file = file, .diags = diags};
    char size[24], root[NTM_SHA256_TEXT + 1];
    *out = (ntm_checkpoint){0};
    if (count_out)
        *count_out = 0;
    if (!next_line(&in, out->name, sizeof out->name) || !is_name(out->name))
        return wrong(&in, _("the name of a store, ntm/<32 hex digits>"));
    if (!next_line(&in, size, sizeof size) || !read_size(size, &out->size))
        return wrong(&in, _("the number of entries"));
    if (!next_line(&in, root, sizeof root) || !ntm_digest_parse(root, &out->root))
        return wrong(&in, _("the root, 64 hex digits"));
    if (!next_line(&in, out->time, sizeof out->time) || !is_time(out->time))
        return wrong(&in, _("a time such as 2026-11-28T10:00:00Z"));
    if (*in.at && signatures_out) {
        char empty[2];
        if (!next_line(&in, empty, sizeof empty) || *empty || !*in.at)
            return wrong(&in, _("an empty line, and a signature behind it"));
        for (; *in.at && *count_out < NTM_CHECKPOINT_SIGNATURES; ++*count_out) {
            ntm_rc rc = read_signature(&in, out, &signatures_out[*count_out]);
            if (rc != NTM_OK)
                return rc;
        }
    }
    if (in.at != text + length) { /* a NUL ends the lines, but not the file */
        in.line++;
        return wrong(&in, _("the end of the file"));
    }
    return NTM_OK;
}

bool ntm_checkpoint_equal(const ntm_checkpoint *a, const ntm_checkpoint *b)
{
    return strcmp(a->name, b->name) == 0 && a->size == b->size &&
           ntm_digest_equal(a->root, b->root) && strcmp(a->time, b->time) == 0;
}
