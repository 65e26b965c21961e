"""Cases: which observation counts, where it is read, bounds, selection, children, errors."""

from build import (E, FIELDS, all_of, any_of, by_year, by_zone, choice, choose, date, f,
                   first_known, grade, num, not_known, part, pct, percent, since, truth, villages,
                   when, yes)
from cases import case


def observations():
    g = "observations"
    rule = f("meetings").at_least(5)
    old = {"as_of": "2023-01-15"}
    case(g, "the latest of two", rule, {"meetings": [(4, {"as_of": "2023-03-01"}),
                                                     (6, {"as_of": "2023-09-01"})]}, "pass")
    case(g, "the order in the file does not matter",
         rule, {"meetings": [(6, {"as_of": "2023-09-01"}), (4, {"as_of": "2023-03-01"})]}, "pass")
    case(g, "on one day the later row", rule, {"meetings": [(4, old), (6, old)]}, "pass")
    case(g, "on one day the higher level of appraisal", rule,
         {"meetings": [(4, {**old, "assessor": "district", "assessor_order": 3}),
                       (6, {**old, "assessor": "commune", "assessor_order": 2})]}, "fail",
         parts=[{"notices": ["assessor-overlay"]}])
    case(g, "a later day beats a higher level", rule,
         {"meetings": [(4, {**old, "assessor": "district", "assessor_order": 3}),
                       (6, {"as_of": "2023-02-01", "assessor": "commune", "assessor_order": 2})]},
         "pass", parts=[{"notices": ["appraised-figure-displaced"]}])
    case(g, "a later day displaces no self-assessment, and none that is too old", rule,
         {"meetings": [(4, {"as_of": "2021-01-15", "assessor": "district", "assessor_order": 3}),
                       (4, {**old, "assessor": "commune", "assessor_order": 2}),
                       (6, {"as_of": "2023-02-01", "assessor": "village", "assessor_order": 1})]},
         "pass", parts=[{"notices": []}])
    case(g, "only appraisals up to the commune's", rule,
         {"meetings": [(4, {**old, "assessor": "district", "assessor_order": 3}),
                       (6, {**old, "assessor": "commune", "assessor_order": 2})]}, "pass",
         choice={"assessor_order": 2})
    case(g, "a later import corrects", rule,
         {"meetings": [(6, {**old, "import": 2}), (4, {**old, "import": 1})]}, "pass")
    case(g, "what was not known yet does not count", rule,
         {"meetings": [(6, {**old, "import": 2}), (4, {**old, "import": 1})]}, "fail",
         choice={"known_import": 1})
    case(g, "only with evidence", rule,
         {"meetings": [(6, old), (4, {"as_of": "2023-01-01", "evidence": "minutes 12"})]}, "fail",
         choice={"evidenced": True})
    case(g, "after the date", rule, {"meetings": [(6, {"as_of": "2024-01-01"})]}, "unknown")
    case(g, "twelve months old to the day", rule, {"meetings": [(6, {"as_of": "2022-12-31"})]},
         "pass")
    case(g, "a day too old", rule, {"meetings": [(6, {"as_of": "2022-12-30"})]}, "unknown",
         decided="open", parts=[{"missing": [{"field": "meetings", "why": "stale",
                                              "since": "2023-12-30"}]}])
    case(g, "a stale figure does not hide an older fresh one, there is none", rule,
         {"meetings": [(6, {"as_of": "2020-12-30"}), (4, {"as_of": "2019-12-30"})]}, "unknown")
    case(g, "31 January and a month's missing day", rule, {"meetings": [(6, {"as_of": "2023-01-31"})]},
         "pass", choice={"as_of": "2023-02-28"}, fields={"meetings": {"fresh": 1}})
    case(g, "28 February is too old on 29 March", rule, {"meetings": [(6, {"as_of": "2023-02-28"})]},
         "unknown", choice={"as_of": "2023-03-29"}, fields={"meetings": {"fresh": 1}})
    case(g, "what never gets old", yes("plan"), {"plan": [("yes", {"as_of": "2009-05-01"})]}, "pass")
    income = f("income").at_least(45000000)
    case(g, "a figure of the year", income, {"income": [("46000000", {"as_of": "2023-06-30"})]},
         "pass")
    case(g, "the last day of the year", income, {"income": [("46000000", {"as_of": "2023-12-31"})]},
         "pass")
    case(g, "a figure of the year before", income,
         {"income": [("46000000", {"as_of": "2022-12-31"})]}, "unknown",
         parts=[{"missing": [{"field": "income", "why": "stale", "since": "2022-12-31"}]}])
    case(g, "the assessment year is not the date's", income,
         {"income": [("46000000", {"as_of": "2022-12-31"}), ("1", {"as_of": "2023-03-01"})]},
         "pass", choice={"year": 2022})
    case(g, "the year before", E("previous", f("income")).at_least(45000000),
         {"income": [("46000000", {"as_of": "2022-12-31"}), ("1", {"as_of": "2023-12-31"})]},
         "pass")
    case(g, "the year before, of a monthly figure", E("previous", f("meetings")).at_least(5),
         {"meetings": [(6, {"as_of": "2022-12-31"}), (1, {"as_of": "2023-01-01"})]}, "pass")
    case(g, "no figure of the year before", E("previous", f("meetings")).at_least(5),
         {"meetings": 6}, "unknown")
    case(g, "a rise over the year before",
         E("at_least", E("ratio", f("income"), E("previous", f("income"))), num("1.1")),
         {"income": [("40000000", {"as_of": "2022-12-31"}), ("44000000", {"as_of": "2023-12-31"})]},
         "pass")
    share = percent(f("insured"), f("population")).at_least(90)
    case(g, "a share that was reported as such", share, {"insured/population": "92"}, "pass",
         parts=[{"notices": ["share-reported"],
                 "used": [{"field": "insured/population", "value": "92"}]}])
    case(g, "counts win over a reported share", share,
         {"insured/population": "92", "insured": 785, "population": 1000}, "fail")
    case(g, "one count is missing: the share counts", share,
         {"insured/population": "92", "insured": 785}, "pass")
    case(g, "a denominator of 0 is a count", share,
         {"insured/population": "92", "insured": 0, "population": 0}, "unknown")
    case(g, "a share reported as a bound", share, {"insured/population": ">=91"}, "pass")
    case(g, "a share reported as a bound that decides nothing", share,
         {"insured/population": ">=80"}, "unknown", decided="open")
    case(g, "a quotient has no reported share",
         E("at_least", f("insured") / f("population"), num("0.9")), {"insured/population": "92"},
         "unknown")
    case(g, "two sides of different days", share,
         {"insured": [(950, {"as_of": "2023-12-31"})], "population": [(1000, {"as_of": "2023-06-30"})]},
         "pass", parts=[{"notices": ["operands-of-different-days"]}])
    case(g, "a row of our own making", yes("plan"), {"plan": [("yes", {"origin": "constructed"})]},
         "pass", illustrative=True)
    case(g, "a reported row", yes("plan"), {"plan": [("yes", {"origin": "report"})]}, "pass",
         illustrative=False)
    case(g, "read at the province", E("at_least", f("province_rate"), pct(50)), {}, "pass",
         province={"province_rate": 60})
    case(g, "read at the province, where it is missing", E("at_least", f("province_rate"), pct(50)),
         {}, "unknown", parts=[{"missing": [{"unit": "p", "field": "province_rate"}]}])
    case(g, "the parent of a village",
         villages("all", E("at_least", E("parent", f("people")), num(100, "person"))),
         {"people": 120}, "pass", villages={"c.01": {}, "c.02": {}})
    total = f("people").at_least(100)
    case(g, "a sum of two fields", total, {"male": 60, "female": 40}, "pass",
         parts=[{"notices": ["derived"]}])
    case(g, "a sum with one missing is not derived", total, {"male": 160}, "unknown")
    case(g, "a value that was given wins", total, {"people": 99, "male": 60, "female": 60}, "fail")
    case(g, "a sum of all villages", total, {}, "pass",
         villages={"c.01": {"people": 60}, "c.02": {"people": 41}})
    case(g, "a sum of villages of which one did not report", total, {}, "unknown",
         villages={"c.01": {"people": 160}, "c.02": {}})
    case(g, "villages derive their own sums first", total, {}, "pass",
         villages={"c.01": {"male": 30, "female": 30}, "c.02": {"people": 41}})
    case(g, "the field's own sum comes before the villages'", total, {"male": 10, "female": 10},
         "fail", villages={"c.01": {"people": 60}, "c.02": {"people": 41}})
    case(g, "a sum of bounds is a bound", total, {"male": ">=60", "female": 40}, "pass",
         parts=[{"measured": None, "low": "100", "high": None}])


