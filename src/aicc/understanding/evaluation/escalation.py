"""How well it is decided that a person is needed, on situations of a YAML file.

- {say: a sentence, person: true, reason: user_request, so_far: {misses: 2, user_tier: vip}}
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aicc.domain.escalation import EscalationVerdict
from aicc.domain.handoff import EscalationReason
from aicc.domain.said import Said
from aicc.errors import InvalidInputError
from aicc.korean.text.said import as_said
from aicc.packs.yaml_reading import read_yaml

Judge = Callable[[Mapping[str, Any], Said], EscalationVerdict]

_MEMBERS = {"say", "person", "reason", "so_far"}


@dataclass(frozen=True, slots=True, kw_only=True)
class EscalationCase:
    """`reason` is empty where any will do."""

    say: str
    person: bool
    reason: str = ""
    so_far: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedCase:
    case: EscalationCase
    verdict: EscalationVerdict

    @property
    def is_right(self) -> bool:
        return self.case.person == self.verdict.needed

    @property
    def has_other_reason(self) -> bool:
        wanted = self.case.reason
        return bool(wanted) and self.verdict.needed and wanted != self.verdict.reason


@dataclass(frozen=True, slots=True, kw_only=True)
class EscalationFigures:
    cases: int
    precision: float
    recall: float
    wrong: Sequence[JudgedCase]
    other_reason: Sequence[JudgedCase]


def read_cases(path: Path) -> list[EscalationCase]:
    """`InvalidInputError` names the situation that cannot be read."""
    try:
        given: Any = read_yaml(path)
    except OSError as error:
        raise InvalidInputError(f"{path}: cannot be read: {error.strerror}") from error
    if not isinstance(given, list) or not given:
        raise InvalidInputError(f"{path}: it is no list of situations")
    return [_case(path, number, each) for number, each in enumerate(given, 1)]


def evaluate_escalation(cases: Sequence[EscalationCase], judge: Judge) -> EscalationFigures:
    judged = [
        JudgedCase(case=each, verdict=judge(each.so_far, as_said(each.say))) for each in cases
    ]
    right = sum(each.verdict.needed and each.case.person for each in judged)
    found = sum(each.verdict.needed for each in judged)
    wanted = sum(each.case.person for each in judged)
    return EscalationFigures(
        cases=len(judged),
        precision=right / found if found else 1.0,
        recall=right / wanted if wanted else 1.0,
        wrong=[each for each in judged if not each.is_right],
        other_reason=[each for each in judged if each.is_right and each.has_other_reason],
    )


def _case(path: Path, number: int, given: Any) -> EscalationCase:
    place = f"{path.name}: situation {number}"
    if not isinstance(given, dict) or given.keys() - _MEMBERS:
        raise InvalidInputError(f"{place}: it has say, person, reason and so_far alone")
    say, person, reason = given.get("say"), given.get("person"), given.get("reason", "")
    if not isinstance(say, str) or not isinstance(person, bool):
        raise InvalidInputError(f"{place}: say is a sentence and person is true or false")
    if reason and reason not in list(EscalationReason):
        raise InvalidInputError(f"{place}: no reason {reason!r}")
    return EscalationCase(say=say, person=person, reason=reason, so_far=given.get("so_far") or {})
