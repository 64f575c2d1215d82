#!/usr/bin/env python3
"""What readers that do not read cost everybody else.

    slow-readers.py FOLDER [ROUNDS]     FOLDER holds banterd and banter-bench, release builds

One router. banter-bench measures the one-way latency of 100 users at 2,000 messages a second, while somebody
floods ten readers beside them: in one phase these read all of it, in the next none of them ever does, and
whoever is closed for it is replaced by another. The phases alternate ROUNDS (5) times; all else is the same in
both. At the end: the medians of the p99 and their ratio (issue: at most 1.2), and what the router's memory grew
by for each of the readers that stood still at the same time (at most 2 MB).
"""

import contextlib
import json
import os
import select
import selectors
import socket
import statistics
import struct
import subprocess
import sys
import tempfile
import threading
import time

READERS = 10
TEXT = "x" * 1_000
RATE = 3_000  # messages a second to all readers together: each is full after a few seconds
SECONDS = 6


def frame(message):
    body = json.dumps(message, separators=(",", ":")).encode()
    return struct.pack(">I", len(body)) + body


class Flood(threading.Thread):
    """A sender, and readers that read or do not."""

    def __init__(self, path, name, reads):
        super().__init__(daemon=True)
        self.path, self.name_, self.reads = path, name, reads
        self.over = threading.Event()
        self.selector = selectors.DefaultSelector()
        self.count = self.closed = 0
        self.readers = []

    def enter(self, name):
        # The kernel holds little for a Unix socket: what is not read is soon the router's burden.
        sock = socket.socket(socket.AF_UNIX)
        sock.connect(self.path)
        sock.sendall(frame({"type": "register", "username": name}))
        return sock

    def add_reader(self):
        self.count += 1
        name = f"{self.name_}r{self.count}"
        self.readers.append((name, self.enter(name)))
        if self.reads:
            self.selector.register(self.readers[-1][1], selectors.EVENT_READ)

    def run(self):
        sender = self.enter(self.name_)
        self.selector.register(sender, selectors.EVENT_READ)
        for _ in range(READERS):
            self.add_reader()
        start, sent = time.monotonic(), 0
        while not self.over.is_set():
            while sent < (time.monotonic() - start) * RATE:
                name, _ = self.readers[sent % READERS]
                sender.sendall(frame({"type": "chat", "to": name, "msg": TEXT}))
                sent += 1
            self.drain()
            time.sleep(0.005)
        sender.close()
        for _, reader in self.readers:
            reader.close()

    def drain(self):
        for key, _ in self.selector.select(0):
            key.fileobj.recv(1 << 18)
        for place, (_, reader) in enumerate(self.readers):
            if not self.reads and self.is_closed(reader):
                reader.close()
                self.closed += 1
                self.add_reader()
                self.readers[place] = self.readers.pop()

    @staticmethod
    def is_closed(reader):
        """Whether the router has ended it, without reading."""
        poll = select.poll()
        poll.register(reader, select.POLLRDHUP)
        return bool(poll.poll(0))


@contextlib.contextmanager
def router(folder, path):
    process = subprocess.Popen(
        [f"{folder}/banterd", "--config", "/dev/null", "--listen", "127.0.0.1:0", "--listen", f"unix:{path}",
         "--rate", "unlimited", "--log-level", "error"], stdout=subprocess.PIPE, text=True)
    try:
        yield process, process.stdout.readline().split()[-1]
    finally:
        process.terminate()
        process.wait()


def memory(process, field):
    with open(f"/proc/{process.pid}/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith(field))


def p99(folder, address, process):
    out = subprocess.run(
        [f"{folder}/banter-bench", "--work", "steady", "--dialect", "version1", "--seconds", str(SECONDS),
         "--connect", address, "--pid", str(process.pid)], check=True, capture_output=True, text=True).stdout
    return int(out.split("\n")[-2].split()[7])


def main(folder, rounds=5):
    results = {True: [], False: []}
    with tempfile.TemporaryDirectory() as place, router(folder, f"{place}/s") as (process, address):
        p99(folder, address, process)  # once for all that is made at first use
        before, growth, closed = memory(process, "VmHWM"), 0, 0
        for turn in range(2 * int(rounds)):
            reads = turn % 2 == 0
            flood = Flood(f"{place}/s", f"f{turn}", reads)
            flood.start()
            results[reads].append(p99(folder, address, process))
            growth = max(growth, memory(process, "VmHWM") - before)
            flood.over.set()
            flood.join()
            closed += flood.closed
    medians = {reads: statistics.median(values) for reads, values in results.items()}
    print(f"p99 while the readers read  {medians[True]:6.0f} µs  {results[True]}")
    print(f"p99 while they do not       {medians[False]:6.0f} µs  {results[False]}, {closed} closed")
    print(f"ratio {medians[False] / medians[True]:.2f}; memory {growth / 1024 / READERS:.2f} MiB a reader")


if __name__ == "__main__":
    if not os.access(os.path.join(*sys.argv[1:2], "banterd"), os.X_OK):
        sys.exit(__doc__)
    main(*sys.argv[1:3])
