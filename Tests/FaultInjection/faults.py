#!/usr/bin/env python3
"""Makes the system calls of a router fail while clients use it, and holds it to what must still hold.

    faults.py [ROUTER]      the program; the default is .build/debug/banterd

strace is attached to a running router and lets every few calls of one kind fail in one way (EINTR, EAGAIN, EMFILE,
ENOMEM, EIO, ENOSPC), while conformance cases are played and clients come with TLS. Clients may be cut off
meanwhile. What must hold each time:

- the router lives, and goes on serving as if nothing had been, once the calls succeed again: a case, TLS and all;
- it does not spin: less than a tenth of a processor in a second of silence, with the faults still on;
- it is not mute: whoever connects is served or closed within the conformance's patience;
- after all of that SIGTERM ends it with status 0.

It takes root, or a kernel that lets one's own processes be traced (kernel.yama.ptrace_scope).
"""

import os
import pathlib
import signal
import socket
import ssl
import struct
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).parent
CONFORMANCE = HERE.parent / "Conformance/run.py"
# Which calls fail how. poll itself can be interrupted; what it says of nothing is always true.
FAULTS = [
    (call, error)
    for calls, errors in [
        (["accept4"], ["EINTR", "EAGAIN", "EMFILE", "ENFILE", "ENOMEM", "ECONNABORTED"]),
        (["recvfrom", "sendto", "sendmsg"], ["EINTR", "EAGAIN", "EIO", "ENOMEM"]),
        (["read", "write"], ["EINTR", "EAGAIN", "EIO", "ENOSPC"]),
        (["pread64", "pwrite64", "fsync", "fdatasync", "ftruncate"], ["EINTR", "EIO", "ENOSPC"]),
        (["openat", "socket", "eventfd2"], ["EMFILE", "EIO", "ENOSPC"]),
        (["poll", "ppoll"], ["EINTR", "EAGAIN", "ENOMEM"]),
        (["setsockopt", "getsockopt", "fcntl", "shutdown", "getpeername"], ["EIO", "ENOMEM"]),
        (["getrandom"], ["EINTR", "EAGAIN"]),
        (["clone3", "mmap", "madvise"], ["EAGAIN", "ENOMEM"]),
    ]
    for call in calls
    for error in errors
    # What it allocates from has no other answer than to end: that is the kernel's to prevent.
    if (call, error) not in [("mmap", "ENOMEM"), ("mmap", "EAGAIN")]
]
CASES = ["1-first", "9-closes"]


class Router:
    def __init__(self, program):
        self.folder = tempfile.TemporaryDirectory(prefix="faults-")
        self.log = open(pathlib.Path(self.folder.name) / "log", "w+")
        self.process = subprocess.Popen(
            [program, "--listen", "127.0.0.1:0", "--state", self.folder.name + "/state", "--rate", "unlimited",
             "--config", "/dev/null", "--metrics", f"unix:{self.folder.name}/metrics", "--exit-with-stdin"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.log, text=True)
        line = self.process.stdout.readline()
        if not line.startswith("listening on "):
            sys.exit("the router did not start: " + open(self.log.name).read())
        self.port = int(line.rpartition(":")[2])
        self.state = self.folder.name + "/state"

    def is_alive(self):
        return self.process.poll() is None

    def processor_time(self):
        fields = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def end(self):
        self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return None


class Strace:
    """Lets calls of a process and of its threads fail, from here to `end`."""

    def __init__(self, pid, call, error):
        # The first one that comes fails, then every third: enough to hurt, and something still gets through.
        self.process = subprocess.Popen(
            ["strace", "-f", "-qq", "-e", f"trace={call}", "-e", f"inject={call}:error={error}:when=1+3",
             "-o", "/dev/null", "-p", str(pid)], stderr=subprocess.PIPE, text=True)
        deadline = time.monotonic() + 10
        while not self.is_attached(pid):
            if self.process.poll() is not None:
                raise RuntimeError(self.process.stderr.read().strip())
            if time.monotonic() > deadline:
                raise RuntimeError("strace does not attach")
            time.sleep(0.01)

    def is_attached(self, pid):
        status = pathlib.Path(f"/proc/{pid}/status").read_text()
        return f"TracerPid:\t{self.process.pid}" in status

    def end(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(10)


def conformance(port, patience):
    command = [sys.executable, CONFORMANCE, "--connect", f"127.0.0.1:{port}", "--patience", str(patience), *CASES]
    try:
        return subprocess.run(command, capture_output=True, text=True, timeout=600)
    except subprocess.TimeoutExpired as timeout:
        return subprocess.CompletedProcess(command, 1, (timeout.stdout or b"").decode() + "it hung", "")


def talk_in_tls(port, timeout):
    """Registers over TLS and is answered; raises where that fails."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    with socket.create_connection(("127.0.0.1", port), timeout) as plain, context.wrap_socket(plain) as client:
        body = b'{"type":"register","username":"tls","v":2}'
        client.sendall(struct.pack(">I", len(body)) + body)
        answer = client.recv(65536)
        if b"welcome" not in answer:
            raise OSError(f"it answered {answer[:200]!r}")


def disturb(router):
    """What goes on while calls fail: any of it may be cut off."""
    conformance(router.port, 1)
    for _ in range(5):
        try:
            talk_in_tls(router.port, 2)
        except (OSError, ssl.SSLError):
            pass
    for path in ("metrics", "state/control"):
        try:
            with socket.socket(socket.AF_UNIX) as client:
                client.settimeout(2)
                client.connect(f"{router.folder.name}/{path}")
                client.sendall(b"GET /metrics HTTP/1.0\r\n\r\n" if path == "metrics" else b"users\n")
                client.recv(65536)
        except OSError:
            pass


def settle(router):
    """Waits until all that was begun has ended: a client that was cut off is waited for by its own deadlines."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            talk_in_tls(router.port, 5)
            return None
        except (OSError, ssl.SSLError) as error:
            failure = error
            time.sleep(0.2)
    return f"it does not serve again: {failure}"


def check(router, call, error):
    """None, or what did not hold."""
    try:
        strace = Strace(router.process.pid, call, error)
    except RuntimeError as failure:
        return f"strace: {failure}"
    try:
        disturb(router)
        if not router.is_alive():
            return f"it ended with {router.process.returncode}"
        before = router.processor_time()
        time.sleep(1)
        burned = router.processor_time() - before
        if burned > 0.1:
            return f"{burned:.2f} s of processor time in a second of silence"
    finally:
        strace.end()
    if not router.is_alive():
        return f"it ended with {router.process.returncode}"
    return settle(router)


def main():
    program = sys.argv[1] if len(sys.argv) > 1 else str(HERE.parents[1] / ".build/debug/banterd")
    router, failures, start = Router(program), [], time.monotonic()
    for call, error in FAULTS:
        failure = check(router, call, error)
        print(f"{call} {error}: {failure or 'fine'}", flush=True)
        if failure:
            failures.append((call, error))
        if not router.is_alive():
            print(pathlib.Path(router.log.name).read_text()[-2000:])
            router = Router(program)
    last = conformance(router.port, 20)
    if last.returncode != 0:
        print("after all of it the cases fail:\n" + last.stdout)
        failures.append("conformance")
    status = router.end()
    if status != 0:
        failures.append(f"SIGTERM: {status}")
        print(f"SIGTERM ended it with {status}")
    print(f"{len(FAULTS)} faults, {len(failures)} failed ({time.monotonic() - start:.0f} s)")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
