#!/bin/sh
# `make bench`: the samples, made once for a build of their maker, then thidua against its peers.
#   tests/bench/run.sh BUILD
set -eu
build=$1
dir=$build/bench
umask 077
mkdir -p "$dir/home"
make_sample() { # NAME UNITS WORKS ENTRIES
    [ "$dir/$1.db" -nt "$build/tests/bench/make_sample" ] && return
    echo "making $dir/$1.db: $2 units, $3 works, $4 progress entries"
    rm -f "$dir/$1.db" "$dir/$1.db-journal"
    "$build/tests/bench/make_sample" "$dir/$1.db" "$2" "$3" "$4"
}
make_sample large 1000 100000 1000000
make_sample small 36 100 1000
for size in large small; do
    "$build/thidua" --db "$dir/$size.db" --today 05/11/2021 doctor >"$dir/doctor" || {
        cat "$dir/doctor"
        echo "bench: the $size sample is not healthy" >&2
        exit 1
    }
done
"$build/tests/bench/compare" "$PWD/$build/thidua" "$dir/large.db" "$dir/small.db" "$PWD/$dir/home"
"$build/tests/bench/together" "$PWD/$build/thidua" "$dir/small.db" "$PWD/$dir/home"
