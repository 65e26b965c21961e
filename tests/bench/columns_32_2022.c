/*
 * tests/bench/columns_32_2022.c - thresholds as in the reference table of the decision, zones zone1
 * and zone2 as in its list, assessment year 2023. Missing figures are NaN. Numbers that are not counts
 * are kept in whole thousandths (metres, square metres of a tenth …): a quotient of whole numbers
 * equals a threshold as a double exactly when it does; a quotient of 14.028 and 20.04 may not.
 *
 * Compiled as well as gcc can: for AVX2, O3, and without traps, which would keep it from
 * vectorising comparisons with NaN.
 */
#pragma GCC optimize("O3", "no-trapping-math")
#if defined(__x86_64__)
#pragma GCC target("avx2,popcnt")
#endif
#include "bench/columns_32_2022.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COLUMNS(X)                                                                                 \
    X(plan_approved, "plan.commune.approved")                                                      \
    X(plan_zone, "plan.commune.service_zone")                                                      \
    X(published, "plan.commune.published_on")                                                      \
    X(deadline, "plan.commune.publish_deadline")                                                   \
    X(rules_issued, "plan.rules.issued")                                                           \
    X(rules_followed, "plan.rules.followed")                                                       \
    X(paved, "road.commune.paved_km")                                                              \
    X(road, "road.commune.total_km")                                                               \
    X(hardened, "road.village.hardened_km")                                                        \
    X(village_road, "road.village.total_km")                                                       \
    X(passable, "road.alley.passable_km")                                                          \
    X(alley, "road.alley.total_km")                                                                \
    X(field_passable, "road.field.passable_km")                                                    \
    X(field_road, "road.field.total_km")                                                           \
    X(irrigated, "land.agri.irrigated_ha")                                                         \
    X(land, "land.agri.total_ha")                                                                  \
    X(disaster, "disaster.onsite_ready")                                                           \
    X(power, "power.system_standard")                                                              \
    X(safe_power, "power.safe_households")                                                         \
    X(households, "households.total")                                                              \
    X(good_schools, "school.level1_count")                                                         \
    X(schools, "school.total_count")                                                               \
    X(hall, "culture.commune_hall")                                                                \
    X(sports, "culture.commune_sports_ground")                                                     \
    X(play, "culture.play_area")                                                                   \
    X(market, "trade.market_or_shop")                                                              \
    X(postal, "ict.postal_point")                                                                  \
    X(telecom, "ict.telecom_internet")                                                             \
    X(radio, "ict.radio_station")                                                                  \
    X(it, "ict.it_in_management")                                                                  \
    X(temporary, "housing.temporary_count")                                                        \
    X(solid, "housing.solid_households")                                                           \
    X(income, "income.per_capita_vnd")                                                             \
    X(poor, "poverty.households")                                                                  \
    X(trained_m, "labour.trained.male")                                                            \
    X(trained_f, "labour.trained.female")                                                          \
    X(certified_m, "labour.certified.male")                                                        \
    X(certified_f, "labour.certified.female")                                                      \
    X(force_m, "labour.force.male")                                                                \
    X(force_f, "labour.force.female")                                                              \
    X(coop, "coop.effective_count")                                                                \
    X(link, "link.model_count")                                                                    \
    X(trace, "trace.main_done")                                                                    \
    X(material, "trace.material_area")                                                             \
    X(vietgap, "trace.vietgap")                                                                    \
    X(crafts, "craft.village_count")                                                               \
    X(craft_plan, "craft.plan_done")                                                               \
    X(craft_env, "craft.env_infra")                                                                \
    X(extension, "agri.extension_group")                                                           \
    X(preschool, "edu.preschool5_universal")                                                       \
    X(primary, "edu.primary_level")                                                                \
    X(secondary, "edu.lower_secondary_level")                                                      \
    X(literacy, "edu.literacy_level")                                                              \
    X(continuing_m, "edu.continuing.male")                                                         \
    X(continuing_f, "edu.continuing.female")                                                       \
    X(graduates_m, "edu.lower_secondary_graduates.male")                                           \
    X(graduates_f, "edu.lower_secondary_graduates.female")                                         \
    X(insured_m, "health.insured.male")                                                            \
    X(insured_f, "health.insured.female")                                                          \
    X(male, "population.male")                                                                     \
    X(female, "population.female")                                                                 \
    X(station, "health.station_standard")                                                          \
    X(stunted, "health.under5_stunted")                                                            \
    X(under5, "health.under5")                                                                     \
    X(ebooks, "health.ebook_people")                                                               \
    X(people, "population.total")                                                                  \
    X(clean, "water.clean_households")                                                             \
    X(central, "water.central_households")                                                         \
    X(compliant, "env.business_compliant_count")                                                   \
    X(businesses, "env.business_count")                                                            \
    X(landscape, "env.landscape_ok")                                                               \
    X(stagnant, "env.stagnant_wastewater_count")                                                   \
    X(green, "env.green_public_m2")                                                                \
    X(burial, "burial.compliant")                                                                  \
    X(solid_treated, "waste.solid_treated_kg")                                                     \
    X(solid_waste, "waste.solid_kg")                                                               \
    X(packs_collected, "waste.pesticide_pack_collected_kg")                                        \
    X(packs, "waste.pesticide_pack_kg")                                                            \
    X(medical_treated, "waste.medical_treated_kg")                                                 \
    X(medical, "waste.medical_kg")                                                                 \
    X(three_clean, "sanitation.three_clean_households")                                            \
    X(farms_compliant, "livestock.farm_compliant_count")                                           \
    X(farms, "livestock.farm_count")                                                               \
    X(food_compliant, "food.unit_compliant_count")                                                 \
    X(food, "food.unit_count")                                                                     \
    X(sorting, "waste.sorting_households")                                                         \
    X(plastic_treated, "waste.plastic_treated_kg")                                                 \
    X(plastic, "waste.plastic_kg")                                                                 \
    X(cadres_standard, "cadre.standard_count")                                                     \
    X(cadres, "cadre.count")                                                                       \
    X(party, "party.grade")                                                                        \
    X(gov, "gov.grade")                                                                            \
    X(orgs_good, "org.good_count")                                                                 \
    X(orgs, "org.count")                                                                           \
    X(law, "law.access_standard")                                                                  \
    X(equality, "gender.equality_ok")                                                              \
    X(children, "child.protection_ok")                                                             \
    X(training, "training.ntm_plan_done")                                                          \
    X(militia, "militia.strong")                                                                   \
    X(militia_targets, "militia.targets_met")                                                      \
    X(national, "security.national_violation_count")                                               \
    X(mass, "security.mass_complaint_count")                                                       \
    X(serious, "security.serious_crime_count")                                                     \
    X(abuse, "security.child_abuse_count")                                                         \
    X(trend, "security.crime_trend_down")                                                          \
    X(security_model, "security.model_count")                                                      \
    X(zone, "zone.thanh_hoa_2022")

