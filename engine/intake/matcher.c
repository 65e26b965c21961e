/* intake/matcher.c - see the header. */
#include "intake/matcher.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"

enum { CODE, LABEL_VI, LABEL_EN, TEXTS };

/* The steps of comparing. */
enum { AS_CODE, AS_LABEL, CASEFOLDED, FOLDED, SHORT, STEPS };

typedef struct thing {
    const char *text[TEXTS];
    const char *casefolded[TEXTS], *folded[TEXTS], *shortened[TEXTS]; /* made at the first search */
} thing;

struct ntm_matcher {
    ntm_arena *arena;
    thing *things;
    int count, capacity;
    bool folded;
    ntm_names *asked; /* texts asked for, and the answers by their numbers */
    int *answers;
    uint32_t nanswers, capacity_answers;
};

ntm_matcher *ntm_matcher_new(ntm_arena *arena)
{
    ntm_matcher *matcher = ntm_arena_alloc(arena, sizeof *matcher);
    matcher->arena = arena;
    matcher->asked = ntm_names_new(arena);
    return matcher;
}

void ntm_matcher_add(ntm_matcher *matcher, const char *code, const char *label_vi,
                     const char *label_en)
{
    if (matcher->count == matcher->capacity) {
        int capacity = matcher->capacity ? matcher->capacity * 2 : 8;
        thing *things = ntm_arena_array(matcher->arena, (size_t)capacity, sizeof *things);
        if (matcher->count)
            memcpy(things, matcher->things, (size_t)matcher->count * sizeof *things);
        matcher->things = things;
        matcher->capacity = capacity;
    }
    matcher->things[matcher->count++] = (thing){.text = {code, label_vi, label_en}};
}

static char *fold(const char *text)
{
    char *copy = ntm_xstrdup(text);
    for (char *p = copy; *p; p++)
        if (*p == '_')
            *p = ' ';
    char *folded = ntm_text_fold(copy);
    free(copy);
    return folded;
}

static const char *keep(ntm_matcher *matcher, char *text)
{
    const char *kept = ntm_arena_strdup(matcher->arena, text);
    free(text);
    return kept;
}

/* Costs thousands of foldings, and a file that is written in codes never asks for it. */
static void fold_things(ntm_matcher *matcher)
{
    if (matcher->folded)
        return;
    matcher->folded = true;
    for (int i = 0; i < matcher->count; i++)
        for (int k = 0; k < TEXTS; k++) {
            thing *t = &matcher->things[i];
            if (!t->text[k])
                continue;
            t->casefolded[k] = keep(matcher, ntm_text_casefold(t->text[k]));
            t->folded[k] = keep(matcher, fold(t->text[k]));
            const char *bracket = strstr(t->folded[k], " (");
            t->shortened[k] = bracket ? ntm_arena_strndup(matcher->arena, t->folded[k],
                                                          (size_t)(bracket - t->folded[k]))
                                      : t->folded[k];
        }
}

/* The text in the form each step compares; the last two are made when a step needs them. */
typedef struct forms {
    const char *text;
    char *casefolded, *folded;
} forms;

static void fold_forms(forms *asked)
{
    if (asked->folded)
        return;
    asked->casefolded = ntm_text_casefold(asked->text);
    asked->folded = fold(asked->text);
}

static void free_forms(forms *asked)
{
    free(asked->casefolded);
    free(asked->folded);
}

static bool fits(const thing *t, const forms *asked, int step)
{
    for (int k = 0; k < TEXTS; k++) {
        if (!t->text[k])
            continue;
        if (step == AS_CODE && k == CODE && strcmp(t->text[k], asked->text) == 0)
            return true;
        if (step == AS_LABEL && k != CODE && strcmp(t->text[k], asked->text) == 0)
            return true;
        if (step == CASEFOLDED && strcmp(t->casefolded[k], asked->casefolded) == 0)
            return true;
        if (step == FOLDED && strcmp(t->folded[k], asked->folded) == 0)
            return true;
        if (step == SHORT && k != CODE && strcmp(t->shortened[k], asked->folded) == 0)
            return true;
    }
    return false;
}

/* A text that folds to nothing (blanks, loose accents) means nothing, whatever a label may be. */
static int search(ntm_matcher *matcher, forms *asked, int *step_out)
{
    int found = NTM_MATCH_NONE;
    for (int step = 0; step < STEPS && found == NTM_MATCH_NONE; step++) {
        if (step >= CASEFOLDED) {
            fold_things(matcher);
            fold_forms(asked);
            if (!*asked->folded)
                break;
        }
        for (int i = 0; i < matcher->count && found != NTM_MATCH_MANY; i++)
            if (fits(&matcher->things[i], asked, step))
                found = found == NTM_MATCH_NONE ? i : NTM_MATCH_MANY;
        *step_out = step;
    }
    if (found != NTM_MATCH_NONE && *step_out == AS_LABEL) {
        fold_forms(asked);
        if (!*asked->folded)
            found = NTM_MATCH_NONE;
    }
    return found;
}

int ntm_matcher_find(ntm_matcher *matcher, const char *text)
{
    uint32_t number = ntm_names_find(matcher->asked, text);
    if (number != NTM_NO_NAME)
        return matcher->answers[number];
    forms asked = {.text = text};
    int step, found = search(matcher, &asked, &step);
    free_forms(&asked);
    if (matcher->nanswers == matcher->capacity_answers) {
        uint32_t capacity = matcher->capacity_answers ? matcher->capacity_answers * 2 : 16;
        int *answers = ntm_arena_array(matcher->arena, capacity, sizeof *answers);
        if (matcher->nanswers)
            memcpy(answers, matcher->answers, matcher->nanswers * sizeof *answers);
        matcher->answers = answers;
        matcher->capacity_answers = capacity;
    }
    if (matcher->nanswers < 4096) { /* a damaged file may ask for millions of different texts */
        ntm_names_add(matcher->asked, text);
        matcher->answers[matcher->nanswers++] = found;
    }
    return found;
}

int ntm_matcher_nearest(const ntm_matcher *matcher, const char *text)
{
    size_t limit = strlen(text) / 4 + 1;
    int nearest = NTM_MATCH_NONE;
    for (int i = 0; i < matcher->count; i++)
        for (int k = 0; k < TEXTS; k++) {
            if (!matcher->things[i].text[k])
                continue;
            size_t distance = ntm_text_distance(text, matcher->things[i].text[k], limit);
            if (distance > limit)
                continue;
            nearest = i;
            if (!distance)
                return nearest;
            limit = distance - 1;
        }
    return nearest;
}

void ntm_matcher_list(ntm_matcher *matcher, const char *text, ntm_strbuf *out)
{
    int step = 0, listed = 0;
    forms asked = {.text = text};
    if (text)
        search(matcher, &asked, &step);
    for (int i = 0; i < matcher->count; i++) {
        const thing *t = &matcher->things[i];
        if (text && !fits(t, &asked, step))
            continue;
        if (listed == 12) {
            ntm_strbuf_puts(out, ", …");
            break;
        }
        const char *label = t->text[ntm_i18n_lang() == NTM_LANG_VI ? LABEL_VI : LABEL_EN];
        ntm_strbuf_printf(out, "%s%s", listed++ ? ", " : "", t->text[CODE]);
        if (label)
            ntm_strbuf_printf(out, " (%s)", label);
    }
    free_forms(&asked);
}
