/* intake/claims.c - rows of claims, checked cell by cell. */
#include "intake/claims.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/i18n.h"
#include "base/text.h"
#include "format/csv.h"
#include "intake/date.h"
#include "intake/value.h"

#define MAX_COUNT 1000000

enum column { UNIT, WHAT, VALUE, DECISION, AS_OF, LINE, NOTE, COLUMNS };

static const char *const column_names[COLUMNS] = {"unit",  "what", "value", "decision",
                                                  "as_of", "line", "note"};

typedef struct reader {
    const ntm_dictionary *dictionary;
    const ntm_dataset *dataset;
    ntm_number_style numbers;
    ntm_date date;
    ntm_csv *csv;
    ntm_targets *targets;
    int place_of[COLUMNS]; /* index of the column; -1: not there */
    ntm_claims *claims;
    size_t capacity;
    ntm_diags *diags;
} reader;

/* Kinds of claims, by the word before the colon. */
static const struct {
    const char *word;
    ntm_claim_what what;
    bool subject; /* must have something behind the colon */
} kinds[] = {
    {"criteria_met", NTM_CLAIM_CRITERIA_MET, false},
    {"criteria_failed", NTM_CLAIM_CRITERIA_FAILED, false},
    {"indicators_met", NTM_CLAIM_INDICATORS_MET, false},
    {"indicators_failed", NTM_CLAIM_INDICATORS_FAILED, false},
    {"level", NTM_CLAIM_LEVEL, false},
    {"kept", NTM_CLAIM_KEPT, false},
    {"criterion", NTM_CLAIM_CRITERION, true},
    {"indicator", NTM_CLAIM_INDICATOR, true},
    {"field", NTM_CLAIM_FIELD, true},
    {"sum", NTM_CLAIM_SUM, true},
    {"share", NTM_CLAIM_SHARE, true},
    {"villages", NTM_CLAIM_VILLAGES, true},
    {"title", NTM_CLAIM_TITLE, true},
    {"date", NTM_CLAIM_DATE, true},
};

enum { NKINDS = sizeof kinds / sizeof *kinds };

static const ntm_csv_cell *cell_of(const reader *r, const ntm_csv_row *row, enum column column)
{
    return r->place_of[column] >= 0 ? &row->cells[r->place_of[column]] : NULL;
}

static ntm_place place_of(const reader *r, const ntm_csv_row *row, enum column column)
{
    const ntm_csv_cell *cell = cell_of(r, row, column);
    return cell ? ntm_csv_place(r->csv, cell)
                : (ntm_place){.file = r->claims->file, .line = row->line};
}

/* The cell's text in NFC, in the arena; "" where there is no such column. */
static const char *text_of(const reader *r, const ntm_csv_row *row, enum column column)
{
    const ntm_csv_cell *cell = cell_of(r, row, column);
    char *nfc = cell ? ntm_text_nfc(cell->text) : NULL;
    const char *text = ntm_arena_strdup(r->claims->arena, nfc ? nfc : "");
    free(nfc);
    return text;
}

static bool refuse(const reader *r, const ntm_csv_row *row, enum column column,
                   const ntm_remark *remark)
{
    ntm_diag(r->diags, NTM_ERROR, place_of(r, row, column), ntm_intake_code_name(remark->code),
             "%s", remark->message);
    if (remark->hint)
        ntm_diag_hint(r->diags, "%s", remark->hint);
    return false;
}

/* ---- what is claimed ---- */

