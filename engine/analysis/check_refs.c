/*
 * analysis/check_refs.c - other decisions and titles that a document speaks of: are they there, are
 * they made for the unit in question, are they in force as long as this one.
 */
#include <string.h>

#include "analysis/check_priv.h"

static const ntm_document *decision(const ntm_check_state *c, const char *name)
{
    const ntm_document *found = NULL;

    if (ntm_catalogue_find(c->options.catalogue, name, c->doc->folder, &found, NULL) != NTM_OK)
        return NULL;
    return found;
}

/* The decision of a series that is in force on a day, or any of the series. */
static const ntm_document *of_series(const ntm_check_state *c, const char *series)
{
    for (uint32_t i = 0; i < ntm_catalogue_count(c->options.catalogue); i++) {
        const ntm_document *document = ntm_catalogue_at(c->options.catalogue, i);

        if (document->kind == NTM_DECISION && document->series &&
            strcmp(document->series, series) == 0)
            return document;
    }
    return NULL;
}

static void check_level(ntm_check_state *c, const ntm_check_scene *scene, ntm_ref ref,
                        const ntm_document *found)
{
    if (scene->level != NTM_LEVEL_NONE && found->level != scene->level &&
        ntm_check_first(c, NTM_TOPIC_REFERENCE, ref))
        ntm_check_say(c, NTM_ERROR, ref, "wrong-level",
                      _("%s is made for a unit of level %s, but asked of one of level %s"),
                      found->id, ntm_level_code(found->level), ntm_level_code(scene->level));
}

/* A decision that begins later or ends earlier than what refers to it. */
static void check_force(ntm_check_state *c, const ntm_check_scene *scene, ntm_ref ref,
                        const ntm_document *found)
{
    ntm_date first, last;
    char a[NTM_DATE_TEXT], b[NTM_DATE_TEXT];

    (void)ntm_catalogue_in_force(c->options.catalogue, found,
                                 scene->to == NTM_DATE_MAX ? scene->from : scene->to, &first,
                                 &last);
    if (scene->from != NTM_DATE_MIN && first > scene->from &&
        ntm_check_first(c, NTM_TOPIC_REFERENCE, ref))
        ntm_check_say(c, NTM_WARNING, ref, "not-in-force",
                      _("%s is in force from %s only; before, this is an error"), found->id,
                      ntm_date_format(first, a));
    else if (scene->to != NTM_DATE_MAX && last < scene->to &&
             ntm_check_first(c, NTM_TOPIC_REFERENCE, ref))
        ntm_check_say(c, NTM_WARNING, ref, "not-in-force",
                      _("%s is in force until %s only; from then to %s this is an error"),
                      found->id, ntm_date_format(last, a), ntm_date_format(scene->to, b));
}

static void check_current(ntm_check_state *c, const ntm_check_scene *scene, ntm_ref ref)
{
    const char *series = ntm_check_node(c, ref)->text;
    const ntm_document *found = of_series(c, series);
    ntm_date days[] = {scene->from, scene->to};
    char day[NTM_DATE_TEXT];

    if (!found) {
        if (ntm_check_first(c, NTM_TOPIC_REFERENCE, ref))
            ntm_check_say(c, NTM_ERROR, ref, "unknown-decision",
                          _("no decision of the series '%s' is at hand"), series);
        return;
    }
    check_level(c, scene, ref, found);
    for (int i = 0; i < 2; i++) {
        if (days[i] == NTM_DATE_MIN || days[i] == NTM_DATE_MAX ||
            ntm_catalogue_current(c->options.catalogue, series, c->doc->folder, days[i], NULL))
            continue;
        if (ntm_check_first(c, NTM_TOPIC_REFERENCE, ref))
            ntm_check_say(c, NTM_WARNING, ref, "not-in-force",
                          _("no decision of the series '%s' is in force on %s; on such a day this "
                            "is an error"),
                          series, ntm_date_format(days[i], day));
    }
}

static void check_title(ntm_check_state *c, ntm_ref ref)
{
    const char *title = ntm_check_node(c, ref)->text;

    if (of_series(c, title) || decision(c, title) || !ntm_check_first(c, NTM_TOPIC_REFERENCE, ref))
        return;
    ntm_check_say(c, NTM_WARNING, ref, "unknown-title",
                  _("no decision at hand gives the title '%s'"), title);
}

void ntm_check_reference(ntm_check_state *c, const ntm_check_scene *scene, ntm_ref ref)
{
    const ntm_node *node = ntm_check_node(c, ref);
    const ntm_document *found;

    if (!c->options.catalogue)
        return;
    if (node->op == NTM_OP_MEETS_CURRENT) {
        check_current(c, scene, ref);
    } else if (node->op == NTM_OP_HOLDS) {
        check_title(c, ref);
    } else {
        found = decision(c, node->text);
        if (!found) {
            if (ntm_check_first(c, NTM_TOPIC_REFERENCE, ref))
                ntm_check_say(c, NTM_ERROR, ref, "unknown-decision",
                              _("no decision '%s' is at hand"), node->text);
            return;
        }
        check_level(c, scene, ref, found);
        check_force(c, scene, ref, found);
    }
}

/* ---- circles ---- */

#define CHAIN_MAX 16u

typedef struct chain {
    ntm_check_state *c;
    const ntm_document *links[CHAIN_MAX];
    uint32_t count;
    uint32_t met; /* decisions looked at, of all chains */
} chain;

static bool closes(chain *ch, const ntm_document *next);

static bool follow(chain *ch, const ntm_document *from)
{
    for (ntm_ref ref = 0; ref < ntm_graph_count(from->graph); ref++) {
        const ntm_node *node = ntm_graph_node(from->graph, ref);
        const ntm_document *next = NULL;

        if (node->op == NTM_OP_MEETS || node->op == NTM_OP_QUALIFIES)
            (void)ntm_catalogue_find(ch->c->options.catalogue, node->text, from->folder, &next,
                                     NULL);
        else if (node->op == NTM_OP_MEETS_CURRENT)
            next = of_series(ch->c, node->text);
        if (next && closes(ch, next))
            return true;
    }
    return false;
}

static bool closes(chain *ch, const ntm_document *next)
{
    bool found;

    if (strcmp(next->id, ch->links[0]->id) == 0)
        return true;
    if (ch->count == CHAIN_MAX || ch->met++ > 1000)
        return false;
    for (uint32_t i = 1; i < ch->count; i++)
        if (ch->links[i] == next)
            return false; /* a circle that this decision is not in: told where it is */
    ch->links[ch->count++] = next;
    found = follow(ch, next);
    if (!found)
        ch->count--;
    return found;
}

void ntm_check_cycles(ntm_check_state *c)
{
    chain ch = {.c = c, .links = {c->doc}, .count = 1};
    ntm_strbuf text = {0};

    if (!c->options.catalogue || !follow(&ch, c->doc))
        return;
    for (uint32_t i = 0; i < ch.count; i++)
        ntm_strbuf_printf(&text, "%s → ", ch.links[i]->id);
    ntm_strbuf_puts(&text, c->doc->id);
    ntm_check_say(c, NTM_ERROR, NTM_NO_REF, "cycle", _("the decision rests on itself: %s"),
                  ntm_strbuf_text(&text));
    ntm_strbuf_clear(&text);
}
