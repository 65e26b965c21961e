/* tests/bench/synthetic.c */
#include "bench/synthetic.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_FIELDS = 512, NOT_MADE = -1 };

/* What is known of a field from the way the document uses it. */
typedef struct use {
    const ntm_field *field;
    const ntm_field *whole; /* it is the numerator over this field */
    ntm_decimal threshold;  /* of the share, or of the number itself; 0: none */
    bool may_be_zero;
    bool commune, village;
} use;

typedef struct maker {
    const ntm_document *document;
    ntm_dataset *dataset;
    uint64_t state;
    use uses[MOST_FIELDS];
    int nuses;
    int64_t coef[MOST_FIELDS]; /* of the unit at hand; NOT_MADE */
} maker;

static uint32_t below(maker *m, uint32_t limit)
{
    m->state ^= m->state << 13; /* xorshift64 */
    m->state ^= m->state >> 7;
    m->state ^= m->state << 17;
    return (uint32_t)((m->state >> 32) * limit >> 32);
}

static bool percent(maker *m, uint32_t n) { return below(m, 100) < n; }

static use *use_of(maker *m, const ntm_field *field)
{
    for (int i = 0; i < m->nuses; i++)
        if (m->uses[i].field == field)
            return &m->uses[i];
    if (m->nuses == MOST_FIELDS) {
        fputs("bench: too many fields\n", stderr);
        exit(1);
    }
    m->uses[m->nuses] = (use){.field = field};
    return &m->uses[m->nuses++];
}

static const ntm_node *node_at(const maker *m, ntm_ref ref)
{
    return ntm_graph_node(m->document->graph, ref);
}

/* A number among the arguments: of a threshold by zone, any of them. */
static ntm_decimal number_in(const maker *m, ntm_ref ref)
{
    const ntm_node *node = node_at(m, ref);
    if (node->op == NTM_OP_NUMBER)
        return node->number;
    return node->nargs ? number_in(m, node->args[node->nargs - 1]) : (ntm_decimal){0};
}

static void look(maker *m, ntm_ref ref, bool village)
{
    const ntm_node *node = node_at(m, ref);
    if (node->op == NTM_OP_FIELD) {
        use *u = use_of(m, node->field);
        u->village = u->village || village;
        u->commune = u->commune || !village;
        return;
    }
    if (node->op == NTM_OP_MORE_THAN && node_at(m, node->args[0])->op == NTM_OP_FIELD)
        use_of(m, node_at(m, node->args[0])->field)->may_be_zero = true;
    if (node->op == NTM_OP_AT_LEAST || node->op == NTM_OP_AT_MOST) {
        const ntm_node *left = node_at(m, node->args[0]);
        if (left->op == NTM_OP_FIELD)
            use_of(m, left->field)->threshold = number_in(m, node->args[1]);
        else if ((left->op == NTM_OP_PERCENT || left->op == NTM_OP_RATIO) &&
                 node_at(m, left->args[0])->op == NTM_OP_FIELD) {
            use *u = use_of(m, node_at(m, left->args[0])->field);
            u->whole = node_at(m, left->args[1])->field;
            u->threshold = number_in(m, node->args[1]);
        }
    }
    bool down = node->op >= NTM_OP_CHILD_COUNT && node->op <= NTM_OP_CHILD_ANY;
    for (uint32_t i = 0; i < node->nargs; i++)
        look(m, node->args[i], village || down);
}

static unsigned decimals_of(const ntm_field *field)
{
    return field->whole ? 0 : strcmp(field->measure, "km") == 0 ? 3 : 1;
}

static int64_t make_number(maker *m, int index)
{
    use *u = &m->uses[index];
    int64_t coef;
    if (m->coef[index] != NOT_MADE)
        return m->coef[index];
    if (u->whole) {
        int64_t whole = make_number(m, (int)(use_of(m, u->whole) - m->uses));
        int64_t tie = whole * u->threshold.coef;
        for (unsigned s = 0; s < u->threshold.scale; s++)
            tie /= 10;
        bool share = strcmp(u->field->measure, u->whole->measure) == 0;
        if (share)
            tie /= 100;
        if (percent(m, 45) && share)
            coef = whole;
        else if (percent(m, 15))
            coef = tie;
        else
            coef = share ? whole * (50 + below(m, 51)) / 100 : tie + below(m, 50);
    } else if (u->threshold.coef > 1000000) { /* money */
        coef = percent(m, 8) ? u->threshold.coef * 10
                             : (u->threshold.coef / 1000000 + below(m, 12)) * 10000000 - 50000000;
    } else if (u->field->whole && !u->may_be_zero && u->threshold.coef <= 1 && percent(m, 40)) {
        coef = below(m, 10) ? u->threshold.coef : 1 - u->threshold.coef; /* at most 0, at least 1 */
    } else {
        coef = 20 * (1 + below(m, u->field->whole ? 100 : 2000));
        if (percent(m, u->may_be_zero ? 20 : 1))
            coef = 0;
        else if (percent(m, 50))
            coef += below(m, 20);
    }
    return m->coef[index] = coef;
}

