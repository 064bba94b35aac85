"""Replays the calls of docs/calls.yaml on the desk's phone and writes docs/calls.md.

.venv/bin/python -m tools.calls
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from aicc.amazon.phone.call import Call
from aicc.amazon.phone.caller import ScriptedCaller
from aicc.amazon.phone.contact import CHAT, VOICE, Contact
from aicc.amazon.phone.lambdas import Lambdas
from aicc.amazon.phone.phone import Phone
from aicc.amazon.phone.shown import Kind, Line
from aicc.amazon.phone.world import Hours, World
from aicc.clock import KST, HandClock
from aicc.domain.opening_hours import DEFAULT_QUEUE
from aicc.packs.loader import load_pack
from aicc.systems.hours.embedded import EmbeddedHours
from chatbot_cli.phone import CHAT_FLOW, FIRST_FLOW, open_shelf
from chatbot_cli.phone_desk import Desk, desk_of, handlers_over

DOCS = Path(__file__).parent.parent / "docs"
DAY = "2026-03-03T10:00"  # a working day
_HEAD = """# Calls that once got stuck

Each of these was a place where callers could not go on. They are said to the shipped packs
through the shipped contact flows; `.venv/bin/python -m tools.calls` replays them and writes this
page, and the tests hold it.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Replayed:
    title: str
    pack: str
    at: str
    shown: str
    missing: tuple[str, ...]  # what should have been heard, or should not


def read_calls() -> list[dict[str, Any]]:
    calls: list[dict[str, Any]] = YAML(typ="safe", pure=True).load(DOCS / "calls.yaml")
    return calls


def replay(calls: list[dict[str, Any]]) -> list[Replayed]:
    clock = HandClock()
    desks: dict[str, Desk] = {}
    found = []
    for number, given in enumerate(calls):
        pack = given["pack"]
        if pack not in desks:
            desks[pack] = desk_of(load_pack(pack), clock)
        found.append(_replayed(given, number, desks[pack], clock))
    return found


def page(replayed: list[Replayed]) -> str:
    return "\n".join([_HEAD, *_sections(replayed)])


def _sections(replayed: list[Replayed]) -> Iterator[str]:
    for number, each in enumerate(replayed, 1):
        night = f", {each.at[11:]}" if each.at != DAY else ""
        yield f"## {number}. {each.title} ({each.pack}{night})\n\n```text\n{each.shown}\n```\n"


def _replayed(given: Mapping[str, Any], number: int, desk: Desk, clock: HandClock) -> Replayed:
    at = str(given.get("at", DAY)).replace(" ", "T")[:16]
    clock.now = datetime.fromisoformat(at).replace(tzinfo=KST)
    lines: list[Line] = []
    people = EmbeddedHours(load_pack(given["pack"]).hours)
    shelf, first = open_shelf(CHAT_FLOW if given.get("chat") else FIRST_FLOW)
    call = Call(
        contact=Contact(
            contact_id=f"call-{number}",
            number=f"+82100000{number:04}",
            channel=CHAT if given.get("chat") else VOICE,
        ),
        world=World(
            clock=clock,
            hours=Hours.CLOCK,
            opened_at=lambda when: people.at(DEFAULT_QUEUE, when).is_open,
            agents=given.get("agents", 1),
            queue_wait_s=given.get("wait", 20.0),
        ),
        caller=ScriptedCaller(given["lines"]),
        shelf=shelf,
        lambdas=Lambdas(handlers_over(desk.service)),
        bot=desk.bot,
        show=lines.append,
    )
    Phone(call).ring(first)
    shown = "\n".join(_shown(lines))
    return Replayed(
        title=given["call"], pack=given["pack"], at=at, shown=shown, missing=_missing(given, shown)
    )


def _shown(lines: list[Line]) -> Iterator[str]:
    """Without the opening, which is always the same, and without what a tracer wants."""
    heard = [line for line in lines if line.kind not in {Kind.ACTION, Kind.DATA}]
    began = next(at for at, line in enumerate(heard) if line.kind is Kind.CALLER)
    for line in heard[began:]:
        yield f"{line.kind:6}  {line.text}"


def _missing(given: Mapping[str, Any], shown: str) -> tuple[str, ...]:
    missing, at = [], 0
    for wanted in given["heard"]:
        place = shown.find(wanted, at)
        if place < 0:
            missing.append(f"not heard: {wanted}")
        else:
            at = place + len(wanted)
    never = (each for each in given.get("never", ()) if each in shown)
    return (*missing, *(f"heard: {each}" for each in never))


if __name__ == "__main__":
    replayed = replay(read_calls())
    (DOCS / "calls.md").write_text(page(replayed), encoding="utf-8")
    for each in replayed:
        for fault in each.missing:
            print(f"{each.title}: {fault}")
