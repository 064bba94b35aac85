"""`aicc chat`: talk to a pack in the terminal."""

import sys
from collections.abc import Iterator
from dataclasses import replace
from typing import Annotated

import typer
from rich.table import Table

from aicc import logs
from aicc.domain.turn import Channel, Incoming, Reply
from aicc.errors import ConfigError
from aicc.ids import new_id
from aicc.packs.loader import load_pack
from aicc.packs.pack import Pack
from aicc.redact import mask_value
from aicc.settings import Settings
from aicc.wiring import Parts, desk_parts, memory_parts, published_content, trial_sender
from chatbot_engine import ChatEngine, engine_from

from .failing_calls import ToldBackend
from .output import is_interactive, out

LEAVE = frozenset({"/quit", "/exit", "/q"})


def chat(
    pack: Annotated[
        str | None, typer.Argument(help="Shipped name or path; AICC_PACK without it.")
    ] = None,
    why: Annotated[bool, typer.Option("--why", help="Show why after each reply.")] = False,
    voice: Annotated[bool, typer.Option("--voice", help="Answer as on the phone.")] = False,
    demo: Annotated[
        bool, typer.Option("--demo", help="Call none of the pack's own systems.")
    ] = False,
) -> None:
    """Talk to a bot pack, with what staff published over it. Its own systems are really called;
    nothing of the conversation is kept. Leave with /quit or Ctrl-D."""
    logs.configure(mask=mask_value, level="error")
    settings = Settings.load()
    loaded = load_pack(pack or settings.pack)
    parts = _parts(settings, loaded, demo=demo)
    backend = ToldBackend(parts.backend)
    content = published_content(settings, loaded)
    engine = engine_from(replace(parts, backend=backend, content=content))
    channel = Channel.VOICE if voice else Channel.CHAT
    text, buttons = engine.upkeep.greeting(channel)
    _say(text)
    _offer(tuple(each.label for each in buttons))
    session_id = new_id()
    for said in _lines():
        reply = _ask(engine, session_id, channel, said)
        _say(reply.text)
        _offer(tuple(each.label for each in reply.quick_replies))
        for failed in backend.told():
            out.print(f"  (failed: {failed})", markup=False, style="dim")
        if why:
            _explain(reply)


def _parts(settings: Settings, pack: Pack, *, demo: bool) -> Parts:
    sender = trial_sender(settings)
    if demo:
        return memory_parts(pack, sender=sender)
    try:
        return desk_parts(settings, pack, sender)
    except ConfigError as error:
        raise ConfigError(f"{error}; --demo calls none of the pack's systems") from error


def _ask(engine: ChatEngine, session_id: str, channel: Channel, said: str) -> Reply:
    return engine.reply(
        Incoming(
            session_id=session_id,
            user_id="terminal",
            message_id=new_id(),
            channel=channel,
            text=said,
        )
    )


def _lines() -> Iterator[str]:
    """What is typed, or what comes through a pipe and is shown again."""
    if not is_interactive():
        for line in sys.stdin:
            said = line.strip()
            if said in LEAVE:
                return
            out.print(f"> {said}", markup=False)
            yield said
        return
    while True:
        try:
            said = out.input("[bold]> [/bold]").strip()
        except (EOFError, KeyboardInterrupt):
            out.print()
            return
        if said in LEAVE:
            return
        yield said


def _say(text: str) -> None:
    out.print(text, markup=False, style="green" if out.is_terminal else None)


def _offer(labels: tuple[str, ...]) -> None:
    if labels:
        out.print("  [" + "] [".join(labels) + "]", markup=False, style="dim")


def _explain(reply: Reply) -> None:
    """The trace, a line a fact."""
    facts = {"source": str(reply.source), "step": reply.step_id, **reply.trace}
    table = Table(show_header=False, box=None, padding=(0, 1), pad_edge=True)
    for name, value in facts.items():
        if value not in (None, [], {}, ""):
            table.add_row(f"  {name}", _fact(value))
    out.print(table, style="dim")


def _fact(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(
            " ".join(map(str, each)) if isinstance(each, list) else str(each) for each in value
        )
    if isinstance(value, dict):
        return ", ".join(f"{name} {inner}" for name, inner in value.items())
    return str(value)
