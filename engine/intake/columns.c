/* intake/columns.c - the header row: separator, kind of file, what each column is. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/i18n.h"
#include "base/text.h"
#include "intake/intake_priv.h"

/* The names of the first row, in the arena. */
static const char **names_of(ntm_intake *in, const ntm_csv_row *row)
{
    const char **names = ntm_arena_array(in->arena, row->count, sizeof *names);
    ntm_intake_free_texts(in);
    for (size_t i = 0; i < row->count; i++)
        names[i] = ntm_arena_strdup(in->arena, ntm_intake_text(in, row, (int)i));
    return names;
}

/* Vietnamese labels hold commas, so the separator is the one that gives the most known names. */
static void choose_delimiter(ntm_intake *in)
{
    if (ntm_csv_delimiter_is_given(in->csv))
        return;
    static const char candidates[] = {',', ';', '\t'};
    char best = ntm_csv_delimiter(in->csv), first = best;
    int best_score = -1;
    for (int i = -1; i < 3; i++) {
        char delimiter = i < 0 ? first : candidates[i];
        ntm_csv_set_delimiter(in->csv, delimiter);
        ntm_csv_row row;
        int score = 0;
        if (ntm_csv_next(in->csv, &row, NULL) && !row.damaged)
            ntm_header_kind(names_of(in, &row), row.count, in->targets, &score);
        if (score > best_score) {
            best = delimiter;
            best_score = score;
        }
    }
    ntm_csv_set_delimiter(in->csv, best);
}

static void refuse_header(ntm_intake *in, const ntm_csv_row *row)
{
    ntm_strbuf names = {0};
    for (size_t i = 0; i < row->count && i < 12; i++)
        ntm_strbuf_printf(&names, "%s%s", i ? ", " : "", in->header.names[i]);
    if (row->count > 12)
        ntm_strbuf_puts(&names, ", …");
    ntm_intake_say(in, row, -1, NTM_ERROR, NTM_IC_HEADER_UNKNOWN,
                   _("not a header that is known: %s"), ntm_strbuf_text(&names));
    ntm_strbuf_clear(&names);
    if (row->count == 1)
        ntm_intake_hint(in, _("there is only one column; cells are separated by a comma, a "
                              "semicolon or a tab"));
    else
        ntm_intake_hint(
            in, _("the first row must be one of: %s; %s; %s; %s; %s; %s; %s; %s"),
            ntm_header_pattern(NTM_INTAKE_LONG), ntm_header_pattern(NTM_INTAKE_WIDE),
            ntm_header_pattern(NTM_INTAKE_UNITS), ntm_header_pattern(NTM_INTAKE_TITLES),
            ntm_header_pattern(NTM_INTAKE_REGISTRATIONS), ntm_header_pattern(NTM_INTAKE_EVIDENCE),
            ntm_header_pattern(NTM_INTAKE_SUCCESSION), ntm_header_pattern(NTM_INTAKE_FINDINGS));
}

/* The column name of that kind of file which is nearest to a misspelt one. */
static const char *nearest_role(const ntm_intake *in, const char *name)
{
    const char *nearest = NULL;
    size_t limit = strlen(name) / 4 + 1;
    for (int role = 0; role < NTM_ROLE_COUNT; role++) {
        const char *known = ntm_header_role_name(in->header.kind, (ntm_role)role);
        if (!known || in->header.column[role] >= 0)
            continue;
        size_t distance = ntm_text_distance(name, known, limit);
        if (distance > limit)
            continue;
        nearest = known;
        if (!distance)
            break;
        limit = distance - 1;
    }
    return nearest;
}

static void refuse_column(ntm_intake *in, const ntm_csv_row *row, int column)
{
    const char *name = in->header.names[column];
    const char *nearest = nearest_role(in, name);
    ntm_remark remark = {0};
    if (in->header.kind == NTM_INTAKE_WIDE && !nearest)
        ntm_targets_find(in->targets, name, &remark);
    if (remark.code == NTM_IC_FIELD_AMBIGUOUS || remark.code == NTM_IC_SHARE_FIELDS ||
        (remark.code && remark.hint)) {
        ntm_intake_say_remark(in, row, column, NULL, &remark);
        return;
    }
    ntm_remark_clear(&remark);
    ntm_intake_say(in, row, column, NTM_ERROR, NTM_IC_COLUMN_UNKNOWN,
                   _("unknown column '%s'; %s was expected"), name,
                   ntm_header_pattern(in->header.kind));
    if (nearest)
        ntm_intake_hint(in, _("did you mean '%s'?"), nearest);
}

