"""The policy files as the oracle understands them: written from docs/policy.md, not from the platform's code."""

import datetime
import os
from fractions import Fraction

import yaml_subset

NOT_YET, GAP = "no value yet, or ended", "gap"


class Gap(Exception):
    """What is not known, by its key."""


class Parameter:
    def __init__(self, written, held):
        self.kind = written["kind"]
        held = written.get("heldThrough", held)
        spans = written["values"]
        self.spans = []
        for place, span in enumerate(spans):
            if place + 1 < len(spans):
                through = day(spans[place + 1]["from"]) - datetime.timedelta(days=1)
            else:
                through = None if held == "open" else day(held)
            self.spans.append((day(span["from"]), through, span))

    def at(self, when):
        """The written value of a day; NOT_YET before the first and after an end, GAP where nobody knows."""
        found = None
        for first, through, span in self.spans:
            if first <= when:
                found = (through, span)
        if found is None:
            return NOT_YET
        through, span = found
        if span.get("state") == "absent" or (through and when > through):
            return GAP
        return NOT_YET if span["value"] is None else span["value"]


class Region:
    def __init__(self, parameters):
        self.parameters = parameters

    def written(self, key, when):
        value = self.parameters[key].at(when) if key in self.parameters else GAP
        if value in (GAP, NOT_YET):
            raise Gap(key)
        return value

    def entry(self, key, when, attributes):
        """The entry of a table for somebody, or the plain value."""
        value = self.written(key, when)
        return value if isinstance(value, str) else _entry(key, value, attributes)

    def relief(self, key, when, attributes):
        if key is None or key not in self.parameters:
            return None
        value = self.parameters[key].at(when)
        if value == NOT_YET:
            return None
        if value == GAP:
            raise Gap(key)
        term = value if isinstance(value, str) else _entry(key, value, attributes)
        return None if term == "none" else term

    def change_days(self):
        """The days on which something begins or stops to hold."""
        days = set()
        for parameter in self.parameters.values():
            for first, through, _ in parameter.spans:
                days.add(first)
                if through:
                    days.add(through + datetime.timedelta(days=1))
        return days


def _entry(key, table, attributes):
    """By one attribute, or by several whose values stand one after the other in the keys of the entries."""
    if isinstance(table["by"], list):
        unsaid = table.get("unsaid") or {}
        said = [attributes.get(by, unsaid.get(by)) for by in table["by"]]
        name = None if None in said else "/".join(said)
    else:
        name = attributes.get(table["by"], table.get("unsaid"))
    if name not in table["entries"]:
        raise Gap(key)
    return table["entries"][name]


def read(folders):
    """The regions of some policy folders, by name; what a demonstration makes up is left out."""
    files = {}
    for folder in folders:
        for region in sorted(os.listdir(folder)):
            inside = os.path.join(folder, region)
            if not os.path.isdir(inside):
                continue
            for name in sorted(os.listdir(inside)):
                if name.endswith(".yaml") and name != "demo.yaml":
                    with open(os.path.join(inside, name), encoding="utf-8") as file:
                        files.setdefault((folder, region), []).append(yaml_subset.load(file.read()))
    regions = {}
    for (folder, region), documents in files.items():
        if region == "national":
            continue
        parameters = {}
        for document in files.get((folder, "national"), []) + documents:
            for key, written in document["parameters"].items():
                parameters[key] = Parameter(written, document.get("heldThrough"))
        regions[region] = Region(parameters)
    return regions


def day(text):
    return datetime.date.fromisoformat(text)


def rate(text):
    """`16%` or `2/3`, exactly."""
    return Fraction(text[:-1]) / 100 if text.endswith("%") else Fraction(text)


def fen(text):
    """Yuan as written, in fen."""
    amount = Fraction(text) * 100
    if amount.denominator != 1:
        raise ValueError(f"{text} is no amount of fen")
    return amount.numerator
