"""A scenario as data: steps, what they wait for, and where they lead."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from aicc.domain.handoff import EscalationPriority
from aicc.domain.json import JsonMap
from aicc.domain.turn import QuickReply

DEEPEST = 5  # flows inside flows
NONE, ONE = "none", "one"  # branches of a list: nothing to choose, nothing but one


class InputType(StrEnum):
    """What a step waits for; `NONE` says its sentence and goes on."""

    NONE = "none"
    TEXT = "text"
    NUMBER = "number"
    AMOUNT = "amount"
    DIGITS = "digits"
    PHONE = "phone"
    NAME = "name"
    DATE = "date"
    TIME = "time"
    SELECTION = "selection"
    MULTI = "multi_selection"
    CONFIRM = "confirm"


class Interrupted(StrEnum):
    """What a scenario does once something else was answered in it."""

    GO_ON = "go_on"  # its question comes again
    WAIT = "wait"  # the customer is asked whether to go on
    END = "end"


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """`fields` are what is known with it, such as the department of a doctor.

    Options that hang on the conversation are shown some at a time: `place` is the number that one
    of them has now, and 0 for those that are not shown yet.
    """

    value: str
    synonyms: tuple[str, ...] = ()
    fields: JsonMap = field(default_factory=dict)
    place: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A list that a call gave, offered as options: `show` says what a record is called, `voice`
    how the phone says it, `detail` what a card tells beside. All are templates over its fields."""

    source: str  # "free.times"
    show: str
    voice: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A back-end action; argument values are templates over what is known."""

    action: str
    arguments: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Validation:
    """What a step's answer must satisfy; `unit` multiplies a bare number first. `is_yearly`: what
    is said by the month counts twelve times."""

    name: str = ""
    pattern: str | None = None
    minimum: int | None = None
    maximum: int | None = None
    unit: int = 1
    is_yearly: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A way that is taken when the expression is true."""

    when: str
    next_step: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """A template as a screen shows it; `voice` is empty where it can be spoken as it is."""

    message: str
    voice: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepCard:
    """What a screen shows below the step's sentence; values are templates, by their label."""

    title: str
    rows: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """`message` is what chat shows, `voice` what the phone says and `voice_again` what it says when
    it has said that already; all are templates.

    A step asks, calls the back end, enters another flow, or just says its sentence; then it sets
    values, and the first case that is true chooses the way.
    """

    id: str
    message: str = ""
    voice: str = ""
    voice_again: str = ""
    input_type: InputType = InputType.NONE
    validation: Validation | None = None
    options: tuple[Option, ...] = ()
    buttons: tuple[QuickReply, ...] = ()  # to press where the answer is typed
    card: StepCard | None = None
    entity: str = ""  # whose values are the options
    offer: Offer | None = None  # whose records are the options
    labels: tuple[str, ...] = ()  # words by which a customer names this answer
    yes: tuple[str, ...] = ()  # what else answers a confirm, beside the verb of its question
    no: tuple[str, ...] = ()
    counters: tuple[str, ...] = ()  # words behind a number that make it this answer
    volunteered: bool = True  # may be answered before it is asked
    call: Call | None = None
    enters: str = ""  # the flow that is walked before this step goes on
    sets: Mapping[str, str] = field(default_factory=dict)  # expressions by name
    cases: tuple[Case, ...] = ()
    outcome: str = ""  # with which a flow that was entered ends here
    save_as: str = ""
    secret: bool = False
    help: Wording | None = None  # for who cannot answer; else the catalogue's for its kind
    why: Wording | None = None  # it is asked
    refusals: tuple[Wording, ...] = ()  # said one after the other; the last one again
    silences: tuple[Wording, ...] = ()
    max_retries: int = 2
    next_step: str | None = None
    branches: Mapping[str, str] = field(default_factory=dict)
    on_error: str | None = None
    handoff: str | None = None  # the queue a person is asked from
    priority: EscalationPriority = EscalationPriority.NORMAL

    @property
    def asks(self) -> bool:
        return self.input_type is not InputType.NONE

    @property
    def slot(self) -> str:
        """The name its answer is kept under."""
        return self.save_as or self.id

    def target(self, outcome: str) -> str | None:
        return self.branches.get(outcome, self.next_step)


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """`warnings` say what is wrong without stopping it, such as a target that is not there.

    `version` names the content: a conversation stays on the version that it began with. Answers
    that it keeps outlive it, and it does not ask for those that are kept.
    """

    id: str
    name: str
    steps: Mapping[str, Step]
    first: str
    version: str = ""
    warnings: tuple[str, ...] = ()
    keep: Mapping[str, float] = field(default_factory=dict)  # seconds, by the name of an answer
    identified_by: str = ""  # the step that takes a customer's word for who they are

    @property
    def secrets(self) -> frozenset[str]:
        return frozenset(step.slot for step in self.steps.values() if step.secret)
