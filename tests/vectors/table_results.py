"""Cases: statuses, criteria, gates, other decisions, what is still possible, gaps and margins."""

from build import (E, all_of, any_of, at_least_n_of, by_zone, document, f, first_known, grade,
                   if_any, no, not_known, num, part, pct, percent, truth, villages, when, yes)
from cases import case

U = f("meetings").at_least(5)  # unknown without data
FAILS, PASSES = truth("fail"), truth("pass")


def statuses():
    g = "statuses"
    kinds = {"pass": PASSES, "fail": FAILS, "unknown": U}
    table = {("pass", "pass"): "pass", ("pass", "fail"): "fail", ("pass", "unknown"): "unknown",
             ("fail", "pass"): "not_applicable", ("fail", "fail"): "not_applicable",
             ("fail", "unknown"): "not_applicable", ("unknown", "pass"): "unknown",
             ("unknown", "fail"): "unknown", ("unknown", "unknown"): "unknown"}
    seats = f("seats").more_than(0)
    for (a, p), status in table.items():
        applies = seats if a == "unknown" else kinds[a]
        decided = {("unknown", "pass"): "pass", ("unknown", "fail"): "open"}.get((a, p))
        case(g, f"applies {a}, pass {p}", {"pass": kinds[p], "applies": applies}, {}, status,
             either_way=(a, p) == ("unknown", "pass"), decided=decided,
             level={"pass": "met", "not_applicable": "met", "fail": "not_met"}.get(
                 status, "met" if (a, p) == ("unknown", "pass") else "undecided"))
    for members, state in (("ppp", "met"), ("pfp", "not_met"), ("pup", "undecided"),
                           ("fup", "not_met"), ("nnn", "met"), ("npn", "met"), ("pep", "undecided"),
                           ("fep", "not_met")):
        bad = f("task").at_least(grade("done"))
        rules = {"p": PASSES, "f": FAILS, "u": U, "n": {"pass": FAILS, "applies": FAILS}, "e": bad}
        words = {"p": "pass", "f": "fail", "u": "unknown", "n": "not_applicable",
                 "e": {"status": "error", "error": "bad-code"}}
        case(g, f"a criterion of {members}",
             {1: {f"1.{i + 1}": rules[m] for i, m in enumerate(members)}}, {"task": "splendid"},
             {f"1.{i + 1}": words[m] for i, m in enumerate(members)}, criteria={"1": state},
             level=state)
    case(g, "one criterion not met", {1: {"1.1": PASSES}, 2: {"2.1": FAILS}, 3: {"3.1": U}}, {},
         {"1.1": "pass", "2.1": "fail", "3.1": "unknown"}, level="not_met",
         criteria={"1": "met", "2": "not_met", "3": "undecided"})
    case(g, "one criterion undecided", {1: {"1.1": PASSES}, 3: {"3.1": U}}, {},
         {"1.1": "pass", "3.1": "unknown"}, level="undecided")
    case(g, "the indicator 13.4: no craft village", {
        "applies": f("seats").more_than(0), "pass": yes("plan") & yes("posted")},
         {"seats": 0}, "not_applicable", level="met",
         applies=[{"status": "fail", "measured": "0"}])


