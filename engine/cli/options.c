/* cli/options.c - the one table of options, and its parser on getopt_long. */
#include <getopt.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/text.h"
#include "cli/command.h"

typedef struct option_row {
    const char *name;
    char letter;          /* 0: none */
    const char *argument; /* NULL: a switch */
    const char *help;
    enum { TEXT, SWITCH, LIST } kind;
    size_t offset, count_offset;
} option_row;

#define AT(member) offsetof(ntm_args, member)

static const option_row rows[NTM_OPT_COUNT] = {
    [NTM_OPT_STORE] = {"store", 0, N_("FILE"), N_("the store (else NTM_STORE, else ntm.db here)"),
                       TEXT, AT(store), 0},
    [NTM_OPT_DATA] =
        {"data", 0, N_("FILE"),
         N_("read observations, titles, registrations, successions or findings straight from "
            "this file, without a store; may be repeated"),
         LIST, AT(data), AT(ndata)},
    [NTM_OPT_UNITS] = {"units", 0, N_("FILE"),
                       N_("read units straight from this file; may be repeated"), LIST, AT(units),
                       AT(nunits)},
    [NTM_OPT_RULES] = {"rules", 0, N_("DIR"),
                       N_("the rules folder (else NTM_RULES, else rules/ here, else the installed "
                          "one)"),
                       TEXT, AT(rules), 0},
    [NTM_OPT_LANG] = {"lang", 0, "vi|en", N_("language of what is printed (vi)"), TEXT, AT(lang),
                      0},
    [NTM_OPT_FORMAT] = {"format", 0, N_("FORMAT"), N_("form of the output"), TEXT, AT(format), 0},
    [NTM_OPT_OUTPUT] = {"output", 'o', N_("FILE"), N_("write into this file, whole or not at all"),
                        TEXT, AT(output), 0},
    [NTM_OPT_COLOR] = {"color", 0, "auto|always|never",
                       N_("colour; auto: only on a terminal, and not when NO_COLOR is set"), TEXT,
                       AT(color), 0},
    [NTM_OPT_QUIET] = {"quiet", 'q', NULL, N_("no warnings and notes"), SWITCH, AT(quiet), 0},
    [NTM_OPT_VERBOSE] = {"verbose", 'v', NULL, N_("say more"), SWITCH, AT(verbose), 0},
    [NTM_OPT_HELP] = {"help", 'h', NULL, N_("this help"), SWITCH, AT(help), 0},
    [NTM_OPT_AS_OF] = {"as-of", 0, N_("DATE"),
                       N_("the day in question: law in force and data up to it (2023-12-31 or "
                          "31/12/2023); see 'ntm help dates'"),
                       TEXT, AT(as_of), 0},
    [NTM_OPT_YEAR] = {"year", 0, N_("YEAR"),
                      N_("assessment year: thresholds and yearly figures (else the year of "
                         "--as-of)"),
                      TEXT, AT(year), 0},
    [NTM_OPT_KNOWN_AT] = {"known-at", 0, N_("#N|TIME"),
                          N_("only what was known then: imports up to this number, day or time"),
                          TEXT, AT(known_at), 0},
    [NTM_OPT_ASSESSOR] = {"assessor", 0, N_("LEVEL"),
                          N_("figures of the levels of appraisal up to this one"), TEXT,
                          AT(assessor), 0},
    [NTM_OPT_EVIDENCED] = {"evidenced", 0, NULL, N_("only observations with evidence"), SWITCH,
                           AT(evidenced), 0},
    [NTM_OPT_EXIT_CODE] = {"exit-code", 0, NULL,
                           N_("exit with 1 when a unit is not met or undecided"), SWITCH,
                           AT(exit_code), 0},
    [NTM_OPT_NUMBERS] = {"numbers", 0, "vi|en",
                         N_("how numbers are written in the files: 1.234,5 (vi) or 1,234.5 (en); "
                            "else what is ambiguous is refused"),
                         TEXT, AT(numbers), 0},
    [NTM_OPT_WHO] = {"who", 0, N_("NAME"), N_("who does it (else the user's name)"), TEXT, AT(who),
                     0},
    [NTM_OPT_ONLY] = {"only", 0, N_("TEXT"), N_("only the cases whose name contains this"), TEXT,
                      AT(only), 0},
    [NTM_OPT_AGAIN] = {"again", 0, NULL, N_("import a file again that was imported already"),
                       SWITCH, AT(again), 0},
    [NTM_OPT_DRY_RUN] = {"dry-run", 'n', NULL, N_("check only; change nothing"), SWITCH,
                         AT(dry_run), 0},
    [NTM_OPT_GAZETTE] = {"gazette", 0, NULL,
                         N_("also list what was not compared with the gazette or is not known"),
                         SWITCH, AT(gazette), 0},
    [NTM_OPT_SOURCE] = {"source", 0, NULL, N_("with the places in the script (outside the hash)"),
                        SWITCH, AT(source), 0},
    [NTM_OPT_LEVEL] = {"level", 0, N_("LEVEL"),
                       N_("only this level: province, district, commune, village, product"), TEXT,
                       AT(level), 0},
    [NTM_OPT_OUTSIDE] = {"outside", 0, NULL,
                         N_("also on a day on which the decision is not in force; the report says "
                            "so"),
                         SWITCH, AT(outside), 0},
    [NTM_OPT_ALSO] =
        {
            "also", 0, N_("FOLDER"),
            N_("with the constructed amendments of this folder of rules (vi-du) laid over "
               "the law; may be repeated"),
            LIST, AT(also), AT(nalso)},
    [NTM_OPT_RECORD] = {"record", 0, NULL,
                        N_("keep the evaluation in the store, with all it rests on; asks for "
                           "--as-of"),
                        SWITCH, AT(record), 0},
    [NTM_OPT_RUN] = {"run", 0, N_("NUMBER"),
                     N_("of a run on record ('ntm log' lists them), without evaluating again"),
                     TEXT, AT(run), 0},
    [NTM_OPT_REASON] = {"reason", 0, N_("TEXT"), N_("why; it is kept"), TEXT, AT(reason), 0},
    [NTM_OPT_ALL] = {"all", 0, NULL, N_("all runs on record"), SWITCH, AT(all), 0},
    [NTM_OPT_MESSAGE] = {"message", 'm', N_("TEXT"), N_("a note that is kept with it"), TEXT,
                         AT(message), 0},
    [NTM_OPT_BYTES] = {"bytes", 0, NULL,
                       N_("remove the kept bytes of the file (their digest stays); its rows stay "
                          "as they are"),
                       SWITCH, AT(bytes), 0},
    [NTM_OPT_KEY] = {"key", 0, N_("FILE"), N_("the key; to verify, the public one"), TEXT, AT(key),
                     0},
    [NTM_OPT_NEW_KEY] = {"new-key", 0, N_("FILE"),
                         N_("make a pair of keys: the secret one in this file, the public one in "
                            "FILE.pub"),
                         TEXT, AT(new_key), 0},
    [NTM_OPT_CHECKPOINT] = {"checkpoint", 0, N_("FILE"),
                            N_("a checkpoint that was kept elsewhere: the store must still be "
                               "what it says; may be repeated"),
                            LIST, AT(checkpoints), AT(ncheckpoints)},
    [NTM_OPT_EXPIRES_BEFORE] = {"expires-before", 0, N_("DATE"),
                                N_("only papers that run out before this day, and what rests on "
                                   "them"),
                                TEXT, AT(expires_before), 0},
    [NTM_OPT_FILE_ROOT] = {"file-root", 0, N_("DIR"),
                           N_("the folder in which the files of papers are looked for (else that "
                              "of the data file, else here)"),
                           TEXT, AT(file_root), 0},
    [NTM_OPT_NUMBER] = {"number", 0, N_("TEXT"), N_("number of the paper"), TEXT, AT(number), 0},
    [NTM_OPT_DATE] = {"date", 0, N_("DATE"), N_("the day on which it was issued"), TEXT, AT(date),
                      0},
    [NTM_OPT_OFFICE] = {"office", 0, N_("TEXT"), N_("the office that issued it"), TEXT, AT(office),
                        0},
    [NTM_OPT_VALID_UNTIL] = {"valid-until", 0, N_("DATE"),
                             N_("the last day on which it is valid (else without end)"), TEXT,
                             AT(valid_until), 0},
    [NTM_OPT_KIND] = {"kind", 0, N_("KIND"),
                      N_("kind of paper, as the rules ask for it (code or label)"), TEXT, AT(kind),
                      0},
    [NTM_OPT_TITLE] = {"title", 0, N_("TEXT"), N_("what it is about"), TEXT, AT(title), 0},
    [NTM_OPT_ATTACH] = {"attach", 0, N_("FILE"),
                        N_("the scanned paper: its path, size and SHA-256 are recorded, the file "
                           "itself stays where it is"),
                        TEXT, AT(attach), 0},
    [NTM_OPT_ORIGIN] = {"origin", 0, N_("WORD"),
                        N_("where it comes from: report, constructed, or a word of yours"), TEXT,
                        AT(origin), 0},
    [NTM_OPT_NOTE] = {"note", 0, N_("TEXT"), N_("anything else worth knowing"), TEXT, AT(note), 0},
    [NTM_OPT_CARRY] = {"carry", 0, N_("FILE"),
                       N_("policies (field,policy) for figures of the units of which a unit was "
                          "made; see docs/units-through-time.md"),
                       TEXT, AT(carry), 0},
};

