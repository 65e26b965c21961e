/* The policy file: what it may say, and every message it can cause. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/i18n.h"
#include "base/strbuf.h"
#include "intake/carry.h"
#include "support/commune.h"

static ntm_dictionary *dictionary;

static ntm_rc read_text(const char *text, ntm_carry **out, ntm_diags *diags)
{
    return ntm_carry_read("p.csv", text, strlen(text), dictionary, out, diags);
}

static void test_carry_file_reads_codes_and_words(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "field,policy\nplan.approved,all\npopulation.total,none\ndisaster.grade,any\n"
        "plan.valid_until,earliest\nroad.total_km,sum\n",
        "Chính sách;Trường số liệu;Ghi chú\ntất cả;plan.approved;vì sao\n"
        "Không chuyển;population.total;\nbất kỳ;disaster.grade;\nsớm nhất;plan.valid_until;\n"
        "cộng;road.total_km;\n",
    };
    static const struct {
        const char *field;
        ntm_carry_policy policy;
    } expected[] = {{"plan.approved", NTM_CARRY_ALL},
                    {"population.total", NTM_CARRY_NONE},
                    {"disaster.grade", NTM_CARRY_ANY},
                    {"plan.valid_until", NTM_CARRY_EARLIEST},
                    {"road.total_km", NTM_CARRY_SUM}};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        ntm_carry *carry = NULL;
        ntm_diags diags = {0};
        ntm_rc rc = read_text(texts[i], &carry, &diags);
        if (rc != NTM_OK)
            fail_msg("%s", diags.items[0].message);
        assert_int_equal(diags.count, 0);
        assert_int_equal(ntm_carry_count(carry), 5);
        for (uint32_t k = 0; k < 5; k++) {
            ntm_carry_policy policy;
            assert_string_equal(ntm_carry_at(carry, k, &policy), expected[k].field);
            assert_int_equal(policy, expected[k].policy);
            assert_true(ntm_carry_given(carry, expected[k].field, &policy));
        }
        ntm_carry_policy policy;
        assert_false(ntm_carry_given(carry, "debt_vnd", &policy));
        ntm_carry_free(carry);
    }
    assert_int_equal(ntm_carry_count(NULL), 0);
    ntm_carry_free(NULL);
}

typedef struct message_case {
    const char *text, *findings, *says;
} message_case;

static void test_carry_file_says_every_message(void **state)
{
    (void)state;
    static const message_case cases[] = {
        {"", "empty-file 0:0", NULL},
        {"field,policy\n", "no-rows 0:0", "below the header"},
        {"field,policy\npopulation.totl,sum\n", "unknown-field 2:1",
         "did you mean 'population.total'?"},
        {"field,policy\nTrùng tên,sum\n", "ambiguous-field 2:1", "school.twin"},
        {"field,policy\n,sum\n", "missing-field 2:1", "row 2, column A"},
        {"field,policy\nhealth.insured/population.total,sum\n", "carry-share 2:1", "two sides"},
        {"field,policy\nplan.approved,both\n", "unknown-policy 2:15",
         "none, sum, all, any, latest, earliest"},
        {"field,policy\nplan.approved,\n", "unknown-policy 2:15", "'' is no policy"},
        {"field,policy\nplan.approved,sum\n", "policy-fit 2:15", "possible are: none, all, any"},
        {"field,policy\nincome_vnd,sum\n", "policy-fit 2:12", "not the sum"},
        {"field,policy\nsatisfied,any\n", "policy-fit 2:11", "possible are: none"},
        {"field,policy\nplan.valid_until,all\n", "policy-fit 2:18", "none, latest, earliest"},
        {"field,policy\nplan.approved,all\nplan.approved,any\n", "duplicate-row 3:1",
         "in row 2 already"},
        {"field,policy\nx,y\n", "unknown-field 2:1; unknown-policy 2:3", NULL},
        {"field,polici\nplan.approved,all\n", "unknown-column 1:7; missing-column 1:0",
         "field,policy[,note]"},
        {"policy,note\nall,x\n", "missing-column 1:0", "'field'"},
        {"field,policy,field\nplan.approved,all,x\n", "duplicate-column 1:14", "twice"},
        {"field,policy\nplan.approved\n", "too-few-cells 2:1", NULL},
    };
    size_t failures = 0;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ntm_carry *carry = NULL;
        ntm_diags diags = {0};
        ntm_strbuf found = {0};
        bool says = !cases[i].says;
        assert_int_equal(read_text(cases[i].text, &carry, &diags), NTM_EINPUT);
        assert_null(carry);
        for (size_t k = 0; k < diags.count; k++) {
            const ntm_finding *f = &diags.items[k];
            ntm_strbuf_printf(&found, "%s%s %ld:%ld", k ? "; " : "", f->code, f->place.line,
                              f->place.column);
            says = says || strstr(f->message, cases[i].says) ||
                   (f->hint && strstr(f->hint, cases[i].says));
            assert_string_equal(f->place.file, "p.csv");
        }
        if (strcmp(ntm_strbuf_text(&found), cases[i].findings) != 0 || !says) {
            print_error("case %zu\n  found    %s\n  expected %s\n  %s\n", i,
                        ntm_strbuf_text(&found), cases[i].findings,
                        diags.count ? diags.items[0].message : "");
            failures++;
        }
        ntm_strbuf_clear(&found);
        ntm_diags_clear(&diags);
    }
    assert_int_equal(failures, 0);
}

static int setup(void **state)
{
    (void)state;
    ntm_i18n_set(NTM_LANG_EN);
    dictionary = commune_dictionary();
    return dictionary ? 0 : -1;
}

static int teardown(void **state)
{
    (void)state;
    ntm_dictionary_free(dictionary);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_carry_file_reads_codes_and_words),
        cmocka_unit_test(test_carry_file_says_every_message),
    };
    return cmocka_run_group_tests_name("intake/carry", tests, setup, teardown);
}
