"""`aicc faq`: what a question finds, and why."""

import json
from dataclasses import asdict
from typing import Annotated

import typer
from rich.table import Table

from aicc.deadline import Deadline
from aicc.domain.meaning import Thresholds
from aicc.domain.turn import DEFAULT_TENANT
from aicc.faq_index.embedded import EmbeddedFaqIndex
from aicc.faq_index.port import FaqIndex
from aicc.faq_report.explain import Explained, Use, explain
from aicc.korean.synonyms import SYNONYMS
from aicc.packs.loader import load_pack
from aicc.packs.pack import Pack

from .output import out

SEARCH_S, BUILD_S = 5.0, 60.0

PackName = Annotated[str, typer.Option("--pack", help="Shipped name or path.")]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object and nothing else.")]

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="FAQ: why a question finds what it finds.",
)


@app.command("test")
def ask(
    question: Annotated[str, typer.Argument(help="As a customer would ask it.")],
    pack: PackName = "banking",
    as_json: AsJson = False,
) -> None:
    """The ten entries that fit best, with the score by signal, and what the bot would do."""
    loaded = load_pack(pack)
    explained = explain(
        index_of(loaded),
        DEFAULT_TENANT,
        question,
        Deadline(SEARCH_S),
        thresholds=loaded.thresholds,
    )
    if as_json:
        typer.echo(json.dumps(asdict(explained), ensure_ascii=False))
    else:
        _show(explained)


def index_of(pack: Pack) -> FaqIndex:
    """The pack's entries in an index of their own."""
    index = EmbeddedFaqIndex(synonyms=(*SYNONYMS, *pack.synonyms))
    index.rebuild(DEFAULT_TENANT, pack.faqs, Deadline(BUILD_S))
    return index


def _show(explained: Explained) -> None:
    if not explained.hits:
        out.print("nothing fits")
        return
    names = list(explained.hits[0].signals)
    table = Table("score", *names, "entry", "matched", "letters in common", box=None)
    lines = _lines(explained.thresholds)
    for hit in explained.hits:
        while lines and hit.use is not lines[0][0] and _is_below(hit.use, lines[0][0]):
            table.add_row(lines.pop(0)[1])
        signals = (f"{hit.signals[name]:.2f}" for name in names)
        grams = " ".join(hit.grams)
        table.add_row(f"{hit.score:.3f}", *signals, hit.entry.id, hit.matched, grams)
    out.print(table)
    for _, line in lines:
        out.print(line)


def _lines(thresholds: Thresholds) -> list[tuple[Use, str]]:
    """What stands above each line, and the line itself."""
    near = thresholds.faq - thresholds.margin
    return [
        (Use.ANSWER, f"---- {thresholds.faq:.2f} answered above"),
        (Use.OFFER, f"---- {near:.2f} offered above"),
    ]


def _is_below(use: Use, line: Use) -> bool:
    order = list(Use)
    return order.index(use) > order.index(line)
