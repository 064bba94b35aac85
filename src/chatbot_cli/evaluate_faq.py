"""`aicc eval faq`: how often questions find their entries, how fast, and when nothing fits."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import Progress

from aicc.errors import ConfigError
from aicc.faqs.report.measure import Seconds, measure
from aicc.faqs.report.questions import read_questions
from aicc.faqs.search.choose import server_index
from aicc.faqs.search.embedded import EmbeddedFaqIndex
from aicc.faqs.search.port import FaqIndex
from aicc.settings import Settings

from .output import err, out

FILE_OPTION = typer.Option(exists=True, dir_okay=False, help='JSON lines: {"text", "label"}.')


class Engine(StrEnum):
    EMBEDDED = "embedded"
    ELASTICSEARCH = "elasticsearch"


def evaluate_faq(
    entries: Annotated[Path, FILE_OPTION],
    queries: Annotated[Path, FILE_OPTION],
    near_miss: Annotated[
        Path | None,
        typer.Option(exists=True, dir_okay=False, help="Questions that no entry answers."),
    ] = None,
    engine: Annotated[
        Engine, typer.Option(help="elasticsearch asks ELASTICSEARCH_HOST.")
    ] = Engine.EMBEDDED,
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON object and nothing else.")
    ] = False,
) -> None:
    """Every line of one file is an entry, every line of the other a question: a hit has the
    question's label. Times are processor time, with Elasticsearch those of the clock."""
    rows, asked = read_questions(entries), read_questions(queries)
    strange = read_questions(near_miss) if near_miss else ()
    with (
        _opened(engine) as (index, seconds),
        Progress(console=err, transient=True, disable=not err.is_terminal) as bar,
    ):
        task = bar.add_task("asking", total=None)
        report = measure(
            index,
            rows,
            asked,
            strange,
            seconds=seconds,
            progress=lambda done, of: bar.update(task, completed=done, total=of),
        )
    figures = {"engine": str(engine), **report}
    if as_json:
        typer.echo(json.dumps(figures))
        return
    for name, value in figures.items():
        shown = f"{value:.4g}" if isinstance(value, float) else str(value)
        out.print(f"{name:18} {shown}", markup=False)


@contextmanager
def _opened(engine: Engine) -> Iterator[tuple[FaqIndex, Seconds]]:
    """An index of its own that is gone afterwards, and the clock that does it justice."""
    if engine is Engine.EMBEDDED:
        yield EmbeddedFaqIndex(), time.thread_time
        return
    settings = Settings.load()
    if not settings.elasticsearch_host:
        raise ConfigError("--engine elasticsearch wants ELASTICSEARCH_HOST to name a server")
    with server_index(settings.elasticsearch_host, settings.elasticsearch_api_key) as index:
        yield index, time.perf_counter
