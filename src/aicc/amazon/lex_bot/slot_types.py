"""Slot types: the lists that steps offer and a pack's entities name, without a word twice."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from aicc.amazon.lex_bot.model import SlotType, Value
from aicc.amazon.lex_bot.names import FREE_TEXT, TYPE_OF_INPUT, pascal
from aicc.amazon.lex_bot.questions import Question

PATTERN_PARENT = "AMAZON.AlphaNumeric"

# Lex takes letters, digits, sets of them and bounded repetition: no wildcard, no + and no *.
_TAKEN_BY_LEX = re.compile(r"(?:[A-Za-z0-9()|?]|\[[A-Za-z0-9-]+\]|\{[0-9]+(?:,[0-9]+)?\})+")

Words = list[tuple[str, tuple[str, ...]]]  # a value and its synonyms


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotTypes:
    """`of_step` is the type of each step with a list; `notes` say what was left out."""

    types: tuple[SlotType, ...]
    of_step: Mapping[tuple[str, str], str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    def of(self, question: Question) -> str:
        """A list of its own, an entity of the slot's name for free text, or what is built in."""
        listed = self.of_step.get((question.flow_id, question.step.id))
        if listed:
            return listed
        built_in = TYPE_OF_INPUT.get(question.step.input_type, FREE_TEXT)
        entity = pascal(question.step.slot)
        is_listed = any(each.name == entity for each in self.types)
        return entity if built_in == FREE_TEXT and is_listed else built_in


def slot_types(asked: Iterable[Question], entities: Iterable[Mapping[str, Any]]) -> SlotTypes:
    """`entities` in the plain form of entities.yaml."""
    of_step, words = _lists(asked)
    notes, patterned = [], []
    for entity in entities:
        name = pascal(entity["name"])
        if entity["values"]:
            words.setdefault(name, []).extend(
                (value["value"], tuple(value["synonyms"])) for value in entity["values"]
            )
            continue
        pattern = lex_pattern(entity["pattern"])
        if pattern is None:
            notes.append(f"entity {entity['name']}: Lex cannot take its pattern: it is left out")
        else:
            patterned.append(SlotType(name=name, parent=PATTERN_PARENT, pattern=pattern))
    listed = [
        SlotType(name=name, values=tuple(_values(said)), resolves=True)
        for name, said in words.items()
    ]
    types = sorted([*listed, *patterned], key=lambda each: each.name)
    return SlotTypes(types=tuple(types), of_step=of_step, notes=tuple(notes))


def lex_pattern(pattern: str) -> str | None:
    """As AMAZON.AlphaNumeric takes it, None where it cannot."""
    plain = pattern.replace(r"\d", "[0-9]")
    return plain if _TAKEN_BY_LEX.fullmatch(plain) else None


def _lists(asked: Iterable[Question]) -> tuple[dict[tuple[str, str], str], dict[str, Words]]:
    """One type a slot, or one a step where steps offer different lists for the same slot."""
    by_slot: defaultdict[str, list[Question]] = defaultdict(list)
    for question in asked:
        if question.step.options:
            by_slot[question.step.slot].append(question)
    of_step: dict[tuple[str, str], str] = {}
    words: dict[str, Words] = {}
    for slot, offering in by_slot.items():
        is_shared = len({question.values for question in offering}) == 1
        for question in offering:
            own = slot if is_shared else f"{question.flow_id}_{question.step.id}"
            name = pascal(own)
            of_step[question.flow_id, question.step.id] = name
            words.setdefault(name, []).extend(
                (option.value, option.synonyms) for option in question.step.options
            )
    return of_step, words


def _values(words: Words) -> Iterator[Value]:
    """Values in their order; a synonym belongs to the first value that has it."""
    synonyms: dict[str, list[str]] = {}
    for value, said in words:
        synonyms.setdefault(value, []).extend(said)
    taken = {_folded(value) for value in synonyms}
    for value, others in synonyms.items():
        own = []
        for word in others:
            if _folded(word) not in taken:
                taken.add(_folded(word))
                own.append(word)
        yield Value(value=value, synonyms=tuple(own))


def _folded(word: str) -> str:
    return " ".join(word.casefold().split())
