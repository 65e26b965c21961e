#!/bin/sh
# po/vi.po is complete: every message of engine/ is in it, translated and not fuzzy, and its
# directives (%s, %d) agree. Usage: catalogue.sh SOURCE-TREE. Exit code 77: there is no catalogue.
set -eu
export LC_ALL=C.UTF-8
source=$1
catalogue=$source/po/vi.po
[ -f "$catalogue" ] || exit 77

directory=$(mktemp -d)
trap 'rm -rf "$directory"' EXIT

# Merged in the scratch directory, a message that is not in the catalogue is an untranslated one.
"$source/scripts/po" --extract "$directory/ntm.pot"
msgmerge --quiet --force-po --no-fuzzy-matching --output-file="$directory/merged.po" "$catalogue" \
    "$directory/ntm.pot"

failed=0
msgfmt --check --output-file=/dev/null "$catalogue" || failed=1
for state in untranslated only-fuzzy; do
    for po in "$catalogue" "$directory/merged.po"; do
        msgattrib --$state --force-po --no-obsolete --no-wrap --output-file="$directory/open.po" "$po"
        # nothing but the header, or nothing at all, when no message is in this state
        [ "$(grep -c '^msgid ' "$directory/open.po")" -le 1 ] || {
            echo "po/vi.po: $state:"
            sed '1,/^$/d' "$directory/open.po"
            failed=1
            break
        }
    done
done
[ $failed = 0 ] || echo "hint: scripts/po brings po/vi.po up to date, then translate what is empty"
exit $failed