#define VILLAGE_COLUMNS(X)                                                                         \
    X(house, "village.culture_house")                                                              \
    X(loudspeaker, "village.loudspeaker")                                                          \
    X(title, "village.culture_title")                                                              \
    X(ntm_plan, "village.ntm_plan")

enum { FAIL, UNKNOWN, PASS, NOT_APPLICABLE, EITHER_WAY = 4 };
enum { BLOCK = 2048 }; /* rows: what several indicators read stays in the cache */

struct bench_columns {
#define X(name, field) const double *restrict name;
    COLUMNS(X)
    VILLAGE_COLUMNS(X)
#undef X
    size_t rows;
    /* rows + 1: the villages of a commune lie together, in the order of communes */
    int32_t *first_village;
    int32_t *codes;     /* by village: room to count in */
    double *scaled[32]; /* owned */
    int nscaled;
};

static const double *thousandths(bench_columns *c, const ntm_column *column)
{
    size_t rows = (size_t)column->count;
    double *out = aligned_alloc(64, (rows * sizeof *out + 63) / 64 * 64);
    if (!out || c->nscaled == 32)
        abort();
    for (size_t i = 0; i < rows; i++)
        out[i] = __builtin_rint(column->value[i] * 1000);
    return c->scaled[c->nscaled++] = out;
}

