#!/usr/bin/python3
"""Random documents and data: the engine's answers judged by the reference evaluator.

Statuses must be the same. What the engine calls decided must be so over every completion (where they
can be enumerated). Each gap must close its part, one step less must not; each value that settles
a part must, and where none is said to settle it alone, none may.
Usage: differential.py PROGRAM SEED COUNT    (PROGRAM: test_eval_vectors)
"""

import json
import pathlib
import random
import subprocess
import sys
import tempfile
from fractions import Fraction

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).parent))

import build  # noqa: E402
import completions  # noqa: E402
from build import E, choice, date, f, grade, num, pct, percent, yes  # noqa: E402
from cases import CHOICE, UNITS  # noqa: E402
from reference import (Code, Data, Evaluation, FAIL, PASS, RuleError, UNKNOWN, iso,  # noqa: E402
                       parse_value)

completions.LIMIT = 250
ZONE = (["plain", "mountain"], f("terrain"))
build.FIELDS.update({
    "v.few": {"type": "count", "unit": "time", "level": ["village"], "fresh": 12,
              "range": ["0", "3"], "part_of": "v.most", "good": "up"},
    "v.most": {"type": "count", "unit": "time", "level": ["village"], "fresh": 12,
               "range": ["0", "3"]},
    "faults": {"type": "count", "unit": "time", "level": ["commune"], "fresh": 12,
               "range": ["0", "5"], "good": "down"},
})
NUMBERS = {"commune": ["taken", "seats", "meetings", "faults"], "village": ["v.few", "v.most"]}
ANSWERS = {"commune": ["plan", "posted"], "village": ["v.clean", "v.plan"]}


