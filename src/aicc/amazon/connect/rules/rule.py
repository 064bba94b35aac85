"""What the rules about actions are made of; the tables are in `rules_*.py`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from aicc.amazon.connect.model import FlowKind


class Shape(StrEnum):
    TEXT = "text"
    INTEGER = "a whole number"
    FLAG = "True or False"
    OBJECT = "an object"
    LIST = "a list"
    ANY = "anything"


class Paths(StrEnum):
    """Where a JSONPath may stand in a value."""

    NONE = "nowhere"
    WHOLE = "as the whole value"
    INSIDE = "anywhere in the text"
    ONLY = "always, as the whole value"


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """What a parameter may hold. `fields` and `each` say it of what is inside."""

    shape: Shape = Shape.TEXT
    paths: Paths = Paths.NONE
    is_required: bool = False
    must_say_something: bool = False  # an empty text is as good as none
    takes_numbers: bool = False  # a text that flows in use hold bare, as a number
    choices: tuple[str, ...] = ()
    low: int | None = None
    high: int | None = None
    most: int | None = None  # characters of a text, entries of a list or map
    least: int | None = None  # entries of a map
    fields: Mapping[str, "Value"] | None = None
    each: "Value | None" = None
    one_of: tuple[str, ...] = ()  # of `fields`: exactly one
    is_open: bool = False  # `fields` are known in part alone


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """The conditions that an action's result may be compared with; none without operators."""

    operators: tuple[str, ...] = ()
    operands: tuple[str, ...] | None = None  # None: any
    needed: tuple[str, ...] = ()
    at_least_one: bool = False
    is_number: bool = False  # what is compared, whatever the operator


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionRule:
    parameters: Mapping[str, Value] = field(default_factory=dict)
    is_open: bool = False  # its parameters are known in part alone
    one_of: tuple[tuple[str, ...], ...] = ()
    at_most_one: tuple[tuple[str, ...], ...] = ()
    some_of: tuple[tuple[str, ...], ...] = ()
    errors: tuple[str, ...] = ()  # must be wired
    other_errors: tuple[str, ...] | None = ()  # may be wired; None: any
    results: Results = field(default_factory=Results)
    is_terminal: bool = False
    needs_next: bool = True
    kinds: frozenset[FlowKind] = frozenset(FlowKind)  # where AWS's pages allow it
    channel: str = ""  # "voice" or "chat" where it works on that one alone


EQUALS = ("Equals",)
NUMBER_OPERATORS = (
    "NumberGreaterThan",
    "NumberGreaterOrEqualTo",
    "NumberLessThan",
    "NumberLessOrEqualTo",
)
# KeyExists is in no page of AWS; the service takes it
OPERATORS = (
    *EQUALS, "TextStartsWith", "TextEndsWith", "TextContains", *NUMBER_OPERATORS, "KeyExists",
)  # fmt: skip

ANY_RESULT = Results(operators=OPERATORS)

NO_MATCH = "NoMatchingError"
NO_CONDITION = "NoMatchingCondition"
TIMED_OUT = "InputTimeLimitExceeded"

INBOUND = frozenset({FlowKind.INBOUND})
TRANSFER = frozenset({FlowKind.AGENT_TRANSFER, FlowKind.QUEUE_TRANSFER})
QUEUE = frozenset({FlowKind.CUSTOMER_QUEUE})
HOLD = frozenset({FlowKind.CUSTOMER_HOLD, FlowKind.AGENT_HOLD})
WHISPER = frozenset({
    FlowKind.CUSTOMER_WHISPER, FlowKind.AGENT_WHISPER, FlowKind.OUTBOUND_WHISPER
})  # fmt: skip
# a module has no kind of its own: the flow that invokes it decides, so modules may hold anything
MODULE = frozenset({FlowKind.MODULE})
TALKING = INBOUND | TRANSFER | QUEUE | MODULE


def static(*choices: str, required: bool = False, most: int | None = None) -> Value:
    return Value(choices=choices, is_required=required, most=most)


def whole(*choices: str, required: bool = False) -> Value:
    """Static, or one JSONPath."""
    return Value(paths=Paths.WHOLE, choices=choices, is_required=required)


def dynamic(*, required: bool = False) -> Value:
    return Value(paths=Paths.INSIDE, is_required=required)


def entry() -> Value:
    """A value under a key of the author's own: dynamic, and taken as a number too."""
    return Value(paths=Paths.INSIDE, takes_numbers=True)


def path(*, required: bool = False) -> Value:
    return Value(paths=Paths.ONLY, is_required=required)


def integer(
    low: int, high: int | None = None, *, required: bool = False, paths: Paths = Paths.NONE
) -> Value:
    return Value(shape=Shape.INTEGER, low=low, high=high, is_required=required, paths=paths)


def flag(*, required: bool = False) -> Value:
    return Value(shape=Shape.FLAG, is_required=required)


def anything(*, required: bool = False) -> Value:
    return Value(shape=Shape.ANY, is_required=required)


def fields(
    given: Mapping[str, Value],
    *,
    required: bool = False,
    one_of: tuple[str, ...] = (),
    is_open: bool = False,
    least: int | None = None,
) -> Value:
    return Value(
        shape=Shape.OBJECT,
        fields=given,
        is_required=required,
        one_of=one_of,
        is_open=is_open,
        least=least,
    )


def mapping(each: Value, *, required: bool = False, most: int | None = None) -> Value:
    """An object with keys of the author's own."""
    return Value(shape=Shape.OBJECT, each=each, is_required=required, most=most)


def free(*, required: bool = False) -> Value:
    """An object whose inside is not ours to check."""
    return mapping(anything(), required=required)


def listing(each: Value, *, required: bool = False, most: int | None = None) -> Value:
    return Value(shape=Shape.LIST, each=each, is_required=required, most=most)
