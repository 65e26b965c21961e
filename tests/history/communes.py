"""Figures of many communes for the tests of sameness: communes.py OBSERVATIONS.csv COUNT UNITS.csv FIGURES.csv

Each commune has the numbers of 15169, moved a little by a generator of our own, so that shares fall on
both sides of every threshold. The same arguments give the same files on every machine.
"""
import csv
import sys

state = 20230617


def draw(below):
    global state
    state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
    return (state >> 33) % below


def moved(text):
    """A decimal of the same number of places, within a fifth of the old one."""
    whole, _, places = text.partition(".")
    number = int(whole + places)
    number = number * (80 + draw(41)) // 100
    digits = str(number).rjust(len(places) + 1, "0")
    return digits[:len(digits) - len(places)] + ("." + digits[len(digits) - len(places):] if places else "")


with open(sys.argv[1], encoding="utf-8", newline="") as file:
    rows = [row for row in csv.DictReader(file) if row["unit"] == "15169"]
codes = [f"9{number:04}" for number in range(int(sys.argv[2]))]
with open(sys.argv[3], "w", encoding="utf-8", newline="") as file:
    out = csv.writer(file, lineterminator="\n")
    out.writerow(["code", "level", "name", "parent", "valid_from", "valid_to"])
    out.writerow(["38", "province", "Thanh Hóa", "", "", ""])
    out.writerow(["390", "district", "Cẩm Thủy", "38", "", ""])
    for code in codes:
        out.writerow([code, "commune", f"Xã {code}", "390", "", ""])
with open(sys.argv[4], "w", encoding="utf-8", newline="") as file:
    out = csv.writer(file, lineterminator="\n")
    out.writerow(["unit", "field", "value", "as_of", "assessor", "origin"])
    for code in codes:
        for row in rows:
            value = row["value"]
            if draw(20) == 0:
                continue
            if value.replace(".", "", 1).isdigit() and not row["field"].endswith(("_level", "_grade")):
                value = moved(value)
            out.writerow([code, row["field"], value, row["as_of"], row["assessor"], "constructed"])
