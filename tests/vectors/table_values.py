"""Cases: arithmetic, comparison, rounding, what is missing on either side."""

from build import (E, all_of, any_of, at_least_n_of, choice, date, f, first_known, grade, if_any,
                   no, not_known, num, part, pct, percent, truth, yes)
from cases import case

A = {"insured": 785, "population": 1000}


def comparisons():
    g = "comparisons"
    share = percent(f("insured"), f("population"))
    case(g, "a share below its threshold", share.at_least(90), A, "fail",
         parts=[{"comparison": "at_least", "required": "90", "shown": "78.5",
                 "numerator": "785", "denominator": "1000"}])
    case(g, "a share on its threshold", share.at_least(90), {"insured": 900, "population": 1000},
         "pass")
    case(g, "one person more than the threshold", share.at_least(90),
         {"insured": 901, "population": 1000}, "pass")
    case(g, "4 of 5 km meets 80 %", percent(f("paved_km"), f("total_km")).at_least(80),
         {"paved_km": 4, "total_km": 5}, "pass")
    case(g, "0.07 of 0.1 km meets 70 %", percent(f("paved_km"), f("total_km")).at_least(70),
         {"paved_km": "0.07", "total_km": "0.1"}, "pass")
    case(g, "a third is not 33.33 %", E("is", share, pct("33.33")),
         {"insured": 1, "population": 3}, "fail")
    case(g, "a third is at least 33.33 %", share.at_least("33.33"),
         {"insured": 1, "population": 3}, "pass")
    case(g, "89.96 does not meet 90", f("rate").at_least(90), {"rate": "89.96"}, "fail",
         parts=[{"shown": "89.96"}])
    case(g, "89.996 is not shown as 90", share.at_least(90),
         {"insured": 89996, "population": 100000}, "fail", parts=[{"shown": "89.996"}])
    case(g, "90.004 is not shown as 90 where at most 90 is asked", share.at_most(90),
         {"insured": 90004, "population": 100000}, "fail", parts=[{"shown": "90.004"}])
    case(g, "90.004 may be shown as 90 where at least 90 is asked", share.at_least(90),
         {"insured": 90004, "population": 100000}, "pass", parts=[{"shown": "90"}])
    case(g, "a fraction is shown with two decimals", share.at_least(50),
         {"insured": 2, "population": 3}, "pass", parts=[{"measured": "200/3", "shown": "66.67"}])
    for op, low, tie, high in (("at_least", "fail", "pass", "pass"),
                               ("at_most", "pass", "pass", "fail"),
                               ("more_than", "fail", "fail", "pass"),
                               ("less_than", "pass", "fail", "fail")):
        for value, status in ((4, low), (5, tie), (6, high)):
            case(g, f"{value} is {op.replace('_', ' ')} 5: {status}",
                 E(op, f("meetings"), num(5, "time")), {"meetings": value}, status)
        case(g, f"nothing {op.replace('_', ' ')} 5 is unknown",
             E(op, f("meetings"), num(5, "time")), {}, "unknown",
             parts=[{"missing": [{"field": "meetings", "why": "missing"}]}])
        case(g, f"5 {op.replace('_', ' ')} nothing is unknown",
             E(op, num(5, "time"), f("meetings")), {}, "unknown")
    case(g, "two fields: a tie", f("meetings").at_least(f("seats")), {"meetings": 3, "seats": 3},
         "pass")
    case(g, "two fields: the threshold is missing", f("meetings").at_least(f("seats")),
         {"meetings": 3}, "unknown")
    case(g, "is: equal", E("is", f("meetings"), num(5, "time")), {"meetings": 5}, "pass")
    case(g, "is: different", E("is", f("meetings"), num(5, "time")), {"meetings": 4}, "fail")
    case(g, "is not: different", E("is_not", f("meetings"), num(5, "time")), {"meetings": 4},
         "pass")
    case(g, "is not: missing", E("is_not", f("meetings"), num(5, "time")), {}, "unknown")
    for value, status in ((2, "fail"), (3, "pass"), (4, "pass"), (5, "pass"), (6, "fail")):
        case(g, f"{value} between 3 and 5: {status}",
             E("between", f("meetings"), num(3, "time"), num(5, "time")), {"meetings": value},
             status, parts=[{"required": "3", "required_high": "5"}])
    case(g, "between: an end is missing", E("between", f("meetings"), num(3, "time"), f("seats")),
         {"meetings": 1}, "unknown")
    case(g, "between ends the wrong way round", E("between", f("meetings"), num(5, "time"),
                                                   num(3, "time")), {"meetings": 4}, "fail")
    case(g, "fifteen digits apart", f("wide").at_least("99999999999999.8"),
         {"wide": "99999999999999.7"}, "fail")
    case(g, "fifteen digits alike", f("wide").at_least("99999999999999.7"),
         {"wide": "99999999999999.7"}, "pass")
    case(g, "a negative balance", f("balance").at_least(-5), {"balance": -6}, "fail")


