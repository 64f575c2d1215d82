#!/usr/bin/env python3
"""Holds a router against PROTOCOL.md: plays the cases that lie beside this program.

    run.py --router PATH            start that banterd, as often as needed (the default: .build/debug/banterd)
    run.py --connect HOST:PORT      play against a router that is there; cases with 'router:' are left out
    run.py ... [NAME...]            only the cases whose file or title has one of these words in it

Each case is played three times: every message in one piece, every byte by itself, and in pieces of any
size. README.md tells how a case is written. The status is 1 where any failed.
"""

import argparse
import asyncio
import pathlib
import sys
import time

sys.dont_write_bytecode = True

import steps
from client import Client, Failure
from matching import parse
from routers import Router, There

HERE = pathlib.Path(__file__).parent
MODES = {"whole": "in one piece", "bytes": "byte by byte", "pieces": "in pieces"}


class Play:
    """One case, played once."""

    def __init__(self, case, mode, router, patience):
        self.case, self.mode, self.router, self.patience = case, mode, router, patience
        self.clients = {}

    async def run(self):
        try:
            for step in self.case.steps:
                try:
                    await self.take(step)
                except Failure as failure:
                    raise Failure(f"{step}\n      {failure}") from None
            await self.check_nothing(self.clients.values())
        finally:
            for client in self.clients.values():
                client.quit()
                client.task.cancel()  # the end of TLS takes another round trip, which nobody waits for

    async def take(self, step):
        if step.verb == "stops":
            return self.router.stop()
        if step.verb == "unbinds":
            return self.router.unbind(step.rest)
        if step.verb == "restarts":
            for client in self.clients.values():
                client.quit()
            self.clients = {}
            return self.router.restart()
        if step.verb in ("connects", "enters"):
            return await self.connect(step)
        client = self.clients.get(step.who)
        if client is None:
            raise Failure(f"{step.who} has not connected")
        await self.do(client, step)

    async def do(self, client, step):
        if step.verb == ">":
            text = steps.legacy_text(step.rest) if client.kind == "legacy" else step.rest
            await client.send_body(text.encode())
        elif step.verb == ">body":
            await client.send_body(steps.pieces(step.place, step.rest))
        elif step.verb == ">raw":
            client.sent_raw = True
            await client.send(steps.pieces(step.place, step.rest))
        elif step.verb == "<":
            await self.expect(client, step.rest)
        elif step.verb == "closed":
            await client.expect_end()
            await self.router.check_close(client, step.rest)
        elif step.verb == "ends":
            client.writer.write_eof()
        else:
            client.quit(step.verb)
            await self.router.check_close(client, "peer_reset" if step.verb == "resets" else "client_quit")

    async def expect(self, client, text):
        if text == "nothing":
            return await self.check_nothing([client])
        pattern = steps.legacy_text(text) if client.kind == "legacy" else parse(text)
        await client.expect(pattern)

    async def check_nothing(self, clients):
        """First all do a sync, so that what they sent has reached the others; then these do another."""
        for client in list(self.clients.values()) + list(clients):
            await client.sync()
        for client in clients:
            client.check_nothing()

    async def connect(self, step):
        kind = "legacy" if step.dialect == "legacy" else "json"
        client = Client(step.who, kind, self.mode, self.patience)
        client.log_start = self.router.log_size()  # before it is another connection from the same port
        await client.connect(self.router.host, self.router.port, step.key)
        self.clients[step.who] = client
        if step.verb == "enters":
            await self.enter(client, step.dialect)

    async def enter(self, client, dialect):
        """Registers under its own name and waits until it is in."""
        version = ',"v":2' if dialect == "version2" else ""
        body = (f"USERNAME:{client.name}" if dialect == "legacy"
                else f'{{"type":"register","username":"{client.name}"{version}}}')
        await client.send_body(body.encode())
        if dialect == "version2":
            for word in ("welcome", "roster"):
                item = await client.next(word)
                if not isinstance(item, dict) or item.get("type") != word:
                    raise Failure(f"{client.name} got {item!r}")
            return
        while not client.is_list(item := await client.next("the list of users")):
            raise Failure(f"{client.name} got {item!r}")


async def play(case, mode, router, patience):
    """None, or what went wrong."""
    try:
        await asyncio.wait_for(Play(case, mode, router, patience).run(), max(60, 3 * patience))
    except (Failure, OSError, steps.Mistake, asyncio.TimeoutError) as failure:
        return f"FAILED {case.place} {case.title} ({MODES[mode]})\n    {failure}"
    return None


async def lane(work, make_router, patience, failures):
    """Plays one after the other; a case with options of its own gets a router of its own."""
    shared = None
    while work:
        case, mode = work.pop()
        alone = case.options or case.has_log
        if alone:
            router = make_router(case.options)
        else:
            shared = router = shared or make_router([])
        failure = await play(case, mode, router, patience)
        if failure:
            failures.append(failure)
        if alone:
            router.close()
        elif failure:
            router.close()  # what it left behind shall not spoil the next
            shared = None
        else:
            await router.settle()
    if shared:
        shared.close()


async def main():
    options = arguments()
    cases = [case for path in sorted((HERE / "cases").glob("*.case")) for case in steps.read_cases(path)]
    cases = [case for case in cases if not options.words or any(
        word in case.place or word in case.title for word in options.words)]
    left_out = 0
    if options.connect:
        left_out = sum(1 for case in cases if case.options or case.has_log)
        cases = [case for case in cases if not case.options and not case.has_log]
        host, _, port = options.connect.rpartition(":")
        make_router = lambda _: There(host.strip("[]"), int(port), options.patience)
    else:
        make_router = lambda own: Router(options.router, own, options.patience)
    work = [(case, mode) for mode in MODES for case in reversed(cases)]
    failures, start = [], time.monotonic()
    lanes = 1 if options.connect else options.lanes
    await asyncio.gather(*(lane(work, make_router, options.patience, failures) for _ in range(lanes)))
    for failure in sorted(failures):
        print(failure)
    print(f"{len(cases)} cases, each {', '.join(MODES.values())}: {len(failures)} failed"
          + (f", {left_out} left out" if left_out else "") + f" ({time.monotonic() - start:.1f} s)")
    return 1 if failures or not cases else 0


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--router", default=str(HERE.parents[1] / ".build/debug/banterd"))
    parser.add_argument("--connect", metavar="HOST:PORT")
    parser.add_argument("--patience", type=float, default=20, help="seconds to wait for anything (20)")
    parser.add_argument("--lanes", type=int, default=8, help="how many cases at once (8)")
    parser.add_argument("words", nargs="*", metavar="NAME")
    return parser.parse_args()


if __name__ == "__main__":
    try:
        sys.exit(asyncio.run(main()))
    except (steps.Mistake, Failure) as mistake:
        sys.exit(f"conformance: {mistake}")
