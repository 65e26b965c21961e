/*
 * ntm-rules - runs one rule script where it can do no harm.
 *
 *   ntm-rules --lang=vi|en     request on stdin, answer on stdout (dsl/protocol.h)
 *   ntm-rules --words          list what a script can reach, and end
 *
 * The order matters: the catalogue of messages is loaded while files can still be opened, then the
 * process locks itself in, and only then the first byte of the request is read.
 */
#include <lauxlib.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/heap.h"
#include "base/i18n.h"
#include "dsl/ntm-rules/emit.h"
#include "dsl/ntm-rules/limits.h"
#include "dsl/ntm-rules/run.h"
#include "dsl/ntm-rules/words_list.h"
#include "dsl/protocol.h"
#include "dsl/tree.h"

static int on_panic(lua_State *L)
{
    (void)L;
    limits_end(NTM_VERDICT_INTERNAL);
}

static dsl *new_dsl(void)
{
    ntm_arena *arena = ntm_arena_new();
    dsl *d = ntm_arena_alloc(arena, sizeof *d);
    d->arena = arena;
    d->graph = ntm_graph_new(arena);
    d->folder = d->slug = "";
    d->L = lua_newstate(limits_alloc, NULL);
    if (!d->L)
        limits_end(NTM_VERDICT_MEMORY);
    lua_atpanic(d->L, on_panic);
    *(dsl **)lua_getextraspace(d->L) = d;
    return d;
}

/* ---- the request ---- */

static char *read_request(size_t *length_out)
{
    size_t length = 0, capacity = (size_t)64 << 10;
    char *bytes = ntm_xmalloc(capacity);
    for (;;) {
        if (length == capacity) {
            if (capacity > NTM_REQUEST_LIMIT)
                limits_end(NTM_VERDICT_REQUEST);
            bytes = ntm_xrealloc(bytes, capacity *= 2);
        }
        ssize_t got = read(STDIN_FILENO, bytes + length, capacity - length);
        if (got < 0)
            limits_end(NTM_VERDICT_REQUEST);
        if (got == 0)
            break;
        length += (size_t)got;
    }
    *length_out = length;
    return bytes;
}

/* Folder and slug out of "thanh-hoa/32-2022-xa-ntm". */
static void take_script(dsl *d, const ntm_section *section)
{
    const char *slash = strchr(section->name, '/');
    d->script = &d->chunks[d->nchunks];
    if (!slash)
        return;
    d->folder = ntm_arena_strndup(d->arena, section->name, (size_t)(slash - section->name));
    d->slug = ntm_arena_strdup(d->arena, slash + 1);
}

