/* Keys in files; a signature holds for its bytes and its key alone. */
#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

#include "base/file.h"
#include "base/sign.h"

static char folder[64], path[96], public_path[100];

static int set_up(void **state)
{
    (void)state;
    snprintf(folder, sizeof folder, "/tmp/ntm-test-XXXXXX");
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/key", folder);
    snprintf(public_path, sizeof public_path, "%s.pub", path);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    unlink(path);
    unlink(public_path);
    return rmdir(folder);
}

static void test_sign_keys_sign_what_they_signed_and_nothing_else(void **state)
{
    (void)state;
    ntm_public_key made, own, read;
    ntm_secret_key secret;
    ntm_signature signature;
    assert_int_equal(ntm_sign_new_keys(path, &made, NULL), NTM_OK);
    struct stat status;
    assert_int_equal(stat(path, &status), 0);
    assert_int_equal(status.st_mode & 0777, 0600);
    assert_int_equal(ntm_sign_read_secret(path, &secret, &own, NULL), NTM_OK);
    assert_int_equal(ntm_sign_read_public(public_path, &read, NULL), NTM_OK);
    assert_memory_equal(&own, &made, sizeof own);
    assert_memory_equal(&read, &made, sizeof own);
    ntm_sign(&secret, "abc", 3, &signature);
    assert_true(ntm_sign_verify(&read, "abc", 3, &signature));
    assert_false(ntm_sign_verify(&read, "abd", 3, &signature));
    assert_false(ntm_sign_verify(&read, "ab", 2, &signature));
    signature.bytes[5] ^= 4;
    assert_false(ntm_sign_verify(&read, "abc", 3, &signature));
    ntm_secret_wipe(&secret);
}

static void test_sign_never_writes_over_a_key(void **state)
{
    (void)state;
    ntm_public_key key;
    assert_int_equal(ntm_sign_new_keys(path, &key, NULL), NTM_OK);
    assert_int_equal(ntm_sign_new_keys(path, &key, NULL), NTM_EUSAGE);
    unlink(path); /* the public one alone is in the way too, and no secret one is left behind */
    assert_int_equal(ntm_sign_new_keys(path, &key, NULL), NTM_EUSAGE);
    assert_int_not_equal(access(path, F_OK), 0);
}

static void expect_nothing_left(ntm_rc expected, const char *message)
{
    ntm_public_key key;
    ntm_diags diags;
    ntm_diags_init(&diags);
    assert_int_equal(ntm_sign_new_keys(path, &key, &diags), expected);
    assert_int_equal(diags.count, 1);
    assert_non_null(strstr(diags.items[0].message, message));
    assert_int_not_equal(access(path, F_OK), 0);
    ntm_diags_clear(&diags);
}

static void test_sign_leaves_no_half_of_a_pair(void **state)
{
    (void)state;
    struct rlimit before, small;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    small = before;
    small.rlim_cur = 40; /* bytes: the write is cut, then refused */
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    expect_nothing_left(NTM_ESYSTEM, strerror(EFBIG));
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    assert_int_equal(symlink("nowhere", public_path), 0); /* in the way, but not to access() */
    expect_nothing_left(NTM_EUSAGE, "");
}

static void test_sign_refuses_what_is_no_key(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "", "ntm-ed25519-public 00", "ntm-ed25519-secret",
        "ntm-ed25519-public "
        "000000000000000000000000000000000000000000000000000000000000000g\n",
        "ntm-ed25519-public "
        "0000000000000000000000000000000000000000000000000000000000000000\nmore"};
    ntm_public_key key;
    ntm_secret_key secret;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        assert_int_equal(ntm_file_write(path, texts[i], strlen(texts[i]), NULL), NTM_OK);
        assert_int_equal(ntm_sign_read_public(path, &key, NULL), NTM_EINPUT);
        assert_int_equal(ntm_sign_read_secret(path, &secret, &key, NULL), NTM_EINPUT);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_sign_keys_sign_what_they_signed_and_nothing_else,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_sign_never_writes_over_a_key, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_sign_leaves_no_half_of_a_pair, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_sign_refuses_what_is_no_key, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("base/sign", tests, NULL, NULL);
}
