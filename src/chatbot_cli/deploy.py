"""`aicc deploy`: the bot put into an AWS account, changed, looked at, taken back, removed."""

from collections.abc import Sequence
from typing import Annotated

import typer

from aicc.amazon.deploy.apply import Apply
from aicc.amazon.deploy.bot_calls import BotCalls
from aicc.amazon.deploy.destroy import Destroy
from aicc.amazon.deploy.doctor import Doctor
from aicc.amazon.deploy.plan import about, changes_of_new, costs, rows
from aicc.amazon.deploy.project import Project
from aicc.amazon.deploy.releases import release_id
from aicc.amazon.deploy.rollback import Rollback
from aicc.amazon.deploy.smoke import Checked
from aicc.amazon.deploy.status import Status
from aicc.amazon.lex_bot.from_pack import BOT_NAME, bot_from
from aicc.clock import utc_now
from aicc.errors import ProviderError
from aicc.packs.loader import load_pack

from .deploy_options import NAME, REGION, Asked, DryRun, Name, Region, of_checkout
from .deploy_stage import open_world, running, show_rows
from .output import is_interactive, out

app = typer.Typer(help="Put the bot into an AWS account.", no_args_is_help=True)


@app.command()
@of_checkout
def plan(
    asked: Asked,
    dry_run: DryRun = False,
    every: Annotated[bool, typer.Option("--all", help="A row for every resource.")] = False,
) -> None:
    """Show what an apply would change, and what is paid for by the hour."""
    _show_plan(asked, dry_run=dry_run, every=every)


@app.command()
@of_checkout
def apply(
    asked: Asked,
    dry_run: DryRun = False,
    allow_data_loss: Annotated[
        bool, typer.Option("--allow-data-loss", help="Even where a table or a queue goes.")
    ] = False,
) -> None:
    """Put it up, or change it; what stands already is passed by. Then ask what was deployed."""
    if dry_run:
        _show_plan(asked, dry_run=True)
        return
    wanted, world = asked.wanted(), open_world(asked.project, out_line)
    release = release_id(utc_now())
    with running(world, "apply"):
        found = Apply(wanted, world, release, loses_data=allow_data_loss).run()
    _show_checks(found)
    out.print(f"release {release} is deployed", markup=False)


@app.command()
def status(name: Name = NAME, region: Region = REGION) -> None:
    """Say what is there, and what to do next. Exit code 1 when something is not well."""
    project = Project(name=name, region=region)
    told = Status(project, open_world(project, out_line))
    for line in told.lines():
        out.print(line, markup=False)
    if not told.is_well():
        raise typer.Exit(1)


@app.command()
def rollback(
    name: Name = NAME,
    region: Region = REGION,
    to: Annotated[str, typer.Option(help="A release; the one before this when not given.")] = "",
    dry_run: DryRun = False,
) -> None:
    """Go back to an earlier release: code, image, templates and values."""
    project = Project(name=name, region=region)
    world = open_world(project, out_line)
    back = Rollback(project, world, release_id(utc_now()))
    target = back.target(to)
    out.print(f"back to {target.id}: version {target.version}, pack {target.pack}", markup=False)
    if dry_run:
        return
    with running(world, "rollback"):
        back.run(target)
    out.print("done: aicc deploy status shows it", markup=False)


@app.command()
def destroy(
    name: Name = NAME,
    region: Region = REGION,
    with_data: Annotated[
        bool, typer.Option("--with-data", help="Tables, images, secrets and code go too.")
    ] = False,
    yes: Annotated[str, typer.Option(help="The project's name, instead of being asked.")] = "",
    dry_run: DryRun = False,
) -> None:
    """Remove the stacks. Data stays, unless --with-data is said."""
    project = Project(name=name, region=region)
    world = open_world(project, out_line)
    removal = Destroy(project, world)
    kept = removal.kept()
    for each in kept:
        waits = f": turns that wait in it: {each.waiting}" if each.waiting else ""
        line = f"{'goes ' if with_data else 'stays'}  {each.name} ({each.type}){waits}"
        out.print(line, markup=False)
    if dry_run or not _is_meant(name, yes):
        out.print("nothing was removed", markup=False)
        return
    with running(world, "destroy"):
        left = removal.run(kept, with_data=with_data)
    for name_left in left:
        out.print(f"still there: {name_left}", markup=False)


@app.command()
@of_checkout
def doctor(asked: Asked) -> None:
    """Look at all that an apply needs, without credentials at what needs none. Exit code 1 when
    something is missing."""
    wanted, world, without = asked.wanted(), None, ""
    try:
        world = open_world(asked.project, out_line)
    except ProviderError as error:
        without = str(error)
    is_well = True
    for each in Doctor(wanted, world, without=without).findings():
        is_well = is_well and each.is_well
        out.print(f"{each.mark:<6} {each.name}: {each.told}", markup=False)
    if not is_well:
        raise typer.Exit(1)


@app.command()
def bot(
    pack: Annotated[str, typer.Argument(help="Shipped name or path.")],
    role: Annotated[str, typer.Option(help="ARN of the role that the bot speaks with.")],
    lambda_arn: Annotated[str, typer.Option(help="ARN of the code hook, with its alias.")],
    bot_name: Annotated[str, typer.Option(help="What the bot is called in Lex.")] = BOT_NAME,
    name: Name = NAME,
    region: Region = REGION,
) -> None:
    """Make the Lex bot of a pack call by call, without a stack; what is there is changed."""
    built = bot_from(load_pack(pack), name=bot_name).bot
    world = open_world(Project(name=name, region=region), out_line)
    with running(world, "bot"):
        made = BotCalls(world.cloud, world.say).make(built, role, lambda_arn)
    out.print(f"LEX_BOT_ID={made.bot_id} LEX_BOT_ALIAS_ID={made.alias_id}", markup=False)


def out_line(line: str) -> None:
    out.print(line, markup=False)


def _show_plan(asked: Asked, *, dry_run: bool, every: bool = False) -> None:
    project, wanted = asked.project, asked.wanted()
    untouched = ": no account is asked" if dry_run else ""
    out.print(f"{project.name} in {project.region}{untouched}", markup=False)
    for line in about(wanted):
        out.print(line, markup=False)
    if dry_run:
        changes = {
            project.stack(part): changes_of_new(template, wanted.known)
            for part, template in wanted.templates.items()
        }
        found = [row for stack, each in changes.items() for row in rows(stack, each, every=every)]
    else:
        world = open_world(project, out_line)
        found = Apply(wanted, world, release_id(utc_now())).planned(every=every)
    show_rows(found)
    out.print(costs(wanted), markup=False)


def _is_meant(name: str, yes: str) -> bool:
    if yes or not is_interactive():
        return yes == name
    return bool(typer.prompt(f"Remove it? Write its name ({name})", default="no") == name)


def _show_checks(found: Sequence[Checked]) -> None:
    for each in found:
        out.print(f"{'ok   ' if each.is_well else 'WRONG'}  {each.name}: {each.told}", markup=False)
    if not all(each.is_well for each in found):
        out.print(
            "it is deployed, and does not answer as it must: aicc deploy status", markup=False
        )
        raise typer.Exit(1)
