#!/usr/bin/env python3
"""Kills a router and its clients, cuts their connections, fills the disk, turns the clocks, and looks what is lost.

    crash_checker.py [--router PATH] [--client PATH] [--kills N] [--users N] [--devices N] [--no-disk-faults]
                     [--patience SECONDS] [--seed N] [-- ROUTER'S OPTIONS]

Each user has devices that are written here, and one that is the real client: `checker-client`, the session and the
history of `banter` without its windows, a process that is killed with -9. All speak the real protocol through a proxy.
In the end every message that was acked must be there exactly once on each device of everybody it is for, none twice,
each sender's in their order, and every cursor without a gap; of the real clients that is read from their databases,
where all must be too that was ever typed. The status is 1 where anything is wrong.

A debug build's `--ack-before-commit` makes the router ack too early: the checker must find that.
"""

import argparse
import asyncio
import os
import pathlib
import random
import signal
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True

from device import Device
from session import Session
from verdict import check
from wire import Proxy

TESTS = pathlib.Path(__file__).resolve().parents[1]
PRELOADED = ["FailingDisk/failing-disk.c", "JumpingClock/jumping-clock.c"]
SHOWN = 20  # how many faults are written out
DAY = 86_400_000


def libraries(folder):
    """Builds what a program is preloaded with so that its disk can fail and its clock jump."""
    built = [folder / (pathlib.Path(source).stem + ".so") for source in PRELOADED]
    for source, library in zip(PRELOADED, built):
        if not library.exists():
            subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", library, TESTS / source, "-ldl"], check=True)
    return " ".join(map(str, built))


class Router:
    """A real banterd with a state folder, a disk that can fail and a clock that can jump."""

    def __init__(self, program, folder, options):
        self.program, self.folder, self.options = program, folder, options
        self.disk, self.clock = folder / "disk-fails", folder / "offset"
        self.clock.write_text("0")
        self.environment = dict(os.environ, LD_PRELOAD=libraries(folder), FAILING_DISK=str(self.disk),
                                JUMPING_CLOCK=str(self.clock))
        self.kills = 0

    def start(self):
        self.log = open(self.folder / "log", "a")
        self.process = subprocess.Popen(
            [self.program, "--config", "/dev/null", "--listen", "127.0.0.1:0", "--rate", "unlimited",
             "--state", self.folder / "state", "--exit-with-stdin", *self.options],
            env=self.environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.log, text=True)
        line = self.process.stdout.readline()
        if not line.startswith("listening on "):
            sys.exit("the router did not start: " + (self.folder / "log").read_text()[-500:])
        self.port = int(line.rsplit(":", 1)[1])

    def kill(self):
        self.kills += 1
        self.process.send_signal(signal.SIGKILL)
        self.end()

    def end(self):
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()
        self.log.close()


