/* eval/withdrawal.c - see the header. */
#include "eval/withdrawal.h"

#include <string.h>

#include "eval/exact_priv.h"

typedef struct trial {
    ntm_exact *probe;
    const ntm_document *document;
    ntm_row row;
    const ntm_level_reached *states; /* as measured */
    ntm_level_reached *assumed;
    ntm_arena *out;
    uint32_t gate;
    uint32_t named[NTM_WITHDRAWAL_NAMED]; /* criteria that the rule names and that are not lost */
    uint32_t nnamed;
    uint32_t *others; /* the rest of those that are not lost; met ones first */
    uint32_t nothers;
} trial;

/* ---- the lines ---- */

typedef struct line_list {
    ntm_withdrawal_line *items;
    uint32_t count;
    bool odd; /* the rule says something that is not a line */
} line_list;

static const ntm_node *node_at(const trial *t, ntm_ref ref)
{
    const ntm_node *node = ntm_graph_node(t->document->graph, ref);
    while (node->op == NTM_OP_PART)
        node = ntm_graph_node(t->document->graph, node->args[0]);
    return node;
}

/* "failed_share ≥ 30": the 30. */
static const char *share_line(const trial *t, const ntm_node *node)
{
    if (node->op != NTM_OP_AT_LEAST)
        return NULL;
    const ntm_node *share = node_at(t, node->args[0]), *line = node_at(t, node->args[1]);
    if (share->op != NTM_OP_FAILED_SHARE || line->op != NTM_OP_NUMBER)
        return NULL;
    char text[NTM_DECIMAL_TEXT];
    return ntm_arena_strdup(t->out, ntm_decimal_format(line->number, text));
}

/* "one of these is lost", each a criterion; false: something else. */
static bool one_of(const trial *t, const ntm_node *node, ntm_withdrawal_line *line)
{
    uint32_t count = node->op == NTM_OP_ANY_OF ? node->nargs : 1;
    int *numbers = ntm_arena_array(t->out, count, sizeof *numbers);
    for (uint32_t i = 0; i < count; i++) {
        const ntm_node *fails = node->op == NTM_OP_ANY_OF ? node_at(t, node->args[i]) : node;
        if (fails->op != NTM_OP_CRITERION_FAILS)
            return false;
        numbers[i] = fails->n;
    }
    if (line->ncriteria)
        return false; /* one of these and one of those */
    line->criteria = numbers;
    line->ncriteria = count;
    return true;
}

static void add_line(const trial *t, const ntm_node *node, line_list *list)
{
    ntm_withdrawal_line line = {0};
    uint32_t count = node->op == NTM_OP_ALL_OF ? node->nargs : 1;
    for (uint32_t i = 0; i < count; i++) {
        const ntm_node *term = node->op == NTM_OP_ALL_OF ? node_at(t, node->args[i]) : node;
        const char *share = share_line(t, term);
        if (share && !line.share)
            line.share = share;
        else if (share || !one_of(t, term, &line))
            list->odd = true;
    }
    list->items[list->count++] = line;
}

static void tell_lines(const trial *t, ntm_withdrawal_result *result)
{
    const ntm_node *when = node_at(t, t->document->gates[t->gate].pass);
    bool several = when->op == NTM_OP_ANY_OF;
    uint32_t count = several ? when->nargs : 1;
    line_list list = {.items = ntm_arena_array(t->out, count, sizeof *list.items)};
    for (uint32_t i = 0; i < count; i++)
        add_line(t, several ? node_at(t, when->args[i]) : when, &list);
    result->lines = list.items;
    result->nlines = list.odd ? 0 : list.count;
}

/* ---- the distance ---- */

static bool reaches(trial *t, uint32_t mask, uint32_t others)
{
    memcpy(t->assumed, t->states, t->document->ncriteria * sizeof *t->assumed);
    for (uint32_t i = 0; i < t->nnamed; i++)
        if (mask >> i & 1)
            t->assumed[t->named[i]] = NTM_NOT_MET;
    for (uint32_t i = 0; i < others; i++)
        t->assumed[t->others[i]] = NTM_NOT_MET;
    ntm_exact_probe(t->probe, NULL, 0);
    t->probe->assumed = t->assumed;
    t->probe->assumed_row = t->row;
    return ntm_exact_gate_status(t->probe, t->gate, t->row) == NTM_ST_PASS;
}

/* Arguments stand before the nodes that use them, so one pass back from the rule finds all. */
static void mark_named(const trial *t, ntm_ref rule, bool *named)
{
    bool *used = ntm_arena_array(t->out, (size_t)rule + 1, sizeof *used);
    used[rule] = true;
    for (ntm_ref ref = rule + 1; ref-- > 0;) {
        const ntm_node *node = ntm_graph_node(t->document->graph, ref);
        for (uint32_t i = 0; used[ref] && i < node->nargs; i++)
            used[node->args[i]] = true;
        if (!used[ref] ||
            (node->op != NTM_OP_CRITERION_FAILS && node->op != NTM_OP_CRITERION_PASSES))
            continue;
        for (uint32_t c = 0; c < t->document->ncriteria; c++)
            if (t->document->criteria[c].number == node->n)
                named[c] = true;
    }
}

