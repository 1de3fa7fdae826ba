#!/usr/bin/env bash
# Runs a command on a display of its own, with a window manager, so that windows get the focus.
# usage: tests/under-xvfb.sh COMMAND [arguments…]
set -euo pipefail
exec xvfb-run -a -s "-screen 0 ${XVFB_SIZE:-1440x900x24} -nolisten tcp" bash -c '
    openbox >/dev/null 2>&1 &
    manager=$!
    trap "kill $manager 2>/dev/null || true" EXIT
    "$@"
' bash "$@"
