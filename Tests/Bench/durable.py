#!/usr/bin/env python3
"""Durable messages: Banter beside nats-server's JetStream and Redis' streams, one after the other, several rounds.

    durable.py FOLDER [ROUNDS]     FOLDER holds the release binary banterd

100 senders, texts of 128 bytes, each sender with 1 or 16 messages that are not acked yet. Banter acks after the commit
(SQLite, synchronous=FULL); redis-server has appendfsync always; nats-server has file storage, which it makes safe on the
disk only every two minutes unless told otherwise. Twice: the messages are only stored (Banter's are for people who are
away); or somebody also reads each as soon as it is stored (Banter's and nats-server's pairs, the latter by push
consumers; a reader with XREAD BLOCK for each of Redis' streams). "read" is which part of the messages was.
"""

import os
import pathlib
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
SENDERS, SECONDS = 100, 4


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def commands(folder, state, port):
    return {
        "banter": [f"{folder}/banterd", "--config", "/dev/null", "--listen", f"127.0.0.1:{port}", "--rate", "unlimited",
                   "--state", f"{state}/banter", "--log-level", "error",
                   # As much as the others keep, who know no limit.
                   "--keep-messages", "1000000000", "--keep-bytes", "1000000000000"],
        "nats": ["nats-server", "-a", "127.0.0.1", "-p", str(port), "-js", "-sd", f"{state}/nats"],
        "redis": ["redis-server", "--bind", "127.0.0.1", "--port", str(port), "--dir", state, "--save", "",
                  "--appendonly", "yes", "--appendfsync", "always", "--auto-aof-rewrite-percentage", "0"],
    }


def measure(name, folder, driver, outstanding, reads):
    with tempfile.TemporaryDirectory(prefix="durable-", dir=os.environ.get("TMPDIR")) as state:
        port = free_port()
        command = commands(folder, state, port)[name]
        server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            wait_for(port, server)
            result = subprocess.run([driver, name, str(port), str(server.pid), str(SENDERS), str(outstanding), str(SECONDS),
                                     str(reads)],
                                    capture_output=True, text=True)
            if result.returncode:
                sys.exit(f"{name}: {result.stderr}")
            return [float(word) for word in result.stdout.split()]
        finally:
            server.terminate()
            server.wait()


def wait_for(port, server):
    for _ in range(200):
        if server.poll() is not None:
            sys.exit(f"{server.args[0]} ended at once")
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            return
        except OSError:
            time.sleep(0.05)
    sys.exit(f"{server.args[0]} does not listen")


def main():
    folder, rounds = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 3
    names = ["banter"] + [name for name in ("nats", "redis") if shutil.which(f"{name}-server")]
    with tempfile.TemporaryDirectory() as build:
        driver = f"{build}/durable"
        subprocess.run(["cc", "-O2", "-o", driver, HERE / "durable.c"], check=True)
        print("durable: 100 senders, 128 bytes, acked when stored     messages/s    CPU a message    read")
        for reads, outstanding in ((0, 1), (0, 16), (1, 1), (1, 16)):
            found = {name: [] for name in names}
            for _ in range(rounds):
                for name in names:
                    found[name].append(measure(name, folder, driver, outstanding, reads))
            print(f"{'stored and read' if reads else 'only stored'}, {outstanding} not acked yet by each sender")
            for name in names:
                rate, cost, read = (statistics.median(values) for values in zip(*found[name]))
                print(f"  {name:50} {rate:12,.0f}   {cost:11.2f} µs   {read:8.2f}", flush=True)


if __name__ == "__main__":
    main()
