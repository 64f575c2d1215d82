#!/usr/bin/env python3
"""A log of a million messages: how long the router takes to start, and to answer with a page of history.

    million.py ROUTER [MESSAGES]
"""

import json
import os
import pathlib
import socket
import sqlite3
import statistics
import struct
import subprocess
import sys
import tempfile
import time

USERS = 100


def varint(number):
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes(out) + bytes([number])


def signed(number):
    return varint(number << 1 if number >= 0 else (-number << 1) - 1)


def stored(offset, sender, target, cid, entries, text):
    """A message in a batch, as `StoredMessage` reads it."""
    counts = b"".join(varint(len(part)) for part in (cid, entries, text))
    return varint(offset) + varint(sender) + signed(target) + counts + cid + entries + text


def stretches(user, lines):
    """The rows of a user's lines (peer, message, whether it is its own), as `LineStretch` reads them."""
    for start in range(0, len(lines), 80):
        last, body = 0, bytearray()
        for peer, message, own in lines[start:start + 80]:
            body += varint(message - last) + signed(peer) + varint(220 << 2 | (3 if own else 0))
            # Any mark will do: nobody asks for one.
            body += bytes(4) if own else b""
            last = message
        end = min(start + 80, len(lines))
        yield user, start + 1, end + 1, (end - start) * 220, bytes(body), {peer for peer, _, _ in lines[start:end]}


def fill(path, count):
    """Writes what the router would have written; its own tables are made by itself."""
    db = sqlite3.connect(path)
    db.execute("PRAGMA journal_mode = WAL")
    lines, start = [[] for _ in range(USERS)], int((time.time() - 86_400) * 1000)
    batch, body = 0, bytearray()
    for number in range(count):
        a, b = number % USERS, (number * 7 + 1) % USERS
        b = (b + 1) % USERS if a == b else b
        message = start + number // 100 << 20 | number % 100
        lines[a].append((b + 1, message, True))
        lines[b].append((a + 1, message, False))
        if number % 50 == 0:
            if body:
                db.execute("INSERT INTO batch VALUES(?,?)", (batch, bytes(body)))
            batch, body = message, bytearray()
        both = b"".join(map(varint, (a + 1, len(lines[a]), b + 1, len(lines[b]))))
        text = json.dumps(f"message {number} " + "x" * 100).encode()
        body += stored(message - batch, a + 1, b + 1, json.dumps(f"k-{number}").encode(), both, text)
    db.execute("INSERT INTO batch VALUES(?,?)", (batch, bytes(body)))
    for user in range(USERS):
        for row in stretches(user + 1, lines[user]):
            db.execute("INSERT INTO stretch VALUES(?,?,?,?,?)", row[:5])
            db.executemany("INSERT INTO talk VALUES(?,?,?)", [(row[0], peer, row[1]) for peer in row[5]])
    db.executemany("INSERT INTO user VALUES(?,?,1,?,1,?,?,?)",
                   [(i + 1, f"u{i}", start, len(lines[i]), len(lines[i]), len(lines[i]) * 220) for i in range(USERS)])
    db.execute("INSERT OR REPLACE INTO fact VALUES('indexed', ?)", (message,))
    db.commit()
    db.close()


def start(router, state):
    before = time.monotonic()
    process = subprocess.Popen(
        [router, "--config", "/dev/null", "--listen", "127.0.0.1:0", "--rate", "unlimited", "--state", state,
         "--keep-messages", "100000000", "--keep-bytes", "100000000000", "--log-level", "error"],
        stdout=subprocess.PIPE, text=True)
    line = process.stdout.readline()
    return process, int(line.rsplit(":", 1)[1]), time.monotonic() - before


def ask(connection, message, kind):
    body = json.dumps(message).encode()
    connection.sendall(struct.pack(">I", len(body)) + body)
    while True:
        length, = struct.unpack(">I", connection.recv(4, socket.MSG_WAITALL))
        answer = json.loads(connection.recv(length, socket.MSG_WAITALL))
        if answer["type"] == kind:
            return answer


def memory(pid):
    for line in open(f"/proc/{pid}/status"):
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024


def main():
    router, count = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000
    with tempfile.TemporaryDirectory(prefix="million-") as folder:
        process, _, empty = start(router, folder)
        process.terminate()
        process.wait()
        fill(f"{folder}/banterd.db", count)
        process, port, full = start(router, folder)
        connection = socket.create_connection(("127.0.0.1", port))
        ask(connection, {"type": "register", "username": "u1", "v": 2}, "roster")
        times = []
        for page in range(200):
            begin = time.monotonic()
            peer = f"u{(1 * 7 + 1) % USERS}"
            answer = ask(connection, {"type": "history", "peer": peer, "limit": 50, "before": 20_000 - 90 * page}, "history")
            times.append(time.monotonic() - begin)
            assert len(answer["items"]) == 50, len(answer["items"])
        begin = time.monotonic()
        other = socket.create_connection(("127.0.0.1", port))
        welcome = ask(other, {"type": "register", "username": "u2", "v": 2, "since": 1}, "welcome")
        size = memory(process.pid)
        process.terminate()
        process.wait()
    times.sort()
    print(f"{count} messages, {welcome['head']} in a user's log: start {full * 1000:.0f} ms (empty {empty * 1000:.0f} ms), "
          f"a page of 50: median {times[100] * 1000:.2f} ms, 99 of 100 under {times[197] * 1000:.2f} ms; {size:.0f} MiB")
    return 0 if full < 1 and times[197] < 0.005 else 1


if __name__ == "__main__":
    sys.exit(main())
