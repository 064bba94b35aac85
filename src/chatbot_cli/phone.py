"""`aicc phone`: call a pack through its contact flows, at the desk."""

import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from typing import Annotated
from uuid import uuid4

import typer

from aicc import logs
from aicc.amazon.connect.model import Flow
from aicc.amazon.phone.call import Call
from aicc.amazon.phone.caller import Caller, ScriptedCaller, Wants
from aicc.amazon.phone.contact import CALLER_NUMBER, CHAT, VOICE, Contact, queue_named
from aicc.amazon.phone.lambdas import Lambdas
from aicc.amazon.phone.phone import Phone
from aicc.amazon.phone.shelf import FlowShelf, read_any, read_texts
from aicc.amazon.phone.shown import Kind, Line, Show
from aicc.amazon.phone.world import Hours, World, at_once
from aicc.amazon.phone.world_queue import WorldQueue
from aicc.clock import KST, HandClock, utc_now
from aicc.domain.opening_hours import DEFAULT_QUEUE
from aicc.errors import InvalidInputError, NotFoundError
from aicc.packs.loader import load_pack
from aicc.redact import mask_value
from aicc.settings import Settings
from aicc.systems.hours.embedded import EmbeddedHours

from .output import is_interactive, out
from .phone_desk import desk_of, handlers_over
from .phone_options import asking, pairs, put_flows
from .phone_options import functions as functions_of

FIRST_FLOW, CHAT_FLOW = "inbound_voice", "inbound_chat"
VOICE_PROGRAM = "espeak-ng"
STYLES = {Kind.BOT: "green", Kind.PERSON: "magenta", Kind.NOTE: "dim", Kind.ACTION: "dim cyan"}


def phone(
    flow: Annotated[
        str | None, typer.Argument(help="Flow file, or the name of a shipped flow.")
    ] = None,
    pack: Annotated[str | None, typer.Option(help="Shipped name or path.")] = None,
    trace: Annotated[bool, typer.Option("--trace", help="Show every action.")] = False,
    watch: Annotated[bool, typer.Option("--watch", help="Show attributes that change.")] = False,
    script: Annotated[Path | None, typer.Option(help="Read the caller's lines from here.")] = None,
    at: Annotated[str | None, typer.Option(help="The call's clock: 2026-03-02T10:00.")] = None,
    hours: Annotated[
        Hours | None, typer.Option(help="Opening hours; by the clock where --at is given.")
    ] = None,
    agents: Annotated[int, typer.Option(min=0, help="People on duty.")] = 1,
    queue_wait: Annotated[float, typer.Option(min=0, help="Seconds until one is free.")] = 20.0,
    waiting: Annotated[int, typer.Option(min=0, help="Callers in the queue before you.")] = 0,
    queue_full: Annotated[bool, typer.Option("--queue-full", help="The queue takes none.")] = False,
    from_number: Annotated[str, typer.Option("--from", help="Your number.")] = CALLER_NUMBER,
    chat: Annotated[bool, typer.Option("--chat", help="A chat contact instead of a call.")] = False,
    functions: Annotated[
        list[str] | None,
        typer.Option("--lambda", help="NAME=FILE: what a function answers, as JSON; repeatable."),
    ] = None,
    attributes: Annotated[
        list[str] | None, typer.Option("--attr", help="key=value of the contact; repeatable.")
    ] = None,
    in_queue: Annotated[str | None, typer.Option(help="The queue that you are in already.")] = None,
    flows: Annotated[
        list[str] | None,
        typer.Option("--flow", help="ID=FILE: a flow by what others call it; repeatable."),
    ] = None,
    unknown: Annotated[
        str, typer.Option(help="Branch of actions that the phone does not know: next or error.")
    ] = "next",
    say: Annotated[bool, typer.Option("--say", help=f"Speak aloud with {VOICE_PROGRAM}.")] = False,
    real_time: Annotated[bool, typer.Option("--real-time", help="Really wait.")] = False,
) -> None:
    """Call the bot: contact flows run here as Amazon Connect would run them, without an account.

    Type what you say. #12* presses keys, and so does a line of keys alone; an empty line is
    silence. /hangup, /agent (a person is free), /leave (the person leaves), /wait 20,
    /intent NAME (what Lex is to understand), /answer JSON (of a function that is not here), /result
    NAME key=value (how a view, profile, case or dialled number ends). !text comes before the
    prompt is over.
    """
    if unknown not in {"next", "error"}:
        raise InvalidInputError("--unknown must be next or error")
    logs.configure(mask=mask_value, level="error")
    settings = Settings.load()
    loaded = load_pack(pack or settings.pack)
    people = EmbeddedHours(loaded.hours)
    world = World(
        clock=HandClock(_instant(at)),
        hours=hours or (Hours.CLOCK if at else Hours.OPEN),
        opened_at=lambda when: people.at(DEFAULT_QUEUE, when).is_open,
        agents=agents,
        queue_wait_s=queue_wait,
        waiting=waiting,
        queue_is_full=queue_full,
        pause=time.sleep if real_time else at_once,
    )
    desk = desk_of(
        loaded, world.clock, is_async=settings.voice_async, phone_queue=WorldQueue(world)
    )
    shelf, first = open_shelf(flow or (CHAT_FLOW if chat else FIRST_FLOW))
    put_flows(shelf, flows or ())
    caller, own = _caller(script), functions_of(functions or ())
    call = Call(
        contact=Contact(
            contact_id=str(uuid4()),
            number=from_number,
            channel=CHAT if chat else VOICE,
            attributes=pairs(attributes or (), "--attr"),
            queue=queue_named(in_queue) if in_queue else None,
        ),
        world=world,
        caller=caller,
        shelf=shelf,
        lambdas=Lambdas({**handlers_over(desk.service), **own}, asking(caller)),
        bot=desk.bot,
        show=_show(trace=trace, watch=watch, aloud=_voice() if say else None),
        unknown_fails=unknown == "error",
    )
    Phone(call).ring(first)