static const double *column(bench_columns *c, const ntm_frame *frame, const char *name,
                            ntm_level level)
{
    const ntm_field *field = ntm_dictionary_find(ntm_frame_document(frame)->fields, name);
    const ntm_column *found = field ? ntm_frame_column(frame, field, NULL, false, level) : NULL;
    if (!found) {
        fprintf(stderr, "bench: the frame has no column %s\n", name);
        exit(1);
    }
    if (field->kind == NTM_K_NUMBER && !field->whole)
        return thousandths(c, found);
    return found->value;
}

bench_columns *bench_columns_new(const ntm_frame *frame)
{
    bench_columns *c = calloc(1, sizeof *c);
#define X(name, field) c->name = column(c, frame, field, NTM_LEVEL_COMMUNE);
    COLUMNS(X)
#undef X
#define X(name, field) c->name = column(c, frame, field, NTM_LEVEL_VILLAGE);
    VILLAGE_COLUMNS(X)
#undef X
    ntm_row first, first_village;
    int32_t rows, all;
    ntm_frame_level(frame, NTM_LEVEL_COMMUNE, &first, &rows);
    ntm_frame_level(frame, NTM_LEVEL_VILLAGE, &first_village, &all);
    c->rows = (size_t)rows;
    c->first_village = calloc((size_t)rows + 1, sizeof *c->first_village);
    c->codes = calloc((size_t)all + 1, sizeof *c->codes);
    for (int32_t i = 0; i < rows; i++)
        c->first_village[i + 1] =
            c->first_village[i] + ntm_frame_row(frame, first + i)->child_count[NTM_LEVEL_VILLAGE];
    return c;
}

void bench_columns_free(bench_columns *c)
{
    for (int i = 0; i < c->nscaled; i++)
        free(c->scaled[i]);
    free(c->first_village);
    free(c->codes);
    free(c);
}

static const char *const INDICATORS[] = {
    "1.1",  "1.2",  "2.1",  "2.2",  "2.3",  "2.4",  "3.1",   "3.2",   "4.1",   "4.2",
    "5.1",  "6.1",  "6.2",  "6.3",  "7.1",  "8.1",  "8.2",   "8.3",   "8.4",   "9.1",
    "9.2",  "10.1", "11.1", "12.1", "12.2", "13.1", "13.2",  "13.3",  "13.4",  "13.5",
    "14.1", "14.2", "15.1", "15.2", "15.3", "15.4", "16.1",  "17.1",  "17.2",  "17.3",
    "17.4", "17.5", "17.6", "17.7", "17.8", "17.9", "17.10", "17.11", "17.12", "18.1",
    "18.2", "18.3", "18.4", "18.5", "18.6", "19.1", "19.2",  NULL};

const char *bench_columns_indicator(uint32_t index)
{
    return index < sizeof INDICATORS / sizeof *INDICATORS ? INDICATORS[index] : NULL;
}

#define INLINE static inline __attribute__((always_inline))

INLINE uint8_t at_least(double x, double t) { return x != x ? UNKNOWN : x >= t ? PASS : FAIL; }
INLINE uint8_t at_most(double x, double t) { return x != x ? UNKNOWN : x <= t ? PASS : FAIL; }
INLINE uint8_t yes(double x) { return at_least(x, 1); }
INLINE uint8_t least(uint8_t x, uint8_t y) { return x < y ? x : y; }
INLINE uint8_t share(double a, double b, double t)
{
    double q = a / b;
    return q != q || b == 0 ? UNKNOWN : q >= t ? PASS : FAIL;
}
INLINE uint8_t share_at_most(double a, double b, double t)
{
    double q = a / b;
    return q != q || b == 0 ? UNKNOWN : q <= t ? PASS : FAIL;
}
/* Zones stand as 0 and 1 in the list; NaN is neither. */
INLINE double by_zone(double zone, double zone1, double zone2)
{
    return zone == 0 ? zone1 : zone == 1 ? zone2 : (double)__builtin_nan("");
}
INLINE uint8_t zoned_share(double a, double b, double t)
{
    double q = a / b;
    return q != q || t != t || b == 0 ? UNKNOWN : q >= t ? PASS : FAIL;
}
INLINE uint8_t zoned_share_at_most(double a, double b, double t)
{
    double q = a / b;
    return q != q || t != t || b == 0 ? UNKNOWN : q <= t ? PASS : FAIL;
}
/* Applies where there is more than nothing of it. */
INLINE uint8_t if_any(double count, uint8_t pass)
{
    uint8_t unknown = pass == PASS ? UNKNOWN + EITHER_WAY : UNKNOWN;
    return count != count ? unknown : count > 0 ? pass : NOT_APPLICABLE;
}

