#!/usr/bin/python3
"""What the commands of history cost for a province, beside the sqlite3 shell doing the least that could
be asked of it with the same data in the same run.

    bench_store.py BIN-DIR SOURCE-DIR [COMMUNES]

Communes are copies of the shipped one under other codes (default 500, with seven villages each).
Prints wall-clock medians of three rounds and their ratio to the shell's work.
"""

import csv
import os
import statistics
import subprocess
import sys
import tempfile
import time

ROUNDS = 3


def copies(source, target, communes, skip):
    """Rows of the shipped commune under new codes; the first `skip` rows stand once."""
    with open(source, encoding="utf-8") as file:
        rows = list(csv.reader(file))
    with open(target, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerows(rows[: 1 + skip])
        for number in range(communes):
            for row in rows[1 + skip:]:
                if any("15127" in cell for cell in row):
                    continue
                writer.writerow([cell.replace("15169", str(20000 + number))
                                 if at in (0, 3) else cell for at, cell in enumerate(row)])
    return target


def timed(command, environment):
    start = time.perf_counter()
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL)
    return time.perf_counter() - start


def main():
    binaries, source = sys.argv[1:3]
    communes = int(sys.argv[3]) if len(sys.argv) > 3 else 500
    data = os.path.join(source, "datasets", "cam-ngoc")
    ntm = os.path.join(binaries, "ntm")
    rules = ["--rules", os.path.join(source, "rules")]
    with tempfile.TemporaryDirectory() as folder:
        units = copies(os.path.join(data, "units.csv"), os.path.join(folder, "units.csv"), communes, 2)
        figures = copies(os.path.join(data, "observations.csv"),
                         os.path.join(folder, "observations.csv"), communes, 0)
        store = os.path.join(folder, "ntm.db")
        plain = os.path.join(folder, "plain.db")
        environment = dict(os.environ, NTM_STORE=store, NTM_LANG="en")
        evaluate = [ntm, "evaluate", "32/2022", *rules, "--as-of", "2023-12-31", "-q"]
        read_rows = ["sqlite3", store,
                     "SELECT count(*), sum(length(value) + length(field)) FROM observation"]
        # what is measured, beside what the shell does in turn with it
        work = [
            ("import", [ntm, "import", *rules, units, figures, "-q"],
             ["sqlite3", plain, ".mode csv", f".import {figures} o"]),
            ("evaluate one commune", [*evaluate, "20001"], read_rows),
            ("evaluate all", [*evaluate, "--format", "csv"], read_rows),
            ("evaluate all, --record", [*evaluate, "--format", "csv", "--record"], read_rows),
            ("replay that run", [ntm, "replay", "1"], read_rows),
            ("verify", [ntm, "verify"], ["sqlite3", store, "PRAGMA integrity_check"]),
        ]
        times = {name: ([], []) for name, _, _ in work}
        size = 0
        for _ in range(ROUNDS):
            for path in (store, plain):
                if os.path.exists(path):
                    os.remove(path)
            for name, ours, theirs in work:
                times[name][0].append(timed(ours, environment))
                times[name][1].append(timed(theirs, environment))
            size = os.path.getsize(store)
        print(f"{communes} communes, {communes * 7} villages; the store with one run: "
              f"{size / 1e6:.0f} MB")
        print(f"{'':24}{'ntm, s':>10}{'shell, s':>10}{'ratio':>8}")
        for name, (ours, theirs) in times.items():
            ratio = statistics.median(a / b for a, b in zip(ours, theirs))
            print(f"{name:24}{statistics.median(ours):10.2f}{statistics.median(theirs):10.2f}"
                  f"{ratio:8.1f}")


if __name__ == "__main__":
    main()
