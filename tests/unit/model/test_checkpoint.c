/* Checkpoints: four lines out, exactly these four lines in. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "base/i18n.h"
#include "model/checkpoint.h"

#define NAME "ntm/0123456789abcdef0123456789abcdef"
#define ROOT "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"
#define TIME "2026-11-28T10:00:00Z"
#define TEXT NAME "\n17\n" ROOT "\n" TIME "\n"

static ntm_rc read_text(const char *text, ntm_checkpoint *out, ntm_diags *diags)
{
    ntm_checkpoint_signature signatures[NTM_CHECKPOINT_SIGNATURES];
    size_t count;
    return ntm_checkpoint_read(text, strlen(text), "c.txt", out, signatures, &count, diags);
}

static void test_checkpoint_comes_back_as_it_was(void **state)
{
    (void)state;
    ntm_checkpoint checkpoint;
    ntm_strbuf out = {0};
    assert_int_equal(read_text(TEXT, &checkpoint, NULL), NTM_OK);
    assert_string_equal(checkpoint.name, NAME);
    assert_int_equal(checkpoint.size, 17);
    assert_int_equal(checkpoint.root.bytes[1], 0x11);
    assert_string_equal(checkpoint.time, TIME);
    ntm_checkpoint_text(&checkpoint, &out);
    assert_string_equal(ntm_strbuf_text(&out), TEXT);
    ntm_strbuf_clear(&out);
    checkpoint.size = 999999999999999999;
    ntm_checkpoint_text(&checkpoint, &out);
    ntm_checkpoint again;
    assert_int_equal(read_text(ntm_strbuf_text(&out), &again, NULL), NTM_OK);
    assert_true(ntm_checkpoint_equal(&checkpoint, &again));
    ntm_strbuf_clear(&out);
}

static void test_checkpoint_differs_by_each_line(void **state)
{
    (void)state;
    ntm_checkpoint a, b;
    assert_int_equal(read_text(TEXT, &a, NULL), NTM_OK);
    static const char *const others[] = {
        "ntm/1123456789abcdef0123456789abcdef\n17\n" ROOT "\n" TIME "\n",
        NAME "\n18\n" ROOT "\n" TIME "\n",
        NAME "\n17\n"
             "10112233445566778899aabbccddeeff00112233445566778899aabbccddeeff\n" TIME "\n",
        NAME "\n17\n" ROOT "\n2026-11-28T10:00:01Z\n",
    };
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(read_text(others[i], &b, NULL), NTM_OK);
        assert_false(ntm_checkpoint_equal(&a, &b));
    }
}

static void expect_refused(const char *text, long line, const char *expected)
{
    ntm_checkpoint checkpoint;
    ntm_diags diags = {0};
    if (read_text(text, &checkpoint, &diags) != NTM_EINPUT)
        fail_msg("read: %s", text);
    assert_int_equal(diags.count, 1);
    assert_string_equal(diags.items[0].code, "bad-checkpoint");
    assert_string_equal(diags.items[0].place.file, "c.txt");
    if (diags.items[0].place.line != line || !strstr(diags.items[0].message, expected))
        fail_msg("%ld: %s, of %s", diags.items[0].place.line, diags.items[0].message, text);
    ntm_diags_clear(&diags);
}

static void test_checkpoint_says_which_line_is_wrong(void **state)
{
    (void)state;
    static const char name[] = "the name of a store", size[] = "the number of entries";
    static const char root[] = "the root", when[] = "a time", end[] = "an empty line";
    expect_refused("", 1, name);
    expect_refused("\n", 1, name);
    expect_refused("ntm/\n17\n", 1, name);
    expect_refused(NAME "0\n17\n", 1, name);
    expect_refused("NTM/0123456789abcdef0123456789abcdef\n17\n", 1, name);
    expect_refused("ntm/0123456789ABCDEF0123456789abcdef\n17\n", 1, name);
    expect_refused(" " TEXT, 1, name);
    expect_refused(NAME, 1, name); /* no line feed */
    expect_refused(NAME "\r\n17\n", 1, name);
    expect_refused(NAME "\n", 2, size);
    expect_refused(NAME "\n0\n" ROOT "\n" TIME "\n", 2, size);
    expect_refused(NAME "\n017\n" ROOT "\n" TIME "\n", 2, size);
    expect_refused(NAME "\n-1\n" ROOT "\n" TIME "\n", 2, size);
    expect_refused(NAME "\n+1\n" ROOT "\n" TIME "\n", 2, size);
    expect_refused(NAME "\n1 \n" ROOT "\n" TIME "\n", 2, size);
    expect_refused(NAME "\n1.0\n" ROOT "\n" TIME "\n", 2, size);
    expect_refused(NAME "\n1000000000000000000\n" ROOT "\n" TIME "\n", 2, size);
    expect_refused(NAME "\n99999999999999999999999999999999\n" ROOT "\n" TIME "\n", 2, size);
    expect_refused(NAME "\n17\n", 3, root);
    expect_refused(NAME "\n17\n00\n" TIME "\n", 3, root);
    expect_refused(NAME "\n17\n" ROOT "0\n" TIME "\n", 3, root);
    expect_refused(NAME "\n17\n" ROOT "\n", 4, when);
    expect_refused(NAME "\n17\n" ROOT "\n" TIME, 4, when);
    expect_refused(NAME "\n17\n" ROOT "\n2026-11-28 10:00:00Z\n", 4, when);
    expect_refused(NAME "\n17\n" ROOT "\n2026-11-28T10:00:00\n", 4, when);
    expect_refused(NAME "\n17\n" ROOT "\n2026-02-30T10:00:00Z\n", 4, when);
    expect_refused(NAME "\n17\n" ROOT "\n2026-11-28T10:00:00+07:00\n", 4, when);
    expect_refused(TEXT "x", 5, end);
    expect_refused(TEXT "\n", 5, end);
    expect_refused(TEXT "x\n", 5, end);
    expect_refused(TEXT "\nx\n", 6, "a signature");
    expect_refused(TEXT "\ned25519 00 00\n", 6, "a signature");

    ntm_checkpoint checkpoint; /* nothing may follow where none is asked for */
    assert_int_equal(ntm_checkpoint_read(TEXT, sizeof TEXT - 1, "c", &checkpoint, NULL, NULL, NULL),
                     NTM_OK);
    assert_int_equal(
        ntm_checkpoint_read(TEXT "\n", sizeof TEXT, "c", &checkpoint, NULL, NULL, NULL),
        NTM_EINPUT);
}

