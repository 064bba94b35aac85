"""What a back end's bytes mean: our own form of an answer, or another one translated."""

import json
from collections.abc import Mapping, Sequence
from typing import NoReturn

from aicc.domain.action import BackendAction
from aicc.domain.json import Json, JsonMap
from aicc.domain.serving import HttpService
from aicc.errors import ProviderError
from aicc.systems.backend.port import BackendAnswer

OK = "ok"


def read_json(action: str, body: bytes) -> Json:
    """`ProviderError` for what is not JSON; nothing of it is repeated."""
    try:
        found: Json = json.loads(body, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise ProviderError(f"{action}: the answer is not JSON") from error
    return found


def own_answer(action: str, body: bytes) -> BackendAnswer:
    """{"outcome": "ok", "values": {…}}"""
    data = read_json(action, body)
    if not isinstance(data, Mapping):
        raise ProviderError(f"{action}: the answer is not an object with an outcome")
    outcome, values = data.get("outcome"), data.get("values", {})
    if not isinstance(outcome, str) or not isinstance(values, Mapping):
        raise ProviderError(f"{action}: the answer is not an object with an outcome and values")
    return BackendAnswer(outcome=outcome, values=values)


def translated(
    action: str, about: BackendAction, service: HttpService, body: bytes, outcome: str | None
) -> BackendAnswer:
    """By `codes` and `values`; `outcome` is what the status means already."""
    wanted = about.outcomes.get(outcome, frozenset()) if outcome else None
    if outcome is not None and not wanted:
        return BackendAnswer(outcome=outcome)  # an empty page may come with a 404
    data = read_json(action, body)
    if outcome is None:
        outcome = _outcome(action, service, data)
    names = about.outcomes.get(outcome, frozenset())
    found = {name: _value(data, service, about, name) for name in names}
    values: JsonMap = {name: value for name, value in found.items() if value is not None}
    return BackendAnswer(outcome=outcome, values=values)


def _value(data: Json, service: HttpService, about: BackendAction, name: str) -> Json:
    found = value_at(data, service.values.get(name, name))
    fields = about.lists.get(name)
    if fields is None or not isinstance(found, Sequence) or isinstance(found, str):
        return found
    places = {each: service.values.get(f"{name}.{each}", each) for each in fields}
    return [
        {
            each: value
            for each, place in places.items()
            if (value := value_at(record, place)) is not None
        }
        for record in found
    ]


def value_at(data: Json, path: str) -> Json:
    """ "data.accounts.0.balance"; None where it leads nowhere."""
    for part in path.split("."):
        if isinstance(data, Mapping):
            data = data.get(part)
        elif isinstance(data, Sequence) and not isinstance(data, str) and part.isdecimal():
            data = data[int(part)] if int(part) < len(data) else None
        else:
            return None
    return data


def _outcome(action: str, service: HttpService, data: Json) -> str:
    if not service.code:
        return OK
    code = value_at(data, service.code)
    known = service.codes.get(str(code)) if isinstance(code, str | int) else None
    if known is None:
        raise ProviderError(f"{action}: a code that the pack does not name")
    return known


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)  # NaN and Infinity are not JSON