static const ntm_option_id common[] = {
    NTM_OPT_STORE,  NTM_OPT_DATA,  NTM_OPT_UNITS, NTM_OPT_RULES,   NTM_OPT_LANG, NTM_OPT_FORMAT,
    NTM_OPT_OUTPUT, NTM_OPT_COLOR, NTM_OPT_QUIET, NTM_OPT_VERBOSE, NTM_OPT_HELP, NTM_OPT_COUNT};

const char *ntm_option_names(ntm_option_id id)
{
    static char names[128];
    const option_row *row = &rows[id];
    int used = row->letter ? snprintf(names, sizeof names, "-%c, ", row->letter)
                           : snprintf(names, sizeof names, "    ");
    snprintf(names + used, sizeof names - (size_t)used, "--%s%s%s", row->name,
             row->argument ? " " : "", row->argument ? _(row->argument) : "");
    return names;
}

const char *ntm_option_help(ntm_option_id id) { return _(rows[id].help); }

static bool takes(const ntm_command *command, ntm_option_id id)
{
    for (const ntm_option_id *p = common; *p != NTM_OPT_COUNT; p++)
        if (*p == id)
            return true;
    for (const ntm_option_id *p = command->options; p && *p != NTM_OPT_COUNT; p++)
        if (*p == id)
            return true;
    return false;
}

