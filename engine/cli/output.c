/* cli/output.c - results to standard output or a file, findings to standard error. */
#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/text.h"
#include "cli/command.h"

bool ntm_cli_color(const ntm_args *args, FILE *stream)
{
    if (args->color && !strcmp(args->color, "always"))
        return true;
    if ((args->color && !strcmp(args->color, "never")) || args->output)
        return false;
    const char *off = getenv("NO_COLOR");
    return !(off && *off) && isatty(fileno(stream));
}

void ntm_cli_findings(const ntm_args *args, ntm_diags *diags)
{
    bool color = ntm_cli_color(args, stderr);
    for (size_t i = 0; i < diags->count; i++)
        if (diags->items[i].severity == NTM_ERROR || !args->quiet)
            ntm_finding_print(&diags->items[i], color, stderr);
    if (diags->dropped)
        fprintf(stderr, _("ntm: … and %zu more\n"), diags->dropped);
    ntm_diags_clear(diags);
}

int ntm_cli_output(const ntm_args *args, const ntm_strbuf *text)
{
    ntm_diags diags = {0};
    if (args->output) {
        ntm_rc rc = ntm_file_write(args->output, ntm_strbuf_text(text), text->length, &diags);
        ntm_cli_findings(args, &diags);
        return (int)rc;
    }
    if (fwrite(ntm_strbuf_text(text), 1, text->length, stdout) != text->length ||
        fflush(stdout) != 0) {
        fprintf(stderr, _("ntm: error: writing the output failed: %s\n"), strerror(errno));
        return NTM_ESYSTEM;
    }
    return 0;
}

int ntm_cli_usage(const ntm_command *command, const char *format, ...)
{
    char *raw = NULL;
    va_list args;
    va_start(args, format);
    int length = vasprintf(&raw, format, args);
    va_end(args);
    char *safe = ntm_text_escape(raw, length > 0 ? (size_t)length : 0, 1000);
    fprintf(stderr, "ntm: %s: %s\n", _("error"), safe);
    fprintf(stderr, "  %s: ntm %s%s--help\n", _("hint"), command ? command->name : "",
            command ? " " : "");
    free(safe);
    free(raw);
    return NTM_EUSAGE;
}
