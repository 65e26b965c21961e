/* history/dossier_form.c - which members a dossier has: these, of these types, and no others. */
#include <stdio.h>

#include "history/dossier_priv.h"

typedef struct member {
    const char *name; /* NULL: the end */
    json_type type;
} member;

static const member DOSSIER[] = {{"checkpoint", JSON_OBJECT}, {"digest", JSON_STRING},
                                 {"documents", JSON_ARRAY},   {"entry", JSON_OBJECT},
                                 {"notice", JSON_STRING},     {"schema", JSON_STRING},
                                 {"scripts", JSON_ARRAY},     {"signatures", JSON_ARRAY},
                                 {"unit", JSON_OBJECT},       {0}};
static const member ENTRY[] = {
    {"index", JSON_INTEGER}, {"path", JSON_ARRAY}, {"record", JSON_OBJECT}, {0}};
static const member RECORD[] = {{"at", JSON_STRING},   {"body", JSON_OBJECT},
                                {"kind", JSON_STRING}, {"number", JSON_INTEGER},
                                {"seq", JSON_INTEGER}, {0}};
static const member CHECKPOINT[] = {{"name", JSON_STRING},
                                    {"root", JSON_STRING},
                                    {"size", JSON_INTEGER},
                                    {"time", JSON_STRING},
                                    {0}};
static const member UNIT[] = {{"count", JSON_INTEGER},
                              {"facts", JSON_OBJECT},
                              {"index", JSON_INTEGER},
                              {"leaf", JSON_OBJECT},
                              {"path", JSON_ARRAY},
                              {"result", JSON_OBJECT},
                              {0}};
static const member LEAF[] = {{"facts", JSON_STRING},
                              {"level", JSON_STRING},
                              {"result", JSON_STRING},
                              {"unit", JSON_STRING},
                              {0}};
static const member SCRIPT[] = {{"path", JSON_STRING}, {"text", JSON_STRING}, {0}};
static const member SIGNATURE[] = {{"key", JSON_STRING}, {"signature", JSON_STRING}, {0}};

typedef struct looking {
    void (*found)(void *with, const char *part);
    void *with;
} looking;

static void look_at(const looking *l, const json_t *part, const member *members, const char *name)
{
    size_t known = 0;
    const json_t *value;
    for (; members[known].name; known++)
        if (!(value = json_object_get(part, members[known].name)) ||
            json_typeof(value) != members[known].type)
            break;
    if (members[known].name || json_object_size(part) != known)
        l->found(l->with, name);
}

static void look_at_each(const looking *l, const json_t *dossier, const char *list,
                         const member *members)
{
    const json_t *elements = json_object_get(dossier, list);
    char name[64];
    for (size_t i = 0; i < json_array_size(elements); i++) {
        snprintf(name, sizeof name, "%s[%zu]", list, i);
        look_at(l, json_array_get(elements, i), members, name);
    }
}

void ntm_dossier_form(const json_t *dossier, void (*found)(void *with, const char *part),
                      void *with)
{
    const looking l = {.found = found, .with = with};
    const json_t *entry = json_object_get(dossier, "entry");
    const json_t *unit = json_object_get(dossier, "unit");
    look_at(&l, dossier, DOSSIER, "dossier");
    look_at(&l, entry, ENTRY, "entry");
    look_at(&l, json_object_get(entry, "record"), RECORD, "entry.record");
    look_at(&l, json_object_get(dossier, "checkpoint"), CHECKPOINT, "checkpoint");
    look_at(&l, unit, UNIT, "unit");
    look_at(&l, json_object_get(unit, "leaf"), LEAF, "unit.leaf");
    look_at_each(&l, dossier, "scripts", SCRIPT);
    look_at_each(&l, dossier, "signatures", SIGNATURE);
}
