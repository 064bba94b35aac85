"""The subcommands by name: what each says of itself, and where it lives until it is called.

A command is imported when it is called, so that `aicc --version` or `aicc new` waits for no engine.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup
from typer.main import get_command, get_group


@dataclass(frozen=True, slots=True)
class Place:
    """`attribute` of `module` is a function, or a Typer of more commands."""

    module: str
    attribute: str
    help: str


COMMANDS: Mapping[str, Place] = {
    "serve": Place("serve", "serve", "Serve the bot over HTTP."),
    "chat": Place("chat", "chat", "Talk to a bot pack, with what staff published over it."),
    "ask": Place("ask", "ask", "Ask the pack's entries, by a language model or by quoting."),
    "phone": Place("phone", "phone", "Call the bot: contact flows run here as in Connect."),
    "test": Place("test", "replay_pack", "Replay a pack's conversations, or judge dialogues."),
    "validate": Place("validate", "validate", "Check a pack's files."),
    "doctor": Place("doctor", "doctor", "Look at the settings and ask everything they name."),
    "new": Place("new", "new", "Make a new pack to start from."),
    "train": Place("train", "train", "Learn a pack's intents and write pack and model."),
    "schema": Place("schema", "schema", "JSON Schema of a pack's files, for editors."),
    "inbox": Place("inbox", "inbox", "Doubtful turns: where the bot may have misunderstood."),
    "tickets": Place("tickets", "app", "Requests for a person: who waits, who holds them."),
    "export": Place("person", "export", "Print all that is kept of a person."),
    "unmask": Place("unmask", "unmask", "Show what is hidden of a scenario under way."),
    "erase": Place("person", "erase", "Erase all that is kept of a person."),
    "eval": Place("evaluate", "app", "Measure understanding on labelled sentences."),
    "faq": Place("faq_feedback", "app", "FAQ entries: why one is found, edit, import, publish."),
    "topic": Place("topic_sheet", "app", "Topics: their examples, and what only looks like it."),
    "not-here": Place("not_here", "app", "What the company does not do here, and where."),
    "thresholds": Place("thresholds", "app", "From which chances the bot acts by itself."),
    "hours": Place("hours", "app", "When people are there: at an instant, and in two weeks."),
    "flow": Place("flow", "app", "Draw, edit and publish a pack's scenarios."),
    "backup": Place("backup", "backup", "Copy the data folder, while the service runs."),
    "restore": Place("backup", "restore", "Put a backup into an empty data folder."),
    "tables": Place("tables", "app", "DynamoDB tables: make those that the settings name."),
    "admin": Place("admin", "app", "Accounts of the console, keys of the admin API."),
    "audit": Place("audit", "app", "What staff did: check its chain, give it out."),
    "connect": Place("connect", "app", "Amazon Connect contact flows."),
    "lex": Place("lex", "app", "The Amazon Lex V2 bot that a pack makes."),
    "deploy": Place("deploy", "app", "Put the bot into an AWS account."),
}


class LazyCommands(TyperGroup):
    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        names: Any = dict.fromkeys(COMMANDS)  # all that "did you mean" looks at
        self.commands = names

    def list_commands(self, ctx: Any) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        place = COMMANDS.get(cmd_name)
        if place is None:
            return None
        found = getattr(import_module(f".{place.module}", __package__), place.attribute)
        command = _group(found) if isinstance(found, typer.Typer) else _alone(found)
        command.name = cmd_name
        return command

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, place.help) for name, place in COMMANDS.items()])


def _group(app: typer.Typer) -> Any:
    app.rich_markup_mode = None  # plain text, as everywhere
    return get_group(app)


def _alone(function: Any) -> Any:
    app = typer.Typer(add_completion=False, rich_markup_mode=None)
    app.command()(function)
    return get_command(app)
