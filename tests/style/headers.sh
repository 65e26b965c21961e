#!/bin/sh
# Each header of engine/ compiles alone and twice, as C17. Usage: headers.sh COMPILER SOURCE-TREE
set -eu
cc=$1
source=$2
libraries=$(pkg-config --cflags lua5.4 jansson)
cd "$source/engine"

failed=0
for header in $(find . -name '*.h' | sed 's|^\./||' | sort); do
    # shellcheck disable=SC2086  # flags are words
    printf '#include "%s"\n#include "%s"\n' "$header" "$header" |
        "$cc" -std=c17 -D_GNU_SOURCE -Wall -Wextra -Wstrict-prototypes -Werror -I. $libraries \
            -fsyntax-only -x c - || {
        echo "engine/$header:1: does not compile alone"
        failed=1
    }
done
exit $failed
