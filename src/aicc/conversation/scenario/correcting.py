"""Which earlier answer a customer takes back, and what is said instead."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from aicc.conversation.scenario.answers import Read, read_answer
from aicc.conversation.scenario.hearing import hear
from aicc.domain.flow import Flow, InputType, Step
from aicc.domain.json import Json
from aicc.domain.run import FlowRun
from aicc.domain.said import Said
from aicc.korean.answers.corrections import LABELS, corrected, wants_to_change
from aicc.korean.text.said import part_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """`value` is None where only the wish is known: the step is asked again."""

    step_id: str
    value: Json = None


def correction(flow: Flow, run: FlowRun, text: Said, now: datetime) -> Correction | None:
    """The newest answer that what was said can replace; None when nothing is taken back."""
    newest = dict.fromkeys(reversed(run.asked))
    asked = [flow.steps[each] for each in newest if each in flow.steps]
    answered = [step for step in asked if step.asks]
    if not answered:
        return None
    here, instead = flow.steps[run.step_id], part_of(corrected(text))
    if instead.plain and (here.input_type is InputType.CONFIRM or not hear([here], instead, now)):
        return _replaced(answered, instead, now)
    if here.input_type is InputType.CONFIRM and not instead.plain:
        said = hear(answered, text, now)
        different = {each: value for each, value in said.items() if value != _kept(flow, run, each)}
        if len(different) == 1:
            ((step_id, value),) = different.items()
            return Correction(step_id=step_id, value=value)
    return next(
        (Correction(step_id=step.id) for step in answered if wants_to_change(text, _labels(step))),
        None,
    )


def _replaced(answered: Iterable[Step], instead: Said, now: datetime) -> Correction | None:
    for step in answered:
        heard = hear([step], instead, now)
        if heard:
            return Correction(step_id=step.id, value=heard[step.id])
        if step.input_type is InputType.DIGITS:
            read = read_answer(step, instead, now)
            if isinstance(read, Read):
                return Correction(step_id=step.id, value=read.value)
    return None


def _kept(flow: Flow, run: FlowRun, step_id: str) -> Json:
    return run.answers.get(flow.steps[step_id].slot)


def _labels(step: Step) -> tuple[str, ...]:
    return step.labels or LABELS.get(step.input_type, ())
