"""Checking each step of a scenario by itself: what it names, and what it says in vain."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from aicc.domain.flow import NONE, ONE, Flow, InputType, Step, Wording
from aicc.domain.validations import VALIDATIONS
from aicc.errors import InvalidInputError
from aicc.korean.answers.own_verb import command_in, proposition
from aicc.packs.entity_options import EntityOptions
from aicc.packs.files import Path_
from aicc.packs.from_files import targets
from aicc.packs.lint.finding import Actions, PlaceFinding, Plain, did_you_mean, error, warning
from aicc.packs.lint.offers import check_offer
from aicc.packs.lint.texts import check_spoken, check_template
from aicc.packs.patterns import compile_pattern

_CHOOSING = frozenset({InputType.SELECTION, InputType.MULTI, InputType.CONFIRM})
_LISTED = frozenset({InputType.SELECTION, InputType.MULTI})
_MEASURED = frozenset({InputType.NUMBER, InputType.AMOUNT})
_SPELLED = frozenset({InputType.TEXT, InputType.DIGITS})
TEXTS = ("message", "voice")


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What a step may name."""

    file: str
    flow: Flow
    queues: Collection[str]
    actions: Actions
    entities: EntityOptions
    endings: Mapping[str, Collection[str]]  # by flow, the outcomes that it may end with


def wordings_of(step: Step) -> dict[str, tuple[Wording, ...]]:
    """What a step says beside its question, by the field that holds it."""
    return {
        "retry_message": step.refusals,
        "silence_message": step.silences,
        "help": (step.help,) if step.help else (),
        "why": (step.why,) if step.why else (),
        "voice_again": (Wording(message=step.voice_again),) if step.voice_again else (),
    }


def answers_of(step: Step) -> tuple[str, ...]:
    """What an asking step's answer can choose a branch by; one empty name where it cannot."""
    if step.offer:
        return ("", NONE, ONE)
    if step.input_type is InputType.SELECTION and step.options:
        return tuple(option.value for option in step.options)
    return ("yes", "no") if step.input_type is InputType.CONFIRM else ("",)


def check_step(
    around: Surroundings, place: Path_, step: Step, written: Plain
) -> Iterator[PlaceFinding]:
    file, name = around.file, f"step {step.id}"
    if step.handoff and step.handoff not in around.queues:
        hint = did_you_mean(step.handoff, around.queues)
        message = f"pack.yaml has no queue {step.handoff}{hint}"
        yield error(file, (*place, "handoff"), message)
    yield from _check_targets(around, place, step)
    yield from _check_entity(around, place, step, written)
    yield from check_offer(file, place, step, around.flow, around.actions)
    yield from _check_question(file, place, step)
    yield from _check_validation(file, place, step, written["validation"])
    yield from _check_call(around, place, step)
    yield from _check_enter(around, place, step)
    for field, why in _in_vain(step).items():
        yield error(file, (*place, field), f"{name}: {field} has no effect: {why}")
    for field in TEXTS:
        yield from check_template(file, (*place, field), written[field])
    yield from check_spoken(file, place, name, step.message, step.voice)
    for field, wordings in wordings_of(step).items():
        where = (*place, field)
        for wording in wordings:
            yield from check_template(file, where, wording.message)
            yield from check_template(file, where, wording.voice)
            yield from check_spoken(file, where, f"{name}: {field}", wording.message, wording.voice)


def _check_targets(around: Surroundings, place: Path_, step: Step) -> Iterator[PlaceFinding]:
    for field, target in targets(step).items():
        if target not in around.flow.steps:
            hint = did_you_mean(target, around.flow.steps)
            message = f"step {step.id}: {field} names {target}: there is no such step{hint}"
            yield error(around.file, (*place, *field.split(".", 1)), message)


def _check_question(file: str, place: Path_, step: Step) -> Iterator[PlaceFinding]:
    if step.input_type in _LISTED and not (step.options or step.entity or step.offer):
        yield error(file, place, f"step {step.id}: a selection needs options")
    if step.asks and not step.message:
        yield error(file, place, f"step {step.id}: it asks, but has no message")
    if step.asks and step.call:
        yield error(file, place, f"step {step.id}: a step asks or calls, not both")
    yield from _check_own_verb(file, place, step)
    for outcome in step.branches if step.asks else ():
        if outcome not in answers_of(step):
            where = (*place, "branches", outcome)
            hint = did_you_mean(outcome, answers_of(step))
            yield error(file, where, f"step {step.id}: no answer gives {outcome}{hint}")


def _check_entity(
    around: Surroundings, place: Path_, step: Step, written: Plain
) -> Iterator[PlaceFinding]:
    if not step.entity:
        return
    file, name = around.file, f"step {step.id}"
    if step.input_type not in _LISTED:
        message = f"{name}: entity has no effect: its values are for a selection"
        yield error(file, (*place, "entity"), message)
    if written["options"]:
        yield error(file, (*place, "options"), f"{name}: give an entity or options, not both")
    if step.entity not in around.entities:
        hint = did_you_mean(step.entity, around.entities)
        yield error(file, (*place, "entity"), f"{name}: there is no entity {step.entity}{hint}")
    elif not around.entities[step.entity]:
        message = f"{name}: the entity {step.entity} has no values to choose from"
        yield error(file, (*place, "entity"), message)


