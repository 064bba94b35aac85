"""The sentences of steps for one channel; a secret answer is never read out in full."""

from collections.abc import Collection, Iterable, Mapping

from aicc.conversation.scenario.machine import known
from aicc.domain.faq import AnswerPart, PartKind, SummaryRow
from aicc.domain.flow import InputType, Step, Wording
from aicc.domain.json import Json
from aicc.domain.run import FlowRun
from aicc.domain.turn import Channel, QuickReply
from aicc.korean.text.template import render


def say_steps(steps: Iterable[Step], run: FlowRun, channel: Channel) -> tuple[str, ...]:
    templates = [text for step in steps if (text := _text(step, channel))]
    if not any("{" in text for text in templates):
        return tuple(templates)  # most questions name nothing
    values = texts_of(run)
    return tuple(say(text, values, channel, run.secrets) for text in templates)


def say_wording(wording: Wording, run: FlowRun, channel: Channel) -> str:
    return say(_text(wording, channel), texts_of(run), channel, run.secrets)


def say(
    template: str,
    values: Mapping[str, Json],
    channel: Channel,
    secrets: Collection[str] = (),
) -> str:
    return render(template, values, spoken=channel is Channel.VOICE, secrets=secrets)


def quick_replies(step: Step, yes_no: tuple[QuickReply, ...]) -> tuple[QuickReply, ...]:
    """What a screen offers to press for the step's question."""
    if step.input_type is InputType.CONFIRM:
        return (*yes_no, *step.buttons)
    options = (QuickReply(label=option.value, value=option.value) for option in step.options)
    return (*options, *step.buttons)


def cards_of(steps: Iterable[Step], run: FlowRun, channel: Channel) -> tuple[AnswerPart, ...]:
    """What a screen shows below their sentences."""
    cards = [step.card for step in steps if step.card] if channel is Channel.CHAT else []
    values = texts_of(run) if cards else {}
    return tuple(
        AnswerPart(
            kind=PartKind.SUMMARY,
            text=card.title,
            rows=tuple(
                SummaryRow(label=label, value=say(shown, values, channel, run.secrets))
                for label, shown in card.rows.items()
            ),
        )
        for card in cards
    )


def texts_of(run: FlowRun) -> dict[str, Json]:
    """What texts and calls may use: answers as they are, lists as one text."""
    values = known(run)
    for name, value in values.items():
        if isinstance(value, list) and not any(isinstance(each, Mapping) for each in value):
            values[name] = ", ".join(map(str, value))
    return values


def _text(said: Step | Wording, channel: Channel) -> str:
    return said.voice if channel is Channel.VOICE and said.voice else said.message
