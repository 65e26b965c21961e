/* Dossiers: what comes out of a store verifies alone, and no byte of it can be another. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "base/i18n.h"
#include "history/dossier.h"
#include "support/archive.h"
#include "support/json_edit.h"
#include "support/random_world.h"

typedef struct fixture {
    test_archive archive;
    ntm_secret_key secret;
    ntm_public_key key, other;
    ntm_strbuf plain, signed_; /* dossiers of 15169 in run #2 */
    ntm_strbuf small;          /* of 15170, which has hardly a figure; signed too */
} fixture;

static void make_key(const test_archive *a, const char *name, ntm_secret_key *secret,
                     ntm_public_key *key)
{
    char path[96];
    snprintf(path, sizeof path, "%s/%s", a->folder, name);
    assert_int_equal(ntm_sign_new_keys(path, key, NULL), NTM_OK);
    if (secret)
        assert_int_equal(ntm_sign_read_secret(path, secret, key, NULL), NTM_OK);
}

static int set_up(void **state)
{
    fixture *f = calloc(1, sizeof *f);
    test_archive_init(&f->archive);
    test_archive_fill(&f->archive);
    make_key(&f->archive, "office.key", &f->secret, &f->key);
    make_key(&f->archive, "other.key", NULL, &f->other);
    ntm_store *store = f->archive.store;
    assert_int_equal(ntm_dossier_make(store, 2, "15169", NULL, NULL, &f->plain, NULL), NTM_OK);
    assert_int_equal(ntm_dossier_make(store, 2, "15169", &f->secret, &f->key, &f->signed_, NULL),
                     NTM_OK);
    assert_int_equal(ntm_dossier_make(store, 2, "15170", &f->secret, &f->key, &f->small, NULL),
                     NTM_OK);
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    fixture *f = *state;
    ntm_strbuf_clear(&f->plain);
    ntm_strbuf_clear(&f->signed_);
    ntm_strbuf_clear(&f->small);
    test_archive_clear(&f->archive);
    free(f);
    return 0;
}

/* Findings; SIZE_MAX where it is not even a dossier. */
static size_t check(const char *text, size_t length, const ntm_public_key *key, bool print)
{
    ntm_dossier_checked checked;
    ntm_diags diags = {0};
    ntm_rc rc = ntm_dossier_check(text, length, "d.json", key, &checked, &diags);
    size_t findings = rc == NTM_OK ? checked.findings : SIZE_MAX;
    assert_true(rc == NTM_OK || (rc == NTM_EINPUT && diags.count == 1));
    for (size_t i = 0; print && i < diags.count; i++)
        print_message("%s\n", diags.items[i].message);
    ntm_diags_clear(&diags);
    ntm_dossier_checked_clear(&checked);
    return findings;
}

static void test_dossier_verifies_without_the_store(void **state)
{
    fixture *f = *state;
    assert_int_equal(check(f->plain.data, f->plain.length, NULL, true), 0);
    assert_int_equal(check(f->signed_.data, f->signed_.length, NULL, true), 0);
    assert_int_equal(check(f->signed_.data, f->signed_.length, &f->key, true), 0);

    ntm_dossier_checked checked;
    ntm_checkpoint now;
    assert_int_equal(ntm_store_checkpoint(f->archive.store, &now, NULL), NTM_OK);
    assert_int_equal(
        ntm_dossier_check(f->signed_.data, f->signed_.length, "d", &f->key, &checked, NULL),
        NTM_OK);
    assert_string_equal(checked.unit, "15169");
    assert_string_equal(checked.decision, "test/1/2022");
    assert_string_equal(checked.as_of, "2023-12-31");
    assert_true(checked.illustrative); /* its figures are constructed */
    assert_int_equal(checked.run, 2);
    assert_int_equal(checked.signatures, 1);
    assert_int_equal(checked.by_key, 1);
    assert_true(ntm_checkpoint_equal(&checked.checkpoint, &now));
    ntm_dossier_checked_clear(&checked);
}

