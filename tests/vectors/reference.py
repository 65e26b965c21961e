"""A second evaluator of decision documents, written from docs/semantics.md alone.

It shares nothing with engine/: fractions instead of GMP, recursion over dictionaries instead of
columns, completions enumerated instead of intervals, gaps found by trying one step after another.
Slow and plain on purpose. make.py writes docs/vectors/ with it, differential.py holds the engine to
it on random documents.
"""

import calendar
import datetime
from fractions import Fraction

FAIL, UNKNOWN, PASS = 0, 1, 2
TRI = ["fail", "unknown", "pass"]
LEVELS = ["province", "district", "commune", "village", "product"]
BITS = 4096
INF = float("inf")


class RuleError(Exception):
    """The status error: a code."""


class Missing:
    """No value; why is one of the reasons of semantics 1."""

    def __init__(self, why):
        self.why = why


class Num:
    """A number, or the closed interval low..high; an end may be infinite."""

    def __init__(self, low, high=None):
        self.low = low
        self.high = low if high is None else high

    @property
    def exact(self):
        return self.low == self.high


class Code:
    """yes/no, a grade or choice (place on its scale), a date (ordinal)."""

    def __init__(self, value):
        self.value = value


def add_months(day, months):
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return datetime.date(year, month + 1, min(day.day, last))


def iso(text):
    return datetime.date.fromisoformat(text)


def checked(value):
    """Exact values have at most 4,096 bits."""
    if isinstance(value, Fraction):
        if abs(value.numerator).bit_length() > BITS or value.denominator.bit_length() > BITS:
            raise RuleError("number-too-large")
    return value


def number_text(value):
    """A decimal if it ends within 15 digits and 9 decimals, else p/q."""
    value = Fraction(value)
    for scale in range(10):
        scaled = value * 10**scale
        if scaled.denominator == 1:
            if abs(scaled.numerator) >= 10**15:
                break
            digits = str(abs(scaled.numerator)).rjust(scale + 1, "0")
            text = digits if scale == 0 else digits[:-scale] + "." + digits[-scale:]
            return ("-" if value < 0 else "") + text
    return f"{value.numerator}/{value.denominator}"


# ---- numbers and intervals ----


def times(a, b):
    """0 times an infinite end is 0."""
    return Fraction(0) if a == 0 or b == 0 else checked(a * b)


def plus(a, b):
    return checked(a + b)


def inverse(a):
    return Fraction(0) if a in (INF, -INF) else checked(1 / Fraction(a))


def mul(x, y):
    ends = [times(a, b) for a in (x.low, x.high) for b in (y.low, y.high)]
    return Num(min(ends), max(ends))


def ratio(x, y):
    if y.exact and y.low == 0:
        return Missing("zero-denominator")
    if y.low <= 0 <= y.high:
        return Missing("undecided")
    return mul(x, Num(inverse(y.high), inverse(y.low)))


def round_half_away(value, digits):
    if value in (INF, -INF):
        return value
    scaled = abs(value) * Fraction(10) ** digits
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return checked((1 if value >= 0 else -1) * Fraction(whole) / Fraction(10) ** digits)


def on_line(value, points):
    x0, y0, x1, y1 = points
    if x0 > x1:
        x0, y0, x1, y1 = x1, y1, x0, y0
    if value <= x0:
        return y0
    if value >= x1:
        return y1
    return checked(y0 + (y1 - y0) * (value - x0) / (x1 - x0))


def above(x, y, strict):
    """x >= y (or >) for every pair."""
    if isinstance(x, Code):
        return PASS if x.value > y.value or (not strict and x.value == y.value) else FAIL
    if x.low > y.high or (not strict and x.low >= y.high):
        return PASS
    if x.high < y.low or (strict and x.high <= y.low):
        return FAIL
    return UNKNOWN


def same(x, y):
    """Both the same single value."""
    if isinstance(x, Num) and isinstance(y, Num):
        return x.exact and y.exact and x.low == y.low
    if isinstance(x, Code) and isinstance(y, Code):
        return x.value == y.value
    return isinstance(x, int) and isinstance(y, int) and x == y


