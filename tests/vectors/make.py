#!/usr/bin/python3
"""Write docs/vectors/*.json, or with --check say whether they are as they should be.

The tables (table_*.py) are written by hand; each case is worked out a second time by reference.py
before it is written. Usage: make.py [--check] FOLDER
"""

import importlib
import json
import pathlib
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).parent))

import cases  # noqa: E402

TABLES = ["table_values", "table_data", "table_merged", "table_results"]


def text_of(group, items):
    """One case a line: small files, and a change shows as the case that changed."""
    lines = [json.dumps(item, ensure_ascii=False, separators=(",", ":")) for item in items]
    head = json.dumps({"schema": "ntm.vectors/1", "group": group}, ensure_ascii=False)[:-1]
    return head + ', "cases": [\n' + ",\n".join(lines) + "\n]}\n"


def main():
    check = "--check" in sys.argv
    folder = pathlib.Path(sys.argv[-1])
    for table in TABLES:
        importlib.import_module(table).run()
    names = [item["name"] for items in cases.GROUPS.values() for item in items]
    twice = {f"{g}: {i['name']}" for g, items in cases.GROUPS.items() for i in items
             if [j["name"] for j in items].count(i["name"]) > 1}
    if twice:
        raise SystemExit(f"names that stand twice: {sorted(twice)}")
    wrong = 0
    for group, items in cases.GROUPS.items():
        path = folder / f"{group}.json"
        text = text_of(group, items)
        if not check:
            path.write_text(text, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            print(f"{path} is not what the tables give; run tests/vectors/make.py", file=sys.stderr)
            wrong = 1
    for path in folder.glob("*.json"):
        if path.stem not in cases.GROUPS:
            print(f"{path}: no table makes this file", file=sys.stderr)
            wrong = 1
    print(f"{len(names)} cases in {len(cases.GROUPS)} files")
    return wrong


if __name__ == "__main__":
    sys.exit(main())