def bounds():
    g = "bounds"
    x = f("rate")
    for value, op, threshold, status in (
            (">=95", "at_least", 90, "pass"), (">=95", "at_least", 95, "pass"),
            (">=95", "at_least", 96, "unknown"), (">=95", "more_than", 95, "unknown"),
            (">=95", "at_most", 94, "fail"), (">=95", "at_most", 95, "unknown"),
            (">=95", "less_than", 95, "fail"), ("<=5", "at_most", 5, "pass"),
            ("<=5", "at_least", 6, "fail"), ("<=5", "at_least", 5, "unknown"),
            ("10..20", "at_least", 10, "pass"), ("10..20", "at_least", 11, "unknown"),
            ("10..20", "at_least", 21, "fail"), ("10..20", "is", 15, "unknown"),
            ("10..20", "is", 21, "fail"), ("10..20", "is_not", 21, "pass"),
            ("10..20", "is_not", 15, "unknown")):
        case(g, f"{value} {op} {threshold}: {status}", E(op, x, pct(threshold)), {"rate": value},
             status)
    case(g, "two bounds that overlap", E("at_least", f("paved_km"), f("total_km")),
         {"paved_km": ">=5", "total_km": "4..6"}, "unknown")
    case(g, "two bounds apart", E("at_least", f("paved_km"), f("total_km")),
         {"paved_km": ">=6", "total_km": "4..6"}, "pass")
    case(g, "two equal bounds are not known to be equal", E("is", f("paved_km"), f("total_km")),
         {"paved_km": "4..6", "total_km": "4..6"}, "unknown")
    two = {"paved_km": "2..3", "total_km": "4..5"}
    a, b = f("paved_km"), f("total_km")
    wide = f("wide")
    for name, e, data, low, high in (
            ("sum", a + b, two, "6", "8"), ("difference", a - b, two, "-3", "-1"),
            ("product", a * b, two, "8", "15"), ("quotient", a / b, two, "0.4", "0.75"),
            ("share", percent(a, b), two, "40", "75"), ("min", E("min", a, b), two, "2", "3"),
            ("max", E("max", a, b), two, "4", "5"),
            ("sum with an open end", a + b, {"paved_km": ">=2", "total_km": "4..5"}, "6", None),
            ("product of opposite signs", wide * b, {"wide": "-3..2", "total_km": "4..5"}, "-15",
             "10"),
            ("product with an open end and 0", wide * b, {"wide": ">=0", "total_km": ">=0"}, "0",
             None),
            ("product of open ends", wide * b, {"wide": ">=-1", "total_km": "0..5"}, "-5", None),
            ("quotient by an open end", a / b, {"paved_km": 2, "total_km": ">=4"}, "0", "0.5"),
            ("quotient of open ends", a / b, {"paved_km": ">=2", "total_km": ">=4"}, "0", None)):
        unit = {"mul": "km*km", "ratio": "1", "percent": "percent"}.get(e.op, "km")
        case(g, f"{name} of bounds", E("at_least", e, num(100, unit)), data,
             "fail" if high else "unknown", parts=[{"measured": None, "low": low, "high": high}])
    case(g, "a divisor whose bounds hold 0", E("at_least", wide / b, num(1)),
         {"wide": 1, "total_km": "0..5"}, "unknown", parts=[{"measured": None}])
    case(g, "a divisor whose bounds end in 0 from below",
         E("at_least", E("ratio", b, wide), num(1)), {"wide": "-2..0", "total_km": 1}, "unknown")
    case(g, "bounds times 0 are 0", E("is", wide * b, num(0, "km*km")),
         {"wide": ">=3", "total_km": 0}, "pass", parts=[{"measured": "0"}])
    case(g, "bounds rounded", E("at_least", E("round", wide, digits=0), num(3, "km")),
         {"wide": "2.5..3.2"}, "pass", parts=[{"measured": "3"}])
    line = E("linear", f("rate"), points=["50", "0", "90", "10"])
    case(g, "points on a line between bounds", E("at_least", line, num(5)), {"rate": ">=70"},
         "pass", parts=[{"low": "5", "high": "10"}])
    case(g, "between, surely", E("between", x, pct(5), pct(30)), {"rate": "10..20"}, "pass")
    case(g, "between, perhaps", E("between", x, pct(15), pct(30)), {"rate": "10..20"}, "unknown")
    case(g, "between, surely not", E("between", x, pct(25), pct(30)), {"rate": "10..20"}, "fail")
    case(g, "between: nothing lies between", E("between", x, pct(30), pct(5)), {"rate": "10..20"},
         "fail")