def gates():
    g = "gates"
    criteria = {n: {f"{n}.1": {"p": PASSES, "f": FAILS, "u": U}[k]} for n, k in
                enumerate("ppfu", 1)}
    want = {"1.1": "pass", "2.1": "pass", "3.1": "fail", "4.1": "unknown"}
    share = E("failed_share")
    for threshold, status in ((20, "pass"), (25, "pass"), (26, "unknown"), (50, "unknown"),
                              (51, "fail")):
        case(g, f"1 of 4 fails, 1 is undecided: {threshold} % failed", criteria, {}, want,
             withdrawal={"share": share.at_least(threshold)}, gates={"share": status},
             level="not_met")
    case(g, "an incomplete decision is never met", {1: {"1.1": PASSES}}, {}, {"1.1": "pass"},
         level="undecided", criteria={"1": "met"}, incomplete=True)
    case(g, "an incomplete decision can fail", {1: {"1.1": FAILS}}, {}, {"1.1": "fail"},
         level="not_met", incomplete=True)
    for op, n, status in (("fails", 1, "fail"), ("fails", 3, "pass"), ("fails", 4, "unknown"),
                          ("passes", 1, "pass"), ("passes", 3, "fail"), ("passes", 4, "unknown")):
        case(g, f"criterion {n} {op}", criteria, {}, want, conditions={"it": E(op, n=n)},
             gates={"it": status})
    case(g, "a gate does not touch the level", {1: {"1.1": PASSES}}, {}, {"1.1": "pass"},
         conditions={"debt": f("debt").at_most(0)}, gates={"debt": "unknown"}, level="met")
    case(g, "a gate that does not apply", {1: {"1.1": PASSES}}, {}, {"1.1": "pass"},
         requires={"title": {"pass": FAILS, "applies": FAILS}}, gates={"title": "not_applicable"})
    nested = any_of(share.at_least(50), share.at_least(30) & E("fails", n=3))
    case(g, "withdrawal written with nested thresholds", criteria, {}, want,
         withdrawal={"it": nested}, gates={"it": "unknown"})
    case(g, "withdrawal: what is undecided no longer matters", criteria, {"meetings": 9},
         {**want, "4.1": "pass"}, withdrawal={"it": nested}, gates={"it": "fail"})
    holds = E("holds", title="xa-ntm")
    title = {"unit": "c", "title": "xa-ntm", "number": "5155/QĐ-UBND", "date": "2017-12-29"}
    for name, more, status in (
            ("on record", {}, "pass"), ("of another series", {"title": "xa-ntm-nang-cao"}, "fail"),
            ("given on the day", {"date": "2023-12-31"}, "pass"),
            ("given the day after", {"date": "2024-01-01"}, "fail"),
            ("on its last day", {"expires": "2023-12-31"}, "pass"),
            ("expired the day before", {"expires": "2023-12-30"}, "fail"),
            ("withdrawn on the day", {"withdrawn": "2023-12-31"}, "fail"),
            ("withdrawn the day after", {"withdrawn": "2024-01-01"}, "pass"),
            ("of another unit", {"unit": "d"}, "fail")):
        case(g, f"a title {name}", holds, {}, status, titles=[{**title, **more}])
    case(g, "no title on record", holds, {}, "fail",
         parts=[{"missing": [{"field": "title:xa-ntm", "why": "missing"}]}])


