/*
 * eval/interval_cell.c - the values that a field can still take: its range, narrowed by reported
 * bounds and, where no known value of the unit denies it, by part_of.
 */
#include "eval/interval_priv.h"

/* part_of has no circles (the reader refuses them), but may be long in a hostile document. */
enum { PART_DEPTH = 16 };

static const ntm_field *whole_of(const ntm_document *document, const ntm_field *field)
{
    return field->part_of ? ntm_dictionary_find(document->fields, field->part_of) : NULL;
}

bool ntm_part_of(const ntm_document *document, const ntm_field *part, const ntm_field *whole)
{
    for (int depth = 0; part && depth < PART_DEPTH; depth++) {
        part = whole_of(document, part);
        if (part == whole)
            return part != NULL;
    }
    return false;
}

/* The cell of a field at exactly this row; false when the field is not observed at its level. */
static bool value_here(const ntm_interval *interval, const ntm_field *field, bool previous,
                       ntm_row row, ntm_val *out)
{
    ntm_level level = ntm_frame_row(interval->exact->frame, row)->unit->level;
    if (field->kind != NTM_K_NUMBER || !(field->levels & NTM_LEVEL_BIT(level)))
        return false;
    *out = ntm_exact_cell(interval->exact, field, NULL, previous, row);
    return true;
}

static bool denies(const ntm_interval *interval, ntm_row row, bool previous)
{
    const ntm_document *document = interval->exact->document;
    uint32_t count = ntm_dictionary_field_count(document->fields);
    for (uint32_t i = 0; i < count; i++) {
        const ntm_field *part = ntm_dictionary_field(document->fields, i);
        const ntm_field *whole = whole_of(document, part);
        ntm_val p, w;
        if (whole && value_here(interval, part, previous, row, &p) && ntm_val_is_number(&p) &&
            value_here(interval, whole, previous, row, &w) && ntm_val_is_number(&w) &&
            ntm_num_cmp(p.low, w.high) > 0)
            return true;
    }
    return false;
}

bool ntm_poss_denied(ntm_interval *interval, ntm_row read_row, bool previous)
{
    uint32_t index;
    if (ntm_memo_add(&interval->denied, previous, read_row, &index)) {
        if (index >= interval->denies_size) {
            interval->denies_size = interval->denies_size ? interval->denies_size * 2 : 64;
            interval->denies =
                ntm_xrealloc(interval->denies, interval->denies_size * sizeof *interval->denies);
        }
        interval->denies[index] = denies(interval, read_row, previous);
    }
    return interval->denies[index];
}

static ntm_num range_low(const ntm_field *field)
{
    return field->has_low ? ntm_num_decimal(field->low) : NTM_NUM_MINUS_INF;
}

static ntm_num range_high(const ntm_field *field)
{
    return field->has_high ? ntm_num_decimal(field->high) : NTM_NUM_PLUS_INF;
}

/* At most: what is known of the field, or its range and what its own whole can be. */
static ntm_num at_most(const ntm_interval *interval, const ntm_field *field, bool previous,
                       ntm_row row, int depth)
{
    ntm_val v;
    if (depth > PART_DEPTH || !value_here(interval, field, previous, row, &v))
        return NTM_NUM_PLUS_INF;
    ntm_num most = range_high(field);
    if (v.state == NTM_VAL_NUMBER)
        return v.low;
    if (v.state == NTM_VAL_BOUNDS && ntm_num_finite(v.high))
        most = v.high;
    const ntm_field *whole = whole_of(interval->exact->document, field);
    if (whole) {
        ntm_num limit = at_most(interval, whole, previous, row, depth + 1);
        if (ntm_num_cmp(limit, most) < 0)
            most = limit;
    }
    return most;
}