def grades_and_dates():
    g = "grades-and-dates"
    for value, status in (("done", "fail"), ("well_done", "pass"), ("excellent", "pass")):
        case(g, f"task {value} at least well done", f("task").at_least(grade("well_done")),
             {"task": value}, status)
    case(g, "a grade below its ceiling", f("task").less_than(grade("excellent")),
         {"task": "done"}, "pass")
    case(g, "a grade that is missing", f("task").at_least(grade("done")), {}, "unknown",
         decided="open", parts=[{"settles": [{"field": "task", "value": "done"}]}])
    case(g, "the lower of two grades", E("min", f("task"), f("peer")).at_least(grade("done")),
         {"task": "excellent", "peer": "not_done"}, "fail")
    case(g, "the higher of two grades", E("max", f("task"), f("peer")).at_least(grade("done")),
         {"task": "excellent", "peer": "not_done"}, "pass")
    case(g, "a choice is", E("is", f("terrain"), choice("mountain")), {"terrain": "mountain"},
         "pass")
    case(g, "a choice is not", E("is_not", f("terrain"), choice("mountain")),
         {"terrain": "mountain"}, "fail")
    case(g, "yes", yes("plan"), {"plan": "yes"}, "pass")
    case(g, "yes, but no", yes("plan"), {"plan": "no"}, "fail",
         parts=[{"gaps": [{"field": "plan", "from": "no", "to": "yes"}]}])
    case(g, "yes of nothing", yes("plan"), {}, "unknown", decided="open",
         parts=[{"settles": [{"field": "plan", "value": "yes"}]}])
    case(g, "no", no("plan"), {"plan": "no"}, "pass")
    case(g, "no, but yes", no("plan"), {"plan": "yes"}, "fail", parts=[{"gaps": []}])
    before = E("on_or_before", f("approved"), date("2023-06-30"))
    for day, status in (("2023-06-29", "pass"), ("2023-06-30", "pass"), ("2023-07-01", "fail")):
        case(g, f"approved {day}, by 30 June", before, {"approved": day}, status)
    case(g, "not approved, by 30 June", before, {}, "unknown", decided="open",
         parts=[{"settles": [{"field": "approved", "value": "2023-06-30"}]}])
    after = E("on_or_after", f("deadline"), E("as_of"))
    for day, status in (("2023-12-30", "fail"), ("2023-12-31", "pass"), ("2024-01-01", "pass")):
        case(g, f"valid until {day}, on 31 December", after, {"deadline": day}, status)
    case(g, "the date on the left", E("on_or_before", E("as_of"), f("deadline")),
         {"deadline": "2023-12-30"}, "fail",
         parts=[{"comparison": "on_or_after", "measured": "2023-12-30", "required": "2023-12-31",
                 "gaps": [{"field": "deadline", "from": "2023-12-30", "to": "2023-12-31"}]}])
    case(g, "published by the deadline that is a figure itself",
         E("on_or_before", f("approved"), f("deadline")),
         {"approved": "2023-05-02", "deadline": "2023-05-01"}, "fail",
         parts=[{"gaps": [{"field": "approved", "from": "2023-05-02", "to": "2023-05-01"}]}])
    for day, status in (("2022-12-30", "fail"), ("2022-12-31", "pass"), ("2023-12-31", "pass"),
                        ("2024-01-01", "fail")):
        case(g, f"{day} within 12 months of 31/12/2023", E("within", f("approved"), months=12),
             {"approved": day}, status)
    case(g, "the last of February within a month of 31 March",
         E("within", f("approved"), months=1), {"approved": "2023-02-28"}, "fail",
         choice={"as_of": "2023-03-31"},
         parts=[{"gaps": [{"field": "approved", "from": "2023-02-28", "to": "2023-03-01"}]}])
    case(g, "31 January within a month of 28 February", E("within", f("approved"), months=1),
         {"approved": "2023-01-31"}, "pass", choice={"as_of": "2023-02-28"})
    case(g, "the earlier of two dates",
         E("on_or_before", E("min", f("approved"), f("deadline")), date("2023-06-30")),
         {"approved": "2023-08-01", "deadline": "2023-06-30"}, "pass")
    case(g, "a date is a day", E("is", f("approved"), date("2023-06-30")),
         {"approved": "2023-06-30"}, "pass")


