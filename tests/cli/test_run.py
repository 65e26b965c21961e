#!/usr/bin/python3
"""Tests of the runner of command tests itself."""

import os
import subprocess
import sys
import tempfile
import unittest

import casefile

RUN = os.path.join(os.path.dirname(os.path.abspath(__file__)), "run.py")


def run(text, *options):
    """Run one case given as text; returns (exit code, what was printed, the file afterwards)."""
    with tempfile.TemporaryDirectory() as directory:
        path = os.path.join(directory, "a.case")
        with open(path, "w", encoding="utf-8") as stream:
            stream.write(text)
        done = subprocess.run([sys.executable, "-B", RUN, *options, path], capture_output=True,
                              encoding="utf-8", check=False)
        with open(path, encoding="utf-8") as stream:
            return done.returncode, done.stdout + done.stderr, stream.read()


class Runner(unittest.TestCase):
    def holds(self, text):
        code, shown, _ = run(text)
        self.assertEqual((code, shown), (0, ""))

    def differs(self, text, *needles):
        code, shown, _ = run(text)
        self.assertEqual(code, 1, shown)
        for needle in needles:
            self.assertIn(needle, shown)

    def test_exact_lines_both_streams_and_exit_code(self):
        self.holds("Prose.\n\n  $ echo a; echo b >&2; exit 3\n  a\n  ! b\n  ? 3\n")

    def test_blank_lines_inside_output(self):
        self.holds("  $ printf 'a\\n\\nb\\n'\n  a\n\n  b\n\n  $ printf 'a\\n\\n'\n  a\n  \\\n")

    def test_wildcards(self):
        self.holds("  $ seq 9\n  1\n  ...\n  [RE] [89]\n  9\n")
        self.holds("  $ seq 2\n  1\n  2\n  ...\n")
        self.differs("  $ seq 3\n  1\n  ...\n  4\n", "- 4")

    def test_lines_that_look_like_marks_are_escaped(self):
        self.holds("  $ printf '%s\\n' '$ x' '...' '\\a'\n  \\$ x\n  \\...\n  \\\\a\n")

    def test_continuation_state_and_places(self):
        self.holds("  $ cat >f <<E\n  > x\n  >\n  > y\n  > E\n\n  $ cat f; pwd\n  x\n\n  y\n  $DIR\n")

    def test_trailing_space_control_and_missing_newline_are_visible(self):
        self.holds("  $ printf 'a \\n\\033[m\\nb'\n  a\\x20 (esc)\n  \\x1b[m (esc)\n  b (no newline)\n")

    def test_differences_are_shown(self):
        self.differs("  $ echo b\n  a\n", "a.case:1: $ echo b", "- a", "+ b")
        self.differs("  $ exit 2\n", "exit code: expected 0, got 2")
        self.differs("  $ echo a >&2\n", "stderr", "+ a")

    def test_update_rewrites_what_differs_and_keeps_the_rest(self):
        text = "P\n\n  $ seq 3\n  1\n  ...\n\n  $ echo '$ 5'; echo 7; exit 4\n  [RE] \\d\n"
        code, _, after = run(text, "--update")
        self.assertEqual(code, 0)
        self.assertEqual(after, "P\n\n  $ seq 3\n  1\n  ...\n\n  $ echo '$ 5'; echo 7; exit 4\n"
                                "  \\$ 5\n  [RE] \\d\n  ? 4\n")
        self.holds(after)

    def test_parse_and_unparse_agree(self):
        text = "a\n\n  $ b\n  > c\n  d\n\n  e\n  ! f\n  ? 1\n\nz\n"
        self.assertEqual(casefile.unparse(casefile.parse(text)), text)


if __name__ == "__main__":
    unittest.main()
