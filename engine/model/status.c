/* model/status.c - from applies and pass to a status, from statuses to totals. */
#include "model/status.h"

#include <assert.h>
#include <string.h>

static const char *const STATUS_CODES[] = {"pass", "fail", "unknown", "not_applicable", "error"};
static const ntm_status STATUS_OF_CODE[] = {NTM_ST_PASS, NTM_ST_FAIL, NTM_ST_UNKNOWN,
                                            NTM_ST_NOT_APPLICABLE, NTM_ST_ERROR};

#define STATUS_COUNT (sizeof STATUS_CODES / sizeof *STATUS_CODES)

const char *ntm_status_code(ntm_status status)
{
    for (unsigned i = 0; i < STATUS_COUNT; i++)
        if (STATUS_OF_CODE[i] == status)
            return STATUS_CODES[i];
    assert(!"no such status");
    return "error";
}

bool ntm_status_from_code(const char *code, ntm_status *out)
{
    for (unsigned i = 0; i < STATUS_COUNT; i++)
        if (strcmp(STATUS_CODES[i], code) == 0) {
            *out = STATUS_OF_CODE[i];
            return true;
        }
    return false;
}

const char *ntm_decided_code(ntm_decided decided)
{
    switch (decided) {
    case NTM_DECIDED_OPEN:
        return "open";
    case NTM_DECIDED_PASS:
        return "pass";
    case NTM_DECIDED_FAIL:
        return "fail";
    case NTM_DECIDED_CANNOT_PASS:
        return "cannot_pass";
    }
    assert(!"no such decision");
    return "open";
}

const char *ntm_level_reached_code(ntm_level_reached l)
{
    switch (l) {
    case NTM_NOT_MET:
        return "not_met";
    case NTM_UNDECIDED:
        return "undecided";
    case NTM_MET:
        return "met";
    }
    assert(!"no such state");
    return "undecided";
}

ntm_status ntm_status_of(bool has_applies, bool applies_error, ntm_tri applies, bool pass_error,
                         ntm_tri pass, bool *either_way_out)
{
    bool either_way = false;
    ntm_status status;

    if (!has_applies) {
        applies_error = false;
        applies = NTM_PASS;
    }
    if (applies_error)
        status = NTM_ST_ERROR;
    else if (applies == NTM_FAIL)
        status = NTM_ST_NOT_APPLICABLE; /* pass is not looked at, not even for an error */
    else if (pass_error)
        status = NTM_ST_ERROR;
    else if (applies == NTM_UNKNOWN) {
        status = NTM_ST_UNKNOWN;
        either_way = pass == NTM_PASS;
    } else
        status = pass == NTM_PASS ? NTM_ST_PASS : pass == NTM_FAIL ? NTM_ST_FAIL : NTM_ST_UNKNOWN;

    if (either_way_out)
        *either_way_out = either_way;
    return status;
}

void ntm_totals_add(ntm_totals *totals, ntm_status status, bool either_way)
{
    totals->total++;
    switch (status) {
    case NTM_ST_PASS:
        totals->met++;
        break;
    case NTM_ST_FAIL:
        totals->not_met++;
        break;
    case NTM_ST_UNKNOWN:
        if (either_way) {
            totals->met++;
            totals->either_way++;
        } else
            totals->undecided++;
        break;
    case NTM_ST_NOT_APPLICABLE:
        totals->met++;
        totals->not_applicable++;
        break;
    case NTM_ST_ERROR:
        totals->error++;
        break;
    }
}

ntm_level_reached ntm_criterion_state(const ntm_totals *indicators)
{
    if (indicators->not_met)
        return NTM_NOT_MET;
    return indicators->undecided || indicators->error ? NTM_UNDECIDED : NTM_MET;
}
