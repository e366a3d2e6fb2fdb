#!/usr/bin/env python3
"""Checks the contracts in this folder; needs the package jsonschema.

    check.py           every schema is a schema, every example keeps it
    check.py --judge   reads lines {"contract", "document", "accepted", "beyond"} and prints each on which the schema disagrees:
                       `accepted` is what a program says of the document, `beyond` that it refused for a rule over several
                       fields, which no schema can say
"""
import json
import pathlib
import sys

from jsonschema import Draft202012Validator, FormatChecker

FOLDER = pathlib.Path(__file__).resolve().parent


def schemas():
    for path in sorted(FOLDER.glob("*/*.schema.json")):
        schema = json.loads(path.read_text(encoding="utf-8"))
        Draft202012Validator.check_schema(schema)
        name = f"{path.parent.name}/{path.name.removesuffix('.schema.json')}"
        yield name, Draft202012Validator(schema, format_checker=FormatChecker())


def check_examples():
    wrong = 0
    for name, validator in schemas():
        partner, message = name.split("/")
        examples = sorted(
            path
            for path in (FOLDER / partner).glob("*.example.json")
            if path.name.split(".")[0] == message
        )
        if not examples:
            print(f"{name}: no example")
            wrong += 1
        for path in examples:
            for error in validator.iter_errors(json.loads(path.read_text(encoding="utf-8"))):
                print(f"{partner}/{path.name}: {error.json_path}: {error.message}")
                wrong += 1
    return wrong


def judge(lines):
    validators = dict(schemas())
    wrong = 0
    for line in lines:
        case = json.loads(line)
        valid = validators[case["contract"]].is_valid(case["document"])
        if valid != case["accepted"] and not (valid and case["beyond"]):
            verdict = "accepts" if valid else "refuses"
            print(f"{case['contract']}: the schema {verdict} {json.dumps(case['document'], ensure_ascii=False)}")
            wrong += 1
    return wrong


if __name__ == "__main__":
    sys.exit(1 if (judge(sys.stdin) if "--judge" in sys.argv else check_examples()) else 0)
