/* store/verify_tables.c - the file, the schema, objects, packed copies, the units of runs. */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "store/runs.h"
#include "store/store_pack.h"
#include "store/verify_priv.h"

static const char *column(sqlite3_stmt *stmt, int at)
{
    const char *text = (const char *)sqlite3_column_text(stmt, at);
    return text ? text : "";
}

/* ---- the file ---- */

static void say_integrity(ntm_verifying *v, sqlite3_stmt *stmt)
{
    if (strcmp(column(stmt, 0), "ok") != 0)
        ntm_verify_say(v, "file", _("the database file is damaged: %s"), column(stmt, 0));
}

static void say_dangling(ntm_verifying *v, sqlite3_stmt *stmt)
{
    ntm_verify_say(v, "dangling", _("a row of %s refers to a row of %s that is not there"),
                   column(stmt, 0), column(stmt, 2));
}

static void say_hidden(ntm_verifying *v, sqlite3_stmt *stmt)
{
    ntm_verify_say(v, "hidden", _("a text in %s goes on behind its end"), column(stmt, 0));
}

/* Texts that are compared as C strings; those of imports and runs are digested to the last byte. */
#define HIDDEN(table, texts)                                                                       \
    "SELECT '" table "' FROM " table " WHERE instr(CAST(" texts " AS BLOB), x'00')"

void ntm_verify_file(ntm_verifying *v)
{
    ntm_verify_rows(v, "PRAGMA integrity_check(1000)", say_integrity);
    ntm_verify_rows(v, "PRAGMA foreign_key_check", say_dangling);
    ntm_verify_rows(
        v,
        HIDDEN("ledger", "kind || record || leaf || chain") " UNION ALL " HIDDEN(
            "object",
            "sha256 || kind") " UNION ALL " HIDDEN("packed",
                                                   "unit") " UNION ALL " HIDDEN("run_unit",
                                                                                "unit || level || "
                                                                                "facts || result"),
        say_hidden);
}

/* ---- the schema ---- */

/* Every table, index, trigger and view as one text, sorted; the tables of ANALYZE apart. Yours to
 * free(). */
static char *schema_text(sqlite3 *db)
{
    ntm_strbuf out = {0};
    sqlite3_stmt *stmt = NULL;
    if (sqlite3_prepare_v2(db,
                           "SELECT type, name, tbl_name, ifnull(sql, '') FROM sqlite_schema"
                           " WHERE type <> 'table' OR name NOT IN ('sqlite_stat1', 'sqlite_stat4')"
                           " ORDER BY type, name",
                           -1, &stmt, NULL) == SQLITE_OK)
        while (sqlite3_step(stmt) == SQLITE_ROW)
            ntm_strbuf_printf(&out, "%s %s %s %s\n", column(stmt, 0), column(stmt, 1),
                              column(stmt, 2), column(stmt, 3));
    sqlite3_finalize(stmt);
    return ntm_strbuf_take(&out);
}

/* The lines of a that b does not have. */
static void say_lines(ntm_verifying *v, const char *a, const char *b, const char *message)
{
    for (const char *end; (end = strchr(a, '\n')); a = end + 1) {
        size_t length = (size_t)(end - a);
        bool found = false;
        for (const char *p = b, *next; !found && (next = strchr(p, '\n')); p = next + 1)
            found = (size_t)(next - p) == length && memcmp(a, p, length) == 0;
        size_t name = strcspn(a, " \n"); /* "trigger observation_no_update" */
        name += a[name] == ' ' ? 1 + strcspn(a + name + 1, " \n") : 0;
        if (!found)
            ntm_verify_say(v, "schema", message, (int)(name < 200 ? name : 200), a);
    }
}

void ntm_verify_schema(ntm_verifying *v)
{
    ntm_store fresh = {.path = v->store->path};
    if (sqlite3_open(":memory:", &fresh.db) == SQLITE_OK &&
        ntm_store_lay_tables(&fresh, NULL) == NTM_OK) {
        char *expected = schema_text(fresh.db), *found = schema_text(v->store->db);
        say_lines(v, expected, found, _("this part of the schema is missing or altered: %.*s"));
        say_lines(v, found, expected, _("this part of the schema is not ours: %.*s"));
        free(expected);
        free(found);
    } else {
        ntm_verify_say(v, "schema", _("the schema cannot be checked: %s"),
                       fresh.db ? sqlite3_errmsg(fresh.db) : sqlite3_errstr(SQLITE_NOMEM));
    }
    sqlite3_close(fresh.db);
}

/* ---- objects ---- */

