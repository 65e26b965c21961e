/* model/read.c - see read_priv.h. */
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/strbuf.h"
#include "base/text.h"
#include "model/read_priv.h"

ntm_at ntm_at_key(const ntm_at *up, const char *key)
{
    return (ntm_at){.up = up, .key = key, .value = json_object_get(up->value, key)};
}

ntm_at ntm_at_item(const ntm_at *up, size_t index)
{
    return (ntm_at){.up = up, .index = index, .value = json_array_get(up->value, index)};
}

ntm_place ntm_at_place(const ntm_at *at)
{
    while (at->up && !at->place.line)
        at = at->up;
    return at->place;
}

static void add_path(ntm_strbuf *path, const ntm_at *at)
{
    if (!at->up)
        return;
    add_path(path, at->up); /* as deep as the schema, not as the input */
    if (!at->key)
        ntm_strbuf_printf(path, "[%zu]", at->index);
    else if (ntm_is_name(at->key, "_"))
        ntm_strbuf_printf(path, "%s%s", path->length ? "." : "", at->key);
    else
        ntm_strbuf_printf(path, "[\"%s\"]", at->key);
}

void ntm_read_bad(ntm_reading *r, const ntm_at *at, const char *code, const char *format, ...)
{
    ntm_strbuf path = {0};
    char text[1900];
    va_list args;

    r->errors++;
    if (!r->diags)
        return;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    add_path(&path, at);
    ntm_diag(r->diags, NTM_ERROR, ntm_at_place(at), code, "%s%s%s", ntm_strbuf_text(&path),
             path.length ? ": " : "", text);
    ntm_strbuf_clear(&path);
}

static const char *found_text(const json_t *value)
{
    if (!value)
        return _("nothing");
    switch (json_typeof(value)) {
    case JSON_OBJECT:
        return _("an object");
    case JSON_ARRAY:
        return _("an array");
    case JSON_STRING:
        return _("a string");
    case JSON_INTEGER:
        return _("an integer");
    case JSON_REAL:
        return _("a number with a fraction or exponent");
    case JSON_TRUE:
    case JSON_FALSE:
        return _("true or false");
    case JSON_NULL:
        return _("null");
    }
    return "";
}

static void wrong_type(ntm_reading *r, const ntm_at *at, const char *expected)
{
    if (at->value)
        ntm_read_bad(r, at, "json-type", _("expected %s, found %s"), expected,
                     found_text(at->value));
    else
        ntm_read_bad(r, at, "missing", _("missing; expected %s"), expected);
}

bool ntm_read_may_guess(const ntm_reading *r, const char *word)
{
    return r->diags && r->errors < 50 && strlen(word) <= NTM_MAX_NAME;
}

/* The known key that the author may have meant, or NULL. */
static const char *nearest_word(const char *word, const char *const *words)
{
    const char *best = NULL;
    size_t least = 3;

    for (; *words; words++) {
        size_t distance = ntm_text_distance(word, *words, least);

        if (distance < least) {
            least = distance;
            best = *words;
        }
    }
    return best;
}

static bool is_among(const char *word, const char *const *words)
{
    for (; *words; words++)
        if (strcmp(word, *words) == 0)
            return true;
    return false;
}

bool ntm_read_object(ntm_reading *r, const ntm_at *at, const char *const *keys)
{
    const char *key;
    json_t *value;

    if (!json_is_object(at->value)) {
        wrong_type(r, at, _("an object"));
        return false;
    }
    if (!keys)
        return true;
    json_object_foreach (at->value, key, value) {
        ntm_at wrong = {.up = at, .key = key};
        const char *nearest;

        if (is_among(key, keys))
            continue;
        nearest = ntm_read_may_guess(r, key) ? nearest_word(key, keys) : NULL;
        if (nearest)
            ntm_read_bad(r, &wrong, "unknown-key", _("unknown key; did you mean '%s'?"), nearest);
        else
            ntm_read_bad(r, &wrong, "unknown-key", _("unknown key"));
    }
    return true;
}

size_t ntm_read_array(ntm_reading *r, const ntm_at *at, size_t most)
{
    if (!json_is_array(at->value)) {
        wrong_type(r, at, _("an array"));
        return 0;
    }
    if (json_array_size(at->value) > most) {
        ntm_read_bad(r, at, "limit", _("%zu entries; at most %zu are allowed"),
                     json_array_size(at->value), most);
        return 0;
    }
    return json_array_size(at->value);
}

static bool is_printable(const char *text)
{
    for (; *text; text++)
        if (((unsigned char)*text < 0x20 && *text != '\n' && *text != '\t') || *text == 0x7f)
            return false;
    return true;
}

static bool is_ascii(const char *text)
{
    while (*text && (unsigned char)*text < 0x80)
        text++;
    return !*text;
}