def _check_own_verb(file: str, place: Path_, step: Step) -> Iterator[PlaceFinding]:
    """A confirm whose question, said back, would be taken for a command."""
    if step.input_type is not InputType.CONFIRM:
        return
    word = command_in(step.message, proposition(step.message, step.yes, step.no))
    if word:
        message = (
            f"step {step.id}: whoever answers with {word} leaves the scenario: let it be the "
            "verb of the question, or write what else answers it under yes and no"
        )
        yield error(file, (*place, "message"), message)


def _check_validation(
    file: str, place: Path_, step: Step, written: str | Plain | None
) -> Iterator[PlaceFinding]:
    where, validation = (*place, "validation"), step.validation
    if validation is None:
        return
    if isinstance(written, str) and written not in VALIDATIONS:
        known = ", ".join(sorted(VALIDATIONS))
        message = f"step {step.id}: there is no validation {written}: there are {known}"
        yield error(file, where, message)
    if step.input_type in _CHOOSING or not step.asks:
        message = f"step {step.id}: validation has no effect on {step.input_type}"
        yield error(file, where, message)
        return
    is_measure = (validation.minimum, validation.maximum, validation.unit) != (None, None, 1)
    if is_measure and step.input_type not in _MEASURED:
        message = f"step {step.id}: minimum, maximum and unit are for number and amount"
        yield error(file, where, message)
    if validation.pattern is None:
        return
    if step.input_type not in _SPELLED:
        yield error(file, where, f"step {step.id}: a pattern is for text and digits")
    try:
        compile_pattern(validation.pattern)
    except InvalidInputError as wrong:
        yield error(file, where, f"step {step.id}: {wrong}")


def _check_enter(around: Surroundings, place: Path_, step: Step) -> Iterator[PlaceFinding]:
    if not step.enters:
        return
    file, name = around.file, f"step {step.id}"
    if step.asks or step.call or step.handoff:
        yield error(file, place, f"{name}: a step that enters a flow does nothing else")
    if step.enters not in around.endings:
        hint = did_you_mean(step.enters, around.endings)
        yield error(file, (*place, "enter"), f"{name}: there is no flow {step.enters}{hint}")
        return
    outcomes = around.endings[step.enters]
    for outcome in step.branches:
        if outcome not in outcomes:
            hint = did_you_mean(outcome, outcomes)
            message = f"{name}: {step.enters} never ends with {outcome}{hint}"
            yield error(file, (*place, "branches", outcome), message)


def _in_vain(step: Step) -> Mapping[str, str]:
    """Fields that are written but never looked at, and why."""
    says = not (step.asks or step.call or step.enters)
    is_last = not (step.next_step or step.branches or step.cases)
    ends = step.handoff is not None and not step.asks
    vain = {
        "handoff": (
            step.handoff and step.asks,
            "a step that asks goes on to another; put it there",
        ),
        "on_error": (step.on_error and not step.call, "only a call can fail"),
        "branches": (step.branches and says, "the step neither asks nor calls"),
        "outcome": (step.outcome and not is_last, "the flow goes on from here"),
        "options": (
            step.options and not step.entity and step.input_type not in _LISTED,
            "they are for a selection",
        ),
        "buttons": (step.buttons and not step.asks, "only a question has answers to press"),
        "retry_message": (step.refusals and not step.asks, "only an answer can be refused"),
        "silence_message": (step.silences and not step.asks, "only a question waits"),
        "help": (step.help and not step.asks, "only a question can be asked about"),
        "why": (step.why and not step.asks, "only a question can be asked about"),
        "voice_again": (step.voice_again and not step.asks, "only a question is said again"),
        "labels": (step.labels and not step.asks, "only an answer can be changed"),
        "yes": (step.yes and step.input_type is not InputType.CONFIRM, "only a confirm"),
        "no": (step.no and step.input_type is not InputType.CONFIRM, "only a confirm"),
        "counters": (step.counters and step.input_type is not InputType.NUMBER, "only a number"),
        "secret": (step.secret and not (step.asks or step.call), "only an answer can be secret"),
        "next_step": (step.next_step and ends, "the scenario ends with the handoff"),
    }
    return {field: why for field, (is_vain, why) in vain.items() if is_vain}


def _check_call(around: Surroundings, place: Path_, step: Step) -> Iterator[PlaceFinding]:
    if step.call is None:
        return
    file, action = around.file, step.call.action
    for name, template in step.call.arguments.items():
        yield from check_template(file, (*place, "call", "arguments", name), template)
    about = around.actions.get(action)
    if about is None:
        hint = did_you_mean(action, around.actions)
        message = f"step {step.id}: the back end has no action {action}{hint}"
        yield error(file, (*place, "call", "action"), message)
        return
    missing = sorted(about.arguments - step.call.arguments.keys())
    if missing:
        message = f"step {step.id}: {action} needs the argument {', '.join(missing)}"
        yield error(file, (*place, "call", "arguments"), message)
    for outcome in step.branches:
        if outcome not in about.outcomes:
            hint = did_you_mean(outcome, about.outcomes)
            message = f"step {step.id}: {action} never gives {outcome}{hint}"
            yield error(file, (*place, "branches", outcome), message)
    if step.on_error is None:
        message = f"step {step.id}: no on_error: a back end that is away ends the scenario"
        yield warning(file, place, message)
