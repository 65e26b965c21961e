# shellcheck shell=sh
# Read by the other scripts, after they went to the top of the source tree.

CCACHE_DIR=${CCACHE_DIR:-$PWD/build/ccache}
export CCACHE_DIR

# build PRESET [TARGET...]: configure and build, quietly unless it fails or V=1 asks to see it.
build() {
    preset=$1
    shift
    mkdir -p build
    log=build/$preset.log
    echo "building ($preset) ..." >&2
    if [ "${V:-0}" = 1 ]; then
        cmake --preset "$preset" && cmake --build --preset "$preset" ${1:+--target "$@"}
    elif ! { cmake --preset "$preset" && cmake --build --preset "$preset" ${1:+--target "$@"}; } \
        >"$log" 2>&1; then
        cat "$log" >&2
        echo "the build failed; its messages are above and in $log" >&2
        return 1
    fi
}

# programs: have the ntm built here on the PATH; with BUILD=0 the one that is there already is used.
programs() {
    [ "${BUILD:-1}" != 0 ] || return 0
    scripts/setup
    build release programs
    PATH=$PWD/build/release/bin:$PATH
}

# show COMMAND...: print a command as one would type it, then run it.
show() {
    printf '\n$'
    for word in "$@"; do
        case $word in
        *' '*) printf ' "%s"' "$word" ;;
        *) printf ' %s' "$word" ;;
        esac
    done
    printf '\n\n'
    "$@"
}
