#!/usr/bin/python3
"""Commands that are killed and disks that are full, from outside: crash_slow.py --source DIR --bin DIR

The real programs import, record, retract and back up; SIGKILL ends them at random moments (a fixed seed, a
bounded count), then limits on the size of files and a small full disk (where one can be mounted) stop
their writes. Each time: what a command had said is there, `ntm verify` finds nothing, the next command
works. Exit code: 0 all of it held, 1 something did not.
"""

import argparse
import json
import os
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time

KILLS = 80
SEED = 20261128
SAID = re.compile(r"#(\d+)")


def fail(message):
    print("FAILED: " + message)
    sys.exit(1)


class Store:
    """A store in a folder of its own, and the commands on it."""

    def __init__(self, folder, args):
        self.folder = folder
        self.data = os.path.join(args.source, "datasets", "cam-ngoc")
        self.files = 0
        self.environment = {
            "PATH": args.bin + ":/usr/bin:/bin",
            "NTM_RULES": os.path.join(args.source, "rules"),
            "NTM_STORE": os.path.join(folder, "ntm.db"),
            "LC_ALL": "C.UTF-8",
            "HOME": folder,
        }

    def start(self, words, out, limit=None):
        def prepare():
            if limit is not None:
                signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
                resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

        return subprocess.Popen(
            ["ntm"] + words,
            cwd=self.folder,
            env=self.environment,
            stdout=out,
            stderr=subprocess.PIPE,
            text=True,
            preexec_fn=prepare,
        )

    def run(self, words, limit=None):
        """Exit code, standard output and error of a command that nobody kills."""
        with tempfile.TemporaryFile("w+", dir="/tmp") as out:
            process = self.start(words, out, limit)
            _, error = process.communicate()
            out.seek(0)
            return process.returncode, out.read(), error

    def must(self, words):
        code, out, error = self.run(words)
        if code != 0:
            fail(f"ntm {' '.join(words)} ends with {code}: {error}")
        return out

    def log(self):
        return json.loads(self.must(["log", "--format", "json"]))

    def numbers(self, what):
        return [one["number"] for one in self.log()[what]]

    def verify(self, after):
        code, out, error = self.run(["verify", "--lang", "en"])
        if code != 0:
            fail(f"verify ends with {code} after {after}:\n{error}{out}")

    def new_file(self):
        """A data file that was not there before; about 40 figures."""
        self.files += 1
        path = os.path.join(self.folder, f"f{self.files}.csv")
        with open(path, "w", encoding="utf-8") as stream:
            stream.write("unit,field,value,as_of,assessor,origin,evidence,note\n")
            for day in range(1, 29):
                stream.write(
                    f"15169,population.male,{3000 + self.files},2023-01-{day:02},commune,report,,"
                    f"file {self.files}\n"
                )
        return path


# ---- kinds of commands ----


def import_one(store, _random):
    return ["import", store.new_file(), "--who", "an"], "imports"


def record(_store, _random):
    return [
        "evaluate", "32/2022", "15169", "--as-of", "2023-12-31", "--record", "--who", "an",
        "--format", "json",
    ], "runs"


def retract(store, rng):
    """A line of an import, often one that is withdrawn already: a refusal is an answer, too."""
    files = [i["number"] for i in store.log()["imports"] if i["kind"] == "file" and i["number"] > 2]
    target = rng.choice(files or [3])
    return ["retract", f"#{target}:{rng.randrange(2, 29)}", "--reason", "thử", "--who", "an"], "imports"


def said(kind, out):
    """The number that a command has said it wrote; None: it did not come that far."""
    if kind == "runs":
        try:
            return json.loads(out)["run"]["number"]
        except (ValueError, KeyError):
            return None
    # retract names the import that it withdraws as well: its own number is the greatest
    found = [int(number) for number in SAID.findall(out)]
    return max(found) if found else None


def kill_at_random(store, rng):
    seconds = {}
    killed = finished = 0
    for turn in range(KILLS):
        make = rng.choice([import_one, record, retract])
        words, kind = make(store, rng)
        if make not in seconds:  # how long it takes when nobody disturbs it
            begin = time.monotonic()
            store.must(words) if make is not retract else store.run(words)
            seconds[make] = time.monotonic() - begin
            words, kind = make(store, rng)
        before = store.numbers(kind)
        with tempfile.TemporaryFile("w+", dir="/tmp") as out:
            process = store.start(words, out)
            time.sleep(rng.uniform(0, 1.1 * seconds[make]))
            process.send_signal(signal.SIGKILL)
            process.communicate()
            out.seek(0)
            number = said(kind, out.read())
        killed += process.returncode == -signal.SIGKILL
        finished += process.returncode == 0
        store.verify(f"'ntm {' '.join(words)}' was killed (turn {turn})")
        after = store.numbers(kind)
        if after[: len(before)] != before or len(after) > len(before) + 1:
            fail(f"turn {turn}: {before} became {after}")
        if number is not None and number not in after:
            fail(f"turn {turn}: #{number} was said and is not there")
        if process.returncode == 0 and len(after) != len(before) + 1:
            fail(f"turn {turn}: a command ended well and wrote nothing")
        if turn % 8 == 0:
            store.must(import_one(store, rng)[0])
    print(f"killed: {killed} of {KILLS}, {finished} had ended before")
    if killed < KILLS // 4 or not store.numbers("runs"):
        fail("the kills come too late or too early to prove anything")


