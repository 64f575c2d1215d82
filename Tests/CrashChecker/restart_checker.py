#!/usr/bin/env python3
"""Restarts a router that has its socket from a service manager, under many clients.

    restart_checker.py [--router PATH] [--clients 500] [--seconds 10]

All must be back and current in that time, none may be refused a connection, and nothing may be lost or shown twice.
"""

import argparse
import asyncio
import os
import pathlib
import random
import signal
import socket
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True

from device import Device
from verdict import check

ROOT = pathlib.Path(__file__).resolve().parents[2]


class Guest(Device):
    """A device that comes back when the router's good-bye told it to, and notes when it was refused."""

    PACE = (0.3, 0.6)
    BACKLOG = 2
    PATIENCE = 30

    async def run(self, port):
        self.refusals = 0
        while True:
            self.pause = 0.05
            try:
                await self.connection(port)
            except ConnectionRefusedError:
                self.refusals += 1
            except (OSError, asyncio.IncompleteReadError, asyncio.TimeoutError):
                pass
            self.head = None
            await asyncio.sleep(self.pause)

    def said_bye(self, bye):
        self.pause = bye.get("retry_ms", 0) / 1000

    def targets(self):
        return self.peers


class Service:
    """A router whose listening socket outlives it."""

    def __init__(self, program, folder):
        self.program, self.folder = program, folder
        self.socket = socket.create_server(("127.0.0.1", 0), backlog=1024)
        self.port = self.socket.getsockname()[1]

    def start(self):
        number = self.socket.fileno()
        words = [self.program, "--config", "/dev/null", "--rate", "unlimited", "--state", f"{self.folder}/state"]
        script = f'exec 3<&{number}; LISTEN_FDS=1 LISTEN_PID=$$ exec "$@"'
        self.process = subprocess.Popen(
            ["/bin/sh", "-c", script, "sh", *words], pass_fds=[number], stdout=subprocess.PIPE,
            stderr=open(f"{self.folder}/log", "a"), text=True)
        if not self.process.stdout.readline().startswith("listening on "):
            sys.exit("the router did not start: " + open(f"{self.folder}/log").read()[-500:])

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait()


async def play(service, options):
    faults, names = set(), [f"user{number}" for number in range(options.clients)]
    guests = [Guest(name, "d0", random.sample(names, 3), faults, 1) for name in names]
    lives = [asyncio.ensure_future(guest.run(service.port)) for guest in guests]
    for guest in guests:
        guest.is_writing = False
    await until(lambda: all(guest.head is not None for guest in guests), 60)
    for guest in guests:
        guest.is_writing = True
    await asyncio.sleep(2)
    status = await asyncio.to_thread(service.stop)
    start = time.monotonic()
    service.start()
    for guest in guests:
        guest.is_writing = False
    await until(lambda: all(guest.is_current for guest in guests), options.seconds)
    took = time.monotonic() - start
    # What was sent again after that is still on its way to others.
    await until(lambda: not judge(guests), options.seconds)
    refused = sum(guest.refusals for guest in guests)
    for life in lives:
        life.cancel()
    if status != 0:
        faults.add(f"the router ended with {status}")
    if refused:
        faults.add(f"{refused} connections were refused")
    if late := sum(not guest.is_current for guest in guests):
        faults.add(f"{late} of {len(guests)} were not back and current in {options.seconds} s")
    return guests, faults, took


def judge(guests):
    for guest in guests:
        guest.open()
    return check(guests)


async def until(condition, seconds):
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        await asyncio.sleep(0.05)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--router", default=str(ROOT / ".build/debug/banterd"))
    parser.add_argument("--clients", type=int, default=500)
    parser.add_argument("--seconds", type=float, default=10)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="restart-checker-") as folder:
        service = Service(options.router, folder)
        service.start()
        try:
            guests, faults, took = asyncio.run(play(service, options))
        finally:
            service.process.kill()
            service.process.wait()
    faults = sorted(faults) + judge(guests)
    for fault in faults[:20]:
        print("FAULT", fault)
    acked = sum(len(guest.disk.acked) for guest in guests)
    print(f"{len(guests)} clients back and current {took:.1f} s after the router's end, {acked} messages acked; "
          f"{len(faults)} faults")
    return 1 if faults or not acked else 0


if __name__ == "__main__":
    sys.exit(main())