/*
 * The share of villages that pass: between those that do, and those and the silent ones. First each
 * village, 1 for a pass and 65536 for a fail (a block has fewer villages), then their running
 * sums, of which a commune is a difference; out begins at the block's first row.
 */
static void village_share(const bench_columns *c, const double *restrict x,
                          const double *restrict y, double t, size_t from, size_t to,
                          uint8_t *restrict out)
{
    const int32_t *restrict first = c->first_village;
    int32_t *restrict codes = c->codes, sum = 0;
    const size_t begin = (size_t)first[from], end = (size_t)first[to];
    for (size_t v = begin; v < end; v++) {
        double a = x[v], b = y[v];
        codes[v] = (((a == 1) & (b == 1)) ? 1 : 0) | (((a == 0) | (b == 0)) ? 65536 : 0);
    }
    for (size_t v = begin; v < end; v++) {
        int32_t code = codes[v];
        codes[v] = sum;
        sum += code;
    }
    codes[end] = sum;
    for (size_t i = from; i < to; i++) {
        int32_t own = codes[first[i + 1]] - codes[first[i]], all = first[i + 1] - first[i];
        double least_share = (double)(own & 65535) / all;
        double most_share = (double)(all - (own >> 16)) / all;
        int decided = least_share >= t ? PASS : most_share < t ? FAIL : UNKNOWN;
        out[i - from] = (uint8_t)(all ? decided : UNKNOWN);
    }
}

#define EACH(expression)                                                                           \
    {                                                                                              \
        uint8_t *restrict out = statuses + indicator++ * c->rows;                                  \
        for (size_t i = from; i < to; i++)                                                         \
            out[i] = (expression);                                                                 \
    }
#define VILLAGES(x, y, t)                                                                          \
    village_share(c, x, y, t, from, to, statuses + indicator++ * c->rows + from);
#define C(name) k.name[i]

