/* report/score_json.c - points, parts and bands as JSON. */
#include "report/evaluation_priv.h"

static const char *truth(ntm_tri tri)
{
    static const char *const codes[] = {"fail", "unknown", "pass"};
    return codes[tri];
}

static json_t *item_json(const ntm_json_context *context, const ntm_score_item_result *result)
{
    const ntm_score_item *item = &context->document->items[result->item];
    json_t *object =
        json_pack("{s:s, s:s, s:o, s:o}", "text", item->text, "basis", item->basis, "missing",
                  ntm_facts_json(context, result->missing, result->nmissing), "observations",
                  ntm_facts_json(context, result->used, result->nused));
    ntm_json_set_text(object, "number", item->number);
    ntm_json_set_text(object, "low", result->low);
    ntm_json_set_text(object, "high", result->high);
    if (item->excludes != NTM_NO_REF)
        json_object_set_new(object, "excludes", json_string(truth(result->excludes)));
    return object;
}

static json_t *part_json(const ntm_json_context *context, const ntm_score_part *part,
                         const ntm_score_part_result *result)
{
    char text[NTM_DECIMAL_TEXT];
    json_t *items = json_array();
    for (uint32_t i = 0; i < part->count; i++)
        json_array_append_new(items, item_json(context, &result->items[i]));
    json_t *object = json_pack("{s:s, s:o}", "label", part->label, "items", items);
    ntm_json_set_text(object, "low", result->low);
    ntm_json_set_text(object, "high", result->high);
    if (part->has_max)
        ntm_json_set_text(object, "max", ntm_decimal_format(part->max, text));
    if (part->has_floor) {
        ntm_json_set_text(object, "floor", ntm_decimal_format(part->floor, text));
        ntm_json_set_text(object, "floor_reached", truth(result->floor_reached));
    }
    return object;
}

json_t *ntm_score_json(const ntm_json_context *context, const ntm_score_result *score)
{
    const ntm_document *document = context->document;
    json_t *parts = json_array(), *bands = json_array();
    char text[NTM_DECIMAL_TEXT];
    for (uint32_t p = 0; p < document->nparts && !score->error; p++)
        json_array_append_new(parts, part_json(context, &document->parts[p], &score->parts[p]));
    for (uint32_t b = 0; b < document->nbands; b++)
        json_array_append_new(bands, json_pack("{s:s, s:s}", "from",
                                               ntm_decimal_format(document->bands[b].from, text),
                                               "code", document->bands[b].code));
    json_t *object = json_pack("{s:s, s:s, s:o, s:o}", "rated", truth(score->rated), "excluded",
                               truth(score->excluded), "bands", bands, "parts", parts);
    ntm_json_set_text(object, "low", score->low);
    ntm_json_set_text(object, "high", score->high);
    if (score->decided)
        json_object_set_new(object, "band",
                            score->band_low ? json_string(score->band_low) : json_null());
    ntm_json_set_text(object, "band_low", score->band_low);
    ntm_json_set_text(object, "band_high", score->band_high);
    if (score->error)
        json_object_set_new(object, "error",
                            json_pack("{s:s, s:s}", "code", score->error, "detail",
                                      score->error_detail ? score->error_detail : ""));
    return object;
}
