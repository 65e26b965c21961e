/* The tree of RFC 6962: known roots, and every path of every small tree. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "base/merkle.h"

enum { MOST = 40 };

static void leaves_of(ntm_digest *leaves, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        uint8_t record = (uint8_t)i;
        leaves[i] = ntm_merkle_leaf(&record, 1);
    }
}

static void expect_hex(ntm_digest digest, const char *hex)
{
    char text[NTM_SHA256_TEXT];
    assert_string_equal(ntm_digest_text(digest, text), hex);
}

/* The vectors that implementations of Certificate Transparency share. */
static void test_merkle_has_the_published_roots(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        size_t length;
    } records[] = {{"", 0},
                   {"\x00", 1},
                   {"\x10", 1},
                   {"\x20\x21", 2},
                   {"\x30\x31", 2},
                   {"\x40\x41\x42\x43", 4},
                   {"\x50\x51\x52\x53\x54\x55\x56\x57", 8},
                   {"\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f", 16}};
    ntm_digest leaves[8];
    for (size_t i = 0; i < 8; i++)
        leaves[i] = ntm_merkle_leaf(records[i].bytes, records[i].length);
    expect_hex(ntm_merkle_root(leaves, 0),
               "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    expect_hex(ntm_merkle_root(leaves, 1),
               "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
    expect_hex(ntm_merkle_root(leaves, 2),
               "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125");
    expect_hex(ntm_merkle_root(leaves, 8),
               "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");
}

static void test_merkle_every_path_leads_to_the_root_and_no_other_does(void **state)
{
    (void)state;
    ntm_digest leaves[MOST], path[NTM_MERKLE_PATH], root;
    leaves_of(leaves, MOST);
    for (size_t count = 1; count <= MOST; count++)
        for (size_t index = 0; index < count; index++) {
            ntm_digest whole = ntm_merkle_root(leaves, count);
            size_t length = ntm_merkle_path(leaves, count, index, path);
            assert_true(ntm_merkle_follow(leaves[index], index, count, path, length, &root));
            assert_true(ntm_digest_equal(root, whole));
            /* another place, another leaf, a shorter, longer or changed path */
            for (size_t other = 0; other < count; other++)
                if (other != index &&
                    ntm_merkle_follow(leaves[index], other, count, path, length, &root))
                    assert_false(ntm_digest_equal(root, whole));
            assert_false(ntm_merkle_follow(leaves[index], count, count, path, length, &root));
            if (length) {
                assert_false(
                    ntm_merkle_follow(leaves[index], index, count, path, length - 1, &root));
                path[length - 1].bytes[31] ^= 1;
                assert_true(ntm_merkle_follow(leaves[index], index, count, path, length, &root));
                assert_false(ntm_digest_equal(root, whole));
            }
            path[length] = whole;
            assert_false(ntm_merkle_follow(leaves[index], index, count, path, length + 1, &root));
        }
}

static void test_digest_text_is_read_back_and_nothing_else_is(void **state)
{
    (void)state;
    ntm_digest digest = ntm_merkle_leaf("x", 1), back;
    char text[NTM_SHA256_TEXT];
    ntm_digest_text(digest, text);
    assert_true(ntm_digest_parse(text, &back));
    assert_true(ntm_digest_equal(digest, back));
    for (size_t i = 0; i < 64; i++) {
        char kept = text[i];
        text[i] = 'A';
        assert_false(ntm_digest_parse(text, &back));
        text[i] = '\0';
        assert_false(ntm_digest_parse(text, &back));
        text[i] = kept;
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_merkle_has_the_published_roots),
        cmocka_unit_test(test_merkle_every_path_leads_to_the_root_and_no_other_does),
        cmocka_unit_test(test_digest_text_is_read_back_and_nothing_else_is),
    };
    return cmocka_run_group_tests_name("base/merkle", tests, NULL, NULL);
}
