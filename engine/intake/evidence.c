/* intake/evidence.c - rows of papers: what proves the figures. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/hash.h"
#include "base/i18n.h"
#include "base/text.h"
#include "intake/date.h"
#include "intake/intake_priv.h"

/* Figures name several papers by putting ';' between their numbers. */
static const char *read_number(ntm_intake *in, const ntm_csv_row *row)
{
    const char *number =
        ntm_intake_needed(in, row, NTM_ROLE_NUMBER, NTM_IC_PAPER_NUMBER,
                          _("the number of the paper is missing; it is what figures name it by"));
    if (!number || !strchr(number, ';'))
        return number;
    ntm_intake_say(in, row, in->header.column[NTM_ROLE_NUMBER], NTM_ERROR,
                   NTM_IC_PAPER_NUMBER_SYNTAX,
                   _("'%s': the number of one paper was expected; ';' stands between papers where "
                     "a figure names several"),
                   number);
    ntm_intake_hint(in, _("write a row for each paper"));
    return NULL;
}

static bool read_days(ntm_intake *in, const ntm_csv_row *row, ntm_evidence *out)
{
    bool dated = ntm_intake_date_cell(in, row, NTM_ROLE_DATE, NTM_DATE_MIN, &out->date);
    bool ok =
        ntm_intake_date_cell(in, row, NTM_ROLE_VALID_UNTIL, NTM_DATE_MAX, &out->valid_until) &&
        dated;
    if (dated && out->date == NTM_DATE_MIN)
        ntm_intake_say(in, row, in->header.column[NTM_ROLE_DATE], NTM_WARNING, NTM_IC_PAPER_DATE,
                       _("the paper has no date; it then counts from the beginning"));
    else if (dated)
        ntm_intake_check_day(in, row, in->header.column[NTM_ROLE_DATE], out->date);
    if (!ok || out->valid_until >= out->date)
        return ok;
    char first[NTM_DATE_TEXT], last[NTM_DATE_TEXT];
    ntm_intake_say(in, row, in->header.column[NTM_ROLE_VALID_UNTIL], NTM_ERROR, NTM_IC_PAPER_PERIOD,
                   _("%s is before the day on which the paper was issued (%s)"),
                   ntm_intake_show_date(out->valid_until, last),
                   ntm_intake_show_date(out->date, first));
    return false;
}

/* The kind by code or label; what the dictionary does not have is a slip. */
static bool read_kind(ntm_intake *in, const ntm_csv_row *row, ntm_evidence *out)
{
    const char *text = ntm_intake_role(in, row, NTM_ROLE_KIND);
    int found = *text ? ntm_matcher_find(in->papers, text) : NTM_MATCH_NONE;
    if (!*text)
        return true;
    if (found >= 0) {
        out->kind = ntm_dictionary_paper(in->dictionary, (uint32_t)found)->code;
        return true;
    }
    ntm_strbuf list = {0};
    bool full = ntm_intake_full(in);
    int nearest =
        found == NTM_MATCH_NONE && !full ? ntm_matcher_nearest(in->papers, text) : NTM_MATCH_NONE;
    if (nearest < 0 && !full)
        ntm_matcher_list(in->papers, found == NTM_MATCH_MANY ? text : NULL, &list);
    ntm_intake_say(in, row, in->header.column[NTM_ROLE_KIND], NTM_ERROR, NTM_IC_PAPER_KIND,
                   _("unknown kind of paper '%s'"), text);
    if (nearest >= 0)
        ntm_intake_hint(in, _("did you mean '%s'?"),
                        ntm_dictionary_paper(in->dictionary, (uint32_t)nearest)->code);
    else if (list.length)
        ntm_intake_hint(in, _("one of these was expected: %s"), ntm_strbuf_text(&list));
    ntm_strbuf_clear(&list);
    return false;
}

/* 64 hex digits in either case; digest holds them in lower case. */
static bool read_digest(ntm_intake *in, const ntm_csv_row *row, char digest[NTM_SHA256_TEXT])
{
    const char *text = ntm_intake_role(in, row, NTM_ROLE_SHA256);
    uint8_t bytes[NTM_SHA256_BYTES];
    size_t length = strlen(text);
    digest[0] = '\0';
    if (!length)
        return true;
    if (length == NTM_SHA256_TEXT - 1) {
        for (size_t i = 0; i <= length; i++)
            digest[i] = (char)tolower((unsigned char)text[i]);
        if (ntm_hex_parse(digest, sizeof bytes, bytes))
            return true;
    }
    ntm_intake_say(in, row, in->header.column[NTM_ROLE_SHA256], NTM_ERROR, NTM_IC_PAPER_DIGEST,
                   _("'%s' is no SHA-256; 64 digits 0-9 and a-f were expected"), text);
    return false;
}

