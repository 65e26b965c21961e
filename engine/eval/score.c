/* eval/score.c - see the header. */
#include "eval/score.h"

#include <string.h>

#include "eval/exact_priv.h"
#include "eval/explain_priv.h"

typedef struct ends {
    ntm_num low, high;
} ends;

/* What the points of an item can be: its value; of a missing one the ends of linear(), else anything. */
static bool item_ends(ntm_exact *exact, ntm_ref ref, ntm_row row, ends *out, ntm_exact_error *error)
{
    ntm_val value = ntm_exact_eval(exact, ref, row);
    const ntm_node *node = ntm_graph_node(exact->document->graph, ref);
    if (value.state == NTM_VAL_ERROR) {
        *error = value.error;
        return false;
    }
    if (ntm_val_is_number(&value)) {
        *out = (ends){value.low, value.high};
    } else if (node->op == NTM_OP_LINEAR) {
        ntm_num a = ntm_num_decimal(node->points[1]), b = ntm_num_decimal(node->points[3]);
        *out = ntm_num_cmp(a, b) <= 0 ? (ends){a, b} : (ends){b, a};
    } else {
        *out = (ends){NTM_NUM_MINUS_INF, NTM_NUM_PLUS_INF};
    }
    return true;
}

static bool add(ntm_arena *arena, ntm_num *sum, ntm_num more)
{
    if (!ntm_num_finite(*sum) || !ntm_num_finite(more)) {
        *sum = ntm_num_finite(*sum) ? more : *sum; /* ends of one side: never opposite */
        return true;
    }
    return ntm_num_add(arena, *sum, more, sum);
}

static const char *text_of(ntm_arena *arena, ntm_num number)
{
    return ntm_num_finite(number) ? ntm_num_text(arena, number) : NULL;
}

static void tell_facts(ntm_explainer *explainer, ntm_ref ref, ntm_row row,
                       ntm_score_item_result *item)
{
    ntm_fact_list used = {0}, missing = {0};
    if (!explainer)
        return;
    ntm_explain_used(explainer, ref, row, row, &used);
    item->used = used.items;
    item->nused = used.count;
    if (item->low && item->high && !strcmp(item->low, item->high))
        return;
    ntm_explain_missing(explainer, ref, row, row, &missing);
    item->missing = missing.items;
    item->nmissing = missing.count;
}

static ntm_tri excludes(ntm_exact *exact, ntm_ref ref, ntm_row row, ntm_score_result *score)
{
    ntm_tri truth = NTM_FAIL;
    ntm_exact_error error;
    if (ref != NTM_NO_REF && !ntm_exact_truth(exact, ref, row, &truth, &error)) {
        score->error = error.code;
        score->error_detail = error.detail;
        return NTM_UNKNOWN;
    }
    return truth;
}

/* The place of the band that points reach, counted from the highest; nbands: below all. */
static uint32_t band_of(const ntm_document *document, ntm_num points)
{
    for (uint32_t b = 0; b < document->nbands; b++)
        if (ntm_num_cmp(points, ntm_num_decimal(document->bands[b].from)) >= 0)
            return b;
    return document->nbands;
}

static const char *band_code(const ntm_document *document, uint32_t band)
{
    return band < document->nbands ? document->bands[band].code : document->band_below;
}

static bool tell_part(ntm_exact *exact, ntm_explainer *explainer, ntm_row row, ntm_arena *arena,
                      const ntm_score_part *part, ntm_score_part_result *out,
                      ntm_score_result *score, ends *points)
{
    const ntm_document *document = exact->document;
    ntm_score_item_result *items = ntm_arena_array(arena, part->count, sizeof *items);
    *points = (ends){ntm_num_int(0), ntm_num_int(0)};
    for (uint32_t i = 0; i < part->count; i++) {
        const ntm_score_item *item = &document->items[part->first + i];
        ntm_exact_error error = {"number-too-large", NULL};
        ends own;
        items[i].item = part->first + i;
        items[i].excludes = excludes(exact, item->excludes, row, score);
        score->excluded = ntm_tri_or(score->excluded, items[i].excludes);
        if (!item_ends(exact, item->points, row, &own, &error) ||
            !add(exact->arena, &points->low, own.low) ||
            !add(exact->arena, &points->high, own.high)) {
            score->error = error.code;
            score->error_detail = error.detail;
            return false;
        }
        items[i].low = text_of(arena, own.low);
        items[i].high = text_of(arena, own.high);
        tell_facts(explainer, item->points, row, &items[i]);
    }
    if (part->has_max) {
        ntm_num most = ntm_num_decimal(part->max);
        points->low = ntm_num_cmp(points->low, most) > 0 ? most : points->low;
        points->high = ntm_num_cmp(points->high, most) > 0 ? most : points->high;
    }
    out->floor_reached = NTM_PASS;
    if (part->has_floor) {
        ntm_num least = ntm_num_decimal(part->floor);
        out->floor_reached = ntm_num_cmp(points->low, least) >= 0   ? NTM_PASS
                             : ntm_num_cmp(points->high, least) < 0 ? NTM_FAIL
                                                                    : NTM_UNKNOWN;
    }
    out->low = text_of(arena, points->low);
    out->high = text_of(arena, points->high);
    out->items = items;
    return true;
}

const ntm_score_result *ntm_score(ntm_exact *exact, ntm_explainer *explainer, ntm_row row,
                                  ntm_arena *arena)
{
    const ntm_document *document = exact->document;
    if (!document->nparts)
        return NULL;
    ntm_score_result *score = ntm_arena_alloc(arena, sizeof *score);
    ntm_score_part_result *parts = ntm_arena_array(arena, document->nparts, sizeof *parts);
    ends total = {ntm_num_int(0), ntm_num_int(0)};
    ntm_tri floors = NTM_PASS;
    score->parts = parts;
    for (uint32_t p = 0; p < document->nparts; p++) {
        ends points;
        if (!tell_part(exact, explainer, row, arena, &document->parts[p], &parts[p], score,
                       &points))
            return score;
        floors = ntm_tri_and(floors, parts[p].floor_reached);
        if (!add(exact->arena, &total.low, points.low) ||
            !add(exact->arena, &total.high, points.high)) {
            score->error = "number-too-large";
            return score;
        }
    }
    score->low = text_of(arena, total.low);
    score->high = text_of(arena, total.high);
    if (score->error)
        return score;
    ntm_tri rated = ntm_tri_and(floors, ntm_tri_not(score->excluded));
    uint32_t worst = rated == NTM_PASS ? band_of(document, total.low) : document->nbands;
    uint32_t best = rated == NTM_FAIL ? document->nbands : band_of(document, total.high);
    score->band_low = band_code(document, worst);
    score->band_high = band_code(document, best);
    score->rated = worst < document->nbands  ? NTM_PASS
                   : best < document->nbands ? NTM_UNKNOWN
                                             : NTM_FAIL;
    score->decided = worst == best;
    return score;
}

ntm_level_reached ntm_score_level(const ntm_score_result *score)
{
    if (score->error || !score->decided)
        return NTM_UNDECIDED;
    return score->rated == NTM_PASS ? NTM_MET : NTM_NOT_MET;
}
