"""The real client as a device: `banter`'s own session and history without its windows, a process of its own."""

import asyncio
import collections
import contextlib
import os
import random
import signal
import sqlite3

FAILED, QUEUED = -1, 0  # of `item.state`: what became of one's own message


class Session:
    """A device whose disk is the history that `banter` keeps; the verdict reads that."""

    PACE = (0.01, 0.08)
    BACKLOG = 20

    def __init__(self, user, name, peers, faults, program, folder, environment):
        self.user, self.name, self.peers, self.faults = user, name, peers, faults
        self.key = f"{user}.{name}"
        self.file = folder / f"{self.key}.sqlite"
        self.disk = folder / f"{self.key}-disk-fails"
        self.program, self.environment = program, dict(environment, FAILING_DISK=str(self.disk))
        self.process = None
        self.is_writing, self.is_online = True, False
        self.written, self.under_way = 0, set()
        self.took = set()  # what was on the disk before it was sent
        self.told = collections.Counter()  # how often a text came into a window, over all lives
        self.is_disk_sound, self.is_over = True, False
        self.dumped = {}  # peer: (how many messages, how many that wait)
        self.waiting = 0

    async def run(self, port):
        if self.process:
            await self.process.wait()
        while not self.is_over:
            self.process = await asyncio.create_subprocess_exec(
                self.program, f"127.0.0.1:{port}", self.user, self.file, env=self.environment,
                stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE)
            talk = asyncio.ensure_future(self.talk())
            try:
                while line := await self.process.stdout.readline():
                    self.read(line.decode().rstrip("\n"))
            finally:
                # kill -9, where the program has not left by itself.
                talk.cancel()
                self.is_online = False
                self.under_way = set()
                if self.process.returncode is None:
                    with contextlib.suppress(ProcessLookupError):
                        os.kill(self.process.pid, signal.SIGKILL)
            await self.process.wait()

    async def talk(self):
        with contextlib.suppress(ConnectionError):
            while True:
                if not self.is_writing:
                    self.ask()
                    await asyncio.sleep(0.5)
                elif len(self.under_way) < self.BACKLOG and random.random() < 0.5:
                    self.write()
                elif random.random() < 0.02:
                    # A state that was told to a program that was killed then is told no more.
                    self.under_way = set()
                await self.process.stdin.drain()
                await asyncio.sleep(random.uniform(*self.PACE))

    def write(self):
        self.written += 1
        text = f"{self.key} {self.written}"
        self.under_way.add(text)
        self.say(f"send {random.choice(self.peers + ['#everyone'])} {text}")

    def ask(self):
        for peer in self.peers + ["#everyone"]:
            self.say(f"dump {peer}")

    def say(self, line):
        self.process.stdin.write(line.encode() + b"\n")

    def leave(self):
        """Quits as a person does, who comes back at once."""
        if self.process and self.process.returncode is None:
            self.say("quit")

    def finish(self):
        """Quits for good: what its disk had refused is on it then."""
        self.is_over = True
        self.leave()

    async def suffer(self, number, seconds):
        """Its disk refuses for a while: what is shown then may be gone with a kill, and come again."""
        self.is_disk_sound = False
        self.disk.write_text(str(number))
        await asyncio.sleep(seconds)
        self.disk.unlink()

    def read(self, line):
        kind, *rest = line.split(" ", 3)
        if kind in ("online", "offline"):
            self.is_online = kind == "online"
        elif kind == "took":
            self.took.add(line.split(" ", 2)[2])
        elif kind == "shown":
            self.told[rest[2]] += 1
        elif kind == "state" and rest[1] in ("sent", "delivered", "read", "failed"):
            self.under_way.discard(rest[2])
        elif kind == "item":
            self.waiting += rest[1] == "queued"
        elif kind == "end":
            self.dumped[rest[0]] = (int(rest[1]), self.waiting)
            self.waiting = 0

    @property
    def is_current(self):
        return (self.is_online and len(self.dumped) == len(self.peers) + 1
                and not any(waiting for _, waiting in self.dumped.values()))

    @property
    def reached(self):
        """How much of its user's log it has."""
        return sum(count for count, _ in self.dumped.values())

    def open(self):
        """Reads the disk, after the end of the program."""
        database = sqlite3.connect(f"file:{self.file}?mode=ro", uri=True)
        logs = database.execute("SELECT cursor FROM log").fetchall()
        if len(logs) != 1:
            self.faults.add(f"{self.key}: the router is another one")
        self.cursor = logs[-1][0] if logs else 0
        rows = database.execute(
            "SELECT seq, message, coalesce(author, ?), address, text, state, conversation, author IS NULL FROM item "
            "JOIN conversation ON conversation.id = conversation ORDER BY conversation, number", (self.user,)).fetchall()
        database.close()
        self.shown = sorted((seq, message, author, address if own or address == "#everyone" else self.user, text)
                            for seq, message, author, address, text, _, _, own in rows if seq is not None)
        windows = collections.defaultdict(list)
        for *_, text, _, conversation, _ in rows:
            windows[conversation].append(text)
        self.windows = list(windows.values())
        own = [row for row in rows if row[7] and row[4].startswith(self.key + " ")]
        self.acked = {row[4]: row[1] for row in own if row[1] is not None}
        self.refused = {row[4] for row in own if row[5] == FAILED}
        self.check(rows, own)

    def check(self, rows, own):
        """What only the real client's disk can show."""
        for row in own:
            if row[5] in (FAILED, QUEUED):
                self.faults.add(f"{self.key}: {row[4]} is {'refused' if row[5] == FAILED else 'still waiting'}")
        if not self.is_disk_sound:
            return
        kept = collections.Counter(row[4] for row in rows)
        for text in self.took:
            if kept[text] != 1:
                self.faults.add(f"{self.key}: {text} was taken, and is there {kept[text]} times")
        for text, count in self.told.items():
            if count > 1:
                self.faults.add(f"{self.key}: {text} came into a window {count} times")
