/* cli/cmd_units.c - the units on record. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/i18n.h"
#include "base/text.h"
#include "cli/session.h"
#include "report/layout.h"
#include "report/show.h"

static int by_code(const void *a, const void *b)
{
    const ntm_unit *const *left = a, *const *right = b;
    int order = strcmp((*left)->code, (*right)->code);
    return order ? order
                 : ((*left)->valid_from > (*right)->valid_from) -
                       ((*left)->valid_from < (*right)->valid_from);
}

static void unit_text(const ntm_unit *unit, ntm_strbuf *out)
{
    char day[NTM_DATE_TEXT];
    ntm_strbuf_puts(out, unit->code);
    ntm_layout_pad(out, unit->code, 11);
    ntm_strbuf_puts(out, ntm_word_level(ntm_level_code(unit->level)));
    ntm_layout_pad(out, ntm_word_level(ntm_level_code(unit->level)), 10);
    ntm_strbuf_puts(out, unit->name);
    if (unit->parent) {
        ntm_layout_pad(out, unit->name, 28);
        ntm_strbuf_printf(out, " < %s", unit->parent);
        ntm_layout_pad(out, unit->parent, 8);
    }
    if (unit->valid_from != NTM_DATE_MIN) {
        ntm_strbuf_puts(out, _("  from "));
        ntm_show_date(out, ntm_date_format(unit->valid_from, day));
    }
    if (unit->valid_to != NTM_DATE_MAX) {
        ntm_strbuf_puts(out, _("  until "));
        ntm_show_date(out, ntm_date_format(unit->valid_to, day));
    }
    ntm_strbuf_putc(out, '\n');
}

static json_t *unit_json(const ntm_unit *unit)
{
    char day[NTM_DATE_TEXT];
    json_t *object = json_pack("{s:s, s:s, s:s}", "unit", unit->code, "level",
                               ntm_level_code(unit->level), "name", unit->name);
    if (unit->parent)
        json_object_set_new(object, "parent", json_string(unit->parent));
    if (unit->valid_from != NTM_DATE_MIN)
        json_object_set_new(object, "valid_from",
                            json_string(ntm_date_format(unit->valid_from, day)));
    if (unit->valid_to != NTM_DATE_MAX)
        json_object_set_new(object, "valid_to", json_string(ntm_date_format(unit->valid_to, day)));
    return object;
}

/* The unit itself, or a name that has the word in it, accents forgiven. */
static bool matches(const ntm_unit *unit, const char *folded_word)
{
    if (!folded_word)
        return true;
    char *name = ntm_text_fold(unit->name), *code = ntm_text_fold(unit->code);
    bool found = strstr(name, folded_word) != NULL || !strcmp(code, folded_word);
    free(name);
    free(code);
    return found;
}

static void list_units(const ntm_dataset *dataset, const ntm_args *args, const char *word,
                       ntm_level level, ntm_date day, ntm_strbuf *out)
{
    bool json = args->format && !strcmp(args->format, "json");
    const ntm_unit **list = ntm_xcalloc(dataset->nunits, sizeof *list);
    size_t count = 0;
    for (size_t i = 0; i < dataset->nunits; i++)
        if ((level == NTM_LEVEL_NONE || dataset->units[i].level == level) &&
            (day == NTM_DATE_MAX ||
             (dataset->units[i].valid_from <= day && day <= dataset->units[i].valid_to)) &&
            matches(&dataset->units[i], word))
            list[count++] = &dataset->units[i];
    qsort(list, count, sizeof *list, by_code);
    json_t *array = json_array();
    for (size_t i = 0; i < count; i++) {
        if (json)
            json_array_append_new(array, unit_json(list[i]));
        else
            unit_text(list[i], out);
    }
    if (json) {
        char *text = json_dumps(array, JSON_INDENT(1) | JSON_SORT_KEYS);
        ntm_strbuf_printf(out, "%s\n", text);
        free(text);
    }
    json_decref(array);
    free(list);
}

static int cmd_units(const ntm_args *args)
{
    ntm_session session;
    ntm_strbuf out = {0};
    ntm_level level = NTM_LEVEL_NONE;
    int code = 0;
    if (args->nrest > 1)
        return ntm_cli_usage(&ntm_cmd_units, _("one word to look for, not %d"), args->nrest);
    if (args->level && !ntm_level_from_code(args->level, &level))
        return ntm_cli_usage(&ntm_cmd_units, _("unknown level '%s'"), args->level);
    ntm_session_open(&session, args);
    ntm_date day;
    ntm_rc rc = ntm_session_as_of(&session, &day);
    if (rc == NTM_OK)
        rc = ntm_session_data(&session);
    if (rc == NTM_OK) {
        char *word = args->nrest ? ntm_text_fold(args->rest[0]) : NULL;
        list_units(session.dataset, args, word, level, day, &out);
        if (!out.length)
            rc = args->nrest ? ntm_fail(&session.diags, NTM_EUSAGE, NTM_NOWHERE, "unknown-unit",
                                        _("no unit has '%s' in its name"), args->rest[0])
                             : ntm_fail(&session.diags, NTM_EUSAGE, NTM_NOWHERE, "no-units",
                                        _("there is no such unit on record"));
        else
            code = ntm_cli_output(args, &out);
        free(word);
    }
    ntm_strbuf_clear(&out);
    return ntm_session_close(&session, rc, code);
}

static const ntm_option_id units_options[] = {NTM_OPT_AS_OF, NTM_OPT_LEVEL, NTM_OPT_COUNT};

const ntm_command ntm_cmd_units = {
    .name = "units",
    .group = "data",
    .usage = N_("[WORD]"),
    .summary = N_("the units on record: code, level, name, the unit above, from when to when"),
    .options = units_options,
    .formats = "text json",
    .run = cmd_units,
};
