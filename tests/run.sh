#!/bin/sh
# Run every test program, two at a time for each processor since most of them wait for a screen, show what
# failed, and end with one line `N passed, N failed` that counts test cases. A program that dies, or closes
# without its summary, counts as one failure more.
#   tests/run.sh BUILD [valgrind]
set -u
build=$1
mode=${2:-}
logs=$build/tests/logs
case $mode in # seconds for a program, and how many at a time
valgrind) longest=3600 beside=$(nproc) ;;
*) longest=900 beside=$((2 * $(nproc))) ;;
esac

log_of() { echo "$logs/$(echo "${1#"$build"/tests/}" | tr / -)"; }

# One program: its log, and beside it how many cases passed and failed.
run_one() {
    t=$1
    log=$(log_of "$t")
    case $mode in
    # Children that end without ceremony leave SQLite's pages to pointers into their middle: possibly lost.
    valgrind) set -- valgrind -q --trace-children=yes --trace-children-skip='/bin/*,/sbin/*,/usr/*' \
        --error-exitcode=99 --leak-check=full --show-leak-kinds=definite \
        --errors-for-leak-kinds=definite --suppressions=tests/valgrind.supp "$t" ;;
    *) set -- "$t" ;;
    esac
    timeout "$longest" "$@" >"$log" 2>&1
    code=$?
    count() { grep -c "$1" "$log"; }
    ok=$(count '^\[       OK \]')
    bad=$(($(count '^\[ RUN      \]') - ok - $(count '^\[  SKIPPED \] [a-z].*[^:]$') / 2))
    if [ "$(count '^\[==========\] [0-9]* test(s) run')" -eq 0 ] || { [ "$code" -ne 0 ] && [ "$bad" -eq 0 ]; }; then
        bad=$((bad + 1))
    fi
    [ "$bad" -eq 0 ] || echo "--- $t (exit $code)" | cat - "$log" >"$log.failed"
    echo "$ok $bad" >"$log.count"
}
if [ "${TEST_ONE:-}" ]; then
    one=$TEST_ONE
    unset TEST_ONE
    run_one "$one"
    exit
fi

SSHD=$(tests/sshd.sh "$build") || exit 1
export SSHD SERVER="$PWD/$build/tests/server/thidua" THIDUA="$PWD/$build/thidua" TZ=UTC LC_ALL=C.UTF-8
export PLAN="${PLAN:-}"
rm -rf "$logs" && mkdir -p "$logs" || exit 1

# What listens in syslog's place, or changes the machine's accounts and sudo, has the machine to itself.
together='' alone=''
for t in "$build"/tests/unit/* "$build"/tests/cli/* "$build"/tests/tui/*; do
    if [ ! -x "$t" ] || [ ! -f "tests/${t#"$build"/tests/}.c" ]; then
        continue # no program, or that of a source taken away
    fi
    case $mode:$t in
    valgrind:*/cli/test_ssh | valgrind:*/cli/test_attacks | valgrind:*/cli/test_intruders) ;; # sshd is not ours
    valgrind:*/cli/test_keys | valgrind:*/cli/test_sudo) ;;
    valgrind:*/cli/test_rights | valgrind:*/cli/test_secrets) ;; # thousands of runs of what others run once
    valgrind:*/unit/test_db_wait) ;; # valgrind 3.19 lets no signal in while fcntl waits
    valgrind:*/tui/*) ;; # they wait for a screen, which valgrind slows past their patience
    *:*/cli/test_ssh | *:*/cli/test_sudo) alone="$alone $t" ;;
    *) together="$together $t" ;;
    esac
done
# shellcheck disable=SC2086
printf '%s\n' $together | xargs -P "$beside" -I '{}' env TEST_ONE='{}' "$0" "$build" "$mode"
for t in $alone; do run_one "$t"; done

passed=0 failed=0
for t in $together $alone; do
    log=$(log_of "$t")
    read -r ok bad <"$log.count" || { ok=0 bad=1; }
    passed=$((passed + ok))
    failed=$((failed + bad))
    [ ! -f "$log.failed" ] || cat "$log.failed"
done
[ "$(id -u)" -eq 0 ] || echo 'not run: sudo with accounts of its own, keys without a forced command, syslog (only root can)'
[ -n "$PLAN" ] || echo 'not run: the group on the real plan (give its path as PLAN=)'
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
