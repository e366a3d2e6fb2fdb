"""Computes contributions a second time, from the policy files alone and in exact fractions, and compares.

    oracle.py MANIFEST AMOUNTS POLICY-FOLDER…

The manifest has a line of JSON for each question that the platform was asked: region, month, coverage, line and what was said
of the payer; and the number of the table that answered it, or the key of the gap. AMOUNTS holds the tables one after the
other: for each whole-yuan base from floor to ceiling three integers in fen: employer, person, personal account.
Prints each difference, and at the end what was compared. Ends with 1 if anything differs.
"""

import array
import datetime
import json
import sys
from fractions import Fraction

import policy

LIMIT_OF_DIFFERENCES = 20


class Rounding:
    """`exact` is a fraction of fen."""

    def __init__(self, written):
        self.unit = {"fen": 1, "jiao": 10, "yuan": 100}[written["to"]]
        self.mode = written["mode"]

    def of(self, numerator, denominator):
        """numerator / denominator fen, neither negative, to the unit."""
        whole, rest = divmod(numerator, denominator * self.unit)
        twice, full = 2 * rest, denominator * self.unit
        if self.mode == "halfUp":
            whole += twice >= full
        elif self.mode == "halfEven":
            whole += twice > full or (twice == full and whole % 2 == 1)
        elif self.mode == "up":
            whole += rest > 0
        elif self.mode != "down":
            raise ValueError(self.mode)
        return whole * self.unit

    @property
    def identity(self):
        return (self.unit, self.mode)


