"""What a pack adds to the built-in entities: names from its lists, and its own patterns."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from aicc.domain.meaning import Entity
from aicc.domain.said import Said
from aicc.errors import InvalidInputError
from aicc.korean.entities.listed_names import ListedNames, Name
from aicc.korean.text.said import beginning
from aicc.packs.patterns import LONGEST_TEXT, compile_pattern


def listed_names(entities: Iterable[Mapping[str, Any]]) -> ListedNames:
    """The values of a pack's entities with their synonyms, ready to be looked for."""
    return ListedNames(
        Name(kind=entity["name"], value=value["value"], said=said)
        for entity in entities
        for value in entity["values"]
        for said in (value["value"], *value["synonyms"])
    )


def find_listed(names: ListedNames, said: Said) -> tuple[Entity, ...]:
    return names.find(beginning(said, LONGEST_TEXT))


def find_patterns(patterns: Mapping[str, str], said: Said) -> tuple[Entity, ...]:
    """What the patterns find, by the kind that each is for; with a group, the group's text."""
    searched = said.raw[:LONGEST_TEXT]
    found: list[Entity] = []
    for kind, pattern in tuple(patterns.items()):
        found += (
            Entity(
                kind=kind,
                text=match[0],
                start=match.start(),
                end=match.end(),
                value=(match[1] if match.re.groups else None) or match[0],
            )
            for match in compiled_for(kind, pattern).finditer(searched)
            if match[0]
        )
    return tuple(found)


def compiled_for(kind: str, pattern: str) -> re.Pattern[str]:
    """The pattern compiled; `InvalidInputError` names the kind when it is broken or dangerous."""
    try:
        return compile_pattern(pattern)
    except InvalidInputError as error:
        raise InvalidInputError(f"entity {kind}: {error}") from error