def open_shelf(flow: str) -> tuple[FlowShelf, Flow]:
    """The shipped flows, and those in the folder of the file that is named, which win."""
    texts = shipped_flows()
    path = Path(flow)
    if path.suffix == ".json" or path.exists():
        texts |= read_texts(sorted(path.parent.glob("*.json")))
        texts |= read_texts([path])
    shelf = FlowShelf.of(texts)
    first = shelf.flows.get(path.stem)
    if first is None and path.stem in texts:
        first = read_any(texts[path.stem])  # which says what is wrong with it
    if first is None:
        named = ", ".join(sorted(shelf.flows))
        raise NotFoundError(f"no flow {flow!r}: give a file, or one of {named}")
    return shelf, first


def shipped_flows() -> dict[str, str]:
    """The flows of the wheel, by name."""
    found = (each for each in files("contact_flows").iterdir() if each.name.endswith(".json"))
    return {each.name.removesuffix(".json"): each.read_text(encoding="utf-8") for each in found}


class TypingCaller:
    """Somebody at the keyboard."""

    def answer(self, wants: Wants) -> str | None:
        return _typed(f"({wants}) > ")

    def order(self, wait_s: float) -> str | None:
        """Enter lets the time pass; only an order counts."""
        line = _typed(f"(waiting {wait_s:.0f} s: Enter, /agent, /hangup) > ")
        if line is None:
            return "/hangup"
        return line if line.strip().startswith("/") else None

    def told(self, order: str, of_what: str) -> str | None:
        """Enter leaves it as the phone has it."""
        line = (_typed(f"({of_what}) > /{order} ") or "").strip()
        return line.removeprefix(f"/{order}").strip() or None

    def interrupting(self) -> str:
        """Nobody types before the prompt is shown."""
        return ""


def _typed(prompt: str) -> str | None:
    try:
        return out.input(prompt, markup=False)
    except (EOFError, KeyboardInterrupt):
        out.print()
        return None


def _caller(script: Path | None) -> Caller:
    if script:
        return ScriptedCaller(read_texts([script])[script.stem].splitlines())
    return TypingCaller() if is_interactive() else ScriptedCaller(sys.stdin.read().splitlines())


def _instant(at: str | None) -> datetime:
    if at is None:
        return utc_now()
    try:
        given = datetime.fromisoformat(at)
    except ValueError as error:
        raise InvalidInputError("--at must be a time such as 2026-03-02T10:00") from error
    return given if given.tzinfo else given.replace(tzinfo=KST)


def _show(*, trace: bool, watch: bool, aloud: Callable[[str], None] | None) -> Show:
    hidden = {kind for kind, wanted in ((Kind.ACTION, trace), (Kind.DATA, watch)) if not wanted}

    def show(line: Line) -> None:
        if line.kind in hidden or (line.kind is Kind.CALLER and is_interactive()):
            return
        style = STYLES.get(line.kind) if out.is_terminal else None
        out.print(f"{line.at_s:6.1f}  {line.kind:6}  {line.text}", style=style, markup=False)
        if aloud and line.kind in {Kind.BOT, Kind.PERSON}:
            aloud(line.text)

    return show


def _voice() -> Callable[[str], None]:
    program = shutil.which(VOICE_PROGRAM)
    if program is None:
        raise NotFoundError(f"--say needs {VOICE_PROGRAM}, which is not installed here")

    def aloud(text: str) -> None:
        subprocess.run([program, "-v", "ko", "--stdin"], input=text, text=True, check=False)  # noqa: S603 - found on the path, and the text is no argument

    return aloud
