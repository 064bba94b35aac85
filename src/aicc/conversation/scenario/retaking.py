"""What a customer takes back without the words for it: the end of a number, the other option."""

from collections.abc import Iterable
from datetime import datetime

from aicc.conversation.scenario.answers import Read, mentioned, read_answer
from aicc.domain.flow import Flow, InputType, Step
from aicc.domain.json import Json
from aicc.domain.run import FlowRun
from aicc.domain.said import Said
from aicc.korean.answers.corrections import (
    LABELS,
    behind_name,
    corrected,
    leaves_out,
    makes_it,
    other_thing,
    takes_back,
)
from aicc.korean.answers.looks import look_said, turns_to_other
from aicc.korean.answers.new_amounts import amount_anew
from aicc.korean.answers.number_ends import number_end
from aicc.korean.numbers.money import is_amount_alone
from aicc.korean.text.said import part_of

Retaken = tuple[str, Json]  # a step and its new answer; none where it is to be asked again

_NUMBERS = frozenset({InputType.DIGITS, InputType.PHONE})
_MEASURED = frozenset({
    InputType.NUMBER, InputType.AMOUNT, InputType.DATE, InputType.TIME, InputType.DIGITS,
    InputType.PHONE,
})  # fmt: skip
_CHOSEN = frozenset({InputType.SELECTION, InputType.MULTI})


def changed_end(flow: Flow, run: FlowRun, answered: Iterable[Step], said: Said) -> Retaken | None:
    """The last figures of a number that was given: that number, with them."""
    end = number_end(said)
    step = next((each for each in answered if each.input_type in _NUMBERS), None) if end else None
    if end is None or step is None or step.id == run.step_id:
        return None
    kept = run.answers.get(flow.steps[step.id].slot)
    return step.id, end.put_into(kept) if isinstance(kept, str) else None


def named_anew(
    flow: Flow, run: FlowRun, answered: Iterable[Step], said: Said, now: datetime
) -> Retaken | None:
    """An amount or a day by the name of its question, whatever is asked now: my income is less."""
    here = flow.steps[run.step_id]
    if "?" in said.plain or _label_in(here, said) is not None:
        return None
    for step in answered:
        found = _label_in(step, said) if step.input_type in _MEASURED else None
        if found is None or step.id == here.id:
            continue
        behind = part_of(found)
        read = read_answer(step, part_of(corrected(behind) or behind.plain), now)
        if isinstance(read, Read) and read.value != run.answers.get(flow.steps[step.id].slot):
            return step.id, read.value
    return None


def other_option(flow: Flow, run: FlowRun, answered: Iterable[Step], said: Said) -> Retaken | None:
    """Not in the morning, in the afternoon: of two options that are named, the one not chosen."""
    if "?" in said.plain:
        return None
    for step in answered:
        kept = run.answers.get(flow.steps[step.id].slot)
        named = mentioned(step.options, said) if step.input_type in _CHOSEN else ()
        if len(named) != 2 or kept not in {each.value for each in named}:
            continue
        old, new = sorted(named, key=lambda each: each.value != kept)
        if turns_to_other(said, (old.value, *old.synonyms), (new.value, *new.synonyms)):
            return step.id, new.value
    return None


def other_amount(
    flow: Flow, run: FlowRun, answered: Iterable[Step], said: Said, now: datetime
) -> Retaken | None:
    """Make it twenty million; that is too much, fifteen will do: the newest amount."""
    anew = amount_anew(said)
    if "?" in said.plain or not (anew or makes_it(said) or is_amount_alone(said.plain)):
        return None
    step = next((each for each in answered if each.input_type is InputType.AMOUNT), None)
    read = read_answer(step, part_of(anew) if anew else said, now) if step else None
    if step is None or not isinstance(read, Read):
        return None
    kept = run.answers.get(flow.steps[step.id].slot)
    return (step.id, read.value) if read.value != kept else None


def also_chosen(run: FlowRun, step: Step, said: Said) -> Json:
    """Of several that may be chosen one more: those before, and it."""
    kept = run.answers.get(step.slot)
    named = mentioned(step.options, said) if step.input_type is InputType.MULTI else ()
    more = [each.value for each in named if isinstance(kept, list) and each.value not in kept]
    return [*kept, *more] if isinstance(kept, list) and more else None


def without_chosen(run: FlowRun, answered: Iterable[Step], said: Said) -> Retaken | None:
    """Not the bag: of several that were chosen the others."""
    if "?" in said.plain or not leaves_out(said):
        return None
    for step in answered:
        kept = run.answers.get(step.slot)
        named = mentioned(step.options, said) if step.input_type is InputType.MULTI else ()
        gone = {each.value for each in named}
        if isinstance(kept, list) and gone and gone < set(map(str, kept)):
            return step.id, [each for each in kept if each not in gone]
    return None


def other_look(flow: Flow, run: FlowRun, answered: Iterable[Step], said: Said) -> Retaken | None:
    """Another colour or size than the one that was given in free words."""
    look = look_said(said)
    for step in answered if look and "?" not in said.plain else ():
        kept = run.answers.get(flow.steps[step.id].slot)
        if step.input_type is InputType.TEXT and isinstance(kept, str) and look != kept:
            return (step.id, look) if look_said(part_of(kept)) else None
    return None


def to_ask_again(answered: Iterable[Step], said: Said) -> Retaken | None:
    """Something is to be another, and no word says what: its question comes again."""
    if not takes_back(said) or "?" in said.plain:
        return None
    steps = [each for each in answered if not each.secret]
    thing = other_thing(said)
    named = (each for each in steps if thing and _is_called(each, thing))
    free = (each for each in steps if each.input_type in {*_CHOSEN, InputType.TEXT})
    step = next(named, None) or next(free, None)
    return (step.id, None) if step else None


def _is_called(step: Step, thing: str) -> bool:
    words = (*step.labels, *LABELS.get(step.input_type, ()), *(each.value for each in step.options))
    return any(thing in word for word in words)


def _label_in(step: Step, said: Said) -> str | None:
    """What is said behind the step's name; None where it is not named."""
    labels = step.labels or LABELS.get(step.input_type, ())
    found = (behind_name(said, label) for label in sorted(labels, key=len, reverse=True))
    return next((behind for behind in found if behind is not None), None)