static bool read_what(reader *r, const ntm_csv_row *row, ntm_claim *claim)
{
    claim->text = text_of(r, row, WHAT);
    size_t length = strcspn(claim->text, ":");
    for (int i = 0; i < NKINDS; i++) {
        if (strlen(kinds[i].word) != length || strncmp(kinds[i].word, claim->text, length) != 0)
            continue;
        bool has = claim->text[length] == ':' && claim->text[length + 1];
        if (has != kinds[i].subject) {
            ntm_diag(r->diags, NTM_ERROR, place_of(r, row, WHAT), "claim-subject",
                     kinds[i].subject ? _("'%s' needs a subject: %s:…")
                                      : _("'%s' takes no subject; '%s' is all of it"),
                     claim->text, kinds[i].word);
            return false;
        }
        claim->what = kinds[i].what;
        claim->subject = has ? claim->text + length + 1 : NULL;
        return true;
    }
    ntm_strbuf known = {0};
    for (int i = 0; i < NKINDS; i++)
        ntm_strbuf_printf(&known, "%s%s%s", i ? ", " : "", kinds[i].word,
                          kinds[i].subject ? ":…" : "");
    ntm_diag(r->diags, NTM_ERROR, place_of(r, row, WHAT), "unknown-claim",
             _("'%s' is nothing that can be claimed; known are: %s"), claim->text,
             ntm_strbuf_text(&known));
    ntm_strbuf_clear(&known);
    return false;
}

static const ntm_target *target_of(reader *r, const ntm_csv_row *row, const char *name)
{
    ntm_remark remark = {0};
    const ntm_target *target = ntm_targets_find(r->targets, name, &remark);
    if (!target)
        refuse(r, row, WHAT, &remark);
    ntm_remark_clear(&remark);
    return target;
}

/* ---- values ---- */

/* "15" or "15/19". */
static bool read_count(reader *r, const ntm_csv_row *row, ntm_claim *claim)
{
    char *end;
    claim->number = strtoll(claim->printed, &end, 10);
    claim->total = -1;
    bool good = claim->printed[0] >= '0' && claim->printed[0] <= '9';
    if (good && *end == '/') {
        const char *behind = end + 1;
        good = *behind >= '0' && *behind <= '9';
        claim->total = strtoll(behind, &end, 10);
    }
    if (good && !*end && claim->number <= MAX_COUNT && claim->total <= MAX_COUNT &&
        (claim->total < 0 || claim->number <= claim->total))
        return true;
    ntm_diag(r->diags, NTM_ERROR, place_of(r, row, VALUE), "claim-count",
             _("'%s': a count such as 15 or 15/19 was expected"), claim->printed);
    return false;
}

static bool read_word(reader *r, const ntm_csv_row *row, ntm_claim *claim, const char *const *words,
                      size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!strcmp(words[i], claim->printed)) {
            claim->code = words[i];
            return true;
        }
    ntm_strbuf known = {0};
    for (size_t i = 0; i < count; i++)
        ntm_strbuf_printf(&known, "%s%s", i ? ", " : "", words[i]);
    ntm_diag(r->diags, NTM_ERROR, place_of(r, row, VALUE), "claim-word",
             _("'%s' is not one of: %s"), claim->printed, ntm_strbuf_text(&known));
    ntm_strbuf_clear(&known);
    return false;
}

/* "2.000.000.000 tỷ đồng": the amount without the word, which is kept as a slip. */
static bool read_without_word(reader *r, ntm_claim *claim, const ntm_target *target)
{
    const char *text = claim->printed;
    size_t digits = strlen(text);
    while (digits && !(text[digits - 1] >= '0' && text[digits - 1] <= '9'))
        digits--;
    const char *number = ntm_arena_strndup(r->claims->arena, text, digits);
    ntm_remark remark = {0};
    bool good =
        ntm_value_read(number, target, r->numbers, NTM_NUMBERS_OPEN, &claim->value, &remark);
    ntm_remark_clear(&remark);
    claim->surplus = text + digits + strspn(text + digits, " ");
    return good;
}

static bool read_value(reader *r, const ntm_csv_row *row, ntm_claim *claim,
                       const ntm_target *target)
{
    ntm_remark remark = {0};
    bool good = ntm_value_read(claim->printed, target, r->numbers, NTM_NUMBERS_OPEN, &claim->value,
                               &remark);
    if (!good && remark.code == NTM_IC_MONEY_TWICE)
        good = read_without_word(r, claim, target);
    if (!good)
        refuse(r, row, VALUE, &remark);
    ntm_remark_clear(&remark);
    return good;
}

