/* intake/observations.c - rows of long and wide files. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/i18n.h"
#include "intake/date.h"
#include "intake/intake_priv.h"

/* What the cells beside the value say. */
typedef struct row_frame {
    ntm_observation observation; /* all but unit, field and value */
    const ntm_unit *unit;        /* NULL: wrong, said */
    uint32_t unit_number;        /* of its code */
    bool ok;                     /* date, assessor, origin */
} row_frame;

void ntm_intake_check_day(ntm_intake *in, const ntm_csv_row *row, int column, ntm_date date)
{
    static ntm_date old;
    char day[NTM_DATE_TEXT];
    if (!old)
        ntm_date_make(2000, 1, 1, &old);
    if (date > in->options->today)
        ntm_intake_say(in, row, column, NTM_WARNING, NTM_IC_DATE_FUTURE,
                       _("%s is in the future; the row is kept"), ntm_intake_show_date(date, day));
    else if (date < old)
        ntm_intake_say(in, row, column, NTM_WARNING, NTM_IC_DATE_OLD,
                       _("%s is long before the programme; is the year right? The row is kept"),
                       ntm_intake_show_date(date, day));
}

static bool read_as_of(ntm_intake *in, const ntm_csv_row *row, ntm_date *out)
{
    int column = in->header.column[NTM_ROLE_AS_OF];
    if (!ntm_intake_date_cell(in, row, NTM_ROLE_AS_OF, in->options->as_of, out))
        return false;
    if (*out == NTM_DATE_MIN) {
        ntm_intake_say(in, row, column, NTM_ERROR, NTM_IC_DATE_MISSING,
                       _("the date of the figure is missing; 2023-12-31 or 31/12/2023 was "
                         "expected"));
        ntm_intake_hint(in, _("one date for all rows can be given with --as-of"));
        return false;
    }
    if (column >= 0 && *ntm_intake_text(in, row, column))
        ntm_intake_check_day(in, row, column, *out);
    return true;
}

/* Any word may be an origin; but "Constructed" is constructed, and "constucted" is a slip that would
 * make an illustration look like a report. */
bool ntm_intake_origin(ntm_intake *in, const ntm_csv_row *row, const char **out)
{
    static const char *const codes[] = {"report", "constructed", "found"};
    const char *text = ntm_intake_role(in, row, NTM_ROLE_ORIGIN);
    *out = *text ? text : in->options->origin ? in->options->origin : "";
    if (!*text)
        return true;
    int found = ntm_matcher_find(in->origins, text);
    if (found == NTM_MATCH_NONE && !ntm_intake_full(in)) {
        int nearest = ntm_matcher_nearest(in->origins, text);
        if (nearest < 0)
            return true;
        ntm_intake_say(in, row, in->header.column[NTM_ROLE_ORIGIN], NTM_ERROR,
                       NTM_IC_ORIGIN_UNKNOWN, _("unknown origin '%s'"), text);
        ntm_intake_hint(in, _("did you mean '%s'?"), codes[nearest]);
        return false;
    }
    if (found >= 0)
        *out = codes[found];
    return true;
}

static bool read_frame(ntm_intake *in, const ntm_csv_row *row, row_frame *out)
{
    *out = (row_frame){.ok = true};
    ntm_observation *observation = &out->observation;
    ntm_date date;
    bool dated = read_as_of(in, row, &date);
    const ntm_assessor *assessor;
    out->ok = ntm_intake_assessor(in, row, in->options->assessor, dated ? date : NTM_DATE_MIN,
                                  &assessor) &&
              out->ok;
    observation->assessor = assessor ? assessor->code : NULL;
    observation->assessor_order = assessor ? assessor->order : 0;
    out->ok = ntm_intake_origin(in, row, &observation->origin) && out->ok;
    observation->as_of = date;
    observation->evidence = ntm_intake_role(in, row, NTM_ROLE_EVIDENCE);
    observation->note = ntm_intake_role(in, row, NTM_ROLE_NOTE);
    observation->import = in->options->import;
    observation->file = in->file;
    out->unit =
        ntm_intake_unit(in, row, in->header.column[NTM_ROLE_UNIT],
                        ntm_intake_role(in, row, NTM_ROLE_UNIT), dated ? date : NTM_DATE_MIN);
    if (out->unit)
        out->unit_number = ntm_names_find(in->units->strings, out->unit->code);
    out->ok = out->ok && dated;
    return out->ok && out->unit;
}

bool ntm_intake_check_level(ntm_intake *in, const ntm_csv_row *row, int column,
                            const ntm_target *target, const ntm_unit *unit)
{
    if (target->levels & NTM_LEVEL_BIT(unit->level))
        return true;
    ntm_strbuf levels = {0};
    for (int level = 0; level < NTM_LEVEL_COUNT; level++)
        if (target->levels & NTM_LEVEL_BIT(level))
            ntm_strbuf_printf(&levels, "%s%s", levels.length ? ", " : "",
                              ntm_intake_level_word((ntm_level)level));
    ntm_intake_say(in, row, column, NTM_ERROR, NTM_IC_FIELD_LEVEL,
                   _("%s is a figure of: %s; %s (%s) is a unit of another level: %s"), target->name,
                   ntm_strbuf_text(&levels), unit->code, unit->name,
                   ntm_intake_level_word(unit->level));
    ntm_strbuf_clear(&levels);
    return false;
}

