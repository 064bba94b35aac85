"""What `aicc phone` is told of the world outside: functions, attributes, other flows."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from aicc.amazon.phone.caller import Caller
from aicc.amazon.phone.lambdas import AskAnswer, Event, Handler
from aicc.amazon.phone.shelf import FlowShelf, read_any, read_texts
from aicc.domain.json import Json
from aicc.errors import InvalidInputError


def pairs(given: Iterable[str], option: str) -> dict[str, str]:
    """`key=value`, several times."""
    found: dict[str, str] = {}
    for each in given:
        key, sign, value = each.partition("=")
        if not (key and sign):
            raise InvalidInputError(f"{option} wants key=value, not {each!r}")
        found[key] = value
    return found


def functions(given: Iterable[str]) -> dict[str, Handler]:
    """Each answers what its file holds; of a list one after the other, the last one for good."""
    named = pairs(given, "--lambda")
    return {name: _answering(_answers(Path(file))) for name, file in named.items()}


def put_flows(shelf: FlowShelf, given: Iterable[str]) -> None:
    for reference, file in pairs(given, "--flow").items():
        path = Path(file)
        shelf.put(reference, path.stem, read_any(read_texts([path])[path.stem]))


def asking(caller: Caller) -> AskAnswer:
    """Functions that are not here answer what the caller's `/answer` says."""

    def ask(name: str, event: Event) -> Json:
        given = json.dumps(event["Details"]["Parameters"], ensure_ascii=False)
        told = caller.told("answer", f"Lambda {name}, which was asked {given}: its answer as JSON")
        return _read(told, f"/answer to {name}") if told else None

    return ask


def _answers(path: Path) -> list[Json]:
    read = _read(read_texts([path])[path.stem], str(path))
    return list(read) if isinstance(read, list) else [read]


def _answering(answers: list[Json]) -> Handler:
    def handler(event: Mapping[str, object], context: object) -> Json:
        return answers.pop(0) if len(answers) > 1 else answers[0]

    return handler


def _read(text: str, where: str) -> Json:
    try:
        answer: Json = json.loads(text)
    except ValueError as error:
        raise InvalidInputError(f"{where} is not JSON: {error}") from error
    return answer
