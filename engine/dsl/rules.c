/* dsl/rules.c - see the header. */
#include "dsl/rules.h"

#include <limits.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/text.h"
#include "dsl/process.h"
#include "dsl/protocol.h"
#include "dsl/tree.h"

#define TIMEOUT_MS 3000
/* Helpers at once. Each may take 192 MiB, if a script is up to it, so not as many as processors. */
#define FEWEST_HELPERS 2
#define MOST_HELPERS   4

#ifndef NTM_LIBEXEC_DIR
#define NTM_LIBEXEC_DIR "/usr/libexec/ntm"
#endif

/* ---- finding the helper ---- */

/* NTM_RULES_HELPER, else beside this program, else where it is installed. Yours to free. */
static char *helper_path(void)
{
    const char *given = getenv("NTM_RULES_HELPER");
    char self[PATH_MAX], candidate[PATH_MAX + 40];
    if (given && *given)
        return ntm_xstrdup(given);
    ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);
    if (n > 0) {
        static const char *const places[] = {"ntm-rules", "../libexec/ntm/ntm-rules"};
        self[n] = '\0';
        char *slash = strrchr(self, '/');
        if (slash)
            slash[1] = '\0';
        for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
            snprintf(candidate, sizeof candidate, "%s%s", self, places[i]);
            if (access(candidate, X_OK) == 0)
                return ntm_xstrdup(candidate);
        }
    }
    return ntm_xstrdup(NTM_LIBEXEC_DIR "/ntm-rules");
}

/* ---- the script's bytes ---- */

static ntm_rc fail(ntm_load *load, ntm_rc rc, const char *code, const char *message)
{
    load->rc = ntm_fail(&load->diags, rc, (ntm_place){.file = load->path}, code, "%s", message);
    return load->rc;
}

/* Text it must be: what is not UTF-8, or begins as a compiled chunk, is not even handed over. */
static ntm_rc read_script(ntm_load *load)
{
    char *data = NULL;
    size_t length, offset, line = 1;
    load->rc = ntm_file_read(load->path, NTM_SCRIPT_LIMIT, &data, &length, &load->diags);
    if (load->rc != NTM_OK)
        return load->rc;
    if (data[0] == '\033') {
        fail(load, NTM_EINPUT, "not-text", _("a compiled chunk, not the text of a script"));
    } else if (!ntm_utf8_valid(data, length, &offset)) {
        for (size_t i = 0; i < offset; i++)
            line += data[i] == '\n';
        ntm_place place = {.file = load->path, .line = (long)line};
        load->rc = ntm_fail(&load->diags, NTM_EINPUT, place, "not-text",
                            _("not valid UTF-8 at byte %zu"), offset + 1);
    } else {
        load->data = data;
        load->length = length;
        data = NULL;
    }
    free(data);
    return load->rc;
}

static void make_request(const ntm_surroundings *around, const ntm_load *load, bool check,
                         ntm_strbuf *request)
{
    ntm_strbuf name = {0};
    ntm_request_begin(request);
    if (check)
        ntm_request_add(request, NTM_SECTION_CHECK, "", "", NULL, 0);
    if (around->dictionary)
        ntm_request_add(request, NTM_SECTION_DICTIONARY, "", "", around->dictionary,
                        around->dictionary_length);
    for (size_t i = 0; i < around->nlibraries; i++)
        ntm_request_add(request, NTM_SECTION_LIBRARY, around->libraries[i].name,
                        around->libraries[i].path, around->libraries[i].data,
                        around->libraries[i].length);
    ntm_strbuf_printf(&name, "%s/%s", load->folder, load->slug);
    ntm_request_add(request, NTM_SECTION_SCRIPT, ntm_strbuf_text(&name), load->path, load->data,
                    load->length);
    ntm_request_end(request);
    ntm_strbuf_clear(&name);
}

/* ---- the answer, as hostile input ---- */

static ntm_rc nonsense(ntm_load *load)
{
    return fail(load, NTM_ESYSTEM, "helper", _("the helper ntm-rules gave an answer that is none"));
}

static long bounded(const json_t *number)
{
    json_int_t n = json_integer_value(number);
    return n > 0 && n <= INT_MAX ? (long)n : 0;
}

static bool take_finding(ntm_load *load, json_t *json)
{
    static const char *const severities[] = {"note", "warning", "error"};
    const char *severity = json_string_value(json_object_get(json, "severity"));
    const char *code = json_string_value(json_object_get(json, "code"));
    const char *message = json_string_value(json_object_get(json, "message"));
    const char *hint = json_string_value(json_object_get(json, "hint"));
    int level = 0;
    if (!severity || !code || !message)
        return false;
    while (level < 3 && strcmp(severities[level], severity) != 0)
        level++;
    if (level == 3)
        return false;
    ntm_place place = {.file = json_string_value(json_object_get(json, "file")),
                       .line = bounded(json_object_get(json, "line")),
                       .column = bounded(json_object_get(json, "column"))};
    ntm_diag(&load->diags, (ntm_severity)level, place, code, "%s", message);
    if (hint)
        ntm_diag_hint(&load->diags, "%s", hint);
    return true;
}

