/* model/catalogue_check.c - what must hold between the documents of a catalogue. */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/strbuf.h"
#include "model/catalogue_priv.h"

/* What a decision is asked for: its criteria (meets), or its gates too (qualifies). */
enum { CRITERIA, GATES, PARTS };
enum { NEW, OPEN, DONE };

typedef struct checking {
    ntm_catalogue *catalogue;
    ntm_diags *diags;
    bool wrong;
    uint8_t *state; /* by document and part */
    uint32_t *path; /* documents from the first to the one being looked at */
    uint32_t length;
} checking;

/* ---- references ---- */

static bool series_known(const ntm_catalogue *catalogue, const char *series)
{
    for (uint32_t i = 0; i < catalogue->count; i++)
        if (catalogue->documents[i]->series && strcmp(catalogue->documents[i]->series, series) == 0)
            return true;
    return false;
}

static void check_node(checking *c, const ntm_document *document, ntm_ref ref)
{
    const ntm_node *node = ntm_graph_node(document->graph, ref);
    ntm_place place = ntm_document_node_place(document, ref);
    if (!place.file)
        place.file = document->script;
    if (node->op == NTM_OP_MEETS || node->op == NTM_OP_QUALIFIES) {
        const ntm_document *found;
        ntm_diags own;
        ntm_diags_init(&own);
        if (ntm_catalogue_find(c->catalogue, node->text, document->folder, &found, &own) !=
            NTM_OK) {
            ntm_diag(c->diags, NTM_ERROR, place, own.items[0].code, "%s: %s", document->id,
                     own.items[0].message);
            if (own.items[0].hint)
                ntm_diag_hint(c->diags, "%s", own.items[0].hint);
            c->wrong = true;
        } else if (found->kind != NTM_DECISION) {
            ntm_diag(c->diags, NTM_ERROR, place, "not-a-decision",
                     _("%s refers to %s, which is not a decision"), document->id, found->id);
            c->wrong = true;
        }
        ntm_diags_clear(&own);
    } else if (node->op == NTM_OP_MEETS_CURRENT && !series_known(c->catalogue, node->text)) {
        ntm_diag(c->diags, NTM_ERROR, place, "unknown-series",
                 _("%s refers to the series \"%s\", but no decision belongs to it"), document->id,
                 node->text);
        c->wrong = true;
    }
}

static void check_references(checking *c, const ntm_document *document)
{
    ntm_place place = {.file = document->script};
    if (document->kind == NTM_AMENDMENT) {
        const ntm_document *base =
            ntm_catalogue_named(c->catalogue, document->amends, document->folder);
        if (!base) {
            ntm_diag(c->diags, NTM_ERROR, place, "unknown-decision",
                     _("%s amends %s, which is not there"), document->id, document->amends);
            c->wrong = true;
        } else if (base->kind != NTM_DECISION) {
            ntm_diag(c->diags, NTM_ERROR, place, "not-a-decision",
                     _("%s amends %s, which is not a decision: amend the decision itself"),
                     document->id, base->id);
            c->wrong = true;
        }
    }
    for (uint32_t i = 0; i < document->nreplaces; i++)
        if (!ntm_catalogue_named(c->catalogue, document->replaces[i], document->folder))
            ntm_diag(c->diags, NTM_WARNING, place, "unknown-decision",
                     _("%s replaces %s, which is not there"), document->id, document->replaces[i]);
    for (ntm_ref ref = 0; ref < ntm_graph_count(document->graph); ref++)
        check_node(c, document, ref);
}

/* ---- circles ---- */

static void visit(checking *c, uint32_t index, int part);

static uint32_t index_of(const checking *c, const ntm_document *document)
{
    uint32_t i = 0;
    while (c->catalogue->documents[i] != document)
        i++;
    return i;
}

static void visit_series(checking *c, const char *series, const char *folder)
{
    for (uint32_t i = 0; i < c->catalogue->count; i++) {
        const ntm_document *other = c->catalogue->documents[i];
        if (other->kind == NTM_DECISION && other->series && strcmp(other->series, series) == 0 &&
            (strcmp(other->folder, folder) == 0 || strcmp(other->folder, "national") == 0))
            visit(c, i, CRITERIA);
    }
}

