"""`aicc faq`: why a question finds what it finds, and how well all the wordings are found."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.progress import Progress
from rich.table import Column, Table

from aicc.domain.faq import FaqEntry
from aicc.domain.turn import DEFAULT_TENANT
from aicc.errors import InvalidInputError
from aicc.faqs.report import trial_file
from aicc.faqs.report.explain import Explained, ExplainedHit, Use, explain
from aicc.faqs.report.questions import read_questions
from aicc.faqs.report.trial import Outcome, Trial, try_all
from aicc.faqs.search.embedded import EmbeddedFaqIndex
from aicc.korean.text.said import as_said
from aicc.korean.text.synonyms import SYNONYMS

from .content import PackName, Tenant, a_deadline
from .faq_store import OpenFaqs, open_faqs
from .output import err, out

SHOWN = 20  # collisions and changes; the file has all of them

AsJson = Annotated[bool, typer.Option("--json", help="One JSON object and nothing else.")]

app = typer.Typer(
    no_args_is_help=True,
    help="FAQ entries: find out why they are found, change them, take and give sheets.",
)


@app.command("test")
def ask(
    question: Annotated[str, typer.Argument(help="As a customer would ask it.")],
    pack: PackName = None,
    tenant: Tenant = DEFAULT_TENANT,
    as_json: AsJson = False,
) -> None:
    """The ten entries that fit best, with the score by signal, and what the bot would do."""
    kept = open_faqs(pack, tenant)
    index = EmbeddedFaqIndex(synonyms=_synonyms(kept))
    index.rebuild(tenant, _published(kept), a_deadline())
    explained = explain(
        index, tenant, as_said(question), a_deadline(), thresholds=kept.pack.thresholds
    )
    if as_json:
        typer.echo(json.dumps(asdict(explained), ensure_ascii=False))
    else:
        _show(explained)


@app.command("test-all")
def ask_all(
    pack: PackName = None,
    tenant: Tenant = DEFAULT_TENANT,
    questions: Annotated[
        Path | None,
        typer.Option(
            exists=True,
            dir_okay=False,
            help='JSON lines: {"text", "label"}, the label an id of an entry or null for none.',
        ),
    ] = None,
    before: Annotated[
        Path | None, typer.Option(exists=True, dir_okay=False, help="What --save wrote earlier.")
    ] = None,
    save: Annotated[Path | None, typer.Option(help="Keep all outcomes here.")] = None,
    least: Annotated[
        float, typer.Option("--min", min=0, max=1, help="Exit 1 when hit@1 is below.")
    ] = 0.0,
    as_json: AsJson = False,
) -> None:
    """Ask every stored wording, left out of its entry meanwhile, and a file of questions."""
    kept = open_faqs(pack, tenant)
    earlier = trial_file.load(before) if before else None
    asked = read_questions(questions) if questions else ()
    entries = _published(kept)
    unknown = {each.label for each in asked if each.label} - {entry.id for entry in entries}
    if unknown:
        raise InvalidInputError(f"{questions}: no published entry {sorted(unknown)[0]!r}")
    with Progress(console=err, transient=True, disable=not err.is_terminal) as bar:
        task = bar.add_task("asking", total=len(entries))
        trial = try_all(
            entries,
            thresholds=kept.pack.thresholds,
            synonyms=_synonyms(kept),
            questions=asked,
            progress=lambda done, of: bar.update(task, completed=done, total=of),
        )
    if save:
        trial_file.save(trial, save)
    if as_json:
        typer.echo(json.dumps(_report(trial, earlier), ensure_ascii=False))
    else:
        _show_trial(trial, earlier)
    if trial.hit_at(1) < least:
        raise typer.Exit(1)


def _published(kept: OpenFaqs) -> list[FaqEntry]:
    """What customers get."""
    every = (each.published for each in kept.book.all(a_deadline()))
    return [entry for entry in every if entry]


def _synonyms(kept: OpenFaqs) -> tuple[tuple[str, ...], ...]:
    return (*SYNONYMS, *kept.pack.synonyms)


def _longest_id(explained: Explained) -> int:
    """An id is typed again by who reads it: it is never cut, and neither is a threshold's name."""
    return max(len("answered above"), *(len(hit.entry.id) for hit in explained.hits))


def _show(explained: Explained) -> None:
    if not explained.hits:
        out.print("nothing fits")
        return
    names = list(explained.hits[0].signals)
    entry = Column("entry", no_wrap=True, min_width=_longest_id(explained))
    table = Table("score", *names, entry, "matched", "letters in common", box=None, pad_edge=False)
    table.collapse_padding = True
    limits = explained.thresholds
    lines = [
        (Use.ANSWER, limits.faq, "answered above"),
        (Use.OFFER, limits.faq - limits.margin, "offered above"),
    ]
    for use, score, words in lines:
        for hit in explained.hits:
            if hit.use is use:
                table.add_row(*_cells(hit))
        table.add_row(f"{score:.3f}", *("----" for _ in names), words, "----", "----")
    for hit in explained.hits:
        if hit.use is Use.LEAVE:
            table.add_row(*_cells(hit))
    out.print(table)


def _cells(hit: ExplainedHit) -> tuple[str, ...]:
    signals = (f"{each:.2f}" for each in hit.signals.values())
    return (f"{hit.score:.3f}", *signals, hit.entry.id, hit.matched, " ".join(hit.grams))


def _report(trial: Trial, earlier: trial_file.Before | None) -> dict[str, Any]:
    report = trial_file.as_json(trial)
    if earlier:
        changes = trial_file.changes(earlier, trial)
        report["before"] = {"hit_at_1": earlier.hit_at_1, "hit_at_5": earlier.hit_at_5}
        report["better"] = [each.text for each in changes.better]
        report["worse"] = [each.text for each in changes.worse]
    return report


def _show_trial(trial: Trial, earlier: trial_file.Before | None) -> None:
    was = asdict(earlier) if earlier else {}
    for name, value in trial_file.figures(trial).items():
        shown = f"{value:.1%}" if isinstance(value, float) else str(value)
        then = f"  (before: {was[name]:.1%})" if name in was else ""
        out.print(f"{name:15} {shown}{then}", markup=False)
    _show_outcomes("collisions", trial.collisions)
    if earlier:
        changes = trial_file.changes(earlier, trial)
        _show_outcomes("better than before", list(changes.better))
        _show_outcomes("worse than before", list(changes.worse))


def _show_outcomes(heading: str, outcomes: list[Outcome]) -> None:
    out.print(f"{heading}: {len(outcomes)}")
    if not outcomes:
        return
    table = Table("score", "asked", "wanted", "found", "by", box=None)
    for each in outcomes[:SHOWN]:
        found = each.found[0] if each.found else ""
        table.add_row(f"{each.score:.3f}", each.text, each.wanted, found, each.matched)
    out.print(table, markup=False)
