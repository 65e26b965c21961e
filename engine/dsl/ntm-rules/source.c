/* ntm-rules/source.c - what the tokens of a script tell that running it does not. */
#include "dsl/ntm-rules/source.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"

/* "indicator 2.1: ", of a word and the text behind it. */
static const char *context_of(dsl *d, const token *word)
{
    const token *name = word + 1;
    char *text = ntm_arena_strndup(d->arena, name->text, name->length < 120 ? name->length : 120);
    if (token_is(word, "indicator"))
        return ntm_arena_printf(d->arena,
                                "%s: ", ntm_arena_printf(d->arena, _("indicator %s"), text));
    return ntm_arena_printf(d->arena, "%.*s %s: ", (int)word->length, word->text, text);
}

static void check_twice(dsl *d, chunk *c)
{
    const tokens *t = dsl_tokens(d, c);
    const token_twice *twice;
    size_t count = tokens_twice(t, d->arena, &twice);
    for (size_t i = 0; i < count; i++) {
        const token *first = &t->items[twice[i].first], *second = &t->items[twice[i].second];
        ntm_place place = {c->path, (long)second->line, tokens_column(t, twice[i].second)};
        char text[1024];
        static const char *const items[] = {"indicator",  "requires", "condition",
                                            "withdrawal", "item",     "field",
                                            "case",       "finding",  NULL};
        uint32_t owner = tokens_before(t, twice[i].second, items);
        const char *context = owner == UINT32_MAX ? "" : context_of(d, &t->items[owner]);
        snprintf(text, sizeof text,
                 _("key '%.*s' stands twice in one table; first at line %u, column %ld"),
                 (int)(second->length < 200 ? second->length : 200), second->text, first->line,
                 tokens_column(t, twice[i].first));
        d->attempts++;
        ntm_diag(&d->diags, NTM_ERROR, place, "duplicate-key", "%s%s", context, text);
    }
}

static void check_token(dsl *d, chunk *c, const tokens *t, uint32_t i)
{
    const token *one = &t->items[i];
    ntm_place place = {c->path, (long)one->line, 0};
    ntm_decimal number;
    if (one->kind == TOKEN_SYMBOL && one->length == 1 && one->text[0] == '^') {
        place.column = tokens_column(t, i);
        d->attempts++;
        ntm_diag(&d->diags, NTM_ERROR, place, "operator", "%s",
                 _("'^' is not part of the language: powers are not exact; write x * x"));
    } else if (token_inexact(one) && one->length < 400 &&
               ntm_decimal_from_double(strtod(one->text, NULL), &number)) {
        /* the value would be another one than what is written, and nobody could tell */
        place.column = tokens_column(t, i);
        d->attempts++;
        ntm_diag(&d->diags, NTM_ERROR, place, "inexact",
                 _("%.*s is not exact: at most 15 digits, 9 of them behind the point"),
                 (int)one->length, one->text);
        ntm_diag_hint(&d->diags, _("write a fraction as ratio(100, 3)"));
    }
}

/* What a call that gives a condition is named: yes(…), x:at_least(…), holds "…". */
static const char *const CONDITIONS[] = {"yes",          "no",          "known",
                                         "if_any",       "part",        "all_of",
                                         "any_of",       "none_of",     "at_least_n_of",
                                         "both_sexes",   "meets",       "meets_current",
                                         "qualifies",    "holds",       "fails",
                                         "passes",       "at_least",    "at_most",
                                         "more_than",    "less_than",   "is",
                                         "is_not",       "between",     "within",
                                         "on_or_before", "on_or_after", NULL};

/* Does a condition end just before the token? */
static bool condition_ends(const tokens *t, uint32_t i)
{
    uint32_t open = i - 1;
    if (t->items[i - 1].kind != TOKEN_STRING)
        while (open > 0 && t->items[open].match != i - 1)
            open--;
    if (open == 0)
        return false;
    for (size_t w = 0; CONDITIONS[w]; w++)
        if (token_is(&t->items[open - 1], CONDITIONS[w]))
            return true;
    return false;
}

static void lost_condition(dsl *d, ntm_place place, const char *word)
{
    d->attempts++;
    ntm_diag(&d->diags, NTM_ERROR, place, "lost-condition",
             _("'%s' of Lua does not join conditions: one of them is lost"), word);
    ntm_diag_hint(&d->diags, "%s", _("write & for and, | for or, ~ for not"));
}

/* `yes(a) or yes(b)`: Lua takes the first for true and never looks at the second. */
static void check_logic(dsl *d, chunk *c, const tokens *t, uint32_t i)
{
    const token *one = &t->items[i];
    if (i && (token_is(one, "and") || token_is(one, "or")) && condition_ends(t, i))
        lost_condition(d, (ntm_place){c->path, (long)one->line, tokens_column(t, i)},
                       one->length == 3 ? "and" : "or");
}

void source_check(dsl *d, chunk *c)
{
    const tokens *t = dsl_tokens(d, c);
    check_twice(d, c);
    for (uint32_t i = 0; i < t->count; i++) {
        check_token(d, c, t, i);
        check_logic(d, c, t, i);
    }
}

static void mark_reached(bool *reached, const item *it)
{
    if (it->pass != NTM_NO_REF)
        reached[it->pass] = true;
    if (it->applies != NTM_NO_REF)
        reached[it->applies] = true;
    for (uint32_t i = 0; i < it->nparts; i++)
        mark_reached(reached, it->parts[i]);
    for (int list = 0; list < 3; list++)
        for (uint32_t i = 0; i < it->nlists[list]; i++)
            mark_reached(reached, it->lists[list][i]);
    if (it->scheme)
        mark_reached(reached, it->scheme);
}

/*
 * With a and b conditions in variables, `a and b` is b to Lua: the first is lost without a word. A
 * condition that nothing uses, written on a line with and, or, not, is that mistake.
 */
void source_check_lost(dsl *d, const item *root)
{
    uint32_t count = ntm_graph_count(d->graph);
    bool *reached = ntm_arena_alloc(d->arena, count);
    mark_reached(reached, root);
    for (uint32_t i = count; i-- > 0;) {
        const ntm_node *node = ntm_graph_node(d->graph, i);
        if (reached[i]) {
            for (uint32_t a = 0; a < node->nargs; a++)
                reached[node->args[a]] = true;
            continue;
        }
        spot at = d->node_spots[i];
        if (node->type.kind != NTM_K_TRUTH || !at.chunk || !at.line)
            continue;
        for (uint32_t a = 0; a < node->nargs; a++) /* the outermost lost one is told */
            reached[node->args[a]] = true;
        const tokens *t = dsl_tokens(d, at.chunk);
        for (uint32_t k = at.line <= t->nlines ? t->first[at.line] : t->count;
             k < t->count && t->items[k].line == at.line; k++) {
            const token *word = &t->items[k];
            if (!token_is(word, "and") && !token_is(word, "or") && !token_is(word, "not"))
                continue;
            char text[4] = {0};
            memcpy(text, word->text, word->length);
            lost_condition(d, (ntm_place){at.chunk->path, (long)word->line, tokens_column(t, k)},
                           text);
            break;
        }
    }
}