def decisions():
    g = "decisions"
    rule = E("meets", decision="test/2/2023/QĐ-UBND")
    kinds = {"p": PASSES, "f": FAILS, "u": U}

    def other(members="p", **head):
        head = {"id": "test/2/2023/QĐ-UBND", **head}
        return document({n: {f"{n}.1": kinds[k]} for n, k in enumerate(members, 1)}, **head)

    for members, status in (("pp", "pass"), ("pf", "fail"), ("pu", "unknown"), ("fu", "fail")):
        case(g, f"meets a decision of {members}", rule, {}, status, others=[other(members)])
    case(g, "an incomplete decision is not known to be met", rule, {}, "unknown",
         others=[other("pp", incomplete=True)], decided="cannot_pass")
    case(g, "meets looks at its data", E("meets", decision="test/2/2023/QĐ-UBND"), {"meetings": 6},
         "pass", others=[other("pu")])
    gated = other("p", conditions={"debt": f("debt").at_most(0)})
    case(g, "meets does not look at gates", rule, {"debt": 5}, "pass", others=[gated])
    qualifies = E("qualifies", decision="test/2/2023/QĐ-UBND")
    for debt, status in (({"debt": 5}, "fail"), ({"debt": 0}, "pass"), ({}, "unknown")):
        case(g, f"qualifies with {debt or 'no debt on record'}", qualifies, debt, status,
             others=[gated])
    case(g, "qualifies does not look at withdrawal", qualifies, {}, "pass",
         others=[other("p", withdrawal={"w": PASSES})])
    case(g, "a decision that is not there", rule, {}, "error", error="not-in-force")
    case(g, "a decision that is not in force yet", rule, {}, "error", error="not-in-force",
         others=[other("p", effective="2024-01-01")])
    case(g, "a decision on its first day", rule, {}, "pass",
         others=[other("p", effective="2023-12-31")])
    case(g, "a decision on its last day", rule, {}, "pass", others=[other("p", expires="2023-12-31")])
    case(g, "a decision that has expired", rule, {}, "error", error="not-in-force",
         others=[other("p", expires="2023-12-30")])
    case(g, "a decision for villages, asked of a commune", rule, {}, "error", error="wrong-level",
         others=[document({1: {"1.1": yes("v.clean")}}, id="test/2/2023/QĐ-UBND",
                          level="village")])
    village = document({1: {"1.1": yes("v.clean")}}, id="test/2/2023/QĐ-UBND", level="village",
                       series="thon")
    case(g, "the share of villages that meet a decision",
         E("at_least", villages("percent_where", rule), pct(50)), {}, "pass", others=[village],
         villages={"c.01": {"v.clean": "yes"}, "c.02": {"v.clean": "no"}})
    current = E("meets_current", series="thon")
    case(g, "villages that meet the decision of a series",
         E("at_least", villages("count_where", current), num(1, "village")), {}, "pass",
         others=[village, document({1: {"1.1": FAILS}}, id="test/0/2019/QĐ-UBND", level="village",
                                   series="thon", expires="2022-12-31")],
         villages={"c.01": {"v.clean": "yes"}})
    case(g, "a series without a decision in force", villages("all", current), {}, "error",
         error="not-in-force", villages={"c.01": {}})
    case(g, "an error in the other decision leaves it undecided", rule, {"task": "splendid"},
         "unknown", others=[document({1: {"1.1": f("task").at_least(grade("done"))}},
                                     id="test/2/2023/QĐ-UBND")])
    case(g, "decisions that refer to each other", rule, {}, "error", error="cycle",
         others=[document({1: {"1.1": E("meets", decision="test/1/2023/QĐ-UBND")}},
                          id="test/2/2023/QĐ-UBND")])
    case(g, "a decision that refers to itself", E("meets", decision="test/1/2023/QĐ-UBND"), {},
         "error", error="cycle")
    third = document({1: {"1.1": E("meets", decision="test/3/2023/QĐ-UBND")}},
                     id="test/2/2023/QĐ-UBND")
    case(g, "a chain of decisions", rule, {}, "pass",
         others=[third, document({1: {"1.1": PASSES}}, id="test/3/2023/QĐ-UBND")])
    case(g, "the share of villages that hold a title",
         E("at_least", villages("percent_where", E("holds", title="thon-ntm")), pct(100)), {},
         "fail", villages={"c.01": {}, "c.02": {}},
         titles=[{"unit": "c.01", "title": "thon-ntm", "number": "1", "date": "2021-01-01"}])