def arithmetic():
    g = "arithmetic"
    two = {"paved_km": "1.5", "total_km": "0.25"}
    a, b = f("paved_km"), f("total_km")
    case(g, "a sum", (a + b).at_least("1.75"), two, "pass")
    case(g, "a difference", (a - b).at_least("1.26"), two, "fail")
    case(g, "a product", E("at_least", a * b, num("0.375", "km*km")), two, "pass")
    case(g, "a quotient", E("at_least", a / b, num(6)), two, "pass")
    case(g, "a sum of ten tenths is one", E("add", *[a] * 10).at_least(1), {"paved_km": "0.1"},
         "pass")
    case(g, "0.1 + 0.2 is 0.3", E("is", a + b, num("0.3", "km")),
         {"paved_km": "0.1", "total_km": "0.2"}, "pass")
    for op in ("add", "sub", "mul", "ratio"):
        unit = {"mul": "km*km", "ratio": "1"}.get(op, "km")
        for left, right in (({}, "paved_km"), ({"paved_km": 1}, "total_km")):
            data = {"total_km": 1} if right == "paved_km" else left
            case(g, f"{op}: {right} is missing", E("at_least", E(op, a, b), num(1, unit)), data,
                 "unknown", parts=[{"missing": [{"field": right, "why": "missing"}]}])
    case(g, "a denominator of 0", E("at_least", a / b, num(1)), {"paved_km": 1, "total_km": 0},
         "unknown", decided="cannot_pass",
         parts=[{"missing": [{"field": "total_km", "why": "zero-denominator"}]}])
    case(g, "0 of 0 is not 100 %", percent(a, b).at_least(100), {"paved_km": 0, "total_km": 0},
         "unknown", decided="cannot_pass")
    case(g, "0 of 0 where none are needed", if_any(b.more_than(0), percent(a, b).at_least(100)),
         {"paved_km": 0, "total_km": 0}, "pass")
    case(g, "nothing of 0", percent(a, b).at_least(100), {"total_km": 0}, "unknown",
         decided="cannot_pass")
    case(g, "min", E("min", a, b).at_least("0.25"), two, "pass")
    case(g, "max", E("max", a, b).at_least("1.5"), two, "pass")
    case(g, "min with one missing", E("min", a, b).at_most(1), {"total_km": "0.25"}, "unknown")
    case(g, "max with one missing", E("max", a, b).at_least(1), {"paved_km": "1.5"}, "unknown")
    for value, digits, result in (("2.5", 0, "3"), ("-2.5", 0, "-3"), ("2.4999", 0, "2"),
                                  ("1.005", 2, "1.01"), ("-1.005", 2, "-1.01"), ("1250", -2, "1300"),
                                  ("1249", -2, "1200"), ("0.05", 1, "0.1"), ("7", 3, "7")):
        case(g, f"round {value} to {digits} decimals",
             E("is", E("round", f("wide"), digits=digits), num(result, "km")), {"wide": value},
             "pass", parts=[{"measured": result}])
    case(g, "round of nothing", E("round", f("wide"), digits=0).at_least(1), {}, "unknown")
    case(g, "a third rounded", E("is", E("round", percent(f("insured"), f("population")),
                                         digits=2), pct("33.33")),
         {"insured": 1, "population": 3}, "pass")
    case(g, "first known: the first", first_known(a, b).at_least(1), two, "pass")
    case(g, "first known: the second", first_known(a, b).at_least(1), {"total_km": "0.25"}, "fail")
    case(g, "first known: none", first_known(a, b).at_least(1), {}, "unknown",
         parts=[{"missing": [{"field": "paved_km", "why": "missing"},
                             {"field": "total_km", "why": "missing"}]}])
    case(g, "first known: a bound is known", first_known(a, b).at_least(1),
         {"paved_km": ">=2", "total_km": 0}, "pass")
    case(g, "known", E("known", a), {"paved_km": 0}, "pass")
    case(g, "not known", E("known", a), {}, "fail",
         parts=[{"missing": [{"field": "paved_km", "why": "missing"}]}])
    case(g, "a bound is known", E("known", a), {"paved_km": ">=1"}, "pass")
    case(g, "a quotient by 0 is not known", E("known", a / b), {"paved_km": 1, "total_km": 0},
         "fail")
    line = E("linear", f("rate"), points=["50", "0", "90", "10"])
    for value, points in (("40", "0"), ("50", "0"), ("70", "5"), ("51", "0.25"), ("90", "10"),
                          ("99", "10")):
        case(g, f"linear: {value} gives {points}", E("is", line, num(points)), {"rate": value},
             "pass")
    falling = E("linear", f("rate"), points=["10", "5", "30", "0"])
    case(g, "linear, falling", E("is", falling, num("2.5")), {"rate": 20}, "pass")
    case(g, "linear from right to left",
         E("is", E("linear", f("rate"), points=["30", "0", "10", "5"]), num("2.5")), {"rate": 20},
         "pass")
    case(g, "linear of nothing", E("at_least", line, num(1)), {}, "unknown")
    case(g, "the year is a number", E("is", E("year"), num(2023, "year")), {}, "pass")
    case(g, "a rule that is not known", E("at_least", f("rate"), not_known("annex not seen")),
         {"rate": 50}, "unknown", decided="cannot_pass",
         parts=[{"required": None, "missing": [{"why": "not-known", "detail": "annex not seen"}]}])


