"""What an intent is learned from, as staff keep it: its examples, and what only looks like it."""

from collections.abc import Sequence
from dataclasses import dataclass

from aicc.content.codec import Codec
from aicc.domain.content import ContentKind
from aicc.domain.json import Json, JsonMap
from aicc.errors import InvalidInputError
from aicc.packs.pack import Intent


@dataclass(frozen=True, slots=True, kw_only=True)
class Taught:
    examples: tuple[str, ...]
    contrasts: tuple[str, ...] = ()

    @classmethod
    def by(cls, intent: Intent) -> "Taught":
        return cls(examples=intent.examples, contrasts=intent.contrasts)

    def with_more(self, examples: Sequence[str], contrasts: Sequence[str]) -> "Taught":
        """Each sentence once, those that are there already first."""
        return Taught(
            examples=tuple(dict.fromkeys((*self.examples, *examples))),
            contrasts=tuple(dict.fromkeys((*self.contrasts, *contrasts))),
        )


def _read(name: str, body: JsonMap) -> Taught:
    examples = _texts(name, body.get("examples"))
    if not examples:
        raise InvalidInputError(f"topic {name}: it has no examples")
    return Taught(examples=examples, contrasts=_texts(name, body.get("not", [])))


def _body(taught: Taught) -> JsonMap:
    """As a pack's intents.yaml has it."""
    contrasts: JsonMap = {"not": list(taught.contrasts)} if taught.contrasts else {}
    return {"examples": list(taught.examples), **contrasts}


def _texts(name: str, value: Json) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise InvalidInputError(f"topic {name}: examples and not are lists of sentences")
    return tuple(map(str, value))


TOPICS = Codec(kind=ContentKind.TOPIC, name="topic", read=_read, body=_body)
