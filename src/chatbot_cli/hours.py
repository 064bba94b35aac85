"""`aicc hours`: whether people are there at an instant, why not, and the two weeks to come."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Annotated

import typer

from aicc.clock import KST, utc_now
from aicc.domain.opening_hours import HoursByQueue, OpeningHours, OpenState, Span, Why
from aicc.errors import InvalidInputError
from aicc.korean.text.template import WEEKDAYS
from aicc.packs.loader import load_pack
from aicc.packs.pack import Pack
from aicc.settings import Settings
from aicc.systems.hours.embedded import korean_holiday

from .output import out

DAYS_SHOWN = 14
CLOSED = 1  # the exit code of check while nobody is there

PackName = Annotated[str | None, typer.Option("--pack", help="Shipped name or path.")]
Queue = Annotated[str, typer.Option(help="Name of a queue of the pack.")]

app = typer.Typer(no_args_is_help=True, help="When people are there, as pack.yaml says it.")

_WHY = {
    Why.BREAK: "a break",
    Why.HOLIDAY: "a public holiday",
    Why.SPECIAL: "a day of the company's own",
    Why.DAY_OFF: "no hours on this day of the week",
    Why.TOO_EARLY: "before hours",
    Why.TOO_LATE: "after hours",
}


@app.command("check")
def check(
    at: Annotated[str, typer.Argument(help='An instant: "2026-10-05 13:00".')] = "",
    queue: Queue = "default",
    pack: PackName = None,
) -> None:
    """Open or closed, why, and when it opens next. Exit code 1 where it is closed."""
    loaded, hours = _hours(pack, queue)
    when = _instant(at, hours.of(queue)) if hours else utc_now()
    if hours is None:
        return out.print(f"{loaded.id}: no hours in pack.yaml: always open", markup=False)
    state = hours.of(queue).at(when, korean_holiday)
    here = when.astimezone(hours.of(queue).zone)
    out.print(f"{_day(here.date())} {here:%H:%M} {queue}: {_said(state)}", markup=False)
    if not state.is_open:
        raise typer.Exit(CLOSED)
    return None


@app.command("show")
def show(
    queue: Queue = "default",
    pack: PackName = None,
    begins: Annotated[str, typer.Option("--from", help="A day: 2026-10-01; else today.")] = "",
) -> None:
    """The hours of the next two weeks, day by day."""
    loaded, by_queue = _hours(pack, queue)
    if by_queue is None:
        return out.print(f"{loaded.id}: no hours in pack.yaml: always open", markup=False)
    hours = by_queue.of(queue)
    first = _instant(begins, hours).date()
    for line in _lines(hours, first):
        out.print(line, markup=False)
    return None


def _hours(pack: str | None, queue: str) -> tuple[Pack, HoursByQueue | None]:
    loaded = load_pack(pack or Settings.load().pack)
    if queue not in loaded.queues:
        known = ", ".join(sorted(loaded.queues))
        raise InvalidInputError(f"no queue {queue!r}: there are {known}")
    return loaded, loaded.hours


def _instant(written: str, hours: OpeningHours) -> datetime:
    if not written:
        return utc_now().astimezone(hours.zone)
    try:
        given = datetime.fromisoformat(written)
    except ValueError as error:
        raise InvalidInputError(f"{written!r}: write it as 2026-10-05 13:00") from error
    return given if given.tzinfo else given.replace(tzinfo=hours.zone or KST)


def _said(state: OpenState) -> str:
    if state.is_open:
        return (
            f"open until {_day(state.closes.date())} {state.closes:%H:%M}"
            if state.closes
            else "open"
        )
    why = f"{_WHY[state.why]}{f' ({state.name})' if state.name else ''}"
    if state.opens is None:
        return f"closed, {why}; no opening is known"
    return f"closed, {why}; opens {_day(state.opens.date())} {state.opens:%H:%M}"


def _lines(hours: OpeningHours, first: date) -> Iterator[str]:
    for ahead in range(DAYS_SHOWN):
        day = first + timedelta(days=ahead)
        spans = ", ".join(map(_span, hours.spans(day, korean_holiday))) or "closed"
        name = hours.called(day, korean_holiday)
        yield f"{_day(day)}  {spans}{f'  {name}' if name else ''}"


def _span(span: Span) -> str:
    return "-".join(f"{minute // 60:02}:{minute % 60:02}" for minute in (span.begins, span.ends))


def _day(day: date) -> str:
    return f"{day.isoformat()} ({WEEKDAYS[day.weekday()]})"
