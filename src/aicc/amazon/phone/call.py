"""A call under way: what its actions say, hear, ask and keep."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from aicc.amazon.connect.model import Flow
from aicc.amazon.phone.bot import Bot
from aicc.amazon.phone.caller import Caller, Heard, Wants, heard_in
from aicc.amazon.phone.contact import CHAT, Contact
from aicc.amazon.phone.events import contact_event
from aicc.amazon.phone.lambdas import LambdaFaultError, Lambdas
from aicc.amazon.phone.lex.talk import LexTalk
from aicc.amazon.phone.outcome import CallerLeft, PersonCame
from aicc.amazon.phone.paths import filled, filled_map
from aicc.amazon.phone.shelf import FlowShelf
from aicc.amazon.phone.shown import Kind, Line, Show
from aicc.amazon.phone.world import World
from aicc.domain.json import Json

SECONDS_A_LETTER = 1 / 6  # how long a Korean syllable takes
EVENTS_LAMBDA = "contact_events"
_HANGS_UP = "/hangup"

_BREAK = re.compile(r"<break[^>]*time=[\"'](\d+(?:\.\d+)?)(ms|s)[\"'][^>]*>")
_TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """One branch that a call took."""

    flow: str
    action: str
    way: str


@dataclass(slots=True, kw_only=True)
class Frame:
    """The flow that is walked now; loops count anew in each."""

    flow: Flow
    name: str
    loops: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True, kw_only=True)
class Call:
    """Handed to every action. `audience` is who hears what a flow says."""

    contact: Contact
    world: World
    caller: Caller
    shelf: FlowShelf
    lambdas: Lambdas
    bot: Bot
    show: Show
    unknown_fails: bool = False  # which branch an action takes that the phone does not know
    lex: LexTalk = field(default_factory=LexTalk)
    frame: Frame | None = None
    depth: int = 0
    audience: Kind = Kind.BOT
    person_at_s: float | None = None  # while in a queue
    queued_at_s: float = 0.0
    passed_s: float = 0.0
    taken: list[Taken] = field(default_factory=list)
    steps: int = 0  # actions since the caller was last heard
    events: int = 0

    def text(self, value: Json) -> str:
        """A parameter with its paths filled in."""
        return filled(value, self.contact.tree()) if isinstance(value, str) else ""

    def texts(self, value: Json) -> dict[str, str]:
        return filled_map(value, self.contact.tree())

    def put(self, kind: Kind, text: str) -> None:
        self.show(Line(kind=kind, text=text, at_s=self.passed_s))

    def note(self, text: str) -> None:
        self.put(Kind.NOTE, text)

    def say(self, text: str, *, listens: bool = False) -> None:
        """Aloud, which takes its time. A caller may hang up meanwhile, and speak or press keys
        where the prompt `listens`."""
        said, takes_s = text.strip(), len(text) * SECONDS_A_LETTER
        if not said:
            return
        early = self.caller.interrupting() if self.audience is Kind.BOT else ""
        hangs_up = early == _HANGS_UP
        if not (hangs_up or (early and listens)):
            self.put(self.audience, said)
            if self.contact.channel != CHAT:
                self.pass_time(takes_s)
            return
        self.put(self.audience, f"{said[: len(said) // 2]} -")
        self.pass_time(takes_s / 2)
        if hangs_up:
            _hang_up(self, "")

    def say_ssml(self, ssml: str, *, listens: bool = False) -> None:
        breaks = [
            float(size) / (1000 if unit == "ms" else 1) for size, unit in _BREAK.findall(ssml)
        ]
        self.say(" ".join(_TAG.sub(" ", ssml).split()), listens=listens)
        if breaks:
            self.pass_time(sum(breaks))

    def pass_time(self, seconds: float) -> None:
        """`PersonCame` where the caller is in a queue and it is their turn meanwhile."""
        until = self.person_at_s
        if until is not None and until <= self.passed_s + seconds:
            self._move(until - self.passed_s)
            raise PersonCame
        self._move(seconds)

    def _move(self, seconds: float) -> None:
        self.passed_s += max(0.0, seconds)
        self.world.pass_time(max(0.0, seconds))

    def listen(self, wants: Wants, limit_s: float) -> Heard:
        """What the caller says or presses within the limit; `CallerLeft` when they hang up."""
        while True:
            line = self.caller.answer(wants)
            if line is None:
                raise CallerLeft
            heard = heard_in(line)
            if heard.order and heard.order != "intent":
                self.obey(heard)
                continue
            self.steps = 0
            self.put(Kind.CALLER, _written(heard))
            if heard.is_silence:
                self.pass_time(limit_s)
            return heard

    def wait(self, seconds: float) -> None:
        """Time in which nobody listens; orders are taken."""
        order = self.caller.order(seconds)
        if order is not None:
            self.obey(heard_in(order))
        self.pass_time(seconds)

    def obey(self, heard: Heard) -> None:
        order = _ORDERS.get(heard.order)
        if order is None:
            known = " ".join(f"/{name}" for name in (*_ORDERS, *_TOLD, "intent", "leave"))
            self.note(f"there is no /{heard.order}: {known}")
        else:
            order(self, heard.argument)

    def fire(self, kind: str) -> None:
        """Tell EventBridge about the contact, where somebody of ours listens."""
        self.events += 1
        if not self.lambdas.knows(EVENTS_LAMBDA):
            return
        event = contact_event(self.contact, kind, self.world.now, self.events)
        try:
            self.lambdas.invoke(EVENTS_LAMBDA, event)
        except LambdaFaultError as fault:
            self.note(f"{EVENTS_LAMBDA} {fault}")

    @property
    def queued_s(self) -> float:
        return self.passed_s - self.queued_at_s if self.person_at_s is not None else 0.0

    def enter_queue(self) -> None:
        self.queued_at_s, self.world.joined_at = self.passed_s, self.world.now
        self.person_at_s = self.passed_s + self.world.person_in_s

    def leave_queue(self) -> None:
        self.person_at_s = None

    @contextmanager
    def heard_by(self, audience: Kind) -> Iterator[None]:
        before, self.audience = self.audience, audience
        try:
            yield
        finally:
            self.audience = before


def _hang_up(call: Call, argument: str) -> None:
    call.put(Kind.CALLER, "(hangs up)")
    raise CallerLeft


def _person(call: Call, argument: str) -> None:
    call.world.agents = max(1, call.world.agents)
    if call.person_at_s is None:
        call.world.queue_wait_s = 0.0
        call.note("a person is free now")
    else:
        call.person_at_s = call.passed_s


def _wait(call: Call, argument: str) -> None:
    call.pass_time(float(argument) if argument.replace(".", "", 1).isdigit() else 10.0)


_TOLD = ("answer", "result")  # which count where an action asks for them
_ORDERS: Mapping[str, Callable[[Call, str], None]] = {
    "hangup": _hang_up,
    "agent": _person,
    "wait": _wait,
}


def _written(heard: Heard) -> str:
    if heard.order:
        return f"/{heard.order} {heard.argument}"
    if heard.keys:
        return f"[{heard.keys}]"
    return heard.text or "(silence)"
