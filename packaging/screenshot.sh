#!/usr/bin/env bash
# Runs a program, waits for its first window to show live content, saves a picture of the screen, ends the program.
# usage: packaging/screenshot.sh PICTURE PROGRAM [arguments…]
set -euo pipefail
picture=$1
shift
"$@" &
program=$!
trap 'kill "$program" 2>/dev/null || true; wait "$program" 2>/dev/null || true' EXIT
window=
for _ in $(seq 100); do
    kill -0 "$program" 2>/dev/null || { echo "The program ended before it showed a window." >&2; exit 1; }
    window=$(xdotool search --onlyvisible --pid "$program" 2>/dev/null | head -n 1 || true)
    [[ -n $window ]] && break
    sleep 0.1
done
[[ -n $window ]] || { echo "No window after 10 s." >&2; exit 1; }
sleep "${SCREENSHOT_AFTER:-8}"
import -window root "$picture"
echo "Saved $picture"