bool ntm_intake_value_cell(ntm_intake *in, const ntm_csv_row *row, int column, const char *text,
                           const ntm_target *target, ntm_value *out)
{
    ntm_number_style declared = in->options->numbers, proven = NTM_NUMBERS_OPEN;
    bool by_style = declared == NTM_NUMBERS_OPEN && ntm_target_is_number(target) &&
                    !target->spec.whole && ntm_number_is_ambiguous(text);
    if (by_style)
        proven = ntm_intake_style(in, column);
    ntm_remark remark = {0};
    if (ntm_intake_full(in)) {
        bool ok = ntm_value_read(text, target, declared, proven, out, NULL);
        if (!ok)
            ntm_intake_say(in, row, column, NTM_ERROR, NTM_IC_NUMBER_SYNTAX, "%s", "");
        return ok;
    }
    bool ok = ntm_value_read(text, target, declared, proven, out, &remark);
    ntm_intake_say_remark(in, row, column, target->name, &remark);
    if (ok && by_style)
        ntm_intake_tell_style(in, row, column);
    return ok;
}

void ntm_intake_stage(ntm_intake *in, const ntm_csv_row *row, int column, uint32_t unit,
                      const ntm_target *target, const ntm_observation *observation)
{
    size_t index = in->staged->nobservations;
    ntm_key key = {
        {unit, target->id, (uint32_t)observation->as_of, (uint32_t)observation->assessor_order}};
    int64_t before = ntm_seen_put(in->seen, key, (int64_t)index);
    if (before >= 0) {
        char day[NTM_DATE_TEXT];
        ntm_intake_say(in, row, column, NTM_ERROR, NTM_IC_DUPLICATE_ROW,
                       _("%s of unit %s on %s stands twice in the file: here and in row %d"),
                       observation->field, observation->unit,
                       ntm_intake_show_date(observation->as_of, day), in->marks[before].spot.row);
        ntm_intake_hint(in, _("keep one of the two rows"));
        return;
    }
    if (index == in->capacity_marks) {
        in->capacity_marks = in->capacity_marks ? in->capacity_marks * 2 : 256;
        in->marks = ntm_xrealloc(in->marks, in->capacity_marks * sizeof *in->marks);
    }
    in->marks[index] = (ntm_staged){ntm_intake_spot(row, column), unit, target};
    ntm_dataset_add_observation(in->staged, observation);
}

static void add_value(ntm_intake *in, const ntm_csv_row *row, int column, const row_frame *frame,
                      const ntm_target *target, const ntm_value *value)
{
    ntm_observation observation = frame->observation;
    observation.unit = frame->unit->code;
    observation.field = target->name;
    observation.value = *value;
    observation.line = row->cells[column].line;
    ntm_intake_stage(in, row, column, frame->unit_number, target, &observation);
}

void ntm_intake_long_row(ntm_intake *in, const ntm_csv_row *row)
{
    int field_column = in->header.column[NTM_ROLE_FIELD];
    int value_column = in->header.column[NTM_ROLE_VALUE];
    const char *name = ntm_intake_text(in, row, field_column);
    const char *text = ntm_intake_text(in, row, value_column);
    row_frame frame;
    bool ok = read_frame(in, row, &frame);

    const ntm_target *target = NULL;
    if (!*name) {
        ntm_intake_say(in, row, field_column, NTM_ERROR, NTM_IC_FIELD_EMPTY,
                       _("the field is missing; a field name or label was expected"));
    } else {
        ntm_remark remark = {0};
        bool full = ntm_intake_full(in);
        target = ntm_targets_find(in->targets, name, full ? NULL : &remark);
        if (!target && full)
            ntm_intake_say(in, row, field_column, NTM_ERROR, NTM_IC_FIELD_UNKNOWN, "%s", "");
        ntm_intake_say_remark(in, row, field_column, NULL, &remark);
    }
    if (target && frame.unit)
        ok = ntm_intake_check_level(in, row, field_column, target, frame.unit) && ok;

    if (!*text) {
        ntm_intake_say(in, row, value_column, NTM_ERROR, NTM_IC_VALUE_EMPTY,
                       _("the value is missing; what is not known is left out, with its row"));
        return;
    }
    ntm_value value;
    if (target && ntm_intake_value_cell(in, row, value_column, text, target, &value) && ok)
        add_value(in, row, value_column, &frame, target, &value);
}

void ntm_intake_wide_row(ntm_intake *in, const ntm_csv_row *row)
{
    row_frame frame;
    bool ok = read_frame(in, row, &frame);
    for (size_t i = 0; i < in->header.ncolumns && i < row->count; i++) {
        const ntm_target *target = in->header.targets[i];
        int column = (int)i;
        const char *text = target ? ntm_intake_text(in, row, column) : "";
        if (!*text)
            continue; /* an empty cell is a figure that was not reported */
        bool fits = !frame.unit || ntm_intake_check_level(in, row, column, target, frame.unit);
        ntm_value value;
        if (ntm_intake_value_cell(in, row, column, text, target, &value) && fits && ok)
            add_value(in, row, column, &frame, target, &value);
    }
}