static void visit_nodes(checking *c, const ntm_document *document, ntm_ref ref, bool *seen)
{
    if (ref == NTM_NO_REF || seen[ref])
        return;
    seen[ref] = true;
    const ntm_node *node = ntm_graph_node(document->graph, ref);
    const ntm_document *found;
    if (node->op == NTM_OP_MEETS_CURRENT) {
        visit_series(c, node->text, document->folder);
    } else if ((node->op == NTM_OP_MEETS || node->op == NTM_OP_QUALIFIES) &&
               ntm_catalogue_find(c->catalogue, node->text, document->folder, &found, NULL) ==
                   NTM_OK) {
        visit(c, index_of(c, found), CRITERIA);
        if (node->op == NTM_OP_QUALIFIES)
            visit(c, index_of(c, found), GATES);
    }
    for (uint32_t i = 0; i < node->nargs; i++)
        visit_nodes(c, document, node->args[i], seen);
}

static void visit_part(checking *c, const ntm_document *document, int part)
{
    bool *seen = ntm_xcalloc(ntm_graph_count(document->graph) + 1u, sizeof *seen);
    for (uint32_t i = 0; part == CRITERIA && i < document->nindicators; i++) {
        visit_nodes(c, document, document->indicators[i].pass, seen);
        visit_nodes(c, document, document->indicators[i].applies, seen);
    }
    for (uint32_t i = 0; part == CRITERIA && i < document->nitems; i++) {
        visit_nodes(c, document, document->items[i].points, seen);
        visit_nodes(c, document, document->items[i].excludes, seen);
    }
    if (part == CRITERIA && document->zone_scheme)
        visit_nodes(c, document, document->zone_by, seen);
    for (uint32_t i = 0; part == GATES && i < document->ngates; i++) {
        visit_nodes(c, document, document->gates[i].pass, seen);
        visit_nodes(c, document, document->gates[i].applies, seen);
    }
    free(seen);
}

static void tell_circle(checking *c, uint32_t index)
{
    ntm_strbuf text = {0};
    uint32_t from = c->length;
    while (from > 0 && c->path[from - 1] != index)
        from--;
    for (uint32_t i = from ? from - 1 : 0; i < c->length; i++)
        ntm_strbuf_printf(&text, "%s → ", c->catalogue->documents[c->path[i]]->id);
    const ntm_document *document = c->catalogue->documents[index];
    ntm_strbuf_puts(&text, document->id);
    ntm_diag(c->diags, NTM_ERROR, (ntm_place){.file = document->script}, "circle",
             _("decisions rest on each other in a circle: %s"), ntm_strbuf_text(&text));
    ntm_strbuf_clear(&text);
    c->wrong = true;
}

/* Depth first over decisions and their parts; an amendment is a part of what it amends. */
static void visit(checking *c, uint32_t index, int part)
{
    uint8_t *state = &c->state[index * PARTS + (uint32_t)part];
    if (*state == OPEN)
        tell_circle(c, index);
    if (*state != NEW)
        return;
    *state = OPEN;
    c->path[c->length++] = index;
    const ntm_document *document = c->catalogue->documents[index];
    visit_part(c, document, part);
    for (uint32_t i = 0; i < c->catalogue->count; i++) {
        const ntm_document *amendment = c->catalogue->documents[i];
        if (amendment->kind == NTM_AMENDMENT &&
            ntm_catalogue_named(c->catalogue, amendment->amends, amendment->folder) == document)
            visit_part(c, amendment, part);
    }
    c->length--;
    *state = DONE;
}

/* ---- the whole ---- */

ntm_rc ntm_catalogue_check(ntm_catalogue *catalogue, ntm_diags *diags)
{
    checking c = {.catalogue = catalogue, .diags = diags};
    uint32_t count = catalogue->count;
    for (uint32_t i = 0; i < count; i++)
        check_references(&c, catalogue->documents[i]);

    c.state = ntm_xcalloc((size_t)count * PARTS + 1, sizeof *c.state);
    c.path = ntm_xcalloc((size_t)count * PARTS + 1, sizeof *c.path);
    for (uint32_t i = 0; i < count; i++)
        for (int part = CRITERIA; part < PARTS; part++)
            if (catalogue->documents[i]->kind == NTM_DECISION)
                visit(&c, i, part);
    free(c.state);
    free(c.path);

    /* Every set that was ever in force: one for the day of each amendment. */
    for (uint32_t i = 0; i < count; i++) {
        const ntm_document *amendment = catalogue->documents[i], *made;
        const ntm_document *base =
            amendment->kind == NTM_AMENDMENT
                ? ntm_catalogue_named(catalogue, amendment->amends, amendment->folder)
                : NULL;
        if (base && base->kind == NTM_DECISION &&
            ntm_catalogue_consolidated(catalogue, base, amendment->effective, &made, diags) !=
                NTM_OK)
            c.wrong = true;
    }
    return c.wrong ? NTM_EINPUT : NTM_OK;
}