/* Sort the criteria that can still be lost; false: the rule names too many. */
static bool sort_criteria(trial *t)
{
    uint32_t ncriteria = t->document->ncriteria;
    bool *named = ntm_arena_array(t->out, ncriteria, sizeof *named);
    t->nnamed = t->nothers = 0;
    mark_named(t, t->document->gates[t->gate].pass, named);
    for (int undecided = 0; undecided < 2; undecided++)
        for (uint32_t c = 0; c < ncriteria; c++) {
            if (t->states[c] != (undecided ? NTM_UNDECIDED : NTM_MET))
                continue;
            if (!named[c])
                t->others[t->nothers++] = c;
            else if (t->nnamed == NTM_WITHDRAWAL_NAMED)
                return false;
            else
                t->named[t->nnamed++] = c;
        }
    return true;
}

static uint32_t bits(uint32_t mask)
{
    uint32_t count = 0;
    for (; mask; mask &= mask - 1)
        count++;
    return count;
}

/* least[mask]: how many others reach the line with these named ones; UINT32_MAX: none do. */
static void add_further(trial *t, const uint32_t *least, uint32_t mask,
                        ntm_withdrawal_result *result)
{
    for (uint32_t i = 0; i < t->nnamed;
         i++) /* one named less, and no more others: that is enough */
        if (mask >> i & 1 && least[mask & ~(1u << i)] <= least[mask])
            return;
    ntm_further *further = (ntm_further *)&result->further[result->nfurther++];
    int *numbers = ntm_arena_array(t->out, t->nnamed + 1, sizeof *numbers);
    further->others = least[mask];
    for (uint32_t i = 0; i < t->nnamed; i++)
        if (mask >> i & 1)
            numbers[further->ncriteria++] = t->document->criteria[t->named[i]].number;
    further->criteria = numbers;
}

static void tell_distance(trial *t, ntm_withdrawal_result *result)
{
    if (!sort_criteria(t))
        return;
    uint32_t masks = 1u << t->nnamed, distance = UINT32_MAX;
    uint32_t *least = ntm_arena_array(t->out, masks, sizeof *least);
    for (uint32_t mask = 0; mask < masks; mask++) {
        least[mask] = UINT32_MAX;
        for (uint32_t others = 0; others <= t->nothers && least[mask] == UINT32_MAX; others++)
            if (reaches(t, mask, others))
                least[mask] = others;
        if (least[mask] != UINT32_MAX && bits(mask) + least[mask] < distance)
            distance = bits(mask) + least[mask];
    }
    result->reachable = distance != UINT32_MAX;
    if (!result->reachable)
        return;
    result->distance = distance;
    result->any = true;
    for (uint32_t mask = 0; mask < masks; mask++) /* every way to choose that many */
        if (bits(mask) <= distance && distance - bits(mask) <= t->nothers &&
            least[mask] > distance - bits(mask))
            result->any = false;
    result->further = ntm_arena_array(t->out, masks, sizeof *result->further);
    for (uint32_t size = 0; size <= t->nnamed + t->nothers; size++)
        for (uint32_t mask = 0; mask < masks; mask++)
            if (least[mask] != UINT32_MAX && bits(mask) + least[mask] == size)
                add_further(t, least, mask, result);
}

/* ---- one rule ---- */

static void tell_share(const trial *t, ntm_withdrawal_result *result)
{
    for (uint32_t c = 0; c < t->document->ncriteria; c++) {
        result->failed += t->states[c] == NTM_NOT_MET;
        result->undecided += t->states[c] == NTM_UNDECIDED;
    }
    result->total = (int)t->document->ncriteria;
    ntm_num share;
    if (result->undecided || !result->total ||
        !ntm_num_div(t->out, ntm_num_int(100 * (int64_t)result->failed), ntm_num_int(result->total),
                     &share))
        return;
    result->share = ntm_num_text(t->out, share);
    result->shown = ntm_num_fixed(t->out, share, 2);
}

const ntm_withdrawal_result *ntm_withdrawals(const ntm_exact *exact, ntm_row row,
                                             const ntm_level_reached *states, ntm_arena *out,
                                             uint32_t *count_out)
{
    const ntm_document *document = exact->document;
    trial t = {.document = document, .row = row, .states = states, .out = out};
    ntm_withdrawal_result *results = NULL;
    *count_out = 0;
    for (t.gate = 0; t.gate < document->ngates; t.gate++) {
        if (document->gates[t.gate].kind != NTM_WITHDRAWAL)
            continue;
        if (!t.probe) {
            t.probe = ntm_exact_probe_new(exact);
            t.assumed = ntm_arena_array(out, document->ncriteria, sizeof *t.assumed);
            t.others = ntm_arena_array(out, document->ncriteria, sizeof *t.others);
            results = ntm_arena_array(out, document->ngates, sizeof *results);
        }
        ntm_exact_probe(t.probe, NULL, 0);
        t.probe->assumed = states;
        t.probe->assumed_row = row;
        ntm_status status = ntm_exact_gate_status(t.probe, t.gate, row);
        if (status == NTM_ST_NOT_APPLICABLE)
            continue;
        ntm_withdrawal_result *result = &results[(*count_out)++];
        *result = (ntm_withdrawal_result){.gate = t.gate, .status = status};
        tell_share(&t, result);
        tell_lines(&t, result);
        tell_distance(&t, result);
    }
    ntm_exact_free(t.probe);
    return results;
}
