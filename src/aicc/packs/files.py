"""Reading a pack's YAML files: checked, in plain form, every error with file and line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from aicc.domain.finding import Finding
from aicc.errors import PackError
from aicc.packs.schema import actions as schema_actions
from aicc.packs.schema import faq as schema_faq
from aicc.packs.schema import pack as schema
from aicc.packs.schema.conversation import ConversationFile
from aicc.packs.yaml_reading import read_yaml

SINGLE_FILES: Mapping[str, type[BaseModel]] = {
    "pack": schema.PackFile,
    "intents": schema.IntentsFile,
    "not_here": schema.NotHereFile,
    "entities": schema.EntitiesFile,
    "faqs": schema_faq.FaqsFile,
    "replies": schema.RepliesFile,
    "actions": schema_actions.ActionsFile,
}
KITS = Path(__file__).parent / "kits"
OPTIONAL = frozenset({"entities", "faqs", "actions", "not_here"})

Path_ = tuple[str | int, ...]
Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True, slots=True, kw_only=True)
class LineFinding(Finding):
    """One thing wrong in a file; `line` is 0 where the file as a whole is meant."""

    file: Path
    line: int

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else str(self.file)
        return f"{place}: {self.level}: {self.message}"


class PackFilesError(PackError):
    """The files of a pack do not fit the schema; `findings` lists every place."""

    def __init__(self, findings: Sequence[LineFinding]) -> None:
        super().__init__("\n".join(map(str, findings)))
        self.findings = tuple(findings)


def read_folder(folder: Path) -> dict[str, Any]:
    """The whole pack in plain form. All files are read before the errors are raised together."""
    if not (folder / "pack.yaml").is_file():
        raise PackError(f"{folder}: not a bot pack: there is no pack.yaml in it")
    findings: list[LineFinding] = []
    plain: dict[str, Any] = {}
    for name, model in SINGLE_FILES.items():
        path = folder / f"{name}.yaml"
        if path.is_file():
            plain[name] = _read(path, model, findings)
        elif name in OPTIONAL:
            plain[name] = model().model_dump(mode="json", by_alias=True)
        else:
            findings.append(LineFinding(file=path, line=0, message="the file is missing"))
    plain["flows"] = [_read(path, schema.FlowFile, findings) for path in flow_files(folder)]
    plain["kits"] = _kit_flows(folder / "pack.yaml", plain.get("pack", {}), findings)
    if findings:
        raise PackFilesError(findings)
    return plain


def flows_of(plain: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The pack's own flows, and those of its kits that none of these stands in for."""
    own = {flow["id"] for flow in plain["flows"]}
    return [*plain["flows"], *(flow for flow in plain["kits"] if flow["id"] not in own)]


def kit_names() -> list[str]:
    return sorted(path.stem for path in KITS.glob("*.yaml"))


def _kit_flows(
    about: Path, pack: Mapping[str, Any], findings: list[LineFinding]
) -> list[dict[str, Any]]:
    flows: list[dict[str, Any]] = []
    for at, name in enumerate(pack.get("kits", ())):
        if name not in kit_names():
            line = LineFinder(about).line(("kits", at))
            message = f"there is no kit {name}: there are {', '.join(kit_names())}"
            findings.append(LineFinding(file=about, line=line, message=message))
        else:
            flows.append(_read(KITS / f"{name}.yaml", schema.FlowFile, findings))
    return flows


def read_conversations(folder: Path) -> list[tuple[Path, ConversationFile]]:
    """The conversation tests of a pack, by file name."""
    findings: list[LineFinding] = []
    read = [
        (path, read_model(path, ConversationFile, findings))
        for path in sorted((folder / "tests").glob("*.yaml"))
    ]
    if findings:
        raise PackFilesError(findings)
    return [(path, model) for path, model in read if model is not None]


def flow_files(folder: Path) -> list[Path]:
    return sorted((folder / "flows").glob("*.yaml"))


def _read(path: Path, model: type[BaseModel], findings: list[LineFinding]) -> dict[str, Any]:
    read = read_model(path, model, findings)
    return read.model_dump(mode="json", by_alias=True) if read else {}


def read_model(path: Path, model: type[Model], findings: list[LineFinding]) -> Model | None:
    try:
        data = read_yaml(path)
        return model.model_validate({} if data is None else data)
    except MarkedYAMLError as error:
        mark = error.problem_mark
        line = mark.line + 1 if mark else 0
        findings.append(LineFinding(file=path, line=line, message=f"not YAML: {error.problem}"))
    except (YAMLError, UnicodeDecodeError) as error:
        findings.append(LineFinding(file=path, line=0, message=f"not YAML: {error}"))
    except ValidationError as error:
        findings.extend(_explain(path, error))
    return None


def _explain(path: Path, error: ValidationError) -> list[LineFinding]:
    lines = LineFinder(path)
    return [
        LineFinding(
            file=path,
            line=lines.line(each["loc"]),
            message=f"{'.'.join(map(str, each['loc']))}: {each['msg']}",
        )
        for each in error.errors()
    ]


class LineFinder:
    """Where in a YAML file something stands; read a second time, only when it is asked."""

    def __init__(self, path: Path) -> None:
        self._root = YAML(typ="rt", pure=True).load(path)

    def line(self, place: Path_) -> int:
        """The line of the deepest part of `place` that is in the file."""
        node, line = self._root, 1
        for key in place:
            try:
                line = _line_of(node, key)
                node = node[key]
            except (KeyError, IndexError, TypeError, AttributeError):
                break  # a part the schema added, such as the name of a union's member
        return line


def _line_of(node: Any, key: str | int) -> int:
    position = node.lc.key(key) if isinstance(key, str) else node.lc.item(key)
    return int(position[0]) + 1
