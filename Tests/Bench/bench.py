#!/usr/bin/env python3
"""What `make bench` prints: banter beside xterm, in the same run, on an X server of its own.

    bench.py FOLDER [RUNS]      FOLDER holds the release binaries banter and banterd

Runs are interleaved (xterm, banter, xterm, ...) and each number is the median of RUNS, after one
run of each that isn't counted. Times and memory are measured from outside by xprobe.c; requests and
round trips are read from xtrace. A round trip is a moment where the program waited for the X
server: replies to requests that were sent together count once.
"""

import atexit
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
KEYS = 200
TRACED_KEYS = 21


def fail(text):
    sys.exit("bench: " + text)


def wait_until(condition, what, seconds=15):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if result := condition():
            return result
        time.sleep(0.01)
    fail("waited in vain for " + what)


class Desk:
    """An X server, a window manager and a router, ended together."""

    def __init__(self, folder):
        for name in ("banter", "banterd"):
            if not os.access(os.path.join(folder, name), os.X_OK):
                fail(f"{folder}/{name} isn't there: make release")
        self.processes = []
        atexit.register(self.close)  # also where something here fails
        self.display = ":" + self.start(["Xvfb", "-displayfd", "1", "-screen", "0", "1280x1024x24",
                                         "-nolisten", "tcp", "-r"]).stdout.readline().strip()
        self.state = tempfile.TemporaryDirectory()  # histories of people who never were
        self.environment = dict(os.environ, DISPLAY=self.display, LC_ALL="C.UTF-8", XDG_STATE_HOME=self.state.name)
        self.start(["openbox", "--sm-disable"])
        wait_until(lambda: "0x" in self.output(["xprop", "-root", "_NET_SUPPORTING_WM_CHECK"]), "openbox")
        router = self.start([os.path.join(folder, "banterd"), "--config", "/dev/null", "--in-memory", "--listen", "127.0.0.1:0",
                             "--rate", "unlimited", "--byte-rate", "unlimited", "--keep-messages", "1000000",
                             "--keep-bytes", "1000000000"])
        line = router.stdout.readline()
        if not line.startswith("listening on "):
            fail("banterd did not start")
        self.router = line.split()[-1]
        # With the pin nobody is asked whether the router's key is the right one.
        self.link = f"banter://{self.router}/?pin={router.stdout.readline().split()[-1]}"

    def start(self, command):
        environment = getattr(self, "environment", os.environ)
        process = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, text=True,
                                   stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.processes.append(process)
        return process

    def output(self, command):
        return subprocess.run(command, env=self.environment, capture_output=True, text=True).stdout

    def end(self, process):
        process.terminate()
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        self.processes.remove(process)

    def close(self):
        for process in reversed(list(self.processes)):
            self.end(process)


class Program:
    """A program to measure, and how its window that takes text is reached."""

    def __init__(self, name, command, window_class, text_window=None, opening_keys=()):
        self.name, self.command, self.window_class = name, command, window_class
        self.text_window, self.opening_keys = text_window, opening_keys


def build_probe(folder):
    probe = os.path.join(folder, "xprobe")
    compiler = shutil.which("cc") or shutil.which("clang") or fail("there is no C compiler")
    source = os.path.join(HERE, "xprobe.c")
    subprocess.run([compiler, "-O2", "-o", probe, source, "-lX11", "-lXtst", "-lXdamage"], check=True)
    return probe


def probe_once(desk, probe, program, keys=KEYS, options=()):
    """What xprobe measures of a program; with no keys only its start."""
    command = [probe, "-n", str(keys), "-c", program.window_class] + list(options)
    if program.text_window and (keys or options):
        for key in program.opening_keys:
            command += ["-k", key]
        command += ["-i", program.text_window]
    run = subprocess.run(command + ["--"] + program.command, env=desk.environment,
                         capture_output=True, text=True)
    if run.returncode:
        fail(f"{program.name}: {run.stderr.strip()}")
    values = {key: float(value) for key, value in re.findall(r"(\w+)=([-\d.]+)", run.stdout)}
    if keys and values["keys_seen"] < 0.9 * keys:
        fail(f"{program.name}: only {values['keys_seen']:.0f} of {keys} key presses changed the window")
    return values


REQUEST = re.compile(r"\d+:<:([0-9a-f]{4}):")
REPLY = re.compile(r"\d+:>:([0-9a-f]{4}): ?\d+: Reply to")


def count_trace(lines):
    """Requests, and how often the program waited: all that it had asked for came, and then it went on.

    xtrace passes a burst of requests on in pieces, with the first replies between them. The burst is
    one wait all the same: as long as a reply is owed, the program has not been waiting for the last one.
    """
    answered = {match[1] for match in map(REPLY.match, lines) if match}
    requests, waits, owed = 0, 0, set()
    for line in lines:
        if match := REQUEST.match(line):
            requests += 1
            owed |= {match[1]} & answered
        elif (match := REPLY.match(line)) and match[1] in owed:
            owed.remove(match[1])
            waits += not owed
    return requests, waits


