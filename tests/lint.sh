#!/bin/sh
# What the compiler does not check: which way includes point, where the three libraries and the
# environment may be used, format, clang-tidy, cppcheck. Prints every finding; exit 1 if any.
#   tests/lint.sh SOURCE ...      (CPPFLAGS from the Makefile)
set -u
bad=0
find_bad() { # MESSAGE, then the offending lines on standard input
    while IFS= read -r line; do
        echo "lint: $line: $1"
        bad=1
    done
}

# A header belongs to the lowest layer that has a file of its name.
rank() {
    case $1 in
    base) echo 0 ;; domain) echo 1 ;; access) echo 2 ;; store) echo 3 ;; report) echo 4 ;;
    cmd) echo 5 ;; ui) echo 6 ;; screens) echo 7 ;; *) echo 9 ;;
    esac
}
layer() {
    case $1 in builtin) echo base; return ;; esac
    for l in base domain access store report cmd ui screens; do
        [ -e "src/$l/$1.c" ] && { echo "$l"; return; }
    done
    echo unknown
}
out=$(
    for h in include/thidua/*.h; do
        n=${h##*/}; n=${n%.h}
        l=$(layer "$n")
        [ "$l" = unknown ] && echo "$h: no src/*/$n.c of its name"
    done
    grep -Hno '#include "thidua/[a-z_]*\.h"' src/*/*.c include/thidua/*.h 2>/dev/null |
    while IFS=: read -r file line what; do
        case $file in
        include/*) from=${file##*/}; from=$(layer "${from%.h}") ;;
        *) from=${file#src/}; from=${from%%/*} ;;
        esac
        to=${what#*thidua/}; to=$(layer "${to%.h\"}")
        if [ "$(rank "$to")" -gt "$(rank "$from")" ] || { [ "$from" = ui ] && [ "$to" = cmd ]; } ||
           { [ "$from" = screens ] && [ "$to" = cmd ]; }; then
            echo "$file:$line: $from includes $to (${what#*thidua/}"
        fi
    done
    for pair in 'sqlite3\.h:src/store/' 'n\{0,1\}curses[w]\{0,1\}[/a-z.]*\.h:src/ui/' \
                'iniparser[a-z/]*\.h:src/domain/' 'utf8proc\.h:src/base/' 'sha2\.h:src/base/'; do
        grep -n "#include *[<\"].*${pair%%:*}" src/*.c src/*/*.c include/thidua/*.h | grep -v "^${pair##*:}" |
            sed 's/$/: outside its one home/'
    done
    grep -nw 'getenv\|secure_getenv\|environ' src/*.c src/*/*.c | grep -v '^src/access/' |
        sed 's/$/: the environment is read in src\/access only/'
    grep -nE '\b(system|popen|exec[lv]p?e?|strcpy|strcat|sprintf|gets|strtok|atoi|atol|clear|wclear) *\(' src/*.c src/*/*.c |
        sed 's/$/: not in this program/'
    grep -nE '\bexit *\(' src/*/*.c | sed 's/$/: exit is called in main.c only/'
    grep -nE '\bgoto +[a-z_]+' src/*.c src/*/*.c | grep -v 'goto done' | sed 's/$/: goto but to done/'
)
[ -z "$out" ] || printf '%s\n' "$out" | sed 's/^/lint: /'
[ -z "$out" ] || bad=1

clang-format --dry-run --Werror src/*.c src/*/*.c include/thidua/*.h tests/*/*.c \
    $(ls tests/*/*.h 2>/dev/null) || bad=1
# shellcheck disable=SC2086
printf '%s\n' "$@" | xargs -P 2 -n 4 sh -c 'clang-tidy --quiet "$@" -- -std=c17 '"$CPPFLAGS"' 2>/dev/null' _ || bad=1
# shellcheck disable=SC2086
cppcheck --quiet --std=c11 --enable=warning,performance,portability --inline-suppr \
    --error-exitcode=1 --suppress=missingIncludeSystem $CPPFLAGS -j 2 src || bad=1
[ "$bad" -eq 0 ] && echo 'lint: clean'
exit "$bad"
