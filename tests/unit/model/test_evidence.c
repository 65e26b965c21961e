/* Papers on record: which one a figure names, and what its evidence comes to on a day. */
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include <strings.h>

#include "base/i18n.h"
#include "model/evidence.h"
#include "support/commune.h"

static ntm_date day(const char *iso)
{
    ntm_date date;
    assert_true(ntm_date_parse_iso(iso, &date));
    return date;
}

static void paper(ntm_dataset *d, const char *unit, const char *number, const char *date,
                  const char *until, const char *kind, int64_t import)
{
    ntm_dataset_add_evidence(d, &(ntm_evidence){.unit = unit,
                                                .number = number,
                                                .kind = kind,
                                                .office = "UBND",
                                                .date = date ? day(date) : NTM_DATE_MIN,
                                                .valid_until = until ? day(until) : NTM_DATE_MAX,
                                                .import = import,
                                                .line = (int64_t)d->nevidence + 2});
}

static ntm_observation figure(const char *unit, const char *evidence)
{
    return (ntm_observation){.unit = unit,
                             .field = "debt_vnd",
                             .as_of = day("2023-06-30"),
                             .evidence = evidence,
                             .file = "o.csv",
                             .line = 3};
}

static ntm_proof proof(const ntm_papers *papers, const char *unit, const char *evidence,
                       const char *on)
{
    ntm_observation o = figure(unit, evidence);
    return ntm_papers_proof(papers, &o, day(on));
}

/* The dossiers of Cẩm Ngọc, one of its villages, and the district above. */
static ntm_dataset *dossiers(void)
{
    ntm_dataset *d = commune_units();
    paper(d, "15169", "BB 12/2023", "2023-05-01", NULL, "nghiem-thu", 1);
    paper(d, "15169", "QĐ 5/2020", "2020-01-01", "2022-12-31", "phe-duyet", 1);
    paper(d, "15169", "CN 9", "2024-03-01", "2026-03-01", "chung-nhan", 1);
    paper(d, "15169.02", "BB 12/2023", "2023-01-01", "2023-03-31", "nghiem-thu", 1);
    paper(d, "390", "QĐ 100", "2021-01-01", NULL, "phe-duyet", 1);
    return d;
}

static void test_evidence_counts_while_a_named_paper_is_valid(void **state)
{
    (void)state;
    static const struct {
        const char *unit, *evidence, *on;
        ntm_proof proof;
    } cases[] = {
        {"15169", "", "2023-12-31", NTM_PROOF_NONE},
        {"15169", NULL, "2023-12-31", NTM_PROOF_NONE},
        {"15169", " ; ", "2023-12-31", NTM_PROOF_NONE},
        {"15169", "BB 12/2023", "2023-04-30", NTM_PROOF_NOT_YET},
        {"15169", "BB 12/2023", "2023-05-01", NTM_PROOF_VALID},
        {"15169", "BB 12/2023", "2099-12-31", NTM_PROOF_VALID},
        {"15169", "bb   12/2023", "2023-12-31", NTM_PROOF_VALID},
        {"15169", "QĐ 5/2020", "2022-12-31", NTM_PROOF_VALID},
        {"15169", "qđ 5/2020", "2023-01-01", NTM_PROOF_EXPIRED},
        {"15169", "QD 5/2020", "2023-01-01", NTM_PROOF_TEXT}, /* an accent is part of a number */
        {"15169", "biên bản lưu tại xã", "2023-12-31", NTM_PROOF_TEXT},
        /* of several one valid paper is enough, and papers on record outweigh a text */
        {"15169", "QĐ 5/2020; BB 12/2023", "2023-12-31", NTM_PROOF_VALID},
        {"15169", "CN 9;QĐ 5/2020", "2023-12-31", NTM_PROOF_EXPIRED},
        {"15169", "CN 9", "2023-12-31", NTM_PROOF_NOT_YET},
        {"15169", "QĐ 5/2020; biên bản lưu tại xã", "2023-12-31", NTM_PROOF_EXPIRED},
        /* the nearest dossier upwards has it */
        {"15169", "QĐ 100", "2023-12-31", NTM_PROOF_VALID},
        {"15169.02", "QĐ 100", "2023-12-31", NTM_PROOF_VALID},
        {"15169.02", "BB 12/2023", "2023-12-31", NTM_PROOF_EXPIRED}, /* its own */
        {"15169.03", "BB 12/2023", "2023-12-31", NTM_PROOF_VALID},   /* the commune's */
        {"390", "BB 12/2023", "2023-12-31", NTM_PROOF_TEXT},         /* not downwards */
        {"15127", "BB 12/2023", "2023-12-31", NTM_PROOF_TEXT},
    };
    ntm_dataset *d = dossiers();
    ntm_papers *papers = ntm_papers_new(d, INT64_MAX);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (proof(papers, cases[i].unit, cases[i].evidence, cases[i].on) != cases[i].proof)
            fail_msg("case %zu: %s of %s on %s", i, cases[i].evidence ? cases[i].evidence : "NULL",
                     cases[i].unit, cases[i].on);
    assert_true(ntm_proof_counts(NTM_PROOF_TEXT) && ntm_proof_counts(NTM_PROOF_VALID));
    assert_false(ntm_proof_counts(NTM_PROOF_NONE) || ntm_proof_counts(NTM_PROOF_NOT_YET) ||
                 ntm_proof_counts(NTM_PROOF_EXPIRED));
    ntm_papers_free(papers);
    ntm_papers_free(NULL);
    ntm_dataset_free(d);
}

