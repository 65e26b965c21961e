"""Cases: figures of a unit that a merger made of others."""

from build import E, all_of, choice, date, f, grade, percent, villages, yes
from cases import case

EVE, MERGER = "2023-06-30", "2023-07-01"
PROVINCE = {"code": "p", "level": "province"}
# a and b became c
UNITS = [
    PROVINCE,
    {"code": "a", "level": "commune", "parent": "p", "valid_to": EVE},
    {"code": "b", "level": "commune", "parent": "p", "valid_to": EVE},
    {"code": "c", "level": "commune", "parent": "p", "valid_from": MERGER},
]
WHOLE = [{"predecessor": code, "successor": "c", "effective": MERGER, "extent": "whole"}
         for code in "ab"]


def changed(row, **more):
    return {k: v for k, v in {**WHOLE["ab".index(row)], **more}.items() if v is not None}


def merged(name, rule, figures, status, *, units=UNITS, successions=WHOLE, **more):
    """figures: {unit: {field: value or (value, day)}}; of the day before the merger, of c of 31
    December."""
    rows = []
    for unit, fields in figures.items():
        for field, given in fields.items():
            day = "2023-12-31" if unit == "c" else EVE
            value, day = given if isinstance(given, tuple) else (given, day)
            rows.append({"unit": unit, "field": field, "value": str(value), "as_of": day})
    case("merged", name, rule, status=status, units=units, successions=successions, more=rows,
         **more)


def sums():
    many = f("poor").at_least(100)
    each = {"a": {"poor": 60}, "b": {"poor": 41}}
    merged("counts are added up", many, each, "pass",
           parts=[{"measured": "101", "notices": ["carried"], "used": [
               {"field": "poor", "value": "101",
                "carried": [{"unit": "a", "value": "60"}, {"unit": "b", "value": "41"}]}]}])
    merged("one has none", many, {"a": {"poor": 160}}, "unknown", decided="open",
           parts=[{"missing": [{"field": "poor", "why": "missing",
                                "carried": [{"unit": "a", "value": "160"},
                                            {"unit": "b", "value": None}]}]}])
    merged("neither has any: simply missing", many, {}, "unknown",
           parts=[{"missing": [{"field": "poor", "carried": None}]}])
    merged("a figure of its own wins", many, {**each, "c": {"poor": 99}}, "fail")
    merged("also one of the day of the merger", many, {**each, "c": {"poor": (99, MERGER)}}, "fail")
    merged("of the day before the merger there is none of its own", many,
           {**each, "c": {"poor": (99, EVE)}}, "pass")
    merged("a predecessor's figure of after the merger does not count", many,
           {**each, "a": {"poor": (60, MERGER)}}, "unknown")
    merged("a predecessor's figure that is too old", many,
           {**each, "a": {"poor": (60, "2022-12-30")}}, "unknown")
    merged("twelve months old to the day", many, {**each, "a": {"poor": (60, "2022-12-31")}},
           "pass")
    merged("bounds add up", many, {"a": {"poor": ">=60"}, "b": {"poor": "40..50"}}, "pass",
           parts=[{"measured": None, "low": "100", "high": None}])
    merged("bounds that decide nothing", many, {"a": {"poor": ">=60"}, "b": {"poor": 30}},
           "unknown", decided="open")
    merged("numbers with decimals", f("total_km").at_most(2),
           {"a": {"total_km": "1.1"}, "b": {"total_km": "0.91"}}, "fail",
           parts=[{"measured": "2.01"}])
    merged("a gap lies in the unit's own figure", f("poor").at_most(100), each, "fail",
           parts=[{"gaps": [{"field": "poor", "from": "101", "to": "100", "change": "-1",
                             "alternative": 0}]}])
    share = percent(f("insured"), f("population")).at_least(90)
    rates = {"a": {"insured": 3298, "population": 3590}, "b": {"insured": 4700, "population": 5310}}
    merged("a share is rebuilt from counts", share, rates, "fail",
           parts=[{"numerator": "7998", "denominator": "8900",
                   "notices": ["carried"]}])
    merged("shares that were reported as such are left behind", share,
           {"a": {"insured/population": "95"}, "b": {"insured/population": "95"}}, "unknown")
    merged("a share of its own counts where a count is missing", share,
           {**rates, "b": {"population": 5310}, "c": {"insured/population": "95"}}, "pass")
    merged("an amount", f("debt").at_most(5), {"a": {"debt": 2}, "b": {"debt": 3}}, "pass")
    income = f("income").at_least(45000000)
    merged("what is measured per person is left behind", income,
           {"a": {"income": 50000000}, "b": {"income": 50000000}}, "unknown", decided="open",
           parts=[{"missing": [{"field": "income", "why": "not-carried"}]}])
    merged("an amount of the year, of its first half", f("spent").at_most(5),
           {"a": {"spent": 2}, "b": {"spent": 3}}, "pass")
    merged("an amount of the year before", f("spent").at_most(5),
           {"a": {"spent": (2, "2022-12-31")}, "b": {"spent": 3}}, "unknown")
    before = E("previous", f("poor")).at_least(100)
    old = {unit: {"poor": (value, "2022-12-31")} for unit, value in (("a", 60), ("b", 41))}
    merged("the year before", before, old, "pass")
    merged("the year before the merger the figures of its day are not known yet", before, each,
           "unknown")
    merged("below what the merger made, and before it", villages("all", yes("v.clean")), {}, "pass",
           villages={"c.01": {"v.clean": "yes"}})