def selection():
    g = "selection"
    by_task = choose(f("task"), not_done=num(9, "time"), done=num(5, "time"),
                     well_done=num(3, "time"), excellent=num(0, "time"))
    rule = f("meetings").at_least(by_task)
    case(g, "choose by a grade", rule, {"task": "well_done", "meetings": 4}, "pass",
         parts=[{"required": "3"}])
    case(g, "choose by a grade, another", rule, {"task": "done", "meetings": 4}, "fail",
         parts=[{"required": "5"}])
    case(g, "choose by a grade that is missing", rule, {"meetings": 4}, "unknown", decided="open",
         parts=[{"required": None}])
    case(g, "a missing grade does not matter at 9", rule, {"meetings": 9}, "unknown", decided="pass")
    case(g, "a missing grade where all entries are alike",
         f("meetings").at_least(choose(f("task"), done=num(3, "time"), excellent=num(3, "time"))),
         {"meetings": 4}, "pass")
    few = choose(f("terrain"), plain=num(5, "time"), mountain=num(3, "time"))
    case(g, "a key without entry", f("meetings").at_least(few), {"terrain": "coast", "meetings": 9},
         "error", error="no-choice")
    case(g, "choose between truths", choose(f("terrain"), plain=yes("plan"), mountain=yes("posted")),
         {"terrain": "mountain", "plan": "yes", "posted": "no"}, "fail")
    case(g, "choose between truths that agree",
         choose(f("terrain"), plain=yes("plan"), mountain=yes("posted")),
         {"plan": "yes", "posted": "yes"}, "pass")
    zone = (["plain", "mountain"], f("terrain"))
    road = percent(f("paved_km"), f("total_km"))
    zoned = road.at_least(by_zone(plain=pct(80), mountain=pct(70)))
    case(g, "by zone, the plain", zoned, {"paved_km": 3, "total_km": 4, "terrain": "plain"},
         "fail", zone=zone, zone_key="plain")
    case(g, "by zone, the mountain", zoned, {"paved_km": 3, "total_km": 4, "terrain": "mountain"},
         "pass", zone=zone, zone_key="mountain")
    case(g, "by zone, unknown", zoned, {"paved_km": 3, "total_km": 4}, "unknown", zone=zone,
         decided="open")
    case(g, "by zone, unknown, met in all zones", zoned, {"paved_km": 4, "total_km": 4}, "unknown",
         zone=zone, decided="pass")
    case(g, "by zone, unknown, met in none", zoned, {"paved_km": 1, "total_km": 4}, "unknown",
         zone=zone, decided="fail")
    case(g, "a zone the scheme does not have", zoned,
         {"paved_km": 3, "total_km": 4, "terrain": "coast"}, "error", zone=zone, error="no-choice")
    computed = (["plain", "mountain"],
                when(f("rate").less_than(10), choice("plain"), choice("mountain")))
    case(g, "a computed zone", zoned, {"paved_km": 3, "total_km": 4, "rate": 12}, "pass",
         zone=computed, zone_key="mountain")
    case(g, "a computed zone whose measure is missing", zoned, {"paved_km": 3, "total_km": 4},
         "unknown", zone=computed, decided="open")
    case(g, "truths by zone", by_zone(plain=yes("plan"), mountain=truth("pass")),
         {"terrain": "plain", "plan": "no"}, "fail", zone=zone)
    years = f("income").at_least(by_year({2022: num(42000000, "VND/person/year"),
                                          2023: num(45000000, "VND/person/year")}))
    case(g, "by year", years, {"income": "44000000"}, "fail", parts=[{"required": "45000000"}])
    case(g, "by year, the one before", years,
         {"income": [("44000000", {"as_of": "2022-11-30"})]}, "pass", choice={"year": 2022})
    case(g, "a year without entry", years, {}, "error", error="no-choice",
         choice={"as_of": "2024-12-31", "year": 2024})
    days = f("meetings").at_least(since({"2022-01-01": num(3, "time"), "2023-07-01": num(6, "time")}))
    case(g, "since: the day itself", days, {"meetings": 5}, "fail", choice={"as_of": "2023-07-01"})
    case(g, "since: the day before", days, {"meetings": 5}, "pass", choice={"as_of": "2023-06-30"})
    case(g, "since: before the first", days, {"meetings": 5}, "error", error="no-choice",
         choice={"as_of": "2021-12-31"})
    w = f("meetings").at_least(when(f("rate").at_least(50), num(3, "time"), num(6, "time")))
    for rate, meetings, status in ((50, 5, "pass"), (49, 5, "fail"), (49, 6, "pass")):
        case(g, f"when {rate}: {meetings} meetings", w, {"rate": rate, "meetings": meetings}, status)
    case(g, "when unknown", w, {"meetings": 5}, "unknown", decided="open")
    case(g, "when unknown, met either way", w, {"meetings": 6}, "unknown", decided="pass")
    case(g, "when unknown, met neither way", w, {"meetings": 2}, "unknown", decided="fail")
    same = f("meetings").at_least(when(f("rate").at_least(50), num(3, "time"), E("min", num(3, "time"),
                                                                                num(9, "time"))))
    case(g, "when unknown, both the same", same, {"meetings": 5}, "pass")
    case(g, "when unknown, both truths alike", when(f("rate").at_least(50), yes("plan"),
                                                    yes("posted")),
         {"plan": "no", "posted": "no"}, "fail")
    case(g, "when unknown, truths that differ", when(f("rate").at_least(50), yes("plan"),
                                                     yes("posted")),
         {"plan": "no", "posted": "yes"}, "unknown", decided="open")


