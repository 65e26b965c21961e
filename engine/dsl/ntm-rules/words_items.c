/* ntm-rules/words_items.c - indicator, criterion, the gates, zone_scheme, finding. */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "dsl/ntm-rules/item.h"

/* ---- indicator ---- */

/* The code of a kind of paper that the dictionary has and that stood not before; else it is told. */
static bool good_paper(dsl *d, const item *it, const char *code, json_t *before)
{
    uint32_t count = ntm_dictionary_paper_count(d->dictionary);
    const char **codes = ntm_arena_array(d->arena, count + 1u, sizeof *codes);
    char *quoted = ntm_arena_printf(d->arena, "\"%s", code);
    size_t i;
    json_t *entry;
    if (!ntm_dictionary_find_paper(d->dictionary, code)) {
        for (uint32_t p = 0; p < count; p++)
            codes[p] = ntm_dictionary_paper(d->dictionary, p)->code;
        dsl_bad(d, it->at, quoted, "unknown-paper", _("evidence: unknown kind of paper '%s'%s"),
                code, dsl_meant(d, dsl_nearest(d, code, codes)));
        dsl_hint(d, "%s",
                 _("kinds of papers are declared in fields.lua: paper \"code\" { vi = \"…\" }"));
        return false;
    }
    json_array_foreach (before, i, entry) {
        if (strcmp(json_string_value(entry), code) != 0)
            continue;
        dsl_bad(d, it->at, quoted, "duplicate", _("evidence: '%s' stands twice"), code);
        return false;
    }
    return true;
}

/* evidence = { "bien-ban-nghiem-thu", …, basis = "found" }: on what this list rests. */
static void put_evidence_basis(dsl *d, item *it, int table)
{
    static const char *const keys[] = {"basis", NULL};
    lua_getfield(d->L, table, "evidence");
    int list = lua_gettop(d->L);
    if (lua_istable(d->L, list)) {
        json_t *own = json_incref(json_object_get(it->json, "basis")); /* of the indicator */
        words_entries(d, list, it->at, it->word, keys);
        item_basis(d, it, list, "evidence_basis", false);
        if (own)
            json_object_set_new(it->json, "basis", own);
    }
    lua_settop(d->L, list - 1);
    const char *basis = json_string_value(json_object_get(it->json, "evidence_basis"));
    if (basis && (!strcmp(basis, "assumed") || !json_object_get(it->json, "evidence")))
        json_object_del(it->json, "evidence_basis"); /* what is not said is assumed */
}

/* The papers that must be there. */
static void put_evidence(dsl *d, item *it, int table)
{
    json_t *good = json_array(), *given;
    size_t i;
    json_t *entry;
    unsigned before = d->attempts;
    item_texts(d, it, it->json, table, "evidence");
    given = json_object_get(it->json, "evidence");
    if (given && !json_array_size(given) && d->attempts == before)
        dsl_bad(d, it->at, "=evidence", "empty", "%s",
                _("evidence: expected { \"kind of paper\", … }, or nothing where none is asked "
                  "for"));
    json_array_foreach (given, i, entry)
        if (good_paper(d, it, json_string_value(entry), good))
            json_array_append(good, entry);
    if (json_array_size(good))
        json_object_set(it->json, "evidence", good);
    else
        json_object_del(it->json, "evidence");
    json_decref(good);
    put_evidence_basis(d, it, table);
}

static void fill_indicator(dsl *d, item *it, int table)
{
    static const char *const keys[] = {"pass", "applies",  "basis", "source",
                                       "cite", "evidence", "note",  NULL};
    words_entries(d, table, it->at, it->word, keys);
    item_first_text(d, it, table, "text");
    item_truth(d, it, table, "pass", true, &it->pass, &it->has_pass);
    item_truth(d, it, table, "applies", false, &it->applies, &it->has_applies);
    item_basis(d, it, table, "basis", true);
    item_text(d, it, table, "source", DSL_TEXT_MAX, false);
    item_text(d, it, table, "cite", DSL_TEXT_MAX, false);
    item_text(d, it, table, "note", DSL_TEXT_MAX, false);
    put_evidence(d, it, table);
}

static int word_indicator(lua_State *L) { return item_word(L, ITEM_INDICATOR, "indicator"); }

/* ---- criterion ---- */

/* "17.10" belongs to criterion 17. */
static void check_number(dsl *d, const item *criterion, const item *indicator)
{
    char *end;
    if (!indicator->name || !criterion->number)
        return;
    long number = strtol(indicator->name, &end, 10);
    if (end != indicator->name && (*end == '.' || *end == '\0') && number == criterion->number)
        return;
    dsl_bad(d, indicator->at, ntm_arena_printf(d->arena, "\"%s", indicator->name),
            "wrong-criterion",
            _("indicator '%s' stands in criterion %d; expected a number such as %d.1"),
            indicator->name, criterion->number, criterion->number);
}

