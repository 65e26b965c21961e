#!/bin/sh
# Record the same runs in a store, and print what came out of each unit by its digest alone.
#
#   tests/history/same-runs.sh BIN STORE      BIN: folder of the programs; locale and zone as they are
#
# The lines are the same in every build, locale and time zone, for stores that are copies of each other.
set -eu
source=$(cd "$(dirname "$0")/../.." && pwd)
ntm=$1/ntm
NTM_STORE=$2
NTM_RULES=$source/rules
export NTM_STORE NTM_RULES
record() { "$ntm" evaluate "$@" --record --who same -q -o /dev/null; }

record 1980 15169 --as-of 2017-12-29
record thon-kieu-mau/2021 15169.02 --as-of 2021-12-31
record 41/2022 --as-of 2023-12-31
record 32/2022 --as-of 2023-12-31
record 33/2022 15169 90001 90002 90003 --as-of 2023-12-31 --year 2022 --assessor commune
record 32/2022 15169 --as-of 2023-12-31 --evidenced
record 32/2022 15169 90004 90005 --as-of 2024-06-30 --also vi-du
record 32/2022 15127 --as-of 2025-12-31 --carry "$source/datasets/cam-ngoc/carry.csv"
sqlite3 "$NTM_STORE" "SELECT run, decision, document_sha256, parameters, unit, level, facts, result
    FROM run JOIN run_unit ON run = number ORDER BY run, place"
