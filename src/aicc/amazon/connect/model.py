"""A contact flow in Connect's flow language, as data: for check, render, diff and the phone.

Reading is lenient: what has the wrong shape becomes empty here and stays as it was in `given`, so
that a faulty flow can still be looked at. `aicc.amazon.connect.check` says what is wrong with it.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NoReturn

from aicc.domain.json import Json, JsonMap, as_map, as_maps, as_text
from aicc.errors import InvalidInputError

VERSION = "2019-10-30"

_WRAPPERS = ("ContactFlow", "ContactFlowModule")  # what DescribeContactFlow answers


class FlowTextError(InvalidInputError):
    """The text is not the JSON of a flow; `line` is 0 where the text as a whole is meant."""

    def __init__(self, message: str, *, line: int = 0) -> None:
        super().__init__(f"line {line}: {message}" if line else message)
        self.line = line


class FlowKind(StrEnum):
    """`Metadata.type` as the designer writes it."""

    INBOUND = "contactFlow"
    CUSTOMER_QUEUE = "customerQueue"
    CUSTOMER_HOLD = "customerHold"
    CUSTOMER_WHISPER = "customerWhisper"
    AGENT_HOLD = "agentHold"
    AGENT_WHISPER = "agentWhisper"
    OUTBOUND_WHISPER = "outboundWhisper"
    AGENT_TRANSFER = "agentTransfer"
    QUEUE_TRANSFER = "queueTransfer"
    MODULE = "contactFlowModule"
    CAMPAIGN = "campaign"


KINDS_OF_API = {
    "CONTACT_FLOW": FlowKind.INBOUND,
    "CUSTOMER_QUEUE": FlowKind.CUSTOMER_QUEUE,
    "CUSTOMER_HOLD": FlowKind.CUSTOMER_HOLD,
    "CUSTOMER_WHISPER": FlowKind.CUSTOMER_WHISPER,
    "AGENT_HOLD": FlowKind.AGENT_HOLD,
    "AGENT_WHISPER": FlowKind.AGENT_WHISPER,
    "OUTBOUND_WHISPER": FlowKind.OUTBOUND_WHISPER,
    "AGENT_TRANSFER": FlowKind.AGENT_TRANSFER,
    "QUEUE_TRANSFER": FlowKind.QUEUE_TRANSFER,
    "CAMPAIGN": FlowKind.CAMPAIGN,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorBranch:
    error_type: str
    next_action: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionBranch:
    """Taken when the action's value meets `operator` with its operand."""

    operator: str
    operands: tuple[Json, ...]
    next_action: str | None

    @property
    def operand(self) -> str:
        """The one operand; empty where there is none or it is a condition of its own."""
        first = self.operands[0] if self.operands else ""
        return first if isinstance(first, str) else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Transitions:
    """The ways on, in the order in which Connect tries them."""

    next_action: str | None = None
    errors: tuple[ErrorBranch, ...] = ()
    conditions: tuple[ConditionBranch, ...] = ()

    def on_error(self, error_type: str) -> str | None:
        """Where the error leads, if its branch is wired."""
        return next(
            (each.next_action for each in self.errors if each.error_type == error_type), None
        )

    def ways(self) -> Iterator[tuple[str, str]]:
        """Every branch that leads somewhere: its name, and the identifier it leads to."""
        for condition in self.conditions:
            if condition.next_action is not None:
                yield f"{condition.operator} {condition.operand}", condition.next_action
        for error in self.errors:
            if error.next_action is not None:
                yield error.error_type, error.next_action
        if self.next_action is not None:
            yield "NextAction", self.next_action


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    identifier: str
    type: str
    parameters: JsonMap = field(default_factory=dict)
    transitions: Transitions = field(default_factory=Transitions)
    given: JsonMap = field(default_factory=dict)  # as it stands in the file, unknown fields too


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    version: str
    start_action: str
    actions: tuple[Action, ...]
    metadata: JsonMap = field(default_factory=dict)
    given: JsonMap = field(default_factory=dict)

    @property
    def name(self) -> str:
        return as_text(self.metadata.get("name"))

    @property
    def kind(self) -> FlowKind | None:
        """None where the file does not say: the API gets the type beside the content."""
        try:
            return FlowKind(as_text(self.metadata.get("type")))
        except ValueError:
            return None

    def by_identifier(self) -> dict[str, Action]:
        return {action.identifier: action for action in self.actions}


