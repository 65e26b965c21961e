/* intake/intake.c - one file from bytes to rows of a dataset: all of it, or none. */
#include "intake/intake.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/i18n.h"
#include "intake/intake_priv.h"

void ntm_intake_options_init(ntm_intake_options *options)
{
    *options = (ntm_intake_options){.as_of = NTM_DATE_MIN, .today = NTM_DATE_MAX};
}

static void start(ntm_intake *in)
{
    size_t limit = in->options->max_errors;
    in->max[NTM_ERROR] = limit ? limit : 100;
    in->max[NTM_WARNING] = limit ? limit : 50;
    in->max[NTM_NOTE] = limit ? limit : 20;
    in->scratch.limit = 16; /* of one call */
    in->arena = ntm_arena_new();
    in->staged = ntm_dataset_new();
    in->seen = ntm_seen_new();
    in->strings = ntm_names_new(in->arena);
    in->warned = ntm_names_new(in->arena);
    in->unit_texts = ntm_names_new(in->arena);
    in->targets = ntm_targets_new(in->dictionary, in->arena);
    in->assessors = ntm_matcher_new(in->arena);
    for (uint32_t i = 0; i < ntm_dictionary_assessor_count(in->dictionary); i++) {
        const ntm_assessor *assessor = ntm_dictionary_assessor(in->dictionary, i);
        ntm_matcher_add(in->assessors, assessor->code, assessor->label_vi, assessor->label_en);
    }
    in->papers = ntm_matcher_new(in->arena);
    for (uint32_t i = 0; i < ntm_dictionary_paper_count(in->dictionary); i++) {
        const ntm_paper *paper = ntm_dictionary_paper(in->dictionary, i);
        ntm_matcher_add(in->papers, paper->code, paper->label_vi, paper->label_en);
    }
    in->origins = ntm_matcher_new(in->arena); /* the order is that of ntm_intake_origin() */
    ntm_matcher_add(in->origins, "report", "báo cáo", "report");
    ntm_matcher_add(in->origins, "constructed", "số liệu minh họa", "constructed");
    ntm_matcher_add(in->origins, "found", "trang công khai", "found");
    in->extents = ntm_matcher_new(in->arena); /* the order is that of ntm_extent */
    ntm_matcher_add(in->extents, "unknown", "chưa rõ", "unknown");
    ntm_matcher_add(in->extents, "whole", "toàn bộ", "whole");
    ntm_matcher_add(in->extents, "part", "một phần", "part");
}

static void finish(ntm_intake *in)
{
    ntm_intake_free_texts(in);
    free(in->owned);
    free(in->marks);
    free(in->unit_spots);
    free(in->succession_spots);
    ntm_seen_free(in->seen);
    ntm_seen_free(in->others);
    ntm_dataset_free(in->own_units);
    ntm_dataset_free(in->staged);
    ntm_diags_clear(&in->scratch);
    ntm_csv_free(in->csv);
    ntm_arena_free(in->arena);
}

/* Units that rows may name: of the two datasets at hand, joined only when both have some. */
static void choose_units(ntm_intake *in)
{
    const ntm_dataset *known = in->options->known;
    if (!known || !known->nunits) {
        in->units = in->into;
    } else if (!in->into->nunits) {
        in->units = known;
    } else {
        in->own_units = ntm_intake_join_units(in->into, known, NULL);
        in->units = in->own_units;
    }
}

/*
 * UTF-8 that was read as Windows-1252 and saved again: "Cáº©m Ngá»c". Three pairs that stand for
 * the beginnings of ạ…, ư and đ, and are never Vietnamese.
 */
static void check_garbled(ntm_intake *in)
{
    static const char *const signs[] = {"\xC3\xA1\xC2\xBA", "\xC3\x86\xC2\xB0",
                                        "\xC3\x84\xE2\x80\x98"};
    const char *first = NULL;
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        const char *found = memmem(in->bytes, in->length, signs[i], strlen(signs[i]));
        if (found && (!first || found < first))
            first = found;
    }
    if (!first)
        return;
    long line = 1;
    for (const char *p = in->bytes; p < first; p++)
        line += *p == '\n' || (*p == '\r' && p[1] != '\n');
    ntm_csv_cell cell = {.offset = (size_t)(first - in->bytes), .line = line};
    ntm_spot spot = {
        .row = (int32_t)line, .line = (int32_t)line, .offset = (uint32_t)cell.offset, .index = -1};
    ntm_intake_say_spot(in, &spot, NTM_ERROR, NTM_IC_FILE_GARBLED,
                        _("the letters are garbled: UTF-8 was read as another encoding and saved "
                          "again"));
    ntm_intake_hint(in, _("open the original file, choosing UTF-8 (65001), and save it as \"CSV "
                          "UTF-8\""));
}