/* The caller knows the script's path and hash; the helper is not asked. */
static void name_source(const ntm_load *load, json_t *document)
{
    json_t *source = json_object_get(document, "source");
    if (!json_is_object(source)) {
        source = json_object();
        json_object_set_new(document, "source", source);
    }
    json_object_set_new(source, "script", json_string(load->source));
    json_object_set_new(source, "script_sha256", json_string(load->sha256));
}

static ntm_rc take_value(ntm_load *load, const char *kind, json_t *value)
{
    if (!json_is_object(value))
        return nonsense(load);
    if (strcmp(kind, "document") == 0) {
        name_source(load, value);
        load->rc = ntm_document_read(value, &load->document, &load->diags);
        load->kind = NTM_LOADED_DOCUMENT;
        return load->rc;
    }
    if (strcmp(kind, "dictionary") == 0) {
        load->kind = NTM_LOADED_DICTIONARY;
        load->rc = ntm_dictionary_read(value, &load->dictionary, &load->diags);
    } else if (strcmp(kind, "tests") == 0) {
        load->kind = NTM_LOADED_TESTS;
    } else {
        return nonsense(load);
    }
    load->json = json_incref(value);
    return load->rc;
}

static ntm_rc take_answer(ntm_load *load, const char *bytes, size_t length)
{
    json_t *answer = ntm_tree_read(bytes, length), *finding;
    const char *kind = json_string_value(json_object_get(answer, "kind"));
    json_t *findings = json_object_get(answer, "findings");
    size_t i;
    ntm_rc rc = NTM_OK;
    if (!kind || !json_is_array(findings) || json_array_size(findings) > 1000) {
        rc = nonsense(load);
        goto done;
    }
    json_array_foreach (findings, i, finding)
        if (!take_finding(load, finding)) {
            rc = nonsense(load);
            goto done;
        }
    if (load->diags.errors)
        rc = load->rc = NTM_EINPUT;
    else
        rc = take_value(load, kind, json_object_get(answer, "value"));
done:
    json_decref(answer);
    return rc;
}

/* The fixed verdicts, in people's words. */
static ntm_rc take_verdict(ntm_load *load, const char *text, size_t length)
{
    static const struct {
        const char *verdict, *message;
    } known[] = {
        {NTM_VERDICT_INSTRUCTIONS, N_("the script was ended: it takes too many steps")},
        {NTM_VERDICT_MEMORY, N_("the script was ended: it needs too much memory")},
        {NTM_VERDICT_TIME, N_("the script was ended: it takes too long")},
        {NTM_VERDICT_ANSWER, N_("the script was ended: what it writes is too large")},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strlen(known[i].verdict) == length && memcmp(known[i].verdict, text, length) == 0)
            return fail(load, NTM_EINPUT, "limit", _(known[i].message));
    return nonsense(load);
}

static ntm_rc take_end(ntm_load *load, const ntm_process *p, const char *helper)
{
    char kind;
    const char *content;
    size_t length;
    ntm_place place = {.file = load->path};
    switch (p->end) {
    case NTM_PROCESS_DEADLINE:
        return fail(load, NTM_EINPUT, "limit", _("the script was ended: it takes too long"));
    case NTM_PROCESS_FLOOD:
        return fail(load, NTM_EINPUT, "limit",
                    _("the script was ended: what it writes is too large"));
    case NTM_PROCESS_SIGNALED:
        if (p->status == SIGXCPU || p->status == SIGKILL)
            return fail(load, NTM_EINPUT, "limit", _("the script was ended: it takes too long"));
        return load->rc = ntm_fail(
                   &load->diags, NTM_EINPUT, place, "crash",
                   _("the script crashed its sandbox (signal %d); nothing came of it"), p->status);
    case NTM_PROCESS_FAILED:
        load->rc = ntm_fail(&load->diags, NTM_ESYSTEM, place, "helper", _("cannot start %s: %s"),
                            helper, strerror(p->status));
        ntm_diag_hint(&load->diags, _("set NTM_RULES_HELPER to the path of ntm-rules"));
        return load->rc;
    default:
        break;
    }
    if (!ntm_answer_read(ntm_strbuf_text(&p->answer), p->answer.length, &kind, &content, &length)) {
        if (p->status == 4) /* our own out-of-memory: base/arena.h */
            return take_verdict(load, NTM_VERDICT_MEMORY, strlen(NTM_VERDICT_MEMORY));
        return load->rc =
                   ntm_fail(&load->diags, NTM_ESYSTEM, place, "helper",
                            _("the helper ntm-rules gave no answer (exit code %d)"), p->status);
    }
    if (kind == NTM_ANSWER_LIMIT_HIT)
        return take_verdict(load, content, length);
    return kind == NTM_ANSWER_TREE ? take_answer(load, content, length) : nonsense(load);
}

/* ---- one script ---- */

typedef struct job {
    ntm_load *load; /* NULL: free */
    bool check;
    ntm_strbuf request;
    ntm_process process;
} job;

