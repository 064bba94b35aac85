"""Names in flows instead of ARNs: `{{queue:support}}`, and what they are filled in with."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from aicc.amazon.connect.model import flow_from
from aicc.domain.json import Json, JsonMap
from aicc.errors import NotFoundError

_ANY = re.compile(r"\{\{(?P<text>[^{}]*)\}\}")


class Kind(StrEnum):
    LAMBDA = "lambda"
    LEX = "lex"  # a bot with one alias, or bot/alias
    QUEUE = "queue"
    HOURS = "hours"
    FLOW = "flow"
    MODULE = "module"
    PROMPT = "prompt"


Names = Mapping[Kind, Mapping[str, str]]  # ARNs by name


@dataclass(frozen=True, slots=True, kw_only=True)
class Placeholder:
    text: str  # between the braces
    action: str  # empty outside the actions

    @property
    def kind(self) -> Kind | None:
        kind = self.text.partition(":")[0].strip()
        return Kind(kind) if kind in set(Kind) else None

    @property
    def name(self) -> str:
        return self.text.partition(":")[2].strip()


class MissingNamesError(NotFoundError):
    """`missing` lists every placeholder without a name to fill in, and where it stands."""

    def __init__(self, missing: tuple[Placeholder, ...]) -> None:
        lines = [f"  {{{{{each.text}}}}} in {each.action or 'the flow'}" for each in missing]
        super().__init__("\n".join(["nothing is named so:", *lines]))
        self.missing = missing


def placeholders(document: JsonMap) -> Iterator[Placeholder]:
    """In the order of the file; the same name once for each action that uses it."""
    outside = {name: each for name, each in document.items() if name != "Actions"}
    for text in dict.fromkeys(_texts(outside)):
        yield Placeholder(text=text, action="")
    for action in flow_from(document).actions:
        for text in dict.fromkeys(_texts(action.given)):
            yield Placeholder(text=text, action=action.identifier)


def filled(document: JsonMap, names: Names) -> JsonMap:
    """The document with every placeholder filled in; `MissingNamesError` for all that are not."""
    missing = tuple(each for each in placeholders(document) if _arn(each, names) is None)
    if missing:
        raise MissingNamesError(missing)
    return {name: _filled(each, names) for name, each in document.items()}


def _filled(value: Json, names: Names) -> Json:
    if isinstance(value, str):
        return _ANY.sub(lambda match: _replacement(match["text"], names), value)
    if isinstance(value, Mapping):
        return {name: _filled(each, names) for name, each in value.items()}
    if isinstance(value, list):
        return [_filled(each, names) for each in value]
    return value


def _replacement(text: str, names: Names) -> str:
    return _arn(Placeholder(text=text, action=""), names) or ""


def _arn(placeholder: Placeholder, names: Names) -> str | None:
    kind = placeholder.kind
    return names.get(kind, {}).get(placeholder.name) if kind else None


def _texts(value: Json) -> Iterator[str]:
    if isinstance(value, str):
        yield from (match["text"] for match in _ANY.finditer(value))
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)