def kinds():
    each = {"a": {"plan": "yes", "posted": "yes", "rate": 95, "task": "done", "terrain": "coast",
                  "approved": "2022-05-01"},
            "b": {"plan": "yes", "posted": "no", "rate": 97, "task": "excellent",
                  "terrain": "coast", "approved": "2021-04-01"}}
    rules = {"rate": f("rate").at_least(90), "plan": yes("plan"),
             "task": E("at_least", f("task"), grade("done")),
             "terrain": E("is", f("terrain"), choice("coast")),
             "approved": E("on_or_before", f("approved"), date("2023-01-01"))}
    for field, rule in rules.items():
        merged(f"left behind: {field}", rule, each, "unknown", decided="open",
               parts=[{"missing": [{"field": field, "why": "not-carried"}]}])
        merged(f"a policy that does not fit {field}", rule, each, "unknown",
               choice={"carry": {field: "sum"}})

    def by(policy, field, rule, status, figures=None, **more):
        merged(f"{policy} of {field}{' ' + more.pop('name') if more.get('name') else ''}", rule,
               figures or each, status, choice={"carry": {field: policy}}, **more)

    by("all", "plan", rules["plan"], "pass")
    by("all", "posted", yes("posted"), "fail")
    by("any", "posted", yes("posted"), "pass")
    one_no, one_yes = {"b": {"posted": "no"}}, {"b": {"posted": "yes"}}
    by("all", "posted", yes("posted"), "fail", one_no, name="where one no is known")
    by("all", "posted", yes("posted"), "unknown", one_yes, name="where one yes is known",
       decided="open")
    by("any", "posted", yes("posted"), "pass", one_yes, name="where one yes is known")
    by("any", "posted", yes("posted"), "unknown", one_no, name="where one no is known")
    best = E("at_least", f("task"), grade("well_done"))
    by("all", "task", best, "fail")
    by("any", "task", best, "pass")
    by("any", "task", best, "unknown", {"b": {"task": "excellent"}}, name="where one is known")
    by("all", "terrain", rules["terrain"], "pass")
    by("all", "terrain", rules["terrain"], "unknown",
       {"a": {"terrain": "coast"}, "b": {"terrain": "plain"}}, name="that differ")
    late = E("on_or_after", f("approved"), date("2022-01-01"))
    by("latest", "approved", late, "pass")
    by("earliest", "approved", late, "fail")
    by("none", "poor", f("poor").at_least(1), "unknown", {"a": {"poor": 1}, "b": {"poor": 1}},
       parts=[{"missing": [{"field": "poor", "why": "not-carried"}]}])
    stays = {"seats": {"carry": "none"}}
    taken = f("seats").at_least(1)
    both = {"a": {"seats": 1}, "b": {"seats": 1}}
    merged("a count that stays with its unit", taken, both, "unknown", fields=stays,
           parts=[{"missing": [{"field": "seats", "why": "not-carried"}]}])
    by("sum", "seats", taken, "pass", both, name="that stay otherwise", fields=stays)


