"""The flows that a call may come through, found by the names or ARNs that flows use."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from aicc.amazon.connect.legacy import legacy_from
from aicc.amazon.connect.model import Flow, FlowTextError, flow_from, is_legacy, read_json
from aicc.amazon.phone.old_export import in_flow_language
from aicc.domain.json import JsonMap, as_map
from aicc.errors import InvalidInputError, NotFoundError

_OTHERS = re.compile(r"(?:\{\{|\$\{)\s*(?:\w+\.)?(?P<name>\w+)\.arn\s*\}{1,2}", re.IGNORECASE)
_PLACEHOLDER = re.compile(r"\{\{\s*(?:[a-z]+\s*:)?\s*(?P<name>[^{}]*?)\s*\}\}")


def name_in(reference: str) -> str:
    """The name in `{{queue:support}}`, `{{contactFlows.Menu.arn}}` or `${Menu.Arn}`; of an ARN its
    last part, without an alias or version."""
    others = _OTHERS.fullmatch(reference.strip())
    if others:
        return others["name"]
    placeholder = _PLACEHOLDER.fullmatch(reference.strip())
    if placeholder:
        return placeholder["name"]
    if not reference.startswith("arn:"):
        return reference
    if ":function:" in reference:
        return reference.partition(":function:")[2].partition(":")[0]
    return reference.rpartition("/")[2] or reference.rpartition(":")[2]


@dataclass(slots=True)
class FlowShelf:
    """Flows by name. `aliases` give the names that ids of an instance stand for."""

    flows: Mapping[str, Flow]
    aliases: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, texts: Mapping[str, str]) -> "FlowShelf":
        """From the texts of files by name; a file that is no flow is left out."""
        flows: dict[str, Flow] = {}
        for name, text in texts.items():
            try:
                flows[name] = read_any(text)
            except FlowTextError:
                continue
        return cls(flows, aliases_in(flows.values()))

    def find(self, reference: str) -> Flow | None:
        """By file name, by the name in the flow's own metadata, or by an alias."""
        name = name_in(reference)
        name = self.aliases.get(name, name)
        return self.flows.get(name) or next(
            (flow for flow in self.flows.values() if flow.name and flow.name == name), None
        )

    def put(self, reference: str, name: str, flow: Flow) -> None:
        """A flow that other flows call by this reference."""
        self.flows = {**self.flows, name: flow}
        self.aliases = {**self.aliases, name_in(reference): name}

    def name_of(self, flow: Flow) -> str:
        return next((name for name, each in self.flows.items() if each is flow), flow.name)


def aliases_in(flows: Iterable[Flow]) -> dict[str, str]:
    """Names that consoles write beside the ids they stand for, in an action's metadata."""
    found: dict[str, str] = {}
    for flow in flows:
        about = as_map(flow.metadata.get("ActionMetadata"))
        for action in flow.actions:
            meta = as_map(about.get(action.identifier))
            found |= dict(_named(action.parameters, as_map(meta.get("parameters"))))
            for each in map(as_map, meta.values()):
                if each.get("id") and each.get("text"):
                    found[name_in(str(each["id"]))] = str(each["text"])
    return found


def _named(given: JsonMap, about: JsonMap) -> Iterator[tuple[str, str]]:
    for name, value in given.items():
        told = as_map(about.get(name))
        if isinstance(value, str) and isinstance(told.get("displayName"), str):
            yield name_in(value), str(told["displayName"])
        elif isinstance(value, Mapping):
            yield from _named(value, told)


def read_any(text: str) -> Flow:
    """A flow, or an export of the old designer; `FlowTextError` for anything else."""
    document = read_json(text)
    if is_legacy(document):
        return in_flow_language(legacy_from(document))
    if "Actions" not in document:
        raise FlowTextError("not a flow: there are no Actions in it")
    return flow_from(document)


def read_texts(paths: Iterable[Path]) -> dict[str, str]:
    """The files' texts by stem; `NotFoundError` for one that is not there."""
    texts = {}
    for path in paths:
        try:
            texts[path.stem] = path.read_text(encoding="utf-8")
        except OSError as error:
            raise NotFoundError(f"{path}: cannot be read: {error.strerror}") from error
        except UnicodeDecodeError as error:
            raise InvalidInputError(f"{path}: is not UTF-8 text") from error
    return texts
