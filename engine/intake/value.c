/* intake/value.c - values by the kind of their field. */
#include "intake/value.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "intake/date.h"

bool ntm_target_is_number(const ntm_target *target)
{
    return target->whole || target->field->kind == NTM_K_NUMBER;
}

static bool one_of(const char *text, const char *const *list)
{
    for (; *list; list++)
        if (strcmp(text, *list) == 0)
            return true;
    return false;
}

static bool read_yes_no(const char *text, ntm_value *out, ntm_remark *remark)
{
    static const char *const yes[] = {"co",   "dat", "da dat", "roi", "da co", "dung", "yes", "y",
                                      "true", "x",   "v",      "✓",   "✔",     "☑",    "1",   NULL};
    static const char *const no[] = {"khong",   "chua dat", "khong dat", "chua", "khong co",
                                     "chua co", "sai",      "no",        "n",    "false",
                                     "✗",       "✘",        "0",         NULL};
    bool is_yes = one_of(text, yes), is_no = one_of(text, no);
    if (!is_yes && !is_no) {
        char *folded = ntm_text_fold(text);
        is_yes = one_of(folded, yes);
        is_no = one_of(folded, no);
        free(folded);
    }
    if (is_yes || is_no) {
        out->yes = is_yes;
        return true;
    }
    ntm_remark_error(remark, NTM_IC_YES_NO_SYNTAX,
                     _("'%s' is neither yes nor no; có/không, đạt/chưa đạt, yes/no, x or 1/0 was "
                       "expected"),
                     text);
    ntm_remark_hint(remark, _("what is not known is left out"));
    return false;
}

static bool read_code(const char *text, const ntm_target *target, ntm_value *out,
                      ntm_remark *remark)
{
    int found = ntm_matcher_find(target->codes, text);
    if (found >= 0) {
        out->code = target->field->scale->codes[found];
        return true;
    }
    if (!remark)
        return false;
    ntm_strbuf list = {0};
    ntm_matcher_list(target->codes, found == NTM_MATCH_MANY ? text : NULL, &list);
    if (found == NTM_MATCH_MANY)
        ntm_remark_error(remark, NTM_IC_CODE_AMBIGUOUS, _("'%s' may be any of: %s"), text,
                         ntm_strbuf_text(&list));
    else
        ntm_remark_error(remark, NTM_IC_CODE_UNKNOWN, _("'%s' is not one of: %s"), text,
                         ntm_strbuf_text(&list));
    ntm_strbuf_clear(&list);
    int nearest = found == NTM_MATCH_NONE ? ntm_matcher_nearest(target->codes, text) : -1;
    if (nearest >= 0)
        ntm_remark_hint(remark, _("did you mean '%s'?"), target->field->scale->codes[nearest]);
    return false;
}

bool ntm_value_read(const char *text, const ntm_target *target, ntm_number_style declared,
                    ntm_number_style proven, ntm_value *out, ntm_remark *remark)
{
    if (ntm_target_is_number(target))
        return ntm_number_read(text, &target->spec, declared, proven, out, remark);
    ntm_value value = {.kind = target->field->kind};
    bool ok = false;
    switch (value.kind) {
    case NTM_K_YES_NO:
        ok = read_yes_no(text, &value, remark);
        break;
    case NTM_K_GRADE:
    case NTM_K_CHOICE:
        ok = read_code(text, target, &value, remark);
        break;
    case NTM_K_DATE:
        ok = ntm_intake_date(text, &value.date, remark);
        break;
    case NTM_K_NUMBER:
    case NTM_K_TRUTH:
    case NTM_K_ANY:
        break; /* numbers went above; the others are no field's kind */
    }
    if (ok)
        *out = value;
    return ok;
}
