#!/bin/sh
# Run every test program, show what failed, and end with one line `N passed, N failed` that counts
# test cases. A program that dies, or closes without its summary, counts as one failure more.
#   tests/run.sh BUILD [valgrind]
set -u
build=$1
mode=${2:-}
export SSHD="$(tests/sshd.sh "$build")" SERVER="$PWD/$build/tests/server/thidua"
export THIDUA="$PWD/$build/thidua" TZ=UTC LC_ALL=C.UTF-8 PLAN="${PLAN:-}"
passed=0 failed=0
log=$build/tests/log
count() { grep -c "$1" "$log"; }
for t in "$build"/tests/unit/* "$build"/tests/cli/* "$build"/tests/tui/*; do
    [ -f "$t" ] && [ -x "$t" ] || continue
    case $mode:$t in
    valgrind:*/cli/test_ssh | valgrind:*/cli/test_sudo | valgrind:*/cli/test_setup)
        continue ;; # sshd, sudo, make and the shell are not ours
    valgrind:*/cli/test_attacks | valgrind:*/cli/test_intruders | valgrind:*/cli/test_keys)
        continue ;; # sshd again
    valgrind:*/cli/test_rights | valgrind:*/cli/test_secrets) continue ;; # a thousand calls each
    valgrind:*/tui/*) continue ;; # they wait for a screen, which valgrind slows past their patience
    valgrind:*) set -- valgrind -q --trace-children=yes --error-exitcode=99 --leak-check=full "$t" ;;
    *) set -- "$t" ;;
    esac
    timeout 900 "$@" >"$log" 2>&1
    code=$?
    ok=$(count '^\[       OK \]')
    bad=$(($(count '^\[ RUN      \]') - ok - $(count '^\[  SKIPPED \] [a-z].*[^:]$') / 2))
    if [ "$(count '^\[==========\] [0-9]* test(s) run')" -eq 0 ] || { [ "$code" -ne 0 ] && [ "$bad" -eq 0 ]; }; then
        bad=$((bad + 1))
    fi
    passed=$((passed + ok))
    failed=$((failed + bad))
    if [ "$bad" -ne 0 ]; then
        echo "--- $t (exit $code)"
        cat "$log"
    fi
done
[ "$(id -u)" -eq 0 ] || echo 'not run: sudo with accounts of its own, keys without a forced command, syslog (only root can)'
[ "$(id -u)" -eq 0 ] || unshare -Um true 2>/dev/null || echo 'not run: a full and a read-only disk under the screens'
[ -n "$PLAN" ] || echo 'not run: the group on the real plan (give its path as PLAN=)'
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