/* A byte-order mark, as some editors write it, is no part of the script. */
static void add_chunk(dsl *d, const ntm_section *section)
{
    size_t mark = section->length >= 3 && memcmp(section->data, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    d->chunks[d->nchunks++] = (chunk){.name = section->name,
                                      .path = section->path,
                                      .source = section->data + mark,
                                      .length = section->length - mark};
}

static int64_t take_budget(const ntm_section *section)
{
    long long n = atoll(section->data);
    return n > 0 && n < LIMIT_INSTRUCTIONS ? n : LIMIT_INSTRUCTIONS;
}

static void take_request(dsl *d, const char *bytes, size_t length, int64_t *budget)
{
    size_t offset = 0, count = 0;
    ntm_section section;
    while (ntm_request_next(bytes, length, &offset, &section))
        count++;
    if (offset == SIZE_MAX)
        limits_end(NTM_VERDICT_REQUEST);
    d->chunks = ntm_arena_array(d->arena, count, sizeof *d->chunks);
    for (offset = 0; ntm_request_next(bytes, length, &offset, &section);) {
        switch (section.kind) {
        case NTM_SECTION_DICTIONARY:
            if (!(d->dictionary = ntm_dictionary_unpack(section.data, section.length)))
                limits_end(NTM_VERDICT_REQUEST);
            break;
        case NTM_SECTION_CHECK:
            d->check = true;
            break;
        case NTM_SECTION_BUDGET:
            *budget = take_budget(&section);
            break;
        case NTM_SECTION_SCRIPT:
            take_script(d, &section);
            /* fall through */
        case NTM_SECTION_LIBRARY:
            add_chunk(d, &section);
            break;
        default:
            limits_end(NTM_VERDICT_REQUEST);
        }
    }
    if (!d->script)
        limits_end(NTM_VERDICT_REQUEST);
}

/* ---- the answer ---- */

static const dsl *sorting; /* for the comparison below: the script's own findings come first */

static int finding_compare(const void *left, const void *right)
{
    const ntm_finding *a = left, *b = right;
    const char *fa = a->place.file ? a->place.file : "", *fb = b->place.file ? b->place.file : "";
    bool own_a = strcmp(fa, sorting->script->path) == 0,
         own_b = strcmp(fb, sorting->script->path) == 0;
    if (own_a != own_b)
        return own_a ? -1 : 1;
    int order = strcmp(fa, fb);
    if (order)
        return order;
    if (a->place.line != b->place.line)
        return a->place.line < b->place.line ? -1 : 1;
    if (a->place.column != b->place.column)
        return a->place.column < b->place.column ? -1 : 1;
    order = strcmp(a->code, b->code);
    return order ? order : strcmp(a->message, b->message);
}

static json_t *findings_json(dsl *d)
{
    static const char *const severities[] = {"note", "warning", "error"};
    json_t *list = json_array();
    sorting = d;
    if (d->diags.count)
        qsort(d->diags.items, d->diags.count, sizeof *d->diags.items, finding_compare);
    for (size_t i = 0; i < d->diags.count; i++) {
        const ntm_finding *f = &d->diags.items[i];
        json_t *json =
            json_pack("{s:s,s:I,s:I,s:s,s:s}", "severity", severities[f->severity], "line",
                      (json_int_t)f->place.line, "column", (json_int_t)f->place.column, "code",
                      f->code, "message", f->message);
        if (f->place.file)
            json_object_set_new(json, "file", json_string(f->place.file));
        if (f->hint)
            json_object_set_new(json, "hint", json_string(f->hint));
        json_array_append_new(list, json);
    }
    return list;
}

/*
 * What the item became, when there is nothing to say against it. The caller reads it again, so the
 * model is asked here only where there are findings, to have all of them at once, or where the
 * caller wants to know the places of its own.
 */
static json_t *value_json(dsl *d, item *it, const char **kind)
{
    json_t *json = NULL;
    emitted map;
    *kind = "nothing";
    if (!it)
        return NULL;
    switch (it->kind) {
    case ITEM_DICTIONARY:
        *kind = "dictionary";
        json = emit_dictionary(d, it);
        if (d->check || d->diags.errors)
            emit_check_dictionary(d, json, it);
        break;
    case ITEM_TESTS:
        *kind = "tests";
        json = emit_tests(d, it);
        break;
    default:
        *kind = "document";
        json = emit_document(d, it, &map);
        if (json && (d->check || d->diags.errors))
            emit_check_document(d, json, &map);
        break;
    }
    if (!d->diags.errors)
        return json;
    *kind = "nothing";
    json_decref(json);
    return NULL;
}

/* In protected mode: a stop of the script's own making may also come out of what follows it. */
static int protected_emit(lua_State *L)
{
    dsl *d = dsl_of(L);
    item *it = lua_touserdata(L, 1);
    const char *kind;
    json_t *result = value_json(d, it, &kind);
    json_t *answer = json_pack("{s:s}", "kind", kind);
    if (result)
        json_object_set_new(answer, "value", result);
    json_object_set_new(answer, "findings", findings_json(d));
    json_object_set_new(answer, "stats",
                        json_pack("{s:I,s:I}", "instructions", (json_int_t)limits_spent(),
                                  "lua_bytes", (json_int_t)limits_lua_bytes()));
    ntm_strbuf bytes = {0};
    ntm_strbuf_add(&bytes, (char[NTM_ANSWER_HEAD]){0}, NTM_ANSWER_HEAD);
    ntm_tree_write(&bytes, answer);
    limits_answer(bytes.data, bytes.length);
}

static _Noreturn void serve(void)
{
    size_t length;
    int64_t budget = LIMIT_INSTRUCTIONS;
    char *bytes = read_request(&length);
    dsl *d = new_dsl();
    take_request(d, bytes, length, &budget);
    limits_watch(d->L, budget);
    item *it = run_script(d);
    for (int attempt = 0; attempt < 2;
         attempt++) { /* the second time without what stopped the first */
        d->attempts = 0;
        d->item = d->criterion = NULL;
        lua_settop(d->L, 0);
        lua_pushcfunction(d->L, protected_emit);
        lua_pushlightuserdata(d->L, it);
        lua_pcall(d->L, 1, 0, 0);
        it = NULL;
    }
    limits_end(NTM_VERDICT_INTERNAL);
}

/* JSON values live as long as the process, so each takes the next bytes and none is given back. */
static void *take_memory(size_t size)
{
    static char *next;
    static size_t left;
    size_t rounded = (size + 15) & ~(size_t)15;
    if (rounded > left) {
        left = rounded > 65536 ? rounded : 65536;
        next = ntm_xmalloc(left);
    }
    void *memory = next;
    next += rounded;
    left -= rounded;
    return memory;
}

static void keep_memory(void *memory) { (void)memory; }

static int char_compare(const void *a, const void *b)
{
    return *(const char *)a - *(const char *)b;
}

/* What asks the system something on first use does so now; later it could not. */
static void warm_up(void)
{
    json_set_alloc_funcs(take_memory, keep_memory);

    char halves[2][2048] = {"b", "a"};
    (void)*_("error");                              /* gettext opens its catalogue */
    json_object_seed(0);                            /* jansson reads chance for its tables */
    qsort(halves, 2, sizeof *halves, char_compare); /* glibc asks how much memory there is */
}

int main(int argc, char **argv)
{
    ntm_lang lang = NTM_LANG_VI;
    ntm_heap_prepare();
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--lang=en") == 0) {
            lang = NTM_LANG_EN;
        } else if (strcmp(argv[i], "--words") == 0) {
            words_list(new_dsl(), stdout);
            fflush(stdout);
            _exit(0); /* as every run ends: nothing is freed */
        } else if (strcmp(argv[i], "--lang=vi") != 0) {
            fputs("usage: ntm-rules [--lang=vi|en] [--words]\n", stderr);
            return 2;
        }
    }
    ntm_i18n_init();
    ntm_i18n_set(lang);
    warm_up();
#ifndef NTM_SANITIZED
    closefrom(2);
#else
    closefrom(3); /* the sanitizers report there */
#endif
    const char *failed = limits_enter();
    if (failed)
        _exit(5);
    serve();
}
