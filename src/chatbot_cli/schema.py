"""`aicc schema`: JSON Schema of a pack's files, for editors that check while typing."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic import BaseModel

from aicc.errors import InvalidInputError
from aicc.packs.files import SINGLE_FILES
from aicc.packs.schema.conversation import ConversationFile
from aicc.packs.schema.pack import FlowFile

from .output import out

FILES: dict[str, type[BaseModel]] = {
    **SINGLE_FILES,
    "flow": FlowFile,
    "conversation": ConversationFile,
}


def schema(
    name: Annotated[
        str | None, typer.Argument(help=f"One of {', '.join(FILES)}; all with --out.")
    ] = None,
    folder: Annotated[
        Path | None, typer.Option("--out", help="Write NAME.schema.json files into this folder.")
    ] = None,
) -> None:
    """Print the JSON Schema of a pack's file, or write all of them.

    In VS Code with the YAML extension, a first line such as
    "# yaml-language-server: $schema=../schemas/flow.schema.json" switches it on.
    """
    if folder is None and name is None:
        raise InvalidInputError(f"which file? One of {', '.join(FILES)}, or --out FOLDER for all")
    if name is not None and name not in FILES:
        raise InvalidInputError(f"no file {name!r}: there are {', '.join(FILES)}")
    if folder is None:
        typer.echo(_text(FILES[name or ""], name or ""))
        return
    folder.mkdir(parents=True, exist_ok=True)
    for each in [name] if name else FILES:
        path = folder / f"{each}.schema.json"
        path.write_text(_text(FILES[each], each) + "\n", encoding="utf-8")
        out.print(str(path), markup=False)


def _text(model: type[BaseModel], name: str) -> str:
    described: dict[str, Any] = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"AICC pack: {name}",
        **{key: value for key, value in model.model_json_schema().items() if key != "title"},
    }
    return json.dumps(described, ensure_ascii=False, indent=2)
