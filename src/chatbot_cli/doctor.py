"""`aicc doctor`: what is configured, what is reachable, what is missing."""

import os
import platform
import sqlite3
from collections import Counter
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from aicc.deadline import Deadline
from aicc.domain.model import Message, ModelRequest, Role, TextPiece
from aicc.domain.serving import ServedAction
from aicc.dynamo_stores import tables
from aicc.errors import AiccError, ConfigError
from aicc.model.choose import choice_of
from aicc.model_wiring import chat_model
from aicc.packs.loader import load_pack
from aicc.settings import SECRET, Settings
from aicc.systems.backend.choose import check_secrets, secret_of
from aicc.systems.identity.backend import CHECK, SEND
from aicc.wiring import open_parts
from api.exposure import check_exposure
from api.version import VERSION
from chatbot_engine import engine_from

from .output import out
from .tables import faults

PROBE_S = 3.0
HELLO = "Say hello in one word."
CREDENTIALS = ("AWS_ACCESS_KEY_ID", "AWS_PROFILE", "AWS_ROLE_ARN", "AWS_WEB_IDENTITY_TOKEN_FILE")


def doctor(
    model: Annotated[
        bool, typer.Option("--model", help="Ask the language model, too: one short live call.")
    ] = False,
) -> None:
    """Look at the settings and ask everything they name. Exit code 1 when something is wrong."""
    try:
        settings = Settings.load()
    except AiccError as error:
        out.print(f"settings  wrong: {error}", markup=False)
        raise typer.Exit(1) from error
    checks: dict[str, Callable[[], str]] = {
        "AICC": lambda: f"{VERSION} on Python {platform.python_version()}",
        "SQLite": lambda: sqlite3.sqlite_version,
        "data folder": lambda: _data_folder(settings.data_dir),
        "AWS credentials": _credentials,
        "back ends": lambda: _back_ends(settings),
        "one-time codes": lambda: _codes(settings),
        "secrets": lambda: _secrets(settings),
        "exposure": lambda: _exposure(settings),
        "tables": lambda: _tables(settings),
        "pack and stores": lambda: _stores(settings),
        "language model": lambda: _model(settings, asks=model),
    }
    wrong = 0
    for name, check in checks.items():
        try:
            out.print(f"ok     {name}: {check()}", markup=False)
        except (AiccError, OSError) as error:
            wrong += 1
            out.print(f"WRONG  {name}: {error}", markup=False)
    out.print(_settings(settings))
    if wrong:
        raise typer.Exit(1)


def _data_folder(folder: Path) -> str:
    folder.mkdir(parents=True, exist_ok=True)
    if not os.access(folder, os.W_OK):
        raise PermissionError(f"{folder.resolve()} cannot be written")
    return str(folder.resolve())


def _credentials() -> str:
    found = next((name for name in CREDENTIALS if os.environ.get(name)), None)
    return f"from {found}" if found else "none: everything runs embedded"


def _back_ends(settings: Settings) -> str:
    """Where the pack's actions are served; a secret that is missing is named."""
    served = load_pack(settings.pack).actions
    check_secrets(served, dict(settings.secrets))
    places = Counter(_place(action) for action in served.values() if action.service)
    if not places:
        return "the demo's: nothing that a scenario does is real"
    at = ", ".join(f"{count} at {place}" for place, count in places.items())
    return f"actions: {at}; the others are the demo's"


def _codes(settings: Settings) -> str:
    pack = load_pack(settings.pack)
    steps = [step for flow in pack.flows.values() for step in flow.steps.values()]
    if SEND not in {step.call.action for step in steps if step.call}:
        return "no scenario sends any"
    served = pack.actions.get(SEND)
    if served and served.service:
        return f"sent by {served.service.place}"
    if not settings.prints_codes:
        raise ConfigError(f"nobody sends any: serve {SEND} and {CHECK} in the pack's actions.yaml")
    return f"printed and not sent, for trying things out (AICC_DEMO_CODES={settings.demo_codes})"


def _secrets(settings: Settings) -> str:
    stores = {settings.session_store, settings.history_store, settings.session_secrets}
    place = settings.session_secrets or settings.history_store
    if settings.session_key:
        return f"encrypted with AICC_SESSION_KEY, kept in {place}"
    if "sqlite" in stores:
        return f"encrypted with the key of the data folder, kept in {place}"
    return "in the session alone: without AICC_SESSION_KEY a lost one asks for each once more"


def _exposure(settings: Settings) -> str:
    """Who could reach what, if it were served with these settings."""
    check_exposure(settings)
    if settings.is_production:
        return "shut, as ENVIRONMENT=production wants it"
    where = "this machine alone" if settings.is_on_loopback else settings.host
    chat = "wants tokens" if settings.jwt_secret else "believes anybody"
    return f"served to {where}, /chat {chat}; ENVIRONMENT=production would say what is open"


def _place(action: ServedAction) -> str:
    secret = secret_of(action)
    shown = f" with {SECRET}{secret}" if secret else ""
    return f"{action.service.place}{shown}" if action.service else ""


def _tables(settings: Settings) -> str:
    named = tables(settings)
    if not named:
        return "none: nothing is kept in DynamoDB"
    wrong = list(faults(settings))
    if wrong:
        raise ConfigError("; ".join(wrong))
    return f"{', '.join(named)}: keys, indexes and time to live are right"


def _stores(settings: Settings) -> str:
    engine = engine_from(open_parts(settings))
    away = engine.upkeep.probe(Deadline(PROBE_S))
    if away:
        raise ConnectionError("; ".join(f"{name}: {why}" for name, why in away.items()))
    return (
        f"{engine.upkeep.pack.id} is loaded, sessions ({settings.session_store}) "
        f"and history ({settings.history_store}) answer"
    )


def _model(settings: Settings, *, asks: bool) -> str:
    """Which one, and with `asks` what it says; a made-up sentence is all that it gets."""
    choice = choice_of(settings, load_pack(settings.pack).model)
    model = chat_model(settings, choice)
    if not asks or model.about.is_embedded:
        return choice.shown
    deadline = Deadline(settings.model_deadline_s)
    request = ModelRequest(messages=(Message(role=Role.USER, text=HELLO),), max_tokens=20)
    pieces = list(model.stream(request, deadline))
    said = "".join(piece.text for piece in pieces if isinstance(piece, TextPiece))
    took_s = settings.model_deadline_s - deadline.left_s
    return f"{choice.shown}; it says {said!r} after {took_s:.1f} s"


def _settings(settings: Settings) -> Table:
    """Every setting that is not its default; secrets by name alone."""
    table = Table("setting", "value", "variable", box=None, padding=(0, 2, 0, 0))
    for each in fields(Settings):
        value = getattr(settings, each.name)
        if value != each.default:
            shown = "(set)" if each.metadata["secret"] else str(value)
            table.add_row(each.name, shown, " or ".join(each.metadata["env"]))
    if not table.row_count:
        table.add_row("(all)", "as by default", "")
    return table
