"""JSONPaths of a flow over what is known of a contact."""

import json
import re
from collections.abc import Mapping, Sequence

from aicc.domain.json import Json, JsonMap

_PART = r"(?:\.[A-Za-z_]\w*(?:-\w+)*|\[(?:'[^']*'|\"[^\"]*\"|\d+)\])"
# ASCII letters alone: a Korean particle right behind a path does not belong to it
_PATH = re.compile(rf"\${_PART}+", re.ASCII)
_STEP = re.compile(
    r"\.(?P<name>[A-Za-z_]\w*(?:-\w+)*)|\[(?:'(?P<one>[^']*)'|\"(?P<two>[^\"]*)\"|(?P<at>\d+))\]",
    re.ASCII,
)


def value_at(path: str, tree: JsonMap) -> Json:
    """What the path leads to; None where nothing is there."""
    value: Json = tree
    for step in _STEP.finditer(path):
        name = step["name"] or step["one"] or step["two"]
        if isinstance(value, Mapping) and name is not None:
            value = value.get(name)
        elif _is_list(value) and step["at"] is not None:
            value = _item(value, int(step["at"]))
        else:
            return None
    return value


def filled(text: str, tree: JsonMap) -> str:
    """The text with every path in it replaced; a path that leads nowhere leaves nothing."""
    return _PATH.sub(lambda path: as_text(value_at(path[0], tree)), text)


def filled_map(given: Json, tree: JsonMap) -> dict[str, str]:
    """The values of a parameter that is a map, each filled."""
    if not isinstance(given, Mapping):
        return {}
    return {name: filled(as_text(value), tree) for name, value in given.items()}


def missing_in(text: str, tree: JsonMap) -> list[str]:
    """The paths in the text that lead nowhere."""
    return [path for path in _PATH.findall(text) if value_at(path, tree) is None]


def as_text(value: Json) -> str:
    """Connect keeps texts alone; a map or list becomes the JSON of it."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    return json.dumps(value, ensure_ascii=False)


def _is_list(value: Json) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str)


def _item(value: Json, at: int) -> Json:
    if not isinstance(value, Sequence) or isinstance(value, str):
        return None
    return value[at] if at < len(value) else None
