/* cli/session.c - see the header. */
#include "cli/session.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/text.h"
#include "intake/carry.h"
#include "model/titles.h"

void ntm_session_open(ntm_session *session, const ntm_args *args)
{
    *session = (ntm_session){.args = args, .latest = NTM_DATE_MAX};
}

int ntm_session_close(ntm_session *session, ntm_rc rc, int code)
{
    ntm_cli_findings(session->args, &session->diags);
    ntm_papers_free(session->papers);
    ntm_dataset_free(session->dataset);
    ntm_dataset_free(session->units);
    ntm_carry_free(session->carry);
    ntm_store_close(session->store);
    ntm_rules_close(session->rules);
    for (size_t i = 0; i < session->ntexts; i++)
        free(session->texts[i]);
    free(session->texts);
    return rc == NTM_OK ? code : (int)rc;
}

static const char *own(ntm_session *session, char *text)
{
    session->texts = ntm_xrealloc(session->texts, (session->ntexts + 1) * sizeof *session->texts);
    session->texts[session->ntexts++] = text;
    return text;
}

const char *ntm_session_nfc(ntm_session *session, const char *text)
{
    char *nfc = ntm_text_nfc(text);
    return nfc ? own(session, nfc) : text;
}

const char *ntm_session_kept(ntm_session *session, const char *text)
{
    char *line = ntm_xstrdup(ntm_session_nfc(session, text));
    for (char *p = line; *p; p++)
        if (*p == '\n' || *p == '\t' || *p == '\r')
            *p = ' ';
    char *safe = ntm_text_escape(line, strlen(line), SIZE_MAX / 2);
    free(line);
    return own(session, safe);
}

static const char *rules_directory(const ntm_args *args)
{
    const char *from_environment = getenv("NTM_RULES");
    if (args->rules)
        return args->rules;
    if (from_environment && *from_environment)
        return from_environment;
    return access("rules/fields.lua", R_OK) == 0 ? "rules" : NTM_RULES_DIR_INSTALL;
}

/* --also FOLDER: what was made up in it holds beside the law. */
static ntm_rc admit(ntm_session *session)
{
    ntm_rc rc = NTM_OK;
    for (size_t i = 0; i < session->args->nalso && rc == NTM_OK; i++) {
        rc = ntm_rules_load_folder(session->rules, session->args->also[i], &session->diags);
        ntm_catalogue_admit(ntm_rules_catalogue(session->rules), session->args->also[i]);
    }
    return rc;
}

ntm_rc ntm_session_rules(ntm_session *session)
{
    if (session->rules)
        return NTM_OK;
    ntm_rc rc = ntm_rules_open(rules_directory(session->args), &session->rules, &session->diags);
    if (rc == NTM_OK && session->expected)
        ntm_rules_expect(session->rules, session->expected);
    return rc == NTM_OK ? admit(session) : rc;
}

const ntm_dictionary *ntm_session_dictionary(const ntm_session *session)
{
    return ntm_rules_dictionary(session->rules);
}

ntm_catalogue *ntm_session_catalogue(const ntm_session *session)
{
    return session->rules ? ntm_rules_catalogue(session->rules) : NULL;
}

ntm_rc ntm_session_decision(ntm_session *session, const char *name, const ntm_document **out)
{
    ntm_rc rc = ntm_session_rules(session);
    if (rc == NTM_OK)
        rc = ntm_rules_decision(session->rules, ntm_session_nfc(session, name), out,
                                &session->diags);
    if (rc == NTM_EUSAGE && session->diags.count &&
        !session->diags.items[session->diags.count - 1].hint)
        ntm_diag_hint(&session->diags, "%s", _("'ntm decisions' lists what there is"));
    return rc;
}

void ntm_session_intake(const ntm_session *session, ntm_intake_options *out)
{
    const ntm_args *args = session->args;
    ntm_intake_options_init(out);
    out->numbers = !args->numbers                 ? NTM_NUMBERS_OPEN
                   : !strcmp(args->numbers, "vi") ? NTM_NUMBERS_VI
                                                  : NTM_NUMBERS_EN;
    out->today = ntm_date_today();
    /* the date of rows that have none; a bad one is refused by ntm_session_as_of() */
    if (args->as_of && !ntm_date_parse_any(args->as_of, &out->as_of))
        out->as_of = NTM_DATE_MIN;
}

static ntm_rc read_file(ntm_session *session, const char *path)
{
    ntm_intake_options options;
    ntm_session_intake(session, &options);
    return ntm_intake_read(path, NULL, 0, ntm_session_dictionary(session), &options,
                           session->dataset, NULL, &session->diags);
}

