"""A client with a disk: what is on it survives `kill -9`, all else does not."""

import asyncio
import random

from wire import frame, read_message


class Disk:
    """What one device has stored. Nothing is changed here but all of a step at once."""

    def __init__(self):
        self.cursor = 0
        self.shown = []  # (seq, id, from, to, text)
        self.outbox = {}  # cid: (to, text), in the order in which it was written
        self.acked = {}  # cid: id
        self.refused = set()
        self.written = 0


class Device:
    """A device of a user; `run` is its life between two kills."""

    PACE = (0.01, 0.08)  # seconds between two looks at what there is to send
    BACKLOG = 20  # how many messages an outbox gets
    PATIENCE = 1.5  # seconds of silence until a connection counts as dead

    def __init__(self, user, name, peers, faults, window):
        self.window = window  # how many messages are on their way at once
        self.user, self.name, self.peers, self.faults = user, name, peers, faults
        self.disk = Disk()
        self.key = f"{user}.{name}"
        self.is_writing, self.head, self.server = True, None, None

    async def run(self, port):
        while True:
            try:
                await self.connection(port)
            except (OSError, asyncio.IncompleteReadError, asyncio.TimeoutError):
                pass
            self.head = None
            await asyncio.sleep(random.uniform(0.01, 0.1))

    async def connection(self, port):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        self.on_way = set()
        talk = None
        try:
            writer.write(frame({"type": "register", "username": self.user, "v": 2, "device": self.name,
                                "since": self.disk.cursor}))
            while True:
                message = await asyncio.wait_for(read_message(reader), self.PATIENCE)
                if message["type"] == "bye":
                    return self.said_bye(message)
                self.take(message, writer)
                if message["type"] == "roster":
                    talk = asyncio.ensure_future(self.talk(writer))
                if talk and talk.done():
                    return
        finally:
            if talk:
                talk.cancel()
            writer.transport.abort()

    async def talk(self, writer):
        """Writes, sends what is in the outbox in its order, and stores its cursor at the router."""
        stored = 0
        while True:
            if self.is_writing and len(self.disk.outbox) < self.BACKLOG and random.random() < 0.5:
                self.write()
            for cid, (to, text) in list(self.disk.outbox.items()):
                if cid not in self.on_way and len(self.on_way) < self.window:
                    self.on_way.add(cid)
                    writer.write(frame({"type": "chat", "to": to, "msg": text, "cid": cid}))
            if self.disk.cursor > stored and random.random() < 0.3:
                stored = self.disk.cursor
                writer.write(frame({"type": "ack", "seq": stored}))
            writer.write(frame({"type": "ping", "t": 1}))
            await writer.drain()
            await asyncio.sleep(random.uniform(*self.PACE))

    def said_bye(self, bye):
        """The router closes: this device comes back at once."""

    def targets(self):
        return self.peers + ["#everyone"]

    def write(self):
        disk = self.disk
        disk.written += 1
        to = random.choice(self.targets())
        # Many at once is what fills a transaction.
        disk.outbox[f"{self.name}-{disk.written}"] = (to, f"{self.key} {disk.written}")

    def take(self, message, writer):
        kind, disk = message["type"], self.disk
        if kind == "ping":
            # The router may want to know whether an error was heard.
            writer.write(frame({"type": "pong", "t": message["t"]}))
        elif kind == "welcome":
            self.welcome(message)
        elif kind == "chat":
            self.show(message)
        elif kind == "ack":
            self.acknowledge(message)
        elif kind == "error" and message.get("re") in disk.outbox:
            # It was not taken: this one must never be seen, and is said anew.
            cid = message["re"]
            to, _ = disk.outbox.pop(cid)
            self.on_way.discard(cid)
            if message["code"] != "storage_unavailable":
                self.faults.add(f"{self.key}: {cid} was refused: {message}")
            disk.refused.add(cid)
            disk.written += 1
            disk.outbox[f"{self.name}-{disk.written}"] = (to, f"{self.key} {disk.written}")

    def welcome(self, message):
        self.head = message["head"]
        if self.server not in (None, message["server"]):
            self.faults.add(f"{self.key}: the router is another one")
        self.server = message["server"]
        if message["head"] < self.disk.cursor:
            self.faults.add(f"{self.key}: has {self.disk.cursor}, and the router's log ends at {message['head']}")

    def show(self, chat):
        disk = self.disk
        own = chat["from"] == self.user and chat.get("cid", "").startswith(self.name + "-")
        if own:
            self.settle(chat["cid"], chat["id"])
        if chat["seq"] <= disk.cursor:
            return
        if chat["seq"] != disk.cursor + 1:
            self.faults.add(f"{self.key}: {chat['seq']} came after {disk.cursor}")
        disk.cursor = chat["seq"]
        disk.shown.append((chat["seq"], chat["id"], chat["from"], chat["to"], chat["msg"]))

    def acknowledge(self, ack):
        disk = self.disk
        sent = self.settle(ack["cid"], ack["id"])
        if sent and ack["seq"] == disk.cursor + 1:
            disk.cursor = ack["seq"]
            disk.shown.append((ack["seq"], ack["id"], self.user, *sent))

    def settle(self, cid, message_id):
        """Takes a message out of the outbox; answers with it where it was there."""
        self.on_way.discard(cid)
        if self.disk.acked.setdefault(cid, message_id) != message_id:
            self.faults.add(f"{self.key}: {cid} is {self.disk.acked[cid]} and {message_id}")
        return self.disk.outbox.pop(cid, None)

    @property
    def is_current(self):
        return self.head is not None and not self.disk.outbox and self.disk.cursor >= self.head

    @property
    def reached(self):
        """How much of its user's log it has."""
        return self.disk.cursor

    def open(self):
        """Has the verdict read the disk."""
        disk = self.disk
        self.cursor, self.shown, self.windows = disk.cursor, disk.shown, [[text for *_, text in disk.shown]]
        self.acked = {self.text(cid): message_id for cid, message_id in disk.acked.items()}
        self.refused = {self.text(cid) for cid in disk.refused}

    def text(self, cid):
        return f"{self.key} {cid.rsplit('-', 1)[1]}"
