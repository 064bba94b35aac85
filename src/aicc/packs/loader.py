"""Loading a pack: by its shipped name, from a folder, or compiled by `aicc train`."""

from pathlib import Path

from aicc.errors import PackError
from aicc.packs.compiled import read_compiled
from aicc.packs.learned import with_learned
from aicc.packs.pack import Pack

SHIPPED = Path(__file__).parent


def load_pack(name_or_path: str) -> Pack:
    path = find_pack(name_or_path)
    if path.suffix == ".json":
        return read_compiled(path)
    from aicc.packs.files import read_folder  # a compiled pack needs no YAML and no pydantic

    return with_learned(Pack.from_plain(read_folder(path)), path)


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
