#!/usr/bin/python3
"""Hold the include order: which folder of engine/ may include which, and who owns which library.

Data flows one way (docs/architecture.md); an include that points back is a finding, and so is a
library header outside the module that owns it. Usage: includes.py SOURCE-TREE
"""

import os
import re
import sys

EVERYTHING = {"base", "format", "model", "dsl", "intake", "store", "eval", "analysis", "report", "history", "serve"}

# Besides itself. A folder that is not here may not exist.
ALLOWED = {
    "base": set(),
    "format": {"base"},
    "model": {"base"},
    "dsl": {"base", "model", "format"},
    "dsl/ntm-rules": {"base", "model", "format", "dsl"},
    "intake": {"base", "model", "format"},
    "store": {"base", "model"},
    "eval": {"base", "model"},
    "analysis": {"base", "model", "eval"},
    "report": {"base", "model", "format"},
    "history": {"base", "model", "eval", "analysis", "report", "store"},
    "serve": EVERYTHING,
    "cli": EVERYTHING,
}

# Library headers by pattern, and the one folder that may include them. jansson is the project's
# JSON value and stands nowhere here.
OWNERS = [
    (r"(lua|lualib|lauxlib|luaconf)\.h", "dsl/ntm-rules"),
    (r"seccomp\.h|linux/(seccomp|filter|bpf)\.h", "dsl/ntm-rules"),
    (r"sqlite3(ext)?\.h", "store"),
    (r"gmp\.h|mpfr\.h", "eval"),
    (r"utf8proc\.h", "base"),
    (r"sodium(/.*)?\.h|sodium\.h", "base"),
    (r"libintl\.h|locale\.h", "base"),
    (r"expat\.h|xlsxwriter(/.*)?\.h|xlsxwriter\.h|(minizip/)?(zip|unzip)\.h|zlib\.h", "format"),
    (r"microhttpd\.h", "serve"),
    (r"cmocka\.h|csv\.h", "tests"),
]

INCLUDE = re.compile(r'^\s*#\s*include\s*(?:"([^"]+)"|<([^>]+)>)')


def module_of(path):
    """'eval/plan.c' -> 'eval', 'dsl/ntm-rules/host.c' -> 'dsl/ntm-rules'."""
    return os.path.dirname(path)


def check_line(module, own, library, engine):
    """The finding for one include of a file of `module`, or None."""
    if library is not None:
        for pattern, owner in OWNERS:
            if re.fullmatch(pattern, library) and owner != module:
                return f"<{library}> belongs to {owner}"
        return None
    if not os.path.isfile(os.path.join(engine, own)):
        return f'"{own}" is not a path from engine/'
    target = module_of(own)
    if target != module and target not in ALLOWED[module]:
        return f"{module} may not include {target}"
    if own.endswith("_priv.h") and target != module:
        return f'"{own}" is private to {target}'
    return None


def main():
    engine = os.path.join(sys.argv[1], "engine")
    findings = files = 0
    for folder, _, names in sorted(os.walk(engine)):
        for name in sorted(names):
            if not name.endswith((".c", ".h")):
                continue
            files += 1
            path = os.path.relpath(os.path.join(folder, name), engine)
            module = module_of(path)
            if module not in ALLOWED:
                print(f"engine/{path}:1: no folder engine/{module} is planned")
                findings += 1
                continue
            with open(os.path.join(folder, name), encoding="utf-8") as stream:
                for number, line in enumerate(stream, 1):
                    match = INCLUDE.match(line)
                    finding = match and check_line(module, match[1], match[2], engine)
                    if finding:
                        print(f"engine/{path}:{number}: {finding}")
                        findings += 1
    print(f"{files} files, {findings} findings")
    return 1 if findings or not files else 0


if __name__ == "__main__":
    sys.exit(main())
