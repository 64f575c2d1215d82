"""Whether what came is what a case expects."""

import json
import pathlib
import re
import time

KEYS = pathlib.Path(__file__).parent / "keys"


def refuse_twice(pairs):
    keys = [key for key, _ in pairs]
    if len(set(keys)) < len(keys):
        raise ValueError(f"a key comes twice: {keys}")
    return dict(pairs)


def refuse_constant(word):
    raise ValueError(word)


def parse(text):
    """Strict JSON: Python's own takes NaN, and equal keys."""
    return json.loads(text, object_pairs_hook=refuse_twice, parse_constant=refuse_constant)


def is_id(value, memory):
    if not isinstance(value, str) or not re.fullmatch("[0-9a-f]{16}", value):
        return False
    grows = value > memory.get("id", "")
    memory["id"] = value
    return grows


def key_file(name):
    return KEYS / f"{name}.pem"


def pin(name):
    """The fingerprint of one of the keys: it stands above it in its file."""
    with open(key_file(name), encoding="ascii") as file:
        return file.readline().split()[1]


def is_time(value):
    return type(value) is int and abs(value / 1000 - time.time()) < 60


def word_matches(word, value, memory):
    """The words that stand for a value that is not known before."""
    name, _, rest = word.partition(":")
    if name == "$text":
        return isinstance(value, str) and value != "" and value.isprintable()
    if name == "$int":
        return type(value) is int
    if name == "$ts":
        return is_time(value)
    if name == "$id":
        return is_id(value, memory)
    if name == "$pin":
        return value == pin(rest)
    if name == "$all":
        character, _, count = rest.partition(":")
        return value == character * int(count)
    if name == "$is":  # the first time anything, then the same again
        return memory.setdefault(rest, value) == value
    return False


def matches(pattern, value, memory):
    if isinstance(pattern, str) and pattern.startswith("$"):
        return word_matches(pattern, value, memory)
    if isinstance(pattern, dict):
        return (isinstance(value, dict) and pattern.keys() == value.keys()
                and all(matches(pattern[key], value[key], memory) for key in pattern))
    if isinstance(pattern, list):
        return (isinstance(value, list) and len(pattern) == len(value)
                and all(matches(a, b, memory) for a, b in zip(pattern, value)))
    return type(pattern) is type(value) and pattern == value


def line_matches(pattern, text):
    """A legacy text: as written, but '$text' at its end is any words."""
    if pattern.endswith("$text"):
        start = pattern[:-len("$text")]
        return text.startswith(start) and len(text) > len(start) and text.isprintable()
    return pattern == text
