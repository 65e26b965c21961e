/* tests/support/dossiers.c - see the header. */
#include "support/dossiers.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static void make_key(const test_archive *a, const char *name, ntm_secret_key *secret,
                     ntm_public_key *key)
{
    char path[96];
    snprintf(path, sizeof path, "%s/%s", a->folder, name);
    assert_int_equal(ntm_sign_new_keys(path, key, NULL), NTM_OK);
    if (secret)
        assert_int_equal(ntm_sign_read_secret(path, secret, key, NULL), NTM_OK);
}

int test_dossiers_set_up(void **state)
{
    test_dossiers *f = calloc(1, sizeof *f);
    test_archive_init(&f->archive);
    test_archive_fill(&f->archive);
    make_key(&f->archive, "office.key", &f->secret, &f->key);
    make_key(&f->archive, "other.key", NULL, &f->other);
    ntm_store *store = f->archive.store;
    int64_t run;
    assert_int_equal(test_archive_record_small(&f->archive, 7, &run, NULL), NTM_OK);
    assert_int_equal(ntm_dossier_make(store, 2, "15169", NULL, NULL, &f->plain, NULL), NTM_OK);
    assert_int_equal(ntm_dossier_make(store, 2, "15169", &f->secret, &f->key, &f->signed_, NULL),
                     NTM_OK);
    assert_int_equal(ntm_dossier_make(store, run, "15170", &f->secret, &f->key, &f->small, NULL),
                     NTM_OK);
    *state = f;
    return 0;
}

int test_dossiers_tear_down(void **state)
{
    test_dossiers *f = *state;
    ntm_strbuf_clear(&f->plain);
    ntm_strbuf_clear(&f->signed_);
    ntm_strbuf_clear(&f->small);
    test_archive_clear(&f->archive);
    free(f);
    return 0;
}

/* Findings; SIZE_MAX where it is not even a dossier. */
size_t test_dossier_check(const char *text, size_t length, const ntm_public_key *key, bool print)
{
    ntm_dossier_checked checked;
    ntm_diags diags = {0};
    ntm_rc rc = ntm_dossier_check(text, length, "d.json", &(ntm_dossier_against){.key = key},
                                  &checked, &diags);
    size_t findings = rc == NTM_OK ? checked.findings : SIZE_MAX;
    assert_true(rc == NTM_OK || (rc == NTM_EINPUT && diags.count == 1));
    for (size_t i = 0; print && i < diags.count; i++)
        print_message("%s\n", diags.items[i].message);
    ntm_diags_clear(&diags);
    ntm_dossier_checked_clear(&checked);
    return findings;
}

void test_dossier_must_be_found(const char *text, size_t length, size_t at)
{
    if (test_dossier_check(text, length, NULL, false) == 0)
        fail_msg("a change at byte %zu of %zu is not found: …%.*s…", at, length, 40,
                 text + (at > 20 ? at - 20 : 0));
}

json_t *test_dossier_json(const ntm_strbuf *dossier)
{
    json_t *json = json_loadb(dossier->data, dossier->length, 0, NULL);
    assert_non_null(json);
    return json;
}

size_t test_dossier_check_json(json_t *json, const ntm_public_key *key)
{
    size_t length;
    char *text = ntm_json_canonical(json, &length);
    text = realloc(text, length + 2);
    memcpy(text + length, "\n", 2);
    size_t findings = test_dossier_check(text, length + 1, key, false);
    free(text);
    json_decref(json);
    return findings;
}
