#!/usr/bin/env python3
"""A client of the second source document: text, each after its length in a header of 64 characters.

    headerclient.py HOST PORT NAME

Written from that document alone. What the router sends is printed, a line each:

    users alice, bob            everybody connected
    said alice: hello           any other text, as it came (a line break in it is printed as \\n)
    closed                      the connection has ended, and so does this

What is typed is sent as it is, \\n in it as a line break: a line for everyone, `!WHISPER:alice:hello`,
or `!DISCONNECT`, which the end of the input also sends.
"""

import json
import socket
import sys
import threading

HEADER = 64
USER_LIST_MESSAGE = "!USERLIST:"
DISCONNECT_MESSAGE = "!DISCONNECT"


def escaped(text):
    return text.replace("\\", "\\\\").replace("\r", "\\r").replace("\n", "\\n")


def unescaped(text):
    return text.replace("\\\\", "\0").replace("\\n", "\n").replace("\\r", "\r").replace("\0", "\\")


def show(line):
    print(line, flush=True)


def send(connection, text):
    body = text.encode("utf-8")
    connection.sendall(str(len(body)).encode("utf-8").ljust(HEADER) + body)


def receive_exactly(connection, count):
    data = b""
    while len(data) < count:
        piece = connection.recv(count - len(data))
        if not piece:
            return None
        data += piece
    return data


def receive(connection):
    header = receive_exactly(connection, HEADER)
    if header is None:
        return None
    body = receive_exactly(connection, int(header.strip()))
    return None if body is None else body.decode("utf-8")


def receive_all(connection):
    try:
        while (text := receive(connection)) is not None:
            if text.startswith(USER_LIST_MESSAGE):
                show("users " + ", ".join(json.loads(text[len(USER_LIST_MESSAGE):])))
            else:
                show("said " + escaped(text))
    except OSError:
        pass
    show("closed")


def send_all(connection):
    for line in sys.stdin:
        text = unescaped(line.rstrip("\n"))
        send(connection, text)
        if text == DISCONNECT_MESSAGE:
            return
    send(connection, DISCONNECT_MESSAGE)


def main():
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    host, port, name = sys.argv[1:]
    try:
        connection = socket.create_connection((host, int(port)))
    except OSError as error:
        sys.exit(f"{host}:{port}: {error.strerror}")
    send(connection, "USERNAME:" + name)
    receiver = threading.Thread(target=receive_all, args=(connection,))
    receiver.start()
    try:
        send_all(connection)
    except (OSError, KeyboardInterrupt):
        pass
    receiver.join(5)
    connection.close()


main()
