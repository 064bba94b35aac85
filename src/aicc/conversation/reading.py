"""What a customer said, read once: the one door to understanding."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from aicc.conversation.answers import Answers, OneSearch
from aicc.conversation.opening import Opened, Running
from aicc.conversation.scenario.answers import Read, Refusal, choose
from aicc.conversation.scenario.correcting import Correction
from aicc.conversation.scenario.walker import FlowWalker
from aicc.conversation.secrecy import Secrecy, secrecy_of
from aicc.deadline import Deadline
from aicc.domain.flow import InputType, Option, Step
from aicc.domain.handoff import EscalationPriority, EscalationReason
from aicc.domain.meaning import IntentScore, Meaning, Sentiment, SentimentLabel, Signals
from aicc.domain.said import Said
from aicc.domain.session import Choice
from aicc.korean.answers.guards import Guard, guard

NEEDS_NO_MODEL = Meaning(
    intents=(IntentScore(name="unknown", confidence=0.0),),
    in_scope=False,
    entities=(),
    sentiment=Sentiment(
        label=SentimentLabel.NEUTRAL,
        scores={label: float(label is SentimentLabel.NEUTRAL) for label in SentimentLabel},
    ),
    signals=Signals(),
    source="plain",
)

Checked = tuple[bool, EscalationReason, EscalationPriority]


class Understanding(Protocol):
    def analyse(self, said: Said, deadline: Deadline, *, private: bool = False) -> Meaning:
        """What is `private` is sent to no service."""
        ...


class EscalationChecks(Protocol):
    def check_escalation(self, session_data: Mapping[str, str], user_input: str) -> Checked: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """`answer` is what was said as an answer to the running step, `correction` as another one to
    an earlier step, `chosen` as one of the things that were offered. `faq` searches when asked."""

    said: Said
    guard: Guard | None
    meaning: Meaning
    secrecy: Secrecy
    faq: OneSearch
    escalation: Checked
    answer: Read | Refusal | None = None
    correction: Correction | None = None
    chosen: Choice | None = None


class Reader:
    def __init__(
        self,
        *,
        nlu: Understanding,
        answers: Answers,
        escalation: EscalationChecks,
        walker: FlowWalker,
    ) -> None:
        self._nlu = nlu
        self._answers = answers
        self._escalation = escalation
        self._walker = walker

    def read(self, opened: Opened) -> Reading:
        said, running, command = opened.said, opened.running, guard(opened.said)
        answer, correction = self._as_answer(said, running)
        secrecy = secrecy_of(said, opened.session, is_asked=_asks_a_secret(running, correction))
        if _needs_no_model(command, running.step if running else None, answer):
            meaning = NEEDS_NO_MODEL
        else:
            meaning = self._nlu.analyse(said, opened.deadline, private=secrecy.is_private)
        return Reading(
            said=said,
            guard=command,
            meaning=meaning,
            secrecy=secrecy,
            faq=OneSearch(self._answers, opened, private=secrecy.is_private),
            escalation=self._escalation.check_escalation(opened.incoming.attributes, said.raw),
            answer=answer,
            correction=correction,
            chosen=_chosen(opened.session.choices, said, command),
        )

    def _as_answer(
        self, said: Said, running: Running | None
    ) -> tuple[Read | Refusal | None, Correction | None]:
        if running is None or not running.step.asks or said.is_silent:
            return None, None
        flow, run = running.flow, running.run
        return self._walker.read(flow, run, said), self._walker.correction(flow, run, said)


def _asks_a_secret(running: Running | None, correction: Correction | None) -> bool:
    if running is None:
        return False
    if not running.step.asks:  # rebuilt before a scenario that it enters:
        return True  # the customer answers what was asked inside
    corrected = running.flow.steps[correction.step_id].secret if correction else False
    return running.step.secret or corrected


def _needs_no_model(
    command: Guard | None, step: Step | None, answer: Read | Refusal | None
) -> bool:
    """A request for a person is read for what it is about; free text may be anything."""
    if command is not None:
        return command is not Guard.AGENT
    return isinstance(answer, Read) and step is not None and step.input_type is not InputType.TEXT


def _chosen(offered: tuple[Choice, ...], said: Said, command: Guard | None) -> Choice | None:
    """Which of the offered choices was meant; a plain yes takes the only one."""
    if len(offered) == 1:
        return offered[0] if command is Guard.YES else None
    option = choose(tuple(Option(value=choice.label) for choice in offered), said.raw.strip())
    return next((each for each in offered if option and each.label == option.value), None)
