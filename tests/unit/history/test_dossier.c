/* Dossiers: what comes out of a store verifies alone, and no byte of it can be another. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "base/i18n.h"
#include "support/dossiers.h"
#include "support/json_edit.h"
#include "support/random_world.h"

static void test_dossier_verifies_without_the_store(void **state)
{
    test_dossiers *f = *state;
    assert_int_equal(test_dossier_check(f->plain.data, f->plain.length, NULL, true), 0);
    assert_int_equal(test_dossier_check(f->signed_.data, f->signed_.length, NULL, true), 0);
    assert_int_equal(test_dossier_check(f->signed_.data, f->signed_.length, &f->key, true), 0);

    ntm_dossier_checked checked;
    ntm_checkpoint now;
    assert_int_equal(ntm_store_checkpoint(f->archive.store, &now, NULL), NTM_OK);
    ntm_dossier_against against = {.key = &f->key};
    assert_int_equal(
        ntm_dossier_check(f->signed_.data, f->signed_.length, "d", &against, &checked, NULL),
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
    test_dossiers *f = *state;
    static const char *const units[] = {"15169", "15170"};
    for (int more = 0; more < 5; more++) {
        for (int run = 1; run <= 3 + more; run++)
            for (int u = 0; u < 2; u++) {
                ntm_strbuf out = {0};
                assert_int_equal(
                    ntm_dossier_make(f->archive.store, run, units[u], NULL, NULL, &out, NULL),
                    NTM_OK);
                assert_int_equal(test_dossier_check(out.data, out.length, NULL, true), 0);
                ntm_strbuf_clear(&out);
            }
        int64_t number;
        assert_int_equal(test_archive_record(&f->archive, 7, &number, NULL), NTM_OK);
        assert_int_equal(number, 4 + more);
    }
    ntm_strbuf out = {0};
    assert_int_equal(ntm_dossier_make(f->archive.store, 99, "15169", NULL, NULL, &out, NULL),
                     NTM_EUSAGE);
    assert_int_equal(ntm_dossier_make(f->archive.store, 1, "15127", NULL, NULL, &out, NULL),
                     NTM_EUSAGE);
    assert_int_equal(out.length, 0);
}

/* Other values for every byte: the lowest bit, and any, by turns. test_dossier_slow takes both. */
static void test_dossier_no_byte_can_be_another(void **state)
{
    test_dossiers *f = *state;
    test_random random = {.state = test_seed(7)};
    print_message("%zu bytes\n", f->small.length);
    char *text = malloc(f->small.length);
    memcpy(text, f->small.data, f->small.length);
    for (size_t i = 0; i < f->small.length; i++) {
        char byte = text[i];
        if (i % 2)
            text[i] = (char)(byte ^ 1);
        else
            while (text[i] == byte)
                text[i] = (char)test_random_below(&random, 256);
        test_dossier_must_be_found(text, f->small.length, i);
        text[i] = byte;
    }
    free(text);
}

static void test_dossier_no_byte_can_be_missing_or_added(void **state)
{
    test_dossiers *f = *state;
    const ntm_strbuf *dossier = &f->small;
    static const char added[] = " \n\t0,\"}]x";
    char *text = malloc(dossier->length + 2);
    for (size_t i = 0; i < dossier->length; i += 4) {
        test_dossier_must_be_found(dossier->data, i, i);
        memcpy(text, dossier->data, i); /* without this byte */
        memcpy(text + i, dossier->data + i + 1, dossier->length - i - 1);
        test_dossier_must_be_found(text, dossier->length - 1, i);
        text[i] = added[i / 4 % (sizeof added - 1)]; /* with one more before it */
        memcpy(text + i + 1, dossier->data + i, dossier->length - i);
        test_dossier_must_be_found(text, dossier->length + 1, i);
    }
    memcpy(text, dossier->data, dossier->length);
    text[dossier->length] = '\n';
    test_dossier_must_be_found(text, dossier->length + 1, dossier->length);
    test_dossier_must_be_found(text, dossier->length - 1, dossier->length - 1);
    free(text);
}