class Maker:
    """One random document and its data."""

    def __init__(self, seed):
        self.r = random.Random(seed)
        grades = build.SCALES["task_grade"]["codes"]
        missing = self.r.choice(grades)
        self.keys = [code for code in grades if code != missing]
        self.villages = [f"c.{i:02}" for i in range(1, self.r.choice([0, 1, 2, 3, 3, 4]) + 1)]

    def number(self, level, depth):
        """A number in "time"."""
        r = self.r
        pick = r.random()
        if depth <= 0 or pick < 0.4:
            if r.random() < 0.2:
                return num(r.randint(0, 6), "time")
            return f(r.choice(NUMBERS[level]))
        a = self.number(level, depth - 1)
        if pick < 0.52:
            return E(r.choice(["add", "sub"]), a, self.number(level, depth - 1))
        if pick < 0.62:
            return E(r.choice(["min", "max", "first_known"]), a, self.number(level, depth - 1))
        if pick < 0.68:
            return E("mul", a, num(r.choice(["-1", "0", "0.5", "2"])))
        if pick < 0.72:
            return E("round", a, digits=r.choice([-1, 0, 1]))
        if pick < 0.76:
            return E("previous", f(r.choice(NUMBERS[level])))
        b = self.number(level, depth - 1)
        if pick < 0.82:
            return E("when", self.truth(level, depth - 1), a, b)
        if level == "village":
            return E("parent", self.number("commune", 0)) if r.random() < 0.3 else a
        if pick < 0.87:
            return E("by_zone", a, b, keys=["plain", "mountain"])
        if pick < 0.91:
            return E("choose", f("task"), a, b, num(2, "time"), keys=self.keys)
        if pick < 0.93:
            return E("by_year", a, b, keys=["2022", "2023"])
        if pick < 0.95:
            return E("since", a, b, keys=["2022-01-01", "2023-12-31"])
        return E("child_" + r.choice(["sum", "least", "greatest"]),
                 self.number("village", depth - 2), level="village")

    def leaf(self, level, depth):
        r = self.r
        pick = r.random()
        op = r.choice(["at_least", "at_most", "more_than", "less_than", "is", "is_not"])
        if pick < 0.3:
            return E(op, self.number(level, depth), self.number(level, depth - 1))
        if pick < 0.38:
            return E("between", self.number(level, depth), num(r.randint(0, 3), "time"),
                     num(r.randint(2, 6), "time"))
        if pick < 0.52:
            a, b = self.number(level, depth - 1), self.number(level, depth - 1)
            return E(op, percent(a, b), pct(r.choice([0, 25, 50, 75, 100])))
        if pick < 0.66:
            return E(r.choice(["yes", "no"]), f(r.choice(ANSWERS[level])))
        if pick < 0.7:
            return E("known", self.number(level, depth - 1))
        if level == "village":
            return E("at_least", f(r.choice(NUMBERS[level])), num(r.randint(0, 3), "time"))
        if pick < 0.76:
            return E(r.choice(["at_least", "less_than", "is"]), f("task"),
                     grade(r.choice(["done", "well_done"])))
        if pick < 0.79:
            return E("is", f("terrain"), choice("plain"))
        if pick < 0.83:
            return E(r.choice(["on_or_before", "on_or_after"]), f("approved"), date("2023-06-30"))
        inner = self.truth("village", depth - 1)
        if pick < 0.92:
            return E(op, E("child_percent_where", inner, level="village"),
                     pct(r.choice([0, 30, 50, 70, 100])))
        return E(r.choice(["child_all", "child_any"]), inner, level="village")

    def truth(self, level, depth):
        r = self.r
        pick = r.random()
        if depth <= 0 or pick < 0.5:
            return self.leaf(level, depth)
        args = [self.truth(level, depth - 1) for _ in range(r.randint(1, 3))]
        if pick < 0.7:
            return E(r.choice(["all_of", "any_of"]), *args)
        if pick < 0.78:
            return E("none_of", *args)
        if pick < 0.86:
            return E("at_least_n_of", *args, n=r.randint(1, len(args)))
        if pick < 0.9:
            return E("if_any", args[0], self.truth(level, depth - 1))
        if pick < 0.94:
            return E("not_known", reason="not seen")
        return E("when", args[0], self.truth(level, depth - 1), self.truth(level, depth - 1))

    def value(self, name, among=1):
        """Of one of several units, whose numbers together keep to the range."""
        field, r = build.FIELDS[name], self.r
        if field["type"] == "yes_no":
            return r.choice(["yes", "no"])
        if field["type"] == "date":
            return r.choice(["2023-06-29", "2023-06-30", "2023-07-01"])
        if field["type"] in ("grade", "choice"):
            if r.random() < 0.03:
                return "splendid"
            return r.choice(build.SCALES[field.get("scale") or field.get("list")]["codes"][:3])
        high = int(field["range"][1]) // among
        if r.random() < 0.15:
            low = r.randint(0, high)
            return r.choice([f">={low}", f"<={low}", f"{low}..{low + r.randint(1, 3)}"])
        return str(r.randint(0, high))

    def rows(self, unit, name):
        r = self.r
        rows = []
        if r.random() < 0.62:
            rows.append(("2023-12-31", self.value(name)))
        elif r.random() < 0.3:
            rows.append(("2021-05-01", self.value(name)))
        if r.random() < 0.3:
            rows.append(("2022-12-31", self.value(name)))
        return [{"unit": unit, "field": name, "value": value, "as_of": day} for day, value in rows]

    def make(self, name):
        rules = {}
        for i in range(self.r.randint(1, 3)):
            rule = {"pass": self.truth("commune", 3)}
            if self.r.random() < 0.25:
                rule["applies"] = self.truth("commune", 2)
            rules[f"1.{i + 1}"] = rule
        document = build.document({1: rules}, zone=ZONE)
        observations = []
        for field, attributes in document["fields"].items():
            units = self.villages if attributes["level"] == ["village"] else ["c"]
            for unit in units:
                observations += self.rows(unit, field)
        if self.r.random() < 0.3:
            observations.append({"unit": "c", "field": "taken/seats", "as_of": "2023-12-31",
                                 "value": self.r.choice(["50", "75", ">=60"])})
        units = UNITS + [{"code": v, "level": "village", "parent": "c"} for v in self.villages]
        case = {"name": name, "documents": {"test": document}, "measure": document["id"],
                "units": units, "observations": observations, "titles": [], "choice": CHOICE}
        return self.merge(case, document["fields"]) if self.r.random() < 0.3 else case

    def merge(self, case, fields):
        """The commune was made of others, one of which perhaps had its code."""
        r, made = self.r, {"valid_from": "2023-07-01"}
        codes = r.sample(["a", "b", "c"], r.choice([1, 2, 2, 3]))
        units = [{**u, **made} if u["code"] == "c" else u for u in case["units"]]
        rows, carry = [], {}
        for code in codes:
            units.append({"code": code, "level": "commune", "parent": "d",
                          "valid_to": "2023-06-30"})
            for name, field in fields.items():
                if "commune" in field["level"] and r.random() < 0.85:
                    rows.append({"unit": code, "field": name,
                                 "value": self.value(name, len(codes)),
                                 "as_of": r.choice(["2023-06-30", "2023-06-30", "2022-12-31"])})
        for name in fields:
            if r.random() < 0.6:
                carry[name] = r.choice(["all", "any", "latest", "earliest", "none"])
        successions = [{"predecessor": code, "successor": "c", "effective": "2023-07-01",
                        "extent": "part" if r.random() < 0.05 else "whole"} for code in codes]
        kept = [row for row in case["observations"]
                if row["unit"] != "c" or row["as_of"] < "2023" or r.random() < 0.5]
        return {**case, "units": units, "observations": kept + rows, "successions": successions,
                "choice": {**CHOICE, "carry": carry}}


