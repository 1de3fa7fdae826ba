#!/usr/bin/env bash
# Installs what is missing, builds everything and runs all tests; ends with ctest's own count.
# usage: tests/run.sh [--quick] [ctest arguments…]
#   --quick  leaves out the tests marked slow
set -euo pipefail
top=$(cd "$(dirname "$0")/.." && pwd)
cd "$top"
quick=()
if [[ ${1:-} == --quick ]]; then
    quick=(-LE slow)
    shift
fi

packaging/install-dependencies.sh build run test
export CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
# Without optimisation and debug information of its own: tests wait for the compiler more than for the programs.
packaging/configure.sh build -DGATEHOUSE_TESTS=ON -DGATEHOUSE_WERROR=ON -DCMAKE_BUILD_TYPE=Debug \
    "-DCMAKE_CXX_FLAGS_DEBUG=-g1 -O0" -DGATEHOUSE_PCH=OFF
echo "Building"
cmake --build build
echo "Testing"
results=$top/build/test-results.xml
status=0
ctest --test-dir build --output-on-failure --no-tests=error -j "$(nproc)" --output-junit "$results" "${quick[@]}" "$@" || status=$?
# The promises that are marked done must have passed in this very run.
if [[ ${#quick[@]} == 0 && $# == 0 ]]; then
    python3 tests/architecture/acceptance.py "$top" "$top/build" "$results" || status=1
fi
exit "$status"
