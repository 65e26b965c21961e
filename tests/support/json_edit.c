/* tests/support/json_edit.c - see the header. */
#include "support/json_edit.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void stop(const char *why, const char *text)
{
    fprintf(stderr, "test data: %s: %s\n", why, text);
    abort();
}

json_t *test_json(const char *text)
{
    char *copy = strdup(text);
    json_error_t error;
    json_t *json;

    for (char *p = copy; *p; p++)
        if (*p == '\'')
            *p = '"';
    json = json_loads(copy, JSON_DECODE_ANY, &error);
    if (!json)
        stop(error.text, copy);
    free(copy);
    return json;
}

static void unescape(char *key)
{
    char *to = key;

    for (const char *from = key; *from; from++) {
        bool slash = from[0] == '~' && from[1] == '1';

        *to++ = slash ? '/' : *from;
        from += slash;
    }
    *to = '\0';
}

void test_json_set(json_t *json, const char *pointer, const char *text)
{
    const char *p = pointer;
    char key[200];

    for (;;) {
        size_t length = strcspn(++p, "/");

        if (!json || length >= sizeof key)
            stop("no such place", pointer);
        memcpy(key, p, length);
        key[length] = '\0';
        unescape(key);
        p += length;
        if (!*p)
            break;
        json = json_is_array(json) ? json_array_get(json, (size_t)atoi(key))
                                   : json_object_get(json, key);
    }
    if (json_is_array(json) && strcmp(key, "-") == 0)
        json_array_append_new(json, test_json(text));
    else if (json_is_array(json) && text)
        json_array_set_new(json, (size_t)atoi(key), test_json(text));
    else if (json_is_array(json))
        json_array_remove(json, (size_t)atoi(key));
    else if (text)
        json_object_set_new(json, key, test_json(text));
    else
        json_object_del(json, key);
}
