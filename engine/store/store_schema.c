/*
 * store/store_schema.c - the tables, version 1.
 *
 * Rows of history belong to an import and are numbered within it: (import, row). Dates are ISO
 * texts, NULL where open or unknown; numbers that decide are decimal texts, never floats. A later
 * version only adds (runs, the ledger, retractions, packed copies): what is here keeps its meaning.
 */
#include "store/store_priv.h"

/* Refuse changes of a table's rows. */
#define APPEND_ONLY(table)                                                                         \
    "CREATE TRIGGER " table "_no_update BEFORE UPDATE ON " table                                   \
    " BEGIN SELECT raise(ABORT, '" table " is append-only: import a correction'); END;"            \
    "CREATE TRIGGER " table "_no_delete BEFORE DELETE ON " table                                   \
    " BEGIN SELECT raise(ABORT, '" table " is append-only: import a correction'); END;"

/* A date, or nothing. */
#define DATE(column)                                                                               \
    column " TEXT CHECK (" column " GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]')"

/* clang-format off */
static const char SCHEMA[] =
    "CREATE TABLE meta ("
    "  key TEXT PRIMARY KEY,"
    "  value TEXT NOT NULL"
    ") STRICT, WITHOUT ROWID;"

    /* Bytes under their SHA-256. Bytes that may not be kept are set to NULL, with the reason; size
     * and digest stay. */
    "CREATE TABLE object ("
    "  sha256 TEXT PRIMARY KEY CHECK (length(sha256) = 64),"
    "  kind TEXT NOT NULL," /* 'import': an imported file */
    "  size INTEGER NOT NULL CHECK (size >= 0),"
    "  bytes BLOB CHECK (bytes IS NULL OR length(bytes) = size),"
    "  removed_at TEXT,"
    "  removed_because TEXT,"
    "  CHECK ((bytes IS NULL) = (removed_because IS NOT NULL))"
    ") STRICT;"
    "CREATE TRIGGER object_no_update BEFORE UPDATE ON object"
    " WHEN NEW.bytes IS NOT NULL OR NEW.sha256 IS NOT OLD.sha256 OR NEW.kind IS NOT OLD.kind"
    "   OR NEW.size IS NOT OLD.size OR OLD.bytes IS NULL"
    " BEGIN SELECT raise(ABORT, 'object: bytes can only be removed, with a reason'); END;"
    "CREATE TRIGGER object_no_delete BEFORE DELETE ON object"
    " BEGIN SELECT raise(ABORT, 'object: bytes can only be removed, with a reason'); END;"

    "CREATE TABLE import ("
    "  number INTEGER PRIMARY KEY CHECK (number > 0),"
    "  file TEXT NOT NULL,"
    "  sha256 TEXT NOT NULL REFERENCES object (sha256),"
    "  actor TEXT NOT NULL,"
    "  imported_at TEXT NOT NULL,"          /* UTC: 2023-12-31T08:00:00Z */
    "  imported_at_s INTEGER NOT NULL,"     /* the same in seconds since 1970 */
    "  note TEXT NOT NULL,"
    "  engine TEXT NOT NULL,"
    "  units INTEGER NOT NULL,"             /* rows of this import in the tables below */
    "  observations INTEGER NOT NULL,"
    "  titles INTEGER NOT NULL,"
    "  registrations INTEGER NOT NULL"
    ") STRICT;"
    "CREATE INDEX import_by_file ON import (sha256);"
    "CREATE TRIGGER import_numbered BEFORE INSERT ON import"
    " WHEN NEW.number <> (SELECT ifnull(max(number), 0) + 1 FROM import)"
    " BEGIN SELECT raise(ABORT, 'import: numbers follow each other'); END;"
    APPEND_ONLY("import")

    /* A unit is named by its code and a day. A later row of the same code and first day replaces an
     * earlier one. */
    "CREATE TABLE unit ("
    "  import INTEGER NOT NULL REFERENCES import (number),"
    "  row INTEGER NOT NULL,"
    "  code TEXT NOT NULL CHECK (code <> ''),"
    "  level TEXT NOT NULL"
    "    CHECK (level IN ('province', 'district', 'commune', 'village', 'product')),"
    "  name TEXT NOT NULL,"
    "  parent TEXT,"
    "  " DATE("valid_from") ","
    "  " DATE("valid_to") ","
    "  PRIMARY KEY (import, row)"
    ") STRICT, WITHOUT ROWID;"
    "CREATE UNIQUE INDEX unit_by_version ON unit (code, ifnull(valid_from, ''), import);"
    APPEND_ONLY("unit")

    /* Which unit became which: the mergers of 1 July 2025 and whatever follows. */
    "CREATE TABLE succession ("
    "  import INTEGER NOT NULL REFERENCES import (number),"
    "  row INTEGER NOT NULL,"
    "  predecessor TEXT NOT NULL,"
    "  successor TEXT NOT NULL,"
    "  " DATE("effective") " NOT NULL,"     /* first day of the successor */
    "  part INTEGER NOT NULL CHECK (part IN (0, 1))," /* 1: only a part of the predecessor */
    "  note TEXT NOT NULL,"
    "  PRIMARY KEY (import, row)"
    ") STRICT, WITHOUT ROWID;"
    APPEND_ONLY("succession")

    "CREATE TABLE observation ("
    "  import INTEGER NOT NULL REFERENCES import (number),"
    "  row INTEGER NOT NULL,"
    "  line INTEGER NOT NULL,"              /* in the file */
    "  unit TEXT NOT NULL,"
    "  field TEXT NOT NULL,"                /* a field, or a reported share a/b */
    "  " DATE("as_of") " NOT NULL,"
    "  kind TEXT NOT NULL CHECK (kind IN ('number', 'yes_no', 'grade', 'choice', 'date')),"
    "  value TEXT,"                         /* NULL where bounds were reported */
    "  low TEXT,"
    "  high TEXT,"
    "  assessor TEXT NOT NULL,"
    "  assessor_order INTEGER NOT NULL,"
    "  origin TEXT NOT NULL,"               /* report, constructed … */
    "  evidence TEXT NOT NULL,"
    "  note TEXT NOT NULL,"
    "  PRIMARY KEY (import, row),"
    "  CHECK ((value IS NULL) = (low IS NOT NULL OR high IS NOT NULL))"
    ") STRICT, WITHOUT ROWID;"
    "CREATE INDEX observation_by_unit ON observation (unit);"
    APPEND_ONLY("observation")

    "CREATE TABLE title ("
    "  import INTEGER NOT NULL REFERENCES import (number),"
    "  row INTEGER NOT NULL,"
    "  line INTEGER NOT NULL,"
    "  unit TEXT NOT NULL,"
    "  title TEXT NOT NULL,"                /* a series, or a decision */
    "  number TEXT NOT NULL,"               /* of the recognising decision */
    "  criteria_set TEXT NOT NULL,"
    "  " DATE("date") ","
    "  " DATE("expires") ","
    "  " DATE("withdrawn") ","
    "  origin TEXT NOT NULL,"
    "  note TEXT NOT NULL,"
    "  PRIMARY KEY (import, row)"
    ") STRICT, WITHOUT ROWID;"
    "CREATE INDEX title_by_unit ON title (unit);"
    APPEND_ONLY("title")

    "CREATE TABLE registration ("
    "  import INTEGER NOT NULL REFERENCES import (number),"
    "  row INTEGER NOT NULL,"
    "  line INTEGER NOT NULL,"
    "  unit TEXT NOT NULL,"
    "  criteria_set TEXT NOT NULL,"
    "  year INTEGER NOT NULL,"
    "  origin TEXT NOT NULL,"
    "  PRIMARY KEY (import, row)"
    ") STRICT, WITHOUT ROWID;"
    "CREATE INDEX registration_by_unit ON registration (unit);"
    APPEND_ONLY("registration")

    /* For people with the sqlite3 shell. */
    "CREATE VIEW latest_unit AS"
    " SELECT code, level, name, parent, valid_from, valid_to, import FROM unit AS u"
    " WHERE import = (SELECT max(import) FROM unit"
    "   WHERE code = u.code AND ifnull(valid_from, '') = ifnull(u.valid_from, ''));"
    /* Freshness is left to the reader: this is the newest figure, however old. */
    "CREATE VIEW latest_observation AS"
    " SELECT unit, field, value, low, high, as_of, assessor, origin, evidence, note, import, line"
    " FROM (SELECT *, row_number() OVER (PARTITION BY unit, field"
    "   ORDER BY as_of DESC, assessor_order DESC, import DESC, line DESC) AS place"
    "   FROM observation)"
    " WHERE place = 1;"
    "CREATE VIEW import_list AS"
    " SELECT number, imported_at, actor, file, i.sha256, size, bytes IS NOT NULL AS kept,"
    "   units, observations, titles, registrations, note"
    " FROM import AS i JOIN object AS o ON o.sha256 = i.sha256;"

    "INSERT INTO meta (key, value) VALUES"
    " ('made_by', 'ntm " NTM_VERSION "'),"
    " ('made_at', strftime('%Y-%m-%dT%H:%M:%SZ', 'now'));";
/* clang-format on */

ntm_rc ntm_store_lay_schema(ntm_store *store, ntm_diags *diags)
{
    char identity[96];
    snprintf(identity, sizeof identity, "PRAGMA application_id = %d; PRAGMA user_version = %d;",
             NTM_STORE_APPLICATION_ID, NTM_STORE_VERSION);
    ntm_rc rc = ntm_store_exec(store, SCHEMA, diags);
    return rc == NTM_OK ? ntm_store_exec(store, identity, diags) : rc;
}
