"""Checks a flow against what the service refuses; advice comes with it."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from aicc.amazon.connect.advice import look_over
from aicc.amazon.connect.check_branches import Branches
from aicc.amazon.connect.check_parameters import Parameters
from aicc.amazon.connect.finding import ActionFinding, advice
from aicc.amazon.connect.legacy import check_legacy, legacy_from
from aicc.amazon.connect.model import (
    VERSION,
    Action,
    Flow,
    FlowTextError,
    flow_from,
    is_legacy,
    read_json,
)
from aicc.amazon.connect.type_names import suggestion
from aicc.amazon.connect.variants import RULES, rule_for
from aicc.domain.json import JsonMap

MOST_ACTIONS = 250
LONGEST_CONTENT = 256_000  # characters
LONGEST_IDENTIFIER = 50

_FORBIDDEN = frozenset("%:(\\/)=$,;[]{}")
_RESERVED = frozenset({
    "__proto__", "constructor", "__defineGetter__", "__defineSetter__", "toString",
    "hasOwnProperty", "isPrototypeOf", "propertyIsEnumerable", "toLocaleString", "valueOf",
})  # fmt: skip
_FLOW_MEMBERS = frozenset({"Version", "StartAction", "Actions", "Metadata", "Settings"})
_ACTION_MEMBERS = frozenset({"Identifier", "Type", "Parameters", "Transitions"})


def check_text(text: str) -> Sequence[ActionFinding]:
    """Everything found in a flow's file; errors first."""
    try:
        document = read_json(text)
    except FlowTextError as error:
        return (ActionFinding(rule="json", message=str(error)),)
    if is_legacy(document):
        found = tuple(check_legacy(legacy_from(document)))
    elif "Actions" not in document:
        return (
            ActionFinding(rule="document", message="this is no flow: there are no Actions in it"),
        )
    else:
        found = tuple(check_flow(flow_from(document)))
    return sorted(found, key=lambda finding: not finding.is_error)


def check_flow(flow: Flow) -> Iterator[ActionFinding]:
    yield from _document(flow)
    identifiers = frozenset(action.identifier for action in flow.actions)
    for action in flow.actions:
        yield from _action(action, identifiers)
    yield from look_over(flow)


def _document(flow: Flow) -> Iterator[ActionFinding]:
    yield from _shape(flow.given)
    if flow.version != VERSION:
        yield ActionFinding(rule="version", message=f'Version must be "{VERSION}"')
    identifiers = Counter(action.identifier for action in flow.actions)
    if flow.start_action not in identifiers or not flow.start_action:
        yield ActionFinding(
            rule="start",
            message=f"StartAction {flow.start_action!r} is not the Identifier of an action",
        )
    if not 1 <= len(flow.actions) <= MOST_ACTIONS:
        yield ActionFinding(
            rule="actions",
            message=f"{len(flow.actions)} actions: a flow has 1 to {MOST_ACTIONS}",
        )
    length = len(json.dumps(flow.given, ensure_ascii=False, separators=(",", ":")))
    if length > LONGEST_CONTENT:
        yield ActionFinding(rule="size", message=f"{length} characters: {LONGEST_CONTENT} at most")
    for identifier, times in identifiers.items():
        if times > 1:
            yield ActionFinding(
                rule="duplicate",
                place=identifier,
                message=f"{times} actions have this Identifier: give each its own",
            )


def _shape(given: JsonMap) -> Iterator[ActionFinding]:
    actions = given.get("Actions")
    if not isinstance(actions, list):
        yield ActionFinding(rule="document", message="Actions must be a list")
    elif not all(isinstance(action, Mapping) for action in actions):
        yield ActionFinding(rule="document", message="every entry of Actions must be an object")
    for name in ("Metadata", "Settings"):
        if name in given and not isinstance(given[name], Mapping):
            yield ActionFinding(rule="document", message=f"{name} must be an object")
    for name in given:
        if name not in _FLOW_MEMBERS:
            yield advice("document", f"{name} is no part of a flow")


def _action(action: Action, identifiers: frozenset[str]) -> Iterator[ActionFinding]:
    branches = Branches(action, identifiers)
    yield from _identifier(action)
    yield from branches.check_shape()
    yield from _members(action)
    rule = rule_for(action)
    if rule is None:
        instead = suggestion(action.type, RULES)
        message = f"{action.type!r} is no action type{instead}" if action.type else "add Type"
        yield ActionFinding(rule="type", message=message, place=action.identifier, type=action.type)
        return
    yield from Parameters(action).check(rule)
    yield from branches.check(rule)


def _identifier(action: Action) -> Iterator[ActionFinding]:
    identifier = action.identifier
    bad = "".join(sorted(_FORBIDDEN.intersection(identifier)))
    if not identifier:
        message = "give the action an Identifier"
    elif len(identifier) > LONGEST_IDENTIFIER:
        message = f"{len(identifier)} characters: an Identifier has {LONGEST_IDENTIFIER} at most"
    elif bad:
        message = f"an Identifier must not hold {bad}"
    elif identifier in _RESERVED:
        message = "this Identifier is reserved: choose another"
    else:
        return
    yield ActionFinding(rule="identifier", message=message, place=identifier, type=action.type)


def _members(action: Action) -> Iterator[ActionFinding]:
    given = action.given
    if given.get("Parameters") is not None and not isinstance(given["Parameters"], Mapping):
        yield ActionFinding(
            rule="parameters",
            message="Parameters must be an object",
            place=action.identifier,
            type=action.type,
        )
    for name in given:
        if name not in _ACTION_MEMBERS:
            yield advice(
                "action-member",
                f"{name} is no part of an action",
                action=action.identifier,
                type=action.type,
            )
