/* cli/cmd_assessors.c - the levels of appraisal, as the dictionary has them. */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "cli/session.h"
#include "report/layout.h"

static const char *label_of(const ntm_assessor *assessor)
{
    return ntm_i18n_lang() == NTM_LANG_VI ? assessor->label_vi : assessor->label_en;
}

/* "from 01/07/2025", "until 30/06/2025", both, or nothing. */
static void days_text(const ntm_assessor *assessor, ntm_strbuf *out)
{
    char day[NTM_DATE_TEXT];
    if (assessor->from != NTM_DATE_MIN)
        ntm_strbuf_printf(out, _("; from %s"), ntm_date_show(assessor->from, day));
    if (assessor->to != NTM_DATE_MAX)
        ntm_strbuf_printf(out, _("; until %s"), ntm_date_show(assessor->to, day));
}

static void assessor_text(const ntm_assessor *assessor, size_t width, ntm_strbuf *out)
{
    ntm_strbuf_printf(out, "%-10s ", assessor->code);
    ntm_strbuf_puts(out, label_of(assessor));
    ntm_layout_pad(out, label_of(assessor), width + 2);
    ntm_strbuf_puts(out, assessor->office ? assessor->office : _("no office named"));
    days_text(assessor, out);
    ntm_strbuf_putc(out, '\n');
}

static json_t *assessor_json(const ntm_assessor *assessor)
{
    char day[NTM_DATE_TEXT];
    json_t *object = json_pack("{s:s, s:i, s:s, s:s}", "assessor", assessor->code, "order",
                               assessor->order, "vi", assessor->label_vi, "en", assessor->label_en);
    if (assessor->office)
        json_object_set_new(object, "office", json_string(assessor->office));
    if (assessor->from != NTM_DATE_MIN)
        json_object_set_new(object, "from", json_string(ntm_date_format(assessor->from, day)));
    if (assessor->to != NTM_DATE_MAX)
        json_object_set_new(object, "to", json_string(ntm_date_format(assessor->to, day)));
    return object;
}

/* Those that exist on the day; NTM_DATE_MAX: all. */
static void list_assessors(const ntm_dictionary *dictionary, ntm_date day, bool json,
                           ntm_strbuf *out)
{
    size_t width = 0;
    uint32_t count = ntm_dictionary_assessor_count(dictionary);
    json_t *list = json_array();
    for (uint32_t i = 0; i < count; i++) {
        size_t own = ntm_text_width(label_of(ntm_dictionary_assessor(dictionary, i)));
        width = own > width ? own : width;
    }
    for (uint32_t i = 0; i < count; i++) {
        const ntm_assessor *assessor = ntm_dictionary_assessor(dictionary, i);
        if (day != NTM_DATE_MAX && !ntm_assessor_exists(assessor, day))
            continue;
        if (json)
            json_array_append_new(list, assessor_json(assessor));
        else
            assessor_text(assessor, width, out);
    }
    if (json) {
        char *text = json_dumps(list, JSON_INDENT(1) | JSON_SORT_KEYS);
        ntm_strbuf_printf(out, "%s\n", text);
        free(text);
    }
    json_decref(list);
}

static int cmd_assessors(const ntm_args *args)
{
    ntm_session session;
    ntm_strbuf out = {0};
    ntm_date day;
    int code = 0;
    if (args->nrest)
        return ntm_cli_usage(&ntm_cmd_assessors, _("no arguments are taken"));
    ntm_session_open(&session, args);
    ntm_rc rc = ntm_session_as_of(&session, &day);
    if (rc == NTM_OK)
        rc = ntm_session_rules(&session);
    if (rc == NTM_OK) {
        bool json = args->format && !strcmp(args->format, "json");
        list_assessors(ntm_session_dictionary(&session), day, json, &out);
        code = ntm_cli_output(args, &out);
    }
    ntm_strbuf_clear(&out);
    return ntm_session_close(&session, rc, code);
}

static const ntm_option_id assessors_options[] = {NTM_OPT_AS_OF, NTM_OPT_COUNT};

const ntm_command ntm_cmd_assessors = {
    .name = "assessors",
    .group = "data",
    .usage = "",
    .summary = N_("the levels of appraisal, lowest first: who assesses, from when to when"),
    .details =
        N_("  A figure or a finding of a level on a day on which the level does not exist is "
           "refused.\n  With --as-of: only the levels that exist on the day."),
    .options = assessors_options,
    .formats = "text json",
    .run = cmd_assessors,
};
