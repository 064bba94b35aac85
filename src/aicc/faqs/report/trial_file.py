"""A trial kept in a file, so that the next one can say what a change made better and worse."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aicc.errors import InvalidInputError
from aicc.faqs.report.trial import AMONG, Outcome, Trial

SCHEMA = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """An earlier trial: its figures, and the rank of each text."""

    hit_at_1: float
    hit_at_5: float
    precision: float
    ranks: Mapping[tuple[str, str], int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Texts that are first now and were not, and the other way round."""

    better: tuple[Outcome, ...]
    worse: tuple[Outcome, ...]


def as_json(trial: Trial) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        **figures(trial),
        "collisions": [_plain(each) for each in trial.collisions],
        "asked": [_plain(each) for each in trial.outcomes],
    }


def figures(trial: Trial) -> dict[str, float | int]:
    strange = len(trial.outcomes) - len(trial.answerable)
    return {
        "texts": len(trial.outcomes),
        "without_answer": strange,
        "lone_entries": trial.lone,
        "hit_at_1": trial.hit_at(1),
        "hit_at_5": trial.hit_at(AMONG),
        "answered": len(trial.answered) / len(trial.outcomes) if trial.outcomes else 0.0,
        "precision": trial.precision,
    }


def save(trial: Trial, path: Path) -> None:
    text = json.dumps(as_json(trial), ensure_ascii=False, indent=1)
    path.write_text(f"{text}\n", encoding="utf-8")


def load(path: Path) -> Before:
    """Raises `InvalidInputError` for anything but what `save` of this release writes."""
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        if kept["schema"] != SCHEMA:
            raise InvalidInputError(
                f"{path}: schema {kept['schema']}, this release reads {SCHEMA}: save it anew"
            )
        return Before(
            hit_at_1=float(kept["hit_at_1"]),
            hit_at_5=float(kept["hit_at_5"]),
            precision=float(kept["precision"]),
            ranks={(each["text"], each["wanted"]): int(each["rank"]) for each in kept["asked"]},
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InvalidInputError(f"{path}: not a trial that --save wrote") from error


def changes(before: Before, after: Trial) -> Changes:
    """Only of texts that both asked."""
    known = [
        (before.ranks[each.text, each.wanted] == 1, each.rank == 1, each)
        for each in after.answerable
        if (each.text, each.wanted) in before.ranks
    ]
    return Changes(
        better=tuple(each for was, is_now, each in known if is_now and not was),
        worse=tuple(each for was, is_now, each in known if was and not is_now),
    )


def _plain(outcome: Outcome) -> dict[str, Any]:
    return {
        "text": outcome.text,
        "wanted": outcome.wanted,
        "is_stored": outcome.is_stored,
        "rank": outcome.rank,
        "found": list(outcome.found),
        "score": round(outcome.score, 4),
        "matched": outcome.matched,
    }
