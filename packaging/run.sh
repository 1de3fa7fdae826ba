#!/usr/bin/env bash
# Installs what is missing, builds the programs and opens the console on the demo fleet. Without a display the
# console runs under Xvfb and a screenshot is saved to build-run/screens/run.png. Can be run again at any time.
# usage: packaging/run.sh [arguments for gatehouse; default --demo]
set -euo pipefail
top=$(cd "$(dirname "$0")/.." && pwd)
cd "$top"

groups=(build run)
[[ -n ${DISPLAY:-}${WAYLAND_DISPLAY:-} ]] || groups+=(test)
packaging/install-dependencies.sh "${groups[@]}"
export CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
packaging/configure.sh build-run -DGATEHOUSE_TESTS=OFF
echo "Building the programs"
cmake --build build-run --target programs
(($# > 0)) || set -- --demo

if [[ -n ${DISPLAY:-}${WAYLAND_DISPLAY:-} ]]; then
    exec build-run/bin/gatehouse "$@"
fi
echo "No display: running under Xvfb, the screenshot goes to build-run/screens/run.png"
mkdir -p build-run/screens
exec tests/under-xvfb.sh packaging/screenshot.sh build-run/screens/run.png build-run/bin/gatehouse "$@"
