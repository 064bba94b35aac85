"""No back end is trusted: what it answers is held against what the action promises."""

import math
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time

from aicc.domain.action import BackendAction, Fields, ValueKind
from aicc.domain.json import Json
from aicc.errors import ProviderError
from aicc.systems.backend.port import BackendAnswer

LONGEST_TEXT = 1000  # characters: more than a sentence bears is a mistake, and fills the session
LARGEST_NUMBER = 10**15  # as in conditions
MOST_RECORDS = 30  # nobody chooses among more, and they are in the session while it is asked
LONGEST_FIELD = 200  # characters: a line of a card


def checked(action: str, about: BackendAction, answer: BackendAnswer) -> BackendAnswer:
    """The answer with the values that were promised, and no other.

    `ProviderError` for nonsense; its message has names alone, for values may be personal.
    """
    promised = about.outcomes.get(answer.outcome)
    if promised is None:
        raise ProviderError(f"{action}: an outcome that the action does not have")
    values: dict[str, Json] = {}
    for name in promised:
        value, kind = answer.values.get(name), about.kinds.get(name, ValueKind.ANY)
        if value is None:
            raise ProviderError(f"{action}: {answer.outcome} came without {name}")
        if name in about.lists:
            values[name] = _records(f"{action}: {name}", about.lists[name], value)
            continue
        if not _FITS[kind](value):
            raise ProviderError(f"{action}: {name} is not a {kind} that can be said")
        values[name] = value
    return BackendAnswer(outcome=answer.outcome, values=values)


def _records(what: str, fields: Fields, value: Json) -> list[Json]:
    """Each record with the fields that were promised; of an endless list the beginning."""
    if not isinstance(value, Sequence) or isinstance(value, str):
        raise ProviderError(f"{what} is not a list")
    return [_record(what, fields, each) for each in value[:MOST_RECORDS]]


def is_cut(value: Json) -> bool:
    """A list of which only the beginning counts."""
    return isinstance(value, list) and len(value) > MOST_RECORDS


def _record(what: str, fields: Fields, record: Json) -> dict[str, Json]:
    if not isinstance(record, Mapping):
        raise ProviderError(f"{what} has a record that is no object")
    found: dict[str, Json] = {}
    for name, kind in fields.items():
        value = record.get(name)
        if value is None:
            raise ProviderError(f"{what} has a record without {name}")
        is_long = isinstance(value, str) and len(value) > LONGEST_FIELD
        if is_long or not _FITS[kind](value):
            raise ProviderError(f"{what} has a record whose {name} is not a {kind}")
        found[name] = value
    return found


def _is_text(value: Json) -> bool:
    if not isinstance(value, str) or len(value) > LONGEST_TEXT:
        return False
    try:
        value.encode()
    except UnicodeEncodeError:  # half a character, which no store can keep
        return False
    return True


def _is_number(value: Json) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return math.isfinite(value) and abs(value) <= LARGEST_NUMBER


def _reads(read: Callable[[str], object]) -> Callable[[Json], bool]:
    def fits(value: Json) -> bool:
        try:
            return isinstance(value, str) and bool(read(value) is not None)
        except ValueError:
            return False

    return fits


def _is_any(value: Json) -> bool:
    return isinstance(value, bool) or _is_text(value) or _is_number(value)


_FITS: Mapping[ValueKind, Callable[[Json], bool]] = {
    ValueKind.ANY: _is_any,
    ValueKind.TEXT: _is_text,
    ValueKind.NUMBER: _is_number,
    ValueKind.DATE: _reads(date.fromisoformat),
    ValueKind.TIME: _reads(time.fromisoformat),
    ValueKind.DATETIME: _reads(datetime.fromisoformat),
}