def decided():
    g = "decided"
    taken = f("taken")
    case(g, "a missing count within its range", taken.at_least(0), {}, "unknown", decided="pass")
    case(g, "a missing count beyond its range", taken.at_least(5), {}, "unknown", decided="fail")
    case(g, "a missing count that may do", taken.at_least(4), {}, "unknown", decided="open",
         parts=[{"settles": [{"field": "taken", "value": ">=4"}]}])
    case(g, "at most what the range allows", taken.at_most(4), {}, "unknown", decided="pass")
    case(g, "a part within its known whole", taken.at_most(3), {"seats": 3}, "unknown",
         decided="pass", within=True)
    case(g, "a part that its known whole does not let rise", taken.at_least(4), {"seats": 3},
         "unknown", decided="fail", within=True)
    case(g, "a whole above its known part", f("seats").at_least(2), {"taken": 2}, "unknown",
         decided="pass", within=True, conditions={"read": f("taken").at_least(0)})
    case(g, "a share of a part in its whole, both missing",
         percent(f("insured"), f("population")).at_most(100), {}, "unknown", decided="pass",
         within=True)
    case(g, "wholes are not relied on where a known value denies them", taken.at_most(3),
         {"seats": 3, "insured": 11, "population": 10}, "unknown", decided="open",
         conditions={"read": f("insured").at_least(f("population"))})
    case(g, "yes or no", any_of(yes("plan"), no("posted")), {}, "unknown", decided="open")
    case(g, "yes or no, of the same field: pass or open, both are right",
         any_of(yes("plan"), no("plan")), {}, "unknown")
    case(g, "any grade will do", f("task").at_least(grade("not_done")), {}, "unknown",
         decided="pass")
    case(g, "no grade will do", f("task").more_than(grade("excellent")), {}, "unknown",
         decided="fail")
    case(g, "a reported bound narrows", f("meetings").at_least(13), {"meetings": ">=3"}, "unknown",
         decided="fail")
    case(g, "a reported bound and the range", f("meetings").at_most(12), {"meetings": ">=3"},
         "unknown", decided="pass")
    case(g, "a stale figure is a missing one", taken.at_least(5),
         {"taken": [(4, {"as_of": "2020-01-01"})]}, "unknown", decided="fail")
    case(g, "what fails for one fails for all", all_of(taken.at_least(5), yes("plan")), {},
         "unknown", decided="fail")
    case(g, "one of two will do", any_of(taken.at_least(5), f("seats").at_most(4)), {}, "unknown",
         decided="pass")
    case(g, "unknown for good and open", all_of(not_known(), yes("plan")), {}, "unknown",
         decided="cannot_pass")
    case(g, "unknown for good or open", any_of(not_known(), yes("plan")), {}, "unknown",
         decided="open")
    case(g, "two of three, one of them for good unknown",
         at_least_n_of(2, not_known(), yes("plan"), FAILS), {}, "unknown", decided="cannot_pass")
    case(g, "two of three, one known", at_least_n_of(2, not_known(), yes("plan"), PASSES), {},
         "unknown", decided="open")
    case(g, "it may not apply", {"applies": yes("plan"), "pass": FAILS}, {}, "unknown",
         decided="open")
    case(g, "it does not apply, or passes", {"applies": yes("plan"), "pass": taken.at_most(4)}, {},
         "unknown", decided="pass")
    case(g, "it applies for good perhaps", {"applies": not_known(), "pass": taken.at_least(5)}, {},
         "unknown", decided="cannot_pass")
    case(g, "if any, unknown", if_any(f("seats").more_than(0), taken.at_most(4)), {}, "unknown",
         decided="pass")
    case(g, "a sum of missing counts", (taken + f("seats")).at_most(8), {}, "unknown",
         decided="pass")
    case(g, "a difference of missing counts", (taken - f("seats")).at_least(-4), {}, "unknown",
         decided="pass")
    case(g, "a product of missing counts", E("at_most", taken * f("seats"), num(16, "time*time")),
         {}, "unknown", decided="pass")
    case(g, "a quotient whose divisor may be 0", E("at_most", taken / f("seats"), num(4)), {},
         "unknown", decided="open")
    case(g, "the lesser of a known and a missing one", E("min", f("meetings"), taken).at_least(5),
         {"meetings": 9}, "unknown", decided="fail")
    case(g, "the greater of a known and a missing one", E("max", f("meetings"), taken).at_least(5),
         {"meetings": 9}, "unknown", decided="pass")
    case(g, "first known: the second may be asked",
         E("at_least", first_known(f("seats"), taken), num(5, "time")), {}, "unknown",
         decided="fail")
    case(g, "rounded to tens", E("at_most", E("round", taken, digits=-1), num(0, "time")), {},
         "unknown", decided="pass")
    case(g, "a date may be any day", E("on_or_before", f("approved"), f("deadline")),
         {"approved": "2023-01-01"}, "unknown", decided="open",
         parts=[{"settles": [{"field": "deadline", "value": "2023-01-01"}]}])
    case(g, "a missing zone, met in both",
         taken.at_most(by_zone(plain=num(4, "time"), mountain=num(5, "time"))), {}, "unknown",
         zone=(["plain", "mountain"], f("terrain")), decided="pass")
    case(g, "when, both branches", taken.at_most(when(yes("plan"), num(4, "time"), num(5, "time"))),
         {}, "unknown", decided="pass")
    clean = villages("percent_where", yes("v.clean"))
    some = {"c.01": {"v.clean": "yes"}, "c.02": {"v.clean": "no"}, "c.03": {}, "c.04": {}}
    case(g, "villages: enough may still report", E("at_least", clean, pct(75)), {}, "unknown",
         villages=some, decided="open")
    case(g, "villages: a sum within their ranges",
         E("at_least", villages("sum", f("v.homes")), num(10, "household")), {}, "unknown",
         villages={"c.01": {"v.homes": 10}, "c.02": {}}, decided="pass")
    case(g, "villages: the least cannot rise",
         E("at_least", villages("least", f("v.homes")), num(11, "household")), {}, "unknown",
         villages={"c.01": {"v.homes": 10}, "c.02": {}}, decided="fail")
    never = villages("percent_where", any_of(yes("v.clean"), not_known()))
    case(g, "villages: unknown for good", E("at_least", never, pct(75)), {}, "unknown",
         villages={"c.01": {"v.clean": "yes"}, "c.02": {"v.clean": "no"}}, decided="cannot_pass")
    case(g, "at least 50 of 60", percent(f("insured"), f("population")).at_least("83.3"),
         {"population": 60}, "unknown", decided="open",
         parts=[{"settles": [{"field": "insured", "value": ">=50"}]}])
    case(g, "two missing numbers: neither settles it alone",
         percent(f("insured"), f("population")).at_least(90), {}, "unknown", decided="open",
         parts=[{"settles": [], "missing": [{"field": "insured"}, {"field": "population"}]}])


