"""Flows and calls that tests make up: small flows of a few actions, callers who read lines."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Any

from aicc.amazon.connect.model import Flow, read_flow
from aicc.amazon.phone.bot import Bot
from aicc.amazon.phone.call import Call
from aicc.amazon.phone.caller import ScriptedCaller
from aicc.amazon.phone.contact import Contact
from aicc.amazon.phone.lambdas import Handler, Lambdas
from aicc.amazon.phone.outcome import Ending
from aicc.amazon.phone.phone import Phone
from aicc.amazon.phone.shelf import FlowShelf
from aicc.amazon.phone.shown import Kind, Line
from aicc.amazon.phone.world import Hours, World
from aicc.clock import HandClock
from aicc.korean.text.said import as_said
from aicc.packs.loader import load_pack
from chatbot_nlu import ChatbotNLU
from tests.fakes import a_deadline

MONDAY = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)  # ten in Seoul
END: Mapping[str, Any] = {"Type": "DisconnectParticipant", "Parameters": {}, "Transitions": {}}


def action(
    kind: str,
    parameters: Mapping[str, Any] | None = None,
    then: str | None = "end",
    *,
    errors: Mapping[str, str] | None = None,
    conditions: Sequence[tuple[str, str, str]] = (),
) -> dict[str, Any]:
    """`conditions` are operator, operand and target."""
    transitions: dict[str, Any] = {"NextAction": then} if then else {}
    if errors:
        transitions["Errors"] = [
            {"ErrorType": name, "NextAction": to} for name, to in errors.items()
        ]
    if conditions:
        transitions["Conditions"] = [
            {"NextAction": to, "Condition": {"Operator": operator, "Operands": [operand]}}
            for operator, operand, to in conditions
        ]
    return {"Type": kind, "Parameters": dict(parameters or {}), "Transitions": transitions}


def says(text: str, then: str | None = "end") -> dict[str, Any]:
    return action("MessageParticipant", {"Text": text}, then)


def flow(actions: Mapping[str, Mapping[str, Any]], name: str = "made") -> Flow:
    """Begins with the first action; `end` is there already."""
    listed = {"end": END, **actions}
    first = next(iter(actions))
    document = {
        "Version": "2019-10-30",
        "StartAction": first,
        "Metadata": {"name": name},
        "Actions": [{"Identifier": each, **given} for each, given in listed.items()],
    }
    return read_flow(json.dumps(document))


class Rung:
    """A call that has been made, and what was said and shown in it."""

    def __init__(self, call: Call, lines: list[Line], ending: Ending) -> None:
        self.call = call
        self.lines = lines
        self.ending = ending

    def texts(self, kind: Kind) -> list[str]:
        return [line.text for line in self.lines if line.kind is kind]

    @property
    def said(self) -> list[str]:
        return self.texts(Kind.BOT)

    @property
    def notes(self) -> str:
        return "\n".join(self.texts(Kind.NOTE))


def ring(
    first: Flow,
    lines: Sequence[str] = (),
    *,
    handlers: Mapping[str, Handler] | None = None,
    others: Mapping[str, Flow] | None = None,
    world: World | None = None,
    contact: Contact | None = None,
    bot: Bot | None = None,
    unknown_fails: bool = False,
    lambda_limit_s: float = 15.0,
) -> Rung:
    shown: list[Line] = []
    call = Call(
        contact=contact or Contact(contact_id="contact-1"),
        world=world or a_world(),
        caller=ScriptedCaller(lines),
        shelf=FlowShelf({first.name: first, **(others or {})}),
        lambdas=Lambdas(handlers or {}, limit_s=lambda_limit_s),
        bot=bot or silent_bot(),
        show=shown.append,
        unknown_fails=unknown_fails,
    )
    return Rung(call, shown, Phone(call).ring(first))


def a_world(**settings: Any) -> World:
    return World(**{"clock": HandClock(MONDAY), "hours": Hours.OPEN, **settings})


@cache
def silent_bot() -> Bot:
    """For flows without Lex: it is never asked."""

    def analyse(text: str) -> Any:
        raise AssertionError("no flow of this test asks Lex")

    return Bot(pack=load_pack("general"), analyse=analyse)


@cache
def banking_bot() -> Bot:
    pack = load_pack("banking")
    nlu = ChatbotNLU(pack=pack, clock=lambda: MONDAY)
    return Bot(pack=pack, analyse=lambda text: nlu.analyse(as_said(text), a_deadline()))
