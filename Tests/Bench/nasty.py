#!/usr/bin/env python3
"""What `make bench` prints of texts that broke other programs: how long each may hold a window up.

    nasty.py FOLDER      FOLDER holds the release binaries banter and banterd

Each is said to a client whose conversation is open. Counted is the client's processor time until it rests again, all
of it: reading, decrypting, keeping, laying out, drawing. No freeze is longer, and a busy machine changes it little.
"""

import json
import os
import struct
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "Demo"))
sys.dont_write_bytecode = True

from bench import Desk, fail, wait_for_window  # noqa: E402
from scripts import Peer  # noqa: E402

EMOJI = "/usr/share/unicode/emoji/emoji-test.txt"
LIMIT = 50
BYTES = 60_000
SINGLE = [7, 0x1b, 0x7f, 0x80, 0x9f, 0xad, 0x34f, 0x61c, 0x115f, 0x180e, *range(0x200b, 0x2010), *range(0x2028, 0x202f),
          *range(0x2066, 0x206a), 0xfdd0, 0xfeff, 0xfff9, 0xfffc, 0xfffd, 0xfffe, 0xffff, 0x1fffe, 0x10ffff, 0xe000, 0xe0001,
          0xe007f, 0xe0100, 0xf0000, 0x1d173, 0x20e3, 0xfe0e, 0xfe0f, 0x1f1e9, 0xe33, 0xeb3, 0x903, 0x94d, 0x1100, 0x1161,
          0x11a8, 0xfdfd, 0x12031, 0xbf5, 0xa9c5]
BLOCKS = [(0x21, 0x3000), (0x4e00, 0x6000), (0xac00, 0xb800), (0x10000, 0x12000), (0x1f000, 0x1fb00), (0xe0000, 0xe0200)]


def long_ones():
    marks = "".join(chr(0x300 + number % 0x6f) for number in range(10_000))
    zalgo = "".join("e" + chr(0x300 + number % 0x6f) for number in range(4_000))
    yield from (marks, "e" + marks, " " + marks, "ש" + marks, "😀" + marks, zalgo)
    for text, count in [("्", 10_000), ("क्", 5_000), ("ั", 8_000), ("\u202e\u2067", 5_000), ("(", 20_000), ("א(", 7_000),
                        ("ﷺ", 6_000), ("\ufdfd", 6_000), ("👩\u200d", 5_000), ("🇩", 5_001), ("ᄀ", 8_000), ("الله", 3_000),
                        ("ffi", 5_000), ("क्षत्रिय", 1_500), ("ཧཱུྃ", 2_000), ("你好", 8_000), ("กรุงเทพมหานคร", 1_000),
                        ("😀", 6_000), ("\u2067a\u2069", 4_000), ("a\n", 10_000), ("\t", 10_000), ("W", 50_000)]:
        yield text * count
    for first, end in BLOCKS:
        yield "".join(map(chr, range(first, end)))


def texts():
    for single in map(chr, SINGLE):
        yield from (single, "a" + single, single + "a", f"שלום {single} abc", single * 500, f"ab{single}{single}लि{single}😀{single}")
    yield from long_ones()
    with open(EMOJI, encoding="utf-8") as lines:
        for line in lines:
            if not line.startswith("#") and ";" in line:
                yield "".join(chr(int(code, 16)) for code in line.split(";")[0].split())


def frame(text):
    body = json.dumps({"type": "chat", "to": "listener", "msg": text}, ensure_ascii=False).encode()
    return frame(text[:len(text) * 9 // 10]) if len(body) > BYTES else struct.pack(">I", len(body)) + body


class Busy:
    """The processor time of a process, in milliseconds (the kernel's sched-stats.rst)."""

    def __init__(self, process):
        self.path = f"/proc/{process.pid}/schedstat"

    def now(self):
        with open(self.path, encoding="ascii") as stat:
            return int(stat.read().split()[0]) / 1e6

    def until_rest(self, before, quiet):
        """What it has used when it has used no more for QUIET seconds, having begun."""
        last, since, start = before, time.monotonic(), time.monotonic()
        while last == before or time.monotonic() - since < quiet:
            time.sleep(0.001)
            if time.monotonic() - start > 20:
                fail("the client showed nothing, or never rested")
            if (now := self.now()) != last:
                last, since = now, time.monotonic()
        return last


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    folder = os.path.abspath(sys.argv[1])
    desk = Desk(folder)
    try:
        client = desk.start([os.path.join(folder, "banter"), desk.link, "--name", "listener"])
        wait_for_window(desk, ["--class", "Banter"])
        busy = Busy(client)
        busy.until_rest(0, 1)  # it is signed in
        speaker = Peer(desk.router, "speaker")
        speaker.socket.sendall(frame("The fonts are looked for once: שलไ漢😀\U0010ffff"))
        wait_for_window(desk, ["--classname", "^chat$"])
        last = busy.until_rest(0, 2.5)
        used = []
        for text in texts():
            speaker.socket.sendall(frame(text))
            now = busy.until_rest(last, 0.006)
            used.append((now - last, text))
            last = now
        slowest, text = max(used)
        median = sorted(used)[len(used) // 2][0]
        print(f"  {len(used):,} texts that broke others, processor time for each: median {median:.2f} ms, the slowest"
              f" {slowest:.1f} ms ({len(text):,} characters from U+{ord(text[0]):04X})"
              f"   under {LIMIT}: {'PASS' if slowest < LIMIT else 'MISS'}")
    finally:
        desk.close()


if __name__ == "__main__":
    main()
