"""`aicc eval escalation`: whether a person is asked for where one is needed, and nowhere else."""

import json
from pathlib import Path
from typing import Annotated

import typer

from aicc.packs.loader import load_pack
from aicc.settings import Settings
from aicc.understanding.evaluation.escalation import (
    EscalationFigures,
    JudgedCase,
    evaluate_escalation,
    read_cases,
)
from chatbot_escalation import EscalationManager

from .output import out

SITUATIONS = Path("tests/understanding/data/escalation_first.yaml")


def evaluate(
    file: Annotated[
        Path,
        typer.Argument(help="YAML situations: say, person, and perhaps reason and so_far."),
    ] = SITUATIONS,
    pack: Annotated[
        str | None, typer.Option("--pack", help="Whose weights; AICC_PACK without it.")
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON object and nothing else.")
    ] = False,
) -> None:
    """Precision and recall of asking for a person, and each situation that was judged wrongly."""
    rules = load_pack(pack or Settings.load().pack).escalation
    figures = evaluate_escalation(read_cases(file), EscalationManager(rules=rules).judge)
    if as_json:
        return typer.echo(json.dumps(_as_json(figures), ensure_ascii=False))
    out.print(
        f"{figures.cases} situations: precision {figures.precision:.3f}, "
        f"recall {figures.recall:.3f}",
        markup=False,
    )
    for each in figures.wrong:
        told = "not needed, asked for" if each.verdict.needed else "needed, not asked for"
        out.print(f"wrong: {told}: {each.case.say}\n       {_why(each)}", markup=False)
    for each in figures.other_reason:
        out.print(
            f"reason: {each.verdict.reason} instead of {each.case.reason}: {each.case.say}",
            markup=False,
        )
    return None


def _why(judged: JudgedCase) -> str:
    verdict = judged.verdict
    parts = [
        f"{each.signal.name} {each.signal.value:.2f} × {each.weight:g}" for each in verdict.signals
    ]
    return f"{' + '.join(parts) or 'no signal'} = {verdict.total:.2f} of {verdict.threshold:g}"


def _as_json(figures: EscalationFigures) -> dict[str, object]:
    return {
        "situations": figures.cases,
        "precision": figures.precision,
        "recall": figures.recall,
        "wrong": [
            {"say": each.case.say, "person": each.case.person, **each.verdict.to_json()}
            for each in figures.wrong
        ],
    }