def equal(x, y):
    if same(x, y):
        return PASS
    if isinstance(x, Code) or x.high < y.low or y.high < x.low:
        return FAIL
    return UNKNOWN


# ---- data ----


class Data:
    """Units, observations and titles as a case gives them; of the units of an earlier day only what
    was observed up to it."""

    def __init__(self, case, day=None):
        self.case = case
        self.choice = case["choice"]
        self.as_of = iso(self.choice["as_of"])
        self.day = day or self.as_of
        self.year = self.choice["year"]
        self.earlier = {}
        self.units = {}
        for unit in case["units"]:
            first, last = unit.get("valid_from"), unit.get("valid_to")
            if (not first or iso(first) <= self.day) and (not last or self.day <= iso(last)):
                self.units[unit["code"]] = unit
        self.observations = {}
        for line, row in enumerate(case["observations"]):
            self.observations.setdefault((row["unit"], row["field"]), []).append((line, row))

    def level(self, unit):
        return self.units[unit]["level"]

    def parent(self, unit):
        code = self.units[unit].get("parent")
        if code in self.units and LEVELS.index(self.level(code)) < LEVELS.index(self.level(unit)):
            return code
        return None

    def children(self, unit, level):
        return sorted(c for c in self.units if self.parent(c) == unit and self.level(c) == level)

    def counts(self, row, field, as_of, year):
        day = iso(row["as_of"])
        if field.get("period") == "year":
            return day.year == year
        fresh = field.get("fresh", "never")
        return fresh == "never" or as_of <= add_months(day, fresh)

    def choose(self, unit, name, field, previous):
        """(row, stale): the observation that counts; else the newest that is too old."""
        as_of = add_months(self.as_of, -12) if previous else self.as_of
        last = min(as_of, self.day)
        year = self.year - 1 if previous else self.year
        first = self.units[unit].get("valid_from")
        best, stale = None, None
        for line, row in self.observations.get((unit, name), []):
            day = iso(row["as_of"])
            if day > last or (first and day < iso(first)):
                continue
            if row.get("import", 0) > self.choice.get("known_import", INF):
                continue
            if row.get("assessor_order", 0) > self.choice.get("assessor_order", INF):
                continue
            if self.choice.get("evidenced") and not row.get("evidence"):
                continue
            key = (day, row.get("assessor_order", 0), row.get("import", 0), line)
            if self.counts(row, field, as_of, year):
                best = max(best or (key, row), (key, row), key=lambda pair: pair[0])
            elif field.get("period") != "year" or day.year < year:
                stale = row
        return (best[1] if best else None), stale

    def before(self, day):
        """The data of the day before."""
        eve = day - datetime.timedelta(days=1)
        if eve not in self.earlier:
            self.earlier[eve] = Data(self.case, eve)
        return self.earlier[eve]

    def predecessors(self, unit):
        """(data of the day before, [codes]) of what a unit was made of, (data, None) where not all of
        it may be counted, or None where nothing is known of it."""
        first = self.units[unit].get("valid_from")
        known = [row for row in self.case.get("successions", [])
                 if row["effective"] == first
                 and row.get("import", 0) <= self.choice.get("known_import", INF)]
        rows = {}
        for row in sorted(known, key=lambda row: row.get("import", 0)):
            if row["successor"] == unit:
                rows[row["predecessor"]] = row
        if not rows:
            return None
        eve = self.before(iso(first))
        if unit in eve.units and not any(row["predecessor"] == unit for row in known):
            return eve, None
        for code, row in rows.items():
            whole = row.get("extent") == "whole" or row.get("confirmed")
            if not whole or code not in eve.units or eve.level(code) != self.level(unit):
                return eve, None
        return eve, sorted(rows)

    def title(self, unit, name):
        first = self.units[unit].get("valid_from")
        for row in self.case.get("titles", []):
            if row["unit"] != unit or name not in (row["title"], row.get("set")):
                continue
            if first and row.get("date") and row["date"] < first:
                continue
            if row.get("date") and iso(row["date"]) > self.as_of:
                continue
            if row.get("expires") and iso(row["expires"]) < self.as_of:
                continue
            if row.get("withdrawn") and iso(row["withdrawn"]) <= self.as_of:
                continue
            return row
        return None