def kill_backups(store, rng):
    begin = time.monotonic()
    target = os.path.join(store.folder, "copy.db")
    store.must(["backup", target])
    seconds = time.monotonic() - begin
    for turn in range(20):
        os.unlink(target)
        process = store.start(["backup", target], subprocess.DEVNULL)
        time.sleep(rng.uniform(0, 1.1 * seconds))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        if os.path.exists(target):  # under its name it is whole
            code, out, error = store.run(["verify", "--store", target])
            if code != 0:
                fail(f"a copy that is not whole has its name (turn {turn}): {error}{out}")
            os.unlink(target)
        store.must(["backup", target])
    print("backups killed: 20")


# ---- no room ----


def refuse(store, words, limit, why):
    """One command under a limit: done, or refused with a message and nothing changed."""
    before = store.log()
    code, out, error = store.run(words, limit)
    if code not in (0, 4):
        fail(f"{why}: exit code {code}: {error}")
    if code == 4 and not error.strip():
        fail(f"{why}: no message")
    if code == 4 and store.log() != before:
        fail(f"{why}: something was changed")
    store.verify(why)
    return code


def limit_files(store):
    """Files may not grow beyond a size: each write beyond it fails in another place."""
    size = os.path.getsize(os.path.join(store.folder, "ntm.db"))
    ends = set()
    for make in (import_one, record):
        for limit in list(range(0, 40000, 3000)) + list(range(size - 8192, size + 90000, 8192)):
            words, _ = make(store, None)
            ends.add(refuse(store, words, limit, f"files of at most {limit} bytes"))
    if ends != {0, 4}:
        fail(f"limits on files: only ends {ends}")
    print("limits on the size of files: held")


def full_disk(store, disk):
    """A disk of a few megabytes, filled up to so many bytes."""
    small = Store(disk, argparse.Namespace(source=os.path.dirname(os.path.dirname(store.data)), bin=""))
    small.environment["PATH"] = store.environment["PATH"]
    small.environment["HOME"] = "/tmp"
    small.must(["import", os.path.join(store.data, "units.csv"), "--who", "an"])
    small.must(["import", os.path.join(store.data, "observations.csv"), "--who", "an"])
    filler = os.path.join(disk, "filler")
    ends = set()
    for make in (import_one, record):
        for left in (0, 4096, 12288, 28672, 61440, 126976, 258048, 400000):
            words, _ = make(small, None)
            state = os.statvfs(disk)
            with open(filler, "wb") as stream:
                stream.write(b"x" * max(0, state.f_bavail * state.f_frsize - left))
            ends.add(refuse(small, words, None, f"{left} bytes left on the disk"))
            os.unlink(filler)
            small.must(import_one(small, None)[0])
    if ends != {0, 4}:
        fail(f"full disks: only ends {ends}")
    print("full disk: held")


def mount_and_fill(args):
    """The same script once more, in a name space of its own where a small disk can be mounted."""
    with tempfile.TemporaryDirectory(prefix="ntm-disk-") as disk:
        script = 'mount -t tmpfs -o size=6m none "$1" || exit 77; shift; exec "$@"'
        code = subprocess.call(
            ["unshare", "--mount", "sh", "-c", script, "sh", disk, sys.executable, "-B", __file__,
             "--source", args.source, "--bin", args.bin, "--disk", disk],
            stderr=subprocess.DEVNULL if os.geteuid() else None,
        )
    if code == 77 or (code and os.geteuid()):
        print("full disk: skipped, no disk can be mounted here")
    elif code:
        fail("on a full disk")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--source", required=True)
    parser.add_argument("--bin", required=True)
    parser.add_argument("--disk", help="a small disk to fill; for the script itself")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="ntm-crash-") as folder:
        store = Store(folder, args)
        if args.disk:
            full_disk(store, args.disk)
            return
        rng = random.Random(SEED)
        store.must(["import", os.path.join(store.data, "units.csv"), "--who", "an"])
        store.must(["import", os.path.join(store.data, "observations.csv"), "--who", "an"])
        store.must(import_one(store, rng)[0])
        kill_at_random(store, rng)
        kill_backups(store, rng)
        limit_files(store)
    if shutil.which("unshare"):
        mount_and_fill(args)


if __name__ == "__main__":
    main()
