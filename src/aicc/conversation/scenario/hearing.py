"""What a sentence says beyond the question: answers to steps that were not asked yet.

"Tomorrow at three, two of us" answers three steps. Only what is said unmistakably counts:
a day, a time, an amount with its currency, a number with its counter, an option by its words.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from aicc.conversation.scenario.allowed import (
    NO_VALIDATION,
    beside_its_name,
    fits_pattern,
    hour_meant,
    in_range,
    takes_number,
)
from aicc.conversation.scenario.answers import (
    choose_exactly,
    choose_many,
    may_name,
    mentioned,
    packed_said,
    takes_day,
)
from aicc.conversation.scenario.choosing import fitting
from aicc.conversation.scenario.yes_no import YES
from aicc.domain.flow import Flow, InputType, Option, Step, Validation
from aicc.domain.json import Json
from aicc.domain.meaning import Entity
from aicc.domain.said import Said
from aicc.korean.answers.choices import parts_said, place_said, says_about, says_nothing
from aicc.korean.answers.looks import asks_for_look, look_wanted
from aicc.korean.answers.people import COUNTERS, party_told
from aicc.korean.answers.person_name import introduced_in, named_in, told_beside
from aicc.korean.entities.extract import extract
from aicc.korean.entities.readers import read_phone
from aicc.korean.numbers.asked_digits import asked_digits, is_sum
from aicc.korean.numbers.spoken_digits import digit_runs
from aicc.korean.text.said import in_one_spelling, part_of
from aicc.redact import without_residents

_WHO = frozenset({InputType.NAME, InputType.PHONE})
FEWEST_WORDS = 2
LONGEST_SENTENCE = 200
LONGEST_ALONE = 30
_KINDS = frozenset({
    "date", "time", "datetime", "date_range", "time_range", "datetime_range", "money", "count",
    "phone",
})  # fmt: skip


def hear(steps: Iterable[Step], text: Said, now: datetime) -> dict[str, Json]:
    """Answers by step id; each thing said answers the first step that it fits."""
    said = _beginning(text)
    asking = [step for step in steps if step.input_type in _HEARERS and step.volunteered]
    if not asking or not said.plain:
        return {}
    wants_pool = any(step.offer or step.input_type in _ENTITIES for step in asking)
    return _heard(asking, said, extract(said, now=now) if wants_pool else (), now)


def told_at_once(flow: Flow, number: str, text: Said) -> dict[str, str]:
    """Secrets that the sentence tells which starts the scenario, by step, and `number`, which was
    given before. Only what is taken at once: the first questions, as long as each is answered.
    A telephone number may wait for its question, since a session hides it wherever it stands."""
    told = {flow.first: number} if takes_number(flow, number) else {}
    said, leads = without_residents(_beginning(text)), True
    for step in flow.steps.values():
        reader = _SECRET_READERS.get(step.input_type) if step.volunteered else None
        is_read = reader and (step.secret or step.id == flow.first)
        value = told.get(step.id) or (reader(step, said) if reader and is_read else None)
        if value and (leads or step.input_type is InputType.PHONE):
            told[step.id] = value
        leads = leads and (bool(value) or not (step.asks or step.enters))
    return told


def filled(flows: Iterable[Flow], text: Said, now: datetime) -> dict[str, int]:
    """By scenario, how many of its questions the sentence answers, where one of its options is
    among what was said, or a name and a telephone number: a day or a number alone may belong to
    any scenario."""
    said = _beginning(text)
    open_steps = {flow.id: [s for s in flow.steps.values() if _is_open(s)] for flow in flows}
    packed = packed_said(said)
    has_name = (named_in(said.plain) or introduced_in(said.plain)) is not None
    named = {
        flow_id: steps
        for flow_id, steps in open_steps.items()
        if any(may_name(step.options, packed) for step in steps)
        or (has_name and _asks_who(steps) == _WHO)
    }
    entities = extract(said, now=now) if named else ()
    found: dict[str, int] = {}
    for flow_id, steps in named.items():
        heard = _heard(steps, said, entities, now)
        answered = [step for step in steps if step.id in heard]
        if any(step.options for step in answered) or _asks_who(answered) == _WHO:
            found[flow_id] = sum(map(_answers_in, heard.values()))
    return found


def _asks_who(steps: Iterable[Step]) -> frozenset[InputType]:
    return _WHO & {step.input_type for step in steps}


def _answers_in(value: Json) -> int:
    """A day and a time of which a list will be chosen from are two."""
    return len(value) if isinstance(value, Mapping) else 1


def _is_open(step: Step) -> bool:
    return step.input_type in _HEARERS and step.volunteered and not step.secret


def _beginning(text: Said) -> Said:
    if len(text.plain) <= LONGEST_SENTENCE:
        return text
    return part_of(text.plain[:LONGEST_SENTENCE].rstrip())


def _heard(
    asking: list[Step], said: Said, entities: tuple[Entity, ...], now: datetime
) -> dict[str, Json]:
    pool = _Pool(entities, now)
    heard: dict[str, Json] = {}
    sums = _sums_named(asking, said)
    beside = {step.id: _named_sum(step, said, pool) for step in asking if step.id in sums}
    for step in asking:
        if sums and _is_sum(step) and step.id not in sums:
            continue
        value: Json = beside.get(step.id)
        if value is None:
            value = _HEARERS[step.input_type](step, said, pool)
        if value is not None:
            heard[step.id] = value
    return {**_leading_to(asking, heard), **heard}


def _leading_to(asking: list[Step], heard: Mapping[str, Json]) -> dict[str, Json]:
    """Who tells the colour has said that it is about a colour: the option that asks for it."""
    return {
        step.id: option
        for step in asking
        if step.input_type is InputType.SELECTION
        for option, target in step.branches.items()
        if isinstance(heard.get(target), str) and _is_free(asking, target)
    }


def _is_free(asking: Iterable[Step], step_id: str) -> bool:
    return any(each.id == step_id and each.input_type is InputType.TEXT for each in asking)


def told_for_yes(flow: Flow, step: Step, said: Said, now: datetime) -> dict[str, Json]:
    """Shall it be changed? "To ten million" is a yes, and answers what is asked after it."""
    after = flow.steps.get(step.branches.get(YES, ""))
    if step.input_type is not InputType.CONFIRM or after is None or not after.asks:
        return {}
    return hear_alone([after], said, now)


def hear_alone(steps: Iterable[Step], text: Said, now: datetime) -> dict[str, Json]:
    """The same where the whole sentence is one answer: "make it four people"."""
    if "?" in text.plain or len(text.plain) > LONGEST_ALONE:
        return {}
    found: dict[str, Json] = {}
    others: list[Step] = []
    for step in steps:
        if step.input_type is InputType.MULTI and not step.offer:
            chosen = choose_many(step.options, text) if _is_choice(step, text) else ()
            found |= {step.id: [each.value for each in chosen]} if chosen else {}
        elif step.input_type is not InputType.SELECTION or step.offer:
            others.append(step)
        elif step.volunteered and (option := _chosen_alone(step, text)):
            found[step.id] = option.value
    if not found and others and says_only_entities(text, now):
        found = hear(others, text, now)
    return found


def _is_choice(step: Step, text: Said) -> bool:
    """Each of its parts is an option, with its ending."""
    parts = parts_said(text.plain)
    return step.volunteered and all(choose_exactly(step.options, part_of(each)) for each in parts)


def _chosen_alone(step: Step, text: Said) -> Option | None:
    """In its own words, or the only one, named as what it is about."""
    exact = choose_exactly(step.options, text)
    named = () if exact else mentioned(step.options, text)
    is_about = len(named) == 1 and says_about(text.plain, (named[0].value, *named[0].synonyms))
    return named[0] if is_about else exact


def says_only_entities(said: Said, now: datetime) -> bool:
    """A day, a number, an amount, and beside it nothing but endings and fillers."""
    said = in_one_spelling(said)
    rest = said.plain
    for entity in reversed(extract(said, now=now)):
        if entity.kind in _KINDS:
            rest = rest[: entity.start] + " " + rest[entity.end :]
    return rest != said.plain and says_nothing(rest)


def _is_sum(step: Step) -> bool:
    return step.input_type is InputType.AMOUNT or bool(step.validation and step.validation.unit > 1)


def _sums_named(steps: Iterable[Step], said: Said) -> frozenset[str]:
    """The steps whose amount the sentence calls by its name; of two amounts it says whose it is."""
    packed = said.plain.replace(" ", "")
    return frozenset(
        step.id
        for step in steps
        if _is_sum(step) and any(label.replace(" ", "") in packed for label in step.labels)
    )


def _named_sum(step: Step, said: Said, pool: "_Pool") -> int | None:
    won = beside_its_name(step, said)
    if won in pool.sums:
        pool.sums.remove(won)
    return won


class _Pool:
    """What was said, by kind, each to be used once."""

    def __init__(self, entities: Iterable[Entity], now: datetime) -> None:
        self.now = now
        self.days: list[str] = []
        self.times: list[tuple[str, ...]] = []  # each with what else a bare hour may be
        self.phones: list[str] = []
        self.sums: list[int] = []
        self.counts: list[Mapping[str, Any]] = []
        self.parts_of_day: list[Mapping[str, Any]] = []
        for entity in entities:
            if entity.kind in _KINDS:
                self._add(entity.kind, entity.value, entity.alternatives)

    def _add(self, kind: str, value: Any, others: tuple[Any, ...]) -> None:  # noqa: C901 - one line a kind
        match kind:
            case "date":
                self.days.append(value)
            case "time":
                self.times.append((value, *map(str, others)))
            case "datetime":
                day, _, at = value.partition("T")
                self.days.append(day)
                self.times.append((at[:5], *(_clock_of(each) for each in others)))
            case "date_range":
                self.days += [value[side] for side in ("start", "end") if value.get(side)]
            case "time_range":
                self.parts_of_day.append(value)
            case "datetime_range":
                self._add_part_of_day(value)
            case "phone":
                self.phones.append(value)
            case "money":
                if value.get("currency") == "KRW" and "amount" in value:
                    self.sums.append(value["amount"])
            case "count":
                self.counts.append(value)

    def _add_part_of_day(self, value: Mapping[str, Any]) -> None:
        """Tomorrow afternoon is a day and a part of it."""
        start, _, since = str(value.get("start") or "").partition("T")
        end, _, until = str(value.get("end") or "").partition("T")
        if start and start == end:
            self.days.append(start)
            self.parts_of_day.append({"start": since[:5], "end": until[:5]})

    def count_of(self, counters: tuple[str, ...]) -> Iterator[int]:
        for each in self.counts:
            if each["unit"] in counters:
                yield int(each["value"])


def _clock_of(moment: object) -> str:
    return str(moment).partition("T")[2][:5]


def _day(step: Step, said: Said, pool: _Pool) -> Json:
    """For a birth date a day is much too young that a visit may well be on."""
    days = [each for each in pool.days if takes_day(step, date.fromisoformat(each), pool.now)]
    if not days:
        return None
    pool.days.remove(days[0])
    return days[0]


def _time(step: Step, said: Said, pool: _Pool) -> Json:
    return hour_meant(step, list(filter(None, pool.times.pop(0)))) if pool.times else None


def _phone(step: Step, said: Said, pool: _Pool) -> Json:
    return pool.phones.pop(0) if pool.phones else None


def _name(step: Step, said: Said, pool: _Pool) -> Json:
    """Only what the sentence itself calls a name, or who says that it is theirs."""
    return _SECRET_READERS[InputType.NAME](step, said)


def _amount(step: Step, said: Said, pool: _Pool) -> Json:
    validation = step.validation or NO_VALIDATION
    if not pool.sums or not in_range(validation, pool.sums[0]):
        return None
    return pool.sums.pop(0)


def _number(step: Step, said: Said, pool: _Pool) -> Json:
    validation: Validation = step.validation or NO_VALIDATION
    if validation.unit > 1:
        return _amount(step, said, pool)
    party = party_told(said) if COUNTERS.intersection(step.counters) else None
    counts = (party,) if party else pool.count_of(step.counters)
    return next((each for each in counts if in_range(validation, each)), None)


def _digits(step: Step, said: Said, pool: _Pool) -> Json:
    return _only_number(step, said)


def _only_number(step: Step, said: Said) -> str | None:
    """The only number in the sentence that the step takes."""
    if step.validation is None or step.validation.pattern is None:
        return None
    fitting = {run.digits for run in digit_runs(said.plain) if fits_pattern(step, run.digits)}
    if not fitting:
        return asked_digits(said.plain, lambda digits: fits_pattern(step, digits))
    digits = fitting.pop()
    return None if fitting or is_sum(said.plain, digits) else digits


_SECRET_READERS: Mapping[InputType, Callable[[Step, Said], str | None]] = {
    InputType.DIGITS: _only_number,
    InputType.NAME: lambda step, said: (
        named_in(said.plain) or introduced_in(said.plain) or told_beside(said.plain)
    ),
    InputType.PHONE: lambda step, said: read_phone(said.plain),
}


def _selection(step: Step, said: Said, pool: _Pool) -> Json:
    if step.offer:
        return _of_a_list(step, said, pool)
    options = mentioned(step.options, said)
    return options[0].value if len(options) == 1 else None


def _of_a_list(step: Step, said: Said, pool: _Pool) -> Json:
    """A record, once the list is known; before that what of the time is left to choose by. Its
    place is none: where something else is asked, "number two" answers that."""
    if step.options:
        meant = fitting(step.options, said, pool.now) if place_said(said.plain) is None else ()
        return meant[0].fields if len(meant) == 1 else None
    hint: dict[str, Json] = {}
    if pool.days:
        hint["day"] = pool.days.pop(0)
    if pool.times:
        hint["at"] = pool.times.pop(0)[0]
    if pool.parts_of_day:
        hint["within"] = pool.parts_of_day.pop(0)
    return hint or None


def _multi(step: Step, said: Said, pool: _Pool) -> Json:
    return [option.value for option in mentioned(step.options, said)] or None


def _look(step: Step, said: Said, pool: _Pool) -> Json:
    """Of free words only a size or a colour, where the question is about those."""
    look = look_wanted(said) if asks_for_look(step.labels) else ""
    return look if look and fits_pattern(step, look) else None


_HEARERS: Mapping[InputType, Callable[[Step, Said, _Pool], Json]] = {
    InputType.TEXT: _look,
    InputType.DATE: _day,
    InputType.TIME: _time,
    InputType.PHONE: _phone,
    InputType.NAME: _name,
    InputType.AMOUNT: _amount,
    InputType.NUMBER: _number,
    InputType.DIGITS: _digits,
    InputType.SELECTION: _selection,
    InputType.MULTI: _multi,
}
_ENTITIES = frozenset(_HEARERS) - {
    InputType.NAME,
    InputType.SELECTION,
    InputType.MULTI,
    InputType.DIGITS,
    InputType.TEXT,
}
