# shellcheck shell=sh
# Read by command tests (". $SRC/tests/cli/small-store.sh"): a commune with two villages in a store of
# its own, ntm.db, and files for more imports. Nothing of it is anybody's figure.
cat >units.csv <<'X'
code,level,name,parent,valid_from,valid_to
38,province,Thanh Hóa,,,
390,district,Cẩm Thủy,38,,
15169,commune,Cẩm Ngọc,390,,
15169.02,village,Song Nga,15169,,
15169.04,village,Phúc Ngán Vải,15169,,
X
cat >figures.csv <<'X'
unit,field,value,as_of,assessor,origin
15169,population.male,1000,2023-06-30,commune,constructed
15169,population.female,1000,2023-06-30,commune,constructed
15169,health.insured.male,920,2023-06-30,commune,constructed
15169,health.insured.female,880,2023-06-30,commune,constructed
15169,culture.commune_hall,yes,2023-06-30,commune,constructed
15169,income.per_capita_vnd,44000000,2023-06-30,commune,constructed
X
cat >correction.csv <<'X'
unit,field,value,as_of,assessor,origin,note
15169,health.insured.female,910,2023-06-30,commune,constructed,gõ nhầm
X
cat >later.csv <<'X'
unit,field,value,as_of,assessor,origin
15169,health.insured.male,960,2023-12-31,commune,constructed
15169,health.insured.female,970,2023-12-31,commune,constructed
X
cat >district.csv <<'X'
unit,field,value,as_of,assessor,origin
15169,health.insured.female,890,2023-06-30,district,constructed
X
[ -e ntm.db ] || ntm import units.csv figures.csv --who Lan -o /dev/null -q

# altered SQL: a copy of the store, altered.db, without its triggers and with what the SQL does to it.
altered() {
    cp "${STORE:-ntm.db}" altered.db
    sqlite3 altered.db "SELECT 'DROP TRIGGER ' || name || ';' FROM sqlite_schema WHERE type = 'trigger'" >drop.sql
    {
        echo "PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY; PRAGMA foreign_keys = OFF;"
        echo "PRAGMA ignore_check_constraints = ON; BEGIN;"
        cat drop.sql
        printf '%s;\nCOMMIT;\n' "$1"
    } | sqlite3 altered.db >/dev/null
}
