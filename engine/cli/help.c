/* cli/help.c - help, made from the tables. */
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "cli/command.h"
#include "report/layout.h"

static void pad(FILE *out, const char *text, size_t width)
{
    fputs(text, out);
    for (size_t have = ntm_text_width(text); have < width; have++)
        fputc(' ', out);
}

static const struct {
    const char *group, *title;
} groups[] = {
    {"measure", N_("Measure")}, {"rules", N_("Rules")},     {"data", N_("Data")},
    {"report", N_("Report")},   {"history", N_("History")},
};

void ntm_help_all(FILE *out)
{
    fprintf(out, "%s\n\n  ntm %s\n",
            _("ntm measures communes and villages against the criteria "
              "sets of the new-rural-area programme."),
            _("COMMAND [OPTIONS] [ARGUMENTS]"));
    for (size_t g = 0; g < sizeof groups / sizeof *groups; g++) {
        fprintf(out, "\n%s\n", _(groups[g].title));
        for (const ntm_command *const *c = ntm_commands; *c; c++) {
            if (strcmp((*c)->group, groups[g].group) != 0)
                continue;
            fputs("  ", out);
            pad(out, (*c)->name, 12);
            fprintf(out, "%s\n", _((*c)->summary));
        }
    }
    fprintf(out, "\n%s\n  %s\n", _("More"),
            _("ntm help COMMAND   ntm help exit   ntm help names   ntm help dates"));
}

#define WIDTH         100
#define OPTION_COLUMN 33

static void print_option(ntm_option_id id, const char *formats, FILE *out)
{
    ntm_strbuf text = {0};
    fputs("  ", out);
    pad(out, ntm_option_names(id), OPTION_COLUMN - 2);
    ntm_layout_wrap(&text, ntm_option_help(id), OPTION_COLUMN, OPTION_COLUMN, WIDTH);
    fprintf(out, "%s\n", ntm_strbuf_text(&text));
    if (formats)
        fprintf(out, "%*s(%s)\n", OPTION_COLUMN, "", formats);
    ntm_strbuf_clear(&text);
}

void ntm_help_command(const ntm_command *command, FILE *out)
{
    fprintf(out, "ntm %s %s\n\n  %s\n", command->name, _(command->usage), _(command->summary));
    if (command->details)
        fprintf(out, "\n%s\n", _(command->details));
    if (command->options) {
        fprintf(out, "\n%s\n", _("Options of this command"));
        for (const ntm_option_id *p = command->options; *p != NTM_OPT_COUNT; p++)
            print_option(*p, NULL, out);
    }
    fprintf(out, "\n%s\n", _("Common options"));
    for (int id = NTM_OPT_STORE; id <= NTM_OPT_HELP; id++) {
        print_option((ntm_option_id)id, id == NTM_OPT_FORMAT ? command->formats : NULL, out);
    }
}

bool ntm_help_topic(const char *topic, FILE *out)
{
    if (!strcmp(topic, "exit"))
        fputs(_("Exit codes\n"
                "  0  done\n"
                "  1  done, and the answer is no: check found errors, test failed, verify found\n"
                "     something altered, replay, reconcile or compare differs, evaluate\n"
                "     --exit-code found a unit that is not met or undecided, or a rule erred\n"
                "  2  wrong usage, an unknown or ambiguous name\n"
                "  3  bad input: a script or a data file; nothing was changed\n"
                "  4  the store or the system failed\n"),
              out);
    else if (!strcmp(topic, "names"))
        fputs(_("Names\n"
                "  A decision: its official number, accents and case forgiven (32/2022/QD-UBND),\n"
                "  an unambiguous beginning (32/2022), the name of its file (32-2022-xa-ntm), or\n"
                "  a path that ends in .lua or .json.\n"
                "  A unit: its code, its exact name, or its name without accents where only one\n"
                "  fits. 'Song' is Song; 'song' asks which of Song and Sóng is meant;\n"
                "  'Song, Cẩm Ngọc' narrows by a unit above it.\n"),
              out);
    else if (!strcmp(topic, "dates"))
        fputs(
            _("Three dates, and what was known\n"
              "  --as-of DATE  the day in question: it picks the law in force and the data, none\n"
              "                of which is later. Without it: the last day on which the decision\n"
              "                was in force and the units have data; the first line says so.\n"
              "  --year YEAR   the assessment year: it picks thresholds by year and yearly\n"
              "                figures such as income. Without it: the year of --as-of.\n"
              "  --known-at #N|TIME  only what was in the store by then: imports up to a number\n"
              "                (#17), or up to the end of a day (31/12/2023) or a moment\n"
              "                (2023-12-31T08:00) in Vietnam; with Z behind it, in UTC. A later\n"
              "                correction or retraction does not change that answer.\n"
              "  The day of printing decides nothing. A date in the future is refused. An answer\n"
              "  for a day before its data came in is told as 'reconstructed': it is not what\n"
              "  was known on that day.\n"),
            out);
    else
        return false;
    return true;
}
