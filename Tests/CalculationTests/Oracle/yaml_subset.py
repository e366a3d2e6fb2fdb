"""Reads the part of YAML that policy files are written in, so that the oracle needs nothing but Python.

Mappings, lists, flow mappings and flow lists (over several lines too), plain and quoted scalars, comments, anchors. Every
scalar is a text; `null` is None. Anything else is an error, not a guess.
"""


def load(text):
    reader = _Reader(text)
    value = reader.block(0)
    if reader.lines:
        raise ValueError(f"line {reader.lines[0][0]} is not understood")
    return value


class _Reader:
    def __init__(self, text):
        self.anchors = {}
        self.lines = []  # number, indent, text
        for number, line in enumerate(text.split("\n"), 1):
            line = _without_comment(line).rstrip()
            if line.strip():
                self.lines.append((number, len(line) - len(line.lstrip(" ")), line.strip()))

    def block(self, indent):
        if not self.lines or self.lines[0][1] < indent:
            return None
        indent = self.lines[0][1]
        return self.sequence(indent) if self.lines[0][2].startswith("- ") else self.mapping(indent)

    def sequence(self, indent):
        items = []
        while self.lines and self.lines[0][1] == indent and self.lines[0][2].startswith("- "):
            number, _, text = self.lines.pop(0)
            rest = text[2:].lstrip()
            inner = indent + len(text) - len(rest)
            if _key_of(rest) is not None and rest[0] not in "{[&*'\"":
                self.lines.insert(0, (number, inner, rest))
                items.append(self.mapping(inner))
            else:
                items.append(self.value(rest))
        return items

    def mapping(self, indent):
        found = {}
        while self.lines and self.lines[0][1] == indent and not self.lines[0][2].startswith("- "):
            number, _, text = self.lines.pop(0)
            split = _key_of(text)
            if split is None:
                raise ValueError(f"line {number} is no mapping: {text}")
            key, rest = split
            if key in found:
                raise ValueError(f"line {number} repeats {key}")
            if rest:
                found[key] = self.value(rest)
            elif self.lines and self.lines[0][1] == indent and self.lines[0][2].startswith("- "):
                found[key] = self.sequence(indent)
            else:
                found[key] = self.block(indent + 1)
        return found

    def value(self, text):
        if text[0] == "*":
            return self.anchors[text[1:]]
        if text[0] == "&":
            name, rest = text[1:].split(" ", 1)
            self.anchors[name] = self.value(rest)
            return self.anchors[name]
        while text[0] in "{[" and _depth(text) > 0:
            text += " " + self.lines.pop(0)[2]
        value, rest = _flow(text)
        if rest.strip():
            raise ValueError(f"not understood: {rest}")
        return value


def _without_comment(line):
    quote = None
    for place, char in enumerate(line):
        if quote:
            quote = None if char == quote else quote
        elif char in "'\"" and (place == 0 or line[place - 1] in " {[,:"):
            quote = char
        elif char == "#" and (place == 0 or line[place - 1] == " "):
            return line[:place]
    return line


def _key_of(text):
    """The key of a line `key: value` and the rest; None if it has none."""
    if text[0] in "'\"":
        end = text.index(text[0], 1)
        return (text[1:end], text[end + 2:].strip()) if text[end + 1:end + 2] == ":" else None
    if text[0] in "{[&*":
        return None
    place = text.find(": ")
    if place < 0:
        return (text[:-1], "") if text.endswith(":") else None
    return text[:place], text[place + 2:].strip()


def _depth(text):
    depth, quote = 0, None
    for char in text:
        if quote:
            quote = None if char == quote else quote
        elif char in "'\"":
            quote = char
        elif char in "{[":
            depth += 1
        elif char in "}]":
            depth -= 1
    return depth


def _flow(text, ends=""):
    text = text.lstrip()
    if text[0] in "'\"":
        end = text.index(text[0], 1)
        return text[1:end], text[end + 1:]
    if text[0] == "{":
        found, text = {}, text[1:].lstrip()
        while text[0] != "}":
            key, text = _flow(text, ":")
            if text[0] != ":":
                raise ValueError(f"no colon before {text}")
            found[key], text = _flow(text[1:], ",}")
            text = text.lstrip()
            if text[0] == ",":
                text = text[1:].lstrip()
        return found, text[1:]
    if text[0] == "[":
        found, text = [], text[1:].lstrip()
        while text[0] != "]":
            value, text = _flow(text, ",]")
            found.append(value)
            text = text.lstrip()
            if text[0] == ",":
                text = text[1:].lstrip()
        return found, text[1:]
    end = 0
    while end < len(text) and text[end] not in ends:
        end += 1
    scalar = text[:end].strip()
    return (None if scalar in ("null", "~", "") else scalar), text[end:]