/* ---- signatures ---- */

static void make_keys(ntm_secret_key *secret, ntm_public_key *key)
{
    char folder[] = "/tmp/ntm-test-XXXXXX", path[64], public_path[64];
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/k", folder);
    snprintf(public_path, sizeof public_path, "%s.pub", path);
    assert_int_equal(ntm_sign_new_keys(path, key, NULL), NTM_OK);
    assert_int_equal(ntm_sign_read_secret(path, secret, key, NULL), NTM_OK);
    unlink(path);
    unlink(public_path);
    rmdir(folder);
}

/* The text with that many signatures, all by one key. */
static void sign(ntm_strbuf *out, size_t count)
{
    ntm_secret_key secret;
    ntm_public_key key;
    ntm_checkpoint checkpoint;
    make_keys(&secret, &key);
    assert_int_equal(read_text(TEXT, &checkpoint, NULL), NTM_OK);
    ntm_checkpoint_text(&checkpoint, out);
    for (size_t i = 0; i < count; i++)
        ntm_checkpoint_sign(&checkpoint, &secret, &key, i == 0, out);
    ntm_secret_wipe(&secret);
}

static size_t valid_signatures(const char *text, ntm_rc *rc)
{
    ntm_checkpoint checkpoint;
    ntm_checkpoint_signature signatures[NTM_CHECKPOINT_SIGNATURES];
    size_t count = 0, valid = 0;
    *rc = ntm_checkpoint_read(text, strlen(text), "c", &checkpoint, signatures, &count, NULL);
    for (size_t i = 0; *rc == NTM_OK && i < count; i++)
        valid += signatures[i].valid;
    return valid;
}

static void test_checkpoint_signatures_come_back(void **state)
{
    (void)state;
    for (size_t count = 1; count <= NTM_CHECKPOINT_SIGNATURES + 1; count++) {
        ntm_strbuf out = {0};
        ntm_rc rc;
        sign(&out, count);
        size_t valid = valid_signatures(ntm_strbuf_text(&out), &rc);
        if (count <= NTM_CHECKPOINT_SIGNATURES) {
            assert_int_equal(rc, NTM_OK);
            assert_int_equal(valid, count);
        } else {
            assert_int_equal(rc, NTM_EINPUT); /* one too many */
        }
        ntm_strbuf_clear(&out);
    }
}

/* Another byte anywhere: refused, or the signature does not fit. */
static void test_checkpoint_signature_covers_every_byte(void **state)
{
    (void)state;
    ntm_strbuf out = {0};
    sign(&out, 1);
    char *text = strdup(ntm_strbuf_text(&out));
    for (size_t i = 0; i < out.length; i++)
        for (int change = 1; change < 256; change += i % 3 ? 85 : 1) {
            ntm_rc rc;
            text[i] = (char)(out.data[i] ^ change);
            if (valid_signatures(text, &rc) != 0)
                fail_msg("byte %zu as %02x: %s", i, text[i] & 0xff, text);
            text[i] = out.data[i];
        }
    for (size_t length = 0; length < out.length; length++) {
        ntm_rc rc;
        text[length] = '\0';
        assert_int_equal(valid_signatures(text, &rc), 0);
        text[length] = out.data[length];
    }
    free(text);
    ntm_strbuf_clear(&out);
}

int main(void)
{
    ntm_i18n_set(NTM_LANG_EN);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_checkpoint_comes_back_as_it_was),
        cmocka_unit_test(test_checkpoint_differs_by_each_line),
        cmocka_unit_test(test_checkpoint_says_which_line_is_wrong),
        cmocka_unit_test(test_checkpoint_signatures_come_back),
        cmocka_unit_test(test_checkpoint_signature_covers_every_byte),
    };
    return cmocka_run_group_tests_name("model/checkpoint", tests, NULL, NULL);
}
