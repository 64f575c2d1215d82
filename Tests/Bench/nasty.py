#!/usr/bin/env python3
"""What `make bench` prints of texts that broke other programs: how long each may hold a window up.

    nasty.py FOLDER      FOLDER holds the release binaries banter and banterd

They come as messages, as names of people, as pastes, and back into view by scrolling; at 96 dpi and once more at 192
dpi in a window as large as the screen. A freeze is the processor time that the client uses between two answers to a
window manager's question whether it is there (freeze.c): a busy machine changes it little.
"""

import json
import os
import shutil
import struct
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "Demo"))
sys.dont_write_bytecode = True

from bench import Desk, fail, wait_for_window, wait_until  # noqa: E402
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


def names():
    """What the router takes as a name, at most 64 bytes of it: letters and marks."""
    marks = "".join(chr(0x300 + number % 0x6f) for number in range(60))
    for text in ("e" + marks, "ﷺ" * 40, "क्" * 40, "ཧཱུྃ" * 10, "ᄀ" * 40, "각" * 40, "ש" + marks, "𒈙" * 20, "𓀀" * 20, "العربية" * 5):
        yield text
    for first in (0x4e00, 0xac00, 0xa000, 0x1400, 0x10d0, 0x0e01, 0x0905, 0x12000, 0x13000, 0x20000, 0x1e00, 0x0531):
        for start in range(first, first + 160, 16):
            yield "".join(map(chr, range(start, start + 16)))


class Freeze:
    """What freeze.c measures of a window and its program."""

    def __init__(self, desk, window, program):
        self.command = [os.path.join(desk.state.name, "freeze"), window, str(program.pid)]
        compiler = shutil.which("cc") or shutil.which("clang") or fail("there is no C compiler")
        subprocess.run([compiler, "-O2", "-o", self.command[0], os.path.join(HERE, "freeze.c"), "-lX11"], check=True)
        self.process = subprocess.Popen(self.command, env=desk.environment, text=True,
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        desk.processes.append(self.process)

    def until_rest(self, quiet):
        """(the longest freeze, all that was used), in milliseconds, once the program has rested for QUIET."""
        self.process.stdin.write(f"{quiet}\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline() or fail("freeze.c ended")
        return tuple(map(float, line.split()))


def memory(program):
    """What a program has of its own, in MiB."""
    with open(f"/proc/{program.pid}/smaps_rollup", encoding="ascii") as rollup:
        return sum(int(line.split()[1]) for line in rollup if line.startswith("Private_")) / 1024


class Client:
    """A client with an open conversation, and what is measured of its windows."""

    def __init__(self, desk, folder, dpi, name):
        self.desk, self.name = desk, name
        wide = ["-geometry", "1280x1000"] if dpi > 96 else []
        self.program = desk.start([os.path.join(folder, "banter"), desk.link, "--name", name,
                                   "-xrm", f"Xft.dpi: {dpi}"] + wide)
        wait_for_window(desk, ["--class", "Banter"])
        self.roster = Freeze(desk, self.window("^roster$"), self.program)
        self.roster.until_rest(1000)
        self.speaker = Peer(desk.router, f"speaker to {name}")
        self.say("The fonts are looked for once: शलไ漢😀\U0010ffff")
        wait_for_window(desk, ["--classname", "^chat$"])
        self.id = self.window("^chat$")
        if wide:
            desk.output(["xdotool", "windowsize", "--sync", self.id, "1270", "990"])
        self.chat = Freeze(desk, self.id, self.program)
        self.chat.until_rest(2000)

    def window(self, instance):
        search = ["xdotool", "search", "--onlyvisible", "--pid", str(self.program.pid), "--classname", instance]
        return wait_until(lambda: self.desk.output(search).split()[-1:], "a window")[0]

    def say(self, text):
        body = json.dumps({"type": "chat", "to": self.name, "msg": text}, ensure_ascii=False).encode()
        if len(body) > BYTES:
            return self.say(text[:len(text) * 9 // 10])
        self.speaker.socket.sendall(struct.pack(">I", len(body)) + body)

    def paste(self, text):
        subprocess.run(["xclip", "-selection", "clipboard", "-i"], input=text[:20_000].encode(errors="replace"),
                       env=self.desk.environment, stdout=subprocess.DEVNULL)
        self.press("ctrl+a", "ctrl+v")

    def press(self, *keys):
        self.desk.output(["xdotool", "windowfocus", self.id, "key", "--clearmodifiers", *keys])


def report(what, client, freeze, work, texts, quiet):
    """Does the work for each text and prints the longest freeze."""
    freeze.until_rest(quiet)  # what was before doesn't count
    results = []
    for text in texts:
        work(text)
        results.append(freeze.until_rest(quiet) + (text,))
    longest, _, text = max(results)
    total = max(result[1] for result in results)
    print(f"  {len(results):5,} {what:<33} longest freeze {longest:5.1f} ms ({len(text):,} characters from U+{ord(text[0]):04X}),"
          f" most work {total:5.1f} ms, {memory(client.program):.1f} MiB   under {LIMIT}: {'PASS' if longest < LIMIT else 'MISS'}")


def measure(desk, folder, dpi, all_texts):
    client = Client(desk, folder, dpi, f"listener {dpi}")
    at = f" at {dpi} dpi"
    report("messages" + at, client, client.chat, client.say, all_texts, 8)
    report("pages scrolled back" + at, client, client.chat, client.press, ["Prior"] * 80, 30)
    report("pastes" + at, client, client.chat, client.paste, [text for text in all_texts[::9] if "\0" not in text], 30)
    people = []
    report("names" + at, client, client.roster, lambda name: people.append(Peer(desk.router, name)),
           [name.encode()[:60].decode(errors="ignore") for name in names()], 30)
    desk.end(client.program)


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    folder = os.path.abspath(sys.argv[1])
    desk = Desk(folder)
    try:
        everything = list(texts())
        measure(desk, folder, 96, everything)
        measure(desk, folder, 192, list(long_ones()) + everything[-3_000::6])
    finally:
        desk.close()


if __name__ == "__main__":
    main()
