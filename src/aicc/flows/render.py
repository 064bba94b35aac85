"""The sentences of steps for one channel; a secret answer is never read out in full."""

from collections.abc import Iterable, Mapping

from aicc.domain.flow import Flow, FlowRun, Step
from aicc.domain.json import Json
from aicc.domain.turn import Channel, QuickReply
from aicc.flows.machine import known
from aicc.korean.template import render

_SHOWN_OF_SECRET = 2


def say_steps(steps: Iterable[Step], flow: Flow, run: FlowRun, channel: Channel) -> tuple[str, ...]:
    templates = [text for step in steps if (text := _text(step, channel))]
    if not any("{" in text for text in templates):
        return tuple(templates)  # most questions name nothing
    values = visible(flow, run)
    return tuple(say(text, values, channel) for text in templates)


def say(template: str, values: Mapping[str, Json], channel: Channel) -> str:
    return render(template, values, spoken=channel is Channel.VOICE)


def quick_replies(step: Step, yes_no: tuple[QuickReply, ...]) -> tuple[QuickReply, ...]:
    """What a screen offers to press for the step's question."""
    if step.input_type == "confirm":
        return yes_no
    return tuple(QuickReply(label=option.value, value=option.value) for option in step.options)


def visible(flow: Flow, run: FlowRun) -> dict[str, Json]:
    """What texts may use: secrets masked but for their end."""
    values = dict(known(run))
    for name in flow.secrets & values.keys():
        values[name] = _masked(str(values[name]))
    return values


def _masked(secret: str) -> str:
    hidden = max(0, len(secret) - _SHOWN_OF_SECRET)
    return "*" * hidden + secret[hidden:]


def _text(step: Step, channel: Channel) -> str:
    return step.voice if channel is Channel.VOICE and step.voice else step.message
