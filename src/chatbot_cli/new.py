"""`aicc new`: a small commented pack that validates and passes its own test."""

import re
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Annotated

import typer

from aicc.errors import InvalidInputError

from .output import out

_NAME = re.compile(r"[a-z][a-z0-9_]{0,63}")


def new(
    pack: Annotated[Path, typer.Argument(help="Folder to make; its name is the pack's.")],
) -> None:
    """Make a new pack to start from."""
    if not _NAME.fullmatch(pack.name):
        raise InvalidInputError(
            f"{pack.name!r} cannot name a pack: lower-case letters, digits and _ from a letter on"
        )
    if pack.exists():
        raise InvalidInputError(f"{pack} is there already: nothing was written")
    _copy(files("chatbot_cli") / "skeleton", pack, pack.name)
    out.print(f"{pack} is ready. Now:", markup=False)
    for command in ("validate", "test", "chat"):
        out.print(f"  aicc {command} {pack}", markup=False)


def _copy(source: Traversable, target: Path, name: str) -> None:
    target.mkdir(parents=True)
    for each in source.iterdir():
        if each.is_dir():
            _copy(each, target / each.name, name)
        else:
            text = each.read_text(encoding="utf-8").replace("{{name}}", name)
            (target / each.name).write_text(text, encoding="utf-8")
