/* intake/carry.c - see the header. */
#include "intake/carry.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/i18n.h"
#include "base/strbuf.h"
#include "base/text.h"
#include "format/csv.h"
#include "intake/value.h"

enum column { FIELD, POLICY, NOTE, COLUMNS };

static const struct {
    const char *name, *folded; /* folded: between two bars each */
} columns[COLUMNS] = {
    {"field", "|field|truong|truong so lieu|so lieu|"},
    {"policy", "|policy|chinh sach|cach chuyen|"},
    {"note", "|note|ghi chu|"},
};

typedef struct reader {
    const char *file;
    ntm_csv *csv;
    ntm_arena *arena;
    ntm_targets *targets;
    ntm_matcher *policies;
    int place_of[COLUMNS]; /* index of the column; -1: not there */
    long *rows;            /* by field of the dictionary: the row that gave its policy; 0: none */
    ntm_carry *carry;
    ntm_diags *diags;
} reader;

/* ---- findings ---- */

/* Column -1: the row. */
static void say(reader *r, const ntm_csv_row *row, int column, const char *code, const char *format,
                ...) __attribute__((format(printf, 5, 6)));

static void say(reader *r, const ntm_csv_row *row, int column, const char *code, const char *format,
                ...)
{
    char letters[8], *message = NULL;
    va_list args;
    va_start(args, format);
    if (vasprintf(&message, format, args) < 0)
        message = ntm_xstrdup("");
    va_end(args);
    ntm_strbuf text = {0};
    ntm_place place = {.file = r->file, .line = row->line};
    if (column >= 0) {
        place = ntm_csv_place(r->csv, &row->cells[column]);
        ntm_strbuf_printf(&text, _("row %ld, column %s"), row->row,
                          ntm_csv_column_letters((size_t)column, letters));
        ntm_strbuf_puts(&text, ": ");
    } else {
        ntm_strbuf_printf(&text, _("row %ld: "), row->row);
    }
    ntm_diag(r->diags, NTM_ERROR, place, code, "%s%s", ntm_strbuf_text(&text), message);
    ntm_strbuf_clear(&text);
    free(message);
}

/* The cell's text in NFC without blanks around it, in the arena; "" where there is no such column. */
static const char *text_of(reader *r, const ntm_csv_row *row, enum column column)
{
    if (r->place_of[column] < 0)
        return "";
    char *nfc = ntm_text_nfc(row->cells[r->place_of[column]].text);
    char *text = ntm_arena_strdup(r->arena, nfc ? nfc : "");
    free(nfc);
    text += strspn(text, " \t");
    size_t length = strlen(text);
    while (length && strchr(" \t", text[length - 1]))
        text[--length] = '\0';
    return text;
}

/* ---- rows ---- */

static const ntm_field *read_field(reader *r, const ntm_csv_row *row)
{
    int column = r->place_of[FIELD];
    const char *text = text_of(r, row, FIELD);
    ntm_remark remark = {0};
    if (!*text) {
        say(r, row, column, "missing-field", "%s", _("the field is missing"));
        return NULL;
    }
    const ntm_target *target = ntm_targets_find(r->targets, text, &remark);
    if (!target) {
        say(r, row, column, ntm_intake_code_name(remark.code), "%s", remark.message);
        if (remark.hint)
            ntm_diag_hint(r->diags, "%s", remark.hint);
        ntm_remark_clear(&remark);
        return NULL;
    }
    if (target->whole) {
        say(r, row, column, "carry-share",
            _("'%s' is a share; it is rebuilt from its two sides, which have policies of their "
              "own"),
            text);
        return NULL;
    }
    return target->field;
}

static bool read_policy(reader *r, const ntm_csv_row *row, ntm_carry_policy *out)
{
    const char *text = text_of(r, row, POLICY);
    int found = *text ? ntm_matcher_find(r->policies, text) : NTM_MATCH_NONE;
    if (found >= 0) {
        *out = (ntm_carry_policy)found;
        return true;
    }
    ntm_strbuf list = {0};
    ntm_matcher_list(r->policies, NULL, &list);
    say(r, row, r->place_of[POLICY], "unknown-policy",
        _("'%s' is no policy; one of these was expected: %s"), text, ntm_strbuf_text(&list));
    ntm_strbuf_clear(&list);
    return false;
}

static bool check_fit(reader *r, const ntm_csv_row *row, const ntm_field *field,
                      ntm_carry_policy policy)
{
    if (ntm_carry_fits(policy, field))
        return true;
    ntm_strbuf fitting = {0};
    for (int p = 0; p < NTM_CARRY_POLICIES; p++)
        if (ntm_carry_fits((ntm_carry_policy)p, field))
            ntm_strbuf_printf(&fitting, "%s%s", fitting.length ? ", " : "",
                              ntm_carry_code((ntm_carry_policy)p));
    say(r, row, r->place_of[POLICY], "policy-fit",
        _("'%s' makes no sense for %s; possible are: %s"), ntm_carry_code(policy), field->name,
        ntm_strbuf_text(&fitting));
    if (field->kind == NTM_K_NUMBER && policy == NTM_CARRY_SUM)
        ntm_diag_hint(r->diags, "%s",
                      _("a rate or a percentage of two units is not the sum of theirs"));
    ntm_strbuf_clear(&fitting);
    return false;
}

