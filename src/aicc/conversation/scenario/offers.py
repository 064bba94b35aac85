"""What a step offers this customer now: of an entity, the values that fit what was said before.

The department that was answered leaves its doctors; the doctor who was named answers the
department. What hangs on the conversation in this way is shown some at a time.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from aicc.domain.flow import Flow, Option, Step
from aicc.domain.json import Json, JsonMap
from aicc.domain.run import FlowRun
from aicc.domain.turn import Channel

PAGE = {Channel.CHAT: 9, Channel.VOICE: 3}  # as many as a hand of cards, and as an ear keeps


def asked_now(flow: Flow, step: Step, run: FlowRun, channel: Channel = Channel.CHAT) -> Step:
    """The step with the options that it has now; mostly the step itself."""
    if not step.entity:
        return step
    fitting = _tied(flow, step, run)
    if len(fitting) == len(step.options):
        return step
    return replace(step, options=_placed(fitting, PAGE[channel]))


def _placed(options: Iterable[Option], most: int) -> tuple[Option, ...]:
    return tuple(
        replace(option, place=at if at <= most else 0) for at, option in enumerate(options, 1)
    )


def _tied(flow: Flow, step: Step, run: FlowRun) -> list[Option]:
    """The values whose attributes are what was answered to the steps of those entities."""
    fitting = list(step.options)
    for other in flow.steps.values():
        answer = run.answers.get(other.slot) if other.entity else None
        if isinstance(answer, str) and other.entity != step.entity:
            fitting = [each for each in fitting if each.fields.get(other.entity, answer) == answer]
    return fitting


def is_shown(step: Step) -> bool:
    """Its options hang on the conversation, and some of them have a place now."""
    return any(option.place for option in step.options)


def settled(step: Step, heard: Json) -> Json:
    """What was heard before the question came, where it is still offered; of options that hang on
    the conversation the only one needs no question. None: ask."""
    if not step.entity:
        return heard
    values = [option.value for option in step.options]
    if heard is None:
        return values[0] if is_shown(step) and len(values) == 1 and step.volunteered else None
    said = heard if isinstance(heard, list) else [heard]
    return heard if all(each in values for each in said) else None


def known_with(step: Step, value: Json) -> JsonMap:
    """What the pack knows with the answer, by the names that texts use: "doctor.department"."""
    option = option_of(step, value)
    return {f"{step.slot}.{name}": field for name, field in option.fields.items()} if option else {}


def option_of(step: Step, value: Json) -> Option | None:
    if not step.entity:
        return None
    return next((option for option in step.options if option.value == value), None)


def with_tied(flow: Flow, heard: Mapping[str, Json]) -> dict[str, Json]:
    """What was heard, and what it answers of the steps that are tied to it."""
    found = dict(heard)
    for step_id, value in heard.items():
        option = option_of(flow.steps[step_id], value) if step_id in flow.steps else None
        for other in flow.steps.values() if option else ():
            if option and other.entity in option.fields and other.id not in heard:
                found[other.id] = option.fields[other.entity]
    return found


def contradicted(flow: Flow, run: FlowRun, step: Step, value: Json) -> tuple[Step, Json] | None:
    """The answered step that another value of this one changes as well, and to what."""
    option = option_of(step, value)
    for other in flow.steps.values() if option else ():
        if option and other.entity in option.fields and other.id in run.asked:
            tied = option.fields[other.entity]
            if run.answers.get(other.slot) != tied:
                return other, tied
    return None
