/* store/store_rows.c - rows of a dataset into the tables. */
#include "store/store_rows.h"

#include <string.h>

#include "store/store_text.h"

/* Rows of one table being written. */
typedef struct writing {
    ntm_store *store;
    int64_t import;
    int64_t *count; /* rows of the table so far */
    ntm_diags *diags;
    sqlite3_stmt *stmt;
    int place;  /* of the last parameter bound */
    int failed; /* code of the first parameter of the row that could not be bound; SQLITE_OK: none */
} writing;

static const struct {
    const char *name, *counter, *columns, *insert;
} tables[NTM_TABLE_COUNT] = {
#define TABLE(name, counter, columns, marks)                                                       \
    {                                                                                              \
        name, counter, "import, row, " columns,                                                    \
            "INSERT INTO " name " (import, row, " columns ") VALUES (?, ?, " marks ")"             \
    }
    [NTM_TABLE_UNIT] =
        TABLE("unit", "units", "line, code, level, name, parent, valid_from, valid_to",
              "?, ?, ?, ?, ?, ?, ?"),
    [NTM_TABLE_SUCCESSION] =
        TABLE("succession", "successions",
              "line, predecessor, successor, effective, extent, confirmed, origin, note",
              "?, ?, ?, ?, ?, ?, ?, ?"),
    [NTM_TABLE_OBSERVATION] =
        TABLE("observation", "observations",
              "line, unit, field, as_of, kind, value, low, high, assessor, assessor_order, origin,"
              " evidence, note",
              "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?"),
    [NTM_TABLE_TITLE] = TABLE("title", "titles",
                              "line, unit, title, number, criteria_set, date, expires, withdrawn,"
                              " origin, note, appraisal",
                              "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?"),
    [NTM_TABLE_REGISTRATION] = TABLE("registration", "registrations",
                                     "line, unit, criteria_set, year, origin", "?, ?, ?, ?, ?"),
    [NTM_TABLE_FINDING] =
        TABLE("finding", "findings",
              "line, unit, criteria_set, item, assessor, assessor_order, opinion, reason, document,"
              " date, office, origin",
              "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?"),
    [NTM_TABLE_EVIDENCE] =
        TABLE("evidence", "papers",
              "line, unit, number, kind, title, office, date, valid_until, path, sha256, size,"
              " origin, note",
              "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?"),
    [NTM_TABLE_RETRACTION] =
        TABLE("retraction", "retractions", "of_import, of_table, of_row, reason", "?, ?, ?, ?"),
#undef TABLE
};

const char *ntm_store_table_name(ntm_store_table table) { return tables[table].name; }
const char *ntm_store_table_counter(ntm_store_table table) { return tables[table].counter; }
const char *ntm_store_table_columns(ntm_store_table table) { return tables[table].columns; }

/* ---- columns ---- */

static void bound(writing *w, int code)
{
    if (w->failed == SQLITE_OK)
        w->failed = code;
}

static void put_text(writing *w, const char *text)
{
    bound(w, sqlite3_bind_text(w->stmt, ++w->place, text, -1, SQLITE_STATIC));
}

/* A text of our own that does not outlive the call. */
static void put_copy(writing *w, const char *text)
{
    bound(w, sqlite3_bind_text(w->stmt, ++w->place, text, -1, SQLITE_TRANSIENT));
}

static void put_integer(writing *w, int64_t number)
{
    bound(w, sqlite3_bind_int64(w->stmt, ++w->place, number));
}

static void put_date(writing *w, ntm_date date)
{
    char buffer[NTM_DATE_TEXT];
    if (date == NTM_DATE_MIN || date == NTM_DATE_MAX)
        w->place++; /* NULL: open or unknown */
    else
        put_copy(w, ntm_date_format(date, buffer));
}

/* value, low, high. */
static void put_value(writing *w, const ntm_value *value)
{
    char text[NTM_STORE_VALUE_TEXT];
    if (value->kind != NTM_K_NUMBER || ntm_store_value_exact(value)) {
        put_copy(w, ntm_store_value_text(value, text));
        w->place += 2;
        return;
    }
    w->place++;
    if (value->has_low)
        put_copy(w, ntm_decimal_format(value->low, text));
    else
        w->place++;
    if (value->has_high)
        put_copy(w, ntm_decimal_format(value->high, text));
    else
        w->place++;
}

/* ---- rows ---- */

