"""What a customer said, read once: the one door to understanding."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from aicc.conversation.answers import Answers, OneSearch
from aicc.conversation.keypad import closed_of, command_of
from aicc.conversation.opening import Opened, Running
from aicc.conversation.scenario.answers import Read, Refusal, choose
from aicc.conversation.scenario.correcting import Correction
from aicc.conversation.scenario.walker import FlowWalker
from aicc.conversation.secrecy import Secrecy, secrecy_of
from aicc.deadline import Deadline
from aicc.domain.acts import Act
from aicc.domain.closed import Closed
from aicc.domain.danger import Danger
from aicc.domain.escalation import EscalationVerdict
from aicc.domain.faq import FaqEntry, FaqFilter
from aicc.domain.flow import InputType, Option, Step
from aicc.domain.meaning import IntentScore, Meaning, Sentiment, SentimentLabel, Signals, Topics
from aicc.domain.run import FlowRun
from aicc.domain.said import Said
from aicc.domain.session import Choice
from aicc.domain.turn import DEFAULT_TENANT
from aicc.domain.wish import Wish
from aicc.korean.answers.closed import closed_class
from aicc.korean.answers.guards import Guard, calls_for_person, guard
from aicc.korean.answers.wishes import wishes
from aicc.korean.numbers.spoken_digits import long_numbers
from aicc.korean.personal.cues import names_a_secret
from aicc.korean.personal.find import find
from aicc.korean.personal.span import PersonalKind
from aicc.korean.text.clauses import joined
from aicc.korean.text.cut import cut
from aicc.korean.text.ellipsis import LeavesOut, completed, leaves_out, undoing
from aicc.korean.text.rewording import point_of, wants_instead
from aicc.korean.text.said import as_said, part_of
from aicc.korean.text.slips import Slips
from aicc.understanding import signals
from aicc.understanding.acts.reader import ActReading, act_reader

MOST_CLAUSES = 6  # of a story, the last ones: what is wanted comes at its end
_UNKNOWN = (IntentScore(name="unknown", confidence=0.0),)
NEEDS_NO_MODEL = Meaning(
    intents=_UNKNOWN,
    in_scope=False,
    entities=(),
    sentiment=Sentiment(
        label=SentimentLabel.NEUTRAL,
        scores={label: float(label is SentimentLabel.NEUTRAL) for label in SentimentLabel},
    ),
    signals=Signals(),
    scope=0.0,
    source="plain",
)


class Understanding(Protocol):
    def analyse(
        self,
        said: Said,
        deadline: Deadline,
        *,
        private: bool = False,
        tenant_id: str = DEFAULT_TENANT,
    ) -> Meaning:
        """What is `private` is sent to no service."""
        ...

    def topics(self, said: Said, deadline: Deadline, tenant_id: str = DEFAULT_TENANT) -> Topics: ...


class EscalationChecks(Protocol):
    def judge(self, session_data: Mapping[str, Any], said: Said) -> EscalationVerdict: ...


class DangerWatch(Protocol):
    def read(self, said: Said) -> Danger | None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A clause of what was said, or all of it, read for what it is about and what is wanted.

    `completed`: what the sentence left out was put before it. `filled`: how many questions of a
    scenario it answers, by scenario.
    """

    said: Said
    topics: Topics
    acts: ActReading
    faq: OneSearch
    is_clause: bool = False
    is_joined: bool = False  # one of two matters that are named in one clause
    place: float = 1.0  # of a clause in the sentence, from 0, the first, to 1
    completed: LeavesOut = LeavesOut.NOTHING
    filled: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class SpokenOf:
    """What a short question may go on with: the entry that was the last answer, and its topic;
    `bare` is the question alone, `among` what it finds among the entry's neighbours."""

    entry: FaqEntry
    intent: str
    bare: Said
    among: OneSearch


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """`answer` is what was said as an answer to the running step, `correction` as another one to
    an earlier step, `later` the run with an answer to a later one, `browsed` the run with another
    part of its list, `chosen` as one of the things that were offered. The first of `parts` is all
    that was said; there are none where a command or an answer needs no model."""

    said: Said
    guard: Guard | None
    closed: Closed | None
    danger: Danger | None
    meaning: Meaning
    secrecy: Secrecy
    escalation: EscalationVerdict
    parts: tuple[Part, ...] = ()
    answer: Read | Refusal | None = None
    correction: Correction | None = None
    later: FlowRun | None = None
    browsed: FlowRun | None = None
    chosen: Choice | None = None
    number: str = ""  # the only long one in the sentence
    wishes: frozenset[Wish] = frozenset()
    is_instead: bool = False  # of what is going on something else is wanted
    spoken_of: SpokenOf | None = None

    @property
    def searches(self) -> tuple[OneSearch, ...]:
        return tuple(part.faq for part in self.parts)


