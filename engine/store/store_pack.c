/* store/store_pack.c - packing and unpacking a unit's observations. */
#include "store/store_pack.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

static const char MAGIC[] = "ntm-packed-1"; /* with its NUL */
enum { TEXTS = 11 };                        /* text columns of a row */

/* ---- a row ---- */

/* The text columns in the order of the table. */
static const char **text_at(ntm_observation_row *row, int place)
{
    const char **texts[TEXTS] = {&row->unit,   &row->field,    &row->as_of, &row->kind,
                                 &row->value,  &row->low,      &row->high,  &row->assessor,
                                 &row->origin, &row->evidence, &row->note};
    return texts[place];
}

ntm_observation_row ntm_observation_row_of(sqlite3_stmt *stmt)
{
    ntm_observation_row row = {.import = sqlite3_column_int64(stmt, 0),
                               .row = sqlite3_column_int64(stmt, 1),
                               .line = sqlite3_column_int64(stmt, 2),
                               .assessor_order = sqlite3_column_int64(stmt, 11)};
    for (int i = 0; i < TEXTS; i++)
        *text_at(&row, i) = (const char *)sqlite3_column_text(stmt, i < 8 ? 3 + i : 4 + i);
    return row;
}

/* ---- packing ---- */

static void put_number(ntm_strbuf *out, uint64_t number)
{
    while (number >= 0x80) {
        ntm_strbuf_putc(out, (char)(number | 0x80));
        number >>= 7;
    }
    ntm_strbuf_putc(out, (char)number);
}

static void put_signed(ntm_strbuf *out, int64_t number)
{
    put_number(out, (uint64_t)number << 1 ^ (uint64_t)(number < 0 ? -1 : 0));
}

static void put_row(ntm_strbuf *out, ntm_names *texts, ntm_observation_row *row)
{
    put_signed(out, row->import);
    put_signed(out, row->row);
    put_signed(out, row->line);
    for (int i = 0; i < TEXTS; i++) {
        const char *text = *text_at(row, i);
        put_number(out, text ? 1 + (uint64_t)ntm_names_add(texts, text) : 0);
    }
    put_signed(out, row->assessor_order);
}

ntm_rc ntm_store_pack_unit(ntm_store *store, const char *unit, ntm_strbuf *out, int64_t *count_out,
                           ntm_diags *diags)
{
    ntm_strbuf rows = {0};
    ntm_arena *arena = ntm_arena_new();
    ntm_names *texts = ntm_names_new(arena);
    sqlite3_stmt *stmt = NULL;
    int step = SQLITE_DONE;
    *count_out = 0;
    ntm_rc rc = ntm_store_prepare(store,
                                  "SELECT " NTM_OBSERVATION_COLUMNS
                                  " FROM observation WHERE unit = ?1 ORDER BY import, row",
                                  &stmt, diags);
    if (rc == NTM_OK)
        rc = ntm_store_bind_text(store, stmt, 1, unit, diags);
    while (rc == NTM_OK && (step = sqlite3_step(stmt)) == SQLITE_ROW) {
        ntm_observation_row row = ntm_observation_row_of(stmt);
        put_row(&rows, texts, &row);
        ++*count_out;
    }
    if (rc == NTM_OK && step != SQLITE_DONE)
        rc = ntm_store_fail(store, diags);
    sqlite3_finalize(stmt);
    ntm_strbuf_add(out, MAGIC, sizeof MAGIC);
    put_number(out, ntm_names_count(texts));
    for (uint32_t i = 0; i < ntm_names_count(texts); i++) {
        const char *text = ntm_names_text(texts, i);
        put_number(out, strlen(text));
        ntm_strbuf_add(out, text, strlen(text) + 1);
    }
    put_number(out, (uint64_t)*count_out);
    ntm_strbuf_add(out, ntm_strbuf_text(&rows), rows.length);
    ntm_strbuf_clear(&rows);
    ntm_arena_free(arena);
    return rc;
}

static ntm_rc write_packed(ntm_store *store, sqlite3_stmt *into, const char *unit, ntm_diags *diags)
{
    ntm_strbuf blob = {0};
    int64_t count;
    ntm_rc rc = ntm_store_pack_unit(store, unit, &blob, &count, diags);
    if (rc == NTM_OK) {
        sqlite3_bind_text(into, 1, unit, -1, SQLITE_STATIC);
        sqlite3_bind_int64(into, 2, count);
        sqlite3_bind_blob64(into, 3, blob.data, blob.length, SQLITE_STATIC);
        if (sqlite3_step(into) != SQLITE_DONE)
            rc = ntm_store_fail(store, diags);
        sqlite3_reset(into);
    }
    ntm_strbuf_clear(&blob);
    return rc;
}

