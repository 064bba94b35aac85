"""Which earlier answer a customer takes back, and what is said instead."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from aicc.conversation.scenario.answers import FEW_LETTERS, Read, mentioned, read_answer
from aicc.conversation.scenario.hearing import hear, hear_alone
from aicc.conversation.scenario.offers import asked_now, contradicted
from aicc.conversation.scenario.party import changed_party
from aicc.conversation.scenario.retaking import (
    Retaken,
    also_chosen,
    changed_end,
    named_anew,
    other_amount,
    other_look,
    other_option,
    to_ask_again,
    without_chosen,
)
from aicc.domain.flow import Flow, InputType, Step
from aicc.domain.json import Json, JsonMap
from aicc.domain.run import FlowRun
from aicc.domain.said import Said
from aicc.domain.stance import Stance
from aicc.korean.answers.corrections import (
    LABELS,
    better,
    corrected,
    means_all,
    only,
    says_also,
    says_both,
    takes_back,
    wants_to_change,
    wishes_a_change,
)
from aicc.korean.answers.guards import Guard, guard
from aicc.korean.answers.new_amounts import amount_anew
from aicc.korean.answers.person_name import named_in
from aicc.korean.numbers.spoken_digits import long_numbers
from aicc.korean.text.said import part_of
from aicc.korean.times.shifts import shift_said
from aicc.understanding.stance.reader import stance_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """`value` is None where only the wish is known: the step is asked again. `also` are answers to
    later steps that change with it."""

    step_id: str
    value: Json = None
    also: JsonMap = field(default_factory=dict)


FEW_WORDS = 2  # of a short free answer that is taken back: a colour, a size
_NO_CHANGE = frozenset({Stance.LEAVE, Stance.NO, Stance.GRUMBLE})
A_DAY = timedelta(days=1)
_NO_NUMBER = frozenset({InputType.SELECTION, InputType.CONFIRM, InputType.NAME})
_CHOSEN = frozenset({InputType.SELECTION, InputType.MULTI})
_REREAD = frozenset({InputType.DIGITS, InputType.NAME, InputType.AMOUNT})
_MEASURED = frozenset({InputType.NUMBER, InputType.AMOUNT})
_NAMED = frozenset({InputType.NUMBER, InputType.AMOUNT, InputType.DATE, InputType.TIME})


def correction(flow: Flow, run: FlowRun, text: Said, now: datetime) -> Correction | None:
    """The newest answer that what was said can replace; None when nothing is taken back."""
    found = _taken_back(flow, run, text, now) or _of_others(flow, run, text)
    return _with_its_tie(flow, run, found) if found else None


def _of_others(flow: Flow, run: FlowRun, text: Said) -> Correction | None:
    """The doctor of another department than the one that was answered."""
    here = flow.steps[run.step_id]
    if here.input_type is not InputType.SELECTION or not here.entity:
        return None
    said = part_of(corrected(text)) if corrected(text) else text
    named = mentioned(here.options, said)
    offered = {option.value for option in asked_now(flow, here, run).options}
    if len(named) != 1 or named[0].value in offered:
        return None
    found = Correction(step_id=here.id, value=named[0].value)
    return found if contradicted(flow, run, here, found.value) else None


def _with_its_tie(flow: Flow, run: FlowRun, found: Correction) -> Correction:
    """Where the answer changes one that is tied to it, that one is what is taken back."""
    other = contradicted(flow, run, flow.steps[found.step_id], found.value)
    if other is None:
        return found
    return Correction(step_id=other[0].id, value=other[1], also={found.step_id: found.value})


def _taken_back(flow: Flow, run: FlowRun, text: Said, now: datetime) -> Correction | None:
    newest = dict.fromkeys(reversed(run.asked))
    asked = [_with_records(flow, run, flow.steps[each]) for each in newest if each in flow.steps]
    # of a list that is empty now nothing can be chosen instead
    answered = [step for step in asked if step.asks and (step.options or not step.offer)]
    if not answered:
        return None
    renamed = _renamed(flow, run, answered, text) or _moved(flow, run, answered, text)
    if renamed:
        return renamed
    here = flow.steps[run.step_id]
    retaken = changed_end(flow, run, answered, text)
    retaken = retaken or changed_party(flow, run, answered, text, now)
    retaken = retaken or named_anew(flow, run, answered, text, now)
    if retaken:
        return _as_correction(retaken)
    found = _at_confirm if here.input_type is InputType.CONFIRM else _elsewhere
    return found(flow, run, answered, text, now)


def _at_confirm(
    flow: Flow, run: FlowRun, answered: list[Step], text: Said, now: datetime
) -> Correction | None:
    """Before the yes that does it nothing is asked that an answer could be taken for."""
    alone, instead = part_of(only(text)), part_of(corrected(text) or better(text))
    fewer = None if instead.plain else without_chosen(run, answered, text)
    if fewer:
        return _as_correction(fewer)
    if alone.plain:
        chosen = [step for step in answered if step.input_type in _CHOSEN]
        found = _replaced(flow, run, chosen, alone, now)
        if found:
            return found
    if says_also(text):
        return _all_of_them(flow, run, answered, text)
    retaken = other_option(flow, run, answered, text) or other_look(flow, run, answered, text)
    retaken = retaken or other_amount(flow, run, answered, text, now)
    if retaken:
        return _as_correction(retaken)
    here = flow.steps[run.step_id]
    if instead.plain:
        return _replaced(flow, run, answered, instead, now) or _asked_again(here, answered, text)
    said = hear(answered, text, now) if guard(text) not in {Guard.YES, Guard.NO} else {}
    different = {each: value for each, value in said.items() if value != _kept(flow, run, each)}
    if len(different) == 1 and stance_of(text).stance is not Stance.LEAVE:
        ((step_id, value),) = different.items()
        return Correction(step_id=step_id, value=value)
    return _elsewhere(flow, run, answered, text, now) or _asked_again(here, answered, text)


def _elsewhere(
    flow: Flow, run: FlowRun, answered: list[Step], text: Said, now: datetime
) -> Correction | None:
    here, instead = flow.steps[run.step_id], part_of(corrected(text) or better(text))
    anew = amount_anew(text) and here.input_type not in _MEASURED
    retaken = other_amount(flow, run, answered, text, now) if anew else None
    if retaken:
        return _as_correction(retaken)
    if instead.plain and not hear([here], instead, now):
        return _replaced(flow, run, answered, instead, now)
    other = _other_answer(flow, run, answered, text, now)
    if other:
        return other
    return next(
        (Correction(step_id=step.id) for step in answered if wants_to_change(text, _labels(step))),
        None,
    )


def _asked_again(here: Step, answered: Iterable[Step], text: Said) -> Correction | None:
    """What is to be another is not done as it was, though nothing says what instead. Where the
    question itself is of another, that is an answer to it."""
    retaken = None if takes_back(part_of(here.message)) else to_ask_again(answered, text)
    is_stance = retaken is not None and stance_of(text).stance in _NO_CHANGE
    return _as_correction(retaken) if retaken and not is_stance else None


def _as_correction(retaken: Retaken) -> Correction:
    step_id, value = retaken
    return Correction(step_id=step_id, value=value)


def _all_of_them(
    flow: Flow, run: FlowRun, answered: Iterable[Step], text: Said
) -> Correction | None:
    """The credit card too, where another card was chosen: both, and not the one for the other."""
    for step in answered:
        more = also_chosen(run, step, text)
        if more:
            return Correction(step_id=step.id, value=more)
        every: Json = next((each.value for each in step.options if means_all(each.value)), None)
        if every is None and step.input_type is InputType.MULTI and says_both(text):
            every = [each.value for each in step.options]
        is_named = bool(mentioned(step.options, text)) or says_both(text)
        if every and is_named and every != _kept(flow, run, step.id):
            return Correction(step_id=step.id, value=every)
    return None


def _moved(flow: Flow, run: FlowRun, answered: Iterable[Step], text: Said) -> Correction | None:
    """An hour earlier, a day later than the newest time or day that was answered."""
    by = shift_said(text.plain) if flow.steps[run.step_id].input_type is InputType.CONFIRM else None
    if by is None:
        return None
    kind = InputType.DATE if by % A_DAY == timedelta(0) else InputType.TIME
    step = next((each for each in answered if each.input_type is kind), None)
    kept = _kept(flow, run, step.id) if step else None
    if step is None or not isinstance(kept, str):
        return None
    if kind is InputType.DATE:
        return Correction(step_id=step.id, value=(date.fromisoformat(kept) + by).isoformat())
    moment = datetime.fromisoformat(f"2000-01-02T{kept}") + by
    if moment.day != 2:  # past midnight: nobody means that by an hour later
        return None
    return Correction(step_id=step.id, value=moment.time().isoformat("minutes"))


def _renamed(flow: Flow, run: FlowRun, answered: Iterable[Step], text: Said) -> Correction | None:
    """What is called a name replaces the name, wherever the scenario stands."""
    step = next((each for each in answered if each.input_type is InputType.NAME), None)
    if step is None or flow.steps[run.step_id].input_type is InputType.NAME:
        return None
    name = named_in(text.plain)
    is_new = name is not None and name != _kept(flow, run, step.id)
    return Correction(step_id=step.id, value=name) if is_new else None


def _other_answer(
    flow: Flow, run: FlowRun, answered: list[Step], text: Said, now: datetime
) -> Correction | None:
    """Make it four people; my income is 60 million: said when something else is asked."""
    here = flow.steps[run.step_id]
    if "?" in text.plain or isinstance(read_answer(here, text, now), Read):
        return None
    said = hear(answered, text, now) if wishes_a_change(text) else {}
    counted = [step for step in answered if step.counters]
    said |= hear_alone(counted, text, now) if counted else {}
    said |= _other_number(here, answered, text, now)
    packed = text.plain.replace(" ", "")
    for step in answered:
        if step.input_type in _NAMED and any(_packed(each) in packed for each in _labels(step)):
            read = read_answer(step, text, now)
            said |= {step.id: read.value} if isinstance(read, Read) else {}
    different = {each: value for each, value in said.items() if value != _kept(flow, run, each)}
    if len(different) != 1:
        return None
    ((step_id, value),) = different.items()
    return Correction(step_id=step_id, value=value)


def _other_number(
    here: Step, answered: Iterable[Step], text: Said, now: datetime
) -> dict[str, Json]:
    """A number where none is asked for belongs to the question that took one before."""
    numbers = long_numbers(text)
    if len(numbers) != 1 or here.input_type not in _NO_NUMBER:
        return {}
    for step in answered:
        if step.input_type is InputType.DIGITS:
            read = read_answer(step, part_of(numbers[0]), now)
            if isinstance(read, Read):
                return {step.id: read.value}
    return {}


def _with_records(flow: Flow, run: FlowRun, step: Step) -> Step:
    """Of an entity every value may be meant instead; of a list only what it holds."""
    return asked_now(flow, step, run) if step.offer else step


def _packed(text: str) -> str:
    return text.replace(" ", "")


def _replaced(
    flow: Flow, run: FlowRun, answered: Iterable[Step], instead: Said, now: datetime
) -> Correction | None:
    """The newest answer that it differs from; the same again, where it differs from none."""
    same: Correction | None = None
    free: Correction | None = None
    for step in answered:
        heard = hear([step], instead, now)
        value = heard[step.id] if heard else _reread(step, instead, now)
        found = Correction(step_id=step.id, value=value)
        if value is None or value == _kept(flow, run, step.id):
            same = same if value is None else same or found
        elif step.input_type is not InputType.TEXT:
            return found
        else:
            free = free or found
    return free or same


def _reread(step: Step, instead: Said, now: datetime) -> Json:
    """Free words only where they are few, and none of them tells what somebody does."""
    is_free = step.input_type is InputType.TEXT and bool(step.validation)
    is_few = len(instead.plain) <= FEW_LETTERS and len(instead.plain.split()) <= FEW_WORDS
    if step.input_type not in _REREAD and not (is_free and is_few):
        return None
    read = read_answer(step, instead, now)
    return read.value if isinstance(read, Read) else None


def _kept(flow: Flow, run: FlowRun, step_id: str) -> Json:
    return run.answers.get(flow.steps[step_id].slot)


def _labels(step: Step) -> tuple[str, ...]:
    return (*step.labels, *LABELS.get(step.input_type, ()))