static bool read_field(reader *r, const ntm_csv_row *row, ntm_claim *claim)
{
    const ntm_target *target = target_of(r, row, claim->subject);
    if (!target)
        return false;
    claim->field = target->whole ? NULL : target->field;
    claim->subject = target->name; /* a label may have been written */
    return read_value(r, row, claim, target);
}

static bool refuse_sum(reader *r, const ntm_csv_row *row, const char *name)
{
    ntm_diag(r->diags, NTM_ERROR, place_of(r, row, WHAT), "claim-sum",
             _("'%s' cannot be added up: a number that is derived from others, or numbers of one "
               "unit (a+b+c) were expected"),
             name);
    return false;
}

/* Of one field that is derived, or of several that are alike. */
static bool read_sum(reader *r, const ntm_csv_row *row, ntm_claim *claim)
{
    const ntm_target *first = NULL;
    const char *names = "";
    bool several = strchr(claim->subject, '+') != NULL;
    for (const char *p = claim->subject; *p;) {
        size_t length = strcspn(p, "+");
        const ntm_target *target =
            target_of(r, row, ntm_arena_strndup(r->claims->arena, p, length));
        if (!target)
            return false;
        if (target->whole || target->field->kind != NTM_K_NUMBER ||
            (first && strcmp(first->field->measure, target->field->measure) != 0))
            return refuse_sum(r, row, claim->subject);
        names = ntm_arena_printf(r->claims->arena, "%s%s%s", names, first ? "+" : "", target->name);
        first = first ? first : target;
        p += length;
        if (*p == '+' && !*++p)
            return refuse_sum(r, row, claim->subject); /* nothing behind the last one */
    }
    if (!first ||
        (!several && !first->field->sum_count && first->field->derive_children == NTM_LEVEL_NONE))
        return refuse_sum(r, row, claim->subject);
    claim->field = several ? NULL : first->field;
    claim->subject = names;
    return read_value(r, row, claim, first);
}

/* In percent ("50,2"), or as it is counted ("109/217"). */
static bool read_share(reader *r, const ntm_csv_row *row, ntm_claim *claim)
{
    const ntm_target *target = target_of(r, row, claim->subject);
    if (!target)
        return false;
    if (!target->whole) {
        ntm_diag(r->diags, NTM_ERROR, place_of(r, row, WHAT), "claim-share",
                 _("'%s' is no share; two fields a/b were expected"), claim->subject);
        return false;
    }
    claim->subject = target->name;
    const char *slash = strchr(claim->printed, '/');
    if (!slash)
        return read_value(r, row, claim, target);
    const char *part =
        ntm_arena_strndup(r->claims->arena, claim->printed, (size_t)(slash - claim->printed));
    claim->has_whole = true;
    claim->value = (ntm_value){.kind = NTM_K_NUMBER, .has_low = true, .has_high = true};
    if (ntm_decimal_parse(part, &claim->value.low) != NTM_DECIMAL_OK ||
        ntm_decimal_parse(slash + 1, &claim->whole) != NTM_DECIMAL_OK || claim->whole.coef <= 0) {
        ntm_diag(r->diags, NTM_ERROR, place_of(r, row, VALUE), "claim-share",
                 _("'%s': a share such as 50,2 or 109/217 was expected"), claim->printed);
        return false;
    }
    claim->value.high = claim->value.low;
    return true;
}

static bool read_villages(reader *r, const ntm_csv_row *row, ntm_claim *claim)
{
    const ntm_target *target = target_of(r, row, claim->subject);
    if (!target)
        return false;
    if (target->whole || target->field->kind != NTM_K_YES_NO ||
        !(target->levels & NTM_LEVEL_BIT(NTM_LEVEL_VILLAGE))) {
        ntm_diag(r->diags, NTM_ERROR, place_of(r, row, WHAT), "claim-villages",
                 _("'%s' is not a yes/no field of villages"), claim->subject);
        return false;
    }
    claim->field = target->field;
    claim->subject = target->name;
    return read_count(r, row, claim);
}

