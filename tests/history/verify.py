"""A second verifier of stores and dossiers, written from docs/history.md with Python's own library alone.

    verify.py STORE.db [CHECKPOINT.txt...]     prints the four lines of its checkpoint, reckoned from the rows
    verify.py DOSSIER.json...                  prints the four lines of the checkpoint that each leads to

Exits 1, with a line for each thing that is not as it was written down.
"""
import hashlib
import json
import re
import sqlite3
import sys

TABLES = {
    "unit": "line code level name parent valid_from valid_to",
    "succession": "line predecessor successor effective extent confirmed origin note",
    "observation": "line unit field as_of kind value low high assessor assessor_order origin evidence note",
    "title": "line unit title number criteria_set date expires withdrawn origin note appraisal",
    "registration": "line unit criteria_set year origin",
    "finding": "line unit criteria_set item assessor assessor_order opinion reason document date office origin",
    "evidence": "line unit number kind title office date valid_until path sha256 size origin note",
    "retraction": "of_import of_table of_row reason",
}
IMPORT = """SELECT i.kind, file, i.sha256, size, actor, imported_at, imported_at_s, note, engine, units,
    successions, observations, titles, registrations, findings, papers, retractions
    FROM import AS i LEFT JOIN object AS o ON o.sha256 = i.sha256 WHERE number = ?"""
RUN = """SELECT recorded_at, recorded_at_s, actor, note, engine, profile, decision, document_sha256, as_of,
    year, known_import, parameters, units, illustrative, reconstructed, results_root
    FROM run WHERE number = ?"""

findings = []


def check(holds, text):
    if not holds:
        findings.append(text)
    return holds


# ---- bytes ----

def sha256(data):
    return hashlib.sha256(data).digest()


ESCAPES = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def text_of(value):
    return '"' + re.sub(r'["\\\x00-\x1f]', lambda m: ESCAPES.get(m[0]) or f"\\u{ord(m[0]):04X}", value) + '"'


def canonical(value):
    """Keys sorted, no spaces, UTF-8."""
    if isinstance(value, dict):
        return "{" + ",".join(text_of(k) + ":" + canonical(value[k]) for k in sorted(value)) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    return text_of(value) if isinstance(value, str) else json.dumps(value)


def digest(value):
    return sha256(canonical(value).encode()).hex()


# ---- RFC 6962 ----

def leaf(record):
    return sha256(b"\0" + record)


def node(left, right):
    return sha256(b"\1" + left + right)


def root(leaves):
    if not leaves:
        return sha256(b"")
    if len(leaves) == 1:
        return leaves[0]
    split = 1 << (len(leaves) - 1).bit_length() - 1
    return node(root(leaves[:split]), root(leaves[split:]))


def follow(start, index, count, path):
    """The root that a leaf and its path lead to; None: a path of another length belongs there."""
    steps, last = list(path), count - 1
    while last:
        if index % 2 or index == last:
            while not index % 2:  # a subtree that is not full: its root is handed up as it is
                index, last = index // 2, last // 2
            if not steps:
                return None
            start = node(steps.pop(0), start)
        else:
            if not steps:
                return None
            start = node(start, steps.pop(0))
        index, last = index // 2, last // 2
    return None if steps else start


# ---- Ed25519, RFC 8032 5.1.7, for small files and no secrets ----

P, Q = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P


def add(a, b):
    (x1, y1), (x2, y2) = a, b
    t = D * x1 * x2 * y1 * y2 % P
    return ((x1 * y2 + x2 * y1) * pow(1 + t, P - 2, P) % P, (y1 * y2 + x1 * x2) * pow(1 - t, P - 2, P) % P)


def times(scalar, point):
    out = (0, 1)
    while scalar:
        if scalar & 1:
            out = add(out, point)
        point, scalar = add(point, point), scalar >> 1
    return out


def point_of(data):
    number = int.from_bytes(data, "little")
    sign, y = number >> 255, number & (1 << 255) - 1
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if y >= P or (x * x - square) % P or (x == 0 and sign):
        raise ValueError("not a point")
    return (P - x if x % 2 != sign else x, y)