static void run_block(const bench_columns *c, uint8_t *statuses, size_t from, size_t to)
{
    const bench_columns k = *c; /* a copy that bytes written can't alias */
    size_t indicator = 0;
    uint8_t loud[BLOCK];

    EACH(least(least(yes(C(plan_approved)), yes(C(plan_zone))), /* 1.1 */
               C(published) != C(published) || C(deadline) != C(deadline) ? UNKNOWN
               : C(published) <= C(deadline)                              ? PASS
                                                                          : FAIL))
    EACH(least(yes(C(rules_issued)), yes(C(rules_followed))))
    EACH(share(C(paved), C(road), 1)) /* 2.1 */
    EACH(zoned_share(C(hardened), C(village_road), by_zone(C(zone), 0.7, 0.8)))
    EACH(share(C(passable), C(alley), 1))
    EACH(if_any(C(field_road),
                zoned_share(C(field_passable), C(field_road), by_zone(C(zone), 0.5, 0.7))))
    EACH(share(C(irrigated), C(land), 0.8)) /* 3.1 */
    EACH(yes(C(disaster)))
    EACH(yes(C(power)))
    EACH(share(C(safe_power), C(households), 0.98))
    EACH(share(C(good_schools), C(schools), 0.8)) /* 5.1 */
    EACH(least(yes(C(hall)), yes(C(sports))))
    EACH(yes(C(play)))
    VILLAGES(c->house, c->house, 1)
    EACH(yes(C(market))) /* 7.1 */
    EACH(yes(C(postal)))
    EACH(yes(C(telecom)))
    village_share(c, c->loudspeaker, c->loudspeaker, 1, from, to, loud);
    EACH(least(yes(C(radio)), loud[i - from]))
    EACH(yes(C(it)))
    EACH(at_most(C(temporary), 0)) /* 9.1 */
    EACH(share(C(solid), C(households), 0.8))
    EACH(at_least(C(income), 45000000e3)) /* 10.1, thousandths of a dong */
    EACH(zoned_share_at_most(C(poor), C(households), by_zone(C(zone), 0.07, 0.05)))
    EACH(least(zoned_share(C(trained_m), C(force_m), by_zone(C(zone), 0.6, 0.7)), /* 12.1 */
               zoned_share(C(trained_f), C(force_f), by_zone(C(zone), 0.6, 0.7))))
    EACH(least(zoned_share(C(certified_m), C(force_m), by_zone(C(zone), 0.2, 0.25)),
               zoned_share(C(certified_f), C(force_f), by_zone(C(zone), 0.2, 0.25))))
    EACH(at_least(C(coop), 1))
    EACH(at_least(C(link), 1))
    EACH(least(least(yes(C(trace)), yes(C(material))), yes(C(vietgap)))) /* 13.3 */
    EACH(if_any(C(crafts), least(yes(C(craft_plan)), yes(C(craft_env)))))
    EACH(yes(C(extension)))
    EACH(least(least(yes(C(preschool)), at_least(C(primary), 2)), /* 14.1; place of muc_2 is 2 */
               least(at_least(C(secondary), 2), at_least(C(literacy), 1))))
    EACH(least(zoned_share(C(continuing_m), C(graduates_m), by_zone(C(zone), 0.75, 0.85)),
               zoned_share(C(continuing_f), C(graduates_f), by_zone(C(zone), 0.75, 0.85))))
    EACH(least(share(C(insured_m), C(male), 0.9), share(C(insured_f), C(female), 0.9)))
    EACH(yes(C(station)))
    EACH(share_at_most(C(stunted), C(under5), 0.25))
    EACH(share(C(ebooks), C(people), 0.5))
    VILLAGES(c->title, c->ntm_plan, 0.7) /* 16.1 */
    EACH(least(zoned_share(C(clean), C(households), by_zone(C(zone), 0.4, 0.5)),
               zoned_share(C(central), C(households), by_zone(C(zone), 0.1, 0.15))))
    EACH(if_any(C(businesses), share(C(compliant), C(businesses), 0.9)))
    EACH(least(yes(C(landscape)), at_most(C(stagnant), 0)))
    EACH(share(C(green), C(people), 2e3)) /* 17.4, thousandths of a m2 a person */
    EACH(yes(C(burial)))
    EACH(zoned_share(C(solid_treated), C(solid_waste), by_zone(C(zone), 0.6, 0.7)))
    EACH(least(share(C(packs_collected), C(packs), 1), share(C(medical_treated), C(medical), 1)))
    EACH(zoned_share(C(three_clean), C(households), by_zone(C(zone), 0.7, 0.8)))
    EACH(if_any(C(farms), zoned_share(C(farms_compliant), C(farms), by_zone(C(zone), 0.6, 0.7))))
    EACH(share(C(food_compliant), C(food), 1)) /* 17.10 */
    EACH(share(C(sorting), C(households), 0.3))
    EACH(share(C(plastic_treated), C(plastic), 0.5))
    EACH(share(C(cadres_standard), C(cadres), 1))
    EACH(least(at_least(C(party), 2), at_least(C(gov), 2))) /* place of hoan_thanh_tot is 2 */
    EACH(share(C(orgs_good), C(orgs), 1))
    EACH(yes(C(law)))
    EACH(least(yes(C(equality)), yes(C(children))))
    EACH(yes(C(training)))
    EACH(least(yes(C(militia)), yes(C(militia_targets)))) /* 19.1 */
    EACH(least(least(least(at_most(C(national), 0), at_most(C(mass), 0)),
                     least(at_most(C(serious), 0), at_most(C(abuse), 0))),
               least(yes(C(trend)), at_least(C(security_model), 1))))
}

void bench_columns_run(const bench_columns *c, uint8_t *statuses)
{
    for (size_t from = 0; from < c->rows; from += BLOCK)
        run_block(c, statuses, from, from + BLOCK < c->rows ? from + BLOCK : c->rows);
}