static void check_unnamed(ntm_intake *in, const ntm_csv_row *row)
{
    for (size_t i = 0; i < in->header.ncolumns; i++)
        if (in->header.unnamed[i] && row->cells[i].length) {
            in->header.unnamed[i] = false; /* once for each column */
            ntm_intake_say(in, row, (int)i, NTM_ERROR, NTM_IC_HEADER_EMPTY,
                           _("'%s' stands in a column that has no name in the header"),
                           row->cells[i].text);
        }
}

/* Two files that were joined: the header of the second stands among the rows. */
static bool is_header_again(ntm_intake *in, const ntm_csv_row *row)
{
    for (size_t i = 0; i < in->header.ncolumns; i++)
        if (strcmp(ntm_intake_text(in, row, (int)i), in->header.names[i]) != 0)
            return false;
    ntm_intake_say(in, row, -1, NTM_ERROR, NTM_IC_HEADER_REPEATED,
                   _("the row repeats the header; were two files joined?"));
    return true;
}

/*
 * A spreadsheet that saves in an old encoding writes ? for letters it does not have: "C?m Ng?c". Links
 * hold question marks too, so only marks inside a word of a text without a link are suspected.
 */
static void check_letters(ntm_intake *in, const ntm_csv_row *row)
{
    static const ntm_role roles[] = {NTM_ROLE_EVIDENCE, NTM_ROLE_NOTE};
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++) {
        const char *text = ntm_intake_role(in, row, roles[i]);
        if (!*text || strstr(text, "://") || strchr(text, '='))
            continue;
        for (const char *p = strchr(text + 1, '?'); p; p = strchr(p + 1, '?'))
            if (isalpha((unsigned char)p[-1]) && isalpha((unsigned char)p[1])) {
                ntm_intake_say(
                    in, row, in->header.column[roles[i]], NTM_WARNING, NTM_IC_LETTERS_LOST,
                    _("'%s': letters seem to be lost (there is a ? in their place)"), text);
                ntm_intake_hint(in, _("save the workbook as \"CSV UTF-8\""));
                break;
            }
    }
}

static void read_row(ntm_intake *in, const ntm_csv_row *row)
{
    check_letters(in, row);
    switch (in->header.kind) {
    case NTM_INTAKE_UNITS:
        ntm_intake_units_row(in, row);
        break;
    case NTM_INTAKE_TITLES:
        ntm_intake_title_row(in, row);
        break;
    case NTM_INTAKE_REGISTRATIONS:
        ntm_intake_registration_row(in, row);
        break;
    case NTM_INTAKE_SUCCESSION:
        ntm_intake_succession_row(in, row);
        break;
    case NTM_INTAKE_LONG:
        ntm_intake_long_row(in, row);
        break;
    case NTM_INTAKE_WIDE:
        ntm_intake_wide_row(in, row);
        break;
    case NTM_INTAKE_EVIDENCE:
        ntm_intake_evidence_row(in, row);
        break;
    case NTM_INTAKE_FINDINGS:
        ntm_intake_finding_row(in, row);
        break;
    case NTM_INTAKE_UNKNOWN:
    case NTM_INTAKE_KINDS:
        break;
    }
}

static bool missing_columns(const ntm_intake *in)
{
    for (int role = 0; role < NTM_ROLE_COUNT; role++)
        if (ntm_header_role_required(in->header.kind, (ntm_role)role) &&
            in->header.column[role] < 0)
            return true;
    return false;
}

/* A file with so many errors is another file than was meant; counting on helps nobody. */
enum { ERRORS_MAX = 10000 };

static void read_rows(ntm_intake *in)
{
    ntm_csv_row row;
    while (in->said[NTM_ERROR] < ERRORS_MAX && ntm_csv_next(in->csv, &row, &in->scratch)) {
        if (in->scratch.count)
            ntm_intake_move(in);
        in->report.rows++;
        if (row.damaged)
            continue;
        ntm_intake_free_texts(in);
        if (is_header_again(in, &row))
            continue;
        check_unnamed(in, &row);
        read_row(in, &row);
    }
    ntm_intake_move(in);
    if (in->said[NTM_ERROR] >= ERRORS_MAX)
        in->stopped_at = row.row;
    in->report.empty_rows = ntm_csv_empty_rows(in->csv);
    if (!in->report.rows)
        ntm_intake_say_file(in, NTM_ERROR, NTM_IC_FILE_NO_ROWS,
                            _("there are no rows below the header"));
    else if (!ntm_csv_ends_in_newline(in->csv))
        ntm_intake_say_file(in, NTM_NOTE, NTM_IC_FILE_CUT,
                            _("the last row has no line break behind it; if the file was cut off, "
                              "its end is missing"));
}

