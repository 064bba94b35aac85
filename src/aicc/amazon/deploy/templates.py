"""CloudFormation templates as deployment reads them: parameters, resources, names of tables."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from aicc.amazon.lex_bot.template_reading import read_template
from aicc.domain.json import Json, JsonMap, as_map, as_text
from aicc.errors import InvalidInputError, NotFoundError

LARGEST = 1_048_576  # bytes of a template in a bucket
_VALUE = re.compile(r"\$\{([A-Za-z0-9]+)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    text: str
    content: JsonMap

    @property
    def digest(self) -> str:
        return sha256(self.text.encode()).hexdigest()

    @property
    def key(self) -> str:
        """Where it lies in the bucket: by its content, so that none is ever written over."""
        suffix = "json" if self.text.startswith("{") else "yaml"
        return f"templates/{self.digest}.{suffix}"

    @property
    def parameters(self) -> Mapping[str, JsonMap]:
        return {name: as_map(each) for name, each in as_map(self.content.get("Parameters")).items()}

    @property
    def resources(self) -> Mapping[str, JsonMap]:
        return {name: as_map(each) for name, each in as_map(self.content.get("Resources")).items()}

    @property
    def outputs(self) -> frozenset[str]:
        return frozenset(as_map(self.content.get("Outputs")))

    @property
    def hidden(self) -> frozenset[str]:
        """Parameters whose values nobody shows or keeps."""
        return frozenset(
            name
            for name, each in self.parameters.items()
            if str(each.get("NoEcho")).lower() == "true"
        )

    def is_made(self, resource: JsonMap, values: Mapping[str, str]) -> bool:
        """Whether its condition holds with these values of the parameters."""
        condition = as_text(resource.get("Condition"))
        conditions = as_map(self.content.get("Conditions"))
        return not condition or _holds(conditions.get(condition), conditions, self.full(values))

    def made(self, values: Mapping[str, str]) -> Mapping[str, JsonMap]:
        return {name: each for name, each in self.resources.items() if self.is_made(each, values)}

    def full(self, values: Mapping[str, str]) -> Mapping[str, str]:
        """With the template's own defaults."""
        defaults = {
            name: str(each["Default"])
            for name, each in self.parameters.items()
            if "Default" in each
        }
        return {**defaults, **values}

    def tables(self, values: Mapping[str, str]) -> list[str]:
        """The names of its DynamoDB tables."""
        known = self.full(values)
        found = (
            _text(as_map(each.get("Properties")).get("TableName"), known)
            for each in self.made(values).values()
            if each.get("Type") == "AWS::DynamoDB::Table"
        )
        return [name for name in found if name]


@lru_cache(maxsize=16)  # reading one takes a second
def template_from(text: str) -> Template:
    if len(text.encode()) > LARGEST:
        raise InvalidInputError(f"the template has more than {LARGEST:,} bytes")
    return Template(text=text, content=read_template(text))


def template_in(path: Path) -> Template:
    try:
        return template_from(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise NotFoundError(f"{path}: cannot be read: {error.strerror}") from error


def _text(value: Json, known: Mapping[str, str]) -> str:
    """Of a name that is written out, or made of parameters alone; else empty."""
    if isinstance(value, str):
        return value
    given = as_map(value)
    if "Ref" in given:
        return known.get(as_text(given["Ref"]), "")
    text = as_text(given.get("Fn::Sub"))
    parts = set(_VALUE.findall(text))
    return _VALUE.sub(lambda each: known[each[1]], text) if parts <= known.keys() else ""


def _holds(condition: Json, conditions: JsonMap, known: Mapping[str, str]) -> bool:
    """What cannot be worked out here counts as true: rather one resource more in a list."""
    given = as_map(condition)
    match next(iter(given), ""):
        case "Condition":
            return _holds(conditions.get(as_text(given["Condition"])), conditions, known)
        case "Fn::Not":
            return not all(_each("Fn::Not", given, conditions, known))
        case "Fn::And":
            return all(_each("Fn::And", given, conditions, known))
        case "Fn::Or":
            return any(_each("Fn::Or", given, conditions, known))
        case "Fn::Equals":
            sides = given["Fn::Equals"]
            one, other = (_side(each, known) for each in sides) if isinstance(sides, list) else "  "
            return one == other
        case _:
            return True


def _side(value: Json, known: Mapping[str, str]) -> str:
    given = as_map(value)
    if "Fn::Join" in given:  # how a list of subnets is asked whether it is empty
        joined = given["Fn::Join"]
        return _side(joined[1], known) if isinstance(joined, list) else ""
    return _text(value if not isinstance(value, bool | int | float) else str(value), known)


def _each(
    name: str, given: JsonMap, conditions: JsonMap, known: Mapping[str, str]
) -> Iterator[bool]:
    listed = given[name]
    for each in listed if isinstance(listed, list) else ():
        yield _holds(each, conditions, known)
