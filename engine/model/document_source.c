/*
 * model/document_source.c - `source` of a document: the script it came from, and where in it each
 * thing stands. All of it is checked at once; asking for a place afterwards finds nothing new.
 */
#include <string.h>

#include "base/i18n.h"
#include "model/document_priv.h"

/* [line, column], or null: not said. */
static void check_place(ntm_builder *b, const ntm_at *at)
{
    int32_t number;

    if (json_is_null(at->value))
        return;
    if (!json_is_array(at->value) || json_array_size(at->value) != 2) {
        ntm_read_bad(&b->r, at, "json-type", _("expected [line, column]"));
        return;
    }
    for (size_t i = 0; i < 2; i++) {
        ntm_at part = ntm_at_item(at, i);

        ntm_read_int(&b->r, &part, i ? 0 : 1, INT32_MAX, &number);
    }
}

static void check_places(ntm_builder *b, const ntm_at *list, bool of_nodes)
{
    size_t count = of_nodes ? ntm_read_array(&b->r, list, NTM_MAX_NODES) : 0;
    const char *key;
    json_t *value;

    for (size_t i = 0; i < count; i++) {
        ntm_at entry = ntm_at_item(list, i);

        check_place(b, &entry);
    }
    if (of_nodes || !ntm_read_object(&b->r, list, NULL))
        return;
    json_object_foreach (list->value, key, value) {
        ntm_at entry = ntm_at_key(list, key);

        check_place(b, &entry);
    }
}

/* Nodes of which the author said that zero is unknown. */
static void check_zeros(ntm_builder *b, const ntm_at *source)
{
    ntm_at list = ntm_at_key(source, "zero_unknown");
    size_t count = list.value ? ntm_read_array(&b->r, &list, NTM_MAX_NODES) : 0;
    int32_t number;

    for (size_t i = 0; i < count; i++) {
        ntm_at entry = ntm_at_item(&list, i);

        ntm_read_int(&b->r, &entry, 0, (int32_t)NTM_MAX_NODES, &number);
    }
    b->zeros = count ? list.value : NULL;
}

static ntm_place place_of(const ntm_builder *b, const json_t *value)
{
    const json_t *line = json_array_get(value, 0), *column = json_array_get(value, 1);

    if (!json_is_integer(line) || !json_is_integer(column))
        return NTM_NOWHERE;
    return (ntm_place){.file = b->doc->script,
                       .line = (long)json_integer_value(line),
                       .column = (long)json_integer_value(column)};
}

ntm_place ntm_builder_place(const ntm_builder *b, const char *kind, const char *key)
{
    return place_of(b, json_object_get(json_object_get(b->places, kind), key));
}

ntm_place ntm_builder_node_place(const ntm_builder *b, size_t index)
{
    return place_of(b, json_array_get(json_object_get(b->places, "nodes"), index));
}

static bool is_sha256(const char *text)
{
    return strlen(text) == NTM_SHA256_TEXT - 1 && strspn(text, "0123456789abcdef") == strlen(text);
}

void ntm_builder_read_source(ntm_builder *b, const ntm_at *at)
{
    static const char *const keys[] = {"script", "script_sha256", "places", "zero_unknown", NULL};
    static const char *const kinds[] = {"nodes", "criteria", "indicators", "gates",
                                        "items", "findings", NULL};
    ntm_at script, sha, places;

    b->doc->script_sha256 = "";
    if (!at->value || !ntm_read_object(&b->r, at, keys))
        return;
    script = ntm_at_key(at, "script");
    if (script.value)
        b->doc->script = ntm_read_text(&b->r, &script, NTM_MAX_TEXT);
    sha = ntm_at_key(at, "script_sha256");
    if (sha.value) {
        const char *text = ntm_read_text(&b->r, &sha, NTM_MAX_NAME);

        if (text && is_sha256(text))
            b->doc->script_sha256 = text;
        else if (text)
            ntm_read_bad(&b->r, &sha, "text", _("expected 64 hexadecimal digits"));
    }
    check_zeros(b, at);
    places = ntm_at_key(at, "places");
    if (!places.value || !ntm_read_object(&b->r, &places, kinds))
        return;
    for (int i = 0; kinds[i]; i++) {
        ntm_at list = ntm_at_key(&places, kinds[i]);

        if (list.value)
            check_places(b, &list, i == 0);
    }
    b->places = places.value;
}
