"""What the commands of `aicc deploy` that look at a checkout are told, in one place for all."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from inspect import Parameter, Signature, signature
from typing import Annotated, Any, Concatenate, ParamSpec

import typer

from aicc.amazon.deploy.project import Part, Project
from aicc.amazon.deploy.wanted import Options, Wanted

from .deploy_stage import wanted_by

Name = Annotated[
    str, typer.Option("--project", envvar="PROJECT_NAME", help="Begins every name: aicc-prod.")
]
Region = Annotated[str, typer.Option("--region", envvar="AWS_REGION", help="AWS region.")]
Preset = Annotated[str, typer.Option(help="Values to begin from: infra/presets/NAME.yaml.")]
Pack = Annotated[str, typer.Option(help="Bot pack: a shipped name or a path.")]
Given = Annotated[
    list[str] | None, typer.Option("--set", help="A parameter of a template.", metavar="NAME=VALUE")
]
Without = Annotated[list[Part] | None, typer.Option(help="A stack that is left out.")]
Image = Annotated[str, typer.Option(help="An image that is in a registry already.")]
ImageBase = Annotated[str, typer.Option(help="BASE of the Dockerfile, such as a mirror's.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Ask no account, change nothing.")]
NAME, REGION = "aicc", "ap-northeast-2"

P = ParamSpec("P")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """An environment, and what it shall be made of."""

    project: Project
    options: Options

    def wanted(self) -> Wanted:
        return wanted_by(self.project, self.options)


def asked_for(
    name: Name = NAME,
    region: Region = REGION,
    preset: Preset = "",
    pack: Pack = "",
    given: Given = None,
    without: Without = None,
    image: Image = "",
    image_base: ImageBase = "",
) -> Asked:
    options = Options(
        preset=preset,
        pack=pack,
        given=given or (),
        without=frozenset(without or ()),
        image=image,
        image_base=image_base,
    )
    return Asked(project=Project(name=name, region=region), options=options)


def of_checkout(command: Callable[Concatenate[Asked, P], None]) -> Callable[..., None]:
    """The command with the options of `asked_for` before its own: typer reads them from the
    signature, and knows no parameter that is made of several."""
    shared = signature(asked_for, eval_str=True).parameters
    _, *own = signature(command, eval_str=True).parameters.values()

    @wraps(command)
    def called(**given: Any) -> None:
        asked = asked_for(**{each: given.pop(each) for each in shared})
        call: Callable[..., None] = command
        call(asked, **given)

    every = [each.replace(kind=Parameter.KEYWORD_ONLY) for each in (*shared.values(), *own)]
    called.__signature__ = Signature(every)  # type: ignore[attr-defined] # where `inspect` looks first
    called.__annotations__ = {each.name: each.annotation for each in every}
    return called