static bool read_size(ntm_intake *in, const ntm_csv_row *row, int64_t *out)
{
    const char *text = ntm_intake_role(in, row, NTM_ROLE_SIZE);
    size_t digits = strspn(text, "0123456789");
    *out = 0;
    if (digits <= 15 && !text[digits]) {
        *out = *text ? strtoll(text, NULL, 10) : 0;
        return true;
    }
    ntm_intake_say(in, row, in->header.column[NTM_ROLE_SIZE], NTM_ERROR, NTM_IC_PAPER_SIZE,
                   _("'%s' is no size of a file; a number of bytes was expected"), text);
    return false;
}

static bool read_file(ntm_intake *in, const ntm_csv_row *row, ntm_evidence *out,
                      char digest[NTM_SHA256_TEXT])
{
    bool ok = read_digest(in, row, digest);
    ok = read_size(in, row, &out->size) && ok;
    out->path = ntm_intake_role(in, row, NTM_ROLE_PATH);
    out->sha256 = digest;
    if (ok && !*out->path && (*digest || out->size)) {
        ntm_intake_say(in, row, in->header.column[NTM_ROLE_PATH], NTM_ERROR, NTM_IC_PAPER_PATH,
                       _("a digest or size is given, but not the path of the file"));
        return false;
    }
    return ok;
}

/* A day on which to look for the unit: that of the paper or, where the unit began later, its first
 * day within the paper's validity. */
static ntm_date unit_day(const ntm_intake *in, const char *text, const ntm_evidence *paper)
{
    uint32_t number = ntm_names_find(in->units->strings, text);
    ntm_date first = NTM_DATE_MAX;
    if (paper->date == NTM_DATE_MIN || number >= in->units->unit_first_count ||
        ntm_dataset_unit(in->units, text, paper->date))
        return paper->date;
    for (uint32_t i = in->units->unit_first[number]; i; i = in->units->unit_next[i - 1]) {
        ntm_date from = in->units->units[i - 1].valid_from;
        if (from > paper->date && from <= paper->valid_until && from < first)
            first = from;
    }
    return first == NTM_DATE_MAX ? paper->date : first;
}

static bool stands_twice(ntm_intake *in, const ntm_csv_row *row, const ntm_evidence *paper)
{
    char *folded = ntm_text_casefold(paper->number);
    ntm_key key = {{ntm_names_add(in->strings, paper->unit), ntm_names_add(in->strings, folded)}};
    int64_t before = ntm_seen_put(in->seen, key, row->row);
    free(folded);
    if (before < 0)
        return false;
    ntm_intake_say(in, row, -1, NTM_ERROR, NTM_IC_DUPLICATE_ROW,
                   _("the paper '%s' of unit %s stands twice in the file: here and in row %ld"),
                   paper->number, paper->unit, (long)before);
    ntm_intake_hint(in, _("keep one of the two rows"));
    return true;
}

void ntm_intake_evidence_row(ntm_intake *in, const ntm_csv_row *row)
{
    ntm_evidence paper = {.import = in->options->import, .line = row->line, .file = in->file};
    char digest[NTM_SHA256_TEXT];
    bool dated = read_days(in, row, &paper);
    bool ok = dated;
    paper.number = read_number(in, row);
    paper.office = ntm_intake_needed(in, row, NTM_ROLE_OFFICE, NTM_IC_PAPER_OFFICE,
                                     _("the office that issued the paper is missing"));
    paper.title = ntm_intake_role(in, row, NTM_ROLE_TITLE);
    paper.note = ntm_intake_role(in, row, NTM_ROLE_NOTE);
    ok = read_kind(in, row, &paper) && ok;
    ok = read_file(in, row, &paper, digest) && ok;
    ok = ntm_intake_origin(in, row, &paper.origin) && ok;
    const char *text = ntm_intake_role(in, row, NTM_ROLE_UNIT);
    const ntm_unit *unit = ntm_intake_unit(in, row, in->header.column[NTM_ROLE_UNIT], text,
                                           dated ? unit_day(in, text, &paper) : NTM_DATE_MIN);
    if (!ok || !paper.number || !paper.office || !unit)
        return;
    paper.unit = unit->code;
    if (!stands_twice(in, row, &paper))
        ntm_dataset_add_evidence(in->staged, &paper);
}
