"""Validate JSON documents against a schema: validate.py SCHEMA < documents, one on each line.

Prints what is wrong, and exits 3 if anything is; 77 where the jsonschema module is not installed.
"""
import json
import sys

try:
    import jsonschema
except ImportError:
    sys.exit(77)

with open(sys.argv[1], encoding="utf-8") as file:
    schema = json.load(file)
jsonschema.Draft202012Validator.check_schema(schema)
validator = jsonschema.Draft202012Validator(schema)
wrong = 0
for number, line in enumerate(sys.stdin, 1):
    for error in validator.iter_errors(json.loads(line)):
        print(f"document {number}: {error.json_path}: {error.message[:300]}", file=sys.stderr)
        wrong = 3
sys.exit(wrong)
