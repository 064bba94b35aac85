"""`aicc flow`: a pack's scenarios as pictures, and one walk through them as a table."""

from datetime import timedelta
from pathlib import Path
from typing import Annotated, Literal

import typer
from rich import box
from rich.console import Console
from rich.table import Table

from aicc import logs
from aicc.clock import utc_now
from aicc.deadline import Deadline
from aicc.domain.acts import ToFlow
from aicc.domain.flow import Flow
from aicc.domain.turn import DEFAULT_TENANT, Channel
from aicc.errors import NotFoundError
from aicc.packs.files import read_conversations
from aicc.packs.lint.finding import did_you_mean
from aicc.packs.loader import find_pack, load_pack
from aicc.packs.pack import Pack
from aicc.redact import mask_value
from aicc.settings import Settings
from aicc.trials.conversations import Played, Result, replay
from aicc.trials.pictures.mermaid import to_mermaid
from aicc.trials.pictures.sketch import Visits, sketch
from aicc.trials.pictures.svg import to_svg
from aicc.trials.pictures.visits import visits_in
from aicc.wiring import memory_backend, open_parts

from .output import out
from .stage import stage_for

app = typer.Typer(help="Draw a pack's scenarios.", no_args_is_help=True)

_READ_S = 60.0
_MOST_TURNS = 100_000
_WIDE = 200  # columns of a table in a pipe
_STAGES = ("open", "understand", "decide", "act")  # of a turn; what else is timed lies in them

PackName = Annotated[str, typer.Argument(help="Shipped name or path.")]
Tenant = Annotated[str, typer.Option(help="Whose conversations are counted.")]


@app.command("list")
def list_flows(pack: PackName) -> None:
    """The scenarios of a pack: what starts them, and how large they are."""
    loaded = load_pack(pack)
    for flow in loaded.flows.values():
        started = [
            intent.name
            for intent in loaded.intents.values()
            if ToFlow(flow.id) in intent.when.values()
        ]
        entered = [each.id for each in loaded.flows.values() if _enters(each, flow.id)]
        by = ", ".join((*started, *(f"{each} enters it" for each in entered))) or "nothing"
        out.print(f"{flow.id}: {flow.name}: {len(flow.steps)} steps, from {by}", markup=False)


@app.command("show")
def show(
    pack: PackName,
    flow: Annotated[str, typer.Argument(help="Its id.")],
    mermaid: Annotated[
        bool, typer.Option("--mermaid", help="Print Mermaid text, also beside --svg.")
    ] = False,
    svg: Annotated[Path | None, typer.Option(help="Write an SVG picture here.")] = None,
    counts: Annotated[
        bool, typer.Option("--counts", help="Say how often each way was taken, from history.")
    ] = False,
    days: Annotated[int, typer.Option(min=1, help="With --counts: how many days back.")] = 30,
    trace: Annotated[
        str | None, typer.Option(help="Count only this session's turns.", metavar="SESSION")
    ] = None,
    tenant: Tenant = DEFAULT_TENANT,
) -> None:
    """Draw one scenario: Mermaid text, or an SVG file with --svg."""
    logs.configure(mask=mask_value, level="error")
    loaded = load_pack(pack)
    chosen = _find(loaded, flow)
    visits = _visits(tenant, trace, days) if counts or trace else None
    drawn = sketch(
        chosen, loaded.flows, memory_backend(loaded).actions, locale=loaded.locale, visits=visits
    )
    if svg:
        svg.write_text(to_svg(drawn), encoding="utf-8")
        out.print(f"{svg}: {len(drawn.boxes)} steps, {len(drawn.arrows)} arrows", markup=False)
    if mermaid or not svg:
        out.print(to_mermaid(drawn), markup=False)


@app.command("trace")
def trace_conversation(
    pack: PackName,
    conversation: Annotated[str, typer.Argument(help="A file of its tests folder, or its name.")],
    on: Annotated[Channel, typer.Option(help="On which channel it is played.")] = Channel.CHAT,
) -> None:
    """Play one conversation test and show, turn by turn, which way it took and why."""
    logs.configure(mask=mask_value, level="error")
    found = {path.stem: (path, each) for path, each in read_conversations(find_pack(pack))}
    name = Path(conversation).stem
    if name not in found:
        raise NotFoundError(f"{pack} has no conversation {name}{did_you_mean(name, found)}")
    path, chosen = found[name]
    result = replay(path, chosen, on, stage_for(load_pack(pack)))
    paper = out if out.is_terminal else Console(width=_WIDE)
    paper.print(_table(result))
    for difference in result.differences:
        out.print(f"{path.name}: {difference}", markup=False)


def _find(pack: Pack, flow_id: str) -> Flow:
    if flow_id not in pack.flows:
        hint = did_you_mean(flow_id, pack.flows)
        raise NotFoundError(f"pack {pack.id} has no scenario {flow_id}{hint}")
    return pack.flows[flow_id]


def _enters(flow: Flow, flow_id: str) -> bool:
    return any(step.enters == flow_id for step in flow.steps.values())


def _visits(tenant: str, session_id: str | None, days: int) -> Visits:
    """From the history that the settings name."""
    history, deadline = open_parts(Settings.load()).history, Deadline(_READ_S)
    if session_id:
        return visits_in(history.recent(tenant, session_id, deadline, _MOST_TURNS))
    since = utc_now() - timedelta(days=days)
    return visits_in(history.since(tenant, since, deadline, _MOST_TURNS))


def _table(result: Result) -> Table:
    table = Table(box=box.SIMPLE, title=f"{result.name} ({result.channel})", title_justify="left")
    for name in ("turn", "said", "rule", "before", "after", "ways", "ms"):
        side: Literal["left", "right"] = "right" if name in {"turn", "ms"} else "left"
        table.add_column(name, justify=side, overflow="fold")
    for turn in result.turns:
        table.add_row(*_cells(turn))
    return table


def _cells(turn: Played) -> tuple[str, ...]:
    trace = turn.reply.trace
    ms = trace.get("ms")
    took = sum(ms.get(each, 0.0) for each in _STAGES) if isinstance(ms, dict) else 0.0
    return (
        str(turn.number),
        turn.said or "(silence)",
        turn.reply.facts.rule,
        turn.before or "–",
        turn.after or "–",
        " ".join(turn.reply.facts.ways) or "–",
        f"{took:.2f}",
    )