def parse_value(text, field, document):
    """The text of an observation by the type of its field; a RuleError for a code of no scale."""
    kind = field["type"]
    if kind in ("count", "number"):
        if text.startswith(">="):
            return Num(Fraction(text[2:]), INF)
        if text.startswith("<="):
            return Num(-INF, Fraction(text[2:]))
        if ".." in text:
            low, high = text.split("..")
            return Num(Fraction(low), Fraction(high))
        return Num(Fraction(text))
    if kind == "yes_no":
        return Code(1 if text == "yes" else 0)
    if kind == "date":
        return Code(iso(text).toordinal())
    codes = document["scales"][field["scale" if kind == "grade" else "list"]]["codes"]
    if text not in codes:
        raise RuleError("bad-code")
    return Code(codes.index(text))


# ---- mergers ----


def adds_up(field):
    """People, households, km, VND; also per day or year; never shares of one thing by another."""
    first, *below = field.get("unit", "1").split("/")
    return (field["type"] in ("count", "number") and first not in ("1", "percent")
            and "*" not in first and all(b in ("day", "year") for b in below))


def policy_of(field, given):
    fits = {"sum": adds_up(field), "all": field["type"] in ("yes_no", "grade", "choice"),
            "any": field["type"] in ("yes_no", "grade"), "latest": field["type"] == "date",
            "earliest": field["type"] == "date", "none": True}
    if given and fits[given]:
        return given
    return "sum" if adds_up(field) and field.get("carry") != "none" else "none"


def joined(policy, kind, values):
    """The values of all predecessors as one; None where they do not make one."""
    known = [v for v in values if not isinstance(v, Missing)]
    settles = int(policy == "any")
    if kind == "yes_no" and settles in [v.value for v in known]:
        return Code(settles)
    if len(known) < len(values):
        return None
    if policy == "sum":
        return Num(sum(v.low for v in known), sum(v.high for v in known))
    if kind == "choice":
        return known[0] if len({v.value for v in known}) == 1 else None
    pick = max if policy in ("any", "latest") else min
    return Code(pick(v.value for v in known))


# ---- the walk ----


