#!/usr/bin/env python3
"""Many people at once, for the tests: `crowd.py HOST PORT COUNT` signs in `member 0001` and so on.

They speak the first source document's protocol and say nothing. When the router has told the last of
them about everybody, `COUNT are here` is printed; the end of the input ends them all.
"""

import json
import resource
import select
import socket
import struct
import sys


def drain(connections):
    """Reads and forgets what came, so that no queue of the router fills."""
    for connection in select_readable(connections):
        connection.recv(1 << 20)


def select_readable(connections):
    poll = select.poll()
    by_descriptor = {}
    for connection in connections:
        poll.register(connection, select.POLLIN)
        by_descriptor[connection.fileno()] = connection
    return [by_descriptor[descriptor] for descriptor, _ in poll.poll(0)]


def join(address, name):
    connection = socket.create_connection(address)
    body = json.dumps({"type": "register", "username": name}).encode("utf-8")
    connection.sendall(struct.pack("!I", len(body)) + body)
    return connection


def main():
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    host, port, count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    connections = []
    for number in range(1, count + 1):
        connections.append(join((host, port), f"member {number:04}"))
        if number % 50 == 0:
            drain(connections)
    told = b""
    while f'member {count:04}"'.encode() not in told:
        told = told[-100:] + connections[-1].recv(1 << 20)
    print(count, "are here", flush=True)
    poll = select.poll()
    poll.register(sys.stdin, select.POLLIN | select.POLLHUP)
    while not poll.poll(50):
        drain(connections)


main()
