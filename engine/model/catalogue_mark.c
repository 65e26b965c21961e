/* model/catalogue_mark.c - the documents on which the answer of one decision can rest. */
#include <stdlib.h>
#include <string.h>

#include "model/catalogue_priv.h"

typedef struct marking {
    const ntm_catalogue *catalogue;
    bool *marked;
    uint32_t *open; /* marked, and not looked into yet */
    uint32_t count;
} marking;

static void mark(marking *m, const ntm_document *document)
{
    for (uint32_t i = 0; i < m->catalogue->count; i++)
        if (m->catalogue->documents[i] == document && !m->marked[i]) {
            m->marked[i] = true;
            m->open[m->count++] = i;
        }
}

/* Every decision of a series that a folder looks at; which is in force depends on the day. */
static void mark_series(marking *m, const char *series, const char *folder)
{
    for (uint32_t i = 0; i < m->catalogue->count; i++) {
        const ntm_document *document = m->catalogue->documents[i];
        if (document->series && strcmp(document->series, series) == 0 &&
            (strcmp(document->folder, folder) == 0 || strcmp(document->folder, "national") == 0))
            mark(m, document);
    }
}

static void mark_references(marking *m, const ntm_document *document)
{
    for (ntm_ref ref = 0; ref < ntm_graph_count(document->graph); ref++) {
        const ntm_node *node = ntm_graph_node(document->graph, ref);
        const ntm_document *found;
        if (node->op == NTM_OP_MEETS_CURRENT)
            mark_series(m, node->text, document->folder);
        else if ((node->op == NTM_OP_MEETS || node->op == NTM_OP_QUALIFIES) &&
                 ntm_catalogue_find(m->catalogue, node->text, document->folder, &found, NULL) ==
                     NTM_OK)
            mark(m, found);
    }
}

/* What amends the decision or takes its place. */
static void mark_successors(marking *m, const ntm_document *base)
{
    for (uint32_t i = 0; i < m->catalogue->count; i++) {
        const ntm_document *other = m->catalogue->documents[i];
        if (other->kind == NTM_AMENDMENT &&
            ntm_catalogue_named(m->catalogue, other->amends, other->folder) == base)
            mark(m, other);
        for (uint32_t r = 0; r < other->nreplaces; r++)
            if (ntm_catalogue_named(m->catalogue, other->replaces[r], other->folder) == base)
                mark(m, other);
    }
}

void ntm_catalogue_mark(const ntm_catalogue *catalogue, const ntm_document *base, bool *marked)
{
    marking m = {.catalogue = catalogue, .marked = marked};
    m.open = ntm_xcalloc(catalogue->count + 1u, sizeof *m.open);
    mark(&m, base);
    while (m.count) {
        const ntm_document *document = catalogue->documents[m.open[--m.count]];
        mark_references(&m, document);
        mark_successors(&m, document);
    }
    free(m.open);
}