/* Names in the evidence of figures that are no paper in the files. */
static void look_for_papers(ntm_session *session)
{
    ntm_papers *papers = ntm_papers_new(session->dataset, INT64_MAX);
    ntm_papers_check(papers, session->dataset, &session->diags);
    ntm_papers_free(papers);
}

static ntm_rc read_files(ntm_session *session)
{
    const ntm_args *args = session->args;
    ntm_rc rc = NTM_OK;
    session->dataset = ntm_dataset_new();
    for (size_t i = 0; i < args->nunits; i++) { /* units first: the other files name them */
        ntm_rc one = read_file(session, args->units[i]);
        rc = one > rc ? one : rc;
    }
    for (size_t i = 0; i < args->ndata && rc == NTM_OK; i++) {
        ntm_rc one = read_file(session, args->data[i]);
        rc = one > rc ? one : rc;
    }
    if (rc == NTM_OK && session->dataset->nevidence)
        look_for_papers(session);
    const ntm_dataset *batch[] = {session->dataset};
    if (rc == NTM_OK)
        rc = ntm_titles_check(session->dataset, batch, 1, NULL, &session->diags);
    return rc;
}

/* The last import that is known: a number ("#17"), or the last one up to the end of a day. */
static ntm_rc known_import(ntm_session *session, int64_t *out)
{
    const char *text = session->args->known_at;
    const char *digits = text && *text == '#' ? text + 1 : text;
    int64_t when;
    *out = INT64_MAX;
    if (!text)
        return NTM_OK;
    if (!session->store)
        return ntm_fail(&session->diags, NTM_EUSAGE, NTM_NOWHERE, "known-at-files",
                        _("--known-at speaks of the imports of a store; files have none"));
    int64_t last;
    ntm_rc rc = NTM_OK;
    size_t length = strspn(digits, "0123456789");
    if (ntm_time_parse(text, &when)) {
        rc = ntm_store_import_at(session->store, when, out, &session->diags);
    } else if (!length || length > 18 || digits[length]) {
        rc = ntm_fail(&session->diags, NTM_EUSAGE, NTM_NOWHERE, "bad-known-at",
                      _("--known-at takes the number of an import (#17), a day or a time "
                        "(2023-12-31T08:00), not '%s'"),
                      text);
    } else if ((rc = ntm_store_last_import(session->store, &last, &session->diags)) == NTM_OK) {
        *out = strtoll(digits, NULL, 10);
        if (*out > last)
            rc = ntm_fail(&session->diags, NTM_EUSAGE, NTM_NOWHERE, "bad-known-at",
                          _("there is no import #%lld; the last one is #%lld"), (long long)*out,
                          (long long)last);
    }
    if (rc == NTM_OK && *out == 0) {
        rc = ntm_fail(&session->diags, NTM_EUSAGE, NTM_NOWHERE, "nothing-known",
                      _("nothing was known then: the store's first import came later"));
        ntm_diag_hint(&session->diags, "%s", _("'ntm log' lists the imports"));
    }
    return rc;
}

/* Straight from files into the dataset, or the store opened and what is known of it settled. */
static ntm_rc open_data(ntm_session *session)
{
    const ntm_args *args = session->args;
    ntm_rc rc = ntm_session_rules(session);
    if (rc != NTM_OK)
        return rc;
    if (args->ndata || args->nunits)
        return read_files(session);
    rc = ntm_store_open(ntm_session_store_path(session), NTM_STORE_READ, &session->store,
                        &session->diags);
    return rc == NTM_OK ? known_import(session, &session->known) : rc;
}

ntm_rc ntm_session_data(ntm_session *session)
{
    ntm_rc rc = open_data(session);
    return rc == NTM_OK && session->store ? ntm_store_read(session->store, NULL, 0, session->known,
                                                           &session->dataset, &session->diags)
                                          : rc;
}

ntm_rc ntm_session_units(ntm_session *session)
{
    static const char *const none[] = {NULL};
    ntm_rc rc = open_data(session);
    return rc == NTM_OK && session->store ? ntm_store_read(session->store, none, 0, session->known,
                                                           &session->dataset, &session->diags)
                                          : rc;
}

/* The codes, and those of the units above them (in any version, for the day is not known yet) whose
 * other children a document of the folder looks at. */
