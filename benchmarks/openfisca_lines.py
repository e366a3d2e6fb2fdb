"""Asks openfisca-core what `shebao bench lines` asks: every line of one wage and month, and of all whole-yuan bases at once.

    openfisca_lines.py RULE.json      prints a JSON object, on one core

RULE.json holds the month, floor and cap in fen, and each line's items with a rate as a fraction or a flat amount in fen, as the
platform's policy has them. Each item is a variable, rounded half up to the fen, as openfisca-core computes by default: float32.
"""

import json
import sys
import time
from fractions import Fraction

import numpy
from openfisca_core.entities import build_entity
from openfisca_core.parameters import ParameterNode
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

QUESTIONS = 300
SINCE = "1990-01-01"


def names(rule):
    return [f"item{index}" for index in range(len(rule["items"]))]


def parameter(value):
    return {"values": {SINCE: {"value": value}}}


def parameters(rule):
    """Rates as numbers, amounts in yuan."""
    data = {"floor": parameter(rule["floor"] / 100), "cap": parameter(rule["cap"] / 100)}
    for name, item in zip(names(rule), rule["items"]):
        data[name] = parameter(float(Fraction(item["rate"])) if "rate" in item else item["flat"] / 100)
    return ParameterNode("", data=data)


def item_variable(person_entity, name, is_rate):
    def formula(person, period, parameters):
        value = getattr(parameters(period), name)
        return numpy.floor(person("base", period) * value * 100 + 0.5) / 100 if is_rate else person.filled_array(value)

    return type(name, (Variable,), {
        "value_type": float, "entity": person_entity, "definition_period": DateUnit.MONTH, "formula": formula})


def tax_benefit_system(rule):
    person_entity = build_entity("person", "persons", "One who pays", is_person=True)
    system = TaxBenefitSystem([person_entity])
    system.parameters = parameters(rule)

    class wage(Variable):
        value_type, entity, definition_period = float, person_entity, DateUnit.MONTH

    class base(Variable):
        value_type, entity, definition_period = float, person_entity, DateUnit.MONTH

        def formula(person, period, parameters):
            limits = parameters(period)
            return numpy.clip(person("wage", period), limits.floor, limits.cap)

    system.add_variables(wage, base)
    for name, item in zip(names(rule), rule["items"]):
        system.add_variable(item_variable(person_entity, name, "rate" in item))
    return system


def ask_one(system, rule, wage):
    situation = {"persons": {"one": {"wage": {rule["month"]: wage}}}}
    simulation = SimulationBuilder().build_from_entities(system, situation)
    return [simulation.calculate(name, rule["month"])[0] for name in names(rule)]


def ask_all(system, rule, wages):
    simulation = SimulationBuilder().build_default_simulation(system, len(wages))
    simulation.set_input("wage", rule["month"], wages)
    return [simulation.calculate(name, rule["month"]) for name in names(rule)]


def exact_fen(item, yuan):
    if "flat" in item:
        return item["flat"]
    fen = Fraction(item["rate"]) * yuan * 100
    return (2 * fen.numerator + fen.denominator) // (2 * fen.denominator)


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        rule = json.load(file)
    system = tax_benefit_system(rule)
    wages = list(range(-(-rule["floor"] // 100), rule["cap"] // 100 + 1))

    step = max(1, len(wages) // QUESTIONS)
    asked = wages[::step][:QUESTIONS]
    ask_one(system, rule, asked[0])
    start = time.perf_counter()
    for wage in asked:
        ask_one(system, rule, wage)
    alone = time.perf_counter() - start

    column = numpy.array(wages)
    ask_all(system, rule, column)
    start = time.perf_counter()
    amounts = ask_all(system, rule, column)
    together = time.perf_counter() - start

    exact = [[exact_fen(item, wage) for wage in wages] for item in rule["items"]]
    computed = [numpy.rint(amount.astype(numpy.float64) * 100).astype(numpy.int64) for amount in amounts]
    differs = numpy.stack(computed) != numpy.array(exact)
    print(json.dumps({
        "alonePerSecond": len(asked) / alone, "togetherPerSecond": len(wages) / together, "bases": len(wages),
        "wrongBases": int(differs.any(axis=0).sum()), "wrongItems": int(differs.sum()), "exactFen": sum(map(sum, exact))}))


if __name__ == "__main__":
    main()
