/* cli/main.c - the program ntm: find the command, parse its options, run it. */
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "base/heap.h"
#include "base/i18n.h"
#include "base/text.h"
#include "cli/command.h"

const ntm_command *const ntm_commands[] = {
    &ntm_cmd_evaluate, &ntm_cmd_explain,    &ntm_cmd_check,     &ntm_cmd_test,
    &ntm_cmd_show,     &ntm_cmd_applicable, &ntm_cmd_decisions, &ntm_cmd_import,
    &ntm_cmd_units,    &ntm_cmd_fields,     &ntm_cmd_reconcile, &ntm_cmd_retract,
    &ntm_cmd_log,      &ntm_cmd_replay,     &ntm_cmd_why,       &ntm_cmd_verify,
    &ntm_cmd_sign,     &ntm_cmd_dossier,    &ntm_cmd_backup,    &ntm_cmd_migrate,
    &ntm_cmd_evidence, &ntm_cmd_assessors,  &ntm_cmd_compare,   NULL,
};

static const ntm_command *find(const char *name)
{
    for (const ntm_command *const *c = ntm_commands; *c; c++)
        if (!strcmp((*c)->name, name))
            return *c;
    return NULL;
}

/* What the locale asks for: the first of its variables that is set. */
static const char *locale_language(void)
{
    static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *value = getenv(names[i]);
        if (value && *value)
            return !strncmp(value, "en", 2) ? "en" : "vi";
    }
    return "vi";
}

/* --lang anywhere decides the language of every message, so it is looked for first. */
static void choose_language(int argc, char **argv)
{
    const char *lang = getenv("NTM_LANG");
    if (!lang || !*lang)
        lang = locale_language();
    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
        if (!strncmp(argv[i], "--lang=", 7))
            lang = argv[i] + 7;
        else if (!strcmp(argv[i], "--lang") && i + 1 < argc)
            lang = argv[i + 1];
    }
    ntm_i18n_set(!strcmp(lang, "en") ? NTM_LANG_EN : NTM_LANG_VI);
}

static int help(int argc, char **argv)
{
    if (argc < 1 || argv[0][0] == '-') {
        ntm_help_all(stdout);
        return 0;
    }
    const ntm_command *command = find(argv[0]);
    if (command) {
        ntm_help_command(command, stdout);
        return 0;
    }
    if (ntm_help_topic(argv[0], stdout))
        return 0;
    return ntm_cli_usage(NULL, _("no command or topic is called '%s'"), argv[0]);
}

static int unknown_command(const char *name)
{
    size_t limit = 2;
    const char *near = NULL;
    for (const ntm_command *const *c = ntm_commands; *c; c++) {
        size_t distance = ntm_text_distance(name, (*c)->name, limit);
        if (distance <= limit) {
            near = (*c)->name;
            limit = distance ? distance - 1 : 0;
        }
    }
    if (near)
        return ntm_cli_usage(NULL, _("unknown command '%s'; did you mean %s?"), name, near);
    return ntm_cli_usage(NULL, _("unknown command '%s'"), name);
}

int main(int argc, char **argv)
{
    ntm_heap_prepare();
    signal(SIGXFSZ, SIG_IGN); /* a file that may not grow is an error to report, not an end */
    ntm_i18n_init();
    choose_language(argc, argv);
    while (argc > 2 && !strncmp(argv[1], "--lang", 6)) { /* also before the command */
        int taken = argv[1][6] == '=' ? 1 : 2;
        argv += taken;
        argc -= taken;
    }
    if (argc < 2) {
        ntm_help_all(stderr);
        return NTM_EUSAGE;
    }
    const char *name = argv[1];
    if (!strcmp(name, "help") || !strcmp(name, "--help") || !strcmp(name, "-h"))
        return help(argc - 2, argv + 2);
    if (!strcmp(name, "--version") || !strcmp(name, "version")) {
        puts("ntm " NTM_VERSION);
        return 0;
    }
    const ntm_command *command = find(name);
    if (!command)
        return unknown_command(name);
    ntm_args args;
    int code = ntm_args_parse(command, argc - 1, argv + 1, &args);
    if (code == 0 && args.help)
        ntm_help_command(command, stdout);
    else if (code == 0)
        code = command->run(&args);
    ntm_args_clear(&args);
    return code;
}