static void refuse_second(ntm_intake *in, const ntm_csv_row *row, size_t first, size_t second)
{
    char letters[8];
    ntm_intake_say(in, row, (int)second, NTM_ERROR, NTM_IC_HEADER_DUPLICATE,
                   _("the column says the same as column %s (%s)"),
                   ntm_csv_column_letters(first, letters), in->header.names[first]);
}

static void assign_columns(ntm_intake *in, const ntm_csv_row *row)
{
    ntm_header *header = &in->header;
    for (size_t i = 0; i < header->ncolumns; i++) {
        const char *name = header->names[i];
        header->unnamed[i] = !*name;
        if (!*name)
            continue;
        ntm_role role = ntm_header_role(header->kind, name);
        if (role != NTM_ROLE_COUNT) {
            if (header->column[role] >= 0)
                refuse_second(in, row, (size_t)header->column[role], i);
            else
                header->column[role] = (int)i;
            continue;
        }
        const ntm_target *target =
            header->kind == NTM_INTAKE_WIDE ? ntm_targets_find(in->targets, name, NULL) : NULL;
        header->targets[i] = target;
        for (size_t before = 0; target && before < i; before++)
            if (header->targets[before] == target) {
                refuse_second(in, row, before, i);
                break;
            }
    }
}

static void check_columns(ntm_intake *in, const ntm_csv_row *row)
{
    ntm_header *header = &in->header;
    size_t fields = 0;
    for (size_t i = 0; i < header->ncolumns; i++) {
        bool known = header->unnamed[i] || header->targets[i] ||
                     ntm_header_role(header->kind, header->names[i]) != NTM_ROLE_COUNT;
        if (!known)
            refuse_column(in, row, (int)i);
        fields += !known || header->targets[i];
    }
    if (header->kind == NTM_INTAKE_WIDE && !fields)
        ntm_intake_say(in, row, -1, NTM_ERROR, NTM_IC_HEADER_MISSING,
                       _("there is no column of a field; %s was expected"),
                       ntm_header_pattern(header->kind));
    if (header->column[NTM_ROLE_UNIT] < 0 && header->column[NTM_ROLE_UNIT_NAME] >= 0) {
        header->column[NTM_ROLE_UNIT] = header->column[NTM_ROLE_UNIT_NAME];
        header->column[NTM_ROLE_UNIT_NAME] = -1;
    }
    for (int role = 0; role < NTM_ROLE_COUNT; role++)
        if (ntm_header_role_required(header->kind, (ntm_role)role) && header->column[role] < 0)
            ntm_intake_say(in, row, -1, NTM_ERROR, NTM_IC_HEADER_MISSING,
                           _("the column '%s' is missing; %s was expected"),
                           ntm_header_role_name(header->kind, (ntm_role)role),
                           ntm_header_pattern(header->kind));
}

bool ntm_intake_read_header(ntm_intake *in)
{
    ntm_header *header = &in->header;
    choose_delimiter(in);
    in->report.delimiter = ntm_csv_delimiter(in->csv);
    ntm_csv_row row;
    bool any = ntm_csv_next(in->csv, &row, &in->scratch);
    ntm_intake_move(in);
    if (!any) {
        ntm_intake_say_file(in, NTM_ERROR, NTM_IC_FILE_NO_ROWS,
                            _("the file has no rows; a header and rows were expected"));
        return false;
    }
    if (row.damaged)
        return false;
    header->names = names_of(in, &row);
    header->ncolumns = row.count;
    header->targets = ntm_arena_array(in->arena, row.count, sizeof *header->targets);
    header->unnamed = ntm_arena_array(in->arena, row.count, sizeof *header->unnamed);
    for (int role = 0; role < NTM_ROLE_COUNT; role++)
        header->column[role] = -1;
    header->kind = ntm_header_kind(header->names, row.count, in->targets, &header->score);
    in->report.kind = header->kind;
    if (header->kind == NTM_INTAKE_UNKNOWN) {
        refuse_header(in, &row);
        return false;
    }
    assign_columns(in, &row);
    check_columns(in, &row);
    in->styles = ntm_arena_array(in->arena, row.count, sizeof *in->styles);
    return true;
}
