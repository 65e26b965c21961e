/* tests/support/json_mutate.c - see the header. */
#include "support/json_mutate.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t max_size);

static unsigned random_state;

static unsigned random_below(size_t n)
{
    random_state = random_state * 1664525u + 1013904223u;
    return n ? (random_state >> 8) % (unsigned)n : 0;
}

/* A value from anywhere in the document: most mistakes are a right thing in a wrong place. */
static json_t *value_somewhere(json_t *json)
{
    while (random_below(6) && (json_object_size(json) || json_array_size(json))) {
        if (json_is_array(json)) {
            json = json_array_get(json, random_below(json_array_size(json)));
        } else {
            void *at = json_object_iter(json);

            for (unsigned skip = random_below(json_object_size(json)); skip; skip--)
                at = json_object_iter_next(json, at);
            json = json_object_iter_value(at);
        }
    }
    return json;
}

static json_t *odd_value(json_t *whole)
{
    static const char *const texts[] = {"",         "0",   "-1",   "0.5",     "999999999999999",
                                        "km",       "1/1", "yes",  "village", "2023-02-29",
                                        "\xc4\x90", "a/b", "pass", "percent"};

    switch (random_below(8)) {
    case 0:
        return json_null();
    case 1:
        return json_integer((json_int_t)random_below(30) - 2);
    case 2:
        return json_integer((json_int_t)1 << random_below(63));
    case 3:
        return json_array();
    case 4:
        return json_string(texts[random_below(sizeof texts / sizeof *texts)]);
    default:
        return json_deep_copy(value_somewhere(whole));
    }
}

static void change(json_t *whole)
{
    json_t *json = value_somewhere(whole);

    if (json_array_size(json)) {
        size_t at = random_below(json_array_size(json));

        switch (random_below(3)) {
        case 0:
            json_array_remove(json, at);
            break;
        case 1:
            json_array_insert_new(json, at, odd_value(whole));
            break;
        default:
            json_array_set_new(json, at, odd_value(whole));
        }
    } else if (json_object_size(json)) {
        void *at = json_object_iter(json);

        for (unsigned skip = random_below(json_object_size(json)); skip; skip--)
            at = json_object_iter_next(json, at);
        if (random_below(4))
            json_object_iter_set_new(json, at, odd_value(whole));
        else
            json_object_del(json, json_object_iter_key(at));
    } else if (json_is_integer(json)) {
        json_integer_set(json, json_integer_value(json) + random_below(5) - 2);
    }
}

size_t test_json_mutate(uint8_t *data, size_t size, size_t max_size, unsigned seed)
{
    json_t *json;
    char *text;
    size_t length;

    random_state = seed;
    json = random_below(2) ? json_loadb((const char *)data, size, 0, NULL) : NULL;
    if (!json)
        return LLVMFuzzerMutate(data, size, max_size);
    for (unsigned times = 1 + random_below(3); times; times--)
        change(json);
    text = json_dumps(json, JSON_COMPACT);
    json_decref(json);
    length = text ? strlen(text) : 0;
    if (!length || length > max_size) {
        free(text);
        return LLVMFuzzerMutate(data, size, max_size);
    }
    memcpy(data, text, length);
    free(text);
    return length;
}
