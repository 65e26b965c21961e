/* intake/findings.c - rows of findings: what an appraiser said of a criterion or an indicator. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/i18n.h"
#include "base/text.h"
#include "intake/date.h"
#include "intake/intake_priv.h"

/* ---- the item: "15", "Tiêu chí 15", "15.1"; "" or "toàn bộ": the whole ---- */

/* The text behind a word for criterion or indicator, in whatever case and accents. */
static const char *behind_word(const char *text)
{
    static const char *const words[] = {"tieu chi",  "tieu chi so", "chi tieu", "chi tieu so",
                                        "criterion", "indicator",   "tc",       "ct"};
    const char *number = text + strcspn(text, "0123456789");
    if (number == text || !*number)
        return text;
    char *before = ntm_xstrdup(text);
    before[number - text] = '\0';
    char *folded = ntm_text_fold(before);
    size_t length = strlen(folded);
    while (length && strchr(" .:", folded[length - 1]))
        folded[--length] = '\0';
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(folded, words[i]) == 0)
            text = number;
    free(before);
    free(folded);
    return text;
}

static bool means_whole(const char *text)
{
    static const char *const words[] = {
        "toan bo", "ca bo", "ca bo tieu chi", "toan bo bo tieu chi", "ket luan", "whole", "all"};
    char *folded = ntm_text_fold(text);
    bool found = false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        found = found || strcmp(folded, words[i]) == 0;
    free(folded);
    return found;
}

static bool is_number(const char *text)
{
    size_t length = strlen(text);
    if (!length || length > 32 || !isdigit((unsigned char)text[0]) || text[length - 1] == '.')
        return false;
    for (const char *p = text; *p; p++)
        if (!isalnum((unsigned char)*p) && !(*p == '.' && p[1] != '.'))
            return false;
    return true;
}

static bool read_item(ntm_intake *in, const ntm_csv_row *row, const char **out)
{
    const char *text = ntm_intake_role(in, row, NTM_ROLE_ITEM);
    *out = "";
    if (!*text || means_whole(text))
        return true;
    *out = behind_word(text);
    if (is_number(*out))
        return true;
    ntm_intake_say(in, row, in->header.column[NTM_ROLE_ITEM], NTM_ERROR, NTM_IC_ITEM_SYNTAX,
                   _("'%s' is no number of a criterion (15) or an indicator (15.1)"), text);
    ntm_intake_hint(in, _("leave the cell empty where the finding is on the whole set; a "
                          "spreadsheet keeps 15.1 as it is when the column is text"));
    return false;
}

/* ---- the finding ---- */

/* Several words for one thing: the code is that of the matcher, not of the model. */
static const struct {
    const char *code, *vi, *en;
    ntm_opinion opinion;
} OPINIONS[] = {
    {"met", "đạt", NULL, NTM_OPINION_MET},
    {"not_met", "chưa đạt", NULL, NTM_OPINION_NOT_MET},
    {"not met", "không đạt", NULL, NTM_OPINION_NOT_MET},
    {"supplement", "yêu cầu bổ sung", "supplement required", NTM_OPINION_SUPPLEMENT},
    {"bổ sung", "đề nghị bổ sung", NULL, NTM_OPINION_SUPPLEMENT},
};
enum { NOPINIONS = sizeof OPINIONS / sizeof *OPINIONS };

static bool read_opinion(ntm_intake *in, const ntm_csv_row *row, ntm_opinion *out)
{
    int column = in->header.column[NTM_ROLE_FINDING];
    const char *text = ntm_intake_needed(
        in, row, NTM_ROLE_FINDING, NTM_IC_OPINION_EMPTY,
        _("the finding is missing; met (đạt), not_met (chưa đạt) or supplement (yêu cầu bổ sung) "
          "was expected"));
    if (!text)
        return false;
    if (!in->opinions) {
        in->opinions = ntm_matcher_new(in->arena);
        for (int i = 0; i < NOPINIONS; i++)
            ntm_matcher_add(in->opinions, OPINIONS[i].code, OPINIONS[i].vi, OPINIONS[i].en);
    }
    int found = ntm_matcher_find(in->opinions, text);
    if (found >= 0) {
        *out = OPINIONS[found].opinion;
        return true;
    }
    ntm_intake_say(in, row, column, NTM_ERROR, NTM_IC_OPINION_UNKNOWN,
                   _("'%s' is no finding; met (đạt), not_met (chưa đạt) or supplement (yêu cầu bổ "
                     "sung) was expected"),
                   text);
    return false;
}

/* What is not met, or must be completed, needs a reason that the unit can act on. */
static bool check_reason(ntm_intake *in, const ntm_csv_row *row, const ntm_appraisal *appraisal)
{
    if (*appraisal->reason || appraisal->opinion == NTM_OPINION_MET)
        return true;
    ntm_intake_say(in, row, in->header.column[NTM_ROLE_REASON], NTM_ERROR, NTM_IC_REASON_EMPTY,
                   _("a finding other than met (đạt) needs its reason"));
    return false;
}

/* ---- the row ---- */

