#!/usr/bin/env python3
"""Fails on what the style forbids and a compiler does not see (usage: style.py SOURCE_DIR [BUILD_DIR])."""
import pathlib
import re
import sys

FORBIDDEN = [
    (re.compile(r"setStyleSheet"), ("ui", "app"), "no style sheets: the style paints (ui/theme)"),
    (re.compile(r"\b(TODO|FIXME|XXX|HACK)\b"), ("core", "ui", "app", "tests"), "open ends do not land"),
    (re.compile(r"\bNOLINT|clazy:exclude|-Wno-(?!error=tsan)"), ("core", "ui", "app", "tests"), "warnings are mended, not silenced"),
    (re.compile(r"\bprocessEvents\b|\bwaitFor(?!Done)[A-Z]\w*\("), ("core", "ui"), "nothing waits in core or ui"),
    (re.compile(r"\bQEventLoop\b"), ("core", "ui"), "no nested event loops"),
    (re.compile(r"::instance\(\)(?! const)"), ("core", "ui"), "no singletons"),
    (re.compile(r"\bsender\(\)"), ("ui", "app"), "no sender()"),
    (re.compile(r"\bqWait\(|\bQTest::qSleep\(|\bQSKIP\b|\bQEXPECT_FAIL\b"), ("tests",), "tests neither sleep nor skip"),
    (re.compile(r"\bSIGNAL\(|\bSLOT\("), ("core", "ui", "app", "tests"), "connect by pointer to member"),
]
LONGEST_FILE = 500


def check(root):
    errors = []
    files = [p for top in ("core", "ui", "app", "tests") for p in sorted((root / top).rglob("*"))
             if p.suffix in (".h", ".cpp") and p.is_file()]
    for file in files:
        relative = file.relative_to(root).as_posix()
        lines = file.read_text(encoding="utf-8").splitlines()
        top = relative.split("/")[0]
        if top != "tests" and file.suffix == ".cpp" and len(lines) > LONGEST_FILE:
            errors.append(f"{relative}: {len(lines)} lines, at most {LONGEST_FILE}: split it by idea")
        if file.suffix == ".h" and "#pragma once" not in lines[:40]:
            errors.append(f"{relative}: #pragma once is missing")
        if relative != relative.lower():
            errors.append(f"{relative}: file names are lower case")
        for number, line in enumerate(lines, 1):
            for pattern, tops, reason in FORBIDDEN:
                if top in tops and pattern.search(line):
                    errors.append(f"{relative}:{number}: {reason}: {line.strip()}")
    if not files:
        errors.append("no sources found")
    return errors


def main():
    errors = check(pathlib.Path(sys.argv[1]))
    for error in errors:
        print(error)
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
