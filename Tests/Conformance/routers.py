"""Where cases run: a banterd started for them, or one that is there."""

import asyncio
import contextlib
import functools
import json
import os
import re
import subprocess
import tempfile

from client import Client, Failure


class Router:
    """A banterd of our own; it ends with the pipe to its standard input."""

    def __init__(self, program, options, patience):
        self.program, self.options, self.patience = program, options, patience
        self.log = tempfile.TemporaryFile("w+")
        self.state = tempfile.TemporaryDirectory(prefix="conformance-")
        self.start()

    def start(self):
        extra, known = [], help_text(self.program)
        if "--rate" in known and "--rate" not in self.options:
            extra += ["--rate", "unlimited"]
        if "--register-timeout" in known:
            # A busy machine may take its time over names that come byte by byte, and over long texts in pieces.
            extra += ["--register-timeout", "60", "--frame-timeout", "60", "--strike-window", "60"]
        if "--state" in known:
            extra += ["--state", self.state.name]
        self.process = subprocess.Popen(
            [self.program, "--listen", "127.0.0.1:0", "--exit-with-stdin"] + extra + self.options,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.log, text=True)
        line = self.process.stdout.readline()
        if not line.startswith("listening on "):
            self.log.seek(0)
            raise Failure("the router did not start: " + self.log.read()[:500])
        self.host, _, port = line.removeprefix("listening on ").strip().rpartition(":")
        self.port = int(port)

    def restart(self):
        self.process.kill()
        self.end()
        self.start()

    def stop(self):
        self.process.terminate()

    def unbind(self, name):
        """Takes a name from its keys, as whoever runs the router does."""
        done = subprocess.run([self.program, "unbind", name, "--state", self.state.name], capture_output=True, text=True)
        if done.returncode:
            raise Failure(f"'banterd unbind {name}' failed: {done.stderr}")

    def close(self):
        self.end()
        self.log.close()
        self.state.cleanup()

    def end(self):
        for stream in (self.process.stdin, self.process.stdout):
            stream.close()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def log_size(self):
        return os.fstat(self.log.fileno()).st_size

    def close_codes(self, endpoint, start):
        self.log.seek(start)
        closes = [line for line in self.log if {"msg=closed", f"peer={endpoint}"} <= set(line.split())]
        return [re.search(r"\bcode=(\S+)", line)[1] for line in closes]

    async def check_close(self, client, code):
        """The log tells of the close once, with this code."""
        for _ in range(int(self.patience * 100)):
            if codes := self.close_codes(client.endpoint, client.log_start):
                break
            await asyncio.sleep(0.01)
        if codes != [code]:
            raise Failure(f"{client.name} was closed as {codes}, not {code}")

    async def settle(self):
        await settle(self.host, self.port, self.patience)


class There:
    """A router that somebody else runs: its log is not seen, and it has the options it has."""

    def __init__(self, host, port, patience):
        self.host, self.port, self.patience = host, port, patience

    def close(self):
        pass

    def log_size(self):
        return 0

    async def check_close(self, client, code):
        pass

    async def settle(self):
        await settle(self.host, self.port, self.patience)


async def settle(host, port, patience):
    """Waits until nobody is left of the case before: a legacy client is told when it has left itself."""
    probe = Client("probe", "legacy", "whole", patience)
    await probe.connect(host, port)
    with contextlib.closing(probe.writer):
        await probe.send_body(b"USERNAME:probe")
        while True:
            line = await probe.next("the list of one who is alone")
            if line is None or isinstance(line, Exception):
                raise Failure(f"the probe was refused: {line!r}")
            if line.startswith("!USERLIST:") and json.loads(line[10:]) == ["probe"]:
                break
        await probe.send_body(b"!DISCONNECT")
        await probe.expect_end()


@functools.lru_cache
def help_text(program):
    return subprocess.run([program, "--help-hidden"], capture_output=True, text=True).stdout