class Evaluation:
    """One document over the data of a case. overrides: (unit, field, previous) -> value."""

    def __init__(self, document, data, catalogue=None, overrides=None):
        self.document = document
        self.data = data
        self.catalogue = catalogue if catalogue is not None else {}
        self.overrides = overrides or {}
        self.nodes = document["nodes"]
        self.memo = {}
        self.in_zone = False

    # reading

    def readable_at(self, name, unit):
        levels = self.document["fields"][name]["level"]
        while unit is not None and self.data.level(unit) not in levels:
            unit = self.data.parent(unit)
        return unit

    def own_value(self, name, unit, previous):
        """The cell of a field at exactly this unit."""
        return self.cell(name, unit, previous)[0]

    def cell(self, name, unit, previous):
        """(value, whether it rests on predecessors)."""
        if (unit, name, previous) in self.overrides:
            return self.overrides[(unit, name, previous)], False
        field = self.document["fields"][name]
        row, stale = self.data.choose(unit, name, field, previous)
        if row is not None:
            return parse_value(row["value"], field, self.document), False
        sums = [total for total in self.derived(field, name, unit, previous) if total]
        sums.sort(key=lambda total: total[1])  # the field's own sum first, unless it was carried
        if sums and not sums[0][1]:
            return sums[0]
        carried = self.carried(field, name, unit, previous)
        if carried is not None:
            return carried, True
        return sums[0] if sums else (Missing("stale" if stale else "missing"), False)

    def carried(self, field, name, unit, previous):
        """What the predecessors' values come to; None where nothing is taken from them."""
        policy = policy_of(field, self.data.choice.get("carry", {}).get(name))
        made = self.data.predecessors(unit)
        if policy == "none" or not made or made[1] is None:
            return None
        then = Evaluation(self.document, made[0], self.catalogue)
        values = [then.own_value(name, code, previous) for code in made[1]]
        return joined(policy, field["type"], values)

    def derived(self, field, name, unit, previous):
        """Sums over fields and over children: each (value, whether it rests on predecessors)."""
        rule = field.get("derive", {})
        parts, children = [], []
        if all(self.data.level(unit) in self.document["fields"].get(part, {"level": []})["level"]
               for part in rule.get("sum", [])):
            parts = [self.cell(part, unit, previous) for part in rule.get("sum", [])]
        if rule.get("children") in field["level"]:
            children = [self.cell(name, u, previous)
                        for u in self.data.children(unit, rule["children"])]
        for cells in (parts, children):
            if cells and all(isinstance(value, Num) for value, _ in cells):
                yield (Num(sum(v.low for v, _ in cells), sum(v.high for v, _ in cells)),
                       any(carried for _, carried in cells))

    def read(self, name, unit, previous=False):
        at = self.readable_at(name, unit)
        return Missing("missing") if at is None else self.own_value(name, at, previous)

    def share(self, a, b, unit):
        """The reported share a/b, in percent."""
        at = self.readable_at(a, unit)
        if at is None:
            return None
        field = self.document["fields"][a]
        row, _ = self.data.choose(at, f"{a}/{b}", field, False)
        return parse_value(row["value"], {"type": "number"}, self.document) if row else None

    # evaluation

    def eval(self, ref, unit):
        key = (ref, unit)
        if key not in self.memo:
            try:
                self.memo[key] = self.compute(self.nodes[ref], unit)
            except RuleError as error:
                self.memo[key] = error
        if isinstance(self.memo[key], RuleError):
            raise self.memo[key]
        return self.memo[key]

    def args(self, node, unit):
        return [self.eval(a, unit) for a in node.get("args", [])]

    def truth(self, ref, unit):
        value = self.eval(ref, unit)
        return UNKNOWN if isinstance(value, Missing) else value

    def truths(self, node, unit):
        return [self.truth(a, unit) for a in node["args"]]

    def compute(self, node, unit):
        return getattr(self, "op_" + node["op"])(node, unit)

    def op_field(self, node, unit):
        return self.read(node["field"], unit)

    def op_previous(self, node, unit):
        return self.read(self.nodes[node["args"][0]]["field"], unit, True)

    def op_number(self, node, unit):
        return Num(Fraction(node["value"]))

    def op_grade(self, node, unit):
        return Code(self.document["scales"][node["scale"]]["codes"].index(node["value"]))

    def op_choice(self, node, unit):
        return Code(self.document["scales"][node["list"]]["codes"].index(node["value"]))

    def op_date(self, node, unit):
        return Code(iso(node["value"]).toordinal())

    def op_truth(self, node, unit):
        return PASS if node["value"] == "pass" else FAIL

    def op_as_of(self, node, unit):
        return Code(self.data.as_of.toordinal())

    def op_year(self, node, unit):
        return Num(Fraction(self.data.year))

    def op_not_known(self, node, unit):
        return Missing("not-known")

    def op_parent(self, node, unit):
        parent = self.data.parent(unit)
        return Missing("missing") if parent is None else self.eval(node["args"][0], parent)

    # arithmetic

    def fold(self, node, unit, step):
        args = self.args(node, unit)
        for arg in args:
            if isinstance(arg, Missing):
                return arg
        result = args[0]
        for arg in args[1:]:
            result = step(result, arg)
            if isinstance(result, Missing):
                break
        return result

    def op_add(self, node, unit):
        return self.fold(node, unit, lambda x, y: Num(plus(x.low, y.low), plus(x.high, y.high)))

    def op_sub(self, node, unit):
        return self.fold(node, unit, lambda x, y: Num(plus(x.low, -y.high), plus(x.high, -y.low)))

    def op_mul(self, node, unit):
        return self.fold(node, unit, mul)

    def op_ratio(self, node, unit):
        return self.fold(node, unit, ratio)

    def op_percent(self, node, unit):
        args = self.args(node, unit)
        sides = [self.nodes[a] for a in node["args"]]
        if any(isinstance(a, Missing) for a in args):
            if all(s["op"] == "field" for s in sides):
                share = self.share(sides[0]["field"], sides[1]["field"], unit)
                if share is not None:
                    return share
            return next(a for a in args if isinstance(a, Missing))
        quotient = ratio(*args)
        return quotient if isinstance(quotient, Missing) else mul(Num(Fraction(100)), quotient)

    def extreme(self, node, unit, pick):
        def step(x, y):
            if isinstance(x, Code):
                return Code(pick(x.value, y.value))
            return Num(pick(x.low, y.low), pick(x.high, y.high))

        return self.fold(node, unit, step)

    def op_min(self, node, unit):
        return self.extreme(node, unit, min)

    def op_max(self, node, unit):
        return self.extreme(node, unit, max)

    def op_round(self, node, unit):
        (x,) = self.args(node, unit)
        if isinstance(x, Missing):
            return x
        digits = node["digits"]
        return Num(round_half_away(x.low, digits), round_half_away(x.high, digits))

    def op_linear(self, node, unit):
        (x,) = self.args(node, unit)
        if isinstance(x, Missing):
            return x
        points = [Fraction(p) for p in node["points"]]
        ends = sorted([on_line(x.low, points), on_line(x.high, points)])
        return Num(*ends)

    def op_first_known(self, node, unit):
        args = self.args(node, unit)
        return next((a for a in args if not isinstance(a, Missing)), args[0])

    # value to truth

    def op_known(self, node, unit):
        return FAIL if isinstance(self.args(node, unit)[0], Missing) else PASS

    def compare(self, node, unit, test):
        args = self.args(node, unit)
        return UNKNOWN if any(isinstance(a, Missing) for a in args) else test(*args)

    def op_at_least(self, node, unit):
        return self.compare(node, unit, lambda x, y: above(x, y, False))

    def op_at_most(self, node, unit):
        return self.compare(node, unit, lambda x, y: above(y, x, False))

    def op_more_than(self, node, unit):
        return self.compare(node, unit, lambda x, y: above(x, y, True))

    def op_less_than(self, node, unit):
        return self.compare(node, unit, lambda x, y: above(y, x, True))

    def op_is(self, node, unit):
        return self.compare(node, unit, equal)

    def op_is_not(self, node, unit):
        return self.compare(node, unit, lambda x, y: 2 - equal(x, y))

    def op_between(self, node, unit):
        def test(x, low, high):
            if above(high, low, False) == FAIL:
                return FAIL
            return min(above(x, low, False), above(high, x, False))

        return self.compare(node, unit, test)

    def op_on_or_before(self, node, unit):
        return self.compare(node, unit, lambda x, y: PASS if x.value <= y.value else FAIL)

    def op_on_or_after(self, node, unit):
        return self.compare(node, unit, lambda x, y: PASS if x.value >= y.value else FAIL)

    def op_within(self, node, unit):
        def test(x):
            day = datetime.date.fromordinal(x.value)
            good = day <= self.data.as_of <= add_months(day, node["months"])
            return PASS if good else FAIL

        return self.compare(node, unit, test)

    def op_yes(self, node, unit):
        return self.compare(node, unit, lambda x: PASS if x.value else FAIL)

    def op_no(self, node, unit):
        return self.compare(node, unit, lambda x: FAIL if x.value else PASS)

    # truths

    def op_all_of(self, node, unit):
        return min(self.truths(node, unit))

    def op_any_of(self, node, unit):
        return max(self.truths(node, unit))

    def op_none_of(self, node, unit):
        return 2 - max(self.truths(node, unit))

    def op_at_least_n_of(self, node, unit):
        truths = self.truths(node, unit)
        if truths.count(PASS) >= node["n"]:
            return PASS
        return FAIL if truths.count(PASS) + truths.count(UNKNOWN) < node["n"] else UNKNOWN

    def op_if_any(self, node, unit):
        c, p = self.truths(node, unit)
        if c == UNKNOWN:
            return min(PASS, p)
        return PASS if c == FAIL else p

    def op_part(self, node, unit):
        return self.truths(node, unit)[0]

    # selection

    def undecided(self, refs, unit, why):
        values = [self.eval(r, unit) for r in refs]
        if all(same(values[0], v) for v in values):
            return values[0]
        return Missing(why)

    def op_when(self, node, unit):
        c = self.truth(node["args"][0], unit)
        if c == UNKNOWN:
            return self.undecided(node["args"][1:], unit, "undecided")
        return self.eval(node["args"][1 if c == PASS else 2], unit)

    def by_key(self, node, refs, key, unit):
        if key not in node["keys"]:
            raise RuleError("no-choice")
        return self.eval(refs[node["keys"].index(key)], unit)

    def op_choose(self, node, unit):
        key = self.eval(node["args"][0], unit)
        if isinstance(key, Missing):
            return self.undecided(node["args"][1:], unit, key.why)
        return self.by_key(node, node["args"][1:], self.codes_of(node["args"][0])[key.value], unit)

    def codes_of(self, ref):
        """The scale of a grade or choice."""
        node = self.nodes[ref]
        scales = self.document["scales"]
        if node["op"] == "field":
            field = self.document["fields"][node["field"]]
            return scales[field.get("scale") or field.get("list")]["codes"]
        if node["op"] in ("grade", "choice"):
            return scales[node.get("scale") or node.get("list")]["codes"]
        if node["op"] in ("when", "choose"):
            args = node["args"][1:]
        else:
            args = node.get("args", [])
        return next((c for c in map(self.codes_of, args) if c), None)

    def zone(self, unit):
        """The key of the zone; Missing."""
        if self.in_zone:
            raise RuleError("cycle")
        self.in_zone = True
        try:
            key = self.eval(self.document["zoning"]["by"], unit)
        finally:
            self.in_zone = False
        if isinstance(key, Missing):
            return key
        return self.codes_of(self.document["zoning"]["by"])[key.value]

    def op_by_zone(self, node, unit):
        key = self.zone(unit)
        if isinstance(key, Missing):
            return self.undecided(node["args"], unit, key.why)
        return self.by_key(node, node["args"], key, unit)

    def op_by_year(self, node, unit):
        return self.by_key(node, node["args"], str(self.data.year), unit)

    def op_since(self, node, unit):
        past = [i for i, key in enumerate(node["keys"]) if iso(key) <= self.data.as_of]
        if not past:
            raise RuleError("no-choice")
        return self.eval(node["args"][past[-1]], unit)

    # children

    def child_values(self, node, unit):
        children = self.data.children(unit, node["level"])
        return [self.eval(node["args"][0], child) for child in children]

    def op_child_count(self, node, unit):
        count = len(self.data.children(unit, node["level"]))
        return Num(Fraction(count)) if count else Missing("no-children")

    def child_truths(self, node, unit):
        return [UNKNOWN if isinstance(v, Missing) else v for v in self.child_values(node, unit)]

    def op_child_count_where(self, node, unit):
        truths = self.child_truths(node, unit)
        passes, unknowns = truths.count(PASS), truths.count(UNKNOWN)
        if not truths:
            return Missing("no-children")
        return Num(Fraction(passes), Fraction(passes + unknowns))

    def op_child_percent_where(self, node, unit):
        number = self.op_child_count_where(node, unit)
        if isinstance(number, Missing):
            return number
        count = len(self.data.children(unit, node["level"]))
        return mul(number, Num(Fraction(100, count)))

    def child_numbers(self, node, unit, step):
        values = self.child_values(node, unit)
        if not values:
            return Missing("no-children")
        for value in values:
            if isinstance(value, Missing):
                return value
        result = values[0]
        for value in values[1:]:
            result = step(result, value)
        return result

    def op_child_sum(self, node, unit):
        return self.child_numbers(
            node, unit, lambda x, y: Num(plus(x.low, y.low), plus(x.high, y.high))
        )

    def op_child_least(self, node, unit):
        return self.child_numbers(
            node, unit, lambda x, y: Num(min(x.low, y.low), min(x.high, y.high))
        )

    def op_child_greatest(self, node, unit):
        return self.child_numbers(
            node, unit, lambda x, y: Num(max(x.low, y.low), max(x.high, y.high))
        )

    def op_child_all(self, node, unit):
        return min(self.child_truths(node, unit), default=UNKNOWN)

    def op_child_any(self, node, unit):
        return max(self.child_truths(node, unit), default=UNKNOWN)

    # other decisions, titles, own results

    def elsewhere(self, name, unit, series=False):
        key = "series" if series else "id"
        found = [d for d in self.catalogue.values() if d.get(key) == name and self.in_force(d)]
        if len(found) != 1:
            raise RuleError("not-in-force")
        if self.document["id"] in self.reach(found[0]):
            raise RuleError("cycle")
        if found[0]["level"] != self.data.level(unit):
            raise RuleError("wrong-level")
        return Evaluation(found[0], self.data, self.catalogue)

    def reach(self, document):
        """Ids of the decisions that can be reached from one, itself included."""
        ids, todo = set(), [document]
        while todo:
            current = todo.pop()
            if current["id"] in ids:
                continue
            ids.add(current["id"])
            for node in current["nodes"]:
                for other in self.catalogue.values():
                    named = other["id"] == node.get("decision")
                    named |= node["op"] == "meets_current" and other.get("series") == node["series"]
                    if named and self.in_force(other):
                        todo.append(other)
        return ids

    def in_force(self, document):
        first, last = document.get("effective"), document.get("expires")
        return (not first or iso(first) <= self.data.as_of) and (
            not last or self.data.as_of <= iso(last)
        )

    def op_meets(self, node, unit):
        return self.elsewhere(node["decision"], unit).level(unit)

    def op_meets_current(self, node, unit):
        return self.elsewhere(node["series"], unit, True).level(unit)

    def op_qualifies(self, node, unit):
        other = self.elsewhere(node["decision"], unit)
        least = other.level(unit)
        for gate in other.document.get("requires", []) + other.document.get("conditions", []):
            status, _ = other.status(gate, unit)
            least = min(
                least,
                {"fail": FAIL, "pass": PASS, "not_applicable": PASS}.get(status, UNKNOWN),
            )
        return least

    def op_holds(self, node, unit):
        return PASS if self.data.title(unit, node["title"]) else FAIL

    def op_failed_share(self, node, unit):
        states = [self.criterion(c, unit) for c in self.document["criteria"]]
        failed, undecided = states.count(FAIL), states.count(UNKNOWN)
        return mul(Num(Fraction(failed), Fraction(failed + undecided)),
                   Num(Fraction(100, len(states))))

    def state_of(self, number, unit):
        for criterion in self.document["criteria"]:
            if criterion["number"] == number:
                return self.criterion(criterion, unit)
        raise RuleError("no-choice")

    def op_fails(self, node, unit):
        return 2 - self.state_of(node["n"], unit)

    def op_passes(self, node, unit):
        return self.state_of(node["n"], unit)

    def op_first_of(self, node, unit):
        args = self.args(node, unit)
        possible = []
        for i in range(0, len(args) - 1, 2):
            c = UNKNOWN if isinstance(args[i], Missing) else args[i]
            if c != FAIL:
                possible.append(args[i + 1])
            if c == PASS:
                break
        else:
            possible.append(args[-1])
        for value in possible:
            if isinstance(value, Missing):
                return value
        return Num(min(v.low for v in possible), max(v.high for v in possible))

    # statuses

    def status(self, item, unit):
        """(status, either way) of an indicator or gate."""
        try:
            applies = self.truth(item["applies"], unit) if "applies" in item else PASS
            if applies == FAIL:
                return "not_applicable", False
            passes = self.truth(item["pass"] if "pass" in item else item["when"], unit)
        except RuleError:
            return "error", False
        if applies == UNKNOWN:
            return "unknown", passes == PASS
        return TRI[passes], False

    def criterion(self, criterion, unit):
        states = []
        for indicator in criterion["indicators"]:
            status, either_way = self.status(indicator, unit)
            if status == "fail":
                states.append(FAIL)
            elif status in ("pass", "not_applicable") or either_way:
                states.append(PASS)
            else:
                states.append(UNKNOWN)
        return min(states)

    def level(self, unit):
        known = UNKNOWN if self.document.get("incomplete") else PASS
        return min([known] + [self.criterion(c, unit) for c in self.document["criteria"]])

    def error_code(self, item, unit):
        for key in ("applies", "pass", "when"):
            if key in item:
                try:
                    self.truth(item[key], unit)
                except RuleError as error:
                    return str(error)
        return None
