"""Loading a pack: by its shipped name, from a folder, or compiled to one JSON file."""

import json
from pathlib import Path

from aicc.errors import PackError
from aicc.packs.pack import Pack

SHIPPED = Path(__file__).parent
COMPILED_FORMAT = 1


def load_pack(name_or_path: str) -> Pack:
    path = find_pack(name_or_path)
    if path.suffix == ".json":
        return _from_compiled(path)
    from aicc.packs.files import read_folder  # a compiled pack needs no YAML and no pydantic

    return Pack.from_plain(read_folder(path))


def find_pack(name_or_path: str) -> Path:
    """The folder or the compiled file; a shipped name wins over a folder of the same name here."""
    if name_or_path in shipped_names():
        return SHIPPED / name_or_path
    path = Path(name_or_path)
    if path.exists():
        return path
    raise PackError(
        f"no pack named {name_or_path!r}: shipped are {', '.join(shipped_names())}; "
        "anything else must be the path of a pack's folder"
    )


def shipped_names() -> list[str]:
    return sorted(path.parent.name for path in SHIPPED.glob("*/pack.yaml"))


def compile_pack(folder: Path) -> str:
    """One JSON text that loads without YAML and pydantic; the same files give the same text."""
    from aicc.packs.files import read_folder

    compiled = {"format": COMPILED_FORMAT, "pack": read_folder(folder)}
    return json.dumps(compiled, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _from_compiled(path: Path) -> Pack:
    try:
        compiled = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise PackError(f"{path}: not a compiled pack: {error}") from error
    if not isinstance(compiled, dict) or compiled.get("format") != COMPILED_FORMAT:
        raise PackError(f"{path}: compiled by another release: compile it again")
    return Pack.from_plain(compiled["pack"])