def read_flow(text: str) -> Flow:
    """`FlowTextError` for anything but a flow in the flow language."""
    document = read_json(text)
    if is_legacy(document):
        raise FlowTextError("an export of the old designer (modules): the API does not take it")
    if "Actions" not in document:
        raise FlowTextError("not a flow: there are no Actions in it")
    return flow_from(document)


def read_json(text: str) -> JsonMap:
    """The flow's document, taken out of what an API call was asked or answered.

    A byte order mark is tolerated: exports that passed Windows have one.
    """
    document = _object(text)
    inner = next((as_map(document[name]) for name in _WRAPPERS if name in document), document)
    content = inner.get("Content")
    if content is None:
        return document
    flow = _object(content) if isinstance(content, str) else as_map(content)
    return {**flow, "Metadata": {**_metadata(inner), **as_map(flow.get("Metadata"))}}


def _object(text: str) -> JsonMap:
    try:
        document = json.loads(text.removeprefix("\ufeff"), parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        raise FlowTextError(f"not JSON: {error.msg}", line=error.lineno) from error
    except RecursionError as error:
        raise FlowTextError("not JSON that can be read: nested too deep") from error
    if isinstance(document, str):  # content as an API call holds it, saved with its quotes
        return _object(document)
    if not isinstance(document, dict):
        raise FlowTextError("not a flow: the file is not one JSON object")
    return document


def _metadata(call: JsonMap) -> JsonMap:
    """What stands beside the content in an API call."""
    kind = KINDS_OF_API.get(as_text(call.get("Type")))
    given = {"name": as_text(call.get("Name")), "type": str(kind or "")}
    return {name: value for name, value in given.items() if value}


def is_legacy(document: JsonMap) -> bool:
    """The designer exported `modules` before there was a flow language."""
    return "modules" in document and "Actions" not in document


def flow_from(document: JsonMap) -> Flow:
    return Flow(
        version=as_text(document.get("Version")),
        start_action=as_text(document.get("StartAction")),
        actions=tuple(_action(each) for each in as_maps(document.get("Actions"))),
        metadata=as_map(document.get("Metadata")),
        given=document,
    )


def _action(given: JsonMap) -> Action:
    transitions = as_map(given.get("Transitions"))
    return Action(
        identifier=as_text(given.get("Identifier")),
        type=as_text(given.get("Type")),
        parameters=as_map(given.get("Parameters")),
        transitions=Transitions(
            next_action=_target(transitions),
            errors=tuple(map(_error_branch, as_maps(transitions.get("Errors")))),
            conditions=tuple(map(_condition_branch, as_maps(transitions.get("Conditions")))),
        ),
        given=given,
    )


def _error_branch(given: JsonMap) -> ErrorBranch:
    return ErrorBranch(error_type=as_text(given.get("ErrorType")), next_action=_target(given))


def _condition_branch(given: JsonMap) -> ConditionBranch:
    condition = as_map(given.get("Condition"))
    operands = condition.get("Operands")
    return ConditionBranch(
        operator=as_text(condition.get("Operator")),
        operands=tuple(operands) if isinstance(operands, list) else (),
        next_action=_target(given),
    )


def _target(given: JsonMap) -> str | None:
    target = given.get("NextAction")
    return target if isinstance(target, str) else None


def _refuse_constant(name: str) -> NoReturn:
    raise FlowTextError(f"not JSON: {name} is not a number")
