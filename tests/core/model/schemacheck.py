#!/usr/bin/env python3
"""Says for each document on standard input (JSON, one a line) whether it fits a schema (usage: schemacheck.py SCHEMA).

Writes one line for each: "yes", or "no" and the first reason."""
import json
import sys

import jsonschema


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        schema = json.load(file)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    for line in sys.stdin:
        error = next(validator.iter_errors(json.loads(line)), None)
        print("yes" if error is None else f"no {error.json_path}: {error.message[:200]}".replace("\n", " "))


if __name__ == "__main__":
    main()