/* Of every run and unit, in stores of every size: paths of all shapes. */
static void test_dossier_leads_to_the_root_from_every_place(void **state)
{
    fixture *f = *state;
    static const char *const units[] = {"15169", "15170"};
    for (int more = 0; more < 5; more++) {
        for (int run = 1; run <= 2 + more; run++)
            for (int u = 0; u < 2; u++) {
                ntm_strbuf out = {0};
                assert_int_equal(
                    ntm_dossier_make(f->archive.store, run, units[u], NULL, NULL, &out, NULL),
                    NTM_OK);
                assert_int_equal(check(out.data, out.length, NULL, true), 0);
                ntm_strbuf_clear(&out);
            }
        int64_t number;
        assert_int_equal(test_archive_record(&f->archive, 7, &number, NULL), NTM_OK);
        assert_int_equal(number, 3 + more);
    }
    ntm_strbuf out = {0};
    assert_int_equal(ntm_dossier_make(f->archive.store, 99, "15169", NULL, NULL, &out, NULL),
                     NTM_EUSAGE);
    assert_int_equal(ntm_dossier_make(f->archive.store, 1, "15127", NULL, NULL, &out, NULL),
                     NTM_EUSAGE);
    assert_int_equal(out.length, 0);
}

static void expect_found(const char *text, size_t length, size_t at)
{
    if (check(text, length, NULL, false) == 0)
        fail_msg("a change at byte %zu of %zu is not found: …%.*s…", at, length, 40,
                 text + (at > 20 ? at - 20 : 0));
}

/* Other values for every byte: the lowest bit, and any, by turns. test_dossier_slow takes both. */
static void test_dossier_no_byte_can_be_another(void **state)
{
    fixture *f = *state;
    test_random random = {.state = test_seed(7)};
    char *text = malloc(f->small.length);
    memcpy(text, f->small.data, f->small.length);
    for (size_t i = 0; i < f->small.length; i++) {
        char byte = text[i];
        if (i % 2)
            text[i] = (char)(byte ^ 1);
        else
            while (text[i] == byte)
                text[i] = (char)test_random_below(&random, 256);
        expect_found(text, f->small.length, i);
        text[i] = byte;
    }
    free(text);
}

static void test_dossier_no_byte_can_be_missing_or_added(void **state)
{
    fixture *f = *state;
    const ntm_strbuf *dossier = &f->small;
    static const char added[] = " \n\t0,\"}]x";
    char *text = malloc(dossier->length + 2);
    for (size_t i = 0; i < dossier->length; i += 4) {
        expect_found(dossier->data, i, i);
        memcpy(text, dossier->data, i); /* without this byte */
        memcpy(text + i, dossier->data + i + 1, dossier->length - i - 1);
        expect_found(text, dossier->length - 1, i);
        text[i] = added[i / 4 % (sizeof added - 1)]; /* with one more before it */
        memcpy(text + i + 1, dossier->data + i, dossier->length - i);
        expect_found(text, dossier->length + 1, i);
    }
    memcpy(text, dossier->data, dossier->length);
    text[dossier->length] = '\n';
    expect_found(text, dossier->length + 1, dossier->length);
    expect_found(text, dossier->length - 1, dossier->length - 1);
    free(text);
}

/* ---- signatures ---- */

static json_t *parsed(const ntm_strbuf *dossier)
{
    json_t *json = json_loadb(dossier->data, dossier->length, 0, NULL);
    assert_non_null(json);
    return json;
}

static size_t check_json(json_t *json, const ntm_public_key *key)
{
    size_t length;
    char *text = ntm_json_canonical(json, &length);
    text = realloc(text, length + 2);
    memcpy(text + length, "\n", 2);
    size_t findings = check(text, length + 1, key, false);
    free(text);
    json_decref(json);
    return findings;
}

