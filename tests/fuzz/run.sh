#!/bin/sh
# Run every fuzzer for so many seconds, two at a time, from the corpora in tests/fuzz/corpus and what earlier
# runs found beside. A finding (crash, hang, leak, a promise not kept) is shown, and its bytes kept.
#   tests/fuzz/run.sh BUILD SECONDS [NAME ...]
set -u
build=$1 seconds=$2
shift 2
export TZ=UTC LC_ALL=C.UTF-8
[ $# -gt 0 ] || set -- $(for f in tests/fuzz/*.c; do basename "$f" .c; done)

# Files of the project that are good examples too, and how long inputs may get.
seeds() {
    case $1 in
    ini) echo config/thidua.ini ;;
    plan) echo config/ke-hoach.txt tests/plans/*.txt | tr ' ' ',' ;;
    csv) echo config/don-vi.csv ;;
    esac
}
longest() {
    case $1 in
    ini) echo 4096 ;; plan) echo 3000 ;; csv) echo 2000 ;; remote) echo 600 ;; keys) echo 400 ;; db) echo 300 ;;
    esac
}
fuzz_one() {
    mkdir -p "$build/corpus/$1"
    seeds=$(seeds "$1")
    if "$build/tests/fuzz/$1" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=1024 -print_final_stats=1 \
        -max_len="$(longest "$1")" ${seeds:+-seed_inputs="$seeds"} -artifact_prefix="$build/findings/$1-" \
        "$build/corpus/$1" "tests/fuzz/corpus/$1" >"$build/log-$1" 2>&1; then
        runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$build/log-$1")
        cover=$(sed -n 's/.*cov: \([0-9]*\).*/\1/p' "$build/log-$1" | tail -n 1)
        echo "fuzz: $1: $runs inputs in $seconds s, $cover edges reached, no finding"
    else
        grep -v '^#[0-9]' "$build/log-$1" | tail -n 60
        echo "fuzz: $1: a finding; its input is $build/findings/$1-*, the whole story $build/log-$1"
        return 1
    fi
}
if [ "${FUZZ_ONE:-}" ]; then
    fuzz_one "$1"
    exit
fi
mkdir -p "$build/findings" || exit 1
# In memory where there is such a place: a disk that has to write every save is a hundred times slower.
TMPDIR=$(mktemp -d -p /dev/shm 2>/dev/null || mktemp -d) || exit 1
export TMPDIR
trap 'rm -rf "$TMPDIR"' EXIT
trap 'exit 130' INT TERM HUP
printf '%s\n' "$@" | FUZZ_ONE=1 xargs -P 2 -n 1 "$0" "$build" "$seconds"
