"""Colours by what a step does; the same in both kinds of picture."""

from collections.abc import Mapping
from dataclasses import dataclass

from aicc.trials.pictures.sketch import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Colour:
    fill: str
    line: str
    text: str = "#1f2933"


COLOURS: Mapping[Kind, Colour] = {
    Kind.ASKS: Colour(fill="#e8f1fd", line="#2f6fd0"),
    Kind.CALLS: Colour(fill="#fdf3dc", line="#c58a10"),
    Kind.ENTERS: Colour(fill="#efe8fb", line="#7a4fc4"),
    Kind.SAYS: Colour(fill="#f3f5f7", line="#7b8794"),
    Kind.DECIDES: Colour(fill="#e4f5f1", line="#23897a"),
    Kind.HANDS_OVER: Colour(fill="#fde7ea", line="#cc3a55"),
    Kind.MISSING: Colour(fill="#ffffff", line="#d0021b"),
}