static ntm_names *codes_to_read(ntm_session *session, ntm_arena *arena, const char *const *units,
                                size_t nunits)
{
    ntm_names *codes = ntm_names_new(arena), *above = ntm_names_new(arena);
    const ntm_dataset *all = session->units;
    ntm_catalogue *catalogue = ntm_session_catalogue(session);
    ntm_level_set needs[NTM_LEVEL_COUNT] = {0};
    for (uint32_t i = 0; i < ntm_catalogue_count(catalogue); i++)
        ntm_frame_child_needs(ntm_catalogue_at(catalogue, i), needs);
    for (size_t i = 0; i < nunits; i++) {
        ntm_names_add(codes, units[i]);
        ntm_names_add(above, units[i]);
    }
    for (int level = 0; level < NTM_LEVEL_COUNT; level++) /* no chain is longer */
        for (size_t i = 0; i < all->nunits; i++)
            if (all->units[i].parent && ntm_names_find(above, all->units[i].code) != NTM_NO_NAME)
                ntm_names_add(above, all->units[i].parent);
    for (size_t i = 0; i < all->nunits; i++)
        if (needs[all->units[i].level] && ntm_names_find(above, all->units[i].code) != NTM_NO_NAME)
            ntm_names_add(codes, all->units[i].code);
    return codes;
}

ntm_rc ntm_session_rows(ntm_session *session, const char *const *units, size_t nunits)
{
    if (!session->store)
        return NTM_OK;
    session->units = session->dataset;
    session->dataset = NULL;
    if (!units)
        return ntm_store_read(session->store, NULL, 0, session->known, &session->dataset,
                              &session->diags);
    ntm_arena *arena = ntm_arena_new();
    ntm_names *codes = codes_to_read(session, arena, units, nunits);
    uint32_t count = ntm_names_count(codes);
    const char **list = ntm_arena_array(arena, count, sizeof *list);
    for (uint32_t i = 0; i < count; i++)
        list[i] = ntm_names_text(codes, i);
    ntm_rc rc = ntm_store_read(session->store, list, count, session->known, &session->dataset,
                               &session->diags);
    ntm_arena_free(arena);
    return rc;
}

const char *ntm_session_store_path(const ntm_session *session)
{
    const char *from_environment = getenv("NTM_STORE");
    if (session->args->store)
        return session->args->store;
    return from_environment && *from_environment ? from_environment : "ntm.db";
}

/* Does the observation speak of one of the units, or of one below it? */
static bool concerns(const ntm_dataset *dataset, const ntm_observation *observation,
                     const char *const *units, size_t nunits)
{
    const char *code = observation->unit;
    for (int up = 0; code && up < NTM_LEVEL_COUNT; up++) {
        for (size_t i = 0; i < nunits; i++)
            if (!strcmp(code, units[i]))
                return true;
        const ntm_unit *unit = ntm_dataset_unit(dataset, code, observation->as_of);
        code = unit ? unit->parent : NULL;
    }
    return !units;
}

/* The last day on which the decision was in force and the units have data. */
static ntm_rc default_date(ntm_session *session, const ntm_document *base, const char *const *units,
                           size_t nunits, ntm_date *out, const char **reason_out)
{
    ntm_date first = NTM_DATE_MIN, last = NTM_DATE_MAX, newest = NTM_DATE_MIN;
    ntm_date today = ntm_date_today();
    ntm_catalogue_in_force(ntm_session_catalogue(session), base, today, &first, &last);
    if (last > today)
        last = today;
    for (size_t i = 0; i < session->dataset->nobservations; i++) {
        const ntm_observation *o = &session->dataset->observations[i];
        if (o->as_of > newest && o->as_of <= today && o->as_of <= session->latest &&
            concerns(session->dataset, o, units, nunits))
            newest = o->as_of;
    }
    if (newest == NTM_DATE_MIN || newest < first)
        return ntm_fail(&session->diags, NTM_EUSAGE, NTM_NOWHERE, "no-date",
                        newest == NTM_DATE_MIN
                            ? _("the units have no data at all; say --as-of DATE")
                            : _("the units have no data of a day on which the decision was in "
                                "force; say --as-of DATE"));
    *out = newest < last ? newest : last;
    *reason_out = newest <= last ? "last-data" : "expiry";
    return NTM_OK;
}

static ntm_rc parse_year(ntm_session *session, ntm_choice *out)
{
    char *end;
    long year = strtol(session->args->year, &end, 10);
    if (*end || year < 1900 || year > 2200)
        return ntm_fail(&session->diags, NTM_EUSAGE, NTM_NOWHERE, "bad-year",
                        _("--year takes a year such as 2023, not '%s'"), session->args->year);
    out->year = (int)year;
    return NTM_OK;
}

