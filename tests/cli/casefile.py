"""Reading, comparing and rewriting the command tests of this folder (format: README.md)."""

import re


class Command:
    """One `$` line with what is expected of it."""

    def __init__(self, line_number, script):
        self.line_number = line_number
        self.script = [script]
        self.out = []
        self.err = []
        self.code = 0


def parse(text):
    """Split a case file into plain lines (str) and Commands, in the order of the file."""
    items, command, blanks = [], None, 0
    for number, line in enumerate(text.split("\n"), 1):
        body = line[2:] if line.startswith("  ") else None
        if line.strip() == "":
            blanks += 1
            continue
        if body is None or body.startswith("$ "):
            items += [""] * blanks
            command = None
            if body is None:
                items.append(line)
            else:
                command = Command(number, body[2:])
                items.append(command)
        elif command is None:
            raise ValueError(f"{number}: an expected line without a command before it")
        elif body.startswith("> ") or body == ">":
            command.script += [""] * blanks + [body[2:]]
        elif body.startswith("! "):
            command.err.append(body[2:])
        elif body.startswith("? "):
            command.code = int(body[2:])
        else:
            command.out += [""] * blanks + [body]
        blanks = 0
    return items


def unparse(items):
    """The text of a case file: parse() of it gives the same items."""
    lines = []
    for item in items:
        if isinstance(item, str):
            lines.append(item)
            continue
        lines.append("  $ " + item.script[0])
        lines += ["  > " + line if line else "  >" for line in item.script[1:]]
        lines += ["  " + line if line else "" for line in item.out]
        lines += ["  ! " + line for line in item.err]
        if item.code != 0:
            lines.append(f"  ? {item.code}")
    return "\n".join(lines) + "\n"


def expectation(output):
    """Captured output as the lines a case file would expect; no pattern arises by accident."""
    if output == "":
        return []
    lines = output.split("\n")
    if lines[-1] == "":
        lines.pop()
    else:
        lines[-1] += " (no newline)"
    lines = [_visible(line) for line in lines]
    if lines and lines[-1] == "":
        lines[-1] = "\\"  # a bare blank line at the end would be read as a separator
    return lines


def _visible(line):
    odd = any(c != "\t" and (ord(c) < 32 or ord(c) == 127 or 0xD800 <= ord(c) < 0xE000) for c in line)
    if odd or line != line.rstrip():
        line = "".join(_escape(c) for c in line)
        if line.endswith(" "):
            line = line[:-1] + "\\x20"
        return line + " (esc)"
    if re.match(r"[$>!?] |>$|\\|\.\.\.$|\[RE\] ", line):
        return "\\" + line
    return line


def _escape(char):
    code = ord(char)
    if char == "\\":
        return "\\\\"
    if 0xD800 <= code < 0xE000:  # an undecodable byte
        return f"\\x{code & 0xFF:02x}"
    return f"\\x{code:02x}" if code < 32 or code == 127 else char


def line_matches(expected, actual):
    """One expected line (not "...") against one line made by expectation()."""
    if expected.startswith("[RE] "):
        plain = actual[1:] if actual.startswith("\\") else actual
        return re.fullmatch(expected[5:], plain) is not None
    return expected == actual or (expected == "" and actual == "\\")


def align(expected, actual):
    """Compare two lists of lines, "..." standing for any number of actual lines.

    Returns (cost, same): cost[i][j] is the fewest unmatched lines of expected[i:] against
    actual[j:], from which difference() reads the best pairing; same says that nothing is left over.
    """
    rows, cols = len(expected), len(actual)
    cost = [[0] * (cols + 1) for _ in range(rows + 1)]
    for i in range(rows, -1, -1):
        for j in range(cols, -1, -1):
            if i == rows:
                cost[i][j] = cols - j
            elif expected[i] == "...":
                cost[i][j] = min(cost[i + 1][j], cost[i][j + 1] if j < cols else rows + cols)
            else:
                best = cost[i + 1][j] + 1
                if j < cols:
                    best = min(best, cost[i][j + 1] + 1)
                    if line_matches(expected[i], actual[j]):
                        best = min(best, cost[i + 1][j + 1])
                cost[i][j] = best
    return cost, cost[0][0] == 0


def difference(expected, actual):
    """A line diff ('  ' same, '- ' expected only, '+ ' actual only), or None when they match."""
    cost, same = align(expected, actual)
    if same:
        return None
    shown, i, j = [], 0, 0
    while i < len(expected) or j < len(actual):
        here = cost[i][j]
        if i < len(expected) and expected[i] == "...":
            if cost[i + 1][j] == here:
                shown.append("  ...")
                i += 1
            else:
                j += 1
        elif (i < len(expected) and j < len(actual) and line_matches(expected[i], actual[j])
              and cost[i + 1][j + 1] == here):
            shown.append("  " + actual[j])
            i, j = i + 1, j + 1
        elif i < len(expected) and cost[i + 1][j] + 1 == here:
            shown.append("- " + expected[i])
            i += 1
        else:
            shown.append("+ " + actual[j])
            j += 1
    return shown


def updated(expected, actual):
    """The expectation that holds now: unchanged if it matches, else actual with patterns kept."""
    _, same = align(expected, actual)
    if same:
        return expected
    patterns = [line for line in expected if line.startswith("[RE] ")]
    result = []
    for line in actual:
        if patterns and line_matches(patterns[0], line):
            line = patterns.pop(0)
        result.append(line)
    return result
