#!/usr/bin/env python3
"""Checks tests/acceptance.tsv (usage: acceptance.py SOURCE_DIR BUILD_DIR [JUNIT_XML]).

As a ctest it checks the form and that the test of every done line exists; with the results of a run it also
checks that none of these is red or was left out."""
import pathlib
import subprocess
import sys
import xml.etree.ElementTree as xml

COLUMNS = ["id", "promise", "ctest", "where", "state"]


def read(path):
    errors = []
    rows = []
    lines = path.read_text(encoding="utf-8").splitlines()
    if not lines or lines[0].split("\t") != COLUMNS:
        errors.append(f"{path.name}:1: the first line must be {COLUMNS}")
    seen = set()
    for number, line in enumerate(lines[1:], 2):
        cells = line.split("\t")
        if len(cells) != len(COLUMNS) or not all(cells):
            errors.append(f"{path.name}:{number}: five filled cells are needed")
            continue
        row = dict(zip(COLUMNS, cells))
        if row["state"] not in ("open", "done"):
            errors.append(f"{path.name}:{number}: state is open or done, not '{row['state']}'")
        if row["id"] in seen:
            errors.append(f"{path.name}:{number}: {row['id']} stands twice")
        seen.add(row["id"])
        rows.append(row)
    return rows, errors


def existing_tests(build):
    listing = subprocess.run(["ctest", "--test-dir", str(build), "-N"], capture_output=True, text=True, check=True)
    return {line.split(": ", 1)[1].strip() for line in listing.stdout.splitlines() if line.strip().startswith("Test ") and ": " in line}


def passed_tests(junit):
    passed = set()
    for case in xml.parse(junit).getroot().iter("testcase"):
        if case.get("status") == "run" and case.find("failure") is None and case.find("skipped") is None:
            passed.add(case.get("name"))
    return passed


def main():
    source, build = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    rows, errors = read(source / "tests" / "acceptance.tsv")
    good = passed_tests(sys.argv[3]) if len(sys.argv) > 3 else existing_tests(build)
    verb = "did not pass" if len(sys.argv) > 3 else "does not exist"
    for row in rows:
        if row["state"] == "done" and row["ctest"] != "-" and row["ctest"] not in good:
            errors.append(f"{row['id']} is done, but its test {row['ctest']} {verb}")
    for error in errors:
        print(error)
    done = sum(row["state"] == "done" for row in rows)
    print(f"{done} promises done, {len(rows) - done} open")
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
