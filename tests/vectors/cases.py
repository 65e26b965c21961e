"""One published case: written by hand, worked out a second time by reference.py."""

from fractions import Fraction

import completions
from build import E, document
from reference import Code, Data, Evaluation, Missing, Num, RuleError, number_text

UNITS = [
    {"code": "p", "level": "province"},
    {"code": "d", "level": "district", "parent": "p"},
    {"code": "c", "level": "commune", "parent": "d"},
]
CHOICE = {"as_of": "2023-12-31", "year": 2023}
LEVEL = ["not_met", "undecided", "met"]

GROUPS = {}


class Broken(Exception):
    """The hand-written expectation and the reference differ."""


def rows(unit, figures, day):
    """figures: {field: value} or {field: [(value, {attributes}), …]}."""
    out = []
    for field, given in figures.items():
        for value, more in given if isinstance(given, list) else [(given, {})]:
            out.append({"unit": unit, "field": field, "value": str(value),
                        "as_of": day, **more})
    return out


def case(group, name, rule, data=None, status=None, *, villages=None, province=None, units=None,
         choice=None, titles=None, decided=None, within=None, parts=None, error=None,
         either_way=None, gates=None, level=None, criteria=None, zone_key=None, others=(),
         illustrative=None, applies=None, more=None, successions=None, **head):
    """rule: an expression (indicator 1.1) or {criterion: {indicator: …}}."""
    if isinstance(rule, E) or "pass" in rule:
        rule = {1: {"1.1": rule}}
    doc = document(rule, **head)
    all_units = list(units or UNITS)
    day = (choice or CHOICE).get("as_of", CHOICE["as_of"])
    observations = rows("c", data or {}, day) + rows("p", province or {}, day)
    for code, figures in (villages or {}).items():
        all_units.append({"code": code, "level": "village", "parent": "c"})
        observations += rows(code, figures, day)
    observations += more or []
    documents = {"test": doc, **{f"other{i}": other for i, other in enumerate(others)}}
    item = {"name": name, "documents": documents, "measure": doc["id"], "units": all_units,
            "observations": observations, "titles": titles or [],
            "choice": {**CHOICE, **(choice or {})}}
    if successions:
        item["successions"] = successions
    first = {"status": status, "decided": decided, "within_wholes": within, "error": error,
             "either_way": either_way, "parts": parts, "applies": applies}
    indicators = status if isinstance(status, dict) else {"1.1": first}
    indicators = {
        number: {k: v for k, v in (want if isinstance(want, dict) else {"status": want}).items()
                 if v is not None}
        for number, want in indicators.items()
    }
    expect = {"indicators": indicators, "gates": gates, "level": level, "criteria": criteria,
              "zone": zone_key, "illustrative": illustrative}
    unit = "c" if doc["level"] == "commune" else next(
        u["code"] for u in all_units if u["level"] == doc["level"])
    item["expect"] = {unit: {k: v for k, v in expect.items() if v is not None}}
    try:
        check(item, documents, doc, unit)
    except Broken as broken:
        raise Broken(f"{group}: {name}: {broken}") from None
    GROUPS.setdefault(group, []).append(item)


def must(what, expected, found):
    if expected != found:
        raise Broken(f"{what}: written {expected!r}, worked out {found!r}")


def check(item, documents, doc, unit):
    """Everything that the reference can work out: statuses, values, decided, numeric gaps."""
    evaluation = Evaluation(doc, Data(item), documents)
    expect = item["expect"][unit]
    by_number = {i["number"]: i for c in doc["criteria"] for i in c["indicators"]}
    for number, want in expect["indicators"].items():
        indicator = by_number[number]
        status, either_way = evaluation.status(indicator, unit)
        must(f"{number} status", want["status"], status)
        must(f"{number} either way", want.get("either_way", False), either_way)
        if status == "error":
            must(f"{number} error", want.get("error"), evaluation.error_code(indicator, unit))
        check_decided(evaluation, indicator, unit, want, status)
        check_leaf(evaluation, doc, indicator, unit, want, status)
    for criterion in doc["criteria"]:
        number = str(criterion["number"])
        if number in expect.get("criteria", {}):
            must(f"criterion {number}", expect["criteria"][number],
                 LEVEL[evaluation.criterion(criterion, unit)])
    if "level" in expect:
        must("level", expect["level"], LEVEL[evaluation.level(unit)])
    for gate in doc.get("requires", []) + doc.get("conditions", []) + doc.get("withdrawal", []):
        if gate["name"] in expect.get("gates", {}):
            must(gate["name"], expect["gates"][gate["name"]], evaluation.status(gate, unit)[0])
    if "zone" in expect:
        must("zone", expect["zone"], evaluation.zone(unit))


def check_decided(evaluation, indicator, unit, want, status):
    if status != "unknown":
        return
    found = completions.decided(evaluation, indicator, unit)
    if found and "decided" in want:
        must("decided", (want["decided"], want.get("within_wholes", False)), found)


def leaf_of(doc, ref):
    """The one leaf of an indicator that is nothing but a comparison, perhaps with a label."""
    node = doc["nodes"][ref]
    while node["op"] == "part":
        ref = node["args"][0]
        node = doc["nodes"][ref]
    names = ("at_least", "at_most", "more_than", "less_than", "is", "is_not", "between")
    constant = doc["nodes"][node["args"][0]]["op"] == "number" if node.get("args") else True
    return None if node["op"] not in names or constant else ref


def check_leaf(evaluation, doc, indicator, unit, want, status):
    """What the leaf measures is added to the expectation; gaps are tried out."""
    ref = leaf_of(doc, indicator["pass"])
    if ref is None or status in ("error", "not_applicable"):
        return
    parts = want.setdefault("parts", [{}])
    part = parts[0]
    value = evaluation.eval(doc["nodes"][ref]["args"][0], unit)
    told = {"status": evaluation_status(evaluation, ref, unit)}
    if isinstance(value, Num):
        ends = [None if e in (float("inf"), -float("inf")) else number_text(e)
                for e in (value.low, value.high)]
        told["measured"] = ends[0] if value.exact else None
        told["low"], told["high"] = ends
    elif isinstance(value, Missing):
        told["measured"] = None
    elif not isinstance(value, Code):
        raise Broken("leaf")
    for key, found in told.items():
        if key in part:
            must(key, part[key], found)
        part[key] = found
    counts = doc["nodes"][doc["nodes"][ref]["args"][0]]["op"].endswith("_where")
    for gap in part.get("gaps", []) if not counts else []:  # of counts: the children's own parts
        if gap.get("change") and gap.get("field") and not gap.get("blocked_by"):
            cell = (gap.get("unit", unit), gap["field"], False)
            change = Fraction(gap["change"])
            must("gap", True, completions.is_least_change(evaluation, ref, unit, cell,
                                                                     change))
            must("to", Fraction(gap["to"]), Fraction(gap["from"]) + Fraction(gap["change"]))


def evaluation_status(evaluation, ref, unit):
    try:
        return ["fail", "unknown", "pass"][evaluation.truth(ref, unit)]
    except RuleError:
        return "error"