static void fill_criterion(dsl *d, item *it, int table)
{
    words_entries(d, table, it->at, it->word, NULL);
    item_parts(d, it, table, ITEM_BIT(ITEM_INDICATOR), _("indicator \"…\" { … }"), &it->parts,
               &it->nparts);
    for (uint32_t i = 0; i < it->nparts; i++)
        check_number(d, it, it->parts[i]);
    if (!it->nparts && lua_rawlen(d->L, table) == 0)
        dsl_bad(d, it->at, it->word, "empty", "%s", _("it has no indicator"));
}

static int word_criterion(lua_State *L)
{
    dsl *d = dsl_of(L);
    words_arity(d, "criterion", 2);
    int number = 0;
    value_integer(d, 1, "criterion", 1, 999, &number);
    const char *name = lua_gettop(L) > 1 ? value_text(d, 2, "criterion", DSL_TEXT_MAX) : NULL;
    item *it = item_begin(d, ITEM_CRITERION, "criterion", name);
    it->number = number;
    it->label = number ? ntm_arena_printf(d->arena, _("criterion %d"), number) : "criterion";
    d->criterion = it->label;
    if (name)
        json_object_set_new(it->json, "name", json_string(name));
    return 1;
}

/* ---- gates ---- */

static void fill_gate(dsl *d, item *it, int table)
{
    static const char *const keys[] = {"pass", "applies", "basis", "note", "source", "cite", NULL};
    static const char *const when_keys[] = {"when",   "applies", "basis", "note",
                                            "source", "cite",    NULL};
    bool withdrawal = it->kind == ITEM_WITHDRAWAL;
    if (words_entries(d, table, it->at, it->word, withdrawal ? when_keys : keys))
        dsl_bad(d, it->at, it->word, "arity", "%s",
                _("something stands in it without a name; expected name = value"));
    item_truth(d, it, table, withdrawal ? "when" : "pass", true, &it->pass, &it->has_pass);
    item_truth(d, it, table, "applies", false, &it->applies, &it->has_applies);
    item_basis(d, it, table, "basis", true);
    const char *note = item_text(d, it, table, "note", DSL_TEXT_MAX, false);
    const char *source = item_text(d, it, table, "source", DSL_TEXT_MAX, false);
    const char *cite = item_text(d, it, table, "cite", DSL_TEXT_MAX, false);
    /* A gate has one text beside its name in the document: what was read, and what to know. */
    json_object_del(it->json, "source");
    json_object_del(it->json, "cite");
    if (!source && !cite)
        return;
    json_object_set_new(it->json, "note",
                        json_string(ntm_arena_printf(
                            d->arena, "%s%s%s%s%s", cite ? cite : "", cite && source ? "; " : "",
                            source ? source : "", note ? "; " : "", note ? note : "")));
}

static int word_requires(lua_State *L) { return item_word(L, ITEM_REQUIRES, "requires"); }
static int word_condition(lua_State *L) { return item_word(L, ITEM_CONDITION, "condition"); }
static int word_withdrawal(lua_State *L) { return item_word(L, ITEM_WITHDRAWAL, "withdrawal"); }

/* ---- zone_scheme ---- */

/* The keys of a scheme into json and the graph; false after a finding. */
static bool read_keys(dsl *d, item *it, int table, const char ***out, uint32_t *count_out)
{
    lua_State *L = d->L;
    json_t *list = json_array();
    bool good = false;
    lua_getfield(L, table, "keys");
    int keys = lua_gettop(L);
    size_t count = lua_istable(L, keys) ? lua_rawlen(L, keys) : 0;
    *out = ntm_arena_array(d->arena, count > 200 ? 0 : count, sizeof **out);
    *count_out = 0;
    if (!value_is_poison(d, keys) && (count == 0 || count > 200)) {
        dsl_bad(d, it->at, lua_isnil(L, keys) ? it->word : "=keys", "missing", "%s",
                _("expected keys = { \"zone1\", \"zone2\", … }, the names of its zones"));
        count = 0;
    }
    for (size_t i = 1; i <= count; i++) {
        lua_rawgeti(L, keys, (lua_Integer)i);
        size_t length = 0;
        const char *bytes = lua_type(L, -1) == LUA_TSTRING ? lua_tolstring(L, -1, &length) : "";
        const char *key = dsl_text(d, it->at, "=keys", bytes, length, DSL_NAME_MAX);
        lua_pop(L, 1);
        if (!key)
            break;
        (*out)[(*count_out)++] = key;
        json_array_append_new(list, json_string(key));
        good = i == count;
    }
    lua_pop(L, 1);
    json_object_set_new(it->json, "keys", list);
    return good;
}