static void test_evidence_later_row_is_the_paper(void **state)
{
    (void)state;
    ntm_dataset *d = dossiers();
    paper(d, "15169", "bb 12/2023", "2023-05-01", "2023-06-30", "nghiem-thu", 3);
    paper(d, "15169", "BB 12/2023", "2023-05-01", "2023-09-30", "nghiem-thu", 3);
    paper(d, "15169", "BB 12/2023", "2023-05-01", "2024-12-31", "nghiem-thu", 2);
    static const struct {
        int64_t known;
        const char *until;
    } cases[] = {{INT64_MAX, "2023-09-30"}, {3, "2023-09-30"}, {2, "2024-12-31"}, {1, NULL}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ntm_papers *papers = ntm_papers_new(d, cases[i].known);
        size_t count;
        const ntm_evidence *const *all = ntm_papers_all(papers, &count);
        assert_int_equal(count, 5);
        assert_string_equal(all[0]->unit, "15169");
        assert_string_equal(all[3]->unit, "15169.02");
        const ntm_evidence *found = NULL;
        for (size_t k = 0; k < 3; k++)
            if (!strcasecmp(all[k]->number, "BB 12/2023"))
                found = all[k];
        assert_non_null(found);
        assert_int_equal(found->valid_until, cases[i].until ? day(cases[i].until) : NTM_DATE_MAX);
        ntm_papers_free(papers);
    }
    ntm_papers *none = ntm_papers_new(d, 0);
    assert_int_equal(proof(none, "15169", "BB 12/2023", "2023-12-31"), NTM_PROOF_TEXT);
    ntm_papers_free(none);
    ntm_dataset_free(d);
}

static const char *of_kind(const ntm_papers *papers, const char *unit, const char *kind,
                           const char *on)
{
    const ntm_evidence *found = ntm_papers_of_kind(papers, unit, kind, day(on));
    return found ? found->number : "-";
}

static void test_evidence_of_a_kind_the_best_is_found(void **state)
{
    (void)state;
    ntm_dataset *d = dossiers();
    ntm_papers *papers = ntm_papers_new(d, INT64_MAX);
    assert_string_equal(of_kind(papers, "15169", "nghiem-thu", "2023-12-31"), "BB 12/2023");
    assert_string_equal(of_kind(papers, "15169", "phe-duyet", "2020-06-30"), "QĐ 5/2020");
    assert_string_equal(of_kind(papers, "15169", "phe-duyet", "2023-06-30"), "QĐ 100");
    assert_string_equal(of_kind(papers, "15169", "chung-nhan", "2023-06-30"), "CN 9");
    assert_string_equal(of_kind(papers, "15169", "bao-cao", "2023-06-30"), "-");
    assert_string_equal(of_kind(papers, "15127", "phe-duyet", "2026-06-30"), "-");
    assert_false(ntm_paper_valid(
        ntm_papers_of_kind(papers, "15169", "chung-nhan", day("2023-06-30")), day("2023-06-30")));
    ntm_papers_free(papers);
    ntm_dataset_free(d);
}