/* A day, a month (2024-09) or a year. */
static bool read_days(reader *r, const ntm_csv_row *row, ntm_claim *claim)
{
    const char *text = claim->printed;
    int year = 0, month = 0;
    char more;
    if (strlen(text) == 4 && sscanf(text, "%4d%c", &year, &more) == 1 &&
        ntm_date_make(year, 1, 1, &claim->first) && ntm_date_make(year, 12, 31, &claim->last))
        return true;
    if (strlen(text) == 7 && sscanf(text, "%4d-%2d%c", &year, &month, &more) == 2 &&
        ntm_date_make(year, month, 1, &claim->first)) {
        claim->last = ntm_date_add_months(claim->first, 1) - 1;
        return true;
    }
    ntm_remark remark = {0};
    bool good = ntm_intake_date(text, &claim->first, &remark);
    if (!good)
        refuse(r, row, VALUE, &remark);
    claim->last = claim->first;
    ntm_remark_clear(&remark);
    return good;
}

static bool read_claimed(reader *r, const ntm_csv_row *row, ntm_claim *claim)
{
    static const char *const reached[] = {"met", "not_met"};
    static const char *const kept[] = {"yes", "no"};
    static const char *const statuses[] = {"pass", "fail", "not_applicable"};
    switch (claim->what) {
    case NTM_CLAIM_CRITERIA_MET:
    case NTM_CLAIM_CRITERIA_FAILED:
    case NTM_CLAIM_INDICATORS_MET:
    case NTM_CLAIM_INDICATORS_FAILED:
        return read_count(r, row, claim);
    case NTM_CLAIM_LEVEL:
    case NTM_CLAIM_CRITERION:
        return read_word(r, row, claim, reached, 2);
    case NTM_CLAIM_KEPT:
        return read_word(r, row, claim, kept, 2);
    case NTM_CLAIM_INDICATOR:
        return read_word(r, row, claim, statuses, 3);
    case NTM_CLAIM_FIELD:
        return read_field(r, row, claim);
    case NTM_CLAIM_SUM:
        return read_sum(r, row, claim);
    case NTM_CLAIM_SHARE:
        return read_share(r, row, claim);
    case NTM_CLAIM_VILLAGES:
        return read_villages(r, row, claim);
    case NTM_CLAIM_TITLE:
    case NTM_CLAIM_DATE:
        return read_days(r, row, claim);
    }
    return false;
}

/* ---- rows ---- */

static bool read_unit(reader *r, const ntm_csv_row *row, ntm_claim *claim)
{
    const char *text = text_of(r, row, UNIT);
    ntm_date date = claim->as_of == NTM_DATE_MIN ? r->date : claim->as_of;
    const ntm_unit *unit;
    ntm_diags found = {0};
    bool good = ntm_dataset_find_unit(r->dataset, text, date, &unit, &found) == NTM_OK;
    if (good)
        claim->unit = unit->code;
    for (size_t i = 0; !good && i < found.count; i++) {
        ntm_diag(r->diags, NTM_ERROR, place_of(r, row, UNIT), found.items[i].code, "%s",
                 found.items[i].message);
        if (found.items[i].hint)
            ntm_diag_hint(r->diags, "%s", found.items[i].hint);
    }
    ntm_diags_clear(&found);
    return good;
}