static void begin_row(writing *w)
{
    w->place = 0;
    w->failed = SQLITE_OK;
    put_integer(w, w->import);
    put_integer(w, ++*w->count);
}

/* Write the bound row. A failed bind (no memory, too long) leaves NULL, which would say something. */
static ntm_rc end_row(writing *w)
{
    if (w->failed != SQLITE_OK)
        return ntm_store_fail_code(w->store, w->failed, w->diags);
    if (sqlite3_step(w->stmt) != SQLITE_DONE)
        return ntm_store_fail(w->store, w->diags);
    sqlite3_reset(w->stmt);
    sqlite3_clear_bindings(w->stmt);
    return NTM_OK;
}

static bool same_text(const char *a, const char *b) { return strcmp(a ? a : "", b ? b : "") == 0; }

bool ntm_store_unit_unchanged(const ntm_unit *unit, const ntm_dataset *known)
{
    const ntm_unit *old = ntm_dataset_unit(
        known, unit->code, unit->valid_from == NTM_DATE_MIN ? unit->valid_to : unit->valid_from);
    return old && old->valid_from == unit->valid_from && old->valid_to == unit->valid_to &&
           old->level == unit->level && same_text(old->name, unit->name) &&
           same_text(old->parent, unit->parent);
}

static ntm_rc write_unit(writing *w, const ntm_unit *row)
{
    begin_row(w);
    put_integer(w, row->line);
    put_text(w, row->code);
    put_text(w, ntm_level_code(row->level));
    put_text(w, row->name);
    put_text(w, row->parent);
    put_date(w, row->valid_from);
    put_date(w, row->valid_to);
    return end_row(w);
}

static ntm_rc write_succession(writing *w, const ntm_succession *row)
{
    begin_row(w);
    put_integer(w, row->line);
    put_text(w, row->predecessor);
    put_text(w, row->successor);
    put_date(w, row->effective);
    put_text(w, ntm_extent_code(row->extent));
    put_text(w, row->confirmed);
    put_text(w, row->origin);
    put_text(w, row->note);
    return end_row(w);
}

static ntm_rc write_observation(writing *w, const ntm_observation *row)
{
    begin_row(w);
    put_integer(w, row->line);
    put_text(w, row->unit);
    put_text(w, row->field);
    put_date(w, row->as_of);
    put_text(w, ntm_store_kind_code(row->value.kind));
    put_value(w, &row->value);
    put_text(w, row->assessor);
    put_integer(w, row->assessor_order);
    put_text(w, row->origin);
    put_text(w, row->evidence);
    put_text(w, row->note);
    return end_row(w);
}

static ntm_rc write_title(writing *w, const ntm_title *row)
{
    begin_row(w);
    put_integer(w, row->line);
    put_text(w, row->unit);
    put_text(w, row->title);
    put_text(w, row->number);
    put_text(w, row->set);
    put_date(w, row->date);
    put_date(w, row->expires);
    put_date(w, row->withdrawn);
    put_text(w, row->origin);
    put_text(w, row->note);
    put_text(w, row->appraisal);
    return end_row(w);
}

static ntm_rc write_registration(writing *w, const ntm_registration *row)
{
    begin_row(w);
    put_integer(w, row->line);
    put_text(w, row->unit);
    put_text(w, row->set);
    put_integer(w, row->year);
    put_text(w, row->origin);
    return end_row(w);
}

static ntm_rc write_appraisal(writing *w, const ntm_appraisal *row)
{
    begin_row(w);
    put_integer(w, row->line);
    put_text(w, row->unit);
    put_text(w, row->set);
    put_text(w, row->item);
    put_text(w, row->assessor);
    put_integer(w, row->assessor_order);
    put_text(w, ntm_opinion_code(row->opinion));
    put_text(w, row->reason);
    put_text(w, row->document);
    put_date(w, row->date);
    put_text(w, row->office);
    put_text(w, row->origin);
    return end_row(w);
}

static ntm_rc write_evidence(writing *w, const ntm_evidence *row)
{
    begin_row(w);
    put_integer(w, row->line);
    put_text(w, row->unit);
    put_text(w, row->number);
    put_text(w, row->kind);
    put_text(w, row->title);
    put_text(w, row->office);
    put_date(w, row->date);
    put_date(w, row->valid_until);
    put_text(w, row->path);
    put_text(w, row->sha256);
    put_integer(w, row->size);
    put_text(w, row->origin);
    put_text(w, row->note);
    return end_row(w);
}

