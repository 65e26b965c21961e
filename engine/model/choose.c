/* model/choose.c - which of several observations of one unit and field counts. */
#include "model/frame.h"

#include <assert.h>

#include "model/frame_priv.h"

/*
 * The earliest day from which on an observation still counts on as_of: as_of <= day + months. Adding
 * months keeps the order of days but not their distance (31 January and 28 February plus a month are
 * the same day), so the first guess is walked into place, by at most three days.
 */
static ntm_date fresh_since(ntm_date as_of, int months)
{
    ntm_date day = ntm_date_add_months(as_of, -months);
    while (ntm_date_add_months(day, months) >= as_of)
        day--;
    while (ntm_date_add_months(day, months) < as_of)
        day++;
    return day;
}

ntm_window ntm_window_of(const ntm_field *field, const ntm_choice *choice)
{
    ntm_window window = {.since = NTM_DATE_MIN, .until = choice->as_of};
    switch (field->freshness) {
    case NTM_FRESH_NEVER:
        break;
    case NTM_FRESH_MONTHS:
        window.since = fresh_since(choice->as_of, field->months);
        break;
    case NTM_FRESH_YEAR: {
        ntm_date first = NTM_DATE_MIN, last = choice->as_of;
        if (ntm_date_make(choice->year, 1, 1, &first) &&
            ntm_date_make(choice->year, 12, 31, &last) && last < choice->as_of)
            window.until = last;
        window.since = first;
        break;
    }
    }
    return window;
}

static bool is_proved(const ntm_observation *observation, const ntm_choice *choice)
{
    if (!observation->evidence || !*observation->evidence)
        return false;
    return !choice->papers ||
           ntm_proof_counts(ntm_papers_proof(choice->papers, observation, choice->as_of));
}

bool ntm_observation_known(const ntm_observation *observation, const ntm_choice *choice)
{
    return observation->import <= choice->known_import &&
           observation->assessor_order <= choice->assessor_order &&
           (!choice->evidenced || is_proved(observation, choice));
}

bool ntm_observation_prevails(const ntm_observation *a, const ntm_observation *b)
{
    if (a->as_of != b->as_of)
        return a->as_of > b->as_of;
    if (a->assessor_order != b->assessor_order)
        return a->assessor_order > b->assessor_order;
    if (a->import != b->import)
        return a->import > b->import;
    return a->line > b->line;
}

const ntm_observation *ntm_choose(const ntm_observation *const *candidates, size_t count,
                                  const ntm_field *field, const ntm_choice *choice,
                                  const ntm_observation **stale_out)
{
    assert(field && choice);
    ntm_window window = ntm_window_of(field, choice);
    const ntm_observation *best = NULL;
    for (size_t i = 0; i < count; i++) {
        const ntm_observation *candidate = candidates[i];
        if (candidate->as_of <= window.until && ntm_observation_known(candidate, choice) &&
            (!best || ntm_observation_prevails(candidate, best)))
            best = candidate;
    }
    /* The latest prevails, so when the best of all is too old, none is fresh. */
    bool fresh = best && best->as_of >= window.since;
    if (stale_out)
        *stale_out = fresh ? NULL : best;
    return fresh ? best : NULL;
}

const ntm_observation *ntm_choose_displaced(const ntm_observation *const *candidates, size_t count,
                                            const ntm_field *field, const ntm_choice *choice,
                                            const ntm_observation *chosen)
{
    ntm_window window = ntm_window_of(field, choice);
    const ntm_observation *best = NULL;
    for (size_t i = 0; i < count; i++) {
        const ntm_observation *one = candidates[i];
        if (one->assessor_order <= chosen->assessor_order || one->as_of > window.until ||
            one->as_of < window.since || !ntm_observation_known(one, choice))
            continue;
        if (!best || one->assessor_order > best->assessor_order ||
            (one->assessor_order == best->assessor_order && ntm_observation_prevails(one, best)))
            best = one;
    }
    return best;
}

ntm_choice ntm_choice_previous(const ntm_choice *choice)
{
    ntm_choice previous = *choice;
    previous.as_of = ntm_date_add_months(choice->as_of, -12);
    previous.year = choice->year - 1;
    return previous;
}
