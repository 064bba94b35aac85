"""What the commands of `aicc deploy` work with: the account, the log that is kept, the table."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import typer

from aicc.amazon.deploy import lambda_zip
from aicc.amazon.deploy.cloud import Cloud, clients_in
from aicc.amazon.deploy.image import Images
from aicc.amazon.deploy.plan import Row
from aicc.amazon.deploy.progress import Progress, Say
from aicc.amazon.deploy.project import Project
from aicc.amazon.deploy.run_state import RunState
from aicc.amazon.deploy.stacks import Stacks
from aicc.amazon.deploy.wanted import Options, Wanted, wanted_from
from aicc.amazon.deploy.world import World
from aicc.clock import utc_now
from aicc.errors import AiccError, ConflictError
from aicc.settings import Settings
from aicc.stores.aws import credentials
from api.version import VERSION

from .output import out

CUT_OFF = 130  # what a shell calls a program that Ctrl-C has ended
FOLDER = "deploy"  # in the data folder


def wanted_by(project: Project, options: Options) -> Wanted:
    with_bytecode = bool(lambda_zip.interpreter())
    return wanted_from(project, Path.cwd(), options, version=VERSION, with_bytecode=with_bytecode)


def open_world(project: Project, say: Say) -> World:
    """`ProviderError` without credentials; no call is made yet."""
    found = credentials().get_frozen_credentials()
    hidden = [each for each in (found.access_key, found.secret_key, found.token) if each]
    cloud = Cloud(clients_in(project.region), hidden=hidden)
    folder = Settings.load().data_dir / FOLDER / project.name
    told = Progress.into(folder / "logs", say, utc_now, cloud.shown)
    return World(
        cloud=cloud,
        stacks=Stacks(cloud, told, project.tags),
        images=Images(cloud, told),
        say=told,
        note=told.note,
        state=RunState(folder, utc_now),
        folder=folder.parent,
    )


@contextmanager
def running(world: World, command: str) -> Iterator[None]:
    """Noted from its beginning to its end. Ctrl-C leaves it to be gone on with."""
    account, last = world.account(), world.state.last()
    if last is not None and last.account != account:
        raise ConflictError(
            f"this environment was deployed into account {last.account}, and the credentials are "
            f"of {account}: use those, or another PROJECT_NAME"
        )
    world.state.begin(command, account)
    try:
        yield
    except KeyboardInterrupt:
        out.print(f"stopped; what AWS has begun goes on there: {command} again goes on with it")
        raise typer.Exit(CUT_OFF) from None
    except AiccError as error:
        world.note(f"failed: {error}")
        world.state.end(str(error))
        out.print(f"status tells what is there; {command} again does what is missing")
        raise
    world.state.end()


def show_rows(found: Sequence[Row]) -> None:
    """Never wider or narrower than what is in it: it is read in logs and copied."""
    if not found:
        out.print("nothing to change")
        return
    widths = [max(map(len, column)) for column in zip(*map(_cells, found), strict=True)]
    for stack in dict.fromkeys(row.stack for row in found):
        out.print(stack, markup=False)
        for row in (each for each in found if each.stack == stack):
            cells = zip(_cells(row), widths, strict=True)
            line = "  ".join(cell.ljust(width) for cell, width in cells)
            out.print(f"  {line}".rstrip(), markup=False)


def _cells(row: Row) -> tuple[str, str, str, str]:
    replaced = {"True": ", replaced", "Conditional": ", may be replaced"}
    change = row.action + replaced.get(row.replaces, "") + (" DATA" if row.loses_data else "")
    return change, str(len(row.resources)), row.type, row.shown
