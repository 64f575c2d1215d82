#!/usr/bin/env python3
"""A client of the first source document: JSON objects, each after its length in four bytes.

    jsonclient.py HOST PORT NAME

Written from that document alone. What the router sends is printed, a line each:

    users alice, bob            everybody connected
    alice: hello                a message to us (a line break in it is printed as \\n)
    error name_taken: text      the code, where the router gives one
    closed                      the connection has ended, and so does this

What is typed: `alice: hello` sends to alice, `alice: <3 lines\\nand more` with a line break in it;
`!raw {...}` sends that text as a frame; `!quit`, or the end of the input, leaves.
"""

import json
import socket
import struct
import sys
import threading


def escaped(text):
    return text.replace("\\", "\\\\").replace("\r", "\\r").replace("\n", "\\n")


def unescaped(text):
    return text.replace("\\\\", "\0").replace("\\n", "\n").replace("\\r", "\r").replace("\0", "\\")


def show(line):
    print(line, flush=True)


def send(connection, text):
    body = text.encode("utf-8")
    connection.sendall(struct.pack("!I", len(body)) + body)


def receive_exactly(connection, count):
    data = b""
    while len(data) < count:
        piece = connection.recv(count - len(data))
        if not piece:
            return None
        data += piece
    return data


def receive(connection):
    header = receive_exactly(connection, 4)
    if header is None:
        return None
    body = receive_exactly(connection, struct.unpack("!I", header)[0])
    return None if body is None else json.loads(body.decode("utf-8"))


def show_message(message):
    kind = message["type"]
    if kind == "user_list":
        show("users " + ", ".join(message["users"]))
    elif kind == "chat":
        show(message["from"] + ": " + escaped(message["msg"]))
    elif kind == "error":
        show("error " + message.get("code", "") + ": " + escaped(message["msg"]))
    else:
        show("unknown " + json.dumps(message))


def receive_all(connection):
    try:
        while (message := receive(connection)) is not None:
            show_message(message)
    except OSError:
        pass
    show("closed")


def send_all(connection, name):
    for line in sys.stdin:
        line = line.rstrip("\n")
        if line == "!quit":
            break
        if line.startswith("!raw "):
            send(connection, line[5:])
        elif ": " in line:
            peer, text = line.split(": ", 1)
            chat = {"type": "chat", "to": peer, "from": name, "msg": unescaped(text)}
            send(connection, json.dumps(chat, ensure_ascii=False))
        else:
            print("what is typed is PEER: TEXT, !raw JSON or !quit", file=sys.stderr)


def main():
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    host, port, name = sys.argv[1:]
    try:
        connection = socket.create_connection((host, int(port)))
    except OSError as error:
        sys.exit(f"{host}:{port}: {error.strerror}")
    send(connection, json.dumps({"type": "register", "username": name}, ensure_ascii=False))
    receiver = threading.Thread(target=receive_all, args=(connection,))
    receiver.start()
    try:
        send_all(connection, name)
        connection.shutdown(socket.SHUT_WR)
    except (OSError, KeyboardInterrupt):
        pass
    receiver.join(5)
    connection.close()


main()
