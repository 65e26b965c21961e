"""Validate JSON documents against a schema: validate.py SCHEMA < documents, one on each line.

A schema may refer to the others of its folder by their "$id". Prints what is wrong, and exits 3 if
anything is; 77 where the jsonschema module is not installed.
"""
import json
import pathlib
import sys
import urllib.parse

try:
    import jsonschema
except ImportError:
    sys.exit(77)

# "#/$defs/x" within a schema that another one refers to: urljoin() must know how to join to a urn.
urllib.parse.uses_relative.append("urn")

path = pathlib.Path(sys.argv[1])
known = {}
for file in sorted(path.parent.glob("*.schema.json")):
    one = json.loads(file.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(one)
    known[one["$id"]] = one
schema = json.loads(path.read_text(encoding="utf-8"))
resolver = jsonschema.RefResolver.from_schema(schema, store=known)
validator = jsonschema.Draft202012Validator(schema, resolver=resolver)
wrong = 0
for number, line in enumerate(sys.stdin, 1):
    for error in validator.iter_errors(json.loads(line)):
        print(f"document {number}: {error.json_path}: {error.message[:300]}", file=sys.stderr)
        wrong = 3
sys.exit(wrong)
