"""Reads case files: README.md tells how they are written."""

import json
import re

VERBS = ("connects", "enters", "quits", "resets", "ends", "closed", ">", ">body", ">raw", "<")


class Mistake(Exception):
    """A case file that can't be read."""


class Step:
    def __init__(self, place, who, verb, rest):
        self.place, self.who, self.verb, self.rest = place, who, verb, rest
        # What follows 'connects' and 'enters': what is spoken, and by whose key the connection is encrypted.
        words = rest.split() if verb in ("connects", "enters") else []
        self.dialect = next((word for word in words if not word.startswith("key=")), "")
        self.key = next((word.removeprefix("key=") for word in words if word.startswith("key=")), None)

    def __str__(self):
        return f"{self.place}: {self.who} {self.verb} {self.rest}"[:300]


class Case:
    def __init__(self, place, title):
        self.place, self.title, self.options, self.steps = place, title, [], []

    @property
    def has_log(self):
        """Whether somebody in it speaks version 2, or has a key: the log, and whose each name is, outlive a case."""
        return any(
            step.verb in ("restarts", "unbinds") or step.key or step.dialect == "version2"
            or '"v":2' in step.rest or '\\"v\\":2' in step.rest for step in self.steps)


def read_cases(path):
    cases = []
    with open(path, encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            place, line = f"{path.name}:{number}", line.strip()
            if line.startswith("== "):
                cases.append(Case(place, line[3:]))
            elif line and not line.startswith("#"):
                if not cases:
                    raise Mistake(f"{place}: a step before the first '== TITLE'")
                read_line(cases[-1], place, line)
    return cases


def read_line(case, place, line):
    if match := re.fullmatch(r"router: (.*)", line):
        case.options += match[1].split()
        return
    if line in ("router stops", "router restarts"):
        case.steps.append(Step(place, "router", line.split()[1], ""))
        return
    if match := re.fullmatch(r"router unbinds (.+)", line):
        case.steps.append(Step(place, "router", "unbinds", match[1]))
        return
    match = re.fullmatch(r"(?:(\d+) x )?(\w+) +(\S+)(?: (.*))?", line)
    if not match or match[3] not in VERBS:
        raise Mistake(f"{place}: not a step: {line}")
    step = Step(place, match[2], match[3], match[4] or "")
    case.steps += [step] * int(match[1] or 1)


def pieces(place, text):
    """The bytes of '>body' and '>raw': '00 7b "text" 78*100', and one '78*=4096' that fills up to a length."""
    before, after, fill = b"", b"", None
    for token, string, digits, total, count in re.findall(
            r'(("(?:[^"\\]|\\.)*")|([0-9a-fA-F]{2}))(?:\*=(\d+)|\*(\d+))?(?:\s+|$)', text):
        data = json.loads(string).encode("utf-8", "surrogatepass") if string else bytes.fromhex(digits)
        if total:
            fill = (data, int(total))
        elif fill:
            after += data * int(count or 1)
        else:
            before += data * int(count or 1)
    if not before and not after and not fill and text:
        raise Mistake(f"{place}: no pieces: {text}")
    if not fill:
        return before
    data, total = fill
    return before + data * ((total - len(before) - len(after)) // len(data)) + after


def legacy_text(text):
    r"""A legacy body as written: \n, \r, \\, \xHH and \uHHHH stand for what they do elsewhere."""
    names = {"n": "\n", "r": "\r", "t": "\t", "\\": "\\"}
    return re.sub(r"\\(?:([nrt\\])|x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4}))",
                  lambda m: names[m[1]] if m[1] else chr(int(m[2] or m[3], 16)), text)