static ntm_rc parse_assessor(ntm_session *session, ntm_choice *out)
{
    const ntm_dictionary *dictionary = ntm_session_dictionary(session);
    const ntm_assessor *assessor =
        ntm_dictionary_find_assessor(dictionary, session->args->assessor);
    if (assessor) {
        out->assessor = assessor->code;
        out->assessor_order = assessor->order;
        return NTM_OK;
    }
    ntm_strbuf known = {0};
    for (uint32_t i = 0; i < ntm_dictionary_assessor_count(dictionary); i++)
        ntm_strbuf_printf(&known, "%s%s", i ? ", " : "",
                          ntm_dictionary_assessor(dictionary, i)->code);
    ntm_rc rc = ntm_fail(&session->diags, NTM_EUSAGE, NTM_NOWHERE, "unknown-assessor",
                         _("unknown level of appraisal '%s'; known are: %s"),
                         session->args->assessor, ntm_strbuf_text(&known));
    ntm_strbuf_clear(&known);
    return rc;
}

/* A level that has ended appraises nothing any more. */
static ntm_rc check_assessor_day(ntm_session *session, const ntm_choice *choice)
{
    char day[NTM_DATE_TEXT], from[NTM_DATE_TEXT], to[NTM_DATE_TEXT];
    const ntm_assessor *assessor =
        choice->assessor
            ? ntm_dictionary_find_assessor(ntm_session_dictionary(session), choice->assessor)
            : NULL;
    if (!assessor || ntm_assessor_exists(assessor, choice->as_of))
        return NTM_OK;
    return ntm_fail(&session->diags, NTM_EUSAGE, NTM_NOWHERE, "assessor-days",
                    _("there is no level of appraisal '%s' on %s: it is there from %s to %s"),
                    assessor->code, ntm_date_show(choice->as_of, day),
                    ntm_date_show(assessor->from, from), ntm_date_show(assessor->to, to));
}

ntm_rc ntm_session_as_of(ntm_session *session, ntm_date *out)
{
    const char *text = session->args->as_of;
    char shown[NTM_DATE_TEXT];
    *out = NTM_DATE_MAX;
    if (!text)
        return NTM_OK;
    if (!ntm_date_parse_any(text, out))
        return ntm_fail(&session->diags, NTM_EUSAGE, NTM_NOWHERE, "bad-date",
                        _("--as-of takes a day such as 2023-12-31 or 31/12/2023, not '%s'"), text);
    if (*out > ntm_date_today())
        return ntm_fail(&session->diags, NTM_EUSAGE, NTM_NOWHERE, "future-date",
                        _("%s is in the future; nothing is known of that day yet"),
                        ntm_date_show(*out, shown));
    return NTM_OK;
}

#define CARRY_LIMIT ((size_t)1 << 20)

static ntm_rc read_carry(ntm_session *session, ntm_choice *out)
{
    char *bytes = NULL;
    size_t length;
    const char *path = session->args->carry;
    ntm_rc rc = NTM_OK;
    if (path && !session->carry) {
        rc = ntm_file_read(path, CARRY_LIMIT, &bytes, &length, &session->diags);
        if (rc == NTM_OK)
            rc = ntm_carry_read(path, bytes, length, ntm_session_dictionary(session),
                                &session->carry, &session->diags);
        free(bytes);
    }
    out->carry = session->carry;
    return rc;
}

ntm_rc ntm_session_choice(ntm_session *session, const ntm_document *base, const char *const *units,
                          size_t nunits, ntm_choice *out, const char **reason_out)
{
    const ntm_args *args = session->args;
    ntm_rc rc = NTM_OK;
    *out = (ntm_choice){.known_import = INT64_MAX, .assessor_order = INT_MAX};
    *reason_out = "given";
    out->evidenced = args->evidenced;
    if (session->store) /* settled when the rows were read */
        out->known_import = session->known;
    else
        rc = known_import(session, &out->known_import);
    if (rc == NTM_OK && args->evidenced && session->dataset->nevidence && !session->papers)
        session->papers = ntm_papers_new(session->dataset, out->known_import);
    out->papers = session->papers;
    if (rc == NTM_OK && args->assessor)
        rc = parse_assessor(session, out);
    if (rc == NTM_OK)
        rc = args->as_of ? ntm_session_as_of(session, &out->as_of)
                         : default_date(session, base, units, nunits, &out->as_of, reason_out);
    if (rc == NTM_OK)
        rc = check_assessor_day(session, out);
    out->year = ntm_date_year(out->as_of);
    if (rc == NTM_OK && args->year)
        rc = parse_year(session, out);
    return rc == NTM_OK ? read_carry(session, out) : rc;
}