static void test_dossier_signature_is_asked_for_by_its_key(void **state)
{
    fixture *f = *state;
    assert_int_equal(check(f->signed_.data, f->signed_.length, &f->other, false), 1);
    assert_int_equal(check(f->plain.data, f->plain.length, &f->key, false), 1);
    json_t *json = parsed(&f->signed_); /* signed by another key under our key's name */
    char hex[2 * NTM_PUBLIC_BYTES + 1];
    json_t *text = json_string(ntm_hex(f->other.bytes, sizeof f->other.bytes, hex));
    json_object_set_new(json_array_get(json_object_get(json, "signatures"), 0), "key", text);
    assert_true(check_json(json, &f->other) > 0);
}

static void test_dossier_signature_is_of_one_dossier(void **state)
{
    fixture *f = *state;
    ntm_strbuf second = {0}; /* the same unit, run #1: its signature put under run #2 */
    assert_int_equal(
        ntm_dossier_make(f->archive.store, 1, "15169", &f->secret, &f->key, &second, NULL), NTM_OK);
    json_t *json = parsed(&f->signed_), *other = parsed(&second);
    json_object_set(json, "signatures", json_object_get(other, "signatures"));
    assert_true(check_json(json, &f->key) > 0);
    json_decref(other);
    ntm_strbuf_clear(&second);
}

/* Every bit of key and signature. */
static void test_dossier_signature_has_no_bit_to_spare(void **state)
{
    fixture *f = *state;
    static const char *const members[] = {"key", "signature"};
    for (int m = 0; m < 2; m++) {
        int bits = 8 * (m ? NTM_SIGNATURE_BYTES : NTM_PUBLIC_BYTES);
        for (int bit = 0; bit < bits; bit++) {
            uint8_t bytes[NTM_SIGNATURE_BYTES];
            char hex[2 * NTM_SIGNATURE_BYTES + 1];
            json_t *json = parsed(&f->signed_);
            json_t *one = json_array_get(json_object_get(json, "signatures"), 0);
            size_t length = (size_t)bits / 8;
            assert_true(
                ntm_hex_parse(json_string_value(json_object_get(one, members[m])), length, bytes));
            bytes[bit / 8] ^= (uint8_t)(1 << bit % 8);
            json_object_set_new(one, members[m], json_string(ntm_hex(bytes, length, hex)));
            assert_true(check_json(json, NULL) > 0);
        }
    }
}

static void test_dossier_signatures_hold_nothing_else(void **state)
{
    fixture *f = *state;
    static const char *const added[] = {"/signatures/0/note", "/signatures/0/k", "/more"};
    for (size_t i = 0; i < sizeof added / sizeof *added; i++) {
        json_t *json = parsed(&f->signed_);
        test_json_set(json, added[i], "'x'");
        assert_true(check_json(json, &f->key) > 0);
    }
    json_t *json = parsed(&f->signed_); /* the same signature twice is one */
    json_t *list = json_object_get(json, "signatures");
    json_array_append(list, json_array_get(list, 0));
    assert_true(check_json(json, &f->key) > 0);
    json = parsed(&f->signed_);
    test_json_set(json, "/signatures/-", "'x'");
    assert_true(check_json(json, &f->key) > 0);
}

int main(void)
{
    ntm_i18n_set(NTM_LANG_EN);
#define T(name) cmocka_unit_test_setup_teardown(test_dossier_##name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        T(verifies_without_the_store),
        T(leads_to_the_root_from_every_place),
        T(no_byte_can_be_another),
        T(no_byte_can_be_missing_or_added),
        T(signature_is_asked_for_by_its_key),
        T(signature_is_of_one_dossier),
        T(signature_has_no_bit_to_spare),
        T(signatures_hold_nothing_else),
    };
    return cmocka_run_group_tests_name("history/dossier", tests, NULL, NULL);
}