static void read_row(reader *r, const ntm_csv_row *row)
{
    ntm_claim claim = {.as_of = NTM_DATE_MIN, .total = -1, .row = row->row};
    bool good = true;
    const char *decision = text_of(r, row, DECISION), *as_of = text_of(r, row, AS_OF);
    claim.decision = *decision ? decision : NULL;
    claim.line = text_of(r, row, LINE);
    claim.note = text_of(r, row, NOTE);
    claim.printed = text_of(r, row, VALUE);
    ntm_remark remark = {0};
    if (*as_of && !ntm_intake_date(as_of, &claim.as_of, &remark)) {
        good = refuse(r, row, AS_OF, &remark);
        claim.as_of = NTM_DATE_MIN;
    }
    ntm_remark_clear(&remark);
    good = good && read_unit(r, row, &claim); /* whose name depends on the day */
    good = read_what(r, row, &claim) && read_claimed(r, row, &claim) && good;
    if (!good)
        return;
    if (r->claims->count == r->capacity) {
        r->capacity = r->capacity ? r->capacity * 2 : 64;
        r->claims->items = ntm_xrealloc(r->claims->items, r->capacity * sizeof *r->claims->items);
    }
    r->claims->items[r->claims->count++] = claim;
}

static void read_header(reader *r, const ntm_csv_row *row)
{
    for (int c = 0; c < COLUMNS; c++)
        r->place_of[c] = -1;
    for (size_t i = 0; i < row->count; i++) {
        int c = 0;
        while (c < COLUMNS && strcmp(column_names[c], row->cells[i].text) != 0)
            c++;
        if (c == COLUMNS)
            ntm_diag(r->diags, NTM_ERROR, ntm_csv_place(r->csv, &row->cells[i]), "unknown-column",
                     _("unknown column '%s'; claims have the columns "
                       "unit,decision,as_of,what,value,line,note"),
                     row->cells[i].text);
        else if (r->place_of[c] >= 0)
            ntm_diag(r->diags, NTM_ERROR, ntm_csv_place(r->csv, &row->cells[i]), "duplicate-column",
                     _("the column '%s' stands twice"), column_names[c]);
        else
            r->place_of[c] = (int)i;
    }
    for (int c = UNIT; c <= VALUE; c++)
        if (r->place_of[c] < 0)
            ntm_diag(r->diags, NTM_ERROR, (ntm_place){.file = r->claims->file, .line = row->line},
                     "missing-column", _("the column '%s' is missing"), column_names[c]);
}

static void read_rows(reader *r)
{
    ntm_csv_row row;
    if (!ntm_csv_next(r->csv, &row, r->diags)) {
        ntm_diag(r->diags, NTM_ERROR, (ntm_place){.file = r->claims->file}, "no-rows", "%s",
                 _("there are no rows below the header"));
        return;
    }
    size_t before = r->diags->errors;
    read_header(r, &row);
    if (r->diags->errors != before)
        return;
    while (ntm_csv_next(r->csv, &row, r->diags))
        if (!row.damaged)
            read_row(r, &row);
}

ntm_rc ntm_claims_read(const char *path, const char *bytes, size_t length,
                       const ntm_dictionary *dictionary, const ntm_dataset *dataset,
                       ntm_number_style numbers, ntm_date date, ntm_claims **out, ntm_diags *diags)
{
    reader r = {.dictionary = dictionary,
                .dataset = dataset,
                .numbers = numbers,
                .date = date,
                .diags = diags};
    size_t before = diags->errors;
    *out = NULL;
    ntm_rc rc = ntm_csv_open(bytes, length, path, &r.csv, diags);
    if (rc != NTM_OK)
        return rc;
    r.claims = ntm_xcalloc(1, sizeof *r.claims);
    r.claims->arena = ntm_arena_new();
    r.claims->file = ntm_arena_strdup(r.claims->arena, path);
    r.targets = ntm_targets_new(dictionary, r.claims->arena);
    read_rows(&r);
    ntm_csv_free(r.csv);
    if (diags->errors != before) {
        ntm_claims_free(r.claims);
        return NTM_EINPUT;
    }
    *out = r.claims;
    return NTM_OK;
}

void ntm_claims_free(ntm_claims *claims)
{
    if (!claims)
        return;
    ntm_arena_free(claims->arena);
    free(claims->items);
    free(claims);
}
