"""The values of the templates' parameters: a preset, over it the environment's file, over it what
is said on the command line; and between the stacks what one has made and the next one takes."""

import json
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from aicc.amazon.deploy.project import Part, Project
from aicc.amazon.deploy.templates import Template
from aicc.errors import InvalidInputError, NotFoundError
from aicc.packs.yaml_reading import read_yaml

PRESET = "Preset"  # the one key that is no parameter: which preset lies below
DEFAULT_PRESET = "small"
DIGEST = "FunctionsDigest"
PRESETS, ENVIRONMENTS = "infra/presets", "infra/environments"

Values = Mapping[str, str]


def values_for(project: Project, root: Path, preset: str, given: Iterable[str]) -> dict[str, str]:
    """`given` are texts as `Name=value`. `InvalidInputError` names the file that is wrong."""
    own = root / ENVIRONMENTS / f"{project.name}.yaml"
    environment = read_values(own) if own.is_file() else {}
    chosen = preset or environment.pop(PRESET, DEFAULT_PRESET)
    environment.pop(PRESET, None)
    below = root / PRESETS / f"{chosen}.yaml"
    if not below.is_file():
        known = ", ".join(sorted(each.stem for each in below.parent.glob("*.yaml")))
        raise NotFoundError(f"no preset {chosen!r}: there are {known or 'none'}")
    return {**read_values(below), **environment, **dict(map(_given, given))}


def read_values(path: Path) -> dict[str, str]:
    read: Any = read_yaml(path)
    if read is None:
        return {}
    if not isinstance(read, dict):
        raise InvalidInputError(f"{path}: must be a mapping of parameters to values")
    return {str(name): _written(path, str(name), value) for name, value in read.items()}


def refuse_unknown(values: Values, templates: Iterable[Template]) -> None:
    """A slip of the pen in a name would else change nothing, and nobody would know."""
    known = {name for template in templates for name in template.parameters}
    unknown = sorted(values.keys() - known)
    if unknown:
        raise InvalidInputError(f"no template has the parameter {', '.join(unknown)}")


def parameters_of(part: Part, template: Template, *sources: Values) -> dict[str, str]:
    """Of all that is known what this template takes; later sources win. Everything that is missing
    is named at once."""
    known = {name: value for source in sources for name, value in source.items()}
    given = {name: known[name] for name in template.parameters if name in known}
    missing = [
        name
        for name, about in template.parameters.items()
        if name not in given and "Default" not in about
    ]
    if missing:
        raise InvalidInputError(
            f"the stack {part} needs {', '.join(missing)}: in {ENVIRONMENTS}/NAME.yaml, "
            f"or as --set {missing[0]}=…"
        )
    return given


def with_digest(template: Template, given: Values) -> dict[str, str]:
    """With what SAM makes new versions of functions by, where the template takes it: of the whole
    template and all values, so that no change of either stays away from who is called."""
    if DIGEST not in template.parameters:
        return dict(given)
    told = {name: value for name, value in template.full(given).items() if name != DIGEST}
    text = json.dumps([template.digest, sorted(told.items())])
    return {**given, DIGEST: sha256(text.encode()).hexdigest()}


def _written(path: Path, name: str, value: Any) -> str:
    """As CloudFormation takes it: lists with commas, switches in small letters."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return ",".join(map(str, value))
    if isinstance(value, dict) or value is None:
        raise InvalidInputError(f"{path}: {name} must be a text, a number, a switch or a list")
    return str(value)


def _given(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name.strip():
        raise InvalidInputError(f"--set {text}: write it as Name=value")
    return name.strip(), value.strip()
