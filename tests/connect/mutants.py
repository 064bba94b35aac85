"""Single faults, put mechanically into every action of a flow: each must be refused."""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass

from tests.connect.made import Given, action_of, ending


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    fault: str
    flow: Given


def mutants(flow: Given, rows: dict[str, Given]) -> Iterator[Mutant]:
    """`rows` say by identifier what each action needs."""
    for index, action in enumerate(flow["Actions"]):
        row = rows.get(action["Identifier"], {})
        for fault, changed in faults(action, row):
            copy = deepcopy(flow)
            copy["Actions"][index] = changed
            yield Mutant(fault=f"{action['Identifier']}: {fault}", flow=copy)


def faults(action: Given, row: Given) -> Iterator[tuple[str, Given]]:
    yield from whole(action)
    yield from parameters(action, row)
    yield from branches(action, row)


def whole(action: Given) -> Iterator[tuple[str, Given]]:
    kind = action["Type"]
    yield "type misspelt", action | {"Type": kind[:-1]}
    yield "type in small letters", action | {"Type": kind[0].lower() + kind[1:]}
    yield "type unknown", action | {"Type": "DoNothing"}
    yield "no type", {name: each for name, each in action.items() if name != "Type"}
    yield "no identifier", {name: each for name, each in action.items() if name != "Identifier"}
    for bad in ("a:b", "a" * 51, "toString", "", "{a}"):
        yield f"identifier {bad[:8]!r}", action | {"Identifier": bad}
    yield "parameters as a list", action | {"Parameters": ["a"]}
    yield "transitions as a text", action | {"Transitions": "end"}


def parameters(action: Given, row: Given) -> Iterator[tuple[str, Given]]:
    given = action.get("Parameters", {})
    for name in row.get("needs", ()):
        kept = {key: each for key, each in given.items() if key != name}
        yield f"without {name}", action | {"Parameters": kept}
        yield f"{name} is null", action | {"Parameters": given | {name: None}}
    if row.get("open"):
        return
    yield "unknown parameter", action | {"Parameters": given | {"NoSuchThing": "1"}}
    for name, value in given.items():
        kept = {key: each for key, each in given.items() if key != name}
        yield f"{name} misspelt", action | {"Parameters": kept | {name + "s": value}}
        wrong = {"a": {"b": []}} if isinstance(value, str | int | list) else "a"
        yield f"{name} of a wrong kind", action | {"Parameters": given | {name: wrong}}


def branches(action: Given, row: Given) -> Iterator[tuple[str, Given]]:
    given = action.get("Transitions") or {}
    if row.get("terminal"):
        yield "goes on", action | {"Transitions": {"NextAction": "end"}}
        error = {"ErrorType": "NoMatchingError", "NextAction": "end"}
        yield "has an error branch", action | {"Transitions": {"Errors": [error]}}
        return
    for fault, changed in ways(given, row):
        yield fault, action | {"Transitions": changed}


def ways(given: Given, row: Given) -> Iterator[tuple[str, Given]]:
    if not row.get("no_next") and not row.get("next_is_free"):
        yield "no next", {name: each for name, each in given.items() if name != "NextAction"}
        yield "next is empty", given | {"NextAction": ""}
    yield "next to nowhere", given | {"NextAction": "nowhere"}
    errors = given.get("Errors", [])
    for index, error in enumerate(errors):
        others = errors[:index] + errors[index + 1 :]
        if error["ErrorType"] in row.get("errors", ()):
            yield f"without {error['ErrorType']}", given | {"Errors": others}
        for fault, changed in entry_faults(error):
            yield f"{error['ErrorType']} {fault}", given | {"Errors": [*others, changed]}
    if not row.get("open"):
        unknown = {"ErrorType": "NoSuchError", "NextAction": "end"}
        yield "unknown error", given | {"Errors": [*errors, unknown]}
    yield from conditions(given, row)


def conditions(given: Given, row: Given) -> Iterator[tuple[str, Given]]:
    there = given.get("Conditions", [])
    extra = {"NextAction": "end", "Condition": {"Operator": "Equals", "Operands": ["x"]}}
    if not there and row and not row.get("open") and row["type"] not in BRANCHING:
        yield "a condition where there are none", given | {"Conditions": [extra]}
    for index, condition in enumerate(there):
        others = there[:index] + there[index + 1 :]
        for fault, changed in condition_faults(condition):
            yield f"condition {index} {fault}", given | {"Conditions": [*others, changed]}
        if row.get("needs_conditions"):
            yield f"without condition {index}", given | {"Conditions": others}


BRANCHING = {"ConnectParticipantWithLexBot", "ShowView", "InvokeFlowModule", "Compare"}


def condition_faults(condition: Given) -> Iterator[tuple[str, Given]]:
    yield from entry_faults(condition)
    inner = condition["Condition"]
    for operator in ("Contains", "equals", "NumberEquals", ""):
        yield f"operator {operator!r}", condition | {"Condition": inner | {"Operator": operator}}
    for operands in ([], ["a", "b"], [""], [{"Operator": "Equals", "Operands": ["a"]}]):
        yield f"operands {operands}", condition | {"Condition": inner | {"Operands": operands}}
    yield "without Condition", {"NextAction": condition["NextAction"]}


def entry_faults(entry: Given) -> Iterator[tuple[str, Given]]:
    yield "to nowhere", entry | {"NextAction": "nowhere"}
    yield "to nothing", {name: each for name, each in entry.items() if name != "NextAction"}


def document_faults(flow: Given) -> Iterator[Mutant]:
    def mutant(fault: str, **changed: object) -> Mutant:
        return Mutant(fault=fault, flow=deepcopy(flow) | changed)

    actions = flow["Actions"]
    yield mutant("version", Version="2019-10-31")
    yield mutant("version as a date", Version=None)
    yield mutant("start", StartAction="nowhere")
    yield mutant("no start", StartAction="")
    yield mutant("no actions", Actions=[])
    yield mutant("actions as a map", Actions={"a": 1})
    yield mutant("an action twice", Actions=[*actions, deepcopy(actions[0])])
    yield mutant("an action that is a text", Actions=[*actions, "a"])
    yield mutant("metadata as a text", Metadata="a")
    many = [action_of(ending() | {"name": f"end {index}"}, "") for index in range(251)]
    yield mutant("too many actions", Actions=[*actions, *many])
    speech = "가" * 5000
    long = [
        {
            "Identifier": f"say {index}",
            "Type": "MessageParticipant",
            "Parameters": {"Text": speech},
            "Transitions": {"NextAction": actions[0]["Identifier"]},
        }
        for index in range(60)
    ]
    yield mutant("too long", Actions=[*actions, *long])