class Judge:
    """One case and what the engine said of it."""

    def __init__(self, case, actual, tally):
        self.case, self.actual, self.tally = case, actual["c"], tally
        self.document = case["documents"]["test"]
        self.evaluation = Evaluation(self.document, Data(case), case["documents"])
        self.findings = []

    def wrong(self, text):
        self.findings.append(text)

    def run(self):
        for criterion in self.document["criteria"]:
            for indicator in criterion["indicators"]:
                self.indicator(indicator, self.actual["indicators"][indicator["number"]])
        return self.findings

    def indicator(self, indicator, said):
        number = indicator["number"]
        status, either_way = self.evaluation.status(indicator, "c")
        self.tally[status] = self.tally.get(status, 0) + 1
        if (status, either_way) != (said["status"], said["either_way"]):
            self.wrong(f"{number}: status {said['status']}, reference {status}")
            return
        if status == "unknown":
            refs = [indicator[k] for k in ("applies", "pass") if k in indicator]
            read = completions.outcome(self.document, indicator, "c")
            self.decided(number, read, refs, said)
        for part in said["parts"] + said["applies"]:
            self.part(number, part)

    def decided(self, where, read, refs, said):
        wholes = said["within_wholes"]
        possible = completions.truths(self.evaluation, read, refs, "c", wholes)
        if not possible:
            return
        answer = said["decided"]
        true = completions.decided_of(possible)
        self.tally["decided " + answer] = self.tally.get("decided " + answer, 0) + 1
        sound = {"open": True, "pass": possible == {"pass"}, "fail": possible == {"fail"},
                 "cannot_pass": "pass" not in possible}[answer]
        if not sound:
            self.wrong(f"{where}: decided {answer}, but it can be {sorted(possible)}")
        if answer == "open" and true != "open":
            self.tally["open too many"] = self.tally.get("open too many", 0) + 1

    def truth(self, ref, overrides=None):
        evaluation = self.evaluation
        if overrides:
            evaluation = Evaluation(self.document, self.evaluation.data, self.case["documents"],
                                    overrides)
        try:
            return evaluation.truth(ref, "c")
        except RuleError:
            return None

    def part(self, number, part):
        ref = part["node"]
        where = f"{number} node {ref} ({self.document['nodes'][ref]['op']})"
        truth = self.truth(ref)
        status = {None: "error", FAIL: "fail", UNKNOWN: "unknown", PASS: "pass"}[truth]
        turned = {"fail": "pass", "pass": "fail"}.get(status, status)
        if part["status"] not in (status, turned):
            self.wrong(f"{where}: part {part['status']}, reference {status}")
            return
        want = PASS
        if truth in (FAIL, PASS):
            want = PASS if (truth == PASS) == (part["status"] == "pass") else FAIL
        if status == "fail" or status == "pass":
            self.gaps(where, ref, part["gaps"], want)
        elif status == "unknown":
            self.settles(where, ref, part)

    def value(self, name, text):
        field = self.document["fields"][name]
        return parse_value(text, field, self.document)

    def gaps(self, where, ref, gaps, want):
        if gaps and not gaps[0].get("field"):
            self.children(where, ref, gaps, want)
            return
        for gap in gaps:
            cell = (gap.get("unit", "c"), gap["field"], False)
            self.tally["gaps"] = self.tally.get("gaps", 0) + 1
            if gap.get("change"):
                good = completions.is_least_change(self.evaluation, ref, "c", cell,
                                                   Fraction(gap["change"]), want)
                inside = Fraction(gap["to"]) <= Fraction(
                    self.document["fields"][gap["field"]]["range"][1])
                inside = inside and Fraction(gap["to"]) >= 0
                if not inside and gap.get("blocked_by") is None:
                    self.wrong(f"{where}: gap {gap} leaves the range")
            else:
                good = self.truth(ref, {cell: self.value(gap["field"], gap["to"])}) == want
            if not good:
                self.wrong(f"{where}: gap {gap} does not close it, or is not the least")

    def children(self, where, ref, gaps, want):
        """As many of the cheapest children as are needed, with all that they need: it passes."""
        self.tally["child gaps"] = self.tally.get("child gaps", 0) + 1
        need, units = int(gaps[0]["change"]), []
        overrides = {}
        for gap in gaps[1:]:
            unit = gap.get("unit", "c")
            if unit not in units:
                units.append(unit)
            if unit in units[:max(need, 0)]:
                overrides.setdefault((unit, gap["field"], False),
                                     self.value(gap["field"], gap["to"]))
        if need <= 0 or len(units) < need:
            return
        inner = self.document["nodes"][ref]
        while not inner["op"].startswith("child_"):
            inner = self.document["nodes"][next(
                a for a in inner["args"] if self.document["nodes"][a]["op"].startswith("child_"))]
        changed = Evaluation(self.document, self.evaluation.data, self.case["documents"], overrides)
        won = sum(changed.truth(inner["args"][0], u) == PASS for u in self.evaluation.data.children(
            "c", "village"))
        before = sum(self.evaluation.truth(inner["args"][0], u) == PASS
                     for u in self.evaluation.data.children("c", "village"))
        if before != int(gaps[0]["from"]):
            self.wrong(f"{where}: {before} children pass, not {gaps[0]['from']}")
        if won >= before + need and self.truth(ref, overrides) == want:
            self.tally["child gaps closed"] = self.tally.get("child gaps closed", 0) + 1

    def within_wholes(self, cell, value):
        trial = Evaluation(self.document, self.evaluation.data, self.case["documents"],
                           {cell: value})
        return completions.contradicts(self.evaluation, cell[0], cell[2]) or \
            not completions.contradicts(trial, cell[0], cell[2])

    def settles(self, where, ref, part):
        """Each cell that is said to settle it alone can; of the others none does."""
        told = {(s.get("unit", "c"), s["field"], s.get("previous", False)): s.get("value")
                for s in part["settles"]}
        for cell, text in told.items():
            if not completions.domain(self.evaluation, cell) or text is None or part["negated"]:
                continue
            bare = self.value(cell[1], text[2:] if text[0] in "<>" else text)
            if self.truth(ref, {cell: bare}) not in (PASS, FAIL):
                self.wrong(f"{where}: {cell} = {text} does not settle it")
            self.tally["settles"] = self.tally.get("settles", 0) + 1
        if part["decided"] != "open":
            return
        for fact in part["missing"]:
            cell = (fact.get("unit", "c"), fact.get("field"), fact.get("previous", False))
            if cell in told or cell[1] not in self.document["fields"]:
                continue
            for value in completions.domain(self.evaluation, cell) or []:
                if not self.within_wholes(cell, value):
                    continue
                if self.truth(ref, {cell: value}) in (PASS, FAIL):
                    self.wrong(f"{where}: {cell} would settle it alone and is not told")
                    break


def main():
    program, seed, count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    print(f"seeds {seed} to {seed + count - 1}")
    cases, tally, wrong = [], {}, 0
    for i in range(count):
        cases.append(Maker(seed + i).make(f"seed {seed + i}"))
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
        json.dump({"schema": "ntm.vectors/1", "cases": cases}, file, ensure_ascii=False)
        file.flush()
        answer = subprocess.run([program, file.name], stdout=subprocess.PIPE, check=True)
    for case, line in zip(cases, answer.stdout.decode().splitlines(), strict=True):
        actual = json.loads(line)
        if actual is None:
            tally["refused"] = tally.get("refused", 0) + 1
            continue
        for finding in Judge(case, actual, tally).run():
            print(f"{case['name']}: {finding}")
            wrong += 1
    print(", ".join(f"{key} {tally[key]}" for key in sorted(tally)))
    assert tally.get("refused", 0) * 10 < count, "too many documents are refused"
    return wrong > 0


assert iso and Code and yes

if __name__ == "__main__":
    sys.exit(main())
