#!/bin/sh
# Make sure the Debian packages named are installed: as root, or through sudo; else name them and stop.
set -eu
missing=
for p in "$@"; do
    case "$(dpkg-query -W -f='${Status}' "$p" 2>/dev/null || true)" in
    *'ok installed') ;;
    *) missing="$missing $p" ;;
    esac
done
[ -n "$missing" ] || exit 0
give_up() {
    echo "these packages are needed and cannot be installed from here; as root: apt-get install$missing" >&2
    exit 1
}
echo "installing:$missing"
if [ "$(id -u)" -eq 0 ]; then
    as_root=
elif command -v sudo >/dev/null 2>&1; then
    as_root=sudo
else
    give_up
fi
export DEBIAN_FRONTEND=noninteractive
# A fresh machine may have no package lists yet, or old ones: try, then refresh and try again.
# shellcheck disable=SC2086
install() { $as_root apt-get install -y -q --no-install-recommends $missing >/dev/null; }
install 2>/dev/null || { $as_root apt-get update -q >/dev/null && install; } || give_up