static void test_evidence_names_that_are_no_paper_are_warned_of_once(void **state)
{
    (void)state;
    static const struct {
        const char *unit, *evidence, *says, *hint;
    } cases[] = {
        {"15169", "BB 12/2023; QĐ 5/2020", NULL, NULL},
        {"15169", "BB 12/203; BB 12/203", "'BB 12/203' of unit 15169", "'BB 12/2023'"},
        {"15169", "sổ theo dõi", "'sổ theo dõi' of unit 15169", NULL},
        {"15169.03", "BB 13/2023", "'BB 13/2023' of unit 15169.03", "'BB 12/2023'"},
        {"15169.02", "QĐ 100", NULL, NULL},
        {"15127", "BB 12/203", NULL, NULL}, /* its dossier has no papers */
        {"390", "BB 12/203", "of unit 390", NULL},
        {"00127", "BB 12/203", NULL, NULL},
    };
    ntm_i18n_set(NTM_LANG_EN);
    ntm_dataset *d = dossiers();
    ntm_papers *papers = ntm_papers_new(d, INT64_MAX);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ntm_dataset *rows = ntm_dataset_new();
        ntm_observation o = figure(cases[i].unit, cases[i].evidence);
        ntm_diags diags = {0};
        ntm_dataset_add_observation(rows, &o);
        ntm_dataset_add_observation(rows, &o);
        ntm_papers_check(papers, rows, &diags);
        assert_int_equal(diags.count, cases[i].says ? 1 : 0);
        if (cases[i].says) {
            const ntm_finding *f = &diags.items[0];
            assert_int_equal(f->severity, NTM_WARNING);
            assert_string_equal(f->place.file, "o.csv");
            assert_int_equal(f->place.line, 3);
            if (!strstr(f->message, cases[i].says))
                fail_msg("%s", f->message);
            assert_int_equal(f->hint != NULL, cases[i].hint != NULL);
            if (cases[i].hint && !strstr(f->hint, cases[i].hint))
                fail_msg("%s", f->hint);
        }
        ntm_diags_clear(&diags);
        ntm_dataset_free(rows);
    }
    ntm_papers_free(papers);
    ntm_dataset_free(d);
}

typedef struct named {
    size_t count, on_record;
    char names[64];
} named;

static void add_name(void *context, const char *name, const ntm_evidence *found)
{
    named *n = context;
    n->count++;
    n->on_record += found != NULL;
    strncat(n->names, name, sizeof n->names - strlen(n->names) - 1);
    strncat(n->names, "|", sizeof n->names - strlen(n->names) - 1);
}

static void test_evidence_names_are_told_in_order(void **state)
{
    (void)state;
    ntm_dataset *d = dossiers();
    ntm_papers *papers = ntm_papers_new(d, INT64_MAX);
    ntm_observation o = figure("15169", ";  bb 12/2023 ;; sổ ; QĐ 100;");
    named n = {0};
    ntm_papers_named(papers, &o, add_name, &n);
    assert_int_equal(n.count, 3);
    assert_int_equal(n.on_record, 2);
    assert_string_equal(n.names, "bb 12/2023|sổ|QĐ 100|");
    ntm_papers_free(papers);
    ntm_dataset_free(d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_evidence_counts_while_a_named_paper_is_valid),
        cmocka_unit_test(test_evidence_later_row_is_the_paper),
        cmocka_unit_test(test_evidence_of_a_kind_the_best_is_found),
        cmocka_unit_test(test_evidence_names_that_are_no_paper_are_warned_of_once),
        cmocka_unit_test(test_evidence_names_are_told_in_order),
    };
    return cmocka_run_group_tests_name("model/evidence", tests, NULL, NULL);
}
