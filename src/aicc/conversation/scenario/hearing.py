"""What a sentence says beyond the question: answers to steps that were not asked yet.

"Tomorrow at three, two of us" answers three steps. Only what is said unmistakably counts:
a day, a time, an amount with its currency, a number with its counter, an option by its words.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from aicc.conversation.scenario.answers import NO_VALIDATION, fits_pattern, in_range, mentioned
from aicc.domain.flow import InputType, Step, Validation
from aicc.domain.json import Json
from aicc.domain.meaning import Entity
from aicc.domain.said import Said
from aicc.korean.entities.extract import extract
from aicc.korean.numbers.spoken_digits import digit_runs
from aicc.korean.text.said import part_of

FEWEST_WORDS = 2
LONGEST_SENTENCE = 200
_KINDS = frozenset({"date", "time", "datetime", "date_range", "money", "count", "phone"})


def hear(steps: Iterable[Step], text: Said, now: datetime) -> dict[str, Json]:
    """Answers by step id; each thing said answers the first step that it fits."""
    said = (
        text
        if len(text.plain) <= LONGEST_SENTENCE
        else part_of(text.plain[:LONGEST_SENTENCE].rstrip())
    )
    asking = [step for step in steps if step.input_type in _HEARERS and step.volunteered]
    if not asking or not said.plain:
        return {}
    pool = _Pool(extract(said, now=now)) if any(s.input_type in _ENTITIES for s in asking) else None
    heard: dict[str, Json] = {}
    for step in asking:
        value = _HEARERS[step.input_type](step, said, pool or _Pool(()))
        if value is not None:
            heard[step.id] = value
    return heard


class _Pool:
    """What was said, by kind, each to be used once."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        self.days: list[str] = []
        self.times: list[str] = []
        self.phones: list[str] = []
        self.sums: list[int] = []
        self.counts: list[Mapping[str, Any]] = []
        for entity in entities:
            if entity.kind in _KINDS:
                self._add(entity.kind, entity.value)

    def _add(self, kind: str, value: Any) -> None:  # the shape follows from the kind
        match kind:
            case "date":
                self.days.append(value)
            case "time":
                self.times.append(value)
            case "datetime":
                day, _, at = value.partition("T")
                self.days.append(day)
                self.times.append(at[:5])
            case "date_range":
                self.days += [value[side] for side in ("start", "end") if value.get(side)]
            case "phone":
                self.phones.append(value)
            case "money":
                if value.get("currency") == "KRW" and "amount" in value:
                    self.sums.append(value["amount"])
            case "count":
                self.counts.append(value)

    def count_of(self, counters: tuple[str, ...]) -> Iterator[int]:
        for each in self.counts:
            if each["unit"] in counters:
                yield int(each["value"])


def _day(step: Step, said: Said, pool: _Pool) -> Json:
    return pool.days.pop(0) if pool.days else None


def _time(step: Step, said: Said, pool: _Pool) -> Json:
    return pool.times.pop(0) if pool.times else None


def _phone(step: Step, said: Said, pool: _Pool) -> Json:
    return pool.phones.pop(0) if pool.phones else None


def _amount(step: Step, said: Said, pool: _Pool) -> Json:
    validation = step.validation or NO_VALIDATION
    if not pool.sums or not in_range(validation, pool.sums[0]):
        return None
    return pool.sums.pop(0)


def _number(step: Step, said: Said, pool: _Pool) -> Json:
    validation: Validation = step.validation or NO_VALIDATION
    if validation.unit > 1:
        return _amount(step, said, pool)
    return next((each for each in pool.count_of(step.counters) if in_range(validation, each)), None)


def _digits(step: Step, said: Said, pool: _Pool) -> Json:
    """The only number in the sentence that the step takes."""
    if step.validation is None or step.validation.pattern is None:
        return None
    fitting = {run.digits for run in digit_runs(said.plain) if fits_pattern(step, run.digits)}
    return fitting.pop() if len(fitting) == 1 else None


def _selection(step: Step, said: Said, pool: _Pool) -> Json:
    options = mentioned(step.options, said)
    return options[0].value if len(options) == 1 else None


def _multi(step: Step, said: Said, pool: _Pool) -> Json:
    return [option.value for option in mentioned(step.options, said)] or None


_HEARERS: Mapping[InputType, Callable[[Step, Said, _Pool], Json]] = {
    InputType.DATE: _day,
    InputType.TIME: _time,
    InputType.PHONE: _phone,
    InputType.AMOUNT: _amount,
    InputType.NUMBER: _number,
    InputType.DIGITS: _digits,
    InputType.SELECTION: _selection,
    InputType.MULTI: _multi,
}
_ENTITIES = frozenset(_HEARERS) - {InputType.SELECTION, InputType.MULTI, InputType.DIGITS}
