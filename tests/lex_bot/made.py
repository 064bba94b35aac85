"""Archives for the tests: a pack's files, changed in one place."""

import json
from collections.abc import Mapping
from copy import deepcopy
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from ruamel.yaml import YAML

from aicc.amazon.lex_bot.documents import documents_of
from aicc.amazon.lex_bot.from_pack import BOT_NAME, bot_from
from aicc.amazon.lex_bot.model import Bot
from aicc.packs.loader import load_pack

PACKS = ("general", "banking", "shopping")
LOCALE = f"{BOT_NAME}/BotLocales/ko_KR"
Files = dict[str, Any]


pack_of = cache(load_pack)


@cache
def bot_of(pack: str) -> Bot:
    return bot_from(pack_of(pack)).bot


def files_of(pack: str) -> Files:
    """A copy of its own for every test."""
    return deepcopy(dict(documents_of(bot_of(pack))))


def zipped(files: Mapping[str, Any]) -> bytes:
    """As other tools zip; a value that is text or bytes is written as it is."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for path, content in files.items():
            is_raw = isinstance(content, str | bytes)
            archive.writestr(path, content if is_raw else json.dumps(content))
    return buffer.getvalue()


def put(document: Any, place: str, value: Any) -> None:
    """`place` is members and numbers of entries, with slashes between; "+" adds an entry."""
    *way, last = place.split("/")
    for name in way:
        document = document[int(name) if isinstance(document, list) else name]
    if isinstance(document, dict):
        document[last] = value
    elif last == "+":
        document.append(value)
    else:
        document[int(last)] = value


def drop(document: Any, place: str) -> None:
    *way, last = place.split("/")
    for name in way:
        document = document[int(name) if isinstance(document, list) else name]
    del document[int(last) if isinstance(document, list) else last]


def table(name: str) -> Any:
    return YAML(typ="safe").load(Path(__file__).with_name(name))
