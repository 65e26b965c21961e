#!/usr/bin/python3
"""A second verifier of stores and dossiers, written from docs/history.md alone (Python's own library).

    verify.py STORE.db        prints the four lines of the checkpoint, reckoned from the rows
    verify.py DOSSIER.json    prints unit, level and root, reckoned from the file

Exit code 1 and a line for each thing that is not as it was written down.
"""

import hashlib
import json
import sqlite3
import sys

# docs/history.md, "Digests of rows": the tables of an import in order, with their columns.
TABLES = {
    "unit": "line, code, level, name, parent, valid_from, valid_to",
    "succession": "line, predecessor, successor, effective, extent, confirmed, origin, note",
    "observation": "line, unit, field, as_of, kind, value, low, high, assessor, assessor_order,"
                   " origin, evidence, note",
    "title": "line, unit, title, number, criteria_set, date, expires, withdrawn, origin, note,"
             " appraisal",
    "registration": "line, unit, criteria_set, year, origin",
    "finding": "line, unit, criteria_set, item, assessor, assessor_order, opinion, reason,"
               " document, date, office, origin",
    "evidence": "line, unit, number, kind, title, office, date, valid_until, path, sha256, size,"
                " origin, note",
    "retraction": "of_import, of_table, of_row, reason",
}
COUNTERS = ("units", "successions", "observations", "titles", "registrations", "findings", "papers",
            "retractions")
RUN = ("recorded_at, recorded_at_s, actor, note, engine, profile, decision, document_sha256, as_of,"
       " year, known_import, parameters, units, illustrative, reconstructed, results_root")

findings = []


def sha256(data):
    return hashlib.sha256(data).digest()


def canonical(value):
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def leaf(record):
    return sha256(b"\0" + record)


def root(leaves):
    if not leaves:
        return sha256(b"")
    if len(leaves) == 1:
        return leaves[0]
    left = 1
    while left * 2 < len(leaves):
        left *= 2
    return sha256(b"\1" + root(leaves[:left]) + root(leaves[left:]))


def follow(start, index, count, path):
    """The root that a leaf and its path lead to (RFC 9162, 2.1.3.2); None: the path does not fit."""
    at, last = start, count - 1
    if index > last:
        return None
    for sibling in path:
        if last == 0:
            return None
        if index % 2 or index == last:
            at = sha256(b"\1" + sibling + at)
            while index % 2 == 0 and index:
                index, last = index // 2, last // 2
        else:
            at = sha256(b"\1" + at + sibling)
        index, last = index // 2, last // 2
    return at if last == 0 else None


# ---- stores ----


def encoded(value):
    if value is None:
        return b"n;"
    if isinstance(value, int):
        return b"i%d;" % value
    data = value.encode()
    return b"t%d:" % len(data) + data + b";"


def row(db, sql, number):
    """The one row of a query as a dict."""
    cursor = db.execute(sql, (number,) if "?" in sql else ())
    found = cursor.fetchone()
    return dict(zip([c[0] for c in cursor.description], found)) if found else None


def rows(db, sql, number):
    cursor = db.execute(sql, (number,))
    names = [c[0] for c in cursor.description]
    return [dict(zip(names, found)) for found in cursor]


def import_body(db, number):
    body = row(db, "SELECT i.kind, file, i.sha256, size, actor, imported_at, imported_at_s, note,"
                   f" engine, {', '.join(COUNTERS)} FROM import AS i"
                   " JOIN object AS o ON o.sha256 = i.sha256 WHERE number = ?", number)
    body["rows"] = {}
    for table, columns in TABLES.items():
        lines = [b"".join(map(encoded, line)) + b"\n" for line in db.execute(
            f"SELECT import, row, {columns} FROM {table} WHERE import = ? ORDER BY row", (number,))]
        if lines:
            body["rows"][table] = hashlib.sha256(b"".join(lines)).hexdigest()
    return body, "imported_at"


