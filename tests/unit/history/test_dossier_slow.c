/* Dossiers, byte by byte: of a small one all of them in several ways, of a real one a sample. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "base/file.h"
#include "base/i18n.h"
#include "support/dossiers.h"
#include "support/random_world.h"

/* A check takes milliseconds, and under sanitizers many: there a part of the bytes must do. */
#ifdef NTM_SANITIZED
enum { STEP = 16, SAMPLES = 60 };
#else
enum { STEP = 1, SAMPLES = 600 };
#endif

static void test_dossier_no_byte_of_a_small_one_can_change(void **state)
{
    test_dossiers *f = *state;
    const ntm_strbuf *dossier = &f->signed_;
    test_random random = {.state = test_seed(7)};
    static const char added[] = " \n\t0,\"}]x";
    char *text = malloc(dossier->length + 1);
    for (size_t i = 0; i < dossier->length; i += STEP) {
        memcpy(text, dossier->data, dossier->length);
        text[i] = (char)(dossier->data[i] ^ 1);
        test_dossier_must_be_found(text, dossier->length, i);
        do
            text[i] = (char)test_random_below(&random, 256);
        while (text[i] == dossier->data[i]);
        test_dossier_must_be_found(text, dossier->length, i);
        memcpy(text + i, dossier->data + i + 1, dossier->length - i - 1); /* without it */
        test_dossier_must_be_found(text, dossier->length - 1, i);
        text[i] = added[i % (sizeof added - 1)]; /* one more before it */
        memcpy(text + i + 1, dossier->data + i, dossier->length - i);
        test_dossier_must_be_found(text, dossier->length + 1, i);
        test_dossier_must_be_found(dossier->data, i, i); /* nothing from it on */
    }
    free(text);
}

static void run(const char *command)
{
    if (system(command) != 0)
        fail_msg("%s", command);
}

/* Cẩm Ngọc under 32/2022 on 31/12/2023, made by the commands themselves. */
static void test_dossier_no_byte_of_a_real_one_can_change(void **state)
{
    test_dossiers *f = *state;
    char command[1000], path[96], *text;
    size_t length;
    snprintf(path, sizeof path, "%s/d.json", f->archive.folder);
    snprintf(command, sizeof command,
             "cd %s && export NTM_RULES=%s/rules && D=%s/datasets/cam-ngoc && PATH=%s:$PATH &&"
             " (ntm import $D/units.csv $D/observations.csv $D/titles.csv --store r.db -q &&"
             " ntm evaluate 32/2022 15169 --as-of 2023-12-31 --record --store r.db -q &&"
             " ntm dossier 1 15169 --store r.db -o d.json) >/dev/null",
             f->archive.folder, NTM_TEST_SOURCE_DIR, NTM_TEST_SOURCE_DIR, NTM_TEST_BIN_DIR);
    run(command);
    assert_int_equal(ntm_file_read(path, NTM_DOSSIER_LIMIT, &text, &length, NULL), NTM_OK);
    assert_int_equal(test_dossier_check(text, length, NULL, true), 0);
    assert_true(length > 100000);
    test_random random = {.state = test_seed(11)};
    for (int i = 0; i < SAMPLES; i++) {
        size_t at = (size_t)(test_random_next(&random) % length);
        char byte = text[at];
        text[at] = (char)(i % 2 ? byte ^ 1 : byte ^ (int)(1 + test_random_below(&random, 255)));
        test_dossier_must_be_found(text, length, at);
        text[at] = byte;
    }
    free(text);
}

int main(void)
{
    ntm_i18n_set(NTM_LANG_EN);
#define T(name)                                                                                    \
    cmocka_unit_test_setup_teardown(test_dossier_##name, test_dossiers_set_up,                     \
                                    test_dossiers_tear_down)
    const struct CMUnitTest tests[] = {
        T(no_byte_of_a_small_one_can_change),
        T(no_byte_of_a_real_one_can_change),
    };
    return cmocka_run_group_tests_name("history/dossier_slow", tests, NULL, NULL);
}
