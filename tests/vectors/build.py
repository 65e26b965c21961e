"""Writing small decision documents: expressions as Python values, nodes as the schema wants them."""

import copy

VILLAGE = {"level": ["village"]}
COMMUNE = {"level": ["commune"]}

# The fields that cases draw on. Each document embeds those it uses.
FIELDS = {
    "insured": {"type": "count", "unit": "person", "level": ["commune"], "fresh": 12,
                "part_of": "population", "good": "up"},
    "population": {"type": "count", "unit": "person", "level": ["commune"], "fresh": 12,
                   "range": ["1", None]},
    "paved_km": {"type": "number", "unit": "km", "level": ["commune"], "fresh": "never",
                 "range": ["0", None], "part_of": "total_km", "precision": "0.01", "good": "up"},
    "total_km": {"type": "number", "unit": "km", "level": ["commune"], "fresh": "never",
                 "range": ["0", None], "precision": "0.01"},
    "poor": {"type": "count", "unit": "household", "level": ["commune"], "fresh": 12,
             "part_of": "households", "good": "down"},
    "households": {"type": "count", "unit": "household", "level": ["commune"], "fresh": 12},
    "income": {"type": "number", "unit": "VND/person/year", "level": ["commune"],
               "period": "year", "range": ["0", None], "precision": "1", "good": "up"},
    "debt": {"type": "number", "unit": "VND", "level": ["commune"], "fresh": 12,
             "range": ["0", None], "precision": "1", "good": "down"},
    "spent": {"type": "number", "unit": "VND", "level": ["commune"], "period": "year",
              "range": ["0", None], "precision": "1"},
    "balance": {"type": "number", "unit": "VND", "level": ["commune"], "fresh": "never",
                "range": [None, None], "precision": "1"},
    "meetings": {"type": "count", "unit": "time", "level": ["commune"], "fresh": 12,
                 "range": ["0", "12"], "good": "up"},
    "seats": {"type": "count", "unit": "time", "level": ["commune"], "fresh": 12,
              "range": ["0", "4"]},
    "taken": {"type": "count", "unit": "time", "level": ["commune"], "fresh": 12,
              "range": ["0", "4"], "part_of": "seats", "good": "up"},
    "rate": {"type": "number", "unit": "percent", "level": ["commune"], "fresh": 12,
             "precision": "0.1", "good": "up"},
    "wide": {"type": "number", "unit": "km", "level": ["commune"], "fresh": "never",
             "range": [None, None], "precision": "0.000000001", "good": "up"},
    "plan": {"type": "yes_no", "level": ["commune"], "fresh": "never", "good": "up"},
    "posted": {"type": "yes_no", "level": ["commune"], "fresh": 12, "good": "up"},
    "task": {"type": "grade", "scale": "task_grade", "level": ["commune"], "fresh": 12,
             "good": "up"},
    "peer": {"type": "grade", "scale": "task_grade", "level": ["commune"], "fresh": 12,
             "good": "up"},
    "terrain": {"type": "choice", "list": "terrain", "level": ["commune"], "fresh": "never"},
    "approved": {"type": "date", "level": ["commune"], "fresh": "never"},
    "deadline": {"type": "date", "level": ["commune"], "fresh": "never"},
    "male": {"type": "count", "unit": "person", "level": ["commune", "village"], "fresh": 12,
             "derive": {"children": "village"}},
    "female": {"type": "count", "unit": "person", "level": ["commune", "village"], "fresh": 12,
               "derive": {"children": "village"}},
    "people": {"type": "count", "unit": "person", "level": ["commune", "village"], "fresh": 12,
               "derive": {"sum": ["male", "female"], "children": "village"}},
    "v.clean": {"type": "yes_no", "level": ["village"], "fresh": 12, "good": "up"},
    "v.plan": {"type": "yes_no", "level": ["village"], "fresh": "never", "good": "up"},
    "v.homes": {"type": "count", "unit": "household", "level": ["village"], "fresh": 12},
    "v.safe": {"type": "count", "unit": "household", "level": ["village"], "fresh": 12,
               "part_of": "v.homes", "good": "up"},
    "province_rate": {"type": "number", "unit": "percent", "level": ["province"], "fresh": 12},
    "p.stars": {"type": "grade", "scale": "stars", "level": ["product"], "fresh": 12,
                "good": "up"},
}
SCALES = {
    "task_grade": {"ordered": True, "codes": ["not_done", "done", "well_done", "excellent"]},
    "stars": {"ordered": True, "codes": ["sao_1", "sao_2", "sao_3", "sao_4", "sao_5"]},
    "terrain": {"ordered": False, "codes": ["plain", "mountain", "coast"]},
}


class E:
    """An expression: an operator, its arguments, its attributes."""

    def __init__(self, op, *args, **attributes):
        self.op, self.args, self.attributes = op, args, attributes

    def __add__(self, other):
        return E("add", self, other)

    def __sub__(self, other):
        return E("sub", self, other)

    def __mul__(self, other):
        return E("mul", self, other)

    def __truediv__(self, other):
        return E("ratio", self, other)

    def __and__(self, other):
        return E("all_of", self, other)

    def __or__(self, other):
        return E("any_of", self, other)

    def __invert__(self):
        return E("none_of", self)

    def __getattr__(self, op):
        """Comparisons as methods: x.at_least(y); a bare number takes the unit of x."""
        if op.startswith("__"):
            raise AttributeError(op)
        return lambda *others, **more: E(op, self, *(like(self, o) for o in others), **more)