def run_body(db, number):
    body = row(db, f"SELECT {RUN} FROM run WHERE number = ?", number)
    body["documents"] = rows(db, "SELECT id, sha256, document_sha256, script, script_sha256"
                                 " FROM run_document WHERE run = ? ORDER BY place", number)
    body["scripts"] = rows(db, "SELECT path, sha256 FROM run_script WHERE run = ? ORDER BY path",
                           number)
    units = rows(db, "SELECT facts, level, result, unit FROM run_unit WHERE run = ? ORDER BY place",
                 number)
    if root([leaf(canonical(unit)) for unit in units]).hex() != body["results_root"]:
        findings.append(f"run {number}: its units do not give its root")
    return body, "recorded_at"


def removal_body(db, number):
    return row(db, "SELECT sha256, size, removed_at, actor, reason FROM removal WHERE number = ?",
               number), "removed_at"


def store_body(db, _number):
    return dict(db.execute("SELECT key, value FROM meta").fetchall()), "made_at"


BODIES = {"store": store_body, "import": import_body, "run": run_body, "removal": removal_body}


def check_store(path):
    db = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    leaves, chain, time = [], bytes(32), ""
    for seq, kind, number, record, told_leaf, told_chain in db.execute(
            "SELECT seq, kind, number, record, leaf, chain FROM ledger ORDER BY seq"):
        body, at = BODIES[kind](db, number)
        made = canonical({"at": body[at], "body": body, "kind": kind, "number": number, "seq": seq})
        if made != record.encode() or seq != len(leaves) + 1:
            findings.append(f"entry {seq}: {kind} {number} is not what it says")
        leaves.append(leaf(record.encode()))
        chain = sha256(b"ntm-chain-v1" + chain + leaves[-1])
        if leaves[-1].hex() != told_leaf or chain.hex() != told_chain:
            findings.append(f"entry {seq}: leaf or chain")
        time = body[at]
    for digest, size, data in db.execute("SELECT sha256, size, bytes FROM object"):
        if data is not None and (sha256(data).hex() != digest or len(data) != size):
            findings.append(f"object {digest}")
    name = db.execute("SELECT value FROM meta WHERE key = 'id'").fetchone()[0]
    return [f"ntm/{name}", str(len(leaves)), root(leaves).hex(), time]


# ---- dossiers ----


def check_dossier(path):
    with open(path, "rb") as file:
        data = file.read()
    dossier = json.loads(data)
    if canonical(dossier) + b"\n" != data:
        findings.append("the form")
    bare = {k: v for k, v in dossier.items() if k not in ("digest", "signatures")}
    if sha256(canonical(bare)).hex() != dossier["digest"]:
        findings.append("the digest")
    entry, unit, body = dossier["entry"], dossier["unit"], dossier["entry"]["record"]["body"]
    path = [bytes.fromhex(step) for step in entry["path"]]
    if follow(leaf(canonical(entry["record"])), entry["index"], dossier["checkpoint"]["size"],
              path) != bytes.fromhex(dossier["checkpoint"]["root"]):
        findings.append("the path of the entry")
    path = [bytes.fromhex(step) for step in unit["path"]]
    if follow(leaf(canonical(unit["leaf"])), unit["index"], unit["count"],
              path) != bytes.fromhex(body["results_root"]):
        findings.append("the path of the unit")
    for what in ("facts", "result"):
        if sha256(canonical(unit[what])).hex() != unit["leaf"][what]:
            findings.append(what)
    for told, document in zip(body["documents"], dossier["documents"]):
        if sha256(canonical(document)).hex() != told["sha256"]:
            findings.append(told["id"])
    for told, script in zip(body["scripts"], dossier["scripts"]):
        if sha256(script["text"].encode()).hex() != told["sha256"]:
            findings.append(told["path"])
    return [unit["leaf"]["unit"], unit["leaf"]["level"], dossier["checkpoint"]["root"]]


def main():
    with open(sys.argv[1], "rb") as file:
        is_store = file.read(15) == b"SQLite format 3"
    print("\n".join(check_store(sys.argv[1]) if is_store else check_dossier(sys.argv[1])))
    print("\n".join(findings), end="\n" if findings else "", file=sys.stderr)
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
