#!/usr/bin/env bash
# Configures a build folder once, with the compiler cache where there is one.
# usage: packaging/configure.sh FOLDER [CMake options…]
set -euo pipefail
top=$(cd "$(dirname "$0")/.." && pwd)
folder=$1
shift
[[ -f $folder/build.ninja ]] && exit 0
launcher=()
command -v ccache >/dev/null && launcher=(-DCMAKE_CXX_COMPILER_LAUNCHER=ccache)
echo "Configuring $(basename "$folder")"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
if ! cmake -S "$top" -B "$folder" -G Ninja "${launcher[@]}" "$@" >"$log" 2>&1; then
    tail -n 40 "$log" >&2
    exit 1
fi