def measure(e):
    """The unit of a number, where a bare number beside it needs one."""
    if e.op == "field":
        return FIELDS[e.attributes["field"]].get("unit", "1")
    if e.op == "number":
        return e.attributes["unit"]
    if e.op in ("percent", "child_percent_where", "failed_share"):
        return "percent"
    if e.op == "child_count_where" or e.op == "child_count":
        return e.attributes["level"]
    if e.op in ("mul", "ratio"):
        return "1" if measure(e.args[0]) == measure(e.args[1]) else measure(e.args[0])
    if e.op == "linear":
        return "1"
    if e.op == "year":
        return "year"
    for arg in reversed(e.args):
        if arg.op != "not_known":
            return measure(arg)
    return "1"


def like(e, other):
    if isinstance(other, (int, str)) and not isinstance(other, bool):
        text = str(other)
        if text.replace("-", "", 1).replace(".", "", 1).isdigit():
            return num(other, measure(e))
        raise ValueError(other)
    return other


def f(name):
    return E("field", field=name)


def num(value, unit="1"):
    return E("number", value=str(value), unit=unit)


def pct(value):
    return num(value, "percent")


def percent(a, b):
    return E("percent", a, b)


def yes(name):
    return E("yes", f(name))


def no(name):
    return E("no", f(name))


def truth(value):
    return E("truth", value=value)


def grade(code, scale="task_grade"):
    return E("grade", scale=scale, value=code)


def choice(code, scale="terrain"):
    return E("choice", list=scale, value=code)


def date(text):
    return E("date", value=text)


def not_known(reason="the annex was not seen"):
    return E("not_known", reason=reason)


def part(label, e):
    return E("part", e, label=label)


def all_of(*args):
    return E("all_of", *args)


def any_of(*args):
    return E("any_of", *args)


def at_least_n_of(n, *args):
    return E("at_least_n_of", *args, n=n)


def if_any(c, p):
    return E("if_any", c, p)


def when(c, a, b):
    return E("when", c, a, b)


def first_known(*args):
    return E("first_known", *args)


def choose(key, **entries):
    return E("choose", key, *entries.values(), keys=list(entries))


def by_zone(**entries):
    return E("by_zone", *entries.values(), keys=list(entries))


def by_year(entries):
    return E("by_year", *entries.values(), keys=[str(k) for k in entries])


def since(entries):
    return E("since", *entries.values(), keys=list(entries))


def villages(op, *args, level="village"):
    return E("child_" + op, *args, level=level)


def fields_of(names):
    """The fields with all that they point to."""
    chosen, todo = {}, sorted(names)
    while todo:
        name = todo.pop()
        if name in chosen:
            continue
        chosen[name] = copy.deepcopy(FIELDS[name])
        for link in ("part_of",):
            if link in chosen[name]:
                todo.append(chosen[name][link])
        todo += chosen[name].get("derive", {}).get("sum", [])
    return dict(sorted(chosen.items()))


def document(criteria, *, level="commune", id="test/1/2023/QĐ-UBND", zone=None, requires=None,
             conditions=None, withdrawal=None, fields=None, **head):
    """criteria: {number: {indicator: expression or {"pass":…, "applies":…}}}."""
    nodes, index, used = [], {}, set()

    def add(e):
        node = {"op": e.op, **e.attributes}
        args = [add(a) for a in e.args]
        if args:
            node["args"] = args
        if e.op == "field":
            used.add(e.attributes["field"])
        key = repr(sorted(node.items()))
        if key not in index:
            index[key] = len(nodes)
            nodes.append(node)
        return index[key]

    def item(rule, name, key="pass"):
        rule = rule if isinstance(rule, dict) else {key: rule}
        return {name[0]: name[1], "basis": "assumed", **{k: add(v) for k, v in rule.items()}}

    out = {"schema": "ntm.decision/1", "id": id, "level": level, "effective": "2020-01-01", **head}
    if zone:
        out["zoning"] = {"scheme": "test-zones", "keys": zone[0]}
    out["criteria"] = [
        {"number": number, "name": f"Criterion {number}",
         "indicators": [{**item(rule, ("number", name)), "text": f"Indicator {name}"}
                        for name, rule in indicators.items()]}
        for number, indicators in criteria.items()
    ]
    for key, rules in (("requires", requires), ("conditions", conditions),
                       ("withdrawal", withdrawal)):
        if rules:
            out[key] = [item(rule, ("name", name), "when" if key == "withdrawal" else "pass")
                        for name, rule in rules.items()]
    if zone:
        out["zoning"]["by"] = add(zone[1])
    out["nodes"] = nodes
    out["fields"] = fields_of(used)
    for name, changed in (fields or {}).items():
        out["fields"][name].update(changed)
    scales = {a.get("scale") or a.get("list") for a in out["fields"].values()}
    scales |= {n.get("scale") or n.get("list") for n in nodes}
    out["scales"] = {name: SCALES[name] for name in sorted(scales - {None})}
    return out