def truths():
    g = "truths"
    t = {"f": E("truth", value="fail"), "u": E("at_least", f("meetings"), num(5, "time")),
         "p": truth("pass")}
    word = {"f": "fail", "u": "unknown", "p": "pass"}
    for x in "fup":
        for y in "fup":
            least, greatest = min(x + y, key="fup".index), max(x + y, key="fup".index)
            case(g, f"all of {word[x]} and {word[y]}", all_of(t[x], t[y]), {}, word[least])
            case(g, f"any of {word[x]} and {word[y]}", any_of(t[x], t[y]), {}, word[greatest])
            turned = {"f": "pass", "u": "unknown", "p": "fail"}[greatest]
            case(g, f"none of {word[x]} and {word[y]}", E("none_of", t[x], t[y]), {}, turned)
            after = "pass" if x == "f" else word[y]
            case(g, f"if any: {word[x]}, then {word[y]}", if_any(t[x], t[y]), {}, after)
    for n, picks, status in ((2, "ppf", "pass"), (2, "pff", "fail"), (2, "puf", "unknown"),
                             (2, "uuf", "unknown"), (2, "uff", "fail"), (3, "ppu", "unknown"),
                             (1, "ffu", "unknown"), (1, "upf", "pass")):
        case(g, f"at least {n} of {picks}", at_least_n_of(n, *[t[x] for x in picks]), {}, status)
    case(g, "twice turned round", ~~t["p"], {}, "pass")
    case(g, "a label changes nothing", part("nam", t["f"]), {}, "fail", parts=[{"label": "nam"}])
    case(g, "both sexes: one fails",
         all_of(part("nam", f("rate").at_least(90)), part("nữ", f("meetings").at_least(9))),
         {"rate": 95, "meetings": 8}, "fail",
         parts=[{"label": "nam", "status": "pass"}, {"label": "nữ", "status": "fail"}])
    case(g, "turned round, a part is told as its opposite", ~f("rate").at_least(90), {"rate": 95},
         "fail", parts=[{"comparison": "less_than", "status": "fail", "negated": False}])
    case(g, "a rule that is not known as a truth", all_of(yes("plan"), not_known()),
         {"plan": "yes"}, "unknown", decided="cannot_pass")
    case(g, "a rule that is not known beside one that fails", all_of(yes("plan"), not_known()),
         {"plan": "no"}, "fail")


def run():
    comparisons()
    grades_and_dates()
    arithmetic()
    truths()
