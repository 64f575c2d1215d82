#!/usr/bin/env python3
"""Makes the system calls of a router fail while clients use it, and holds it to what must still hold.

    faults.py [ROUTER]      the program; the default is .build/debug/banterd

strace is attached to a running router and lets every few calls of one kind fail in one way (EINTR, EAGAIN, EMFILE,
ENOMEM, EIO, ENOSPC), while conformance cases are played, clients come with TLS, many are silent, and one writes to
somebody who is away. Clients may be cut off meanwhile. What must hold each time:

- the router lives, and goes on serving as if nothing had been, once the calls succeed again: a case, TLS and all;
- it does not spin: less than a tenth of a processor in a second of silence, with the faults still on;
- it is not mute: whoever connects is served or closed within the conformance's patience;
- after all of that SIGTERM ends it with status 0;
- whatever was acked is in the log of whom it was for, once, in order and without a gap: before that end, and after the
  next start.

It takes root, or a kernel that lets one's own processes be traced (kernel.yama.ptrace_scope).
"""

import itertools
import json
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
# Which calls fail how. poll itself can be interrupted; what it says of nothing is always true. A close that fails has
# closed all the same, but strace can't do that.
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
        (["newfstatat", "lseek", "unlink"], ["EIO"]),
        (["epoll_create1"], ["EMFILE", "ENOMEM"]),
        (["epoll_ctl"], ["ENOMEM", "ENOSPC"]),
        (["epoll_wait"], ["EINTR"]),
        (["clone3", "mmap", "madvise"], ["EAGAIN", "ENOMEM"]),
    ]
    for call in calls
    for error in errors
    # What it allocates from has no other answer than to end: that is the kernel's to prevent.
    if (call, error) not in [("mmap", "ENOMEM"), ("mmap", "EAGAIN")]
]
CASES = ["1-first", "9-closes"]


SILENT = 60  # more clients than the router has in its poll one by one
SAID = 10  # messages to who is away, for each fault


class Router:
    def __init__(self, program, folder=None):
        self.folder = folder or tempfile.TemporaryDirectory(prefix="faults-")
        self.log = open(pathlib.Path(self.folder.name) / "log", "a+")
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


class Writer:
    """Somebody who writes to `keeper`, and knows what was acked."""

    def __init__(self, router):
        self.acked, self.numbers = [], itertools.count()
        with Client(router.port, "keeper", 20):
            pass  # a name that was never here is not written to

    def write(self, router):
        """Says a few things; any of it may be cut off."""
        texts = [f"text {next(self.numbers)}" for _ in range(SAID)]
        try:
            with Client(router.port, "writer", 2) as client:
                for text in texts:
                    client.send({"type": "chat", "to": "keeper", "msg": text, "cid": text})
                for message in itertools.islice(client.messages(("ack", "error")), SAID):
                    if message["type"] == "ack":
                        self.acked.append(message["cid"])
        except OSError:
            pass

    def fault(self, router):
        """None, or what is wrong with the log of `keeper`."""
        log, head = [], None
        try:
            with Client(router.port, "keeper", 20) as client:
                head = client.welcome["head"]
                log += itertools.islice(client.messages(("chat",)), head)
        except OSError as failure:
            return f"of {head} messages in the log of who was away only {len(log)} come: {failure}"
        if [message["seq"] for message in log] != list(range(1, head + 1)):
            return "the log of who was away has a gap"
        texts, acked = [message["msg"] for message in log], set(self.acked)
        stored = [text for text in texts if text in acked]
        if stored != self.acked:
            lost = [text for text in self.acked if text not in texts]
            return f"{len(lost)} that were acked are lost, {len(stored) - len(set(stored))} are there twice: {lost[:5]}"
        return None


class Client:
    """A connection of version 2, in the clear."""

    def __init__(self, port, name, timeout):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout)
        self.stream = self.socket.makefile("rb")
        self.send({"type": "register", "username": name, "v": 2, "since": 0})
        self.welcome = next(self.messages(("welcome",)))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    def send(self, message):
        body = json.dumps(message).encode()
        self.socket.sendall(struct.pack(">I", len(body)) + body)

    def messages(self, types):
        while len(header := self.stream.read(4)) == 4:
            message = json.loads(self.stream.read(struct.unpack(">I", header)[0]))
            if message["type"] in types:
                yield message
        raise ConnectionResetError("the router ended the connection")


def be_silent(port):
    """Many clients, of which the router only hears that they come and go."""
    clients = []
    try:
        for number in range(SILENT):
            clients.append(Client(port, f"silent{number}", 2))
    except OSError:
        pass
    for client in clients:
        client.socket.close()


def disturb(router, writer):
    """What goes on while calls fail: any of it may be cut off."""
    writer.write(router)
    be_silent(router.port)
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


def check(router, writer, call, error):
    """None, or what did not hold."""
    try:
        strace = Strace(router.process.pid, call, error)
    except RuntimeError as failure:
        return f"strace: {failure}"
    try:
        disturb(router, writer)
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
    router, failures, start, count = Router(program), [], time.monotonic(), 0
    writer = Writer(router)
    for call, error in FAULTS:
        failure = check(router, writer, call, error)
        print(f"{call} {error}: {failure or 'fine'}", flush=True)
        if failure:
            failures.append((call, error))
        if not router.is_alive():
            print(pathlib.Path(router.log.name).read_text()[-2000:])
            router = Router(program)
            count += len(writer.acked)
            writer = Writer(router)
    last = conformance(router.port, 20)
    if last.returncode != 0:
        print("after all of it the cases fail:\n" + last.stdout)
        failures.append("conformance")
    logs = [writer.fault(router)]
    status = router.end()
    if status != 0:
        failures.append(f"SIGTERM: {status}")
        print(f"SIGTERM ended it with {status}")
    again = Router(program, router.folder)
    logs.append(writer.fault(again))
    again.end()
    for fault in filter(None, logs):
        failures.append(fault)
        print(fault)
    count += len(writer.acked)
    if not count:
        failures.append("nothing was acked")
    print(f"{len(FAULTS)} faults, {count} acked, {len(failures)} failed ({time.monotonic() - start:.0f} s)")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
