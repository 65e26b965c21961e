/*
 * store/store_schema.c - the tables, version 2.
 *
 * Rows of history belong to an import and are numbered within it: (import, row). Dates are ISO
 * texts, NULL where open or unknown; numbers that decide are decimal texts, never floats. Every row
 * of history is under a digest that an entry of the ledger holds (store_tables.c, store_record.c);
 * `packed` alone is a copy, made anew with each import and compared by verify.
 */
#include <time.h>

#include "base/hash.h"
#include "store/ledger_priv.h"
#include "store/store_priv.h"
#include "store/store_text.h"

/* Refuse changes of a table's rows. */
#define APPEND_ONLY(table)                                                                         \
    "CREATE TRIGGER " table "_no_update BEFORE UPDATE ON " table                                   \
    " BEGIN SELECT raise(ABORT, '" table " is append-only: import a correction'); END;"            \
    "CREATE TRIGGER " table "_no_delete BEFORE DELETE ON " table                                   \
    " BEGIN SELECT raise(ABORT, '" table " is append-only: import a correction'); END;"

/* A date, or nothing. */
#define DATE(column)                                                                               \
    column " TEXT CHECK (" column " GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]')"

/* A row of a table that was not withdrawn. */
#define STANDING(alias, table)                                                                     \
    "NOT EXISTS (SELECT 1 FROM retraction WHERE of_import = " alias ".import"                      \
    " AND (of_table IS NULL OR (of_table = '" table "' AND of_row = " alias ".row)))"

/* How a row of history begins. */
#define ROW_OF_IMPORT                                                                              \
    "  import INTEGER NOT NULL REFERENCES import (number),"                                        \
    "  row INTEGER NOT NULL,"