def points():
    g = "points"
    rule = E("first_of", f("rate").at_least(90), num(5), f("rate").at_least(70), num(3), num(0))

    def case_of(name, status, data, least, **more):
        case(g, name, E("at_least", rule, num(least)), data, status, **more)

    for rate, score in ((95, 5), (90, 5), ("89.9", 3), (70, 3), (69, 0)):
        case_of(f"a rate of {rate} gives {score}", "pass", {"rate": rate}, score,
                parts=[{"measured": str(score)}])
    case_of("an unknown rate gives 0 to 5", "unknown", {}, 3, decided="open",
            parts=[{"measured": None, "low": "0", "high": "5"}])
    case_of("a bound leaves two of three", "pass", {"rate": ">=75"}, 3,
            parts=[{"low": "3", "high": "5"}])
    case(g, "the first that passes settles it",
         E("at_least", E("first_of", PASSES, num(4), yes("plan"), num(9), num(0)), num(4)), {},
         "pass", parts=[{"measured": "4"}])
    case(g, "points that are missing", E("at_least", E("first_of", PASSES, f("rate"), pct(0)),
                                         pct(1)), {}, "unknown")
    case(g, "an error behind the first that passes",
         E("at_least", E("first_of", PASSES, num(4), f("task").at_least(grade("done")), num(1),
                         num(0)), num(1)), {"task": "splendid"}, "error", error="bad-code")


