"""What a turn of a conversation test should have given, held against what it gave."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from aicc.conversation.record import HIDDEN
from aicc.conversation.scenario.machine import known
from aicc.domain.handoff import Ticket
from aicc.domain.json import Json
from aicc.domain.session import Session
from aicc.domain.turn import Reply
from aicc.packs.schema.conversation import ExpectFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What a turn should have given, and what it gave."""

    turn: int
    said: str
    field: str
    expected: object
    got: object

    def __str__(self) -> str:
        said = self.said or "(silence)"
        return (
            f"turn {self.turn} {said!r}: {self.field} should be {self.expected!r}, is {self.got!r}"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A turn from outside: its reply, and the session that it left."""

    reply: Reply
    session: Session | None
    find_ticket: Callable[[str], Ticket | None]

    @property
    def place(self) -> str:
        """Where the running scenario waits, as "flow/step"."""
        run = self.session.run if self.session else None
        return f"{run.flow_id}/{run.step_id}" if run else ""

    @property
    def slots(self) -> Mapping[str, Json]:
        """The answers of the running scenario, secret ones as stars."""
        run = self.session.run if self.session else None
        if run is None:
            return {}
        return {
            name: HIDDEN if run.is_secret(name) else value for name, value in known(run).items()
        }

    @property
    def queue(self) -> str | None:
        """Where the request for a person waits that this turn told of."""
        handoff = self.reply.handoff
        ticket = self.find_ticket(handoff.ticket) if handoff else None
        return ticket.request.queue if ticket else None


def differences(turn: int, said: str, expect: ExpectFile, seen: Seen) -> list[Difference]:
    found = [*_of_fields(expect, seen), *_of_texts(expect, seen.reply), *_of_slots(expect, seen)]
    return [
        Difference(turn=turn, said=said, field=name, expected=expected, got=got)
        for name, expected, got in found
    ]


_Found = Iterator[tuple[str, object, object]]  # field, expected, given


def _of_fields(expect: ExpectFile, seen: Seen) -> _Found:
    reply = seen.reply
    given: dict[str, object] = {
        "intent": reply.intent,
        "source": reply.source,
        "step": reply.step_id,
        "faq": reply.facts.faq_id or None,
        "handoff": reply.handoff is not None,
        "queue": seen.queue,
        "corrects": reply.facts.corrects or None,
        "ended": reply.ended,
    }
    for name, got in given.items():
        wanted = getattr(expect, name)
        if wanted is not None and wanted != got:
            yield name, wanted, got


def _of_texts(expect: ExpectFile, reply: Reply) -> _Found:
    if expect.reply and not re.search(expect.reply, reply.text):
        yield "reply", expect.reply, reply.text
    if expect.not_reply and re.search(expect.not_reply, reply.text):
        yield "reply", f"not {expect.not_reply}", reply.text


def _of_slots(expect: ExpectFile, seen: Seen) -> _Found:
    slots = seen.slots
    for name, wanted in expect.slots.items():
        got = slots.get(name)
        if (
            name not in slots
            or got != wanted
            or isinstance(got, bool) is not isinstance(wanted, bool)
        ):
            yield f"slot {name}", wanted, got
    for name in expect.slot_missing:
        if name in slots:
            yield f"slot {name}", "missing", slots[name]