/* clang-format off */
static const char SCHEMA[] =
    "CREATE TABLE meta ("
    "  key TEXT PRIMARY KEY,"
    "  value TEXT NOT NULL"
    ") STRICT, WITHOUT ROWID;"

    /* Bytes under their SHA-256. Bytes that may not be kept are set to NULL once a removal says so;
     * size and digest stay. */
    "CREATE TABLE object ("
    "  sha256 TEXT PRIMARY KEY CHECK (length(sha256) = 64),"
    "  kind TEXT NOT NULL"                  /* what they were first kept as */
    "    CHECK (kind IN ('import', 'script', 'document', 'facts', 'result')),"
    "  size INTEGER NOT NULL CHECK (size >= 0),"
    "  bytes BLOB CHECK (bytes IS NULL OR length(bytes) = size)"
    ") STRICT;"
    "CREATE TABLE removal ("
    "  number INTEGER PRIMARY KEY CHECK (number > 0),"
    "  sha256 TEXT NOT NULL UNIQUE REFERENCES object (sha256),"
    "  size INTEGER NOT NULL,"
    "  removed_at TEXT NOT NULL,"
    "  actor TEXT NOT NULL,"
    "  reason TEXT NOT NULL CHECK (reason <> '')"
    ") STRICT;"
    APPEND_ONLY("removal")
    "CREATE TRIGGER object_no_update BEFORE UPDATE ON object"
    " WHEN NEW.bytes IS NOT NULL OR NEW.sha256 IS NOT OLD.sha256 OR NEW.kind IS NOT OLD.kind"
    "   OR NEW.size IS NOT OLD.size OR OLD.bytes IS NULL"
    "   OR NOT EXISTS (SELECT 1 FROM removal WHERE sha256 = OLD.sha256)"
    " BEGIN SELECT raise(ABORT, 'object: bytes can only be removed, with a reason'); END;"
    "CREATE TRIGGER object_no_delete BEFORE DELETE ON object"
    " BEGIN SELECT raise(ABORT, 'object: bytes can only be removed, with a reason'); END;"

    /* A retraction is an import too: its number says from when on it was known. */
    "CREATE TABLE import ("
    "  number INTEGER PRIMARY KEY CHECK (number > 0),"
    "  kind TEXT NOT NULL CHECK (kind IN ('file', 'retraction')),"
    "  file TEXT NOT NULL,"
    "  sha256 TEXT NOT NULL REFERENCES object (sha256),"
    "  actor TEXT NOT NULL,"
    "  imported_at TEXT NOT NULL,"          /* UTC: 2023-12-31T08:00:00Z */
    "  imported_at_s INTEGER NOT NULL,"     /* the same in seconds since 1970 */
    "  note TEXT NOT NULL,"
    "  engine TEXT NOT NULL,"
    "  units INTEGER NOT NULL,"             /* rows of this import in the tables below */
    "  successions INTEGER NOT NULL,"
    "  observations INTEGER NOT NULL,"
    "  titles INTEGER NOT NULL,"
    "  registrations INTEGER NOT NULL,"
    "  findings INTEGER NOT NULL,"
    "  papers INTEGER NOT NULL,"            /* rows in evidence */
    "  retractions INTEGER NOT NULL"
    ") STRICT;"
    "CREATE INDEX import_by_file ON import (sha256);"
    "CREATE TRIGGER import_numbered BEFORE INSERT ON import"
    " WHEN NEW.number <> (SELECT ifnull(max(number), 0) + 1 FROM import)"
    " BEGIN SELECT raise(ABORT, 'import: numbers follow each other'); END;"
    APPEND_ONLY("import")

    /* A unit is named by its code and a day. A later row of the same code and first day replaces an
     * earlier one. */
    "CREATE TABLE unit ("
    ROW_OF_IMPORT
    "  line INTEGER NOT NULL,"              /* in the file; 0: not known */
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
    ROW_OF_IMPORT
    "  line INTEGER NOT NULL,"
    "  predecessor TEXT NOT NULL,"
    "  successor TEXT NOT NULL,"
    "  " DATE("effective") " NOT NULL,"     /* first day of the successor */
    "  extent TEXT NOT NULL CHECK (extent IN ('unknown', 'whole', 'part')),"
    "  confirmed TEXT NOT NULL,"            /* by whom; '' nobody */
    "  origin TEXT NOT NULL,"
    "  note TEXT NOT NULL,"
    "  PRIMARY KEY (import, row)"
    ") STRICT, WITHOUT ROWID;"
    APPEND_ONLY("succession")

    "CREATE TABLE observation ("
    ROW_OF_IMPORT
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
    ROW_OF_IMPORT
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
    "  appraisal TEXT NOT NULL,"            /* documents of the findings it rests on */
    "  PRIMARY KEY (import, row)"
    ") STRICT, WITHOUT ROWID;"
    "CREATE INDEX title_by_unit ON title (unit);"
    APPEND_ONLY("title")

    "CREATE TABLE registration ("
    ROW_OF_IMPORT
    "  line INTEGER NOT NULL,"
    "  unit TEXT NOT NULL,"
    "  criteria_set TEXT NOT NULL,"
    "  year INTEGER NOT NULL,"
    "  origin TEXT NOT NULL,"
    "  PRIMARY KEY (import, row)"
    ") STRICT, WITHOUT ROWID;"
    "CREATE INDEX registration_by_unit ON registration (unit);"
    APPEND_ONLY("registration")

    /* What appraisers found, beside the computed statuses. */
    "CREATE TABLE finding ("
    ROW_OF_IMPORT
    "  line INTEGER NOT NULL,"
    "  unit TEXT NOT NULL,"
    "  criteria_set TEXT NOT NULL,"
    "  item TEXT NOT NULL,"                 /* criterion, indicator, or '' for the whole */
    "  assessor TEXT NOT NULL,"
    "  assessor_order INTEGER NOT NULL,"
    "  opinion TEXT NOT NULL CHECK (opinion IN ('met', 'not_met', 'supplement')),"
    "  reason TEXT NOT NULL,"
    "  document TEXT NOT NULL,"
    "  " DATE("date") ","
    "  office TEXT NOT NULL,"
    "  origin TEXT NOT NULL,"
    "  PRIMARY KEY (import, row)"
    ") STRICT, WITHOUT ROWID;"
    "CREATE INDEX finding_by_unit ON finding (unit);"
    APPEND_ONLY("finding")

    /* Papers that prove figures. The scanned file itself is not here, only its digest. */
    "CREATE TABLE evidence ("
    ROW_OF_IMPORT
    "  line INTEGER NOT NULL,"
    "  unit TEXT NOT NULL,"
    "  number TEXT NOT NULL,"
    "  kind TEXT NOT NULL,"
    "  title TEXT NOT NULL,"
    "  office TEXT NOT NULL,"
    "  " DATE("date") ","
    "  " DATE("valid_until") ","
    "  path TEXT NOT NULL,"
    "  sha256 TEXT NOT NULL,"
    "  size INTEGER NOT NULL,"
    "  origin TEXT NOT NULL,"
    "  note TEXT NOT NULL,"
    "  PRIMARY KEY (import, row)"
    ") STRICT, WITHOUT ROWID;"
    "CREATE INDEX evidence_by_unit ON evidence (unit);"
    APPEND_ONLY("evidence")

    /* What was withdrawn: a row of an earlier import, or all of it. The rows themselves stay. */
    "CREATE TABLE retraction ("
    ROW_OF_IMPORT
    "  of_import INTEGER NOT NULL REFERENCES import (number) CHECK (of_import < import),"
    "  of_table TEXT CHECK (of_table IN ('unit', 'succession', 'observation', 'title',"
    "    'registration', 'finding', 'evidence'))," /* NULL: all of the import */
    "  of_row INTEGER,"
    "  reason TEXT NOT NULL CHECK (reason <> ''),"
    "  PRIMARY KEY (import, row),"
    "  CHECK ((of_table IS NULL) = (of_row IS NULL))"
    ") STRICT, WITHOUT ROWID;"
    "CREATE INDEX retraction_by_import ON retraction (of_import);"
    APPEND_ONLY("retraction")

    /* A copy of each unit's observations for quick reading; verify compares it. */
    "CREATE TABLE packed ("
    "  unit TEXT PRIMARY KEY,"
    "  observations INTEGER NOT NULL,"
    "  bytes BLOB NOT NULL"
    ") STRICT, WITHOUT ROWID;"

    /* An evaluation on record. Codes and numbers as `ntm.run/1` has them (docs/history.md). */
    "CREATE TABLE run ("
    "  number INTEGER PRIMARY KEY CHECK (number > 0),"
    "  recorded_at TEXT NOT NULL,"
    "  recorded_at_s INTEGER NOT NULL,"
    "  actor TEXT NOT NULL,"
    "  note TEXT NOT NULL,"
    "  engine TEXT NOT NULL,"
    "  profile TEXT NOT NULL,"              /* rules of computing: the same profile, the same bytes */
    "  decision TEXT NOT NULL,"
    "  document_sha256 TEXT NOT NULL,"      /* as consolidated on the date */
    "  " DATE("as_of") " NOT NULL,"
    "  year INTEGER NOT NULL,"
    "  known_import INTEGER NOT NULL,"      /* imports up to this one were known */
    "  parameters TEXT NOT NULL,"           /* JSON: the rest of what was asked for */
    "  units INTEGER NOT NULL,"
    "  illustrative INTEGER NOT NULL CHECK (illustrative IN (0, 1)),"
    "  reconstructed INTEGER NOT NULL CHECK (reconstructed IN (0, 1)),"
    "  results_root TEXT NOT NULL CHECK (length(results_root) = 64)" /* Merkle root over run_unit */
    ") STRICT;"
    "CREATE TRIGGER run_numbered BEFORE INSERT ON run"
    " WHEN NEW.number <> (SELECT ifnull(max(number), 0) + 1 FROM run)"
    " BEGIN SELECT raise(ABORT, 'run: numbers follow each other'); END;"
    APPEND_ONLY("run")
    /* The decisions that it could reach, each as a document; the scripts they were made from. */
    "CREATE TABLE run_document ("
    "  run INTEGER NOT NULL REFERENCES run (number),"
    "  place INTEGER NOT NULL,"
    "  id TEXT NOT NULL,"
    "  sha256 TEXT NOT NULL REFERENCES object (sha256)," /* the JSON, with its places in the script */
    "  document_sha256 TEXT NOT NULL,"      /* without them: what it means */
    "  script TEXT NOT NULL,"               /* '' where it was not made from a script */
    "  script_sha256 TEXT NOT NULL,"
    "  PRIMARY KEY (run, place)"
    ") STRICT, WITHOUT ROWID;"
    APPEND_ONLY("run_document")
    "CREATE TABLE run_script ("
    "  run INTEGER NOT NULL REFERENCES run (number),"
    "  path TEXT NOT NULL,"
    "  sha256 TEXT NOT NULL REFERENCES object (sha256),"
    "  PRIMARY KEY (run, path)"
    ") STRICT, WITHOUT ROWID;"
    APPEND_ONLY("run_script")
    /* What was computed of each unit (`ntm.evaluation/1`), and the facts it was computed from. */
    "CREATE TABLE run_unit ("
    "  run INTEGER NOT NULL REFERENCES run (number),"
    "  place INTEGER NOT NULL,"
    "  unit TEXT NOT NULL,"
    "  level TEXT NOT NULL CHECK (level IN ('met', 'not_met', 'undecided')),"
    "  facts TEXT NOT NULL REFERENCES object (sha256),"
    "  result TEXT NOT NULL REFERENCES object (sha256),"
    "  PRIMARY KEY (run, place)"
    ") STRICT, WITHOUT ROWID;"
    "CREATE INDEX run_unit_by_unit ON run_unit (unit);"
    APPEND_ONLY("run_unit")

    /* One entry for all that was ever done: the store made, imports, runs, removals. `record` is
     * canonical JSON made from the tables above; `leaf` its hash; `chain` binds it to all before. */
    "CREATE TABLE ledger ("
    "  seq INTEGER PRIMARY KEY CHECK (seq > 0),"
    "  kind TEXT NOT NULL CHECK (kind IN ('store', 'import', 'run', 'removal')),"
    "  number INTEGER NOT NULL,"
    "  record TEXT NOT NULL,"
    "  leaf TEXT NOT NULL CHECK (length(leaf) = 64),"
    "  chain TEXT NOT NULL CHECK (length(chain) = 64),"
    "  UNIQUE (kind, number)"
    ") STRICT;"
    "CREATE TRIGGER ledger_numbered BEFORE INSERT ON ledger"
    " WHEN NEW.seq <> (SELECT ifnull(max(seq), 0) + 1 FROM ledger)"
    " BEGIN SELECT raise(ABORT, 'ledger: entries follow each other'); END;"
    APPEND_ONLY("ledger")

    /* For people with the sqlite3 shell. */
    "CREATE VIEW withdrawn AS"              /* rows that no longer count, and why */
    " SELECT of_import AS import, of_table AS table_name, of_row AS row, import AS by_import, reason"
    " FROM retraction;"
    "CREATE VIEW latest_unit AS"
    " SELECT code, level, name, parent, valid_from, valid_to, import FROM unit AS u"
    " WHERE " STANDING("u", "unit") " AND import = (SELECT max(import) FROM unit AS v"
    "   WHERE code = u.code AND ifnull(valid_from, '') = ifnull(u.valid_from, '')"
    "   AND " STANDING("v", "unit") ");"
    /* Freshness is left to the reader: this is the newest figure, however old. */
    "CREATE VIEW latest_observation AS"
    " SELECT unit, field, value, low, high, as_of, assessor, origin, evidence, note, import, line"
    " FROM (SELECT *, row_number() OVER (PARTITION BY unit, field"
    "   ORDER BY as_of DESC, assessor_order DESC, import DESC, line DESC) AS place"
    "   FROM observation AS o WHERE " STANDING("o", "observation") ")"
    " WHERE place = 1;"
    "CREATE VIEW import_list AS"
    " SELECT number, i.kind, imported_at, actor, file, i.sha256, size, bytes IS NOT NULL AS kept,"
    "   units, successions, observations, titles, registrations, findings, papers, retractions,"
    "   note"
    " FROM import AS i JOIN object AS o ON o.sha256 = i.sha256;"
    "CREATE VIEW run_list AS"
    " SELECT number, recorded_at, actor, decision, as_of, year, known_import, units,"
    "   (SELECT count(*) FROM run_unit WHERE run = number AND level = 'met') AS met,"
    "   (SELECT count(*) FROM run_unit WHERE run = number AND level = 'not_met') AS not_met,"
    "   (SELECT count(*) FROM run_unit WHERE run = number AND level = 'undecided') AS undecided,"
    "   illustrative, reconstructed, engine, profile, note"
    " FROM run;"
    /* The results of a run as rows: SELECT * FROM run_result WHERE run = 3. */
    "CREATE VIEW run_result AS"
    " SELECT run, unit, json_extract(r.value, '$.criterion') AS criterion,"
    "   json_extract(r.value, '$.indicator') AS indicator,"
    "   json_extract(r.value, '$.status') AS status,"
    "   json_extract(r.value, '$.decided') AS decided,"
    "   json_extract(r.value, '$.text') AS text"
    " FROM run_unit JOIN object ON object.sha256 = result,"
    "   json_each(CAST(bytes AS TEXT), '$.units[0].results') AS r;"
    /* Its parts: measured, required, and how much is missing of which field. */
    "CREATE VIEW run_part AS"
    " SELECT run, unit, json_extract(r.value, '$.indicator') AS indicator,"
    "   json_extract(p.value, '$.label') AS part, json_extract(p.value, '$.status') AS status,"
    "   json_extract(p.value, '$.measured') AS measured,"
    "   json_extract(p.value, '$.comparison') AS comparison,"
    "   json_extract(p.value, '$.required') AS required,"
    "   json_extract(p.value, '$.gaps[0].field') AS gap_field,"
    "   json_extract(p.value, '$.gaps[0].change') AS gap"
    " FROM run_unit JOIN object ON object.sha256 = result,"
    "   json_each(CAST(bytes AS TEXT), '$.units[0].results') AS r,"
    "   json_each(r.value, '$.parts') AS p;";
