/* model/answers.c - see the header. */
#include "model/answers.h"

#include <string.h>

#include "model/appraisals.h"
#include "model/titles.h"

ntm_level_reached ntm_level_answered(const ntm_unit_result *unit)
{
    return unit->grounds == NTM_GROUNDS_NONE ? NTM_UNDECIDED : unit->level;
}

const char *ntm_grounds_code(ntm_grounds grounds)
{
    static const char *const codes[] = {"missing", "none", "partly", "original"};
    return codes[grounds];
}

const char *ntm_kept_code(ntm_kept kept)
{
    static const char *const codes[] = {"no_title", "kept", "not_kept", "undecided"};
    return codes[kept];
}

const char *ntm_recognition_code(ntm_recognition recognition)
{
    static const char *const codes[] = {"held", "no", "undecided", "not_registered", "yes"};
    return codes[recognition];
}

const char *ntm_withdrawal_code(ntm_withdrawal_answer withdrawal)
{
    static const char *const codes[] = {"no_title", "no_rule", "no", "undecided", "yes"};
    return codes[withdrawal];
}

static const ntm_title *title_of(const ntm_result *result, const ntm_unit_result *unit)
{
    const ntm_document *document = result->document;
    const ntm_title *title = NULL;
    if (document->series)
        title = ntm_frame_title(result->frame, unit->row, document->series);
    return title ? title : ntm_frame_title(result->frame, unit->row, document->id);
}

static const ntm_registration *registration_of(const ntm_result *result,
                                               const ntm_unit_result *unit,
                                               const ntm_dataset *dataset)
{
    const ntm_registration *latest = NULL;
    int year = ntm_frame_choice(result->frame)->year;
    for (size_t i = 0; i < dataset->nregistrations; i++) {
        const ntm_registration *r = &dataset->registrations[i];
        if (r->year <= year && ntm_registration_of(r, dataset, unit->unit) &&
            ntm_set_names(result->document, r->set) && (!latest || r->year >= latest->year))
            latest = r;
    }
    return latest;
}

ntm_tri ntm_gate_allows(const ntm_unit_result *unit, uint32_t gate)
{
    switch (unit->gates ? unit->gates[gate].status : NTM_ST_UNKNOWN) {
    case NTM_ST_PASS:
    case NTM_ST_NOT_APPLICABLE:
        return NTM_PASS;
    case NTM_ST_FAIL:
        return NTM_FAIL;
    case NTM_ST_UNKNOWN:
    case NTM_ST_ERROR:
        break;
    }
    return NTM_UNKNOWN;
}

/* The least of the gates of the two kinds: what stands in the way of recognition. */
static ntm_tri gates_allow(const ntm_result *result, const ntm_unit_result *unit)
{
    ntm_tri all = NTM_PASS;
    for (uint32_t i = 0; i < result->document->ngates; i++)
        if (result->document->gates[i].kind != NTM_WITHDRAWAL)
            all = ntm_tri_and(all, ntm_gate_allows(unit, i));
    return all;
}

static ntm_withdrawal_answer withdrawal_of(const ntm_result *result, const ntm_unit_result *unit)
{
    ntm_withdrawal_answer answer = NTM_WITHDRAWAL_NO_RULE;
    for (uint32_t i = 0; i < result->document->ngates; i++) {
        if (result->document->gates[i].kind != NTM_WITHDRAWAL)
            continue;
        ntm_status status = unit->gates ? unit->gates[i].status : NTM_ST_UNKNOWN;
        ntm_withdrawal_answer one = status == NTM_ST_PASS ? NTM_WITHDRAWAL_YES
                                    : status == NTM_ST_FAIL || status == NTM_ST_NOT_APPLICABLE
                                        ? NTM_WITHDRAWAL_NO
                                        : NTM_WITHDRAWAL_UNDECIDED;
        if (one > answer) /* yes over undecided over no */
            answer = one;
    }
    return answer;
}

ntm_answers ntm_answers_of(const ntm_result *result, const ntm_unit_result *unit,
                           const ntm_dataset *dataset)
{
    ntm_answers answers = {.level = ntm_level_answered(unit)};
    answers.title = title_of(result, unit);
    answers.registration = registration_of(result, unit, dataset);
    if (!answers.title) {
        answers.kept = NTM_KEPT_NO_TITLE;
        answers.withdrawal = NTM_WITHDRAWAL_NO_TITLE;
    } else {
        answers.kept = answers.level == NTM_MET       ? NTM_KEPT_YES
                       : answers.level == NTM_NOT_MET ? NTM_KEPT_NO
                                                      : NTM_KEPT_UNDECIDED;
        answers.withdrawal = withdrawal_of(result, unit);
        if (unit->grounds == NTM_GROUNDS_NONE && answers.withdrawal != NTM_WITHDRAWAL_NO_RULE)
            answers.withdrawal = NTM_WITHDRAWAL_UNDECIDED;
    }
    answers.gates = gates_allow(result, unit);
    if (answers.title)
        answers.recognition = NTM_RECOGNITION_HELD;
    else if (answers.level == NTM_NOT_MET || answers.gates == NTM_FAIL)
        answers.recognition = NTM_RECOGNITION_NO;
    else if (answers.level == NTM_UNDECIDED || answers.gates == NTM_UNKNOWN)
        answers.recognition = NTM_RECOGNITION_UNDECIDED;
    else
        answers.recognition =
            answers.registration ? NTM_RECOGNITION_YES : NTM_RECOGNITION_NOT_REGISTERED;
    return answers;
}