def children():
    g = "children"
    good = yes("v.clean") & yes("v.plan")
    share = E("at_least", villages("percent_where", good), pct(70))
    y, n = {"v.clean": "yes", "v.plan": "yes"}, {"v.clean": "no", "v.plan": "yes"}

    def some(passes, fails, unknown):
        kinds = [y] * passes + [n] * fails + [{"v.clean": "yes"}] * unknown
        return {f"c.{i + 1:02}": kind for i, kind in enumerate(kinds)}

    case(g, "5 of 7 villages", share, {}, "pass", villages=some(5, 2, 0),
         parts=[{"measured": "500/7", "children": {"total": 7, "reported": 7, "passing": 5,
                                                   "failing": ["c.06", "c.07"], "unknown": []}}])
    case(g, "4 of 7 villages", share, {}, "fail", villages=some(4, 3, 0),
         parts=[{"gaps": [{"field": None, "from": "4", "to": "5", "change": "1"},
                          {"unit": "c.05", "field": "v.clean", "from": "no", "to": "yes"},
                          {"unit": "c.06", "field": "v.clean", "from": "no", "to": "yes"},
                          {"unit": "c.07", "field": "v.clean", "from": "no", "to": "yes"}]}])
    case(g, "7 of 10 villages are 70 %", share, {}, "pass", villages=some(7, 3, 0))
    case(g, "5 pass, 2 have not reported: 70 % is met", share, {}, "pass", villages=some(5, 0, 2),
         parts=[{"low": "500/7", "high": "100", "children": {"total": 7, "reported": 5}}])
    case(g, "4 pass, 2 have not reported, 1 fails", share, {}, "unknown", villages=some(4, 1, 2),
         decided="open", parts=[{"low": "400/7", "high": "600/7"}])
    case(g, "3 pass, 1 has not reported, 3 fail: not met any more", share, {}, "fail",
         villages=some(3, 3, 1))
    case(g, "no village registered", share, {}, "unknown", decided="cannot_pass",
         parts=[{"missing": [{"field": "children:village", "why": "no-children"}]}])
    case(g, "no village reported", share, {}, "unknown", villages=some(0, 0, 3), decided="open")
    case(g, "a village that is no more does not count", share, {}, "pass",
         units=[{"code": "p", "level": "province"}, {"code": "d", "level": "district", "parent": "p"},
                {"code": "c", "level": "commune", "parent": "d"},
                {"code": "c.99", "level": "village", "parent": "c", "valid_to": "2020-06-30"}],
         villages=some(1, 0, 0))
    case(g, "a figure of the village's time before", share, {}, "unknown",
         units=[{"code": "p", "level": "province"}, {"code": "d", "level": "district", "parent": "p"},
                {"code": "c", "level": "commune", "parent": "d"},
                {"code": "c.01", "level": "village", "parent": "c", "valid_to": "2023-03-31"},
                {"code": "c.01", "level": "village", "parent": "c", "valid_from": "2023-04-01"}],
         more=[{"unit": "c.01", "field": k, "value": v, "as_of": "2023-03-01"}
               for k, v in y.items()])
    count = E("at_least", villages("count_where", yes("v.clean")), num(2, "village"))
    case(g, "a count of villages", count, {}, "pass", villages=some(2, 1, 0))
    case(g, "a count of villages, one unknown decides", count, {}, "unknown",
         villages={"c.01": y, "c.02": {}, "c.03": n}, decided="open",
         parts=[{"settles": [{"unit": "c.02", "field": "v.clean", "value": "yes"}]}])
    case(g, "the number of villages", E("at_least", villages("count"), num(3, "village")), {},
         "pass", villages=some(3, 0, 0))
    case(g, "the number of no villages", E("at_least", villages("count"), num(0, "village")), {},
         "unknown", decided="cannot_pass")
    case(g, "as many villages as there are", E("is", villages("count_where", yes("v.clean")),
                                               villages("count")), {}, "pass",
         villages=some(3, 0, 0))
    homes = {"c.01": {"v.homes": 10}, "c.02": {"v.homes": 25}, "c.03": {"v.homes": 5}}
    partly = {**homes, "c.04": {}}
    for op, value in (("sum", "40"), ("least", "5"), ("greatest", "25")):
        e = villages(op, f("v.homes"))
        case(g, f"{op} of the villages", E("at_least", e, num(6, "household")), {},
             "fail" if op == "least" else "pass", villages=homes, parts=[{"measured": value}])
        case(g, f"{op} of villages of which one has not reported",
             E("at_least", e, num(6, "household")), {}, "unknown", villages=partly,
             parts=[{"missing": [{"unit": "c.04", "field": "v.homes", "why": "missing"}]}])
        case(g, f"{op} of no villages", E("at_least", e, num(0, "household")), {}, "unknown",
             decided="cannot_pass")
    case(g, "a sum of bounds of villages", E("at_least", villages("sum", f("v.homes")),
                                             num(15, "household")), {}, "pass",
         villages={"c.01": {"v.homes": ">=10"}, "c.02": {"v.homes": 5}},
         parts=[{"low": "15", "high": None}])
    for kinds, every, some_ in (((2, 0, 0), "pass", "pass"), ((1, 1, 0), "fail", "pass"),
                                ((0, 2, 0), "fail", "fail"), ((1, 0, 1), "unknown", "pass"),
                                ((0, 1, 1), "fail", "unknown"), ((0, 0, 0), "unknown", "unknown")):
        case(g, f"all: {kinds}", villages("all", good), {}, every, villages=some(*kinds))
        case(g, f"any: {kinds}", villages("any", good), {}, some_, villages=some(*kinds))
    case(g, "villages by their commune's zone",
         villages("all", E("at_least", f("v.homes"),
                           by_zone(plain=num(20, "household"), mountain=num(5, "household")))),
         {"terrain": "mountain"}, "pass", villages=homes,
         zone=(["plain", "mountain"], f("terrain")))
    share_v = villages("percent_where", percent(f("v.safe"), f("v.homes")).at_least(90))
    case(g, "villages that each meet a share", E("at_least", share_v, pct(50)), {}, "pass",
         villages={"c.01": {"v.safe": 9, "v.homes": 10}, "c.02": {"v.safe": 8, "v.homes": 10}})
    case(g, "a village without homes is unknown", E("at_least", share_v, pct(60)), {}, "unknown",
         villages={"c.01": {"v.safe": 9, "v.homes": 10}, "c.02": {"v.safe": 0, "v.homes": 0}},
         decided="cannot_pass")
    case(g, "products of the commune",
         E("at_least", villages("count_where", f("p.stars").at_least(grade("sao_3", "stars")),
                                level="product"), num(1, "product")), {}, "pass",
         units=[{"code": "p", "level": "province"}, {"code": "d", "level": "district", "parent": "p"},
                {"code": "c", "level": "commune", "parent": "d"},
                {"code": "c.p1", "level": "product", "parent": "c"}],
         more=[{"unit": "c.p1", "field": "p.stars", "value": "sao_4", "as_of": "2023-05-01"}],
         villages={"c.01": {}})


