"""What must hold after every turn, whatever was said."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass

from aicc.domain.bot_sentence import SentenceKey
from aicc.domain.flow_library import FlowLibrary
from aicc.domain.json import as_map
from aicc.domain.run import FlowRun
from aicc.domain.session import Session
from aicc.domain.turn import Reply, Source, TurnRecord
from aicc.korean.text.template import render
from aicc.stores.jsontext import to_text
from aicc.trials.fuzz.customer import Said

LARGEST_SESSION = 4096  # bytes of its JSON; the lists of a scenario have a limit of their own
MOST_STANDSTILL = 3  # right answers in a row that change nothing
SHORTEST_SECRET = 4  # digits; anything shorter is found everywhere
_BETWEEN_DIGITS = re.compile(r"(?<=\d)[ -](?=\d)")
_RESIDENT = re.compile(r"(?<!\d)(\d{6})-?([1-4]\d{6})(?!\d)")
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+(?:[+-]\d\d:\d\d|Z)?")  # when, not what
_MARKS = re.compile(r"[\W_]+")
_BRACES = re.compile(r"[{}]")
_PYTHON = re.compile(r"(?<![A-Za-z])(?:None|True|False|Traceback|nan)(?![A-Za-z])")


@dataclass(frozen=True, slots=True, kw_only=True)
class WalkFault:
    kind: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What was said, and what came of it: a reply or an exception."""

    said: Said
    reply: Reply | None = None
    error: Exception | None = None
    before: Session | None = None
    after: Session | None = None
    record: TurnRecord | None = None
    ticket: str = ""  # what the human agent is told, where one was asked for
    secret: str = ""  # what was said, where the step that waited was secret and took it


class Watch:
    """Looks on during one conversation and remembers what it must."""

    def __init__(self, flows: FlowLibrary, *, has_nonsense: bool) -> None:
        self._flows = flows
        self._has_nonsense = has_nonsense  # the back end may break any definition
        self._residents: set[str] = set()
        self._typed_braces = False
        self._standstill = 0

    def problem(self, turn: Turn) -> WalkFault | None:
        """The first thing that is wrong."""
        if turn.error is not None:
            return WalkFault(kind="crash", detail=_where(turn.error))
        reply, after = turn.reply, turn.after
        if reply is None or after is None:
            return WalkFault(kind="lost session", detail="the turn left no session")
        self._typed_braces |= bool(_BRACES.search(turn.said.text))
        checks: tuple[Callable[[Turn, Reply, Session], str], ...] = (
            _empty,
            self._unrendered,
            self._broken,
            self._dead_end,
            self._loop,
            _large,
            _unreadable,
            self._leak,
        )
        for check in checks:
            detail = check(turn, reply, after)
            if detail:
                kind = check.__name__.strip("_").replace("_", " ")
                return WalkFault(kind=kind, detail=detail)
        return None

    def _unrendered(self, turn: Turn, reply: Reply, after: Session) -> str:
        if _BRACES.search(reply.text) and not self._typed_braces:
            return f"braces after {_place(after.run)}"
        found = _PYTHON.search(reply.text)
        typed = found is not None and found[0] in turn.said.text
        return f"{found[0]} after {_place(after.run)}" if found and not typed else ""

    def _broken(self, turn: Turn, reply: Reply, after: Session) -> str:
        """A definition that cannot be said or walked, with a back end that keeps its word."""
        if self._has_nonsense:
            return ""
        if reply.facts.broken:
            return reply.facts.broken
        was_lost = any(choice.label == SentenceKey.STEP_MISSING for choice in after.choices)
        return f"no such step after {reply.facts.step_id or None}" if was_lost else ""

    def _dead_end(self, turn: Turn, reply: Reply, after: Session) -> str:
        """It neither ends, nor asks, nor offers a person."""
        if after.run:
            flow = self._flows.flow_of(after.run)
            asks = flow is not None and flow.steps[after.run.step_id].asks
            return "" if asks else f"waits at {_place(after.run)}, which asks nothing"
        goes_on = reply.ended or reply.handoff or after.choices or reply.quick_replies
        was_in_it = reply.source is Source.FLOW or (turn.before and turn.before.run)
        if was_in_it and not goes_on:
            was = turn.before.run if turn.before else None
            return f"the scenario is gone without an end after {_place(was)}"
        return ""

    def _loop(self, turn: Turn, reply: Reply, after: Session) -> str:
        before = turn.before.run if turn.before else None
        stays = before is not None and after.run is not None and _state(before) == _state(after.run)
        if not (stays and turn.said.is_right):
            self._standstill = 0
            return ""
        self._standstill += 1
        is_stuck = self._standstill >= MOST_STANDSTILL
        return f"right answers change nothing at {_place(after.run)}" if is_stuck else ""

    def _leak(self, turn: Turn, reply: Reply, after: Session) -> str:
        """A secret answer in what is said or written down; a registration number anywhere."""
        known = [each for session in (turn.before, after) if session for each in _runs(session)]
        secrets = {form for run in known for form in _secrets_of(run)} | {*_forms(turn.secret)}
        secrets -= {form for run in known for form in _told_openly(run)}
        written = {"reply": reply.text, "trace": to_text(reply.trace)}
        if turn.record:
            written["history"] = _text_of(turn.record)
        if turn.ticket:
            written["ticket"] = turn.ticket
        for what, text in written.items():
            if _first_of(secrets, text):
                return f"a secret answer in the {what} at {_place(after.run)}"
        written["session"] = to_text(after.to_json())
        if turn.said.kind == "residents":
            self._residents |= {"".join(each) for each in _RESIDENT.findall(turn.said.text)}
        for what, text in written.items():
            if _first_of(self._residents, text):
                return f"a registration number in the {what} at {_place(after.run)}"
        return ""


