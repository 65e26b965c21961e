/*
 * eval/plan.c - the indicators of a document, one after the other, into one program.
 */
#include "eval/plan.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "eval/plan_build_priv.h"

/* Whether an expression reads the zone: a zoning by itself has no answer. */
static bool reads_zone(const ntm_build *build, ntm_ref ref)
{
    uint32_t count = ref + 1; /* arguments point backwards */
    bool *reached = ntm_xcalloc(count, sizeof *reached);
    bool found = false;
    reached[ref] = true;
    for (uint32_t i = count; i-- > 0;) {
        const ntm_node *node = ntm_graph_node(build->graph, i);
        if (!reached[i])
            continue;
        found = found || node->op == NTM_OP_BY_ZONE;
        for (uint32_t a = 0; a < node->nargs; a++)
            reached[node->args[a]] = true;
    }
    free(reached);
    return found;
}

static uint32_t deepest(ntm_build *build)
{
    const ntm_document *document = build->plan->document;
    uint32_t depth = 0;
    for (uint32_t i = 0; i < document->nindicators; i++) {
        const ntm_indicator *indicator = &document->indicators[i];
        uint32_t pass = ntm_plan_depth(build, indicator->pass, document->level), applies = 0;
        if (indicator->applies != NTM_NO_REF)
            applies = ntm_plan_depth(build, indicator->applies, document->level);
        depth = pass > depth ? pass : depth;
        depth = applies > depth ? applies : depth;
    }
    return depth;
}

static void add_indicator(ntm_writer *w, uint32_t number, bool *exact)
{
    const ntm_indicator *indicator = &w->build->plan->document->indicators[number];
    ntm_pval applies = ntm_pval_truth(NTM_PLANE_ALL, NTM_PLANE_ALL);
    if (indicator->applies != NTM_NO_REF)
        applies = ntm_plan_truth(w, indicator->applies);
    ntm_pval pass = ntm_plan_truth(w, indicator->pass);
    uint32_t from[] = {pass.pass,    pass.maybe,    pass.bad,    pass.hand,
                       applies.pass, applies.maybe, applies.bad, applies.hand};
    exact[number] = applies.hand == NTM_PLANE_ALL ||
                    (pass.hand == NTM_PLANE_ALL && applies.maybe == NTM_PLANE_ALL);
    ntm_write(w, NTM_KOP_STATUS, number, from, 8, NULL);
}

ntm_plan *ntm_plan_new(const ntm_document *document, const ntm_frame *frame)
{
    ntm_arena *arena = ntm_arena_new();
    ntm_plan *plan = ntm_arena_alloc(arena, sizeof *plan);
    plan->arena = arena;
    plan->document = document;
    plan->frame = frame;
    for (ntm_level level = 0; level < NTM_LEVEL_COUNT; level++)
        ntm_frame_level(frame, level, &plan->level_first[level], &plan->level_count[level]);

    ntm_build build = {.plan = plan,
                       .scratch = ntm_arena_new(),
                       .graph = document->graph,
                       .choice = ntm_frame_choice(frame),
                       .zone_by = NTM_NO_REF};
    if (document->zone_scheme && document->zone_by != NTM_NO_REF &&
        !reads_zone(&build, document->zone_by))
        build.zone_by = document->zone_by;

    uint32_t depth = deepest(&build);
    ntm_writer *w = ntm_writer_new(&build, document->level, depth);
    build.writers[document->level][depth] = w;
    bool *exact = ntm_arena_array(arena, document->nindicators, sizeof *exact);
    for (uint32_t i = 0; i < document->nindicators; i++)
        add_indicator(w, i, exact);
    plan->exact = exact;
    ntm_plan_finish(&build);
    ntm_arena_free(build.scratch);
    return plan;
}

void ntm_plan_free(ntm_plan *plan)
{
    if (plan)
        ntm_arena_free(plan->arena);
}

bool ntm_plan_is_exact(const ntm_plan *plan, uint32_t indicator)
{
    assert(indicator < plan->document->nindicators);
    return plan->exact[indicator];
}

ntm_plan_size ntm_plan_measure(const ntm_plan *plan)
{
    ntm_plan_size out = {.segments = plan->nsegments, .batch = plan->batch};
    for (uint32_t i = 0; i < plan->nsegments; i++) {
        const ntm_segment *s = &plan->segments[i];
        out.instructions += s->nins;
        out.planes += s->nplanes;
        out.vectors += s->nvectors;
    }
    return out;
}

static void print_threshold(const ntm_threshold *threshold, FILE *out)
{
    char text[NTM_DECIMAL_TEXT];
    for (uint32_t i = 0; i < threshold->count; i++)
        fprintf(out, "%s%s", i ? " " : "  ; ", ntm_decimal_format(threshold->number[i], text));
    fputs(threshold->percent ? " %" : "", out);
}

static void print_constant(const ntm_plan *plan, const ntm_ins *ins, FILE *out)
{
    switch (ins->op) {
    case NTM_KOP_RATIO_BELOW:
    case NTM_KOP_RATIO_ABOVE:
    case NTM_KOP_RATIO_BELOW_TABLE:
    case NTM_KOP_RATIO_ABOVE_TABLE:
    case NTM_KOP_LESS_TABLE:
    case NTM_KOP_MORE_TABLE:
    case NTM_KOP_PICK:
        print_threshold(&plan->thresholds[ins->k], out);
        break;
    case NTM_KOP_LESS_CONST:
    case NTM_KOP_MORE_CONST:
    case NTM_KOP_EQUAL_CONST:
    case NTM_KOP_FILL:
        fprintf(out, "  ; %.17g", plan->numbers[ins->k]);
        break;
    case NTM_KOP_STATUS:
        fprintf(out, "  ; %s", plan->document->indicators[ins->k].number);
        break;
    case NTM_KOP_COUNT_GE:
        fprintf(out, "  ; %u", ins->k);
        break;
    default:
        if (ins->op >= NTM_KOP_CHILD_COUNT && ins->op <= NTM_KOP_FETCH_VECTOR)
            fprintf(out, "  ; store %u", plan->links[ins->k].store);
        else if (ins->op == NTM_KOP_STORE_PLANE || ins->op == NTM_KOP_STORE_VECTOR)
            fprintf(out, "  ; store %u", ins->k);
        break;
    }
}

static void print_segment(const ntm_plan *plan, const ntm_segment *segment, FILE *out)
{
    fprintf(out, "segment %s: %u planes, %u vectors\n", ntm_level_code(segment->level),
            segment->nplanes, segment->nvectors);
    for (uint32_t i = 0; i < segment->nins; i++) {
        const ntm_ins *ins = &segment->ins[i];
        const ntm_kop_info *info = ntm_kop_describe((ntm_kop)ins->op);
        size_t targets = strlen(info->to);
        const uint32_t *operands = &segment->operands[ins->first];
        fprintf(out, "%5u ", i);
        for (size_t t = 0; t < targets; t++)
            fprintf(out, " %c%u", info->to[t], operands[t]);
        fprintf(out, "%s%s", targets ? " = " : " ", info->text);
        for (uint32_t t = 0; t < ins->nsources; t++)
            fprintf(out, " %c%u", info->from[0] == '*' ? 'p' : info->from[t],
                    operands[targets + t]);
        print_constant(plan, ins, out);
        fputc('\n', out);
    }
}

void ntm_plan_print(const ntm_plan *plan, FILE *out)
{
    for (uint32_t i = 0; i < plan->nsegments; i++)
        print_segment(plan, &plan->segments[i], out);
}
