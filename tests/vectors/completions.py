"""What an undecided part can become, and how far a failing one is away: by trying everything.

For the vectors and for the random test, where domains are small. A missing field takes every value
of its range; one that was reported as bounds every value within them. With wholes, completions in
which a part exceeds its whole are left out, at units where no known value does so already.
"""

import itertools
from fractions import Fraction

from reference import Code, Evaluation, Missing, Num, RuleError, TRI

LIMIT = 20000


def reads(evaluation, ref, unit, seen=None, previous=False):
    """Cells (unit, field, previous) below a node, also in branches that are not taken."""
    seen = set() if seen is None else seen
    node = evaluation.nodes[ref]
    cells = set()
    if (ref, unit, previous) in seen:
        return cells
    seen.add((ref, unit, previous))
    if node["op"] == "field":
        at = evaluation.readable_at(node["field"], unit)
        return {(at, node["field"], previous)} if at else cells
    units = [unit]
    if node["op"] == "parent":
        parent = evaluation.data.parent(unit)
        units = [parent] if parent else []
    elif node["op"].startswith("child_"):
        units = evaluation.data.children(unit, node["level"])
    args = list(node.get("args", []))
    if node["op"] == "by_zone":
        args.append(evaluation.document["zoning"]["by"])
    if node["op"] in ("failed_share", "fails", "passes"):
        for criterion in evaluation.document["criteria"]:
            for item in criterion["indicators"]:
                args += [item[k] for k in ("applies", "pass") if k in item]
    for arg in args:
        for u in units:
            cells |= reads(evaluation, arg, u, seen, previous or node["op"] == "previous")
    return cells


def entries(evaluation, name):
    """Keys that a field chooses by: a missing key ranges over the entries, not the whole list."""
    document = evaluation.document
    keys = set()
    zoning = document.get("zoning")
    if zoning and document["nodes"][zoning["by"]].get("field") == name:
        keys |= set(zoning["keys"])
    for node in document["nodes"]:
        if node["op"] == "choose" and document["nodes"][node["args"][0]].get("field") == name:
            keys |= set(node["keys"])
    return keys


def domain(evaluation, cell):
    """Every value an open cell can take, or None when they are too many; [] when it is known."""
    unit, name, previous = cell
    field = evaluation.document["fields"][name]
    try:
        value = evaluation.own_value(name, unit, previous)
    except RuleError:
        return []
    bounds = isinstance(value, Num) and not value.exact
    if not isinstance(value, Missing) and not bounds:
        return []
    kind = field["type"]
    if kind == "yes_no":
        return [Code(0), Code(1)]
    if kind in ("grade", "choice"):
        codes = evaluation.document["scales"][field.get("scale") or field.get("list")]["codes"]
        keys = entries(evaluation, name)
        return [Code(i) for i, code in enumerate(codes) if not keys or code in keys]
    if kind == "date":
        return None
    low, high = field.get("range", ["0" if kind == "count" else None, None])
    low = None if low is None else Fraction(low)
    high = None if high is None else Fraction(high)
    if bounds:
        low = value.low if low is None or value.low > low else low
        high = value.high if high is None or value.high < high else high
    step = Fraction(1) if kind == "count" else Fraction(field.get("precision", "0.01"))
    if low in (None, float("-inf")) or high in (None, float("inf")) or (high - low) / step > 400:
        return None
    return [Num(low + i * step) for i in range(int((high - low) / step) + 1)]


def contradicts(evaluation, unit, previous):
    """Does a known part of the unit exceed its known whole?"""
    for name, field in evaluation.document["fields"].items():
        whole = field.get("part_of")
        levels = evaluation.data.level(unit)
        if not whole or levels not in field["level"]:
            continue
        if levels not in evaluation.document["fields"][whole]["level"]:
            continue
        a = evaluation.own_value(name, unit, previous)
        b = evaluation.own_value(whole, unit, previous)
        if isinstance(a, Num) and isinstance(b, Num) and a.low > b.high:
            return True
    return False


def truths(evaluation, read, refs, unit, wholes):
    """The set of what read(evaluation) can be over every completion; None: too many to try."""
    cells = sorted(c for ref in refs for c in reads(evaluation, ref, unit))
    cells = list(dict.fromkeys(cells))
    domains = [domain(evaluation, c) for c in cells]
    if any(d is None for d in domains):
        return None
    open_cells = [(c, d) for c, d in zip(cells, domains) if d]
    count = 1
    for _, d in open_cells:
        count *= len(d)
    if count > LIMIT:
        return None
    checked = {}
    result = set()
    for values in itertools.product(*(d for _, d in open_cells)):
        overrides = {c: v for (c, _), v in zip(open_cells, values)}
        trial = Evaluation(evaluation.document, evaluation.data, evaluation.catalogue, overrides)
        if wholes:
            touched = {(c[0], c[2]) for c in overrides}
            for key in touched:
                if key not in checked:
                    checked[key] = contradicts(evaluation, *key)
            if any(not checked[key] and contradicts(trial, *key) for key in touched):
                continue
        result.add(read(trial))
    return result


def outcome(document, item, unit):
    """Of an indicator: not applicable and met either way count as passing."""

    def read(evaluation):
        status, either_way = evaluation.status(item, unit)
        if status == "not_applicable" or either_way:
            return "pass"
        return status

    return read


def decided_of(possible):
    if possible == {"pass"}:
        return "pass"
    if possible == {"fail"}:
        return "fail"
    return "open" if "pass" in possible else "cannot_pass"


def decided(evaluation, item, unit):
    """(answer, within wholes) of an indicator, or None where there is too much to try."""
    refs = [item[k] for k in ("applies", "pass") if k in item]
    read = outcome(evaluation.document, item, unit)
    apart = truths(evaluation, read, refs, unit, False)
    whole = truths(evaluation, read, refs, unit, True)
    if apart is None or not whole:
        return None
    return decided_of(whole), decided_of(apart) != decided_of(whole)


def is_least_change(evaluation, ref, at, cell, change, want=2):
    """Does the change of one number make the truth as wanted, and no shorter one of the same way?

    Short ways are walked step by step; of long ones only the last thousand steps.
    """
    unit, name, previous = cell
    field = evaluation.document["fields"][name]
    start = evaluation.own_value(name, unit, previous)
    step = Fraction(1) if field["type"] == "count" else Fraction(field.get("precision", "0.01"))
    step = step if field["good"] == "up" else -step

    def reached(count):
        trial = Evaluation(evaluation.document, evaluation.data, evaluation.catalogue,
                           {cell: Num(start.low + count * step)})
        return trial.truth(ref, at) == want

    steps = change / step
    if steps.denominator != 1 or steps < 1 or not reached(int(steps)):
        return False
    return not any(reached(i) for i in range(max(0, int(steps) - 1000), int(steps)))


assert TRI == ["fail", "unknown", "pass"]
