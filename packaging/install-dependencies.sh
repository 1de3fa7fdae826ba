#!/usr/bin/env bash
# Installs the Debian or Ubuntu packages of the named groups that are not there yet (packaging/dependencies).
# usage: packaging/install-dependencies.sh GROUP…
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)

command -v dpkg-query >/dev/null || {
    echo "This needs Debian or Ubuntu; elsewhere install what packaging/dependencies lists (README, Other systems)." >&2
    exit 1
}
missing=()
while IFS=$'\t' read -r package group _; do
    [[ $package == \#* || -z $package ]] && continue
    [[ " $* " == *" $group "* ]] || continue
    [[ $(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null) == installed ]] || missing+=("$package")
done < "$here/dependencies"
if ((${#missing[@]} == 0)); then
    echo "Packages for $*: all there."
    exit 0
fi
echo "Packages for $*: installing ${missing[*]}"
sudo=()
if ((EUID != 0)); then
    command -v sudo >/dev/null || { echo "Run this as root, or install sudo." >&2; exit 1; }
    sudo=(sudo)
fi
export DEBIAN_FRONTEND=noninteractive
log=$(mktemp)
trap 'rm -f "$log"' EXIT
if ! { "${sudo[@]}" apt-get update -q && "${sudo[@]}" apt-get install -y -q --no-install-recommends "${missing[@]}"; } >"$log" 2>&1; then
    tail -n 30 "$log" >&2
    echo "The packages could not be installed: see above." >&2
    exit 1
fi