def gaps():
    g = "gaps"
    share = percent(f("insured"), f("population"))
    case(g, "health insurance: 785 of 1,000 women", part("nữ", share.at_least(90)),
         {"insured": 785, "population": 1000}, "fail",
         parts=[{"label": "nữ", "measured": "78.5", "required": "90",
                 "gaps": [{"field": "insured", "from": "785", "to": "900", "change": "115",
                           "blocked_by": None}]}])
    case(g, "a share that does not come out even", share.at_least(90),
         {"insured": 785, "population": 1001}, "fail",
         parts=[{"gaps": [{"field": "insured", "from": "785", "to": "901", "change": "116"}]}])
    case(g, "more than", share.more_than(90), {"insured": 900, "population": 1000}, "fail",
         parts=[{"gaps": [{"field": "insured", "from": "900", "to": "901", "change": "1"}]}])
    case(g, "kilometres by hundredths", percent(f("paved_km"), f("total_km")).at_least(80),
         {"paved_km": "3.2", "total_km": "4.01"}, "fail",
         parts=[{"gaps": [{"field": "paved_km", "from": "3.2", "to": "3.21", "change": "0.01"}]}])
    case(g, "fewer poor households", percent(f("poor"), f("households")).at_most(2),
         {"poor": 31, "households": 1000}, "fail",
         parts=[{"gaps": [{"field": "poor", "from": "31", "to": "20", "change": "-11"}]}])
    case(g, "a debt to be paid", f("debt").at_most(0), {"debt": "250000000"}, "fail",
         parts=[{"gaps": [{"field": "debt", "from": "250000000", "to": "0",
                           "change": "-250000000"}]}])
    case(g, "income by the đồng", f("income").at_least(45000000), {"income": "44999999"}, "fail",
         parts=[{"gaps": [{"field": "income", "from": "44999999", "to": "45000000",
                           "change": "1"}]}])
    case(g, "the whole is in the way", f("taken").at_least(3), {"taken": 1, "seats": 2}, "fail",
         parts=[{"gaps": [{"field": "taken", "from": "1", "to": "3", "change": "2",
                           "blocked_by": "seats"}]}])
    case(g, "the range is in the way", f("meetings").at_least(13), {"meetings": 10}, "fail",
         parts=[{"gaps": [{"field": "meetings", "from": "10", "to": "13", "change": "3",
                           "blocked_by": "range"}]}])
    case(g, "nothing that effort can move", f("population").at_least(1000), {"population": 900},
         "fail", parts=[{"gaps": []}])
    case(g, "the good direction does not help", f("insured").at_most(10),
         {"insured": 20, "population": 30}, "fail", parts=[{"gaps": []}])
    case(g, "a sum: two ways", (f("taken") + f("meetings")).at_least(6),
         {"taken": 1, "seats": 4, "meetings": 2}, "fail",
         parts=[{"gaps": [{"field": "taken", "to": "4", "from": "1", "change": "3",
                           "alternative": 1},
                          {"field": "meetings", "to": "5", "from": "2", "change": "3",
                           "alternative": 1}]}])
    case(g, "a sum: one way is blocked and not told", (f("taken") + f("meetings")).at_least(7),
         {"taken": 1, "seats": 4, "meetings": 2}, "fail",
         parts=[{"gaps": [{"field": "meetings", "to": "6", "from": "2", "change": "4",
                           "alternative": 0}]}])
    case(g, "a difference", (f("meetings") - f("seats")).at_least(3), {"meetings": 4, "seats": 2},
         "fail", parts=[{"gaps": [{"field": "meetings", "from": "4", "to": "5", "change": "1"}]}])
    case(g, "the lesser of two: no single one closes it",
         E("min", f("meetings"), f("taken")).at_least(4), {"meetings": 3, "taken": 3, "seats": 4},
         "fail", parts=[{"gaps": []}])
    case(g, "the lesser of two: one closes it", E("min", f("meetings"), f("taken")).at_least(3),
         {"meetings": 1, "taken": 3, "seats": 4}, "fail",
         parts=[{"gaps": [{"field": "meetings", "from": "1", "to": "3", "change": "2"}]}])
    case(g, "rounded: half a point is enough", E("round", f("rate"), digits=0).at_least(90),
         {"rate": "88.9"}, "fail",
         parts=[{"gaps": [{"field": "rate", "from": "88.9", "to": "89.5", "change": "0.6"}]}])
    case(g, "towards the nearer end of a window", E("between", f("meetings"), num(4, "time"),
                                                    num(6, "time")), {"meetings": 1}, "fail",
         parts=[{"gaps": [{"field": "meetings", "from": "1", "to": "4", "change": "3"}]}])
    case(g, "beyond a window the good direction does not help",
         E("between", f("meetings"), num(4, "time"), num(6, "time")), {"meetings": 7}, "fail",
         parts=[{"gaps": []}])
    case(g, "not through a condition",
         f("meetings").at_least(when(f("taken").at_least(3), num(5, "time"), num(9, "time"))),
         {"meetings": 6, "taken": 1, "seats": 4}, "fail",
         parts=[{"gaps": [{"field": "meetings", "from": "6", "to": "9", "change": "3"}]}])
    case(g, "a field that also chooses the branch",
         f("meetings").at_least(when(f("meetings").at_least(3), num(5, "time"), num(9, "time"))),
         {"meetings": 4}, "fail", parts=[{"gaps": []}])
    case(g, "not last year's figure",
         E("at_most", E("previous", f("poor")), num(0, "household")),
         {"poor": [(5, {"as_of": "2022-12-31"})]}, "fail", parts=[{"gaps": []}])
    case(g, "turned round", ~f("debt").more_than(0), {"debt": 7}, "fail",
         parts=[{"comparison": "at_most",
                 "gaps": [{"field": "debt", "from": "7", "to": "0", "change": "-7"}]}])
    case(g, "a grade", f("task").at_least(grade("well_done")), {"task": "not_done"}, "fail",
         parts=[{"gaps": [{"field": "task", "from": "not_done", "to": "well_done",
                           "change": None}]}])
    case(g, "of two alternatives each has its gap",
         any_of(f("meetings").at_least(5), yes("plan")), {"meetings": 3, "plan": "no"}, "fail",
         parts=[{"group_op": "any_of",
                 "gaps": [{"field": "meetings", "from": "3", "to": "5", "change": "2"}]},
                {"group_op": "any_of", "gaps": [{"field": "plan", "from": "no", "to": "yes"}]}])
    homes = {"c.01": {"v.safe": 5, "v.homes": 10}, "c.02": {"v.safe": 8, "v.homes": 10},
             "c.03": {"v.safe": 9, "v.homes": 10}}
    case(g, "villages: the fewest conditions first",
         E("at_least", villages("count_where", percent(f("v.safe"), f("v.homes")).at_least(90)
                                & yes("v.clean")), num(2, "village")), {}, "fail",
         villages={"c.01": {**homes["c.01"], "v.clean": "no"},
                   "c.02": {**homes["c.02"], "v.clean": "yes"},
                   "c.03": {**homes["c.03"], "v.clean": "yes"}},
         parts=[{"gaps": [{"field": None, "from": "1", "to": "2", "change": "1"},
                          {"unit": "c.02", "field": "v.safe", "from": "8", "to": "9",
                           "change": "1"},
                          {"unit": "c.01", "field": "v.safe", "from": "5", "to": "9",
                           "change": "4"},
                          {"unit": "c.01", "field": "v.clean", "from": "no", "to": "yes"}]}])
    case(g, "villages: all of them", villages("all", yes("v.clean")), {}, "fail",
         villages={"c.01": {"v.clean": "yes"}, "c.02": {"v.clean": "no"}, "c.03": {}},
         parts=[{"gaps": [{"field": None, "from": "1", "to": "3", "change": "2"},
                          {"unit": "c.02", "field": "v.clean", "from": "no", "to": "yes"},
                          {"unit": "c.03", "field": "v.clean", "from": None, "to": "yes"}]}])
    case(g, "villages: too many", E("at_most", villages("count_where", no("v.clean")),
                                    num(0, "village")), {}, "fail",
         villages={"c.01": {"v.clean": "no"}, "c.02": {"v.clean": "no"}},
         parts=[{"gaps": [{"field": None, "from": "2", "to": "0", "change": "-2"}]}])
    case(g, "villages: a sum, by one of them",
         E("at_least", villages("sum", f("v.safe")), num(20, "household")), {}, "fail",
         villages={"c.01": {"v.safe": 9, "v.homes": 20}, "c.02": {"v.safe": 8, "v.homes": 10}},
         parts=[{"gaps": [{"unit": "c.01", "field": "v.safe", "from": "9", "to": "12",
                           "change": "3", "alternative": 0}]}])