ntm_rc ntm_store_write_rows(ntm_store *store, int64_t import, const ntm_dataset *rows,
                            const ntm_dataset *known, int64_t counts_out[NTM_TABLE_COUNT],
                            ntm_diags *diags)
{
    writing w = {.store = store, .import = import, .diags = diags};
    ntm_rc rc = NTM_OK;
#define WRITE(table, list, n, write, unless)                                                       \
    do {                                                                                           \
        w.count = &counts_out[table];                                                              \
        *w.count = 0;                                                                              \
        if (rc == NTM_OK && (n))                                                                   \
            rc = ntm_store_prepare(store, tables[table].insert, &w.stmt, diags);                   \
        for (size_t i = 0; rc == NTM_OK && i < (n); i++)                                           \
            if (!(unless))                                                                         \
                rc = write(&w, &(list)[i]);                                                        \
        sqlite3_finalize(w.stmt);                                                                  \
        w.stmt = NULL;                                                                             \
    } while (0)
    WRITE(NTM_TABLE_UNIT, rows->units, rows->nunits, write_unit,
          ntm_store_unit_unchanged(&rows->units[i], known));
    WRITE(NTM_TABLE_SUCCESSION, rows->successions, rows->nsuccessions, write_succession, false);
    WRITE(NTM_TABLE_OBSERVATION, rows->observations, rows->nobservations, write_observation, false);
    WRITE(NTM_TABLE_TITLE, rows->titles, rows->ntitles, write_title, false);
    WRITE(NTM_TABLE_REGISTRATION, rows->registrations, rows->nregistrations, write_registration,
          false);
    WRITE(NTM_TABLE_FINDING, rows->appraisals, rows->nappraisals, write_appraisal, false);
    WRITE(NTM_TABLE_EVIDENCE, rows->evidence, rows->nevidence, write_evidence, false);
#undef WRITE
    counts_out[NTM_TABLE_RETRACTION] = 0;
    return rc;
}

/* ---- digest ---- */

static void digest_column(ntm_sha256_stream *stream, sqlite3_stmt *stmt, int column)
{
    char head[32];
    int length;
    switch (sqlite3_column_type(stmt, column)) {
    case SQLITE_NULL:
        ntm_sha256_add(stream, "n;", 2);
        return;
    case SQLITE_INTEGER:
        length =
            snprintf(head, sizeof head, "i%lld;", (long long)sqlite3_column_int64(stmt, column));
        ntm_sha256_add(stream, head, (size_t)length);
        return;
    default: {
        const void *text = sqlite3_column_text(stmt, column);
        int bytes = sqlite3_column_bytes(stmt, column);
        length = snprintf(head, sizeof head, "t%d:", bytes);
        ntm_sha256_add(stream, head, (size_t)length);
        ntm_sha256_add(stream, text ? text : "", (size_t)bytes);
        ntm_sha256_add(stream, ";", 1);
    }
    }
}

ntm_rc ntm_store_digest_rows(ntm_store *store, ntm_store_table table, int64_t import,
                             char out[NTM_SHA256_TEXT], int64_t *count_out, ntm_diags *diags)
{
    ntm_sha256_stream stream;
    uint8_t digest[NTM_SHA256_BYTES];
    char sql[512];
    sqlite3_stmt *stmt = NULL;
    int step = SQLITE_DONE;
    *count_out = 0;
    ntm_sha256_begin(&stream);
    snprintf(sql, sizeof sql, "SELECT %s FROM %s WHERE import = ?1 ORDER BY row",
             tables[table].columns, tables[table].name);
    ntm_rc rc = ntm_store_prepare(store, sql, &stmt, diags);
    if (rc == NTM_OK)
        sqlite3_bind_int64(stmt, 1, import);
    while (rc == NTM_OK && (step = sqlite3_step(stmt)) == SQLITE_ROW) {
        for (int c = 0; c < sqlite3_column_count(stmt); c++)
            digest_column(&stream, stmt, c);
        ntm_sha256_add(&stream, "\n", 1);
        ++*count_out;
    }
    if (rc == NTM_OK && step != SQLITE_DONE)
        rc = ntm_store_fail(store, diags);
    sqlite3_finalize(stmt);
    ntm_sha256_end(&stream, digest);
    ntm_hex(digest, sizeof digest, out);
    return rc;
}
