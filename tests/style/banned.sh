#!/bin/sh
# Each word poisoned in base/banned.h really stops a compilation. Usage: banned.sh COMPILER SOURCE-TREE
set -eu
cc=$1
header=$2/engine/base/banned.h

compiles() {
    printf '#include <string.h>\nvoid f(void);\nvoid f(void) { %s; }\n' "$1" |
        "$cc" -std=c17 -D_GNU_SOURCE -include "$header" -fsyntax-only -x c - 2>/dev/null
}

words=$(sed -n 's|^#pragma GCC poison \([a-z ]*\).*|\1|p' "$header")
compiles '(void)strlen("")' || { echo "$header: an honest file does not compile"; exit 1; }
for word in strcpy strcat sprintf vsprintf strtok gmtime localtime asctime ctime gets; do
    case " $(echo $words) " in
    *" $word "*) ;;
    *) echo "$header:1: '$word' is not poisoned"; exit 1 ;;
    esac
done
for word in $words; do
    if compiles "(void)$word"; then
        echo "$header:1: '$word' still compiles"
        exit 1
    fi
done
