#!/usr/bin/env python3
"""A picture of Banter with text in many scripts: a roster and a conversation, on an X server of its own.

    scripts.py FOLDER PICTURE      FOLDER holds the release binaries banter and banterd
"""

import json
import os
import shutil
import socket
import struct
import subprocess
import sys
import tempfile
import time

NAMES = ["Ελένη", "Иван", "דוד", "فاطمة", "अनिता", "สมชาย", "田中さくら", "김민준", "Zoë"]
TALK = [
    "Latin: naïve façade, Žluťoučký kůň, office AVATAR",
    "Ελληνικά · Русский язык · Հայերեն · ქართული",
    "עברית: מחר בשעה 10:30, ב-Café Nordau, בסדר?",
    "العربية: السَّلَامُ عَلَيْكُمْ، نلتقي في 12 مايو (Berlin)",
    "हिन्दी: क्षत्रिय, श्री, कर्म, हिन्दी में लिखिए",
    "বাংলা: ক্ষুদ্র · தமிழ்: கொடுத்தார்",
    "ไทย: ที่นี่น้ำใส ผู้ใหญ่บ้านอยู่ในกรุงเทพมหานคร",
    "中文与日本語：すべての人間は、生まれながらにして自由である。漢字とカタカナ",
    "한국어: 모든 인간은 자유롭다 · አማርኛ",
    "👨‍👩‍👧‍👦 👍🏽 🇩🇪 🏳️‍🌈 1️⃣ ❤️ ✌︎ 🧑🏿‍💻",
    "e\u0301\u0323 n\u0303 Z\u0351\u036bA\u0334\u0310L\u0353\u0309G\u0321\u0300O\u035f  no font: \U00010ffd \uabcd",
    "Long: https://example.org/a/very-long/path?with=many&parts=that-break עִבְרִית in the middle שלום 123, and on.",
]


def until(condition, what, seconds=20):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if result := condition():
            return result
        time.sleep(0.05)
    sys.exit("scripts: waited in vain for " + what)


class Peer:
    """A client of the plain protocol that one of the windows talks with."""

    def __init__(self, router, name):
        host, port = router.rsplit(":", 1)
        self.socket = socket.create_connection((host, int(port)))
        self.send({"type": "register", "username": name})

    def send(self, message):
        body = json.dumps(message).encode()
        self.socket.sendall(struct.pack(">I", len(body)) + body)


def output(*command):
    return subprocess.run(command, capture_output=True, text=True).stdout


def windows(instance):
    return output("xdotool", "search", "--onlyvisible", "--classname", "^" + instance + "$").split()


def still_picture(path):
    last = None
    for _ in range(60):
        output("import", "-window", "root", path)
        now = output("identify", "-format", "%#", path)
        if now == last:
            return
        last = now
        time.sleep(0.3)


def main():
    folder, picture = sys.argv[1:3]
    processes = []

    def start(*command):
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        processes.append(process)
        return process

    work = tempfile.mkdtemp()
    try:
        display = start("Xvfb", "-displayfd", "1", "-screen", "0", "900x560x24", "-nolisten", "tcp", "-r")
        os.environ.update(DISPLAY=":" + display.stdout.readline().strip(), LC_ALL="C.UTF-8", XMODIFIERS="@im=none",
                          XDG_STATE_HOME=work)
        start("openbox", "--sm-disable")
        until(lambda: "0x" in output("xprop", "-root", "_NET_SUPPORTING_WM_CHECK"), "openbox")
        lines = start(folder + "/banterd", "--in-memory", "--listen", "127.0.0.1:0").stdout
        router, pin = (lines.readline().split()[-1] for _ in range(2))
        start(folder + "/banter", f"banter://{router}/?pin={pin}", "--name", "alice")
        until(lambda: windows("roster"), "the roster")
        peers = {name: Peer(router, name) for name in NAMES}
        roster = windows("roster")[0]
        speaker = peers["דוד"]
        time.sleep(0.5)
        for text in TALK:
            speaker.send({"type": "chat", "to": "alice", "msg": text})
            time.sleep(0.05)
        chat = until(lambda: windows("chat"), "the conversation")[0]
        output("xdotool", "windowmove", roster, "10", "30", "windowsize", roster, "230", "500")
        output("xdotool", "windowmove", chat, "260", "30", "windowsize", chat, "620", "500")
        output("xdotool", "windowactivate", "--sync", chat)
        time.sleep(0.5)
        still_picture(work + "/picture.png")
        os.makedirs(os.path.dirname(picture) or ".", exist_ok=True)
        shutil.move(work + "/picture.png", picture)
    finally:
        for process in reversed(processes):
            process.terminate()
        shutil.rmtree(work)


if __name__ == "__main__":
    main()