/* clang-format on */

/* Name, maker and day of a store that is being made; they are the first entry of its ledger. */
static ntm_rc set_meta(ntm_store *store, ntm_diags *diags)
{
    uint8_t id[16];
    char hex[33], now[NTM_TIME_TEXT], sql[256];
    ntm_random(id, sizeof id);
    snprintf(sql, sizeof sql,
             "INSERT INTO meta (key, value) VALUES ('id', '%s'), ('made_at', '%s'),"
             " ('made_by', 'ntm " NTM_VERSION "')",
             ntm_hex(id, sizeof id, hex), ntm_time_format((int64_t)time(NULL), now));
    return ntm_store_exec(store, sql, diags);
}

ntm_rc ntm_store_lay_tables(ntm_store *store, ntm_diags *diags)
{
    char identity[96];
    snprintf(identity, sizeof identity, "PRAGMA application_id = %d; PRAGMA user_version = %d;",
             NTM_STORE_APPLICATION_ID, NTM_STORE_VERSION);
    ntm_rc rc = ntm_store_exec(store, SCHEMA, diags);
    return rc == NTM_OK ? ntm_store_exec(store, identity, diags) : rc;
}

ntm_rc ntm_store_lay_schema(ntm_store *store, ntm_diags *diags)
{
    ntm_rc rc = ntm_store_lay_tables(store, diags);
    if (rc == NTM_OK)
        rc = set_meta(store, diags);
    return rc == NTM_OK ? ntm_ledger_enter(store, "store", 1, diags) : rc;
}