class Trace:
    """The file that xtrace writes, read piece by piece."""

    def __init__(self, path):
        self.file = open(path, encoding="utf-8", errors="replace")

    def until_quiet(self, quiet, most):
        lines, start = [], time.monotonic()
        changed = start
        while time.monotonic() - changed < quiet and time.monotonic() - start < most:
            if piece := self.file.readlines():
                lines += piece
                changed = time.monotonic()
            time.sleep(0.005)
        return lines


def free_display():
    return next(n for n in range(200, 1000) if not os.path.exists(f"/tmp/.X11-unix/X{n}"))


def trace_once(desk, program):
    """(requests, round trips) at start, and for one key press."""
    with tempfile.NamedTemporaryFile() as file:
        trace = Trace(file.name)
        tracer = desk.start(["xtrace", "-n", "-D", f":{free_display()}", "-d", desk.display,
                             "-o", file.name, "--"] + program.command)
        wait_for_window(desk, ["--class", program.window_class])
        start = count_trace(trace.until_quiet(0.5, 5))
        if program.text_window:
            desk.output(["xdotool", "key"] + list(program.opening_keys))
            wait_for_window(desk, ["--classname", f"^{program.text_window}$"])
            trace.until_quiet(0.3, 1.5)
        presses = []
        for _ in range(TRACED_KEYS):
            desk.output(["xdotool", "key", "a"])
            presses.append(count_trace(trace.until_quiet(0.1, 0.3)))
        for window in desk.output(["xdotool", "search", "--class", program.window_class]).split():
            desk.output(["xdotool", "windowkill", window])
        wait_until(lambda: not desk.output(["xdotool", "search", "--class", program.window_class]), "the end")
        desk.end(tracer)
        return start, tuple(statistics.median(column) for column in zip(*presses))


def wait_for_window(desk, condition):
    search = ["xdotool", "search", "--onlyvisible"] + condition
    wait_until(lambda: desk.output(search).strip(), "a window of " + condition[1])


def row(label, banter, xterm, form, target=None, met=None):
    ratio = f"{banter / xterm:5.2f}" if xterm else "    -"
    verdict = "" if target is None else f"  {target:<24} {'PASS' if met else 'MISS'}"
    print(f"  {label:<30} {banter:>9{form}} {xterm:>9{form}}   {ratio} {verdict}".rstrip())
    return met is not False


def report(measured, traced):
    def middle(program, key):
        return statistics.median(run[key] for run in measured[program])

    def both(key):
        return middle("banter", key), middle("xterm", key)

    print(f"  {'':<30} {'banter':>9} {'xterm':>9}   ratio   target")
    paint, memory, p50, p99 = both("paint"), both("pss_kib"), both("key_p50"), both("key_p99")
    memory = tuple(value / 1024 for value in memory)
    (start_b, key_b), (start_x, key_x) = traced["banter"], traced["xterm"]
    results = [
        row("start to painted, ms", *paint, ".1f", "within 1.3 x xterm", paint[0] <= 1.3 * paint[1]),
        row("start to settled, ms", *both("settled"), ".1f"),
        row("proportional set size, MiB", *memory, ".1f", "under 16", memory[0] < 16),
        row("key to pixels p50, ms", *p50, ".2f", "within 2 x xterm", p50[0] <= 2 * p50[1]),
        row("key to pixels p99, ms", *p99, ".2f"),
        row("X requests at start", start_b[0], start_x[0], ".0f"),
        row("X round trips at start", start_b[1], start_x[1], ".0f", "at most 25", start_b[1] <= 25),
        row("X requests, one key press", key_b[0], key_x[0], ".0f"),
        row("X round trips, one key press", key_b[1], key_x[1], ".0f", "none", key_b[1] == 0),
    ]
    return all(results)


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    folder = os.path.abspath(sys.argv[1])
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 7
    desk = Desk(folder)
    try:
        probe = build_probe(folder)
        banter = [os.path.join(folder, "banter"), desk.link, "--name"]
        programs = [
            lambda turn: Program("xterm", ["xterm", "-e", "cat"], "XTerm"),
            lambda turn: Program("banter", banter + [f"alice {turn}"], "Banter", "chat", ("Home", "Return")),
        ]
        measured, traced = {"banter": [], "xterm": []}, {}
        for turn in range(runs + 1):
            for make in programs:
                program = make(turn)
                values = probe_once(desk, probe, program)
                if turn:
                    measured[program.name].append(values)
        for make in programs:
            program = make("traced")
            traced[program.name] = trace_once(desk, program)
        print(f"medians of {runs} interleaved runs, {KEYS} key presses each, Xvfb and openbox")
        report(measured, traced)
    finally:
        desk.close()


if __name__ == "__main__":
    main()