def errors():
    g = "errors"
    bad = f("task").at_least(grade("done"))
    data = {"task": "splendid", "plan": "yes"}
    case(g, "a code that is on no scale", bad, data, "error", error="bad-code",
         parts=[{"status": "error", "error": "bad-code"}])
    case(g, "an error beside a failure", all_of(truth("fail"), bad), data, "error",
         error="bad-code")
    case(g, "an error beside a success", any_of(truth("pass"), bad), data, "error",
         error="bad-code")
    case(g, "an error turned round", ~bad, data, "error", error="bad-code")
    case(g, "an error that is not needed", E("at_least_n_of", truth("pass"), bad, n=1), data,
         "error", error="bad-code")
    case(g, "an error behind an if_any that fails", E("if_any", truth("fail"), bad), data, "error",
         error="bad-code")
    case(g, "an error after the first that is known",
         E("at_least", first_known(grade("done"), f("task")), grade("done")), data, "error",
         error="bad-code")
    case(g, "an error is not known", E("known", f("task")), data, "error", error="bad-code")
    case(g, "an error in the branch that is not taken", when(truth("pass"), yes("plan"), bad), data,
         "pass")
    case(g, "an error in the branch that is taken", when(truth("fail"), yes("plan"), bad), data,
         "error", error="bad-code")
    case(g, "an error in one of two possible branches",
         when(yes("posted"), yes("plan"), bad), data, "error", error="bad-code")
    case(g, "an error in the condition", when(bad, yes("plan"), yes("plan")), data, "error",
         error="bad-code")
    case(g, "an error in an entry of another key",
         choose(f("terrain"), plain=yes("plan"), mountain=bad), {**data, "terrain": "plain"}, "pass")
    case(g, "an error in a threshold", E("is", f("peer"), f("task")), {**data, "peer": "done"},
         "error", error="bad-code")
    case(g, "an error in pass where it does not apply", {"pass": bad, "applies": truth("fail")},
         data, "not_applicable")
    case(g, "an error in pass where it is unknown whether it applies",
         {"pass": bad, "applies": yes("posted")}, data, "error", error="bad-code")
    case(g, "an error in applies", {"pass": truth("pass"), "applies": bad}, data, "error",
         error="bad-code")
    case(g, "an error in one village", E("at_least", villages("count_where", E(
        "at_least", choose(f("terrain"), plain=num(1, "household")), f("v.homes"))),
        num(0, "village")), {"terrain": "coast"}, "error", error="no-choice",
        villages={"c.01": {"v.homes": 1}})
    tiny = "0.000000001"
    power = E("mul", E("mul", f("wide"), f("wide")), E("mul", f("wide"), f("wide")))
    big = E("mul", power, power)
    unit = "km*km*km*km*km*km*km*km"
    case(g, "the eighth power of a long number is exact",
         E("at_most", big, num(1, unit)), {"wide": "99999.123456789"}, "fail")
    sums = E("add", *[E("ratio", num(1, "km"), f("wide") + num(i, "km")) for i in range(1, 201)])
    case(g, "a sum of fractions beyond 4,096 bits", E("at_least", sums, num(1)),
         {"wide": "0.123456789"}, "error", error="number-too-large")
    fewer = E("add", *[E("ratio", num(1, "km"), f("wide") + num(i, "km")) for i in range(1, 41)])
    case(g, "a sum of fractions within 4,096 bits", E("at_least", fewer, num(1)),
         {"wide": tiny}, "pass")


def run():
    observations()
    bounds()
    selection()
    children()
    errors()
    assert FIELDS and date and part and not_known