ntm_rc ntm_store_pack_import(ntm_store *store, int64_t import, ntm_diags *diags)
{
    sqlite3_stmt *units = NULL, *into = NULL;
    int step = SQLITE_DONE;
    ntm_rc rc = ntm_store_prepare(store, "SELECT DISTINCT unit FROM observation WHERE import = ?1",
                                  &units, diags);
    if (rc == NTM_OK)
        rc = ntm_store_prepare(store,
                               "INSERT INTO packed (unit, observations, bytes) VALUES (?, ?, ?)"
                               " ON CONFLICT (unit) DO UPDATE"
                               " SET observations = excluded.observations, bytes = excluded.bytes",
                               &into, diags);
    if (rc == NTM_OK)
        sqlite3_bind_int64(units, 1, import);
    while (rc == NTM_OK && (step = sqlite3_step(units)) == SQLITE_ROW)
        rc = write_packed(store, into, (const char *)sqlite3_column_text(units, 0), diags);
    if (rc == NTM_OK && step != SQLITE_DONE)
        rc = ntm_store_fail(store, diags);
    sqlite3_finalize(units);
    sqlite3_finalize(into);
    return rc;
}

/* ---- unpacking ---- */

typedef struct bytes {
    const unsigned char *at, *end;
} bytes;

static bool get_number(bytes *in, uint64_t *out)
{
    *out = 0;
    for (int shift = 0; shift < 64 && in->at < in->end; shift += 7) {
        uint64_t part = *in->at & 0x7f;
        if (shift == 63 && part > 1)
            return false;
        *out |= part << shift;
        if (!(*in->at++ & 0x80))
            return true;
    }
    return false;
}

static bool get_signed(bytes *in, int64_t *out)
{
    uint64_t number;
    if (!get_number(in, &number))
        return false;
    *out = (int64_t)(number >> 1) ^ -(int64_t)(number & 1);
    return true;
}

/* The table of texts; false: it does not fit the bytes. */
static bool get_texts(bytes *in, const char ***out, uint64_t *count_out)
{
    uint64_t count, length;
    if (!get_number(in, &count) || count > (uint64_t)(in->end - in->at))
        return false;
    *out = ntm_xcalloc((size_t)count + 1, sizeof **out);
    *count_out = count;
    for (uint64_t i = 0; i < count; i++) {
        if (!get_number(in, &length) || length >= (uint64_t)(in->end - in->at) ||
            in->at[length] != '\0' || memchr(in->at, '\0', (size_t)length))
            return false;
        (*out)[i] = (const char *)in->at;
        in->at += length + 1;
    }
    return true;
}

static bool get_row(bytes *in, const char *const *texts, uint64_t ntexts, ntm_observation_row *row)
{
    uint64_t place;
    if (!get_signed(in, &row->import) || !get_signed(in, &row->row) || !get_signed(in, &row->line))
        return false;
    for (int i = 0; i < TEXTS; i++) {
        if (!get_number(in, &place) || place > ntexts)
            return false;
        *text_at(row, i) = place ? texts[place - 1] : NULL;
    }
    return get_signed(in, &row->assessor_order);
}

ntm_rc ntm_store_unpack(const void *from, size_t length,
                        ntm_rc (*each)(void *context, const ntm_observation_row *row),
                        void *context)
{
    bytes in = {from, (const unsigned char *)from + length};
    const char **texts = NULL;
    uint64_t ntexts = 0, nrows = 0;
    ntm_rc rc = NTM_OK;
    if (length < sizeof MAGIC || memcmp(from, MAGIC, sizeof MAGIC) != 0)
        return NTM_EINPUT;
    in.at += sizeof MAGIC;
    if (!get_texts(&in, &texts, &ntexts) || !get_number(&in, &nrows))
        rc = NTM_EINPUT;
    for (uint64_t i = 0; i < nrows && rc == NTM_OK; i++) {
        ntm_observation_row row;
        rc = get_row(&in, texts, ntexts, &row) ? each(context, &row) : NTM_EINPUT;
    }
    if (rc == NTM_OK && in.at != in.end)
        rc = NTM_EINPUT;
    free((void *)texts);
    return rc;
}
