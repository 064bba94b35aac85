"""The locked requirements, as those of another machine: what a Lambda of ours gets of them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from packaging.markers import Marker

from aicc.errors import NotFoundError

LAMBDA_PYTHON = (3, 13)
# Where the functions run: Amazon Linux on Graviton
LAMBDA_MACHINE: Mapping[str, str] = {
    "implementation_name": "cpython",
    "os_name": "posix",
    "platform_machine": "aarch64",
    "platform_python_implementation": "CPython",
    "platform_system": "Linux",
    "python_full_version": "3.13.0",
    "python_version": "3.13",
    "sys_platform": "linux",
}
_ENTRY = re.compile(
    r"^(?P<name>[a-z0-9][a-z0-9._-]*)==(?P<version>[^\s;\\]+)(?:\s*;\s*(?P<marker>[^\\\n]+?))?\s*\\?$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Locked:
    name: str
    version: str
    marker: str
    hashes: tuple[str, ...]

    @property
    def text(self) -> str:
        """As pip reads it, without its marker: that one is of this machine, not of the other."""
        return " \\\n    ".join((f"{self.name}=={self.version}", *self.hashes))


def read_lock(text: str) -> list[Locked]:
    found: list[Locked] = []
    for line in text.splitlines():
        entry = _ENTRY.match(line)
        if entry:
            found.append(
                Locked(
                    name=entry["name"],
                    version=entry["version"],
                    marker=entry["marker"] or "",
                    hashes=(),
                )
            )
        elif found and line.lstrip().startswith("--hash="):
            last = found[-1]
            hashes = (*last.hashes, line.strip().removesuffix("\\").rstrip())
            found[-1] = Locked(
                name=last.name, version=last.version, marker=last.marker, hashes=hashes
            )
    return found


def chosen(locked: Iterable[Locked], names: Iterable[str]) -> list[Locked]:
    """The entries of these packages that a Lambda's interpreter takes; `NotFoundError` without."""
    fitting = {
        each.name: each
        for each in locked
        if not each.marker or Marker(each.marker).evaluate(dict(LAMBDA_MACHINE))
    }
    missing = sorted(set(names) - fitting.keys())
    if missing:
        raise NotFoundError(f"requirements.txt locks no {', '.join(missing)}")
    return [fitting[name] for name in sorted(names)]
