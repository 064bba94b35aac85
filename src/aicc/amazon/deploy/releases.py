"""What was deployed, one record a release, kept in the environment's bucket."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from aicc.amazon.deploy.bucket import Bucket
from aicc.amazon.deploy.project import Part
from aicc.errors import NotFoundError

PREFIX = "releases/"


@dataclass(frozen=True, slots=True, kw_only=True)
class StackRecord:
    """`template` is a key of the bucket; no value that a template hides is in `parameters`."""

    template: str
    parameters: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    id: str  # its time, so that ids sort
    version: str
    pack: str
    stacks: Mapping[Part, StackRecord] = field(default_factory=dict)
    again: str = ""  # the release that this one went back to
    is_finished: bool = True  # False from before its first stack is changed until the last one is

    @property
    def origin(self) -> str:
        """The release whose content runs."""
        return self.again or self.id

    def to_json(self) -> bytes:
        return json.dumps(asdict(self), ensure_ascii=False, indent=2).encode()

    @classmethod
    def from_json(cls, text: bytes) -> "Release":
        read: Any = json.loads(text)
        stacks = {Part(part): StackRecord(**each) for part, each in read["stacks"].items()}
        return cls(**{**read, "stacks": stacks})


def release_id(now: datetime) -> str:
    return f"{now:%Y%m%dT%H%M%S}"


class Releases:
    def __init__(self, bucket: Bucket) -> None:
        self._bucket = bucket

    def keep(self, release: Release) -> None:
        self._bucket.put(f"{PREFIX}{release.id}.json", release.to_json())

    def all(self) -> Iterator[Release]:
        """The oldest first."""
        for key in sorted(self._bucket.keys(PREFIX)):
            yield Release.from_json(self._bucket.get(key))

    def current(self) -> Release | None:
        """The last that was finished."""
        return next((each for each in reversed(list(self.all())) if each.is_finished), None)

    def stopped(self) -> Release | None:
        """One that was begun after the current one and never finished."""
        last = next(reversed(list(self.all())), None)
        return last if last is not None and not last.is_finished else None

    def to_go_back_to(self, wanted: str = "") -> Release:
        """The one named, or the last that was before what runs now, in part or whole."""
        every = list(self.all())
        finished = [each for each in every if each.is_finished]
        if wanted:
            found = next((each for each in finished if each.id == wanted), None)
        else:
            now = every[-1].origin if every else ""
            found = next((each for each in reversed(finished) if each.id < now), None)
        if found is None:
            known = ", ".join(each.id for each in finished) or "none"
            raise NotFoundError(f"no release {wanted or 'before this one'}: there are {known}")
        return found