static void commit(ntm_intake *in)
{
    const ntm_dataset *staged = in->staged;
    for (size_t i = 0; i < staged->nunits; i++)
        ntm_dataset_add_unit(in->into, &staged->units[i]);
    for (size_t i = 0; i < staged->nobservations; i++)
        ntm_dataset_add_observation(in->into, &staged->observations[i]);
    for (size_t i = 0; i < staged->ntitles; i++)
        ntm_dataset_add_title(in->into, &staged->titles[i]);
    for (size_t i = 0; i < staged->nregistrations; i++)
        ntm_dataset_add_registration(in->into, &staged->registrations[i]);
    for (size_t i = 0; i < staged->nevidence; i++)
        ntm_dataset_add_evidence(in->into, &staged->evidence[i]);
    for (size_t i = 0; i < staged->nsuccessions; i++)
        ntm_dataset_add_succession(in->into, &staged->successions[i]);
    for (size_t i = 0; i < staged->nappraisals; i++)
        ntm_dataset_add_appraisal(in->into, &staged->appraisals[i]);
    in->report.findings = staged->nappraisals;
    in->report.units = staged->nunits;
    in->report.observations = staged->nobservations;
    in->report.titles = staged->ntitles;
    in->report.registrations = staged->nregistrations;
    in->report.evidence = staged->nevidence;
    in->report.successions = staged->nsuccessions;
}

static void read_file(ntm_intake *in)
{
    ntm_csv_open(in->bytes, in->length, in->file, &in->csv, &in->scratch);
    ntm_intake_move(in);
    if (!in->csv)
        return;
    check_garbled(in);
    choose_units(in);
    if (!ntm_intake_read_header(in) || missing_columns(in))
        return;
    read_rows(in);
    if (in->header.kind == NTM_INTAKE_UNITS)
        ntm_intake_units_done(in);
    else if (in->header.kind == NTM_INTAKE_SUCCESSION)
        ntm_intake_successions_done(in);
    else if (!in->said[NTM_ERROR])
        ntm_intake_suspect(in);
}

ntm_rc ntm_intake_read(const char *path, const char *bytes, size_t length,
                       const ntm_dictionary *dictionary, const ntm_intake_options *options,
                       ntm_dataset *into, ntm_intake_report *report, ntm_diags *diags)
{
    char *data = NULL;
    if (report)
        *report = (ntm_intake_report){0};
    if (!bytes) {
        ntm_rc rc = ntm_file_read(path, NTM_CSV_MAX_BYTES, &data, &length, diags);
        if (rc != NTM_OK) {
            if (report)
                report->errors = 1;
            return rc;
        }
        bytes = data;
    }
    ntm_intake in = {.dictionary = dictionary,
                     .options = options,
                     .file = path,
                     .bytes = bytes,
                     .length = length,
                     .into = into,
                     .diags = diags};
    start(&in);
    read_file(&in);
    ntm_intake_say_rest(&in);
    bool ok = !in.said[NTM_ERROR];
    if (ok)
        commit(&in);
    in.report.errors = in.said[NTM_ERROR];
    in.report.warnings = in.said[NTM_WARNING];
    in.report.notices = in.said[NTM_NOTE];
    if (report)
        *report = in.report;
    finish(&in);
    free(data);
    return ok ? NTM_OK : NTM_EINPUT;
}

ntm_intake_kind ntm_intake_kind_of(const char *bytes, size_t length,
                                   const ntm_dictionary *dictionary)
{
    ntm_intake_options options;
    ntm_intake_options_init(&options);
    ntm_dataset *none = ntm_dataset_new();
    ntm_intake in = {.dictionary = dictionary,
                     .options = &options,
                     .bytes = bytes,
                     .length = length,
                     .into = none};
    start(&in);
    if (ntm_csv_open(bytes, length, NULL, &in.csv, NULL) == NTM_OK)
        ntm_intake_read_header(&in);
    ntm_intake_kind kind = in.header.kind;
    finish(&in);
    ntm_dataset_free(none);
    return kind;
}
