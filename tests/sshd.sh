#!/bin/sh
# Print where an sshd for the tests is. Where the machine has none, its package is unpacked into the
# build folder instead of being installed, because installing it starts a service and opens a port.
#   tests/sshd.sh BUILD
set -eu
[ ! -x /usr/sbin/sshd ] || { echo /usr/sbin/sshd; exit 0; }
tools=$(realpath "$1")/tools
if [ ! -x "$tools/usr/sbin/sshd" ]; then
    mkdir -p "$tools"
    (
        cd "$tools"
        apt-get download -q openssh-server >/dev/null 2>&1
        dpkg-deb --extract openssh-server_*.deb .
        rm -f openssh-server_*.deb
    )
fi
echo "$tools/usr/sbin/sshd"
