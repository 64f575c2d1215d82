#!/usr/bin/env python3
"""What `make order` writes: the functions of the client that an ordinary session runs, one a line, sorted.

    order.py FOLDER FILE      FOLDER holds the release binaries banter and banterd

The linker lays these functions side by side. Left alone they lie scattered among ten times as much that never
runs, and every page that holds one of them is read and mapped at the start.

Callgrind, of Valgrind, tells what ran: that needs neither root nor a counter in the processor. The session: sign in
to a roster of many names, read and write in many scripts, select, copy, paste, scroll, open a conversation, see
people come and go, resize, close.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "Demo"))
sys.dont_write_bytecode = True

from bench import Desk, fail, wait_for_window, wait_until  # noqa: E402
from mixed import MORE_NAMES, Speaker  # noqa: E402
from scripts import NAMES, Peer  # noqa: E402

LINES = 30
WRITING = """g r n Greek_alpha Cyrillic_ya hebrew_shin space w BackSpace Left Right ctrl+Left shift+Left shift+Home ctrl+c
    End ctrl+v ctrl+z a Return o k Return Prior Prior Next ctrl+Home ctrl+End""".split()
STILL = 0.5


class Traced:
    """A client that runs below callgrind and tells when it rests."""

    def __init__(self, desk, folder, work):
        self.desk, self.file, program = desk, os.path.join(work, "trace"), os.path.join(work, "banter")
        # Debian's Valgrind can't read the debugging information that Swift writes, and needs none of it.
        subprocess.run(["objcopy", "--strip-debug", os.path.join(folder, "banter"), program], check=True)
        self.process = desk.start(["valgrind", "-q", "--tool=callgrind", "--demangle=no", "--compress-strings=no",
                                   f"--callgrind-out-file={self.file}", program, desk.link, "--name", "listener"])

    def ticks(self):
        with open(f"/proc/{self.process.pid}/stat", encoding="utf-8") as stat:
            return stat.read().rsplit(")", 1)[1].split()[11:13]

    def rest(self):
        """Waits until it has had nothing to do for a moment: all that was asked of it is done."""
        last, since = self.ticks(), time.monotonic()

        def still():
            nonlocal last, since
            if (now := self.ticks()) != last:
                last, since = now, time.monotonic()
            return time.monotonic() - since > STILL

        wait_until(still, "a client that rests", 120)

    def window(self, instance):
        condition = ["--classname", f"^{instance}$"]
        wait_for_window(self.desk, condition)
        return self.desk.output(["xdotool", "search", "--onlyvisible"] + condition).split()[0]

    def does(self, *command):
        self.desk.output(["xdotool"] + list(command))
        self.rest()

    def functions(self):
        """Of the program itself, not of the libraries; what runs below itself has a number behind its name."""
        self.process.wait(60)
        own, names = False, set()
        with open(self.file, encoding="utf-8", errors="replace") as trace:
            for text in trace:
                if text.startswith("ob="):
                    own = text.rstrip().endswith("/banter")
                elif own and text.startswith("fn=") and not text.startswith("fn=0x"):
                    names.add(re.sub(r"'\d+$", "", text[3:].rstrip()))
        return sorted(names)


def session(client, desk):
    roster = client.window("roster")
    client.rest()
    speaker = Speaker(desk.router, "דוד", LINES)
    chat = client.window("chat")
    client.rest()
    client.does("windowactivate", "--sync", chat)
    client.does("key", *WRITING)
    client.does("mousemove", "--window", chat, "60", "60", "click", "4", "click", "5")
    client.does("mousedown", "1", "mousemove", "--window", chat, "200", "120", "mouseup", "1", "click", "2")
    client.does("windowsize", chat, "520", "420")
    speaker.peer.socket.close()
    Peer(desk.router, "שרה").send({"type": "chat", "to": "listener", "msg": "שלום"})
    client.rest()
    client.does("key", "Escape")
    client.does("windowactivate", "--sync", roster)
    client.does("key", "Home", "Down", "Return")
    client.does("key", "a", "Escape")
    client.does("windowactivate", "--sync", roster)
    client.does("key", "ctrl+q")


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    folder, file = os.path.abspath(sys.argv[1]), sys.argv[2]
    work = tempfile.mkdtemp()
    desk = Desk(folder)
    try:
        peers = [Peer(desk.router, name) for name in NAMES + MORE_NAMES if name != "דוד"]
        client = Traced(desk, folder, work)
        session(client, desk)
        functions = client.functions()
        # A release without its symbols, or a session that went wrong, must not pass for a program that runs nothing.
        if len(functions) < 1000:
            fail(f"only {len(functions)} functions were seen: {file} stays as it was")
        with open(file, "w", encoding="utf-8") as order:
            order.write("\n".join(functions) + "\n")
        print(f"{file}: {len(functions)} functions ran while {len(peers) + 2} people were there")
    finally:
        desk.close()
        shutil.rmtree(work)


if __name__ == "__main__":
    main()
