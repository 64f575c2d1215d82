#!/usr/bin/env python3
"""What `make bench` prints of text in many scripts: a screenful beside xterm, and a hundred thousand messages.

    mixed.py FOLDER [RUNS]      FOLDER holds the release binaries banter and banterd

The roster has a screenful of names, and someone says a screenful of lines, in every script that Debian
has a small font for; xterm shows the same lines. Then a hundred thousand such messages come, and are scrolled
through at 60 frames a second: by the wheel, and by pages, each frame a page that was never shown.
"""

import json
import os
import socket
import statistics
import struct
import sys
import tempfile
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "Demo"))
sys.dont_write_bytecode = True

from bench import Desk, Program, build_probe, probe_once, row, trace_once, wait_until  # noqa: E402
from scripts import NAMES, Peer, TALK  # noqa: E402

KEYS = 100
FLOOD = 100_000
MEMORY = 64  # MiB
NOTCHES = 300
PAGES = 600
FRAME = 1000 / 60
MORE_NAMES = ["Αλέξης", "Ольга", "רחל", "يوسف", "प्रिया", "กานดา", "高橋 一郎", "이서연", "José", "Łucja", "Søren", "বৃষ্টি", "கவிதா"]


def line(number):
    return f"{number}: {TALK[number % len(TALK)]} {TALK[number * 7 % len(TALK)]}"


class Speaker(threading.Thread):
    """Someone who says COUNT lines to each person who signs in, all but the first once READY answers.

    `began` is when the second line was said, in milliseconds.
    """

    def __init__(self, router, name, count, ready=lambda: None):
        super().__init__(daemon=True)
        self.count, self.ready, self.began, self.known = count, ready, {}, set()
        self.peer = Peer(router, name)
        self.start()

    def frames(self):
        stream = self.peer.socket.makefile("rb")
        while header := stream.read(4):
            yield json.loads(stream.read(struct.unpack(">I", header)[0]))

    def run(self):
        for message in self.frames():
            if message["type"] != "user_list":
                continue
            newcomers = {name for name in message["users"] if name.startswith("listener")} - self.known
            self.known |= newcomers
            for name in newcomers:
                self.peer.send({"type": "chat", "to": name, "msg": line(0)})
                self.ready()
                self.began[name] = time.monotonic() * 1e3
                for number in range(1, self.count):
                    self.peer.send({"type": "chat", "to": name, "msg": line(number)})


def banter(desk, folder, name):
    command = [os.path.join(folder, "banter"), desk.link, "--name", name]
    return Program("banter", command, "Banter", "chat")


def xterm(_desk, lines, _name):
    return Program("xterm", ["xterm", "-e", "sh", "-c", f"cat {lines}; exec cat"], "XTerm")


def middle(runs, key):
    return statistics.median(run[key] for run in runs)


def screenful(desk, folder, probe, runs):
    """Start with a roster of many names, then typing below a conversation in many scripts, beside xterm."""
    with tempfile.NamedTemporaryFile("w", encoding="utf-8") as lines:
        lines.write("\n".join(line(number) for number in range(30)) + "\n")
        lines.flush()
        starts, typing = {"banter": [], "xterm": []}, {"banter": [], "xterm": []}
        for turn in range(runs + 1):
            for program in (xterm(desk, lines.name, turn), banter(desk, folder, f"alice {turn}")):
                values = probe_once(desk, probe, program, keys=0)
                if turn:
                    starts[program.name].append(values)
        speaker = Speaker(desk.router, "דוד", 30)
        for turn in range(runs + 1):
            for program in (xterm(desk, lines.name, turn), banter(desk, folder, f"listener {turn}")):
                values = probe_once(desk, probe, program, KEYS)
                values.setdefault("pss_end_kib", values["pss_kib"])
                if turn:
                    typing[program.name].append(values)
        traced = {"xterm": trace_once(desk, xterm(desk, lines.name, 0)),
                  "banter": trace_once(desk, banter(desk, folder, "listener traced"))}
        speaker.peer.socket.shutdown(socket.SHUT_RDWR)
    return report(starts, typing, traced)


def report(starts, typing, traced):
    def both(runs, key, scale=1):
        return tuple(middle(runs[name], key) / scale for name in ("banter", "xterm"))

    paint, settled = both(starts, "paint"), both(starts, "settled")
    memory, p50 = both(typing, "pss_end_kib", 1024), both(typing, "key_p50")
    (start_b, key_b), (start_x, key_x) = traced["banter"], traced["xterm"]
    print(f"  {'':<30} {'banter':>9} {'xterm':>9}   ratio   target")
    results = [
        row("start to painted, ms", *paint, ".1f", "within 1.3 x xterm", paint[0] <= 1.3 * paint[1]),
        row("start to all names shown, ms", *settled, ".1f", "within 1.3 x xterm", settled[0] <= 1.3 * settled[1]),
        row("proportional set size, MiB", *memory, ".1f", "under 16", memory[0] < 16),
        row("key to pixels p50, ms", *p50, ".2f", "within 2 x xterm", p50[0] <= 2 * p50[1]),
        row("key to pixels p99, ms", *both(typing, "key_p99"), ".2f"),
        row("X round trips at start", start_b[1], start_x[1], ".0f", "at most 25", start_b[1] <= 25),
        row("X round trips, one key press", key_b[1], key_x[1], ".0f", "none", key_b[1] == 0),
    ]
    return all(results)


def flood(desk, folder, probe):
    """A hundred thousand messages: until the last is shown, and the frames of scrolling through them."""
    name, sender = "listener of all", "שרה"

    def is_read():
        return sender in desk.output(["xdotool", "getwindowfocus", "getwindowname"])

    # Who does not look at the window stays at the first message.
    speaker = Speaker(desk.router, sender, FLOOD, lambda: wait_until(is_read, "the focus"))
    values = probe_once(desk, probe, banter(desk, folder, name), 0,
                        ["-g", "60", "-f", f"4:{NOTCHES}", "-f", f"Prior:{PAGES}"])
    results = [row(f"{FLOOD:,} messages sent to shown, ms", values["grown"] - speaker.began[name], 0, ".0f")]
    for event, label in (("4", "a notch of the wheel"), ("Prior", "a page")):
        p99 = values[f"frame_{event}_p99"]
        late, count = values[f"frame_{event}_late"], values[f"frame_{event}_count"]
        results += [
            row(f"{label}, frame p50, ms", values[f"frame_{event}_p50"], 0, ".2f"),
            row(f"{label}, frame p99, ms", p99, 0, ".2f", "under 16.7", p99 < FRAME),
            row(f"{label}, slowest of {count:.0f}, ms", values[f"frame_{event}_max"], 0, ".2f"),
            row(f"{label}, frames not in time", late, 0, ".0f", "at most 1 in 100", late <= count / 100),
        ]
    memory = values["pss_end_kib"] / 1024
    results.append(row("then the set size, MiB", memory, 0, ".1f", f"under {MEMORY}", memory < MEMORY))
    return all(results)


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    folder = os.path.abspath(sys.argv[1])
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    desk = Desk(folder)
    try:
        probe = build_probe(folder)
        peers = [Peer(desk.router, name) for name in NAMES + MORE_NAMES if name != "דוד"]
        print(f"many scripts: medians of {runs} runs, {len(peers)} names, {len(TALK)} kinds of line")
        screenful(desk, folder, probe, runs)
        print()
        print(f"{FLOOD:,} messages in many scripts, one run")
        flood(desk, folder, probe)
    finally:
        desk.close()


if __name__ == "__main__":
    main()
