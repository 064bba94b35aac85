"""YAML as `ruamel.yaml` reads it (version 1.2), at a tenth of its price where libyaml is there.

libyaml's parser through PyYAML builds the tree; the rules of YAML 1.1 that differ (`no` is no
boolean here, `010` is ten) are replaced. Whatever it refuses is read again by `ruamel.yaml`,
whose verdict and error count.
"""

import re
from pathlib import Path
from typing import Any, ClassVar

import yaml
from ruamel.yaml import YAML

_Loader: Any = getattr(yaml, "CSafeLoader", None)  # PyYAML can be built without libyaml

_SCALARS = (  # tag, what is written so, the signs that it can begin with
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    (
        "float",
        r"[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+]?[0-9]+)?|[-+]?[0-9][0-9_]*[eE][-+]?[0-9]+"
        r"|[-+]?\.[0-9_]+(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)",
        "-+0123456789.",
    ),
    ("int", r"[-+]?0b[01_]+|[-+]?0o[0-7_]+|[-+]?[0-9_]+|[-+]?0x[0-9a-fA-F_]+", "-+0123456789"),
    ("null", r"~|null|Null|NULL|", "~nN"),
)


def read_yaml(path: Path) -> Any:
    """Raises what `ruamel.yaml` raises; None for an empty file."""
    if _Loader is not None:
        try:
            return yaml.load(path.read_bytes(), _PlainLoader)  # noqa: S506 - a safe loader
        except (yaml.YAMLError, UnicodeDecodeError, ValueError):
            pass  # said again below, in the words and lines that errors are shown with
    return YAML(typ="safe", pure=True).load(path)


class _PlainLoader(_Loader or yaml.SafeLoader):  # type: ignore[misc]  # chosen at import
    """The safe loader with the scalars of 1.2; a key that stands twice is an error."""

    yaml_implicit_resolvers: ClassVar[dict[str | None, list[tuple[str, re.Pattern[str]]]]] = {}

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        read: dict[Any, Any] = super().construct_mapping(node, deep)
        if len(read) != len(node.value):
            raise yaml.constructor.ConstructorError(None, None, "a key twice", node.start_mark)
        return read

    def construct_yaml_int(self, node: yaml.ScalarNode) -> int:
        written = str(self.construct_scalar(node)).replace("_", "")
        based = written.lstrip("+-")[:2] in ("0x", "0o", "0b")
        return int(written, 0 if based else 10)


_PlainLoader.add_constructor("tag:yaml.org,2002:int", _PlainLoader.construct_yaml_int)
for _tag, _pattern, _first in _SCALARS:
    _PlainLoader.add_implicit_resolver(
        f"tag:yaml.org,2002:{_tag}",
        re.compile(f"(?:{_pattern})\\Z"),
        list(_first) + ([""] if _tag == "null" else []),
    )
for _first, _resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items():
    for _tag, _rule in _resolvers:
        if _tag.endswith((":timestamp", ":merge", ":value")):
            _PlainLoader.add_implicit_resolver(_tag, _rule, [_first])