/* At least: what is known of the field, or its range and what its parts are at least. */
static ntm_num at_least(const ntm_interval *interval, const ntm_field *field, bool previous,
                        ntm_row row, int depth)
{
    const ntm_document *document = interval->exact->document;
    ntm_val v;
    if (depth > PART_DEPTH || !value_here(interval, field, previous, row, &v))
        return NTM_NUM_MINUS_INF;
    ntm_num least = range_low(field);
    if (v.state == NTM_VAL_NUMBER)
        return v.low;
    if (v.state == NTM_VAL_BOUNDS && ntm_num_finite(v.low))
        least = v.low;
    uint32_t count = ntm_dictionary_field_count(document->fields);
    for (uint32_t i = 0; i < count; i++) {
        const ntm_field *part = ntm_dictionary_field(document->fields, i);
        if (whole_of(document, part) != field)
            continue;
        ntm_num limit = at_least(interval, part, previous, row, depth + 1);
        if (ntm_num_cmp(limit, least) > 0)
            least = limit;
    }
    return least;
}

ntm_num ntm_poss_upper(ntm_interval *interval, const ntm_field *field, bool previous,
                       ntm_row read_row, const ntm_field **whole_out)
{
    const ntm_document *document = interval->exact->document;
    ntm_num most = NTM_NUM_PLUS_INF;
    *whole_out = NULL;
    const ntm_field *whole = whole_of(document, field);
    for (int depth = 0; whole && depth < PART_DEPTH; depth++) {
        ntm_num limit = at_most(interval, whole, previous, read_row, depth + 1);
        if (ntm_num_cmp(limit, most) < 0) {
            most = limit;
            *whole_out = whole;
        }
        whole = whole_of(document, whole);
    }
    return most;
}

/* Any place of a scale, or of yes and no. */
static ntm_poss any_code(ntm_interval *interval, uint32_t places)
{
    ntm_poss p = {.some = true, .words = (places + 63) / 64};
    if (!p.words)
        p.words = 1;
    uint64_t *codes = ntm_arena_array(interval->exact->arena, p.words, sizeof *codes);
    for (uint32_t i = 0; i < places; i++)
        codes[i / 64] |= UINT64_C(1) << (i % 64);
    p.codes = codes;
    return p;
}

static uint32_t places_of(const ntm_field *field)
{
    if (field->kind == NTM_K_YES_NO)
        return 2;
    return field->scale ? field->scale->count : 0;
}

static ntm_poss any_number(ntm_interval *interval, const ntm_field *field, bool previous,
                           ntm_row read_row, const ntm_val *known)
{
    ntm_num low = range_low(field), high = range_high(field);
    if (known->state == NTM_VAL_BOUNDS) {
        bool above = ntm_num_cmp(known->low, high) > 0, below = ntm_num_cmp(known->high, low) < 0;
        if (above || below || ntm_num_cmp(known->low, low) > 0)
            low = known->low;
        if (above || below || ntm_num_cmp(known->high, high) < 0)
            high = known->high; /* bounds outside the range: the report counts */
    }
    if (interval->wholes && !ntm_poss_denied(interval, read_row, previous)) {
        const ntm_field *whole;
        ntm_num most = ntm_poss_upper(interval, field, previous, read_row, &whole);
        ntm_num least = at_least(interval, field, previous, read_row, 0);
        if (ntm_num_cmp(least, low) < 0)
            least = low;
        if (ntm_num_cmp(most, high) > 0)
            most = high;
        if (ntm_num_cmp(least, most) <= 0) { /* else the data contradict themselves */
            low = least;
            high = most;
        }
    }
    return ntm_poss_numbers(low, high);
}

ntm_poss ntm_poss_cell(ntm_interval *interval, const ntm_field *field, bool previous, ntm_row row)
{
    ntm_exact *exact = interval->exact;
    ntm_val v = ntm_exact_cell(exact, field, NULL, previous, row);
    ntm_row read_row = ntm_exact_read_row(exact, field, row);
    if (read_row < 0 || (v.state != NTM_VAL_MISSING && v.state != NTM_VAL_BOUNDS))
        return ntm_poss_of(interval, &v, places_of(field));
    switch (field->kind) {
    case NTM_K_NUMBER:
        return any_number(interval, field, previous, read_row, &v);
    case NTM_K_DATE:
        return ntm_poss_numbers(NTM_NUM_MINUS_INF, NTM_NUM_PLUS_INF);
    default:
        return any_code(interval, places_of(field));
    }
}
