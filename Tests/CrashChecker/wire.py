"""Frames of version 2 over asyncio, and a proxy that cuts them."""

import asyncio
import json
import random
import socket
import struct


def frame(message):
    body = json.dumps(message, separators=(",", ":")).encode()
    return struct.pack(">I", len(body)) + body


async def read_message(reader):
    length, = struct.unpack(">I", await reader.readexactly(4))
    body = await reader.readexactly(length)
    # Nearly all that many clients are sent is who comes and goes, which nobody here looks at.
    return {"type": "presence"} if body.startswith(b'{"type":"presence"') else json.loads(body)


class Link:
    """One connection through the proxy."""

    GIVEN_UP = (0.5, 2)  # seconds until the kernels of both sides have given up what is half open

    def __init__(self, writers):
        self.writers, self.is_dead, self.is_deaf = writers, False, False

    def cut(self):
        """A reset to both sides."""
        for writer in self.writers:
            sock = writer.get_extra_info("socket")
            if sock is not None and sock.fileno() >= 0:
                sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            writer.transport.abort()

    def freeze(self):
        """Half open: both sides still have their connection, and nothing gets through any more."""
        self.is_dead = True
        self.give_up()

    def deafen(self):
        """Half open one way: the router hears the device, and the device hears nothing any more."""
        self.is_deaf = True
        self.give_up()

    def give_up(self):
        asyncio.get_running_loop().call_later(random.uniform(*self.GIVEN_UP), self.cut)


class Proxy:
    """Stands between the devices and the router, at a port of its own."""

    def __init__(self, router):
        self.router, self.links = router, []

    async def start(self):
        self.server = await asyncio.start_server(self.serve, "127.0.0.1", 0)
        self.port = self.server.sockets[0].getsockname()[1]

    async def serve(self, reader, writer):
        try:
            there, back = await asyncio.open_connection("127.0.0.1", self.router.port)
        except OSError:
            return writer.transport.abort()
        link = Link((writer, back))
        self.links.append(link)
        try:
            await asyncio.gather(self.copy(reader, back, link), self.copy(there, writer, link, back=True))
        except asyncio.CancelledError:
            pass  # the end of the run
        finally:
            self.links.remove(link)
            for end in (writer, back):
                end.transport.abort()

    async def copy(self, reader, writer, link, back=False):
        try:
            while data := await reader.read(65536):
                # What is cut is cut anywhere, in the midst of a frame too.
                if link.is_dead or back and link.is_deaf:
                    continue
                place = random.randrange(len(data) + 1) if random.random() < 0.2 else len(data)
                for part in (data[:place], data[place:]):
                    writer.write(part)
                    await writer.drain()
        except OSError:
            pass
        finally:
            if not link.is_dead:
                writer.close()