def margins():
    g = "margins"
    share = percent(f("insured"), f("population"))
    case(g, "health insurance: 50 to spare", share.at_least(90),
         {"insured": 950, "population": 1000}, "pass",
         parts=[{"margins": [{"field": "insured", "from": "950", "to": "900", "change": "-50"}],
                 "gaps": []}])
    case(g, "nothing to spare", share.at_least(90), {"insured": 900, "population": 1000}, "pass",
         parts=[{"margins": [{"field": "insured", "from": "900", "to": "900", "change": "0"}]}])
    case(g, "poor households", percent(f("poor"), f("households")).at_most(2),
         {"poor": 15, "households": 1000}, "pass",
         parts=[{"margins": [{"field": "poor", "from": "15", "to": "20", "change": "5"}]}])
    case(g, "a grade to spare", f("task").at_least(grade("done")), {"task": "excellent"}, "pass",
         parts=[{"margins": [{"field": "task", "from": "excellent", "to": "done"}]}])
    case(g, "days to spare", E("on_or_after", f("deadline"), E("as_of")),
         {"deadline": "2024-03-31"}, "pass",
         parts=[{"margins": [{"field": "deadline", "from": "2024-03-31", "to": "2023-12-31"}]}])
    case(g, "villages to spare", E("at_least", villages("percent_where", yes("v.clean")), pct(50)),
         {}, "pass", villages={"c.01": {"v.clean": "yes"}, "c.02": {"v.clean": "yes"},
                               "c.03": {"v.clean": "yes"}, "c.04": {}},
         parts=[{"margins": [{"field": None, "from": "3", "to": "2", "change": "-1"}]}])


def run():
    statuses()
    gates()
    decisions()
    decided()
    points()
    gaps()
    margins()