static ntm_value make_value(maker *m, int index)
{
    const ntm_field *field = m->uses[index].field;
    ntm_value out = {.kind = field->kind};
    switch (field->kind) {
    case NTM_K_NUMBER: {
        ntm_decimal number = {make_number(m, index), (uint8_t)decimals_of(field)};
        while (number.scale && number.coef % 10 == 0) {
            number.coef /= 10;
            number.scale--;
        }
        out.has_low = out.has_high = true;
        out.low = out.high = number;
        break;
    }
    case NTM_K_YES_NO:
        out.yes = percent(m, 88);
        break;
    case NTM_K_DATE:
        out.date = 19000 + (ntm_date)below(m, 3) * 30;
        break;
    default:
        out.code = field->scale->codes[below(m, field->scale->count)];
        break;
    }
    return out;
}

static void observe(maker *m, const char *unit, bool village)
{
    for (int i = 0; i < m->nuses; i++)
        m->coef[i] = NOT_MADE;
    for (int i = 0; i < m->nuses; i++) {
        if (village ? !m->uses[i].village : !m->uses[i].commune)
            continue;
        ntm_observation o = {.unit = unit, .field = m->uses[i].field->name, .as_of = 19700};
        o.value = make_value(m, i);
        if (!percent(m, 10))
            ntm_dataset_add_observation(m->dataset, &o);
    }
}

static void add_unit(maker *m, const char *code, ntm_level level, const char *parent)
{
    ntm_unit unit = {.code = code,
                     .level = level,
                     .name = code,
                     .parent = parent,
                     .valid_from = NTM_DATE_MIN,
                     .valid_to = NTM_DATE_MAX};
    ntm_dataset_add_unit(m->dataset, &unit);
    if (level > NTM_LEVEL_DISTRICT)
        observe(m, code, level == NTM_LEVEL_VILLAGE);
}

bench_data bench_synthetic(const ntm_document *document, int32_t communes, uint64_t seed)
{
    maker *m = calloc(1, sizeof *m);
    *m = (maker){.document = document, .dataset = ntm_dataset_new(), .state = seed | 1};
    if (document->zone_by != NTM_NO_REF)
        look(m, document->zone_by, false);
    for (uint32_t i = 0; i < document->nindicators; i++) {
        look(m, document->indicators[i].pass, false);
        if (document->indicators[i].applies != NTM_NO_REF)
            look(m, document->indicators[i].applies, false);
    }
    char code[32], village[48];
    add_unit(m, "38", NTM_LEVEL_PROVINCE, NULL);
    for (int32_t c = 0; c < communes; c++) {
        snprintf(code, sizeof code, "%06d", c);
        add_unit(m, code, NTM_LEVEL_COMMUNE, "38");
        for (uint32_t v = 5 + below(m, 7); v-- > 0;) {
            snprintf(village, sizeof village, "%s.%02u", code, v);
            add_unit(m, village, NTM_LEVEL_VILLAGE, code);
        }
    }
    bench_data out = {.dataset = m->dataset};
    ntm_choice choice = {.as_of = 19722, /* 2023-12-31 */
                         .year = 2023,
                         .known_import = INT64_MAX,
                         .assessor_order = INT_MAX};
    ntm_diags diags = {0};
    if (ntm_frame_build(document, out.dataset, &choice, NULL, 0, &out.frame, &diags) != NTM_OK) {
        fprintf(stderr, "bench: %s\n", diags.items[0].message);
        exit(1);
    }
    ntm_diags_clear(&diags);
    free(m);
    return out;
}

void bench_data_free(bench_data *data)
{
    ntm_frame_free(data->frame);
    ntm_dataset_free(data->dataset);
}