static void start_process(job *j, const ntm_surroundings *around, const char *helper)
{
    char program[] = "ntm-rules", lang[] = "--lang=vi";
    char *const argv[] = {program, lang, NULL};
    if (ntm_i18n_lang() == NTM_LANG_EN)
        memcpy(lang + sizeof lang - 3, "en", 2);
    make_request(around, j->load, j->check, &j->request);
    j->process = (ntm_process){.input = j->request.data,
                               .input_length = j->request.length,
                               .answer_limit = NTM_ANSWER_LIMIT};
    ntm_process_start(&j->process, helper, argv, TIMEOUT_MS);
    if (!*j->load->sha256) /* now, while the helper works */
        ntm_sha256_hex(j->load->data, j->load->length, j->load->sha256);
}

/*
 * Take the answer. The helper found nothing wrong with the script, but the model does with what came
 * of it: the helper is asked once more, for it knows which line each thing comes from.
 */
static void end_job(job *j, const ntm_surroundings *around, const char *helper)
{
    ntm_load *load = j->load;
    take_end(load, &j->process, helper);
    ntm_process_clear(&j->process);
    ntm_strbuf_clear(&j->request);
    if (load->rc == NTM_EINPUT && load->kind != NTM_LOADED_NOTHING && !j->check) {
        ntm_diags_clear(&load->diags);
        load->kind = NTM_LOADED_NOTHING;
        load->rc = NTM_OK;
        json_decref(load->json);
        load->json = NULL;
        j->check = true;
        start_process(j, around, helper);
        return;
    }
    *j = (job){0};
}

static void start_job(job *j, const ntm_surroundings *around, ntm_load *load, const char *helper)
{
    if (read_script(load) != NTM_OK)
        return;
    *j = (job){.load = load};
    start_process(j, around, helper);
    if (j->process.end == NTM_PROCESS_FAILED)
        end_job(j, around, helper);
}

/* ---- several at once ---- */

#define SLOTS (2 * MOST_HELPERS) /* those that run, and those whose answers wait to be taken */

typedef struct batch {
    const ntm_surroundings *around;
    const char *helper;
    ntm_load *loads;
    size_t count, next; /* the first that was not started */
    size_t at_once;
    job jobs[SLOTS];
} batch;

/* As many helpers as there are processors for us; two also for one, as its caller works too. */
static size_t helpers_at_once(void)
{
    cpu_set_t ours;
    size_t n = sched_getaffinity(0, sizeof ours, &ours) == 0 ? (size_t)CPU_COUNT(&ours) : 0;
    return n < FEWEST_HELPERS ? FEWEST_HELPERS : n > MOST_HELPERS ? MOST_HELPERS : n;
}

static bool runs(const job *j) { return j->load && j->process.end == NTM_PROCESS_RUNNING; }

/* Start scripts in free slots while fewer run than may. */
static void start_jobs(batch *b)
{
    size_t running = 0;
    for (size_t i = 0; i < SLOTS; i++)
        running += runs(&b->jobs[i]);
    for (size_t i = 0; i < SLOTS && running < b->at_once; i++) {
        if (b->jobs[i].load)
            continue;
        while (!b->jobs[i].load && b->next < b->count)
            start_job(&b->jobs[i], b->around, &b->loads[b->next++], b->helper);
        running += runs(&b->jobs[i]);
    }
}

void ntm_rules_load(const ntm_surroundings *surroundings, ntm_load *loads, size_t count)
{
    char *helper = helper_path();
    batch b = {.around = surroundings,
               .helper = helper,
               .loads = loads,
               .count = count,
               .at_once = helpers_at_once()};
    for (;;) {
        ntm_process *running[SLOTS];
        bool ended[SLOTS] = {false};
        size_t n = 0;
        start_jobs(&b);
        for (size_t i = 0; i < SLOTS; i++)
            if (runs(&b.jobs[i]))
                running[n++] = &b.jobs[i].process;
        if (!n)
            break;
        ntm_process_wait(running, n);
        for (size_t i = 0; i < SLOTS; i++)
            ended[i] = b.jobs[i].load && !runs(&b.jobs[i]);
        start_jobs(&b); /* the next helpers work while the answers of these are read */
        for (size_t i = 0; i < SLOTS; i++)
            if (ended[i])
                end_job(&b.jobs[i], surroundings, helper);
    }
    free(helper);
}

void ntm_load_clear(ntm_load *load)
{
    ntm_document_free(load->document);
    ntm_dictionary_free(load->dictionary);
    json_decref(load->json);
    free(load->data);
    ntm_diags_clear(&load->diags);
    load->data = NULL;
    load->document = NULL;
    load->dictionary = NULL;
    load->json = NULL;
}

void ntm_diags_append(ntm_diags *to, const ntm_diags *from)
{
    for (size_t i = 0; i < from->count; i++) {
        const ntm_finding *f = &from->items[i];
        ntm_diag(to, f->severity, f->place, f->code, "%s", f->message);
        if (f->hint)
            ntm_diag_hint(to, "%s", f->hint);
    }
}
