/* cli/cmd_evidence.c - papers on record: add, list, verify their files, what is missing. */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "cli/evidence.h"

/* An option that belongs to some of the words only, and whether it was given. */
typedef struct owned {
    const char *name, *words; /* "list, verify" */
    size_t offset;            /* of the text in ntm_args */
} owned;

#define AT(member) offsetof(ntm_args, member)

static const owned OWNED[] = {
    {"--expires-before", "list", AT(expires_before)},
    {"--file-root", "verify", AT(file_root)},
    {"--number", "add", AT(number)},
    {"--date", "add", AT(date)},
    {"--office", "add", AT(office)},
    {"--valid-until", "add", AT(valid_until)},
    {"--kind", "add", AT(kind)},
    {"--title", "add", AT(title)},
    {"--attach", "add", AT(attach)},
    {"--origin", "add", AT(origin)},
    {"--note", "add", AT(note)},
    {"--year", "missing", AT(year)},
    {"--assessor", "missing", AT(assessor)},
    {"--as-of", "list, verify, missing", AT(as_of)},
    {"--known-at", "list, verify, missing", AT(known_at)},
    {"--who", "add", AT(who)},
};

static const struct {
    const char *word;
    int (*run)(const ntm_args *args);
} WORDS[] = {
    {"list", ntm_evidence_cli_list},
    {"verify", ntm_evidence_cli_verify},
    {"missing", ntm_evidence_cli_missing},
    {"add", ntm_evidence_cli_add},
};

enum { NWORDS = sizeof WORDS / sizeof *WORDS };

static int unknown_word(const char *word)
{
    const char *nearest = NULL;
    size_t limit = 2;
    for (int i = 0; i < NWORDS; i++) {
        size_t distance = ntm_text_distance(word, WORDS[i].word, limit);
        if (distance <= limit) {
            nearest = WORDS[i].word;
            limit = distance ? distance - 1 : 0;
        }
    }
    if (nearest)
        return ntm_cli_usage(&ntm_cmd_evidence, _("unknown word '%s'; did you mean %s?"), word,
                             nearest);
    return ntm_cli_usage(&ntm_cmd_evidence,
                         _("unknown word '%s'; list, verify, missing or add was expected"), word);
}

static int check_options(const ntm_args *args, const char *word)
{
    for (size_t i = 0; i < sizeof OWNED / sizeof *OWNED; i++) {
        const char *given = *(const char *const *)((const char *)args + OWNED[i].offset);
        if (given && !strstr(OWNED[i].words, word)) /* no word is part of another */
            return ntm_cli_usage(&ntm_cmd_evidence, _("%s belongs to 'evidence %s'"), OWNED[i].name,
                                 OWNED[i].words);
    }
    if (!strcmp(word, "add") && args->format && !strcmp(args->format, "csv"))
        return ntm_cli_usage(&ntm_cmd_evidence,
                             _("--format of 'evidence add' takes one of: text json; not 'csv'"));
    if (!strcmp(word, "verify") && args->format && !strcmp(args->format, "csv"))
        return ntm_cli_usage(&ntm_cmd_evidence,
                             _("--format of 'evidence verify' takes one of: text json; not 'csv'"));
    return 0;
}

static int cmd_evidence(const ntm_args *args)
{
    if (args->nrest < 1)
        return ntm_cli_usage(&ntm_cmd_evidence, _("list, verify, missing or add?"));
    ntm_args behind = *args;
    behind.rest++;
    behind.nrest--;
    for (int i = 0; i < NWORDS; i++)
        if (!strcmp(args->rest[0], WORDS[i].word)) {
            int code = check_options(args, WORDS[i].word);
            return code ? code : WORDS[i].run(&behind);
        }
    return unknown_word(args->rest[0]);
}

int ntm_evidence_cli_print(const ntm_args *args, const json_t *json, const ntm_strbuf *text)
{
    if (!args->format || strcmp(args->format, "json") != 0)
        return ntm_cli_output(args, text);
    ntm_strbuf out = {0};
    char *dumped = json_dumps(json, JSON_INDENT(1) | JSON_SORT_KEYS);
    ntm_strbuf_printf(&out, "%s\n", dumped);
    free(dumped);
    int code = ntm_cli_output(args, &out);
    ntm_strbuf_clear(&out);
    return code;
}

static const ntm_option_id evidence_options[] = {
    NTM_OPT_AS_OF,   NTM_OPT_YEAR,   NTM_OPT_KNOWN_AT,       NTM_OPT_ASSESSOR,  NTM_OPT_NUMBERS,
    NTM_OPT_OUTSIDE, NTM_OPT_ALSO,   NTM_OPT_EXPIRES_BEFORE, NTM_OPT_FILE_ROOT, NTM_OPT_NUMBER,
    NTM_OPT_DATE,    NTM_OPT_OFFICE, NTM_OPT_VALID_UNTIL,    NTM_OPT_KIND,      NTM_OPT_TITLE,
    NTM_OPT_ATTACH,  NTM_OPT_ORIGIN, NTM_OPT_NOTE,           NTM_OPT_WHO,       NTM_OPT_DRY_RUN,
    NTM_OPT_AGAIN,   NTM_OPT_COUNT};

const ntm_command ntm_cmd_evidence = {
    .name = "evidence",
    .group = "data",
    .usage = N_("list [UNIT] | verify [UNIT] | missing DECISION UNIT | add UNIT"),
    .summary = N_("papers that prove figures: add, list, check their files, what is missing"),
    .details = N_(
        "  list     papers on record (of the unit and all below it); --expires-before DATE: what "
        "runs\n           out before that day, and which figures and indicators rest on it\n"
        "  verify   whether the scanned files are still those that were recorded; exit code 1: "
        "one\n           is not\n"
        "  missing  claimed against evidenced: the unit measured by all its figures beside the "
        "same\n           by figures with a valid paper, and the papers still to collect; exit "
        "code 1:\n           there are some\n"
        "  add      one paper into the store, as an import of its own; --number, --date and "
        "--office\n           are needed\n\n"
        "  ntm evidence missing 32/2022 15169 --as-of 2023-12-31\n"
        "  ntm evidence add 15169 --number \"BB 12/2023\" --date 20/12/2023 --office \"UBND "
        "xã\" \\\n      --kind bien-ban-nghiem-thu --attach scan/bb12.pdf\n\n"
        "  The files themselves are not kept in the store, only path, size and digest: "
        "docs/evidence.md"),
    .options = evidence_options,
    .formats = "text json csv",
    .run = cmd_evidence,
};