class Trouble:
    """What happens between two kills of the router, at random."""

    def __init__(self, router, proxy, devices, lives, clocks, is_disk_sound):
        self.router, self.proxy, self.devices, self.lives, self.clocks = router, proxy, devices, lives, clocks
        self.kinds = ["cut", "freeze", "deafen", "kill client", "quit", "clock"]
        self.kinds += [] if is_disk_sound else ["full disk", "failing disk", "client's disk"]
        self.sessions = [device for device in devices if isinstance(device, Session)]
        self.counts = {}

    async def happen(self):
        kind = random.choice(self.kinds)
        self.counts[kind] = self.counts.get(kind, 0) + 1
        if kind in ("cut", "freeze", "deafen"):
            self.harm(kind)
        elif kind == "kill client":
            killed = random.sample(self.devices, max(1, len(self.devices) // 4))
            await asyncio.gather(*(end(self.lives[device]) for device in killed))
            for device in killed:
                self.lives[device] = asyncio.ensure_future(device.run(self.proxy.port))
        elif kind == "quit":
            for session in random.sample(self.sessions, max(1, len(self.sessions) // 3)):
                session.leave()
        elif kind == "client's disk":
            await random.choice(self.sessions).suffer(random.choice([28, 5]), random.uniform(0.05, 0.3))
        elif kind == "clock":
            random.choice(self.clocks).write_text(str(random.randint(-DAY, DAY)))
        else:
            # Whoever hears nothing any more does not hear what is refused, and goes on sending.
            self.harm("deafen")
            self.router.disk.write_text("28" if kind == "full disk" else "5")
            await asyncio.sleep(random.uniform(0.05, 0.3))
            self.router.disk.unlink()
        await asyncio.sleep(random.uniform(0.02, 0.2))

    def harm(self, kind):
        for link in random.sample(self.proxy.links, len(self.proxy.links) // 3):
            getattr(link, kind)()


def make_devices(options, folder, faults):
    """Answers with all devices and the clock of the real clients."""
    names = [f"user{number}" for number in range(options.users)]
    # Every second device sends several messages at once, the others wait for each ack.
    devices = [Device(user, f"d{number}", names, faults, 1 + 7 * (number % 2))
               for user in names for number in range(options.devices)]
    clock = folder / "offset-of-clients"
    clock.write_text("0")
    environment = dict(os.environ, LD_PRELOAD=libraries(folder), JUMPING_CLOCK=str(clock))
    devices += [Session(user, "real", names, faults, options.client, folder, environment) for user in names]
    return devices, clock


async def play(options, router):
    faults = set()
    devices, clock = make_devices(options, router.folder, faults)
    proxy = Proxy(router)
    await proxy.start()
    lives = {device: asyncio.ensure_future(device.run(proxy.port)) for device in devices}
    # Everybody is known before the first message: what is said to all is for those who are.
    for device in devices:
        device.is_writing = False
    await until(lambda: all(device.is_current for device in devices), 60, "all to be there")
    for device in devices:
        device.is_writing = True
    trouble = Trouble(router, proxy, devices, lives, [router.clock, clock], options.no_disk_faults)
    while router.kills < options.kills:
        for _ in range(random.randint(0, 2)):
            await trouble.happen()
        await asyncio.sleep(random.uniform(0.05, 0.3))
        router.kill()
        router.start()
    for device in devices:
        device.is_writing = False
    router.clock.write_text("0")
    try:
        await until(lambda: all(device.is_current for device in devices) and is_same(devices), options.patience,
                    "all to be current")
    except TimeoutError as late:
        faults.add(str(late))
    for session in trouble.sessions:
        session.finish()
    await asyncio.wait([lives[session] for session in trouble.sessions], timeout=10)
    await asyncio.gather(*map(end, lives.values()))
    for device in devices:
        device.open()
    return devices, faults, trouble.counts


async def end(life):
    """Ends the life of a device; Python before 3.12 loses a cancellation that comes together with a message."""
    while not life.done():
        life.cancel()
        await asyncio.sleep(0)


def is_same(devices):
    """Whether the devices of each user have got equally far."""
    return all(a.reached == b.reached for a in devices for b in devices if a.user == b.user)


async def until(condition, seconds, what):
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError(f"{seconds} s were not enough for {what}")
        await asyncio.sleep(0.05)


def main():
    options = arguments()
    random.seed(options.seed)
    with tempfile.TemporaryDirectory(prefix="crash-checker-") as folder:
        router = Router(options.router, pathlib.Path(folder), options.options)
        router.start()
        start = time.monotonic()
        try:
            devices, faults, counts = asyncio.run(play(options, router))
        finally:
            router.end()
        faults = sorted(faults) + check(devices)
    return report(options, router, devices, faults, counts, time.monotonic() - start)


def report(options, router, devices, faults, counts, seconds):
    for fault in faults[:SHOWN]:
        print("FAULT", fault)
    shown, acked, refused = (sum(len(getattr(device, what)) for device in devices)
                             for what in ("shown", "acked", "refused"))
    real = [device for device in devices if isinstance(device, Session)]
    print(f"{router.kills} kills of the router, {', '.join(f'{count} x {kind}' for kind, count in sorted(counts.items()))}; "
          f"{acked} messages acked, {sum(len(device.acked) for device in real)} of them of real clients, {refused} refused; "
          f"{shown} shown on {len(devices)} devices, {len(real)} of them real clients; "
          f"{len(faults)} faults (seed {options.seed}, {seconds:.0f} s)")
    return 1 if faults or not acked else 0


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--router", default=str(TESTS.parent / ".build/debug/banterd"))
    parser.add_argument("--client", default=str(TESTS.parent / ".build/debug/checker-client"))
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--users", type=int, default=6)
    parser.add_argument("--devices", type=int, default=2)
    parser.add_argument("--no-disk-faults", action="store_true")
    parser.add_argument("--patience", type=float, default=60, help="seconds that all may take to be current in the end")
    parser.add_argument("--seed", type=int, default=int.from_bytes(os.urandom(3), "big"))
    parser.add_argument("options", nargs="*")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