class Line:
    """One line for one kind of payer in one month, all keys resolved."""

    def __init__(self, region, key, coverage, when, attributes):
        share = region.written(f"contribution.{key}.{coverage}", when)
        self.base, self.floor, self.cap, self.base_rounding = None, None, None, None
        base = share["base"]
        if base == "none":
            self.base = 0
        elif base["of"] == "published":
            self.base = policy.fen(region.entry(base["amount"], when, attributes))
        else:
            if "floor" in base:
                self.floor = policy.fen(region.entry(base["floor"], when, attributes))
            if "cap" in base:
                self.cap = policy.fen(region.entry(base["cap"], when, attributes))
            if "rounding" in base:
                self.base_rounding = Rounding(region.written(base["rounding"], when))
        self.items = [self.item(region, one, share, when, attributes) for one in share["components"]]

    def item(self, region, one, share, when, attributes):
        rounding = Rounding(region.written(one.get("rounding", share["rounding"]), when))
        of_base, flat = Fraction(0), 0
        if "rate" in one:
            of_base = policy.rate(region.entry(one["rate"], when, attributes))
        else:
            flat = policy.fen(region.entry(one["amount"], when, attributes))
        term = region.relief(one.get("relief"), when, attributes)
        kept = None
        if term and term.startswith("remit "):
            kept = 1 - policy.rate(term[len("remit "):])
        credit = None
        booked = one["account"]
        if booked == "credited":
            credit = policy.rate(region.entry(one["credit"], when, attributes))
        elif booked == "told":
            # An account that another keeps: what is not known of it leaves the amounts alone.
            try:
                booked, credit = "credited", policy.rate(region.entry(one["credit"], when, attributes))
            except policy.Gap:
                booked, credit = "pooled", None
        return one["payer"], of_base, flat, kept, booked, credit, rounding

    @property
    def identity(self):
        items = tuple(item[:-1] + (item[-1].identity,) for item in self.items)
        rounding = self.base_rounding and self.base_rounding.identity
        return (self.base, self.floor, self.cap, rounding, items)

    @property
    def wages(self):
        """The wages that are compared, in whole yuan: from floor to ceiling where the wage counts."""
        if self.base is not None:
            return range(0, 1)
        first = -(-(self.floor or 0) // 100)
        last = self.cap // 100 if self.cap is not None else 30000
        return range(first, last + 1)

    def amounts(self, wage):
        """Employer, person and personal account in fen, for a declared wage in fen."""
        base = self.base
        if base is None:
            base = wage if self.cap is None else min(wage, self.cap)
            base = base if self.floor is None else max(base, self.floor)
            if self.base_rounding:
                base = self.base_rounding.of(base, 1)
        employer = person = account = 0
        for payer, of_base, flat, kept, booked, credit, rounding in self.items:
            if kept is None:
                due = flat if not of_base else rounding.of(base * of_base.numerator, of_base.denominator)
            else:
                exact = (of_base * base + flat) * kept
                due = rounding.of(exact.numerator, exact.denominator)
            if payer == "employer":
                employer += due
            else:
                person += due
            if booked == "personal":
                account += due
            elif booked == "credited":
                account += rounding.of(base * credit.numerator, credit.denominator)
        return employer, person, account


class Comparison:
    def __init__(self, amounts, regions):
        self.amounts, self.regions = amounts, regions
        self.differences, self.questions, self.gaps, self.compared = [], 0, 0, 0
        self.identities = {}

    def differ(self, question, what):
        where = "{region} {month} {coverage} {line} {attributes}".format(**question)
        self.differences.append(f"{where}: {what}")

    def question(self, asked):
        self.questions += 1
        region = self.regions[asked["region"]]
        when = policy.day(asked["month"] + "-01")
        try:
            line = Line(region, asked["line"], asked["coverage"], when, asked["attributes"])
        except policy.Gap as gap:
            self.gaps += 1
            if asked.get("gap") != str(gap):
                self.differ(asked, f"{gap} is not known, the platform says {asked.get('gap') or 'it is'}")
            return
        if "table" not in asked:
            self.differ(asked, f"is known, the platform lacks {asked['gap']}")
        elif asked["table"] in self.identities:
            if self.identities[asked["table"]] != line.identity:
                self.table(asked, line)  # the platform found the same amounts by another rule: compare them all
        else:
            self.identities[asked["table"]] = line.identity
            self.table(asked, line)

    def table(self, asked, line):
        wages = line.wages
        if asked["first"] != wages[0] or asked["count"] != len(wages):
            self.differ(asked, f"runs from {wages[0]} over {len(wages)} bases, not {asked['first']}, {asked['count']}")
            return
        start = asked["offset"]
        given = self.amounts[start:start + 3 * len(wages)]
        for place, wage in enumerate(wages):
            expected = line.amounts(wage * 100)
            if given[3 * place] != expected[0] or given[3 * place + 1] != expected[1] \
                    or given[3 * place + 2] != expected[2]:
                self.differ(asked, f"first at {wage} yuan: {tuple(given[3 * place:3 * place + 3])}, not {expected}")
                return
        self.compared += len(wages)


def months_that_change(region):
    """What begins in the middle of a month holds from the next one on."""
    days = region.change_days()
    return {f"{day if day.day == 1 else day.replace(day=28) + datetime.timedelta(days=4):%Y-%m}" for day in days}


def main(manifest, amounts, folders):
    regions = policy.read(folders)
    numbers = array.array("q")
    with open(amounts, "rb") as file:
        numbers.frombytes(file.read())
    comparison = Comparison(memoryview(numbers), regions)
    asked_months = {}
    with open(manifest, encoding="utf-8") as file:
        for line in file:
            asked = json.loads(line)
            asked_months.setdefault(asked["region"], set()).add(asked["month"])
            comparison.question(asked)
    for name, asked in asked_months.items():
        region = regions[name]
        for month in sorted(months_that_change(region) - asked):
            if region_has_lines(region, month):
                comparison.differences.append(f"{name} {month}: something changes, and nothing was asked")
    for difference in comparison.differences[:LIMIT_OF_DIFFERENCES]:
        print(difference)
    print(
        f"{comparison.questions} questions, {comparison.gaps} of them gaps, {len(comparison.identities)} rules, "
        f"{comparison.compared} bases, {len(comparison.differences)} differences")
    return 1 if comparison.differences else 0


def region_has_lines(region, month):
    try:
        return bool(region.written("region.lines", policy.day(month + "-01")))
    except policy.Gap:
        return False


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], sys.argv[3:]))
