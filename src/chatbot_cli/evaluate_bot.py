"""`aicc eval bot`: what the whole bot does with labelled sentences, and better thresholds."""

import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import Progress
from rich.table import Table

from aicc import logs
from aicc.conversation.opening import Opened
from aicc.conversation.policy import decide
from aicc.conversation.reading import Reading
from aicc.conversation.situation import Situation
from aicc.deadline import Deadline
from aicc.domain.meaning import Thresholds
from aicc.domain.turn import DEFAULT_TENANT, Incoming
from aicc.packs.loader import load_pack
from aicc.redact import mask_value
from aicc.settings import Settings
from aicc.trials.labelled.files import LabelledSentence, read_labelled
from aicc.trials.labelled.label import Labels
from aicc.trials.labelled.measure import SHOWN, Confusion, TriedSentence, confusions, rows
from aicc.trials.labelled.outcome import Deed, Outcome
from aicc.trials.labelled.propose import FEWEST, Proposal, propose
from aicc.wiring import memory_parts, published_content
from chatbot_engine import ChatEngine, engine_from

from .output import err, out

READ_S = 3600.0  # for the file; a search is made when a rule first asks for it
MOST_CONFUSIONS = 20

_Read = Sequence[tuple[LabelledSentence, Opened, Reading]]


def evaluate_bot(
    file: Annotated[
        Path,
        typer.Argument(
            exists=True,
            dir_okay=False,
            help="Lines of a sentence, a tab, and a flow, an FAQ entry, a reply, a topic that is "
            "not done here, person, danger or none; or JSON lines of text and expected.",
        ),
    ],
    pack: Annotated[
        str | None, typer.Option("--pack", help="Shipped name or path; AICC_PACK without it.")
    ] = None,
    as_shipped: Annotated[
        bool,
        typer.Option("--as-shipped", help="The pack's files alone, without what was published."),
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON object and nothing else.")
    ] = False,
) -> None:
    """Say each sentence to the bot as the first of a conversation: what is right, near, wrong."""
    logs.configure(mask=mask_value, level="error")
    settings = Settings.load()
    loaded = load_pack(pack or settings.pack)
    parts = memory_parts(loaded)
    if not as_shipped:
        parts = replace(parts, content=published_content(settings, loaded))
    engine = engine_from(parts)
    read = _read_all(engine, read_labelled(file, _labels(engine)))
    now = engine.upkeep.live.house(DEFAULT_TENANT).thresholds
    tried = _decided(read, now)
    proposed, proposals = propose(now, lambda given: _decided(read, given))
    if as_json:
        report = {
            "pack": loaded.id,
            "rows": [row.to_json() for row in rows(tried)],
            "confusions": [each.to_json() for each in confusions(tried)],
            "thresholds": {"now": asdict(now), "proposed": asdict(proposed)},
            "proposals": [each.to_json() for each in proposals],
        }
        typer.echo(json.dumps(report, ensure_ascii=False))
        return
    _show(loaded.id, tried)
    _show_proposals(now, proposals, len(tried))


def _labels(engine: ChatEngine) -> Labels:
    """As customers have it."""
    live, deadline = engine.upkeep.live, Deadline(READ_S)
    entries = live.faqs.book(DEFAULT_TENANT, deadline).all(deadline)
    topics = live.faqs.not_here.overlay(DEFAULT_TENANT).values()
    flows = live.flows.library(DEFAULT_TENANT).current
    pack = replace(
        live.house(DEFAULT_TENANT).pack, not_here=tuple(topics.values()), flows=dict(flows)
    )
    return Labels(pack, frozenset(each.id for each in entries if each.published))


def _read_all(engine: ChatEngine, sentences: Sequence[LabelledSentence]) -> _Read:
    """Each read once; what is done about it depends on the thresholds, and is soon decided."""
    found = []
    with Progress(console=err, transient=True, disable=not err.is_terminal) as bar:
        task = bar.add_task("reading", total=len(sentences))
        for number, sentence in enumerate(sentences):
            incoming = Incoming(
                session_id=f"labelled-{number}",
                user_id=f"labelled-{number}",
                message_id="1",
                text=sentence.text,
            )
            opened, reading = engine.read(incoming, Deadline(READ_S))
            found.append((sentence, opened, reading))
            bar.update(task, completed=number + 1)
    return found


def _decided(read: _Read, thresholds: Thresholds) -> list[TriedSentence]:
    tried = []
    for sentence, opened, reading in read:
        house = replace(opened.house, thresholds=thresholds)
        now = Situation(opened=replace(opened, house=house), reading=reading)
        tried.append(TriedSentence(sentence=sentence, deed=Deed.of(decide(now).decision)))
    return tried


def _show(pack: str, tried: Sequence[TriedSentence]) -> None:
    table = Table("kind", "sentences", *Outcome, box=None)
    for row in rows(tried):
        table.add_row(row.kind, str(row.total), *(f"{row.share(each):.0%}" for each in Outcome))
    out.print(table)
    found = confusions(tried)
    for each in found[:MOST_CONFUSIONS]:
        out.print(_line(each), markup=False)
    if len(found) > MOST_CONFUSIONS:
        out.print(f"… and {len(found) - MOST_CONFUSIONS} more kinds of error")
    out.print(f"pack: {pack}")


def _line(each: Confusion) -> str:
    texts = " / ".join(each.texts[:SHOWN])
    return f"{len(each.texts)} × {each.wanted}: {each.deed} ({texts})"


def _show_proposals(now: Thresholds, proposals: Sequence[Proposal], count: int) -> None:
    if count < FEWEST:
        out.print(f"no thresholds are proposed: {FEWEST} sentences say enough, these are {count}")
        return
    if not proposals:
        line = f"intent {now.intent:g}, faq {now.faq:g}, margin {now.margin:g}"
        out.print(f"the thresholds may stay: {line}")
        return
    for each in proposals:
        changes = ", ".join(f"{each.changes[one]:+d} {one}" for one in Outcome if each.changes[one])
        out.print(f"{each.field} {each.before:g} -> {each.after:g}: {changes}", markup=False)
    options = " ".join(f"--{each.field} {each.after:g}" for each in proposals)
    out.print(f"aicc thresholds set {options} drafts them", markup=False)
