/*
 * The published cases of docs/vectors/. With a file of cases as argument: print what the engine
 * says of each (tests/vectors/differential.py makes random ones and judges the answers).
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <glob.h>
#include <stdio.h>

#include "support/vectors.h"

static void test_published_cases_come_out_as_published(void **state)
{
    (void)state;
    glob_t files;
    test_vectors_tally tally = {0};
    assert_int_equal(glob(NTM_TEST_SOURCE_DIR "/docs/vectors/*.json", 0, NULL, &files), 0);
    for (size_t i = 0; i < files.gl_pathc; i++)
        assert_true(test_vectors_run(files.gl_pathv[i], &tally));
    globfree(&files);
    assert_true(tally.cases >= 200);
    assert_int_equal(tally.failed, 0);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_published_cases_come_out_as_published),
    };
    if (argc == 1)
        return cmocka_run_group_tests_name("eval/vectors", tests, NULL, NULL);
    for (int i = 1; i < argc; i++)
        if (!test_vectors_print(argv[i], stdout))
            return 1;
    return 0;
}