/* `by` is a choice whose list has the keys; texts alone make a list of their own. */
static void read_rule(dsl *d, item *it, int table, const char *const *keys, uint32_t count)
{
    lua_State *L = d->L;
    lua_getfield(L, table, "by");
    it->has_pass = !lua_isnil(L, -1);
    if (!it->has_pass)
        dsl_bad(d, it->at, it->word, "missing", "%s",
                _("by is missing; expected the field or rule that gives the zone"));
    else if (!value_is_poison(d, -1)) {
        value v = value_get(d, -1, "by");
        ntm_type type;
        bool soft;
        if (!value_type(d, &v, &type, &soft)) {
            ntm_scale *scale = ntm_arena_alloc(d->arena, sizeof *scale);
            *scale = (ntm_scale){.name = it->name, .count = count, .codes = keys};
            type = (ntm_type){.kind = NTM_K_CHOICE, .scale = scale};
        }
        it->pass = value_as(d, &v, &type, it->at, "by");
        if (it->pass != NTM_NO_REF)
            type = ntm_graph_node(d->graph, it->pass)->type;
        if (it->pass != NTM_NO_REF && type.kind != NTM_K_CHOICE && type.kind != NTM_K_GRADE &&
            type.kind != NTM_K_ANY) {
            dsl_bad(d, it->at, "=by", "type", _("by: expected a choice, got %s"),
                    ntm_type_text(d->arena, type));
            it->pass = NTM_NO_REF;
        }
        for (uint32_t i = 0; it->pass != NTM_NO_REF && type.scale && i < count; i++)
            if (ntm_scale_find(type.scale, keys[i]) < 0) {
                const char **codes =
                    ntm_arena_array(d->arena, type.scale->count + 1u, sizeof *codes);
                memcpy(codes, type.scale->codes, type.scale->count * sizeof *codes);
                dsl_bad(d, it->at, ntm_arena_printf(d->arena, "\"%s", keys[i]), "unknown-code",
                        _("'%s' is not a code of %s%s"), keys[i], type.scale->name,
                        dsl_meant(d, dsl_nearest(d, keys[i], codes)));
                it->pass = NTM_NO_REF;
            }
    }
    lua_pop(L, 1);
}

static bool same_zones(dsl *d, const char *const *keys, uint32_t count)
{
    uint32_t n;
    const char *const *zones = ntm_graph_zones(d->graph, &n);
    for (uint32_t i = 0; i < n && i < count; i++)
        if (strcmp(zones[i], keys[i]) != 0)
            return false;
    return n == count;
}

static void fill_scheme(dsl *d, item *it, int table)
{
    static const char *const names[] = {"keys", "by", "vi", "en", "basis", NULL};
    const char **keys;
    uint32_t count;
    words_entries(d, table, it->at, it->word, names);
    bool good = read_keys(d, it, table, &keys, &count);
    item_basis(d, it, table, "basis", false);
    item_text(d, it, table, "vi", DSL_TEXT_MAX, false);
    item_text(d, it, table, "en", DSL_TEXT_MAX, false);
    json_object_del(it->json, "vi"); /* for the reader of the script; a document has no labels */
    json_object_del(it->json, "en");
    read_rule(d, it, table, keys, count);
    if (it->name)
        json_object_set_new(it->json, "scheme", json_string(it->name));
    if (!good) {
        if (!d->scheme)
            d->scheme = "";
    } else if (!d->scheme) {
        ntm_graph_set_zones(d->graph, count, keys);
        d->scheme = it->name ? it->name : "";
        d->scheme_item = it;
    } else if (*d->scheme && !same_zones(d, keys, count)) {
        dsl_bad(d, it->at, it->word, "zoning", "%s",
                _("a decision has one zone_scheme; this one has other zones than the first"));
    }
}

static int word_zone_scheme(lua_State *L) { return item_word(L, ITEM_SCHEME, "zone_scheme"); }

/* ---- finding ---- */

static void fill_finding(dsl *d, item *it, int table)
{
    static const char *const keys[] = {"when", "text", "level", NULL};
    if (words_entries(d, table, it->at, it->word, keys))
        dsl_bad(d, it->at, it->word, "arity", "%s",
                _("something stands in it without a name; expected name = value"));
    item_truth(d, it, table, "when", true, &it->pass, &it->has_pass);
    item_text(d, it, table, "text", DSL_TEXT_MAX, true);
    item_text(d, it, table, "level", DSL_NAME_MAX, false);
}

static int word_finding(lua_State *L) { return item_word(L, ITEM_FINDING, "finding"); }

static const luaL_Reg WORDS[] = {
    {"indicator", word_indicator},   {"criterion", word_criterion},
    {"requires", word_requires},     {"condition", word_condition},
    {"withdrawal", word_withdrawal}, {"zone_scheme", word_zone_scheme},
    {"finding", word_finding},       {NULL, NULL},
};

void words_open_items(dsl *d)
{
    item_open(d);
    item_set_filler(ITEM_INDICATOR, fill_indicator);
    item_set_filler(ITEM_CRITERION, fill_criterion);
    item_set_filler(ITEM_REQUIRES, fill_gate);
    item_set_filler(ITEM_CONDITION, fill_gate);
    item_set_filler(ITEM_WITHDRAWAL, fill_gate);
    item_set_filler(ITEM_SCHEME, fill_scheme);
    item_set_filler(ITEM_FINDING, fill_finding);
    luaL_setfuncs(d->L, WORDS, 0);
}