static void read_row(reader *r, const ntm_csv_row *row)
{
    ntm_carry_policy policy = NTM_CARRY_NONE;
    const ntm_field *field = read_field(r, row);
    bool good = read_policy(r, row, &policy);
    if (!field || !good || !check_fit(r, row, field, policy))
        return;
    const ntm_target *target = ntm_targets_find(r->targets, field->name, NULL);
    if (r->rows[target->id]) {
        say(r, row, r->place_of[FIELD], "duplicate-row", _("%s has a policy in row %ld already"),
            field->name, r->rows[target->id]);
        return;
    }
    r->rows[target->id] = row->row;
    ntm_carry_set(r->carry, field->name, policy);
}

static enum column column_of(const char *name)
{
    char *folded = ntm_text_fold(name), *sought = NULL;
    enum column found = COLUMNS;
    if (asprintf(&sought, "|%s|", folded) < 0)
        sought = ntm_xstrdup("");
    for (int c = 0; c < COLUMNS && found == COLUMNS; c++)
        if (*folded && strstr(columns[c].folded, sought))
            found = (enum column)c;
    free(sought);
    free(folded);
    return found;
}

static void read_header(reader *r, const ntm_csv_row *row)
{
    for (int c = 0; c < COLUMNS; c++)
        r->place_of[c] = -1;
    for (size_t i = 0; i < row->count; i++) {
        enum column c = column_of(row->cells[i].text);
        if (c == COLUMNS)
            say(r, row, (int)i, "unknown-column", _("unknown column '%s'; %s was expected"),
                row->cells[i].text, "field,policy[,note]");
        else if (r->place_of[c] >= 0)
            say(r, row, (int)i, "duplicate-column", _("the column '%s' stands twice"),
                columns[c].name);
        else
            r->place_of[c] = (int)i;
    }
    for (int c = FIELD; c <= POLICY; c++)
        if (r->place_of[c] < 0)
            say(r, row, -1, "missing-column", _("the column '%s' is missing; %s was expected"),
                columns[c].name, "field,policy[,note]");
}

static void read_rows(reader *r)
{
    ntm_csv_row row;
    size_t before = r->diags->errors;
    long count = 0;
    if (ntm_csv_next(r->csv, &row, r->diags) && !row.damaged)
        read_header(r, &row);
    if (r->diags->errors != before)
        return;
    for (; ntm_csv_next(r->csv, &row, r->diags); count++)
        if (!row.damaged)
            read_row(r, &row);
    if (!count)
        ntm_diag(r->diags, NTM_ERROR, (ntm_place){.file = r->file}, "no-rows", "%s",
                 _("there are no rows below the header"));
}

static ntm_matcher *policy_words(ntm_arena *arena)
{
    static const char *const labels[NTM_CARRY_POLICIES] = {
        [NTM_CARRY_NONE] = "không chuyển", [NTM_CARRY_SUM] = "cộng",
        [NTM_CARRY_ALL] = "tất cả",        [NTM_CARRY_ANY] = "bất kỳ",
        [NTM_CARRY_LATEST] = "muộn nhất",  [NTM_CARRY_EARLIEST] = "sớm nhất",
    };
    ntm_matcher *matcher = ntm_matcher_new(arena);
    for (int p = 0; p < NTM_CARRY_POLICIES; p++)
        ntm_matcher_add(matcher, ntm_carry_code((ntm_carry_policy)p), labels[p], NULL);
    return matcher;
}

ntm_rc ntm_carry_read(const char *path, const char *bytes, size_t length,
                      const ntm_dictionary *dictionary, ntm_carry **out, ntm_diags *diags)
{
    reader r = {.file = path, .diags = diags};
    size_t before = diags->errors;
    *out = NULL;
    ntm_rc rc = ntm_csv_open(bytes, length, path, &r.csv, diags);
    if (rc != NTM_OK)
        return rc;
    r.arena = ntm_arena_new();
    r.targets = ntm_targets_new(dictionary, r.arena);
    r.policies = policy_words(r.arena);
    r.rows = ntm_arena_array(r.arena, ntm_dictionary_field_count(dictionary), sizeof *r.rows);
    r.carry = ntm_carry_new(NULL);
    read_rows(&r);
    if (diags->errors == before) {
        *out = r.carry;
        r.carry = NULL;
    }
    ntm_carry_free(r.carry);
    ntm_arena_free(r.arena);
    ntm_csv_free(r.csv);
    return *out ? NTM_OK : NTM_EINPUT;
}
