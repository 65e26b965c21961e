/* model/document.c - a document's life, its bytes, and where a field can be read. */
#include "model/document.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "model/document_priv.h"

#define MAX_BYTES (16u * 1024 * 1024)

/* The decoder's words end in "near …", which quotes the input: column and line say it better. */
static const char *decoder_text(json_error_t *error)
{
    char *near = strstr(error->text, " near ");

    if (near)
        *near = '\0';
    return error->text;
}

ntm_rc ntm_document_parse(const char *text, size_t length, const char *path, ntm_document **out,
                          ntm_diags *diags)
{
    ntm_place place = {.file = path};
    json_error_t error;
    json_t *json;
    size_t offset;
    ntm_rc rc;

    *out = NULL;
    if (length > MAX_BYTES)
        return ntm_fail(diags, NTM_EINPUT, place, "limit",
                        _("the document has %zu bytes; at most %u are allowed"), length, MAX_BYTES);
    if (!ntm_utf8_valid(text, length, &offset))
        return ntm_fail(diags, NTM_EINPUT, place, "text",
                        _("the document is not valid UTF-8, from byte %zu on"), offset + 1);
    json = json_loadb(text, length, JSON_REJECT_DUPLICATES, &error);
    if (!json) {
        place.line = error.line > 0 ? error.line : 0;
        place.column = error.line > 0 && error.column > 0 ? error.column : 0;
        return ntm_fail(diags, NTM_EINPUT, place, "json", _("not a JSON object: %s"),
                        decoder_text(&error));
    }
    rc = ntm_document_read_at(json, path, out, diags);
    json_decref(json);
    return rc;
}

void ntm_document_free(ntm_document *document)
{
    if (document)
        ntm_arena_free(document->arena);
}

ntm_place ntm_document_node_place(const ntm_document *document, ntm_ref ref)
{
    if (ref == NTM_NO_REF || !document->node_places)
        return (ntm_place){.file = document->script};
    assert(ref < ntm_graph_count(document->graph));
    return document->node_places[ref];
}

char *ntm_json_canonical(const json_t *json, size_t *length_out)
{
    char *text = json_dumps(json, JSON_SORT_KEYS | JSON_COMPACT | JSON_ENCODE_ANY);

    if (!text) /* out of memory, or a text that is not UTF-8, which no reader lets through */
        abort();
    *length_out = strlen(text);
    return text;
}

const char *ntm_document_sha256(const ntm_document *document, char out[NTM_SHA256_TEXT])
{
    json_t *written = ntm_document_json(document, false);
    size_t length;
    char *bytes = ntm_json_canonical(written, &length);

    ntm_sha256_hex(bytes, length, out);
    free(bytes);
    json_decref(written);
    return out;
}

bool ntm_field_readable(const ntm_field *field, ntm_level level, ntm_level *read_at_out)
{
    assert((unsigned)level < NTM_LEVEL_COUNT);
    for (unsigned l = level;; l--) {
        if ((field->levels & NTM_LEVEL_BIT(l)) &&
            (l == level || ntm_level_above((ntm_level)l, level))) {
            *read_at_out = (ntm_level)l;
            return true;
        }
        if (!l)
            return false;
    }
}