def _empty(turn: Turn, reply: Reply, after: Session) -> str:
    return "" if reply.text.strip() else f"nothing is said at {_place(after.run)}"


def _large(turn: Turn, reply: Reply, after: Session) -> str:
    size = len(to_text(after.to_json()).encode()) - sum(map(_size_of_lists, _runs(after)))
    return f"the session at {_place(after.run)}" if size > LARGEST_SESSION else ""


def _size_of_lists(run: FlowRun) -> int:
    size = 0
    for answer in map(as_map, run.answers.values()):
        lists = {name: value for name, value in answer.items() if isinstance(value, list)}
        size += len(to_text(lists).encode()) if lists else 0
    return size


def _unreadable(turn: Turn, reply: Reply, after: Session) -> str:
    """What is written between turns must be read back as it was."""
    is_same = Session.from_json(after.to_json()) == after
    return "" if is_same else f"the session at {_place(after.run)}"


def _where(error: Exception) -> str:
    """The kind of error and the place in our code; its message may hold what was said."""
    trace = error.__traceback__
    place = ""
    while trace:
        code = trace.tb_frame.f_code
        place = f"{code.co_filename.rpartition('/')[2]}:{trace.tb_lineno} {code.co_name}"
        trace = trace.tb_next
    return f"{type(error).__name__} in {place}"


def _runs(session: Session) -> Iterable[FlowRun]:
    return (*([session.run] if session.run else []), *session.paused)


def _secrets_of(run: FlowRun) -> Iterator[str]:
    for name in run.secrets:
        yield from _forms(str(run.answers.get(name, "")))


def _told_openly(run: FlowRun) -> Iterator[str]:
    """Answers that may be known, and are by chance the same as a secret one."""
    for name, value in run.answers.items():
        if name not in run.secrets and isinstance(value, str | int):
            yield from _forms(str(value))


def _forms(secret: str) -> Iterator[str]:
    """As figures and as they are spoken."""
    digits = "".join(char for char in secret if char.isdigit())
    if len(digits) >= SHORTEST_SECRET:
        yield digits
        yield _packed(render("{n:phone}", {"n": digits}, spoken=True))


def _first_of(secrets: Collection[str], text: str) -> str:
    if not secrets:
        return ""
    plain, packed = _BETWEEN_DIGITS.sub("", _INSTANT.sub("", text)), _packed(text)
    for secret in secrets:
        if secret not in (plain if secret.isdigit() else packed):
            continue
        if not secret.isdigit() or re.search(rf"(?<!\d){secret}(?!\d)", plain):
            return secret
    return ""


def _packed(text: str) -> str:
    return _MARKS.sub("", text)


def _text_of(record: TurnRecord) -> str:
    return "\n".join((record.user_input, record.bot_response, to_text(record.metadata)))


def _state(run: FlowRun) -> object:
    return run.flow_id, run.step_id, run.answers, run.frames


def _place(run: FlowRun | None) -> str:
    return f"{run.flow_id}/{run.step_id}" if run else "no scenario"
