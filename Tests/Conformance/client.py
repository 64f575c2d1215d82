"""One connection of a case: sends in pieces, collects whole frames."""

import asyncio
import json
import random
import socket
import ssl
import struct

import matching

LONGEST = 16_777_215
SLOWLY = 300  # a longer send goes byte by byte only in its first and last so many bytes


class Failure(Exception):
    """The router did something else than the case says."""


def framed(kind, body):
    if kind == "legacy":
        return str(len(body)).encode().ljust(64) + body
    return struct.pack(">I", len(body)) + body


def encrypted_by(key):
    """TLS 1.3 with a client's key of keys/; whoever the router is."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    context.load_cert_chain(matching.key_file(key))
    return context


def username(kind, body):
    """The name in a registration; None in anything else."""
    if kind == "legacy":
        return body.removeprefix(b"USERNAME:").decode(errors="replace") if body.startswith(b"USERNAME:") else None
    try:
        return json.loads(body).get("username")
    except (ValueError, AttributeError):
        return None


def cut(data, mode, chance):
    """The pieces in which a send goes out: in one, in single bytes, or in pieces of any size."""
    if mode == "whole":
        return [data]
    if mode == "bytes":
        if len(data) <= 2 * SLOWLY:
            return [data[i:i + 1] for i in range(len(data))]
        middle = range(SLOWLY, len(data) - SLOWLY, 1500)
        return (cut(data[:SLOWLY], mode, chance)
                + [data[i:min(i + 1500, len(data) - SLOWLY)] for i in middle]
                + cut(data[-SLOWLY:], mode, chance))
    result, start = [], 0
    while start < len(data):
        size = chance.choice((1, 2, 3, 5, 17, 64, 900))
        result.append(data[start:start + size])
        start += size
    return result


class Client:
    def __init__(self, name, kind, mode, patience):
        self.name, self.kind, self.mode, self.patience = name, kind, mode, patience
        self.username = self.dialect = self.said_to_be = None
        self.inbox, self.pending = asyncio.Queue(), []
        self.memory = {}
        self.sent_raw = self.is_over = False
        self.chance = random.Random(name)
        self.syncs = 0

    async def connect(self, host, port, key=None):
        self.reader, self.writer = await asyncio.wait_for(
            asyncio.open_connection(host, port, limit=1 << 25, ssl=key and encrypted_by(key)), self.patience)
        address = self.writer.get_extra_info("sockname")
        self.endpoint = (f"[{address[0]}]" if ":" in address[0] else address[0]) + f":{address[1]}"
        self.task = asyncio.ensure_future(self.collect())

    async def collect(self):
        """Puts each body into the inbox, and at last what ended the stream."""
        try:
            while True:
                item = await self.read_frame()
                self.note_registration(item)
                await self.inbox.put(item)
        except asyncio.IncompleteReadError as end:
            await self.inbox.put(Failure(f"an unfinished frame: {end.partial[:80]}") if end.partial else None)
        except (ConnectionError, OSError) as error:
            await self.inbox.put(error)
        except Failure as failure:
            await self.inbox.put(failure)

    def note_registration(self, item):
        """Who it is from now on: what only a registered client is sent tells it."""
        if self.dialect is not None:
            return
        if isinstance(item, dict) and item.get("type") == "welcome":
            self.username, self.dialect = item["user"], "version2"
        elif self.is_list(item):
            self.username, self.dialect = self.said_to_be, "legacy" if self.kind == "legacy" else "version1"

    async def read_frame(self):
        if self.kind == "legacy":
            header = await self.reader.readexactly(64)
            digits = header.rstrip(b" ")
            if not digits.isdigit():
                raise Failure(f"not a header: {header}")
            length = int(digits)
        else:
            length, = struct.unpack(">I", await self.reader.readexactly(4))
        if not 1 <= length <= LONGEST:
            raise Failure(f"a frame of {length} bytes")
        body = await self.reader.readexactly(length)
        try:
            text = body.decode("utf-8")
            return text if self.kind == "legacy" else matching.parse(text)
        except ValueError as error:
            raise Failure(f"{error} in {body[:200]}") from None

    # Sending

    async def send(self, data, mode=None):
        try:
            for piece in cut(data, mode or self.mode, self.chance):
                self.writer.write(piece)
                await self.writer.drain()
                if (mode or self.mode) != "whole":
                    await asyncio.sleep(0.0005)  # so that the router reads each by itself
        except ConnectionError:
            pass  # the router closed while there was more to send; the case says whether it may

    async def send_body(self, body, mode=None):
        if self.dialect is None:
            self.said_to_be = username(self.kind, body) or self.said_to_be
        await self.send(framed(self.kind, body), mode)

    def quit(self, how="quits"):
        if how == "resets":
            self.writer.get_extra_info("socket").setsockopt(
                socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.is_over = True
        self.writer.close()

    # Receiving

    async def next(self, waiting_for):
        if self.pending:
            return self.pending.pop(0)
        try:
            return await asyncio.wait_for(self.inbox.get(), self.patience)
        except asyncio.TimeoutError:
            raise Failure(f"{self.name} waited {self.patience} s in vain for {waiting_for}") from None

    def is_list(self, item):
        return (item.startswith("!USERLIST:") if isinstance(item, str)
                else isinstance(item, dict) and item.get("type") == "user_list")

    async def expect(self, pattern):
        """The next thing is this; lists of users, which are coalesced, may come in between."""
        while True:
            item = await self.next(pattern)
            if isinstance(item, str) and isinstance(pattern, str) and matching.line_matches(pattern, item):
                return
            if isinstance(item, dict) and matching.matches(pattern, item, self.memory):
                return
            if not self.is_list(item):
                raise Failure(f"{self.name} got {item!r}"[:600])

    async def expect_end(self):
        while True:
            item = await self.next("the end")
            if item is None:
                self.is_over = True
                return self.writer.close()
            if not self.is_list(item):
                raise Failure(f"{self.name} got {item!r}"[:600])

    async def sync(self):
        """Waits until the router has done all that was sent until now; keeps what comes before the answer."""
        if self.dialect is None or self.sent_raw or self.is_over:
            return
        self.syncs += 1
        token = f"in step {self.syncs}"
        if self.dialect == "version2":
            await self.send_body(b'{"type":"ping","t":%d}' % -self.syncs, "whole")
        elif self.dialect == "version1":
            body = json.dumps({"type": "chat", "to": self.username, "msg": token})
            await self.send_body(body.encode(), "whole")
        else:
            await self.send_body(f"!WHISPER:{self.username}:{token}".encode(), "whole")
        before = []
        while not self.answers(item := await self.next("the answer to a sync"), token):
            if item is None or isinstance(item, Exception):
                raise Failure(f"{self.name} was closed: {item!r}, after {before!r}"[:600])
            before.append(item)
        self.pending = before + self.pending

    def answers(self, item, token):
        if isinstance(item, str):
            return item.startswith("[private]") and item.endswith(": " + token)
        return isinstance(item, dict) and (
            item.get("type") == "chat" and item.get("msg") == token
            or item == {"type": "pong", "t": -self.syncs})

    def check_nothing(self):
        """After everybody's sync: nothing has come that the case does not tell of."""
        left = [item for item in self.pending if not self.is_list(item)]
        if left:
            raise Failure(f"{self.name} also got {left!r}"[:600])