static void set(ntm_args *args, const option_row *row, const char *value)
{
    void *member = (char *)args + row->offset;
    if (row->kind == SWITCH) {
        *(bool *)member = true;
    } else if (row->kind == TEXT) {
        *(const char **)member = value;
    } else {
        const char ***list = member;
        size_t *count = (void *)((char *)args + row->count_offset);
        *list = ntm_xrealloc((void *)*list, (*count + 1) * sizeof **list);
        (*list)[(*count)++] = value;
    }
}

static bool one_of(const char *words, const char *value)
{
    size_t length = strlen(value);
    for (const char *p = words; *p;) {
        size_t word = strcspn(p, " |");
        if (word == length && !strncmp(p, value, length))
            return true;
        p += word;
        p += *p != '\0';
    }
    return false;
}

static int check_values(const ntm_command *command, const ntm_args *args)
{
    if (args->lang && !one_of("vi|en", args->lang))
        return ntm_cli_usage(command, _("--lang takes vi or en, not '%s'"), args->lang);
    if (args->color && !one_of("auto|always|never", args->color))
        return ntm_cli_usage(command, _("--color takes auto, always or never, not '%s'"),
                             args->color);
    if (args->numbers && !one_of("vi|en", args->numbers))
        return ntm_cli_usage(command, _("--numbers takes vi or en, not '%s'"), args->numbers);
    if (args->format && !one_of(command->formats, args->format))
        return ntm_cli_usage(command, _("--format of this command takes one of: %s; not '%s'"),
                             command->formats, args->format);
    return 0;
}

/* The option that a misspelt word was nearest to, or NULL. */
static const char *nearest(const ntm_command *command, const char *word)
{
    const char *best = NULL;
    size_t limit = 2;
    word += strspn(word, "-");
    for (int id = 0; id < NTM_OPT_COUNT; id++) {
        if (!takes(command, (ntm_option_id)id))
            continue;
        size_t distance = ntm_text_distance(word, rows[id].name, limit);
        if (distance <= limit) {
            best = rows[id].name;
            limit = distance ? distance - 1 : 0;
        }
    }
    return best;
}

int ntm_args_parse(const ntm_command *command, int argc, char **argv, ntm_args *args)
{
    struct option longs[NTM_OPT_COUNT + 1] = {0};
    char letters[2 * NTM_OPT_COUNT + 2] = ":";
    size_t nlongs = 0, nletters = 1;

    *args = (ntm_args){0};
    for (int id = 0; id < NTM_OPT_COUNT; id++) {
        if (!takes(command, (ntm_option_id)id))
            continue;
        const option_row *row = &rows[id];
        longs[nlongs++] = (struct option){
            row->name, row->argument ? required_argument : no_argument, NULL, 256 + id};
        if (row->letter) {
            letters[nletters++] = row->letter;
            if (row->argument)
                letters[nletters++] = ':';
        }
    }
    letters[nletters] = '\0';
    opterr = 0;
    optind = 1;
    for (int got; (got = getopt_long(argc, argv, letters, longs, NULL)) != -1;) {
        const char *word = optind > 0 && optind <= argc ? argv[optind - 1] : "";
        if (got == ':')
            return ntm_cli_usage(command, _("option '%s' needs a value"), word);
        if (got >= 256 && optarg && !strncmp(optarg, "--", 2)) /* it swallowed the next option */
            return ntm_cli_usage(command, _("option '--%s' needs a value"), rows[got - 256].name);
        if (got == '?') {
            const char *near = nearest(command, word);
            if (near)
                return ntm_cli_usage(command, _("unknown option '%s'; did you mean --%s?"), word,
                                     near);
            return ntm_cli_usage(command, _("unknown option '%s'"), word);
        }
        int id = got - 256;
        for (int i = 0; got < 256 && i < NTM_OPT_COUNT; i++)
            if (rows[i].letter == got)
                id = i;
        set(args, &rows[id], optarg);
    }
    args->rest = argv + optind;
    args->nrest = argc - optind;
    return args->help ? 0 : check_values(command, args);
}

void ntm_args_clear(ntm_args *args)
{
    free((void *)args->data);
    free((void *)args->units);
    free((void *)args->also);
    free((void *)args->checkpoints);
    *args = (ntm_args){0};
}