static bool read_level(ntm_intake *in, const ntm_csv_row *row, ntm_date date, ntm_appraisal *out)
{
    const ntm_assessor *assessor;
    if (!ntm_intake_needed(in, row, NTM_ROLE_ASSESSOR, NTM_IC_ASSESSOR_EMPTY,
                           _("the level of appraisal is missing")))
        return false;
    if (!ntm_intake_assessor(in, row, NULL, date, &assessor))
        return false;
    out->assessor = assessor->code;
    out->assessor_order = assessor->order;
    return true;
}

static bool read_date(ntm_intake *in, const ntm_csv_row *row, ntm_date *out)
{
    int column = in->header.column[NTM_ROLE_DATE];
    if (!ntm_intake_date_cell(in, row, NTM_ROLE_DATE, NTM_DATE_MIN, out))
        return false;
    if (*out == NTM_DATE_MIN) {
        ntm_intake_say(in, row, column, NTM_ERROR, NTM_IC_DATE_MISSING,
                       _("the date of the finding is missing; 2023-12-31 or 31/12/2023 was "
                         "expected"));
        return false;
    }
    ntm_intake_check_day(in, row, column, *out);
    return true;
}

static ntm_key key_of(ntm_intake *in, const ntm_appraisal *appraisal)
{
    const char *what = ntm_arena_printf(in->arena, "%s\n%s", appraisal->set, appraisal->item);
    return (ntm_key){{ntm_names_add(in->strings, appraisal->unit), ntm_names_add(in->strings, what),
                      (uint32_t)appraisal->date, (uint32_t)appraisal->assessor_order}};
}

/* The same level says two things of one item on one day. */
static bool stands_already(ntm_intake *in, const ntm_csv_row *row, const ntm_appraisal *appraisal)
{
    int64_t before = ntm_seen_put(in->seen, key_of(in, appraisal), row->row);
    if (before < 0)
        return false;
    char day[NTM_DATE_TEXT];
    ntm_intake_say(in, row, -1, NTM_ERROR, NTM_IC_DUPLICATE_ROW,
                   _("the finding of '%s' on %s %s of unit %s stands twice on %s: here and in row "
                     "%ld"),
                   appraisal->assessor, appraisal->set, appraisal->item, appraisal->unit,
                   ntm_intake_show_date(appraisal->date, day), (long)before);
    ntm_intake_hint(in, _("keep one of the two rows"));
    return true;
}

/* The opinions read before, the last one of each; made when the first is asked for. */
static void note_others(ntm_intake *in, const ntm_dataset *dataset)
{
    for (size_t i = 0; dataset && i < dataset->nappraisals; i++) {
        ntm_key key = key_of(in, &dataset->appraisals[i]);
        ntm_seen_put(in->others, key, 0);
        *ntm_seen_find(in->others, key) = dataset->appraisals[i].opinion;
    }
}

/* Another file says otherwise of the same: possible, as a correction. */
static void check_other_files(ntm_intake *in, const ntm_csv_row *row,
                              const ntm_appraisal *appraisal)
{
    if (!in->others) {
        in->others = ntm_seen_new();
        note_others(in, in->options->known);
        note_others(in, in->into);
    }
    const int64_t *other = ntm_seen_find(in->others, key_of(in, appraisal));
    if (other && *other != (int64_t)appraisal->opinion)
        ntm_intake_say(in, row, in->header.column[NTM_ROLE_FINDING], NTM_WARNING,
                       NTM_IC_DUPLICATE_FILES,
                       _("the finding of '%s' on %s %s of unit %s on this date is another in what "
                         "was read before; the one read last holds"),
                       appraisal->assessor, appraisal->set, appraisal->item, appraisal->unit);
}

void ntm_intake_finding_row(ntm_intake *in, const ntm_csv_row *row)
{
    ntm_appraisal appraisal = {.import = in->options->import, .line = row->line, .file = in->file};
    bool dated = read_date(in, row, &appraisal.date), ok = dated;
    ntm_date date = dated ? appraisal.date : NTM_DATE_MIN;
    ok = read_level(in, row, date, &appraisal) && ok;
    ok = read_item(in, row, &appraisal.item) && ok;
    appraisal.reason = ntm_intake_role(in, row, NTM_ROLE_REASON);
    ok = read_opinion(in, row, &appraisal.opinion) && check_reason(in, row, &appraisal) && ok;
    ok = ntm_intake_origin(in, row, &appraisal.origin) && ok;
    appraisal.set =
        ntm_intake_needed(in, row, NTM_ROLE_SET, NTM_IC_SET_EMPTY,
                          _("the set is missing; a series (xa-ntm) or a decision was expected"));
    appraisal.office = ntm_intake_role(in, row, NTM_ROLE_OFFICE);
    appraisal.document = ntm_intake_role(in, row, NTM_ROLE_DOCUMENT);
    if (!*appraisal.document)
        ntm_intake_say(in, row, in->header.column[NTM_ROLE_DOCUMENT], NTM_WARNING,
                       NTM_IC_DOCUMENT_EMPTY,
                       _("the finding names no document; a title cannot cite it"));
    const ntm_unit *unit = ntm_intake_unit(in, row, in->header.column[NTM_ROLE_UNIT],
                                           ntm_intake_role(in, row, NTM_ROLE_UNIT), date);
    if (!ok || !appraisal.set || !unit)
        return;
    appraisal.unit = unit->code;
    if (stands_already(in, row, &appraisal))
        return;
    check_other_files(in, row, &appraisal);
    ntm_dataset_add_appraisal(in->staged, &appraisal);
}
