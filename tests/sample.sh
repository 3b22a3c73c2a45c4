#!/bin/sh
# `make run`: a sample campaign as it stood on 05/11/2021, kept between runs; the screens on a terminal,
# its status elsewhere.
set -eu
build=$1
dir=$build/sample
umask 077
mkdir -p "$dir"
chmod 0700 "$dir"
thidua() { "$build/thidua" --db "$dir/thidua.db" --today 05/11/2021 "$@"; }
[ -e "$dir/thidua.db" ] || thidua init --sample
if [ -t 0 ] && [ -t 1 ]; then thidua; else thidua status; fi
