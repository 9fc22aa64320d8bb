#!/bin/sh
# Installs what the build needs, from Debian 12's own packages; with --tests what the tests and checks need too. Does
# nothing when all is there.
set -eu
cd "$(dirname "$0")"

lists=packages.txt
[ "${1:-}" = --tests ] && lists="packages.txt test-packages.txt"

missing=""
for package in $(cat $lists); do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q "install ok installed" || missing="$missing $package"
done

[ -z "$missing" ] && exit 0

as_root=""
if [ "$(id -u)" -ne 0 ]; then
  command -v sudo >/dev/null || { echo "install-deps: needs root, or sudo, to install:$missing" >&2; exit 1; }
  as_root="sudo"
fi
echo "installing:$missing"
$as_root apt-get update -qq
# shellcheck disable=SC2086  # the list is meant to be split
DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends $missing >/dev/null
