#!/usr/bin/python3
"""Run command tests: run.py [--update] [--source DIR] [--bin DIR] CASE...

Each case runs in a fresh temporary directory; the format stands in README.md beside this file.
With --update the expectations of the cases are rewritten to what the commands now print: read the
diff before you commit it. Exit code: 0 all hold, 1 some differ, 2 wrong usage or an unreadable case.
"""

import argparse
import os
import subprocess
import sys
import tempfile

import casefile

TIMEOUT_S = 100
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def environment(source, programs, directory):
    """Nothing of the caller's environment reaches a case but what the sanitizers read."""
    kept = {name: value for name, value in os.environ.items() if name.endswith("SAN_OPTIONS")}
    return {
        **kept,
        "PATH": os.pathsep.join([programs, "/usr/local/bin", "/usr/bin", "/bin"]),
        "HOME": directory,
        "TMPDIR": directory,
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        "SRC": source,
        "NTM_RULES": os.path.join(source, "rules"),
    }


def run_command(command, env, places):
    """Run one command; returns (stdout lines, stderr lines, exit code) ready to compare."""
    try:
        done = subprocess.run(
            ["sh", "-c", "\n".join(command.script)], cwd=env["HOME"], env=env,
            stdin=subprocess.DEVNULL, capture_output=True, timeout=TIMEOUT_S, check=False)
        out, err, code = done.stdout, done.stderr, done.returncode
    except subprocess.TimeoutExpired as late:
        out, err, code = late.stdout or b"", f"(no end after {TIMEOUT_S} s)\n".encode(), 124
    texts = []
    for raw in (out, err):
        text = raw.decode("utf-8", "surrogateescape")
        for path, name in places:
            text = text.replace(path, name)
        texts.append(casefile.expectation(text))
    return texts[0], texts[1], code


def run_case(path, source, programs, update):
    """Returns the number of commands of one case whose expectation did not hold."""
    with open(path, encoding="utf-8") as stream:
        items = casefile.parse(stream.read())
    failures = 0
    with tempfile.TemporaryDirectory(prefix="ntm-case-") as directory:
        env = environment(source, programs, directory)
        places = [(directory, "$DIR"), (programs, "$BIN"), (source, "$SRC")]
        for command in items:
            if isinstance(command, str):
                continue
            out, err, code = run_command(command, env, places)
            report = []
            if code != command.code:
                report.append(f"exit code: expected {command.code}, got {code}")
            for name, expected, actual in (("stdout", command.out, out), ("stderr", command.err, err)):
                diff = casefile.difference(expected, actual)
                if diff is not None:
                    report.append(f"{name} (- expected, + printed):")
                    report += ["    " + line for line in diff]
            if update:
                command.out = casefile.updated(command.out, out)
                command.err = casefile.updated(command.err, err)
                command.code = code
            elif report:
                failures += 1
                print(f"{path}:{command.line_number}: $ {command.script[0]}")
                print("\n".join("  " + line for line in report))
    if update:
        text = casefile.unparse(items)
        with open(path, "w", encoding="utf-8") as stream:
            stream.write(text)
    return failures


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--update", action="store_true", help="rewrite the expectations")
    parser.add_argument("--source", default=ROOT, help="the source tree")
    parser.add_argument("--bin", default=os.path.join(ROOT, "build", "release", "bin"),
                        help="directory of the built programs")
    parser.add_argument("cases", nargs="+", metavar="CASE")
    options = parser.parse_args()
    sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    failures = 0
    for path in options.cases:
        try:
            failures += run_case(path, os.path.abspath(options.source),
                                 os.path.abspath(options.bin), options.update)
        except (OSError, ValueError) as problem:
            print(f"{path}: {problem}", file=sys.stderr)
            return 2
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
