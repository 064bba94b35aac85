"""A scenario as data, and one customer's walk through it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Self

from aicc.domain.json import Json, JsonMap


class InputType(StrEnum):
    """What a step waits for; `NONE` says its sentence and goes on."""

    NONE = "none"
    TEXT = "text"
    NUMBER = "number"
    AMOUNT = "amount"
    DIGITS = "digits"
    PHONE = "phone"
    DATE = "date"
    SELECTION = "selection"
    CONFIRM = "confirm"


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    value: str
    synonyms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A back-end action; argument values are templates over what is known."""

    action: str
    arguments: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What a step's answer must satisfy; `unit` multiplies a bare number first."""

    name: str = ""
    pattern: str | None = None
    minimum: int | None = None
    maximum: int | None = None
    unit: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """`message` is what chat shows and `voice` what the phone says; both are templates."""

    id: str
    message: str = ""
    voice: str = ""
    input_type: InputType = InputType.NONE
    rule: Rule | None = None
    options: tuple[Option, ...] = ()
    call: Call | None = None
    save_as: str = ""
    secret: bool = False
    retry_message: str = ""
    max_retries: int = 2
    next_step: str | None = None
    branches: Mapping[str, str] = field(default_factory=dict)
    on_error: str | None = None
    handoff: str | None = None  # the queue a person is asked from

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
    """`warnings` say what is wrong without stopping it, such as a target that is not there."""

    id: str
    name: str
    steps: Mapping[str, Step]
    first: str
    warnings: tuple[str, ...] = ()

    @property
    def secrets(self) -> frozenset[str]:
        return frozenset(step.slot for step in self.steps.values() if step.secret)


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowRun:
    """Position in a flow. Every move returns a new run, so a refused answer needs no undo."""

    flow_id: str
    step_id: str
    answers: JsonMap = field(default_factory=dict)
    asked: tuple[str, ...] = ()  # asking steps answered so far, for going back
    tries: int = 0

    def at(self, step_id: str) -> Self:
        return type(self)(
            flow_id=self.flow_id, step_id=step_id, answers=self.answers, asked=self.asked
        )

    def answered(self, slot: str, value: Json) -> Self:
        """The running step's answer is kept; the run still stands on that step."""
        return type(self)(
            flow_id=self.flow_id,
            step_id=self.step_id,
            answers={**self.answers, slot: value},
            asked=(*self.asked, self.step_id),
        )

    def keep(self, slot: str, value: Json) -> Self:
        return replace(self, answers={**self.answers, slot: value})

    def without(self, secrets: frozenset[str], slots: Mapping[str, str]) -> Self:
        """The run as it may be written down: secret answers gone, back where the first was asked.

        `slots` says which step asked for which answer.
        """
        known = secrets & self.answers.keys()
        if not known:
            return self
        lost = next(i for i, step_id in enumerate(self.asked) if slots.get(step_id) in known)
        kept_slots = {slots[step_id] for step_id in self.asked[:lost] if step_id in slots}
        kept = {slot: value for slot, value in self.answers.items() if slot in kept_slots}
        return replace(
            self, step_id=self.asked[lost], asked=self.asked[:lost], answers=kept, tries=0
        )

    def to_json(self) -> JsonMap:
        return {
            "flow": self.flow_id,
            "step": self.step_id,
            "answers": self.answers,
            "asked": list(self.asked),
            "tries": self.tries,
        }

    @classmethod
    def from_json(cls, data: JsonMap) -> Self:
        answers, asked = data.get("answers"), data.get("asked")
        tries = data.get("tries")
        return cls(
            flow_id=str(data["flow"]),
            step_id=str(data["step"]),
            answers=answers if isinstance(answers, Mapping) else {},
            asked=tuple(map(str, asked)) if isinstance(asked, list) else (),
            tries=tries if isinstance(tries, int) else 0,
        )