BASE = point_of((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def signed(key, text, signature):
    try:
        a, r = point_of(bytes.fromhex(key)), point_of(bytes.fromhex(signature)[:32])
    except ValueError:
        return False
    s = int.from_bytes(bytes.fromhex(signature)[32:], "little")
    h = int.from_bytes(hashlib.sha512(bytes.fromhex(signature)[:32] + bytes.fromhex(key) + text).digest(), "little")
    return s < Q and times(s, BASE) == add(r, times(h % Q, a))


# ---- a store ----

def one(db, sql, *values):
    cursor = db.execute(sql, values)
    row = cursor.fetchone()
    return row and dict(zip([c[0] for c in cursor.description], row))


def many(db, sql, *values):
    cursor = db.execute(sql, values)
    names = [c[0] for c in cursor.description]
    return [dict(zip(names, row)) for row in cursor]


def rows_digest(db, table, number):
    """None: the import brought no row to the table."""
    out, some = hashlib.sha256(), False
    for row in db.execute(f"SELECT import, row, {', '.join(TABLES[table].split())} FROM {table}"
                          " WHERE import = ? ORDER BY row", (number,)):
        some = True
        for value in row:
            if value is None:
                out.update(b"n;")
            elif isinstance(value, int):
                out.update(b"i%d;" % value)
            else:
                out.update(b"t%d:%s;" % (len(value.encode()), value.encode()))
        out.update(b"\n")
    return out.hexdigest() if some else None


def body_of(db, kind, number):
    if kind == "store":
        return dict(db.execute("SELECT key, value FROM meta")), "made_at"
    if kind == "removal":
        return one(db, "SELECT sha256, size, removed_at, actor, reason FROM removal WHERE number = ?", number), "removed_at"
    if kind == "import":
        body = one(db, IMPORT, number)
        if body:
            digests = {table: rows_digest(db, table, number) for table in TABLES}
            body["rows"] = {table: one for table, one in digests.items() if one}
        return body, "imported_at"
    body = one(db, RUN, number)
    if body:
        body["documents"] = many(db, "SELECT id, sha256, document_sha256, script, script_sha256 FROM run_document"
                                     " WHERE run = ? ORDER BY place", number)
        body["scripts"] = many(db, "SELECT path, sha256 FROM run_script WHERE run = ? ORDER BY path", number)
    return body, "recorded_at"


def unit_leaf(row):
    return leaf(canonical({key: row[key] for key in ("facts", "level", "result", "unit")}).encode())


def check_store(path, checkpoints):
    db = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    chain, leaves, at = bytes(32), [], ""
    for seq, kind, number, record, stored_leaf, stored_chain in db.execute(
            "SELECT seq, kind, number, record, leaf, chain FROM ledger ORDER BY seq"):
        leaves.append(leaf(record.encode()))
        chain = sha256(b"ntm-chain-v1" + chain + leaves[-1])
        check(seq == len(leaves), f"entry {len(leaves)} is missing")
        check(leaves[-1].hex() == stored_leaf, f"entry {seq}: the leaf is another")
        check(chain.hex() == stored_chain, f"entry {seq}: the chain is broken")
        body, at_key = body_of(db, kind, number)
        at = body and body[at_key]
        made = canonical({"at": at, "body": body, "kind": kind, "number": number, "seq": seq})
        check(made == record, f"entry {seq}: {kind} {number} is not what it says")
    for table, kind in (("import", "import"), ("run", "run"), ("removal", "removal")):
        for (number,) in db.execute(f"SELECT number FROM {table} WHERE number NOT IN"
                                    " (SELECT number FROM ledger WHERE kind = ?)", (kind,)):
            check(False, f"{kind} {number} has no entry")
    for name, size, data in db.execute("SELECT sha256, size, bytes FROM object"):
        if data is None:
            check(one(db, "SELECT 1 FROM removal WHERE sha256 = ?", name), f"{name}: no bytes, and no removal")
        else:
            check(sha256(data).hex() == name and len(data) == size, f"{name}: other bytes")
    for run in many(db, "SELECT number, units, results_root FROM run"):
        units = many(db, "SELECT * FROM run_unit WHERE run = ? ORDER BY place", run["number"])
        check(len(units) == run["units"] and root([unit_leaf(u) for u in units]).hex() == run["results_root"],
              f"run {run['number']}: other results")
    name = "ntm/" + dict(db.execute("SELECT key, value FROM meta"))["id"]
    for file in checkpoints:
        check_checkpoint(file, name, leaves, db)
    return name, len(leaves), root(leaves).hex(), at


def check_checkpoint(file, name, leaves, db):
    with open(file, encoding="utf-8") as opened:
        lines = opened.read().splitlines()
    size = int(lines[1])
    if check(lines[0] == name, f"{file}: of another store") and check(size <= len(leaves), f"{file}: the ledger was cut"):
        record = one(db, "SELECT record FROM ledger WHERE seq = ?", size)["record"]
        check(root(leaves[:size]).hex() == lines[2] and json.loads(record)["at"] == lines[3],
              f"{file}: the ledger was rewritten")
    for line in lines[5:]:
        kind, key, signature = line.split()
        check(kind == "ed25519" and signed(key, "".join(l + "\n" for l in lines[:4]).encode(), signature),
              f"{file}: a signature does not fit")


# ---- a dossier ----

def members(part, names):
    check(isinstance(part, dict) and sorted(part) == names.split(), "members are missing, or do not belong here")


def check_dossier(file):
    with open(file, "rb") as opened:
        data = opened.read()
    dossier = json.loads(data)
    check(data == (canonical(dossier) + "\n").encode(), "not in canonical form")
    bare = {key: value for key, value in dossier.items() if key not in ("digest", "signatures")}
    check(digest(bare) == dossier["digest"], "the digest over the whole is another")

    members(dossier, "checkpoint digest documents entry notice schema scripts signatures unit")
    members(dossier["entry"], "index path record")
    members(dossier["entry"]["record"], "at body kind number seq")
    members(dossier["checkpoint"], "name root size time")
    members(dossier["unit"], "count facts index leaf path result")
    members(dossier["unit"]["leaf"], "facts level result unit")
    for one in dossier["scripts"]:
        members(one, "path text")
    for one in dossier["signatures"]:
        members(one, "key signature")
    entry, checkpoint, unit = dossier["entry"], dossier["checkpoint"], dossier["unit"]
    body = entry["record"]["body"]
    hexes = lambda path: [bytes.fromhex(step) for step in path]
    found = follow(leaf(canonical(entry["record"]).encode()), entry["index"], checkpoint["size"], hexes(entry["path"]))
    check(found and found.hex() == checkpoint["root"], "the entry does not lead to the root")
    check(entry["record"]["kind"] == "run" and entry["record"]["seq"] == entry["index"] + 1, "not the entry of a run")
    found = follow(unit_leaf(unit["leaf"]), unit["index"], unit["count"], hexes(unit["path"]))
    check(found and found.hex() == body["results_root"] and unit["count"] == body["units"],
          "the unit does not lead to the results of the run")
    check(digest(unit["facts"]) == unit["leaf"]["facts"], "other facts")
    check(digest(unit["result"]) == unit["leaf"]["result"], "another result")
    check([digest(one) for one in dossier["documents"]] == [one["sha256"] for one in body["documents"]], "other documents")
    check([(one["path"], sha256(one["text"].encode()).hex()) for one in dossier["scripts"]]
          == [(one["path"], one["sha256"]) for one in body["scripts"]], "other scripts")
    statement = "{schema}\n{digest}\n{unit} {decision} {as_of} {level}\n{notice}\n".format(
        schema=dossier["schema"], digest=digest(bare), unit=unit["leaf"]["unit"], decision=unit["result"]["decision"],
        as_of=unit["result"]["as_of"], level=unit["leaf"]["level"], notice=dossier["notice"])
    for one in dossier["signatures"]:
        check(signed(one["key"], statement.encode(), one["signature"]), "a signature does not fit")
    return checkpoint["name"], checkpoint["size"], checkpoint["root"], checkpoint["time"]


def main(arguments):
    with open(arguments[0], "rb") as opened:
        store = opened.read(16) == b"SQLite format 3\0"
    told = [check_store(arguments[0], arguments[1:])] if store else [check_dossier(file) for file in arguments]
    for lines in told:
        print(*lines, sep="\n")
    for text in findings:
        print(text, file=sys.stderr)
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