const char *ntm_read_text(ntm_reading *r, const ntm_at *at, size_t most)
{
    const char *text = json_string_value(at->value), *kept;
    char *nfc;

    if (!text) {
        wrong_type(r, at, _("a string"));
        return NULL;
    }
    if (!*text) {
        ntm_read_bad(r, at, "text", _("the text is empty"));
        return NULL;
    }
    if (json_string_length(at->value) > most) {
        ntm_read_bad(r, at, "limit", _("the text is longer than %zu bytes"), most);
        return NULL;
    }
    if (strlen(text) != json_string_length(at->value) || !is_printable(text)) {
        ntm_read_bad(r, at, "text", _("the text has control characters"));
        return NULL;
    }
    if (is_ascii(text))
        return ntm_arena_strdup(r->arena, text);
    nfc = ntm_text_nfc(text);
    if (!nfc) {
        ntm_read_bad(r, at, "text", _("the text is not valid UTF-8"));
        return NULL;
    }
    kept = ntm_arena_strdup(r->arena, nfc);
    free(nfc);
    return kept;
}

bool ntm_is_name(const char *text, const char *also)
{
    size_t length = 0;

    for (; text[length]; length++) {
        char c = text[length];

        if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
              strchr(also, c)))
            return false;
    }
    return length > 0 && length <= NTM_MAX_NAME;
}

const char *ntm_read_name(ntm_reading *r, const ntm_at *at, const char *also)
{
    const char *text = ntm_read_text(r, at, NTM_MAX_NAME);

    if (!text || ntm_is_name(text, also))
        return text;
    ntm_read_bad(r, at, "name", _("'%s' is no name; expected letters, digits and any of \"%s\""),
                 text, also);
    return NULL;
}

bool ntm_read_bool(ntm_reading *r, const ntm_at *at, bool *out)
{
    if (!json_is_boolean(at->value)) {
        wrong_type(r, at, _("true or false"));
        return false;
    }
    *out = json_is_true(at->value);
    return true;
}

bool ntm_read_int(ntm_reading *r, const ntm_at *at, int32_t low, int32_t high, int32_t *out)
{
    json_int_t value;

    if (!json_is_integer(at->value)) {
        wrong_type(r, at, _("an integer"));
        return false;
    }
    value = json_integer_value(at->value);
    if (value < low || value > high) {
        ntm_read_bad(r, at, "range", _("%lld; expected %d to %d"), (long long)value, low, high);
        return false;
    }
    *out = (int32_t)value;
    return true;
}

bool ntm_read_decimal(ntm_reading *r, const ntm_at *at, ntm_decimal *out)
{
    const char *text = json_string_value(at->value);
    ntm_decimal_error error;

    if (!text || strlen(text) != json_string_length(at->value)) {
        wrong_type(r, at, _("a decimal number as a string"));
        return false;
    }
    error = ntm_decimal_parse(text, out);
    switch (error) {
    case NTM_DECIMAL_OK:
        return true;
    case NTM_DECIMAL_SYNTAX:
        ntm_read_bad(r, at, "number", _("'%.40s' is not a decimal number such as 78.5"), text);
        return false;
    case NTM_DECIMAL_DIGITS:
        ntm_read_bad(r, at, "number",
                     _("'%.40s' has more than 15 significant digits or 9 decimals"), text);
        return false;
    case NTM_DECIMAL_RANGE:
        ntm_read_bad(r, at, "number", _("'%.40s' is not below 1,000,000,000,000,000"), text);
        return false;
    }
    return false;
}

bool ntm_read_date(ntm_reading *r, const ntm_at *at, ntm_date *out)
{
    const char *text = json_string_value(at->value);

    if (!text) {
        wrong_type(r, at, _("a date as a string"));
        return false;
    }
    if (ntm_date_parse_iso(text, out) && strlen(text) == json_string_length(at->value))
        return true;
    ntm_read_bad(r, at, "date", _("'%.40s' is not a date such as 2023-12-31"), text);
    return false;
}

int ntm_read_word(ntm_reading *r, const ntm_at *at, const char *const *words)
{
    const char *text = json_string_value(at->value);
    ntm_strbuf expected = {0};

    for (int i = 0; text && words[i]; i++)
        if (strcmp(words[i], text) == 0)
            return i;
    for (int i = 0; words[i]; i++)
        ntm_strbuf_printf(&expected, "%s\"%s\"", i ? ", " : "", words[i]);
    if (text)
        ntm_read_bad(r, at, "word", _("'%.40s'; expected one of %s"), text,
                     ntm_strbuf_text(&expected));
    else
        wrong_type(r, at, ntm_strbuf_text(&expected));
    ntm_strbuf_clear(&expected);
    return -1;
}

bool ntm_read_level(ntm_reading *r, const ntm_at *at, ntm_level *out)
{
    static const char *const words[] = {"province", "district", "commune",
                                        "village",  "product",  NULL};
    int level = ntm_read_word(r, at, words);

    if (level >= 0)
        *out = (ntm_level)level;
    return level >= 0;
}

const char *ntm_read_basis(ntm_reading *r, const ntm_at *at, const char *fallback)
{
    static const char *const words[] = {"seed", "found", "recalled", "assumed", "gazette", NULL};
    int basis = at->value ? ntm_read_word(r, at, words) : -1;

    return basis >= 0 ? words[basis] : fallback;
}
