#!/bin/sh
# Installs what the build and the tests need, from Debian 12's own packages. Does nothing when all is there.
set -eu
cd "$(dirname "$0")"

missing=""
while read -r package; do
  case "$package" in ""|"#"*) continue ;; esac
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q "install ok installed" || missing="$missing $package"
done < packages.txt

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