/* ---- signatures ---- */

static void test_dossier_signature_is_asked_for_by_its_key(void **state)
{
    test_dossiers *f = *state;
    assert_int_equal(test_dossier_check(f->signed_.data, f->signed_.length, &f->other, false), 1);
    assert_int_equal(test_dossier_check(f->plain.data, f->plain.length, &f->key, false), 1);
    json_t *json = test_dossier_json(&f->signed_); /* signed by another key under our key's name */
    char hex[2 * NTM_PUBLIC_BYTES + 1];
    json_t *text = json_string(ntm_hex(f->other.bytes, sizeof f->other.bytes, hex));
    json_object_set_new(json_array_get(json_object_get(json, "signatures"), 0), "key", text);
    assert_true(test_dossier_check_json(json, &f->other) > 0);
}

static void test_dossier_signature_is_of_one_dossier(void **state)
{
    test_dossiers *f = *state;
    ntm_strbuf second = {0}; /* the same unit, run #1: its signature put under run #2 */
    assert_int_equal(
        ntm_dossier_make(f->archive.store, 1, "15169", &f->secret, &f->key, &second, NULL), NTM_OK);
    json_t *json = test_dossier_json(&f->signed_), *other = test_dossier_json(&second);
    json_object_set(json, "signatures", json_object_get(other, "signatures"));
    assert_true(test_dossier_check_json(json, &f->key) > 0);
    json_decref(other);
    ntm_strbuf_clear(&second);
}

/* Every bit of key and signature. */
static void test_dossier_signature_has_no_bit_to_spare(void **state)
{
    test_dossiers *f = *state;
    static const char *const members[] = {"key", "signature"};
    for (int m = 0; m < 2; m++) {
        int bits = 8 * (m ? NTM_SIGNATURE_BYTES : NTM_PUBLIC_BYTES);
        for (int bit = 0; bit < bits; bit++) {
            uint8_t bytes[NTM_SIGNATURE_BYTES];
            char hex[2 * NTM_SIGNATURE_BYTES + 1];
            json_t *json = test_dossier_json(&f->signed_);
            json_t *one = json_array_get(json_object_get(json, "signatures"), 0);
            size_t length = (size_t)bits / 8;
            assert_true(
                ntm_hex_parse(json_string_value(json_object_get(one, members[m])), length, bytes));
            bytes[bit / 8] ^= (uint8_t)(1 << bit % 8);
            json_object_set_new(one, members[m], json_string(ntm_hex(bytes, length, hex)));
            assert_true(test_dossier_check_json(json, NULL) > 0);
        }
    }
}

static void test_dossier_signatures_hold_nothing_else(void **state)
{
    test_dossiers *f = *state;
    static const char *const added[] = {"/signatures/0/note", "/signatures/0/k", "/more"};
    for (size_t i = 0; i < sizeof added / sizeof *added; i++) {
        json_t *json = test_dossier_json(&f->signed_);
        test_json_set(json, added[i], "'x'");
        assert_true(test_dossier_check_json(json, &f->key) > 0);
    }
    json_t *json = test_dossier_json(&f->signed_); /* the same signature twice is one */
    json_t *list = json_object_get(json, "signatures");
    json_array_append(list, json_array_get(list, 0));
    assert_true(test_dossier_check_json(json, &f->key) > 0);
    json = test_dossier_json(&f->signed_);
    test_json_set(json, "/signatures/-", "'x'");
    assert_true(test_dossier_check_json(json, &f->key) > 0);
}

int main(void)
{
    ntm_i18n_set(NTM_LANG_EN);
#define T(name)                                                                                    \
    cmocka_unit_test_setup_teardown(test_dossier_##name, test_dossiers_set_up,                     \
                                    test_dossiers_tear_down)
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