class Reader:
    def __init__(
        self,
        *,
        nlu: Understanding,
        answers: Answers,
        escalation: EscalationChecks,
        danger: DangerWatch,
        slips: Slips,
        walker: FlowWalker,
    ) -> None:
        self._nlu = nlu
        self._answers = answers
        self._escalation = escalation
        self._danger = danger
        self._slips = slips
        self._walker = walker

    def read(self, opened: Opened) -> Reading:
        said, running = opened.said, opened.running
        command, closed = _short_words(opened)
        answer, correction = self._as_answer(said, running)
        browsed = self._browsed(said, running, answer)
        secrecy = secrecy_of(said, opened.session, is_asked=_asks_a_secret(running, correction))
        meaning, parts, spoken_of = NEEDS_NO_MODEL, tuple[Part, ...](), None
        if not (browsed or _needs_no_model(command, running.step if running else None, answer)):
            point = self._point(said)
            meaning = self._nlu.analyse(
                point, opened.deadline, private=secrecy.is_private, tenant_id=opened.tenant_id
            )
            meaning = replace(meaning, signals=signals.read(said))  # how it was said, not the point
            parts = tuple(self._parts(opened, point, meaning, private=secrecy.is_private))
            spoken_of = self._spoken_of(opened, point, private=secrecy.is_private)
        elif command is Guard.CANCEL and not opened.session.choices:
            parts = tuple(self._undone(opened, private=secrecy.is_private))
        return Reading(
            said=said,
            guard=command,
            closed=closed,
            danger=self._danger.read(said),
            meaning=meaning,
            secrecy=secrecy,
            escalation=self._escalation.judge(_so_far(opened), said),
            parts=parts,
            answer=answer,
            correction=correction,
            later=self._later(opened, answer, correction),
            browsed=browsed,
            chosen=_chosen(opened.session.choices, said, command),
            number=_number(said),
            wishes=wishes(said),
            is_instead=wants_instead(said),
            spoken_of=spoken_of,
        )

    def _as_answer(
        self, said: Said, running: Running | None
    ) -> tuple[Read | Refusal | None, Correction | None]:
        if running is None or not running.step.asks or said.is_silent:
            return None, None
        flow, run = running.flow, running.run
        answer = self._walker.read(flow, run, said, running.channel)
        return answer, self._walker.correction(flow, run, said)

    def _browsed(
        self, said: Said, running: Running | None, answer: Read | Refusal | None
    ) -> FlowRun | None:
        if running is None or not isinstance(answer, Refusal):
            return None
        return self._walker.browsed(running.flow, running.run, said, running.channel)

    def _later(
        self, opened: Opened, answer: Read | Refusal | None, correction: Correction | None
    ) -> FlowRun | None:
        running = opened.running
        if running is None or correction or not isinstance(answer, Refusal):
            return None
        flow, run, said = running.flow, running.run, opened.said
        later = self._walker.later(opened.flows, flow, run, said)
        return later or (run if self._walker.is_asked_later(flow, run, said) else None)

    def _parts(
        self, opened: Opened, point: Said, meaning: Meaning, *, private: bool
    ) -> Iterator[Part]:
        whole = Topics(intents=meaning.intents, scope=meaning.scope)
        started = () if opened.running else opened.house.started_in(opened.flows)
        part = self._part(opened, point, whole, private=private, heard=opened.said)
        yield replace(part, filled=self._walker.filled(started, opened.said))
        cut = _clauses(point)
        if len(cut) > 1:
            last = cut[-MOST_CLAUSES:]
            for at, clause in enumerate(last):
                each = self._point(clause)
                yield replace(
                    self._part(
                        opened, each, self._topics(opened, each), private=private, heard=clause
                    ),
                    is_clause=True,
                    place=at / (len(last) - 1) if len(last) > 1 else 1.0,
                )
        halves = None if opened.running else joined(point.plain)
        for at, half in enumerate(halves or ()):
            each = self._point(part_of(half))
            topics = self._topics(opened, each)
            part = self._part(opened, each, topics, private=private, heard=opened.said)
            yield replace(part, is_joined=True, place=float(at))
        missing, words = leaves_out(opened.said), _words_before(opened)
        if missing and words:
            filled = self._mended(as_said(completed(opened.said, words)))
            part = self._part(opened, filled, self._topics(opened, filled), private=private)
            yield replace(part, completed=missing)

    def _undone(self, opened: Opened, *, private: bool) -> Iterator[Part]:
        """Cancel it: of what the conversation is about."""
        words = _words_before(opened)
        if words:
            filled = as_said(undoing(words))
            part = self._part(opened, filled, self._topics(opened, filled), private=private)
            yield replace(part, completed=LeavesOut.SURELY)

    def _spoken_of(self, opened: Opened, point: Said, *, private: bool) -> SpokenOf | None:
        """Nothing after a question of the bot's own, which what is said now answers; a list of
        entries may be passed over."""
        if not leaves_out(opened.said) or opened.running:
            return None
        faq_id, intent = _last_entry(opened)
        entry = self._answers.find(opened, faq_id) if faq_id else None
        if entry is None:
            return None
        among = FaqFilter(category=entry.category)
        found = OneSearch(self._answers, opened, point, private=private, among=among)
        return SpokenOf(entry=entry, intent=intent, bare=point, among=found)

    def _topics(self, opened: Opened, said: Said) -> Topics:
        return self._nlu.topics(said, opened.deadline, opened.tenant_id)

    def _point(self, said: Said) -> Said:
        """What topics and entries are looked for with."""
        return self._mended(point_of(said))

    def _mended(self, said: Said) -> Said:
        plain = self._slips.mended(said.plain)
        return said if plain == said.plain else part_of(plain)

    def _part(
        self,
        opened: Opened,
        said: Said,
        topics: Topics,
        *,
        private: bool,
        heard: Said | None = None,
    ) -> Part:
        """`heard` is the sentence with what its point has lost."""
        return Part(
            said=said,
            topics=topics,
            acts=_acts(said, heard or said),
            faq=OneSearch(self._answers, opened, said, private=private),
        )


