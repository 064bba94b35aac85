"""`aicc eval`: measure understanding on files of examples, or a pack against itself."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.progress import Progress
from rich.table import Table

from aicc.packs.loader import load_pack
from aicc.understanding.evaluation.entities import evaluate as evaluate_entities
from aicc.understanding.evaluation.intents import IntentFiles
from aicc.understanding.evaluation.intents import intents as evaluate_intents
from aicc.understanding.evaluation.intents import sentiment as evaluate_sentiment
from aicc.understanding.evaluation.pack import evaluate_pack

from .confusion_page import confusion_page
from .evaluate_bot import evaluate_bot
from .evaluate_escalation import evaluate as evaluate_escalation
from .evaluate_faq import evaluate_faq
from .output import err, out

AsJson = Annotated[bool, typer.Option("--json", help="One JSON object and nothing else.")]
FILE_OPTION = typer.Option(exists=True, dir_okay=False, help="JSON lines.")

app = typer.Typer(
    no_args_is_help=True,
    help="Measure understanding: on JSON lines, a pack against itself, the whole bot.",
)
app.command("faq")(evaluate_faq)
app.command("bot")(evaluate_bot)
app.command("escalation")(evaluate_escalation)


@app.command("intents")
def intents(
    train: Annotated[Path, FILE_OPTION],
    test: Annotated[Path, FILE_OPTION],
    valid: Annotated[Path | None, FILE_OPTION] = None,
    oos_train: Annotated[Path | None, FILE_OPTION] = None,
    oos_valid: Annotated[Path | None, FILE_OPTION] = None,
    oos_test: Annotated[Path | None, FILE_OPTION] = None,
    shots: Annotated[
        int | None, typer.Option(min=1, help="Examples an intent; all without it.")
    ] = None,
    seeds: Annotated[int, typer.Option(min=1, max=100, help="Runs to take the mean of.")] = 1,
    as_json: AsJson = False,
) -> None:
    """Learn from one file and measure on another: {"text", "label"} lines."""
    files = IntentFiles(
        train=train,
        test=test,
        valid=valid,
        oos_train=oos_train,
        oos_valid=oos_valid,
        oos_test=oos_test,
    )
    with _status() as say:
        result = evaluate_intents(files, shots=shots, seeds=seeds, progress=say)
    _show_figures(result, as_json=as_json)


@app.command("sentiment")
def sentiment(
    train: Annotated[Path, FILE_OPTION],
    test: Annotated[Path, FILE_OPTION],
    as_json: AsJson = False,
) -> None:
    """Learn two-class sentiment (label 1 is good) from one file, measure on another."""
    with _status() as say:
        result = evaluate_sentiment(train, test, progress=say)
    _show_figures(result, as_json=as_json)


@app.command("entities")
def entities(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="JSON lines of cases.")],
    as_json: AsJson = False,
) -> None:
    """Extract from every case of a file and say how many are right, by type."""
    result = evaluate_entities(file)
    if as_json:
        return _print_json(result)
    table = Table("type", "right", "of", box=None)
    by_type: Any = result["by_type"]
    for name, counts in sorted(by_type.items()):
        table.add_row(name, str(counts["right"]), str(counts["total"]))
    out.print(table)
    wrong: Any = result["wrong"]
    for case in wrong:
        out.print(f"wrong: {json.dumps(case, ensure_ascii=False, default=str)}", markup=False)
    return out.print(f"{result['right']} of {result['total']} right")


@app.command("pack")
def pack(
    pack: Annotated[str, typer.Argument(help="Shipped name or path.")],
    folds: Annotated[
        int, typer.Option(min=2, max=20, help="How many parts to hold back in turn.")
    ] = 5,
    html: Annotated[Path | None, typer.Option(help="Write the confusion matrix here.")] = None,
    as_json: AsJson = False,
) -> None:
    """Cross-validate a pack's intents: weakest, confused, overlapping, and what to do."""
    loaded = load_pack(pack)
    examples = {name: intent.examples for name, intent in loaded.intents.items()}
    with Progress(console=err, transient=True, disable=not err.is_terminal) as bar:
        task = bar.add_task("cross-validation", total=folds)
        result = evaluate_pack(
            examples,
            loaded.out_of_scope,
            folds=folds,
            progress=lambda done, of: bar.update(task, completed=done),
        )
    if html:
        html.write_text(confusion_page(loaded.name, list(examples), result), encoding="utf-8")
    if as_json:
        return _print_json(result)
    return _show_pack(result)


@contextmanager
def _status() -> Iterator[Callable[[str], None]]:
    """What is going on, on a terminal; nothing in a pipe."""
    with err.status("reading") as status:
        yield lambda line: status.update(line)


def _show_figures(result: Mapping[str, Any], *, as_json: bool) -> None:
    if as_json:
        return _print_json(result)
    for name, value in result.items():
        shown = f"{value:.4g}" if isinstance(value, float) else str(value)
        out.print(f"{name:18} {shown}", markup=False)
    return None


def _show_pack(result: Mapping[str, Any]) -> None:
    table = Table("intent", "examples", "found", "precise", "F1", box=None)
    for name, each in sorted(result["by_intent"].items(), key=lambda item: item[1]["f1"]):
        shares = (f"{each[key]:.0%}" for key in ("recall", "precision", "f1"))
        table.add_row(name, str(each["examples"]), *shares)
    out.print(table)
    for pair in result["confusions"]:
        texts = " / ".join(pair["texts"])
        line = f"{pair['meant']} taken for {pair['guessed']}: {pair['count']} ({texts})"
        out.print(line, markup=False)
    for suggestion in result["suggestions"]:
        out.print(f"- {suggestion}", markup=False)
    out.print(f"accuracy {result['accuracy']:.1%}, macro-F1 {result['macro_f1']:.1%}")


def _print_json(result: Mapping[str, Any]) -> None:
    typer.echo(json.dumps(result, ensure_ascii=False, default=str))