def extents():
    many = f("poor").at_least(100)
    each = {"a": {"poor": 60}, "b": {"poor": 41}}
    why = [{"missing": [{"field": "poor", "why": "unconfirmed"}]}]
    for extent in ("part", None):
        word = extent or "unknown"
        merged(f"extent {word}", many, each, "unknown", decided="open", parts=why,
               successions=[WHOLE[0], changed("b", extent=extent)])
        merged(f"extent {word}, confirmed", many, each, "pass",
               successions=[WHOLE[0], changed("b", extent=extent, confirmed="the committee")])
    corrected = [*WHOLE, changed("b", extent="part", **{"import": 2})]
    merged("a later import corrects", many, each, "unknown", successions=corrected, parts=why)
    merged("what was not known yet does not count", many, each, "pass", successions=corrected,
           choice={"known_import": 1})
    merged("of one import the later row", many, each, "pass",
           successions=[WHOLE[0], changed("b", extent="part"), WHOLE[1]])
    merged("nothing is known of what became of it", many, each, "unknown", successions=[],
           parts=[{"missing": [{"field": "poor", "carried": None}]}])
    merged("a succession of another day", many, each, "unknown",
           successions=[changed(code, effective="2023-07-02") for code in "ab"])
    merged("only one is on record", many, {"a": {"poor": 100}, "b": {"poor": 41}}, "pass",
           successions=WHOLE[:1], parts=[{"measured": "100"}])
    merged("a predecessor that is no unit of the day before", many, each, "unknown",
           units=[u for u in UNITS if u["code"] != "b"])
    district = [{**u, "level": "district"} if u["code"] == "b" else u for u in UNITS]
    merged("a predecessor of another level", many, each, "unknown", units=district)
    merged("a predecessor that lives on gives what it had before", many,
           {"a": {"poor": 60}, "b": {"poor": 41}}, "pass",
           units=[{k: v for k, v in u.items() if u["code"] != "b" or k != "valid_to"}
                  for u in UNITS], successions=[WHOLE[0], changed("b", extent="part",
                                                                  confirmed="the committee")])


def codes():
    """The successor has the code of one of its predecessors."""
    units = [PROVINCE, *UNITS[1:2],
             {"code": "c", "level": "commune", "parent": "p", "valid_to": EVE}, UNITS[3]]
    many = f("poor").at_least(100)
    each = {"a": {"poor": 60}, "c": {"poor": (41, EVE)}}
    both = [WHOLE[0], {**WHOLE[0], "predecessor": "c"}]
    merged("the code lives on", many, each, "pass", units=units, successions=both,
           parts=[{"measured": "101"}])
    merged("of the unit that had the code no row says what it became", many,
           {**each, "a": {"poor": 160}}, "unknown", units=units, successions=WHOLE[:1],
           parts=[{"missing": [{"field": "poor", "why": "unconfirmed"}]}])
    other = {"code": "e", "level": "commune", "parent": "p", "valid_from": MERGER}
    merged("the unit that had the code became another one", many,
           {**each, "a": {"poor": 160}}, "pass", units=[*units, other],
           successions=[WHOLE[0], {**both[1], "successor": "e"}], parts=[{"measured": "160"}])
    held = {"unit": "c", "title": "xa-ntm", "number": "1", "date": "2022-01-01"}
    title = E("holds", title="xa-ntm")
    merged("a title stays with the unit of its time", title, each, "fail", units=units,
           successions=both, titles=[held])
    merged("a title of a predecessor is none", title, each, "fail", units=units, successions=both,
           titles=[{**held, "unit": "a"}])
    merged("a title of its own", title, each, "pass", units=units, successions=both,
           titles=[{**held, "date": MERGER}])