static void check_object(ntm_verifying *v, sqlite3_stmt *stmt)
{
    const char *sha256 = column(stmt, 0);
    int64_t size = sqlite3_column_int64(stmt, 2);
    v->out->objects++;
    if (sqlite3_column_type(stmt, 3) == SQLITE_NULL) {
        v->out->removed++;
        if (!sqlite3_column_int(stmt, 4))
            ntm_verify_say(v, "bytes-missing",
                           _("the bytes of %s are missing, and no removal was entered"), sha256);
    } else {
        char digest[NTM_SHA256_TEXT];
        const void *bytes = sqlite3_column_blob(stmt, 3);
        size_t length = (size_t)sqlite3_column_bytes(stmt, 3);
        ntm_sha256_hex(bytes ? bytes : "", length, digest);
        if (strcmp(digest, sha256) != 0 || (int64_t)length != size)
            ntm_verify_say(v, "bytes-altered", _("the bytes kept as %s are others"), sha256);
        if (sqlite3_column_int(stmt, 4))
            ntm_verify_say(v, "bytes-there",
                           _("the bytes of %s were removed by an entry, but they are there"),
                           sha256);
    }
    if (sqlite3_column_int(stmt, 4) && strcmp(column(stmt, 1), "import") != 0)
        ntm_verify_say(
            v, "removal-kind",
            _("%s was removed by an entry, but it is of kind %s; only the bytes of imports "
              "can be removed"),
            sha256, column(stmt, 1));
    if (!sqlite3_column_int(stmt, 5))
        ntm_verify_say(v, "stray-object",
                       _("the object %s of kind %s is not what any row refers to"), sha256,
                       column(stmt, 1));
    if (size != sqlite3_column_int64(stmt, 6))
        ntm_verify_say(v, "bytes-altered", _("the size of %s is not what its removal says"),
                       sha256);
}

void ntm_verify_objects(ntm_verifying *v)
{
    ntm_verify_rows(v,
                    "SELECT o.sha256, kind, o.size, bytes, r.sha256 IS NOT NULL,"
                    " CASE kind"
                    "  WHEN 'import' THEN o.sha256 IN (SELECT sha256 FROM import)"
                    "  WHEN 'document' THEN o.sha256 IN (SELECT sha256 FROM run_document)"
                    "  WHEN 'script' THEN o.sha256 IN (SELECT sha256 FROM run_script)"
                    "  WHEN 'facts' THEN o.sha256 IN (SELECT facts FROM run_unit)"
                    "  ELSE o.sha256 IN (SELECT result FROM run_unit) END,"
                    " ifnull(r.size, o.size)"
                    " FROM object AS o LEFT JOIN removal AS r ON r.sha256 = o.sha256",
                    check_object);
}

/* ---- packed copies ---- */

static void check_packed(ntm_verifying *v, sqlite3_stmt *stmt)
{
    ntm_strbuf blob = {0};
    int64_t count = 0;
    const char *unit = column(stmt, 0);
    const void *bytes = sqlite3_column_blob(stmt, 2);
    size_t length = (size_t)sqlite3_column_bytes(stmt, 2);
    if (sqlite3_column_type(stmt, 2) == SQLITE_NULL)
        ntm_verify_say(v, "packed", _("the packed figures of unit %s are missing"), unit);
    else if (ntm_store_pack_unit(v->store, unit, &blob, &count, NULL) != NTM_OK || count == 0 ||
             count != sqlite3_column_int64(stmt, 1) || blob.length != length ||
             memcmp(blob.data, bytes, length) != 0)
        ntm_verify_say(v, "packed",
                       _("the packed figures of unit %s are not those of its observations"), unit);
    ntm_strbuf_clear(&blob);
}

void ntm_verify_packed(ntm_verifying *v)
{
    ntm_verify_rows(v,
                    "SELECT unit, observations, bytes FROM packed"
                    " UNION ALL SELECT DISTINCT unit, 0, NULL FROM observation"
                    "  WHERE unit NOT IN (SELECT unit FROM packed)",
                    check_packed);
}

/* ---- runs ---- */

/* The units of a run against the root that its entry holds; and how many there are. */
static void check_run(ntm_verifying *v, sqlite3_stmt *stmt)
{
    int64_t number = sqlite3_column_int64(stmt, 0);
    ntm_arena *arena = ntm_arena_new();
    ntm_run run;
    char root[NTM_SHA256_TEXT];
    if (ntm_store_run(v->store, number, arena, &run, NULL) != NTM_OK) {
        ntm_verify_say(v, "unreadable", _("run #%lld cannot be read"), (long long)number);
    } else {
        ntm_digest *leaves = ntm_arena_array(arena, run.nunits, sizeof *leaves);
        for (size_t i = 0; i < run.nunits; i++)
            leaves[i] = ntm_run_unit_leaf(&run.units[i]);
        ntm_digest_text(ntm_merkle_root(leaves, run.nunits), root);
        if (strcmp(root, run.results_root) != 0 ||
            (int64_t)run.nunits != sqlite3_column_int64(stmt, 1))
            ntm_verify_say(v, "results",
                           _("the units of run #%lld, or their results, are not those recorded"),
                           (long long)number);
    }
    ntm_arena_free(arena);
}

static void say_places(ntm_verifying *v, sqlite3_stmt *stmt)
{
    ntm_verify_say(v, "places", _("the rows of run #%lld in %s are not numbered as they were"),
                   (long long)sqlite3_column_int64(stmt, 0), column(stmt, 1));
}

/* Only the order of the places is in a run's entry; they count from 0. */
#define PLACES(table)                                                                              \
    "SELECT run, '" table "' FROM " table                                                          \
    " GROUP BY run HAVING min(place) <> 0 OR max(place) <> count(*) - 1"

void ntm_verify_runs(ntm_verifying *v)
{
    ntm_verify_rows(v, PLACES("run_document") " UNION ALL " PLACES("run_unit"), say_places);
    ntm_verify_rows(v, "SELECT number, units FROM run ORDER BY number", check_run);
}
