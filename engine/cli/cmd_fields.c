/* cli/cmd_fields.c - the field dictionary, to look things up. */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "cli/session.h"
#include "report/show.h"

static bool matches(const ntm_field *field, const char *word)
{
    if (!word)
        return true;
    char *needle = ntm_text_fold(word);
    bool found = false;
    const char *const texts[] = {field->name, field->label_vi, field->label_en};
    for (size_t i = 0; i < 3 && !found; i++) {
        char *text = ntm_text_fold(texts[i] ? texts[i] : "");
        found = strstr(text, needle) != NULL;
        free(text);
    }
    free(needle);
    return found;
}

static void levels_text(const ntm_field *field, ntm_strbuf *out)
{
    bool first = true;
    for (int level = 0; level < NTM_LEVEL_COUNT; level++)
        if (field->levels & NTM_LEVEL_BIT(level)) {
            ntm_strbuf_printf(out, "%s%s", first ? "" : ", ",
                              ntm_word_level(ntm_level_code((ntm_level)level)));
            first = false;
        }
}

static void kind_text(const ntm_field *field, const ntm_dictionary *dictionary, ntm_strbuf *out)
{
    switch (field->kind) {
    case NTM_K_YES_NO:
        ntm_strbuf_puts(out, _("yes/no"));
        break;
    case NTM_K_DATE:
        ntm_strbuf_puts(out, _("date"));
        break;
    case NTM_K_GRADE:
    case NTM_K_CHOICE:
        for (uint32_t i = 0; i < field->scale->count; i++) {
            const char *const *labels =
                ntm_i18n_lang() == NTM_LANG_VI ? field->scale->labels_vi : field->scale->labels_en;
            const char *label = labels && labels[i] ? labels[i] : "";
            ntm_strbuf_printf(out, "%s%s (%s)", i ? field->scale->ordered ? " < " : ", " : "",
                              field->scale->codes[i], label);
        }
        break;
    default:
        ntm_strbuf_puts(out, field->whole ? _("whole number") : _("number"));
        if (strcmp(field->measure, "1") != 0) {
            ntm_strbuf_puts(out, ", ");
            if (!strcmp(field->measure, "percent"))
                ntm_strbuf_puts(out, "%");
            else
                ntm_show_measure(out, field->measure, dictionary);
        }
    }
}

static void freshness_text(const ntm_field *field, ntm_strbuf *out)
{
    if (field->freshness == NTM_FRESH_YEAR)
        ntm_strbuf_puts(out, _("a figure of one assessment year"));
    else if (field->freshness == NTM_FRESH_NEVER)
        ntm_strbuf_puts(out, _("does not grow old"));
    else
        ntm_strbuf_printf(out, _("counts for %d months"), field->months);
}

static void field_text(const ntm_field *field, const ntm_dictionary *dictionary, bool verbose,
                       ntm_strbuf *out)
{
    const char *label = ntm_i18n_lang() == NTM_LANG_VI ? field->label_vi : field->label_en;
    ntm_strbuf_printf(out, "%s\n    %s\n    ", field->name, label ? label : "");
    kind_text(field, dictionary, out);
    ntm_strbuf_puts(out, "; ");
    levels_text(field, out);
    ntm_strbuf_puts(out, "; ");
    freshness_text(field, out);
    ntm_strbuf_putc(out, '\n');
    if (!verbose)
        return;
    char text[NTM_DECIMAL_TEXT];
    if (field->has_low || field->has_high) {
        ntm_strbuf_printf(out, "    %s", _("range:"));
        if (field->has_low)
            ntm_strbuf_puts(out, _(" from "));
        if (field->has_low)
            ntm_show_number(out, ntm_decimal_format(field->low, text));
        if (field->has_high)
            ntm_strbuf_puts(out, _(" to "));
        if (field->has_high)
            ntm_show_number(out, ntm_decimal_format(field->high, text));
        ntm_strbuf_putc(out, '\n');
    }
    if (field->part_of)
        ntm_strbuf_printf(out, "    %s %s\n", _("part of:"), field->part_of);
    if (field->good)
        ntm_strbuf_printf(out, "    %s %s\n", _("effort moves it:"),
                          field->good > 0 ? _("up") : _("down"));
    if (field->basis)
        ntm_strbuf_printf(out, "    %s %s\n", _("attributes:"), ntm_word_basis(field->basis));
}

static json_t *field_json(const ntm_field *field)
{
    json_t *object = ntm_field_json(field);
    json_object_set_new(object, "field", json_string(field->name));
    if (field->label_vi)
        json_object_set_new(object, "vi", json_string(field->label_vi));
    if (field->label_en)
        json_object_set_new(object, "en", json_string(field->label_en));
    return object;
}

static int cmd_fields(const ntm_args *args)
{
    ntm_session session;
    ntm_strbuf out = {0};
    int code = 0;
    ntm_session_open(&session, args);
    if (args->nrest > 1)
        return ntm_session_close(
            &session, NTM_OK,
            ntm_cli_usage(&ntm_cmd_fields, _("one word to look for, not %d"), args->nrest));
    ntm_rc rc = ntm_session_rules(&session);
    if (rc == NTM_OK) {
        const ntm_dictionary *dictionary = ntm_session_dictionary(&session);
        const char *word = args->nrest ? ntm_session_nfc(&session, args->rest[0]) : NULL;
        bool json = args->format && !strcmp(args->format, "json");
        json_t *list = json_array();
        uint32_t found = 0;
        for (uint32_t i = 0; i < ntm_dictionary_field_count(dictionary); i++) {
            const ntm_field *field = ntm_dictionary_field(dictionary, i);
            if (!matches(field, word))
                continue;
            found++;
            if (json)
                json_array_append_new(list, field_json(field));
            else
                field_text(field, dictionary, args->verbose || word, &out);
        }
        if (json) {
            char *text = json_dumps(list, JSON_INDENT(1) | JSON_SORT_KEYS);
            ntm_strbuf_printf(&out, "%s\n", text);
            free(text);
        }
        json_decref(list);
        if (!found)
            rc = ntm_fail(&session.diags, NTM_EUSAGE, NTM_NOWHERE, "unknown-field",
                          _("no field has '%s' in its name or label"), word ? word : "");
        else
            code = ntm_cli_output(args, &out);
    }
    ntm_strbuf_clear(&out);
    return ntm_session_close(&session, rc, code);
}

const ntm_command ntm_cmd_fields = {
    .name = "fields",
    .group = "data",
    .usage = N_("[WORD]"),
    .summary =
        N_("the field dictionary: what is observed, in what measure, for how long it counts"),
    .details = N_("  With a word: the fields that have it in their name or label, accents "
                  "forgiven,\n  with range, whole and direction."),
    .formats = "text json",
    .run = cmd_fields,
};