def chains():
    """a and b became m, m and d2 became c."""
    units = [PROVINCE,
             {"code": "a", "level": "commune", "parent": "p", "valid_to": "2022-12-31"},
             {"code": "b", "level": "commune", "parent": "p", "valid_to": "2022-12-31"},
             {"code": "m", "level": "commune", "parent": "p", "valid_from": "2023-01-01",
              "valid_to": EVE},
             {"code": "n", "level": "commune", "parent": "p", "valid_to": EVE}, UNITS[3]]
    rows = [{"predecessor": x, "successor": y, "effective": day, "extent": "whole"}
            for x, y, day in (("a", "m", "2023-01-01"), ("b", "m", "2023-01-01"),
                              ("m", "c", MERGER), ("n", "c", MERGER))]
    many = f("poor").at_least(100)
    first = {"a": {"poor": (50, "2022-12-31")}, "b": {"poor": (20, "2022-12-31")}}
    merged("two mergers", many, {**first, "n": {"poor": 31}}, "pass", units=units, successions=rows,
           parts=[{"measured": "101", "used": [{"field": "poor", "carried": [
               {"unit": "a", "value": "50"}, {"unit": "b", "value": "20"},
               {"unit": "n", "value": "31"}]}]}])
    merged("between two mergers it was counted anew", many,
           {**first, "m": {"poor": 68}, "n": {"poor": 31}}, "fail", units=units, successions=rows,
           parts=[{"measured": "99"}])
    merged("of the first merger nothing is confirmed", many, {**first, "n": {"poor": 131}},
           "unknown", units=units, successions=[{**rows[0], "extent": "unknown"}, *rows[1:]],
           parts=[{"missing": [{"field": "poor"}]}])


def derived():
    total = f("people").at_least(100)
    parts = {"a": {"male": 30, "female": 30}, "b": {"male": 20, "female": 21}}
    merged("a predecessor's sum of two fields", total,
           {**parts, "b": {"people": 40}}, "pass", parts=[{"measured": "100"}])
    merged("a sum that was reported comes before a sum of what is carried", total,
           {"a": {**parts["a"], "people": 70}, "b": parts["b"]}, "pass",
           parts=[{"measured": "111"}])
    merged("a sum of its own figures comes before what is carried", total,
           {**parts, "c": {"male": 49, "female": 50}}, "fail")
    merged("one of two fields is its own", total, {**parts, "c": {"male": 70}}, "pass",
           parts=[{"measured": "101"}])
    merged("what is carried may be missing where its parts are there", total,
           {"a": {"male": 60}, "b": {"male": 20, "female": 21},
            "c": {"female": 20}}, "pass", parts=[{"measured": "100"}])
    cells = [{"code": code, "level": "village", "parent": parent, **days}
             for code, parent, days in (("a.1", "a", {"valid_to": EVE}),
                                        ("a.2", "a", {"valid_to": EVE}),
                                        ("c.1", "c", {"valid_from": MERGER}))]
    merged("a predecessor's villages", total,
           {"a.1": {"people": 40}, "a.2": {"people": 20}, "b": {"people": 41}}, "pass",
           units=[*UNITS, *cells[:2]], parts=[{"measured": "101"}])
    merged("its own villages come before what is carried", total,
           {**parts, "c.1": {"people": (99, "2023-12-31")}}, "fail", units=[*UNITS, cells[2]])
    merged("not all of its own villages report", total, parts, "pass", units=[*UNITS, cells[2]],
           parts=[{"measured": "101"}])
    merged("all parts of a rule", all_of(total, yes("plan")), {**parts, "c": {"plan": "yes"}},
           "pass")


def run():
    sums()
    kinds()
    extents()
    codes()
    chains()
    derived()
