#!/usr/bin/python3
"""No file of engine/ is longer than 600 lines; those above 400 are listed. Usage: size.py SOURCE-TREE"""

import os
import sys

LIMIT, NOTICE = 600, 400


def main():
    engine = os.path.join(sys.argv[1], "engine")
    too_long = 0
    for folder, _, names in sorted(os.walk(engine)):
        for name in sorted(names):
            if not name.endswith((".c", ".h")):
                continue
            path = os.path.join(folder, name)
            with open(path, encoding="utf-8") as stream:
                lines = sum(1 for _ in stream)
            if lines > NOTICE:
                verdict = "too long: find the second module inside" if lines > LIMIT else "long"
                print(f"{os.path.relpath(path, sys.argv[1])}:1: {lines} lines, {verdict}")
                too_long += lines > LIMIT
    return 1 if too_long else 0


if __name__ == "__main__":
    sys.exit(main())