def _so_far(opened: Opened) -> dict[str, Any]:
    """What the checks may look at: what the channel gave, and how the conversation has gone."""
    session = opened.session
    return {
        **opened.incoming.attributes,
        "misses": session.misses,
        "same_step": session.run.stalls if session.run else 0,
        "sentiments": list(session.moods),
        "amounts": [],
    }


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


def _last_entry(opened: Opened) -> tuple[str, str]:
    """The entry that was answered last, or stood first in a list, and its topic."""
    session, about = opened.session, opened.session.about
    if session.choices and not session.is_told:
        return next(
            ((each.faq_id, each.intent) for each in session.choices if each.faq_id), ("", "")
        )
    if about is None or not about.lasts(session.turns):
        return "", ""
    return about.faq_id, about.intent


def _words_before(opened: Opened) -> tuple[str, ...]:
    """The words for what the conversation is about: the running scenario, or what came last."""
    if opened.running:
        return tuple(opened.running.flow.name.split()[:1])
    about = opened.session.about
    return about.words if about and about.lasts(opened.session.turns) else ()


def _clauses(said: Said) -> tuple[Said, ...]:
    return said.once(cut)


def _command(said: Said) -> Guard | None:
    """The sentence as a command; a person may be asked for in a clause of a longer one."""
    command = said.once(guard)
    if command is None and any(map(calls_for_person, _clauses(said))):
        return Guard.AGENT
    return command


def _short_words(opened: Opened) -> tuple[Guard | None, Closed | None]:
    """What a command or a closed word says; keys have meanings of their own."""
    keys = opened.incoming.dtmf
    if keys:
        return command_of(keys), closed_of(keys, is_open=opened.running is None)
    return _command(opened.said), closed_class(opened.said)


def _acts(point: Said, heard: Said) -> ActReading:
    """Of the point; where it tells nothing of what is wanted, of all that was said: a request for
    a favour is no topic, but a wish."""
    acts = act_reader().read(point)
    return act_reader().read(heard) if acts.best is Act.NONE else acts


def _number(said: Said) -> str:
    """Where there are two, nobody knows which was meant. A resident number, or the rest of a number
    that was begun before, is none to speak of: it would be said back and kept."""
    runs = long_numbers(said)
    if len(runs) != 1 or names_a_secret(said.plain):
        return ""
    kinds = {span.kind for span in find(said)}
    is_secret = PersonalKind.RESIDENT in kinds or (said.after and kinds)
    return "" if is_secret else runs[0]


def _chosen(offered: tuple[Choice, ...], said: Said, command: Guard | None) -> Choice | None:
    """Which of the offered choices was meant; a plain yes takes the only one."""
    if len(offered) == 1 and command is not None and not offered[0].beside:
        return offered[0] if command is Guard.YES else None
    option = choose(tuple(Option(value=choice.label) for choice in offered), said)
    return next((each for each in offered if option and each.label == option.value), None)
